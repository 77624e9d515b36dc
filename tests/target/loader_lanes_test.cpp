#include "engine/target/loader_work.h"
#include "tests/target/loader_bench.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>

// Two banks with a register set each, erased and programmed at the same time.

namespace greenlight::target {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint32_t bankOne = 0x08000000;
constexpr std::uint32_t bankTwo = 0x08100000;
constexpr std::uint32_t sector = 128 * 1024;
constexpr std::uint32_t bank = 8 * sector;

const Device& h743() { return *findDevice(0x450); }

VerifyNonce someNonce() {
    VerifyNonce nonce;
    std::iota(nonce.begin(), nonce.end(), std::uint8_t{9});
    return nonce;
}

FlashPlan planFor(std::span<const Piece> pieces, unsigned flashKb = 2048) {
    const auto sectors = h743().layout(flashKb, {});
    auto plan = planFlash(h743(), *h743().flashModeAt(3300), *sectors, pieces, EraseScope::Sectors);
    EXPECT_TRUE(plan.ok());
    return std::move(plan).value();
}

/// The lane of each piece of work, in order, without the last one.
std::vector<unsigned> lanesOf(std::span<const LoaderWork> work) {
    std::vector<unsigned> lanes;
    for (const LoaderWork& each : work.first(work.size() - 1)) {
        lanes.push_back(each.lane);
    }
    return lanes;
}

} // namespace

TEST(TwoBankPlan, TakesTheTimeOfTheBankWithMoreToDo) {
    const auto big = firmware(3 * sector);
    const auto small = firmware(1000);
    const std::array both{Piece{bankOne, small}, Piece{bankTwo, big}};
    const FlashPlan plan = planFor(both);
    EXPECT_EQ(plan.flashTime(), seconds(3) + microseconds(100) * (3 * sector / 32));
    EXPECT_EQ(plan.sectors, 4U);
    const std::array one{Piece{bankTwo, big}};
    EXPECT_EQ(planFor(one).flashTime(), plan.flashTime());
}

TEST(TwoBankPlan, ErasesABankAtOnceWhereThatIsFasterAndTheOtherSectorBySector) {
    const auto whole = firmware(bank);
    const auto part = firmware(2 * sector);
    const std::array pieces{Piece{bankOne, part}, Piece{bankTwo, whole}};
    const FlashPlan plan = planFor(pieces);
    ASSERT_EQ(plan.erases.size(), 3U);
    EXPECT_TRUE(plan.massErase);
    EXPECT_TRUE(plan.erases[0].mass);
    EXPECT_EQ(plan.erases[0].lane, 1U);
    EXPECT_EQ(plan.erases[0].ranges, (std::vector{ProofRange{bankTwo, bank}}));
    EXPECT_EQ(plan.erases[1].lane, 0U);
    EXPECT_FALSE(plan.erases[2].mass);
}

TEST(TwoBankPlan, ReachesTheFloorOfTwoMegabytes) {
    const auto whole = firmware(2 * bank);
    const std::array pieces{Piece{bankOne, whole}};
    const FlashPlan plan = planFor(pieces);
    EXPECT_EQ(plan.erases.size(), 2U);
    EXPECT_EQ(plan.flashTime(), seconds(5) + microseconds(100) * (bank / 32));
}

TEST(TwoBankPlan, RefusesBytesInTheHoleOfASmallerPart) {
    const auto bytes = firmware(100);
    const std::array pieces{Piece{bankOne + 4 * sector - 50, bytes}};
    const auto sectors = h743().layout(1024, {});
    const auto plan =
        planFlash(h743(), *h743().flashModeAt(3300), *sectors, pieces, EraseScope::Sectors);
    ASSERT_FALSE(plan.ok());
    EXPECT_EQ(plan.fault().code, FaultCode::ImageOutsideDevice);
    EXPECT_EQ(plan.fault().address, bankOne + 4 * sector);
}

