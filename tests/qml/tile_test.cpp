#include "station/view/guide.h"
#include "station/view/tile.h"
#include "station/view/tile_grid.h"
#include "tests/qml/line_feed.h"

#include <gtest/gtest.h>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

class TileTest : public ::testing::Test {
protected:
    TileTest() { m_feed.empty(3); }

    /// The tile of the first slot after one more look at it.
    Tile look() {
        m_memory.note(m_feed.slot(0).slot, m_clock.now());
        return makeTile(m_feed.slot(0), m_memory, false, m_clock.now());
    }

    HandClock m_clock;
    ReceiptBook m_book{m_clock};
    LineFeed m_feed{m_clock};
    TileMemory m_memory;
};

TEST_F(TileTest, ShowsAPassOnlyWithItsReceiptNumber) {
    m_feed.passed(0, "TH200-100417", m_book);
    const Tile tile = look();
    EXPECT_EQ(tile.state, "passed");
    EXPECT_EQ(tile.glyph, "passed");
    EXPECT_EQ(tile.word, "PASSED");
    EXPECT_FALSE(tile.receipt.isEmpty());
    EXPECT_EQ(tile.serialHead, "TH200-");
    EXPECT_EQ(tile.serialTail, "100417");
    EXPECT_EQ(tile.action, "Take the board out");
}

TEST_F(TileTest, TellsAFailureInTwoSentencesAndACode) {
    m_feed.failed(0, "TH200-100419",
                  {.code = FaultCode::DeviceMismatch, .note = "expected 0x483, found 0x413"},
                  m_book);
    const Tile tile = look();
    EXPECT_EQ(tile.state, "failed");
    EXPECT_EQ(tile.word, "FAILED");
    EXPECT_TRUE(tile.happened.contains("(expected 0x483, found 0x413)"));
    EXPECT_EQ(tile.doNow.toStdString(), base::describe({.code = FaultCode::DeviceMismatch}).doNow);
    EXPECT_EQ(tile.code, "device-mismatch 302");
    EXPECT_FALSE(tile.receipt.isEmpty());
}

TEST_F(TileTest, CallsARefusalStoppedAndAStationsTroubleAnError) {
    m_feed.failed(0, "TH200-100420", {.code = FaultCode::UnitAlreadyPassed}, m_book);
    EXPECT_EQ(look().word, "STOPPED");
    m_feed.empty(1);
    m_feed.failed(0, "TH200-100421", {.code = FaultCode::UsbTimeout}, m_book);
    EXPECT_EQ(look().word, "ERROR");
}

TEST_F(TileTest, NeverShowsAUnitWithoutARecordAsAResult) {
    m_feed.unrecorded(0, "TH200-100422");
    const Tile tile = look();
    EXPECT_EQ(tile.state, "unrecorded");
    EXPECT_EQ(tile.glyph, "unrecorded");
    EXPECT_EQ(tile.word, "NOT RECORDED");
    EXPECT_TRUE(tile.receipt.isEmpty());
}

TEST_F(TileTest, CountsSecondsDownBetweenTwoEstimates) {
    m_feed.working(0, Stage::Program, 2s, 6s);
    EXPECT_EQ(look().seconds, "6 s");
    EXPECT_DOUBLE_EQ(look().progress, 0.25);
    m_clock.sleepFor(2s);
    EXPECT_EQ(look().seconds, "4 s");
    EXPECT_DOUBLE_EQ(look().progress, 0.5);
    // A stage without an estimate of its own goes on counting.
    std::get<job::Working>(m_feed.slot(0).slot.state).progress = {.stage = Stage::Verify};
    m_clock.sleepFor(1s);
    EXPECT_EQ(look().seconds, "3 s");
    EXPECT_EQ(look().activity, "Verifying");
    m_clock.sleepFor(10s);
    EXPECT_EQ(look().seconds, "0 s");
}

TEST_F(TileTest, CountsSecondsUpBeforeTheFirstEstimate) {
    m_feed.working(0, Stage::Connect, 2s, std::nullopt);
    const Tile tile = look();
    EXPECT_EQ(tile.seconds, "2 s");
    EXPECT_LT(tile.progress, 0);
}

TEST_F(TileTest, ForgetsTheEstimateOfTheAttemptBefore) {
    m_feed.working(0, Stage::Program, 2s, 6s);
    (void)look();
    m_feed.working(0, Stage::Connect, 1s, std::nullopt);
    EXPECT_LT(look().progress, 0);
}

