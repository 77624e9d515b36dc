#include "engine/sim/sim_watchdog.h"

#include <algorithm>

namespace greenlight::sim {

namespace {

constexpr std::uint32_t keyRegister = 0x00;
constexpr std::uint32_t prescalerRegister = 0x04;
constexpr std::uint32_t reloadRegister = 0x08;
constexpr std::uint32_t windowRegister = 0x10;
constexpr std::uint32_t feedKey = 0xAAAA;
constexpr std::uint32_t accessKey = 0x5555;
constexpr std::uint32_t startKey = 0xCCCC;

} // namespace

bool SimWatchdog::feeds(std::uint32_t offset, std::uint32_t value) noexcept {
    return offset == keyRegister && value == feedKey;
}

Duration SimWatchdog::period() const noexcept {
    const std::uint64_t divider = 4ULL << std::min<std::uint32_t>(m_prescaler, 6);
    return Duration((m_reload + 1ULL) * divider * 1'000'000'000ULL / m_hertz);
}

void SimWatchdog::reset(bool startedByHardware, Instant at) noexcept {
    *this = SimWatchdog(m_hertz);
    m_running = startedByHardware;
    m_expiry = at + period();
}

std::uint32_t SimWatchdog::read(std::uint32_t offset) const noexcept {
    switch (offset) {
    case prescalerRegister:
        return m_prescaler;
    case reloadRegister:
        return m_reload;
    case windowRegister:
        return m_window;
    default:
        return 0;
    }
}

void SimWatchdog::write(std::uint32_t offset, std::uint32_t value, Instant at) noexcept {
    switch (offset) {
    case keyRegister:
        m_writable = (value & 0xFFFFU) == accessKey;
        if ((value & 0xFFFFU) == startKey) {
            m_running = true;
        }
        if ((value & 0xFFFFU) == startKey || (value & 0xFFFFU) == feedKey) {
            m_expiry = at + period();
            m_remaining = period();
        }
        break;
    case prescalerRegister:
        m_prescaler = m_writable ? value & 7U : m_prescaler;
        break;
    case reloadRegister:
        m_reload = m_writable ? value & 0xFFFU : m_reload;
        break;
    case windowRegister:
        if (m_writable) {
            m_window = value & 0xFFFU;
            m_expiry = at + period();
        }
        break;
    default:
        break;
    }
}

void SimWatchdog::setFrozen(bool frozen, Instant at) noexcept {
    if (frozen == m_frozen) {
        return;
    }
    m_frozen = frozen;
    if (frozen) {
        m_remaining = m_expiry - at;
    } else {
        m_expiry = at + m_remaining;
    }
}

} // namespace greenlight::sim
