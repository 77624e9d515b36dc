#include "engine/job/check_digit.h"
#include "engine/job/patch.h"
#include "engine/job/recipe.h"
#include "engine/job/unit_image.h"

#include <gtest/gtest.h>

#include <string>

namespace greenlight::job {

namespace {

using Bytes = std::vector<std::uint8_t>;

// Published examples: ISO/IEC 7812-1 annex B, the GS1 General Specifications 7.9, Code 39's own
// name, ISO/IEC 7064.
TEST(CheckDigit, IsThatOfThePublishedExamples) {
    EXPECT_EQ(checkCharacters(CheckDigit::Luhn, "7992739871"), "3");
    EXPECT_EQ(checkCharacters(CheckDigit::Gs1, "629104150021"), "3");
    EXPECT_EQ(checkCharacters(CheckDigit::Gs1, "37610425002123456"), "9");
    EXPECT_EQ(checkCharacters(CheckDigit::Mod43, "CODE39"), "W");
    EXPECT_EQ(checkCharacters(CheckDigit::Mod97, "794"), "44");
}

TEST(CheckDigit, LeavesSignsAndLettersOfAPrefixOut) {
    EXPECT_EQ(checkCharacters(CheckDigit::Luhn, "TH-79927398-71"), "3");
    EXPECT_EQ(checkCharacters(CheckDigit::Mod97, "7-9-4"), "44");
    EXPECT_NE(checkCharacters(CheckDigit::Mod97, "A794"), "44");
}

TEST(CheckDigit, CannotBeHadOfNothingToCount) {
    for (const CheckDigit scheme : {CheckDigit::Luhn, CheckDigit::Gs1}) {
        EXPECT_FALSE(checkCharacters(scheme, "ABC").has_value());
    }
    EXPECT_FALSE(checkCharacters(CheckDigit::Mod43, "th200").has_value());
    EXPECT_FALSE(checkCharacters(CheckDigit::Mod43, "").has_value());
    EXPECT_FALSE(checkCharacters(CheckDigit::Mod97, "--").has_value());
    EXPECT_FALSE(checkCharacters(CheckDigit::None, "1").has_value());
}

TEST(CheckDigit, FindsEveryWrongDigit) {
    for (const CheckDigit scheme : {CheckDigit::Luhn, CheckDigit::Gs1, CheckDigit::Mod97}) {
        const std::string body = "40170725";
        const std::string good = body + *checkCharacters(scheme, body);
        EXPECT_TRUE(endsInItsCheck(scheme, good));
        for (std::size_t i = 0; i < good.size(); ++i) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string other = good;
                other[i] = digit;
                EXPECT_EQ(endsInItsCheck(scheme, other), other == good) << other;
            }
        }
    }
    EXPECT_FALSE(endsInItsCheck(CheckDigit::Luhn, "3"));
    EXPECT_FALSE(endsInItsCheck(CheckDigit::Mod97, "44"));
    EXPECT_FALSE(endsInItsCheck(CheckDigit::Luhn, ""));
}

TEST(CheckDigit, IsDemandedOfAScannedSerial) {
    const SerialRule rule{.source = SerialSource::Scan, .check = CheckDigit::Luhn};
    EXPECT_TRUE(checkSerial(rule, "79927398713").ok());
    EXPECT_EQ(checkSerial(rule, "79927398718").fault().code, FaultCode::SerialCheckDigit);
}

TEST(CheckDigit, IsPutBehindACountedNumber) {
    SerialRange range{.prefix = "P", .digits = 10, .first = 7992739871, .last = 7992739872};
    EXPECT_EQ(range.serial(7992739871), "P7992739871");
    const std::string plain = range.series();
    range.check = CheckDigit::Luhn;
    EXPECT_EQ(range.serial(7992739871), "P79927398713");
    EXPECT_NE(range.series(), plain);
}

TEST(UnitTable, IsReadLineByLine) {
    const auto table = parseUnitTable("A1,00ff\r\nA2,0102\n\nA3,7F");
    ASSERT_TRUE(table.ok()) << table.fault().note;
    EXPECT_EQ(table->size(), 3U);
    EXPECT_EQ(table->at("A1"), (Bytes{0x00, 0xFF}));
    EXPECT_EQ(table->at("A3"), (Bytes{0x7F}));
}

