#include "engine/job/unit_image.h"

#include <algorithm>
#include <iterator>

namespace greenlight::job {

namespace {

/// Copies the part of `patch` that lies inside `segment` over it.
void layOver(Segment& segment, const Segment& patch) {
    const std::uint64_t from = std::max<std::uint64_t>(segment.address, patch.address);
    const std::uint64_t to = std::min(segment.end(), patch.end());
    if (from < to) {
        std::copy_n(patch.bytes.begin() + static_cast<std::ptrdiff_t>(from - patch.address),
                    to - from,
                    segment.bytes.begin() + static_cast<std::ptrdiff_t>(from - segment.address));
    }
}

/// The parts of `patch` that no segment covers.
std::vector<Segment> uncovered(const std::vector<Segment>& segments, const Segment& patch) {
    std::vector<Segment> rest;
    std::uint64_t at = patch.address;
    const auto take = [&](std::uint64_t until) {
        if (at < until) {
            const auto first =
                patch.bytes.begin() + static_cast<std::ptrdiff_t>(at - patch.address);
            rest.push_back({static_cast<std::uint32_t>(at),
                            {first, first + static_cast<std::ptrdiff_t>(until - at)}});
        }
    };
    for (const Segment& segment : segments) {
        take(std::min<std::uint64_t>(segment.address, patch.end()));
        at = std::clamp<std::uint64_t>(segment.end(), at, std::max(at, patch.end()));
    }
    take(patch.end());
    return rest;
}

/// Joins neighbours that touch.
std::vector<Segment> joined(std::vector<Segment> segments) {
    std::ranges::sort(segments, {}, &Segment::address);
    std::vector<Segment> result;
    for (Segment& segment : segments) {
        if (!result.empty() && result.back().end() == segment.address) {
            std::ranges::move(segment.bytes, std::back_inserter(result.back().bytes));
        } else {
            result.push_back(std::move(segment));
        }
    }
    return result;
}

/// All that is this unit's own, in the order of addresses; no two may claim the same byte.
Result<std::vector<Segment>> patchesOf(const Recipe& recipe, std::string_view serial,
                                       const Uid& uid) {
    std::vector<Segment> patches;
    if (recipe.serial.address && recipe.serial.source != SerialSource::None) {
        patches.push_back(
            {*recipe.serial.address, TRY(encodeSerial(recipe.serial.format, serial))});
    }
    for (const PatchRule& rule : recipe.patches) {
        patches.push_back({rule.address, TRY(patchBytes(rule, serial, uid))});
    }
    std::ranges::sort(patches, {}, &Segment::address);
    for (std::size_t i = 1; i < patches.size(); ++i) {
        if (patches[i - 1].end() > patches[i].address) {
            return Fault{.code = FaultCode::ImageOverlap,
                         .stage = Stage::Prepare,
                         .address = patches[i].address,
                         .note = "two patches claim the same address"};
        }
    }
    return patches;
}

} // namespace

Result<std::vector<Segment>> unitSegments(const Recipe& recipe, std::string_view serial,
                                          const Uid& uid) {
    std::vector<Segment> segments = recipe.image->segments();
    for (const Segment& patch : TRY(patchesOf(recipe, serial, uid))) {
        for (Segment& segment : segments) {
            layOver(segment, patch);
        }
        std::ranges::move(uncovered(segments, patch), std::back_inserter(segments));
        segments = joined(std::move(segments));
    }
    return segments;
}

} // namespace greenlight::job
