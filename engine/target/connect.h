#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/stlink.h"
#include "engine/target/cortex_m.h"
#include "engine/target/debug_port.h"
#include "engine/target/device.h"
#include "engine/target/option_fields.h"
#include "engine/target/second_core.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace greenlight::target {

enum class ConnectMode : std::uint8_t {
    UnderReset, ///< nRST low before the first word on the wire: whatever firmware is inside
    Normal,     ///< attach to the running chip, halt it, reset it by SYSRESETREQ
    Automatic,  ///< Normal, and UnderReset when that fails
};

struct ConnectOptions {
    ConnectMode mode = ConnectMode::UnderReset;
    unsigned swdKhz = 4000;
    unsigned lowestMillivolts = 1700;
    unsigned highestMillivolts = 3600;
    bool maySlowDown = true; ///< on trouble, try again with a slower SWD clock
    /// Of four reads of UID, CPUID and DPIDR before the link is trusted; two milliseconds each on a
    /// V2. Eight words each: 88 of them find one bad transfer in twenty 99 times of a hundred. The
    /// loader and all its pages are read back or summed behind it.
    unsigned soakRounds = 11;
    /// A part that the table does not know and this chip may be; must outlive the target.
    const Device* described = nullptr;
};

/// One step of the way to a halted chip, for the record: what was tried and what came of it.
struct Rung {
    std::string what;
    std::optional<Fault> fault{}; ///< empty when it worked
};

using Trail = std::vector<Rung>;

/// What a chip says it is, read from the chip and found plausible.
struct Identity {
    const Device* device = nullptr;
    std::uint32_t dpidr = 0;
    std::uint32_t cpuid = 0;
    std::uint16_t devId = 0;
    std::uint16_t revId = 0;
    /// Part number in the ROM table; nothing when the chip shows no table.
    std::optional<std::uint16_t> romPart{};
    unsigned flashKb = 0;
    std::array<std::uint8_t, 12> uid{}; ///< in the order of addresses
    OptionWords options{};
    /// 0, 1 or 2. Of a described part 0 when a debugger's read of the flash is answered, else 1.
    unsigned readProtection = 0;
    bool hardwareWatchdog = false;
    std::vector<Sector> sectors{};             ///< in the order of addresses
    std::vector<std::size_t> writeProtected{}; ///< indices into sectors
    std::vector<RamRegion> loaderRam{};        ///< the first one holds code
    std::vector<std::string> unusual{};        ///< other protections, in words
};

/// What was seen of a chip that ran on its own.
struct BootSight {
    std::optional<std::uint32_t> word{};
    Duration took{}; ///< from the reset
};

/// What was seen of a chip after it was locked for ever.
struct FinalLock {
    /// Nothing answered any more on wires that had carried the whole attempt, at a supply in its
    /// limits.
    bool silent = false;
    /// Else what the options said and whether a debugger's read of the flash was refused: the port
    /// of some chips stays open until their power goes.
    std::optional<unsigned> level{};
    bool readRefused = false;
};

/// What the top ROM table of a chip says about its maker (ADIv5.2, D1.2).
struct RomTable {
    std::uint32_t address = 0;
    std::uint16_t part = 0;
    std::uint16_t maker = 0; ///< JEP106: continuation in bits 11:8, identity in bits 6:0
};

/// A chip that was reset, is halted and stays ours until release(). One thread, that of the StLink.
class Target {
public:
    /// Climbs the ladder: supply voltage, SWD clock, reset, debug power, halt proven, chip
    /// recognised, watchdogs and low power tamed, link soaked. Each rung goes to `trail`, also
    /// those that failed. On a fault everything is put back. `link` and `clock` must outlive it.
    /// Faults: TargetVoltage, SpeedRefused, SwdNoAnswer and its kin, DebugPowerUp, AccessPort,
    /// NotHalted, ResetFailed, DeviceUnknown, DeviceImplausible, CoreMismatch, LinkUnstable.
    static Result<std::unique_ptr<Target>> connect(probe::StLink& link, Clock& clock,
                                                   const ConnectOptions& options, Trail& trail);

    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;
    Target(Target&&) = delete;
    Target& operator=(Target&&) = delete;
    /// Releases the chip if that was not done, best effort.
    ~Target();

    [[nodiscard]] probe::StLink& link() noexcept { return m_link; }

    [[nodiscard]] Clock& clock() noexcept { return m_clock; }

    [[nodiscard]] CortexM& core() noexcept { return m_core; }

    [[nodiscard]] const Device& device() const noexcept { return *m_device; }

    /// The access port for memory; what the loader gives to the StLink.
    [[nodiscard]] std::uint8_t ap() const noexcept { return m_core.ap(); }

    /// The nominal SWD clock the link was proven at.
    [[nodiscard]] unsigned swdKhz() const noexcept { return m_swdKhz; }

    /// True if the reset pin was seen to reset the chip; false if the line seems not to be wired.
    [[nodiscard]] bool resetPinWorks() const noexcept { return m_pinWorks; }

    /// Reads everything that says who this chip is, anew at every call. Faults: UidChanged when it
    /// is another die than the one that was connected; FlashSizeImplausible, UidImplausible,
    /// CloneSuspected, DeviceImplausible.
    Result<Identity> identify();

    /// Reads only the UID, plausible or not: is it still the same chip?
    Result<std::array<std::uint8_t, 12>> readUid();

    /// Fails if the chip is protected against what we are going to do.
    /// Faults: ReadProtected, WriteProtected, OptionsUnusual.
    static Result<void> requireUnprotected(const Identity& identity);

    /// Level 1 to level 0, which erases the whole flash; proven by reading the options back after
    /// the reload. Only when the recipe says so. Faults: RegressionFailed, OptionWriteFailed;
    /// ReadProtected for level 2, which is final.
    Result<void> regressReadProtection();

