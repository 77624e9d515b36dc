#pragma once

#include "db/database.h"
#include "engine/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>

namespace greenlight::db {

/// What the journal says of a slot of the fixture, for a program that starts and must not forget
/// what an earlier run of it knew. All of it since somebody last released the slot.
struct SlotPast {
    /// Why the slot was locked, as the entry says it.
    struct Lock {
        std::string fault{}; ///< the fault's word
        std::string note{};
    };

    std::optional<Lock> lock{}; ///< none when it is not locked
    /// It was released on the condition that a golden board passes in it, and none has yet.
    bool goldenWanted = false;
    /// Newest attempts in a row that ended as FAIL or ERROR, at most mostFailuresCounted. Drills
    /// that went red as they should and attempts that people ended are passed over.
    unsigned failures = 0;
    /// When the newest drill began that went red as it should, to the second; none when that was
    /// before the time asked for.
    std::optional<base::WallTime> drilled{};
};

/// More failures in a row than any rule waits for.
inline constexpr unsigned mostFailuresCounted = 100;

/// Reads the past of a slot; drills are looked for from `since` on. Costs two short walks of an
/// index. Throws what SQLite throws.
[[nodiscard]] SlotPast readSlotPast(SQLite::Database& sql, const std::string& slot,
                                    base::WallTime since);

} // namespace greenlight::db
