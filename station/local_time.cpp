#include "station/local_time.h"

#include <fmt/chrono.h>

#include <cstdio>
#include <ctime>

namespace greenlight::station {

namespace {

constexpr std::int64_t microsOfSecond = 1'000'000;
constexpr int yearZero = 1900;

base::WallTime fromSeconds(std::time_t seconds) {
    return {static_cast<std::int64_t>(seconds) * microsOfSecond};
}

std::tm localOf(base::WallTime time) {
    const auto seconds = static_cast<std::time_t>(time.unixMicros / microsOfSecond);
    std::tm local{};
    if (::localtime_r(&seconds, &local) == nullptr) {
        local = {};
    }
    return local;
}

/// Digits only, so that nothing that scanf would forgive gets through.
bool fits(std::string_view text, std::string_view pattern) {
    if (text.size() != pattern.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == '0' ? !digit : text[i] != pattern[i]) {
            return false;
        }
    }
    return true;
}

int number(std::string_view text, std::size_t begin, std::size_t digits) {
    int value = 0;
    for (const char digit : text.substr(begin, digits)) {
        value = value * 10 + (digit - '0');
    }
    return value;
}

/// How far a local time is ahead of UTC: "+01:00".
std::string offsetText(const std::tm& local) {
    constexpr long secondsOfMinute = 60;
    const long offset = local.tm_gmtoff / secondsOfMinute;
    const long size = offset < 0 ? -offset : offset;
    return fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 60, size % 60);
}

} // namespace

std::optional<base::WallTime> localTimeNamed(std::string_view text) {
    const bool utc = text.ends_with('Z');
    text.remove_suffix(utc ? 1 : 0);
    const bool withTime = fits(text, "0000-00-00T00:00");
    if (!withTime && !fits(text, "0000-00-00")) {
        return std::nullopt;
    }
    std::tm wanted{};
    wanted.tm_year = number(text, 0, 4) - yearZero;
    wanted.tm_mon = number(text, 5, 2) - 1;
    wanted.tm_mday = number(text, 8, 2);
    wanted.tm_hour = withTime ? number(text, 11, 2) : 0;
    wanted.tm_min = withTime ? number(text, 14, 2) : 0;
    wanted.tm_isdst = utc ? 0 : -1;
    std::tm found = wanted;
    const std::time_t seconds = utc ? ::timegm(&found) : std::mktime(&found);
    // The library makes the third of March of the thirty-first of February.
    const bool same = found.tm_year == wanted.tm_year && found.tm_mon == wanted.tm_mon &&
                      found.tm_mday == wanted.tm_mday && found.tm_hour == wanted.tm_hour &&
                      found.tm_min == wanted.tm_min;
    return same ? std::optional(fromSeconds(seconds)) : std::nullopt;
}

std::string localTimeText(base::WallTime time) {
    const std::tm local = localOf(time);
    return fmt::format("{:%Y-%m-%dT%H:%M}{}", local, offsetText(local));
}

std::string localMomentText(std::string_view journalTime) {
    constexpr std::string_view pattern = "0000-00-00T00:00:00.000000Z";
    constexpr std::size_t toMinutes = 16;
    constexpr std::size_t seconds = 17;
    constexpr std::size_t millis = 20;
    const auto minute = fits(journalTime, pattern)
                            ? localTimeNamed(std::string(journalTime.substr(0, toMinutes)) + "Z")
                            : std::nullopt;
    if (!minute) {
        return std::string(journalTime);
    }
    const std::tm local = localOf(*minute);
    return fmt::format("{:%Y-%m-%dT%H:%M}:{}.{}{}", local, journalTime.substr(seconds, 2),
                       journalTime.substr(millis, 3), offsetText(local));
}

base::WallTime startOfDay(base::WallTime time) {
    std::tm local = localOf(time);
    local.tm_hour = 0;
    local.tm_min = 0;
    local.tm_sec = 0;
    local.tm_isdst = -1;
    return fromSeconds(std::mktime(&local));
}

} // namespace greenlight::station
