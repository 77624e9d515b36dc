#include "db/units.h"
#include "tests/db/workbench.h"

namespace greenlight::db {
namespace {

class UnitsTest : public JournalTest {
protected:
    Units units() {
        static_cast<void>(journal());
        return Units::open(m_file, m_clock).value();
    }
};

TEST_F(UnitsTest, AUnitIsFoundWithItsWholeHistory) {
    ASSERT_TRUE(attempt(intent("A"), chip(1), failing(chip(1), "A")).ok());
    const auto receipt = pass("A", 1);
    ASSERT_TRUE(receipt.ok());
    ASSERT_TRUE(pass("B", 2).ok());

    const auto unit = units().bySerial("A");
    ASSERT_TRUE(unit.ok());
    ASSERT_EQ(unit->attempts.size(), 2U);
    const AttemptRecord& first = unit->attempts.front();
    EXPECT_EQ(first.attempt, 1U);
    EXPECT_EQ(first.verdict, job::Verdict::Fail);
    EXPECT_EQ(first.fault, "digest-mismatch");
    const AttemptRecord& second = unit->attempts.back();
    EXPECT_EQ(second.verdict, job::Verdict::Pass);
    EXPECT_EQ(second.fault, "");
    EXPECT_EQ(second.receipt, receipt->sequence());
    EXPECT_EQ(second.leaf, receipt->leaf());
    EXPECT_EQ(second.begunAt, "2026-11-23T12:00:00.000000Z");
    EXPECT_EQ(second.endedAt, "2026-11-23T12:00:00.000000Z");
    EXPECT_EQ(second.slot, "1");
    EXPECT_EQ(second.port, "1-1.2");
    EXPECT_EQ(second.probeSerial, "50FF6F067871515131090367");
    EXPECT_EQ(second.product, "TH-200");
    EXPECT_EQ(second.recipe, "thermostat-main");
    EXPECT_EQ(second.recipeVersion, "1.4.2");
    EXPECT_EQ(second.operatorName, "4711");
    EXPECT_EQ(second.uid, job::uidText(chip(1).uid));
    EXPECT_EQ(unit->lastVerdict(), job::Verdict::Pass);
}

TEST_F(UnitsTest, TheEvidenceOnRecordGivesTheVerdictAgain) {
    ASSERT_TRUE(pass("A", 1).ok());
    const auto unit = units().bySerial("A");
    ASSERT_TRUE(unit.ok());
    const auto ending = nlohmann::ordered_json::parse(unit->attempts.front().ending);
    const auto evidence = job::evidenceFromJson(ending["evidence"]);
    ASSERT_TRUE(evidence.ok());
    EXPECT_EQ(job::verdict(*evidence), job::Verdict::Pass);
    const auto begun = nlohmann::ordered_json::parse(unit->attempts.front().intent);
    EXPECT_EQ(begun["started_by"], "foot-switch");
}

TEST_F(UnitsTest, AChipIsFoundUnderEverySerialItWasTriedWith) {
    ASSERT_TRUE(pass("A", 1).ok());
    ASSERT_FALSE(pass("B", 1).ok());
    const auto unit = units().byUid("33002a000f51000000000001");
    ASSERT_TRUE(unit.ok());
    ASSERT_EQ(unit->attempts.size(), 2U);
    EXPECT_EQ(unit->attempts.back().serial, "B");
    EXPECT_EQ(unit->attempts.back().fault, "uid-other-serial");
    EXPECT_EQ(unit->lastVerdict(), job::Verdict::Aborted);
}

TEST_F(UnitsTest, ARecallFindsWhatWasToCarryAnImage) {
    ASSERT_TRUE(pass("A", 1).ok());
    job::Intent other = intent("B");
    other.images = {{.name = "next.hex", .sha256 = leafHash("next")}};
    ASSERT_TRUE(attempt(other, chip(2), passing(chip(2), "B")).ok());
    const auto carriers = units().byImage(leafHash("next"));
    ASSERT_TRUE(carriers.ok());
    ASSERT_EQ(carriers->attempts.size(), 1U);
    EXPECT_EQ(carriers->attempts.front().serial, "B");
}

TEST_F(UnitsTest, AnAttemptInWorkHasNoVerdictYet) {
    ASSERT_TRUE(journal().begin(intent("A")).ok());
    const auto unit = units().bySerial("A");
    ASSERT_TRUE(unit.ok());
    ASSERT_EQ(unit->attempts.size(), 1U);
    EXPECT_FALSE(unit->lastVerdict().has_value());
    EXPECT_EQ(unit->attempts.front().receipt, 0U);
    EXPECT_EQ(unit->attempts.front().ending, "");
}

TEST_F(UnitsTest, AnUnknownOrEmptySerialFindsNothing) {
    ASSERT_TRUE(attempt(intent(""), chip(1), failing(chip(1), "")).ok());
    Units look = units();
    for (const std::string& serial : {std::string("Z"), std::string()}) {
        const auto unit = look.bySerial(serial);
        ASSERT_TRUE(unit.ok());
        EXPECT_TRUE(unit->attempts.empty());
        EXPECT_FALSE(unit->lastVerdict().has_value());
    }
    EXPECT_TRUE(look.byUid("")->attempts.empty());
}

TEST_F(UnitsTest, ALookUpGivesNoMoreThanItsLimitAndKeepsTheNewest) {
    for (int i = 0; i < maxAttemptsShown + 5; ++i) {
        auto ticket = journal().begin(intent("A"));
        ASSERT_TRUE(ticket.ok());
        ASSERT_TRUE(journal().close(std::move(*ticket), {}).ok());
    }
    const auto unit = units().bySerial("A");
    ASSERT_TRUE(unit.ok());
    EXPECT_EQ(unit->attempts.size(), static_cast<std::size_t>(maxAttemptsShown));
    EXPECT_EQ(unit->attempts.back().receipt, journal().head().size);

    // A recall pages through all of them.
    Units look = units();
    const auto first = look.byImage(leafHash("firmware"));
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(first->attempts.size(), static_cast<std::size_t>(maxAttemptsShown));
    EXPECT_EQ(first->attempts.front().attempt, 1U);
    const auto rest = look.byImage(leafHash("firmware"), first->attempts.back().attempt);
    ASSERT_TRUE(rest.ok());
    ASSERT_EQ(rest->attempts.size(), 5U);
    EXPECT_EQ(rest->attempts.back().receipt, journal().head().size);
}

TEST_F(UnitsTest, RecordsThatCannotBeReadAreAFault) {
    ASSERT_TRUE(pass("A", 1).ok());
    tamper("UPDATE entry SET body = 'x' WHERE sequence = 1");
    const auto intent = units().bySerial("A");
    ASSERT_FALSE(intent.ok());
    EXPECT_EQ(intent.fault().code, FaultCode::JournalCorrupt);
    tamper("UPDATE attempt SET verdict = 'SPLENDID'");
    const auto verdict = units().bySerial("A");
    ASSERT_FALSE(verdict.ok());
    EXPECT_EQ(verdict.fault().code, FaultCode::JournalCorrupt);
}

TEST_F(UnitsTest, LookingUpCannotChangeTheJournal) {
    ASSERT_TRUE(pass("A", 1).ok());
    const auto missing = Units::open(m_folder.file("none.db"), m_clock);
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.fault().code, FaultCode::FileUnreadable);
    EXPECT_FALSE(std::filesystem::exists(m_folder.file("none.db")));
}

} // namespace
} // namespace greenlight::db
