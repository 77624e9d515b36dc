#include "tests/sim/thumb_board.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace greenlight::sim {
namespace {

using FaultKind = ThumbCore::FaultKind;
using Stop = ThumbCore::Stop;

constexpr std::uint32_t codeAt = ThumbBoard::ramBase;
constexpr std::uint32_t dataAt = ThumbBoard::ramBase + 0x800;
constexpr std::uint32_t nowhere = 0x60000000;
constexpr std::uint32_t thumbBit = 1U << 24U;
constexpr std::uint32_t ifThenBits = 0x0600FC00;

TEST(ThumbCore, StopsAtABreakpointWithoutPassingIt) {
    ThumbBoard board(Architecture::V6M);
    board.load({0x2001, 0xBE00, 0x2002});
    EXPECT_EQ(board.core.run(100), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(15), codeAt + 2);
    EXPECT_EQ(board.core.run(100), Stop::Breakpoint);
    board.core.setReg(15, codeAt + 4);
    EXPECT_EQ(board.core.step(), Stop::CycleLimit);
    EXPECT_EQ(board.core.reg(0), 2U);
    EXPECT_EQ(board.core.fault(), FaultKind::None);
}

TEST(ThumbCore, StepsOneInstructionAtATime) {
    ThumbBoard board(Architecture::V7M);
    board.load({0x2001, 0xF8D1, 0x0000, 0xE7FE});
    board.core.setReg(1, dataAt);
    board.poke(dataAt, 0x55);
    EXPECT_EQ(board.core.step(), Stop::CycleLimit);
    EXPECT_EQ(board.core.reg(15), codeAt + 2);
    EXPECT_EQ(board.core.step(), Stop::CycleLimit);
    EXPECT_EQ(board.core.reg(15), codeAt + 6);
    EXPECT_EQ(board.core.reg(0), 0x55U);
    EXPECT_EQ(board.core.executed(), 2U);
}

TEST(ThumbCore, DoesNothingAtOrAfterItsLimit) {
    ThumbBoard board(Architecture::V6M);
    board.load({0x2001, 0x2002});
    board.core.setCycle(50);
    EXPECT_EQ(board.core.run(50), Stop::CycleLimit);
    EXPECT_EQ(board.core.run(10), Stop::CycleLimit);
    EXPECT_EQ(board.core.executed(), 0U);
    EXPECT_EQ(board.core.reg(15), codeAt);
}

TEST(ThumbCore, SleepsBehindTheWaitInstruction) {
    ThumbBoard board(Architecture::V6M);
    board.load({0xBF30, 0x2001, 0xBF20, 0x2002});
    EXPECT_EQ(board.core.run(100), Stop::Sleep);
    EXPECT_EQ(board.core.reg(15), codeAt + 2);
    EXPECT_EQ(board.core.run(100), Stop::Sleep);
    EXPECT_EQ(board.core.reg(15), codeAt + 6);
    EXPECT_EQ(board.core.reg(0), 1U);
}

TEST(ThumbCore, PassesOneWaitForEventAfterAnEvent) {
    ThumbBoard board(Architecture::V6M);
    board.load({0xBF40, 0xBF20, 0x2001, 0xBF20});
    EXPECT_EQ(board.core.run(100), Stop::Sleep);
    EXPECT_EQ(board.core.reg(15), codeAt + 8);
    EXPECT_EQ(board.core.reg(0), 1U);
}

struct Faulty {
    const char* text;
    std::vector<std::uint16_t> code;
    Architecture architecture;
    FaultKind kind;
};

// r1 is one past an aligned address in RAM, r2 outside everything.
TEST(ThumbCore, NamesTheExceptionAndStaysAtTheInstruction) {
    const std::vector<Faulty> all{
        {"udf", {0xDE00}, Architecture::V6M, FaultKind::Undefined},
        {"udf.w", {0xF7F0, 0xA000}, Architecture::V6M, FaultKind::Undefined},
        {"svc", {0xDF01}, Architecture::V6M, FaultKind::SupervisorCall},
        {"hlt", {0xBA80}, Architecture::V7M, FaultKind::Undefined},
        {"vmov", {0xEE00, 0x0A10}, Architecture::V7M, FaultKind::Undefined},
        {"smlabb", {0xFB11, 0xF102}, Architecture::V7M, FaultKind::Undefined},
        {"uadd8", {0xFA81, 0xF042}, Architecture::V7M, FaultKind::Undefined},
        {"blx label", {0xF000, 0xC000}, Architecture::V7M, FaultKind::Undefined},
        {"ldm with one", {0xE891, 0x0008}, Architecture::V7M, FaultKind::Undefined},
        {"add to pc", {0xF101, 0x0F01}, Architecture::V7M, FaultKind::Undefined},
        {"ldr [r2]", {0x6810}, Architecture::V6M, FaultKind::BusFault},
        {"str [r2]", {0x6010}, Architecture::V7M, FaultKind::BusFault},
        {"ldm [r2]", {0xCA18}, Architecture::V7M, FaultKind::BusFault},
        {"tbb [r2]", {0xE8D2, 0xF000}, Architecture::V7M, FaultKind::BusFault},
        {"ldr [r1]", {0x6808}, Architecture::V6M, FaultKind::Unaligned},
        {"str [r1]", {0x6008}, Architecture::V6M, FaultKind::Unaligned},
        {"ldrh [r1]", {0x8808}, Architecture::V6M, FaultKind::Unaligned},
        {"strh [r1]", {0x8008}, Architecture::V6M, FaultKind::Unaligned},
        {"ldm [r1]", {0xC90C}, Architecture::V7M, FaultKind::Unaligned},
        {"stm [r1]", {0xC10C}, Architecture::V7M, FaultKind::Unaligned},
        {"ldrd [r1]", {0xE9D1, 0x2300}, Architecture::V7M, FaultKind::Unaligned},
        {"strd [r1]", {0xE9C1, 0x2300}, Architecture::V7M, FaultKind::Unaligned},
        {"ldrex [r1]", {0xE851, 0x2F00}, Architecture::V7M, FaultKind::Unaligned},
    };
    for (const Faulty& one : all) {
        SCOPED_TRACE(one.text);
        ThumbBoard board(one.architecture);
        std::uint32_t at = codeAt;
        for (const std::uint16_t half : one.code) {
            board.poke(at, half, 2);
            at += 2;
        }
        board.start(codeAt);
        board.core.setReg(1, dataAt + 1);
        board.core.setReg(2, nowhere);
        board.core.setReg(3, 0x33);
        EXPECT_EQ(board.core.run(1), Stop::Fault);
        EXPECT_EQ(board.core.fault(), one.kind);
        EXPECT_EQ(board.core.reg(15), codeAt);
        EXPECT_EQ(board.core.reg(1), dataAt + 1);
        EXPECT_EQ(board.core.reg(2), nowhere);
        EXPECT_EQ(board.core.reg(3), 0x33U);
        if (one.kind == FaultKind::BusFault) {
            EXPECT_EQ(board.core.faultAddress(), nowhere);
        } else if (one.kind == FaultKind::Unaligned) {
            EXPECT_EQ(board.core.faultAddress(), dataAt + 1);
        }
    }
}

TEST(ThumbCore, KeepsItsRegistersInShape) {
    ThumbBoard board(Architecture::V7M);
    board.core.setReg(13, dataAt + 3);
    board.core.setReg(15, codeAt + 1);
    EXPECT_EQ(board.core.reg(13), dataAt);
    EXPECT_EQ(board.core.reg(15), codeAt);
    // An IT state without a mask is none.
    board.core.setXpsr(thumbBit | 0xF000U);
    EXPECT_EQ(board.core.xpsr(), thumbBit);
    ThumbBoard small(Architecture::V6M);
    small.core.setXpsr(thumbBit | 0x0400U);
    EXPECT_EQ(small.core.xpsr(), thumbBit);
    // mov sp, r0
    small.load({0x4685});
    small.core.setReg(0, dataAt + 3);
    EXPECT_EQ(small.core.step(), Stop::CycleLimit);
    EXPECT_EQ(small.core.reg(13), dataAt);
}

TEST(ThumbCore, FaultsWhereNothingCanBeExecuted) {
    ThumbBoard board(Architecture::V7M);
    board.start(nowhere);
    EXPECT_EQ(board.core.run(100), Stop::Fault);
    EXPECT_EQ(board.core.fault(), FaultKind::BusFault);
    EXPECT_EQ(board.core.reg(15), nowhere);
    // The second half of a wide instruction lies behind the end of flash.
    const std::uint32_t last = ThumbBoard::flashBase + ThumbBoard::flashSize - 2;
    board.poke(last, 0xF000, 2);
    board.start(last);
    EXPECT_EQ(board.core.run(100), Stop::Fault);
    EXPECT_EQ(board.core.fault(), FaultKind::BusFault);
    EXPECT_EQ(board.core.faultAddress(), last + 2);
}

TEST(ThumbCore, RefusesToLeaveTheThumbState) {
    const std::vector<std::vector<std::uint16_t>> all{
        {0x4700},         // bx r0
        {0x4780},         // blx r0
        {0xBD01},         // pop {r0, pc}
        {0xF8D1, 0xF000}, // ldr.w pc, [r1]
        {0xE8B1, 0x8004}, // ldmia.w r1!, {r2, pc}
    };
    for (const auto& code : all) {
        ThumbBoard board(Architecture::V7M);
        std::uint32_t at = codeAt;
        for (const std::uint16_t half : code) {
            board.poke(at, half, 2);
            at += 2;
        }
        board.start(codeAt);
        board.core.setReg(0, codeAt + 0x40);
        board.core.setReg(1, dataAt);
        board.core.setReg(13, dataAt);
        board.poke(dataAt, codeAt + 0x40);
        board.poke(dataAt + 4, codeAt + 0x40);
        EXPECT_EQ(board.core.run(1), Stop::Fault) << std::hex << code[0];
        EXPECT_EQ(board.core.fault(), FaultKind::NotThumb);
        EXPECT_EQ(board.core.reg(15), codeAt + 0x40);
        EXPECT_EQ(board.core.xpsr() & thumbBit, 0U);
        EXPECT_EQ(board.core.run(1000), Stop::Fault);
        EXPECT_EQ(board.core.fault(), FaultKind::NotThumb);
        board.core.setXpsr(thumbBit);
        EXPECT_EQ(board.core.step(), Stop::CycleLimit);
    }
}

TEST(ThumbCore, CallsAndReturns) {
    ThumbBoard board(Architecture::V6M);
    // bl sub; bkpt; sub: push {r4, lr}; movs r4, #9; movs r0, r4; pop {r4, pc}
    board.load({0xF000, 0xF801, 0xBE00, 0xB510, 0x2409, 0x0020, 0xBD10});
    board.core.setReg(4, 77);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(0), 9U);
    EXPECT_EQ(board.core.reg(4), 77U);
    EXPECT_EQ(board.core.reg(14), codeAt + 5);
    EXPECT_EQ(board.core.reg(15), codeAt + 4);
}

