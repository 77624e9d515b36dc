#include "station/view/trend_rows.h"

#include "station/view/words.h"
#include "station/view/yield_rows.h"

#include <QVariantMap>
#include <algorithm>
#include <array>
#include <cmath>

namespace greenlight::station::view {

namespace {

/// Differences below are those of counting with binary fractions.
constexpr double nothing = 1e-9;

std::pair<double, double> limitsOf(double centre, std::uint64_t units) {
    constexpr double deviations = 3;
    const double reach = deviations * std::sqrt(centre * (1 - centre) / static_cast<double>(units));
    return {std::max(0.0, centre - reach), std::min(1.0, centre + reach)};
}

/// As it stands below the chart: the hour or the day of the month, its last two digits.
QString shortText(const std::string& label) {
    constexpr std::size_t digits = 2;
    return QString::fromStdString(label.size() > digits ? label.substr(label.size() - digits)
                                                        : label);
}

QString countText(const db::Share& share) {
    return Words::tr("%1 of %2").arg(share.count).arg(share.of);
}

QString pointText(const TrendPoint& point, db::YieldBy by) {
    const QString when = labelText(by, point.label);
    if (!point.limits) {
        return Words::tr("%1: no units").arg(when);
    }
    const QString text =
        Words::tr("%1: %2, %3; limits %4 to %5")
            .arg(when, countText(point.share), percentText(point.share),
                 percentText(point.limits->first), percentText(point.limits->second));
    return point.isOutside() ? text + QStringLiteral(". ") + Words::tr("Outside the limits") : text;
}

QVariantMap trendRow(const TrendPoint& point, const TrendScale& scale, db::YieldBy by) {
    const auto share = point.share.value();
    const auto [low, high] = point.limits.value_or(std::pair{scale.bottom, scale.bottom});
    return {{QStringLiteral("label"), shortText(point.label)},
            {QStringLiteral("units"), QString::number(point.share.of)},
            {QStringLiteral("text"), pointText(point, by)},
            {QStringLiteral("any"), share.has_value()},
            {QStringLiteral("outside"), point.isOutside()},
            {QStringLiteral("at"), scale.placeOf(share.value_or(scale.bottom))},
            {QStringLiteral("low"), scale.placeOf(low)},
            {QStringLiteral("high"), scale.placeOf(high)}};
}

} // namespace

bool TrendPoint::isOutside() const {
    const auto value = share.value();
    return value && limits &&
           (*value < limits->first - nothing || *value > limits->second + nothing);
}

Trend trendOf(const db::Breakdown& breakdown, const std::vector<std::string>& labels) {
    Trend trend;
    for (const std::string& label : labels) {
        const auto found = breakdown.find(label);
        const db::Share share =
            found == breakdown.end() ? db::Share() : db::firstPassYield(found->second);
        trend.points.push_back({.label = label, .share = share});
        trend.centre.count += share.count;
        trend.centre.of += share.of;
    }
    const auto centre = trend.centre.value();
    for (TrendPoint& point : trend.points) {
        if (centre && point.share.of != 0) {
            point.limits = limitsOf(*centre, point.share.of);
        }
    }
    return trend;
}

TrendScale scaleOf(const Trend& trend) {
    constexpr std::array steps{0.01, 0.02, 0.05, 0.1, 0.2, 0.25};
    constexpr double mostSteps = 5;
    // Of a line without a fault the last 5 percent are shown: not all of its height is noise.
    double lowest = 0.95;
    for (const TrendPoint& point : trend.points) {
        if (point.limits) {
            lowest = std::min({lowest, point.limits->first, point.share.value().value_or(lowest)});
        }
    }
    TrendScale scale;
    for (const double step : steps) {
        scale = {.bottom = step * std::floor(lowest / step + nothing), .step = step};
        if ((1 - scale.bottom) / step <= mostSteps + nothing) {
            break;
        }
    }
    return scale;
}

QVariantList trendRows(const Trend& trend, const TrendScale& scale, db::YieldBy by) {
    QVariantList rows;
    for (const TrendPoint& point : trend.points) {
        rows << trendRow(point, scale, by);
    }
    return rows;
}

QVariantList trendLines(const TrendScale& scale) {
    QVariantList lines;
    const auto count = static_cast<int>(std::lround((1 - scale.bottom) / scale.step));
    for (int i = 0; i <= count; ++i) {
        const double share = scale.bottom + i * scale.step;
        lines << QVariantMap{
            {QStringLiteral("at"), scale.placeOf(share)},
            {QStringLiteral("text"), QStringLiteral("%1 %").arg(std::lround(100 * share))}};
    }
    return lines;
}

QString trendFormula(const Trend& trend, db::YieldBy by) {
    if (trend.centre.of == 0) {
        return {};
    }
    const QString units = by == db::YieldBy::Hour ? Words::tr("n = units first seen in the hour")
                                                  : Words::tr("n = units first seen on the day");
    return Words::tr("Centre line p = %1 = %2. Limits = p ± 3·√(p·(1 − p) / n), %3: few units have "
                     "wide limits, none are a gap.")
        .arg(countText(trend.centre), percentText(trend.centre), units);
}

QString trendFinding(const Trend& trend, db::YieldBy by) {
    if (trend.centre.of == 0) {
        return {};
    }
    QStringList outside;
    for (const TrendPoint& point : trend.points) {
        if (point.isOutside()) {
            outside << QStringLiteral("%1 (%2)").arg(labelText(by, point.label),
                                                     countText(point.share));
        }
    }
    return outside.empty()
               ? Words::tr("No point is outside the limits.")
               : Words::tr("Outside the limits: %1").arg(outside.join(QStringLiteral(", ")));
}

} // namespace greenlight::station::view
