#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

using Resident = BoardSpec::Resident;

struct Places {
    Chip chip;
    std::uint32_t watchdog;
    std::uint32_t resetFlags;
    unsigned watchdogFlag;
    unsigned softwareFlag;
    unsigned removeFlag;
    std::uint32_t freezeRegister;
    unsigned freezeBit;
    Duration period; ///< of the watchdog with its reset values: 4 * 4096 / LSI
};

constexpr std::array places{
    Places{Chip::H725, 0x58004800, 0x580244D0, 26, 24, 16, 0x5C001054, 18, 512ms},
    Places{Chip::F407, 0x40003000, 0x40023874, 29, 28, 24, 0xE0042008, 12, 512ms},
    Places{Chip::F103, 0x40003000, 0x40021024, 29, 28, 24, 0xE0042004, 8, 409600us},
    Places{Chip::L476, 0x40003000, 0x40021094, 29, 28, 23, 0xE0042008, 12, 512ms},
    Places{Chip::G474, 0x40003000, 0x40021094, 29, 28, 23, 0xE0042008, 12, 512ms}};

class SimBoard : public testing::TestWithParam<Places> {
protected:
    static SwdHost board(BoardSpec spec) {
        spec.chip = GetParam().chip;
        return SwdHost(spec);
    }

    static bool flag(SwdHost& host, unsigned bit) {
        return ((host.word(GetParam().resetFlags) >> bit) & 1U) != 0;
    }
};

INSTANTIATE_TEST_SUITE_P(Chips, SimBoard, testing::ValuesIn(places),
                         [](const auto& place) { return std::string(name(place.param.chip)); });

TEST_P(SimBoard, IsResetByAWatchdogThatSoftwareStarted) {
    SwdHost host = board({.resident = Resident::Blinky});
    host.freezeWire();
    ASSERT_TRUE(host.connect());
    static_cast<void>(host.word(dhcsrAddress));
    host.write(GetParam().watchdog, 0xCCCC);
    host.wait(GetParam().period - 1ns);
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
    host.wait(1ns);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
    host.wait(1ms);
    EXPECT_TRUE(flag(host, GetParam().watchdogFlag));
    host.write(GetParam().resetFlags, 1U << GetParam().removeFlag);
    EXPECT_FALSE(flag(host, GetParam().watchdogFlag));
    static_cast<void>(host.word(dhcsrAddress));
    host.wait(10s); // the reset has stopped it
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
}

TEST_P(SimBoard, LivesOnWhileItsWatchdogIsFed) {
    SwdHost host = board({.resident = Resident::Blinky});
    ASSERT_TRUE(host.connect());
    host.write(GetParam().watchdog, 0xCCCC);
    static_cast<void>(host.word(dhcsrAddress));
    for (int i = 0; i < 10; ++i) {
        host.wait(GetParam().period - 1ms);
        host.write(GetParam().watchdog, 0xAAAA);
    }
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
}

