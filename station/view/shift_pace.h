#pragma once

#include "db/yield.h"
#include "station/view/periods.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace greenlight::station::view {

/// What a shift has made so far, in the words of the yield: units are those that were seen for the
/// first time in the shift.
struct ShiftWork {
    std::uint64_t passed = 0;    ///< units whose last attempt passed
    std::uint64_t notPassed = 0; ///< the other ones
    std::uint64_t nameless = 0;  ///< attempts on boards that never told their name: no units
    db::Share firstPass{};       ///< units whose first attempt ever passed, of all
    std::uint64_t lately = 0;    ///< of `passed`, those since latelyFrom
    base::WallTime
        latelyFrom{}; ///< a full hour ago and up to a quarter more; never before the shift
};

/// The quarter from which what a shift makes "now" is counted.
[[nodiscard]] db::Quarter latelyFrom(const ShiftSpan& shift, base::WallTime now);

/// Whether a shift gets to its target.
enum class Standing : std::uint8_t {
    Unknown, ///< no target, or too early to say
    OnTime,
    Behind,
    Reached,
};

/// Units an hour, as whole numbers that people compare.
struct Pace {
    std::optional<std::uint64_t> now{}; ///< to the nearest; none in the first minutes of a shift
    std::optional<std::uint64_t>
        needed{}; ///< rounded up; none without a target or once it is reached
    Standing standing = Standing::Unknown;

    friend bool operator==(const Pace&, const Pace&) = default;
};

/// Younger than this a shift has no pace yet: the first board would be sixty an hour.
inline constexpr std::chrono::minutes youngestPace{10};

/// How fast a shift goes, and how fast it has to go from now on to pass `target` units before it
/// ends. Breaks are not known: they are minutes in which nothing is made. Pure.
[[nodiscard]] Pace paceOf(const ShiftWork& work, std::uint64_t target, const ShiftSpan& shift,
                          base::WallTime now);

/// Which part of the shift is over, 0 to 1. Pure.
[[nodiscard]] double partOver(const ShiftSpan& shift, base::WallTime now);

} // namespace greenlight::station::view
