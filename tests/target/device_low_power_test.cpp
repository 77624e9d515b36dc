#include "engine/target/flash_plan.h"
#include "engine/target/loader/blobs.h"
#include "engine/target/loader_work.h"
#include "engine/target/options.h"
#include "engine/target/verifier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

// What is particular in the rows of L0, L1, L5, U3, U5 and WBA, against facts of their manuals.

namespace greenlight::target {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

const Device& device(std::uint16_t devId) {
    const Device* found = findDevice(devId);
    EXPECT_NE(found, nullptr);
    return *found;
}

constexpr std::uint32_t optr = 0x40022040;

std::vector<std::uint8_t> counting(std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{1});
    return bytes;
}

FlashPlan planned(const Device& chip, unsigned flashKb, const OptionWords& words,
                  std::uint32_t address, std::span<const std::uint8_t> bytes,
                  EraseScope scope = EraseScope::Sectors) {
    const auto sectors = chip.layout(flashKb, words).value();
    const Piece piece{address, bytes};
    return planFlash(chip, *chip.flashModeAt(3300), sectors, std::span(&piece, 1), scope).value();
}

OptionWords u5Factory() {
    return {{optr, 0x1FEFF8AA},       {0x40022058, 0xFF80FFFF}, {0x4002205C, 0xFF80FFFF},
            {0x40022068, 0xFF80FFFF}, {0x4002206C, 0xFF80FFFF}, {0x40022020, 0}};
}

void set(OptionWords& words, std::uint32_t address, std::uint32_t value) {
    std::ranges::find(words, address, &OptionWord::address)->value = value;
}

} // namespace

TEST(LowPowerRows, SizeRegistersOfSomeL1TellNoKilobytes) {
    EXPECT_EQ(device(0x436).flashKbOf(0), 384U);
    EXPECT_EQ(device(0x436).flashKbOf(1), 256U);
    EXPECT_EQ(device(0x429).flashKbOf(0x3F80), 128U);
    EXPECT_EQ(device(0x437).flashKbOf(512), 512U);
    EXPECT_FALSE(device(0x436).layout(2, {}).ok());
}

TEST(LowPowerRows, L0AndL1HaveSmallPagesAndTheLargeOnesTwoBanks) {
    const auto l053 = device(0x417).layout(64, {}).value();
    EXPECT_EQ(l053.size(), 512U);
    EXPECT_EQ(l053[1], (Sector{0x08000080, 128, 0, 1}));
    const auto l072 = device(0x447).layout(192, {}).value();
    EXPECT_EQ(l072[768], (Sector{0x08018000, 128, 1, 0}));
    EXPECT_EQ(device(0x447).layout(64, {}).value().back().bank, 0U);
    const auto l162 = device(0x436).layout(384, {}).value();
    EXPECT_EQ(l162[768], (Sector{0x08030000, 256, 1, 0}));
    const auto l152 = device(0x437).layout(512, {}).value();
    EXPECT_EQ(l152[1024], (Sector{0x08040000, 256, 1, 0}));
}

TEST(LowPowerRows, U5HasTwoBanksAtFullSizeAndByOptionBelow) {
    const auto full = device(0x482).layout(2048, {}).value();
    EXPECT_EQ(full[128], (Sector{0x08100000, 8192, 1, 0}));
    const auto single = device(0x482).layout(1024, OptionWords{{optr, 0}}).value();
    EXPECT_EQ(single[64], (Sector{0x08080000, 8192, 0, 64}));
    const auto dual = device(0x482).layout(1024, OptionWords{{optr, 1U << 21}}).value();
    EXPECT_EQ(dual[64], (Sector{0x08080000, 8192, 1, 0}));
    const auto l5 = device(0x472).layout(512, OptionWords{{optr, 1U << 22}}).value();
    EXPECT_EQ(l5[128], (Sector{0x08040000, 2048, 1, 0}));
    EXPECT_EQ(device(0x472).layout(512, OptionWords{{optr, 0}}).value()[1].size, 4096U);
}

TEST(LowPowerRows, PaddingOfAnL0IsZeroAndReachesToTheHalfPage) {
    const auto bytes = counting(5);
    const FlashPlan plan = planned(device(0x417), 64, {}, 0x08000042, bytes);
    ASSERT_EQ(plan.extents.size(), 1U);
    EXPECT_EQ(plan.extents[0].address, 0x08000040U);
    std::vector<std::uint8_t> wanted(64, 0x00);
    std::ranges::copy(bytes, wanted.begin() + 2);
    EXPECT_EQ(plan.extents[0].bytes, wanted);
    EXPECT_EQ(plan.expected(0x08000000, 64), std::vector<std::uint8_t>(64, 0x00));
    EXPECT_EQ(plan.erases[0].control, 1U << 9 | 1U << 3);
}

TEST(LowPowerRows, AnL0IsNeverErasedAtOnce) {
    const auto bytes = counting(8);
    const FlashPlan plan = planned(device(0x417), 64, {}, 0x08000000, bytes, EraseScope::Chip);
    EXPECT_FALSE(plan.massErase);
    EXPECT_EQ(plan.erases.size(), 512U);
}

