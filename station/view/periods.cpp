#include "station/view/periods.h"

#include "db/yield_labels.h"

#include <QDateTime>
#include <algorithm>
#include <utility>

namespace greenlight::station::view {

namespace {

constexpr int minutesOfHour = 60;

QDateTime beginsOn(QDate day, const db::Shift& shift) {
    const auto minute = static_cast<int>(shift.startMinute);
    return {day, QTime(minute / minutesOfHour, minute % minutesOfHour)};
}

/// Which shift a moment lies in, and the day on which that one began.
struct Place {
    std::size_t shift = 0;
    QDate day{};
};

Place placeOf(const QDateTime& now, const std::vector<db::Shift>& shifts) {
    for (std::size_t i = shifts.size(); i > 0; --i) {
        if (beginsOn(now.date(), shifts[i - 1]) <= now) {
            return {i - 1, now.date()};
        }
    }
    return {shifts.size() - 1, now.date().addDays(-1)};
}

QDateTime shiftStart(const QDateTime& now, const std::vector<db::Shift>& shifts) {
    if (shifts.empty()) {
        return now.date().startOfDay();
    }
    const Place place = placeOf(now, shifts);
    return beginsOn(place.day, shifts[place.shift]);
}

QDateTime shiftEnd(const QDateTime& now, const std::vector<db::Shift>& shifts) {
    if (shifts.empty()) {
        return now.date().addDays(1).startOfDay();
    }
    const auto [shift, day] = placeOf(now, shifts);
    return shift + 1 < shifts.size() ? beginsOn(day, shifts[shift + 1])
                                     : beginsOn(day.addDays(1), shifts.front());
}

constexpr std::int64_t microsOfMilli = 1000;

QDateTime momentOf(base::WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(time.unixMicros / microsOfMilli);
}

base::WallTime wallTimeOf(const QDateTime& moment) {
    return {moment.toMSecsSinceEpoch() * microsOfMilli};
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
    const QDateTime start = startOf(period, momentOf(now), shifts);
    return {.from = db::quarterOf(wallTimeOf(start)), .to = db::quarterOf(now) + 1};
}

ShiftSpan shiftAt(base::WallTime now, const std::vector<db::Shift>& shifts) {
    const QDateTime moment = momentOf(now);
    return {.from = wallTimeOf(shiftStart(moment, shifts)),
            .to = wallTimeOf(shiftEnd(moment, shifts)),
            .name = shifts.empty() ? std::string() : shifts[placeOf(moment, shifts).shift].name};
}

std::vector<std::string> timeLabels(QuarterRange range, db::YieldBy by,
                                    const std::vector<db::Shift>& shifts) {
    std::vector<std::string> labels;
    // By quarters: where the clocks change by half an hour no hour is left out, and none comes
    // twice.
    for (db::Quarter quarter = range.from; quarter < range.to; ++quarter) {
        std::string label = db::timeLabel(by, quarter, shifts);
        if (std::ranges::find(labels, label) == labels.end()) {
            labels.push_back(std::move(label));
        }
    }
    return labels;
}

} // namespace greenlight::station::view
