#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

BoardSpec blinky(Chip chip) { return {.chip = chip, .resident = BoardSpec::Resident::Blinky}; }

class EveryChip : public testing::TestWithParam<Chip> {};

INSTANTIATE_TEST_SUITE_P(Chips, EveryChip, testing::ValuesIn(allChips),
                         [](const auto& chip) { return std::string(name(chip.param)); });

TEST_P(EveryChip, HaltsAndResumes) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    EXPECT_TRUE(host.target().running(host.now()));
    EXPECT_TRUE(host.halt());
    EXPECT_EQ(host.word(dhcsrAddress) & 0x00030003U, 0x00030003U);
    EXPECT_FALSE(host.target().running(host.now()));
    EXPECT_EQ(host.word(dfsrAddress) & 1U, 1U);
    host.resume();
    EXPECT_EQ(host.word(dhcsrAddress) & stateHalted, 0U);
    EXPECT_TRUE(host.target().running(host.now()));
}

TEST_P(EveryChip, IgnoresDhcsrWithoutItsKey) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    host.write(dhcsrAddress, 0x00000003);
    EXPECT_EQ(host.word(dhcsrAddress) & stateHalted, 0U);
}

TEST_P(EveryChip, NeedsDebugEnableToHalt) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    host.write(dhcsrAddress, 0xA05F0002);
    EXPECT_EQ(host.word(dhcsrAddress) & stateHalted, 0U);
}

TEST_P(EveryChip, HoldsRegistersWhileHalted) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    for (std::uint32_t i = 0; i <= 12; ++i) {
        host.setCoreRegister(i, 0x100 + i);
    }
    host.setCoreRegister(13, 0x20000800);
    host.setCoreRegister(15, 0x20000101);
    host.setCoreRegister(16, 0x01000000);
    host.setCoreRegister(20, 0x00000001);
    EXPECT_EQ(host.coreRegister(0), 0x100U);
    EXPECT_EQ(host.coreRegister(12), 0x10CU);
    EXPECT_EQ(host.coreRegister(13), 0x20000800U);
    EXPECT_EQ(host.coreRegister(17), 0x20000800U);
    EXPECT_EQ(host.coreRegister(15), 0x20000100U);
    EXPECT_EQ(host.coreRegister(16), 0x01000000U);
    EXPECT_EQ(host.coreRegister(20), 1U);
    EXPECT_NE(host.word(dhcsrAddress) & (1U << 16U), 0U);
}

TEST_P(EveryChip, StopsAtTheFirstInstructionWithVectorCatch) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.coreRegister(15), 0x08000080U);
    EXPECT_EQ(host.coreRegister(13), 0x20002000U);
    EXPECT_NE(host.word(dfsrAddress) & (1U << 3U), 0U);
    host.write(dfsrAddress, 8);
    EXPECT_EQ(host.word(dfsrAddress) & (1U << 3U), 0U);
}

TEST_P(EveryChip, TellsAResetOnceAndClearsItByReading) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    static_cast<void>(host.word(dhcsrAddress));
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
    host.write(aircrAddress, 0x05FA0004);
    host.clearErrors();
    host.wait(1ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
}

TEST_P(EveryChip, ShowsResetForAsLongAsTheLineIsLow) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    host.target().setNrst(true, host.now());
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
    host.wait(1ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
    EXPECT_FALSE(host.target().running(host.now()));
    host.target().setNrst(false, host.now());
    host.wait(1ms);
    EXPECT_TRUE(host.target().running(host.now()));
}

TEST_P(EveryChip, TakesOrdersUnderResetAndIsCaughtOnRelease) {
    SwdHost host(blinky(GetParam()));
    host.target().setNrst(true, host.now());
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.write(dhcsrAddress, dhcsrRun), Ack::Ok);
    EXPECT_EQ(host.write(demcrAddress, catchReset), Ack::Ok);
    host.target().setNrst(false, host.now());
    host.wait(1ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateHalted, 0U);
    EXPECT_EQ(host.coreRegister(15), 0x08000080U);
}

