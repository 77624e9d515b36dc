#include "db/audit.h"

#include "db/audit_walk.h"
#include "db/database.h"
#include "db/reckoned_audit.h"
#include "db/replay.h"
#include "db/schema.h"

#include <fmt/format.h>

#include <array>

namespace greenlight::db {
namespace {

/// In KiB, below zero: comparing indices with their tables asks for the same pages again and again.
constexpr const char* cachePragma = "PRAGMA cache_size=-65536";

constexpr std::array<std::string_view, 11> troubleWords{
    "missing",   "altered",   "malformed", "misplaced", "disordered", "verdict",
    "rewritten", "truncated", "signature", "derived",   "schema"};

/// Reads a note for the walk, its signature checked where the order has a key.
Found expectNote(AuditWalk& walk, const std::string& note, const AuditOrder& order, Audit& audit) {
    const auto checkpoint = order.signer ? verifyNote(note, *order.signer) : readNote(note);
    if (!checkpoint.ok()) {
        return Finding{.trouble = Trouble::Signature, .sentence = checkpoint.fault().note};
    }
    ++audit.checkpoints;
    return walk.expect(*checkpoint);
}

Found expectNotes(SQLite::Database& sql, AuditWalk& walk, const AuditOrder& order, Audit& audit) {
    SQLite::Statement kept(sql, "SELECT size, note FROM checkpoint ORDER BY size");
    while (kept.executeStep()) {
        const auto size = static_cast<std::uint64_t>(kept.getColumn(0).getInt64());
        const std::string note = kept.getColumn(1).getString();
        if (Found wrong = expectNote(walk, note, order, audit)) {
            wrong->sequence = size;
            return wrong;
        }
        if (readNote(note)->head.size != size) {
            return Finding{.trouble = Trouble::Signature,
                           .sequence = size,
                           .sentence = "the checkpoint kept for this size is of another"};
        }
    }
    for (const std::string& note : order.notes) {
        if (Found wrong = expectNote(walk, note, order, audit)) {
            return wrong;
        }
    }
    return std::nullopt;
}

Found wrongSchema(SQLite::Database& sql) {
    if (const auto intact = demandSchema(sql); !intact.ok()) {
        return Finding{.trouble = Trouble::Schema, .sentence = intact.fault().note};
    }
    return std::nullopt;
}

/// A journal is sound where nobody has any doubt. Only then is that said quickly; whatever else
/// there is, those find and name who make the tables anew.
bool isSoundBeyondDoubt(Database& database, const AuditOrder& order, Audit& audit) {
    SQLite::Database& sql = database.sql();
    AuditWalk walk(database);
    ReckonedAudit reckoned(sql);
    Audit found;
    if (expectNotes(sql, walk, order, found) || walk.run(&reckoned) || walk.wrongNode() ||
        walk.wrongArchive() || !reckoned.agrees() || wrongSchema(sql)) {
        return false;
    }
    found.head = walk.head();
    found.attempts = reckoned.attempts();
    found.open = reckoned.open();
    audit = found;
    return true;
}

Found examine(Database& database, const AuditOrder& order, Audit& audit) {
    SQLite::Database& sql = database.sql();
    const bool everything = audit.depth == AuditDepth::All;
    if (everything && isSoundBeyondDoubt(database, order, audit)) {
        return std::nullopt;
    }
    AuditWalk walk(database);
    std::optional<Replay> replay;
    if (everything) {
        replay.emplace();
        audit.replayed = true;
    }
    Found wrong = expectNotes(sql, walk, order, audit);
    // The entries are walked in any case: the first bad one is worth more than a bad note.
    if (Found badEntry = walk.run(replay ? &*replay : nullptr)) {
        wrong = badEntry;
    }
    audit.head = walk.head();
    audit.absent = walk.absent();
    if (replay) {
        audit.attempts = replay->attempts();
        audit.open = replay->open();
    }
    if (!wrong && replay) {
        wrong = replay->compare(sql);
    }
    if (!wrong) {
        wrong = walk.wrongNode();
    }
    if (!wrong) {
        wrong = walk.wrongArchive();
    }
    return wrong ? wrong : wrongSchema(sql);
}

/// How deep an audit can go with the archives that are there.
Result<AuditDepth> possibleDepth(Database& database, const AuditOrder& order) {
    if (order.depth != AuditDepth::All) {
        return order.depth;
    }
    const std::string missing = database.shelf().missing();
    if (missing.empty()) {
        return AuditDepth::All;
    }
    if (order.mayLackArchives) {
        return AuditDepth::Leaves;
    }
    return Fault{.code = FaultCode::RecordsArchived,
                 .stage = Stage::Record,
                 .note =
                     fmt::format("{} is not in {}", missing, database.shelf().folder().string())};
}

} // namespace

std::string_view name(Trouble trouble) noexcept {
    return troubleWords.at(static_cast<std::size_t>(trouble));
}

Result<Audit> verifyJournal(const std::filesystem::path& file, Clock& clock,
                            const AuditOrder& order) {
    const auto database = TRY(Database::openForReading(file, clock));
    return guarded("verifying the journal", [&]() -> Result<Audit> {
        database->sql().exec(cachePragma);
        if (!order.archives.empty()) {
            database->shelf().moveTo(order.archives);
        }
        // One read transaction: a writer may go on, this pass sees one moment.
        SQLite::Transaction moment(database->sql());
        Audit audit{.depth = TRY(possibleDepth(*database, order))};
        audit.finding = examine(*database, order, audit);
        return audit;
    });
}

Result<LastOf> lastOf(const std::filesystem::path& file, Clock& clock) {
    const auto database = TRY(Database::openForReading(file, clock));
    return guarded("looking at the end of the journal", [&]() -> Result<LastOf> {
        SQLite::Database& sql = database->sql();
        LastOf last{.entries = static_cast<std::uint64_t>(
                        sql.execAndGet("SELECT coalesce(max(sequence), 0) FROM entry").getInt64())};
        SQLite::Statement note(sql, "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1");
        if (note.executeStep()) {
            last.note = note.getColumn(0).getString();
        }
        return last;
    });
}

} // namespace greenlight::db
