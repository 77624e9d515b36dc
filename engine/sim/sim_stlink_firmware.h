#pragma once

#include "engine/base/clock.h"
#include "engine/sim/sim_stlink_product.h"
#include "engine/sim/sim_stlink_swd.h"
#include "engine/sim/sim_stlink_wire.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace greenlight::sim {

/// What GET_CURRENT_MODE says.
enum class ProbeMode : std::uint8_t { Dfu = 0, Mass = 1, Debug = 2, Swim = 3 };

/// What the firmware does about a command, apart from USB.
struct ProbeAnswer {
    enum class Kind : std::uint8_t {
        Nothing,   ///< done; no data phase
        Reply,     ///< `length` bytes of the reply buffer go to the host
        WantsData, ///< `length` bytes are expected from the host
        Stall,     ///< the IN endpoint halts
        Hang,      ///< the firmware does not come back until the USB device is reset
        LockUp,    ///< the firmware does not come back until it is plugged in again
    };

    Kind kind = Kind::Nothing;
    std::size_t length = 0;
    bool startsWithStatus = false; ///< byte 0 of the reply is a ProbeStatus
    bool boardIdentifiers = false; ///< the reply that must not be read in part on a V2J39
    Instant ready{};               ///< when the firmware is done with it
};

/// The firmware of one probe: modes, commands, their replies and their time. Reads the commands as
/// 16-byte blocks; behind an error status the reply shows what the buffer held before, as the real
/// ones do. Knows nothing of endpoints. One thread.
class ProbeBrain {
public:
    explicit ProbeBrain(const ProbeSpec& spec);

    /// The board that hangs on the probe's connector from now on; null for none.
    void attach(SimTarget* target, Instant at);

    ProbeAnswer command(std::span<const std::uint8_t, 16> block, Instant at);
    /// The data phase of a command that was answered with WantsData.
    ProbeAnswer data(std::span<const std::uint8_t> bytes, Instant at);

    /// See SwdEngine::Refusal (a mishap).
    void refuse(const std::optional<SwdEngine::Refusal>& refusal) noexcept {
        m_swd.refuse(refusal);
    }

    [[nodiscard]] std::span<const std::uint8_t> reply() const noexcept { return m_reply; }

    [[nodiscard]] ProbeMode mode() const noexcept { return m_mode; }

    [[nodiscard]] bool drivesResetLow() const noexcept { return m_nrstLow; }

    /// The latest moment the board has been told; whoever else speaks to it comes after that.
    [[nodiscard]] Instant latest() const noexcept { return m_swd.moment(); }

    /// The SWD clock as an oscilloscope sees it, in kHz; for the time model and for tests.
    [[nodiscard]] double measuredKilohertz() const noexcept;

private:
    using Block = std::span<const std::uint8_t, 16>;

    ProbeAnswer topLevel(Block block);
    ProbeAnswer debug(Block block);
    ProbeAnswer debugSession(Block block);
    ProbeAnswer debugMemory(Block block);
    ProbeAnswer debugRegisters(Block block);
    ProbeAnswer debugClock(Block block);
    ProbeAnswer debugTrace(Block block);
    ProbeAnswer debugLegacy(Block block);

    ProbeAnswer getVersion();
    ProbeAnswer getVersionExtended();
    ProbeAnswer dfu(Block block);
    ProbeAnswer swim(Block block);
    ProbeAnswer targetVoltage();

    ProbeAnswer enter(Block block);
    ProbeAnswer exitDebug();
    ProbeAnswer driveReset(unsigned level);
    void setReset(bool low);
    ProbeAnswer resetSystem();
    ProbeAnswer readIdcodes();
    ProbeAnswer initAp(std::uint8_t ap);
    ProbeAnswer closeAp(std::uint8_t ap);
    ProbeAnswer setDivisor(Block block);
    ProbeAnswer setFrequency(Block block);
    ProbeAnswer getFrequencies(Block block);
    ProbeAnswer switchPrescaler(Block block);
    ProbeAnswer boardIdentifiers();

    ProbeAnswer readDapRegister(Block block);
    ProbeAnswer writeDapRegister(Block block);
    ProbeAnswer readDebugWord(Block block);
    ProbeAnswer writeDebugWord(Block block);
    ProbeAnswer readCoreRegister(Block block);
    ProbeAnswer writeCoreRegister(Block block);
    ProbeAnswer readAllRegisters(Block block);
    ProbeStatus fetchRegister(std::uint8_t ap, unsigned selector, std::uint32_t& value);
    ProbeStatus waitRegisterReady(std::uint8_t ap);

    ProbeAnswer readMemory(Block block, unsigned width, bool increments);
    ProbeAnswer writeMemory(Block block, unsigned width, bool increments);
    void finishWrite(std::span<const std::uint8_t> bytes);
    ProbeAnswer lastStatus(bool withAddress);
    ProbeAnswer miscOut(Block block);
    ProbeAnswer miscIn();
    void finishMisc(std::span<const std::uint8_t> bytes);

    [[nodiscard]] std::size_t miscLimit() const noexcept { return isV3() ? 1227 : 64; }

    [[nodiscard]] bool isV3() const noexcept { return m_spec.firmware.hardware >= 3; }

    [[nodiscard]] bool since(unsigned v2, unsigned v3) const noexcept {
        return m_spec.firmware.since(v2, v3);
    }

    /// The AP byte of a command, which only firmware with several access ports looks at.
    [[nodiscard]] std::uint8_t accessPort(std::uint8_t byte) const noexcept {
        return since(28, 1) ? byte : std::uint8_t{0};
    }

    /// Ok when the session and the port allow an access; the status to report otherwise.
    [[nodiscard]] ProbeStatus allowed(std::uint8_t ap) const;
    ProbeAnswer succeed(std::size_t length);
    ProbeAnswer fail(ProbeStatus status, std::size_t length);
    ProbeAnswer report(ProbeStatus status, std::size_t length);
    /// A reply without a status, whose bytes are in the buffer already.
    static ProbeAnswer plain(std::size_t length);
    void updatePace();
    [[nodiscard]] std::vector<unsigned> clockList(unsigned interface) const;

    ProbeSpec m_spec;
    ProbePace m_pace;
    SwdEngine m_swd;
    ProbeMode m_mode;
    std::vector<std::uint8_t> m_reply;
    std::set<std::uint8_t> m_openPorts;
    bool m_nrstLow = false;

    unsigned m_divisor = 1;
    unsigned m_prescaler = 1;
    std::array<unsigned, 2> m_kilohertz{1000, 1000}; ///< SWD and JTAG settings of a V3

    ProbeStatus m_blockStatus = ProbeStatus::Ok;
    std::uint32_t m_blockFaultAddress = 0;
    MemoryBlock m_write;
    std::size_t m_writeLimit = 0;
    bool m_writeAllowed = false;
    bool m_miscPending = false;
    std::size_t m_miscCount = 0;
    std::vector<std::uint32_t> m_miscResults; ///< values, then statuses
};

} // namespace greenlight::sim