TEST_P(EveryChip, ReachesNoMemoryButThePrivateBusUnderReset) {
    SwdHost host(GetParam());
    ASSERT_TRUE(host.connect());
    host.target().setNrst(true, host.now());
    EXPECT_EQ(host.read(0xE000ED00).ack, Ack::Ok);
    EXPECT_EQ(host.read(0x20000000).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.read(0x08000000).ack, Ack::Fault);
}

TEST_P(EveryChip, RunsOnAfterAResetWithoutVectorCatch) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    host.write(aircrAddress, 0x05FA0004);
    host.clearErrors();
    host.wait(1ms);
    EXPECT_EQ(host.word(dhcsrAddress) & stateHalted, 0U);
    EXPECT_TRUE(host.target().running(host.now()));
}

TEST_P(EveryChip, IgnoresAircrWithoutItsKey) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    static_cast<void>(host.word(dhcsrAddress));
    host.write(aircrAddress, 0x00000004);
    host.wait(1ms);
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
}

TEST_P(EveryChip, KeepsDebugStateOverAResetAndLosesItWithThePower) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    const std::uint32_t control = debugUnitOf(GetParam()) + 4;
    host.openDebugUnit();
    EXPECT_FALSE(host.target().debugStateLeftBehind());
    host.write(control, 7);
    EXPECT_TRUE(host.target().debugStateLeftBehind());
    host.write(dhcsrAddress, dhcsrRun);
    host.write(demcrAddress, 0x01000000);
    host.target().setNrst(true, host.now());
    host.wait(1ms);
    host.target().setNrst(false, host.now());
    host.wait(1ms);
    host.openDebugUnit();
    EXPECT_EQ(host.word(control), 7U);
    EXPECT_EQ(host.word(demcrAddress), 0x01000000U);
    EXPECT_EQ(host.word(dhcsrAddress) & 1U, 1U);
    host.target().setPower(false, host.now());
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Silence);
    host.target().setPower(true, host.now());
    host.wait(10ms);
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Silence); // until a line reset
    ASSERT_TRUE(host.connect());
    host.openDebugUnit();
    EXPECT_EQ(host.word(control), 0U);
    EXPECT_EQ(host.word(demcrAddress), 0U);
    EXPECT_FALSE(host.target().debugStateLeftBehind());
}

TEST_P(EveryChip, CountsABreakpointAndEnabledDebugAsLeftBehind) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    host.write(0xE0002008, 0x08000081);
    EXPECT_TRUE(host.target().debugStateLeftBehind());
    host.write(0xE0002008, 0);
    EXPECT_FALSE(host.target().debugStateLeftBehind());
    host.write(dhcsrAddress, dhcsrRun);
    EXPECT_TRUE(host.target().debugStateLeftBehind());
    host.write(dhcsrAddress, 0xA05F0000);
    EXPECT_FALSE(host.target().debugStateLeftBehind());
}

TEST_P(EveryChip, KeepsRamOverAReset) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    host.write(0x20000400, 0xFEEDBEEF);
    host.write(aircrAddress, 0x05FA0004);
    host.clearErrors();
    host.wait(1ms);
    EXPECT_EQ(host.word(0x20000400), 0xFEEDBEEFU);
    host.target().setPower(false, host.now());
    host.target().setPower(true, host.now());
    host.wait(10ms);
    ASSERT_TRUE(host.connect());
    EXPECT_NE(host.word(0x20000400), 0xFEEDBEEFU);
}

TEST_P(EveryChip, DoesNotFeelAResetLineThatIsNotWired) {
    BoardSpec spec = blinky(GetParam());
    spec.nrstWired = false;
    SwdHost host(spec);
    ASSERT_TRUE(host.connect());
    static_cast<void>(host.word(dhcsrAddress));
    host.target().setNrst(true, host.now());
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
    EXPECT_TRUE(host.target().running(host.now()));
}

TEST_P(EveryChip, IgnoresHaltAndResetWhenTheMishapSaysSo) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    host.target().setMishaps({.haltIgnored = true, .resetIgnored = true});
    EXPECT_FALSE(host.halt());
    static_cast<void>(host.word(dhcsrAddress));
    host.write(aircrAddress, 0x05FA0004);
    host.target().setNrst(true, host.now());
    host.wait(1ms);
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
    EXPECT_TRUE(host.target().running(host.now()));
}

