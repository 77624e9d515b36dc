// Yield, case by case as supervisors know them; yield_recount_test.cpp counts random histories by
// hand.
#include "tests/db/yield_bench.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace greenlight::db {
namespace {

using namespace std::chrono_literals;

TEST_F(Yield, OfNothingIsNeitherNoughtNorAHundred) {
    static_cast<void>(journal());
    const YieldCounts nothing = total();
    for (const Share& share : {firstPassYield(nothing), finalYield(nothing), attemptYield(nothing),
                               retestRate(nothing), noTroubleRate(nothing)}) {
        EXPECT_FALSE(share.value().has_value());
        EXPECT_FALSE(share.interval().has_value());
    }
    EXPECT_FALSE(ask(ever()).rolledThroughput.has_value());
}

TEST_F(Yield, CountsAUnitOnceAndItsFirstAttemptOnly) {
    attempt("A", 1, false);
    attempt("A", 1, true);
    attempt("B", 2, true);
    const YieldCounts counts = total();
    EXPECT_EQ(firstPassYield(counts).count, 1U);
    EXPECT_EQ(firstPassYield(counts).of, 2U);
    EXPECT_EQ(finalYield(counts).count, 2U);
    EXPECT_EQ(attemptYield(counts).count, 2U);
    EXPECT_EQ(attemptYield(counts).of, 3U);
    EXPECT_EQ(retestRate(counts).count, 1U);
    EXPECT_EQ(noTroubleRate(counts).count, 1U);
    expectSoundJournal();
}

TEST_F(Yield, OfAUnitBelongsToTheDayOfItsFirstAttempt) {
    attempt("A", 1, false);
    const Quarter yesterday = quarterOf(m_clock.wall());
    m_clock.sleepFor(24h);
    attempt("A", 1, true);
    attempt("B", 2, true);
    const Quarter today = quarterOf(m_clock.wall());
    YieldQuestion question = ever();
    question.from = today;
    const YieldCounts second = ask(question).total;
    EXPECT_EQ(firstPassYield(second).of, 1U) << "A was seen before";
    EXPECT_EQ(attemptYield(second).of, 2U);
    question = ever();
    question.to = yesterday + 1;
    const YieldCounts first = ask(question).total;
    EXPECT_EQ(firstPassYield(first).count, 0U);
    EXPECT_EQ(finalYield(first).count, 1U) << "its last attempt passed, though a day later";
}

TEST_F(Yield, ABoardPutInAgainAfterItPassedChangesNothing) {
    attempt("A", 1, true);
    attempt("A", 1, true);
    job::Intent other = intent("");
    attempt("B", 1, true, other);
    const YieldCounts counts = total();
    EXPECT_EQ(counts.units, 1U);
    EXPECT_EQ(counts.attempts, 1U);
    EXPECT_EQ(counts.refused, 1U) << "the first never began, the second was refused by its UID";
    EXPECT_EQ(counts.lastPassed, 1U);
    expectSoundJournal();
}

TEST_F(Yield, ARepairIsNoFalseAlarm) {
    attempt("A", 1, false);
    rework("A", 1, true);
    attempt("B", 2, false);
    attempt("B", 3, true);
    EXPECT_EQ(total().noTrouble, 0U) << "one was repaired, the other is another board";
    EXPECT_EQ(total().units, 2U);
}

TEST_F(Yield, OfAReworkCountsAgainstTheUnitsLastAttempt) {
    attempt("A", 1, true);
    rework("A", 1, false);
    EXPECT_EQ(total().firstPassed, 1U);
    EXPECT_EQ(total().lastPassed, 0U);
    rework("A", 1, true);
    EXPECT_EQ(total().lastPassed, 1U);
    EXPECT_EQ(total().attempts, 3U);
    expectSoundJournal();
}

TEST_F(Yield, AnInterruptedAttemptCountsAsBad) {
    ASSERT_TRUE(journal().begin(intent("A")).ok());
    shut();
    static_cast<void>(journal());
    const YieldCounts counts = total();
    EXPECT_EQ(counts.units, 1U);
    EXPECT_EQ(counts.firstPassed, 0U);
    EXPECT_EQ(ask(ever()).faults.front().fault, "interrupted");
    expectSoundJournal();
}

TEST_F(Yield, AGoldenBoardIsShownAndNotCounted) {
    job::Intent golden = intent("");
    golden.golden = true;
    attempt("A", 1, true, golden);
    const YieldCounts counts = total();
    EXPECT_EQ(counts.drills, 1U);
    EXPECT_EQ(counts.attempts, 0U);
    EXPECT_EQ(counts.units, 0U);
}

TEST_F(Yield, ADrillIsShownAndNotCounted) {
    job::Intent drill = intent("");
    drill.drill = true;
    attempt("A", 1, false, drill);
    attempt("A", 1, true);
    const YieldCounts counts = total();
    EXPECT_EQ(counts.drills, 1U);
    EXPECT_EQ(counts.attempts, 1U);
    EXPECT_EQ(counts.firstPassed, 1U);
    EXPECT_TRUE(ask(ever()).faults.empty());
    expectSoundJournal();
}

TEST_F(Yield, AnAttemptInWorkIsNotCountedYet) {
    auto ticket = journal().begin(intent("A"));
    ASSERT_TRUE(ticket.ok());
    EXPECT_EQ(total(), YieldCounts{});
    ASSERT_TRUE(journal().identified(*ticket, chip(1), "A").ok());
    ASSERT_TRUE(journal().close(std::move(ticket).value(), passing(chip(1), "A")).ok());
    EXPECT_EQ(total().units, 1U);
}

TEST_F(Yield, AUnitKnownByItsChipIsTheSameWhenItGetsItsNumber) {
    job::Intent counted = intent("");
    counted.range = job::SerialRange{.prefix = "R-", .digits = 3, .first = 1, .last = 99};
    for (const bool good : {false, true}) {
        auto ticket = journal().begin(counted);
        ASSERT_TRUE(ticket.ok());
        const auto serial = journal().identified(*ticket, chip(1), ticket->serial());
        ASSERT_TRUE(serial.ok());
        ASSERT_TRUE(journal()
                        .close(std::move(ticket).value(),
                               good ? passing(chip(1), *serial) : failing(chip(1), *serial))
                        .ok());
    }
    const YieldCounts counts = total();
    EXPECT_EQ(counts.units, 1U);
    EXPECT_EQ(counts.firstPassed, 0U);
    EXPECT_EQ(counts.lastPassed, 1U);
    expectSoundJournal();
}

TEST_F(Yield, ABoardThatNeverToldItsNameIsAnAttemptAndNoUnit) {
    auto ticket = journal().begin(intent(""));
    ASSERT_TRUE(ticket.ok());
    job::Evidence silent;
    silent.latch({.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect});
    ASSERT_TRUE(journal().close(std::move(ticket).value(), silent).ok());
    const YieldReport report = ask(ever());
    EXPECT_EQ(report.total.attempts, 1U);
    EXPECT_EQ(report.total.nameless, 1U);
    EXPECT_EQ(report.total.units, 0U);
    EXPECT_EQ(report.faults.at(0), (FaultCount{"swd-no-answer", "connect", 1, 0}));
}

TEST_F(Yield, TrainingIsKeptApart) {
    job::Intent training = intent("");
    training.training = true;
    attempt("A", 1, false, training);
    attempt("A", 1, true);
    EXPECT_EQ(total().firstPassed, 1U);
    YieldQuestion question = ever();
    question.training = true;
    EXPECT_EQ(ask(question).total.firstPassed, 0U);
    EXPECT_EQ(ask(question).total.units, 1U);
}

TEST_F(Yield, OfALineIsTheProductOfItsStages) {
    attempt("A", 1, true);
    attempt("B", 2, true);
    attempt("C", 3, false); // its digest is another
    job::Evidence dead;
    dead.latch({.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect});
    auto ticket = journal().begin(intent("D"));
    ASSERT_TRUE(ticket.ok());
    ASSERT_TRUE(journal().close(std::move(ticket).value(), dead).ok());
    const YieldReport report = ask(ever());
    ASSERT_TRUE(report.rolledThroughput.has_value());
    EXPECT_NEAR(*report.rolledThroughput, 3.0 / 4 * 2.0 / 3, 1e-12);
    const auto verify = std::ranges::find(report.stages, "verify", &StageYield::stage);
    ASSERT_NE(verify, report.stages.end());
    EXPECT_EQ(verify->passed.count, 2U);
    EXPECT_EQ(verify->passed.of, 3U);
}

TEST_F(Yield, AClockSetBackMovesNoUnitToTheTimeBeforeItsFirstAttempt) {
    m_clock.sleepFor(10h);
    attempt("A", 1, false);
    const Quarter first = quarterOf(m_clock.wall());
    m_clock.stepWall(-5h);
    attempt("A", 1, true);
    YieldQuestion question = ever();
    question.to = first;
    EXPECT_EQ(ask(question).total.units, 0U);
    EXPECT_EQ(ask(question).total.attempts, 1U);
    EXPECT_EQ(total().firstPassed, 0U) << "the order of the entries decides";
    EXPECT_EQ(total().lastPassed, 1U);
    expectSoundJournal();
}

TEST_F(Yield, TellsWhichFaultsWereAtWhichSlot) {
    job::Intent other = intent("");
    other.slot = "2";
    attempt("A", 1, false);
    attempt("B", 2, false, other);
    attempt("C", 3, false, other);
    attempt("D", 4, true, other);
    YieldQuestion question = ever();
    EXPECT_TRUE(ask(question).faultsBySlot.empty()) << "nobody asked";
    question.by = {YieldBy::Slot};
    const YieldReport report = ask(question);
    ASSERT_EQ(report.faults.size(), 1U);
    FaultCount ofOne = report.faults[0];
    ofOne.attempts = ofOne.firstAttempts = 1;
    FaultCount ofTwo = report.faults[0];
    ofTwo.attempts = ofTwo.firstAttempts = 2;
    EXPECT_EQ(report.faultsBySlot,
              (std::map<std::string, std::vector<FaultCount>>{{"1", {ofOne}}, {"2", {ofTwo}}}));
}

TEST_F(Yield, IsBrokenDownByEverythingThatWasAsked) {
    job::Intent other = intent("");
    other.slot = "2";
    other.operatorName = "4712";
    attempt("A", 1, true);
    attempt("B", 2, false, other);
    YieldQuestion question = ever();
    question.by = {YieldBy::Slot, YieldBy::Operator, YieldBy::Day, YieldBy::Recipe};
    const YieldReport report = ask(question);
    EXPECT_EQ(report.by.at(YieldBy::Slot).at("1").firstPassed, 1U);
    EXPECT_EQ(report.by.at(YieldBy::Slot).at("2").firstPassed, 0U);
    EXPECT_EQ(report.by.at(YieldBy::Operator).at("4712").units, 1U);
    EXPECT_EQ(report.by.at(YieldBy::Day).size(), 1U);
    EXPECT_EQ(report.by.at(YieldBy::Recipe).at("thermostat-main 1.4.2").units, 2U);
    question.slot = "2";
    EXPECT_EQ(ask(question).total.units, 1U);
    EXPECT_EQ(ask(question).faults.size(), 1U);
}

TEST_F(Yield, ListsTheNewestOfWhatItCountedAndSaysHowManyThereAre) {
    for (std::uint32_t i = 1; i <= 5; ++i) {
        attempt("S" + std::to_string(i), i, i != 4);
        m_clock.sleepFor(1min);
    }
    attempt("S4", 4, true);
    const CountedAttempts found = ask({.yield = ever(), .most = 3});
    EXPECT_EQ(found.all, 6U);
    ASSERT_EQ(found.newest.size(), 3U);
    EXPECT_EQ(found.newest[0].serial, "S4");
    EXPECT_FALSE(found.newest[0].first);
    EXPECT_EQ(found.newest[1].serial, "S5");
    EXPECT_EQ(found.newest[2].serial, "S4");
    EXPECT_EQ(found.newest[2].verdict, job::Verdict::Fail);
    EXPECT_EQ(found.newest[2].fault, "digest-mismatch");
    EXPECT_EQ(found.newest[2].stage, "verify");
    EXPECT_TRUE(found.newest[2].first);
    EXPECT_EQ(found.newest[2].slot, intent("").slot);
    EXPECT_FALSE(found.newest[2].uid.empty());
    EXPECT_LT(found.newest[2].begunAt, found.newest[1].begunAt);
    const CountedAttempts firsts = ask({.yield = ever(), .firstOnly = true, .most = 9});
    EXPECT_EQ(firsts.newest.size(), 5U) << "each unit once, by its first attempt";
    const CountedAttempts none =
        ask({.yield = ever(), .faults = {{"digest-mismatch", "connect"}}, .most = 9});
    EXPECT_EQ(none.all, 0U) << "the stage counts too";
}

TEST_F(Yield, ListsWhatWasCountedHoweverMuchIsMadeMeanwhile) {
    attempt("A", 1, true);
    auto open = journal().begin(intent("B"));
    ASSERT_TRUE(open.ok());
    const YieldReport then = ask(ever());
    ASSERT_TRUE(journal().identified(*open, chip(2), "B").ok());
    ASSERT_TRUE(journal().close(std::move(open).value(), passing(chip(2), "B")).ok());
    attempt("C", 3, true);
    EXPECT_EQ(then.total.attempts, 1U);
    const CountedAttempts found = ask({.yield = ever(), .entries = then.entries, .most = 9});
    EXPECT_EQ(found.all, 1U);
    EXPECT_EQ(found.newest.at(0).serial, "A");
    EXPECT_EQ(ask({.yield = ever(), .most = 9}).all, 3U) << "and now";
}

TEST(Share, HasTheIntervalOfTheTextbook) {
    // E. B. Wilson's interval as worked out in textbooks for 8 of 10 and for all of 20.
    const auto eight = Share{8, 10}.interval();
    ASSERT_TRUE(eight.has_value());
    EXPECT_NEAR(eight->first, 0.4902, 5e-5);
    EXPECT_NEAR(eight->second, 0.9433, 5e-5);
    const auto all = Share{20, 20}.interval();
    ASSERT_TRUE(all.has_value());
    EXPECT_NEAR(all->first, 0.8389, 5e-5);
    EXPECT_EQ(all->second, 1.0);
}

TEST(Quarter, RoundsDownBeforeTheEpochToo) {
    EXPECT_EQ(quarterOf({.unixMicros = 0}), 0);
    EXPECT_EQ(quarterOf({.unixMicros = 899'999'999}), 0);
    EXPECT_EQ(quarterOf({.unixMicros = 900'000'000}), 1);
    EXPECT_EQ(quarterOf({.unixMicros = -1}), -1);
}

/// A shift report in the time of Berlin, where a night has 23 hours once a year and 25 once.
class ShiftReport : public Yield {
protected:
    void SetUp() override {
        ASSERT_EQ(setenv("TZ", "Europe/Berlin", 1), 0);
        tzset();
    }

