#include "tests/target/loader_bench.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>

// The loader and the verifier as they ship, in virtual chips behind a virtual probe.

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint32_t flashBase = 0x08000000;

VerifyNonce someNonce() {
    VerifyNonce nonce;
    std::iota(nonce.begin(), nonce.end(), std::uint8_t{7});
    return nonce;
}

/// Programs, compares the flash with the plan, and lets the chip prove it.
void programAndProve(LoaderBench& bench, const FlashPlan& plan) {
    const auto outcome = bench.program(plan);
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    EXPECT_EQ(outcome->sectorsErased, plan.sectors);
    EXPECT_EQ(outcome->bytesProgrammed, plan.programBytes);
    EXPECT_EQ(outcome->bytesBlankChecked, plan.provenBytes);
    for (const ProofRange& range : plan.proof) {
        ASSERT_EQ(bench.flash(range.address, range.length),
                  plan.expected(range.address, range.length));
    }
    const auto digest = bench.verify(plan, someNonce());
    ASSERT_TRUE(digest.ok()) << base::toLogLine(digest.fault());
    EXPECT_EQ(digest->digest, plan.digest(someNonce()));
    EXPECT_EQ(digest->bytesDigested, plan.provenBytes);
}

class EveryChip : public testing::TestWithParam<sim::Chip> {};

TEST_P(EveryChip, IsProgrammedAndProvenAndItsOtherSectorsStayAsTheyWere) {
    LoaderBench bench({.chip = GetParam()});
    const auto& sectors = bench.identity().sectors;
    const auto old = firmware(64, 99);
    // Old content in the sectors to program, and in the neighbour that must keep it.
    const Sector& first = sectors[1];
    const Sector& second = sectors[2];
    const Sector& neighbour = sectors[3];
    bench.soil(first.address + 16, old);
    bench.soil(second.address, old);
    bench.soil(neighbour.address, old);
    const auto head = firmware(first.size - 100, 1);
    const auto tail = firmware(301, 2);
    const std::array pieces{Piece{first.address + 100, head}, Piece{second.address + 513, tail}};
    programAndProve(bench, bench.plan(pieces));
    EXPECT_EQ(bench.flash(neighbour.address, 64), old);
}

TEST_P(EveryChip, IsErasedAsAWholeWhenThePlanSaysSo) {
    LoaderBench bench({.chip = GetParam(), .flashKb = GetParam() == sim::Chip::F407 ? 512U : 0U});
    const auto old = firmware(64, 99);
    const Sector& last = bench.identity().sectors.back();
    bench.soil(last.address + last.size - 64, old);
    const auto bytes = firmware(3000);
    const std::array pieces{Piece{flashBase, bytes}};
    const FlashPlan plan = bench.plan(pieces, EraseScope::Chip);
    EXPECT_EQ(plan.sectors, bench.identity().sectors.size());
    programAndProve(bench, plan);
    EXPECT_EQ(bench.flash(last.address + last.size - 64, 64),
              std::vector<std::uint8_t>(64, bench.identity().device->erasedByte));
}

TEST_P(EveryChip, IsProgrammedThoughItsHardwareWatchdogRuns) {
    LoaderBench bench({.chip = GetParam(), .hardwareWatchdog = true});
    const Sector& big = bench.identity().sectors.back();
    const auto bytes = firmware(big.size);
    programAndProve(bench, bench.plan(big.address, bytes));
}

INSTANTIATE_TEST_SUITE_P(Chips, EveryChip,
                         testing::Values(sim::Chip::H725, sim::Chip::F407, sim::Chip::F103,
                                         sim::Chip::L476, sim::Chip::G474, sim::Chip::H743,
                                         sim::Chip::H7A3, sim::Chip::H563, sim::Chip::H503,
                                         sim::Chip::L152),
                         [](const auto& chip) { return std::string(sim::name(chip.param)); });

TEST(FlashLoaderVoltage, DrivesAnF4AsItsSupplyAllows) {
    for (const unsigned millivolts : {3300U, 2500U, 2000U}) {
        LoaderBench bench({.chip = sim::Chip::F407, .millivolts = millivolts});
        const auto bytes = firmware(5000);
        programAndProve(bench, bench.plan(flashBase, bytes));
    }
}