TEST(ThumbCore, StopsAndGoesOnInsideAnIfThenBlock) {
    ThumbBoard board(Architecture::V7M);
    // itte eq; moveq r0, #1; addeq r0, #2; movne r0, #7; bkpt
    board.load({0xBF06, 0x2001, 0x3002, 0x2007, 0xBE00});
    board.core.setXpsr(thumbBit | 1U << 30U);
    EXPECT_EQ(board.core.step(), Stop::CycleLimit);
    EXPECT_EQ(board.core.xpsr() & ifThenBits, 0x04000400U);
    EXPECT_EQ(board.core.step(), Stop::CycleLimit);
    EXPECT_EQ(board.core.reg(0), 1U);
    // Somebody looks at the registers and puts them back, as debuggers do.
    const std::uint32_t xpsr = board.core.xpsr();
    board.core.setXpsr(thumbBit);
    board.core.setXpsr(xpsr);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(0), 3U);
    EXPECT_EQ(board.core.xpsr(), thumbBit | 1U << 30U);
}

TEST(ThumbCore, KeepsTheIfThenStateOfAFaultingInstruction) {
    ThumbBoard board(Architecture::V7M);
    // itt eq; ldreq r0, [r2]; moveq r1, #1
    board.load({0xBF04, 0x6810, 0x2101, 0xBE00});
    board.core.setXpsr(thumbBit | 1U << 30U);
    board.core.setReg(2, nowhere);
    EXPECT_EQ(board.core.run(1000), Stop::Fault);
    EXPECT_EQ(board.core.reg(15), codeAt + 2);
    EXPECT_EQ(board.core.xpsr() & ifThenBits, 0x00000400U);
    board.core.setReg(2, dataAt);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(1), 1U);
}

