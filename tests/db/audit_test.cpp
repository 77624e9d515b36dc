#include "db/audit.h"
#include "db/kept_note.h"
#include "tests/db/workbench.h"

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

class AuditTest : public JournalTest {
protected:
    /// Two units passed (entries 1 to 3 and 4 to 6), one failed (7 to 9), a sign-out (10).
    void SetUp() override {
        ASSERT_TRUE(pass("A", 1).ok());
        ASSERT_TRUE(pass("B", 2).ok());
        ASSERT_TRUE(attempt(intent("C"), chip(3), failing(chip(3), "C")).ok());
        ASSERT_TRUE(journal().append(kind::signOut, Json{{"operator", "4711"}}).ok());
    }

    StationKey key() {
        return StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3").value();
    }

    void checkpoint() { ASSERT_TRUE(journal().checkpoint(key()).ok()); }

    Audit audit(const AuditOrder& order = {}) {
        auto result = verifyJournal(m_file, m_clock, order);
        EXPECT_TRUE(result.ok()) << base::toLogLine(result.fault());
        return std::move(result).value();
    }

    void expectFinding(Trouble trouble, std::uint64_t sequence, const std::string& kind,
                       const AuditOrder& order = {}) {
        const Audit found = audit(order);
        ASSERT_TRUE(found.finding.has_value());
        EXPECT_EQ(name(found.finding->trouble), name(trouble)) << found.finding->sentence;
        EXPECT_EQ(found.finding->sequence, sequence) << found.finding->sentence;
        EXPECT_EQ(found.finding->kind, kind) << found.finding->sentence;
        EXPECT_FALSE(found.finding->sentence.empty());
    }
};

TEST_F(AuditTest, AnUntouchedJournalIsSoundWhileItsWriterWorks) {
    checkpoint();
    ASSERT_TRUE(journal().begin(intent("D")).ok());
    const Audit found = audit({.signer = key().signer()});
    EXPECT_FALSE(found.finding.has_value()) << found.finding->sentence;
    EXPECT_EQ(found.head, journal().head());
    EXPECT_EQ(found.checkpoints, 1U);
    EXPECT_EQ(found.attempts, 4U);
    EXPECT_EQ(found.open, 1U);
}

TEST_F(AuditTest, TellsHowFarItIsAndEndsWhenItIsCalledOff) {
    for (int i = 0; i < 3000; ++i) {
        ASSERT_TRUE(journal().append(kind::signOut, Json{{"operator", "4711"}}).ok());
    }
    std::vector<std::uint64_t> told;
    AuditOrder order;
    order.progress = [&told](std::uint64_t done, std::uint64_t of) {
        EXPECT_EQ(of, 3010U);
        told.push_back(done);
        return true;
    };
    for (const AuditDepth depth : {AuditDepth::Leaves, AuditDepth::All}) {
        told.clear();
        order.depth = depth;
        EXPECT_FALSE(audit(order).finding);
        ASSERT_GT(told.size(), 3U);
        EXPECT_TRUE(std::ranges::is_sorted(told));
        EXPECT_LT(told.front(), 1500U);
        EXPECT_GT(told.back(), 2000U);
    }
    // Before it is called off it says nothing, and neither afterwards.
    order.progress = [](std::uint64_t done, std::uint64_t) { return done < 1000; };
    const auto stopped = verifyJournal(m_file, m_clock, order);
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.fault().code, FaultCode::Cancelled);
    // While the tables are compared it listens too.
    order.progress = [](std::uint64_t done, std::uint64_t of) { return done < of; };
    const auto late = verifyJournal(m_file, m_clock, order);
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.fault().code, FaultCode::Cancelled);
}

TEST_F(AuditTest, AnAlteredBodyIsNamed) {
    tamper("UPDATE entry SET body = replace(body, 'FAIL', 'PASS') WHERE sequence = 9");
    expectFinding(Trouble::Altered, 9, "attempt-ended");
}

TEST_F(AuditTest, AnAlteredLeafIsNamed) {
    tamper("UPDATE entry SET leaf = zeroblob(32) WHERE sequence = 4");
    expectFinding(Trouble::Altered, 4, "attempt-begun");
}

TEST_F(AuditTest, ARemovedEntryIsNamed) {
    tamper("DELETE FROM entry WHERE sequence = 7");
    expectFinding(Trouble::Missing, 7, "");
}

TEST_F(AuditTest, TwoSwappedEntriesAreNamed) {
    tamper("UPDATE entry SET sequence = 100 WHERE sequence = 2;"
           "UPDATE entry SET sequence = 2 WHERE sequence = 5;"
           "UPDATE entry SET sequence = 5 WHERE sequence = 100");
    expectFinding(Trouble::Misplaced, 2, "attempt-identified");
}

TEST_F(AuditTest, AColumnThatContradictsTheBodyIsNamed) {
    tamper("UPDATE entry SET time = '2020-01-01T00:00:00.000000Z' WHERE sequence = 4");
    expectFinding(Trouble::Misplaced, 4, "attempt-begun");
    tamper("UPDATE entry SET kind = 'sign-in' WHERE sequence = 1");
    expectFinding(Trouble::Misplaced, 1, "sign-in");
}

TEST_F(AuditTest, ABodyInAnotherSpellingIsNamed) {
    rewriteBody(10, "\"data\":{", "\"data\": {");
    expectFinding(Trouble::Malformed, 10, "sign-out");
}

TEST_F(AuditTest, AVerdictItsEvidenceDoesNotGiveIsNamed) {
    rewriteBody(9, R"("verdict":"FAIL")", R"("verdict":"PASS")");
    expectFinding(Trouble::Verdict, 9, "attempt-ended");
}

