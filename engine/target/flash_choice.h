#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/target/connect.h"
#include "engine/target/flash_plan.h"

#include <cstdint>
#include <span>

namespace greenlight::target {

/// What brings the pages to the loader.
struct Wire {
    std::uint32_t bytesPerSecond = 0;
    std::uint32_t bufferBytes =
        0; ///< of the chip's RAM: how far the wire may be ahead of the flash
};

/// The wire to a connected target whose RAM in `ram` is free for pages.
Wire wireTo(Target& target, std::span<const RamRegion> ram);

/// Typical time from the first erase to the last program unit when the pages come over this wire:
/// that of the flash, of the wire, or of both where neither can hide the other.
Duration streamTime(const FlashPlan& plan, const Wire& wire);

/// planFlash() in the way that is the quickest over this wire. A mass erase is one long pause in
/// which no more than the RAM can be sent; sector by sector a slow wire is hidden behind many short
/// ones. Parameters and faults are those of planFlash().
Result<FlashPlan> planQuickest(const Device& device, const FlashMode& mode,
                               std::span<const Sector> sectors, std::span<const Piece> pieces,
                               EraseScope scope, const Wire& wire);

/// What the flash of the chip holds already of the plan: the plan without the sectors that are
/// right, or the plan itself where that is quicker. `bySector` is the same plan with
/// MassErase::Never. The core must be held after a reset, and needs one afterwards. Faults: those
/// of Verifier::sums().
Result<FlashPlan> planDiffering(Target& target, const FlashPlan& plan, const FlashPlan& bySector,
                                const Wire& wire);

} // namespace greenlight::target
