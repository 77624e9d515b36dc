#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t codeAddress = 0x20000100;
constexpr std::uint32_t cycleCount = 0xE0001004;

/// Code in RAM that works the flash controller by itself, as loaders do.
class SimLoader : public testing::Test {
protected:
    static SwdHost start(Chip chip, std::initializer_list<std::uint32_t> code,
                         std::initializer_list<std::uint32_t> registers,
                         std::uint32_t at = codeAddress, std::uint32_t key = 0) {
        SwdHost host(chip);
        host.freezeWire();
        EXPECT_TRUE(host.connect());
        EXPECT_TRUE(host.resetAndHalt());
        host.write(dfsrAddress, 0x1F);
        if (key != 0) {
            host.write(key, 0x45670123);
            host.write(key, 0xCDEF89AB);
        }
        if (at >= 0x20000000) {
            host.writeBlock(at, std::vector<std::uint32_t>(code));
        }
        std::uint32_t index = 0;
        for (const std::uint32_t value : registers) {
            host.setCoreRegister(index++, value);
        }
        host.setCoreRegister(15, at);
        host.setCoreRegister(16, 0x01000000);
        host.write(demcrAddress, 0x01000400);
        host.write(0xE0001000, 1);
        host.write(cycleCount, 0);
        return host;
    }

    static bool halted(SwdHost& host) { return (host.word(dhcsrAddress) & stateHalted) != 0; }
};

/// str r1, [r0, #12]; loop: ldr r2, [r0, #16]; tst r2, r3; bne loop; bkpt
constexpr std::initializer_list<std::uint32_t> eraseAndPoll{0x690260C1, 0xD1FC421A, 0x0000BE00};

