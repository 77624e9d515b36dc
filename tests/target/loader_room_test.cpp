#include "engine/target/loader_work.h"
#include "tests/target/loader_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

// Whether our code, its stack, its ring and its pages have room in the RAM of every die.

namespace greenlight::target {

namespace {

/// What a stack holds before anything runs, word by word.
constexpr std::uint32_t untouched = 0x5AC3A55A;

void paint(LoaderBench& bench, std::uint32_t address, std::uint32_t bytes) {
    std::vector<std::uint8_t> paint;
    for (std::uint32_t i = 0; i < bytes; ++i) {
        paint.push_back(static_cast<std::uint8_t>(untouched >> 8 * (i % 4)));
    }
    probe::StLink::Batch batch;
    batch.writeMemory(bench.target().ap(), address, paint);
    ASSERT_TRUE(bench.target().link().perform(batch).ok());
}

/// Bytes at the start of the range that nobody has written to.
std::uint32_t stillPainted(LoaderBench& bench, std::uint32_t address, std::uint32_t bytes) {
    for (std::uint32_t offset = 0; offset < bytes; offset += 4) {
        const auto word = bench.target().link().readWord(bench.target().ap(), address + offset);
        EXPECT_TRUE(word.ok());
        if (!word.ok() || *word != untouched) {
            return offset;
        }
    }
    return bytes;
}

class StackRoom : public testing::TestWithParam<sim::Chip> {};

} // namespace

TEST(LoaderRoom, HoldsThreePagesOnEveryDieInEveryMode) {
    for (const Device& device : allDevices()) {
        for (const FlashMode& mode : device.flashModes) {
            // Without option words a shared RAM counts as given away.
            const std::vector<RamRegion> ram = device.loaderRam({});
            const LoaderRoom room = loaderRoom(device, mode, ram);
            const PageBuffers& pages = room.buffers;
            ASSERT_GE(pages.addresses.size(), 3U) << device.name;
            const std::uint32_t ringEnd =
                room.ring + room.slots * static_cast<std::uint32_t>(sizeof(wire::LoaderDescriptor));
            for (const std::uint32_t address : pages.addresses) {
                EXPECT_TRUE(std::ranges::any_of(ram, [&](const RamRegion& region) {
                    return address >= region.address &&
                           address + pages.pageBytes <= region.address + region.size;
                })) << device.name;
                EXPECT_TRUE(address >= ringEnd || address + pages.pageBytes <= ram.front().address)
                    << device.name;
            }
            EXPECT_EQ(pages.pageBytes % device.programUnit, 0U) << device.name;
            EXPECT_GE(pages.pageBytes, std::max(mode.burstBytes, mode.fastRows.bytes))
                << device.name;
        }
        EXPECT_TRUE(Verifier::fits(device, 1)) << device.name;
    }
}

TEST_P(StackRoom, OfTheLoaderIsNeverUsedUp) {
    LoaderBench bench({.chip = GetParam()});
    const Identity& identity = bench.identity();
    const FlashMode& mode = *identity.device->flashModeAt(3300);
    const LoaderRoom room = loaderRoom(*identity.device, mode, identity.loaderRam);
    const std::uint32_t bottom = room.stackTop - wire::LoaderStackBytes;
    const auto half = firmware(20'000, 1);
    const auto rest = firmware(501, 2);
    // In two banks, where there are two, and with the ring and the pages used more than once.
    const std::uint32_t end = identity.sectors.back().address + identity.sectors.back().size;
    const std::size_t first = std::min<std::size_t>(half.size(), identity.flashKb * 256UL);
    const std::array pieces{Piece{identity.sectors.front().address, std::span(half).first(first)},
                            Piece{end - 501, rest}};
    paint(bench, bottom, wire::LoaderStackBytes);
    ASSERT_TRUE(bench.program(bench.plan(pieces)).ok());
    const std::uint32_t left = stillPainted(bench, bottom, wire::LoaderStackBytes);
    RecordProperty("used", static_cast<int>(wire::LoaderStackBytes - left));
    EXPECT_GE(left, 16U);
    EXPECT_LT(left, wire::LoaderStackBytes) << "another stack was used";
}

TEST_P(StackRoom, OfTheLoaderSufficesForAFault) {
    LoaderBench bench({.chip = GetParam()});
    const Identity& identity = bench.identity();
    const FlashMode& mode = *identity.device->flashModeAt(3300);
    const LoaderRoom room = loaderRoom(*identity.device, mode, identity.loaderRam);
    const std::uint32_t bottom = room.stackTop - wire::LoaderStackBytes;
    const auto bytes = firmware(1000);
    paint(bench, bottom, wire::LoaderStackBytes);
    bench.mishaps({.flashError = 1});
    ASSERT_FALSE(bench.program(bench.plan(identity.sectors[1].address, bytes)).ok());
    EXPECT_GE(stillPainted(bench, bottom, wire::LoaderStackBytes), 16U);
}

INSTANTIATE_TEST_SUITE_P(Chips, StackRoom, testing::ValuesIn(sim::everyChip()),
                         [](const auto& chip) { return std::string(sim::name(chip.param)); });

} // namespace greenlight::target
