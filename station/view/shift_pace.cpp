#include "station/view/shift_pace.h"

#include <algorithm>
#include <cmath>

namespace greenlight::station::view {

namespace {

constexpr std::int64_t microsOfSecond = 1'000'000;
constexpr double microsOfHour = 3'600.0 * microsOfSecond;
constexpr db::Quarter quartersOfHour = 4;

/// What is needed in the last seconds of a shift is told as if a minute were left: a number that
/// runs away says nothing.
constexpr std::int64_t shortestRest = 60 * microsOfSecond;

double hoursBetween(base::WallTime from, base::WallTime to) {
    return static_cast<double>(to.unixMicros - from.unixMicros) / microsOfHour;
}

} // namespace

db::Quarter latelyFrom(const ShiftSpan& shift, base::WallTime now) {
    return std::max(db::quarterOf(shift.from), db::quarterOf(now) - quartersOfHour);
}

Pace paceOf(const ShiftWork& work, std::uint64_t target, const ShiftSpan& shift,
            base::WallTime now) {
    Pace pace;
    const std::int64_t measured = now.unixMicros - work.latelyFrom.unixMicros;
    if (measured >= std::chrono::microseconds(youngestPace).count()) {
        const double hours = hoursBetween(work.latelyFrom, now);
        pace.now =
            static_cast<std::uint64_t>(std::llround(static_cast<double>(work.lately) / hours));
    }
    if (target == 0) {
        return pace;
    }
    if (work.passed >= target) {
        pace.standing = Standing::Reached;
        return pace;
    }
    const std::int64_t left = std::max(shift.to.unixMicros - now.unixMicros, shortestRest);
    pace.needed = static_cast<std::uint64_t>(std::ceil(static_cast<double>(target - work.passed) *
                                                       microsOfHour / static_cast<double>(left)));
    if (pace.now) {
        pace.standing = *pace.now < *pace.needed ? Standing::Behind : Standing::OnTime;
    }
    return pace;
}

double partOver(const ShiftSpan& shift, base::WallTime now) {
    const double whole = hoursBetween(shift.from, shift.to);
    return whole <= 0 ? 0 : std::clamp(hoursBetween(shift.from, now) / whole, 0.0, 1.0);
}

} // namespace greenlight::station::view
