#include "engine/target/flash_plan.h"
#include "engine/target/loader_work.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace greenlight::target {

namespace {

constexpr unsigned volts33 = 3300;

const Device& deviceOf(const char* part) {
    const Device* device = byPartName(part);
    EXPECT_NE(device, nullptr);
    return *device;
}

OptionWords dualBank() { return {{0x40022020, 1U << 22U | 1U << 21U}}; }

std::vector<Sector> sectorsOf(const Device& device, unsigned kilobytes) {
    auto layout = device.layout(kilobytes, dualBank());
    EXPECT_TRUE(layout.ok());
    return std::move(layout).value();
}

std::vector<std::uint8_t> counting(std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{1});
    return bytes;
}

Result<FlashPlan> plan(const char* part, unsigned kilobytes, std::vector<Piece> pieces,
                       EraseScope scope = EraseScope::Sectors, unsigned millivolts = volts33) {
    const Device& device = deviceOf(part);
    return planFlash(device, *device.flashModeAt(millivolts), sectorsOf(device, kilobytes), pieces,
                     scope);
}

TEST(FlashPlan, NeedsThreeSectorsAndElevenThousandWordsForTheFoundingImage) {
    const auto bytes = counting(383'624);
    const auto made = plan("STM32H725", 1024, {{0x08000000, bytes}});
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(made->erases.size(), 3U);
    EXPECT_EQ(made->sectors, 3U);
    EXPECT_FALSE(made->massErase);
    EXPECT_EQ(made->programBytes, 11'989U * 32);
    EXPECT_EQ(made->provenBytes, 3U * 131'072);
    EXPECT_EQ(made->proof, (std::vector<ProofRange>{{0x08000000, 3 * 131'072}}));
    EXPECT_EQ(made->flashTime(), std::chrono::microseconds(4'198'900));
    EXPECT_EQ(made->erases[2].control, 1U << 2U | 2U << 8U);
}

TEST(FlashPlan, PadsEveryTouchedProgramUnitWithTheErasedByte) {
    const auto bytes = counting(5);
    const auto made = plan("STM32H725", 1024, {{0x0800003E, bytes}});
    ASSERT_TRUE(made.ok());
    ASSERT_EQ(made->extents.size(), 1U);
    EXPECT_EQ(made->extents[0].address, 0x08000020U);
    std::vector<std::uint8_t> expected(64, 0xFF);
    std::ranges::copy(bytes, expected.begin() + 30);
    EXPECT_EQ(made->extents[0].bytes, expected);
}

TEST(FlashPlan, WritesAUnitOnceThatTwoPiecesShare) {
    const auto first = counting(3);
    const auto second = counting(2);
    const auto made = plan("STM32L476", 1024, {{0x08000005, second}, {0x08000000, first}});
    ASSERT_TRUE(made.ok());
    ASSERT_EQ(made->extents.size(), 1U);
    EXPECT_EQ(made->extents[0].bytes, (std::vector<std::uint8_t>{1, 2, 3, 0xFF, 0xFF, 1, 2, 0xFF}));
}

TEST(FlashPlan, LeavesGapsBetweenPiecesUnprogrammedButProven) {
    const auto bytes = counting(8);
    const auto made = plan("STM32L476", 1024, {{0x08000000, bytes}, {0x08000400, bytes}});
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(made->extents.size(), 2U);
    EXPECT_EQ(made->programBytes, 16U);
    EXPECT_EQ(made->provenBytes, 2048U);
    const auto content = made->expected(0x08000400 - 8, 16);
    std::vector<std::uint8_t> wanted(8, 0xFF);
    wanted.insert(wanted.end(), bytes.begin(), bytes.end());
    EXPECT_EQ(content, wanted);
}

TEST(FlashPlan, CallsAnEmptyImageEmpty) {
    EXPECT_EQ(plan("STM32F103CB", 128, {}).fault().code, FaultCode::ImageEmpty);
    EXPECT_EQ(plan("STM32F103CB", 128, {{0x08000000, {}}}).fault().code, FaultCode::ImageEmpty);
}

TEST(FlashPlan, RefusesTheFirstByteOutsideTheFlash) {
    const auto bytes = counting(16);
    const auto behind = plan("STM32F103CB", 128, {{0x0801FFF8, bytes}});
    ASSERT_FALSE(behind.ok());
    EXPECT_EQ(behind.fault().code, FaultCode::ImageOutsideDevice);
    EXPECT_EQ(behind.fault().address, 0x08020000U);
    const auto before = plan("STM32F103CB", 128, {{0x07FFFFFE, bytes}});
    ASSERT_FALSE(before.ok());
    EXPECT_EQ(before.fault().address, 0x07FFFFFEU);
    EXPECT_FALSE(plan("STM32F103CB", 128, {{0xFFFFFFF8, bytes}}).ok());
}

TEST(FlashPlan, RefusesTheHoleBetweenTheBanksOfATrimmedG4) {
    const auto bytes = counting(16);
    const auto made = plan("STM32G474CB", 128, {{0x08010000 - 8, bytes}});
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.fault().address, 0x08010000U);
}

TEST(FlashPlan, RefusesPiecesThatOverlap) {
    const auto bytes = counting(16);
    const auto made = plan("STM32F103CB", 128, {{0x08000000, bytes}, {0x0800000F, bytes}});
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.fault().code, FaultCode::ImageOverlap);
    EXPECT_EQ(made.fault().address, 0x0800000FU);
}

TEST(FlashPlan, SparesEverySectorTheImageDoesNotTouch) {
    const auto bytes = counting(100);
    const auto made = plan("STM32F407", 1024, {{0x08004000, bytes}, {0x0800BFFF, bytes}});
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(made->proof, (std::vector<ProofRange>{{0x08004000, 0xC000}}));
    EXPECT_EQ(made->sectors, 3U);
    EXPECT_EQ(made->erases[0].control, 1U << 1U | 1U << 3U);
    EXPECT_EQ(made->erases[1].control, 1U << 1U | 2U << 3U);
    EXPECT_EQ(made->erases[2].control, 1U << 1U | 3U << 3U);
}

TEST(FlashPlan, NamesTheBankOfAPageOnL4) {
    const auto bytes = counting(8);
    const auto made = plan("STM32L476", 1024, {{0x08081000, bytes}});
    ASSERT_TRUE(made.ok());
    ASSERT_EQ(made->erases.size(), 1U);
    EXPECT_EQ(made->erases[0].control, 1U << 1U | 2U << 3U | 1U << 11U);
}

TEST(FlashPlan, ErasesAWholeL4AtOnceBecauseThatTakesNoLongerThanAPage) {
    const auto bytes = counting(8);
    const auto made = plan("STM32L476", 1024, {{0x08000000, bytes}}, EraseScope::Chip);
    ASSERT_TRUE(made.ok());
    EXPECT_TRUE(made->massErase);
    ASSERT_EQ(made->erases.size(), 1U);
    EXPECT_EQ(made->erases[0].control, 1U << 2U | 1U << 15U);
    EXPECT_EQ(made->sectors, 512U);
    EXPECT_EQ(made->provenBytes, 1'048'576U);
}

TEST(FlashPlan, ErasesOneBankAtOnceWhenTheImageFillsIt) {
    const auto bytes = counting(0x80000 + 8);
    const auto made = plan("STM32L476", 1024, {{0x08000000, bytes}});
    ASSERT_TRUE(made.ok());
    ASSERT_EQ(made->erases.size(), 2U);
    EXPECT_TRUE(made->erases[0].mass);
    EXPECT_EQ(made->erases[0].control, 1U << 2U);
    EXPECT_FALSE(made->erases[1].mass);
    EXPECT_EQ(made->erases[1].control, 1U << 1U | 1U << 11U);
    EXPECT_EQ(made->sectors, 257U);
}

TEST(FlashPlan, NeverErasesAllAtOnceWhenOnePageIsNotPlanned) {
    const auto bytes = counting(127UL * 1024);
    const auto made = plan("STM32F103CB", 128, {{0x08000000, bytes}});
    ASSERT_TRUE(made.ok());
    EXPECT_FALSE(made->massErase);
    EXPECT_EQ(made->erases.size(), 127U);
}

TEST(FlashPlan, ErasesAHalfSizedH7SectorBySectorBecauseThatIsFaster) {
    const auto bytes = counting(32);
    const auto half = plan("STM32H725AE", 512, {{0x08000000, bytes}}, EraseScope::Chip);
    ASSERT_TRUE(half.ok());
    EXPECT_EQ(half->erases.size(), 4U);
    const auto whole = plan("STM32H725", 1024, {{0x08000000, bytes}}, EraseScope::Chip);
    ASSERT_TRUE(whole.ok());
    EXPECT_EQ(whole->erases.size(), 1U);
    EXPECT_EQ(whole->erases[0].control, 1U << 3U);
}

TEST(FlashPlan, DigestsThePrefixAndEveryProvenByte) {
    const auto bytes = counting(8);
    const auto made = plan("STM32G474", 512, {{0x08000800, bytes}, {0x08040000, bytes}});
    ASSERT_TRUE(made.ok());
    std::vector<std::uint8_t> message{7, 8, 9};
    for (int i = 0; i < 2; i++) {
        message.insert(message.end(), bytes.begin(), bytes.end());
        message.resize(message.size() + 2040, 0xFF);
    }
    const std::array<std::uint8_t, 3> prefix{7, 8, 9};
    EXPECT_EQ(made->digest(prefix), base::sha256(message));
}

TEST(PageBuffers, UseAllTheRamOfAnH7InSteadyOrder) {
    const std::array ram{RamRegion{0x20000000, 0x20000}, RamRegion{0x24000000, 0x50000}};
    const PageBuffers buffers = pageBuffers(ram, 0x20000D81, 32);
    EXPECT_EQ(buffers.pageBytes, 8192U);
    EXPECT_EQ(buffers.addresses.front(), 0x20000DA0U);
    EXPECT_EQ(buffers.addresses.size(), 15U + 40U);
    EXPECT_EQ(buffers.addresses.back(), 0x24000000U + 39 * 8192);
}

TEST(PageBuffers, FitTheSmallestF103) {
    const std::array ram{RamRegion{0x20000000, 10 * 1024}};
    const PageBuffers buffers = pageBuffers(ram, 0x20000D20, 2);
    EXPECT_EQ(buffers.pageBytes, 512U);
    ASSERT_FALSE(buffers.addresses.empty());
    EXPECT_LE(buffers.addresses.back() + buffers.pageBytes, 0x20002800U);
    EXPECT_GE(buffers.addresses.size(), 12U);
}

TEST(LoaderWork, ProgramsASectorOnlyBehindItsEraseAndBlankCheck) {
    const auto bytes = counting(200'000);
    const auto made = plan("STM32H725", 1024, {{0x08000000, bytes}});
    ASSERT_TRUE(made.ok());
    const auto work = loaderWork(*made, 8192, made->device->fastestKhz());
    std::uint32_t blankUpTo = 0x08000000;
    std::uint32_t erasedUpTo = 0x08000000;
    std::uint32_t programmed = 0;
    for (const LoaderWork& each : work) {
        if (each.operation == wire::LoaderErase) {
            erasedUpTo = each.address + 131'072;
        } else if (each.operation == wire::LoaderBlankCheck) {
            blankUpTo = each.address + each.length;
        } else if (each.operation == wire::LoaderProgram) {
            EXPECT_LE(each.address + each.length, std::min(blankUpTo, erasedUpTo));
            EXPECT_EQ(each.page.size(), each.length);
            EXPECT_LE(each.length, 8192U);
            EXPECT_EQ(each.length % 32, 0U);
            EXPECT_EQ(each.page.front(), bytes[each.address - 0x08000000]);
            programmed += each.length;
        }
    }
    EXPECT_EQ(programmed, made->programBytes);
    EXPECT_EQ(work.back().operation, wire::LoaderStop);
    EXPECT_EQ(work.front().operation, wire::LoaderErase);
}

TEST(LoaderWork, SumsDescriptorsSoThatAnyFlippedBitShows) {
    const auto bytes = counting(32);
    const LoaderWork work{
        .operation = wire::LoaderProgram, .address = 0x08000000, .length = 32, .page = bytes};
    const auto sound = describe(work, 5, 0x24000000);
    EXPECT_NE(describe(work, 69, 0x24000000).ownSum, sound.ownSum);
    for (unsigned bit = 0; bit < 32; bit++) {
        LoaderWork moved = work;
        moved.address ^= 1U << bit;
        EXPECT_NE(describe(moved, 5, 0x24000000).ownSum, sound.ownSum);
    }
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit++) {
        auto flipped = bytes;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ 1U << bit % 8);
        LoaderWork damaged = work;
        damaged.page = flipped;
        EXPECT_NE(describe(damaged, 5, 0x24000000).pageSum, sound.pageSum);
    }
}

} // namespace

} // namespace greenlight::target
