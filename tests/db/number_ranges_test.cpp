#include "db/audit.h"
#include "tests/db/workbench.h"

namespace greenlight::db {
namespace {

/// Serial numbers that the station counts by itself.
class NumberRangesTest : public JournalTest {
protected:
    static job::Intent counted(std::uint64_t first, std::uint64_t last) {
        job::Intent wanted = intent("");
        wanted.range = job::SerialRange{.prefix = "R-", .digits = 4, .first = first, .last = last};
        return wanted;
    }

    /// The serial that the next attempt gets; it stays open with its ticket in `open`.
    std::string begin(std::uint64_t first = 1, std::uint64_t last = 9999) {
        auto ticket = journal().begin(counted(first, last));
        EXPECT_TRUE(ticket.ok());
        open.push_back(std::move(ticket).value());
        return open.back().serial();
    }

    /// Ends the last attempt that was begun, on this chip.
    job::Verdict end(std::uint32_t chipNumber, bool good) {
        const std::string serial = open.back().serial();
        EXPECT_TRUE(journal().identified(open.back(), chip(chipNumber), serial).ok());
        auto receipt =
            journal().close(std::move(open.back()), good ? passing(chip(chipNumber), serial)
                                                         : failing(chip(chipNumber), serial));
        open.pop_back();
        EXPECT_TRUE(receipt.ok());
        return receipt->verdict();
    }

    void expectAClean() {
        shut();
        const auto audit = verifyJournal(m_file, m_clock);
        ASSERT_TRUE(audit.ok());
        EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
    }

    std::vector<job::Ticket> open{};
};

TEST_F(NumberRangesTest, CountFromFirstToLastAndThenRefuse) {
    EXPECT_EQ(begin(8, 10), "R-0008");
    EXPECT_EQ(end(1, true), job::Verdict::Pass);
    EXPECT_EQ(begin(8, 10), "R-0009");
    EXPECT_EQ(end(2, true), job::Verdict::Pass);
    EXPECT_EQ(begin(8, 10), "R-0010");
    EXPECT_EQ(end(3, true), job::Verdict::Pass);
    const auto refused = journal().begin(counted(8, 10));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::SerialsUsedUp);
    expectAClean();
}

TEST_F(NumberRangesTest, AreInOneSlotAtATime) {
    EXPECT_EQ(begin(), "R-0001");
    EXPECT_EQ(begin(), "R-0002");
    EXPECT_EQ(begin(), "R-0003");
}

TEST_F(NumberRangesTest, TakeBackWhatDidNotPassAndGiveItOutFirst) {
    EXPECT_EQ(begin(), "R-0001");
    EXPECT_EQ(end(1, true), job::Verdict::Pass);
    EXPECT_EQ(begin(), "R-0002");
    EXPECT_EQ(end(2, false), job::Verdict::Fail);
    EXPECT_EQ(begin(), "R-0002");
    EXPECT_EQ(end(3, true), job::Verdict::Pass);
    EXPECT_EQ(begin(), "R-0003");
    // The unit that failed is known by its UID, not by the serial that another unit has now.
    EXPECT_EQ(text("SELECT serial FROM attempt WHERE verdict = 'FAIL'"), "");
    EXPECT_EQ(count("SELECT count(*) FROM attempt WHERE identity = 'R-0002'"), 1);
}

TEST_F(NumberRangesTest, AUnitThatComesBackKeepsTheOneItHasAndTheNewOneIsFreeAgain) {
    EXPECT_EQ(begin(), "R-0001");
    EXPECT_EQ(end(1, true), job::Verdict::Pass);
    job::Intent again = counted(1, 9999);
    again.reworkReason = "firmware replaced after field return";
    auto ticket = journal().begin(again);
    ASSERT_TRUE(ticket.ok());
    EXPECT_EQ(ticket->serial(), "R-0002");
    const auto holds = journal().identified(*ticket, chip(1), "R-0002");
    ASSERT_TRUE(holds.ok()) << base::toLogLine(holds.fault());
    EXPECT_EQ(*holds, "R-0001");
    EXPECT_EQ(begin(), "R-0002") << "free as soon as the unit is known";
    EXPECT_EQ(end(2, true), job::Verdict::Pass);
    ASSERT_TRUE(journal().close(std::move(ticket).value(), passing(chip(1), *holds)).ok());
    EXPECT_EQ(count("SELECT count(*) FROM attempt WHERE identity = 'R-0001' AND verdict = 'PASS'"),
              2);
    EXPECT_EQ(text("SELECT group_concat(number || state) FROM serial_number"), "1used,2used");
    expectAClean();
}

TEST_F(NumberRangesTest, AFailedReworkLeavesTheUnitItsSerial) {
    EXPECT_EQ(begin(), "R-0001");
    EXPECT_EQ(end(1, true), job::Verdict::Pass);
    job::Intent again = counted(1, 9999);
    again.reworkReason = "firmware replaced after field return";
    auto ticket = journal().begin(again);
    ASSERT_TRUE(ticket.ok());
    const auto holds = journal().identified(*ticket, chip(1), ticket->serial());
    ASSERT_TRUE(holds.ok());
    ASSERT_TRUE(journal().close(std::move(ticket).value(), failing(chip(1), *holds)).ok());
    EXPECT_EQ(text("SELECT serial FROM attempt WHERE verdict = 'FAIL'"), "R-0001");
    EXPECT_EQ(text("SELECT group_concat(number || state) FROM serial_number"), "1used,2free");
    expectAClean();
}

TEST_F(NumberRangesTest, AUnitThatPassedIsRefusedAsThatAndNotForItsNumber) {
    EXPECT_EQ(begin(), "R-0001");
    EXPECT_EQ(end(1, true), job::Verdict::Pass);
    EXPECT_EQ(begin(), "R-0002");
    const auto refused = journal().identified(open.back(), chip(1), "R-0002");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::UnitAlreadyPassed);
}

TEST_F(NumberRangesTest, TakeBackWhatACrashLeftOpen) {
    EXPECT_EQ(begin(), "R-0001");
    open.clear();
    shut();
    EXPECT_EQ(journal().interruptedAtOpen().size(), 1U);
    EXPECT_EQ(begin(), "R-0001");
}

TEST_F(NumberRangesTest, PassOverSerialsThatWereScanned) {
    ASSERT_TRUE(pass("R-0001", 1).ok());
    EXPECT_EQ(begin(), "R-0002");
}

TEST_F(NumberRangesTest, AreSharedByRecipesThatPrintAlike) {
    EXPECT_EQ(begin(1, 5), "R-0001");
    EXPECT_EQ(begin(1, 9999), "R-0002");
    EXPECT_EQ(begin(500, 600), "R-0500");
    EXPECT_EQ(begin(1, 499), "R-0003");
}

TEST_F(NumberRangesTest, AreRebuiltByTheAuditAndATamperedOneIsFound) {
    begin();
    end(1, true);
    begin();
    end(2, false);
    tamper("UPDATE serial_number SET number = 7 WHERE state = 'free'");
    shut();
    const auto audit = verifyJournal(m_file, m_clock);
    ASSERT_TRUE(audit.ok());
    EXPECT_TRUE(audit->finding.has_value());
}

TEST_F(NumberRangesTest, ANumberThatAUnitHasIsNeverGivenOutAgain) {
    begin();
    end(1, true);
    shut();
    SQLite::Database sql = stranger();
    EXPECT_ANY_THROW(sql.exec("UPDATE serial_number SET state = 'free'"));
}

} // namespace
} // namespace greenlight::db