TEST(LowPowerRows, ASetBitProtectsFourKilobytesOnL0AndL1) {
    const Device& l0 = device(0x447);
    const auto pages = l0.layout(192, {}).value();
    EXPECT_TRUE(writeProtected(l0, OptionWords{{0x40022020, 0}, {0x40022080, 0}}, pages).empty());
    const auto found = writeProtected(l0, OptionWords{{0x40022020, 2}, {0x40022080, 1}}, pages);
    ASSERT_EQ(found.size(), 64U);
    EXPECT_EQ(found.front(), 32U);
    EXPECT_EQ(pages[found.back()].address, 0x08020F80U);
    const Device& l1 = device(0x437);
    const auto large = l1.layout(512, {}).value();
    const auto last = writeProtected(l1, OptionWords{{0x40023C88, 1U << 31}}, large);
    ASSERT_EQ(last.size(), 16U);
    EXPECT_EQ(last.front(), 2032U);
}

TEST(LowPowerRows, L0AndL1TellTheirProtectionInObr) {
    EXPECT_EQ(readProtection(device(0x417), OptionWords{{0x4002201C, 0x807000AA}}), 0U);
    EXPECT_EQ(readProtection(device(0x417), OptionWords{{0x4002201C, 0x80700000}}), 1U);
    EXPECT_EQ(readProtection(device(0x437), OptionWords{{0x40023C1C, 0x00F800CC}}), 2U);
    EXPECT_TRUE(hardwareWatchdog(device(0x417), OptionWords{{0x4002201C, 0x806000AA}}));
    EXPECT_FALSE(hardwareWatchdog(device(0x417), OptionWords{{0x4002201C, 0x807000AA}}));
    EXPECT_EQ(unusualOptions(device(0x447), OptionWords{{0x4002201C, 0x80F001AA}}).size(), 2U);
    EXPECT_EQ(unusualOptions(device(0x437), OptionWords{{0x40023C1C, 0x007800AA}}).size(), 1U);
    EXPECT_TRUE(unusualOptions(device(0x437), OptionWords{{0x40023C1C, 0x00F800AA}}).empty());
}

TEST(LowPowerRows, TrustZoneKeysAndFrozenAreasOfAU5AreUnusual) {
    const Device& u5 = device(0x482);
    EXPECT_TRUE(unusualOptions(u5, u5Factory()).empty());
    OptionWords words = u5Factory();
    set(words, optr, 0x9FEFF8AA);
    EXPECT_EQ(unusualOptions(u5, words), std::vector<std::string>{"TrustZone is on"});
    words = u5Factory();
    set(words, 0x40022020, 1U << 18);
    EXPECT_EQ(unusualOptions(u5, words), std::vector<std::string>{"an OEM1 key is locked in"});
    words = u5Factory();
    set(words, 0x4002206C, 0x7F80FFFF);
    EXPECT_EQ(unusualOptions(u5, words),
              std::vector<std::string>{"write protection area 2B is frozen"});
    set(words, optr, 0x1FEFF855);
    EXPECT_EQ(readProtection(u5, words), 1U) << "level 0.5 is no open chip";
}

TEST(LowPowerRows, AU5IsProgrammedInBurstsWhereTheRangeIsWhole) {
    const FlashMode& mode = *device(0x482).flashModeAt(3300);
    EXPECT_EQ(mode.programTime(0x08000000, 128).typical, microseconds(384));
    EXPECT_EQ(mode.programTime(0x08000010, 128).typical, microseconds(8 * 118));
    EXPECT_EQ(mode.programTime(0x08000070, 16 + 128 + 32).typical, microseconds(3 * 118 + 384));
    const auto bytes = counting(8192);
    const FlashPlan plan = planned(device(0x482), 2048, {}, 0x08000000, bytes);
    EXPECT_EQ(plan.flashTime(), microseconds(1500 + 64 * 384));
    EXPECT_EQ(device(0x472).flashModeAt(3300)->burstBytes, 0U);
}

TEST(LowPowerRows, PagesOfAU5AreErasedOneByOneBecauseThatTakesNoLonger) {
    const auto bytes = counting(16);
    const FlashPlan plan = planned(device(0x482), 2048, {}, 0x08000000, bytes, EraseScope::Chip);
    EXPECT_FALSE(plan.massErase);
    EXPECT_EQ(plan.erases[129].control, 1U << 1 | 1U << 3 | 1U << 11);
    const FlashPlan l5 = planned(device(0x472), 512, OptionWords{{optr, 1U << 22}}, 0x08000000,
                                 bytes, EraseScope::Chip);
    EXPECT_TRUE(l5.massErase);
    EXPECT_EQ(l5.erases[0].control, 1U << 2 | 1U << 15);
}

TEST(SmallRam, GetsASmallRing) {
    EXPECT_EQ(ringSlots(2048), 8U);
    EXPECT_EQ(ringSlots(4096), 16U);
    EXPECT_EQ(ringSlots(20 * 1024), 64U);
}

TEST(SmallRam, HoldsTheVerifierForAsManyRangesAsFit) {
    EXPECT_TRUE(Verifier::fits(device(0x457), 1));
    EXPECT_TRUE(Verifier::fits(device(0x457), 40));
    EXPECT_FALSE(Verifier::fits(device(0x457), 64)) << "as many as an image of every other page";
    EXPECT_TRUE(Verifier::fits(device(0x416), 1)) << "by the small code";
    EXPECT_TRUE(Verifier::fits(device(0x437), 1024));
}

} // namespace greenlight::target
