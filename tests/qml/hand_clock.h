#pragma once

#include "engine/base/check.h"
#include "engine/base/clock.h"

#include <chrono>

namespace greenlight::station::view {

/// A clock that stands until it is moved. Nobody waits on it.
class HandClock final : public base::Clock {
public:
    [[nodiscard]] Instant now() const noexcept override { return m_now; }

    [[nodiscard]] base::WallTime wall() const noexcept override {
        constexpr std::int64_t noon = 1'795'435'200'000'000; // 2026-11-23T12:00:00Z
        return {noon +
                std::chrono::duration_cast<std::chrono::microseconds>(m_now - start).count()};
    }

    void sleepUntil(Instant moment) override { m_now = std::max(m_now, moment); }

private:
    void raise(base::Signal&) override { CHECK(false); }

    bool wait(base::Signal&, Instant) override {
        CHECK(false);
        return false;
    }

    static constexpr Instant start{std::chrono::hours(1)};
    Instant m_now = start;
};

} // namespace greenlight::station::view
