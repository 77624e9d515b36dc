#pragma once

#include "engine/base/fault.h"
#include "engine/target/device.h"

#include <cstdint>
#include <string>

namespace greenlight::target {

/// What the resident loader says of the work it could not do.
struct LoaderComplaint {
    std::uint32_t kind = 0;   ///< wire::LoaderFaultKind
    std::uint32_t status = 0; ///< what it read that made it stop
    std::uint32_t address = 0;
    std::uint32_t index = 0; ///< of the work
    Stage stage = Stage::Program;
};

/// The complaint as a fault: FlashLocked, EraseFailed, EraseTimeout, NotBlank, ProgramFailed,
/// ProgramTimeout, FlashProtected, UploadCorrupt, or LoaderCrashed for a kind that is not known.
[[nodiscard]] Fault loaderFault(const Device& device, const LoaderComplaint& complaint);

/// The error flags of a controller's status register by the names of the manual, separated by
/// spaces; empty where there are none or they have no names here.
[[nodiscard]] std::string flashErrorNames(FlashKind kind, std::uint32_t status);

} // namespace greenlight::target
