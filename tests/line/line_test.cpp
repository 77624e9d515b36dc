// The line as operators use it, in virtual time: real threads and journal, virtual probes and
// chips.
#include "db/audit.h"
#include "db/units.h"
#include "tests/line/floor.h"

#include <gtest/gtest.h>

namespace greenlight {
namespace {

using namespace std::chrono_literals;
using test::board;
using test::Floor;
using test::recipeFor;

constexpr std::size_t smallImage = 6'000;

class Line : public testing::Test {
protected:
    test::TemporaryFolder folder;

    /// One V2 slot with a G474 board, ready to start.
    std::unique_ptr<Floor> oneSlot(std::shared_ptr<const job::Recipe> recipe) {
        auto floor = std::make_unique<Floor>(
            7, std::vector{sim::ProbeSpec::v2("50FF6F067871515131090367")}, folder.path());
        floor->bench.insert(floor->port(0), board(sim::Chip::G474, 1));
        floor->open(std::move(recipe));
        return floor;
    }

    /// How many attempts on this chip are on record.
    std::size_t attemptsOf(const sim::BoardSpec& spec, Clock& clock) const {
        auto units = db::Units::open(folder.path() / "journal.db", clock);
        return units->byUid(job::uidText(spec.uid))->attempts.size();
    }

