#include "engine/target/loader_work.h"

#include "engine/base/check.h"
#include "engine/target/chip_ram.h"

#include <algorithm>
#include <array>

namespace greenlight::target {

namespace {

/// As many pages as the ring holds descriptors would leave none for erases.
constexpr std::uint32_t wantedBuffers = 48;
constexpr std::uint32_t smallestPage = 512;
constexpr std::uint32_t largestPage = 8192;
constexpr std::uint32_t bufferAlignment = 32; ///< the largest program unit

/// What the loader's blank check takes for each word at most: some five cycles and the wait states
/// of the flash.
constexpr std::uint64_t blankCyclesPerWord = 5;
constexpr std::uint64_t slowBlankCyclesPerWord = 32;

std::uint32_t roundUp(std::uint32_t value) {
    return (value + bufferAlignment - 1) / bufferAlignment * bufferAlignment;
}

Duration cycles(const Device& device, std::uint64_t count) {
    return std::chrono::nanoseconds(count * 1'000'000 / device.coreKhz);
}

LoaderWork blankCheck(const Device& device, const ProofRange& range) {
    const std::uint64_t words = range.length / 4;
    return {.operation = wire::LoaderBlankCheck,
            .address = range.address,
            .length = range.length,
            .time = {cycles(device, words * blankCyclesPerWord),
                     cycles(device, words * slowBlankCyclesPerWord)}};
}

/// The pages of all extents as far as they lie in the range.
void addPages(std::vector<LoaderWork>& work, const FlashPlan& plan, const ProofRange& range,
              std::uint32_t pageBytes) {
    const FlashMode& mode = *plan.mode;
    for (const Extent& extent : plan.extents) {
        const std::uint64_t extentEnd = std::uint64_t{extent.address} + extent.bytes.size();
        const std::uint64_t rangeEnd = std::uint64_t{range.address} + range.length;
        std::uint64_t address = std::max(extent.address, range.address);
        const std::uint64_t end = std::min(extentEnd, rangeEnd);
        while (address < end) {
            const std::uint64_t length = std::min<std::uint64_t>(pageBytes, end - address);
            const auto operations = static_cast<Duration::rep>(length / mode.programBytes);
            work.push_back(
                {.operation = wire::LoaderProgram,
                 .address = static_cast<std::uint32_t>(address),
                 .length = static_cast<std::uint32_t>(length),
                 .page = std::span(extent.bytes).subspan(address - extent.address, length),
                 .time = {mode.program.typical * operations, mode.program.longest * operations}});
            address += length;
        }
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

PageBuffers pageBuffers(std::span<const RamRegion> ram, std::uint32_t firstFree) {
    std::vector<RamRegion> free(ram.begin(), ram.end());
    CHECK(!free.empty());
    const std::uint32_t used = std::min(roundUp(firstFree) - free[0].address, free[0].size);
    free[0] = {free[0].address + used, free[0].size - used};
    std::uint32_t total = 0;
    for (const RamRegion& region : free) {
        total += region.size;
    }
    const std::uint32_t page =
        std::clamp(roundUp(total / wantedBuffers), smallestPage, largestPage);
    PageBuffers buffers{.pageBytes = page};
    for (const RamRegion& region : free) {
        for (std::uint32_t offset = 0; region.size - offset >= page; offset += page) {
            buffers.addresses.push_back(region.address + offset);
        }
    }
    return buffers;
}

std::vector<LoaderWork> loaderWork(const FlashPlan& plan, std::uint32_t pageBytes) {
    std::array<std::vector<LoaderWork>, 2> lanes;
    for (const EraseStep& step : plan.erases) {
        std::vector<LoaderWork>& work = lanes.at(step.lane);
        work.push_back({.operation = step.mass ? wire::LoaderMassErase : wire::LoaderErase,
                        .address = step.ranges.front().address,
                        .control = step.control,
                        .time = step.time});
        for (const ProofRange& range : step.ranges) {
            work.push_back(blankCheck(*plan.device, range));
        }
        for (const ProofRange& range : step.ranges) {
            addPages(work, plan, range, pageBytes);
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
    descriptor.operation = work.operation + work.lane * wire::LoaderLane;
    descriptor.address = work.address;
    descriptor.length = work.length;
    descriptor.argument = work.operation == wire::LoaderProgram ? buffer : work.control;
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