TEST_P(SimBoard, StretchesItsWatchdogOnlyAfterTheAccessKey) {
    SwdHost host = board({.resident = Resident::Blinky});
    ASSERT_TRUE(host.connect());
    host.write(GetParam().watchdog + 4, 6);
    EXPECT_EQ(host.word(GetParam().watchdog + 4), 0U);
    host.write(GetParam().watchdog, 0xCCCC);
    host.write(GetParam().watchdog, 0x5555);
    host.write(GetParam().watchdog + 4, 6);
    host.write(GetParam().watchdog, 0xAAAA);
    static_cast<void>(host.word(dhcsrAddress));
    host.wait(GetParam().period * 64 - 10ms);
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
    host.wait(20ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
}

TEST_P(SimBoard, FreezesItsWatchdogOnlyWhileHaltedAndOnlyWhenAsked) {
    SwdHost host = board({.resident = Resident::Blinky});
    ASSERT_TRUE(host.connect());
    host.write(GetParam().freezeRegister, 1U << GetParam().freezeBit);
    host.write(GetParam().watchdog, 0xCCCC);
    static_cast<void>(host.word(dhcsrAddress));
    ASSERT_TRUE(host.halt());
    host.wait(10s);
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
    host.resume();
    host.wait(GetParam().period + 1ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
    host.write(GetParam().freezeRegister, 0);
    host.write(GetParam().watchdog, 0xCCCC);
    static_cast<void>(host.word(dhcsrAddress));
    ASSERT_TRUE(host.halt());
    host.wait(GetParam().period + 1ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
}

TEST_P(SimBoard, StartsAHardwareWatchdogWithEveryReset) {
    SwdHost host = board({.resident = Resident::Blinky, .hardwareWatchdog = true});
    ASSERT_TRUE(host.connect());
    static_cast<void>(host.word(dhcsrAddress));
    for (int i = 0; i < 3; ++i) {
        host.wait(GetParam().period + 1ms);
        EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U) << i;
    }
}

TEST_P(SimBoard, TellsASoftwareResetFromAPowerUp) {
    SwdHost host = board({.resident = Resident::Blinky});
    ASSERT_TRUE(host.connect());
    EXPECT_FALSE(flag(host, GetParam().softwareFlag));
    EXPECT_NE(host.word(GetParam().resetFlags), 0U);
    host.write(GetParam().resetFlags, 1U << GetParam().removeFlag);
    host.write(aircrAddress, 0x05FA0004);
    host.clearErrors();
    host.wait(1ms);
    EXPECT_TRUE(flag(host, GetParam().softwareFlag));
}

TEST_P(SimBoard, WithSleepingFirmwareAnswersNothingButWaitAfterAWhile) {
    SwdHost host = board({.resident = Resident::Sleeper});
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.read(0x20000000).ack, Ack::Wait);
    host.abort();
    EXPECT_EQ(host.write(dhcsrAddress, dhcsrHalt), Ack::Wait);
}

TEST_P(SimBoard, WithSleepingFirmwareIsCaughtUnderReset) {
    SwdHost host = board({.resident = Resident::Sleeper});
    host.target().setNrst(true, host.now());
    ASSERT_TRUE(host.connect());
    host.write(dhcsrAddress, dhcsrRun);
    host.write(demcrAddress, catchReset);
    host.target().setNrst(false, host.now());
    host.wait(100ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateHalted, 0U);
    EXPECT_EQ(host.read(0x20000000).ack, Ack::Ok);
}

TEST_P(SimBoard, WithSleepingFirmwareStaysInReachOnceTheDebugUnitKeepsItsClocks) {
    SwdHost host = board({.resident = Resident::Sleeper});
    host.target().setNrst(true, host.now());
    ASSERT_TRUE(host.connect());
    if (GetParam().chip == Chip::H725) {
        host.selectAp(2);
        host.write(0xE00E1004, 7);
        host.selectAp(0);
    } else {
        host.write(0xE0042004, 7);
    }
    host.target().setNrst(false, host.now());
    host.wait(100ms);
    EXPECT_EQ(host.read(0x20000000).ack, Ack::Ok);
    EXPECT_NE(host.word(dhcsrAddress) & (1U << 18U), 0U);
    EXPECT_TRUE(host.halt());
}

TEST_P(SimBoard, WithAPinThiefIsSilentSomeMillisecondsAfterReset) {
    SwdHost host = board({.resident = Resident::PinThief});
    host.lineReset();
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Silence);
    host.target().setNrst(true, host.now());
    ASSERT_TRUE(host.connect());
    host.target().setNrst(false, host.now());
    host.wait(500us);
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Ok);
    host.wait(10ms);
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Silence);
}

