#include "tests/sim/thumb_board.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace greenlight::sim {
namespace {

struct Illegal {
    const char* text;
    std::vector<std::uint16_t> code;
    Architecture architecture = Architecture::V7M;
};

void expectUndefined(const Illegal& one, std::uint32_t offset) {
    SCOPED_TRACE(one.text);
    ThumbBoard board(one.architecture);
    std::uint32_t at = ThumbBoard::ramBase;
    for (const std::uint16_t half : one.code) {
        board.poke(at, half, 2);
        at += 2;
    }
    board.start(ThumbBoard::ramBase);
    for (unsigned index = 0; index < 13; ++index) {
        board.core.setReg(index, ThumbBoard::ramBase + 0x800);
    }
    board.core.setXpsr(1U << 24U | 1U << 30U);
    EXPECT_EQ(board.core.run(1 + offset / 2), ThumbCore::Stop::Fault);
    EXPECT_EQ(board.core.fault(), ThumbCore::FaultKind::Undefined);
    EXPECT_EQ(board.core.reg(15), ThumbBoard::ramBase + offset);
}

// What the manuals call unpredictable is refused: a loader that does it works by luck.
TEST(ThumbUndefined, CoversWhatTheArchitectureCallsUnpredictable) {
    const std::vector<Illegal> all{
        {"push {}", {0xB400}},
        {"stmia r0!, {}", {0xC000}},
        {"bx with low bits", {0x4701}},
        {"bx pc", {0x4778}},
        {"cmp pc, r0", {0x4587}},
        {"cmp r0, pc", {0x4578}},
        {"mov pc, pc", {0x46FF}},
        {"it nv", {0xBFF8}},
        {"ite al", {0xBFE6}},
        {"ldmia r1!, {r1, r2}", {0xE8B1, 0x0006}},
        {"ldmia r1, {r2, sp}", {0xE891, 0x2004}},
        {"stmia r1, {r2, pc}", {0xE881, 0x8004}},
        {"ldmia r1, {r2, lr, pc}", {0xE891, 0xC004}},
        {"ldmia pc, {r2, r3}", {0xE89F, 0x000C}},
        {"rfeia r1", {0xE991, 0xC000}},
        {"ldr without index or write-back", {0xF851, 0x0A04}},
        {"ldr r1, [r1], #4", {0xF851, 0x1B04}},
        {"str r0, [pc, #4]", {0xF8CF, 0x0004}},
        {"str pc, [r1]", {0xF8C1, 0xF000}},
        {"ldr r0, [r1, sp]", {0xF851, 0x000D}},
        {"ldr r0, [r1, pc]", {0xF851, 0x000F}},
        {"pld [r1], #4", {0xF811, 0xFB04}},
        {"ldrsw", {0xF951, 0x0001}},
        {"ldrd r2, r2, [r1]", {0xE9D1, 0x2200}},
        {"ldrd r1, r2, [r1], #8", {0xE8F1, 0x1202}},
        {"ldrd sp, r2, [r1]", {0xE9D1, 0xD200}},
        {"strd r2, r3, [pc]", {0xE9CF, 0x2300}},
        {"ldrd r2, r3, [pc, #8]!", {0xE9FF, 0x2302}},
        {"strex r3, pc, [r1]", {0xE841, 0xF300}},
        {"tbb [sp, r0]", {0xE8DD, 0xF000}},
        {"and r0, pc, #1", {0xF00F, 0x0001}},
        {"and sp, r1, #1", {0xF001, 0x0D01}},
        {"and pc, r1, #1", {0xF001, 0x0F01}},
        {"adds sp, r1, #1", {0xF111, 0x0D01}},
        {"and r0, r1, pc", {0xEA01, 0x000F}},
        {"and with bit 15", {0xEA01, 0x8002}},
        {"pkhbt", {0xEAC1, 0x0002}},
        {"addw sp, r1, #1", {0xF201, 0x0D01}},
        {"addw pc, r1, #1", {0xF201, 0x0F01}},
        {"movw sp, #1", {0xF240, 0x0D01}},
        {"movw pc, #1", {0xF240, 0x0F01}},
        {"bfi with width below 1", {0xF361, 0x2003}},
        {"bfi pc", {0xF361, 0x0F03}},
        {"ubfx beyond bit 31", {0xF3C1, 0x7008}},
        {"ubfx of pc", {0xF3CF, 0x0003}},
        {"ssat16", {0xF321, 0x0007}},
        {"ssat of pc", {0xF30F, 0x0007}},
        {"lsl sp, r1, r2", {0xFA01, 0xFD02}},
        {"rev of two registers", {0xFA91, 0xF082}},
        {"rev sp", {0xFA91, 0xFD81}},
        {"sxtb pc", {0xFA4F, 0xFF81}},
        {"sxtb16", {0xFA2F, 0xF081}},
        {"mul sp, r1, r2", {0xFB01, 0xFD02}},
        {"mls without accumulator", {0xFB01, 0xF012}},
        {"umull r0, r0, r2, r3", {0xFBA2, 0x0003}},
        {"udiv with a register more", {0xFBB1, 0x00F2}},
        {"umaal", {0xFBE2, 0x0163}},
        {"msr primask, sp", {0xF38D, 0x8810}},
        {"mrs pc, primask", {0xF3EF, 0x8F10}},
        {"barrier of no kind", {0xF3BF, 0x8F0F}},
        {"clrex", {0xF3BF, 0x8F2F}, Architecture::V6M},
        {"nop.w", {0xF3AF, 0x8000}, Architecture::V6M},
    };
    for (const Illegal& one : all) {
        expectUndefined(one, 0);
    }
}

TEST(ThumbUndefined, CoversWhatMustNotBeConditional) {
    const std::vector<Illegal> all{
        {"beq", {0xBF08, 0xD000}}, {"beq.w", {0xBF08, 0xF000, 0x8000}}, {"cbz", {0xBF08, 0xB100}},
        {"it", {0xBF08, 0xBF08}},  {"cpsid i", {0xBF08, 0xB672}},
    };
    for (const Illegal& one : all) {
        expectUndefined(one, 2);
    }
}

// Whatever the half-words are, the core ends an instruction in one of its ways and goes on
// existing.
TEST(ThumbUndefined, MeetsEveryHalfWord) {
    for (const Architecture architecture : {Architecture::V6M, Architecture::V7M}) {
        ThumbBoard board(architecture);
        std::uint32_t second = 1;
        for (std::uint32_t first = 0; first <= 0xFFFF; ++first) {
            second = second * 1664525U + 1013904223U;
            board.poke(ThumbBoard::flashBase, first, 2);
            board.poke(ThumbBoard::flashBase + 2, second >> 16U, 2);
            board.start(ThumbBoard::flashBase);
            board.core.setReg(1, ThumbBoard::ramBase + 0x800);
            const std::uint64_t before = board.core.cycle();
            const ThumbCore::Stop stop = board.core.step();
            ASSERT_EQ(stop == ThumbCore::Stop::Fault,
                      board.core.fault() != ThumbCore::FaultKind::None)
                << std::hex << first << ' ' << (second >> 16U);
            ASSERT_GT(board.core.cycle(), before);
            ASSERT_LE(board.core.cycle(), before + 30);
            ASSERT_EQ(board.core.reg(15) % 2, 0U);
        }
    }
}

} // namespace
} // namespace greenlight::sim
