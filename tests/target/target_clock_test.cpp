#include "loader_bench.h"
#include "lying_target.h"

#include <numeric>

// A faster core for the code of ours that computes, and a slow one where that does not work.

namespace greenlight::target {

namespace {

class FastCore : public testing::TestWithParam<sim::Chip> {};

Duration digestTime(LoaderBench& bench) {
    VerifyNonce nonce;
    std::iota(nonce.begin(), nonce.end(), std::uint8_t{3});
    const Instant before = bench.clock().now();
    const std::array ranges{ProofRange{0x08000000, 0x10000}};
    const auto digest = Verifier(bench.target()).digest(nonce, ranges);
    EXPECT_TRUE(digest.ok());
    return bench.clock().now() - before;
}

TEST_P(FastCore, IsAsFastAsTheRowSays) {
    LoaderBench bench({.chip = GetParam()});
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    const Device& device = bench.target().device();
    EXPECT_EQ(bench.target().coreKhz(), device.coreKhz);
    const Duration slow = digestTime(bench);
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    ASSERT_TRUE(bench.target().raiseCoreClock().ok());
    EXPECT_FALSE(bench.target().clockTrouble().has_value());
    EXPECT_EQ(bench.target().coreKhz(), device.fastClock.khz);
    const Duration fast = digestTime(bench);
    EXPECT_LT(fast, slow);
    // Uploading the verifier costs the same at both; what is left of the difference is the core's.
    const double cycles = static_cast<double>((slow - fast).count()) /
                          (1.0 / device.coreKhz - 1.0 / device.fastClock.khz) / 1e6 / 0x10000;
    EXPECT_GT(cycles, 10) << "cycles a byte";
    EXPECT_LT(cycles, 60) << "cycles a byte";
}

TEST_P(FastCore, IsThatOfTheResetAfterEveryReset) {
    LoaderBench bench({.chip = GetParam()});
    ASSERT_TRUE(bench.target().raiseCoreClock().ok());
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    EXPECT_EQ(bench.target().coreKhz(), bench.target().device().coreKhz);
}

INSTANTIATE_TEST_SUITE_P(Chips, FastCore,
                         testing::Values(sim::Chip::H725, sim::Chip::F407, sim::Chip::F103,
                                         sim::Chip::L476, sim::Chip::G474, sim::Chip::F303,
                                         sim::Chip::F207, sim::Chip::F746, sim::Chip::L152,
                                         sim::Chip::L552, sim::Chip::U575),
                         [](const auto& chip) { return std::string(sim::name(chip.param)); });

TEST(CoreClock, StaysSlowWhenThePllIsNeverReady) {
    // RCC_CR of an F407 without PLLRDY.
    const auto notReady = [](std::uint32_t truth) { return truth & ~(1U << 25); };
    Rig rig(Rig::board(sim::Chip::F407), {}, lying({.address = 0x40023800, .lie = notReady}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    ASSERT_TRUE((*target)->raiseCoreClock().ok());
    EXPECT_EQ((*target)->coreKhz(), (*target)->device().coreKhz);
    ASSERT_TRUE((*target)->clockTrouble().has_value());
    EXPECT_EQ((*target)->clockTrouble()->code, FaultCode::ClockNotReady);
    EXPECT_TRUE((*target)->core().requireHalted().ok());
}

TEST(CoreClock, StaysSlowWhenItsSupplyIsTooLowForTheWaitStates) {
    LoaderBench bench({.chip = sim::Chip::F407, .millivolts = 2050});
    ASSERT_TRUE(bench.target().raiseCoreClock().ok());
    EXPECT_EQ(bench.target().coreKhz(), bench.target().device().coreKhz);
}

} // namespace

} // namespace greenlight::target
