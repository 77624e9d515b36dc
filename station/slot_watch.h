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

namespace greenlight::station {

/// A day of the calendar where the station stands, as a number that only has to differ from the
/// next one's.
using Day = std::int64_t;

/// The day of a moment in the time zone of this computer.
[[nodiscard]] Day dayOf(base::WallTime time);

/// No drill of an earlier day counts, and no day is longer than this.
inline constexpr Duration drillHolds = std::chrono::hours(26);

/// What the entry about a released slot says.
[[nodiscard]] nlohmann::ordered_json releaseData(std::string_view slot, const Actor& by,
                                                 std::string_view reason);

/// When a slot is no longer trusted.
struct SlotRules {
    unsigned quarantineAfter = 3; ///< failures in a row; 0 = never
    bool drill = false;           ///< each slot shows once a day that it can go red
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

    /// True while the next attempt has to be the drill.
    [[nodiscard]] bool drillDue(Day today) const noexcept {
        return m_rules.drill && m_drilled != today;
    }

    /// Takes an ended attempt into account. True if the slot is locked by it.
    bool ended(const job::Order& order, const job::Ending& ending, Day today);

    /// A supervisor has looked at the fixture. The drill is due again.
    void release();

private:
    SlotRules m_rules;
    unsigned m_failures = 0;
    std::optional<Day> m_drilled;
    std::optional<Fault> m_locked;
};

} // namespace greenlight::station