TEST(TwoBankWork, IsPutTogetherInTheOrderInWhichItIsBegun) {
    const auto bytes = firmware(3 * 8192);
    const std::array pieces{Piece{bankOne, bytes}, Piece{bankTwo, bytes}};
    const FlashPlan plan = planFor(pieces);
    const auto work = loaderWork(plan, 8192, plan.device->fastestKhz());
    // Erase, blank check and three pages of each.
    EXPECT_EQ(lanesOf(work), (std::vector<unsigned>{0, 1, 0, 1, 0, 1, 0, 1, 0, 1}));
    EXPECT_EQ(work[0].operation, wire::LoaderErase);
    EXPECT_EQ(describe(work[0], 0, 0).operation, wire::LoaderErase + 0U);
    EXPECT_EQ(describe(work[1], 1, 0).operation, wire::LoaderErase + wire::LoaderLane + 0U);
}

TEST(TwoBankWork, LetsOneBankProgramWhileTheOtherIsErased) {
    const auto whole = firmware(bank);
    const auto part = firmware(sector);
    const std::array pieces{Piece{bankOne, whole}, Piece{bankTwo, part}};
    const FlashPlan plan = planFor(pieces);
    const auto lanes = lanesOf(loaderWork(plan, 8192, plan.device->fastestKhz()));
    // The mass erase of bank 1, then all that bank 2 has to do, then the rest of bank 1.
    const auto secondBegins = std::ranges::find(lanes, 1U);
    EXPECT_EQ(secondBegins - lanes.begin(), 1);
    EXPECT_EQ(std::ranges::count(std::span(lanes).subspan(1, 18), 1U), 18);
}

TEST(TwoBankWork, IsThatOfOneBankWhereThereIsOne) {
    const auto bytes = firmware(2 * sector);
    const std::array pieces{Piece{bankTwo, bytes}};
    const FlashPlan plan = planFor(pieces);
    const auto work = loaderWork(plan, 8192, plan.device->fastestKhz());
    EXPECT_TRUE(std::ranges::all_of(std::span(work).first(work.size() - 1),
                                    [](const LoaderWork& each) { return each.lane == 1; }));
}

namespace {

/// Programs and proves, and says how long the programming took.
Duration programmed(LoaderBench& bench, const FlashPlan& plan) {
    const Instant begin = bench.clock().now();
    const auto outcome = bench.program(plan);
    const Duration took = bench.clock().now() - begin;
    EXPECT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    for (const ProofRange& range : plan.proof) {
        EXPECT_TRUE(bench.flash(range.address, range.length) ==
                    plan.expected(range.address, range.length));
    }
    return took;
}

sim::ProbeSpec v3() { return sim::ProbeSpec::v3("003500463137510239383538"); }

} // namespace

TEST(TwoBankSpeed, TwoMegabytesTakeATenthMoreThanTheFlashAtMost) {
    LoaderBench bench({.chip = sim::Chip::H743}, v3(), {.swdKhz = 24000});
    const auto bytes = firmware(2 * bank);
    const FlashPlan plan = bench.plan(bankOne, bytes);
    const Duration floor = seconds(5) + microseconds(100) * (bank / 32);
    ASSERT_EQ(plan.flashTime(), floor);
    const Duration took = programmed(bench, plan);
    const Instant verifying = bench.clock().now();
    const auto digest = bench.verify(plan, someNonce());
    ASSERT_TRUE(digest.ok()) << base::toLogLine(digest.fault());
    EXPECT_EQ(digest->digest, plan.digest(someNonce()));
    const Duration verified = bench.clock().now() - verifying;
    RecordProperty("program_ms", static_cast<int>(took / milliseconds(1)));
    RecordProperty("verify_ms", static_cast<int>(verified / milliseconds(1)));
    RecordProperty("whole_ms", static_cast<int>(bench.elapsed() / milliseconds(1)));
    EXPECT_LE(took, floor * 21 / 20);
}

TEST(TwoBankSpeed, NeitherBankWaitsForTheOther) {
    LoaderBench bench({.chip = sim::Chip::H743}, v3(), {.swdKhz = 24000});
    // One bank has five sectors to erase while the other one has a long program to take.
    const auto much = firmware(4 * sector, 3);
    const auto little = firmware(32, 4);
    std::vector<Piece> pieces{Piece{bankTwo, much}};
    for (std::uint32_t i = 0; i < 5; i++) {
        pieces.push_back({bankOne + i * sector, little});
    }
    const FlashPlan plan = bench.plan(pieces);
    EXPECT_LE(programmed(bench, plan), plan.flashTime() + milliseconds(250));
}

