#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t base = 0x08000000;
constexpr std::uint32_t keyr = 0x40022008, optkeyr = 0x4002200C, sr = 0x40022010, cr = 0x40022014,
                        eccr = 0x40022018, optr = 0x40022020, wrp1ar = 0x4002202C,
                        wrp2br = 0x40022050;
constexpr std::uint32_t pg = 1, per = 2, mer1 = 4, bker = 1U << 11U, mer2 = 1U << 15U,
                        strt = 1U << 16U, optstrt = 1U << 17U, fstpg = 1U << 18U, eopie = 1U << 24U,
                        oblLaunch = 1U << 27U;
constexpr std::uint32_t eop = 1, progerr = 1U << 3U, wrperr = 1U << 4U, pgaerr = 1U << 5U,
                        sizerr = 1U << 6U, pgserr = 1U << 7U, miserr = 1U << 8U, fasterr = 1U << 9U,
                        rderr = 1U << 14U, bsy = 1U << 16U;

constexpr std::uint32_t page(std::uint32_t number) { return number << 3U; }

struct Part {
    Chip chip;
    std::uint32_t bankTwo;
    Duration doubleWord;
};

class SimFlashL4 : public testing::TestWithParam<Part> {
protected:
    SimFlashL4() : SimFlashL4(BoardSpec{}) {}

    explicit SimFlashL4(BoardSpec spec) : host(withChip(spec)) {
        host.freezeWire();
        EXPECT_TRUE(host.connect());
        EXPECT_TRUE(host.halt());
    }

    static BoardSpec withChip(BoardSpec spec) {
        spec.chip = GetParam().chip;
        return spec;
    }

    void unlock() {
        host.write(keyr, 0x45670123);
        host.write(keyr, 0xCDEF89AB);
    }

    void unlockOptions() {
        host.write(optkeyr, 0x08192A3B);
        host.write(optkeyr, 0x4C5D6E7F);
    }

    void expectReadyAfter(Duration time) {
        host.wait(time - 1ns);
        EXPECT_NE(host.word(sr) & bsy, 0U);
        host.wait(1ns);
        EXPECT_EQ(host.word(sr) & bsy, 0U);
    }

    void program(std::uint32_t address, std::uint32_t low, std::uint32_t high) {
        host.write(address, low);
        host.write(address + 4, high);
    }

    /// L4 parts start from 4 MHz, which is too slow for fast rows.
    void raiseClock() {
        constexpr std::uint32_t rccControl = 0x40021000;
        if (GetParam().chip == Chip::L476) {
            host.write(rccControl, 0x8B); // MSI range 8 from this register: 16 MHz
        }
    }

    void reconnect() {
        host.wait(10ms);
        ASSERT_TRUE(host.connect());
    }

    SwdHost host;
};

INSTANTIATE_TEST_SUITE_P(Parts, SimFlashL4,
                         testing::Values(Part{Chip::L476, 0x80000, 81690ns},
                                         Part{Chip::G474, 0x40000, 81700ns}),
                         [](const auto& part) { return std::string(name(part.param.chip)); });

TEST_P(SimFlashL4, IsLockedAfterResetAndAfterAWrongKey) {
    EXPECT_EQ(host.word(cr), 0xC0000000U);
    EXPECT_EQ(host.word(optr), 0xFFEFF8AAU);
    unlock();
    EXPECT_EQ(host.word(cr), 0x40000000U);
    unlockOptions();
    EXPECT_EQ(host.word(cr), 0U);
    host.write(cr, 1U << 31U);
    EXPECT_EQ(host.word(cr), 0xC0000000U);
    EXPECT_EQ(host.write(keyr, 1), Ack::Fault);
    host.clearErrors();
    unlock();
    host.clearErrors();
    EXPECT_EQ(host.word(cr), 0xC0000000U);
}

TEST_P(SimFlashL4, NeedsTheFlashUnlockedBeforeTheOptions) {
    unlockOptions();
    EXPECT_EQ(host.word(cr), 0xC0000000U);
    unlock();
    unlockOptions();
    EXPECT_EQ(host.word(cr), 0U);
}

TEST_P(SimFlashL4, ProgramsADoubleWordWithItsSecondHalf) {
    unlock();
    host.write(cr, pg);
    host.write(base + 8, 0x11111111);
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(host.word(base + 8), 0xFFFFFFFFU);
    host.write(base + 12, 0x22222222);
    expectReadyAfter(GetParam().doubleWord);
    EXPECT_EQ(host.word(base + 8), 0x11111111U);
    EXPECT_EQ(host.word(base + 12), 0x22222222U);
    EXPECT_EQ(host.word(sr), 0U); // no EOP without EOPIE
}

