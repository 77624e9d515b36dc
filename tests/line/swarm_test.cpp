// Some minutes of a line at large. fault_sweep --swarm runs as many as one wishes.
#include "tests/line/swarm.h"

#include <gtest/gtest.h>

namespace greenlight {
namespace {

TEST(Swarm, NeverMakesAWrongChipGreenAndLosesNoAttemptWhateverHappensToSixteenSlots) {
    const test::SwarmTally tally =
        test::swarm({.boardMinutes = 120, .seed = 20, .shiftBoardMinutes = 30});
    EXPECT_EQ(tally.falsePass, 0U);
    for (const std::string& broken : tally.broken) {
        ADD_FAILURE() << broken;
    }
    EXPECT_GE(tally.shifts, 4U);
    EXPECT_GT(tally.attempts, 50U);
    EXPECT_GT(tally.of(job::Verdict::Pass), 10U) << "nothing ever works: the test says little";
    EXPECT_GT(tally.of(job::Verdict::Fail) + tally.of(job::Verdict::Error), 10U)
        << "nothing ever happens: the test says little";
}

} // namespace
} // namespace greenlight