TEST_P(EveryChip, StepsOneInstruction) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    host.write(dhcsrAddress, 0xA05F0005);
    EXPECT_NE(host.word(dhcsrAddress) & stateHalted, 0U);
    EXPECT_EQ(host.coreRegister(15), 0x08000082U);
    EXPECT_EQ(host.coreRegister(0), 1U); // the literal it loaded
}

TEST_P(EveryChip, StopsAtAHardwareBreakpoint) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    const bool seven = isM7(GetParam());
    host.write(0xE0002000, 3);
    host.write(0xE0002008, seven ? 0x0800008BU : 0x80000000U | 0x08000088U | 1U);
    host.resume();
    host.wait(1ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateHalted, 0U);
    EXPECT_EQ(host.coreRegister(15), 0x0800008AU);
    EXPECT_NE(host.word(dfsrAddress) & 2U, 0U);
}

TEST_P(EveryChip, StopsAtABreakpointInstructionInRam) {
    SwdHost host(GetParam());
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    host.write(0x20000100, 0xBE003001); // adds r0, #1; bkpt
    host.setCoreRegister(0, 41);
    host.setCoreRegister(15, 0x20000100);
    host.setCoreRegister(16, 0x01000000);
    host.resume();
    host.wait(1ms);
    EXPECT_EQ(host.word(dhcsrAddress) & (stateHalted | 2U), stateHalted | 2U);
    EXPECT_EQ(host.coreRegister(0), 42U);
    EXPECT_EQ(host.coreRegister(15), 0x20000102U);
    EXPECT_NE(host.word(dfsrAddress) & 2U, 0U);
    EXPECT_GT(host.target().instructionsExecuted(), 0U);
}

TEST_P(EveryChip, CatchesAHardFaultWithItsCause) {
    SwdHost host(blinky(GetParam()));
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    host.write(demcrAddress, 0x01000401);
    host.write(0x20000100, 0x00006808); // ldr r0, [r1]
    host.setCoreRegister(1, 0x90000000);
    host.setCoreRegister(13, 0x20000800);
    host.setCoreRegister(15, 0x20000100);
    host.setCoreRegister(16, 0x01000000);
    host.resume();
    host.wait(1ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateHalted, 0U);
    EXPECT_NE(host.word(dfsrAddress) & (1U << 3U), 0U);
    EXPECT_EQ(host.coreRegister(16) & 0x1FFU, 3U);
    // ARMv6-M keeps no cause.
    const bool tells = !isM0(GetParam());
    EXPECT_EQ(host.word(0xE000ED28), tells ? (1U << 9U) | (1U << 15U) : 0U);
    EXPECT_EQ(host.word(0xE000ED38), tells ? 0x90000000U : 0U);
    EXPECT_EQ(host.word(0xE000ED2C), tells ? 1U << 30U : 0U);
    const std::uint32_t frame = host.coreRegister(13);
    EXPECT_EQ(frame, 0x200007E0U);
    EXPECT_EQ(host.word(frame + 24), 0x20000100U);
    host.write(0xE000ED28, 0xFFFFFFFF);
    EXPECT_EQ(host.word(0xE000ED28), 0U);
}

TEST_P(EveryChip, RunsOnlyForAsLongAsTimePasses) {
    SwdHost host(GetParam());
    host.freezeWire();
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    // movs r0, #0; loop: adds r0, #1; b loop
    host.write(0x20000100, 0x30012000);
    host.write(0x20000104, 0x0000E7FD);
    host.setCoreRegister(15, 0x20000100);
    host.setCoreRegister(16, 0x01000000);
    const std::uint64_t before = host.target().instructionsExecuted();
    host.resume();
    host.wait(100us);
    host.halt();
    const std::uint32_t counted = host.coreRegister(0);
    EXPECT_GT(counted, 90U);
    // The halt may come between the two instructions of the loop.
    EXPECT_NEAR(static_cast<double>(host.target().instructionsExecuted() - before),
                1.0 + 2.0 * counted, 1.0);
    const std::uint64_t after = host.target().instructionsExecuted();
    host.wait(1s);
    EXPECT_EQ(host.coreRegister(0), counted);
    EXPECT_EQ(host.target().instructionsExecuted(), after);
}

