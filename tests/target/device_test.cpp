#include "engine/target/device.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace greenlight::target {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

const Device& device(std::uint16_t devId) {
    const Device* found = findDevice(devId);
    EXPECT_NE(found, nullptr);
    return *found;
}

OptionWords optr(std::uint32_t value) { return {{0x40022020, value}, {0x40022040, value}}; }

/// Every option register of a die with this in it.
OptionWords everyOption(const Device& device, std::uint32_t value) {
    OptionWords words;
    for (const std::uint32_t address : device.optionAddresses) {
        words.push_back({address, value});
    }
    return words;
}

constexpr std::uint16_t f103 = 0x410;
constexpr std::uint16_t f407 = 0x413;
constexpr std::uint16_t l476 = 0x415;
constexpr std::uint16_t g474 = 0x469;
constexpr std::uint16_t h725 = 0x483;
constexpr std::uint16_t h743 = 0x450;
constexpr std::uint16_t h7a3 = 0x480;

} // namespace

TEST(Device, RowsAreUniqueAndInTheOrderOfTheirIds) {
    unsigned last = 0;
    for (const Device& each : allDevices()) {
        EXPECT_GT(each.devId, last);
        last = each.devId;
    }
    EXPECT_GE(allDevices().size(), 80U);
}

TEST(Device, EveryRowIsComplete) {
    for (const Device& each : allDevices()) {
        SCOPED_TRACE(each.name);
        EXPECT_NE(each.dpidr, 0U);
        EXPECT_NE(each.debug.idcode, 0U);
        EXPECT_FALSE(each.debug.bits.empty());
        EXPECT_NE(each.uidAddress, 0U);
        EXPECT_NE(each.flashRegisters, 0U);
        EXPECT_NE(each.watchdog, 0U);
        EXPECT_NE(each.coreKhz, 0U);
        EXPECT_NE(each.protection.read.address, 0U);
        EXPECT_EQ(each.flashSizes.back(), each.maxFlashKb);
        EXPECT_FALSE(each.parts.empty());
        EXPECT_FALSE(each.ram.empty());
    }
}

TEST(Device, EverySectorOfEveryLayoutHasEraseTimesInEveryMode) {
    for (const Device& each : allDevices()) {
        for (const unsigned flashKb : each.flashSizes) {
            for (const std::uint32_t value : {0U, 0xFFFFFFFFU}) {
                const auto sectors = each.layout(flashKb, everyOption(each, value));
                ASSERT_TRUE(sectors.ok()) << each.name << " " << flashKb;
                for (const FlashMode& mode : each.flashModes) {
                    for (const Sector& sector : *sectors) {
                        const Timing time = eraseTiming(mode, sector.size);
                        ASSERT_GT(time.typical, Duration::zero());
                        ASSERT_GE(time.longest, time.typical);
                    }
                }
            }
        }
    }
}

TEST(Device, LayoutsCoverTheFlashSizeWithoutOverlap) {
    for (const Device& each : allDevices()) {
        for (const unsigned flashKb : each.flashSizes) {
            for (const std::uint32_t value : {0U, 0xFFFFFFFFU}) {
                const auto sectors = each.layout(flashKb, everyOption(each, value));
                ASSERT_TRUE(sectors.ok());
                std::uint32_t bytes = 0;
                std::uint32_t end = each.flashBase;
                std::set<std::pair<unsigned, unsigned>> numbers;
                for (const Sector& sector : *sectors) {
                    EXPECT_GE(sector.address, end);
                    end = sector.address + sector.size;
                    bytes += sector.size;
                    EXPECT_TRUE(numbers.emplace(sector.bank, sector.number).second);
                }
                EXPECT_EQ(bytes, flashKb * 1024) << each.name;
            }
        }
    }
}

