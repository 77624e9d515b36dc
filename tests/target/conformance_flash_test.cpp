#include "tests/target/conformance.h"

// Erase, program, prove: every byte of the plan and none beside it.

namespace greenlight::target {

namespace {

using sim::BoardSpec;
using Resident = BoardSpec::Resident;

} // namespace

TEST_P(Conformance, TheChipIsKnownAndItsSectorsAreItsFlash) {
    LoaderBench bench(board());
    const Identity& identity = bench.identity();
    EXPECT_EQ(identity.devId, GetParam().devId);
    EXPECT_TRUE(identity.device->isNamedBy(sim::name(GetParam().board.chip)));
    EXPECT_EQ(identity.readProtection, 0U);
    EXPECT_FALSE(identity.hardwareWatchdog);
    EXPECT_TRUE(identity.unusual.empty());
    EXPECT_TRUE(identity.writeProtected.empty());
    std::uint32_t bytes = 0;
    for (const Sector& sector : identity.sectors) {
        bytes += sector.size;
    }
    EXPECT_EQ(bytes, (identity.flashKb - GetParam().foreignKb) * 1024);
    EXPECT_LE(endOf(identity.sectors.back()) - flashBase, bench.wholeFlash().size());
    EXPECT_TRUE(Target::requireUnprotected(identity).ok());
}

TEST_P(Conformance, AnImageOverSeveralSectorsIsProgrammedAndProven) {
    LoaderBench bench(board());
    const auto& sectors = bench.identity().sectors;
    const auto head = firmware(std::min<std::size_t>(sectors[1].size - 100, 20'000), 1);
    const auto tail = firmware(301, 2);
    const std::array pieces{
        Piece{endOf(sectors[1]) - static_cast<std::uint32_t>(head.size()), head},
        Piece{sectors[2].address, tail}};
    carryOut(bench, bench.plan(pieces));
}

TEST_P(Conformance, TheLastUnitIsPaddedAndSeveralExtentsShareASector) {
    LoaderBench bench(board());
    const Sector& sector = bench.identity().sectors[1];
    const std::array<std::vector<std::uint8_t>, 4> bytes{firmware(1, 1), firmware(3, 2),
                                                         firmware(127, 3), firmware(5, 4)};
    const std::array pieces{
        Piece{sector.address + 1, bytes[0]}, Piece{sector.address + 62, bytes[1]},
        Piece{sector.address + 333, bytes[2]}, Piece{endOf(sector) - 5, bytes[3]}};
    carryOut(bench, bench.plan(pieces));
}

TEST_P(Conformance, AFasterCoreProgramsAndProvesTheSame) {
    LoaderBench bench(board());
    Target& target = bench.target();
    const Sector& sector = bench.identity().sectors[1];
    const auto bytes = firmware(std::min<std::size_t>(sector.size, 3000));
    const FlashPlan plan = bench.plan(sector.address, bytes);
    ASSERT_TRUE(target.raiseCoreClock().ok());
    EXPECT_FALSE(target.clockTrouble().has_value());
    const FastClock& fast = target.device().fastClock;
    EXPECT_EQ(target.coreKhz(), fast.steps.empty() ? target.device().coreKhz : fast.khz);
    const auto outcome = bench.program(plan);
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    const auto slow = bench.verify(plan, someNonce());
    ASSERT_TRUE(slow.ok()) << base::toLogLine(slow.fault());
    ASSERT_TRUE(target.resetAndHold().ok());
    ASSERT_TRUE(target.raiseCoreClock().ok());
    const auto quick = Verifier(target).digest(someNonce(), plan.proof);
    ASSERT_TRUE(quick.ok()) << base::toLogLine(quick.fault());
    EXPECT_EQ(slow->digest, plan.digest(someNonce()));
    EXPECT_EQ(quick->digest, plan.digest(someNonce()));
    EXPECT_TRUE(fast.steps.empty() || quick->took < slow->took);
}

TEST_P(Conformance, TheLastBytesOfTheFlashAreProgrammed) {
    LoaderBench bench(board());
    const auto bytes = firmware(77);
    carryOut(bench, bench.plan(endOf(bench.identity().sectors.back()) - 77, bytes));
}

TEST_P(Conformance, AnImageAcrossTheBanksIsProgrammed) {
    LoaderBench bench(board());
    const auto& sectors = bench.identity().sectors;
    const auto second = std::ranges::find(sectors, 1, &Sector::bank);
    if (second == sectors.end()) {
        return; // has one bank
    }
    const Sector& first = *std::prev(second);
    const auto below = firmware(200, 1);
    const auto above = firmware(203, 2);
    const std::array pieces{Piece{endOf(first) - 200, below}, Piece{second->address, above}};
    carryOut(bench, bench.plan(pieces));
}

TEST_P(Conformance, TheWholeChipIsErasedTheFasterWay) {
    LoaderBench bench(board());
    const auto bytes = firmware(300);
    const std::array pieces{Piece{flashBase, bytes}};
    const FlashPlan plan = bench.plan(pieces, EraseScope::Chip);
    Duration oneByOne{};
    for (const Sector& sector : bench.identity().sectors) {
        oneByOne += eraseTiming(*plan.mode, sector.size).typical;
    }
    // Banks with registers of their own are erased side by side, and each decides for itself.
    oneByOne /= bench.identity().device->flashLanes;
    const Duration atOnce = plan.mode->massErase.typical;
    EXPECT_EQ(plan.massErase,
              GetParam().foreignKb == 0 && atOnce != Duration::zero() && oneByOne > atOnce);
    EXPECT_EQ(plan.sectors, bench.identity().sectors.size());
    soilEverySector(bench);
    const auto outcome = bench.program(plan);
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    std::vector<std::uint8_t> wanted = bench.wholeFlash();
    for (const ProofRange& range : plan.proof) {
        std::ranges::copy(plan.expected(range.address, range.length),
                          wanted.begin() + (range.address - flashBase));
    }
    EXPECT_TRUE(bench.wholeFlash() == wanted);
}

TEST_P(Conformance, NoMassEraseIsPlannedThatWouldTakeAnotherSector) {
    LoaderBench bench(board());
    const auto& sectors = bench.identity().sectors;
    std::vector<Piece> pieces;
    const auto bytes = firmware(16);
    for (const Sector& sector : std::span(sectors).first(sectors.size() - 1)) {
        pieces.push_back({sector.address, bytes});
    }
    const FlashPlan plan = bench.plan(pieces);
    for (const EraseStep& step : plan.erases) {
        for (const ProofRange& range : step.ranges) {
            EXPECT_LE(range.address + range.length, sectors.back().address);
        }
        // A bank of its own may go at once; the last sector's may not.
        EXPECT_TRUE(!step.mass || sectors.back().bank == 1);
    }
}

TEST_P(Conformance, AfterReleaseTheProgramRunsAndNoDebugStateIsLeft) {
    LoaderBench bench(board([](BoardSpec& spec) { spec.resident = Resident::Blinky; }));
    const auto resident = bench.flash(flashBase, 1024);
    const FlashPlan plan = bench.plan(flashBase, resident);
    ASSERT_TRUE(bench.program(plan).ok());
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    ASSERT_TRUE(bench.target().release().ok());
    EXPECT_FALSE(bench.debugStateLeft());
    bench.clock().sleepFor(std::chrono::milliseconds(5));
    EXPECT_TRUE(bench.running());
}

TEST(ConformanceBench, HasEveryChipOfTheBench) {
    for (const sim::Chip chip : sim::everyChip()) {
        EXPECT_TRUE(std::ranges::any_of(conformanceBench(), [chip](const BenchChip& each) {
            return each.board.chip == chip;
        })) << sim::name(chip);
    }
}

INSTANTIATE_TEST_SUITE_P(Bench, Conformance, testing::ValuesIn(conformanceBench()),
                         [](const auto& chip) { return chip.param.label; });

} // namespace greenlight::target
