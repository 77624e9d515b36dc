#include "engine/target/flash_choice.h"

#include "engine/base/check.h"
#include "engine/target/loader_work.h"
#include "engine/target/verifier.h"

#include <algorithm>
#include <array>
#include <vector>

namespace greenlight::target {

namespace {

/// Of the estimate; what the loader really takes for a page hardly matters to it.
constexpr std::uint32_t pageBytes = 2048;

} // namespace

Wire wireTo(Target& target, std::span<const RamRegion> ram) {
    Wire wire{.bytesPerSecond = target.link().bytesPerSecond()};
    for (const RamRegion& region : ram) {
        wire.bufferBytes += region.size;
    }
    return wire;
}

Duration streamTime(const FlashPlan& plan, const Wire& wire) {
    CHECK(wire.bytesPerSecond != 0);
    const std::size_t buffers = std::max(wire.bufferBytes / pageBytes, 1U);
    std::vector<Duration> freed; // when the buffer of each page is free again
    Duration sent{};
    std::array<Duration, 2> lanes{};
    for (const LoaderWork& work : loaderWork(plan, pageBytes, plan.device->fastestKhz())) {
        Duration& lane = lanes.at(work.lane);
        if (work.programs()) {
            const std::size_t page = freed.size();
            const Duration room = page < buffers ? Duration{} : freed[page - buffers];
            sent = std::max(sent, room) +
                   std::chrono::nanoseconds(work.length * 1'000'000'000ULL / wire.bytesPerSecond);
            lane = std::max(lane, sent);
        }
        lane += work.time.typical;
        if (work.programs()) {
            freed.push_back(lane);
        }
    }
    return std::ranges::max(lanes);
}

Result<FlashPlan> planQuickest(const Device& device, const FlashMode& mode,
                               std::span<const Sector> sectors, std::span<const Piece> pieces,
                               EraseScope scope, const Wire& wire) {
    FlashPlan plan = TRY(planFlash(device, mode, sectors, pieces, scope));
    if (!plan.massErase) {
        return plan;
    }
    FlashPlan bySector = TRY(planFlash(device, mode, sectors, pieces, scope, MassErase::Never));
    return streamTime(bySector, wire) < streamTime(plan, wire) ? std::move(bySector)
                                                               : std::move(plan);
}

Result<FlashPlan> planDiffering(Target& target, const FlashPlan& plan, const FlashPlan& bySector,
                                const Wire& wire) {
    std::vector<ProofRange> sectors;
    for (const EraseStep& step : bySector.erases) {
        CHECK(!step.mass);
        sectors.push_back(step.ranges.front());
    }
    const auto found = TRY(Verifier(target).sums(sectors));
    std::vector<bool> right;
    for (std::size_t i = 0; i < sectors.size(); i++) {
        right.push_back(found[i] ==
                        rangeSum(bySector.expected(sectors[i].address, sectors[i].length)));
    }
    FlashPlan rest = bySector.without(right);
    return streamTime(rest, wire) < streamTime(plan, wire) ? std::move(rest) : plan;
}

} // namespace greenlight::target