TEST(FlashLoaderProbes, NeedsNothingThatOneGenerationOfProbesDoesNotHave) {
    for (const sim::ProbeSpec& probe : {sim::ProbeSpec::v2("50FF6F067871515131090367"),
                                        sim::ProbeSpec::v21("0669FF303430484257122430"),
                                        sim::ProbeSpec::v3("003500463137510239383538")}) {
        LoaderBench bench({.chip = sim::Chip::G474}, probe);
        const auto bytes = firmware(30'000);
        programAndProve(bench, bench.plan(0x08000800, bytes));
    }
}

TEST(FlashLoaderProbes, LosesNothingInWaitStorms) {
    LoaderBench bench({.chip = sim::Chip::L476});
    bench.mishaps({.waitStorm = 0.0002});
    const auto bytes = firmware(60'000);
    programAndProve(bench, bench.plan(flashBase, bytes));
    EXPECT_GT(bench.target().link().counters().waitRetries, 0U);
}

TEST(FlashLoaderSpeed, ProgramsTheFoundingImageInLittleMoreThanTheFlashNeeds) {
    LoaderBench bench({.chip = sim::Chip::H725}, sim::ProbeSpec::v2("50FF6F067871515131090367"));
    const auto bytes = firmware(383'624);
    const FlashPlan plan = bench.plan(flashBase, bytes);
    const Instant begin = bench.clock().now();
    RecordProperty("connect_ms", static_cast<int>(bench.elapsed() / milliseconds(1)));
    Instant running = begin;
    const auto outcome = bench.program(plan, [&](const FlashProgress&) {
        running = running == begin ? bench.clock().now() : running;
        return Result<void>();
    });
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    const Duration programmed = bench.clock().now() - begin;
    RecordProperty("load_ms", static_cast<int>((running - begin) / milliseconds(1)));
    EXPECT_LE(programmed, plan.flashTime() + milliseconds(150));
    const Instant verifying = bench.clock().now();
    const auto digest = bench.verify(plan, someNonce());
    ASSERT_TRUE(digest.ok()) << base::toLogLine(digest.fault());
    RecordProperty("digest_ms", static_cast<int>(digest->took / milliseconds(1)));
    EXPECT_EQ(digest->digest, plan.digest(someNonce()));
    EXPECT_LE(digest->took, milliseconds(250));
    EXPECT_LE(bench.clock().now() - verifying, milliseconds(320));
    EXPECT_LE(bench.elapsed(), milliseconds(4830));
    RecordProperty("program_ms", static_cast<int>(programmed / milliseconds(1)));
    RecordProperty("verify_ms",
                   static_cast<int>((bench.clock().now() - verifying) / milliseconds(1)));
    RecordProperty("whole_ms", static_cast<int>(bench.elapsed() / milliseconds(1)));
}

TEST(FlashLoaderSpeed, HidesTheWireBehindTheFlashOfAnF4) {
    LoaderBench bench({.chip = sim::Chip::F407});
    const auto bytes = firmware(512 * 1024UL);
    const FlashPlan plan = bench.plan(flashBase, bytes);
    const Instant begin = bench.clock().now();
    ASSERT_TRUE(bench.program(plan).ok());
    // 512 KB take 3.6 s on this wire, more than the 2.1 s of programming alone.
    const Duration took = bench.clock().now() - begin;
    RecordProperty("floor_ms", static_cast<int>(plan.flashTime() / milliseconds(1)));
    RecordProperty("program_ms", static_cast<int>(took / milliseconds(1)));
    EXPECT_LE(took, plan.flashTime() * 11 / 10);
}

TEST(FlashLoader, NamesTheProtectedSector) {
    LoaderBench bench({.chip = sim::Chip::H725, .writeProtectedSectors = 1U << 1U});
    const auto bytes = firmware(200'000);
    const auto outcome = bench.program(bench.plan(flashBase, bytes));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::FlashProtected);
    EXPECT_EQ(outcome.fault().stage, Stage::Erase);
    EXPECT_EQ(outcome.fault().address, 0x08020000U);
}

TEST(FlashLoader, ReportsAnEraseThatTheControllerCallsFailed) {
    LoaderBench bench({.chip = sim::Chip::F407});
    bench.mishaps({.flashError = 1});
    const auto bytes = firmware(100);
    const auto outcome = bench.program(bench.plan(0x08004000, bytes));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::EraseFailed);
    EXPECT_EQ(outcome.fault().address, 0x08004000U);
}

TEST(FlashLoader, ReportsAProgramUnitThatTheControllerCallsFailed) {
    for (const sim::Chip chip :
         {sim::Chip::F103, sim::Chip::F407, sim::Chip::L476, sim::Chip::G474, sim::Chip::H725}) {
        LoaderBench bench({.chip = chip});
        const Sector& sector = bench.identity().sectors[1];
        const auto bytes = firmware(sector.size);
        const auto outcome =
            bench.program(bench.plan(sector.address, bytes), [&](const FlashProgress& progress) {
                if (progress.stage == Stage::Program) {
                    bench.mishaps({.flashError = 1});
                }
                return Result<void>();
            });
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.fault().code, FaultCode::ProgramFailed);
        EXPECT_EQ(outcome.fault().stage, Stage::Program);
        EXPECT_GE(outcome.fault().address, sector.address);
        EXPECT_LT(outcome.fault().address, sector.address + sector.size);
    }
}

TEST(FlashLoader, FindsTheFirstByteThatAnIgnoredEraseLeft) {
    LoaderBench bench({.chip = sim::Chip::L476});
    bench.soil(0x08000820, firmware(8));
    bench.mishaps({.eraseIgnored = 1});
    const auto bytes = firmware(4096);
    const auto outcome = bench.program(bench.plan(flashBase, bytes));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::NotBlank);
    EXPECT_EQ(outcome.fault().stage, Stage::Erase);
    EXPECT_EQ(outcome.fault().address, 0x08000820U);
}