TEST(ThumbCore, LeavesTheIfThenBlockWithAnInstructionThatHappened) {
    ThumbBoard board(Architecture::V7M);
    // itt eq; wfieq; moveq r1, #1
    board.load({0xBF04, 0xBF30, 0x2101, 0xBE00});
    board.core.setXpsr(thumbBit | 1U << 30U);
    EXPECT_EQ(board.core.run(1000), Stop::Sleep);
    EXPECT_EQ(board.core.xpsr() & ifThenBits, 0x00000800U);
    // it eq; bxeq r0
    board.load({0xBF08, 0x4700});
    board.core.setXpsr(thumbBit | 1U << 30U);
    EXPECT_EQ(board.core.run(1000), Stop::Fault);
    EXPECT_EQ(board.core.xpsr(), 1U << 30U);
}

TEST(ThumbCore, StopsAtABreakpointWhoseConditionFails) {
    ThumbBoard board(Architecture::V7M);
    board.load({0xBF08, 0xBE00, 0x2101});
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(15), codeAt + 2);
}

TEST(ThumbCore, SwitchesItsStackPointers) {
    ThumbBoard board(Architecture::V6M);
    // msr psp, r0; movs r0, #2; msr control, r0; mrs r1, msp; bkpt
    board.load({0xF380, 0x8809, 0x2002, 0xF380, 0x8814, 0xF3EF, 0x8108, 0xBE00});
    board.core.setReg(0, dataAt + 3);
    const std::uint32_t mainStack = board.core.reg(13);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(13), dataAt);
    EXPECT_EQ(board.core.reg(1), mainStack);
    EXPECT_EQ(board.core.special(8), mainStack);
    EXPECT_EQ(board.core.special(9), dataAt);
    EXPECT_EQ(board.core.special(20), 2U);
    board.core.reset();
    EXPECT_EQ(board.core.special(20), 0U);
    EXPECT_EQ(board.core.reg(13), 0U);
}

