#pragma once

#include "engine/base/result.h"
#include "engine/job/evidence.h"
#include "engine/job/external_loader.h"
#include "engine/job/image.h"
#include "engine/job/recipe.h"
#include "engine/target/connect.h"
#include "engine/target/flash_plan.h"
#include "engine/target/loader_ring.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace greenlight::job {

/// A unit's content by the memory it goes to.
struct Division {
    std::vector<Segment> chip{};                ///< the chip's own flash, or nowhere
    std::vector<std::vector<Segment>> behind{}; ///< for each loader, in their order
};

/// Gives each segment that lies completely in a loader's memory to that loader.
Division divide(std::span<const Segment> segments, std::span<const ExternalLoader> loaders);

/// A memory behind a loader that has something to be written to it.
struct ExternalMemory {
    const ExternalLoader* loader = nullptr;
    target::FlashPlan plan{};
    bool kept = false; ///< it holds the plan already, and the recipe lets it stay
};

/// Decides what will be done to each memory behind a loader, before anything is touched, and puts
/// it on record. Faults: LoaderDoesNotFit for a loader that this chip has no RAM for.
Result<std::vector<ExternalMemory>> planExternals(const Recipe& recipe, const Division& division,
                                                  const target::Identity& chip, Evidence& evidence);

/// What the work with memories behind loaders needs of the attempt.
struct ExternalWork {
    target::Target& target;
    const target::Identity& chip;
    const target::FlashPlan& chipPlan;
    std::span<const ExternalMemory> memories;
    Evidence& evidence;
};

/// Before somebody else's code runs in the chip for the first time: asks it for the digest of all
/// its flash that is outside of the plan. Does nothing where no such code will run, or where it was
/// asked before. The core is held after a reset or ours to halt. Faults: those of the verifier and
/// of the link.
Result<void> rememberOutside(const ExternalWork& work);

/// Proves each memory as proveExternals() does, and marks those as kept that hold their plan
/// already. `memories` are those of the work. Faults: as proveExternals(), but for a memory that
/// holds something else.
Result<void> compareExternals(const ExternalWork& work, std::span<ExternalMemory> memories);

/// Programs those that are not kept by their loaders. Faults: those of AlgorithmLoader and of the
/// link.
Result<void> programExternals(const ExternalWork& work,
                              const target::LoaderRing::Observer& observer,
                              const std::atomic<bool>& abort);

/// Proves them with the nonce of the verification. Each loader is loaded anew after a reset and
/// maps its memory, and then our own verifier hashes it over the bus; or it reads the memory by its
/// own function. The caller resets the chip before it proves anything else, so that no proof of the
/// chip's own flash is older than the last moment of somebody else's code.
/// Faults: DigestMismatch, ReadbackMismatch, SampleMismatch, those of AlgorithmLoader, of the
/// verifier and of the link.
Result<void> proveExternals(const ExternalWork& work);

/// Asks again for the digest of what is outside of the plan, and looks at the option registers.
/// Faults: OutsideChanged, those of the verifier and of the link.
Result<void> proveOutside(const ExternalWork& work);

} // namespace greenlight::job
