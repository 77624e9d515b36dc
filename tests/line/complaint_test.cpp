// The complaint that this product was born from, line by line: an STM32H725 at an ST-LINK/V2 with
// V2J39S7, an image of 383,624 bytes, and a programmer that said "File download complete" while the
// chip was unchanged.
#include "db/units.h"
#include "tests/line/floor.h"
#include "tests/target/lying_target.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace greenlight {
namespace {

using namespace std::chrono_literals;
using target::LyingTarget;
using target::Untruth;
using test::board;
using test::Floor;

constexpr std::size_t foundingImage = 383'624;

/// What the old firmware left in the sectors that the image will go to.
constexpr std::uint8_t oldByte = 0x5A;
constexpr std::uint32_t oldBytes = 3 * 0x2'0000;

class FoundingComplaint : public testing::Test {
protected:
    test::TemporaryFolder folder;
    Floor floor{1, {sim::ProbeSpec::v2("50FF6F067871515131090367")}, folder.path()};
    std::shared_ptr<const job::Recipe> recipe = test::recipeFor(sim::Chip::H725, foundingImage);

    /// Puts a board with an old firmware in, and opens the line.
    void openWith(const sim::TargetMishaps& mishaps, Untruth untruth = {}) {
        auto chip = std::make_unique<LyingTarget>(
            sim::SimTarget::make(board(sim::Chip::H725, 1), 1), std::move(untruth));
        for (std::uint32_t offset = 0; offset < oldBytes; ++offset) {
            chip->tamperFlash(offset, oldByte);
        }
        floor.bench.insert(floor.port(0), std::move(chip));
        floor.bench.withBoard(floor.port(0), [&mishaps](sim::SimTarget& inside, Instant) {
            inside.setMishaps(mishaps);
        });
        floor.open(recipe);
    }

    [[nodiscard]] bool isUnchanged() {
        bool unchanged = false;
        floor.bench.withBoard(floor.port(0), [&unchanged](sim::SimTarget& chip, Instant) {
            unchanged = std::ranges::all_of(chip.flash().first(oldBytes),
                                            [](std::uint8_t byte) { return byte == oldByte; });
        });
        return unchanged;
    }

    /// The last attempt is red, and on record as what it was.
    void expectRed(std::size_t endings = 1) {
        ASSERT_EQ(floor.ended.size(), endings);
        const job::Ending& ending = floor.ended.back().ending;
        EXPECT_TRUE(std::holds_alternative<job::Failed>(floor.slot(0).state));
        EXPECT_NE(ending.judgement.verdict, job::Verdict::Pass);
        ASSERT_TRUE(ending.judgement.fault.has_value());
        EXPECT_FALSE(base::describe(*ending.judgement.fault).happened.empty());
        ASSERT_TRUE(ending.receipt.has_value());
        EXPECT_EQ(ending.receipt->verdict(), ending.judgement.verdict);
    }

    /// The attempt ended in this stage, before anything of the chip was changed.
    void expectEndBeforeAnyErase(Stage stage, const std::vector<FaultCode>& expected) {
        expectRed();
        const job::Ending& ending = floor.ended.back().ending;
        const Fault fault = ending.judgement.fault.value_or(Fault{});
        EXPECT_EQ(fault.stage, stage) << base::toLogLine(fault);
        EXPECT_TRUE(std::ranges::find(expected, fault.code) != expected.end())
            << base::toLogLine(fault);
        EXPECT_FALSE(ending.evidence.flash.has_value()) << "no loader was started";
        for (const job::StageTime& each : ending.evidence.stages) {
            EXPECT_TRUE(each.stage <= stage || each.stage == Stage::Release)
                << "went on to " << base::name(each.stage);
        }
        EXPECT_TRUE(isUnchanged());
    }

    /// What the journal says of the chip with this number.
    db::UnitRecord recordOf(unsigned number) {
        auto units = db::Units::open(folder.path() / "journal.db", floor.clock);
        EXPECT_TRUE(units.ok());
        auto record = units->byUid(job::uidText(board(sim::Chip::H725, number).uid));
        EXPECT_TRUE(record.ok());
        return std::move(record).value();
    }

