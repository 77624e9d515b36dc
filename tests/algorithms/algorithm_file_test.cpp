#include "engine/job/algorithm_description.h"
#include "tests/algorithms/algorithm_samples.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace greenlight::job {
namespace {

using target::AlgorithmAbi;
using target::FlashAlgorithm;
using test::algorithmBytes;
using testing::HasSubstr;

std::string refusal(std::string_view name, std::span<const std::uint8_t> file) {
    const auto parsed = parseFlashAlgorithm(name, file);
    if (parsed.ok()) {
        return "accepted";
    }
    EXPECT_EQ(parsed.fault().code, FaultCode::LoaderFile);
    return parsed.fault().note;
}

TEST(AlgorithmFile, SaysWhatACmsisFlashAlgorithmSaysOfItsMemory) {
    const FlashAlgorithm algorithm = *test::algorithmOf("None.flm");
    EXPECT_EQ(algorithm.abi, AlgorithmAbi::CmsisFlash);
    EXPECT_EQ(algorithm.device, "H743 serial NOR");
    EXPECT_EQ(algorithm.type, 5);
    EXPECT_EQ(algorithm.address, 0x90000000);
    EXPECT_EQ(algorithm.size, 0x100000);
    EXPECT_EQ(algorithm.pageBytes, 256);
    EXPECT_EQ(algorithm.erasedByte, 0xFF);
    EXPECT_EQ(algorithm.programLimit, std::chrono::milliseconds(100));
    EXPECT_EQ(algorithm.eraseLimit, std::chrono::seconds(3));
    EXPECT_THAT(algorithm.sectors,
                testing::ElementsAre(target::AlgorithmSectors{0x90000000, 256, 4096}));
    EXPECT_TRUE(algorithm.relocatable);
    EXPECT_NE(algorithm.functions.uninit, 0);
    EXPECT_EQ(algorithm.functions.read, 0);
}

TEST(AlgorithmFile, SaysWhatAnStLoaderSaysOfItsMemory) {
    const FlashAlgorithm algorithm = *test::algorithmOf("None.stldr");
    EXPECT_EQ(algorithm.abi, AlgorithmAbi::StLoader);
    EXPECT_EQ(algorithm.device, "H743 serial NOR");
    EXPECT_EQ(algorithm.type, 3);
    EXPECT_EQ(algorithm.size, 0x100000);
    EXPECT_THAT(algorithm.sectors,
                testing::ElementsAre(target::AlgorithmSectors{0x90000000, 16, 0x10000}));
    EXPECT_FALSE(algorithm.relocatable);
    EXPECT_NE(algorithm.functions.read, 0);
}

TEST(AlgorithmFile, LoadsItsCodeAndDataAndNotItsDescription) {
    const FlashAlgorithm cmsis = *test::algorithmOf("None.flm");
    ASSERT_EQ(cmsis.parts.size(), 1);
    EXPECT_EQ(cmsis.parts.front().address, 0);
    EXPECT_LT(cmsis.parts.front().bytes.size(), 1024);
    EXPECT_EQ(cmsis.staticBase + 8, cmsis.parts.front().end()); // its data is the last eight bytes
    const FlashAlgorithm st = *test::algorithmOf("None.stldr");
    ASSERT_EQ(st.parts.size(), 1);
    EXPECT_EQ(st.parts.front().address, 0x24000004);
    EXPECT_LT(st.parts.front().bytes.size(), 1024);
    ASSERT_EQ(st.constants.size(), 1); // .data and .bss may change
    EXPECT_EQ(st.constants.front().address, 0x24000004);
}

TEST(AlgorithmFile, WantsOneOfTheTwoExtensions) {
    const auto bytes = algorithmBytes("None.flm");
    EXPECT_EQ(refusal("W25Q.FLM", bytes), "accepted");
    EXPECT_THAT(refusal("w25q.elf", bytes), HasSubstr("neither .FLM nor .stldr"));
    EXPECT_THAT(refusal("w25q.stldr", bytes), HasSubstr("no symbol StorageInfo"));
    EXPECT_TRUE(isAlgorithmName("x.STLDR"));
    EXPECT_FALSE(isAlgorithmName("flm"));
}

TEST(AlgorithmFile, RefusesEveryTruncation) {
    for (const char* const name : {"None.flm", "None.stldr"}) {
        const auto bytes = algorithmBytes(name);
        for (std::size_t size = 0; size < bytes.size(); size += 7) {
            EXPECT_NE(refusal(name, std::span(bytes).first(size)), "accepted") << size;
        }
    }
}

TEST(AlgorithmFile, SurvivesEveryDamagedByte) {
    for (const char* const name : {"None.flm", "None.stldr"}) {
        const auto good = algorithmBytes(name);
        for (const unsigned damage : {0x01U, 0x80U, 0xFFU}) {
            for (std::size_t at = 0; at < good.size(); at += at < 4096 || at > 0x2200 ? 1 : 13) {
                auto bytes = good;
                bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ damage);
                const auto parsed = parseFlashAlgorithm(name, bytes);
                if (!parsed.ok()) {
                    EXPECT_EQ(parsed.fault().code, FaultCode::LoaderFile);
                    continue;
                }
                // Whatever is accepted can be worked with.
                ASSERT_FALSE(parsed->parts.empty());
                ASSERT_FALSE(parsed->sectors.empty());
                EXPECT_LE(parsed->end(), 1ULL << 32U);
                EXPECT_NE(parsed->pageBytes, 0);
                EXPECT_EQ(parsed->address % parsed->pageBytes, 0);
            }
        }
    }
}

