#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/target/connect.h"
#include "engine/target/flash_plan.h"
#include "engine/target/loader_ring.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace greenlight::target {

/// What the loader counted, equal to what was planned.
struct FlashOutcome {
    unsigned sectorsErased = 0;
    std::uint32_t bytesBlankChecked = 0;
    std::uint32_t bytesProgrammed = 0;
    Duration longestErase{}; ///< in steps of 10 ms
};

/// Erases and programs a chip through the resident loader in its RAM. The wire carries pages while
/// the flash erases and programs: the time is that of the slower of the two, not their sum. Proves
/// nothing about the flash beyond that it was blank and that no operation reported an error; the
/// proof is the Verifier's, after a reset. One thread, that of the target's link.
class FlashLoader {
public:
    using Observer = LoaderRing::Observer;

    /// `target` and `plan` must outlive it. `ram` is where code and pages may go, as
    /// Identity::loaderRam says.
    FlashLoader(Target& target, const FlashPlan& plan, std::span<const RamRegion> ram);

    /// Begins the first erase where that can be done without the loader; writes the loader, reads
    /// it back, starts it and hears from it. The core must be held after a reset. Faults:
    /// LoaderCorrupt, LoaderNotStarted, LoaderCrashed, FlashLocked, and those of the link and the
    /// core; the stage is Load.
    Result<void> start();

    /// True if start() has begun the first erase, or may have when it failed.
    [[nodiscard]] bool mayHaveErased() const noexcept { return m_mayHaveErased; }

    /// Erases, checks blank and programs what the plan says. Afterwards, whatever came of it, the
    /// chip needs a reset. Aborted when `abort` becomes true, within about a second.
    /// Faults: EraseFailed, EraseTimeout, NotBlank, ProgramFailed, ProgramTimeout, FlashProtected,
    /// FlashLocked, each with the address; UploadCorrupt when data was damaged in the chip's RAM;
    /// LoaderSilent, LoaderCrashed, CountMismatch, Aborted, the observer's, and those of the link.
    Result<FlashOutcome> run(const Observer& observer, const std::atomic<bool>& abort);

private:
    [[nodiscard]] std::vector<std::uint32_t> mailbox() const;
    [[nodiscard]] Result<FlashOutcome> outcome() const;

    Target& m_target;
    const FlashPlan& m_plan;
    LoaderRing m_ring;
    LoaderRoom m_room;
    bool m_mayHaveErased = false;
};

} // namespace greenlight::target
