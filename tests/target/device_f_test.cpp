#include "engine/target/flash_plan.h"
#include "engine/target/options.h"

#include <gtest/gtest.h>

#include <algorithm>

// The dies of F0 to F7 against facts read apart from their rows.

namespace greenlight::target {

namespace {

constexpr std::uint32_t f4Control = 0x40023C14;
constexpr std::uint32_t f4Second = 0x40023C18;
constexpr std::uint32_t fpecOptions = 0x4002201C;
constexpr std::uint32_t fpecGuard = 0x40022020;
constexpr std::uint32_t kib = 1024;

const Device& device(unsigned devId) {
    const Device* found = findDevice(static_cast<std::uint16_t>(devId));
    EXPECT_NE(found, nullptr) << devId;
    return *found;
}

using Indices = std::vector<std::size_t>;

std::vector<std::uint32_t> sizesOf(const std::vector<Sector>& sectors) {
    std::vector<std::uint32_t> sizes;
    for (const Sector& sector : sectors) {
        sizes.push_back(sector.size / kib);
    }
    return sizes;
}

Indices protectedOf(const Device& die, unsigned flashKb, const OptionWords& words) {
    return writeProtected(die, words, die.layout(flashKb, words).value());
}

} // namespace

TEST(DeviceF, PagesAreOneOrTwoKilobytesAsTheirManualsSay) {
    for (const unsigned id : {0x410, 0x412, 0x420, 0x440, 0x444, 0x445}) {
        EXPECT_EQ(device(id).layout(device(id).maxFlashKb, {})->front().size, 1 * kib) << id;
    }
    for (const unsigned id :
         {0x414, 0x418, 0x428, 0x430, 0x442, 0x448, 0x422, 0x432, 0x438, 0x439, 0x446}) {
        EXPECT_EQ(device(id).layout(device(id).maxFlashKb, {})->front().size, 2 * kib) << id;
    }
}

TEST(DeviceF, XlDensityHasASecondBankFromHalfAMegabyteOn) {
    const auto all = device(0x430).layout(1024, {});
    ASSERT_EQ(all->size(), 512U);
    EXPECT_EQ((*all)[256], (Sector{0x08080000, 2 * kib, 1, 0}));
    const auto trimmed = device(0x430).layout(768, {});
    ASSERT_EQ(trimmed->size(), 384U);
    EXPECT_EQ((*trimmed)[256], (Sector{0x08080000, 2 * kib, 1, 0}));
    EXPECT_EQ(device(0x430).flashLanes, 2U);
}

TEST(DeviceF, SectorsOfF2AndF4AreOfThreeSizes) {
    using Sizes = std::vector<std::uint32_t>;
    EXPECT_EQ(sizesOf(device(0x411).layout(128, {}).value()), (Sizes{16, 16, 16, 16, 64}));
    EXPECT_EQ(sizesOf(device(0x423).layout(256, {}).value()), (Sizes{16, 16, 16, 16, 64, 128}));
    EXPECT_EQ(sizesOf(device(0x458).layout(64, {}).value()), (Sizes{16, 16, 16, 16}));
    EXPECT_EQ(device(0x463).layout(1536, {})->size(), 16U);
    EXPECT_EQ(device(0x441).layout(1024, {})->size(), 12U);
    EXPECT_EQ(device(0x421).layout(512, {})->size(), 8U);
}

TEST(DeviceF, ABigF4IsDividedByItsSizeOrByDb1m) {
    for (const unsigned id : {0x419, 0x434}) {
        const OptionWords whole{{f4Control, 0x0FFFAAED}, {f4Second, 0x0FFF0000}};
        const OptionWords divided{{f4Control, 0x4FFFAAED}, {f4Second, 0x0FFF0000}};
        const auto two = device(id).layout(2048, whole);
        ASSERT_EQ(two->size(), 24U);
        EXPECT_EQ((*two)[12], (Sector{0x08100000, 16 * kib, 1, 0}));
        EXPECT_EQ(device(id).layout(1024, whole)->size(), 12U);
        const auto half = device(id).layout(1024, divided);
        ASSERT_EQ(half->size(), 16U);
        EXPECT_EQ((*half)[8], (Sector{0x08080000, 16 * kib, 1, 0}));
        EXPECT_FALSE(device(id).layout(1024, {}).ok()) << "nobody read DB1M";
    }
}

TEST(DeviceF, SectorsOfAnF7AreTwiceAsLargeUnlessItIsDivided) {
    using Sizes = std::vector<std::uint32_t>;
    EXPECT_EQ(sizesOf(device(0x449).layout(512, {}).value()), (Sizes{32, 32, 32, 32, 128, 256}));
    EXPECT_EQ(sizesOf(device(0x449).layout(64, {}).value()), (Sizes{32, 32}));
    EXPECT_EQ(sizesOf(device(0x452).layout(256, {}).value()), (Sizes{16, 16, 16, 16, 64, 128}));
    const auto whole = device(0x451).layout(2048, OptionWords{{f4Control, 0xFFFFAAFD}});
    ASSERT_EQ(whole->size(), 12U);
    EXPECT_EQ((*whole)[11], (Sector{0x081C0000, 256 * kib, 0, 11}));
    const auto divided = device(0x451).layout(2048, OptionWords{{f4Control, 0xDFFFAAFD}});
    ASSERT_EQ(divided->size(), 24U);
    EXPECT_EQ((*divided)[12], (Sector{0x08100000, 16 * kib, 1, 0}));
    EXPECT_EQ(device(0x451).layout(1024, OptionWords{{f4Control, 0xDFFFAAFD}})->at(8),
              (Sector{0x08080000, 16 * kib, 1, 0}));
}

TEST(DeviceF, ReadProtectionOfF0AndF3HasALevelTwo) {
    for (const unsigned id : {0x440, 0x442, 0x444, 0x445, 0x448, 0x422, 0x446}) {
        EXPECT_EQ(readProtection(device(id), OptionWords{{fpecOptions, 0x03FFFF00}}), 0U);
        EXPECT_EQ(readProtection(device(id), OptionWords{{fpecOptions, 0x03FFFF02}}), 1U);
        EXPECT_EQ(readProtection(device(id), OptionWords{{fpecOptions, 0x03FFFF06}}), 2U);
        EXPECT_TRUE(hardwareWatchdog(device(id), OptionWords{{fpecOptions, 0x03FFFE00}}));
        EXPECT_FALSE(hardwareWatchdog(device(id), OptionWords{{fpecOptions, 0x03FFFF00}}));
    }
}

TEST(DeviceF, DamagedOptionBytesAreUnusual) {
    EXPECT_EQ(unusualOptions(device(0x414), OptionWords{{fpecOptions, 0x03FFFFFD}}).size(), 1U);
    EXPECT_TRUE(unusualOptions(device(0x414), OptionWords{{fpecOptions, 0x03FFFFFC}}).empty());
}

TEST(DeviceF, WriteProtectionOfLargePagesIsByTwoAndTheLastBitTakesTheSecondBankToo) {
    EXPECT_EQ(protectedOf(device(0x430), 1024, {{fpecGuard, 0xFFFFFFFD}}), (Indices{2, 3}));
    const Indices rest = protectedOf(device(0x430), 1024, {{fpecGuard, 0x7FFFFFFF}});
    EXPECT_EQ(rest.front(), 62U);
    EXPECT_EQ(rest.size(), 450U);
    EXPECT_EQ(protectedOf(device(0x448), 128, {{fpecGuard, 0xFFFFFFFE}}), (Indices{0, 1}));
    EXPECT_EQ(protectedOf(device(0x444), 32, {{fpecGuard, 0xFFFFFFFE}}), (Indices{0, 1, 2, 3}));
}

TEST(DeviceF, WriteProtectionOfABigF4IsInTwoRegisters) {
    const Device& die = device(0x419);
    EXPECT_EQ(protectedOf(die, 2048, {{f4Control, 0x0FFEAAED}, {f4Second, 0x07FF0000}}),
              (Indices{0, 23}));
    EXPECT_EQ(protectedOf(die, 1024, {{f4Control, 0x4FFFAAED}, {f4Second, 0x0FFE0000}}),
              (Indices{8}));
    EXPECT_EQ(protectedOf(die, 1024, {{f4Control, 0x07FFAAED}, {f4Second, 0x0FFE0000}}),
              (Indices{11}))
        << "undivided flash has no second bank to protect";
}

TEST(DeviceF, WriteProtectionOfAnF767IsByPairsInTwoBanks) {
    const Device& die = device(0x451);
    EXPECT_EQ(protectedOf(die, 2048, {{f4Control, 0xF7FEAAFD}}), (Indices{0, 11}));
    EXPECT_EQ(protectedOf(die, 2048, {{f4Control, 0xD7FEAAFD}}), (Indices{0, 1, 22, 23}));
    EXPECT_EQ(protectedOf(device(0x463), 1536, {{f4Control, 0x3FFFAAED}}), (Indices{14, 15}));
}

TEST(DeviceF, CodeReadOutProtectionAndOtherStartsAreUnusual) {
    for (const unsigned id : {0x419, 0x421, 0x423, 0x431, 0x433, 0x434, 0x441, 0x458, 0x463}) {
        EXPECT_EQ(unusualOptions(device(id), OptionWords{{f4Control, 0x8FFFAAED}}).size(), 1U);
        EXPECT_TRUE(unusualOptions(device(id), OptionWords{{f4Control, 0x0FFFAAED}}).empty());
    }
    EXPECT_EQ(unusualOptions(device(0x419), OptionWords{{f4Control, 0x0FFFAAFD}}).size(), 1U);
    EXPECT_EQ(unusualOptions(device(0x451), OptionWords{{f4Control, 0xEFFFAAFD}}).size(), 1U);
    EXPECT_EQ(unusualOptions(device(0x452), OptionWords{{0x40023C1C, 0x80000004}}).size(), 1U);
}

TEST(DeviceF, EachBankOfAnXlIsErasedByItselfAndAnF4sTogether) {
    const auto plan = [](unsigned id, unsigned flashKb, const OptionWords& words) {
        const Device& die = device(id);
        static const std::vector<std::uint8_t> bytes(16, 1);
        const Piece piece{die.flashBase, bytes};
        const auto sectors = die.layout(flashKb, words).value();
        return planFlash(die, *die.flashModeAt(3300), sectors, std::span(&piece, 1),
                         EraseScope::Chip)
            .value();
    };
    const FlashPlan xl = plan(0x430, 1024, {});
    ASSERT_EQ(xl.erases.size(), 2U);
    EXPECT_EQ(xl.erases[0].control, 4U);
    EXPECT_EQ(xl.erases[1].control, 4U);
    EXPECT_EQ(xl.erases[1].ranges.front(), (ProofRange{0x08080000, 512 * kib}));
    const FlashPlan big = plan(0x419, 2048, {});
    ASSERT_EQ(big.erases.size(), 1U);
    EXPECT_EQ(big.erases[0].control, 0x8004U);
    // 2.55 s one by one against 8 s at once.
    EXPECT_FALSE(plan(0x423, 256, {}).massErase);
}

TEST(DeviceF, SectorsOfASecondBankAreCodedFromSixteenUp) {
    const Device& die = device(0x419);
    const std::vector<std::uint8_t> bytes(16, 1);
    const Piece piece{0x08110000, bytes};
    const auto sectors = die.layout(2048, {}).value();
    const auto plan =
        planFlash(die, *die.flashModeAt(3300), sectors, std::span(&piece, 1), EraseScope::Sectors);
    EXPECT_EQ(plan->erases.front().control, 2U | 20U << 3U);
}

} // namespace greenlight::target