/// Puts another name over a symbol's.
std::vector<std::uint8_t> without(std::string_view symbol, std::vector<std::uint8_t> bytes) {
    const std::string named = std::string(1, '\0') + std::string(symbol) + '\0';
    const auto found = std::ranges::search(bytes, named);
    EXPECT_FALSE(found.empty()) << symbol;
    *(found.begin() + 1) = 'x';
    return bytes;
}

TEST(AlgorithmFile, NamesTheFunctionThatIsMissing) {
    for (const char* const name : {"UnInit", "EraseSector", "ProgramPage"}) {
        EXPECT_THAT(refusal("a.flm", without(name, algorithmBytes("None.flm"))),
                    HasSubstr(std::string("no function ") + name));
    }
    for (const char* const name : {"Init", "Write", "SectorErase"}) {
        EXPECT_THAT(refusal("a.stldr", without(name, algorithmBytes("None.stldr"))),
                    HasSubstr(std::string("no function ") + name));
    }
}

/// A description as it lies in memory, to be spoilt.
class Description {
public:
    explicit Description(std::size_t size) : bytes(size) {}

    Description& put(std::size_t offset, std::uint32_t value) {
        std::memcpy(bytes.data() + offset, &value, sizeof value);
        return *this;
    }

    std::vector<std::uint8_t> bytes;
};

Description flashDevice() {
    return Description(4256)
        .put(132, 0x90000000)
        .put(136, 0x100000)
        .put(140, 256)
        .put(148, 0xFF)
        .put(160, 0x1000)
        .put(164, 0)
        .put(168, 0x10000)
        .put(172, 0x10000)
        .put(176, 0xFFFFFFFF)
        .put(180, 0xFFFFFFFF);
}

TEST(FlashDevice, GivesEachSizeOfSectorFromItsOffsetOn) {
    const auto read = readFlashDevice(flashDevice().bytes);
    ASSERT_TRUE(read.ok());
    EXPECT_THAT(read->sectors,
                testing::ElementsAre(target::AlgorithmSectors{0x90000000, 16, 0x1000},
                                     target::AlgorithmSectors{0x90010000, 15, 0x10000}));
}

TEST(FlashDevice, RefusesContradictions) {
    EXPECT_FALSE(readFlashDevice(flashDevice().put(140, 0).bytes).ok());    // no page
    EXPECT_FALSE(readFlashDevice(flashDevice().put(140, 3000).bytes).ok()); // no part of a sector
    EXPECT_FALSE(readFlashDevice(flashDevice().put(140, 0x100000).bytes).ok()); // larger than that
    EXPECT_FALSE(readFlashDevice(flashDevice().put(136, 0).bytes).ok());        // no memory
    EXPECT_FALSE(readFlashDevice(flashDevice().put(136, 0x18000).bytes).ok());  // half a sector
    EXPECT_FALSE(readFlashDevice(flashDevice().put(132, 0xFFFFFF00).bytes).ok()); // past the end
    EXPECT_FALSE(readFlashDevice(flashDevice().put(132, 0x90000080).bytes).ok()); // in a page
    EXPECT_FALSE(readFlashDevice(flashDevice().put(160, 0).bytes).ok());          // empty sectors
    EXPECT_FALSE(readFlashDevice(flashDevice().put(164, 0x1000).bytes).ok());     // a hole in front
    EXPECT_FALSE(readFlashDevice(flashDevice().put(172, 0x10800).bytes).ok());    // half a sector
    EXPECT_FALSE(readFlashDevice(flashDevice().put(172, 0x200000).bytes).ok()); // behind the memory
    Description endless = flashDevice();
    endless.bytes.resize(176);
    EXPECT_FALSE(readFlashDevice(endless.bytes).ok());
}

Description storageInfo() {
    return Description(200)
        .put(100, 3)
        .put(104, 0x90000000)
        .put(108, 0x100000)
        .put(112, 0x100)
        .put(116, 0xFF)
        .put(120, 16)
        .put(124, 0x1000)
        .put(128, 15)
        .put(132, 0x10000);
}

TEST(StorageInfo, GivesItsSectorsOneAfterTheOther) {
    const auto read = readStorageInfo(storageInfo().bytes);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->size, 0x100000);
    EXPECT_THAT(read->sectors,
                testing::ElementsAre(target::AlgorithmSectors{0x90000000, 16, 0x1000},
                                     target::AlgorithmSectors{0x90010000, 15, 0x10000}));
}

TEST(StorageInfo, IsAsLargeAsItsSectorsCover) {
    const auto read = readStorageInfo(storageInfo().put(128, 7).bytes);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->size, 0x80000);
}

TEST(StorageInfo, RefusesContradictions) {
    EXPECT_FALSE(readStorageInfo(storageInfo().put(112, 0).bytes).ok());
    EXPECT_FALSE(readStorageInfo(storageInfo().put(120, 0).bytes).ok());          // no sector
    EXPECT_FALSE(readStorageInfo(storageInfo().put(128, 0xFFFFFFFF).bytes).ok()); // too many
    EXPECT_FALSE(readStorageInfo(storageInfo().put(104, 0xFFF80000).bytes).ok()); // past the end
    const Description good = storageInfo();
    EXPECT_FALSE(readStorageInfo(std::span(good.bytes).first(119)).ok());
    EXPECT_FALSE(readStorageInfo(std::span(good.bytes).first(135)).ok());
}

} // namespace
} // namespace greenlight::job
