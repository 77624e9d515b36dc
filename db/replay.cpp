#include "db/replay.h"

#include "db/entry.h"
#include "db/schema.h"
#include "db/verdict_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::db {
namespace {

/// Indices that only those need who look things up, not those who derive tables.
constexpr std::array indicesOfReaders{
    "attempt_by_time",     "attempt_by_slot",   "attempt_by_probe", "attempt_by_recipe",
    "attempt_by_identity", "attempt_by_serial", "attempt_by_uid",   "attempt_by_unit",
    "attempt_open",        "image_by_digest"};

constexpr const char* modelPragmas = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                                     "PRAGMA cache_size=-262144; PRAGMA locking_mode=EXCLUSIVE";

/// The derived tables and what makes a row of each findable: its order, and the column with the
/// entry that it began with, an attempt's or a person's.
struct DerivedTable {
    const char* query;
    int entryColumn; ///< ofNoEntry where its rows are about many
    std::string_view name;
    EntryKind kind = kind::attemptBegun;
    bool ofAttempts = true;
};

constexpr int ofNoEntry = -1;

constexpr std::array derivedTables{
    DerivedTable{"SELECT * FROM attempt ORDER BY begun", 0, "attempt"},
    DerivedTable{"SELECT * FROM image ORDER BY attempt, place", 0, "image"},
    DerivedTable{"SELECT * FROM binding ORDER BY product, training, uid", 4, "binding"},
    DerivedTable{"SELECT * FROM serial_number ORDER BY product, training, series, number", 5,
                 "serial_number"},
    DerivedTable{"SELECT * FROM unit ORDER BY id", 0, "unit"},
    DerivedTable{"SELECT * FROM unit_name ORDER BY product, training, name", 3, "unit_name"},
    DerivedTable{"SELECT * FROM yield_group ORDER BY id", ofNoEntry, "yield_group"},
    DerivedTable{"SELECT * FROM yield_cell ORDER BY quarter, grp", ofNoEntry, "yield_cell"},
    DerivedTable{"SELECT * FROM yield_fault ORDER BY quarter, grp, first, stage, fault", ofNoEntry,
                 "yield_fault"},
    DerivedTable{"SELECT * FROM revoked_image ORDER BY sha256", ofNoEntry, "revoked_image",
                 kind::attemptBegun, false},
    DerivedTable{"SELECT * FROM archive ORDER BY first", 3, "archive", kind::archived, false},
    DerivedTable{"SELECT * FROM person ORDER BY id", 0, "person", kind::personAdded, false}};

/// The columns of a row as one text, NULL told from the empty text.
std::string textOf(SQLite::Statement& row) {
    std::string text;
    for (int column = 0; column < row.getColumnCount(); ++column) {
        text += row.isColumnNull(column) ? "NULL" : "'" + row.getColumn(column).getString() + "'";
        text += ' ';
    }
    return text;
}

/// The first row in which two derived tables differ.
Found differsFromModel(SQLite::Database& real, SQLite::Database& model, const DerivedTable& table) {
    SQLite::Statement found(real, table.query);
    SQLite::Statement wanted(model, table.query);
    while (true) {
        const bool hasFound = found.executeStep();
        const bool hasWanted = wanted.executeStep();
        if (!hasFound && !hasWanted) {
            return std::nullopt;
        }
        if (hasFound && hasWanted && textOf(found) == textOf(wanted)) {
            continue;
        }
        const auto entryOf = [&table](SQLite::Statement& row) {
            return table.entryColumn == ofNoEntry
                       ? std::uint64_t{0}
                       : static_cast<std::uint64_t>(row.getColumn(table.entryColumn).getInt64());
        };
        // The row that sorts first is the one the other side lacks, or both are the same one.
        const std::uint64_t nowhere = UINT64_MAX;
        return Finding{.trouble = Trouble::Derived,
                       .sequence = std::min(hasFound ? entryOf(found) : nowhere,
                                            hasWanted ? entryOf(wanted) : nowhere),
                       .kind = table.entryColumn == ofNoEntry ? std::string()
                                                              : std::string(table.kind.word()),
                       .sentence = fmt::format("table {} says {}, the entries say {}", table.name,
                                               hasFound ? textOf(found) : "nothing",
                                               hasWanted ? textOf(wanted) : "nothing")};
    }
}

} // namespace

Found brokenIndex(SQLite::Database& sql) {
    const std::string health = sql.execAndGet("PRAGMA integrity_check(1)").getString();
    if (health == "ok") {
        return std::nullopt;
    }
    return Finding{.trouble = Trouble::Derived, .sentence = health};
}

// An empty name is a temporary file that SQLite removes; it holds the tables as they follow from
// the entries, without the entries. Nobody needs it after a crash.
Replay::Replay() : m_model("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    m_model.exec(schemaSql);
    for (const char* const index : indicesOfReaders) {
        m_model.exec(fmt::format("DROP INDEX {}", index));
    }
    m_model.exec(modelPragmas);
    m_model.exec("BEGIN");
    m_projection.emplace(m_model);
}

Found Replay::take(const EntryRow& row) {
    const auto entry = parseBody(row.body);
    if (!entry.ok()) {
        return findingAt(Trouble::Malformed, row, entry.fault().note);
    }
    if (entry->sequence != row.sequence || entry->kind != row.kind || entry->time != row.time) {
        return findingAt(Trouble::Misplaced, row,
                         fmt::format("the body is entry {}, {}, of {}", entry->sequence,
                                     entry->kind, entry->time));
    }
    if (const auto complaint = checkVerdict(*entry)) {
        return findingAt(complaint->malformed ? Trouble::Malformed : Trouble::Verdict, row,
                         complaint->sentence);
    }
    const auto applied = guarded("rebuilding", [&] { return m_projection->apply(*entry); });
    if (!applied.ok()) {
        return findingAt(Trouble::Disordered, row, applied.fault().note);
    }
    return std::nullopt;
}

Found Replay::compare(SQLite::Database& sql) {
    for (const DerivedTable& table : derivedTables) {
        if (Found wrong = differsFromModel(sql, m_model, table)) {
            return wrong;
        }
    }
    return brokenIndex(sql);
}

Found Replay::compareOthers(SQLite::Database& sql) {
    for (const DerivedTable& table : derivedTables) {
        if (!table.ofAttempts) {
            if (Found wrong = differsFromModel(sql, m_model, table)) {
                return wrong;
            }
        }
    }
    return std::nullopt;
}

std::uint64_t Replay::attempts() {
    return static_cast<std::uint64_t>(
        m_model.execAndGet("SELECT count(*) FROM attempt").getInt64());
}

std::uint64_t Replay::open() {
    return static_cast<std::uint64_t>(
        m_model.execAndGet("SELECT count(*) FROM attempt WHERE ended IS NULL").getInt64());
}

} // namespace greenlight::db