TEST_P(SimFlashL4, ShowsTheEndOnlyWhenAskedTo) {
    unlock();
    host.write(cr, pg | eopie);
    program(base, 1, 2);
    EXPECT_EQ(host.word(sr), bsy);
    host.wait(GetParam().doubleWord);
    EXPECT_EQ(host.word(sr), eop);
}

TEST_P(SimFlashL4, ErasesAPageOfItsBankInTwentyTwoMilliseconds) {
    const std::uint32_t bankTwo = GetParam().bankTwo;
    for (const std::uint32_t offset : {0x7FFU, 0x800U, 0xFFFU, 0x1000U, bankTwo + 0x800}) {
        host.target().tamperFlash(offset, 0);
    }
    unlock();
    host.write(cr, per | page(1) | strt);
    expectReadyAfter(22020us);
    EXPECT_EQ(host.target().flash()[0x7FF], 0);
    EXPECT_EQ(host.target().flash()[0x800], 0xFF);
    EXPECT_EQ(host.target().flash()[0xFFF], 0xFF);
    EXPECT_EQ(host.target().flash()[0x1000], 0);
    EXPECT_EQ(host.target().flash()[bankTwo + 0x800], 0);
    host.write(cr, per | page(1) | bker | strt);
    expectReadyAfter(22020us);
    EXPECT_EQ(host.target().flash()[bankTwo + 0x800], 0xFF);
}

TEST_P(SimFlashL4, ErasesOneBankOrBothInTheSameTime) {
    const std::uint32_t bankTwo = GetParam().bankTwo;
    host.target().tamperFlash(bankTwo - 1, 0);
    host.target().tamperFlash(bankTwo, 0);
    unlock();
    host.write(cr, mer1 | strt);
    expectReadyAfter(22130us);
    EXPECT_EQ(host.target().flash()[bankTwo - 1], 0xFF);
    EXPECT_EQ(host.target().flash()[bankTwo], 0);
    host.target().tamperFlash(0, 0);
    host.write(cr, mer2 | strt);
    expectReadyAfter(22130us);
    EXPECT_EQ(host.target().flash()[bankTwo], 0xFF);
    EXPECT_EQ(host.target().flash()[0], 0);
    host.write(cr, mer1 | mer2 | strt);
    expectReadyAfter(22130us);
    EXPECT_EQ(host.target().flash()[0], 0xFF);
}

TEST_P(SimFlashL4, RefusesAStoreWithoutPg) {
    unlock();
    host.write(base, 1);
    EXPECT_EQ(host.word(sr), pgserr);
}

TEST_P(SimFlashL4, RefusesNarrowStores) {
    unlock();
    host.write(cr, pg);
    host.write(base, 1, 1);
    EXPECT_EQ(host.word(sr), sizerr);
    host.write(sr, sizerr);
    host.write(base, 1, 2);
    EXPECT_EQ(host.word(sr), sizerr);
}

TEST_P(SimFlashL4, RefusesTheHighHalfFirst) {
    unlock();
    host.write(cr, pg);
    host.write(base + 4, 1);
    EXPECT_EQ(host.word(sr), pgaerr);
}

TEST_P(SimFlashL4, RefusesASecondHalfElsewhere) {
    unlock();
    host.write(cr, pg);
    host.write(base, 1);
    host.write(base + 8, 2);
    EXPECT_EQ(host.word(sr), pgaerr | pgserr);
}

TEST_P(SimFlashL4, RefusesADoubleWordThatIsNotErased) {
    unlock();
    host.write(cr, pg);
    program(base, 0xFFFFFFFF, 0xFFFFFFFF); // still reads as erased, and is not
    host.wait(GetParam().doubleWord);
    EXPECT_EQ(host.word(sr), 0U);
    program(base, 1, 2);
    EXPECT_EQ(host.word(sr), progerr);
    host.write(sr, progerr);
    host.wait(1ms);
    EXPECT_EQ(host.word(base), 0xFFFFFFFFU);
    program(base, 0, 0); // all zeros may always be written
    expectReadyAfter(GetParam().doubleWord);
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(host.read(base).data, 0U);
}

