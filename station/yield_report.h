#pragma once

#include "db/yield.h"

#include <string>
#include <vector>

namespace greenlight::station {

/// A figure as people read it.
struct YieldFigure {
    std::string label{};
    std::string value{};    ///< "98.20 %", or a dash for a share of nothing
    std::string interval{}; ///< "55 of 56, 90.55 % to 99.68 %"
    std::string formula{};
};

/// The figures of a report in their order, rolled throughput yield as the last.
[[nodiscard]] std::vector<YieldFigure> yieldFigures(const db::YieldReport& report);

/// The conditions of a question as they stand behind its period: ", product TH-200, training".
[[nodiscard]] std::string conditionsText(const db::YieldQuestion& question);

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
