#include "tests/target/loader_bench.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <numeric>
#include <string>

// Fast rows, banks and flags of the L4's kin, through the loader as it ships.

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t flashBase = 0x08000000;

VerifyNonce someNonce() {
    VerifyNonce nonce;
    std::iota(nonce.begin(), nonce.end(), std::uint8_t{7});
    return nonce;
}

/// Programs and lets the chip prove it; gives the time of the programming.
Duration programmed(LoaderBench& bench, const FlashPlan& plan) {
    const Instant begin = bench.clock().now();
    const auto outcome = bench.program(plan);
    EXPECT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    const Duration took = bench.clock().now() - begin;
    for (const ProofRange& range : plan.proof) {
        EXPECT_TRUE(bench.flash(range.address, range.length) ==
                    plan.expected(range.address, range.length));
    }
    const auto digest = bench.verify(plan, someNonce());
    EXPECT_TRUE(digest.ok());
    EXPECT_EQ(digest->digest, plan.digest(someNonce()));
    return took;
}

double secondsOf(Duration duration) { return std::chrono::duration<double>(duration).count(); }

} // namespace

TEST(FastRowsSpeed, ProgramAWholeG474InLittleMoreThanItsFlashNeeds) {
    const auto bytes = firmware(512 * 1024UL);
    for (const bool raised : {false, true}) {
        LoaderBench bench({.chip = sim::Chip::G474});
        if (raised) {
            ASSERT_TRUE(bench.target().raiseCoreClock().ok());
        }
        const FlashPlan plan = bench.plan(flashBase, bytes);
        ASSERT_TRUE(plan.fastRows);
        EXPECT_NEAR(secondsOf(plan.flashTime()), 3.94, 0.01);
        const Duration took = programmed(bench, plan);
        RecordProperty(raised ? "raised_ms" : "as_reset_ms",
                       static_cast<int>(took / milliseconds(1)));
        // The second figure is that of a core at 16 MHz, which sums up every page.
        EXPECT_LE(took, plan.flashTime() + milliseconds(raised ? 110 : 180));
    }
}

TEST(FastRowsSpeed, ProgramAWholeL476OnceItsClockIsRaised) {
    const auto bytes = firmware(1024 * 1024UL);
    LoaderBench bench({.chip = sim::Chip::L476});
    ASSERT_TRUE(bench.target().raiseCoreClock().ok());
    const FlashPlan plan = bench.plan(flashBase, bytes);
    EXPECT_NEAR(secondsOf(plan.flashTime()), 7.85, 0.01);
    const Duration byRows = programmed(bench, plan);
    RecordProperty("fast_ms", static_cast<int>(byRows / milliseconds(1)));
    EXPECT_LE(byRows, plan.flashTime() + milliseconds(160));
}

TEST(FastRowsSpeed, IsThatOfDoubleWordsWhereThereAreNoRows) {
    const auto bytes = firmware(1024 * 1024UL);
    LoaderBench bench({.chip = sim::Chip::L476});
    ASSERT_TRUE(bench.target().raiseCoreClock().ok());
    FlashMode plain = bench.identity().device->flashModes.front();
    plain.fastRows = {};
    const std::array pieces{Piece{flashBase, bytes}};
    const auto plan = planFlash(*bench.identity().device, plain, bench.identity().sectors, pieces,
                                EraseScope::Sectors);
    ASSERT_TRUE(plan.ok());
    EXPECT_NEAR(secondsOf(plan->flashTime()), 10.73, 0.01);
    const Duration took = programmed(bench, *plan);
    RecordProperty("normal_ms", static_cast<int>(took / milliseconds(1)));
    EXPECT_LE(took, plan->flashTime() * 105 / 100);
}