    void expectSoundJournal(Clock& clock) const {
        const auto audit = db::verifyJournal(folder.path() / "journal.db", clock);
        ASSERT_TRUE(audit.ok()) << base::toLogLine(audit.fault());
        EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
    }
};

TEST_F(Line, ABoardTurnsGreenWithAReceiptAndHoldsTheImage) {
    const auto recipe = recipeFor(sim::Chip::G474, smallImage);
    const auto floor = oneSlot(recipe);
    floor->run(0);
    ASSERT_EQ(floor->ended.size(), 1U);
    const job::Ending& ending = floor->ended[0].ending;
    ASSERT_FALSE(ending.judgement.fault) << base::toLogLine(*ending.judgement.fault);
    ASSERT_TRUE(std::holds_alternative<job::Passed>(floor->slot(0).state));
    EXPECT_TRUE(test::holds(floor->bench, floor->port(0), *recipe));
    EXPECT_TRUE(ending.evidence.warnings.empty()) << ending.evidence.warnings.front();
    floor->line.reset();
    bool clean = false;
    floor->bench.withBoard(floor->port(0), [&clean](sim::SimTarget& chip, Instant) {
        clean = !chip.debugStateLeftBehind();
    });
    EXPECT_TRUE(clean);
    expectSoundJournal(floor->clock);
}

TEST_F(Line, AChipTooSmallToDigestManyRangesIsReadBackAndThatIsOnRecord) {
    const auto recipe = recipeFor(sim::Chip::L011, 128);
    std::vector<job::Image> pages;
    for (std::uint32_t i = 0; i < 64; ++i) {
        pages.push_back(
            *job::parseImage("page.bin", test::firmwareBytes(128), 0x0800'0000 + 256 * i));
    }
    recipe->image = std::make_shared<const job::Image>(*job::combine(pages));
    Floor floor(7, {sim::ProbeSpec::v2("50FF6F067871515131090367")}, folder.path());
    floor.bench.insert(floor.port(0), board(sim::Chip::L011, 1));
    floor.open(recipe);
    floor.run(0);
    ASSERT_EQ(floor.ended.size(), 1U);
    const job::Ending& ending = floor.ended[0].ending;
    ASSERT_FALSE(ending.judgement.fault) << base::toLogLine(*ending.judgement.fault);
    ASSERT_TRUE(ending.evidence.verify.has_value());
    EXPECT_EQ(ending.evidence.verify->method, job::VerifyMethod::Readback);
    EXPECT_EQ(ending.evidence.verify->bytesReadBack, ending.evidence.plan.provenBytes);
    ASSERT_EQ(ending.evidence.warnings.size(), 1U);
    EXPECT_NE(ending.evidence.warnings.front().find("read back"), std::string::npos);
    floor.line.reset();
    expectSoundJournal(floor.clock);
}

TEST_F(Line, TwentyPressesDuringOneRunAreOneAttemptAndNineteenRefusalsOnRecord) {
    const auto floor = oneSlot(recipeFor(sim::Chip::G474, smallImage));
    unsigned refused = 0;
    for (int press = 0; press < 20; ++press) {
        const auto answer = floor->line->press(0, job::StartedBy::FootSwitch);
        refused += !answer && answer.fault().code == FaultCode::SlotBusy ? 1U : 0U;
        floor->clock.sleepFor(10ms);
    }
    EXPECT_EQ(refused, 19U);
    ASSERT_TRUE(floor->line->waitUntilIdle(floor->clock.now() + 60s));
    EXPECT_EQ(floor->slot(0).attempts, 1U);
    EXPECT_EQ(floor->slot(0).refusals, 19U);
    floor->line.reset(); // the clerk writes what is left
    EXPECT_EQ(attemptsOf(board(sim::Chip::G474, 1), floor->clock), 1U);
    // station-started, recipe-activated, begun, identified, ended, and one entry for each refusal.
    EXPECT_EQ(floor->journal->head().size, 5U + 19U);
    expectSoundJournal(floor->clock);
}

TEST_F(Line, APassedBoardMustLeaveBeforeTheNextStart) {
    const auto floor = oneSlot(recipeFor(sim::Chip::G474, smallImage));
    floor->run(0);
    const auto again = floor->line->press(0, job::StartedBy::Screen);
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.fault().code, FaultCode::BoardNotRemoved);
    EXPECT_TRUE(std::holds_alternative<job::Passed>(floor->slot(0).state))
        << "the result stays on show";

    floor->swap(0, board(sim::Chip::G474, 2));
    EXPECT_TRUE(std::holds_alternative<job::Ready>(floor->slot(0).state));
    floor->run(0);
    EXPECT_TRUE(std::holds_alternative<job::Passed>(floor->slot(0).state));
}

TEST_F(Line, TheSameBoardPutInAgainIsRefusedByItsUidBeforeItIsTouched) {
    const auto floor = oneSlot(recipeFor(sim::Chip::G474, smallImage));
    floor->run(0);
    auto same = floor->bench.remove(floor->port(0));
    same->tamperFlash(0, 0x00);
    floor->clock.sleepFor(1s);
    floor->bench.insert(floor->port(0), std::move(same));
    floor->clock.sleepFor(1s);
    floor->run(0);
    ASSERT_EQ(floor->ended.size(), 2U);
    const job::Ending& ending = floor->ended[1].ending;
    EXPECT_EQ(ending.judgement.verdict, job::Verdict::Aborted);
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::BoardNotRemoved);
    EXPECT_FALSE(ending.evidence.flash.has_value());
    EXPECT_TRUE(ending.receipt.has_value());
    bool untouched = false;
    floor->bench.withBoard(floor->port(0), [&untouched](sim::SimTarget& chip, Instant) {
        untouched = chip.flash()[0] == 0x00;
    });
    EXPECT_TRUE(untouched);
}

TEST_F(Line, AnEmptySlotStartsNothing) {
    const auto floor = oneSlot(recipeFor(sim::Chip::G474, smallImage));
    floor->bench.remove(floor->port(0));
    floor->clock.sleepFor(1s);
    const auto pressed = floor->line->press(0, job::StartedBy::Screen);
    ASSERT_FALSE(pressed.ok());
    EXPECT_EQ(pressed.fault().code, FaultCode::NothingInSlot);
    EXPECT_TRUE(std::holds_alternative<job::Vacant>(floor->slot(0).state));
}

TEST_F(Line, AnotherChipThanTheRecipesIsRefusedUntouched) {
    const auto floor = oneSlot(recipeFor(sim::Chip::F407, smallImage));
    floor->run(0);
    const job::Ending& ending = floor->ended.at(0).ending;
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::DeviceMismatch);
    EXPECT_FALSE(ending.evidence.flash.has_value());
}

TEST_F(Line, ALabelBelongsToTheBoardItWasScannedFor) {
    auto recipe = recipeFor(sim::Chip::G474, smallImage);
    recipe->serial = {.source = job::SerialSource::Scan, .pattern = "^A[0-9]+$"};
    const auto floor = oneSlot(recipe);
    EXPECT_EQ(floor->line->press(0, job::StartedBy::Screen).fault().code, FaultCode::SerialMissing);
    EXPECT_EQ(floor->line->scan("B1", true).fault().code, FaultCode::SerialPattern);
    ASSERT_TRUE(floor->line->scan("A1", true).ok());
    EXPECT_TRUE(floor->ended.empty()) << "a scan is never a press";

    // The board is exchanged after its label was scanned: the next one must be scanned again.
    floor->swap(0, board(sim::Chip::G474, 2));
    EXPECT_EQ(floor->line->press(0, job::StartedBy::Screen).fault().code, FaultCode::SerialMissing);
    ASSERT_TRUE(floor->line->scan("A2", true).ok());
    floor->run(0);
    EXPECT_EQ(floor->ended.at(0).ending.evidence.serial, "A2");
    EXPECT_TRUE(std::holds_alternative<job::Passed>(floor->slot(0).state));
}

TEST_F(Line, AFirmwareThatDoesNotShowItselfIsNoPass) {
    auto recipe = recipeFor(sim::Chip::G474, smallImage);
    recipe->boot = job::BootRule{
        .address = 0x2000'0010, .value = 0x1234'5678, .within = std::chrono::milliseconds(50)};
    const auto floor = oneSlot(recipe);
    floor->run(0);
    const job::Ending& ending = floor->ended.at(0).ending;
    EXPECT_EQ(ending.judgement.verdict, job::Verdict::Fail);
    EXPECT_EQ(ending.judgement.fault.value().code, FaultCode::BootNotProven);
}

TEST_F(Line, AFirmwareThatShowsItselfPassesWithTheWordOnRecord) {
    auto recipe = recipeFor(sim::Chip::G474, smallImage);
    // The first word of the image, the initial stack.
    recipe->boot = job::BootRule{.address = 0x0800'0000, .value = 0x2000'0400};
    const auto floor = oneSlot(recipe);
    floor->run(0);
    const job::Ending& ending = floor->ended.at(0).ending;
    EXPECT_EQ(ending.judgement.verdict, job::Verdict::Pass);
    EXPECT_EQ(ending.evidence.boot.value().found, 0x2000'0400U);
}

TEST_F(Line, CountsSerialsByItselfAndWritesEachIntoItsUnit) {
    auto recipe = recipeFor(sim::Chip::G474, smallImage);
    constexpr std::uint32_t address = 0x0800'1F00;
    recipe->serial = {.source = job::SerialSource::Range,
                      .address = address,
                      .range = {.prefix = "N", .digits = 3, .first = 41, .last = 999}};
    const auto floor = oneSlot(recipe);
    const auto written = [&floor] {
        std::string text;
        floor->bench.withBoard(floor->port(0), [&text](sim::SimTarget& chip, Instant) {
            const auto bytes = chip.flash().subspan(address - 0x0800'0000, 4);
            text.assign(bytes.begin(), bytes.end());
        });
        return text;
    };
    floor->run(0);
    EXPECT_EQ(floor->ended.at(0).ending.evidence.serial, "N041");
    EXPECT_EQ(written(), "N041");
    floor->swap(0, board(sim::Chip::G474, 2));
    floor->run(0);
    EXPECT_EQ(floor->ended.at(1).ending.judgement.verdict, job::Verdict::Pass);
    EXPECT_EQ(written(), "N042");
}

TEST_F(Line, AUnitThatPassedIsProgrammedAgainWhenSomebodyAllowsItAndKeepsItsSerial) {
    auto recipe = recipeFor(sim::Chip::G474, smallImage);
    recipe->serial = {.source = job::SerialSource::Range,
                      .range = {.prefix = "R-", .digits = 4, .first = 1, .last = 99}};
    const auto floor = oneSlot(recipe);
    floor->run(0);
    auto passed = floor->bench.remove(floor->port(0));
    floor->swap(0, board(sim::Chip::G474, 2));
    floor->run(0);
    floor->bench.remove(floor->port(0));
    floor->clock.sleepFor(1s);
    floor->bench.insert(floor->port(0), std::move(passed));
    floor->clock.sleepFor(1s);
    floor->run(0);
    EXPECT_EQ(floor->ended.back().ending.judgement.fault->code, FaultCode::UnitAlreadyPassed);

    passed = floor->bench.remove(floor->port(0));
    floor->clock.sleepFor(1s);
    floor->bench.insert(floor->port(0), std::move(passed));
    floor->clock.sleepFor(1s);
    EXPECT_FALSE(floor->line->allowRework(0, {""}, "new firmware").ok());
    EXPECT_FALSE(floor->line->allowRework(0, {"Sue"}, "").ok());
    ASSERT_TRUE(floor->line->allowRework(0, {"Sue"}, "new firmware").ok());
    floor->run(0);
    EXPECT_EQ(floor->ended.back().ending.judgement.verdict, job::Verdict::Pass);
    EXPECT_EQ(floor->ended.back().ending.evidence.serial, "R-0001");
    EXPECT_EQ(floor->ended.back().order.reworkReason, "new firmware (Sue)");
    floor->swap(0, board(sim::Chip::G474, 3));
    floor->run(0);
    EXPECT_EQ(floor->ended.back().order.reworkReason, "") << "it was allowed once";
    EXPECT_EQ(floor->ended.back().ending.evidence.serial, "R-0003");
}

TEST_F(Line, ASerialThatPassedIsRefusedForAnotherBoardAndABoardForAnotherSerial) {
    auto recipe = recipeFor(sim::Chip::G474, smallImage);
    recipe->serial = {.source = job::SerialSource::Scan};
    const auto floor = oneSlot(recipe);
    ASSERT_TRUE(floor->line->scan("A1", true).ok());
    floor->run(0);
    auto passed = floor->bench.remove(floor->port(0));
    floor->swap(0, board(sim::Chip::G474, 2));
    ASSERT_TRUE(floor->line->scan("A1", true).ok());
    floor->run(0);
    EXPECT_EQ(floor->ended.at(1).ending.refused.value().code, FaultCode::SerialUsed);
    EXPECT_EQ(floor->ended.at(1).ending.judgement.verdict, job::Verdict::Aborted);
    EXPECT_TRUE(std::holds_alternative<job::Ready>(floor->slot(0).state)) << "nothing was begun";
    EXPECT_FALSE(floor->line->view().unfit.has_value());

    // A third board passes in between, so that the first is not just the board left in.
    floor->swap(0, board(sim::Chip::G474, 3));
    ASSERT_TRUE(floor->line->scan("A3", true).ok());
    floor->run(0);
    floor->bench.remove(floor->port(0));
    floor->clock.sleepFor(1s);
    floor->bench.insert(floor->port(0), std::move(passed));
    floor->clock.sleepFor(1s);
    ASSERT_TRUE(floor->line->scan("A9", true).ok());
    floor->run(0);
    EXPECT_EQ(floor->ended.at(3).ending.judgement.fault->code, FaultCode::UidOtherSerial);
    EXPECT_FALSE(floor->ended.at(3).ending.evidence.flash.has_value());
}

TEST_F(Line, ClosingTheStationEndsTheAttemptAsAbortedOnRecord) {
    const auto floor = oneSlot(recipeFor(sim::Chip::G474, 100'000));
    ASSERT_TRUE(floor->line->press(0, job::StartedBy::Screen).ok());
    floor->clock.sleepFor(1s);
    floor->line.reset();
    ASSERT_EQ(floor->ended.size(), 1U);
    EXPECT_EQ(floor->ended[0].ending.judgement.verdict, job::Verdict::Aborted);
    EXPECT_TRUE(floor->ended[0].ending.receipt.has_value());
    bool clean = false;
    floor->bench.withBoard(floor->port(0), [&clean](sim::SimTarget& chip, Instant) {
        clean = !chip.debugStateLeftBehind();
    });
    EXPECT_TRUE(clean) << "the chip was let go on the way out";
}

TEST_F(Line, ClosingTheStationEndsAllSlotsAtOnceAndCountsEachEnding) {
    Floor floor(7, test::mixedProbes(4), folder.path());
    for (std::size_t i = 0; i < 4; ++i) {
        floor.bench.insert(floor.port(i), board(sim::Chip::G474, static_cast<unsigned>(i)));
    }
    floor.open(recipeFor(sim::Chip::G474, 100'000));
    ASSERT_TRUE(floor.line->pressAll(job::StartedBy::Screen).ok());
    floor.clock.sleepFor(500ms);
    const Instant closing = floor.clock.now();
    floor.line.reset();
    ASSERT_EQ(floor.ended.size(), 4U);
    for (const auto& ended : floor.ended) {
        EXPECT_EQ(ended.ending.judgement.verdict, job::Verdict::Aborted) << ended.order.slot;
    }
    // The slowest of them is through with its pages on the wire and leaves its chip in 102 ms; one
    // after another they take 204.
    EXPECT_LT(floor.clock.now() - closing, 110ms);
}

} // namespace
} // namespace greenlight
