#pragma once

#include "engine/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace greenlight::station {

/// Reads "2026-11-23", "2026-11-23T14:30" (by this computer's zone) or either with "Z" behind it
/// (UTC). None for anything else, and for a time of day that a change of the clocks leaves out.
[[nodiscard]] std::optional<base::WallTime> localTimeNamed(std::string_view text);

/// "2026-11-23T14:30+01:00": by this computer's zone, to the minute.
[[nodiscard]] std::string localTimeText(base::WallTime time);

/// A time of the journal ("2026-11-23T13:30:05.123456Z") by this computer's zone, to the
/// millisecond: "2026-11-23T14:30:05.123+01:00". What is no such time is given back as it is.
[[nodiscard]] std::string localMomentText(std::string_view journalTime);

/// The beginning of the day that a moment lies in.
[[nodiscard]] base::WallTime startOfDay(base::WallTime time);

} // namespace greenlight::station
