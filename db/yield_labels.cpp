#include "db/yield_labels.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace greenlight::db {
namespace {

std::tm localTime(Quarter quarter) {
    const auto seconds = static_cast<std::time_t>(quarter * secondsOfQuarter);
    std::tm local{};
    if (::localtime_r(&seconds, &local) == nullptr) {
        local = {};
    }
    return local;
}

/// The shift in which a moment lies, with the day it began on: the night's is that of the evening.
std::string shiftLabel(Quarter quarter, const std::vector<Shift>& shifts) {
    const std::tm local = localTime(quarter);
    if (shifts.empty()) {
        return fmt::format("{:%Y-%m-%d}", local);
    }
    constexpr int minutesOfHour = 60;
    const auto minute = static_cast<unsigned>(local.tm_hour * minutesOfHour + local.tm_min);
    const Shift* found = nullptr;
    for (const Shift& shift : shifts) {
        if (shift.startMinute <= minute) {
            found = &shift;
        }
    }
    if (found != nullptr) {
        return fmt::format("{:%Y-%m-%d} {}", local, found->name);
    }
    // Before the first shift of the day the last one of the day before goes on.
    std::tm before = local;
    --before.tm_mday;
    before.tm_hour = 12;
    before.tm_isdst = -1;
    (void)std::mktime(&before);
    return fmt::format("{:%Y-%m-%d} {}", before, shifts.back().name);
}

} // namespace

std::string timeLabel(YieldBy by, Quarter quarter, const std::vector<Shift>& shifts) {
    switch (by) {
    case YieldBy::Hour:
        return fmt::format("{:%Y-%m-%dT%H}", localTime(quarter));
    case YieldBy::Shift:
        return shiftLabel(quarter, shifts);
    case YieldBy::Day:
        return fmt::format("{:%Y-%m-%d}", localTime(quarter));
    case YieldBy::Week:
        return fmt::format("{:%G-W%V}", localTime(quarter));
    case YieldBy::Month:
        return fmt::format("{:%Y-%m}", localTime(quarter));
    default:
        return {};
    }
}

} // namespace greenlight::db
