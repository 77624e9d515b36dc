#include "tests/line/floor.h"

#include <gtest/gtest.h>

#include <chrono>

namespace greenlight::station {

namespace {

using namespace std::chrono_literals;
using job::Verdict;

/// Two slots; what is done to the boards of the first is no business of the second.
class Watched : public testing::Test {
protected:
    void open(SlotRules rules) {
        m_floor.rules = rules;
        for (std::size_t slot = 0; slot < 2; ++slot) {
            m_floor.bench.insert(m_floor.port(slot), board());
        }
        m_floor.open(m_recipe);
    }

    /// The program ends and starts again.
    void restart() {
        m_floor.line.reset();
        m_floor.journal.reset();
        auto opened = db::Journal::open(m_folder.path() / "journal.db", "test", m_floor.clock);
        ASSERT_TRUE(opened.ok()) << base::toLogLine(opened.fault());
        m_floor.journal = std::move(opened).value();
        m_floor.open(m_recipe);
    }

    sim::BoardSpec board() { return test::board(sim::Chip::F407, ++m_boards); }

    /// A board whose flash does nothing.
    const job::Ending& runBadBoard(std::size_t slot) {
        m_floor.swap(slot, board());
        m_floor.bench.setMishaps(m_floor.port(slot), {.target = {.flashError = 1}});
        return run(slot);
    }

    const job::Ending& runGoodBoard(std::size_t slot) {
        m_floor.swap(slot, board());
        return run(slot);
    }

    const job::Ending& run(std::size_t slot) {
        m_floor.run(slot);
        m_floor.bench.setMishaps(m_floor.port(slot), {});
        return m_floor.ended.back().ending;
    }

    [[nodiscard]] Line& line() const { return *m_floor.line; }

    [[nodiscard]] std::optional<Fault> troubleOf(std::size_t slot) const {
        return line().view().slots.at(slot).slot.trouble;
    }

    [[nodiscard]] FaultCode pressRefused(std::size_t slot) const {
        const auto pressed = line().press(slot, job::StartedBy::Keyboard);
        return pressed.ok() ? FaultCode::Internal : pressed.fault().code;
    }