    /// Sets option bytes, all others kept, proven by reading them back after the reload; writes
    /// nothing where they are right already. Gives all of them as they were read last. The core
    /// must be halted, and is held after a reset when anything was written. Faults:
    /// OptionWriteFailed, FlashLocked, those of reconnecting.
    Result<OptionWords> setOptions(std::span<const OptionValue> values);

    /// Level 0 to level 1, proven: after the reload the options say 1 and a debugger's read of the
    /// flash fails. Faults: OptionWriteFailed, ProtectionNotEffective.
    Result<void> setReadProtection();

    /// Level 0 to level 2: no debugger ever again, and no way back. What was written is read back
    /// before it is loaded, and then either nobody answers or the chip says and shows that it is
    /// closed. A silent chip runs already and there is nothing to release(). Faults:
    /// OptionWriteFailed, ProtectionNotEffective, UidChanged, SupplyDip, those of the probe.
    Result<FinalLock> lockForEver();

    /// Resets the chip and holds it, a second core too, before its first instruction, proven;
    /// caches are off then. Faults: ResetFailed, NotHalted.
    Result<void> resetAndHold();

    /// Lets the chip start from its reset vector as it does without a debugger, and looks at one
    /// word while it runs until `(word & mask) == value` or the time is over; resets and holds the
    /// chip again on either way, and is connected anew for that. What was read last comes back,
    /// nothing when the word could never be read. Faults: those of the link, NotHalted,
    /// ResetFailed.
    Result<BootSight> watchBoot(std::uint32_t address, std::uint32_t mask, std::uint32_t value,
                                Duration within);

    /// Makes a halted core that was just reset as fast as its row says, for code of ours that
    /// computes. One that does not follow is reset and held again and stays slow, which costs time
    /// and nothing else; clockTrouble() then says why. Faults: as resetAndHold().
    Result<void> raiseCoreClock();

    /// The clock of the core, kHz; 0 before the chip is recognised.
    [[nodiscard]] unsigned coreKhz() const noexcept { return m_coreKhz; }

    /// Why the core could not be made faster.
    [[nodiscard]] const std::optional<Fault>& clockTrouble() const noexcept {
        return m_clockTrouble;
    }

    /// Measures the supply and remembers the lowest. Faults: SupplyDip below the window, and those
    /// of the probe.
    Result<unsigned> sampleMillivolts();

    /// The lowest supply seen since connect().
    [[nodiscard]] unsigned lowestMillivolts() const noexcept { return m_lowestMillivolts; }

    /// How many blocks the soak has read, and how many of them came with an error or another value
    /// (those at a clock that was then given up).
    [[nodiscard]] unsigned soakReads() const noexcept { return m_soakReads; }

    [[nodiscard]] unsigned soakErrors() const noexcept { return m_soakErrors; }

    /// Puts everything back: breakpoints, DBGMCU, DEMCR, C_DEBUGEN, debug power, nRST, access
    /// ports; the chip starts from its reset vector as after power-on. Every step is tried whatever
    /// became of the one before; the first fault is given. On every path; a second call does
    /// nothing.
    Result<void> release();

private:
    class Ladder;

    /// What DBGMCU_IDCODE says.
    struct DieId {
        std::uint16_t devId = 0;
        std::uint16_t revId = 0;
    };

    Target(probe::StLink& link, Clock& clock, const ConnectOptions& options);

    Result<void> checkSupply();
    Result<void> findCore();
    Result<void> resetByRequestOrPin();
    [[nodiscard]] const Device* describedBy(const DebugBlock& block) const;
    Result<void> identifyKnown(Identity& identity);
    Result<void> identifyDescribed(Identity& identity);
    Result<void> readRomTable();
    Result<bool> readRomTableAt(std::uint32_t table);
    Result<void> recognise();
    Result<void> recogniseBy(const DebugBlock& block);
    Result<DieId> readDieId(const DebugBlock& block);
    Result<void> checkRomTable();
    Result<void> openDebugClock(const DebugBlock& block);
    Result<void> tameDebugBlock(const DebugBlock& block);
    Result<void> clearDebugBlock(const DebugBlock& block);
    Result<void> soak();
    Result<void> soakOnce();
    Result<void> startFreely();
    Result<void> reconnect();
    Result<void> settleOptions();
    Result<void> loadFinalLevel();
    Result<bool> isSilent();
    Result<bool> answers(ConnectMode mode);
    Result<FinalLock> lookAtOpenPort();
    Result<bool> holdByPin();
    Result<void> letGo();

    probe::StLink& m_link;
    Clock& m_clock;
    ConnectOptions m_options;
    DebugPort m_port;
    CortexM m_core;
    SecondCore m_secondCore;
    const Device* m_device = nullptr;
    const DebugBlock* m_debug = nullptr; ///< the place of the debug block that answers
    std::uint32_t m_idcodeAddress = 0;
    const DebugBlock* m_tamed = nullptr; ///< the debug block that has our bits in it
    std::uint32_t m_dpidr = 0;
    std::uint32_t m_cpuid = 0;
    std::uint16_t m_devId = 0;
    std::uint16_t m_revId = 0;
    std::optional<RomTable> m_romTable;
    std::array<std::uint8_t, 12> m_uid{};
    std::optional<Fault> m_clockTrouble;
    unsigned m_coreKhz = 0;
    unsigned m_swdKhz = 0;
    unsigned m_lowestMillivolts = 0;
    unsigned m_soakReads = 0;
    unsigned m_soakErrors = 0;
    bool m_pinWorks = false;
    bool m_entered = false;
    bool m_released = false;
};

} // namespace greenlight::target
