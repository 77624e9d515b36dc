#include "db/merkle.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace greenlight::db {
namespace {

// The reference vectors published with Certificate Transparency: eight leaves, their roots, and
// some paths.
constexpr std::array<std::string_view, 8> leafInputs{"",
                                                     "00",
                                                     "10",
                                                     "2021",
                                                     "3031",
                                                     "40414243",
                                                     "5051525354555657",
                                                     "606162636465666768696a6b6c6d6e6f"};
constexpr std::array<std::string_view, 8> roots{
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<Digest> referenceLeaves() {
    std::vector<Digest> leaves;
    leaves.reserve(leafInputs.size());
    for (const std::string_view input : leafInputs) {
        leaves.push_back(leafHash(base::fromHex(input).value()));
    }
    return leaves;
}

std::vector<std::string> hex(const Proof& proof) {
    std::vector<std::string> texts;
    for (const Digest& digest : proof) {
        texts.push_back(base::toHex(digest));
    }
    return texts;
}

std::vector<Digest> numberedLeaves(std::size_t count) {
    std::vector<Digest> leaves;
    for (std::size_t i = 0; i < count; ++i) {
        leaves.push_back(leafHash("entry " + std::to_string(i)));
    }
    return leaves;
}

/// RFC 6962 2.1 word for word, as slow as it is obvious.
Digest definedRoot(std::span<const Digest> leaves) {
    if (leaves.empty()) {
        return base::sha256({});
    }
    if (leaves.size() == 1) {
        return leaves.front();
    }
    std::size_t split = 1;
    while (split * 2 < leaves.size()) {
        split *= 2;
    }
    return nodeHash(definedRoot(leaves.first(split)), definedRoot(leaves.subspan(split)));
}

using Texts = std::vector<std::string>;

constexpr std::size_t bruteForceSize = 200;

TEST(Merkle, RootsOfTheReferenceLeavesAreThePublishedOnes) {
    EXPECT_EQ(base::toHex(Frontier().root()),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Frontier frontier;
    std::size_t size = 0;
    for (const Digest& leaf : referenceLeaves()) {
        frontier.append(leaf);
        EXPECT_EQ(base::toHex(frontier.root()), roots.at(size));
        ++size;
        EXPECT_EQ(frontier.size(), size);
    }
}

TEST(Merkle, InclusionProofsOfTheReferenceLeavesAreThePublishedOnes) {
    const auto leaves = referenceLeaves();
    const std::span all(leaves);
    EXPECT_EQ(hex(inclusionProof(all.first(1), 0)), Texts());
    EXPECT_EQ(hex(inclusionProof(all, 0)),
              Texts({"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                     "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                     "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
    EXPECT_EQ(hex(inclusionProof(all, 5)),
              Texts({"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                     "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                     "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    EXPECT_EQ(hex(inclusionProof(all.first(3), 2)),
              Texts({"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}));
    EXPECT_EQ(hex(inclusionProof(all.first(5), 1)),
              Texts({"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                     "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                     "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST(Merkle, ConsistencyProofsOfTheReferenceLeavesAreThePublishedOnes) {
    const auto leaves = referenceLeaves();
    const std::span all(leaves);
    EXPECT_EQ(hex(consistencyProof(all.first(1), 1)), Texts());
    EXPECT_EQ(hex(consistencyProof(all, 1)),
              Texts({"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                     "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                     "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
    EXPECT_EQ(hex(consistencyProof(all, 6)),
              Texts({"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                     "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                     "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    EXPECT_EQ(hex(consistencyProof(all.first(5), 2)),
              Texts({"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                     "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST(Merkle, TheFrontierAgreesWithTheDefinitionAtEverySize) {
    const auto leaves = numberedLeaves(bruteForceSize);
    Frontier frontier;
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        frontier.append(leaves.at(size - 1));
        EXPECT_EQ(frontier.root(), definedRoot(std::span(leaves).first(size))) << size;
    }
}

TEST(Merkle, EveryLeafOfEveryTreeIsProvenAndNothingElseIs) {
    const auto leaves = numberedLeaves(bruteForceSize);
    const Digest stranger = leafHash("stranger");
    for (std::size_t size = 1; size <= leaves.size(); size += size < 40 ? 1 : 7) {
        const auto tree = std::span(leaves).first(size);
        const Digest root = rootOf(tree);
        for (std::size_t index = 0; index < size; ++index) {
            const Proof proof = inclusionProof(tree, index);
            ASSERT_TRUE(verifyInclusion(tree[index], index, size, proof, root));
            ASSERT_FALSE(verifyInclusion(stranger, index, size, proof, root));
            ASSERT_FALSE(verifyInclusion(tree[index], index, size, proof, stranger));
            ASSERT_FALSE(verifyInclusion(tree[index], index + 1, size, proof, root));
            Proof longer = proof;
            longer.push_back(stranger);
            ASSERT_FALSE(verifyInclusion(tree[index], index, size, longer, root));
            if (!proof.empty()) {
                const Proof shorter(proof.begin(), proof.end() - 1);
                ASSERT_FALSE(verifyInclusion(tree[index], index, size, shorter, root));
            }
        }
    }
}

TEST(Merkle, EveryTreeIsProvenToBeginWithEverySmallerOneAndWithNoOther) {
    const auto leaves = numberedLeaves(bruteForceSize);
    const Digest stranger = leafHash("stranger");
    for (std::size_t size = 1; size <= leaves.size(); size += size < 40 ? 1 : 7) {
        const auto tree = std::span(leaves).first(size);
        const Digest root = rootOf(tree);
        for (std::size_t old = 1; old <= size; ++old) {
            const Digest oldRoot = rootOf(tree.first(old));
            const Proof proof = consistencyProof(tree, old);
            ASSERT_TRUE(verifyConsistency(old, oldRoot, size, root, proof));
            ASSERT_FALSE(verifyConsistency(old, stranger, size, root, proof));
            ASSERT_FALSE(verifyConsistency(old, oldRoot, size, stranger, proof));
            Proof longer = proof;
            longer.push_back(stranger);
            ASSERT_FALSE(verifyConsistency(old, oldRoot, size, root, longer));
            if (!proof.empty()) {
                const Proof shorter(proof.begin(), proof.end() - 1);
                ASSERT_FALSE(verifyConsistency(old, oldRoot, size, root, shorter));
            }
        }
    }
}

TEST(Merkle, ATreeOfNoLeavesOrAShrunkenTreeProvesNothing) {
    const auto leaves = numberedLeaves(3);
    const Digest root = rootOf(leaves);
    EXPECT_FALSE(verifyConsistency(0, base::sha256({}), 3, root, {}));
    EXPECT_FALSE(verifyConsistency(3, root, 2, rootOf(std::span(leaves).first(2)), {}));
    EXPECT_FALSE(verifyInclusion(leaves.front(), 0, 0, {}, leaves.front()));
    const std::vector<Digest> endless(100, leaves.front());
    EXPECT_FALSE(verifyInclusion(leaves.front(), UINT64_MAX - 1, UINT64_MAX, endless, root));
    EXPECT_FALSE(verifyConsistency(UINT64_MAX - 1, root, UINT64_MAX, root, endless));
}

} // namespace
} // namespace greenlight::db