TEST(TwoBankSpeed, SmallerSectorsGainAsMuch) {
    LoaderBench bench({.chip = sim::Chip::H7A3}, v3(), {.swdKhz = 24000});
    const auto bytes = firmware(200'000);
    const std::array pieces{Piece{bankOne, bytes}, Piece{bankTwo + 8192, bytes}};
    const FlashPlan plan = bench.plan(pieces);
    const Duration took = programmed(bench, plan);
    RecordProperty("floor_ms", static_cast<int>(plan.flashTime() / milliseconds(1)));
    RecordProperty("program_ms", static_cast<int>(took / milliseconds(1)));
    EXPECT_LE(took, plan.flashTime() * 5 / 4);
}

TEST(TwoBankLoader, ProgramsAnImageAcrossTheBanksToTheEndOfTheFlash) {
    for (const unsigned flashKb : {1024U, 2048U}) {
        LoaderBench bench({.chip = sim::Chip::H743, .flashKb = flashKb}, v3());
        const std::uint32_t half = flashKb * 512;
        const auto end = firmware(500, 5);
        const auto start = firmware(700, 6);
        const std::array pieces{Piece{bankOne + half - 500, end}, Piece{bankTwo, start},
                                Piece{bankTwo + half - 700, start}};
        const FlashPlan plan = bench.plan(pieces);
        programmed(bench, plan);
        const auto digest = bench.verify(plan, someNonce());
        ASSERT_TRUE(digest.ok()) << base::toLogLine(digest.fault());
        EXPECT_EQ(digest->digest, plan.digest(someNonce()));
    }
}

TEST(TwoBankLoader, LeavesTheOtherBankAsItWas) {
    LoaderBench bench({.chip = sim::Chip::H743});
    const auto old = firmware(64, 99);
    bench.soil(bankOne + 5, old);
    const auto bytes = firmware(5000);
    const FlashPlan plan = bench.plan(bankTwo, bytes);
    programmed(bench, plan);
    EXPECT_EQ(bench.flash(bankOne + 5, 64), old);
}

TEST(TwoBankLoader, NamesTheProtectedSectorOfTheSecondBank) {
    LoaderBench bench({.chip = sim::Chip::H743, .writeProtectedSectors = 1U << 9U});
    EXPECT_EQ(bench.identity().writeProtected, (std::vector<std::size_t>{9}));
    const auto bytes = firmware(2 * sector);
    const std::array pieces{Piece{bankOne, bytes}, Piece{bankTwo, bytes}};
    const auto outcome = bench.program(bench.plan(pieces));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::FlashProtected);
    EXPECT_EQ(outcome.fault().address, bankTwo + sector);
}

TEST(TwoBankLoader, FindsWhatAnEraseOfOneBankHasLeft) {
    LoaderBench bench({.chip = sim::Chip::H743});
    const auto bytes = firmware(1000);
    const std::array pieces{Piece{bankOne, bytes}, Piece{bankTwo, bytes}};
    const FlashPlan plan = bench.plan(pieces);
    const auto old = firmware(8, 3);
    bench.soil(bankTwo + 0x100, old);
    bench.mishaps({.eraseIgnored = 1});
    const auto outcome = bench.program(plan);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::NotBlank);
    EXPECT_EQ(outcome.fault().address, bankTwo + 0x100);
}

TEST(TwoBankLoader, GivesUpOnABankThatIsErasedForEver) {
    LoaderBench bench({.chip = sim::Chip::H743});
    const auto bytes = firmware(1000);
    const FlashPlan plan = bench.plan(bankTwo, bytes);
    bench.mishaps({.eraseForever = 1});
    const auto outcome = bench.program(plan);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.fault().code, FaultCode::EraseTimeout);
    EXPECT_EQ(outcome.fault().address, bankTwo);
}

} // namespace greenlight::target
