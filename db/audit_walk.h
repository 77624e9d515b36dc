#pragma once

#include "db/audit.h"
#include "db/database.h"
#include "db/entry_rows.h"
#include "db/merkle.h"
#include "db/tree_nodes.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::db {

using Found = std::optional<Finding>;

/// A finding about an entry.
[[nodiscard]] Finding findingAt(Trouble trouble, const EntryRow& row, std::string sentence);

/// Looks at what the entries of a walk mean, in their order.
class EntryReader {
public:
    EntryReader() = default;
    EntryReader(const EntryReader&) = delete;
    EntryReader& operator=(const EntryReader&) = delete;
    EntryReader(EntryReader&&) = delete;
    EntryReader& operator=(EntryReader&&) = delete;
    virtual ~EntryReader() = default;

    /// An entry whose body gives its leaf.
    virtual Found take(const EntryRow& row) = 0;
};

/// One pass over the entries of a journal: each leaf from its body, the nodes of the tree and the
/// root at each checkpoint. One thread at a time. Throws what SQLite throws.
class AuditWalk {
public:
    explicit AuditWalk(Database& database);

    /// A checkpoint to be compared when the walk gets there. The first one of a size counts; a
    /// second that says otherwise is a finding.
    Found expect(const Checkpoint& checkpoint);

    /// Walks to the end, or to the first entry that is not as it should be. `reader` may be null.
    Found run(EntryReader* reader);

    /// The first node in table tree_node that the leaves do not give, after run().
    [[nodiscard]] const Found& wrongNode() const noexcept { return m_wrongNode; }

    /// Where table archive does not say what the entries about archives say, after run(): it
    /// decides which bodies may be elsewhere.
    [[nodiscard]] Found wrongArchive();

    /// Entries whose bodies are in archives that are not in their place.
    [[nodiscard]] std::uint64_t absent() const noexcept { return m_absent; }

    /// Entries read so far.
    [[nodiscard]] std::uint64_t size() const noexcept { return m_frontier.size(); }

    [[nodiscard]] TreeHead head() const {
        return {.size = m_frontier.size(), .root = m_frontier.root()};
    }

private:
    Found step(const EntryRow& row);
    void compareNode(unsigned level, const Digest& node);
    void compareRest();
    [[nodiscard]] Found differsFromCheckpoint(const EntryRow& row);
    [[nodiscard]] Found cutOff() const;

    void note(const EntryRow& row);

    SQLite::Database& m_sql;
    ArchiveShelf& m_shelf;
    Frontier m_frontier;
    std::array<SQLite::Statement, highestNodeLevel / nodeLevelStep> m_nodes;
    std::map<std::uint64_t, Digest> m_expected;
    std::uint64_t m_agreed = 0;
    Found m_wrongNode;
    std::uint64_t m_absent = 0;
    std::vector<std::string> m_archives; ///< as the entries tell of them
};

} // namespace greenlight::db