TEST_P(SimFlashL4, ProgramsNothingWhileAnErrorStands) {
    unlock();
    host.write(cr, pg);
    host.write(base, 1, 1);
    program(base, 1, 2);
    EXPECT_EQ(host.word(sr), sizerr | pgserr);
    host.write(sr, sizerr);
    program(base, 1, 2);
    EXPECT_EQ(host.word(sr), pgserr);
    host.write(sr, pgserr);
    program(base, 1, 2);
    expectReadyAfter(GetParam().doubleWord);
    EXPECT_EQ(host.word(base), 1U);
}

TEST_P(SimFlashL4, RefusesAPageThatIsNotThere) {
    if (GetParam().chip == Chip::L476) {
        SwdHost small(BoardSpec{.chip = Chip::L476, .flashKb = 256});
        ASSERT_TRUE(small.connect());
        small.write(keyr, 0x45670123);
        small.write(keyr, 0xCDEF89AB);
        small.write(cr, per | page(64) | strt);
        EXPECT_EQ(small.word(sr), pgserr);
        return;
    }
    unlock();
    host.write(cr, per | page(128) | strt);
    EXPECT_EQ(host.word(sr), pgserr);
}

TEST_P(SimFlashL4, IgnoresItsControlRegisterWhileLockedOrBusy) {
    host.write(cr, per | strt);
    EXPECT_EQ(host.word(sr), 0U);
    unlock();
    host.write(cr, per | page(1) | strt);
    host.write(cr, mer1 | mer2 | strt);
    EXPECT_EQ(host.word(cr) & (mer1 | mer2), 0U);
    expectReadyAfter(22020us);
}

TEST_P(SimFlashL4, ReadsTheOtherBankWhileOneWorks) {
    unlock();
    host.write(cr, per | page(0) | strt);
    EXPECT_EQ(host.read(base + GetParam().bankTwo).ack, Ack::Ok);
    EXPECT_EQ(host.read(base + 0x4000).ack, Ack::Wait);
    host.wait(22020us);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Ok);
    host.write(cr, per | page(0) | bker | strt);
    EXPECT_EQ(host.read(base).ack, Ack::Ok);
    EXPECT_EQ(host.read(base + GetParam().bankTwo + 0x4000).ack, Ack::Wait);
}

TEST_P(SimFlashL4, FaultsOnADoubleWordThatAResetInterrupted) {
    unlock();
    host.write(cr, pg);
    program(base + 0x100, 0, 0);
    host.wait(40us);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.read(base + 0x100).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.word(eccr), (1U << 31U) | 0x100U);
    host.write(eccr, 1U << 31U);
    EXPECT_EQ(host.word(eccr) >> 31U, 0U);
    EXPECT_EQ(host.read(base + 0x108).ack, Ack::Ok);
}

TEST_P(SimFlashL4, ProgramsARowFastAfterAMassErase) {
    raiseClock();
    unlock();
    host.write(cr, mer1 | strt);
    host.wait(22130us);
    host.write(cr, fstpg);
    const Instant begun = host.now();
    for (std::uint32_t i = 0; i < 64; ++i) {
        host.write(base + 0x300 + 4 * i, i);
        host.wait(1us);
    }
    EXPECT_EQ(host.word(sr), bsy);
    host.wait(1910us - (host.now() - begun) - 1ns);
    EXPECT_EQ(host.word(sr), bsy);
    host.wait(1ns);
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(host.word(base + 0x300), 0U);
    EXPECT_EQ(host.word(base + 0x3FC), 63U);
}

TEST_P(SimFlashL4, RefusesAFastRowWithoutMassEraseOrOffItsBoundary) {
    unlock();
    host.write(cr, fstpg);
    host.write(base, 1);
    EXPECT_EQ(host.word(sr), fasterr | pgserr | pgaerr);
    host.write(sr, 0xFFFFFFFF);
    host.write(cr, mer1 | strt);
    host.wait(22130us);
    host.write(cr, fstpg);
    host.write(base + 8, 1);
    EXPECT_EQ(host.word(sr), pgaerr | fasterr);
}

TEST_P(SimFlashL4, LosesAFastRowWithAGapInIt) {
    raiseClock();
    unlock();
    host.write(cr, mer1 | strt);
    host.wait(22130us);
    host.write(cr, fstpg);
    host.write(base, 1);
    host.wait(1ms);
    host.write(base + 4, 2);
    EXPECT_EQ(host.word(sr), miserr | fasterr);
}