TEST_F(TileTest, AnswersARefusedPressForFourSeconds) {
    m_feed.working(0, Stage::Erase, 1s, 5s);
    (void)look();
    m_feed.refusal = Fault{.code = FaultCode::SlotBusy};
    EXPECT_FALSE(m_feed.press(0, job::StartedBy::Screen).ok());
    EXPECT_TRUE(look().feedback.contains("already working"));
    m_clock.sleepFor(TileMemory::answerShown - 1ms);
    EXPECT_FALSE(look().feedback.isEmpty());
    m_clock.sleepFor(1ms);
    EXPECT_TRUE(look().feedback.isEmpty());
    EXPECT_FALSE(m_feed.press(0, job::StartedBy::Screen).ok());
    EXPECT_FALSE(look().feedback.isEmpty());
}

TEST_F(TileTest, KeepsTheSerialOfTheUnitThatHasItsResult) {
    m_feed.passed(0, "TH200-100417", m_book);
    m_feed.slot(0).nextSerial = "TH200-999999";
    EXPECT_EQ(look().serialTail, "100417");
    m_feed.boardIn(1);
    m_feed.slot(1).nextSerial = "TH200-999999";
    EXPECT_EQ(makeTile(m_feed.slot(1), m_memory, false, m_clock.now()).serialTail, "999999");
}

TEST_F(TileTest, OffersAFailedBoardANewStartOnlyInThoseWords) {
    m_feed.failed(0, "TH200-100423", {.code = FaultCode::SwdNoAnswer}, m_book);
    EXPECT_EQ(look().action, "Red bin");
    m_feed.slot(0).mayStart = true;
    EXPECT_EQ(look().action, "START AGAIN");
}

class GuideTest : public TileTest {};

TEST_F(GuideTest, LeadsThroughTheStepsInTheirOrder) {
    EXPECT_EQ(guide(m_feed.picture).text, "Put boards into slots 1, 2, 3.");
    m_feed.boardIn(1);
    EXPECT_EQ(guide(m_feed.picture).text, "Press Start for slot 2.");
    m_feed.boardIn(2);
    m_feed.slot(2).nextStep = "scan-label";
    m_feed.picture.scanGoesTo = 2;
    EXPECT_EQ(guide(m_feed.picture).text, "Scan the label of the board in slot 3.");
    m_feed.passed(0, "TH200-100424", m_book);
    EXPECT_EQ(guide(m_feed.picture).text, "Take the good board out of slot 1.");
    EXPECT_EQ(guide(m_feed.picture).tone, "turn");
}

TEST_F(GuideTest, IsCalmWhenEverySlotWorks) {
    for (std::size_t i = 0; i < 3; ++i) {
        m_feed.working(i, Stage::Erase, 1s, 5s);
    }
    EXPECT_EQ(guide(m_feed.picture).text, "Wait for the results.");
    EXPECT_EQ(guide(m_feed.picture).tone, "calm");
}

TEST_F(GuideTest, PutsTheWorstFirst) {
    m_feed.trouble(0, {.code = FaultCode::ProbeAbsent});
    EXPECT_TRUE(guide(m_feed.picture).text.startsWith("Slot 1: There is no probe"));
    m_feed.failed(1, "TH200-100425", {.code = FaultCode::SwdNoAnswer}, m_book);
    EXPECT_TRUE(guide(m_feed.picture).text.startsWith("Slot 2: The board does not answer."));
    m_feed.unrecorded(2, "TH200-100426");
    EXPECT_TRUE(guide(m_feed.picture).text.startsWith("Slot 3: The station's disk is full."));
    m_feed.picture.unfit = Fault{.code = FaultCode::JournalCorrupt};
    EXPECT_TRUE(guide(m_feed.picture).text.startsWith("The station's records"));
    EXPECT_EQ(guide(m_feed.picture).tone, "alarm");
}

TEST_F(GuideTest, StopsTalkingOfAFailedBoardThatIsOut) {
    m_feed.failed(1, "TH200-100427", {.code = FaultCode::SwdNoAnswer}, m_book);
    m_feed.slot(1).nextStep = "insert-board";
    EXPECT_EQ(guide(m_feed.picture).text, "Put boards into slots 1, 2, 3.");
}

TEST_F(GuideTest, SaysSoWhenThereAreNoSlots) {
    m_feed.empty(0);
    EXPECT_EQ(guide(m_feed.picture).tone, "alarm");
}

TEST(TileGrid, LaysTilesOutByTheShapeOfTheArea) {
    EXPECT_EQ(tileColumns(1, 400, 200), 1);
    EXPECT_EQ(tileColumns(8, 400, 230), 4);
    EXPECT_EQ(tileColumns(8, 230, 400), 2);
    EXPECT_EQ(tileColumns(32, 160, 90), 8);
    EXPECT_EQ(tileColumns(0, 400, 200), 1);
}

} // namespace
} // namespace greenlight::station::view
