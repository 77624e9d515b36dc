#include "db/yield.h"
#include "tests/line/floor.h"

#include <gtest/gtest.h>

#include <limits>

namespace greenlight::station {

namespace {

using job::Verdict;

/// A slot that locks itself after one failure, and a board that is kept to try it with.
class GoldenBoard : public testing::Test {
protected:
    GoldenBoard() {
        const sim::BoardSpec board = test::board(sim::Chip::F407, goldenNumber);
        m_floor.rules = {.quarantineAfter = 1};
        m_floor.bench.insert(m_floor.port(0), board);
        // The line learns of it as people do who set the station up: from a first look at its chip.
        m_floor.open(m_recipe);
        m_floor.run(0);
        m_goldenUid = m_floor.ended.back().ending.evidence.before->uid;
        m_floor.rules.goldenBoards = {m_goldenUid};
        restart();
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

    const job::Ending& runGolden() { return run(goldenNumber); }

    const job::Ending& runProduct() { return run(++m_boards); }

    const job::Ending& run(unsigned number) {
        m_floor.swap(0, test::board(sim::Chip::F407, number));
        m_floor.run(0);
        return m_floor.ended.back().ending;
    }

    /// A product fails, the slot locks itself, and a supervisor releases it.
    void lockAndRelease() {
        m_floor.swap(0, test::board(sim::Chip::F407, ++m_boards));
        m_floor.bench.setMishaps(m_floor.port(0), {.target = {.flashError = 1}});
        m_floor.run(0);
        m_floor.bench.setMishaps(m_floor.port(0), {});
        ASSERT_EQ(slot().slot.trouble->code, FaultCode::SlotQuarantined);
        ASSERT_TRUE(m_floor.line->releaseSlot(0, {"Sue"}, "pins cleaned").ok());
    }

    [[nodiscard]] LineSlot slot() const { return m_floor.line->view().slots.at(0); }

    static constexpr unsigned goldenNumber = 1000;
    const test::TemporaryFolder m_folder;
    test::Floor m_floor{1, test::mixedProbes(1), m_folder.path()};
    std::shared_ptr<job::Recipe> m_recipe = test::recipeFor(sim::Chip::F407, 4096);
    job::Uid m_goldenUid{};
    unsigned m_boards = 0;
};

TEST_F(GoldenBoard, IsNotAskedForWhereNothingWentWrong) {
    EXPECT_FALSE(slot().goldenWanted);
    EXPECT_EQ(runProduct().judgement.verdict, Verdict::Pass);
}

TEST_F(GoldenBoard, HasToPassInASlotThatWasLockedBeforeAProductMay) {
    lockAndRelease();
    EXPECT_TRUE(slot().goldenWanted);
    EXPECT_EQ(runGolden().judgement.verdict, Verdict::Pass);
    EXPECT_FALSE(slot().goldenWanted);
    EXPECT_EQ(runProduct().judgement.verdict, Verdict::Pass);
}

TEST_F(GoldenBoard, IsWrittenAnewEvenWhereTheRecipeLetsAnImageStay) {
    m_recipe->rewrite = job::Rewrite::WhenDifferent;
    restart();
    lockAndRelease();
    m_floor.swap(0, test::board(sim::Chip::F407, goldenNumber));
    const job::Segment& image = m_recipe->image->segments().front();
    m_floor.bench.withBoard(m_floor.port(0), [&image](sim::SimTarget& chip, Instant) {
        for (std::uint32_t i = 0; i < image.bytes.size(); ++i) {
            chip.tamperFlash(i, image.bytes[i]);
        }
    });
    m_floor.run(0);
    const job::Ending& ending = m_floor.ended.back().ending;
    EXPECT_EQ(ending.judgement.verdict, Verdict::Pass);
    ASSERT_TRUE(ending.evidence.flash.has_value());
    EXPECT_GT(ending.evidence.flash->bytesProgrammed, 0U);
}

TEST_F(GoldenBoard, CannotBeStoodInForByAProductAndThatIsNotChanged) {
    lockAndRelease();
    const job::Ending& ending = runProduct();
    EXPECT_EQ(ending.judgement.verdict, Verdict::Aborted);
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::GoldenBoardWanted);
    EXPECT_FALSE(test::holds(m_floor.bench, m_floor.port(0), *m_recipe));
    EXPECT_TRUE(slot().goldenWanted);
    // It is to come out, but not into the red bin.
    EXPECT_EQ(slot().nextStep, "remove-board");
    EXPECT_EQ(runGolden().judgement.verdict, Verdict::Pass);
    // And it is a product still.
    EXPECT_EQ(run(m_boards).judgement.verdict, Verdict::Pass);
}

TEST_F(GoldenBoard, LocksTheSlotAtOnceWhenItFails) {
    lockAndRelease();
    m_floor.swap(0, test::board(sim::Chip::F407, goldenNumber));
    m_floor.bench.setMishaps(m_floor.port(0), {.target = {.flashError = 1}});
    m_floor.run(0);
    m_floor.bench.setMishaps(m_floor.port(0), {});
    ASSERT_TRUE(slot().slot.trouble.has_value());
    EXPECT_EQ(slot().slot.trouble->code, FaultCode::SlotQuarantined);
    EXPECT_NE(slot().slot.trouble->note.find("golden board"), std::string::npos);
}

TEST_F(GoldenBoard, IsStillWantedAfterARestartAndNotOnceItPassed) {
    lockAndRelease();
    restart();
    EXPECT_TRUE(slot().goldenWanted);
    EXPECT_EQ(slot().nextStep, "press-start"); // a board is in; which one, the chip says
    EXPECT_EQ(runGolden().judgement.verdict, Verdict::Pass);
    restart();
    EXPECT_FALSE(slot().goldenWanted);
}

TEST_F(GoldenBoard, IsNoProductInAnySlot) {
    const job::Ending& ending = runGolden();
    EXPECT_EQ(ending.judgement.verdict, Verdict::Aborted);
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::GoldenBoard);
    EXPECT_EQ(slot().nextStep, "remove-board");
}

TEST_F(GoldenBoard, CountsForNoYield) {
    runProduct();
    const std::uint64_t passed = m_floor.line->view().passed;
    lockAndRelease();
    runProduct();
    runGolden();
    EXPECT_EQ(m_floor.line->view().passed, passed);
    auto yields = db::Yields::open(m_folder.path() / "journal.db", m_floor.clock);
    ASSERT_TRUE(yields.ok()) << base::toLogLine(yields.fault());
    const auto report = yields->report({.to = std::numeric_limits<db::Quarter>::max()});
    ASSERT_TRUE(report.ok()) << base::toLogLine(report.fault());
    // The first look at the golden board, the product that passed and the one that failed.
    EXPECT_EQ(report->total.attempts, 3U);
    EXPECT_EQ(report->total.drills, 2U);
}

TEST_F(GoldenBoard, IsAskedForInWordsWhereNoBoardIsIn) {
    lockAndRelease();
    m_floor.bench.remove(m_floor.port(0));
    m_floor.clock.sleepFor(std::chrono::seconds(2));
    EXPECT_EQ(slot().nextStep, "insert-golden");
}

TEST_F(GoldenBoard, StartsNothingByItself) {
    lockAndRelease();
    m_floor.handsFree = true;
    restart();
    const std::size_t before = m_floor.ended.size();
    m_floor.swap(0, test::board(sim::Chip::F407, goldenNumber));
    m_floor.clock.sleepFor(std::chrono::seconds(10));
    EXPECT_EQ(m_floor.ended.size(), before);
    m_floor.run(0);
    EXPECT_EQ(m_floor.ended.back().ending.judgement.verdict, Verdict::Pass);
}

} // namespace
} // namespace greenlight::station
