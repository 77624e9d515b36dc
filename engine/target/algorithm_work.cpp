#include "engine/target/algorithm_work.h"

#include <algorithm>

namespace greenlight::target {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

/// The most that any call may take, whatever the algorithm claims for itself.
constexpr Duration initAtMost = seconds(10);
constexpr Duration eraseAtMost = seconds(60);
constexpr Duration programAtMost = seconds(10);

/// What is usual for a serial NOR flash (W25Q128JV: 150 ms for 64 KB, 0.4 ms for a page of 256
/// bytes); for what the operator sees, and for nothing else.
constexpr Duration eraseEach = nanoseconds(2300);
constexpr Duration programEach = nanoseconds(1600);
constexpr Duration usualInit = milliseconds(5);

Timing timing(Duration usual, Duration said, Duration atMost) {
    const Duration limit = said == Duration{} ? atMost : std::min(said, atMost);
    // The inverse of LoaderWork::limit().
    return {std::min(usual, limit), limit * 2 / 5};
}

LoaderWork initCall(const FlashAlgorithm& algorithm, AlgorithmPurpose purpose, unsigned coreKhz) {
    return {.operation = wire::LoaderInit,
            .address = algorithm.address,
            .length = coreKhz * 1000,
            .control = static_cast<std::uint32_t>(purpose),
            .time = timing(usualInit, {}, initAtMost)};
}

void addUninit(std::vector<LoaderWork>& work, const FlashAlgorithm& algorithm,
               AlgorithmPurpose purpose) {
    if (algorithm.functions.uninit != 0) {
        work.push_back({.operation = wire::LoaderUninit,
                        .address = static_cast<std::uint32_t>(purpose),
                        .time = timing(usualInit, {}, initAtMost)});
    }
}

LoaderWork eraseCall(const FlashAlgorithm& algorithm, const ProofRange& sector) {
    return {.operation = wire::LoaderErase,
            .address = sector.address,
            .length = sector.length,
            .time = timing(eraseEach * sector.length, algorithm.eraseLimit, eraseAtMost)};
}

/// The pages of all extents as far as they lie in the sector.
void addPages(std::vector<LoaderWork>& work, const FlashAlgorithm& algorithm, const FlashPlan& plan,
              const ProofRange& sector, std::uint32_t bufferBytes) {
    for (const Extent& extent : plan.extents) {
        const std::uint64_t from = std::max(extent.address, sector.address);
        const std::uint64_t end = std::min(std::uint64_t{extent.address} + extent.bytes.size(),
                                           std::uint64_t{sector.address} + sector.length);
        for (std::uint64_t at = from; at < end; at += bufferBytes) {
            const auto length =
                static_cast<std::uint32_t>(std::min<std::uint64_t>(bufferBytes, end - at));
            work.push_back(
                {.operation = wire::LoaderProgram,
                 .address = static_cast<std::uint32_t>(at),
                 .length = length,
                 .page = std::span(extent.bytes).subspan(at - extent.address, length),
                 .time = timing(programEach * length, algorithm.programLimit, programAtMost)});
        }
    }
}

} // namespace

std::vector<LoaderWork> programmingCalls(const FlashAlgorithm& algorithm, const FlashPlan& plan,
                                         std::uint32_t bufferBytes, unsigned coreKhz) {
    if (algorithm.abi == AlgorithmAbi::CmsisFlash) {
        std::vector<LoaderWork> work = erasingCalls(algorithm, plan, coreKhz);
        const std::vector<LoaderWork> fill = fillingCalls(algorithm, plan, bufferBytes, coreKhz);
        work.pop_back(); // its stop
        work.insert(work.end(), fill.begin(), fill.end());
        return work;
    }
    std::vector<LoaderWork> work{initCall(algorithm, AlgorithmPurpose::Erase, coreKhz)};
    for (const EraseStep& step : plan.erases) {
        work.push_back(eraseCall(algorithm, step.ranges.front()));
        addPages(work, algorithm, plan, step.ranges.front(), bufferBytes);
    }
    addUninit(work, algorithm, AlgorithmPurpose::Program);
    work.push_back({.operation = wire::LoaderStop});
    return work;
}

std::vector<LoaderWork> erasingCalls(const FlashAlgorithm& algorithm, const FlashPlan& plan,
                                     unsigned coreKhz) {
    std::vector<LoaderWork> work{initCall(algorithm, AlgorithmPurpose::Erase, coreKhz)};
    for (const EraseStep& step : plan.erases) {
        work.push_back(eraseCall(algorithm, step.ranges.front()));
    }
    addUninit(work, algorithm, AlgorithmPurpose::Erase);
    work.push_back({.operation = wire::LoaderStop});
    return work;
}

std::vector<LoaderWork> fillingCalls(const FlashAlgorithm& algorithm, const FlashPlan& plan,
                                     std::uint32_t bufferBytes, unsigned coreKhz) {
    std::vector<LoaderWork> work{initCall(algorithm, AlgorithmPurpose::Program, coreKhz)};
    for (const EraseStep& step : plan.erases) {
        addPages(work, algorithm, plan, step.ranges.front(), bufferBytes);
    }
    addUninit(work, algorithm, AlgorithmPurpose::Program);
    work.push_back({.operation = wire::LoaderStop});
    return work;
}

std::vector<LoaderWork> mappingCalls(const FlashAlgorithm& algorithm, unsigned coreKhz) {
    return {initCall(algorithm, AlgorithmPurpose::Verify, coreKhz),
            {.operation = wire::LoaderStop}};
}

std::vector<LoaderWork> readingCalls(const FlashAlgorithm& algorithm,
                                     std::span<const ProofRange> ranges, const PageBuffers& buffers,
                                     unsigned coreKhz) {
    std::vector<LoaderWork> work{initCall(algorithm, AlgorithmPurpose::Verify, coreKhz)};
    for (const ProofRange& range : ranges) {
        for (std::uint32_t done = 0; done < range.length; done += buffers.pageBytes) {
            const std::size_t next = (work.size() - 1) % buffers.addresses.size();
            work.push_back({.operation = wire::LoaderRead,
                            .address = range.address + done,
                            .length = std::min(buffers.pageBytes, range.length - done),
                            .control = buffers.addresses[next],
                            .time = timing(usualInit, {}, programAtMost)});
        }
    }
    return work;
}

std::string_view calledFunction(AlgorithmAbi abi, wire::LoaderOperation operation) noexcept {
    const bool cmsis = abi == AlgorithmAbi::CmsisFlash;
    switch (operation) {
    case wire::LoaderErase:
        return cmsis ? "EraseSector" : "SectorErase";
    case wire::LoaderProgram:
        return cmsis ? "ProgramPage" : "Write";
    case wire::LoaderInit:
        return "Init";
    case wire::LoaderUninit:
        return "UnInit";
    case wire::LoaderRead:
        return "Read";
    default:
        return "nothing";
    }
}

} // namespace greenlight::target
