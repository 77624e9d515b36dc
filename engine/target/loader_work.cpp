#include "engine/target/loader_work.h"

#include "engine/base/check.h"
#include "engine/target/chip_ram.h"
#include "engine/target/loader/blobs.h"

#include <algorithm>
#include <array>
#include <bit>

namespace greenlight::target {

namespace {

/// As many pages as the ring holds descriptors would leave none for erases.
constexpr std::uint32_t wantedBuffers = 48;
constexpr std::uint32_t smallestPage = 512;
constexpr std::uint32_t largestPage = 8192;
/// With fewer the flash would wait for the wire, however small the pages get.
constexpr std::uint32_t leastBuffers = 3;
constexpr std::uint32_t bufferAlignment = 32;
/// A ring may take this part of the first region.
constexpr std::uint32_t ringPart = 8;

/// What the loader's blank check takes for each word at most: some five cycles and the wait states
/// of the flash.
constexpr std::uint64_t blankCyclesPerWord = 5;
constexpr std::uint64_t slowBlankCyclesPerWord = 32;

std::uint32_t roundUp(std::uint32_t value, std::uint32_t unit) {
    return (value + unit - 1) / unit * unit;
}

Duration cycles(std::uint64_t count, unsigned khz) {
    return std::chrono::nanoseconds(count * 1'000'000 / khz);
}

LoaderWork blankCheck(const Device& device, const ProofRange& range, unsigned coreKhz) {
    const std::uint64_t words = range.length / 4;
    return {.operation = wire::LoaderBlankCheck,
            .address = range.address,
            .length = range.length,
            .time = {cycles(words * blankCyclesPerWord, coreKhz),
                     cycles(words * slowBlankCyclesPerWord, device.coreKhz)}};
}

/// How a stretch is written: what for, and what one operation of it writes and takes.
struct Manner {
    wire::LoaderOperation operation = wire::LoaderProgram;
    std::uint32_t unit = 0;
    Timing time{};
    const FlashMode* bursts = nullptr; ///< whose times these are where some units go together
};

/// The pages of a stretch of an extent, each of whole units.
void addPages(std::vector<LoaderWork>& work, const Extent& extent, const ProofRange& stretch,
              const Manner& manner, std::uint32_t pageBytes) {
    const std::uint32_t most = pageBytes / manner.unit * manner.unit;
    for (std::uint32_t done = 0; done < stretch.length;) {
        const std::uint32_t length = std::min(most, stretch.length - done);
        const std::uint32_t address = stretch.address + done;
        const auto operations = static_cast<Duration::rep>(length / manner.unit);
        work.push_back({.operation = manner.operation,
                        .address = address,
                        .length = length,
                        .page = std::span(extent.bytes).subspan(address - extent.address, length),
                        .time = manner.bursts != nullptr
                                    ? manner.bursts->programTime(address, length)
                                    : Timing{manner.time.typical * operations,
                                             manner.time.longest * operations}});
        done += length;
    }
}

/// The pages of all extents as far as they lie in the range; whole rows as rows where a mass erase
/// went before.
void addPages(std::vector<LoaderWork>& work, const FlashPlan& plan, const ProofRange& range,
              bool massErased, std::uint32_t pageBytes) {
    const FlashMode& mode = *plan.mode;
    const Manner units{wire::LoaderProgram, mode.programBytes, mode.program, &mode};
    const Manner rows{wire::LoaderProgramRows, mode.fastRows.bytes, mode.fastRows.time};
    for (const Extent& extent : plan.extents) {
        const std::uint64_t from = std::max(extent.address, range.address);
        const std::uint64_t end = std::min(std::uint64_t{extent.address} + extent.bytes.size(),
                                           std::uint64_t{range.address} + range.length);
        if (from >= end) {
            continue;
        }
        const auto address = static_cast<std::uint32_t>(from);
        const auto length = static_cast<std::uint32_t>(end - from);
        const ProofRange whole =
            massErased ? plan.wholeRows(address, length) : ProofRange{address, 0};
        const std::uint32_t behind = whole.address + whole.length;
        addPages(work, extent, {address, whole.address - address}, units, pageBytes);
        if (whole.length != 0) {
            addPages(work, extent, whole, rows, pageBytes);
        }
        addPages(work, extent, {behind, address + length - behind}, units, pageBytes);
    }
}

/// The work of both lanes in one row: next comes always what is begun first, as far as the typical
/// times tell.
std::vector<LoaderWork> inOrderOfTime(std::span<const std::vector<LoaderWork>, 2> lanes) {
    std::vector<LoaderWork> row;
    std::array<std::size_t, 2> next{};
    std::array<Duration, 2> busyUntil{};
    while (next[0] < lanes[0].size() || next[1] < lanes[1].size()) {
        const bool first = next[1] == lanes[1].size() ||
                           (next[0] < lanes[0].size() && busyUntil[0] <= busyUntil[1]);
        const std::size_t lane = first ? 0 : 1;
        row.push_back(lanes[lane][next.at(lane)++]);
        busyUntil.at(lane) += row.back().time.typical;
    }
    return row;
}

} // namespace

std::uint32_t ringSlots(std::uint32_t ramBytes) noexcept {
    const std::uint32_t fitting = ramBytes / ringPart / sizeof(wire::LoaderDescriptor);
    return std::clamp<std::uint32_t>(std::bit_floor(fitting), wire::LoaderLeastSlots,
                                     wire::LoaderMostSlots);
}

PageBuffers pageBuffers(std::span<const RamRegion> ram, std::uint32_t firstFree,
                        std::uint32_t unit) {
    std::vector<RamRegion> free(ram.begin(), ram.end());
    CHECK(!free.empty());
    const std::uint32_t used =
        std::min(roundUp(firstFree, bufferAlignment) - free[0].address, free[0].size);
    free[0] = {free[0].address + used, free[0].size - used};
    std::uint32_t total = 0;
    for (const RamRegion& region : free) {
        total += region.size;
    }
    const std::uint32_t step = std::max(bufferAlignment, unit);
    std::uint32_t page =
        std::clamp(roundUp(total / wantedBuffers, step), smallestPage, largestPage);
    page = std::max(std::min(page, total / leastBuffers / step * step), step);
    PageBuffers buffers{.pageBytes = page};
    for (const RamRegion& region : free) {
        for (std::uint32_t offset = 0; region.size - offset >= page; offset += page) {
            buffers.addresses.push_back(region.address + offset);
        }
    }
    return buffers;
}

LoaderRoom loaderRoom(const Device& device, const FlashMode& mode, std::span<const RamRegion> ram) {
    CHECK(!ram.empty() && ram.front().address == wire::WireBase);
    const Blob blob = loaderBlob(device.flashKind);
    const auto code = static_cast<std::uint32_t>(blob.words.size_bytes());
    LoaderRoom room{.stackTop = wire::WireBase + blob.entryOffset + code + wire::LoaderStackBytes};
    CHECK(room.stackTop % 8 == 0);
    room.ring = room.stackTop;
    room.slots = ringSlots(ram.front().size);
    const auto descriptor = static_cast<std::uint32_t>(sizeof(wire::LoaderDescriptor));
    room.buffers =
        pageBuffers(ram, room.ring + room.slots * descriptor,
                    std::max({device.programUnit, mode.burstBytes, mode.fastRows.bytes}));
    return room;
}

std::vector<LoaderWork> loaderWork(const FlashPlan& plan, std::uint32_t pageBytes,
                                   unsigned coreKhz) {
    const bool fastRows = coreKhz >= plan.mode->fastRows.fromKhz;
    std::array<std::vector<LoaderWork>, 2> lanes;
    for (const EraseStep& step : plan.erases) {
        std::vector<LoaderWork>& work = lanes.at(step.lane);
        work.push_back({.operation = step.mass ? wire::LoaderMassErase : wire::LoaderErase,
                        .address = step.ranges.front().address,
                        .control = step.control,
                        .time = step.time});
        for (const ProofRange& range : step.ranges) {
            work.push_back(blankCheck(*plan.device, range, coreKhz));
        }
        for (const ProofRange& range : step.ranges) {
            addPages(work, plan, range, step.mass && fastRows, pageBytes);
        }
    }
    for (LoaderWork& each : lanes[1]) {
        each.lane = 1;
    }
    std::vector<LoaderWork> work = inOrderOfTime(lanes);
    work.push_back({.operation = wire::LoaderStop});
    return work;
}

wire::LoaderDescriptor describe(const LoaderWork& work, std::uint32_t index, std::uint32_t buffer) {
    wire::LoaderDescriptor descriptor{};
    descriptor.operation =
        (work.begun ? wire::LoaderFollowErase : work.operation) + work.lane * wire::LoaderLane;
    descriptor.address = work.address;
    descriptor.length = work.length;
    descriptor.argument = work.programs() ? buffer : work.control;
    for (std::size_t i = 0; i < work.page.size(); i += 4) {
        descriptor.pageSum = wire::wireSum(descriptor.pageSum, littleEndian(work.page.subspan(i)));
    }
    std::uint32_t sum = index;
    for (const std::uint32_t word : {descriptor.operation, descriptor.address, descriptor.length,
                                     descriptor.argument, descriptor.pageSum}) {
        sum = wire::wireSum(sum, word);
    }
    descriptor.ownSum = sum;
    return descriptor;
}

} // namespace greenlight::target
