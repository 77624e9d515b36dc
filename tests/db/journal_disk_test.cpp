#include "db/audit.h"
#include "tests/db/faulty_disk.h"
#include "tests/db/workbench.h"

namespace greenlight::db {
namespace {

using Kind = FaultyDisk::Kind;
using Lasting = FaultyDisk::Lasting;

/// More disk operations than one close takes; the sweep ends earlier, when nothing fails any more.
constexpr int mostOperations = 200;

class JournalDiskTest : public JournalTest {
protected:
    /// The journal, opened if it was shut, holds together: nothing wrong in it and nothing open.
    void expectSound() {
        const TreeHead head = journal().head();
        const auto audit = verifyJournal(m_file, m_clock);
        ASSERT_TRUE(audit.ok()) << base::toLogLine(audit.fault());
        EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
        EXPECT_EQ(audit->head, head);
        EXPECT_EQ(audit->open, 0U);
    }

    FaultyDisk m_disk;
};

TEST_F(JournalDiskTest, AFullDiskIsNamedAndGivesNoReceipt) {
    auto ticket = journal().begin(intent("A"));
    ASSERT_TRUE(ticket.ok());
    ASSERT_TRUE(journal().identified(*ticket, chip(1), "A").ok());
    m_disk.failAfter(0, Kind::Full, Lasting::ForGood);
    const auto receipt = journal().close(std::move(*ticket), passing(chip(1), "A"));
    ASSERT_FALSE(receipt.ok());
    EXPECT_EQ(receipt.fault().code, FaultCode::DiskFull);
    const auto next = journal().begin(intent("B"));
    ASSERT_FALSE(next.ok());
    EXPECT_EQ(next.fault().code, FaultCode::DiskFull);

    m_disk.heal();
    shut();
    EXPECT_EQ(journal().interruptedAtOpen(), std::vector<std::uint64_t>{1});
    expectSound();
    EXPECT_EQ(text("SELECT last_verdict FROM unit"), "INTERRUPTED");
}

TEST_F(JournalDiskTest, AnEndingThatCouldNotBeWrittenIsAnInterruptionAtOnceWhenTheDiskTakesThat) {
    auto ticket = journal().begin(intent("A"));
    ASSERT_TRUE(ticket.ok());
    ASSERT_TRUE(journal().identified(*ticket, chip(1), "A").ok());
    m_disk.failAfter(0, Kind::Broken, Lasting::Once);
    const auto receipt = journal().close(std::move(*ticket), passing(chip(1), "A"));
    ASSERT_FALSE(receipt.ok());
    EXPECT_EQ(receipt.fault().code, FaultCode::JournalWrite);
    EXPECT_EQ(text("SELECT verdict FROM attempt"), "INTERRUPTED");
    expectSound();
    EXPECT_TRUE(pass("A", 1).ok());
}

/// Fails the n-th disk operation of one close, for every n, once and for good.
class JournalDiskSweep : public JournalDiskTest,
                         public ::testing::WithParamInterface<std::tuple<Kind, Lasting>> {};

TEST_P(JournalDiskSweep, WhereverTheDiskFailsAReceiptMeansARecordAndEveryAttemptEndsOnce) {
    const auto [kind, lasting] = GetParam();
    int refused = 0;
    for (int operation = 0; operation < mostOperations; ++operation) {
        const auto number = static_cast<std::uint32_t>(operation) + 1;
        const std::string serial = "S" + std::to_string(number);
        auto ticket = journal().begin(intent(serial));
        ASSERT_TRUE(ticket.ok());
        ASSERT_TRUE(journal().identified(*ticket, chip(number), serial).ok());
        m_disk.failAfter(operation, kind, lasting);
        const auto receipt = journal().close(std::move(*ticket), passing(chip(number), serial));
        const bool struck = m_disk.struck();
        m_disk.heal();
        shut();
        expectSound();
        if (receipt.ok()) {
            EXPECT_EQ(text("SELECT lower(hex(leaf)) FROM entry WHERE sequence = " +
                           std::to_string(receipt->sequence())),
                      base::toHex(receipt->leaf()));
        }
        refused += receipt.ok() ? 0 : 1;
        if (!struck) {
            EXPECT_TRUE(receipt.ok());
            EXPECT_GT(refused, 0);
            return;
        }
    }
    FAIL() << "the sweep did not reach its end";
}

INSTANTIATE_TEST_SUITE_P(Disk, JournalDiskSweep,
                         ::testing::Combine(::testing::Values(Kind::Full, Kind::Broken),
                                            ::testing::Values(Lasting::Once, Lasting::ForGood)),
                         [](const auto& instance) {
                             const bool full = std::get<0>(instance.param) == Kind::Full;
                             const bool once = std::get<1>(instance.param) == Lasting::Once;
                             return std::string(full ? "Full" : "Broken") +
                                    (once ? "Once" : "ForGood");
                         });

} // namespace
} // namespace greenlight::db
