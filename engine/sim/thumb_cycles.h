#pragma once

#include "engine/sim/thumb.h"

#include <cstdint>

namespace greenlight::sim::thumb {

/// What instructions cost without bus stalls, in core cycles.
///
///     instruction              V6M (M0+, DDI0484C 3.3)     V7M (M3, DDI0337I 3.3; M4 not slower)
///     data processing          1                           1
///     MUL, MLA and MLS         1 (the fast multiplier)     1, 2
///     UMULL SMULL, *MLAL                                   5, 7 (of 3-5 and 4-7)
///     UDIV, SDIV                                           2-12, by the bits of the quotient
///     LDR, STR, any size       2                           2
///     LDM, STM, PUSH, POP      1+N                         1+N
///     LDRD, STRD                                           3
///     POP or LDM with PC       3+N                         1+N+P
///     LDR PC                                               2+P
///     B<c> not taken, taken    1, 2                        1, 1+P
///     B, BX, BLX, MOV/ADD PC   2                           1+P
///     BL                       3                           1+P
///     CBZ not taken, taken                                 1, 1+P
///     TBB, TBH                                             2+P
///     MRS, MSR                 3                           2
///     DMB, DSB, ISB            3                           3 (1 + the bus, taken as 2)
///     WFI, WFE                 2                           2
///     IT, hints, CPS           1                           1
///
/// P, the refill of the pipeline, is 1 to 3 in the manual and 2 here. An unaligned access costs one
/// more on V7M. An instruction that its IT condition skips costs 1. M3 overlaps neighbouring loads
/// and folds IT, and M7 issues two instructions at once; none of that is modelled, so a loader is
/// never faster here than on a chip.
struct Cycles {
    std::uint8_t multiplyAdd;
    std::uint8_t longMultiply;
    std::uint8_t longMultiplyAdd;
    std::uint8_t refill;      ///< added to a taken branch
    std::uint8_t callExtra;   ///< BL beyond 1 + refill
    std::uint8_t popPcExtra;  ///< POP with PC beyond 1 + N + refill
    std::uint8_t specialMove; ///< MRS, MSR
};

inline constexpr std::uint8_t simpleCycles = 1;
inline constexpr std::uint8_t accessCycles = 2;
inline constexpr std::uint8_t barrierCycles = 3;
inline constexpr std::uint8_t sleepCycles = 2;
inline constexpr std::uint8_t divideCyclesLeast = 2;
inline constexpr std::uint8_t divideCyclesMost = 12;

inline constexpr Cycles cyclesV6M{1, 1, 1, 1, 1, 1, 3};
inline constexpr Cycles cyclesV7M{2, 5, 7, 2, 0, 0, 2};

constexpr const Cycles& cyclesOf(Architecture architecture) noexcept {
    return architecture == Architecture::V6M ? cyclesV6M : cyclesV7M;
}

} // namespace greenlight::sim::thumb