TEST(Device, F407HasFourSmallOneMiddleAndSevenLargeSectors) {
    const auto sectors = device(f407).layout(1024, {});
    ASSERT_TRUE(sectors.ok());
    ASSERT_EQ(sectors->size(), 12U);
    EXPECT_EQ((*sectors)[3], (Sector{0x0800C000, 16384, 0, 3}));
    EXPECT_EQ((*sectors)[4], (Sector{0x08010000, 65536, 0, 4}));
    EXPECT_EQ((*sectors)[5], (Sector{0x08020000, 131072, 0, 5}));
    EXPECT_EQ((*sectors)[11], (Sector{0x080E0000, 131072, 0, 11}));
    EXPECT_EQ(device(f407).layout(512, {})->size(), 8U);
}

TEST(Device, H725SectorsAre128KbInOneBank) {
    const auto sectors = device(h725).layout(1024, {});
    ASSERT_TRUE(sectors.ok());
    ASSERT_EQ(sectors->size(), 8U);
    EXPECT_EQ(sectors->back(), (Sector{0x080E0000, 131072, 0, 7}));
    EXPECT_EQ(device(h725).layout(128, {})->size(), 1U);
}

TEST(Device, H743AndH7A3HaveTheirSecondBankAtTheSameAddressWhateverTheSize) {
    for (const std::uint16_t die : {h743, h7a3}) {
        for (const unsigned flashKb : {1024U, 2048U}) {
            const auto sectors = device(die).layout(flashKb, {});
            ASSERT_TRUE(sectors.ok());
            const Sector& half = (*sectors)[sectors->size() / 2];
            EXPECT_EQ(half.address, 0x08100000U);
            EXPECT_EQ(half.bank, 1U);
            EXPECT_EQ(half.number, 0U);
            EXPECT_EQ(half.size, die == h743 ? 131072U : 8192U);
        }
        EXPECT_EQ(device(die).flashLanes, 2U);
        const auto valueLine = device(die).layout(128, {});
        EXPECT_EQ(valueLine->back().address + valueLine->back().size, 0x08020000U);
    }
}

TEST(Device, H7SizeLettersAreThoseThatAreSold) {
    EXPECT_TRUE(device(h743).isNamedBy("STM32H742VG", 1024));
    EXPECT_TRUE(device(h743).isNamedBy("STM32H750VB", 128));
    EXPECT_FALSE(device(h743).isNamedBy("STM32H750VG"));
    EXPECT_FALSE(device(h743).isNamedBy("STM32H753VG")) << "sold with 2 MB only";
    EXPECT_TRUE(device(h7a3).isNamedBy("STM32H7A3QIY6Q", 2048));
    EXPECT_FALSE(device(h7a3).isNamedBy("STM32H7B3VG"));
}

TEST(Device, H5HasItsSecondBankBehindTheFirst) {
    for (const auto& [die, flashKb, second] :
         {std::tuple{std::uint16_t{0x474}, 128U, 0x08010000U},
          std::tuple{std::uint16_t{0x478}, 256U, 0x08020000U},
          std::tuple{std::uint16_t{0x478}, 512U, 0x08040000U},
          std::tuple{std::uint16_t{0x484}, 1024U, 0x08080000U},
          std::tuple{std::uint16_t{0x484}, 2048U, 0x08100000U}}) {
        const auto sectors = device(die).layout(flashKb, {});
        ASSERT_TRUE(sectors.ok());
        EXPECT_EQ((*sectors)[sectors->size() / 2], (Sector{second, 8192, 1, 0})) << flashKb;
        EXPECT_EQ(device(die).coreAp, 1U);
    }
    EXPECT_EQ(byPartName("STM32H503RBT6"), &device(0x474));
    EXPECT_EQ(byPartName("STM32H573"), &device(0x484));
    EXPECT_EQ(byPartName("STM32H533CE"), &device(0x478));
}

TEST(Device, L476IsDualBankAlwaysAtOneMegabyteAndByOptionBelow) {
    const std::uint32_t dual = 1U << 21;
    const auto full = device(l476).layout(1024, optr(0));
    ASSERT_TRUE(full.ok());
    ASSERT_EQ(full->size(), 512U);
    EXPECT_EQ((*full)[256], (Sector{0x08080000, 2048, 1, 0}));
    const auto halfDual = device(l476).layout(512, optr(dual));
    EXPECT_EQ((*halfDual)[128], (Sector{0x08040000, 2048, 1, 0}));
    const auto halfSingle = device(l476).layout(512, optr(0));
    EXPECT_EQ((*halfSingle)[128], (Sector{0x08040000, 2048, 0, 128}));
}

