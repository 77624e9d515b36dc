#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace greenlight::station::view {

/// How far long work on another thread is, and whether it is still wanted. Any thread.
class Course {
public:
    /// Notes how much is done of how much; says whether to go on.
    bool tell(std::uint64_t done, std::uint64_t of) noexcept {
        m_done = done;
        m_of = of;
        return !m_calledOff;
    }

    void callOff() noexcept { m_calledOff = true; }

    [[nodiscard]] bool isCalledOff() const noexcept { return m_calledOff; }

    [[nodiscard]] std::uint64_t done() const noexcept { return m_done; }

    /// 0 until it is known.
    [[nodiscard]] std::uint64_t of() const noexcept { return m_of; }

    /// From 0 to 1.
    [[nodiscard]] double share() const noexcept {
        const std::uint64_t of = m_of;
        return of == 0 ? 0.0 : std::min(1.0, static_cast<double>(m_done) / static_cast<double>(of));
    }

private:
    std::atomic<bool> m_calledOff = false;
    std::atomic<std::uint64_t> m_done = 0;
    std::atomic<std::uint64_t> m_of = 0;
};

} // namespace greenlight::station::view
