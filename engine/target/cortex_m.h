#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/stlink.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace greenlight::target {

/// DCRSR selectors (ARMv7-M ARM, C1.6.3).
enum class CoreRegister : std::uint8_t {
    R0 = 0,
    R1 = 1,
    R2 = 2,
    R3 = 3,
    R9 = 9,
    Sp = 13,
    Lr = 14,
    Pc = 15, ///< the return address: where a halted core goes on
    Xpsr = 16,
    Control = 20, ///< CONTROL, FAULTMASK, BASEPRI and PRIMASK packed into one word
};

/// What DHCSR said, one consistent read. Reading clears resetSeen and retired.
struct CoreState {
    bool halted = false;
    bool sleeping = false;
    bool lockedUp = false;
    bool retired = false;   ///< an instruction was completed since the last read
    bool resetSeen = false; ///< the core was reset since the last read
    bool debugEnabled = false;
};

/// A routine in RAM, to be run with interrupts masked on the main stack.
struct Routine {
    std::uint32_t entry = 0;                ///< without the Thumb bit
    std::uint32_t stackTop = 0;             ///< a multiple of 8
    std::uint32_t returnAddress = 0;        ///< a BKPT instruction, without the Thumb bit
    std::vector<std::uint32_t> arguments{}; ///< for R0 to R3, as many as it takes
};

/// A Cortex-M core through its debug registers (ARMv7-M ARM, chapter C1; the same on ARMv6-M).
/// Nothing is believed that was not read back: halted means S_HALT seen twice with the CPUID in
/// between, reset means S_RESET_ST seen. One thread, the one of the StLink.
class CortexM {
public:
    CortexM(probe::StLink& link, Clock& clock, std::uint8_t ap) noexcept
        : m_link(link)
        , m_clock(clock)
        , m_ap(ap) {}

    [[nodiscard]] std::uint8_t ap() const noexcept { return m_ap; }

    /// From now on the core is reached through this port.
    void moveTo(std::uint8_t ap) noexcept { m_ap = ap; }

    /// CPUID; refuses 0 and all ones. Faults: AccessPort.
    Result<std::uint32_t> cpuid();

    /// Reads DHCSR; refuses values with reserved bits set, which some parts and a probe's stale
    /// reply give. Faults: AccessPort.
    Result<CoreState> state();

    /// The same, and behind it in the same batch a word of the chip's memory, which is as old as
    /// the state or younger.
    Result<CoreState> stateAnd(std::uint32_t address, std::uint32_t& word);

    /// Stops the core and proves that it stands still. Faults: NotHalted.
    Result<void> halt();

    /// Fails unless the core stands still now. Faults: NotHalted.
    Result<void> requireHalted();

    /// Lets a halted core go on with debugging enabled. Faults: NotHalted if it was not halted.
    Result<void> resume();

    /// Waits until the core stands still. Faults: NotHalted at the deadline, CoreLockup.
    Result<void> waitUntilHalted(Duration atMost);

    /// Enables debugging and makes the next reset end before the first instruction; reads both
    /// back and forgets resets of the past. Works while nRST is low. Faults: AccessPort.
    Result<void> armResetCatch();

    /// Waits for the armed reset to be over: reset seen, core halted by the vector catch, program
    /// counter at the reset vector. Faults: ResetFailed when no reset was seen, NotHalted.
    Result<void> requireCaughtReset(Duration atMost);

    /// SYSRESETREQ and nothing else: what is armed stays armed. The access may or may not be
    /// answered.
    Result<void> requestReset();

    /// SYSRESETREQ with the catch armed. Faults: as requireCaughtReset().
    Result<void> resetAndHold();

    /// Faults: RegisterTimeout, and those of the link. The core must be halted.
    Result<std::uint32_t> readRegister(CoreRegister which);
    Result<void> writeRegister(CoreRegister which, std::uint32_t value);

    /// Loads the registers in the order that is safe on every core (xPSR, CONTROL and PRIMASK, SP,
    /// arguments, PC, LR), reads the program counter back and lets it run, with faults caught
    /// (VC_HARDERR). The core must be halted. Faults: NotHalted, RegisterTimeout, AccessPort.
    Result<void> start(const Routine& routine);

    /// start(), wait, and proof that it ended at its return address. Gives R0.
    /// Faults: NotHalted, CoreLockup, LoaderCrashed with the core's own account of it.
    Result<std::uint32_t> run(const Routine& routine, Duration atMost);

    /// What a crashed core can say of itself: "PC 0x…, CFSR 0x…, HFSR 0x…, exception 3". Halts it.
    Result<std::string> crashNote();

    /// Clears all breakpoints and watchpoints, which survive a reset and would stop the product.
    Result<void> clearBreakpoints();

    /// No reset and no fault stops the core any more. A halted one stays halted.
    Result<void> dropCatches();

    /// Ends debugging: no catch, no trace, C_DEBUGEN off. A halted core runs on from where it is.
    Result<void> disconnect();

private:
    struct Assignment {
        CoreRegister which;
        std::uint32_t value;
    };

    Result<bool> assignInOneGo(std::span<const Assignment> assignments);
    Result<std::uint32_t> read(std::uint32_t address);
    Result<void> write(std::uint32_t address, std::uint32_t value);
    /// What DHCSR says; one that is not plausible is read again.
    Result<CoreState> understand(std::uint32_t dhcsr);
    Result<bool> standsAtResetVector();
    Result<void> requireResetVector(std::uint32_t table, std::uint32_t counter, bool caught);

    probe::StLink& m_link;
    Clock& m_clock;
    std::uint8_t m_ap;
};

} // namespace greenlight::target
