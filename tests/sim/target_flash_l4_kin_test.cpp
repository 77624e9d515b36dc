#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

// What the controllers of the L4's kin do otherwise than those of L476 and G474.

namespace greenlight::sim {
namespace {

constexpr std::uint32_t base = 0x08000000;
constexpr std::uint32_t pg = 1, per = 2, mer1 = 4, mer2 = 1U << 15U, strt = 1U << 16U,
                        optstrt = 1U << 17U, fstpg = 1U << 18U, oblLaunch = 1U << 27U,
                        secProt = 1U << 28U;
constexpr std::uint32_t wrperr = 1U << 4U, pgaerr = 1U << 5U, miserr = 1U << 8U, fasterr = 1U << 9U,
                        hdpOptionError = 1U << 11U, optverr = 1U << 15U, bsy = 1U << 16U,
                        bsy2 = 1U << 17U, cfgbsy = 1U << 18U;
constexpr std::uint32_t acrEmpty = 1U << 16U, acrDebug = 1U << 18U, srEmpty = 1U << 17U;

constexpr std::uint32_t page(std::uint32_t number) { return number << 3U; }

/// A host in front of a halted chip whose flash is unlocked.
class Desk {
public:
    explicit Desk(const BoardSpec& spec)
        : host(spec)
        , m_registers(spec.chip == Chip::WB55 || spec.chip == Chip::WLE5 ? 0x58004000
                                                                         : 0x40022000) {
        host.freezeWire();
        begin();
    }

    explicit Desk(Chip chip) : Desk(BoardSpec{.chip = chip}) {}

    void begin() {
        EXPECT_TRUE(host.connect());
        EXPECT_TRUE(host.halt());
        host.write(keyr(), 0x45670123);
        host.write(keyr(), 0xCDEF89AB);
    }

    [[nodiscard]] std::uint32_t acr() const { return m_registers; }

    [[nodiscard]] std::uint32_t keyr() const { return m_registers + 0x08; }

    [[nodiscard]] std::uint32_t sr() const { return m_registers + 0x10; }

    [[nodiscard]] std::uint32_t cr() const { return m_registers + 0x14; }

    [[nodiscard]] std::uint32_t option(std::uint32_t offset) const { return m_registers + offset; }

    std::uint32_t status() { return host.word(sr()); }

    void control(std::uint32_t value) { host.write(cr(), value); }

    void program(std::uint32_t address, std::uint32_t value) {
        control(pg);
        host.write(address, value);
        host.write(address + 4, value);
        host.wait(1ms);
        control(0);
    }

    bool erased(std::uint32_t offset) {
        static_cast<void>(status()); // brings the chip up to now
        return host.target().flash()[offset] == 0xFF;
    }

    /// Writes an option register and has it loaded.
    void setOption(std::uint32_t offset, std::uint32_t value) {
        host.write(m_registers + 0x0C, 0x08192A3B);
        host.write(m_registers + 0x0C, 0x4C5D6E7F);
        host.write(option(offset), value);
        control(optstrt);
        host.wait(60ms);
        control(oblLaunch);
        host.wait(10ms);
        begin();
    }

