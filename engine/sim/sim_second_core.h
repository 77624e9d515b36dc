#pragma once

#include "engine/sim/sim_bus.h"

#include <cstdint>

namespace greenlight::sim {

/// A second core of the chip as a debugger sees it through a port of its own (ARMv7-M chapter C1):
/// it executes nothing here, but it is known whether it would.
class SimSecondCore {
public:
    enum class State : std::uint8_t { Held, Running, Halted };

    explicit SimSecondCore(std::uint32_t cpuid) noexcept : m_cpuid(cpuid) {}

    /// Debug registers as after power-up; held until boot().
    void powerOn() noexcept;

    /// A system reset begins; the debug registers stay.
    void hold() noexcept { m_state = State::Held; }

    /// Leaves reset, and stops at once where that is caught.
    void boot() noexcept;

    [[nodiscard]] State state() const noexcept { return m_state; }

    /// C_DEBUGEN or DEMCR still set.
    [[nodiscard]] bool debugStateSet() const noexcept { return m_dhcsr != 0 || m_demcr != 0; }

    [[nodiscard]] BusOutcome read(std::uint32_t address) noexcept;
    BusOutcome write(std::uint32_t address, std::uint32_t value) noexcept;

private:
    std::uint32_t m_cpuid;
    State m_state = State::Held;
    std::uint32_t m_dhcsr = 0; ///< the control bits
    std::uint32_t m_demcr = 0;
    std::uint32_t m_dfsr = 0;
    bool m_resetSeen = true;
};

} // namespace greenlight::sim
