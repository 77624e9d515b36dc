#include "engine/job/described.h"

#include "engine/job/proof.h"
#include "engine/target/algorithm_loader.h"
#include "engine/target/algorithm_place.h"
#include "engine/target/link_fault.h"
#include "engine/target/verifier.h"

#include <fmt/format.h>

namespace greenlight::job {

namespace {

using target::FlashAlgorithm;

/// Every planned byte as the chip's own bus sees it, or through the debug port where the chip has
/// no RAM for the list of ranges.
Result<void> proveBlank(target::Target& target, const target::FlashPlan& plan) {
    target::FlashPlan blank = plan;
    blank.extents.clear();
    VerifyEvidence unrecorded;
    base::fillRandom(unrecorded.nonce);
    Result<void> proven = target::Verifier::fits(target.device(), blank.proof.size())
                              ? askForDigest(target::Verifier(target), blank, unrecorded)
                              : readBack(target, blank, unrecorded);
    if (!proven && isMismatch(proven.fault().code)) {
        return Fault{.code = FaultCode::NotBlank,
                     .stage = Stage::Erase,
                     .address = proven.fault().address,
                     .note = "after the algorithm erased it"};
    }
    return proven;
}

} // namespace

DescribedEvidence toEvidence(const DescribedChip& described) {
    const target::Device& device = described.part->device();
    return {.devId = device.devId,
            .corePart = device.corePart,
            .loader = toEvidence(described.loader, described.part->algorithm())};
}

Result<target::FlashPlan> planByAlgorithm(const Recipe& recipe,
                                          std::span<const target::Piece> pieces,
                                          const target::Identity& chip) {
    const FlashAlgorithm& algorithm = recipe.described->part->algorithm();
    if (recipe.erase == EraseMode::Chip) {
        return Fault{.code = FaultCode::RecipeValue,
                     .note = "a described part is erased sector by sector"};
    }
    for (const target::Piece& piece : pieces) {
        if (!algorithm.holds(piece.address, std::uint64_t{piece.address} + piece.bytes.size())) {
            return Fault{.code = FaultCode::ImageOutsideDevice,
                         .address = piece.address < algorithm.address
                                        ? piece.address
                                        : static_cast<std::uint32_t>(algorithm.end()),
                         .note = "the algorithm's flash ends before the image does"};
        }
    }
    TRY(target::placeAlgorithm(algorithm, chip.loaderRam));
    return target::planMemory(algorithm, pieces);
}

Result<void> programByAlgorithm(const ExternalWork& work, const DescribedChip& described,
                                const target::LoaderRing::Observer& observer,
                                const std::atomic<bool>& abort) {
    target::AlgorithmLoader loader(work.target, described.part->algorithm(), work.chip.loaderRam);
    TRY(target::inStage(Stage::Erase, work.target.resetAndHold()));
    FlashEvidence& flash = work.evidence.flash.emplace();
    const target::AlgorithmOutcome erased = TRY(loader.erase(work.chipPlan, observer, abort));
    // It gives no outcome unless all of its code was read back before it ran.
    flash.loaderReadBack = true;
    flash.sectorsErased = erased.sectorsErased;
    TRY(target::inStage(Stage::Erase, work.target.resetAndHold()));
    TRY(proveBlank(work.target, work.chipPlan));
    flash.bytesBlankChecked = work.chipPlan.provenBytes;
    TRY(target::inStage(Stage::Program, work.target.resetAndHold()));
    flash.bytesProgrammed = TRY(loader.fill(work.chipPlan, observer, abort)).bytesProgrammed;
    return {};
}

} // namespace greenlight::job
