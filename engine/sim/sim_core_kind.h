#pragma once

#include "engine/sim/sim_chips.h"
#include "engine/sim/thumb.h"

#include <cstdint>

namespace greenlight::sim {

enum class CoreKind : std::uint8_t { M0, M0Plus, M3, M4, M7, M33 };

/// The core behind the part number of the chip's CPUID. CHECKs that it is one of these.
CoreKind coreOf(const ChipFacts& facts) noexcept;

/// In what the kinds differ for a debugger and for a program.
struct CoreTraits {
    Architecture architecture = Architecture::V7M;
    /// Fault status registers, VC_ bits beyond hard errors, the cycle counter (ARMv6-M has none).
    bool mainline = true;
    bool vectorTableMoves = true;     ///< VTOR exists
    bool resetsAlone = true;          ///< AIRCR.VECTRESET (ARMv7-M only)
    std::uint32_t breakpointUnit = 0; ///< FP_CTRL or BP_CTRL as it reads with ENABLE clear
    unsigned breakpoints = 0;         ///< comparators that match an instruction
    bool wholeAddresses = false;      ///< they compare all of an address (FPB revision 2)
    std::uint32_t watchUnit = 0;      ///< DWT_CTRL as it reads with everything off
    std::uint32_t configuration = 0;  ///< CCR after a reset
};

const CoreTraits& traitsOf(CoreKind kind) noexcept;

} // namespace greenlight::sim
