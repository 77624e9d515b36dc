#include "db/audit.h"
#include "db/tree_nodes.h"
#include "tests/db/workbench.h"

namespace greenlight::db {
namespace {

class Tree : public JournalTest {};

TEST_F(Tree, IsProvenFromItsNodesAsFromItsLeaves) {
    std::vector<Digest> leaves;
    for (int i = 0; i < 600; ++i) {
        const auto appended = journal().append(kind::selfTest, {{"number", i}});
        ASSERT_TRUE(appended.ok());
        leaves.push_back(appended->leaf);
    }
    SQLite::Database sql = stranger();
    EXPECT_EQ(count("SELECT count(*) FROM tree_node"), 2);
    TreeNodes nodes(sql);
    for (const std::uint64_t size : {1U, 255U, 256U, 257U, 511U, 512U, 513U, 600U}) {
        const auto part = std::span(leaves).first(size);
        EXPECT_EQ(nodes.frontierOf(size)->root(), rootOf(part));
        for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
            EXPECT_EQ(*nodes.inclusion(index, size), inclusionProof(part, index));
        }
        for (const std::uint64_t old : {std::uint64_t{1}, size / 2 + 1, size}) {
            EXPECT_EQ(*nodes.consistency(old, size), consistencyProof(part, old));
        }
    }
    shut();
    tamper("UPDATE tree_node SET hash = zeroblob(32) WHERE place = 1");
    const auto audit = verifyJournal(m_file, m_clock);
    ASSERT_TRUE(audit.ok());
    ASSERT_TRUE(audit->finding.has_value());
    EXPECT_EQ(audit->finding->trouble, Trouble::Derived);
    EXPECT_FALSE(tryOpen().ok()) << "the newest leaves are compared with the nodes above them";
}

} // namespace
} // namespace greenlight::db
