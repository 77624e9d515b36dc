#include "engine/job/recipe.h"
#include "engine/job/unit_image.h"

#include <gtest/gtest.h>

namespace greenlight::job {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(SerialFormat, WritesWhatTheRecipeNames) {
    EXPECT_EQ(*encodeSerial(SerialFormat::Ascii, "A1"), (Bytes{'A', '1'}));
    EXPECT_EQ(*encodeSerial(SerialFormat::LittleEndian32, "305419896"),
              (Bytes{0x78, 0x56, 0x34, 0x12}));
    EXPECT_EQ(*encodeSerial(SerialFormat::LittleEndian64, "1"), (Bytes{1, 0, 0, 0, 0, 0, 0, 0}));
    EXPECT_EQ(*encodeSerial(SerialFormat::BinaryCodedDecimal, "12345"), (Bytes{0x01, 0x23, 0x45}));
}

TEST(SerialFormat, RefusesWhatDoesNotFit) {
    for (const auto& [format, serial] :
         {std::pair{SerialFormat::LittleEndian32, "4294967296"},
          std::pair{SerialFormat::LittleEndian32, "12x"},
          std::pair{SerialFormat::LittleEndian32, "-1"},
          std::pair{SerialFormat::LittleEndian64, "18446744073709551616"},
          std::pair{SerialFormat::BinaryCodedDecimal, "12A"}}) {
        const auto bytes = encodeSerial(format, serial);
        ASSERT_FALSE(bytes.ok()) << serial;
        EXPECT_EQ(bytes.fault().code, FaultCode::SerialDoesNotFit) << serial;
    }
    EXPECT_EQ(encodeSerial(SerialFormat::Ascii, "").fault().code, FaultCode::SerialMissing);
}

TEST(SerialRule, TakesOnlyWhatMatchesThePattern) {
    const SerialRule rule{.source = SerialSource::Scan, .pattern = "^TH200-[0-9]{6}$"};
    EXPECT_TRUE(checkSerial(rule, "TH200-000001").ok());
    EXPECT_EQ(checkSerial(rule, "TH200-00001").fault().code, FaultCode::SerialPattern);
    EXPECT_EQ(checkSerial(rule, "").fault().code, FaultCode::SerialMissing);
}

TEST(SerialRule, RefusesControlCharactersAndEndlessScansWithoutAPattern) {
    const SerialRule rule{.source = SerialSource::Scan};
    EXPECT_TRUE(checkSerial(rule, std::string(longestSerial, 'A')).ok());
    EXPECT_FALSE(checkSerial(rule, std::string(longestSerial + 1, 'A')).ok());
    EXPECT_FALSE(checkSerial(rule, "A\nB").ok());
    EXPECT_FALSE(checkSerial(rule, "\xC3\xA4").ok());
}

TEST(SerialRule, AsksForNothingWhenTheSerialIsNotScanned) {
    EXPECT_TRUE(checkSerial({.source = SerialSource::ChipUid}, "").ok());
    EXPECT_TRUE(checkSerial({.source = SerialSource::None}, "").ok());
}

/// A recipe over raw bytes at 0x08000000 and 0x08000010.
Recipe recipeAt(std::uint32_t serialAddress) {
    const auto first = parseImage("a.bin", Bytes(8, 0xA0), 0x0800'0000);
    const auto second = parseImage("b.bin", Bytes(8, 0xB0), 0x0800'0010);
    const std::vector<Image> both{*first, *second};
    Recipe recipe;
    recipe.image = std::make_shared<const Image>(*combine(both));
    recipe.serial = {.source = SerialSource::Scan, .address = serialAddress};
    return recipe;
}

TEST(UnitSegments, ReplaceWhatTheImageHasAtTheSerialsPlace) {
    const auto segments = unitSegments(recipeAt(0x0800'0002), "xy", {});
    ASSERT_EQ(segments->size(), 2U);
    EXPECT_EQ((*segments)[0].bytes, (Bytes{0xA0, 0xA0, 'x', 'y', 0xA0, 0xA0, 0xA0, 0xA0}));
}

TEST(UnitSegments, GetASegmentOfTheirOwnWhereTheImageHasNothing) {
    const auto segments = unitSegments(recipeAt(0x0800'0100), "xy", {});
    ASSERT_EQ(segments->size(), 3U);
    EXPECT_EQ((*segments)[2], (Segment{0x0800'0100, {'x', 'y'}}));
}

TEST(UnitSegments, JoinASerialThatReachesFromOneSegmentIntoTheNext) {
    const auto segments = unitSegments(recipeAt(0x0800'0006), "0123456789ab", {});
    ASSERT_EQ(segments->size(), 1U);
    EXPECT_EQ(segments->front().address, 0x0800'0000U);
    const Bytes& bytes = segments->front().bytes;
    ASSERT_EQ(bytes.size(), 24U);
    EXPECT_EQ(std::string(bytes.begin() + 6, bytes.begin() + 18), "0123456789ab");
    EXPECT_EQ(bytes[5], 0xA0);
    EXPECT_EQ(bytes[18], 0xB0);
}

TEST(UnitSegments, LeaveTheImageAloneWhenTheSerialIsKeptInTheRecordOnly) {
    Recipe recipe = recipeAt(0);
    recipe.serial.address.reset();
    EXPECT_EQ(*unitSegments(recipe, "xy", {}), recipe.image->segments());
}

TEST(RecipeWords, LeadBackToTheirMeaning) {
    EXPECT_EQ(connectModeNamed(name(ConnectMode::Automatic)), ConnectMode::Automatic);
    EXPECT_EQ(eraseModeNamed("chip"), EraseMode::Chip);
    EXPECT_EQ(serialSourceNamed("uid"), SerialSource::ChipUid);
    EXPECT_EQ(serialFormatNamed("bcd"), SerialFormat::BinaryCodedDecimal);
    EXPECT_FALSE(eraseModeNamed("").has_value());
}

} // namespace
} // namespace greenlight::job
