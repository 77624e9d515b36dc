#include "tests/sim/thumb_board.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace greenlight::sim {
namespace {

using Stop = ThumbCore::Stop;

constexpr std::uint32_t codeAt = ThumbBoard::ramBase;
constexpr std::uint32_t dataAt = ThumbBoard::ramBase + 0x800;

/// An access to 00 81 02 83 ... from dataAt on, with r0 = 0x11223344, r1 = dataAt + 8, r2 = 2,
/// r3 = 0x55667788 and SP = r1.
struct Access {
    const char* text;
    std::vector<std::uint16_t> code;
    unsigned reg;
    std::uint32_t value;
    std::uint32_t base; ///< r1 afterwards, from dataAt
};

ThumbBoard& prepare(ThumbBoard& board, const Access& one) {
    std::uint32_t at = codeAt;
    for (const std::uint16_t half : one.code) {
        board.poke(at, half, 2);
        at += 2;
    }
    for (unsigned index = 0; index < 32; ++index) {
        board.poke(dataAt + index, index | ((index & 1U) != 0 ? 0x80U : 0U), 1);
    }
    board.start(codeAt);
    board.core.setReg(0, 0x11223344);
    board.core.setReg(1, dataAt + 8);
    board.core.setReg(2, 2);
    board.core.setReg(3, 0x55667788);
    board.core.setReg(13, dataAt + 8);
    return board;
}

TEST(ThumbMemory, LoadsByEveryAddressingForm) {
    const std::vector<Access> all{
        {"ldr r0, [r1]", {0x6808}, 0, 0x8B0A8908, 8},
        {"ldrh r0, [r1]", {0x8808}, 0, 0x8908, 8},
        {"ldr r0, [r1, #-4]!", {0xF851, 0x0D04}, 0, 0x87068504, 4},
        {"ldrsh.w r0, [r1, #6]", {0xF9B1, 0x0006}, 0, 0xFFFF8F0E, 8},
        {"ldrsb r0, [r1, #-1]", {0xF911, 0x0C01}, 0, 0xFFFFFF87, 8},
        {"ldrt r0, [r1, #4]", {0xF851, 0x0E04}, 0, 0x8F0E8D0C, 8},
        {"ldr.w r0, [r1, r2, lsl #2]", {0xF851, 0x0022}, 0, 0x93129110, 8},
        {"ldr.w r0, [pc, #-4]", {0xF85F, 0x0004}, 0, 0x0004F85F, 8},
        {"ldmia r1!, {r2, r3}", {0xC90C}, 3, 0x8F0E8D0C, 16},
        {"ldmdb r1, {r2, r3}", {0xE911, 0x000C}, 2, 0x83028100, 8},
        {"ldrd r2, r3, [r1], #8", {0xE8F1, 0x2302}, 3, 0x8F0E8D0C, 16},
        {"ldrex r2, [r1]", {0xE851, 0x2F00}, 2, 0x8B0A8908, 8},
        {"ldrexb r2, [r1]", {0xE8D1, 0x2F4F}, 2, 0x08, 8},
        {"ldr r0, [r1, #1]", {0xF8D1, 0x0001}, 0, 0x0C8B0A89, 8},
        {"pld [r1]", {0xF891, 0xF000}, 0, 0x11223344, 8},
        {"ldmia.w r1, {r1, r3}", {0xE891, 0x000A}, 3, 0x8F0E8D0C, 0x8B0A8908 - dataAt},
    };
    for (const Access& one : all) {
        SCOPED_TRACE(one.text);
        ThumbBoard board(Architecture::V7M);
        EXPECT_EQ(prepare(board, one).core.step(), Stop::CycleLimit);
        EXPECT_EQ(board.core.reg(one.reg), one.value);
        EXPECT_EQ(board.core.reg(1), dataAt + one.base);
    }
}

struct Store {
    const char* text;
    std::vector<std::uint16_t> code;
    std::uint32_t offset; ///< of a word in memory
    std::uint32_t word;
    std::uint32_t base;
    std::uint32_t sp;
};

TEST(ThumbMemory, StoresByEveryAddressingForm) {
    const std::vector<Store> all{
        {"str r0, [r1]", {0x6008}, 8, 0x11223344, 8, 8},
        {"strh r0, [r1]", {0x8008}, 8, 0x8B0A3344, 8, 8},
        {"strb r0, [r1]", {0x7008}, 8, 0x8B0A8944, 8, 8},
        {"str r0, [r1], #4", {0xF841, 0x0B04}, 8, 0x11223344, 12, 8},
        {"strh.w r0, [r1, r2, lsl #1]", {0xF821, 0x0012}, 12, 0x8F0E3344, 8, 8},
        {"str.w r0, [r1, #2]", {0xF8C1, 0x0002}, 8, 0x33448908, 8, 8},
        {"strd r0, r3, [r1]", {0xE9C1, 0x0300}, 12, 0x55667788, 8, 8},
        {"stmia r1!, {r0, r3}", {0xC109}, 12, 0x55667788, 16, 8},
        {"stmia r1!, {r1, r3}", {0xC10A}, 8, dataAt + 8, 16, 8},
        {"push {r0, r3}", {0xB409}, 0, 0x11223344, 8, 0},
        {"stmdb sp!, {r0, r2, r3}", {0xE92D, 0x000D}, 4, 0x55667788, 8, 0xFFFFFFFC},
    };
    for (const Store& one : all) {
        SCOPED_TRACE(one.text);
        ThumbBoard board(Architecture::V7M);
        EXPECT_EQ(prepare(board, {one.text, one.code, 0, 0, 0}).core.step(), Stop::CycleLimit);
        EXPECT_EQ(board.peek(dataAt + one.offset), one.word);
        EXPECT_EQ(board.core.reg(1), dataAt + one.base);
        EXPECT_EQ(board.core.reg(13), dataAt + one.sp);
    }
}

TEST(ThumbMemory, KeepsTheExclusiveMonitor) {
    ThumbBoard board(Architecture::V7M);
    // strex r3, r2, [r1]; ldrex r0, [r1]; clrex; strex r4, r2, [r1]; ldrex r0, [r1];
    // strex r5, r2, [r1]; bkpt
    board.load({0xE841, 0x2300, 0xE851, 0x0F00, 0xF3BF, 0x8F2F, 0xE841, 0x2400, 0xE851, 0x0F00,
                0xE841, 0x2500, 0xBE00});
    board.core.setReg(1, dataAt);
    board.core.setReg(2, 0x77);
    board.core.setReg(5, 9);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(3), 1U);
    EXPECT_EQ(board.core.reg(4), 1U);
    EXPECT_EQ(board.core.reg(5), 0U);
    EXPECT_EQ(board.core.reg(0), 0U);
    EXPECT_EQ(board.peek(dataAt), 0x77U);
}

