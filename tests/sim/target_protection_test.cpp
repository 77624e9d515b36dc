#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

using Resident = BoardSpec::Resident;

class SimProtection : public testing::TestWithParam<Chip> {};

INSTANTIATE_TEST_SUITE_P(Chips, SimProtection, testing::ValuesIn(allChips),
                         [](const auto& chip) { return std::string(name(chip.param)); });

TEST_P(SimProtection, OfLevelOneHidesTheFlashAndNothingElse) {
    SwdHost host(BoardSpec{.chip = GetParam(), .resident = Resident::Blinky, .rdpLevel = 1});
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.read(0x08000000).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.write(0x08000000, 0), Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.read(0x20000000).ack, Ack::Ok);
    host.openDebugUnit();
    EXPECT_NE(host.word(debugUnitOf(GetParam())), 0U);
    EXPECT_EQ(host.target().flash()[0], 0x00); // the image is still there
    EXPECT_EQ(host.target().flash()[3], 0x20);
}

TEST_P(SimProtection, OfLevelOneLetsTheFirmwareRunUntilADebuggerCame) {
    SwdHost host(BoardSpec{.chip = GetParam(), .resident = Resident::Blinky, .rdpLevel = 1});
    EXPECT_TRUE(host.target().running(host.now()));
    ASSERT_TRUE(host.connect());
    host.write(dhcsrAddress, dhcsrRun);
    host.wait(1ms);
    EXPECT_FALSE(host.target().running(host.now()));
    EXPECT_NE(host.word(dhcsrAddress) & stateLockedUp, 0U);
    host.write(dhcsrAddress, 0xA05F0000);
    host.write(aircrAddress, 0x05FA0004);
    host.wait(1ms);
    EXPECT_FALSE(host.target().running(host.now())); // a reset is not enough
    host.target().setPower(false, host.now());
    host.target().setPower(true, host.now());
    host.wait(10ms);
    EXPECT_TRUE(host.target().running(host.now()));
}

TEST_P(SimProtection, OfLevelTwoLeavesNoDebugPort) {
    if (GetParam() == Chip::F103 || GetParam() == Chip::F103XL) {
        return; // has no level 2
    }
    SwdHost host(BoardSpec{.chip = GetParam(), .resident = Resident::Blinky, .rdpLevel = 2});
    EXPECT_FALSE(host.connect());
    EXPECT_TRUE(host.target().running(host.now()));
}

TEST_P(SimProtection, OfLevelOneRefusesToEraseAlone) {
    if (GetParam() == Chip::F103 || GetParam() == Chip::F103XL) {
        return; // the F1 protects only its first pages then; see its own tests
    }
    SwdHost host(BoardSpec{.chip = GetParam(), .resident = Resident::Blinky, .rdpLevel = 1});
    ASSERT_TRUE(host.connect());

    struct Registers {
        std::uint32_t key;
        std::uint32_t control;
        std::uint32_t start;
    };

    const auto registersOf = [](Chip chip) -> Registers {
        switch (chip) {
        case Chip::H725:
            return {0x52002004, 0x5200200C, 0xB4};
        case Chip::F072:
        case Chip::F303:
            return {0x40022004, 0x40022010, 0x44};
        case Chip::L476:
        case Chip::G474:
            return {0x40022008, 0x40022014, 0x10002};
        default:
            return {0x40023C04, 0x40023C10, 0x10202};
        }
    };
    const Registers where = registersOf(GetParam());
    host.write(where.key, 0x45670123);
    host.write(where.key, 0xCDEF89AB);
    host.write(where.control, where.start);
    host.wait(5s);
    static_cast<void>(host.word(dhcsrAddress));
    EXPECT_EQ(host.target().flash()[3], 0x20);
}

TEST(SimProtectionF4, GoesToLevelOneAndBackByOptionStart) {
    constexpr std::uint32_t optkeyr = 0x40023C08;
    constexpr std::uint32_t sr = 0x40023C0C;
    constexpr std::uint32_t optcr = 0x40023C14;
    SwdHost host(BoardSpec{.chip = Chip::F407, .resident = Resident::Blinky});
    host.freezeWire();
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    host.write(optkeyr, 0x08192A3B);
    host.write(optkeyr, 0x4C5D6E7F);
    host.write(optcr, 0x0FFF55EE);
    host.wait(400ms);
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(host.read(0x08000000).ack, Ack::Fault);
    host.clearErrors();
    host.write(optcr, 0x0FFFAAEE);
    host.wait(16s - 1ns);
    EXPECT_NE(host.word(sr), 0U);
    host.wait(1ns);
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(host.word(0x08000000), 0xFFFFFFFFU);
    EXPECT_EQ(host.word(optcr), 0x0FFFAAECU);
}

TEST(SimProtectionF4, KeepsAHalfErasedFlashWhenPowerDiesInTheRegression) {
    SwdHost host(BoardSpec{.chip = Chip::F407, .resident = Resident::Blinky, .rdpLevel = 1});
    ASSERT_TRUE(host.connect());
    host.write(0x40023C08, 0x08192A3B);
    host.write(0x40023C08, 0x4C5D6E7F);
    host.write(0x40023C14, 0x0FFFAAEE);
    host.wait(5s);
    host.target().setPower(false, host.now());
    host.target().setPower(true, host.now());
    host.wait(10ms);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.read(0x08000000).ack, Ack::Fault); // still level 1
}

} // namespace
} // namespace greenlight::sim
