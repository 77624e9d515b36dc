#pragma once

#include "db/slot_past.h"
#include "engine/base/clock.h"
#include "engine/base/fault.h"
#include "engine/job/job.h"
#include "station/people.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// A day of the calendar where the station stands, as a number that only has to differ from the
/// next one's.
using Day = std::int64_t;

/// The day of a moment in the time zone of this computer.
[[nodiscard]] Day dayOf(base::WallTime time);

/// No drill of an earlier day counts, and no day is longer than this.
inline constexpr Duration drillHolds = std::chrono::hours(26);

/// What the entry about a released slot says; `goldenWanted`: on the condition that a golden board
/// passes in it first.
[[nodiscard]] nlohmann::ordered_json releaseData(std::string_view slot, const Actor& by,
                                                 std::string_view reason, bool goldenWanted);

/// When a slot is no longer trusted.
struct SlotRules {
    unsigned quarantineAfter = 3; ///< failures in a row; 0 = never
    bool drill = false;           ///< each slot shows once a day that it can go red
    /// Chips of boards that are known to be good and kept to try slots with: one of them has to
    /// pass in a slot that was locked before it takes products again. None = it takes them at once.
    std::vector<job::Uid> goldenBoards{};
};

/// Whether one slot may be trusted with boards: fixtures wear out, and a slot whose boards all fail
/// is a bad slot before they are bad boards. Guarded by the line's lock.
class SlotWatch {
public:
    /// Goes on where an earlier run of the program ended: a restart unlocks nothing.
    explicit SlotWatch(const SlotRules& rules, const db::SlotPast& past = {});

    /// Why the slot takes no board until a supervisor has released it: SlotQuarantined,
    /// DrillNotRed.
    [[nodiscard]] const std::optional<Fault>& locked() const noexcept { return m_locked; }

    /// True while the next attempt has to be at a golden board.
    [[nodiscard]] bool goldenWanted() const noexcept { return m_goldenWanted; }

    /// True while the next attempt has to be the drill.
    [[nodiscard]] bool drillDue(Day today) const noexcept {
        return m_rules.drill && m_drilled != today;
    }

    /// Takes an ended attempt into account. True if the slot is locked by it.
    bool ended(const job::Order& order, const job::Ending& ending, Day today);

    /// A supervisor has looked at the fixture. The drill is due again, and a golden board where
    /// the rules name one.
    void release();

private:
    SlotRules m_rules;
    unsigned m_failures = 0;
    std::optional<Day> m_drilled;
    std::optional<Fault> m_locked;
    bool m_goldenWanted = false;
};

} // namespace greenlight::station