TEST(ThumbCore, MasksInterrupts) {
    ThumbBoard board(Architecture::V7M);
    // cpsid i; cpsid f; mrs r1, primask; msr basepri, r0; msr basepri_max, r2; cpsie i; bkpt
    board.load({0xB672, 0xB671, 0xF3EF, 0x8110, 0xF380, 0x8811, 0xF382, 0x8812, 0xB662, 0xBE00});
    board.core.setReg(0, 0x40);
    board.core.setReg(2, 0x80);
    EXPECT_EQ(board.core.run(1000), Stop::Breakpoint);
    EXPECT_EQ(board.core.reg(1), 1U);
    EXPECT_FALSE(board.core.primask());
    EXPECT_EQ(board.core.special(19), 1U);
    EXPECT_EQ(board.core.special(17), 0x40U);
    ThumbBoard small(Architecture::V6M);
    small.load({0xB672, 0xB671});
    EXPECT_EQ(small.core.run(1000), Stop::Fault);
    EXPECT_TRUE(small.core.primask());
}

TEST(ThumbCore, EndsTheRunWhenTheBusSaysSo) {
    ThumbBoard board(Architecture::V6M);
    board.load({0x6008, 0x2001, 0x2002});
    board.core.setReg(1, ThumbBoard::endRunRegister);
    EXPECT_EQ(board.core.run(1000), Stop::CycleLimit);
    EXPECT_EQ(board.core.reg(15), codeAt + 2);
    EXPECT_EQ(board.core.cycle(), 2U);
}

struct Priced {
    const char* text;
    std::vector<std::uint16_t> code;
    std::uint64_t onV6M; ///< 0: not there
    std::uint64_t onV7M;
};