    const test::TemporaryFolder m_folder;
    test::Floor m_floor{1, test::mixedProbes(2), m_folder.path()};
    std::shared_ptr<job::Recipe> m_recipe = test::recipeFor(sim::Chip::F407, 4096);
    unsigned m_boards = 0;
};

TEST_F(Watched, ASlotThatFailsThreeTimesInARowIsLockedAndTheOtherGoesOn) {
    open({});
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(runBadBoard(0).judgement.verdict, Verdict::Fail);
        EXPECT_FALSE(troubleOf(0).has_value());
    }
    EXPECT_EQ(runBadBoard(0).judgement.verdict, Verdict::Fail);
    ASSERT_TRUE(troubleOf(0).has_value());
    EXPECT_EQ(troubleOf(0)->code, FaultCode::SlotQuarantined);
    m_floor.swap(0, board());
    EXPECT_EQ(pressRefused(0), FaultCode::SlotQuarantined);
    EXPECT_EQ(line().view().slots.at(0).nextStep, "call-supervisor");
    EXPECT_FALSE(line().view().slots.at(0).mayStart);
    EXPECT_EQ(runGoodBoard(1).judgement.verdict, Verdict::Pass);
}

TEST_F(Watched, APassBetweenFailuresStartsTheCountAnew) {
    open({});
    runBadBoard(0);
    runBadBoard(0);
    EXPECT_EQ(runGoodBoard(0).judgement.verdict, Verdict::Pass);
    runBadBoard(0);
    runBadBoard(0);
    EXPECT_FALSE(troubleOf(0).has_value());
}

TEST_F(Watched, ASupervisorReleasesALockedSlotForAReason) {
    open({.quarantineAfter = 1});
    runBadBoard(0);
    ASSERT_TRUE(troubleOf(0).has_value());
    EXPECT_FALSE(line().releaseSlot(0, {""}, "pins cleaned").ok());
    EXPECT_FALSE(line().releaseSlot(0, {"Sue"}, "").ok());
    EXPECT_FALSE(line().releaseSlot(9, {"Sue"}, "pins cleaned").ok());
    ASSERT_TRUE(troubleOf(0).has_value());
    EXPECT_TRUE(line().releaseSlot(0, {"Sue"}, "pins cleaned").ok());
    EXPECT_EQ(runGoodBoard(0).judgement.verdict, Verdict::Pass);
}

TEST_F(Watched, AnOperatorsPressesAtALockedSlotAreNoFailures) {
    open({.quarantineAfter = 2});
    runBadBoard(0);
    m_floor.swap(0, board());
    m_floor.bench.remove(m_floor.port(0));
    m_floor.clock.sleepFor(1s);
    EXPECT_EQ(pressRefused(0), FaultCode::NothingInSlot);
    EXPECT_EQ(pressRefused(0), FaultCode::NothingInSlot);
    EXPECT_FALSE(line().view().slots.at(0).slot.trouble.has_value());
}

TEST_F(Watched, TheFirstAttemptOfTheDayIsADrillThatGoesRed) {
    open({.drill = true});
    const job::Ending& drill = run(0);
    EXPECT_EQ(drill.judgement.verdict, Verdict::Fail);
    ASSERT_TRUE(drill.judgement.fault.has_value());
    EXPECT_EQ(drill.judgement.fault->code, FaultCode::DrillFound);
    ASSERT_TRUE(drill.receipt.has_value());
    EXPECT_EQ(drill.receipt->verdict(), Verdict::Fail);
    EXPECT_EQ(line().view().slots.at(0).nextStep, "press-start") << "the board is a good one";
    EXPECT_EQ(line().view().notPassed, 0U);
    EXPECT_EQ(run(0).judgement.verdict, Verdict::Pass);
    EXPECT_EQ(runGoodBoard(0).judgement.verdict, Verdict::Pass) << "once a day is enough";
    m_floor.clock.sleepFor(24h);
    EXPECT_EQ(runGoodBoard(0).judgement.fault->code, FaultCode::DrillFound);
}

TEST_F(Watched, EachSlotHasADrillOfItsOwn) {
    open({.drill = true});
    EXPECT_EQ(run(0).judgement.fault->code, FaultCode::DrillFound);
    EXPECT_EQ(run(1).judgement.fault->code, FaultCode::DrillFound);
}

TEST_F(Watched, ADrillFindsTheByteByReadingBackToo) {
    m_recipe->verify = job::VerifyMethod::Readback;
    open({.drill = true});
    EXPECT_EQ(run(0).judgement.fault->code, FaultCode::DrillFound);
}

TEST_F(Watched, ADrillThatWasDisturbedFoundNothingAndIsStillDue) {
    open({.drill = true});
    ASSERT_TRUE(line().press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(m_floor.reach(0, Stage::Verify));
    m_floor.bench.setMishaps(m_floor.port(0), sim::MishapPlan::once(4, sim::Mishap::Timeout));
    m_floor.finish();
    ASSERT_EQ(m_floor.bench.mishaps(m_floor.port(0)).total(), 1U);
    const job::Judgement& disturbed = m_floor.ended.back().ending.judgement;
    EXPECT_EQ(disturbed.verdict, Verdict::Error);
    ASSERT_TRUE(disturbed.fault.has_value());
    EXPECT_NE(disturbed.fault->code, FaultCode::DrillFound);
    m_floor.bench.setMishaps(m_floor.port(0), {});
    EXPECT_EQ(runGoodBoard(0).judgement.fault->code, FaultCode::DrillFound);
}

/// A slot that would take anything for right. Nobody knows which bit a drill takes for its lie, so
/// a chip that agrees with it is a matter of luck: a half-word has sixteen bits, and each try flips
/// the next one of them.
TEST(Drill, ThatStaysGreenIsTheWorstNewsOfASlot) {
    constexpr unsigned tries = 400; // all in vain once in 10^11
    for (unsigned i = 0; i < tries; ++i) {
        const test::TemporaryFolder folder;
        test::Floor floor(i + 1, test::mixedProbes(1), folder.path());
        floor.rules = {.quarantineAfter = 0, .drill = true};
        floor.bench.insert(floor.port(0), test::board(sim::Chip::F103, 1));
        const auto recipe = test::recipeFor(sim::Chip::F103, 2);
        floor.open(recipe);
        ASSERT_TRUE(floor.line->press(0, job::StartedBy::Screen).ok());
        ASSERT_TRUE(floor.reach(0, Stage::Verify));
        floor.bench.withBoard(floor.port(0), [&](sim::SimTarget& chip, Instant) {
            const std::uint32_t place = i / 8 % 2;
            const auto lie = static_cast<std::uint8_t>(1U << (i % 8));
            chip.tamperFlash(place, recipe->image->segments().front().bytes.at(place) ^ lie);
        });
        floor.finish();
        ASSERT_EQ(floor.ended.size(), 1U);
        const job::Judgement& judgement = floor.ended[0].ending.judgement;
        EXPECT_EQ(judgement.verdict, Verdict::Fail);
        ASSERT_TRUE(judgement.fault.has_value());
        if (judgement.fault->code == FaultCode::DrillNotRed) {
            EXPECT_TRUE(floor.line->view().slots[0].locked);
            return;
        }
        ASSERT_EQ(judgement.fault->code, FaultCode::DrillFound) << i;
    }
    FAIL() << "no drill stayed green in " << tries << " tries";
}

TEST_F(Watched, ABadBoardIsNotTheDrillThatWasDue) {
    open({.drill = true});
    EXPECT_EQ(runBadBoard(0).judgement.fault->code, FaultCode::EraseFailed);
    EXPECT_EQ(runGoodBoard(0).judgement.fault->code, FaultCode::DrillFound);
}

TEST_F(Watched, ALockOutlivesTheProgramAndItsReleaseToo) {
    open({.quarantineAfter = 1});
    runBadBoard(0);
    ASSERT_TRUE(troubleOf(0).has_value());
    const std::string why = troubleOf(0)->note;
    restart();
    ASSERT_TRUE(troubleOf(0).has_value());
    EXPECT_EQ(troubleOf(0)->code, FaultCode::SlotQuarantined);
    EXPECT_EQ(troubleOf(0)->note, why);
    EXPECT_EQ(pressRefused(0), FaultCode::SlotQuarantined);
    EXPECT_FALSE(troubleOf(1).has_value());
    EXPECT_TRUE(line().releaseSlot(0, {"Sue"}, "pins cleaned").ok());
    restart();
    EXPECT_FALSE(troubleOf(0).has_value());
    EXPECT_EQ(runGoodBoard(0).judgement.verdict, Verdict::Pass);
}

TEST_F(Watched, FailuresAreCountedAcrossARestart) {
    open({});
    EXPECT_EQ(runGoodBoard(0).judgement.verdict, Verdict::Pass);
    runBadBoard(0);
    runBadBoard(0);
    restart();
    EXPECT_FALSE(troubleOf(0).has_value());
    runBadBoard(0);
    EXPECT_TRUE(troubleOf(0).has_value());
}

TEST_F(Watched, APassBeforeARestartIsRememberedToo) {
    open({});
    runBadBoard(0);
    runBadBoard(0);
    EXPECT_EQ(runGoodBoard(0).judgement.verdict, Verdict::Pass);
    restart();
    runBadBoard(0);
    EXPECT_FALSE(troubleOf(0).has_value());
}

TEST_F(Watched, ADrillOfTodayHoldsAfterARestartAndOneOfYesterdayDoesNot) {
    open({.drill = true});
    EXPECT_EQ(run(0).judgement.fault->code, FaultCode::DrillFound);
    restart();
    EXPECT_EQ(runGoodBoard(0).judgement.verdict, Verdict::Pass);
    EXPECT_EQ(run(1).judgement.fault->code, FaultCode::DrillFound);
    m_floor.clock.sleepFor(24h);
    restart();
    EXPECT_EQ(runGoodBoard(0).judgement.fault->code, FaultCode::DrillFound);
}

TEST_F(Watched, AReleasedSlotShowsItsDrillAgainEvenAfterARestart) {
    open({.quarantineAfter = 1, .drill = true});
    EXPECT_EQ(run(0).judgement.fault->code, FaultCode::DrillFound);
    runBadBoard(0);
    EXPECT_TRUE(line().releaseSlot(0, {"Sue"}, "pins cleaned").ok());
    restart();
    EXPECT_EQ(runGoodBoard(0).judgement.fault->code, FaultCode::DrillFound);
}

} // namespace

} // namespace greenlight::station
