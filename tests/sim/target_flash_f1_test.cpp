#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t base = 0x08000000;
constexpr std::uint32_t optionBytes = 0x1FFFF800;
constexpr std::uint32_t keyr = 0x40022004, optkeyr = 0x40022008, sr = 0x4002200C, cr = 0x40022010,
                        ar = 0x40022014, obr = 0x4002201C, wrpr = 0x40022020;
constexpr std::uint32_t pg = 1, per = 2, mer = 4, optpg = 1U << 4U, opter = 1U << 5U,
                        strt = 1U << 6U, optwre = 1U << 9U, eopie = 1U << 12U;
constexpr std::uint32_t bsy = 1, pgerr = 4, wrprterr = 1U << 4U, eop = 1U << 5U;

class SimFlashF1 : public testing::Test {
protected:
    SimFlashF1() : SimFlashF1(BoardSpec{.chip = Chip::F103}) {}

    explicit SimFlashF1(const BoardSpec& spec) : host(spec) {
        host.freezeWire();
        EXPECT_TRUE(host.connect());
        EXPECT_TRUE(host.halt());
    }

    void unlock() {
        host.write(keyr, 0x45670123);
        host.write(keyr, 0xCDEF89AB);
    }

    void unlockOptions() {
        host.write(optkeyr, 0x45670123);
        host.write(optkeyr, 0xCDEF89AB);
    }

    void expectReadyAfter(Duration time) {
        host.wait(time - 1ns);
        EXPECT_NE(host.word(sr) & bsy, 0U);
        host.wait(1ns);
        EXPECT_EQ(host.word(sr) & bsy, 0U);
    }

    void eraseOptions() {
        host.write(cr, optwre | opter);
        host.write(cr, optwre | opter | strt);
        host.wait(30ms);
    }

    void programOption(std::uint32_t offset, std::uint32_t value) {
        host.write(cr, optwre | optpg);
        host.write(optionBytes + offset, value, 2);
        host.wait(52500ns);
    }

    SwdHost host;
};

TEST_F(SimFlashF1, IsLockedAfterResetAndAfterAWrongKey) {
    EXPECT_EQ(host.word(cr), 0x80U);
    unlock();
    EXPECT_EQ(host.word(cr), 0U);
    unlockOptions();
    EXPECT_EQ(host.word(cr), optwre);
    host.write(cr, 0);
    EXPECT_EQ(host.word(cr), 0U);
    host.write(cr, 0x80);
    EXPECT_EQ(host.word(cr), 0x80U);
    EXPECT_EQ(host.write(keyr, 5), Ack::Fault);
    host.clearErrors();
    unlock();
    host.clearErrors();
    EXPECT_EQ(host.word(cr), 0x80U);
}

TEST_F(SimFlashF1, TakesItsKeysTwice) {
    unlock();
    unlock();
    EXPECT_EQ(host.word(cr), 0U);
    unlockOptions();
    unlockOptions();
    EXPECT_EQ(host.word(cr), optwre);
    EXPECT_EQ(host.write(keyr, 1), Ack::Fault);
}

TEST_F(SimFlashF1, ProgramsAHalfWordInFiftyTwoMicroseconds) {
    unlock();
    host.write(cr, pg);
    host.write(base, 0x1234, 2);
    expectReadyAfter(52500ns);
    EXPECT_EQ(host.word(base), 0xFFFF1234U);
    EXPECT_EQ(host.word(sr), 0U);
    host.write(cr, pg | eopie);
    host.write(base + 2, 0x5678, 2);
    EXPECT_EQ(host.word(sr), bsy);
    host.wait(52500ns);
    EXPECT_EQ(host.word(sr), eop);
    EXPECT_EQ(host.word(base), 0x56781234U);
}

TEST_F(SimFlashF1, FaultsEveryOtherWidth) {
    unlock();
    host.write(cr, pg);
    EXPECT_EQ(host.write(base, 0x12345678), Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.write(base, 0x12, 1), Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.word(base), 0xFFFFFFFFU);
}

TEST_F(SimFlashF1, IgnoresAStoreWithoutPg) {
    unlock();
    EXPECT_EQ(host.write(base, 0x1234, 2), Ack::Ok);
    host.wait(1ms);
    EXPECT_EQ(host.word(base), 0xFFFFFFFFU);
    EXPECT_EQ(host.word(sr), 0U);
}

TEST_F(SimFlashF1, ProgramsOverContentOnlyWithZeros) {
    unlock();
    host.write(cr, pg);
    host.write(base, 0xFFFE, 2);
    host.wait(52500ns);
    host.write(base, 0xFF00, 2);
    EXPECT_EQ(host.word(sr), pgerr);
    host.write(sr, pgerr);
    host.write(base, 0, 2);
    expectReadyAfter(52500ns);
    EXPECT_EQ(host.word(base), 0xFFFF0000U);
}

TEST_F(SimFlashF1, ErasesTheAddressedPageOrEverything) {
    for (const std::uint32_t offset : {0x7FFU, 0x800U, 0xBFFU, 0xC00U}) {
        host.target().tamperFlash(offset, 0);
    }
    unlock();
    host.write(cr, per);
    host.write(ar, base + 0x923);
    host.write(cr, per | strt);
    expectReadyAfter(30ms);
    EXPECT_EQ(host.target().flash()[0x7FF], 0);
    EXPECT_EQ(host.target().flash()[0x800], 0xFF);
    EXPECT_EQ(host.target().flash()[0xBFF], 0xFF);
    EXPECT_EQ(host.target().flash()[0xC00], 0);
    host.write(cr, mer | strt);
    expectReadyAfter(30ms);
    EXPECT_EQ(host.target().flash()[0x7FF], 0xFF);
}

