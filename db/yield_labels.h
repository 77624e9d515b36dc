#pragma once

#include "db/yield.h"

#include <string>
#include <vector>

namespace greenlight::db {

/// What a breakdown calls the time that a quarter of an hour lies in, by this computer's zone:
/// "2026-11-23T14" by hour. Without shifts a shift is the day. Empty by what is no time. Where the
/// clocks are put back, two stretches of quarters may have one label.
[[nodiscard]] std::string timeLabel(YieldBy by, Quarter quarter, const std::vector<Shift>& shifts);

} // namespace greenlight::db