TEST_F(SimLoader, SeesTheEndOfAnEraseItStartedWhenItComesAndCostsNothingMeanwhile) {
    SwdHost host =
        start(Chip::H725, eraseAndPoll, {0x52002000, 0xB4, 0, 5}, codeAddress, 0x52002004);
    const std::uint64_t before = host.target().instructionsExecuted();
    host.resume();
    host.wait(999'999us);
    EXPECT_FALSE(halted(host));
    host.wait(3us);
    EXPECT_TRUE(halted(host));
    EXPECT_EQ(host.coreRegister(15), codeAddress + 8);
    EXPECT_NEAR(host.word(cycleCount), 64'000'000U, 100);
    EXPECT_LT(host.target().instructionsExecuted() - before, 1000U);
}

TEST_F(SimLoader, CanBeWatchedWhileItPolls) {
    SwdHost host =
        start(Chip::H725, eraseAndPoll, {0x52002000, 0xB4, 0, 5}, codeAddress, 0x52002004);
    host.resume();
    for (int i = 0; i < 1000; ++i) {
        host.wait(999us);
        ASSERT_FALSE(halted(host)) << i;
        host.write(0x24000000, static_cast<std::uint32_t>(i));
        ASSERT_EQ(host.word(0x24000000), static_cast<std::uint32_t>(i));
    }
    host.wait(1001us);
    EXPECT_TRUE(halted(host));
}

/// str r1, [r0, #12]; ldr r2, [r4]; bkpt
TEST_F(SimLoader, StandsStillOnAReadOfBusyFlash) {
    SwdHost host = start(Chip::H725, {0x682260C1, 0x0000BE00}, {0x52002000, 0xB4, 0, 0, 0x08040000},
                         codeAddress, 0x52002004);
    host.resume();
    host.wait(500ms);
    EXPECT_FALSE(halted(host));
    EXPECT_NE(host.word(0x52002010) & 1U, 0U);
    host.wait(499'999us);
    EXPECT_FALSE(halted(host));
    host.wait(2us);
    EXPECT_TRUE(halted(host));
    EXPECT_EQ(host.coreRegister(2), 0xFFFFFFFFU);
    EXPECT_EQ(host.coreRegister(15), codeAddress + 4);
}

/// str r1, [r0]; str r2, [r0, #4]; str r3, [r0, #8]; bkpt
TEST_F(SimLoader, WaitsOutTheProgrammingOfTheWordBefore) {
    SwdHost host = start(Chip::F407, {0x60426001, 0xBE006083}, {0x08000000, 11, 22, 33});
    host.write(0x40023C04, 0x45670123);
    host.write(0x40023C04, 0xCDEF89AB);
    host.write(0x40023C10, 0x201);
    host.resume();
    host.wait(31us);
    EXPECT_FALSE(halted(host));
    host.wait(3us);
    EXPECT_TRUE(halted(host));
    host.wait(16us);
    EXPECT_EQ(host.word(0x08000000), 11U);
    EXPECT_EQ(host.word(0x08000004), 22U);
    EXPECT_EQ(host.word(0x08000008), 33U);
    EXPECT_EQ(host.word(0x40023C0C), 0U);
}

TEST_F(SimLoader, InFlashStandsStillUntilTheFlashCanBeFetchedFrom) {
    SwdHost host = start(Chip::F407, {}, {0x40023C04, 0x1020A, 0, 0x10000}, 0x08008000, 0x40023C04);
    // The same code, in sector 2, erasing sector 1 (SR is 8 and CR 12 bytes behind KEYR).
    std::uint32_t offset = 0x8000;
    for (const unsigned half : {0x60C1U, 0x6882U, 0x421AU, 0xD1FCU, 0xBE00U}) {
        host.target().tamperFlash(offset++, static_cast<std::uint8_t>(half & 0xFFU));
        host.target().tamperFlash(offset++, static_cast<std::uint8_t>(half >> 8U));
    }
    const std::uint64_t before = host.target().instructionsExecuted();
    host.resume();
    host.wait(249'999us);
    EXPECT_FALSE(halted(host));
    host.wait(10us);
    EXPECT_TRUE(halted(host));
    EXPECT_EQ(host.coreRegister(15), 0x08008008U);
    EXPECT_LT(host.target().instructionsExecuted() - before, 50U);
}

TEST_F(SimLoader, SeesCodeThatTheDebuggerChanged) {
    // loop: adds r0, #1; b loop, then the branch becomes a breakpoint.
    SwdHost host = start(Chip::L476, {0xE7FD3001}, {0});
    host.resume();
    host.wait(1ms);
    EXPECT_FALSE(halted(host));
    host.write(codeAddress + 2, 0xBE00, 2);
    host.wait(1ms);
    EXPECT_TRUE(halted(host));
    EXPECT_EQ(host.coreRegister(15), codeAddress + 2);
}

TEST_F(SimLoader, SeesNewCodeInFlashAfterItWasProgrammed) {
    SwdHost host(BoardSpec{.chip = Chip::F407, .resident = BoardSpec::Resident::Blinky});
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt()); // it has executed from the first sector
    host.write(0x40023C04, 0x45670123);
    host.write(0x40023C04, 0xCDEF89AB);
    host.write(0x40023C10, 0x10202);
    host.wait(1s);
    host.write(0x40023C10, 0x201);
    host.write(0x08000080, 0xBE003001);
    host.wait(1ms);
    host.setCoreRegister(0, 1);
    host.setCoreRegister(15, 0x08000080);
    host.setCoreRegister(16, 0x01000000);
    host.resume();
    host.wait(1ms);
    EXPECT_TRUE(halted(host));
    EXPECT_EQ(host.coreRegister(0), 2U);
    EXPECT_EQ(host.coreRegister(15), 0x08000082U);
}

/// loop: str r1, [r0]; ldr r2, [r4]; b loop: feeds the watchdog for ever.
TEST_F(SimLoader, FeedsAWatchdogFromAPollingLoop) {
    SwdHost host =
        start(Chip::F407, {0x68226001, 0x0000E7FC}, {0x40003000, 0xAAAA, 0, 0, 0x40023C0C});
    host.write(0x40003000, 0xCCCC);
    static_cast<void>(host.word(dhcsrAddress));
    host.resume();
    host.wait(10s);
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
    ASSERT_TRUE(host.halt());
    host.wait(513ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
}

TEST_F(SimLoader, CanResetTheChipItself) {
    SwdHost host = start(Chip::F407, {0xE7FE6001}, {aircrAddress, 0x05FA0004});
    host.write(demcrAddress, catchReset);
    static_cast<void>(host.word(dhcsrAddress));
    host.resume();
    host.wait(1ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
    EXPECT_TRUE(halted(host));
}

TEST_F(SimLoader, RaisesTheClockInTheMiddleOfItsRun) {
    // str r1, [r0]; loop: subs r2, #1; bne loop; bkpt: MSI from 4 to 48 MHz, then 4800 turns.
    SwdHost host = start(Chip::L476, {0x3A016001, 0xBE00D1FD}, {0x40021000, 0xBB, 4800});
    host.resume();
    host.wait(250us);
    EXPECT_FALSE(halted(host));
    host.wait(200us);
    EXPECT_TRUE(halted(host));
}

} // namespace
} // namespace greenlight::sim