TEST(SimCore, LocksUpOnAnErasedFlash) {
    for (const Chip chip : {Chip::H725, Chip::F407, Chip::F103, Chip::L476, Chip::F072}) {
        SwdHost host(chip);
        ASSERT_TRUE(host.connect());
        EXPECT_NE(host.word(dhcsrAddress) & stateLockedUp, 0U) << name(chip);
        EXPECT_FALSE(host.target().running(host.now())) << name(chip);
    }
}

TEST(SimCore, EntersTheBootLoaderOfAnEmptyG4UntilTheNextPowerUp) {
    SwdHost host(Chip::G474);
    ASSERT_TRUE(host.connect());
    EXPECT_TRUE(host.target().running(host.now()));
    ASSERT_TRUE(host.halt());
    EXPECT_EQ(host.coreRegister(15) & 0xFFFF0000U, 0x1FFF0000U);
    EXPECT_EQ(host.word(4) & 0xFFFF0000U, 0x1FFF0000U); // address 0 shows system memory
    for (std::uint32_t i = 0; i < 8; ++i) {
        host.target().tamperFlash(i, 0x20);
    }
    host.write(aircrAddress, 0x05FA0004);
    host.clearErrors();
    host.wait(1ms);
    EXPECT_NE(host.word(0), 0x20202020U);
    host.target().setPower(false, host.now());
    host.target().setPower(true, host.now());
    host.wait(10ms);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(0), 0x20202020U);
}

TEST(SimCore, ShowsTheFlashAtZeroExceptOnTheH7) {
    for (const Chip chip : {Chip::F407, Chip::F103, Chip::L476, Chip::G474, Chip::F072}) {
        SwdHost host(blinky(chip));
        ASSERT_TRUE(host.connect());
        EXPECT_EQ(host.word(0), 0x20002000U) << name(chip);
    }
    SwdHost host(blinky(Chip::H725));
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(0x08000000), 0x20002000U);
    EXPECT_NE(host.word(0), 0x20002000U);
}

TEST(SimCore, CannotExecuteFromTheCoupledMemoryOfTheF4) {
    SwdHost host(blinky(Chip::F407));
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    host.write(demcrAddress, 0x01000400);
    host.write(0x10000000, 0xBE00BE00);
    host.setCoreRegister(15, 0x10000000);
    host.setCoreRegister(16, 0x01000000);
    host.resume();
    host.wait(1ms);
    EXPECT_NE(host.word(dfsrAddress) & (1U << 3U), 0U);
    EXPECT_EQ(host.word(dfsrAddress) & 2U, 0U);
}

TEST(SimCore, CountsCyclesOnlyWhileItRuns) {
    SwdHost host(blinky(Chip::F407));
    host.freezeWire();
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    host.write(0xE0001000, 1);
    host.write(0xE0001004, 0);
    host.wait(1ms);
    EXPECT_EQ(host.word(0xE0001004), 0U);
    host.resume();
    host.wait(1ms);
    host.halt();
    EXPECT_NEAR(host.word(0xE0001004), 16000U, 4);
}

TEST(SimCore, ReadsTheDebugUnitOfTheH7ThroughTheDebugBusUnderReset) {
    SwdHost host(Chip::H725);
    ASSERT_TRUE(host.connect());
    host.target().setNrst(true, host.now());
    EXPECT_EQ(host.read(0x5C001000).ack, Ack::Fault);
    host.clearErrors();
    host.selectAp(2);
    EXPECT_EQ(host.word(0xE00E1000) & 0xFFFU, 0x483U);
    host.write(0xE00E1004, 7);
    host.target().setNrst(false, host.now());
    host.wait(1ms);
    host.selectAp(0);
    EXPECT_EQ(host.word(0x5C001004), 7U);
}

TEST(SimCore, CanBeResetAloneByAHaltedDebugger) {
    SwdHost host(blinky(Chip::F407));
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    host.write(0x40020014, 0x77); // a peripheral, which stays as it is
    host.write(demcrAddress, catchReset);
    host.write(aircrAddress, 0x05FA0001);
    EXPECT_EQ(host.coreRegister(15), 0x08000080U);
    EXPECT_EQ(host.word(0x40020014), 0x77U);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
}

} // namespace
} // namespace greenlight::sim
