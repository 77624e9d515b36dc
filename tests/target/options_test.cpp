#include "engine/target/options.h"

#include <gtest/gtest.h>

namespace greenlight::target {

namespace {

const Device& f103() { return *findDevice(0x410); }

const Device& f407() { return *findDevice(0x413); }

const Device& l476() { return *findDevice(0x415); }

const Device& g474() { return *findDevice(0x469); }

const Device& h725() { return *findDevice(0x483); }

using Indices = std::vector<std::size_t>;

std::vector<Sector> sectorsOf(const Device& device, unsigned flashKb, const OptionWords& words) {
    return device.layout(flashKb, words).value();
}

constexpr std::uint32_t l4Optr = 0x40022020;

/// Factory settings of an L476: everything open, no areas.
OptionWords l476Factory() {
    return {{l4Optr, 0xFFEFF8AA},     {0x40022024, 0xFFFFFFFF}, {0x40022028, 0x00000000},
            {0x4002202C, 0xFF00FFFF}, {0x40022030, 0xFF00FFFF}, {0x40022044, 0xFFFFFFFF},
            {0x40022048, 0x00000000}, {0x4002204C, 0xFF00FFFF}, {0x40022050, 0xFF00FFFF}};
}

/// Factory settings of an H72x (RM0468, table 18).
OptionWords h725Factory() {
    return {{0x5200201C, 0x179EAAF0}, {0x52002028, 0x000000FF}, {0x52002030, 0x800000FF},
            {0x52002038, 0x000000FF}, {0x52002040, 0x1FF00800}, {0x52002070, 0}};
}

void set(OptionWords& words, std::uint32_t address, std::uint32_t value) {
    for (OptionWord& word : words) {
        if (word.address == address) {
            word.value = value;
        }
    }
}

} // namespace

TEST(ReadProtection, IsReadFromTheFieldOfEachFamily) {
    EXPECT_EQ(readProtection(f407(), OptionWords{{0x40023C14, 0x0FFFAAED}}), 0U);
    EXPECT_EQ(readProtection(f407(), OptionWords{{0x40023C14, 0x0FFF00ED}}), 1U);
    EXPECT_EQ(readProtection(f407(), OptionWords{{0x40023C14, 0x0FFFCCED}}), 2U);
    EXPECT_EQ(readProtection(l476(), OptionWords{{l4Optr, 0xFFEFF8AA}}), 0U);
    EXPECT_EQ(readProtection(l476(), OptionWords{{l4Optr, 0xFFEFF8BB}}), 1U);
    EXPECT_EQ(readProtection(h725(), h725Factory()), 0U);
    EXPECT_EQ(readProtection(h725(), OptionWords{{0x5200201C, 0x179ECCF0}}), 2U);
    EXPECT_EQ(readProtection(f103(), OptionWords{{0x4002201C, 0x03FFFFFC}}), 0U);
    EXPECT_EQ(readProtection(f103(), OptionWords{{0x4002201C, 0x03FFFFFE}}), 1U);
}

TEST(ReadProtection, IsAssumedWhenNobodyReadIt) {
    for (const Device& device : allDevices()) {
        EXPECT_EQ(readProtection(device, {}), 1U) << device.name;
    }
}

TEST(WriteProtection, ClearedBitProtectsOneSectorOnF4AndH7) {
    const auto f4 = sectorsOf(f407(), 1024, {});
    EXPECT_EQ(writeProtected(f407(), OptionWords{{0x40023C14, 0x0FFFAAED}}, f4), Indices{});
    EXPECT_EQ(writeProtected(f407(), OptionWords{{0x40023C14, 0x07FEAAED}}, f4), (Indices{0, 11}));
    const auto h7 = sectorsOf(h725(), 1024, {});
    OptionWords words = h725Factory();
    EXPECT_EQ(writeProtected(h725(), words, h7), Indices{});
    set(words, 0x52002038, 0xFB);
    EXPECT_EQ(writeProtected(h725(), words, h7), Indices{2});
}

TEST(WriteProtection, ClearedBitProtectsFourPagesOnF1AndTheLastTheRest) {
    const auto pages = sectorsOf(f103(), 128, {});
    EXPECT_EQ(writeProtected(f103(), OptionWords{{0x40022020, 0xFFFFFFFD}}, pages),
              (Indices{4, 5, 6, 7}));
    EXPECT_EQ(writeProtected(f103(), OptionWords{{0x40022020, 0x7FFFFFFF}}, pages),
              (Indices{124, 125, 126, 127}));
    EXPECT_EQ(writeProtected(f103(), OptionWords{{0x40022020, 0xFFFFFFFF}}, pages), Indices{});
}

TEST(WriteProtection, EachBankOfAnH743AndAnH7A3HasItsOwnBits) {
    const OptionWords words{{0x52002038, 0xFFFFFFFE}, {0x52002138, 0xFFFFFFFD}};
    const Device& h743 = *findDevice(0x450);
    EXPECT_EQ(writeProtected(h743, words, sectorsOf(h743, 2048, {})), (Indices{0, 9}));
    EXPECT_EQ(writeProtected(h743, words, sectorsOf(h743, 1024, {})), (Indices{0, 5}));
    const Device& h7a3 = *findDevice(0x480);
    EXPECT_EQ(writeProtected(h7a3, words, sectorsOf(h7a3, 2048, {})),
              (Indices{0, 1, 2, 3, 132, 133, 134, 135}));
}

TEST(WriteProtection, ABitCoversFourSectorsOfAnH563AndOneOfAnH503) {
    const OptionWords words{{0x400220E8, 0xFFFFFFFD}, {0x400221E8, 0xFFFFFFFE}};
    const Device& h563 = *findDevice(0x484);
    EXPECT_EQ(writeProtected(h563, words, sectorsOf(h563, 1024, {})),
              (Indices{4, 5, 6, 7, 64, 65, 66, 67}));
    const Device& h503 = *findDevice(0x474);
    EXPECT_EQ(writeProtected(h503, words, sectorsOf(h503, 128, {})), (Indices{1, 8}));
}

TEST(WriteProtection, AreasOfL4ReachFromStartToEndInTheirBank) {
    OptionWords words = l476Factory();
    const auto pages = sectorsOf(l476(), 1024, words);
    EXPECT_EQ(writeProtected(l476(), words, pages), Indices{});
    set(words, 0x4002202C, 0x00020001);
    EXPECT_EQ(writeProtected(l476(), words, pages), (Indices{1, 2}));
    set(words, 0x4002204C, 0x00000000);
    EXPECT_EQ(writeProtected(l476(), words, pages), (Indices{1, 2, 256}));
}

TEST(WriteProtection, AreasOfBothBanksApplyToUndividedFlash) {
    const OptionWords words{{l4Optr, 0}, {0x4002204C, 0x00050005}};
    const auto pages = sectorsOf(g474(), 512, words);
    EXPECT_EQ(writeProtected(g474(), words, pages), Indices{5});
}

TEST(OptionBytes, HardwareWatchdogIsAClearedBit) {
    EXPECT_FALSE(hardwareWatchdog(f407(), OptionWords{{0x40023C14, 0x0FFFAAED}}));
    EXPECT_TRUE(hardwareWatchdog(f407(), OptionWords{{0x40023C14, 0x0FFFAACD}}));
    EXPECT_FALSE(hardwareWatchdog(h725(), h725Factory()));
    EXPECT_TRUE(hardwareWatchdog(h725(), OptionWords{{0x5200201C, 0x179EAAE0}}));
    EXPECT_TRUE(hardwareWatchdog(f103(), OptionWords{{0x4002201C, 0x03FFFFF8}}));
    EXPECT_TRUE(hardwareWatchdog(l476(), OptionWords{{l4Optr, 0xFFEEF8AA}}));
}

TEST(OptionBytes, FactorySettingsAreNotUnusual) {
    EXPECT_TRUE(unusualOptions(h725(), h725Factory()).empty());
    EXPECT_TRUE(unusualOptions(l476(), l476Factory()).empty());
}

TEST(OptionBytes, EveryProductStateOfAnH5ButOpenIsNamed) {
    const Device& h563 = *findDevice(0x484);
    const OptionWord noTrustZone{0x40022070, 0xC3000034};
    const auto state = [&](std::uint32_t value) {
        return OptionWords{{0x40022050, 0x2D3000F8 | value << 8}, noTrustZone};
    };
    EXPECT_EQ(readProtection(h563, state(0xED)), 0U);
    EXPECT_TRUE(unusualOptions(h563, state(0xED)).empty());
    EXPECT_EQ(readProtection(h563, state(0x17)), 1U);
    EXPECT_EQ(readProtection(h563, state(0x5C)), 2U);
    for (const std::uint32_t value : {0x17U, 0x2EU, 0xC6U, 0x72U, 0x5CU, 0x9AU, 0xA3U}) {
        const auto named = unusualOptions(h563, state(value));
        ASSERT_EQ(named.size(), 1U) << value;
        EXPECT_TRUE(named.front().starts_with("product state ")) << named.front();
    }
}

TEST(OptionBytes, TrustZoneHighCycleDataAndHiddenSectorsOfAnH5AreUnusual) {
    const Device& h563 = *findDevice(0x484);
    const OptionWords words{{0x40022050, 0xAD30EDF8},
                            {0x40022070, 0xB4000034},
                            {0x400220F0, 0x00008001},
                            {0x400220F8, 0x00000001},
                            {0x400221F8, 0x00030001}};
    EXPECT_EQ(unusualOptions(h563, words),
              (std::vector<std::string>{"a hide protection area in bank 2", "swapped banks",
                                        "high-cycle data sectors in bank 1", "TrustZone"}));
    // The H503 has no TrustZone; the byte means nothing there.
    EXPECT_TRUE(unusualOptions(*findDevice(0x474), OptionWords{{0x40022070, 0}}).empty());
}

TEST(OptionBytes, HiddenAreasAndSecurityAreUnusual) {
    OptionWords h7 = h725Factory();
    set(h7, 0x52002028, 0x00100001);
    EXPECT_EQ(unusualOptions(h725(), h7).size(), 1U);
    set(h7, 0x5200201C, 0x17BEAAF0);
    EXPECT_EQ(unusualOptions(h725(), h7).size(), 2U);
    const Device& h743 = *findDevice(0x450);
    const OptionWords two{{0x5200201C, 0x8406AAF0}, {0x52002128, 0x00100001}};
    EXPECT_EQ(unusualOptions(h743, two),
              (std::vector<std::string>{"code read-out protection in bank 2", "swapped banks"}));
    OptionWords l4 = l476Factory();
    set(l4, 0x40022024, 0);
    set(l4, 0x40022028, 8);
    EXPECT_EQ(unusualOptions(l476(), l4).size(), 1U);
    EXPECT_EQ(unusualOptions(g474(), OptionWords{{0x40022070, 0x00010004}}).size(), 2U);
}

} // namespace greenlight::target
