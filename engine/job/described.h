#pragma once

#include "engine/base/result.h"
#include "engine/job/evidence.h"
#include "engine/job/external.h"
#include "engine/job/recipe.h"
#include "engine/target/flash_plan.h"
#include "engine/target/loader_ring.h"

#include <atomic>
#include <span>

namespace greenlight::job {

// A chip that the table does not know: identified by what the recipe says of it, programmed by the
// recipe's algorithm, and proven like any other.

/// What a record says of the description.
DescribedEvidence toEvidence(const DescribedChip& described);

/// Decides what the algorithm will do to the chip's own flash. Faults: ImageOutsideDevice with the
/// first address that is not in its memory, ImageEmpty, ImageOverlap; RecipeValue where all of the
/// flash is to be erased; LoaderDoesNotFit where the chip's RAM has no room for it.
Result<target::FlashPlan> planByAlgorithm(const Recipe& recipe,
                                          std::span<const target::Piece> pieces,
                                          const target::Identity& chip);

/// Erases the planned sectors by the algorithm; has our own code find all of them blank after a
/// reset, because nobody else looks; and programs them by the algorithm after one more. The digest
/// of what is outside of the plan was taken before. The stages are the evidence's to tell. Faults:
/// those of AlgorithmLoader; NotBlank; those of the verifier and of the link.
Result<void> programByAlgorithm(const ExternalWork& work, const DescribedChip& described,
                                const target::LoaderRing::Observer& observer,
                                const std::atomic<bool>& abort);

} // namespace greenlight::job
