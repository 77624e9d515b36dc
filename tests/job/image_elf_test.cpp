#include "tests/job/image_samples.h"

#include <gtest/gtest.h>

namespace greenlight::job {
namespace {

using samples::Bytes;
using samples::ElfSegment;
using samples::writeElf;

// Offsets of the ELF specification (TIS ELF 1.2, figures 1-3 and 2-1).
constexpr std::size_t eIdentClass = 4;
constexpr std::size_t eIdentData = 5;
constexpr std::size_t eType = 16;
constexpr std::size_t eMachine = 18;
constexpr std::size_t ePhoff = 28;
constexpr std::size_t ePhnum = 44;
constexpr std::size_t firstProgramHeader = 52;
constexpr std::size_t pOffset = firstProgramHeader + 4;
constexpr std::size_t pFilesz = firstProgramHeader + 16;
constexpr std::size_t pMemsz = firstProgramHeader + 20;

const std::vector<ElfSegment> firmware{
    {.virtualAddress = 0x08000000, .physicalAddress = 0x08000000, .bytes = {1, 2, 3, 4}},
    {.virtualAddress = 0x20000000, .physicalAddress = 0x08000004, .bytes = {5, 6}},
    {.virtualAddress = 0x20000010, .physicalAddress = 0x20000010, .extraMemory = 64},
    {.type = 0x70000001, .physicalAddress = 0x08000000, .bytes = {9}}, // PT_ARM_EXIDX
    {.virtualAddress = 0x08010000, .physicalAddress = 0x08010000, .bytes = {7}, .extraMemory = 3},
};

Result<Image> parse(const Bytes& file) { return parseImage("a.elf", file); }

FaultCode codeOf(const Bytes& file) {
    const auto image = parse(file);
    EXPECT_FALSE(image.ok());
    return image ? FaultCode::Internal : image.fault().code;
}

FaultCode codeWith(std::size_t offset, std::uint8_t value) {
    Bytes file = writeElf(firmware, 0x08000101);
    file.at(offset) = value;
    return codeOf(file);
}

TEST(ElfImage, PutsTheFileBytesOfLoadSegmentsAtTheirPhysicalAddresses) {
    const auto image = parse(writeElf(firmware, 0x08000101));
    ASSERT_TRUE(image.ok()) << image.fault().note;
    EXPECT_EQ(image->segments(),
              (std::vector<Segment>{{.address = 0x08000000, .bytes = {1, 2, 3, 4, 5, 6}},
                                    {.address = 0x08010000, .bytes = {7}}}));
    EXPECT_EQ(image->entryPoint(), 0x08000101U);
    EXPECT_FALSE(parse(writeElf(firmware, 0))->entryPoint().has_value());
}

TEST(ElfImage, TakesOnlyLittleEndian32BitExecutablesForArm) {
    EXPECT_EQ(codeWith(0, 'x'), FaultCode::ImageSyntax);
    EXPECT_EQ(codeWith(eIdentClass, 2), FaultCode::ImageSyntax);
    EXPECT_EQ(codeWith(eIdentData, 2), FaultCode::ImageSyntax);
    Bytes bigEndian = writeElf(firmware, 0);
    bigEndian.at(eIdentData) = 2;
    EXPECT_EQ(parse(bigEndian).fault().note, "a.elf: not a 32-bit little-endian ELF file");
    EXPECT_EQ(codeWith(eMachine, 62), FaultCode::ImageSyntax);
    EXPECT_EQ(codeWith(eType, 1), FaultCode::ImageSyntax); // relocatable
    EXPECT_EQ(codeWith(eType, 3), FaultCode::ImageSyntax); // shared
}

TEST(ElfImage, RefusesTablesAndSegmentsThatTheFileDoesNotHave) {
    EXPECT_EQ(codeWith(ePhoff + 2, 1), FaultCode::ImageTruncated);
    EXPECT_EQ(codeWith(ePhnum, 255), FaultCode::ImageTruncated);
    EXPECT_EQ(codeWith(pOffset + 3, 0xFF), FaultCode::ImageTruncated);
    Bytes file = writeElf(firmware, 0);
    file.at(pFilesz + 1) = 2;
    file.at(pMemsz + 1) = 2;
    EXPECT_EQ(codeOf(file), FaultCode::ImageTruncated);
}

TEST(ElfImage, CutInsideItsHeaderIsCalledTruncated) {
    Bytes file = writeElf(firmware, 0);
    file.resize(51);
    EXPECT_EQ(codeOf(file), FaultCode::ImageTruncated);
}

TEST(ElfImage, DoesNotCareWhereSegmentsWithoutFileBytesPointTo) {
    constexpr std::size_t thirdOffset = pOffset + 64;
    Bytes file = writeElf(firmware, 0);
    file.at(thirdOffset + 3) = 0xFF;
    EXPECT_TRUE(parse(file).ok());
}

TEST(ElfImage, RefusesMoreInTheFileThanInMemory) {
    EXPECT_EQ(codeWith(pMemsz, 3), FaultCode::ImageSyntax);
}

TEST(ElfImage, RefusesAnUnreasonableNumberOfProgramHeaders) {
    std::vector<ElfSegment> many(1025);
    many.front().bytes = {1};
    EXPECT_EQ(codeOf(writeElf(many, 0)), FaultCode::ImageSyntax);
    many.pop_back();
    EXPECT_TRUE(parse(writeElf(many, 0)).ok());
}

TEST(ElfImage, RefusesOverlapsWrapsAndEmptiness) {
    EXPECT_EQ(codeOf(writeElf({{.physicalAddress = 0x100, .bytes = {1, 2}},
                               {.physicalAddress = 0x101, .bytes = {2}}},
                              0)),
              FaultCode::ImageOverlap);
    EXPECT_EQ(codeOf(writeElf({{.physicalAddress = 0xFFFFFFFF, .bytes = {1, 2}}}, 0)),
              FaultCode::ImageOutsideDevice);
    EXPECT_EQ(codeOf(writeElf({{.physicalAddress = 0x100, .extraMemory = 16}}, 0)),
              FaultCode::ImageEmpty);
    EXPECT_EQ(codeOf(writeElf({}, 0)), FaultCode::ImageSyntax); // no program header at all
}

TEST(ElfImage, SurvivesAnyByteBeingAnything) {
    const Bytes good = writeElf(firmware, 0x08000101);
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const unsigned value : {0x00U, 0x01U, 0x7FU, 0x80U, 0xFFU}) {
            Bytes file = good;
            file[i] = static_cast<std::uint8_t>(value);
            const auto image = parse(file);
            if (!image) {
                EXPECT_FALSE(image.fault().note.empty());
            } else {
                EXPECT_LE(image->sizeBytes(), good.size());
            }
        }
    }
}

} // namespace
} // namespace greenlight::job
