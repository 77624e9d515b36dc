#include "db/clock_changes.h"

#include "db/entry.h"
#include "db/fields.h"

#include <algorithm>
#include <chrono>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t microsOfSecond = 1'000'000;

/// All digits of a text as a number; nothing for any other text.
std::optional<int> digitsOf(std::string_view text) {
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        number = number * 10 + (c - '0');
    }
    return number;
}

std::int64_t microsBetween(Instant before, Instant now) {
    return std::chrono::duration_cast<std::chrono::microseconds>(now - before).count();
}

Json stepData(base::WallTime before, base::WallTime after, bool measured) {
    const std::int64_t by = after.unixMicros - before.unixMicros;
    Json data = Json::object();
    data["what"] = by < 0 ? clock_word::setBack : clock_word::setForward;
    data["before"] = base::toIso8601(before);
    data["after"] = base::toIso8601(after);
    data["by_us"] = by;
    // At a start nothing is known but that the newest entry is younger.
    data["against"] = measured ? "monotonic-clock" : "newest-entry";
    return data;
}

} // namespace

std::optional<base::WallTime> wallTimeOf(std::string_view journalTime) {
    constexpr std::string_view form = "0000-00-00T00:00:00.000000Z";
    if (journalTime.size() != form.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] != '0' && journalTime[i] != form[i]) {
            return std::nullopt;
        }
    }
    const auto part = [&](std::size_t place, std::size_t size) {
        return digitsOf(journalTime.substr(place, size)).value_or(-1);
    };
    const int hour = part(11, 2);
    const int minute = part(14, 2);
    const int second = part(17, 2);
    const int micros = part(20, 6);
    const int month = part(5, 2);
    const int dayOfMonth = part(8, 2);
    if (part(0, 4) < 0 || month < 0 || dayOfMonth < 0 || hour < 0 || hour > 23 || minute < 0 ||
        minute > 59 || second < 0 || second > 59 || micros < 0) {
        return std::nullopt;
    }
    const std::chrono::year_month_day day{std::chrono::year(part(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(static_cast<unsigned>(dayOfMonth))};
    if (!day.ok()) {
        return std::nullopt;
    }
    const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
    const std::int64_t seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    return base::WallTime{seconds * microsOfSecond + micros};
}

void ClockSteps::seenBefore(base::WallTime wall) {
    m_now.reset();
    m_wall = wall;
}

std::optional<Json> ClockSteps::look(Instant now, base::WallTime wall) {
    std::optional<Json> data;
    if (m_wall) {
        const std::int64_t elapsed = m_now ? microsBetween(*m_now, now) : 0;
        const base::WallTime expected{m_wall->unixMicros + elapsed};
        const std::int64_t by = wall.unixMicros - expected.unixMicros;
        const std::int64_t allowed = leastMicros + elapsed / shareOfElapsed;
        // How long the station was closed is not known, so forwards everything is possible then.
        if (by < -allowed || (m_now && by > allowed)) {
            data = stepData(expected, wall, m_now.has_value());
        }
    }
    m_now = now;
    m_wall = wall;
    return data;
}

std::vector<ClockChange> readClockChanges(SQLite::Database& sql) {
    SQLite::Statement rows(sql, "SELECT body FROM entry WHERE kind = ?"
                                " ORDER BY sequence DESC LIMIT ?");
    Use row(rows, std::string(kind::clockChanged.word()), mostClockChanges);
    std::vector<ClockChange> changes;
    while (row.next()) {
        const auto entry = parseBody(row.text(0));
        if (!entry.ok()) {
            continue; // An audit names it.
        }
        const Json& by = valueAt(entry->data, {"by_us"});
        changes.push_back({.sequence = entry->sequence,
                           .what = textOrNothing(valueAt(entry->data, {"what"})),
                           .before = textOrNothing(valueAt(entry->data, {"before"})),
                           .after = textOrNothing(valueAt(entry->data, {"after"})),
                           .byMicros = by.is_number_integer() ? by.get<std::int64_t>() : 0});
    }
    std::ranges::reverse(changes);
    return changes;
}

std::vector<ClockChange> changesAbout(const std::vector<ClockChange>& changes, std::uint64_t begun,
                                      const std::string& begunAt, std::uint64_t ended) {
    std::vector<ClockChange> about;
    const ClockChange* kept = nullptr; // The last word about whether the clock is kept right.
    for (const ClockChange& change : changes) {
        const bool before = change.sequence < begun;
        if (!change.isStep()) {
            kept = before ? &change : kept;
            continue;
        }
        const bool during = !before && (ended == 0 || change.sequence < ended);
        // Times of the journal are in the order of their texts.
        const bool saidTwice = change.what == clock_word::setBack &&
                               (before ? begunAt < change.before : begunAt > change.after);
        if (during || saidTwice) {
            about.push_back(change);
        }
    }
    if (kept != nullptr && kept->what == clock_word::unsynchronised) {
        about.push_back(*kept);
    }
    return about;
}

} // namespace greenlight::db
