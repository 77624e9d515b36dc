#include "tests/job/image_samples.h"

#include <gtest/gtest.h>

namespace greenlight::job {
namespace {

using samples::asBytes;
using samples::srecRecord;

const std::string end = "\nS9030000FC\n";

Result<Image> parse(const std::string& text) { return parseImage("a.s19", asBytes(text)); }

FaultCode codeOf(const std::string& text) {
    const auto image = parse(text);
    EXPECT_FALSE(image.ok()) << text;
    return image ? FaultCode::Internal : image.fault().code;
}

std::string noteOf(const std::string& text) {
    const auto image = parse(text);
    return image ? "no fault" : image.fault().note;
}

TEST(MotorolaSrec, ReadsTheExampleOfTheReferenceManual) {
    // M68000 Family Programmer's Reference Manual, appendix C.
    const auto image = parse("S00600004844521B\n"
                             "S1130000285F245F2212226A000424290008237C2A\n"
                             "S11300100002000800082629001853812341001813\n"
                             "S113002041E900084E42234300182342000824A952\n"
                             "S107003000144ED492\n"
                             "S9030000FC\n");
    ASSERT_TRUE(image.ok()) << image.fault().note;
    ASSERT_EQ(image->segments().size(), 1U);
    EXPECT_EQ(image->segments().front().address, 0U);
    EXPECT_EQ(image->sizeBytes(), 52U);
    EXPECT_EQ(image->segments().front().bytes.front(), 0x28);
    EXPECT_EQ(image->segments().front().bytes.back(), 0xD4);
    EXPECT_FALSE(image->entryPoint().has_value());
}

TEST(MotorolaSrec, TakesAddressesOfAllThreeWidths) {
    const auto image = parse(srecRecord('1', 0x1000, {1}) + "\n" + srecRecord('2', 0x100000, {2}) +
                             "\r\n" + srecRecord('3', 0x08000000, {3}) + "\n" +
                             srecRecord('6', 3, {}) + "\n" + srecRecord('7', 0x08000131, {}));
    ASSERT_TRUE(image.ok()) << image.fault().note;
    EXPECT_EQ(image->segments(), (std::vector<Segment>{{.address = 0x1000, .bytes = {1}},
                                                       {.address = 0x100000, .bytes = {2}},
                                                       {.address = 0x08000000, .bytes = {3}}}));
    EXPECT_EQ(image->entryPoint(), 0x08000131U);
    EXPECT_EQ(
        parse(srecRecord('2', 0x10, {2}) + "\n" + srecRecord('8', 0x123456, {}))->entryPoint(),
        0x123456U);
}

TEST(MotorolaSrec, RefusesAWrapOfTheAddressField) {
    EXPECT_EQ(codeOf(srecRecord('1', 0xFFFF, {1, 2}) + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(srecRecord('2', 0xFFFFFF, {1, 2}) + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(srecRecord('3', 0xFFFFFFFF, {1, 2}) + end), FaultCode::ImageOutsideDevice);
    EXPECT_TRUE(parse(srecRecord('1', 0xFFFE, {1, 2}) + end).ok());
    EXPECT_TRUE(parse(srecRecord('2', 0xFFFFFE, {1, 2}) + end).ok());
    EXPECT_TRUE(parse(srecRecord('3', 0xFFFFFFFE, {1, 2}) + end).ok());
}

TEST(MotorolaSrec, NamesTheLineOfAWrongChecksum) {
    const std::string text = "S00600004844521B\nS107003000144ED493" + end;
    EXPECT_EQ(codeOf(text), FaultCode::ImageChecksum);
    EXPECT_EQ(noteOf(text), "a.s19: line 2: checksum 93 where 92 is right");
}

TEST(MotorolaSrec, HoldsTheCountAgainstTheRecords) {
    const std::string data = srecRecord('1', 0, {1}) + "\n" + srecRecord('1', 1, {2}) + "\n";
    EXPECT_TRUE(parse(data + srecRecord('5', 2, {}) + end).ok());
    EXPECT_EQ(codeOf(data + srecRecord('5', 3, {}) + end), FaultCode::ImageTruncated);
    EXPECT_EQ(codeOf(data + srecRecord('6', 1, {}) + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(data + srecRecord('5', 2, {1}) + end), FaultCode::ImageSyntax);
}

TEST(MotorolaSrec, DemandsTheTerminationRecordAndNothingAfterIt) {
    EXPECT_EQ(codeOf("S107003000144ED492\n"), FaultCode::ImageTruncated);
    EXPECT_EQ(codeOf("S107003000144ED492" + end + "S107004000144ED482\n"), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S107003000144ED492\n" + srecRecord('9', 0, {1})), FaultCode::ImageSyntax);
}

TEST(MotorolaSrec, RefusesAHeaderAmongTheData) {
    EXPECT_EQ(codeOf(srecRecord('1', 0, {1}) + "\n" + srecRecord('0', 1, {2}) + end),
              FaultCode::ImageSyntax);
}

TEST(MotorolaSrec, RefusesMalformedRecords) {
    EXPECT_EQ(codeOf("X107003000144ED492" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S1" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S402AA53" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("SA07003000144ED492" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S107003000144ED49" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S107003000144ED4G2" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S10700300014D492" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S107003000144ED49200" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S10100FE" + end), FaultCode::ImageSyntax); // too short for an address
    EXPECT_EQ(codeOf("S100FF" + end), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf("S1" + std::string(100'000, '0') + end), FaultCode::ImageSyntax);
}

TEST(MotorolaSrec, RefusesOverlapsAndEmptiness) {
    EXPECT_EQ(codeOf(srecRecord('1', 0, {1, 2}) + "\n" + srecRecord('1', 1, {2}) + end),
              FaultCode::ImageOverlap);
    EXPECT_EQ(codeOf("S00600004844521B" + end), FaultCode::ImageEmpty);
}

TEST(MotorolaSrec, ReadsBackWhatAnyWriterWrote) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        samples::Random random(seed);
        const auto segments = samples::randomSegments(random);
        const auto image = parse(samples::writeSrec(segments, random));
        ASSERT_TRUE(image.ok()) << image.fault().note << ", seed " << seed;
        ASSERT_EQ(image->segments(), segments) << "seed " << seed;
    }
}

} // namespace
} // namespace greenlight::job
