#include "engine/target/flash_plan.h"

#include "engine/base/check.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace greenlight::target {

namespace {

constexpr std::uint32_t wordBytes = 4;

Fault imageFault(FaultCode code, std::uint64_t address, std::string note) {
    return Fault{.code = code,
                 .stage = Stage::Prepare,
                 .address = static_cast<std::uint32_t>(address),
                 .note = std::move(note)};
}

std::uint64_t endOf(const Piece& piece) {
    return std::uint64_t{piece.address} + piece.bytes.size();
}

std::uint32_t endOf(const ProofRange& range) { return range.address + range.length; }

/// Bits of the control register that erase one sector (RM0008 3.3.3, RM0090 3.9.7, RM0351 3.7.5,
/// RM0468 4.9.4, RM0455 FLASH_CR, RM0481 FLASH_NSCR).
std::uint32_t sectorErase(const Device& device, const Sector& sector) {
    const std::uint32_t number = sector.number;
    const std::uint32_t bank = sector.bank;
    switch (device.flashKind) {
    case FlashKind::F1:
        return 1U << 1U;
    case FlashKind::F4:
        // Sectors of a second bank are coded from 16 up.
        return 1U << 1U | (number + 16 * bank) << 3U;
    case FlashKind::L4:
        return 1U << 1U | number << 3U | bank << device.flashVariant.bankSelect;
    case FlashKind::L5:
        return 1U << 1U | number << 3U | bank << 11U;
    case FlashKind::H7:
        return 1U << 2U | number << 8U;
    case FlashKind::L0:
        return 1U << 9U | 1U << 3U;
    case FlashKind::H7AB:
        return 1U << 2U | number << 6U;
    case FlashKind::H5:
        return 1U << 2U | number << 6U | bank << 31U;
    case FlashKind::Algorithm:
        break;
    }
    return 0;
}

std::uint32_t massErase(FlashKind kind, bool first, bool second) {
    switch (kind) {
    case FlashKind::F1:
        return 1U << 2U;
    case FlashKind::F4:
    case FlashKind::L4:
    case FlashKind::L5:
        return (first ? 1U << 2U : 0U) | (second ? 1U << 15U : 0U);
    case FlashKind::H7:
    case FlashKind::H7AB:
        return 1U << 3U;
    case FlashKind::H5:
        return first && second ? 1U << 15U : 1U << 3U | (second ? 1U << 31U : 0U);
    case FlashKind::L0: // only the regression of the read protection erases all at once
    case FlashKind::Algorithm:
        break;
    }
    return 0;
}

void append(std::vector<ProofRange>& ranges, const Sector& sector) {
    if (!ranges.empty() && endOf(ranges.back()) == sector.address) {
        ranges.back().length += sector.size;
        return;
    }
    ranges.push_back({sector.address, sector.size});
}

/// The pieces in the order of addresses, without empty ones; refuses overlaps.
Result<std::vector<Piece>> inOrder(std::span<const Piece> pieces) {
    std::vector<Piece> sorted;
    std::ranges::copy_if(pieces, std::back_inserter(sorted),
                         [](const Piece& piece) { return !piece.bytes.empty(); });
    std::ranges::sort(sorted, {}, &Piece::address);
    if (sorted.empty()) {
        return Fault{.code = FaultCode::ImageEmpty, .stage = Stage::Prepare};
    }
    for (std::size_t i = 1; i < sorted.size(); i++) {
        if (endOf(sorted[i - 1]) > sorted[i].address) {
            return imageFault(FaultCode::ImageOverlap, sorted[i].address,
                              "two parts of the image claim the same address");
        }
    }
    return sorted;
}

/// Fails unless every byte of the piece lies in a sector.
Result<void> requireInside(const Piece& piece, std::span<const Sector> sectors) {
    std::uint64_t address = piece.address;
    for (const Sector& sector : sectors) {
        const std::uint64_t end = std::uint64_t{sector.address} + sector.size;
        if (address >= sector.address && address < end) {
            address = end;
        }
    }
    if (address < endOf(piece)) {
        return imageFault(FaultCode::ImageOutsideDevice, address,
                          "the image has bytes where the chip has no flash");
    }
    return {};
}

bool touches(const Sector& sector, std::span<const Piece> pieces) {
    const std::uint64_t end = std::uint64_t{sector.address} + sector.size;
    return std::ranges::any_of(pieces, [&](const Piece& piece) {
        return piece.address < end && endOf(piece) > sector.address;
    });
}

/// Whole program units with the pieces' bytes and the erased byte around them. Pieces that share a
/// unit share an extent, because a unit is written once.
std::vector<Extent> padded(std::span<const Piece> pieces, std::uint32_t programUnit,
                           std::uint8_t erasedByte) {
    const std::uint32_t unit = std::max(programUnit, wordBytes);
    std::vector<Extent> extents;
    for (const Piece& piece : pieces) {
        const std::uint32_t start = piece.address / unit * unit;
        if (extents.empty() || extents.back().address + extents.back().bytes.size() < start) {
            extents.push_back({start, {}});
        }
        Extent& extent = extents.back();
        const std::size_t offset = piece.address - extent.address;
        const std::size_t end = (offset + piece.bytes.size() + unit - 1) / unit * unit;
        extent.bytes.resize(std::max(end, extent.bytes.size()), erasedByte);
        std::ranges::copy(piece.bytes, extent.bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    return extents;
}

struct Coverage {
    bool first = true;  ///< every sector of the first bank is planned
    bool second = true; ///< and of the second, if there is one
    bool hasSecond = false;
    Duration firstTime{}; ///< one by one
    Duration secondTime{};
};

/// What of the extents lies in the ranges: all of it, bytes written in rows, and the time of the
/// others.
struct Share {
    std::uint32_t bytes = 0;
    std::uint32_t inRows = 0;
    Duration single{};
};

Share shareOf(const FlashPlan& plan, const EraseStep& step) {
    Share share;
    for (const ProofRange& range : step.ranges) {
        for (const Extent& extent : plan.extents) {
            const auto size = static_cast<std::uint32_t>(extent.bytes.size());
            const std::uint64_t from = std::max(extent.address, range.address);
            const std::uint64_t to = std::min(std::uint64_t{extent.address} + size,
                                              std::uint64_t{range.address} + range.length);
            if (from >= to) {
                continue;
            }
            const auto length = static_cast<std::uint32_t>(to - from);
            const auto address = static_cast<std::uint32_t>(from);
            const std::uint32_t rows = step.mass ? plan.wholeRows(address, length).length : 0;
            share.bytes += length;
            share.inRows += rows;
            if (plan.mode != nullptr) {
                share.single += plan.mode->programTime(address, length - rows).typical;
            }
        }
    }
    return share;
}

Coverage coverage(const FlashMode& mode, std::span<const Sector> all,
                  std::span<const Sector> planned) {
    Coverage cover;
    std::array<std::size_t, 2> count{};
    for (const Sector& sector : all) {
        count.at(sector.bank)++;
    }
    for (const Sector& sector : planned) {
        count.at(sector.bank)--;
        (sector.bank == 0 ? cover.firstTime : cover.secondTime) +=
            eraseTiming(mode, sector.size).typical;
    }
    cover.first = count[0] == 0;
    cover.second = count[1] == 0;
    cover.hasSecond =
        std::ranges::any_of(all, [](const Sector& sector) { return sector.bank == 1; });
    return cover;
}

/// `first` and `second`: the banks of the layout, of which joined banks are one.
EraseStep massStep(const Device& device, const FlashMode& mode, std::span<const Sector> planned,
                   bool first, bool second, bool joined) {
    EraseStep step{.mass = true,
                   .control = massErase(device.flashKind, first, second || joined),
                   .time = mode.massErase};
    for (const Sector& sector : planned) {
        if (sector.bank == 0 ? first : second) {
            append(step.ranges, sector);
            step.sectors++;
        }
    }
    return step;
}

std::uint8_t laneOf(const Device& device, std::uint8_t bank) {
    return device.flashLanes > 1 ? bank : std::uint8_t{0};
}

/// One by one, or all at once where that is faster and every sector it hits is planned.
std::vector<EraseStep> eraseSteps(const Device& device, const FlashMode& mode,
                                  std::span<const Sector> all, std::span<const Sector> planned,
                                  MassErase massErase) {
    const Coverage cover = coverage(mode, all, planned);
    const bool possible = device.flashVariant.massErases && massErase != MassErase::Never &&
                          mode.massErase.typical != Duration::zero();
    const Duration mass = possible ? mode.massErase.typical : Duration::max();
    const bool apart = device.flashLanes > 1;
    bool first = cover.first && cover.firstTime > mass;
    bool second = cover.hasSecond && cover.second && cover.secondTime > mass;
    // A second bank is erased by the same operation at no extra time, if both are planned.
    if (!apart && cover.first && cover.second && cover.firstTime + cover.secondTime > mass) {
        first = true;
        second = cover.hasSecond;
    }
    std::vector<EraseStep> steps;
    if (!apart && (first || second)) {
        const bool joined = device.flashVariant.twoBanks && !cover.hasSecond;
        steps.push_back(massStep(device, mode, planned, first, second, joined));
    }
    if (apart && first) {
        steps.push_back(massStep(device, mode, planned, true, false, false));
    }
    if (apart && second) {
        steps.push_back(massStep(device, mode, planned, false, true, false));
        steps.back().lane = 1;
    }
    for (const Sector& sector : planned) {
        if (sector.bank == 0 ? first : second) {
            continue;
        }
        EraseStep step{.lane = laneOf(device, sector.bank),
                       .control = sectorErase(device, sector),
                       .sectors = 1,
                       .time = eraseTiming(mode, sector.size)};
        append(step.ranges, sector);
        steps.push_back(std::move(step));
    }
    return steps;
}

} // namespace

Result<FlashPlan> planFlash(const Device& device, const FlashMode& mode,
                            std::span<const Sector> sectors, std::span<const Piece> pieces,
                            EraseScope scope, MassErase massErase) {
    const std::vector<Piece> sorted = TRY(inOrder(pieces));
    for (const Piece& piece : sorted) {
        TRY(requireInside(piece, sectors));
    }
    std::vector<Sector> planned;
    for (const Sector& sector : sectors) {
        CHECK(planned.empty() || planned.back().address < sector.address);
        if (scope == EraseScope::Chip || touches(sector, sorted)) {
            planned.push_back(sector);
        }
    }
    FlashPlan plan{.device = &device, .mode = &mode, .erasedByte = device.erasedByte};
    plan.erases = eraseSteps(device, mode, sectors, planned, massErase);
    plan.massErase = std::ranges::any_of(plan.erases, &EraseStep::mass);
    plan.fastRows = plan.massErase && mode.fastRows.bytes != 0 &&
                    std::max(device.coreKhz, device.fastClock.khz) >= mode.fastRows.fromKhz;
    plan.extents = padded(sorted, device.programUnit, device.erasedByte);
    plan.sectors = static_cast<unsigned>(planned.size());
    for (const Sector& sector : planned) {
        append(plan.proof, sector);
        plan.provenBytes += sector.size;
    }
    plan.erasedBytes = plan.provenBytes;
    for (const Extent& extent : plan.extents) {
        plan.programBytes += static_cast<std::uint32_t>(extent.bytes.size());
    }
    return plan;
}

Result<FlashPlan> planMemory(const FlashAlgorithm& algorithm, std::span<const Piece> pieces) {
    const std::vector<Piece> sorted = TRY(inOrder(pieces));
    FlashPlan plan{.erasedByte = algorithm.erasedByte};
    std::uint64_t planned = 0; // everything below, as far as it is touched
    for (const Piece& piece : sorted) {
        CHECK(algorithm.holds(piece.address, endOf(piece)));
        for (const AlgorithmSectors& run : algorithm.sectors) {
            const std::uint64_t begin =
                std::max({std::uint64_t{piece.address}, std::uint64_t{run.address}, planned});
            const std::uint64_t end =
                std::min(endOf(piece), run.address + std::uint64_t{run.size} * run.count);
            for (std::uint64_t at = begin; at < end; at = planned) {
                const auto into = static_cast<std::uint32_t>(at - run.address) % run.size;
                const Sector sector{.address = static_cast<std::uint32_t>(at) - into,
                                    .size = run.size};
                planned = std::uint64_t{sector.address} + sector.size;
                append(plan.proof, sector);
                plan.erases.push_back({.ranges = {{sector.address, sector.size}}, .sectors = 1});
                plan.provenBytes += sector.size;
            }
        }
    }
    plan.erasedBytes = plan.provenBytes;
    plan.extents = padded(sorted, algorithm.pageBytes, algorithm.erasedByte);
    plan.sectors = static_cast<unsigned>(plan.erases.size());
    for (const Extent& extent : plan.extents) {
        plan.programBytes += static_cast<std::uint32_t>(extent.bytes.size());
    }
    return plan;
}

std::vector<std::uint8_t> FlashPlan::expected(std::uint32_t address, std::uint32_t length) const {
    const std::uint64_t end = std::uint64_t{address} + length;
    CHECK(std::ranges::any_of(proof, [&](const ProofRange& range) {
        return address >= range.address && end <= std::uint64_t{range.address} + range.length;
    }));
    std::vector<std::uint8_t> bytes(length, erasedByte);
    for (const Extent& extent : extents) {
        const std::uint64_t from = std::max<std::uint64_t>(address, extent.address);
        const std::uint64_t to = std::min(end, std::uint64_t{extent.address} + extent.bytes.size());
        if (from < to) {
            std::copy_n(extent.bytes.begin() + static_cast<std::ptrdiff_t>(from - extent.address),
                        to - from, bytes.begin() + static_cast<std::ptrdiff_t>(from - address));
        }
    }
    return bytes;
}

Digest FlashPlan::digest(std::span<const std::uint8_t> prefix) const {
    base::Sha256 hash;
    hash.add(prefix);
    for (const ProofRange& range : proof) {
        hash.add(expected(range.address, range.length));
    }
    return hash.finish();
}

ProofRange FlashPlan::wholeRows(std::uint32_t address, std::uint32_t length) const {
    const std::uint32_t row = mode->fastRows.bytes;
    if (!fastRows) {
        return {address, 0};
    }
    const std::uint32_t first = (address + row - 1) / row * row;
    const std::uint32_t end = (address + length) / row * row;
    return first < end ? ProofRange{first, end - first} : ProofRange{address, 0};
}

FlashPlan FlashPlan::without(const std::vector<bool>& leave) const {
    CHECK(leave.size() == erases.size());
    FlashPlan rest = *this;
    rest.erases.clear();
    for (std::size_t i = 0; i < erases.size(); i++) {
        const EraseStep& step = erases[i];
        if (!leave[i]) {
            rest.erases.push_back(step);
            continue;
        }
        const Share share = shareOf(*this, step);
        rest.sectors -= step.sectors;
        rest.programBytes -= share.bytes;
        for (const ProofRange& range : step.ranges) {
            rest.erasedBytes -= range.length;
        }
    }
    return rest;
}

Duration FlashPlan::flashTime() const {
    std::array<Duration, 2> time{};
    for (const EraseStep& step : erases) {
        const Share share = shareOf(*this, step);
        Duration& lane = time.at(step.lane);
        lane += step.time.typical + share.single;
        if (share.inRows != 0) {
            lane += mode->fastRows.time.typical * (share.inRows / mode->fastRows.bytes);
        }
    }
    return std::max(time[0], time[1]);
}

} // namespace greenlight::target
