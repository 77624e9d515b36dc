#pragma once

#include "engine/base/result.h"
#include "engine/target/flash_algorithm.h"

#include <cstdint>
#include <span>

namespace greenlight::job {

/// What a flash algorithm says of its memory, from the bytes of its structure FlashDevice to the
/// end of the section. Only the memory's own fields are set. Faults: LoaderFile with the reason.
[[nodiscard]] Result<target::FlashAlgorithm> readFlashDevice(std::span<const std::uint8_t> bytes);

/// The same for the structure StorageInfo of an ST loader.
[[nodiscard]] Result<target::FlashAlgorithm> readStorageInfo(std::span<const std::uint8_t> bytes);

} // namespace greenlight::job
