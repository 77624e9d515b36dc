#pragma once

#include "engine/job/recorder.h"
#include "engine/target/described_part.h"
#include "engine/target/flash_algorithm.h"

#include <memory>
#include <optional>

namespace greenlight::job {

/// Somebody else's code for a memory that our own loader does not reach, as a recipe releases it.
struct ExternalLoader {
    FileFact file{};
    std::shared_ptr<const target::FlashAlgorithm> algorithm{};
    ReadWay readWay = ReadWay::Mapped;
};

/// The way that what a loader says of its memory suggests; nothing where there is none: not in the
/// address map, and no function to read. Bytes of the core's external RAM and device regions are in
/// the map (ARMv7-M ARM B3.1), unless ST's description calls the memory one that never is.
std::optional<ReadWay> usualReadWay(const target::FlashAlgorithm& algorithm) noexcept;

/// What a record says of a loader and of the memory as it describes it.
LoaderEvidence toEvidence(const FileFact& file, const target::FlashAlgorithm& algorithm);

/// A chip that the table does not know, as a recipe describes it, and the file of its algorithm.
struct DescribedChip {
    std::shared_ptr<const target::DescribedPart> part{};
    FileFact loader{};
};

} // namespace greenlight::job
