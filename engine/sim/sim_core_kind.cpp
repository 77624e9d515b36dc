#include "engine/sim/sim_core_kind.h"

#include "engine/base/check.h"

namespace greenlight::sim {

CoreKind coreOf(const ChipFacts& facts) noexcept {
    switch ((facts.cpuid >> 4U) & 0xFFFU) {
    case 0xC20:
        return CoreKind::M0;
    case 0xC60:
        return CoreKind::M0Plus;
    case 0xC23:
        return CoreKind::M3;
    case 0xC24:
        return CoreKind::M4;
    case 0xC27:
        return CoreKind::M7;
    case 0xD21:
        return CoreKind::M33;
    default:
        break;
    }
    CHECK(false);
}

const CoreTraits& traitsOf(CoreKind kind) noexcept {
    // Comparator counts as ST builds the cores. M0 and M0+: DDI0432C, DDI0484C and ARMv6-M C1.8,
    // C1.9; CCR traps unaligned accesses and says so (B3.2.8). M3 and M4: DDI0337I, DDI0439C, six
    // code and two literal comparators. M7 and M33: DDI0489F, ARMv8-M D1.2.109.
    static constexpr CoreTraits m0{.architecture = Architecture::V6M,
                                   .mainline = false,
                                   .vectorTableMoves = false,
                                   .resetsAlone = false,
                                   .breakpointUnit = 0x40,
                                   .breakpoints = 4,
                                   .watchUnit = 0x20000000,
                                   .configuration = 0x208};
    static constexpr CoreTraits m0Plus{.architecture = Architecture::V6M,
                                       .mainline = false,
                                       .resetsAlone = false,
                                       .breakpointUnit = 0x40,
                                       .breakpoints = 4,
                                       .watchUnit = 0x20000000,
                                       .configuration = 0x208};
    static constexpr CoreTraits m3{
        .breakpointUnit = 0x260, .breakpoints = 6, .watchUnit = 0x40000000, .configuration = 0x200};
    static constexpr CoreTraits m7{.breakpointUnit = 0x10000080,
                                   .breakpoints = 8,
                                   .wholeAddresses = true,
                                   .watchUnit = 0x40000000,
                                   .configuration = 0x200};
    // The integer instructions of ARMv8-M Mainline are those of ARMv7-M and few more.
    static constexpr CoreTraits m33{.resetsAlone = false,
                                    .breakpointUnit = 0x10000080,
                                    .breakpoints = 8,
                                    .wholeAddresses = true,
                                    .watchUnit = 0x40000000,
                                    .configuration = 0x201};
    switch (kind) {
    case CoreKind::M0:
        return m0;
    case CoreKind::M0Plus:
        return m0Plus;
    case CoreKind::M3:
    case CoreKind::M4:
        return m3;
    case CoreKind::M7:
        return m7;
    case CoreKind::M33:
        return m33;
    }
    CHECK(false);
}

} // namespace greenlight::sim
