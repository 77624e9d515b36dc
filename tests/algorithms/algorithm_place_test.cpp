#include "engine/target/algorithm_place.h"
#include "engine/target/loader/blobs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

namespace greenlight::target {
namespace {

constexpr std::uint32_t kib = 1024;

FlashAlgorithm algorithm(AlgorithmAbi abi, std::uint32_t address, std::uint32_t size,
                         std::uint32_t page = 256) {
    FlashAlgorithm made{.abi = abi, .pageBytes = page};
    made.parts.push_back({address, std::vector<std::uint8_t>(size)});
    made.relocatable = abi == AlgorithmAbi::CmsisFlash;
    return made;
}

/// Everything that was given away, as ranges.
std::vector<std::pair<std::uint64_t, std::uint64_t>> taken(const FlashAlgorithm& algorithm,
                                                           const AlgorithmPlace& place) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
    for (const AlgorithmPart& part : algorithm.parts) {
        const std::uint32_t address = part.address + place.shift;
        ranges.emplace_back(address, address + part.bytes.size());
    }
    ranges.emplace_back(place.ring.mailbox,
                        place.ring.ring + place.ring.slots * sizeof(wire::LoaderDescriptor));
    for (const std::uint32_t buffer : place.ring.buffers.addresses) {
        ranges.emplace_back(buffer, std::uint64_t{buffer} + place.ring.buffers.pageBytes);
    }
    std::ranges::sort(ranges);
    return ranges;
}

void expectApartAndInside(const FlashAlgorithm& algorithm, std::span<const RamRegion> ram) {
    const auto place = placeAlgorithm(algorithm, ram);
    ASSERT_TRUE(place.ok()) << base::toLogLine(place.fault());
    EXPECT_EQ(place->stackTop % 8, 0);
    EXPECT_GE(place->stackTop - place->stackEnd, 1024);
    EXPECT_GE(place->stackEnd, place->ring.mailbox + algorithmHostBlob().entryOffset +
                                   algorithmHostBlob().words.size_bytes());
    std::uint64_t end = 0;
    for (const auto& [from, to] : taken(algorithm, *place)) {
        EXPECT_GE(from, end);
        EXPECT_TRUE(std::ranges::any_of(ram, [from = from, to = to](const RamRegion& region) {
            return from >= region.address && to <= std::uint64_t{region.address} + region.size;
        }));
        end = to;
    }
}

TEST(AlgorithmPlace, KeepsEverythingApartAndInsideOfTheRam) {
    const std::array small{RamRegion{0x20000000, 8 * kib}};
    const std::array large{RamRegion{0x20000000, 128 * kib}, RamRegion{0x24000000, 320 * kib}};
    expectApartAndInside(algorithm(AlgorithmAbi::CmsisFlash, 0, 2 * kib), small);
    expectApartAndInside(algorithm(AlgorithmAbi::CmsisFlash, 0, 20 * kib), large);
    expectApartAndInside(algorithm(AlgorithmAbi::StLoader, 0x20000004, 2 * kib), small);
    expectApartAndInside(algorithm(AlgorithmAbi::StLoader, 0x20000004, 30 * kib), large);
    expectApartAndInside(algorithm(AlgorithmAbi::StLoader, 0x24000004, 30 * kib), large);
    expectApartAndInside(algorithm(AlgorithmAbi::StLoader, 0x2001F000, 4 * kib), large);
}

TEST(AlgorithmPlace, GivesAnStLoaderSeveralPagesAtOnceAndAFlashAlgorithmOne) {
    const std::array ram{RamRegion{0x20000000, 128 * kib}};
    const auto st = placeAlgorithm(algorithm(AlgorithmAbi::StLoader, 0x20000004, kib), ram);
    EXPECT_EQ(st->ring.buffers.pageBytes, 4 * kib);
    const auto cmsis = placeAlgorithm(algorithm(AlgorithmAbi::CmsisFlash, 0, kib), ram);
    EXPECT_EQ(cmsis->ring.buffers.pageBytes, 256);
}

TEST(AlgorithmPlace, PutsTheBuffersBesideTheAlgorithm) {
    const std::array ram{RamRegion{0x20000000, 128 * kib}, RamRegion{0x24000000, 320 * kib}};
    const auto place = placeAlgorithm(algorithm(AlgorithmAbi::StLoader, 0x24000004, kib), ram);
    for (const std::uint32_t buffer : place->ring.buffers.addresses) {
        EXPECT_GE(buffer, 0x24000000);
    }
}

TEST(AlgorithmPlace, RefusesWhatHasNoRoom) {
    const std::array ram{RamRegion{0x20000000, 8 * kib}};
    for (const FlashAlgorithm& each :
         {algorithm(AlgorithmAbi::CmsisFlash, 0, 8 * kib),
          algorithm(AlgorithmAbi::CmsisFlash, 0, kib, 8 * kib),      // no page
          algorithm(AlgorithmAbi::StLoader, 0x24000004, kib),        // no such RAM
          algorithm(AlgorithmAbi::StLoader, 0x20001F00, kib),        // past its end
          algorithm(AlgorithmAbi::StLoader, 0x20000004, 7 * kib)}) { // nothing left beside it
        const auto place = placeAlgorithm(each, ram);
        ASSERT_FALSE(place.ok());
        EXPECT_EQ(place.fault().code, FaultCode::LoaderDoesNotFit);
    }
}

} // namespace
} // namespace greenlight::target