TEST(Device, G474SecondBankStartsAtTheSameAddressWhateverTheSize) {
    const std::uint32_t dual = 1U << 22;
    for (const unsigned flashKb : {128U, 256U, 512U}) {
        const auto sectors = device(g474).layout(flashKb, optr(dual));
        ASSERT_TRUE(sectors.ok());
        EXPECT_EQ((*sectors)[sectors->size() / 2], (Sector{0x08040000, 2048, 1, 0})) << flashKb;
    }
    const auto single = device(g474).layout(512, optr(0));
    ASSERT_EQ(single->size(), 128U);
    EXPECT_EQ((*single)[1], (Sector{0x08001000, 4096, 0, 1}));
}

TEST(Device, RefusesFlashSizesTheDieIsNotSoldWith) {
    for (const unsigned flashKb : {0U, 1U, 96U, 2048U, 0xFFFFU}) {
        const auto sectors = device(l476).layout(flashKb, optr(0));
        ASSERT_FALSE(sectors.ok()) << flashKb;
        EXPECT_EQ(sectors.fault().code, FaultCode::FlashSizeImplausible);
    }
}

TEST(Device, RefusesALayoutThatDependsOnAnOptionNobodyRead) {
    EXPECT_FALSE(device(g474).layout(512, {}).ok());
}

TEST(Device, FlashModeKeepsAMarginOfAHundredMillivolts) {
    const Device& chip = device(f407);
    EXPECT_EQ(chip.flashModeAt(3300)->parallelism, Parallelism::X32);
    EXPECT_EQ(chip.flashModeAt(2800)->parallelism, Parallelism::X32);
    EXPECT_EQ(chip.flashModeAt(2799)->parallelism, Parallelism::X16);
    EXPECT_EQ(chip.flashModeAt(2200)->parallelism, Parallelism::X16);
    EXPECT_EQ(chip.flashModeAt(2199)->parallelism, Parallelism::X8);
    EXPECT_EQ(chip.flashModeAt(1899), nullptr);
    EXPECT_EQ(device(h725).flashModeAt(1900)->parallelism, Parallelism::X64);
    EXPECT_EQ(device(h725).flashModeAt(1899)->parallelism, Parallelism::X32);
    EXPECT_EQ(device(h725).flashModeAt(1719), nullptr);
}

TEST(Device, TimesAreTheDatasheets) {
    const FlashMode& h7 = *device(h725).flashModeAt(3300);
    EXPECT_EQ(eraseTiming(h7, 131072).typical, milliseconds(1000));
    EXPECT_EQ(h7.program.typical, microseconds(100));
    EXPECT_EQ(h7.programBytes, 32U);
    const FlashMode& f4 = *device(f407).flashModeAt(3300);
    EXPECT_EQ(eraseTiming(f4, 16384).typical, milliseconds(250));
    EXPECT_EQ(f4.massErase.longest, milliseconds(16000));
}

TEST(Device, LoaderRamShrinksByWhatTheOptionsGiveToTheItcm) {
    const Device& chip = device(h725);
    const auto axi = [&chip](std::uint32_t shared) {
        return chip.loaderRam(OptionWords{{0x52002070, shared}})[1];
    };
    EXPECT_EQ(axi(0), (RamRegion{0x24000000, 320 * 1024}));
    EXPECT_EQ(axi(3), (RamRegion{0x24000000, 128 * 1024}));
    EXPECT_EQ(axi(0xFFFFFFFC), (RamRegion{0x24000000, 320 * 1024}));
    EXPECT_EQ(chip.loaderRam({})[1].size, 128U * 1024);
    EXPECT_EQ(device(f103).loaderRam({})[0], (RamRegion{0x20000000, 10 * 1024}));
}