TEST_P(SimBoard, WithAPinThiefIsFreeAgainWhenTheFirmwareIsErased) {
    SwdHost host = board({.resident = Resident::PinThief});
    for (std::uint32_t i = 0; i < 1024; ++i) {
        host.target().tamperFlash(i, 0xFF);
    }
    host.target().setNrst(true, host.now());
    host.target().setNrst(false, host.now() + 1ms);
    host.wait(20ms);
    EXPECT_TRUE(host.connect());
}

TEST_P(SimBoard, IsDarkWithoutPower) {
    SwdHost host = board({.millivolts = 3312});
    EXPECT_EQ(host.target().millivolts(host.now()), 3312U);
    host.target().setPower(false, host.now());
    EXPECT_EQ(host.target().millivolts(host.now()), 0U);
    EXPECT_FALSE(host.connect());
    host.target().setPower(true, host.now());
    host.wait(1ms);
    EXPECT_TRUE(host.connect());
}

TEST_P(SimBoard, IsResetByABrownOut) {
    SwdHost host = board({.resident = Resident::Blinky});
    ASSERT_TRUE(host.connect());
    host.write(demcrAddress, 0x01000000);
    host.target().setMillivolts(1500, host.now());
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Silence);
    host.wait(1ms);
    host.target().setMillivolts(3300, host.now());
    host.wait(1ms);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(demcrAddress), 0U);
}

