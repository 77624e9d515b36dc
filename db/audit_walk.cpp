#include "db/audit_walk.h"

#include "db/entry.h"
#include "db/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace greenlight::db {
namespace {

constexpr const char* nodesSql = "SELECT place, hash FROM tree_node WHERE level = ?"
                                 " ORDER BY place";
// In the words of AuditWalk::note().
constexpr const char* archivesSql =
    "SELECT first || ' to ' || last || ' in ' || json_quote(file) || ', entry ' || since"
    " FROM archive ORDER BY since";
constexpr const char* otherLevelsSql =
    "SELECT level FROM tree_node WHERE level NOT IN (8, 16, 24) LIMIT 1";

Finding wrongNodeAt(unsigned level, std::uint64_t place, std::string_view what) {
    return {.trouble = Trouble::Derived,
            .sentence = fmt::format("table tree_node, level {}, place {}: {}", level, place, what)};
}

} // namespace

Finding findingAt(Trouble trouble, const EntryRow& row, std::string sentence) {
    return {.trouble = trouble,
            .sequence = row.sequence,
            .kind = std::string(row.kind),
            .sentence = std::move(sentence)};
}

AuditWalk::AuditWalk(Database& database)
    : m_sql(database.sql())
    , m_shelf(database.shelf())
    , m_nodes{SQLite::Statement(m_sql, nodesSql), SQLite::Statement(m_sql, nodesSql),
              SQLite::Statement(m_sql, nodesSql)} {
    int level = 0;
    for (SQLite::Statement& nodes : m_nodes) {
        level += nodeLevelStep;
        nodes.bind(1, level);
    }
}

Found AuditWalk::expect(const Checkpoint& checkpoint) {
    const auto [place, fresh] = m_expected.emplace(checkpoint.head.size, checkpoint.head.root);
    if (!fresh && place->second != checkpoint.head.root) {
        return Finding{.trouble = Trouble::Rewritten,
                       .sequence = checkpoint.head.size,
                       .sentence = "two checkpoints of this size differ"};
    }
    return std::nullopt;
}

Found AuditWalk::run(EntryReader* reader) {
    EntryRows entries(m_sql, std::numeric_limits<std::int64_t>::min(), &m_shelf);
    while (const EntryRow* const row = entries.next()) {
        if (Found wrong = step(*row)) {
            return wrong;
        }
        if (reader != nullptr) {
            if (Found wrong = reader->take(*row)) {
                return wrong;
            }
        }
        if (Found wrong = differsFromCheckpoint(*row)) {
            return wrong;
        }
    }
    compareRest();
    return cutOff();
}

Found AuditWalk::step(const EntryRow& row) {
    const std::uint64_t expected = m_frontier.size() + 1;
    if (row.sequence != expected) {
        return Finding{.trouble = Trouble::Missing,
                       .sequence = expected,
                       .sentence =
                           fmt::format("entry {} follows entry {}", row.sequence, expected - 1)};
    }
    Digest leaf = leafHash(row.body);
    if (row.absent && row.leaf.size() == leaf.size()) {
        std::ranges::copy(row.leaf, leaf.begin());
        ++m_absent;
    }
    if (!std::ranges::equal(leaf, row.leaf)) {
        return findingAt(Trouble::Altered, row, "the body does not give the leaf");
    }
    note(row);
    m_frontier.append(leaf, 0, [this](unsigned height, const Digest& root) {
        if (height % nodeLevelStep == 0 && height <= highestNodeLevel) {
            compareNode(height, root);
        }
    });
    return std::nullopt;
}

void AuditWalk::note(const EntryRow& row) {
    if (row.kind != kind::archived.word()) {
        return;
    }
    const auto entry = parseBody(row.body);
    const auto words = [&entry](const char* key) {
        return entry.ok() ? valueAt(entry->data, {key}).dump() : std::string();
    };
    m_archives.push_back(fmt::format("{} to {} in {}, entry {}", words("first"), words("last"),
                                     words("file"), row.sequence));
}

Found AuditWalk::wrongArchive() {
    SQLite::Statement rows(m_sql, archivesSql);
    std::vector<std::string> found;
    while (rows.executeStep()) {
        found.push_back(rows.getColumn(0).getString());
    }
    const auto [is, wanted] = std::ranges::mismatch(found, m_archives);
    if (is == found.end() && wanted == m_archives.end()) {
        return std::nullopt;
    }
    return Finding{.trouble = Trouble::Derived,
                   .sentence = fmt::format("table archive says {}, the entries say {}",
                                           is == found.end() ? "nothing" : *is,
                                           wanted == m_archives.end() ? "nothing" : *wanted)};
}

/// Called before the entry is counted that completes the node.
void AuditWalk::compareNode(unsigned level, const Digest& node) {
    if (m_wrongNode) {
        return;
    }
    SQLite::Statement& nodes = m_nodes.at(level / nodeLevelStep - 1);
    const std::uint64_t place = m_frontier.size() >> level;
    if (!nodes.executeStep() || nodes.getColumn(0).getInt64() != static_cast<std::int64_t>(place)) {
        m_wrongNode = wrongNodeAt(level, place, "is missing");
        return;
    }
    const SQLite::Column hash = nodes.getColumn(1);
    const auto* const bytes = static_cast<const std::uint8_t*>(hash.getBlob());
    if (hash.getBytes() != static_cast<int>(node.size()) ||
        !std::ranges::equal(node, std::span(bytes, node.size()))) {
        m_wrongNode = wrongNodeAt(level, place, "is not what the entries give");
    }
}

void AuditWalk::compareRest() {
    unsigned level = 0;
    for (SQLite::Statement& nodes : m_nodes) {
        level += nodeLevelStep;
        if (!m_wrongNode && nodes.executeStep()) {
            m_wrongNode =
                wrongNodeAt(level, static_cast<std::uint64_t>(nodes.getColumn(0).getInt64()),
                            "no entries are below it");
        }
        nodes.tryReset();
    }
    SQLite::Statement others(m_sql, otherLevelsSql);
    if (!m_wrongNode && others.executeStep()) {
        m_wrongNode = wrongNodeAt(static_cast<unsigned>(others.getColumn(0).getInt()), 0,
                                  "there is no such level");
    }
}

/// After the last entry: a checkpoint that has seen more.
Found AuditWalk::cutOff() const {
    if (m_expected.empty() || m_expected.rbegin()->first <= m_frontier.size()) {
        return std::nullopt;
    }
    return Finding{.trouble = Trouble::Truncated,
                   .sequence = m_frontier.size() + 1,
                   .sentence = fmt::format("a checkpoint has seen {} entries, there are {}",
                                           m_expected.rbegin()->first, m_frontier.size())};
}

Found AuditWalk::differsFromCheckpoint(const EntryRow& row) {
    const auto expected = m_expected.find(m_frontier.size());
    if (expected == m_expected.end()) {
        return std::nullopt;
    }
    if (expected->second != m_frontier.root()) {
        return findingAt(Trouble::Rewritten, row,
                         fmt::format("an entry of {} to {} is not the one that was signed",
                                     m_agreed + 1, m_frontier.size()));
    }
    m_agreed = m_frontier.size();
    return std::nullopt;
}

} // namespace greenlight::db
