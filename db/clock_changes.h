#pragma once

#include "db/database.h"
#include "engine/base/clock.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::db {

/// What the data of a clock-changed entry says (`what`).
namespace clock_word {
inline constexpr std::string_view setBack = "set-back";
inline constexpr std::string_view setForward = "set-forward";
inline constexpr std::string_view unsynchronised = "unsynchronised";
inline constexpr std::string_view synchronised = "synchronised";
} // namespace clock_word

/// A time as the journal writes it; nothing for any other text.
[[nodiscard]] std::optional<base::WallTime> wallTimeOf(std::string_view journalTime);

/// Tells when the calendar does not go as fast as the computer's monotonic clock does, which only
/// happens when somebody or something sets it, or when the computer slept. A plain value: a copy
/// can be tried and thrown away.
class ClockSteps {
public:
    /// Beyond this a clock was set and is not only slow: two seconds, and a thousandth of the time
    /// that has passed (a clock that is kept right is turned by half of that at most, adjtimex(2)).
    static constexpr std::int64_t leastMicros = 2'000'000;
    static constexpr std::int64_t shareOfElapsed = 1'000;

    /// What the newest entry of an earlier run says: a calendar before it was set back.
    void seenBefore(base::WallTime wall);

    /// The data of the entry that a step wants, before that of this moment is written; nothing
    /// while the clock goes on. The moment is then the one that the next is compared with.
    [[nodiscard]] std::optional<nlohmann::ordered_json> look(Instant now, base::WallTime wall);

private:
    std::optional<Instant> m_now; ///< none while only an earlier run's time is known
    std::optional<base::WallTime> m_wall;
};

/// A clock-changed entry.
struct ClockChange {
    std::uint64_t sequence = 0;
    std::string what{};   ///< one of clock_word
    std::string before{}; ///< of a step: what the clock would have said
    std::string after{};  ///< what it said
    std::int64_t byMicros = 0;

    [[nodiscard]] bool isStep() const {
        return what == clock_word::setBack || what == clock_word::setForward;
    }
};

/// The most changes that are looked at, the newest ones.
inline constexpr int mostClockChanges = 10'000;

/// In the order of the journal. Throws what SQLite throws.
[[nodiscard]] std::vector<ClockChange> readClockChanges(SQLite::Database& sql);

/// Those that make the times of an attempt doubtful. `ended` is 0 while it is open:
/// - a step while it was in work;
/// - a step back after which the clock said times again that it had said before, if the attempt's
///   is one of them: it is before that step or behind it;
/// - that nobody kept the clock right when it began.
[[nodiscard]] std::vector<ClockChange> changesAbout(const std::vector<ClockChange>& changes,
                                                    std::uint64_t begun, const std::string& begunAt,
                                                    std::uint64_t ended);

} // namespace greenlight::db