TEST(SimRcc, TakesTheF4ToItsFullSpeed) {
    SwdHost host(BoardSpec{.chip = Chip::F407, .resident = Resident::Blinky});
    host.freezeWire();
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    host.write(0xE0001000, 1);
    const auto cyclesPerMillisecond = [&host] {
        host.write(0xE0001004, 0);
        host.resume();
        host.wait(1ms);
        host.halt();
        return host.word(0xE0001004);
    };
    host.write(demcrAddress, 0x01000000);
    EXPECT_NEAR(cyclesPerMillisecond(), 16'000U, 10);
    host.write(0x40023804, 0x24402A08 & ~0x00400000U); // PLL: 16 MHz / 8 * 168 / 2
    host.write(0x40023800, 0x01000083);
    EXPECT_EQ(host.word(0x40023800) & (1U << 25U), 0U);
    host.write(0x40023808, 2);
    EXPECT_EQ(host.word(0x40023808) & 0xCU, 0U);
    host.wait(1ms);
    EXPECT_NE(host.word(0x40023800) & (1U << 25U), 0U);
    EXPECT_EQ(host.word(0x40023808) & 0xCU, 8U);
    EXPECT_NEAR(cyclesPerMillisecond(), 168'000U, 10);
}

TEST(SimRcc, FollowsTheRangeOfTheL4Oscillator) {
    SwdHost host(BoardSpec{.chip = Chip::L476, .resident = Resident::Blinky});
    host.freezeWire();
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    host.write(0xE0001000, 1);
    for (const auto& [control, expected] :
         {std::pair{0x63U, 4'000U}, {0x6BU, 4'000U}, {0xBBU, 48'000U}}) {
        host.write(0x40021000, control);
        host.write(0xE0001004, 0);
        host.resume();
        host.wait(1ms);
        host.halt();
        EXPECT_NEAR(host.word(0xE0001004), expected, 10) << control;
    }
}

constexpr std::uint32_t vosrOfU575 = 0x4602080C;

/// An U575 in range 1 with PLL1 at 160 MHz, ready to be switched to.
void prepareTheFastU575(SwdHost& host) {
    host.freezeWire();
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    host.write(0x46020C94, 4);
    host.write(vosrOfU575, 0x30000);
    host.write(0x46020C28, 0x40001);
    host.write(0x46020C34, 0x0101024F);
    host.write(0x46020C00, 0x01000035);
    host.wait(1ms);
    ASSERT_NE(host.word(0x46020C00) & 1U << 25U, 0U);
}

TEST(SimRcc, BoostsTheSupplyOfAnU575FromTheSourceOfItsPll) {
    SwdHost host(BoardSpec{.chip = Chip::U575});
    prepareTheFastU575(host);
    host.write(0x46020C28, 0x40000); // the source is gone
    host.write(vosrOfU575, 0x70000);
    EXPECT_EQ(host.word(vosrOfU575) & 0x4000U, 0U);
    host.write(0x46020C28, 0x40001);
    EXPECT_NE(host.word(vosrOfU575) & 0x4000U, 0U);
    static_cast<void>(host.word(dhcsrAddress));
    host.write(0x46020C1C, 3);
    host.wait(1ms);
    EXPECT_EQ(host.word(0x46020C1C) & 0xCU, 0xCU);
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
}

TEST(SimRcc, BrownsOutAnU575ThatIsFastWithoutItsBooster) {
    SwdHost host(BoardSpec{.chip = Chip::U575});
    prepareTheFastU575(host);
    host.write(0x46020C1C, 3);
    host.wait(20ms);
    ASSERT_TRUE(host.connect());
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
    EXPECT_EQ(host.word(0x46020C1C) & 0xCU, 0U);
}

TEST(SimRcc, StartsEachChipAtItsResetClock) {
    for (const auto& [chip, expected] : {std::pair{Chip::H725, 64'000U},
                                         {Chip::F407, 16'000U},
                                         {Chip::F103, 8'000U},
                                         {Chip::L476, 4'000U},
                                         {Chip::G474, 16'000U}}) {
        SwdHost host(BoardSpec{.chip = chip, .resident = Resident::Blinky});
        host.freezeWire();
        ASSERT_TRUE(host.connect());
        ASSERT_TRUE(host.halt());
        host.write(0xE0001000, 1);
        host.write(0xE0001004, 0);
        host.resume();
        host.wait(1ms);
        host.halt();
        EXPECT_NEAR(host.word(0xE0001004), expected, 20) << name(chip);
    }
}

TEST(SimCrc, MatchesTheKnownCheckOfEachUnit) {
    struct Unit {
        Chip chip;
        std::uint32_t base;
        std::uint32_t clock;
        std::uint32_t bit;
        bool programmable;
    };

    for (const Unit& unit : {Unit{Chip::H725, 0x58024C00, 0x580244E0, 19, true},
                             Unit{Chip::F407, 0x40023000, 0x40023830, 12, false},
                             Unit{Chip::F103, 0x40023000, 0x40021014, 6, false},
                             Unit{Chip::L476, 0x40023000, 0x40021048, 12, true},
                             Unit{Chip::G474, 0x40023000, 0x40021048, 12, true}}) {
        SwdHost host(unit.chip);
        ASSERT_TRUE(host.connect());
        host.write(unit.base, 0x12345678);
        EXPECT_EQ(host.word(unit.base), 0U) << "no clock, no answer";
        host.write(unit.clock, host.word(unit.clock) | (1U << unit.bit));
        EXPECT_EQ(host.word(unit.base), 0xFFFFFFFFU);
        host.write(unit.base, 0x12345678);
        EXPECT_EQ(host.word(unit.base), 0xDF8A8A2BU) << name(unit.chip);
        if (!unit.programmable) {
            continue;
        }
        // CRC-32 of "1234" as every archive computes it, from the reversing options.
        host.write(unit.base + 8, 0xE1); // REV_OUT, REV_IN by word, RESET
        host.write(unit.base, 0x34333231);
        EXPECT_EQ(~host.word(unit.base), 0x9BE3E0A3U) << name(unit.chip);
        host.write(unit.base + 8, 0xA1); // by byte, fed byte by byte
        for (const std::uint32_t byte : {0x31U, 0x32U, 0x33U, 0x34U}) {
            host.write(unit.base, byte, 1);
        }
        EXPECT_EQ(~host.word(unit.base), 0x9BE3E0A3U) << name(unit.chip);
    }
}

} // namespace
} // namespace greenlight::sim