TEST(FastRows, OfFiveHundredAndTwelveBytesAreWrittenInBothWaysOfDividingAnL4Plus) {
    for (const bool joined : {false, true}) {
        LoaderBench bench({.chip = sim::Chip::L4R5, .joinedBanks = joined});
        ASSERT_TRUE(bench.target().raiseCoreClock().ok());
        const auto bytes = firmware(100'000);
        const std::array pieces{Piece{flashBase + 0x108, bytes}};
        const FlashPlan plan = bench.plan(pieces, EraseScope::Chip);
        ASSERT_TRUE(plan.fastRows);
        EXPECT_LE(programmed(bench, plan), plan.flashTime() + milliseconds(400));
    }
}

TEST(FastRows, AreWrittenOnARadioToo) {
    LoaderBench bench({.chip = sim::Chip::WLE5});
    ASSERT_TRUE(bench.target().raiseCoreClock().ok());
    const auto bytes = firmware(256 * 1024UL);
    const FlashPlan plan = bench.plan(flashBase, bytes);
    ASSERT_TRUE(plan.fastRows);
    EXPECT_LE(programmed(bench, plan), plan.flashTime() + milliseconds(130));
}

TEST(FastRows, ThatFailAreReportedWithTheirPlaceAndTheNamesOfTheirErrors) {
    LoaderBench bench({.chip = sim::Chip::G431});
    const auto bytes = firmware(128 * 1024UL);
    const FlashPlan plan = bench.plan(flashBase, bytes);
    bool soiled = false;
    const auto outcome = bench.program(plan, [&](const FlashProgress& progress) {
        if (progress.stage == Stage::Program && !soiled) {
            soiled = true;
            bench.soil(flashBase + 0x10008, std::array<std::uint8_t, 1>{0});
        }
        return Result<void>();
    });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::ProgramFailed);
    EXPECT_EQ(outcome.fault().address, flashBase + 0x10000);
    EXPECT_NE(outcome.fault().note.find("PROGERR FASTERR"), std::string::npos)
        << outcome.fault().note;
}

TEST(FastRows, AreNotTriedByACoreThatIsTooSlow) {
    LoaderBench bench({.chip = sim::Chip::WLE5});
    const auto bytes = firmware(256 * 1024UL);
    const FlashPlan plan = bench.plan(flashBase, bytes);
    ASSERT_TRUE(plan.fastRows);
    EXPECT_GE(programmed(bench, plan), plan.flashTime() * 13 / 10) << "by double words";
}

TEST(EmptyFlag, IsClearedSoThatTheProgramStartsWithoutAPowerCycle) {
    for (const sim::Chip chip : {sim::Chip::L4R5, sim::Chip::WB55, sim::Chip::WLE5, sim::Chip::G071,
                                 sim::Chip::C031, sim::Chip::U083}) {
        LoaderBench bench({.chip = chip});
        std::vector<std::uint8_t> bytes(256);
        const std::array<std::uint32_t, 2> vectors{0x20001000, 0x08000041};
        std::memcpy(bytes.data(), vectors.data(), sizeof vectors);
        ASSERT_TRUE(bench.program(bench.plan(flashBase, bytes)).ok());
        ASSERT_TRUE(bench.target().resetAndHold().ok());
        const auto counter = bench.target().core().readRegister(CoreRegister::Pc);
        ASSERT_TRUE(counter.ok());
        EXPECT_EQ(*counter, 0x08000040U) << sim::name(chip);
    }
}

TEST(ForeignFlash, OfAWbIsNeitherErasedNorProgrammed) {
    LoaderBench bench({.chip = sim::Chip::WB55});
    EXPECT_EQ(bench.identity().sectors.size(), 0xF4U);
    const auto other = firmware(64, 99);
    bench.soil(flashBase + 0xF4000, other);
    const auto bytes = firmware(20'000);
    const std::array pieces{Piece{flashBase, bytes}};
    const FlashPlan plan = bench.plan(pieces, EraseScope::Chip);
    EXPECT_FALSE(plan.massErase);
    static_cast<void>(programmed(bench, plan));
    EXPECT_TRUE(bench.flash(flashBase + 0xF4000, 64) == other);
}

} // namespace greenlight::target
