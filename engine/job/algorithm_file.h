#pragma once

#include "engine/base/result.h"
#include "engine/target/flash_algorithm.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace greenlight::job {

/// Largest file of a flash algorithm: some carry their debug information.
inline constexpr std::uint64_t largestAlgorithmFile = 8ULL * 1024 * 1024;

/// Reads somebody else's code for programming a memory: a CMSIS-Pack's .FLM or an ST .stldr, which
/// the extension of `name` says. A pure function of its arguments; nothing in the file is believed
/// before it was checked. Faults: LoaderFile with the reason; the note begins with the name.
[[nodiscard]] Result<target::FlashAlgorithm>
parseFlashAlgorithm(std::string_view name, std::span<const std::uint8_t> file);

/// The extension of an .FLM or .stldr, in either case of letters.
[[nodiscard]] bool isAlgorithmName(std::string_view name);

} // namespace greenlight::job