TEST_P(SimFlashL4, LoadsOptionsByLaunchWithALinkThatDropsForMilliseconds) {
    unlock();
    unlockOptions();
    host.write(wrp1ar, 0xFF03FF02); // pages 2 and 3
    host.write(cr, optstrt);
    expectReadyAfter(22020us);
    host.write(cr, per | page(2) | strt);
    EXPECT_EQ(host.word(sr) & wrperr, 0U); // not loaded yet
    host.wait(23ms);
    host.write(cr, oblLaunch);
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Silence);
    host.lineReset();
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Silence);
    reconnect();
    EXPECT_EQ(host.word(wrp1ar), 0xFF03FF02U);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
    unlock();
    host.write(cr, per | page(2) | strt);
    EXPECT_EQ(host.word(sr), wrperr);
}

TEST_P(SimFlashL4, ForgetsOptionsThatWereNotStarted) {
    unlock();
    unlockOptions();
    host.write(wrp2br, 0xFF7FFF00);
    EXPECT_EQ(host.word(wrp2br), 0xFF7FFF00U);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(wrp2br), 0xFF00FFFFU);
}

TEST_P(SimFlashL4, IgnoresOptionRegistersWhileTheyAreLocked) {
    unlock();
    host.write(optr, 0);
    EXPECT_EQ(host.word(optr), 0xFFEFF8AAU);
    host.write(cr, optstrt);
    EXPECT_EQ(host.word(sr), 0U);
}

TEST_P(SimFlashL4, ErasesEverythingOnTheWayBackFromLevelOne) {
    host.target().tamperFlash(0, 0x55);
    unlock();
    unlockOptions();
    host.write(optr, 0xFFEFF800);
    host.write(cr, optstrt);
    host.wait(23ms);
    EXPECT_EQ(host.read(base).ack, Ack::Ok);
    host.write(cr, oblLaunch);
    reconnect();
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_NE(host.word(sr) & rderr, 0U);
    EXPECT_EQ(host.read(0x20000000).ack, Ack::Ok);
    host.write(sr, rderr);
    host.write(dhcsrAddress, dhcsrHalt);
    unlock();
    unlockOptions();
    host.write(optr, 0xFFEFF8AA);
    host.write(cr, optstrt);
    expectReadyAfter(22130us + 22020us);
    EXPECT_EQ(host.target().flash()[0], 0xFF);
    host.write(cr, oblLaunch);
    reconnect();
    EXPECT_EQ(host.read(base).data, 0xFFFFFFFFU);
}

TEST(SimFlashG4, KeepsItsSecondBankInPlaceWhenTrimmed) {
    SwdHost host(BoardSpec{.chip = Chip::G474, .flashKb = 256});
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.read(base + 0x1FFFC).ack, Ack::Ok);
    EXPECT_EQ(host.read(base + 0x20000).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.read(base + 0x40000).ack, Ack::Ok);
    EXPECT_EQ(host.read(base + 0x60000).ack, Ack::Fault);
}

TEST(SimFlashG4, HasLongerPagesInOneBank) {
    SwdHost host(Chip::G474);
    ASSERT_TRUE(host.connect());
    host.write(keyr, 0x45670123);
    host.write(keyr, 0xCDEF89AB);
    host.write(optkeyr, 0x08192A3B);
    host.write(optkeyr, 0x4C5D6E7F);
    host.write(optr, 0xFFEFF8AA & ~(1U << 22U));
    host.write(cr, optstrt);
    host.wait(23ms);
    host.write(cr, oblLaunch);
    host.wait(10ms);
    ASSERT_TRUE(host.connect());
    host.target().tamperFlash(0x1FFF, 0);
    host.target().tamperFlash(0x2000, 0);
    host.write(keyr, 0x45670123);
    host.write(keyr, 0xCDEF89AB);
    host.write(cr, per | page(1) | strt);
    EXPECT_EQ(host.read(base + 0x40000).ack, Ack::Wait); // one bank: no reading meanwhile
    host.wait(23ms);
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(host.target().flash()[0x1FFF], 0xFF);
    EXPECT_EQ(host.target().flash()[0x2000], 0);
}

TEST(SimFlashL4Protected, RefusesWhatTouchesProtectedPages) {
    SwdHost host(BoardSpec{.chip = Chip::L476, .writeProtectedSectors = 0x0C});
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(wrp1ar), 0xFF03FF02U);
    host.write(keyr, 0x45670123);
    host.write(keyr, 0xCDEF89AB);
    host.write(cr, per | page(3) | strt);
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(sr, wrperr);
    host.write(cr, mer1 | strt);
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(sr, wrperr);
    host.write(cr, pg);
    host.write(base + 0x1000, 1);
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(sr, wrperr);
    host.write(cr, per | page(4) | strt);
    EXPECT_EQ(host.word(sr), bsy);
}

} // namespace
} // namespace greenlight::sim
