#include "engine/target/algorithm_place.h"

#include "engine/target/loader/blobs.h"
#include "engine/target/loader/mailbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace greenlight::target {

namespace {

constexpr std::uint32_t alignment = 32;
/// ST's own loaders bring a HAL with them, which is not sparing with stack.
constexpr std::uint32_t largeStack = 4096;
constexpr std::uint32_t smallStack = 1024;
constexpr std::uint32_t largeRam = 32768;
constexpr std::uint32_t largestBuffer = 4096; ///< of several pages; a single page may be larger
constexpr std::size_t mostBuffers = 48;
constexpr std::size_t fewBuffers = 4;

Fault doesNotFit(std::string note, std::optional<std::uint32_t> address = std::nullopt) {
    return {.code = FaultCode::LoaderDoesNotFit,
            .stage = Stage::Prepare,
            .address = address,
            .note = std::move(note)};
}

std::uint64_t endOf(const RamRegion& region) { return std::uint64_t{region.address} + region.size; }

std::uint32_t roundUp(std::uint32_t value, std::uint32_t to) { return (value + to - 1) / to * to; }

/// What of a chip's RAM is not in use yet.
class FreeRam {
public:
    explicit FreeRam(std::span<const RamRegion> ram) : m_chunks(ram.begin(), ram.end()) {}

    /// Takes this very range; false when not all of it is free.
    bool take(std::uint32_t address, std::uint32_t size) {
        const std::uint64_t end = std::uint64_t{address} + size;
        const auto found = std::ranges::find_if(m_chunks, [&](const RamRegion& chunk) {
            return address >= chunk.address && end <= endOf(chunk);
        });
        if (found == m_chunks.end()) {
            return false;
        }
        const RamRegion behind{static_cast<std::uint32_t>(end),
                               static_cast<std::uint32_t>(endOf(*found) - end)};
        found->size = address - found->address;
        m_chunks.insert(found + 1, behind);
        return true;
    }

    /// Takes so many bytes where they fit first, aligned.
    std::optional<std::uint32_t> takeAny(std::uint32_t size) {
        for (const RamRegion& chunk : m_chunks) {
            const std::uint32_t address = roundUp(chunk.address, alignment);
            if (std::uint64_t{address} + size <= endOf(chunk)) {
                take(address, size);
                return address;
            }
        }
        return std::nullopt;
    }

    /// How many buffers of that size there is room for in what lies inside of `where`.
    [[nodiscard]] std::vector<std::uint32_t> buffers(std::uint32_t size,
                                                     const RamRegion& where) const {
        std::vector<std::uint32_t> addresses;
        for (const RamRegion& chunk : m_chunks) {
            std::uint32_t at = roundUp(chunk.address, alignment);
            const bool inside = chunk.address >= where.address && endOf(chunk) <= endOf(where);
            for (; inside && std::uint64_t{at} + size <= endOf(chunk); at += size) {
                if (addresses.size() == mostBuffers) {
                    return addresses;
                }
                addresses.push_back(at);
            }
        }
        return addresses;
    }

private:
    std::vector<RamRegion> m_chunks;
};

/// Buffers beside the algorithm, because a DMA of its own may not reach every RAM; elsewhere only
/// where there is too little room for them.
std::vector<std::uint32_t> chooseBuffers(const FreeRam& free, std::span<const RamRegion> ram,
                                         std::uint32_t size, std::uint32_t algorithmAt) {
    std::vector<std::uint32_t> all;
    for (const RamRegion& region : ram) {
        std::vector<std::uint32_t> here = free.buffers(size, region);
        const bool home = algorithmAt >= region.address && algorithmAt < endOf(region);
        if (home && here.size() >= fewBuffers) {
            return here;
        }
        all.insert(home ? all.begin() : all.end(), here.begin(), here.end());
    }
    all.resize(std::min(all.size(), mostBuffers));
    return all;
}

Result<std::uint32_t> takeParts(FreeRam& free, const FlashAlgorithm& algorithm) {
    if (!algorithm.relocatable) {
        for (const AlgorithmPart& part : algorithm.parts) {
            if (!free.take(part.address, static_cast<std::uint32_t>(part.bytes.size()))) {
                return doesNotFit(fmt::format("it wants {} bytes of RAM there", part.bytes.size()),
                                  part.address);
            }
        }
        return 0;
    }
    const AlgorithmPart& part = algorithm.parts.front();
    const auto address = free.takeAny(static_cast<std::uint32_t>(part.bytes.size()));
    if (!address) {
        return doesNotFit(fmt::format("it needs {} bytes of RAM", part.bytes.size()));
    }
    return *address - part.address;
}

} // namespace

Result<AlgorithmPlace> placeAlgorithm(const FlashAlgorithm& algorithm,
                                      std::span<const RamRegion> ram) {
    std::uint64_t total = 0;
    for (const RamRegion& region : ram) {
        total += region.size;
    }
    const bool large = total >= largeRam;
    const Blob host = algorithmHostBlob();
    const std::uint32_t code =
        roundUp(host.entryOffset + static_cast<std::uint32_t>(host.words.size_bytes()), 8);
    const std::uint32_t stack = large ? largeStack : smallStack;
    AlgorithmPlace place;
    place.ring.slots = ringSlots(ram.front().size);
    const std::uint32_t ringBytes =
        place.ring.slots * static_cast<std::uint32_t>(sizeof(wire::LoaderDescriptor));

    FreeRam free(ram);
    // One that cannot be moved chooses first.
    if (!algorithm.relocatable) {
        place.shift = TRY(takeParts(free, algorithm));
    }
    const auto at = free.takeAny(code + stack + ringBytes);
    if (!at) {
        return doesNotFit(
            fmt::format("no {} bytes of RAM are left beside it", code + stack + ringBytes));
    }
    if (algorithm.relocatable) {
        place.shift = TRY(takeParts(free, algorithm));
    }
    place.ring.mailbox = *at;
    place.stackEnd = *at + code;
    place.stackTop = place.stackEnd + stack;
    place.ring.ring = place.stackTop;
    const std::uint32_t pages = algorithm.abi == AlgorithmAbi::StLoader
                                    ? std::max(largestBuffer / algorithm.pageBytes, 1U)
                                    : 1U;
    const std::uint32_t home = algorithm.parts.front().address + place.shift;
    // Fewer pages at once rather than no buffer at all.
    for (std::uint32_t count = pages; count != 0; count /= 2) {
        place.ring.buffers.pageBytes = count * algorithm.pageBytes;
        place.ring.buffers.addresses = chooseBuffers(free, ram, place.ring.buffers.pageBytes, home);
        if (!place.ring.buffers.addresses.empty()) {
            return place;
        }
    }
    return doesNotFit(fmt::format("no {} bytes of RAM are left for a page", algorithm.pageBytes));
}

} // namespace greenlight::target
