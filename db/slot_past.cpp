#include "db/slot_past.h"

#include "db/entry.h"
#include "engine/base/fault.h"
#include "engine/job/verdict.h"

#include <algorithm>

namespace greenlight::db {
namespace {

constexpr const char* newestOfKindSql =
    "SELECT sequence, coalesce(json_extract(body, '$.data.fault'), ''),"
    " coalesce(json_extract(body, '$.data.note'), ''),"
    " coalesce(json_extract(body, '$.data.golden_wanted'), 0) FROM entry"
    " WHERE kind = ? AND json_extract(body, '$.data.slot') = ? ORDER BY sequence DESC LIMIT 1";

// The index is ordered by time; a clock that was set back is put right by the order of beginnings.
constexpr const char* newestAttemptsSql =
    "SELECT begun, coalesce(verdict, ''), coalesce(fault, '') FROM"
    " (SELECT begun, verdict, fault FROM attempt WHERE slot = ? ORDER BY begun_at DESC LIMIT ?)"
    " WHERE begun > ? ORDER BY begun DESC";

constexpr const char* newestDrillSql = "SELECT unixepoch(begun_at) FROM attempt WHERE slot = ? AND "
                                       "begun_at >= ? AND fault = ? AND begun > ?"
                                       " ORDER BY begun_at DESC LIMIT 1";

// A drill never passes, so what passed and was no attempt at a product was a golden board.
constexpr const char* goldenPassedSql =
    "SELECT 1 FROM attempt WHERE slot = ? AND begun > ? AND drill = 1 AND verdict = ? LIMIT 1";

constexpr std::int64_t microsOfSecond = 1'000'000;

struct Note {
    std::int64_t sequence = 0; ///< 0 = there is none
    std::string fault{};
    std::string note{};
    bool goldenWanted = false;
};

Note newestOf(SQLite::Database& sql, EntryKind kind, const std::string& slot) {
    SQLite::Statement newest(sql, newestOfKindSql);
    Use row(newest, std::string(kind.word()), slot);
    if (!row.next()) {
        return {};
    }
    return {static_cast<std::int64_t>(row.number(0)), row.text(1), row.text(2), row.number(3) != 0};
}

unsigned failuresInARow(SQLite::Database& sql, const std::string& slot, std::int64_t after) {
    SQLite::Statement newest(sql, newestAttemptsSql);
    Use row(newest, slot, static_cast<int>(mostFailuresCounted), after);
    unsigned failures = 0;
    while (row.next() && row.text(1) != job::name(job::Verdict::Pass)) {
        const bool bad = row.text(1) == job::name(job::Verdict::Fail) ||
                         row.text(1) == job::name(job::Verdict::Error);
        const bool drill = row.text(2) == base::name(FaultCode::DrillFound);
        failures += bad && !drill ? 1U : 0U;
    }
    return failures;
}

bool goldenPassed(SQLite::Database& sql, const std::string& slot, std::int64_t after) {
    SQLite::Statement passed(sql, goldenPassedSql);
    Use row(passed, slot, after, std::string(job::name(job::Verdict::Pass)));
    return row.next();
}

} // namespace

SlotPast readSlotPast(SQLite::Database& sql, const std::string& slot, base::WallTime since) {
    const Note locked = newestOf(sql, kind::slotQuarantined, slot);
    const Note release = newestOf(sql, kind::slotReleased, slot);
    const std::int64_t released = release.sequence;
    SlotPast past;
    if (locked.sequence > released) {
        past.lock = SlotPast::Lock{locked.fault, locked.note};
    }
    past.goldenWanted = release.goldenWanted && !goldenPassed(sql, slot, released);
    past.failures = failuresInARow(sql, slot, released);
    SQLite::Statement newest(sql, newestDrillSql);
    Use drill(newest, slot, base::toIso8601(since), std::string(base::name(FaultCode::DrillFound)),
              released);
    if (drill.next()) {
        past.drilled = base::WallTime{static_cast<std::int64_t>(drill.number(0)) * microsOfSecond};
    }
    return past;
}

} // namespace greenlight::db
