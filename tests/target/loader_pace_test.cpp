#include "tests/target/loader_bench.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

// How close the loader comes to what the flash needs, on L0, L1, L5 and U5 with the core clock that
// a job gives it. A U5's flash is faster than the wire of either probe.

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

struct Pace {
    sim::Chip chip;
    std::uint32_t imageBytes;
    bool v3;
};

class LowPowerPace : public testing::TestWithParam<Pace> {};

/// What it takes to carry the bytes into the chip's RAM and do nothing else.
Duration wireTime(LoaderBench& bench, std::span<const std::uint8_t> bytes) {
    constexpr std::size_t batchBytes = 16384;
    const RamRegion& ram = bench.identity().loaderRam.front();
    const std::size_t most = std::min<std::size_t>(ram.size, batchBytes);
    const Instant begin = bench.clock().now();
    for (std::size_t done = 0; done < bytes.size(); done += most) {
        probe::StLink::Batch batch;
        batch.writeMemory(bench.target().ap(), ram.address,
                          bytes.subspan(done, std::min(most, bytes.size() - done)));
        EXPECT_TRUE(bench.target().link().perform(batch).ok());
    }
    return bench.clock().now() - begin;
}

TEST_P(LowPowerPace, IsThatOfTheFlashOrOfTheWire) {
    LoaderBench bench({.chip = GetParam().chip},
                      GetParam().v3 ? sim::ProbeSpec::v3("003500463137510239383538")
                                    : sim::ProbeSpec::v2("50FF6F067871515131090367"));
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    ASSERT_TRUE(bench.target().raiseCoreClock().ok());
    EXPECT_FALSE(bench.target().clockTrouble().has_value());
    const auto bytes = firmware(GetParam().imageBytes);
    const Duration wire = wireTime(bench, bytes);
    const FlashPlan plan = bench.plan(0x08000000, bytes);
    const Instant begin = bench.clock().now();
    const auto outcome = bench.program(plan);
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    const Duration took = bench.clock().now() - begin;
    // Most for an L011 in the 2 KB of which four pages of 64 bytes wait.
    constexpr Duration::rep percent = 107;
    EXPECT_LE(took, std::max(plan.flashTime(), wire) * percent / 100)
        << plan.flashTime() / milliseconds(1) << " ms of flash, " << wire / milliseconds(1)
        << " ms of wire, took " << took / milliseconds(1);
}

class StartOfTheStream : public testing::TestWithParam<sim::Chip> {};

/// A V2's wire is a little faster than this flash: what a batch is too long at first, the flash
/// waits for and never makes up.
TEST_P(StartOfTheStream, KeepsTheFlashAtWork) {
    LoaderBench bench({.chip = GetParam()}, sim::ProbeSpec::v2("50FF6F067871515131090367"));
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    ASSERT_TRUE(bench.target().raiseCoreClock().ok());
    const auto bytes = firmware(512 * 1024); // a whole bank at least, for the fast rows
    const FlashPlan plan = bench.plan(0x08000000, bytes);
    ASSERT_TRUE(plan.fastRows);
    FlashLoader loader(bench.target(), plan, bench.identity().loaderRam);
    ASSERT_TRUE(loader.start().ok());
    const Instant begin = bench.clock().now();
    const std::atomic<bool> abort = false;
    const auto outcome = loader.run([](const FlashProgress&) -> Result<void> { return {}; }, abort);
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    const Duration more = bench.clock().now() - begin - plan.flashTime();
    EXPECT_LE(more, milliseconds(80)) << more / milliseconds(1) << " ms more than the flash's";
}

INSTANTIATE_TEST_SUITE_P(Chips, StartOfTheStream, testing::Values(sim::Chip::G474, sim::Chip::L476),
                         [](const auto& chip) { return std::string(sim::name(chip.param)); });

INSTANTIATE_TEST_SUITE_P(
    Chips, LowPowerPace,
    testing::Values(
        Pace{sim::Chip::L011, 16 * 1024, false}, Pace{sim::Chip::L011, 16 * 1024, true},
        Pace{sim::Chip::L072, 96 * 1024, false}, Pace{sim::Chip::L072, 96 * 1024, true},
        Pace{sim::Chip::L152, 128 * 1024, false}, Pace{sim::Chip::L152, 128 * 1024, true},
        Pace{sim::Chip::L552, 128 * 1024, false}, Pace{sim::Chip::L552, 128 * 1024, true},
        Pace{sim::Chip::U575, 512 * 1024, false}, Pace{sim::Chip::U575, 512 * 1024, true}),
    [](const auto& pace) {
        return std::string(sim::name(pace.param.chip)) + (pace.param.v3 ? "OnV3" : "OnV2");
    });

} // namespace

} // namespace greenlight::target
