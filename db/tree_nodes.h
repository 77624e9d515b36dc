#pragma once

#include "db/database.h"
#include "db/merkle.h"

#include <cstdint>
#include <map>
#include <utility>

namespace greenlight::db {

/// Leaves below a node of table tree_node, as a power of two, and how the levels follow each other.
inline constexpr unsigned nodeLevelStep = 8;
inline constexpr unsigned highestNodeLevel = 24;
inline constexpr std::uint64_t leavesOfNode = 256; ///< of the lowest level

/// What is kept of the Merkle tree beside its leaves (table tree_node). One thread at a time.
/// Throws what SQLite throws.
class TreeNodes {
public:
    /// Whoever only reads, and asks for neighbours, may have it remember what it has read, up to
    /// some thousand nodes.
    enum class Remembers : std::uint8_t { No, Yes };

    explicit TreeNodes(SQLite::Database& sql, Remembers remembers = Remembers::No);

    /// After the leaf of entry `size` was written: keeps the nodes that it has completed. Costs
    /// nothing but every 256th time. Faults: JournalCorrupt when what is below them is missing.
    Result<void> grown(std::uint64_t size);

    /// The edge of the tree over the first `size` entries. Reads at most some hundred nodes and 255
    /// leaves. Faults: JournalCorrupt when one of them is missing or no hash.
    Result<Frontier> frontierOf(std::uint64_t size);

    /// Leads from the leaf at `index` to the root over the first `size` entries. Faults as above.
    Result<Proof> inclusion(std::uint64_t index, std::uint64_t size);

    /// Why the tree over the first `size` entries begins with that over its first `oldSize`. Faults
    /// as above.
    Result<Proof> consistency(std::uint64_t oldSize, std::uint64_t size);

private:
    Result<Digest> hash(unsigned level, std::uint64_t place);
    Result<Digest> read(unsigned level, std::uint64_t place);
    Result<Frontier> frontierOfRange(std::uint64_t begin, std::uint64_t end, unsigned highest);
    Result<Digest> rootOfRange(std::uint64_t begin, std::uint64_t end);
    Result<void> appendSubproof(std::uint64_t begin, std::uint64_t end, std::uint64_t oldEnd,
                                bool whole, Proof& proof);

    SQLite::Statement m_node;
    SQLite::Statement m_leaf;
    SQLite::Statement m_keep;
    bool m_remembers;
    std::map<std::pair<unsigned, std::uint64_t>, Digest> m_read; ///< by level and place
};

} // namespace greenlight::db
