#pragma once

#include "engine/base/clock.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::sim {

/// The chips a virtual board can carry.
enum class Chip : std::uint8_t {
    H725,
    F407,
    F103,
    L476,
    G474,
    F072,
    F030,
    F042,
    F103XL,
    F303,
    F207,
    F405A, ///< the first revision of the F405, with another DEV_ID
    F429,
    F746,
    F767,
    L4R5,
    G431,
    G071,
    G0B1,
    C031,
    WB55,
    WLE5,
    U083,
    H743,
    H747,
    H7A3,
    H563,
    H503,
    L011,
    L072,
    L152,
    L552,
    U575,
    WBA52,
    WBA25,
    U385,
};

/// Every chip of the bench.
[[nodiscard]] std::vector<Chip> everyChip();

/// "STM32H725", and back.
std::string_view name(Chip chip) noexcept;

/// How a virtual board comes out of the box.
struct BoardSpec {
    Chip chip = Chip::H725;
    std::array<std::uint8_t, 12> uid{};
    unsigned flashKb = 0; ///< 0 = the largest of the die
    unsigned millivolts = 3300;
    bool nrstWired = true;
    /// What the old firmware does with the debug port: nothing, sleeps, re-uses the pins.
    enum class Resident : std::uint8_t {
        Blank,
        Blinky,
        Sleeper,
        PinThief
    } resident = Resident::Blank;
    unsigned rdpLevel = 0;
    /// When a level 2 that was just written closes the debug port. The manuals say that it is
    /// closed and not from when on, and people report both.
    enum class FinalFrom : std::uint8_t { OptionLoad, PowerUp } finalFrom = FinalFrom::OptionLoad;
    std::uint32_t writeProtectedSectors = 0; ///< bit n = sector or page group n of the option bytes
    bool hardwareWatchdog = false;
    // What L5 and its kin have beside that.
    bool trustZone = false;             ///< TZEN
    bool keyLocked = false;             ///< a first OEM key is stored: no way back to level 0
    bool writeProtectionFrozen = false; ///< UNLOCK of the first write protection area is cleared
    /// How option bytes divide the flash where they can; 0 = as the part is delivered.
    unsigned banks = 0;
    bool joinedBanks = false; ///< the option bytes make one bank of two
    /// Of a serial NOR flash behind the QUADSPI, on the chips that have one here; 0 = none.
    std::uint32_t externalFlashBytes = 0;
    /// What IDCODE and the ROM table show in the place of the die's own DEV_ID: a die that nobody
    /// knows, with a flash and everything else that the bench has; 0 = the die's own.
    std::uint16_t devId = 0;
};

/// What one SWD transfer was answered with (ADIv5.2, B4.2: bit order as read).
enum class Ack : std::uint8_t { Ok = 1, Wait = 2, Fault = 4, Silence = 7 };

struct SwdReply {
    Ack ack = Ack::Silence;
    std::uint32_t data = 0;
    bool badParity = false;
};

/// What can befall one operation of the flash.
enum class FlashMishap : std::uint8_t {
    BrownOutErase, ///< the supply sags somewhere in the erase: its cells are left anyhow, the part
                   ///< resets and is back after five milliseconds
    BrownOutProgram, ///< the same in a program operation
    EraseIgnored,    ///< it reports success and does nothing
    ProgramIgnored,  ///< the same of a program operation
    EraseFlip,       ///< one bit of what was erased is not
    ProgramFlip,     ///< one bit of what was programmed is another
};

inline constexpr std::size_t flashMishapCount = 6;

/// Whether it strikes erases; the others strike programs.
[[nodiscard]] constexpr bool strikesErases(FlashMishap mishap) noexcept {
    return mishap == FlashMishap::BrownOutErase || mishap == FlashMishap::EraseIgnored ||
           mishap == FlashMishap::EraseFlip;
}

/// One mishap at one operation: the erases are counted apart from the programs, both from 0.
struct FlashStrike {
    std::uint64_t operation = 0;
    FlashMishap mishap = FlashMishap::BrownOutErase;
};

