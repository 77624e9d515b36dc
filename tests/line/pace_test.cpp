// What a board takes in virtual time, beside what its flash takes by the datasheet.
#include "tests/line/floor.h"

#include <gtest/gtest.h>

namespace greenlight {
namespace {

using namespace std::chrono_literals;
using test::board;
using test::Floor;
using test::recipeFor;

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

/// The image of the complaint this product answers, and its floor: three sectors of 1.0 s and
/// 11,989 flash words of 100 us at x64 (DS13313 tables 43 to 45, DS12110 for the x64 sector).
constexpr std::size_t foundingImage = 383'624;
constexpr double foundingFloor = 3 * 1.0 + 11'989 * 100e-6;

TEST(Pace, TheFoundingBoardIsProgrammedAndProvenWithinAFifteenthAboveItsFlashTime) {
    const test::TemporaryFolder folder;
    Floor floor(1, {sim::ProbeSpec::v2("50FF6F067871515131090367")}, folder.path());
    floor.bench.insert(floor.port(0), board(sim::Chip::H725, 1));
    const auto recipe = recipeFor(sim::Chip::H725, foundingImage);
    floor.open(recipe);
    floor.run(0);
    const job::Ending& ending = floor.ended.at(0).ending;
    ASSERT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    EXPECT_TRUE(test::holds(floor.bench, floor.port(0), *recipe));
    EXPECT_LE(seconds(ending.took), 1.15 * foundingFloor);
    EXPECT_GE(seconds(ending.took), foundingFloor) << "faster than the flash can be";
    for (const job::StageTime& stage : ending.evidence.stages) {
        RecordProperty(std::string(base::name(stage.stage)), static_cast<int>(stage.micros / 1000));
    }
}

/// A small image over a slow wire, where everything but the flash weighs most, and how many times
/// the flash's own time by the datasheet (tests/usb/speed_bench.cpp) it may take with its proof.
struct SmallImage {
    sim::Chip chip;
    std::size_t bytes;
    double floor;
    double most;
};

class PaceOverAV2 : public testing::TestWithParam<SmallImage> {};

TEST_P(PaceOverAV2, IsHardlyMoreThanTheFlashes) {
    const test::TemporaryFolder folder;
    Floor floor(1, {sim::ProbeSpec::v2("50FF6F067871515131090367")}, folder.path());
    floor.bench.insert(floor.port(0), board(GetParam().chip, 1));
    const auto recipe = recipeFor(GetParam().chip, GetParam().bytes);
    floor.open(recipe);
    floor.run(0);
    const job::Ending& ending = floor.ended.at(0).ending;
    ASSERT_EQ(ending.judgement.verdict, job::Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    EXPECT_TRUE(test::holds(floor.bench, floor.port(0), *recipe));
    EXPECT_LE(seconds(ending.took), GetParam().most * GetParam().floor);
    EXPECT_GE(seconds(ending.took), GetParam().floor) << "faster than the flash can be";
}

INSTANTIATE_TEST_SUITE_P(
    Rows, PaceOverAV2,
    testing::Values(SmallImage{sim::Chip::F103, 0x20000, 0.030 + 0x10000 * 52.5e-6, 1.105},
                    SmallImage{sim::Chip::F407, 0x10000, 4 * 0.25 + 0x4000 * 16e-6, 1.135}),
    [](const auto& row) { return std::string(sim::name(row.param.chip)); });

TEST(Pace, ThirtyTwoSlotsTakeNoLongerThanOne) {
    const auto longest = [](std::size_t slots) {
        const test::TemporaryFolder folder;
        Floor floor(1, std::vector(slots, sim::ProbeSpec::v2("50FF6F067871515131090367")),
                    folder.path());
        for (std::size_t i = 0; i < slots; ++i) {
            floor.bench.insert(floor.port(i), board(sim::Chip::G474, static_cast<unsigned>(i + 1)));
        }
        floor.open(recipeFor(sim::Chip::G474, 60'000));
        const Instant began = floor.clock.now();
        floor.runAll();
        for (const Floor::Ended& each : floor.ended) {
            EXPECT_EQ(each.ending.judgement.verdict, job::Verdict::Pass);
        }
        EXPECT_EQ(floor.ended.size(), slots);
        return floor.clock.now() - began;
    };
    EXPECT_LE(seconds(longest(32)), 1.05 * seconds(longest(1)));
}

TEST(Pace, TroubleInOneSlotChangesNeitherResultNorTimeOfAnother) {
    const auto timeOfSlotTwo = [](bool trouble) {
        const test::TemporaryFolder folder;
        Floor floor(1, test::mixedProbes(2), folder.path());
        floor.bench.insert(floor.port(0), board(sim::Chip::G474, 1));
        floor.bench.insert(floor.port(1), board(sim::Chip::G474, 2));
        if (trouble) {
            floor.bench.withBoard(floor.port(0), [](sim::SimTarget& chip, Instant) {
                chip.setMishaps({.eraseForever = 1});
            });
        }
        floor.open(recipeFor(sim::Chip::G474, 6'000));
        floor.runAll();
        for (const Floor::Ended& each : floor.ended) {
            if (each.order.slot == "2") {
                EXPECT_EQ(each.ending.judgement.verdict, job::Verdict::Pass);
                return each.ending.took;
            }
        }
        ADD_FAILURE() << "slot 2 never ended";
        return Duration{};
    };
    EXPECT_EQ(timeOfSlotTwo(true), timeOfSlotTwo(false));
}

TEST(Pace, OneSeedIsOneStory) {
    const auto story = [] {
        const test::TemporaryFolder folder;
        Floor floor(99, test::mixedProbes(4), folder.path());
        for (unsigned i = 0; i < 4; ++i) {
            floor.bench.insert(floor.port(i), board(sim::Chip::F103, i));
        }
        floor.open(recipeFor(sim::Chip::F103, 3'000));
        floor.runAll();
        std::vector<std::pair<std::string, Duration>> told;
        for (const Floor::Ended& each : floor.ended) {
            told.emplace_back(each.order.slot, each.ending.took);
        }
        return told;
    };
    EXPECT_EQ(story(), story());
}

} // namespace
} // namespace greenlight
