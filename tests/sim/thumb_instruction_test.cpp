#include "tests/sim/thumb_board.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <vector>

namespace greenlight::sim {
namespace {

/// One instruction, or an IT block, with r0-r3 and the flags NZCV before and after, and whether it
/// sets Q. r8 is 0x12345678 and code lies at 0x20000100. The expectations are those of another
/// implementation of the architecture, not of this one.
struct Case {
    Architecture least;
    const char* text;
    std::vector<std::uint16_t> code;
    std::uint32_t flagsBefore;
    std::array<std::uint32_t, 4> before;
    std::uint32_t flagsAfter;
    bool saturated;
    std::array<std::uint32_t, 4> after;
};

constexpr std::uint32_t codeAt = ThumbBoard::ramBase + 0x100;

// clang-format off
const std::vector<Case> cases{
    {Architecture::V6M, "adds r0, r1, r2", {0x1888}, 0x0, {0, 0x7FFFFFFF, 1, 0}, 0x9, false, {0x80000000, 0x7FFFFFFF, 1, 0}},
    {Architecture::V6M, "adds r0, r1, r2", {0x1888}, 0x0, {0, 0xFFFFFFFF, 1, 0}, 0x6, false, {0, 0xFFFFFFFF, 1, 0}},
    {Architecture::V6M, "adds r0, r1, r2", {0x1888}, 0x0, {0, 0x80000000, 0x80000000, 0}, 0x7, false, {0, 0x80000000, 0x80000000, 0}},
    {Architecture::V6M, "subs r0, r1, r2", {0x1A88}, 0x0, {0, 5, 5, 0}, 0x6, false, {0, 5, 5, 0}},
    {Architecture::V6M, "subs r0, r1, r2", {0x1A88}, 0x0, {0, 0, 1, 0}, 0x8, false, {0xFFFFFFFF, 0, 1, 0}},
    {Architecture::V6M, "subs r0, r1, r2", {0x1A88}, 0x0, {0, 0x80000000, 1, 0}, 0x3, false, {0x7FFFFFFF, 0x80000000, 1, 0}},
    {Architecture::V6M, "adcs r0, r0, r1", {0x4148}, 0x2, {0xFFFFFFFF, 0, 0, 0}, 0x6, false, {0, 0, 0, 0}},
    {Architecture::V6M, "adcs r0, r0, r1", {0x4148}, 0x0, {0xFFFFFFFF, 0, 0, 0}, 0x8, false, {0xFFFFFFFF, 0, 0, 0}},
    {Architecture::V6M, "adcs r0, r0, r1", {0x4148}, 0x2, {0x7FFFFFFF, 0, 0, 0}, 0x9, false, {0x80000000, 0, 0, 0}},
    {Architecture::V6M, "sbcs r0, r0, r1", {0x4188}, 0x0, {5, 5, 0, 0}, 0x8, false, {0xFFFFFFFF, 5, 0, 0}},
    {Architecture::V6M, "sbcs r0, r0, r1", {0x4188}, 0x2, {5, 5, 0, 0}, 0x6, false, {0, 5, 0, 0}},
    {Architecture::V6M, "sbcs r0, r0, r1", {0x4188}, 0x0, {0x80000000, 0, 0, 0}, 0x3, false, {0x7FFFFFFF, 0, 0, 0}},
    {Architecture::V6M, "rsbs r0, r1, #0", {0x4248}, 0x0, {1, 0, 0, 0}, 0x6, false, {0, 0, 0, 0}},
    {Architecture::V6M, "rsbs r0, r1, #0", {0x4248}, 0x0, {0, 0x80000000, 0, 0}, 0x9, false, {0x80000000, 0x80000000, 0, 0}},
    {Architecture::V6M, "cmp r0, r1", {0x4288}, 0x0, {3, 7, 0, 0}, 0x8, false, {3, 7, 0, 0}},
    {Architecture::V6M, "cmp r0, #255", {0x28FF}, 0x0, {0xFF, 0, 0, 0}, 0x6, false, {0xFF, 0, 0, 0}},
    {Architecture::V6M, "cmn r0, r1", {0x42C8}, 0x0, {0xFFFFFFFF, 1, 0, 0}, 0x6, false, {0xFFFFFFFF, 1, 0, 0}},
    {Architecture::V6M, "cmp r0, r8", {0x4540}, 0x1, {0x12345678, 0, 0, 0}, 0x6, false, {0x12345678, 0, 0, 0}},
    {Architecture::V6M, "lsls r0, r1, #31", {0x07C8}, 0x0, {0, 3, 0, 0}, 0xA, false, {0x80000000, 3, 0, 0}},
    {Architecture::V6M, "lsls r0, r1, #1", {0x0048}, 0x1, {0, 0x80000000, 0, 0}, 0x7, false, {0, 0x80000000, 0, 0}},
    {Architecture::V6M, "movs r0, r1", {0x0008}, 0x3, {5, 0, 0, 0}, 0x7, false, {0, 0, 0, 0}},
    {Architecture::V6M, "lsrs r0, r1, #32", {0x0808}, 0x0, {0, 0x80000000, 0, 0}, 0x6, false, {0, 0x80000000, 0, 0}},
    {Architecture::V6M, "lsrs r0, r1, #1", {0x0848}, 0x0, {0, 3, 0, 0}, 0x2, false, {1, 3, 0, 0}},
    {Architecture::V6M, "asrs r0, r1, #32", {0x1008}, 0x0, {0, 0x80000000, 0, 0}, 0xA, false, {0xFFFFFFFF, 0x80000000, 0, 0}},
    {Architecture::V6M, "asrs r0, r1, #4", {0x1108}, 0x0, {0, 0x80000008, 0, 0}, 0xA, false, {0xF8000000, 0x80000008, 0, 0}},
    {Architecture::V6M, "lsls r0, r0, r1", {0x4088}, 0x2, {1, 0, 0, 0}, 0x2, false, {1, 0, 0, 0}},
    {Architecture::V6M, "lsls r0, r0, r1", {0x4088}, 0x0, {1, 0x20, 0, 0}, 0x6, false, {0, 0x20, 0, 0}},
    {Architecture::V6M, "lsls r0, r0, r1", {0x4088}, 0x2, {1, 0x21, 0, 0}, 0x4, false, {0, 0x21, 0, 0}},
    {Architecture::V6M, "lsls r0, r0, r1", {0x4088}, 0x0, {3, 0x1FF, 0, 0}, 0x4, false, {0, 0x1FF, 0, 0}},
    {Architecture::V6M, "lsls r0, r0, r1", {0x4088}, 0x0, {3, 0x101, 0, 0}, 0x0, false, {6, 0x101, 0, 0}},
    {Architecture::V6M, "lsrs r0, r0, r1", {0x40C8}, 0x0, {0x80000000, 0x20, 0, 0}, 0x6, false, {0, 0x20, 0, 0}},
    {Architecture::V6M, "lsrs r0, r0, r1", {0x40C8}, 0x2, {0x80000000, 0x21, 0, 0}, 0x4, false, {0, 0x21, 0, 0}},
    {Architecture::V6M, "asrs r0, r0, r1", {0x4108}, 0x0, {0x80000000, 0x28, 0, 0}, 0xA, false, {0xFFFFFFFF, 0x28, 0, 0}},
    {Architecture::V6M, "asrs r0, r0, r1", {0x4108}, 0x2, {0x7FFFFFFF, 0x20, 0, 0}, 0x4, false, {0, 0x20, 0, 0}},
    {Architecture::V6M, "rors r0, r0, r1", {0x41C8}, 0x0, {0x80000000, 0x20, 0, 0}, 0xA, false, {0x80000000, 0x20, 0, 0}},
    {Architecture::V6M, "rors r0, r0, r1", {0x41C8}, 0x2, {1, 0, 0, 0}, 0x2, false, {1, 0, 0, 0}},
    {Architecture::V6M, "rors r0, r0, r1", {0x41C8}, 0x0, {0x12345678, 4, 0, 0}, 0xA, false, {0x81234567, 4, 0, 0}},
    {Architecture::V6M, "rors r0, r0, r1", {0x41C8}, 0x0, {0x80000001, 0x3F, 0, 0}, 0x0, false, {3, 0x3F, 0, 0}},
    {Architecture::V6M, "muls r0, r1, r0", {0x4348}, 0x3, {0x10000, 0x10000, 0, 0}, 0x7, false, {0, 0x10000, 0, 0}},
    {Architecture::V6M, "muls r0, r1, r0", {0x4348}, 0x0, {0xFFFFFFFF, 5, 0, 0}, 0x8, false, {0xFFFFFFFB, 5, 0, 0}},
    {Architecture::V6M, "mvns r0, r1", {0x43C8}, 0x2, {0, 0xFFFFFFFF, 0, 0}, 0x6, false, {0, 0xFFFFFFFF, 0, 0}},
    {Architecture::V6M, "tst r0, r1", {0x4208}, 0x3, {0xF0, 0xF, 0, 0}, 0x7, false, {0xF0, 0xF, 0, 0}},
    {Architecture::V6M, "bics r0, r1", {0x4388}, 0x0, {0xFF, 0xF, 0, 0}, 0x0, false, {0xF0, 0xF, 0, 0}},
    {Architecture::V6M, "ands r0, r1", {0x4008}, 0x2, {0x80000001, 0x80000000, 0, 0}, 0xA, false, {0x80000000, 0x80000000, 0, 0}},
    {Architecture::V6M, "orrs r0, r1", {0x4308}, 0x0, {0, 0, 0, 0}, 0x4, false, {0, 0, 0, 0}},
    {Architecture::V6M, "eors r0, r1", {0x4048}, 0x3, {5, 5, 0, 0}, 0x7, false, {0, 5, 0, 0}},
    {Architecture::V6M, "movs r0, #0", {0x2000}, 0xB, {9, 0, 0, 0}, 0x7, false, {0, 0, 0, 0}},
    {Architecture::V6M, "add r0, r8", {0x4440}, 0xF, {1, 0, 0, 0}, 0xF, false, {0x12345679, 0, 0, 0}},
    {Architecture::V6M, "mov r0, pc", {0x4678}, 0x8, {1, 0, 0, 0}, 0x8, false, {0x20000104, 0, 0, 0}},
    {Architecture::V6M, "sxtb r0, r1", {0xB248}, 0x2, {0, 0x1280, 0, 0}, 0x2, false, {0xFFFFFF80, 0x1280, 0, 0}},
    {Architecture::V6M, "sxth r0, r1", {0xB208}, 0x0, {0, 0x18000, 0, 0}, 0x0, false, {0xFFFF8000, 0x18000, 0, 0}},
    {Architecture::V6M, "uxtb r0, r1", {0xB2C8}, 0x0, {0, 0x12345678, 0, 0}, 0x0, false, {0x78, 0x12345678, 0, 0}},
    {Architecture::V6M, "uxth r0, r1", {0xB288}, 0x0, {0, 0x12345678, 0, 0}, 0x0, false, {0x5678, 0x12345678, 0, 0}},
    {Architecture::V6M, "rev r0, r1", {0xBA08}, 0x0, {0, 0x12345678, 0, 0}, 0x0, false, {0x78563412, 0x12345678, 0, 0}},
    {Architecture::V6M, "rev16 r0, r1", {0xBA48}, 0x0, {0, 0x12345678, 0, 0}, 0x0, false, {0x34127856, 0x12345678, 0, 0}},
    {Architecture::V6M, "revsh r0, r1", {0xBAC8}, 0x0, {0, 0x123480FF, 0, 0}, 0x0, false, {0xFFFFFF80, 0x123480FF, 0, 0}},
    {Architecture::V6M, "msr apsr_nzcvq, r0", {0xF380, 0x8800}, 0x0, {0xA0000000, 0, 0, 0}, 0xA, false, {0xA0000000, 0, 0, 0}},
    {Architecture::V7M, "ands.w r0, r1, #0x80000000", {0xF011, 0x4000}, 0x0, {0, 0xFFFFFFFF, 0, 0}, 0xA, false, {0x80000000, 0xFFFFFFFF, 0, 0}},
    {Architecture::V7M, "ands.w r0, r1, #255", {0xF011, 0x00FF}, 0x2, {0, 0x100, 0, 0}, 0x6, false, {0, 0x100, 0, 0}},
    {Architecture::V7M, "tst.w r0, #0x3f800000", {0xF010, 0x5F7E}, 0x3, {0x800000, 0, 0, 0}, 0x1, false, {0x800000, 0, 0, 0}},
    {Architecture::V7M, "tst.w r0, #0xff00ff00", {0xF010, 0x2FFF}, 0x2, {0xFF, 0, 0, 0}, 0x6, false, {0xFF, 0, 0, 0}},
    {Architecture::V7M, "teq.w r0, #0xabababab", {0xF090, 0x3FAB}, 0x1, {0xABABABAB, 0, 0, 0}, 0x5, false, {0xABABABAB, 0, 0, 0}},
    {Architecture::V7M, "movs.w r0, #0xff000000", {0xF05F, 0x407F}, 0x0, {0, 0, 0, 0}, 0xA, false, {0xFF000000, 0, 0, 0}},
    {Architecture::V7M, "mvns.w r0, #0", {0xF07F, 0x0000}, 0x2, {0, 0, 0, 0}, 0xA, false, {0xFFFFFFFF, 0, 0, 0}},
    {Architecture::V7M, "orns.w r0, r1, #1", {0xF071, 0x0001}, 0x0, {0, 0, 0, 0}, 0x8, false, {0xFFFFFFFE, 0, 0, 0}},
    {Architecture::V7M, "bics.w r0, r1, #0xf0000000", {0xF031, 0x4070}, 0x0, {0, 0xF0000000, 0, 0}, 0x6, false, {0, 0xF0000000, 0, 0}},
    {Architecture::V7M, "adcs.w r0, r1, #0xff0000", {0xF551, 0x007F}, 0x2, {0, 0xFFFFFFFF, 0, 0}, 0x2, false, {0xFF0000, 0xFFFFFFFF, 0, 0}},
    {Architecture::V7M, "sbcs.w r0, r1, #1", {0xF171, 0x0001}, 0x0, {0, 1, 0, 0}, 0x8, false, {0xFFFFFFFF, 1, 0, 0}},
    {Architecture::V7M, "rsbs.w r0, r1, #3", {0xF1D1, 0x0003}, 0x0, {0, 5, 0, 0}, 0x8, false, {0xFFFFFFFE, 5, 0, 0}},
    {Architecture::V7M, "rsbs.w r0, r1, #5", {0xF1D1, 0x0005}, 0x0, {0, 5, 0, 0}, 0x6, false, {0, 5, 0, 0}},
    {Architecture::V7M, "cmn.w r0, #1", {0xF110, 0x0F01}, 0x0, {0x7FFFFFFF, 0, 0, 0}, 0x9, false, {0x7FFFFFFF, 0, 0, 0}},
    {Architecture::V7M, "movs.w r0, r1, rrx", {0xEA5F, 0x0031}, 0x2, {0, 1, 0, 0}, 0xA, false, {0x80000000, 1, 0, 0}},
    {Architecture::V7M, "movs.w r0, r1, rrx", {0xEA5F, 0x0031}, 0x0, {0, 2, 0, 0}, 0x0, false, {1, 2, 0, 0}},
    {Architecture::V7M, "adcs.w r0, r1, r2, rrx", {0xEB51, 0x0032}, 0x2, {0, 0, 3, 0}, 0x8, false, {0x80000002, 0, 3, 0}},
    {Architecture::V7M, "eors.w r0, r1, r2, lsr #32", {0xEA91, 0x0012}, 0x0, {0, 0, 0x80000000, 0}, 0x6, false, {0, 0, 0x80000000, 0}},
    {Architecture::V7M, "orrs.w r0, r1, r2, ror #31", {0xEA51, 0x70F2}, 0x0, {0, 0, 0x40000000, 0}, 0xA, false, {0x80000000, 0, 0x40000000, 0}},
    {Architecture::V7M, "ands.w r0, r1, r2, asr #32", {0xEA11, 0x0022}, 0x0, {0, 0xFFFFFFFF, 0x80000000, 0}, 0xA, false, {0xFFFFFFFF, 0xFFFFFFFF, 0x80000000, 0}},
    {Architecture::V7M, "ands.w r0, r1, r2, lsl #4", {0xEA11, 0x1002}, 0x0, {0, 0xFFFFFFFF, 0x18000000, 0}, 0xA, false, {0x80000000, 0xFFFFFFFF, 0x18000000, 0}},
    {Architecture::V7M, "add.w r0, r1, r2, lsl #3", {0xEB01, 0x00C2}, 0x8, {0, 1, 2, 0}, 0x8, false, {0x11, 1, 2, 0}},
    {Architecture::V7M, "subs.w r0, r1, r2, lsr #1", {0xEBB1, 0x0052}, 0x0, {0, 1, 2, 0}, 0x6, false, {0, 1, 2, 0}},
    {Architecture::V7M, "mvns.w r0, r1, asr #1", {0xEA7F, 0x0061}, 0x0, {0, 0x80000001, 0, 0}, 0x2, false, {0x3FFFFFFF, 0x80000001, 0, 0}},
    {Architecture::V7M, "cmp.w r0, r1, ror #8", {0xEBB0, 0x2F31}, 0x0, {0x78123456, 0x12345678, 0, 0}, 0x6, false, {0x78123456, 0x12345678, 0, 0}},
    {Architecture::V7M, "lsls.w r0, r1, r2", {0xFA11, 0xF002}, 0x2, {0, 1, 0x20, 0}, 0x6, false, {0, 1, 0x20, 0}},
    {Architecture::V7M, "ror.w r0, r1, r2", {0xFA61, 0xF002}, 0x0, {0, 0x12345678, 8, 0}, 0x0, false, {0x78123456, 0x12345678, 8, 0}},
    {Architecture::V7M, "asrs.w r0, r1, r2", {0xFA51, 0xF002}, 0x0, {0, 0x80000000, 0xC8, 0}, 0xA, false, {0xFFFFFFFF, 0x80000000, 0xC8, 0}},
    {Architecture::V7M, "movw r0, #0xabcd", {0xF64A, 0x30CD}, 0x0, {0xFFFFFFFF, 0, 0, 0}, 0x0, false, {0xABCD, 0, 0, 0}},
    {Architecture::V7M, "movt r0, #0xabcd", {0xF6CA, 0x30CD}, 0x0, {0x1234, 0, 0, 0}, 0x0, false, {0xABCD1234, 0, 0, 0}},
    {Architecture::V7M, "addw r0, r1, #4095", {0xF601, 0x70FF}, 0xC, {0, 1, 0, 0}, 0xC, false, {0x1000, 1, 0, 0}},
    {Architecture::V7M, "subw r0, r1, #4095", {0xF6A1, 0x70FF}, 0x0, {0, 1, 0, 0}, 0x0, false, {0xFFFFF002, 1, 0, 0}},
    {Architecture::V7M, "bfi r0, r1, #4, #8", {0xF361, 0x100B}, 0x0, {0xFFFFFFFF, 0x12, 0, 0}, 0x0, false, {0xFFFFF12F, 0x12, 0, 0}},
    {Architecture::V7M, "bfi r0, r1, #0, #32", {0xF361, 0x001F}, 0x0, {0xFFFFFFFF, 0x12, 0, 0}, 0x0, false, {0x12, 0x12, 0, 0}},
    {Architecture::V7M, "bfc r0, #31, #1", {0xF36F, 0x70DF}, 0x0, {0xFFFFFFFF, 0, 0, 0}, 0x0, false, {0x7FFFFFFF, 0, 0, 0}},
    {Architecture::V7M, "ubfx r0, r1, #28, #4", {0xF3C1, 0x7003}, 0x0, {0, 0xA0000000, 0, 0}, 0x0, false, {0xA, 0xA0000000, 0, 0}},
    {Architecture::V7M, "sbfx r0, r1, #28, #4", {0xF341, 0x7003}, 0x0, {0, 0xA0000000, 0, 0}, 0x0, false, {0xFFFFFFFA, 0xA0000000, 0, 0}},
    {Architecture::V7M, "sbfx r0, r1, #3, #1", {0xF341, 0x00C0}, 0x0, {0, 8, 0, 0}, 0x0, false, {0xFFFFFFFF, 8, 0, 0}},
    {Architecture::V7M, "ubfx r0, r1, #0, #32", {0xF3C1, 0x001F}, 0x0, {0, 0xDEADBEEF, 0, 0}, 0x0, false, {0xDEADBEEF, 0xDEADBEEF, 0, 0}},
    {Architecture::V7M, "ssat r0, #8, r1", {0xF301, 0x0007}, 0x0, {0, 0x80, 0, 0}, 0x0, true, {0x7F, 0x80, 0, 0}},
    {Architecture::V7M, "ssat r0, #8, r1", {0xF301, 0x0007}, 0x0, {0, 0xFFFFFF80, 0, 0}, 0x0, false, {0xFFFFFF80, 0xFFFFFF80, 0, 0}},
    {Architecture::V7M, "ssat r0, #32, r1, lsl #4", {0xF301, 0x101F}, 0x0, {0, 0x12345678, 0, 0}, 0x0, false, {0x23456780, 0x12345678, 0, 0}},
    {Architecture::V7M, "ssat r0, #1, r1, asr #31", {0xF321, 0x70C0}, 0x0, {0, 0x7FFFFFFF, 0, 0}, 0x0, false, {0, 0x7FFFFFFF, 0, 0}},
    {Architecture::V7M, "usat r0, #8, r1", {0xF381, 0x0008}, 0x0, {0, 0xFFFFFFFF, 0, 0}, 0x0, true, {0, 0xFFFFFFFF, 0, 0}},
    {Architecture::V7M, "usat r0, #8, r1, asr #4", {0xF3A1, 0x1008}, 0x0, {0, 0x1000, 0, 0}, 0x0, true, {0xFF, 0x1000, 0, 0}},
    {Architecture::V7M, "usat r0, #0, r1", {0xF381, 0x0000}, 0x0, {0, 0, 0, 0}, 0x0, false, {0, 0, 0, 0}},
    {Architecture::V7M, "mul r0, r1, r2", {0xFB01, 0xF002}, 0xF, {0, 7, 6, 0}, 0xF, false, {0x2A, 7, 6, 0}},
    {Architecture::V7M, "mla r0, r1, r2, r3", {0xFB01, 0x3002}, 0x0, {0, 0xFFFFFFFF, 5, 7}, 0x0, false, {2, 0xFFFFFFFF, 5, 7}},
    {Architecture::V7M, "mls r0, r1, r2, r3", {0xFB01, 0x3012}, 0x0, {0, 3, 5, 7}, 0x0, false, {0xFFFFFFF8, 3, 5, 7}},
    {Architecture::V7M, "umull r0, r1, r2, r3", {0xFBA2, 0x0103}, 0x0, {0, 0, 0xFFFFFFFF, 0xFFFFFFFF}, 0x0, false, {1, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF}},
    {Architecture::V7M, "smull r0, r1, r2, r3", {0xFB82, 0x0103}, 0x0, {0, 0, 0xFFFFFFFF, 2}, 0x0, false, {0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF, 2}},
    {Architecture::V7M, "umlal r0, r1, r2, r3", {0xFBE2, 0x0103}, 0x0, {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, 0x0, false, {0, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF}},
    {Architecture::V7M, "smlal r0, r1, r2, r3", {0xFBC2, 0x0103}, 0x0, {1, 0, 0xFFFFFFFF, 2}, 0x0, false, {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 2}},
    {Architecture::V7M, "udiv r0, r1, r2", {0xFBB1, 0xF0F2}, 0x0, {9, 5, 0, 0}, 0x0, false, {0, 5, 0, 0}},
    {Architecture::V7M, "udiv r0, r1, r2", {0xFBB1, 0xF0F2}, 0x0, {9, 0xFFFFFFFF, 0xA, 0}, 0x0, false, {0x19999999, 0xFFFFFFFF, 0xA, 0}},
    {Architecture::V7M, "sdiv r0, r1, r2", {0xFB91, 0xF0F2}, 0x0, {9, 0x80000000, 0xFFFFFFFF, 0}, 0x0, false, {0x80000000, 0x80000000, 0xFFFFFFFF, 0}},
    {Architecture::V7M, "sdiv r0, r1, r2", {0xFB91, 0xF0F2}, 0x0, {9, 0xFFFFFFF9, 2, 0}, 0x0, false, {0xFFFFFFFD, 0xFFFFFFF9, 2, 0}},
    {Architecture::V7M, "sdiv r0, r1, r2", {0xFB91, 0xF0F2}, 0x0, {9, 7, 0xFFFFFFFE, 0}, 0x0, false, {0xFFFFFFFD, 7, 0xFFFFFFFE, 0}},
    {Architecture::V7M, "sdiv r0, r1, r2", {0xFB91, 0xF0F2}, 0x0, {9, 7, 0, 0}, 0x0, false, {0, 7, 0, 0}},
    {Architecture::V7M, "clz r0, r1", {0xFAB1, 0xF081}, 0x0, {9, 0, 0, 0}, 0x0, false, {0x20, 0, 0, 0}},
    {Architecture::V7M, "clz r0, r1", {0xFAB1, 0xF081}, 0x0, {9, 1, 0, 0}, 0x0, false, {0x1F, 1, 0, 0}},
    {Architecture::V7M, "rbit r0, r1", {0xFA91, 0xF0A1}, 0x0, {0, 0x12345678, 0, 0}, 0x0, false, {0x1E6A2C48, 0x12345678, 0, 0}},
    {Architecture::V7M, "rev.w r0, r1", {0xFA91, 0xF081}, 0x0, {0, 0x12345678, 0, 0}, 0x0, false, {0x78563412, 0x12345678, 0, 0}},
    {Architecture::V7M, "revsh.w r0, r1", {0xFA91, 0xF0B1}, 0x0, {0, 0x80, 0, 0}, 0x0, false, {0xFFFF8000, 0x80, 0, 0}},
    {Architecture::V7M, "sxtb.w r0, r1, ror #8", {0xFA4F, 0xF091}, 0x0, {0, 0x8000, 0, 0}, 0x0, false, {0xFFFFFF80, 0x8000, 0, 0}},
    {Architecture::V7M, "uxth.w r0, r1, ror #16", {0xFA1F, 0xF0A1}, 0x0, {0, 0x12345678, 0, 0}, 0x0, false, {0x1234, 0x12345678, 0, 0}},
    {Architecture::V7M, "sxtah r0, r1, r2, ror #24", {0xFA01, 0xF0B2}, 0x0, {0, 1, 0x80FFFF, 0}, 0x0, false, {0xFFFFFF01, 1, 0x80FFFF, 0}},
    {Architecture::V7M, "uxtab r0, r1, r2", {0xFA51, 0xF082}, 0x0, {0, 1, 0xFFF, 0}, 0x0, false, {0x100, 1, 0xFFF, 0}},
    {Architecture::V7M, "itete eq; addeq r0, r1, r2; lslne r0, r1; subeq r3, #9; cmpne r2, r3", {0xBF0B, 0x1888, 0x4088, 0x3B09, 0x429A}, 0x6, {1, 2, 3, 4}, 0x6, false, {5, 2, 3, 0xFFFFFFFB}},
    {Architecture::V7M, "itete eq; addeq r0, r1, r2; lslne r0, r1; subeq r3, #9; cmpne r2, r3", {0xBF0B, 0x1888, 0x4088, 0x3B09, 0x429A}, 0x0, {1, 2, 3, 4}, 0x8, false, {4, 2, 3, 4}},
    {Architecture::V7M, "ite gt; movgt r0, #1; movle r0, #2", {0xBFCC, 0x2001, 0x2002}, 0x9, {9, 9, 9, 9}, 0x9, false, {1, 9, 9, 9}},
    {Architecture::V7M, "ite hi; movhi r0, #1; movls r0, #2", {0xBF8C, 0x2001, 0x2002}, 0x2, {9, 9, 9, 9}, 0x2, false, {1, 9, 9, 9}},
    {Architecture::V7M, "ite ls; movls r0, #1; movhi r0, #2", {0xBF94, 0x2001, 0x2002}, 0x6, {9, 9, 9, 9}, 0x6, false, {1, 9, 9, 9}},
    {Architecture::V7M, "itt lt; cmplt r1, r2; adclt r0, r1", {0xBFBC, 0x4291, 0x4148}, 0x8, {1, 2, 2, 0}, 0x6, false, {1, 2, 2, 0}},
    {Architecture::V7M, "it vs; bvs 1f; movs r0, #1; 1:", {0xBF68, 0xE000, 0x2001}, 0x1, {9, 0, 0, 0}, 0x1, false, {9, 0, 0, 0}},
    {Architecture::V7M, "it vc; bvc 1f; movs r0, #1; 1:", {0xBF78, 0xE000, 0x2001}, 0x1, {9, 0, 0, 0}, 0x1, false, {1, 0, 0, 0}},
    {Architecture::V7M, "cbz r0, 1f; movs r1, #1; 1:", {0xB100, 0x2101}, 0x0, {0, 0, 0, 0}, 0x0, false, {0, 0, 0, 0}},
    {Architecture::V7M, "cbnz r0, 1f; movs r1, #1; 1:", {0xB900, 0x2101}, 0x0, {0, 0, 0, 0}, 0x0, false, {0, 1, 0, 0}},
    {Architecture::V7M, "beq.w 1f; movs r1, #1; 1:", {0xF000, 0x8001, 0x2101}, 0x4, {0, 0, 0, 0}, 0x4, false, {0, 0, 0, 0}},
    {Architecture::V7M, "b.w 1f; movs r1, #1; 1:", {0xF000, 0xB801, 0x2101}, 0x0, {0, 0, 0, 0}, 0x0, false, {0, 0, 0, 0}},
};

// clang-format on

void check(const Case& one, Architecture architecture) {
    SCOPED_TRACE(one.text);
    ThumbBoard board(architecture);
    std::uint32_t at = codeAt;
    for (const std::uint16_t half : one.code) {
        board.poke(at, half, 2);
        at += 2;
    }
    board.poke(at, 0xBE00, 2);
    board.start(codeAt);
    for (unsigned index = 0; index < one.before.size(); ++index) {
        board.core.setReg(index, one.before[index]);
    }
    board.core.setReg(8, 0x12345678);
    board.core.setXpsr(one.flagsBefore << 28U | 1U << 24U);
    ASSERT_EQ(board.core.run(1000), ThumbCore::Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(15), at);
    for (unsigned index = 0; index < one.after.size(); ++index) {
        EXPECT_EQ(board.core.reg(index), one.after[index]) << "r" << index;
    }
    EXPECT_EQ(board.core.xpsr() >> 28U, one.flagsAfter);
    EXPECT_EQ(((board.core.xpsr() >> 27U) & 1U) != 0, one.saturated);
}

TEST(ThumbInstruction, GivesTheArchitecturesResultsAndFlags) {
    for (const Case& one : cases) {
        check(one, Architecture::V7M);
        if (one.least == Architecture::V6M) {
            check(one, Architecture::V6M);
        }
    }
}

TEST(ThumbInstruction, IsUndefinedOnV6MWhenItIsNewer) {
    for (const Case& one : cases) {
        if (one.least == Architecture::V6M) {
            continue;
        }
        SCOPED_TRACE(one.text);
        ThumbBoard board(Architecture::V6M);
        std::uint32_t at = codeAt;
        for (const std::uint16_t half : one.code) {
            board.poke(at, half, 2);
            at += 2;
        }
        board.start(codeAt);
        EXPECT_EQ(board.core.run(1), ThumbCore::Stop::Fault);
        EXPECT_EQ(board.core.fault(), ThumbCore::FaultKind::Undefined);
        EXPECT_EQ(board.core.reg(15), codeAt);
    }
}

} // namespace
} // namespace greenlight::sim