TEST(FlashLoader, GivesUpAnEraseThatNeverEnds) {
    for (const sim::Chip chip : {sim::Chip::F103, sim::Chip::H725}) {
        LoaderBench bench({.chip = chip});
        bench.mishaps({.eraseForever = 1});
        const auto bytes = firmware(100);
        const auto plan = bench.plan(flashBase, bytes);
        const Instant begin = bench.clock().now();
        const auto outcome = bench.program(plan);
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.fault().code, FaultCode::EraseTimeout);
        EXPECT_EQ(outcome.fault().address, flashBase);
        EXPECT_GE(bench.clock().now() - begin, plan.erases[0].time.longest * 5 / 2);
        EXPECT_LE(bench.clock().now() - begin, plan.erases[0].time.longest * 5 / 2 + seconds(1));
    }
}

TEST(Verifier, ShowsAProgramThatDidNothing) {
    LoaderBench bench({.chip = sim::Chip::G474});
    bench.mishaps({.programIgnored = 1});
    const auto bytes = firmware(4096);
    const auto plan = bench.plan(flashBase, bytes);
    ASSERT_TRUE(bench.program(plan).ok());
    const auto digest = bench.verify(plan, someNonce());
    ASSERT_TRUE(digest.ok());
    EXPECT_NE(digest->digest, plan.digest(someNonce()));
}

TEST(Verifier, ShowsASingleFlippedBitAlsoInThePadding) {
    LoaderBench bench({.chip = sim::Chip::F407});
    const auto bytes = firmware(100);
    const auto plan = bench.plan(0x08008000, bytes);
    ASSERT_TRUE(bench.program(plan).ok());
    bench.soil(0x0800BFFF, std::array<std::uint8_t, 1>{0xFE});
    const auto digest = bench.verify(plan, someNonce());
    ASSERT_TRUE(digest.ok());
    EXPECT_NE(digest->digest, plan.digest(someNonce()));
}

TEST(Verifier, AnswersAnotherNonceWithAnotherDigest) {
    LoaderBench bench({.chip = sim::Chip::F103});
    const auto bytes = firmware(100);
    const auto plan = bench.plan(flashBase, bytes);
    ASSERT_TRUE(bench.program(plan).ok());
    auto nonce = someNonce();
    nonce[31]++;
    const auto digest = bench.verify(plan, nonce);
    ASSERT_TRUE(digest.ok());
    EXPECT_EQ(digest->digest, plan.digest(nonce));
    EXPECT_NE(digest->digest, plan.digest(someNonce()));
}

