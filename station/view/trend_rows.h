#pragma once

#include "db/yield.h"

#include <QString>
#include <QVariantList>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace greenlight::station::view {

/// One point of a p-chart: the units that were first seen in a time, and how many of them passed at
/// their first attempt.
struct TrendPoint {
    std::string label{}; ///< of the breakdown by hour or by day
    db::Share share{};
    /// Between which the share of so many units lies when nothing has changed; none of nothing.
    std::optional<std::pair<double, double>> limits{};

    /// It lies outside of them: something has changed.
    [[nodiscard]] bool isOutside() const;
};

/// First-pass yield over time: centre line = the pooled share of all points, limits = centre ± 3
/// sqrt(p (1 - p) / n), each with the n of its point, never below 0 or above 1.
struct Trend {
    db::Share centre{};
    std::vector<TrendPoint> points{};
};

/// The trend over these labels; one that nothing was counted for is a point of nothing. Pure.
[[nodiscard]] Trend trendOf(const db::Breakdown& breakdown, const std::vector<std::string>& labels);

/// What part of 0 to 1 the chart shows: from `bottom` to 1, with a line at each `step`.
struct TrendScale {
    double bottom = 0;
    double step = 0;

    /// Where a share lies: 0 at the bottom, 1 at the top.
    [[nodiscard]] double placeOf(double share) const { return (share - bottom) / (1 - bottom); }
};

/// All shares and limits with as few lines as can be read.
[[nodiscard]] TrendScale scaleOf(const Trend& trend);

/// The rows of YieldDesk, in the language that is chosen; `by` is hour or day. Pure.
[[nodiscard]] QVariantList trendRows(const Trend& trend, const TrendScale& scale, db::YieldBy by);
[[nodiscard]] QVariantList trendLines(const TrendScale& scale);
/// What the chart is made of, with its formula and its numbers; empty of nothing.
[[nodiscard]] QString trendFormula(const Trend& trend, db::YieldBy by);
/// Which points are outside of their limits, in words; empty of nothing.
[[nodiscard]] QString trendFinding(const Trend& trend, db::YieldBy by);

} // namespace greenlight::station::view
