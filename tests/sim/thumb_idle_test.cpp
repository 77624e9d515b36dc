#include "tests/sim/thumb_board.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t polled = ThumbBoard::registers + 0x10;
constexpr std::uint32_t plain = ThumbBoard::registers + 0x14;

/// Two equal chips, of which one walks every turn of its loops.
class Twins {
public:
    Twins(Architecture architecture, std::initializer_list<std::uint16_t> code)
        : walking(architecture)
        , skipping(architecture) {
        walking.core.setIdleSkipping(false);
        for (ThumbBoard* board : {&walking, &skipping}) {
            board->load(code);
            board->core.setReg(1, polled);
            board->core.setReg(2, 0xAAAA);
            board->core.setReg(3, ThumbBoard::watchdogRegister);
        }
    }

    void setReg(unsigned index, std::uint32_t value) {
        walking.core.setReg(index, value);
        skipping.core.setReg(index, value);
    }

    /// Runs both up to a limit; they must not be told apart afterwards.
    ThumbCore::Stop run(std::uint64_t limit) {
        const ThumbCore::Stop stop = walking.core.run(limit);
        EXPECT_EQ(skipping.core.run(limit), stop);
        EXPECT_EQ(skipping.core.cycle(), walking.core.cycle());
        EXPECT_EQ(skipping.core.xpsr(), walking.core.xpsr());
        for (unsigned index = 0; index < 16; ++index) {
            EXPECT_EQ(skipping.core.reg(index), walking.core.reg(index)) << index;
        }
        EXPECT_EQ(skipping.core.primask(), walking.core.primask());
        EXPECT_EQ(skipping.ram, walking.ram);
        EXPECT_EQ(skipping.peripheral, walking.peripheral);
        EXPECT_EQ(skipping.lastWriteCycle, walking.lastWriteCycle);
        return stop;
    }

    /// Many limits that fall everywhere in a turn, then the polled register becomes 1.
    void runThroughEvent() {
        std::uint64_t limit = 0;
        for (std::uint64_t step = 1; step < 60; ++step) {
            limit += 700 + step;
            EXPECT_EQ(run(limit), ThumbCore::Stop::CycleLimit);
        }
        walking.peripheral[polled] = 1;
        skipping.peripheral[polled] = 1;
        EXPECT_EQ(run(limit + 1000), ThumbCore::Stop::Breakpoint);
    }

    ThumbBoard walking;
    ThumbBoard skipping;
};

class ThumbIdle : public testing::TestWithParam<Architecture> {};

// loop: ldr r0,[r1]; cmp r0,#0; beq loop; bkpt
TEST_P(ThumbIdle, SkipsAPollingLoopExactly) {
    Twins twins(GetParam(), {0x6808, 0x2800, 0xD0FC, 0xBE00});
    twins.runThroughEvent();
    EXPECT_LT(twins.skipping.core.executed() * 5, twins.walking.core.executed());
}

// b .
TEST_P(ThumbIdle, SkipsALoopOfOneBranchExactly) {
    Twins twins(GetParam(), {0xE7FE});
    for (const std::uint64_t limit : {1000U, 1001U, 1002U, 1003U, 50000U}) {
        EXPECT_EQ(twins.run(limit), ThumbCore::Stop::CycleLimit);
    }
    EXPECT_LT(twins.skipping.core.executed(), 100U);
}

// loop: str r2,[r3]; ldr r0,[r1]; cmp r0,#0; beq loop; bkpt
TEST_P(ThumbIdle, FeedsTheWatchdogLastWhenAWalkingCoreDoes) {
    Twins twins(GetParam(), {0x601A, 0x6808, 0x2800, 0xD0FB, 0xBE00});
    twins.runThroughEvent();
    EXPECT_LT(twins.skipping.writes * 5, twins.walking.writes);
}

// loop: movs r4,#5; wait: subs r4,#1; bne wait; ldr r0,[r1]; cmp r0,#0; beq loop; bkpt
TEST_P(ThumbIdle, SkipsAPollingLoopWithADelayInIt) {
    Twins twins(GetParam(), {0x2405, 0x3C01, 0xD1FD, 0x6808, 0x2800, 0xD0F9, 0xBE00});
    twins.runThroughEvent();
    EXPECT_LT(twins.skipping.core.executed() * 2, twins.walking.core.executed());
}