    SwdHost host;

private:
    std::uint32_t m_registers;
};

TEST(SimFlashL4Kin, AnswersAtItsOwnAddressOnTheRadios) {
    for (const Chip chip : {Chip::WB55, Chip::WLE5}) {
        Desk desk(chip);
        EXPECT_EQ(desk.host.word(desk.cr()), 0x40000000U) << name(chip);
        EXPECT_EQ(desk.host.read(0x40022014).data, 0U) << "plain memory there";
        desk.program(base, 0x12345678);
        EXPECT_EQ(desk.host.word(base + 4), 0x12345678U);
    }
}

TEST(SimFlashL4Kin, SelectsTheSecondBankByBitThirteenOnTheG0B1) {
    Desk desk(Chip::G0B1);
    constexpr std::uint32_t bankTwo = 0x40000;
    desk.program(base, 0);
    desk.program(base + bankTwo, 0);
    desk.control(per | page(0) | 1U << 11U | strt);
    EXPECT_EQ(desk.status(), bsy | cfgbsy);
    desk.host.wait(30ms);
    EXPECT_TRUE(desk.erased(0)) << "bit 11 is a bit of the page number there, and not the bank";
    desk.control(per | page(0) | 1U << 13U | strt);
    EXPECT_EQ(desk.status(), bsy2 | cfgbsy);
    desk.host.wait(30ms);
    EXPECT_TRUE(desk.erased(bankTwo));
    desk.control(mer1 | mer2 | strt);
    EXPECT_EQ(desk.status(), bsy | bsy2 | cfgbsy);
}

TEST(SimFlashL4Kin, IsEngagedFromTheFirstHalfOfADoubleWord) {
    for (const Chip chip : {Chip::G071, Chip::C031, Chip::WB55, Chip::WLE5, Chip::U083}) {
        Desk desk(chip);
        desk.host.write(desk.sr(), optverr);
        desk.control(pg);
        desk.host.write(base, 1);
        EXPECT_EQ(desk.status(), cfgbsy) << name(chip);
        desk.control(per | page(1) | strt);
        EXPECT_EQ(desk.host.word(desk.cr()), pg | 0x40000000U) << "taken while engaged";
        desk.host.write(base + 4, 2);
        EXPECT_EQ(desk.status(), bsy | cfgbsy);
        desk.host.wait(100us);
        EXPECT_EQ(desk.status(), 0U);
    }
    Desk l4(Chip::L4R5);
    l4.control(pg);
    l4.host.write(base, 1);
    EXPECT_EQ(l4.status(), srEmpty);
}

TEST(SimFlashL4Kin, HasEightKilobytePagesInOneBankOnAnL4Plus) {
    Desk two(Chip::L4R5);
    two.program(base + 0x1000, 0);
    two.program(base + 0x100000, 0);
    two.control(per | page(1) | strt);
    two.host.wait(30ms);
    EXPECT_TRUE(two.erased(0x1000));
    two.control(per | page(0) | 1U << 11U | strt);
    two.host.wait(30ms);
    EXPECT_TRUE(two.erased(0x100000));

    Desk one(BoardSpec{.chip = Chip::L4R5, .joinedBanks = true});
    one.program(base + 0x2000, 0);
    one.program(base + 0x3FF8, 0);
    one.program(base + 0x100000, 0);
    one.control(per | page(1) | strt);
    one.host.wait(30ms);
    EXPECT_TRUE(one.erased(0x2000));
    EXPECT_TRUE(one.erased(0x3FF8));
    one.control(mer1 | strt);
    one.host.wait(30ms);
    EXPECT_FALSE(one.erased(0x100000)) << "joined banks want both bits";
    one.control(mer1 | mer2 | strt);
    one.host.wait(30ms);
    EXPECT_TRUE(one.erased(0x100000));
}

TEST(SimFlashL4Kin, TellsTheBanksOfATrimmedL4PlusByAnotherBit) {
    Desk desk(BoardSpec{.chip = Chip::L4R5, .flashKb = 1024, .joinedBanks = true});
    EXPECT_EQ(desk.host.word(desk.option(0x20)), 0xFFEFF8AAU & ~(1U << 21U));
    desk.program(base + 0x2000, 0);
    desk.control(per | page(1) | strt);
    desk.host.wait(30ms);
    EXPECT_TRUE(desk.erased(0x2000));
}

TEST(SimFlashL4Kin, HasRowsOfTheLengthOfItsFamily) {
    struct Row {
        Chip chip;
        std::uint32_t bytes;
        std::uint32_t clock; ///< register that raises the bus to 16 MHz; 0 = fast enough
    };

    for (const Row& row : {Row{Chip::L4R5, 512, 0x40021000}, Row{Chip::G071, 256, 0},
                           Row{Chip::C031, 128, 0}, Row{Chip::WLE5, 256, 0x58000000}}) {
        Desk desk(row.chip);
        if (row.clock != 0) {
            desk.host.write(row.clock, 0x8B);
        }
        desk.control(mer1 | (row.chip == Chip::L4R5 ? mer2 : 0U) | strt);
        desk.host.wait(30ms);
        desk.control(fstpg);
        for (std::uint32_t i = 0; i < row.bytes; i += 4) {
            desk.host.write(base + row.bytes + i, i);
        }
        EXPECT_NE(desk.status() & bsy, 0U) << name(row.chip);
        desk.host.wait(4ms);
        EXPECT_EQ(desk.status() & 0xFFFFU, 0U) << name(row.chip);
        EXPECT_EQ(desk.host.word(base + 2 * row.bytes - 4), row.bytes - 4);
    }
}

TEST(SimFlashL4Kin, RefusesAFastRowBelowEightMegahertz) {
    Desk desk(Chip::WLE5);
    desk.control(mer1 | strt);
    desk.host.wait(30ms);
    desk.control(fstpg);
    desk.host.write(base, 1);
    EXPECT_EQ(desk.status() & 0xFFFFU, fasterr);
}

TEST(SimFlashL4Kin, EndsARowThatIsNotContinuedInTime) {
    Desk desk(Chip::G071);
    desk.control(mer1 | strt);
    desk.host.wait(30ms);
    desk.control(fstpg);
    desk.host.write(base, 1);
    desk.host.write(base + 4, 2);
    EXPECT_EQ(desk.status(), bsy | cfgbsy);
    desk.host.wait(1ms);
    EXPECT_EQ(desk.status(), miserr | fasterr) << "whether or not another word comes";
}

TEST(SimFlashL4Kin, ShowsAnOptionErrorAfterEveryResetOfAWb) {
    Desk desk(Chip::WB55);
    EXPECT_EQ(desk.status(), optverr);
    desk.host.write(desk.sr(), optverr);
    EXPECT_EQ(desk.status(), 0U);
    ASSERT_TRUE(desk.host.resetAndHalt());
    EXPECT_EQ(desk.status(), optverr);
    EXPECT_EQ(Desk(Chip::WLE5).status(), 0U);
}

TEST(SimFlashL4Kin, KeepsWhatBelongsToTheOtherCoreOfAWb) {
    Desk desk(Chip::WB55);
    desk.host.write(desk.sr(), optverr);
    const std::uint32_t foreign = base + 0xF4 * 4096;
    EXPECT_EQ(desk.host.word(desk.option(0x80)), 0xF4U);
    EXPECT_EQ(desk.host.read(foreign - 4).ack, Ack::Ok);
    EXPECT_EQ(desk.host.read(foreign).ack, Ack::Fault);
    desk.host.clearErrors();
    desk.host.write(desk.sr(), 0xFFFF);
    desk.control(per | page(0xF4) | strt);
    EXPECT_EQ(desk.status(), wrperr);
    desk.host.write(desk.sr(), wrperr);
    desk.control(per | page(0xF3) | strt);
    EXPECT_EQ(desk.status(), bsy | cfgbsy);
    desk.host.wait(30ms);
    desk.control(mer1 | strt);
    EXPECT_EQ(desk.status(), wrperr) << "a mass erase would hit it";
    desk.host.write(desk.sr(), wrperr);
    desk.control(pg);
    desk.host.write(foreign, 1);
    EXPECT_EQ(desk.status(), wrperr);
}

TEST(SimFlashL4Kin, LeavesTheOtherCoresFlashInARegression) {
    SwdHost host(BoardSpec{.chip = Chip::WB55, .rdpLevel = 1});
    host.target().tamperFlash(0x100, 0);
    host.target().tamperFlash(0xF5000, 0);
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    host.write(0x58004008, 0x45670123);
    host.write(0x58004008, 0xCDEF89AB);
    host.write(0x5800400C, 0x08192A3B);
    host.write(0x5800400C, 0x4C5D6E7F);
    host.write(0x58004020, host.word(0x58004020) | 0xAA);
    host.write(0x58004014, optstrt);
    host.wait(60ms);
    EXPECT_EQ(host.word(0x58004010) & bsy, 0U);
    EXPECT_EQ(host.target().flash()[0x100], 0xFF);
    EXPECT_EQ(host.target().flash()[0xF5000], 0);
}

TEST(SimFlashL4Kin, HidesCodeAreasFromDebuggersByUnitsOfTheFamily) {
    struct Part {
        Chip chip;
        std::uint32_t unit;
    };

    for (const Part& part : {Part{Chip::G071, 512}, Part{Chip::L476, 8}, Part{Chip::WB55, 2048}}) {
        Desk desk(part.chip);
        desk.setOption(0x24, 4);
        desk.setOption(0x28, 4);
        desk.host.write(desk.sr(), 0xFFFF);
        EXPECT_EQ(desk.host.read(base + 4 * part.unit - 4).ack, Ack::Ok) << name(part.chip);
        EXPECT_EQ(desk.host.read(base + 4 * part.unit).ack, Ack::Fault);
        desk.host.clearErrors();
        EXPECT_EQ(desk.host.read(base + 5 * part.unit).ack, Ack::Ok);
        EXPECT_NE(desk.status() & 1U << 14U, 0U);
        desk.host.write(desk.sr(), 0xFFFF);
        desk.control(per | page(part.chip == Chip::G071 ? 1 : (part.unit == 8 ? 0 : 2)) | strt);
        EXPECT_EQ(desk.status() & 0xFFFFU, wrperr);
    }
}

TEST(SimFlashL4Kin, ShutsTheDebuggerOutWhenFirmwareSaysSo) {
    for (const Chip chip : {Chip::G474, Chip::G071, Chip::C031, Chip::U083}) {
        Desk desk(chip);
        EXPECT_NE(desk.host.word(desk.acr()) & acrDebug, 0U) << name(chip);
        desk.host.write(desk.acr(), desk.host.word(desk.acr()) & ~acrDebug);
        EXPECT_EQ(desk.host.read(base).ack, Ack::Fault) << name(chip);
        desk.host.clearErrors();
        ASSERT_TRUE(desk.host.resetAndHalt());
        EXPECT_EQ(desk.host.read(base).ack, Ack::Ok) << "until the next reset";
    }
}

TEST(SimFlashL4Kin, HidesSecurableMemoryOnceItIsClosed) {
    Desk desk(Chip::G071);
    desk.setOption(0x80, 2);
    EXPECT_EQ(desk.host.read(base).ack, Ack::Ok);
    desk.control(secProt);
    EXPECT_EQ(desk.host.read(base + 0xFFC).ack, Ack::Fault);
    desk.host.clearErrors();
    EXPECT_EQ(desk.host.read(base + 0x1000).ack, Ack::Ok);
    desk.control(0);
    EXPECT_EQ(desk.host.word(desk.cr()) & secProt, secProt) << "set only";
}

TEST(SimFlashL4Kin, RemembersThatItWasEmptyUntilItIsToldOrPoweredAgain) {
    for (const Chip chip : {Chip::G071, Chip::C031, Chip::WB55, Chip::WLE5, Chip::U083}) {
        Desk desk(chip);
        EXPECT_NE(desk.host.word(desk.acr()) & acrEmpty, 0U) << name(chip);
        desk.host.write(desk.sr(), optverr);
        desk.program(base, 0x20001000);
        ASSERT_TRUE(desk.host.resetAndHalt());
        EXPECT_NE(desk.host.word(desk.acr()) & acrEmpty, 0U) << name(chip);
        EXPECT_GE(desk.host.coreRegister(15), 0x1FFF0000U) << "in the boot loader";
        desk.host.write(desk.acr(), desk.host.word(desk.acr()) & ~acrEmpty);
        ASSERT_TRUE(desk.host.resetAndHalt());
        EXPECT_EQ(desk.host.word(desk.acr()) & acrEmpty, 0U);
        EXPECT_EQ(desk.host.coreRegister(13), 0x20001000U);
    }
}

TEST(SimFlashL4Kin, TogglesTheEmptyFlagOfAnL4PlusByWritingOne) {
    Desk desk(Chip::L4R5);
    EXPECT_EQ(desk.status(), srEmpty);
    desk.host.write(desk.sr(), 0xFFFF);
    EXPECT_EQ(desk.status(), srEmpty);
    desk.host.write(desk.sr(), srEmpty);
    EXPECT_EQ(desk.status(), 0U);
    desk.host.write(desk.sr(), srEmpty);
    EXPECT_EQ(desk.status(), srEmpty);
}

TEST(SimFlashL4Kin, RefusesToMoveAHideAreaThatIsOn) {
    Desk desk(Chip::U083);
    desk.setOption(0x80, 0xB4000001);
    desk.host.write(desk.option(0x0C), 0x08192A3B);
    desk.host.write(desk.option(0x0C), 0x4C5D6E7F);
    desk.host.write(desk.option(0x80), 0xB4000000);
    desk.control(optstrt);
    EXPECT_EQ(desk.status(), hdpOptionError);
    desk.host.write(desk.sr(), hdpOptionError);
    EXPECT_EQ(desk.status(), 0U);
}

TEST(SimFlashL4Kin, CountsTheAreasOfBothBanksThroughWhenTheyAreJoined) {
    Desk desk(BoardSpec{.chip = Chip::L4R5, .joinedBanks = true});
    desk.setOption(0x4C, 0xFF05FF05);
    desk.control(per | page(5) | strt);
    EXPECT_EQ(desk.status() & 0xFFFFU, wrperr);
    desk.host.write(desk.sr(), wrperr);
    desk.control(per | page(4) | strt);
    EXPECT_EQ(desk.status() & 0xFFFFU, 0U);
}

TEST(SimFlashL4Kin, RefusesRowsOffTheirBoundary) {
    Desk desk(Chip::L4R5);
    desk.host.write(0x40021000, 0x8B);
    desk.control(mer1 | mer2 | strt);
    desk.host.wait(30ms);
    desk.control(fstpg);
    desk.host.write(base + 256, 1);
    EXPECT_EQ(desk.status() & 0xFFFFU, pgaerr | fasterr);
}

} // namespace
} // namespace greenlight::sim