TEST(ThumbMemory, BranchesThroughTablesBothWays) {
    ThumbBoard board(Architecture::V7M);
    // tbb [pc, r0]; table 1, 2; case 0: movs r1, #1 ... case 1: bkpt
    board.load({0xE8DF, 0xF000, 0x0201, 0x2101, 0xBE00});
    board.core.setReg(0, 1);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(1), 0U);
    // tbh [pc, r0, lsl #1]; table 2, 3; movs r1, #1; bkpt
    board.load({0xE8DF, 0xF010, 0x0002, 0x0003, 0x2101, 0xBE00});
    board.core.setReg(0, 0);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(1), 1U);
}

TEST(ThumbMemory, ReachesPlainMemoryWithoutTheBus) {
    ThumbBoard board(Architecture::V7M);
    // ldr r0, [r1]; str r0, [r2]; bkpt
    board.load({0x6808, 0x6010, 0xBE00});
    board.core.setReg(1, ThumbBoard::flashBase);
    board.core.setReg(2, dataAt);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.peek(dataAt), 0xFFFFFFFFU);
    EXPECT_EQ(board.reads + board.writes, 0U);
    // Flash is read through its window and written through the bus, which refuses.
    board.start(codeAt);
    board.core.setReg(1, dataAt);
    board.core.setReg(2, ThumbBoard::flashBase);
    EXPECT_EQ(board.core.run(1000), Stop::Fault);
    EXPECT_EQ(board.writes, 1U);
}

TEST(ThumbMemory, AsksTheBusWhereAWindowWasTakenAway) {
    ThumbBoard board(Architecture::V7M);
    // str r0, [r1]; ldr r2, [r3]; bkpt
    board.load({0x6008, 0x681A, 0xBE00});
    board.core.setReg(0, 1);
    board.core.setReg(1, ThumbBoard::hideRamRegister);
    board.core.setReg(3, dataAt);
    board.poke(dataAt, 0x1234);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(2), 0x1234U);
    EXPECT_EQ(board.reads, 1U);
}

TEST(ThumbMemory, SplitsAnUnalignedAccessOverTheEndOfAWindow) {
    ThumbBoard board(Architecture::V7M);
    board.load({0x6808, 0xBE00});
    board.core.setReg(1, ThumbBoard::flashBase + ThumbBoard::flashSize - 2);
    EXPECT_EQ(board.core.run(1000), Stop::Fault);
    EXPECT_EQ(board.core.fault(), ThumbCore::FaultKind::BusFault);
    EXPECT_EQ(board.core.faultAddress(), ThumbBoard::flashBase + ThumbBoard::flashSize);
}

