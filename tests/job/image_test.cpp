#include "engine/job/image.h"
#include "engine/job/read_file.h"
#include "tests/job/image_samples.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace greenlight::job {
namespace {

using samples::asBytes;
using samples::Bytes;
using samples::hexRecord;
using samples::srecRecord;

constexpr std::uint32_t flash = 0x08000000;

/// A folder for one test, gone with it.
class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "image-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data());
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;

    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    [[nodiscard]] std::string write(const std::string& name, std::string_view content) const {
        std::string path = m_path / name;
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

    [[nodiscard]] std::string path(const std::string& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

Image bin(const std::string& name, std::uint32_t address, const Bytes& bytes) {
    return parseImage(name, bytes, address).value();
}

FaultCode codeOf(const Result<Image>& image) {
    EXPECT_FALSE(image.ok());
    return image ? FaultCode::Internal : image.fault().code;
}

TEST(Image, IsTheSameWhateverTheFormat) {
    const Bytes bytes{1, 2, 3, 4, 5};
    const auto hex =
        parseImage("a.hex", asBytes(hexRecord(4, 0, {8, 0}) + "\n" + hexRecord(0, 0, bytes) + "\n" +
                                    hexRecord(1, 0, {}) + "\n"));
    const auto srec = parseImage(
        "a.srec", asBytes(srecRecord('3', flash, bytes) + "\n" + srecRecord('7', 0, {})));
    const auto elf =
        parseImage("a.elf", samples::writeElf({{.physicalAddress = flash, .bytes = bytes}}, 0));
    const Image plain = bin("a.bin", flash, bytes);
    ASSERT_TRUE(hex.ok() && srec.ok() && elf.ok());
    EXPECT_EQ(hex->segments(), plain.segments());
    EXPECT_EQ(srec->segments(), plain.segments());
    EXPECT_EQ(elf->segments(), plain.segments());
    EXPECT_EQ(hex->digest(), plain.digest());
    EXPECT_EQ(srec->digest(), plain.digest());
    EXPECT_EQ(elf->digest(), plain.digest());
    EXPECT_NE(hex->files().front().sha256, plain.files().front().sha256);
}

TEST(Image, DigestCoversAddressesLengthsAndBytesAsDocumented) {
    const std::vector<Image> parts{bin("b.bin", 0x08000010, {0xAA}),
                                   bin("a.bin", 0x08000000, {1, 2})};
    const auto image = combine(parts);
    ASSERT_TRUE(image.ok());
    base::Sha256 expected;
    expected.add(std::string_view("greenlight image 1\n"));
    expected.add(Bytes{0x00, 0x00, 0x00, 0x08, 2, 0, 0, 0, 1, 2});
    expected.add(Bytes{0x10, 0x00, 0x00, 0x08, 1, 0, 0, 0, 0xAA});
    EXPECT_EQ(image->digest(), expected.finish());
}

TEST(Image, KnowsItsFile) {
    const Folder folder;
    const std::string path = folder.write("boot.bin", "abc");
    const auto image = readImage(path, flash);
    ASSERT_TRUE(image.ok()) << image.fault().note;
    ASSERT_EQ(image->files().size(), 1U);
    EXPECT_EQ(image->files().front().name, "boot.bin");
    EXPECT_EQ(image->files().front().sizeBytes, 3U);
    EXPECT_EQ(base::toHex(image->files().front().sha256),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(image->segments(),
              (std::vector<Segment>{{.address = flash, .bytes = {'a', 'b', 'c'}}}));
    EXPECT_EQ(image->sizeBytes(), 3U);
}

TEST(Image, ChoosesTheFormatByTheExtensionInEitherCase) {
    const std::string hex = hexRecord(0, 0, {1}) + "\n" + hexRecord(1, 0, {});
    const std::string srec = srecRecord('1', 0, {1}) + "\n" + srecRecord('9', 0, {});
    const Bytes elf = samples::writeElf({{.bytes = {1}}}, 0);
    for (const std::string name : {"a.hex", "a.IHEX", "x.y.Hex"}) {
        EXPECT_TRUE(parseImage(name, asBytes(hex)).ok()) << name;
    }
    for (const std::string name : {"a.srec", "a.s19", "a.S28", "a.s37", "a.mot"}) {
        EXPECT_TRUE(parseImage(name, asBytes(srec)).ok()) << name;
    }
    for (const std::string name : {"a.elf", "a.axf", "a.OUT"}) {
        EXPECT_TRUE(parseImage(name, elf).ok()) << name;
    }
    for (const std::string name : {"a.dfu", "hex", "", "a."}) {
        EXPECT_EQ(codeOf(parseImage(name, asBytes(hex))), FaultCode::ImageSyntax) << name;
    }
}

TEST(Image, ContentMustAgreeWithTheExtension) {
    const std::string hex = hexRecord(0, 0, {1}) + "\n" + hexRecord(1, 0, {});
    const std::string srec = srecRecord('1', 0, {1}) + "\n" + srecRecord('9', 0, {});
    const Bytes elf = samples::writeElf({{.bytes = {1}}}, 0);
    EXPECT_EQ(codeOf(parseImage("a.hex", asBytes(srec))), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(parseImage("a.srec", asBytes(hex))), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(parseImage("a.hex", elf)), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(parseImage("a.elf", asBytes(hex))), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(parseImage("a.bin", asBytes(hex), flash)), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(parseImage("a.bin", asBytes(srec), flash)), FaultCode::ImageSyntax);
    EXPECT_EQ(codeOf(parseImage("a.bin", elf, flash)), FaultCode::ImageSyntax);
    // A stack pointer may well begin like a text record.
    EXPECT_TRUE(parseImage("a.bin", asBytes(":02"), flash).ok());
    EXPECT_TRUE(parseImage("a.bin", asBytes("S1"), flash).ok());
}

TEST(Image, OnlyAPlainBinaryTakesAnAddressAndItNeedsOne) {
    const std::string hex = hexRecord(0, 0, {1}) + "\n" + hexRecord(1, 0, {});
    EXPECT_EQ(codeOf(parseImage("a.bin", Bytes{1})), FaultCode::RecipeValue);
    EXPECT_EQ(codeOf(parseImage("a.hex", asBytes(hex), flash)), FaultCode::RecipeValue);
    EXPECT_EQ(codeOf(parseImage("a.bin", Bytes{1, 2}, 0xFFFFFFFF)), FaultCode::ImageOutsideDevice);
    EXPECT_TRUE(parseImage("a.bin", Bytes{1}, 0xFFFFFFFF).ok());
}

TEST(Image, RefusesAnEmptyFile) {
    for (const std::string name : {"a.hex", "a.srec", "a.elf"}) {
        EXPECT_EQ(codeOf(parseImage(name, {})), FaultCode::ImageEmpty) << name;
    }
    EXPECT_EQ(codeOf(parseImage("a.bin", {}, flash)), FaultCode::ImageEmpty);
}

TEST(Image, RefusesWhatIsNoReadableRegularFile) {
    const Folder folder;
    EXPECT_EQ(codeOf(readImage(folder.path("absent.hex"))), FaultCode::FileUnreadable);
    ASSERT_TRUE(std::filesystem::create_directory(folder.path("folder.hex")));
    EXPECT_EQ(codeOf(readImage(folder.path("folder.hex"))), FaultCode::FileUnreadable);
    ASSERT_EQ(::mkfifo(folder.path("pipe.hex").c_str(), 0600), 0);
    EXPECT_EQ(codeOf(readImage(folder.path("pipe.hex"))), FaultCode::FileUnreadable);
    std::filesystem::create_symlink("/dev/zero", folder.path("zero.hex"));
    EXPECT_EQ(codeOf(readImage(folder.path("zero.hex"))), FaultCode::FileUnreadable);
}

TEST(Image, RefusesWhatExceedsALimit) {
    const Folder folder;
    const std::string path = folder.write("a.bin", "12345678");
    EXPECT_TRUE(readImage(path, flash, {.fileBytes = 8, .dataBytes = 8}).ok());
    EXPECT_EQ(codeOf(readImage(path, flash, {.fileBytes = 7})), FaultCode::FileTooLarge);
    EXPECT_EQ(codeOf(readImage(path, flash, {.dataBytes = 7})), FaultCode::FileTooLarge);
    EXPECT_EQ(codeOf(parseImage("a.bin", Bytes(8), flash, {.fileBytes = 7})),
              FaultCode::FileTooLarge);
    const std::string gaps = hexRecord(0, 0, {1}) + "\n" + hexRecord(0, 2, {1}) + "\n" +
                             hexRecord(0, 4, {1}) + "\n" + hexRecord(1, 0, {});
    EXPECT_TRUE(parseImage("a.hex", asBytes(gaps), {}, {.segments = 3}).ok());
    EXPECT_EQ(codeOf(parseImage("a.hex", asBytes(gaps), {}, {.segments = 2})),
              FaultCode::FileTooLarge);
}

TEST(ReadFile, StopsAtItsLimit) {
    const Folder folder;
    const std::string path = folder.write("a", std::string(200'000, 'x'));
    EXPECT_EQ(readFile(path, 200'000).value().size(), 200'000U);
    const auto tooLarge = readFile(path, 199'999);
    ASSERT_FALSE(tooLarge.ok());
    EXPECT_EQ(tooLarge.fault().code, FaultCode::FileTooLarge);
    EXPECT_TRUE(readFile(folder.write("empty", ""), 0).value().empty());
}

TEST(Image, KeepsGapsAndMergesWhatTouches) {
    const std::string text = hexRecord(0, 0x12, {3}) + "\n" + hexRecord(0, 0x10, {1, 2}) + "\n" +
                             hexRecord(0, 0x14, {5}) + "\n" + hexRecord(1, 0, {});
    EXPECT_EQ(parseImage("a.hex", asBytes(text))->segments(),
              (std::vector<Segment>{{.address = 0x10, .bytes = {1, 2, 3}},
                                    {.address = 0x14, .bytes = {5}}}));
}

TEST(Image, MustLieInTheFlash) {
    const Image image = bin("a.bin", 0x08000100, Bytes(0x100));
    EXPECT_TRUE(image.checkAgainst(0x08000100, 0x100).ok());
    EXPECT_TRUE(image.checkAgainst(0x08000000, 0x200).ok());

    const auto over = image.checkAgainst(0x08000000, 0x1FF);
    ASSERT_FALSE(over.ok());
    EXPECT_EQ(over.fault().code, FaultCode::ImageOutsideDevice);
    EXPECT_EQ(over.fault().address, 0x080001FFU);

    const auto under = image.checkAgainst(0x08000101, 0x1000);
    ASSERT_FALSE(under.ok());
    EXPECT_EQ(under.fault().address, 0x08000100U);

    const auto beyond = image.checkAgainst(0x08000000, 0x10);
    ASSERT_FALSE(beyond.ok());
    EXPECT_EQ(beyond.fault().address, 0x08000100U);

    EXPECT_TRUE(bin("top.bin", 0xFFFFFFFF, {1}).checkAgainst(0xFFFFFF00, 0x100).ok());
}

TEST(CombinedImage, HoldsEveryFile) {
    const std::vector<Image> parts{
        bin("app.bin", 0x08000004, {5, 6}),
        parseImage("boot.elf", samples::writeElf(
                                   {{.physicalAddress = flash, .bytes = {1, 2, 3, 4}}}, 0x08000001))
            .value()};
    const auto image = combine(parts);
    ASSERT_TRUE(image.ok()) << image.fault().note;
    EXPECT_EQ(image->segments(),
              (std::vector<Segment>{{.address = flash, .bytes = {1, 2, 3, 4, 5, 6}}}));
    ASSERT_EQ(image->files().size(), 2U);
    EXPECT_EQ(image->files()[0].name, "app.bin");
    EXPECT_EQ(image->files()[1].name, "boot.elf");
    EXPECT_EQ(image->entryPoint(), 0x08000001U);
    EXPECT_EQ(image->sizeBytes(), 6U);
}

TEST(CombinedImage, StartsWhereTheFirstFileThatSaysSoStarts) {
    const std::vector<Image> parts{
        parseImage("a.elf", samples::writeElf({{.physicalAddress = 16, .bytes = {1}}}, 0x11))
            .value(),
        parseImage("b.elf", samples::writeElf({{.physicalAddress = 0, .bytes = {1}}}, 0x01))
            .value()};
    EXPECT_EQ(combine(parts)->entryPoint(), 0x11U);
}

TEST(CombinedImage, RefusesFilesThatWriteTheSameAddress) {
    const std::vector<Image> parts{bin("boot.bin", flash, Bytes(16)),
                                   bin("app.bin", flash + 15, Bytes(16))};
    const auto image = combine(parts);
    ASSERT_FALSE(image.ok());
    EXPECT_EQ(image.fault().code, FaultCode::ImageOverlap);
    EXPECT_EQ(image.fault().address, flash + 15);
    EXPECT_EQ(image.fault().note, "boot.bin and app.bin both write there");
}

TEST(CombinedImage, OfNothingOrTooMuchIsRefused) {
    EXPECT_EQ(codeOf(combine({})), FaultCode::ImageEmpty);
    const std::vector<Image> parts{bin("a.bin", 0, Bytes(16)), bin("b.bin", 16, Bytes(16))};
    EXPECT_TRUE(combine(parts, {.dataBytes = 32}).ok());
    EXPECT_EQ(codeOf(combine(parts, {.dataBytes = 31})), FaultCode::FileTooLarge);
}

} // namespace
} // namespace greenlight::job
