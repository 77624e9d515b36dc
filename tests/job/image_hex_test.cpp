#include "tests/job/image_samples.h"

#include <gtest/gtest.h>

namespace greenlight::job {
namespace {

using samples::asBytes;
using samples::Bytes;
using samples::hexRecord;

const std::string endOfFile = ":00000001FF\n";

Result<Image> parse(const std::string& text) { return parseImage("a.hex", asBytes(text)); }

FaultCode codeOf(const std::string& text) {
    const auto image = parse(text);
    EXPECT_FALSE(image.ok()) << text;
    return image ? FaultCode::Internal : image.fault().code;
}

std::string noteOf(const std::string& text) {
    const auto image = parse(text);
    return image ? "no fault" : image.fault().note;
}

TEST(IntelHex, ReadsTheExampleOfTheSpecification) {
    // A data record with the 16 bytes from 0x0100, as printed in many descriptions of the format.
    const auto image = parse(":10010000214601360121470136007EFE09D2190140\n" + endOfFile);
    ASSERT_TRUE(image.ok()) << image.fault().note;
    EXPECT_EQ(image->segments(),
              (std::vector<Segment>{{.address = 0x100,
                                     .bytes = {0x21, 0x46, 0x01, 0x36, 0x01, 0x21, 0x47, 0x01, 0x36,
                                               0x00, 0x7E, 0xFE, 0x09, 0xD2, 0x19, 0x01}}}));
    EXPECT_FALSE(image->entryPoint().has_value());
}

TEST(IntelHex, AddsTheLinearBase) {
    const auto image = parse(":020000040800F2\n:020010000102EB\n:0400000508000131BD\n" + endOfFile);
    ASSERT_TRUE(image.ok()) << image.fault().note;
    EXPECT_EQ(image->segments(), (std::vector<Segment>{{.address = 0x08000010, .bytes = {1, 2}}}));
    EXPECT_EQ(image->entryPoint(), 0x08000131U);
}

TEST(IntelHex, AddsTheSegmentBase) {
    const auto image = parse(hexRecord(2, 0, {0x12, 0x34}) + "\n" + hexRecord(0, 0x0010, {7}) +
                             "\n" + hexRecord(3, 0, {0x10, 0x00, 0x00, 0x04}) + "\n" + endOfFile);
    ASSERT_TRUE(image.ok()) << image.fault().note;
    EXPECT_EQ(image->segments(), (std::vector<Segment>{{.address = 0x12350, .bytes = {7}}}));
    EXPECT_EQ(image->entryPoint(), 0x10004U);
}

TEST(IntelHex, TakesEitherCaseEitherLineEndEmptyLinesAndNoLastLineEnd) {
    const auto image = parse("\r\n:020000040800f2\r\n\n:01000000aB54\n\r\n:00000001ff");
    ASSERT_TRUE(image.ok()) << image.fault().note;
    EXPECT_EQ(image->segments(), (std::vector<Segment>{{.address = 0x08000000, .bytes = {0xAB}}}));
}

TEST(IntelHex, GoesStraightOnAcross64KiBWithALinearBase) {
    const auto image = parse(":020000040800F2\n" + hexRecord(0, 0xFFFF, {1, 2}) + "\n" + endOfFile);
    ASSERT_TRUE(image.ok()) << image.fault().note;
    EXPECT_EQ(image->segments(), (std::vector<Segment>{{.address = 0x0800FFFF, .bytes = {1, 2}}}));
}

TEST(IntelHex, RefusesAWrapInsideASegment) {
    const std::string over = hexRecord(0, 0xFFFF, {1, 2}) + "\n" + endOfFile;
    const std::string upTo = hexRecord(0, 0xFFFE, {1, 2}) + "\n" + endOfFile;
    for (const std::string& base : {std::string(), hexRecord(2, 0, {0x10, 0x00}) + "\n"}) {
        const std::string text = base + over;
        EXPECT_EQ(codeOf(text), FaultCode::ImageSyntax);
        EXPECT_NE(noteOf(text).find("wraps around"), std::string::npos) << noteOf(text);
        EXPECT_TRUE(parse(base + upTo).ok());
    }
}

TEST(IntelHex, RefusesAddressesBeyond32Bits) {
    const std::string base = hexRecord(4, 0, {0xFF, 0xFF}) + "\n";
    EXPECT_EQ(codeOf(base + hexRecord(0, 0xFFFF, {1, 2}) + "\n" + endOfFile),
              FaultCode::ImageOutsideDevice);
    const auto last = parse(base + hexRecord(0, 0xFFFF, {1}) + "\n" + endOfFile);
    ASSERT_TRUE(last.ok()) << last.fault().note;
    EXPECT_EQ(last->segments().front().end(), 0x100000000U);
}

TEST(IntelHex, NamesTheLineOfAWrongChecksum) {
    const std::string text = ":020000040800F2\n:020010000102EC\n" + endOfFile;
    EXPECT_EQ(codeOf(text), FaultCode::ImageChecksum);
    EXPECT_EQ(noteOf(text), "a.hex: line 2: checksum EC where EB is right");
}

TEST(IntelHex, DemandsTheEndOfFileRecordAndNothingAfterIt) {
    EXPECT_EQ(codeOf(":020010000102EB\n"), FaultCode::ImageTruncated);
    EXPECT_EQ(codeOf(":020010000102EB\n" + endOfFile + ":020020000102DB\n"),
              FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(":020010000102EB\n" + endOfFile + " "), FaultCode::ImageSyntax);
    EXPECT_TRUE(parse(":020010000102EB\n" + endOfFile + "\r\n\n").ok());
}

TEST(IntelHex, RefusesMalformedRecords) {
    const std::string good = "\n" + endOfFile;
    EXPECT_EQ(codeOf("020010000102EB" + good), FaultCode::ImageSyntax);     // no colon
    EXPECT_EQ(codeOf(";020010000102EB" + good), FaultCode::ImageSyntax);    // not a colon
    EXPECT_EQ(codeOf(":020010000102EB0" + good), FaultCode::ImageSyntax);   // half a byte more
    EXPECT_EQ(codeOf(":020010000102E" + good), FaultCode::ImageSyntax);     // half a byte
    EXPECT_EQ(codeOf(":020010000102EG" + good), FaultCode::ImageSyntax);    // no digit
    EXPECT_EQ(codeOf(":0200100001EB" + good), FaultCode::ImageSyntax);      // too short
    EXPECT_EQ(codeOf(":020010000102EB00" + good), FaultCode::ImageSyntax);  // too long
    EXPECT_EQ(codeOf(":" + good), FaultCode::ImageSyntax);                  // nothing
    EXPECT_EQ(codeOf(hexRecord(6, 0, {}) + good), FaultCode::ImageSyntax);  // type
    EXPECT_EQ(codeOf(hexRecord(4, 0, {8}) + good), FaultCode::ImageSyntax); // size
    EXPECT_EQ(codeOf(hexRecord(2, 0, {8, 0, 0}) + good), FaultCode::ImageSyntax); // size
    EXPECT_EQ(codeOf(hexRecord(3, 0, {8, 0}) + good), FaultCode::ImageSyntax);    // size
    EXPECT_EQ(codeOf(hexRecord(5, 0, {8, 0}) + good), FaultCode::ImageSyntax);    // size
    EXPECT_EQ(codeOf(":020010000102EB\n" + hexRecord(1, 0, {1})), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(":" + std::string(100'000, '0') + good), FaultCode::ImageSyntax);
}

TEST(IntelHex, RefusesOverlapsEvenWithEqualBytes) {
    const std::string equal = hexRecord(0, 0x10, {1, 2}) + "\n" + hexRecord(0, 0x20, {1}) + "\n" +
                              hexRecord(0, 0x11, {2}) + "\n" + endOfFile;
    EXPECT_EQ(codeOf(equal), FaultCode::ImageOverlap);
    EXPECT_EQ(noteOf(equal), "a.hex: line 1 and line 3 both write there");
    EXPECT_EQ(parse(equal).fault().address, 0x11U);
}

TEST(IntelHex, WithoutADataByteIsEmpty) {
    EXPECT_EQ(codeOf(endOfFile), FaultCode::ImageEmpty);
    EXPECT_EQ(codeOf(hexRecord(0, 0x10, {}) + "\n" + endOfFile), FaultCode::ImageEmpty);
}

TEST(IntelHex, ReadsBackWhatAnyWriterWrote) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        samples::Random random(seed);
        const auto segments = samples::randomSegments(random);
        const auto image = parse(samples::writeHex(segments, random));
        ASSERT_TRUE(image.ok()) << image.fault().note << ", seed " << seed;
        ASSERT_EQ(image->segments(), segments) << "seed " << seed;
    }
}

} // namespace
} // namespace greenlight::job
