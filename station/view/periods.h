#pragma once

#include "db/yield.h"

#include <cstdint>
#include <string>
#include <vector>

namespace greenlight::station::view {

/// The times that the yield's page offers.
enum class Period : std::uint8_t { Shift, Today, Week, Month };

/// The quarters from the beginning of the period that `now` lies in to the one that now is, by this
/// computer's zone. Without shifts a shift is the day; before the first one of a day it is the last
/// one of the day before. A week begins on Monday.
struct QuarterRange {
    db::Quarter from = 0;
    db::Quarter to = 0; ///< the first one behind it
};

[[nodiscard]] QuarterRange quartersOf(Period period, base::WallTime now,
                                      const std::vector<db::Shift>& shifts);

/// A shift with the moments at which it begins and ends, by this computer's zone; without shifts
/// the day, which has no name.
struct ShiftSpan {
    base::WallTime from{};
    base::WallTime to{}; ///< the first moment behind it
    std::string name{};

    friend bool operator==(const ShiftSpan&, const ShiftSpan&) = default;
};

/// The shift that `now` lies in; the last one of a day goes on until the first of the next.
[[nodiscard]] ShiftSpan shiftAt(base::WallTime now, const std::vector<db::Shift>& shifts);

/// The labels that a breakdown by this time has for this range, each once and in their order, those
/// of times without work too.
[[nodiscard]] std::vector<std::string> timeLabels(QuarterRange range, db::YieldBy by,
                                                  const std::vector<db::Shift>& shifts);

} // namespace greenlight::station::view
