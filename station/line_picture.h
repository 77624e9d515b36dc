#pragma once

#include "station/line.h"

#include <string_view>

namespace greenlight::station {

/// What the operator does next at a slot, as LineSlot::nextStep has it. A slot that the line itself
/// locked shows that as its trouble.
[[nodiscard]] std::string_view nextStepAt(const job::SlotView& slot, bool labelWanted,
                                          bool badgeWanted, bool unfit);

/// What stays on show of a unit that has ended.
[[nodiscard]] LastUnit lastUnitOf(const job::Order& order, const job::Ending& ending,
                                  base::WallTime now);

/// Whether it is a PASS, and that on record.
[[nodiscard]] bool hasPassed(const job::Ending& ending);

} // namespace greenlight::station
