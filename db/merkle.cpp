#include "db/merkle.h"

#include <bit>

namespace greenlight::db {
namespace {

constexpr std::array<std::uint8_t, 1> leafPrefix{0x00};
constexpr std::array<std::uint8_t, 1> nodePrefix{0x01};

/// The largest power of two below `size`: where RFC 6962 cuts a tree of `size` > 1 leaves.
std::size_t splitOf(std::size_t size) noexcept { return std::bit_floor(size - 1); }

/// RFC 9162 2.1.4.1, SUBPROOF. `whole` says that the verifier knows the root of `leaves` already,
/// because all of them were in the old tree.
void appendSubproof(std::span<const Digest> leaves, std::size_t oldSize, bool whole, Proof& proof) {
    if (oldSize == leaves.size()) {
        if (!whole) {
            proof.push_back(rootOf(leaves));
        }
        return;
    }
    const std::size_t split = splitOf(leaves.size());
    if (oldSize <= split) {
        appendSubproof(leaves.first(split), oldSize, whole, proof);
        proof.push_back(rootOf(leaves.subspan(split)));
    } else {
        appendSubproof(leaves.subspan(split), oldSize - split, false, proof);
        proof.push_back(rootOf(leaves.first(split)));
    }
}

/// Whether a node at `index` takes the next hash of a proof on its left: it is a right child, or it
/// is the last of its level and stands in for one.
bool siblingIsLeft(std::uint64_t index, std::uint64_t last) noexcept {
    return (index & 1U) != 0 || index == last;
}

/// Climbs to the level where a last node without a sibling gets one.
void climbLonelyNode(std::uint64_t& index, std::uint64_t& last) noexcept {
    while ((index & 1U) == 0 && index != 0) {
        index >>= 1U;
        last >>= 1U;
    }
}

} // namespace

Digest leafHash(std::span<const std::uint8_t> body) {
    return base::Sha256().add(leafPrefix).add(body).finish();
}

Digest leafHash(std::string_view body) { return base::Sha256().add(leafPrefix).add(body).finish(); }

Digest nodeHash(const Digest& left, const Digest& right) {
    return base::Sha256().add(nodePrefix).add(left).add(right).finish();
}

void Frontier::append(const Digest& subtree, unsigned height) {
    append(subtree, height, [](unsigned /*height*/, const Digest& /*root*/) {});
}

Digest Frontier::root() const {
    if (m_subtrees.empty()) {
        return base::sha256({});
    }
    Digest root = m_subtrees.back();
    for (auto subtree = m_subtrees.rbegin() + 1; subtree != m_subtrees.rend(); ++subtree) {
        root = nodeHash(*subtree, root);
    }
    return root;
}

Digest rootOf(std::span<const Digest> leaves) {
    Frontier frontier;
    for (const Digest& leaf : leaves) {
        frontier.append(leaf);
    }
    return frontier.root();
}

Proof inclusionProof(std::span<const Digest> leaves, std::uint64_t index) {
    CHECK(index < leaves.size());
    Proof fromTop;
    while (leaves.size() > 1) {
        const std::size_t split = splitOf(leaves.size());
        if (index < split) {
            fromTop.push_back(rootOf(leaves.subspan(split)));
            leaves = leaves.first(split);
        } else {
            fromTop.push_back(rootOf(leaves.first(split)));
            leaves = leaves.subspan(split);
            index -= split;
        }
    }
    return {fromTop.rbegin(), fromTop.rend()};
}

Proof consistencyProof(std::span<const Digest> leaves, std::uint64_t oldSize) {
    CHECK(oldSize > 0 && oldSize <= leaves.size());
    Proof proof;
    appendSubproof(leaves, oldSize, true, proof);
    return proof;
}

bool verifyInclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                     std::span<const Digest> proof, const Digest& root) {
    if (index >= size) {
        return false;
    }
    std::uint64_t last = size - 1;
    Digest hash = leaf;
    for (const Digest& sibling : proof) {
        if (last == 0) {
            return false;
        }
        if (siblingIsLeft(index, last)) {
            hash = nodeHash(sibling, hash);
            climbLonelyNode(index, last);
        } else {
            hash = nodeHash(hash, sibling);
        }
        index >>= 1U;
        last >>= 1U;
    }
    return last == 0 && hash == root;
}

bool verifyConsistency(std::uint64_t oldSize, const Digest& oldRoot, std::uint64_t newSize,
                       const Digest& newRoot, std::span<const Digest> proof) {
    if (oldSize == 0 || oldSize > newSize) {
        return false;
    }
    if (oldSize == newSize) {
        return proof.empty() && oldRoot == newRoot;
    }
    // A full old tree is a node of the new one, and the proof does not repeat it.
    std::span<const Digest> path = proof;
    Digest first = oldRoot;
    if (!std::has_single_bit(oldSize)) {
        if (path.empty()) {
            return false;
        }
        first = path.front();
        path = path.subspan(1);
    }
    std::uint64_t index = oldSize - 1;
    std::uint64_t last = newSize - 1;
    while ((index & 1U) != 0) {
        index >>= 1U;
        last >>= 1U;
    }
    Digest oldHash = first;
    Digest newHash = first;
    for (const Digest& sibling : path) {
        if (last == 0) {
            return false;
        }
        if (siblingIsLeft(index, last)) {
            oldHash = nodeHash(sibling, oldHash);
            newHash = nodeHash(sibling, newHash);
            climbLonelyNode(index, last);
        } else {
            newHash = nodeHash(newHash, sibling);
        }
        index >>= 1U;
        last >>= 1U;
    }
    return last == 0 && oldHash == oldRoot && newHash == newRoot;
}

} // namespace greenlight::db
