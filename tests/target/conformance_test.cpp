#include "tests/target/loader_bench.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <string>

// What holds for every chip that a slot may meet, whatever controller drives its flash. A new chip
// of the bench is a line of `bench` below.

namespace greenlight::target {

namespace {

using sim::BoardSpec;
using sim::Chip;
using Resident = BoardSpec::Resident;

constexpr std::uint32_t flashBase = 0x08000000;

struct BenchChip {
    std::string label;
    std::uint16_t devId = 0;
    BoardSpec board{};
    unsigned foreignKb = 0; ///< of the flash, which belongs to another core
};

const std::vector<BenchChip>& bench() {
    static const std::vector<BenchChip> chips{
        {"F030WithFourKBOfRam", 0x444, {.chip = Chip::F030}},
        {"F042", 0x445, {.chip = Chip::F042}},
        {"F072", 0x448, {.chip = Chip::F072}},
        {"F103", 0x410, {.chip = Chip::F103}},
        {"F103XL", 0x430, {.chip = Chip::F103XL}},
        {"F103XLOf768KB", 0x430, {.chip = Chip::F103XL, .flashKb = 768}},
        {"F303", 0x422, {.chip = Chip::F303}},
        {"F207", 0x411, {.chip = Chip::F207}},
        {"F405OfRevisionA", 0x411, {.chip = Chip::F405A}},
        {"F407", 0x413, {.chip = Chip::F407}},
        {"F429", 0x419, {.chip = Chip::F429}},
        {"F429Of1MB", 0x419, {.chip = Chip::F429, .flashKb = 1024}},
        {"F429Of1MBInTwoBanks", 0x419, {.chip = Chip::F429, .flashKb = 1024, .banks = 2}},
        {"F746", 0x449, {.chip = Chip::F746}},
        {"F767", 0x451, {.chip = Chip::F767}},
        {"F767InTwoBanks", 0x451, {.chip = Chip::F767, .banks = 2}},
        {"L476", 0x415, {.chip = Chip::L476}},
        {"G474", 0x469, {.chip = Chip::G474}},
        {"H725", 0x483, {.chip = Chip::H725}},
        {"L4R5", 0x470, {.chip = Chip::L4R5}},
        {"L4R5Joined", 0x470, {.chip = Chip::L4R5, .joinedBanks = true}},
        {"G431", 0x468, {.chip = Chip::G431}},
        {"G071", 0x460, {.chip = Chip::G071}},
        {"G0B1", 0x467, {.chip = Chip::G0B1}},
        {"C031", 0x453, {.chip = Chip::C031}},
        {"WB55", 0x495, {.chip = Chip::WB55}, 48},
        {"WLE5", 0x497, {.chip = Chip::WLE5}},
        {"U083", 0x489, {.chip = Chip::U083}},
        {"H743", 0x450, {.chip = Chip::H743}},
        {"H743Small", 0x450, {.chip = Chip::H743, .flashKb = 1024}},
        {"H747", 0x450, {.chip = Chip::H747}},
        {"H7A3", 0x480, {.chip = Chip::H7A3}},
        {"H563", 0x484, {.chip = Chip::H563}},
        {"H503", 0x474, {.chip = Chip::H503}},
        {"L011", 0x457, {.chip = Chip::L011}},
        {"L072", 0x447, {.chip = Chip::L072}},
        {"L152", 0x437, {.chip = Chip::L152}},
        {"L552", 0x472, {.chip = Chip::L552}},
        {"U575", 0x482, {.chip = Chip::U575}},
        {"WBA52", 0x492, {.chip = Chip::WBA52}},
    };
    return chips;
}

VerifyNonce someNonce() {
    VerifyNonce nonce;
    std::iota(nonce.begin(), nonce.end(), std::uint8_t{7});
    return nonce;
}

std::uint32_t endOf(const Sector& sector) { return sector.address + sector.size; }

class Conformance : public testing::TestWithParam<BenchChip> {
protected:
    /// The board of the line with a change.
    template <typename Change>
    static BoardSpec board(const Change& change) {
        BoardSpec spec = GetParam().board;
        change(spec);
        return spec;
    }

    static BoardSpec board() { return GetParam().board; }

    static bool changesReadProtection() {
        return findDevice(GetParam().devId)->protection.states.empty();
    }

    /// Old content at both ends of every sector, so that an erase of the wrong one shows.
    static void soilEverySector(LoaderBench& bench) {
        const auto junk = firmware(8, 99);
        for (const Sector& sector : bench.identity().sectors) {
            bench.soil(sector.address, junk);
            bench.soil(endOf(sector) - static_cast<std::uint32_t>(junk.size()), junk);
        }
    }

