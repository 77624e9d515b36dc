#pragma once

#include "engine/sim/sim_bus.h"
#include "engine/sim/sim_core_kind.h"
#include "engine/sim/thumb.h"

#include <array>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace greenlight::sim {

/// A Cortex-M core with its private peripherals: the instructions are ThumbCore's, the states
/// (held in reset, running, asleep, halted, locked up) and the debug registers of ARMv7-M and
/// ARMv6-M chapter C1 are here. Times are the caller's; the caller runs the core up to each access.
class SimCore {
public:
    enum class State : std::uint8_t { Held, Running, Asleep, Halted, Locked };

    SimCore(const ChipFacts& facts, Bus& bus, const TargetMishaps& mishaps);

    /// Everything as after power-up, debug registers too; held until boot().
    void powerOn(Instant at);
    /// A system reset begins: debug registers stay, the rest goes (ARMv7-M C1.6.2).
    void hold();
    /// Leaves reset with this vector table address: stack pointer and start address are taken from
    /// there, and vector catch is honoured. The caller knows that the table can be read now.
    void boot(std::uint32_t vectorTable);

    [[nodiscard]] State state() const noexcept { return m_state; }

    [[nodiscard]] bool executing() const noexcept { return m_state == State::Running; }

    /// Asleep with SLEEPDEEP set: STOP or STANDBY, where the clocks stand still.
    [[nodiscard]] bool deepAsleep() const noexcept;

    /// Executes until `until`, or less when interrupt() was called from the bus. A core that does
    /// not execute only has its time moved on.
    void run(Instant until);

    /// The bus cannot answer the access it is asked for just now before `moment`: it answers with a
    /// fault, and the core meets the same instruction again then.
    void stallUntil(Instant moment) noexcept {
        m_stalledUntil = moment;
        m_stalled = true;
    }

    /// Makes run() return after the current instruction; for breakpoint stepping.
    void interrupt() noexcept { m_interrupted = true; }

    [[nodiscard]] Instant instantOf(std::uint64_t cycle) const noexcept;
    [[nodiscard]] std::uint64_t cycleOf(Instant at) const noexcept;

    /// Where the core is: behind the last run() when that was interrupted.
    [[nodiscard]] Instant now() const noexcept { return instantOf(m_core.cycle()); }

    /// When a running core's SysTick wraps next; endOfTime when it does not count.
    [[nodiscard]] Instant nextTick() const noexcept;

    void setFrequency(std::uint32_t hertz, Instant at);

    /// A word of the private peripheral bus, 0xE0000000 to 0xE003FFFF; unknown ones are memory.
    BusOutcome read(std::uint32_t where, Instant at);
    BusOutcome write(std::uint32_t where, std::uint32_t value, Instant at);

    /// True once after SYSRESETREQ, or VECTRESET, was written.
    [[nodiscard]] bool takeSystemResetRequest() noexcept {
        return std::exchange(m_systemResetRequested, false);
    }

    [[nodiscard]] bool takeCoreResetRequest() noexcept {
        return std::exchange(m_coreResetRequested, false);
    }

    [[nodiscard]] bool debugEnabled() const noexcept { return (m_dhcsr & 1U) != 0; }

    /// C_DEBUGEN, DEMCR or a breakpoint still set.
    [[nodiscard]] bool debugStateSet() const noexcept;

    [[nodiscard]] ThumbCore& thumb() noexcept { return m_core; }

    [[nodiscard]] const ThumbCore& thumb() const noexcept { return m_core; }

private:
    static constexpr std::size_t breakpoints = 8;

    void halt(std::uint32_t reason);
    void stopped(ThumbCore::Stop stop);
    void takeFault(ThumbCore::FaultKind kind);
    void lockUp();
    void runStepping(std::uint64_t limit);
    [[nodiscard]] bool breakpointAt(std::uint32_t pc) const noexcept;
    [[nodiscard]] bool breakpointsArmed() const noexcept;
    /// Comparators of the breakpoint unit, those for literals too.
    [[nodiscard]] unsigned comparators() const noexcept;
    void writeDhcsr(std::uint32_t value);
    [[nodiscard]] std::uint32_t readDhcsr() noexcept;
    void writeDcrsr(std::uint32_t value);
    [[nodiscard]] std::uint32_t readCoreRegister(std::uint32_t selector) const;
    void writeCoreRegister(std::uint32_t selector, std::uint32_t value);
    void writeAircr(std::uint32_t value);
    BusOutcome readSysTick(std::uint32_t where);
    void writeSysTick(std::uint32_t where, std::uint32_t value);
    [[nodiscard]] std::uint32_t cycleCount() const noexcept;
    BusOutcome readFaultStatus(std::uint32_t where);
    bool writeFaultStatus(std::uint32_t where, std::uint32_t value);
    void writeWatchControl(std::uint32_t value);
    bool writeSpecial(std::uint32_t where, std::uint32_t value);

    const ChipFacts& m_facts;
    const CoreTraits& m_traits;
    Bus& m_bus;
    const TargetMishaps& m_mishaps;
    ThumbCore m_core;
    State m_state = State::Held;

    Instant m_anchor{};
    std::uint64_t m_anchorCycle = 0;
    std::uint32_t m_hertz = 1'000'000;
    bool m_interrupted = false;
    bool m_stalled = false;
    Instant m_stalledUntil{};

    std::uint32_t m_dhcsr = 0; ///< the control bits
    bool m_resetSeen = true;
    bool m_retired = false;
    bool m_registerReady = true;
    std::uint32_t m_dcrdr = 0;
    std::uint32_t m_demcr = 0;
    std::uint32_t m_dfsr = 0;
    std::uint32_t m_cfsr = 0;
    std::uint32_t m_hfsr = 0;
    std::uint32_t m_faultAddress = 0;
    std::uint32_t m_vectorTable = 0;
    std::uint32_t m_fpControl = 0;
    std::array<std::uint32_t, breakpoints> m_fpCompare{};
    std::uint32_t m_dwtControl = 0;
    std::uint64_t m_cycleOrigin = 0; ///< the core's cycle at which CYCCNT was 0
    std::uint32_t m_tickControl = 0;
    std::uint32_t m_tickReload = 0;
    std::uint64_t m_tickOrigin = 0;
    std::uint64_t m_tickTurnsSeen = 0;
    std::array<std::uint32_t, 33> m_floating{}; ///< S0 to S31 and FPSCR
    std::unordered_map<std::uint32_t, std::uint32_t> m_words;
    bool m_systemResetRequested = false;
    bool m_coreResetRequested = false;
};

} // namespace greenlight::sim