TEST_F(SimFlashF1, DoesNothingForAPageThatIsNotThere) {
    unlock();
    host.write(cr, per);
    host.write(ar, base + 128 * 1024);
    host.write(cr, per | strt);
    EXPECT_EQ(host.word(sr), 0U);
}

TEST_F(SimFlashF1, MakesTheArrayWaitWhileBusy) {
    unlock();
    host.write(cr, pg);
    host.write(base, 0, 2);
    EXPECT_EQ(host.read(base).ack, Ack::Wait);
    host.wait(52500ns);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Ok);
    host.write(base + 2, 0x1111, 2);
    EXPECT_EQ(host.write(base + 4, 0x2222, 2), Ack::Wait);
    host.wait(52500ns);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Ok);
    host.wait(52500ns);
    EXPECT_EQ(host.read(base + 4, 2).data, 0x2222U);
}

TEST_F(SimFlashF1, ShowsItsOptionBytes) {
    EXPECT_EQ(host.word(optionBytes), 0x00FF5AA5U);
    EXPECT_EQ(host.word(obr) & 0x3FFU, 0x3FCU);
    EXPECT_EQ(host.word(wrpr), 0xFFFFFFFFU);
}

TEST_F(SimFlashF1, WritesOptionBytesOnlyWithTheirOwnKeys) {
    unlock();
    host.write(cr, opter | strt);
    host.wait(30ms);
    EXPECT_EQ(host.word(optionBytes), 0x00FF5AA5U);
    programOption(0, 0x00);
    EXPECT_EQ(host.word(optionBytes), 0x00FF5AA5U);
}

TEST_F(SimFlashF1, MakesTheComplementOfAnOptionByte) {
    unlock();
    unlockOptions();
    eraseOptions();
    EXPECT_EQ(host.word(optionBytes), 0xFFFFFFFFU);
    programOption(0, 0x00A5);
    programOption(8, 0x00F0);
    EXPECT_EQ(host.word(optionBytes), 0xFFFF5AA5U);
    EXPECT_EQ(host.word(optionBytes + 8), 0xFFFF0FF0U);
    programOption(8, 0x0000);
    EXPECT_NE(host.word(sr) & pgerr, 0U); // once only
    EXPECT_EQ(host.word(wrpr), 0xFFFFFFFFU);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(wrpr), 0xFFFFFFF0U);
}

TEST_F(SimFlashF1, TakesBlankOptionBytesForLevelOneAtTheNextReset) {
    host.target().tamperFlash(0, 0x11);
    unlock();
    unlockOptions();
    eraseOptions();
    EXPECT_EQ(host.read(base).ack, Ack::Ok);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.word(obr) & 2U, 2U);
    EXPECT_EQ(host.read(0x20000000).ack, Ack::Ok);
    EXPECT_EQ(host.target().flash()[0], 0x11);
}

TEST_F(SimFlashF1, ErasesTheContentWhenTheProtectionIsLifted) {
    host.target().tamperFlash(0, 0x11);
    unlock();
    unlockOptions();
    eraseOptions();
    ASSERT_TRUE(host.resetAndHalt());
    unlock();
    unlockOptions();
    eraseOptions();
    programOption(0, 0xA5);
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
    host.clearErrors();
    host.write(aircrAddress, 0x05FA0004);
    host.clearErrors();
    host.wait(1ms);
    EXPECT_EQ(host.word(dhcsrAddress) & (stateHalted | stateReset), stateReset); // still erasing
    host.wait(30ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateHalted, 0U);
    EXPECT_EQ(host.read(base).data, 0xFFFFFFFFU);
    EXPECT_EQ(host.target().flash()[0], 0xFF);
}

TEST_F(SimFlashF1, LosesItsProtectionByteWhenResetInterruptsTheOptionErase) {
    unlock();
    unlockOptions();
    host.write(cr, optwre | opter);
    host.write(cr, optwre | opter | strt);
    host.wait(10ms);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
}

class SimFlashF1Protected : public SimFlashF1 {
protected:
    SimFlashF1Protected()
        : SimFlashF1(BoardSpec{.chip = Chip::F103, .writeProtectedSectors = 0x02}) {}
};

TEST_F(SimFlashF1Protected, RefusesWhatTouchesAProtectedGroup) {
    EXPECT_EQ(host.word(wrpr), 0xFFFFFFFDU);
    unlock();
    host.write(cr, per);
    host.write(ar, base + 0x1000);
    host.write(cr, per | strt);
    EXPECT_EQ(host.word(sr), wrprterr);
    host.write(sr, wrprterr);
    host.write(cr, mer | strt);
    EXPECT_EQ(host.word(sr), wrprterr);
    host.write(sr, wrprterr);
    host.write(cr, pg);
    host.write(base + 0x1FFE, 1, 2);
    EXPECT_EQ(host.word(sr), wrprterr);
    host.write(sr, wrprterr);
    host.write(base + 0x2000, 1, 2);
    EXPECT_EQ(host.word(sr), bsy);
}

} // namespace
} // namespace greenlight::sim