    /// Programs on soiled flash and demands that the flash is then as it was but for the plan, to
    /// the byte, and that the chip proves it.
    static void carryOut(LoaderBench& bench, const FlashPlan& plan) {
        soilEverySector(bench);
        std::vector<std::uint8_t> wanted = bench.wholeFlash();
        for (const ProofRange& range : plan.proof) {
            std::ranges::copy(plan.expected(range.address, range.length),
                              wanted.begin() + (range.address - flashBase));
        }
        const auto outcome = bench.program(plan);
        ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
        EXPECT_EQ(outcome->sectorsErased, plan.sectors);
        EXPECT_EQ(outcome->bytesProgrammed, plan.programBytes);
        EXPECT_EQ(outcome->bytesBlankChecked, plan.provenBytes);
        EXPECT_TRUE(bench.wholeFlash() == wanted);
        const auto digest = bench.verify(plan, someNonce());
        ASSERT_TRUE(digest.ok()) << base::toLogLine(digest.fault());
        EXPECT_EQ(digest->digest, plan.digest(someNonce()));
        EXPECT_EQ(digest->bytesDigested, plan.provenBytes);
    }

    /// Programs the second sector while `mishaps` are on from the first sign of `stage` on.
    static Result<FlashOutcome> programAmong(LoaderBench& bench, const sim::TargetMishaps& mishaps,
                                             Stage stage) {
        const Sector& sector = bench.identity().sectors[1];
        const auto bytes = firmware(std::min<std::size_t>(sector.size, 4096));
        if (stage == Stage::Erase) {
            bench.mishaps(mishaps);
        }
        return bench.program(bench.plan(sector.address, bytes), [&](const FlashProgress& progress) {
            if (progress.stage == stage) {
                bench.mishaps(mishaps);
            }
            return Result<void>();
        });
    }

