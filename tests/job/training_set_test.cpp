#include "engine/job/image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>

// The firmware and the recipes of training mode, as the build made them: real files of a real
// toolchain in every format.
namespace greenlight::job {
namespace {

constexpr std::uint32_t flash = 0x08000000;
constexpr std::size_t versionOffset = 0x400;
constexpr std::uint8_t erased = 0xFF;

struct Product {
    std::string name;
    std::size_t sizeBytes;
    std::string format;
};

const std::array products{
    Product{"thermostat", 383'624, "hex"},  Product{"motor-drive", 301'004, "elf"},
    Product{"sensor-node", 48'156, "hex"},  Product{"logger", 250'012, "srec"},
    Product{"power-stage", 200'020, "bin"},
};

std::string firmwareOf(const Product& product, const std::string& format) {
    return std::string(TRAINING_SET) + "/firmware/" + product.name + "." + format;
}

Result<Image> readFirmware(const Product& product, const std::string& format) {
    return readImage(firmwareOf(product, format),
                     format == "bin" ? std::optional(flash) : std::nullopt);
}

/// The bytes from the start of the flash to the last one, gaps as erased flash.
std::vector<std::uint8_t> flatten(const Image& image) {
    std::vector<std::uint8_t> bytes(image.segments().back().end() - flash, erased);
    for (const Segment& segment : image.segments()) {
        std::ranges::copy(segment.bytes, bytes.begin() + (segment.address - flash));
    }
    return bytes;
}

std::uint32_t wordAt(const std::vector<std::uint8_t>& bytes, std::size_t offset) {
    return bytes.at(offset) | static_cast<std::uint32_t>(bytes.at(offset + 1)) << 8U |
           static_cast<std::uint32_t>(bytes.at(offset + 2)) << 16U |
           static_cast<std::uint32_t>(bytes.at(offset + 3)) << 24U;
}

std::string textAt(const std::vector<std::uint8_t>& bytes, std::size_t offset) {
    std::string text;
    while (bytes.at(offset) != 0) {
        text += static_cast<char>(bytes[offset++]);
    }
    return text;
}

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(TrainingFirmware, IsTheSameInEveryFormat) {
    for (const Product& product : products) {
        const auto elf = readFirmware(product, "elf");
        const auto bin = readFirmware(product, "bin");
        ASSERT_TRUE(elf.ok()) << elf.fault().note;
        ASSERT_TRUE(bin.ok()) << bin.fault().note;
        EXPECT_EQ(bin->sizeBytes(), product.sizeBytes);
        EXPECT_EQ(flatten(*elf), bin->segments().front().bytes) << product.name;
        for (const std::string format : {"hex", "srec"}) {
            const auto image = readFirmware(product, format);
            ASSERT_TRUE(image.ok()) << image.fault().note;
            EXPECT_EQ(image->digest(), elf->digest()) << product.name << '.' << format;
            EXPECT_EQ(image->entryPoint(), elf->entryPoint()) << product.name << '.' << format;
        }
    }
}

TEST(TrainingFirmware, BeginsWithAVectorTableAndAVersionBlock) {
    for (const Product& product : products) {
        const auto image = readFirmware(product, "elf");
        ASSERT_TRUE(image.ok()) << image.fault().note;
        const auto bytes = flatten(*image);
        EXPECT_EQ(wordAt(bytes, 0) & 0xFFF00007U, 0x20000000U) << product.name;
        EXPECT_EQ(wordAt(bytes, 4), image->entryPoint()) << product.name;
        EXPECT_EQ(wordAt(bytes, 4) & 1U, 1U) << product.name;
        EXPECT_EQ(textAt(bytes, versionOffset), "GLTRAIN");
        EXPECT_EQ(wordAt(bytes, versionOffset + 12), product.sizeBytes);
        EXPECT_EQ(textAt(bytes, versionOffset + 16), product.name);
        EXPECT_EQ(textAt(bytes, product.sizeBytes - 16), "GLTRAIL");
    }
}

TEST(TrainingFirmware, IsNotPadding) {
    for (const Product& product : products) {
        const auto image = readFirmware(product, "elf");
        ASSERT_TRUE(image.ok()) << image.fault().note;
        const auto bytes = flatten(*image);
        EXPECT_LT(bytes.size() - image->sizeBytes(), 2048U) << product.name;
        EXPECT_LT(std::ranges::count(bytes, erased), static_cast<std::ptrdiff_t>(bytes.size() / 5))
            << product.name;
    }
}

TEST(TrainingRecipe, NamesItsFirmwareByHashAndVersion) {
    for (const Product& product : products) {
        const std::string folder = std::string(TRAINING_SET) + "/recipes/" + product.name;
        const std::string recipe = contentOf(folder + "/recipe.toml");
        const auto image = readImage(folder + "/firmware." + product.format,
                                     product.format == "bin" ? std::optional(flash) : std::nullopt);
        ASSERT_TRUE(image.ok()) << image.fault().note;
        EXPECT_NE(recipe.find(base::toHex(image->files().front().sha256)), std::string::npos)
            << product.name;
        const std::string version = textAt(flatten(*image), versionOffset + 48);
        EXPECT_FALSE(version.empty());
        EXPECT_NE(recipe.find("version = \"" + version + "\""), std::string::npos) << product.name;
        EXPECT_FALSE(contentOf(folder + "/recipe.toml.p7s").empty()) << product.name;
    }
}

} // namespace
} // namespace greenlight::job
