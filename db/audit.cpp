#include "db/audit.h"

#include "db/database.h"
#include "db/entry.h"
#include "db/entry_rows.h"
#include "db/projection.h"
#include "db/schema.h"
#include "db/tree_nodes.h"
#include "db/verdict_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

namespace greenlight::db {
namespace {

using Found = std::optional<Finding>;

constexpr std::array<std::string_view, 11> troubleWords{
    "missing",   "altered",   "malformed", "misplaced", "disordered", "verdict",
    "rewritten", "truncated", "signature", "derived",   "schema"};

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
    bool ofTheTree = false; ///< made of the leaves, not of what bodies say
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
    DerivedTable{"SELECT level, place, hex(hash) FROM tree_node ORDER BY level, place", ofNoEntry,
                 "tree_node", kind::attemptBegun, true},
    DerivedTable{"SELECT * FROM revoked_image ORDER BY sha256", ofNoEntry, "revoked_image"},
    DerivedTable{"SELECT * FROM person ORDER BY id", 0, "person", kind::personAdded}};

Finding finding(Trouble trouble, const EntryRow& row, std::string sentence) {
    return {.trouble = trouble,
            .sequence = row.sequence,
            .kind = std::string(row.kind),
            .sentence = std::move(sentence)};
}

/// Whether the ending of an attempt says what its evidence gives.
Found wrongVerdict(const EntryRow& row, const Entry& entry) {
    if (const auto complaint = checkVerdict(entry)) {
        return finding(complaint->malformed ? Trouble::Malformed : Trouble::Verdict, row,
                       complaint->sentence);
    }
    return std::nullopt;
}

/// One pass over the entries, in their order.
class Walk {
public:
    explicit Walk(AuditDepth depth)
        : m_depth(depth)
        , m_model("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
        // An empty name is a temporary file that SQLite removes; it holds the tables as they follow
        // from the entries, without the entries. Nobody needs it after a crash.
        m_model.exec(schemaSql);
        for (const char* const index : indicesOfReaders) {
            m_model.exec(fmt::format("DROP INDEX {}", index));
        }
        m_model.exec(modelPragmas);
        m_model.exec("BEGIN");
        m_keepNode.emplace(m_model, "INSERT INTO tree_node (level, place, hash) VALUES (?, ?, ?)");
        m_projection.emplace(m_model);
    }

    /// A checkpoint to be compared when the walk gets there. The first one of a size counts; a
    /// second that says otherwise is a finding.
    Found expect(const Checkpoint& checkpoint) {
        const auto [place, fresh] = m_expected.emplace(checkpoint.head.size, checkpoint.head.root);
        if (!fresh && place->second != checkpoint.head.root) {
            return Finding{.trouble = Trouble::Rewritten,
                           .sequence = checkpoint.head.size,
                           .sentence = "two checkpoints of this size differ"};
        }
        return std::nullopt;
    }

    Found step(const EntryRow& row) {
        const std::uint64_t expected = m_frontier.size() + 1;
        if (row.sequence != expected) {
            return Finding{.trouble = Trouble::Missing,
                           .sequence = expected,
                           .sentence = fmt::format("entry {} follows entry {}", row.sequence,
                                                   m_frontier.size())};
        }
        const Digest leaf = leafHash(row.body);
        if (!std::ranges::equal(leaf, row.leaf)) {
            return finding(Trouble::Altered, row, "the body does not give the leaf");
        }
        if (m_depth == AuditDepth::All) {
            if (Found wrong = meaning(row)) {
                return wrong;
            }
        }
        m_frontier.append(leaf);
        keepNode(0, leaf);
        return differsFromCheckpoint(row);
    }

    /// After the last entry: a checkpoint that has seen more.
    [[nodiscard]] Found cutOff() const {
        if (m_expected.empty() || m_expected.rbegin()->first <= m_frontier.size()) {
            return std::nullopt;
        }
        return Finding{.trouble = Trouble::Truncated,
                       .sequence = m_frontier.size() + 1,
                       .sentence = fmt::format("a checkpoint has seen {} entries, there are {}",
                                               m_expected.rbegin()->first, m_frontier.size())};
    }

    [[nodiscard]] TreeHead head() const {
        return {.size = m_frontier.size(), .root = m_frontier.root()};
    }

    SQLite::Database& model() noexcept { return m_model; }

private:
    /// What the body says, against its row, its own evidence and the entries before it.
    Found meaning(const EntryRow& row) {
        const auto entry = parseBody(row.body);
        if (!entry.ok()) {
            return finding(Trouble::Malformed, row, entry.fault().note);
        }
        if (entry->sequence != row.sequence || entry->kind != row.kind || entry->time != row.time) {
            return finding(Trouble::Misplaced, row,
                           fmt::format("the body is entry {}, {}, of {}", entry->sequence,
                                       entry->kind, entry->time));
        }
        if (Found wrong = wrongVerdict(row, *entry)) {
            return wrong;
        }
        const auto applied = guarded("rebuilding", [&] { return m_projection->apply(*entry); });
        if (!applied.ok()) {
            return finding(Trouble::Disordered, row, applied.fault().note);
        }
        return std::nullopt;
    }

