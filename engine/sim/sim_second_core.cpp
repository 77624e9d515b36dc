#include "engine/sim/sim_second_core.h"

#include <utility>

namespace greenlight::sim {

namespace {

constexpr std::uint32_t cpuidAddress = 0xE000ED00;
constexpr std::uint32_t dfsrAddress = 0xE000ED30;
constexpr std::uint32_t dhcsrAddress = 0xE000EDF0;
constexpr std::uint32_t demcrAddress = 0xE000EDFC;
constexpr std::uint32_t privateBus = 0xE0000000;

constexpr std::uint32_t debugEnable = 1, haltRequest = 2, catchReset = 1;
constexpr std::uint32_t registerReady = 1U << 16U, halted = 1U << 17U, resetSeen = 1U << 25U;
constexpr std::uint32_t stoppedByRequest = 1, stoppedByCatch = 1U << 3U;

} // namespace

void SimSecondCore::powerOn() noexcept {
    m_state = State::Held;
    m_dhcsr = 0;
    m_demcr = 0;
    m_dfsr = 0;
    m_resetSeen = true;
}

void SimSecondCore::boot() noexcept {
    m_resetSeen = true;
    const bool debugged = (m_dhcsr & debugEnable) != 0;
    const bool caught = (m_demcr & catchReset) != 0;
    const bool stops = debugged && (caught || (m_dhcsr & haltRequest) != 0);
    m_state = stops ? State::Halted : State::Running;
    m_dfsr |= stops && caught ? stoppedByCatch : 0U;
}

BusOutcome SimSecondCore::read(std::uint32_t address) noexcept {
    switch (address) {
    case cpuidAddress:
        return BusOutcome::of(m_cpuid);
    case dfsrAddress:
        return BusOutcome::of(m_dfsr);
    case demcrAddress:
        return BusOutcome::of(m_demcr);
    case dhcsrAddress:
        return BusOutcome::of(m_dhcsr | registerReady | (m_state == State::Halted ? halted : 0U) |
                              (std::exchange(m_resetSeen, false) ? resetSeen : 0U));
    default:
        // What the rest of the system holds is seen through the first core's port.
        return address >= privateBus ? BusOutcome::of(0) : BusOutcome::busError();
    }
}

BusOutcome SimSecondCore::write(std::uint32_t address, std::uint32_t value) noexcept {
    switch (address) {
    case dfsrAddress:
        m_dfsr &= ~value;
        return {};
    case demcrAddress:
        m_demcr = value & 0x010007F1U;
        return {};
    case dhcsrAddress:
        if (value >> 16U != 0xA05FU) {
            return {};
        }
        m_dhcsr = value & 0xFU;
        if ((value & debugEnable) == 0) {
            m_dhcsr = 0;
        }
        if (m_state != State::Held) {
            const bool stops = (m_dhcsr & haltRequest) != 0;
            m_dfsr |= stops ? stoppedByRequest : 0U;
            m_state = stops ? State::Halted : State::Running;
        }
        return {};
    default:
        return address >= privateBus ? BusOutcome{} : BusOutcome::busError();
    }
}

} // namespace greenlight::sim
