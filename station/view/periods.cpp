#include "station/view/periods.h"

#include <QDateTime>

namespace greenlight::station::view {

namespace {

constexpr int minutesOfHour = 60;

QDateTime shiftStart(const QDateTime& now, const std::vector<db::Shift>& shifts) {
    const auto begins = [](QDate day, const db::Shift& shift) {
        const auto minute = static_cast<int>(shift.startMinute);
        return QDateTime(day, QTime(minute / minutesOfHour, minute % minutesOfHour));
    };
    for (auto shift = shifts.rbegin(); shift != shifts.rend(); ++shift) {
        if (const QDateTime start = begins(now.date(), *shift); start <= now) {
            return start;
        }
    }
    return shifts.empty() ? now.date().startOfDay() : begins(now.date().addDays(-1), shifts.back());
}

QDateTime startOf(Period period, const QDateTime& now, const std::vector<db::Shift>& shifts) {
    const QDate day = now.date();
    switch (period) {
    case Period::Shift:
        return shiftStart(now, shifts);
    case Period::Week:
        return day.addDays(1 - day.dayOfWeek()).startOfDay();
    case Period::Month:
        return QDate(day.year(), day.month(), 1).startOfDay();
    case Period::Today:
        break;
    }
    return day.startOfDay();
}

} // namespace

QuarterRange quartersOf(Period period, base::WallTime now, const std::vector<db::Shift>& shifts) {
    constexpr std::int64_t microsOfMilli = 1000;
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(now.unixMicros / microsOfMilli);
    const QDateTime start = startOf(period, moment, shifts);
    return {.from = db::quarterOf({start.toMSecsSinceEpoch() * microsOfMilli}),
            .to = db::quarterOf(now) + 1};
}

std::vector<std::string> hourLabels(QuarterRange range) {
    std::vector<std::string> labels;
    // By quarters: where the clocks change by half an hour no hour is left out.
    for (db::Quarter quarter = range.from; quarter < range.to; ++quarter) {
        std::string label = QDateTime::fromSecsSinceEpoch(quarter * db::secondsOfQuarter)
                                .toString(QStringLiteral("yyyy-MM-ddTHH"))
                                .toStdString();
        if (labels.empty() || labels.back() != label) {
            labels.push_back(std::move(label));
        }
    }
    return labels;
}

} // namespace greenlight::station::view