// Z is clear, r0 = 8, r1 and SP in RAM, r2 = 3, r3 = the slow register, r4 unaligned.
TEST(ThumbCore, CountsTheCyclesOfTheManuals) {
    const std::vector<Priced> all{
        {"adds", {0x3001}, 1, 1},
        {"muls", {0x4348}, 1, 1},
        {"ldr", {0x6808}, 2, 2},
        {"strb", {0x7008}, 2, 2},
        {"ldr, stalled", {0x6818}, 7, 7},
        {"str, stalled", {0x6018}, 7, 7},
        {"ldm of 2", {0xC960}, 3, 3},
        {"push of 2", {0xB501}, 3, 3},
        {"pop of 2 with pc", {0xBD01}, 5, 5},
        {"beq, not taken", {0xD000}, 1, 1},
        {"bne, taken", {0xD100}, 2, 3},
        {"b", {0xE000}, 2, 3},
        {"bl", {0xF000, 0xF830}, 3, 3},
        {"bx lr", {0x4770}, 2, 3},
        {"mov pc, r1", {0x468F}, 2, 3},
        {"mrs", {0xF3EF, 0x8010}, 3, 2},
        {"dsb", {0xF3BF, 0x8F4F}, 3, 3},
        {"nop", {0xBF00}, 1, 1},
        {"ldr, unaligned", {0x6820}, 0, 3},
        {"ldrd", {0xE9D1, 0x5600}, 0, 3},
        {"ldr pc", {0xF8DD, 0xF000}, 0, 4},
        {"tbb", {0xE8D1, 0xF000}, 0, 4},
        {"cbz, not taken", {0xB100}, 0, 1},
        {"cbnz, taken", {0xB900}, 0, 3},
        {"mla", {0xFB01, 0x3002}, 0, 2},
        {"umull", {0xFBA2, 0x0103}, 0, 5},
        {"umlal", {0xFBE2, 0x0103}, 0, 7},
        {"udiv 3 / 8", {0xFBB2, 0xF0F0}, 0, 2},
        {"udiv 0x20000800 / 3", {0xFBB1, 0xF0F2}, 0, 12},
        {"it", {0xBF08}, 0, 1},
    };
    for (const Priced& one : all) {
        for (const Architecture architecture : {Architecture::V6M, Architecture::V7M}) {
            const std::uint64_t expected =
                architecture == Architecture::V6M ? one.onV6M : one.onV7M;
            if (expected == 0) {
                continue;
            }
            SCOPED_TRACE(one.text);
            ThumbBoard board(architecture);
            std::uint32_t at = codeAt;
            for (const std::uint16_t half : one.code) {
                board.poke(at, half, 2);
                at += 2;
            }
            board.start(codeAt);
            board.core.setReg(0, 8);
            board.core.setReg(1, dataAt);
            board.core.setReg(2, 3);
            board.core.setReg(3, ThumbBoard::slowRegister);
            board.core.setReg(4, dataAt + 1);
            board.core.setReg(13, dataAt);
            board.core.setReg(14, codeAt + 1);
            board.poke(dataAt, codeAt + 1);
            board.poke(dataAt + 4, codeAt + 1);
            EXPECT_EQ(board.core.step(), Stop::CycleLimit);
            EXPECT_EQ(board.core.cycle(), expected);
        }
    }
}

TEST(ThumbCore, PaysTheSameFromTheCacheAsForTheFirstTime) {
    ThumbBoard board(Architecture::V7M);
    // itt ne; ldrne r0, [r1]; bne codeAt (the last of the block)
    board.load({0xBF1C, 0x6808, 0xE7FC});
    board.core.setReg(1, dataAt);
    for (int turn = 0; turn < 3; ++turn) {
        const std::uint64_t before = board.core.cycle();
        for (int step = 0; step < 3; ++step) {
            EXPECT_EQ(board.core.step(), Stop::CycleLimit);
        }
        EXPECT_EQ(board.core.reg(15), codeAt);
        EXPECT_EQ(board.core.cycle() - before, 6U);
    }
}

} // namespace
} // namespace greenlight::sim