    void expectNextBoardToPass() {
        floor.swap(0, board(sim::Chip::H725, 2));
        floor.run(0);
        const job::Ending& next = floor.ended.back().ending;
        EXPECT_EQ(next.judgement.verdict, job::Verdict::Pass)
            << base::toLogLine(next.judgement.fault.value_or(Fault{}));
        EXPECT_TRUE(test::holds(floor.bench, floor.port(0), *recipe));
    }
};

TEST_F(FoundingComplaint, AChipWhoseFlashSilentlyDoesNothingIsRed) {
    openWith({.programIgnored = 1, .eraseIgnored = 1});
    floor.run(0);
    EXPECT_TRUE(isUnchanged()) << "every operation said it succeeded";
    expectRed();
    EXPECT_EQ(floor.ended[0].ending.judgement.fault->code, FaultCode::NotBlank);
}

TEST_F(FoundingComplaint, AChipThatIsErasedAndThenSilentlyNotProgrammedIsRed) {
    openWith({.programIgnored = 1});
    floor.run(0);
    expectRed();
    const Fault fault = *floor.ended[0].ending.judgement.fault;
    EXPECT_EQ(fault.stage, Stage::Verify) << base::toLogLine(fault);
}

TEST_F(FoundingComplaint, OneFlashWordThatIsSilentlyNotProgrammedIsRed) {
    // About one in the eleven thousand of this image.
    openWith({.programIgnored = 2e-4});
    floor.run(0);
    ASSERT_FALSE(test::holds(floor.bench, floor.port(0), *recipe)) << "nothing was left out";
    expectRed();
    EXPECT_EQ(floor.ended[0].ending.judgement.fault->stage, Stage::Verify);
}

TEST_F(FoundingComplaint, AResetErrorEndsTheAttemptBeforeAnyErase) {
    openWith({.resetIgnored = true});
    floor.run(0);
    expectEndBeforeAnyErase(Stage::Connect, {FaultCode::ResetFailed, FaultCode::NotHalted});
    expectNextBoardToPass();
}

TEST_F(FoundingComplaint, ACoreThatIsNotHaltedEndsTheAttemptBeforeAnyErase) {
    openWith({.haltIgnored = true});
    floor.run(0);
    expectEndBeforeAnyErase(Stage::Connect, {FaultCode::NotHalted});
    expectNextBoardToPass();
}

TEST_F(FoundingComplaint, ARomTableWithoutReadableDeviceIdEndsTheAttemptBeforeAnyErase) {
    openWith({}, {.silentAddress = 0xE00F'EFE0}); // PIDR0 of the table at 0xE00FE000
    floor.run(0);
    expectEndBeforeAnyErase(Stage::Identify, {FaultCode::SwdNoAnswer});
    expectNextBoardToPass();
}

TEST_F(FoundingComplaint, ADeviceIdThatIsNotReadEndsTheAttemptBeforeAnyErase) {
    openWith({.chipIdZero = true});
    floor.run(0);
    expectEndBeforeAnyErase(Stage::Identify, {FaultCode::DeviceImplausible});
    expectNextBoardToPass();
}

TEST_F(FoundingComplaint, AFailedOptionByteReadEndsTheAttemptBeforeAnyErase) {
    openWith({}, {.silentAddress = 0x5200'201C}); // FLASH_OPTSR_CUR
    floor.run(0);
    expectEndBeforeAnyErase(Stage::Identify, {FaultCode::SwdNoAnswer});
    expectNextBoardToPass();
}

TEST_F(FoundingComplaint, OptionBytesThatReadTwoWaysEndTheAttemptBeforeAnyErase) {
    auto reads = std::make_shared<unsigned>(0);
    openWith({}, {.address = 0x5200'201C, .lie = [reads](std::uint32_t truth) {
                      return ++*reads % 2 == 0 ? truth ^ 0x10U : truth;
                  }});
    floor.run(0);
    expectEndBeforeAnyErase(Stage::Identify, {FaultCode::LinkUnstable});
    expectNextBoardToPass();
}

TEST_F(FoundingComplaint, AConnectionLostWhileItErasesIsRedAndTheNextBoardPasses) {
    openWith({});
    ASSERT_TRUE(floor.line->press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(floor.reach(0, Stage::Erase));
    floor.bench.unplug(floor.port(0));
    floor.finish();
    expectRed();
    EXPECT_EQ(floor.ended[0].ending.judgement.fault->code, FaultCode::ProbeUnplugged);
    floor.bench.plug(floor.port(0), sim::ProbeSpec::v2("50FF6F067871515131090367"));
    expectNextBoardToPass();
}

TEST_F(FoundingComplaint, AConnectionLostWhileItProgramsIsRedOnRecordAndTheNextBoardPasses) {
    openWith({});
    ASSERT_TRUE(floor.line->press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(floor.reach(0, Stage::Program));
    floor.bench.remove(floor.port(0));
    floor.finish();
    expectRed();
    const db::UnitRecord record = recordOf(1);
    ASSERT_EQ(record.attempts.size(), 1U);
    EXPECT_EQ(record.attempts[0].verdict, floor.ended[0].ending.judgement.verdict);
    EXPECT_EQ(record.attempts[0].fault,
              base::name(floor.ended[0].ending.judgement.fault.value_or(Fault{}).code));
    EXPECT_EQ(record.attempts[0].receipt, floor.ended[0].ending.receipt->sequence());
    expectNextBoardToPass();
}

TEST_F(FoundingComplaint, AChipThatHoldsTheImageUnverifiedIsNotGreen) {
    openWith({});
    ASSERT_TRUE(floor.line->press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(floor.reach(0, Stage::Verify));
    floor.bench.unplug(floor.port(0));
    floor.finish();
    EXPECT_TRUE(test::holds(floor.bench, floor.port(0), *recipe)) << "the download is complete";
    expectRed();
    const db::UnitRecord record = recordOf(1);
    ASSERT_EQ(record.attempts.size(), 1U);
    EXPECT_NE(record.attempts[0].verdict.value(), job::Verdict::Pass);
}

TEST_F(FoundingComplaint, FiveImpatientPressesAreOneDownloadAndFourRefusalsOnRecord) {
    openWith({});
    ASSERT_TRUE(floor.line->press(0, job::StartedBy::Screen).ok());
    for (unsigned impatient = 0; impatient < 4; ++impatient) {
        floor.clock.sleepFor(1s);
        const auto answer = floor.line->press(0, job::StartedBy::Screen);
        ASSERT_FALSE(answer.ok());
        EXPECT_EQ(answer.fault().code, FaultCode::SlotBusy);
    }
    floor.finish();
    // Long enough for all five.
    floor.clock.sleepFor(60s);
    ASSERT_EQ(floor.ended.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<job::Passed>(floor.slot(0).state));
    EXPECT_TRUE(test::holds(floor.bench, floor.port(0), *recipe));
    EXPECT_EQ(floor.slot(0).attempts, 1U);
    EXPECT_EQ(floor.slot(0).refusals, 4U);
    EXPECT_EQ(recordOf(1).attempts.size(), 1U);
    floor.line.reset(); // the clerk writes what is left
    // station-started, recipe-activated, begun, identified, ended, and the refusals.
    EXPECT_EQ(floor.journal->head().size, 5U + 4U);
}

} // namespace
} // namespace greenlight