// loop: bl read; cmp r0,#0; beq loop; bkpt; read: push {r4,lr}; ldr r0,[r1]; pop {r4,pc}
TEST_P(ThumbIdle, SkipsAPollingLoopThatPushesTheSameAgain) {
    Twins twins(GetParam(), {0xF000, 0xF803, 0x2800, 0xD0FB, 0xBE00, 0xB510, 0x6808, 0xBD10});
    twins.runThroughEvent();
    EXPECT_LT(twins.skipping.core.executed() * 3, twins.walking.core.executed());
}

// loop: ldr r0,[r1]; movs r0,#0; b loop, on a register that reading may change
TEST_P(ThumbIdle, WalksALoopThatReadsSomethingVolatile) {
    Twins twins(GetParam(), {0x6808, 0x2000, 0xE7FC});
    twins.setReg(1, ThumbBoard::volatileRegister);
    EXPECT_EQ(twins.run(2001), ThumbCore::Stop::CycleLimit);
    EXPECT_EQ(twins.skipping.reads, twins.walking.reads);
    EXPECT_GT(twins.skipping.reads, 100U);
}

// loop: adds r0,#1; b loop
TEST_P(ThumbIdle, WalksALoopThatCounts) {
    Twins twins(GetParam(), {0x3001, 0xE7FD});
    EXPECT_EQ(twins.run(5003), ThumbCore::Stop::CycleLimit);
    EXPECT_GT(twins.skipping.core.reg(0), 1000U);
}

// loop: bcs set; cmp r0,r0; b end; set: cmn r0,r0; end: b loop. The carry comes and goes, the
// registers stay.
TEST_P(ThumbIdle, WalksALoopThatChangesOnlyFlags) {
    Twins twins(GetParam(), {0xD201, 0x4280, 0xE000, 0x42C0, 0xE7FA});
    for (std::uint64_t limit = 1; limit < 2000; limit += 23) {
        EXPECT_EQ(twins.run(limit), ThumbCore::Stop::CycleLimit);
    }
}

// loop: ldr r4,[r1]; adds r4,#1; str r4,[r1]; movs r4,#0; b loop, in RAM
TEST_P(ThumbIdle, WalksALoopThatChangesOnlyMemory) {
    Twins twins(GetParam(), {0x680C, 0x3401, 0x600C, 0x2400, 0xE7FA});
    twins.setReg(1, ThumbBoard::ramBase + 0x800);
    EXPECT_EQ(twins.run(5000), ThumbCore::Stop::CycleLimit);
    EXPECT_GT(twins.skipping.peek(ThumbBoard::ramBase + 0x800), 400U);
}

// loop: mrs r0,primask; eors r0,r2; msr primask,r0; movs r0,#0; b loop
TEST_P(ThumbIdle, WalksALoopThatChangesOnlyASpecialRegister) {
    Twins twins(GetParam(), {0xF3EF, 0x8010, 0x4050, 0xF380, 0x8810, 0x2000, 0xE7F8});
    twins.setReg(2, 1);
    for (std::uint64_t limit = 1; limit < 2000; limit += 37) {
        EXPECT_EQ(twins.run(limit), ThumbCore::Stop::CycleLimit);
    }
}

// loop: str r2,[r1]; b loop, to a register
TEST_P(ThumbIdle, RepeatsAWriteThatIsNotDeclaredHarmless) {
    Twins twins(GetParam(), {0x600A, 0xE7FD});
    twins.setReg(1, plain);
    EXPECT_EQ(twins.run(2000), ThumbCore::Stop::CycleLimit);
    EXPECT_EQ(twins.skipping.writes, twins.walking.writes);
}

// loop: ldr r0,[r1]; cmp r0,#0; beq loop; bkpt, on a mailbox in RAM
TEST_P(ThumbIdle, SeesMemoryThatChangedBetweenRuns) {
    Twins twins(GetParam(), {0x6808, 0x2800, 0xD0FC, 0xBE00});
    constexpr std::uint32_t mailbox = ThumbBoard::ramBase + 0x800;
    twins.setReg(1, mailbox);
    EXPECT_EQ(twins.run(100'000), ThumbCore::Stop::CycleLimit);
    EXPECT_LT(twins.skipping.core.executed(), 100U);
    twins.walking.poke(mailbox, 5);
    twins.skipping.poke(mailbox, 5);
    EXPECT_EQ(twins.run(100'100), ThumbCore::Stop::Breakpoint);
    EXPECT_EQ(twins.skipping.core.reg(0), 5U);
}

INSTANTIATE_TEST_SUITE_P(Both, ThumbIdle, testing::Values(Architecture::V6M, Architecture::V7M),
                         [](const testing::TestParamInfo<Architecture>& which) {
                             return which.param == Architecture::V6M ? "V6M" : "V7M";
                         });

} // namespace
} // namespace greenlight::sim