    void TearDown() override {
        unsetenv("TZ");
        tzset();
    }

    Breakdown byShift() {
        YieldQuestion question = ever();
        question.by = {YieldBy::Shift};
        question.shifts = {{"early", 6 * 60}, {"late", 14 * 60}, {"night", 22 * 60}};
        return ask(question).by.at(YieldBy::Shift);
    }
};

TEST_F(ShiftReport, CountsTheNightWithTheEveningItBeganIn) {
    attempt("A", 1, true); // 13:00 in Berlin
    m_clock.sleepFor(10h);
    attempt("B", 2, true); // 23:00
    m_clock.sleepFor(5h);
    attempt("C", 3, true); // 04:00
    m_clock.sleepFor(2h);
    attempt("D", 4, true); // 06:00
    const Breakdown shifts = byShift();
    EXPECT_EQ(shifts.at("2026-11-23 early").units, 1U);
    EXPECT_EQ(shifts.at("2026-11-23 night").units, 2U);
    EXPECT_EQ(shifts.at("2026-11-24 early").units, 1U);
    EXPECT_EQ(shifts.size(), 3U);
}

TEST_F(ShiftReport, ListsBothHoursThatHaveOneName) {
    m_clock.stepWall(-(29 * 24h + 12h));
    attempt("A", 1, true); // 02:00 CEST
    m_clock.sleepFor(30min);
    attempt("B", 2, true); // 02:30 CEST
    m_clock.sleepFor(30min);
    attempt("C", 3, true); // 02:00 CET
    m_clock.sleepFor(30min);
    attempt("D", 4, true); // 02:30 CET
    m_clock.sleepFor(30min);
    attempt("E", 5, true); // 03:00 CET
    CountedQuestion question{.yield = ever(), .most = 9};
    question.by = YieldBy::Hour;
    question.label = "2026-10-25T02";
    EXPECT_EQ(ask(question).all, 4U);
    // A shift that begins at half past two is interrupted by what comes twice.
    question.yield.shifts = {{"one", 0}, {"two", 150}};
    question.by = YieldBy::Shift;
    question.label = "2026-10-25 one";
    const CountedAttempts one = ask(question);
    EXPECT_EQ(one.all, 2U);
    ASSERT_EQ(one.newest.size(), 2U);
    EXPECT_EQ(one.newest[0].serial, "C");
    EXPECT_EQ(one.newest[1].serial, "A");
}

TEST_F(ShiftReport, LosesNothingInTheHourThatComesTwice) {
    // From 2026-11-23T12:00Z back to the night of 25 October, 2 o'clock summer time and again
    // winter.
    m_clock.stepWall(-(29 * 24h + 12h));
    attempt("A", 1, true); // 00:00Z is 02:00 CEST
    m_clock.sleepFor(1h);
    attempt("B", 2, true); // 01:00Z is 02:00 CET
    const Breakdown shifts = byShift();
    EXPECT_EQ(shifts.at("2026-10-24 night").units, 2U);
    EXPECT_EQ(shifts.size(), 1U);
}

} // namespace
} // namespace greenlight::db
