// A sample of the fault sweep: each kind of mishap, spread over the whole job, on a chip of
// every flash controller, the generations of probes taking turns. fault_sweep does all of it.
#include "tests/line/sweep.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace greenlight {
namespace {

class FaultSweep : public testing::TestWithParam<test::SweepBench> {};

TEST_P(FaultSweep, NeverMakesAWrongChipGreenAndTheNextBoardPasses) {
    // A prime, and another start for each mishap: together the samples wander over all stages.
    constexpr std::uint64_t every = 131;
    std::uint64_t first = 0;
    std::uint64_t struck = 0;
    for (const sim::Mishap mishap : sim::allMishaps) {
        const test::SweepTally tally =
            test::sweep(GetParam(), mishap, {.every = every, .first = first});
        first += 9;
        struck += tally.struck;
        EXPECT_EQ(tally.falsePass, 0U);
        for (const std::string& broken : tally.broken) {
            ADD_FAILURE() << broken;
        }
    }
    EXPECT_GT(struck, 20U) << "the mishaps hardly ever happened: the test says little";
}

TEST_P(FaultSweep, HoldsForPairsOfMishaps) {
    const test::SweepTally tally = test::sweepPairs(GetParam(), 8, 20);
    EXPECT_GT(tally.struck, 4U);
    EXPECT_EQ(tally.falsePass, 0U);
    for (const std::string& broken : tally.broken) {
        ADD_FAILURE() << broken;
    }
}

std::string nameOf(const testing::TestParamInfo<test::SweepBench>& chosen) {
    std::string name = chosen.param.name;
    std::ranges::replace_if(
        name, [](char letter) { return letter == ' ' || letter == '-'; }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(EveryBench, FaultSweep, testing::ValuesIn(test::sampleOfSweepBenches()),
                         nameOf);

/// Jobs that end with a protection, struck where they do.
class ProtectionSweep : public testing::TestWithParam<test::SweepBench> {};

TEST_P(ProtectionSweep, NeverMakesAChipGreenThatIsNotProtected) {
    std::uint64_t first = 0;
    std::uint64_t struck = 0;
    for (const sim::Mishap mishap : sim::allMishaps) {
        const test::SweepTally tally =
            test::sweep(GetParam(), mishap, {.every = 61, .first = first, .last = 180});
        first += 9;
        struck += tally.struck;
        EXPECT_EQ(tally.falsePass, 0U);
        for (const std::string& broken : tally.broken) {
            ADD_FAILURE() << broken;
        }
    }
    EXPECT_GT(struck, 20U) << "the mishaps hardly ever happened: the test says little";
}

INSTANTIATE_TEST_SUITE_P(LevelOne, ProtectionSweep,
                         testing::ValuesIn(test::sampleOfSweepBenches(1)), nameOf);
INSTANTIATE_TEST_SUITE_P(LevelTwo, ProtectionSweep,
                         testing::ValuesIn(test::sampleOfSweepBenches(2)), nameOf);

} // namespace
} // namespace greenlight