TEST(UnitTable, IsRefusedWithTheLineThatIsWrong) {
    const UnitTableLimits limits{.units = 2, .bytesOfUnit = 2};
    const auto noteOf = [&limits](std::string_view text) {
        const auto table = parseUnitTable(text, limits);
        EXPECT_EQ(table.fault().code, FaultCode::PatchTable);
        return table.fault().note;
    };
    EXPECT_EQ(noteOf("A,01\nB02\n"), "line 2: not a serial number, a comma and hexadecimal digits");
    EXPECT_EQ(noteOf(",01\n"), "line 1: not a serial number, a comma and hexadecimal digits");
    EXPECT_EQ(noteOf("A,0g\n"), "line 1: not 1 to 2 bytes in hexadecimal digits");
    EXPECT_EQ(noteOf("A,\n"), "line 1: not 1 to 2 bytes in hexadecimal digits");
    EXPECT_EQ(noteOf("A,010203\n"), "line 1: not 1 to 2 bytes in hexadecimal digits");
    EXPECT_EQ(noteOf("A,01\n\nA,02\n"), "line 3: A comes a second time");
    EXPECT_EQ(noteOf("A,01\nB,01\nC,01\n"), "line 3: more than 2 units");
    EXPECT_EQ(noteOf("\n\n"), "line 1: no unit");
}

class Patches : public testing::Test {
protected:
    Patches() {
        recipe.image =
            std::make_shared<const Image>(*parseImage("a.bin", Bytes(64, 0xA0), 0x0800'0000));
        recipe.serial = {.source = SerialSource::Scan};
    }

    [[nodiscard]] Bytes bytes(std::string_view serial) const {
        const auto segments = unitSegments(recipe, serial, uid);
        EXPECT_TRUE(segments.ok());
        return segments->front().bytes;
    }

    [[nodiscard]] FaultCode refusal(std::string_view serial) const {
        const auto segments = unitSegments(recipe, serial, uid);
        return segments.ok() ? FaultCode::Internal : segments.fault().code;
    }

    Recipe recipe;
    Uid uid{0x12, 0x34};
};

TEST_F(Patches, ComeFromSerialUidTextAndTable) {
    const auto table = std::make_shared<const UnitTable>(UnitTable{{"77", {0xDE, 0xAD}}});
    recipe.patches = {
        {.address = 0x0800'0008, .format = SerialFormat::BigEndian32},
        {.address = 0x0800'0010,
         .source = PatchSource::ChipUid,
         .format = SerialFormat::Hexadecimal,
         .bytes = 12},
        {.address = 0x0800'0020, .source = PatchSource::Text, .text = "v1"},
        {.address = 0x0800'0030, .source = PatchSource::Table, .table = table},
    };
    const Bytes all = bytes("77");
    EXPECT_EQ(Bytes(all.begin() + 7, all.begin() + 13), (Bytes{0xA0, 0, 0, 0, 77, 0xA0}));
    EXPECT_EQ(Bytes(all.begin() + 16, all.begin() + 18), (Bytes{0x12, 0x34}));
    EXPECT_EQ(Bytes(all.begin() + 27, all.begin() + 29), (Bytes{0, 0xA0}));
    EXPECT_EQ(Bytes(all.begin() + 32, all.begin() + 35), (Bytes{'v', '1', 0xA0}));
    EXPECT_EQ(Bytes(all.begin() + 48, all.begin() + 51), (Bytes{0xDE, 0xAD, 0xA0}));
}

TEST_F(Patches, OfAUnitThatTheTableDoesNotKnowAreRefused) {
    recipe.patches = {{.address = 0x0800'0008,
                       .source = PatchSource::Table,
                       .table = std::make_shared<const UnitTable>(UnitTable{{"77", {1}}})}};
    EXPECT_EQ(refusal("78"), FaultCode::UnitDataMissing);
}

TEST_F(Patches, OfAnotherLengthThanDemandedAreRefused) {
    recipe.patches = {{.address = 0x0800'0008, .bytes = 3}};
    EXPECT_EQ(refusal("78"), FaultCode::SerialDoesNotFit);
    EXPECT_EQ(refusal("789"), FaultCode::Internal);
}

TEST_F(Patches, ThatShareAByteAreRefused) {
    recipe.serial.address = 0x0800'0008;
    recipe.patches = {{.address = 0x0800'000A, .source = PatchSource::Text, .text = "x"}};
    EXPECT_EQ(refusal("12"), FaultCode::Internal);
    EXPECT_EQ(refusal("123"), FaultCode::ImageOverlap);
}

} // namespace

} // namespace greenlight::job