    static void expectFault(const Result<FlashOutcome>& outcome, FaultCode code,
                            const Sector& sector) {
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.fault().code, code) << base::toLogLine(outcome.fault());
        ASSERT_TRUE(outcome.fault().address.has_value());
        EXPECT_GE(*outcome.fault().address, sector.address);
        EXPECT_LT(*outcome.fault().address, endOf(sector));
    }
};

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

TEST_P(Conformance, AWriteProtectedSectorIsNamedBeforeAndByTheLoader) {
    LoaderBench bench(board([](BoardSpec& spec) { spec.writeProtectedSectors = 1; }));
    const Identity& identity = bench.identity();
    ASSERT_FALSE(identity.writeProtected.empty());
    EXPECT_EQ(identity.writeProtected.front(), 0U);
    EXPECT_LT(identity.writeProtected.size(), identity.sectors.size());
    const auto open = Target::requireUnprotected(identity);
    ASSERT_FALSE(open.ok());
    EXPECT_EQ(open.fault().code, FaultCode::WriteProtected);
    EXPECT_EQ(open.fault().address, identity.sectors.front().address);
    const auto bytes = firmware(64);
    const auto outcome = bench.program(bench.plan(flashBase, bytes));
    expectFault(outcome, FaultCode::FlashProtected, identity.sectors.front());
}

TEST_P(Conformance, AHardwareWatchdogIsKnownAndDoesNotBite) {
    LoaderBench bench(board([](BoardSpec& spec) { spec.hardwareWatchdog = true; }));
    EXPECT_TRUE(bench.identity().hardwareWatchdog);
    const Sector& last = bench.identity().sectors.back();
    const auto bytes = firmware(std::min<std::size_t>(last.size, 8192));
    carryOut(bench, bench.plan(last.address, bytes));
}

TEST_P(Conformance, AnEraseThatFailsIsReportedWithItsPlace) {
    LoaderBench bench(board());
    const auto outcome = programAmong(bench, {.flashError = 1}, Stage::Erase);
    // A controller without a flag for it leaves it to the blank check.
    ASSERT_FALSE(outcome.ok());
    EXPECT_TRUE(outcome.fault().code == FaultCode::EraseFailed ||
                outcome.fault().code == FaultCode::FlashProtected)
        << base::toLogLine(outcome.fault());
    EXPECT_EQ(outcome.fault().address, bench.identity().sectors[1].address);
}

TEST_P(Conformance, AnEraseThatNeverEndsIsATimeout) {
    LoaderBench bench(board());
    const auto outcome = programAmong(bench, {.eraseForever = 1}, Stage::Erase);
    expectFault(outcome, FaultCode::EraseTimeout, bench.identity().sectors[1]);
}

TEST_P(Conformance, AnEraseThatDidNothingIsFoundNotBlank) {
    LoaderBench bench(board());
    soilEverySector(bench);
    const auto outcome = programAmong(bench, {.eraseIgnored = 1}, Stage::Erase);
    expectFault(outcome, FaultCode::NotBlank, bench.identity().sectors[1]);
}

TEST_P(Conformance, AProgramUnitThatFailsIsReportedWithItsPlace) {
    LoaderBench bench(board());
    const auto outcome = programAmong(bench, {.flashError = 1}, Stage::Program);
    expectFault(outcome, FaultCode::ProgramFailed, bench.identity().sectors[1]);
}

TEST_P(Conformance, WhatWasNotProgrammedIsNotProven) {
    for (const sim::TargetMishaps& mishaps : {sim::TargetMishaps{.programIgnored = 0.05},
                                              sim::TargetMishaps{.bitFlipOnProgram = 0.05}}) {
        LoaderBench bench(board());
        bench.mishaps(mishaps);
        const Sector& sector = bench.identity().sectors[1];
        // Over many operations, however small the sectors are.
        const auto bytes = firmware(8192);
        const FlashPlan plan = bench.plan(sector.address, bytes);
        const auto outcome = bench.program(plan);
        if (!outcome.ok()) {
            continue; // a controller may notice
        }
        ASSERT_FALSE(bench.flash(sector.address, static_cast<std::uint32_t>(bytes.size())) ==
                     bytes);
        const auto digest = bench.verify(plan, someNonce());
        EXPECT_TRUE(!digest.ok() || digest->digest != plan.digest(someNonce()));
    }
}

TEST_P(Conformance, WhatIsProgrammedOverOldBytesIsNotProven) {
    LoaderBench bench(board());
    const Sector& sector = bench.identity().sectors[1];
    const auto bytes = firmware(std::min<std::size_t>(sector.size, 16'384));
    const FlashPlan plan = bench.plan(sector.address, bytes);
    const auto end = sector.address + static_cast<std::uint32_t>(bytes.size());
    bool soiled = false;
    const auto outcome = bench.program(plan, [&](const FlashProgress& progress) {
        if (progress.stage == Stage::Program && !soiled) {
            soiled = true;
            bench.soil(end - 64, std::vector<std::uint8_t>(64, 0x5A));
        }
        return Result<void>();
    });
    ASSERT_TRUE(soiled);
    if (!outcome.ok()) {
        EXPECT_EQ(outcome.fault().code, FaultCode::ProgramFailed);
        return;
    }
    const auto digest = bench.verify(plan, someNonce());
    EXPECT_TRUE(!digest.ok() || digest->digest != plan.digest(someNonce()));
}

TEST_P(Conformance, ReadProtectionIsSetAndProvenByARefusedRead) {
    if (!changesReadProtection()) {
        return; // it has product states, which nobody sets in passing
    }
    LoaderBench bench(board([](BoardSpec& spec) { spec.resident = Resident::Blinky; }));
    const std::vector<std::uint8_t> before = bench.wholeFlash();
    Target& target = bench.target();
    const auto set = target.setReadProtection();
    ASSERT_TRUE(set.ok()) << base::toLogLine(set.fault());
    EXPECT_FALSE(target.link().readWord(target.ap(), flashBase).ok());
    ASSERT_TRUE(target.link().clearStickyErrors().ok());
    const auto identity = target.identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_EQ(identity->readProtection, 1U);
    EXPECT_FALSE(identity->hardwareWatchdog);
    EXPECT_TRUE(identity->unusual.empty());
    EXPECT_TRUE(bench.wholeFlash() == before);
    EXPECT_TRUE(target.release().ok());
    EXPECT_FALSE(bench.debugStateLeft());
}

TEST_P(Conformance, ReadProtectionIsTakenBackForTheWholeContent) {
    if (!changesReadProtection()) {
        return; // it has product states, which nobody sets in passing
    }
    LoaderBench bench(board([](BoardSpec& spec) {
        spec.resident = Resident::Blinky;
        spec.rdpLevel = 1;
    }));
    EXPECT_EQ(bench.identity().readProtection, 1U);
    soilEverySector(bench);
    Target& target = bench.target();
    const auto regressed = target.regressReadProtection();
    ASSERT_TRUE(regressed.ok()) << base::toLogLine(regressed.fault());
    EXPECT_TRUE(std::ranges::all_of(bench.wholeFlash(), [&](std::uint8_t byte) {
        return byte == bench.identity().device->erasedByte;
    }));
    const auto identity = target.identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_TRUE(Target::requireUnprotected(*identity).ok());
    ASSERT_TRUE(target.resetAndHold().ok());
    const auto bytes = firmware(100);
    const FlashPlan plan = bench.plan(flashBase, bytes);
    const auto outcome = bench.program(plan);
    EXPECT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
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

INSTANTIATE_TEST_SUITE_P(Bench, Conformance, testing::ValuesIn(bench()),
                         [](const auto& chip) { return chip.param.label; });

} // namespace

} // namespace greenlight::target
