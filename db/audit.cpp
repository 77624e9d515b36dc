#include "db/audit.h"

#include "db/audit_walk.h"
#include "db/database.h"
#include "db/reckoned_audit.h"
#include "db/replay.h"
#include "db/schema.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>

namespace greenlight::db {
namespace {

/// In KiB, below zero: comparing indices with their tables asks for the same pages again and again.
constexpr const char* cachePragma = "PRAGMA cache_size=-65536";

constexpr std::array<std::string_view, 11> troubleWords{
    "missing",   "altered",   "malformed", "misplaced", "disordered", "verdict",
    "rewritten", "truncated", "signature", "derived",   "schema"};

/// Asks an order, whenever SQLite has worked for a while, whether to go on.
class Watch {
public:
    /// `calledOff` outlives it, and is set once the order wants no more.
    Watch(SQLite::Database& sql, const AuditOrder& order, bool& calledOff)
        : m_sql(sql.getHandle())
        , m_order(order)
        , m_calledOff(calledOff) {
        if (m_order.progress) {
            m_entries = static_cast<std::uint64_t>(
                sql.execAndGet("SELECT coalesce(max(sequence), 0) FROM entry").getInt64());
            sqlite3_progress_handler(m_sql, stepsBetween, &Watch::look, this);
        }
    }

    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    Watch(Watch&&) = delete;
    Watch& operator=(Watch&&) = delete;

    ~Watch() { sqlite3_progress_handler(m_sql, 0, nullptr, nullptr); }

    /// The walk that is watched from now on; it outlives what it is watched for.
    void follow(const AuditWalk& walk) noexcept { m_walk = &walk; }

    /// It has read all it wants to.
    void leave() noexcept {
        m_done = m_walk->size();
        m_walk = nullptr;
    }

private:
    /// Steps of SQLite's machine: some hundred entries, a millisecond.
    static constexpr int stepsBetween = 2'000;

    static int look(void* self) {
        Watch& watch = *static_cast<Watch*>(self);
        const std::uint64_t done = watch.m_walk == nullptr ? watch.m_done : watch.m_walk->size();
        watch.m_calledOff = watch.m_calledOff || !watch.m_order.progress(done, watch.m_entries);
        return watch.m_calledOff ? 1 : 0;
    }

    sqlite3* m_sql;
    const AuditOrder& m_order;
    const AuditWalk* m_walk = nullptr;
    std::uint64_t m_done = 0;
    std::uint64_t m_entries = 0;
    bool& m_calledOff;
};

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
bool isSoundBeyondDoubt(Database& database, const AuditOrder& order, Watch& watch, Audit& audit) {
    SQLite::Database& sql = database.sql();
    AuditWalk walk(database);
    ReckonedAudit reckoned(sql);
    Audit found;
    watch.follow(walk);
    const bool doubt = expectNotes(sql, walk, order, found) || walk.run(&reckoned);
    watch.leave();
    if (doubt || walk.wrongNode() || walk.wrongArchive() || !reckoned.agrees() ||
        wrongSchema(sql)) {
        return false;
    }
    found.head = walk.head();
    found.attempts = reckoned.attempts();
    found.open = reckoned.open();
    audit = found;
    return true;
}

Found examine(Database& database, const AuditOrder& order, Watch& watch, Audit& audit) {
    SQLite::Database& sql = database.sql();
    const bool everything = audit.depth == AuditDepth::All;
    if (everything && isSoundBeyondDoubt(database, order, watch, audit)) {
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
    watch.follow(walk);
    if (Found badEntry = walk.run(replay ? &*replay : nullptr)) {
        wrong = badEntry;
    }
    watch.leave();
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
    bool calledOff = false;
    Result<Audit> verified = guarded("verifying the journal", [&]() -> Result<Audit> {
        database->sql().exec(cachePragma);
        Watch watch(database->sql(), order, calledOff);
        if (!order.archives.empty()) {
            database->shelf().moveTo(order.archives);
        }
        // One read transaction: a writer may go on, this pass sees one moment.
        SQLite::Transaction moment(database->sql());
        Audit audit{.depth = TRY(possibleDepth(*database, order))};
        audit.finding = examine(*database, order, watch, audit);
        return audit;
    });
    if (calledOff) {
        // What was broken off says nothing about the journal.
        return Fault{.code = FaultCode::Cancelled, .stage = Stage::Record};
    }
    return verified;
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
