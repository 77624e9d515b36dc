#include "tests/job/image_samples.h"

#include <gtest/gtest.h>

#include <string>

// What becomes of files that were cut or damaged on their way: a fault or the very same image,
// never a crash and never another image.
namespace greenlight::job {
namespace {

using samples::asBytes;
using samples::Bytes;
using samples::hexRecord;
using samples::srecRecord;

const Bytes payload{0x00, 0x04, 0x00, 0x20, 0x01, 0x01, 0x00, 0x08, 0xA5, 0x5A};

std::string smallHex() {
    return hexRecord(4, 0, {0x08, 0x00}) + "\r\n" + hexRecord(0, 0, payload) + "\r\n" +
           hexRecord(0, 0x100, payload) + "\r\n" + hexRecord(5, 0, {8, 0, 1, 1}) + "\r\n" +
           hexRecord(1, 0, {}) + "\r\n";
}

std::string smallSrec() {
    return srecRecord('0', 0, {'x'}) + "\r\n" + srecRecord('3', 0x08000000, payload) + "\r\n" +
           srecRecord('3', 0x08000100, payload) + "\r\n" + srecRecord('5', 2, {}) + "\r\n" +
           srecRecord('7', 0x08000101, {}) + "\r\n";
}

void cutEverywhere(const std::string& name, std::span<const std::uint8_t> file) {
    const Digest whole = parseImage(name, file).value().digest();
    std::size_t refused = 0;
    for (std::size_t size = 0; size < file.size(); ++size) {
        // An exact copy, so that a sanitizer sees a read past its end.
        const Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
        const auto image = parseImage(name, cut);
        if (image) {
            EXPECT_EQ(image->digest(), whole) << name << " cut to " << size;
        } else {
            ++refused;
            EXPECT_FALSE(image.fault().note.empty());
        }
    }
    // Only the line end after the last record may be missing.
    EXPECT_GE(refused, file.size() - 2) << name;
}

TEST(DamagedImage, CutAnywhereIsRefused) {
    cutEverywhere("a.hex", asBytes(smallHex()));
    cutEverywhere("a.srec", asBytes(smallSrec()));
    cutEverywhere("a.elf", samples::writeElf({{.physicalAddress = 0x08000000, .bytes = payload},
                                              {.physicalAddress = 0x08000100, .bytes = payload}},
                                             0x08000101));
}

TEST(DamagedImage, CutInsideARecordIsCalledTruncated) {
    const std::string hex = smallHex();
    const std::string srec = smallSrec();
    EXPECT_EQ(parseImage("a.hex", asBytes(hex).first(hex.size() - 5)).fault().code,
              FaultCode::ImageTruncated);
    EXPECT_EQ(parseImage("a.hex", asBytes(hex).first(30)).fault().code, FaultCode::ImageTruncated);
    EXPECT_EQ(parseImage("a.srec", asBytes(srec).first(srec.size() - 5)).fault().code,
              FaultCode::ImageTruncated);
    EXPECT_EQ(parseImage("a.srec", asBytes(srec).first(srec.find("S7") + 1)).fault().code,
              FaultCode::ImageTruncated);
}

TEST(DamagedImage, WithAnyOneCharacterChangedIsNeverAnotherImage) {
    for (const auto& [name, text] : {std::pair<std::string, std::string>{"a.hex", smallHex()},
                                     std::pair<std::string, std::string>{"a.srec", smallSrec()}}) {
        const Digest whole = parseImage(name, asBytes(text)).value().digest();
        for (std::size_t i = 0; i < text.size(); ++i) {
            for (int character = 0; character < 256; ++character) {
                std::string damaged = text;
                damaged[i] = static_cast<char>(character);
                const auto image = parseImage(name, asBytes(damaged));
                // The type of an S-record is outside its checksum: what becomes of a narrower
                // address is nowhere near an STM32's flash.
                if (image && image->checkAgainst(0x08000000, 1U << 20U)) {
                    EXPECT_EQ(image->digest(), whole) << name << " at " << i << ": " << character;
                }
            }
        }
    }
}

TEST(DamagedImage, OfOneByteRecordsInReverseOrderIsStillWhole) {
    std::string text = hexRecord(4, 0, {0x08, 0x00}) + "\n";
    for (unsigned address = 0x10000; address > 0; --address) {
        text += hexRecord(0, static_cast<std::uint16_t>(address - 1), {0x55}) + "\n";
    }
    text += hexRecord(1, 0, {});
    const auto image = parseImage("a.hex", asBytes(text));
    ASSERT_TRUE(image.ok()) << image.fault().note;
    EXPECT_EQ(image->segments(),
              (std::vector<Segment>{{.address = 0x08000000, .bytes = Bytes(0x10000, 0x55)}}));
}

} // namespace
} // namespace greenlight::job
