#pragma once

#include "engine/base/clock.h"

#include <cstdint>

namespace greenlight::sim {

/// The independent watchdog (RM0090 chapter 21): once started only a reset stops it. It counts on
/// its own oscillator, whatever the core does, except while it is frozen.
class SimWatchdog {
public:
    explicit SimWatchdog(std::uint32_t oscillatorHz) noexcept : m_hertz(oscillatorHz) {}

    /// After a system reset: stopped, or running when the option bytes say so.
    void reset(bool startedByHardware, Instant at) noexcept;

    [[nodiscard]] std::uint32_t read(std::uint32_t offset) const noexcept;
    void write(std::uint32_t offset, std::uint32_t value, Instant at) noexcept;

    /// The DBGMCU freeze bit and a halted core, both.
    void setFrozen(bool frozen, Instant at) noexcept;

    /// When it bites; endOfTime while stopped or frozen.
    [[nodiscard]] Instant expiry() const noexcept {
        return m_running && !m_frozen ? m_expiry : base::endOfTime;
    }

    [[nodiscard]] static bool feeds(std::uint32_t offset, std::uint32_t value) noexcept;

private:
    [[nodiscard]] Duration period() const noexcept;

    std::uint32_t m_hertz;
    std::uint32_t m_prescaler = 0;
    std::uint32_t m_reload = 0xFFF;
    std::uint32_t m_window = 0xFFF;
    bool m_writable = false;
    bool m_running = false;
    bool m_frozen = false;
    Instant m_expiry{};
    Duration m_remaining{};
};

} // namespace greenlight::sim
