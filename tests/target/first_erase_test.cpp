#include "engine/target/first_erase.h"
#include "tests/target/loader_bench.h"
#include "tests/target/lying_target.h"

#include <gtest/gtest.h>

// The first erase of an F1 or an F4 begins before the loader is in the chip.

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t flashBase = 0x08000000;

struct Controller {
    sim::Chip chip;
    std::uint32_t registers;
    std::uint32_t busy;
    std::uint32_t lock;
};

class FirstEraseOn : public testing::TestWithParam<Controller> {
protected:
    LoaderBench bench{{.chip = GetParam().chip}, sim::ProbeSpec::v2("50FF6F067871515131090367")};
    std::vector<std::uint8_t> bytes = firmware(32 * 1024);
    FlashPlan plan = bench.plan(flashBase, bytes);

    std::uint32_t read(std::uint32_t offset) {
        const auto word =
            bench.target().link().readWord(bench.target().ap(), GetParam().registers + offset);
        EXPECT_TRUE(word.ok());
        return word.ok() ? word.value() : 0;
    }

    void write(std::uint32_t offset, std::uint32_t value) {
        EXPECT_TRUE(bench.target()
                        .link()
                        .writeWord(bench.target().ap(), GetParam().registers + offset, value)
                        .ok());
    }

    bool isBusy() { return (read(0x0C) & GetParam().busy) != 0; }

    void SetUp() override {
        ASSERT_TRUE(bench.target().resetAndHold().ok());
        ASSERT_TRUE(FirstErase::isFor(plan));
    }
};

TEST_P(FirstEraseOn, IsUnderWayBeforeAnythingIsInRam) {
    const auto begun = FirstErase(bench.target().link(), plan).begin();
    ASSERT_TRUE(begun.ok());
    EXPECT_TRUE(*begun);
    EXPECT_TRUE(isBusy());
    bench.clock().sleepFor(milliseconds(600));
    EXPECT_FALSE(isBusy());
    const std::uint32_t length = plan.erases.front().ranges.front().length;
    EXPECT_EQ(bench.flash(flashBase, length), std::vector<std::uint8_t>(length, 0xFF));
}

TEST_P(FirstEraseOn, IsFollowedToItsEndAndCounted) {
    bench.soil(flashBase, std::vector<std::uint8_t>(32 * 1024, 0x00));
    const auto outcome = bench.program(plan);
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    EXPECT_EQ(outcome->sectorsErased, plan.sectors);
    EXPECT_EQ(bench.flash(flashBase, 32 * 1024), bytes);
}

TEST_P(FirstEraseOn, IsTheLoadersWhereTheFlashIsNotAsItIsAfterAReset) {
    write(0x04, 0x45670123);
    write(0x04, 0xCDEF89AB);
    ASSERT_EQ(read(0x10) & GetParam().lock, 0U);
    FlashLoader loader(bench.target(), plan, bench.identity().loaderRam);
    ASSERT_TRUE(loader.start().ok());
    EXPECT_FALSE(loader.mayHaveErased());
    EXPECT_FALSE(isBusy());
    const auto outcome = loader.run(LoaderBench::ignore(), bench.abort());
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    EXPECT_EQ(bench.flash(flashBase, 32 * 1024), bytes);
}

TEST_P(FirstEraseOn, IsRedByItsOwnFlagsThoughTheLoaderCameLater) {
    bench.mishaps({.flashError = 1});
    const auto outcome = bench.program(plan);
    ASSERT_FALSE(outcome.ok());
    EXPECT_TRUE(outcome.fault().code == FaultCode::EraseFailed ||
                outcome.fault().code == FaultCode::FlashProtected)
        << base::toLogLine(outcome.fault());
    EXPECT_EQ(outcome.fault().stage, Stage::Erase);
    EXPECT_EQ(outcome.fault().address, flashBase);
}

TEST_P(FirstEraseOn, IsRedWhenItNeverEnds) {
    bench.mishaps({.eraseForever = 1});
    const auto outcome = bench.program(plan);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::EraseTimeout);
}

TEST_P(FirstEraseOn, IsFoundOutWhenItDidNothing) {
    bench.soil(flashBase, std::vector<std::uint8_t>(32 * 1024, 0x00));
    bench.mishaps({.eraseIgnored = 1});
    const auto outcome = bench.program(plan);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::NotBlank);
}

INSTANTIATE_TEST_SUITE_P(
    Chips, FirstEraseOn,
    testing::Values(Controller{sim::Chip::F103, 0x40022000, 1U << 0, 1U << 7},
                    Controller{sim::Chip::F407, 0x40023C00, 1U << 16, 1U << 31}),
    [](const auto& chosen) { return std::string(sim::name(chosen.param.chip)); });

TEST(FirstErase, IsNotBegunByAControllerThatDoesNotTakeWhatItIsTold) {
    for (const std::uint32_t deaf : {0x40023C04U, 0x40023C10U}) { // KEYR, CR
        Rig rig(Rig::board(sim::Chip::F407), {}, lying({.deafAddress = deaf}));
        auto target = rig.connect();
        ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
        const auto identity = (*target)->identify();
        ASSERT_TRUE(identity.ok());
        const FlashMode* mode = identity->device->flashModeAt((*target)->lowestMillivolts());
        ASSERT_NE(mode, nullptr);
        const auto bytes = firmware(4096);
        const std::array pieces{Piece{flashBase, bytes}};
        const auto plan =
            planFlash(*identity->device, *mode, identity->sectors, pieces, EraseScope::Sectors);
        ASSERT_TRUE(plan.ok());
        const auto begun = FirstErase(rig.link(), *plan).begin();
        ASSERT_TRUE(begun.ok()) << base::toLogLine(begun.fault());
        EXPECT_FALSE(*begun);
    }
}

TEST(FirstErase, IsTheLoadersOnOtherControllers) {
    LoaderBench bench({.chip = sim::Chip::G474});
    const auto bytes = firmware(4096);
    EXPECT_FALSE(FirstErase::isFor(bench.plan(flashBase, bytes)));
}

} // namespace

} // namespace greenlight::target