/// Operations that were begun and the mishaps among them, since the mishaps were set.
struct FlashTally {
    std::uint64_t erases = 0;
    std::uint64_t programs = 0;
    std::array<std::uint64_t, flashMishapCount> injected{};
};

/// Mishaps that live in the chip and on its wires; all off by default. Probabilities are per event,
/// drawn from the board's own seeded generator.
struct TargetMishaps {
    double programIgnored = 0; ///< a program operation reports success and does nothing
    double eraseIgnored = 0;   ///< an erase reports success and does nothing
    double bitFlipOnProgram = 0;
    double flashError = 0;   ///< the controller reports a program or erase error
    double eraseForever = 0; ///< an erase that never ends
    bool chipIdZero = false; ///< IDCODE reads 0
    bool haltIgnored = false;
    bool resetIgnored = false; ///< nRST and SYSRESETREQ do nothing
    double parityError = 0;    ///< per transfer on the wire
    double waitStorm = 0;      ///< per AP access: 1 to 300 ms of WAIT
    double ramBitFlip = 0;     ///< per RAM word written through the debug port
    std::vector<FlashStrike> strikes{};
};

/// A chip on a board as the probe's two wires see it, in the clock of the caller: every call says
/// when it happens, calls come in the order of time, and the chip does between two calls what a
/// chip does in that time. One thread.
class SimTarget {
public:
    virtual ~SimTarget() = default;

    static std::unique_ptr<SimTarget> make(const BoardSpec& spec, std::uint64_t seed);

    /// Line reset and JTAG-to-SWD switch; the next transfer must be a DPIDR read.
    virtual void lineReset(Instant at) = 0;
    /// One SWD transfer: `address` is A[3:2] << 2. For reads `data` of the reply is the RDATA phase
    /// (AP reads are posted: the value of the previous AP read), as on the wire.
    virtual SwdReply transfer(bool accessPort, bool read, std::uint8_t address,
                              std::uint32_t writeData, Instant at) = 0;
    virtual void setNrst(bool low, Instant at) = 0;
    virtual void setPower(bool on, Instant at) = 0;
    /// What a probe's voltage divider sees.
    [[nodiscard]] virtual unsigned millivolts(Instant at) = 0;

    /// Counts the operations of the flash from 0 again.
    virtual void setMishaps(const TargetMishaps& mishaps) = 0;

    /// What came of the strikes among them.
    [[nodiscard]] virtual FlashTally flashTally() const { return {}; }

    /// One bit changes in the RAM that was written through the debug port since power-up, chosen by
    /// `draw`; nothing where there is none.
    virtual void flipRam(std::uint64_t /*draw*/, Instant /*at*/) {}

    virtual void setMillivolts(unsigned millivolts, Instant at) = 0;

    /// What is in the flash, for tests and for the demonstration: the omniscient view, no side
    /// effects, no protection.
    [[nodiscard]] virtual std::span<const std::uint8_t> flash() const = 0;

    /// The level that is loaded, whoever may see it.
    [[nodiscard]] virtual unsigned readProtection() const { return 0; }

    /// What is in the memory beside the chip; nothing where there is none.
    [[nodiscard]] virtual std::span<const std::uint8_t> externalFlash() const { return {}; }

    [[nodiscard]] virtual const BoardSpec& spec() const = 0;
    /// Changes the flash behind everybody's back (tests).
    virtual void tamperFlash(std::uint32_t offset, std::uint8_t value) = 0;
    /// The core's program counter and whether it runs, for tests.
    [[nodiscard]] virtual bool running(Instant at) = 0;
    /// True if any debug state that survives the session is still set (DBGMCU bits, DEMCR,
    /// C_DEBUGEN, breakpoints): the mark of a board not left clean.
    [[nodiscard]] virtual bool debugStateLeftBehind() const = 0;
    /// Total instructions the virtual core executed (host cost).
    [[nodiscard]] virtual std::uint64_t instructionsExecuted() const = 0;

protected:
    SimTarget() = default;
};

} // namespace greenlight::sim