// The code writes `movs r0, #2` over the instruction at its end, which has been executed before.
// strh r2, [r1]; target: movs r0, #1; bkpt
TEST(ThumbMemory, ExecutesWhatItHasJustWritten) {
    for (const std::uint32_t shownAt : {ThumbBoard::ramBase, ThumbBoard::ramAlias}) {
        ThumbBoard board(Architecture::V6M);
        board.load({0x800A, 0x2001, 0xBE00});
        board.core.setReg(1, dataAt);
        EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
        EXPECT_EQ(board.core.reg(0), 1U);
        board.core.setReg(1, shownAt + 2);
        board.core.setReg(2, 0x2002);
        board.core.setReg(15, codeAt);
        EXPECT_EQ(board.core.run(2000), Stop::Breakpoint);
        EXPECT_EQ(board.core.reg(0), 2U) << std::hex << shownAt;
    }
}

TEST(ThumbMemory, ExecutesWhatItHasWrittenThroughTheBus) {
    ThumbBoard board(Architecture::V6M);
    board.peripheral[ThumbBoard::hideRamRegister] = 1;
    board.load({0x6008, 0x800A, 0x2001, 0xBE00});
    board.core.setReg(0, 1);
    board.core.setReg(1, ThumbBoard::hideRamRegister);
    EXPECT_EQ(board.core.step(), Stop::CycleLimit);
    for (const std::uint32_t value : {0x2003U, 0x2004U}) {
        board.core.setReg(1, codeAt + 4);
        board.core.setReg(2, value);
        board.core.setReg(15, codeAt + 2);
        EXPECT_EQ(board.core.run(board.core.cycle() + 1000), Stop::Breakpoint);
        EXPECT_EQ(board.core.reg(0), value & 0xFFU);
    }
}

TEST(ThumbMemory, NoticesAChangedSecondHalfOfAWideInstruction) {
    ThumbBoard board(Architecture::V7M);
    // The wide instruction begins in the last half-word of one page of code.
    const std::uint32_t wide = codeAt + 1022;
    board.poke(wide, 0xF240, 2); // movw r0, #1
    board.poke(wide + 2, 0x0001, 2);
    board.poke(wide + 4, 0xBE00, 2);
    board.start(wide);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(0), 1U);
    board.poke(wide + 2, 0x0002, 2);
    board.core.setReg(15, wide);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(0), 2U);
    // And by its own hand: strh r2, [r1]; b wide
    board.poke(codeAt, 0x800A, 2);
    board.poke(codeAt + 2, 0xE1FC, 2);
    board.core.setReg(1, wide + 2);
    board.core.setReg(2, 0x0003);
    board.core.setReg(15, codeAt);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(0), 3U);
}

TEST(ThumbMemory, KeepsItsDecodingsUntilToldToForget) {
    ThumbBoard board(Architecture::V6M);
    board.load({0x2001, 0xBE00});
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    const std::uint64_t fetches = board.fetches;
    board.core.setReg(15, codeAt);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.fetches, fetches);
    board.ram[0] = 5;
    board.core.forgetCode(ThumbBoard::ramAlias, 4);
    board.core.setReg(15, codeAt);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(0), 5U);
    // A whole memory at once.
    board.ram[0] = 6;
    board.core.forgetCode(ThumbBoard::ramBase - 0x1000, 0x10000);
    board.core.setReg(15, codeAt);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(0), 6U);
}

TEST(ThumbMemory, RunsStraightAcrossPagesOfCode) {
    ThumbBoard board(Architecture::V6M);
    constexpr std::uint32_t steps = 10'000;
    for (std::uint32_t index = 0; index < steps; ++index) {
        board.poke(ThumbBoard::flashBase + 2 * index, 0x1C40, 2); // adds r0, r0, #1
    }
    board.poke(ThumbBoard::flashBase + 2 * steps, 0xBE00, 2);
    // More pages than the cache holds, twice.
    for (std::uint32_t turn = 1; turn <= 2; ++turn) {
        board.core.setXpsr(1U << 24U);
        board.core.setReg(15, ThumbBoard::flashBase);
        const std::uint64_t before = board.core.cycle();
        const std::uint64_t executed = board.core.executed();
        EXPECT_EQ(board.core.run(before + std::uint64_t{2} * steps), Stop::Breakpoint);
        EXPECT_EQ(board.core.reg(0), turn * steps);
        EXPECT_EQ(board.core.cycle() - before, steps + 1);
        EXPECT_EQ(board.core.executed() - executed, steps + 1);
    }
}

} // namespace
} // namespace greenlight::sim