TEST_F(AuditTest, AFaultItsEvidenceDoesNotGiveIsNamed) {
    rewriteBody(9, R"("name":"digest-mismatch")", R"("name":"swd-wait")");
    expectFinding(Trouble::Verdict, 9, "attempt-ended");
}

TEST_F(AuditTest, EvidenceThatLacksAFieldIsNamed) {
    rewriteBody(6, R"("core_held":true,)", "");
    expectFinding(Trouble::Malformed, 6, "attempt-ended");
}

TEST_F(AuditTest, AnEndingOfAnAttemptThatHasOneIsNamed) {
    rewriteBody(6, R"("attempt":4)", R"("attempt":1)");
    expectFinding(Trouble::Disordered, 6, "attempt-ended");
}

TEST_F(AuditTest, AnIdentificationOfNoAttemptIsNamed) {
    rewriteBody(5, R"("attempt":4)", R"("attempt":77)");
    expectFinding(Trouble::Disordered, 5, "attempt-identified");
}

TEST_F(AuditTest, AnEntryRewrittenWithItsLeafIsCaughtByTheCheckpoint) {
    checkpoint();
    rewriteBody(10, "4711", "4712");
    expectFinding(Trouble::Rewritten, 10, "sign-out");
}

TEST_F(AuditTest, ATruncatedJournalIsCaughtByTheCheckpoint) {
    checkpoint();
    tamper("DELETE FROM entry WHERE sequence = 10");
    expectFinding(Trouble::Truncated, 10, "");
}

TEST_F(AuditTest, AJournalRewrittenWithItsCheckpointsIsCaughtByOneKeptElsewhere) {
    const auto note = journal().checkpoint(key());
    ASSERT_TRUE(note.ok());
    rewriteBody(10, "4711", "4712");
    tamper("DELETE FROM checkpoint");
    EXPECT_FALSE(audit().finding.has_value());
    expectFinding(Trouble::Rewritten, 10, "sign-out", {.notes = {*note}});
    // Whoever does that also takes away the one that lies beside the journal.
    shut();
    std::filesystem::remove(keptNoteOf(m_file));
    ASSERT_TRUE(journal().checkpoint(key()).ok());
    expectFinding(Trouble::Rewritten, 10, "", {.notes = {*note}});
}

TEST_F(AuditTest, ACheckpointThatTheStationDidNotSignIsNamed) {
    checkpoint();
    const auto other = StationKey::loadOrMake(m_folder.file("other.key"), "line1-st3");
    ASSERT_TRUE(other.ok());
    expectFinding(Trouble::Signature, 10, "", {.signer = other->signer()});
    tamper("UPDATE checkpoint SET note = 'trust me'");
    expectFinding(Trouble::Signature, 10, "");
}

TEST_F(AuditTest, ADerivedTableThatWasEditedIsNamedByItsAttempt) {
    tamper("UPDATE attempt SET verdict = 'PASS', fault = NULL WHERE begun = 7");
    expectFinding(Trouble::Derived, 7, "attempt-begun");
    tamper("UPDATE attempt SET operator = 'nobody' WHERE begun = 4");
    expectFinding(Trouble::Derived, 4, "attempt-begun");
    tamper("DELETE FROM attempt WHERE begun = 1");
    expectFinding(Trouble::Derived, 1, "attempt-begun");
}

TEST_F(AuditTest, AnInventedOrForgottenRowOfADerivedTableIsNamed) {
    tamper("INSERT INTO image VALUES (4, 1, 'extra.hex', '00')");
    expectFinding(Trouble::Derived, 4, "attempt-begun");
    tamper("DELETE FROM image WHERE place = 1; DELETE FROM binding WHERE passed = 4");
    expectFinding(Trouble::Derived, 4, "attempt-begun");
}

TEST_F(AuditTest, ACheckpointThatIsKeptForAnotherSizeIsNamed) {
    checkpoint();
    tamper("UPDATE checkpoint SET size = 4");
    expectFinding(Trouble::Signature, 4, "");
}

TEST_F(AuditTest, InTheDepthOfLeavesItSeesWhatWasChangedAndNotWhatItMeans) {
    rewriteBody(9, R"("verdict":"FAIL")", R"("verdict":"PASS")");
    EXPECT_FALSE(audit({.depth = AuditDepth::Leaves}).finding.has_value());
    expectFinding(Trouble::Verdict, 9, "attempt-ended");
    tamper("UPDATE entry SET body = replace(body, '4711', '4712') WHERE sequence = 10");
    expectFinding(Trouble::Altered, 10, "sign-out", {.depth = AuditDepth::Leaves});
}

TEST_F(AuditTest, AGuardThatIsGoneIsNamed) {
    stranger().exec("DROP TRIGGER entry_never_changes");
    expectFinding(Trouble::Schema, 0, "");
}

TEST_F(AuditTest, WhatIsNoJournalIsAFault) {
    const auto missing = verifyJournal(m_folder.file("none.db"), m_clock);
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.fault().code, FaultCode::FileUnreadable);
    const auto folder = verifyJournal(m_folder.path(), m_clock);
    ASSERT_FALSE(folder.ok());
    EXPECT_EQ(folder.fault().code, FaultCode::FileUnreadable);
    SQLite::Database(m_folder.file("other.db").string(),
                     SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE t (x)");
    const auto other = verifyJournal(m_folder.file("other.db"), m_clock);
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.fault().code, FaultCode::JournalCorrupt);
}

} // namespace
} // namespace greenlight::db
