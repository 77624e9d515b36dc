#pragma once

#include "db/yield.h"

#include <string>

namespace greenlight::station {

/// For people at a terminal: each figure with its formula, what it is a share of, and the interval
/// that holds the true share in 95 of 100 cases. A share of nothing is a dash.
[[nodiscard]] std::string yieldText(const db::YieldQuestion& question,
                                    const db::YieldReport& report);

/// For spreadsheets: a line for the total and one for each group, as RFC 4180 has it. Shares as
/// fractions with a point; empty where they are of nothing.
[[nodiscard]] std::string yieldCsv(const db::YieldQuestion& question,
                                   const db::YieldReport& report);

/// The Pareto as CSV: fault, stage, attempts, first attempts, share, running share.
[[nodiscard]] std::string faultsCsv(const db::YieldReport& report);

/// Everything, for other programs: one object.
[[nodiscard]] std::string yieldJson(const db::YieldQuestion& question,
                                    const db::YieldReport& report);

} // namespace greenlight::station
