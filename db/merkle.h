#pragma once

#include "engine/base/check.h"
#include "engine/base/sha256.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace greenlight::db {

/// A Merkle tree over a growing list, as RFC 6962 section 2.1 and RFC 9162 section 2.1 define it.
/// Leaves and nodes are hashed with different first bytes, so that neither can pass for the other.
/// A proof is a list of node hashes in the order in which RFC 9162 uses them.
using Proof = std::vector<Digest>;

/// A tree at one moment: how many leaves, and the root over them.
struct TreeHead {
    std::uint64_t size = 0;
    Digest root{};

    friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

/// SHA-256(0x00 || body): what an entry is in the tree.
[[nodiscard]] Digest leafHash(std::span<const std::uint8_t> body);
[[nodiscard]] Digest leafHash(std::string_view body);

/// SHA-256(0x01 || left || right).
[[nodiscard]] Digest nodeHash(const Digest& left, const Digest& right);

/// The growing edge of the tree: the roots of its full subtrees, largest first. Appending costs
/// O(log n) hashes and the edge holds at most 64 of them, however long the list. A plain value:
/// a copy is a tree that can be tried and thrown away.
class Frontier {
public:
    /// Adds the leaf hash of the next entry, or the root of a full subtree of 2^`height` of them.
    /// CHECKs that a subtree begins at a multiple of its size.
    void append(const Digest& subtree, unsigned height = 0);

    /// The same, and tells `completed` of each larger full subtree that this makes: its height and
    /// its root.
    template <typename Completed>
    void append(const Digest& subtree, unsigned height, Completed&& completed);

    /// How many leaves were appended.
    [[nodiscard]] std::uint64_t size() const noexcept { return m_size; }

    /// The root over all leaves; of none, SHA-256 of the empty string.
    [[nodiscard]] Digest root() const;

    /// The roots of its full subtrees, largest first: one for each one in the binary size().
    [[nodiscard]] const std::vector<Digest>& subtrees() const noexcept { return m_subtrees; }

private:
    std::vector<Digest> m_subtrees;
    std::uint64_t m_size = 0;
};

template <typename Completed>
void Frontier::append(const Digest& subtree, unsigned height, Completed&& completed) {
    const std::uint64_t leaves = std::uint64_t{1} << height;
    CHECK(m_size % leaves == 0);
    // Every trailing one in the old size is a full subtree that the new one completes to a larger
    // one, like the carries of an addition.
    Digest whole = subtree;
    for (std::uint64_t carries = m_size >> height; (carries & 1U) != 0; carries >>= 1U) {
        whole = nodeHash(m_subtrees.back(), whole);
        m_subtrees.pop_back();
        completed(++height, whole);
    }
    m_subtrees.push_back(whole);
    m_size += leaves;
}

/// The root over all of `leaves`.
[[nodiscard]] Digest rootOf(std::span<const Digest> leaves);

/// The path from leaf `index` to the root over all of `leaves`. CHECKs index < leaves.size().
[[nodiscard]] Proof inclusionProof(std::span<const Digest> leaves, std::uint64_t index);

/// Why the tree over all of `leaves` begins with the tree over its first `oldSize`.
/// CHECKs 0 < oldSize <= leaves.size().
[[nodiscard]] Proof consistencyProof(std::span<const Digest> leaves, std::uint64_t oldSize);

/// Whether `proof` leads from `leaf` at `index` to `root` in a tree of `size` leaves (RFC 9162
/// 2.1.3.2). Takes anything: a wrong or hostile proof is false.
[[nodiscard]] bool verifyInclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                                   std::span<const Digest> proof, const Digest& root);

/// Whether `proof` shows that the tree with `newRoot` extends the one with `oldRoot` (RFC 9162
/// 2.1.4.2). Takes anything. A tree of no leaves proves nothing and is false.
[[nodiscard]] bool verifyConsistency(std::uint64_t oldSize, const Digest& oldRoot,
                                     std::uint64_t newSize, const Digest& newRoot,
                                     std::span<const Digest> proof);

} // namespace greenlight::db