class VerifierAside : public testing::TestWithParam<sim::Chip> {
protected:
    LoaderBench bench{{.chip = GetParam()}};
    std::vector<std::uint8_t> bytes = firmware(20'000);
    FlashPlan plan = bench.plan(flashBase, bytes);
    std::optional<std::uint32_t> place =
        Verifier::placeAside(bench.target().device(), bench.identity().loaderRam.front());

    /// Programs in the RAM in front of the place, and writes the verifier there meanwhile.
    void program() {
        ASSERT_TRUE(place.has_value());
        std::vector<RamRegion> ram = bench.identity().loaderRam;
        ram.front().size = *place - ram.front().address;
        FlashLoader loader(bench.target(), plan, ram);
        ASSERT_TRUE(loader.start().ok());
        bool written = false;
        const auto done = loader.run(
            [&](const FlashProgress& progress) -> Result<void> {
                if (!progress.allSent || written) {
                    return {};
                }
                written = true;
                return Verifier::putAside(bench.target(), *place);
            },
            bench.abort());
        ASSERT_TRUE(done.ok()) << base::toLogLine(done.fault());
        EXPECT_TRUE(written);
        ASSERT_TRUE(bench.target().resetAndHold().ok());
    }

    Duration digestTime(std::optional<std::uint32_t> aside) {
        const Instant before = bench.clock().now();
        const auto answer = Verifier(bench.target(), aside).digest(someNonce(), plan.proof);
        EXPECT_TRUE(answer.ok());
        EXPECT_TRUE(answer.ok() && answer->digest == plan.digest(someNonce()));
        return bench.clock().now() - before;
    }
};

TEST_P(VerifierAside, RunsWhereItWaitedAndNeedNotBeWrittenAgain) {
    program();
    const Duration aside = digestTime(place);
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    EXPECT_LT(aside, digestTime({}));
}

TEST_P(VerifierAside, IsWrittenAnewWhereOneBitOfItHasChanged) {
    program();
    auto& link = bench.target().link();
    const auto word = link.readWord(bench.target().ap(), *place + 512);
    ASSERT_TRUE(word.ok());
    ASSERT_TRUE(link.writeWord(bench.target().ap(), *place + 512, *word ^ 0x100).ok());
    digestTime(place);
    const auto kept = link.readWord(bench.target().ap(), *place + 512);
    EXPECT_TRUE(kept.ok() && *kept == (*word ^ 0x100)) << "the one that waited was not run";
}

INSTANTIATE_TEST_SUITE_P(Chips, VerifierAside,
                         testing::Values(sim::Chip::F103, sim::Chip::F407, sim::Chip::L476,
                                         sim::Chip::G474, sim::Chip::H725, sim::Chip::L552,
                                         sim::Chip::U575),
                         [](const auto& chip) { return std::string(sim::name(chip.param)); });

TEST(Verifier, WaitsNowhereWithoutRoomOrTheCoreForIt) {
    LoaderBench bench({.chip = sim::Chip::F407});
    const Device& device = bench.target().device();
    EXPECT_FALSE(Verifier::placeAside(device, {wire::WireBase, 8 * 1024}).has_value());
    EXPECT_FALSE(Verifier::placeAside(device, {0x20010000, 64 * 1024}).has_value());
    const Device* smallCore = findDevice(0x440); // F051
    ASSERT_NE(smallCore, nullptr);
    EXPECT_FALSE(Verifier::placeAside(*smallCore, {wire::WireBase, 64 * 1024}).has_value());
}

TEST(Verifier, IsNotRunWhenItsCodeDoesNotReadBack) {
    LoaderBench bench({.chip = sim::Chip::F103});
    const auto bytes = firmware(100);
    const auto plan = bench.plan(flashBase, bytes);
    ASSERT_TRUE(bench.program(plan).ok());
    bench.mishaps({.ramBitFlip = 0.05});
    const auto digest = bench.verify(plan, someNonce());
    ASSERT_FALSE(digest.ok());
    EXPECT_EQ(digest.fault().code, FaultCode::VerifierCorrupt);
    EXPECT_EQ(digest.fault().stage, Stage::Verify);
}

TEST(Verifier, SaysSoWhenTheChipRefusesTheRanges) {
    LoaderBench bench({.chip = sim::Chip::F103});
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    const std::array crooked{ProofRange{flashBase + 2, 64}};
    const auto digest = Verifier(bench.target()).digest(someNonce(), crooked);
    ASSERT_FALSE(digest.ok());
    EXPECT_EQ(digest.fault().code, FaultCode::VerifierCorrupt);
}

TEST(Verifier, SaysSoWhenFlashCannotBeRead) {
    LoaderBench bench({.chip = sim::Chip::F103});
    ASSERT_TRUE(bench.target().resetAndHold().ok());
    const std::array nowhere{ProofRange{0x60000000, 64}};
    const auto digest = Verifier(bench.target()).digest(someNonce(), nowhere);
    ASSERT_FALSE(digest.ok());
    EXPECT_EQ(digest.fault().code, FaultCode::LoaderCrashed);
    EXPECT_EQ(digest.fault().stage, Stage::Verify);
}

} // namespace

} // namespace greenlight::target