TEST(Device, ARecipeNamesAPartOrTheStartOfOne) {
    const Device& chip = device(f103);
    EXPECT_TRUE(chip.isNamedBy("STM32F103"));
    EXPECT_TRUE(chip.isNamedBy("STM32F1"));
    EXPECT_TRUE(chip.isNamedBy("STM32F103C8"));
    EXPECT_TRUE(chip.isNamedBy("STM32F103C8T6"));
    EXPECT_FALSE(chip.isNamedBy("STM32F103CG"));
    EXPECT_FALSE(chip.isNamedBy("STM32F103ZZ"));
    EXPECT_FALSE(chip.isNamedBy("STM32F407"));
    EXPECT_FALSE(chip.isNamedBy("STM32"));
    EXPECT_FALSE(chip.isNamedBy(""));
    EXPECT_FALSE(chip.isNamedBy("F103"));
    EXPECT_FALSE(chip.isNamedBy("stm32f103"));
    EXPECT_FALSE(chip.isNamedBy("STM32F103C8-beyond"));
    EXPECT_FALSE(chip.isNamedBy("STM32F103C8T6AAAAAAAAAAAAAAA"));
}

TEST(Device, ASizeLetterMustAgreeWithTheChip) {
    const Device& chip = device(f103);
    EXPECT_TRUE(chip.isNamedBy("STM32F103", 128));
    EXPECT_TRUE(chip.isNamedBy("STM32F103CB", 128));
    EXPECT_FALSE(chip.isNamedBy("STM32F103C8", 128));
    EXPECT_TRUE(chip.isNamedBy("STM32F103C8T6", 64));
    EXPECT_FALSE(chip.isNamedBy("STM32F103", 32));
    EXPECT_FALSE(device(h725).isNamedBy("STM32H733", 512));
}

TEST(Device, EverySuffixEndsInAKnownSizeOfItsDie) {
    for (const Device& each : allDevices()) {
        for (const unsigned flashKb : each.flashSizes) {
            EXPECT_TRUE(std::ranges::any_of(
                each.parts,
                [&](const PartLine& part) { return each.isNamedBy(part.line, flashKb); }))
                << each.name << flashKb;
        }
    }
    EXPECT_EQ(flashKbOfLetter('G'), 1024U);
    EXPECT_EQ(flashKbOfLetter('?'), 0U);
}

TEST(Device, IsFoundByIdAndCore) {
    EXPECT_EQ(findDevice(0x413, 0x410FC241), &device(f407));
    EXPECT_EQ(findDevice(0x413, 0x412FC231), nullptr) << "an M3 core cannot be an F407";
    EXPECT_EQ(findDevice(0x000, 0x410FC241), nullptr);
    EXPECT_EQ(findDevice(0xFFF, 0x410FC241), nullptr);
    EXPECT_EQ(findDevice(0x411, 0x412FC230), findDevice(0x411));
    EXPECT_EQ(findDevice(0x411, 0x410FC241), &device(f407)) << "an F405 of revision A";
    EXPECT_EQ(findDevice(0x412, 0x410FC241), nullptr);
}

TEST(Device, IsFoundByPartNameOnlyWhenThereIsOne) {
    EXPECT_EQ(byPartName("STM32H725"), &device(h725));
    EXPECT_EQ(byPartName("STM32G474RE"), &device(g474));
    EXPECT_EQ(byPartName("STM32H72"), &device(h725));
    EXPECT_EQ(byPartName("STM32H745XI"), &device(h743));
    EXPECT_EQ(byPartName("STM32H7B0"), &device(h7a3));
    EXPECT_EQ(byPartName("STM32H7"), nullptr) << "several dies";
    EXPECT_EQ(byPartName("STM32U5"), nullptr);
    EXPECT_EQ(byPartName("STM32F103"), nullptr) << "four dies";
    EXPECT_EQ(byPartName("STM32F103C8"), &device(f103));
    EXPECT_EQ(byPartName("STM32F103ZG"), findDevice(0x430));
    EXPECT_EQ(byPartName("STM32F030CC"), findDevice(0x442));
    EXPECT_EQ(byPartName("STM32L47"), &device(l476));
    EXPECT_EQ(byPartName("STM32L4"), nullptr);
}

} // namespace greenlight::target