    /// Every 256 nodes of a level are one of the next, as in tree_nodes.h.
    void keepNode(unsigned level, const Digest& node) {
        std::vector<Digest>& below = m_nodes.at(level / nodeLevelStep);
        below.push_back(node);
        if (level == highestNodeLevel || below.size() < leavesOfNode) {
            return;
        }
        const unsigned above = level + nodeLevelStep;
        const Digest root = rootOf(below);
        below.clear();
        Use keep(*m_keepNode, static_cast<int>(above),
                 static_cast<std::int64_t>(m_frontier.size() >> above) - 1);
        m_keepNode->bind(3, root.data(), static_cast<int>(root.size()));
        keep.run();
        keepNode(above, root);
    }

    [[nodiscard]] Found differsFromCheckpoint(const EntryRow& row) {
        const auto expected = m_expected.find(m_frontier.size());
        if (expected == m_expected.end()) {
            return std::nullopt;
        }
        if (expected->second != m_frontier.root()) {
            return finding(Trouble::Rewritten, row,
                           fmt::format("an entry of {} to {} is not the one that was signed",
                                       m_agreed + 1, m_frontier.size()));
        }
        m_agreed = m_frontier.size();
        return std::nullopt;
    }

    AuditDepth m_depth;
    Frontier m_frontier;
    std::array<std::vector<Digest>, highestNodeLevel / nodeLevelStep + 1> m_nodes;
    std::map<std::uint64_t, Digest> m_expected;
    std::uint64_t m_agreed = 0;
    SQLite::Database m_model;
    std::optional<SQLite::Statement> m_keepNode;
    std::optional<Projection> m_projection;
};

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

/// Reads a note for the walk, its signature checked where the order has a key.
Found expectNote(Walk& walk, const std::string& note, const AuditOrder& order, Audit& audit) {
    const auto checkpoint = order.signer ? verifyNote(note, *order.signer) : readNote(note);
    if (!checkpoint.ok()) {
        return Finding{.trouble = Trouble::Signature, .sentence = checkpoint.fault().note};
    }
    ++audit.checkpoints;
    return walk.expect(*checkpoint);
}

Found expectNotes(SQLite::Database& sql, Walk& walk, const AuditOrder& order, Audit& audit) {
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

Found walkEntries(SQLite::Database& sql, Walk& walk) {
    EntryRows entries(sql, std::numeric_limits<std::int64_t>::min());
    while (const EntryRow* const row = entries.next()) {
        if (Found wrong = walk.step(*row)) {
            return wrong;
        }
    }
    return walk.cutOff();
}

/// Indices decide what look-ups find and what the rules of identity see, and no row tells that one
/// lacks an entry. SQLite compares them with their tables.
Found brokenIndex(SQLite::Database& sql) {
    const std::string health = sql.execAndGet("PRAGMA integrity_check(1)").getString();
    if (health == "ok") {
        return std::nullopt;
    }
    return Finding{.trouble = Trouble::Derived, .sentence = health};
}

Found examine(SQLite::Database& sql, const AuditOrder& order, Audit& audit) {
    Walk walk(order.depth);
    Found wrong = expectNotes(sql, walk, order, audit);
    // The entries are walked in any case: the first bad one is worth more than a bad note.
    if (Found badEntry = walkEntries(sql, walk)) {
        wrong = badEntry;
    }
    audit.head = walk.head();
    audit.attempts = static_cast<std::uint64_t>(
        walk.model().execAndGet("SELECT count(*) FROM attempt").getInt64());
    audit.open = static_cast<std::uint64_t>(
        walk.model().execAndGet("SELECT count(*) FROM attempt WHERE ended IS NULL").getInt64());
    for (const DerivedTable& table : derivedTables) {
        if (!wrong && (order.depth == AuditDepth::All || table.ofTheTree)) {
            wrong = differsFromModel(sql, walk.model(), table);
        }
    }
    if (!wrong && order.depth == AuditDepth::All) {
        wrong = brokenIndex(sql);
    }
    if (!wrong) {
        if (const auto intact = demandSchema(sql); !intact.ok()) {
            wrong = Finding{.trouble = Trouble::Schema, .sentence = intact.fault().note};
        }
    }
    return wrong;
}

} // namespace

std::string_view name(Trouble trouble) noexcept {
    return troubleWords.at(static_cast<std::size_t>(trouble));
}

Result<Audit> verifyJournal(const std::filesystem::path& file, Clock& clock,
                            const AuditOrder& order) {
    const auto database = TRY(Database::openForReading(file, clock));
    return guarded("verifying the journal", [&]() -> Result<Audit> {
        // One read transaction: a writer may go on, this pass sees one moment.
        SQLite::Transaction moment(database->sql());
        Audit audit;
        audit.finding = examine(database->sql(), order, audit);
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
