#pragma once

#include "db/checkpoint.h"
#include "engine/base/clock.h"
#include "station/settings.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::db {
class Journal;
} // namespace greenlight::db

namespace greenlight::station {

/// Whether the clock on the wall has passed a minute of the day since it was looked at last. Both
/// are minutes of local time since 1970; a clock that was set back has passed nothing.
[[nodiscard]] bool hasPassed(std::int64_t before, std::int64_t now, unsigned minuteOfDay) noexcept;

/// Keeps the records while the line works, on a thread of its own, so that nobody at the line waits
/// for it: signs them every hour, at the start of each shift and when the line closes, if anything
/// was written since; and makes a backup each day where the settings name a folder. What does not
/// succeed is logged, and of a backup it is on record as well and tried again an hour later; the
/// line goes on, for each board's own record is written by its slot. It also asks whether somebody
/// keeps the computer's calendar right, and a change of that is on record.
class Keeper {
public:
    struct Order {
        std::filesystem::path journalFile{};
        std::string station{};
        std::vector<unsigned> shiftMinutes{}; ///< starts, minutes of the day in local time
        BackupRules backup{};
        /// Whether the calendar is kept right; nothing where that is not known, and no function
        /// where nobody is to ask.
        std::function<std::optional<bool>()> clockIsKept{};
    };

    /// How often the records are signed at least while entries are written.
    static constexpr Duration signsEvery = std::chrono::hours(1);

    /// How often it looks at the clock.
    static constexpr Duration looksEvery = std::chrono::seconds(30);

    /// After a backup that did not succeed.
    static constexpr Duration backsUpAgainAfter = std::chrono::hours(1);

    /// Journal and clock outlive it.
    Keeper(Order order, db::Journal& journal, db::StationKey key, Clock& clock);
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;
    Keeper(Keeper&&) = delete;
    Keeper& operator=(Keeper&&) = delete;
    /// Calls a backup off that is being copied, waits for one that is being verified, and signs
    /// what was written last.
    ~Keeper();

private:
    void work();
    void look();
    void sign();
    [[nodiscard]] bool backup();
    void lookAtTheClock();

    Order m_order;
    db::Journal& m_journal;
    db::StationKey m_key;
    Clock& m_clock;
    std::uint64_t m_signed = 0; ///< entries
    Instant m_signedAt;
    std::int64_t m_lookedAt; ///< minute of local time
    std::optional<Instant> m_backupDue{};
    std::atomic<bool> m_stop = false;
    base::Signal m_wake;
    std::optional<base::Worker> m_worker;
};

} // namespace greenlight::station
