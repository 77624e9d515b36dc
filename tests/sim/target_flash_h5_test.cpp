#include "tests/sim/swd_host.h"

#include <gtest/gtest.h>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t base = 0x08000000;
constexpr std::uint32_t second = 0x08100000;
constexpr std::uint32_t keyr = 0x40022004, optkeyr = 0x4002200C, optcr = 0x4002201C,
                        sr = 0x40022020, cr = 0x40022028, ccr = 0x40022030, optsrCur = 0x40022050,
                        optsrPrg = 0x40022054, wrpCur = 0x400220E8, wrpPrg = 0x400220EC,
                        wrp2Prg = 0x400221EC;
constexpr std::uint32_t pg = 2, ser = 4, ber = 8, fw = 1U << 4U, start = 1U << 5U, mer = 1U << 15U,
                        bankTwo = 1U << 31U;
constexpr std::uint32_t bsy = 1, wbne = 2, wrperr = 1U << 17U, pgserr = 1U << 18U,
                        strberr = 1U << 19U, incerr = 1U << 20U, optChangeError = 1U << 23U;

constexpr std::uint32_t sector(std::uint32_t number) { return number << 6U; }

class SimFlashH5 : public testing::Test {
protected:
    SimFlashH5() : SimFlashH5(BoardSpec{.chip = Chip::H563}) {}

    explicit SimFlashH5(const BoardSpec& spec) : host(spec) {
        host.freezeWire();
        EXPECT_TRUE(host.connect());
        host.selectAp(1);
        EXPECT_TRUE(host.halt());
    }

    void unlock() {
        host.write(keyr, 0x45670123);
        host.write(keyr, 0xCDEF89AB);
    }

    void unlockOptions() {
        host.write(optkeyr, 0x08192A3B);
        host.write(optkeyr, 0x4C5D6E7F);
    }

    void store(std::uint32_t address, std::uint32_t seed) {
        for (std::uint32_t i = 0; i < 4; ++i) {
            host.write(address + 4 * i, seed + i);
        }
    }

    bool busy() { return (host.word(sr) & bsy) != 0; }

    SwdHost host;
};

TEST_F(SimFlashH5, KeepsItsCoreBehindTheSecondPort) {
    EXPECT_EQ(host.word(0xE000ED00), 0x410FD214U);
    EXPECT_EQ(host.word(0x44024000) & 0xFFFU, 0x484U);
    EXPECT_EQ(host.word(0x08FFF80C) & 0xFFFFU, 2048U);
    host.selectAp(0);
    EXPECT_NE(host.word(0xE000ED00) >> 24U, 0x41U) << "no core, but the debug bus";
    EXPECT_EQ(host.word(0xE0044000) & 0xFFFU, 0x484U);
}

TEST_F(SimFlashH5, IsOpenAndLockedAfterReset) {
    EXPECT_EQ(host.word(cr), 1U);
    EXPECT_EQ((host.word(optsrCur) >> 8U) & 0xFFU, 0xEDU);
    host.write(cr, ser | start);
    EXPECT_FALSE(busy());
    unlock();
    EXPECT_EQ(host.word(cr), 0U);
    unlock();
    EXPECT_EQ(host.word(cr), 1U) << "keys for an open lock close it";
}

TEST_F(SimFlashH5, ErasesASectorOfTheBankThatIsSelected) {
    unlock();
    host.write(cr, pg);
    store(base, 0x10);
    host.wait(1ms);
    store(second, 0x20);
    host.wait(1ms);
    host.write(cr, ser | start | bankTwo | sector(0));
    EXPECT_TRUE(busy());
    host.wait(2ms);
    EXPECT_FALSE(busy());
    EXPECT_EQ(host.word(base), 0x10U);
    EXPECT_EQ(host.word(second), 0xFFFFFFFFU);
}

TEST_F(SimFlashH5, IsReadInOneBankWhileTheOtherIsErased) {
    unlock();
    host.write(cr, ber | start | bankTwo);
    EXPECT_EQ(host.read(base).ack, Ack::Ok);
    EXPECT_EQ(host.read(second).ack, Ack::Wait);
    host.wait(1s);
    host.abort();
    host.write(cr, mer | start);
    EXPECT_EQ(host.read(base).ack, Ack::Wait);
}

TEST_F(SimFlashH5, RefusesAnEraseThatIsNotOneOfItsKinds) {
    unlock();
    for (const std::uint32_t control : {start, ser | ber | start, ser | pg | start}) {
        host.write(cr, control);
        EXPECT_EQ(host.word(sr), pgserr) << control;
        host.write(ccr, pgserr);
    }
    host.write(cr, pg);
    host.write(base, 1);
    EXPECT_EQ(host.word(sr), wbne);
    host.write(cr, ser | start);
    EXPECT_EQ(host.word(sr), pgserr) << "a quad-word is under way";
}

TEST_F(SimFlashH5, ProgramsAQuadWordOnce) {
    unlock();
    store(base, 1);
    EXPECT_EQ(host.word(sr), pgserr) << "without PG";
    host.write(ccr, pgserr);
    host.write(cr, pg);
    store(base, 1);
    EXPECT_TRUE(busy());
    host.wait(1ms);
    EXPECT_EQ(host.word(base + 12), 4U);
    store(base, 5);
    host.wait(1ms);
    EXPECT_EQ(host.read(base).ack, Ack::Fault) << "its code does not fit any more";
}

TEST_F(SimFlashH5, FlagsWhatIsOutOfOrderInAQuadWord) {
    unlock();
    host.write(cr, pg);
    host.write(base, 1);
    host.write(base, 2);
    EXPECT_EQ(host.word(sr), strberr);
    host.write(ccr, strberr);
    host.write(base, 1);
    host.write(base + 16, 2);
    EXPECT_EQ(host.word(sr), incerr);
    host.write(ccr, incerr);
    host.write(base + 32, 7);
    host.write(cr, pg | fw);
    host.wait(1ms);
    EXPECT_EQ(host.word(base + 32), 7U);
    EXPECT_EQ(host.word(base + 36), 0xFFFFFFFFU);
}

TEST_F(SimFlashH5, ProtectsFourSectorsByABitOfTheirBank) {
    unlockOptions();
    host.write(wrpPrg, 0xFFFFFFFD);
    host.write(wrp2Prg, 0xFFFFFFFE);
    host.write(optcr, 2);
    host.wait(1s);
    EXPECT_EQ(host.word(wrpCur), 0xFFFFFFFDU);
    unlock();
    const auto refused = [&](std::uint32_t control) {
        host.write(cr, ser | start | control);
        const bool flagged = (host.word(sr) & wrperr) != 0;
        host.write(ccr, wrperr);
        host.wait(10ms);
        return flagged;
    };
    EXPECT_FALSE(refused(sector(3)));
    EXPECT_TRUE(refused(sector(4)));
    EXPECT_TRUE(refused(sector(7)));
    EXPECT_FALSE(refused(sector(8)));
    EXPECT_TRUE(refused(bankTwo | sector(3)));
    EXPECT_FALSE(refused(bankTwo | sector(4)));
    EXPECT_TRUE(refused(0 | sector(5)));
    host.write(cr, mer | start);
    EXPECT_EQ(host.word(sr) & wrperr, wrperr);
}

TEST_F(SimFlashH5, DoesNotComeBackFromAClosedStateByItsOptionBytes) {
    unlockOptions();
    host.write(optsrPrg, 0x2D3072F8);
    host.write(optcr, 2);
    host.wait(1s);
    EXPECT_EQ((host.word(optsrCur) >> 8U) & 0xFFU, 0x72U);
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
    host.clearErrors();
    host.write(optsrPrg, 0x2D30EDF8);
    host.write(optcr, 2);
    host.wait(1s);
    EXPECT_EQ(host.word(sr) & optChangeError, optChangeError);
    EXPECT_EQ((host.word(optsrCur) >> 8U) & 0xFFU, 0x72U);
}

TEST_F(SimFlashH5, LeavesHalfOfWhatItWasDoingWhenPowerDies) {
    unlock();
    host.write(cr, ser | start | sector(1));
    host.wait(1ms);
    host.target().setPower(false, host.now());
    host.target().setPower(true, host.now());
    host.wait(10ms);
    ASSERT_TRUE(host.connect());
    host.selectAp(1);
    EXPECT_EQ(host.read(base).ack, Ack::Ok);
    EXPECT_EQ(host.read(base + 0x2000).ack, Ack::Fault);
}

TEST(SimFlashH503, HasABitForEachSector) {
    SwdHost host(BoardSpec{.chip = Chip::H503, .writeProtectedSectors = 2});
    ASSERT_TRUE(host.connect());
    host.selectAp(1);
    EXPECT_EQ(host.word(wrpCur), 0xFFFFFFFDU);
    host.write(keyr, 0x45670123);
    host.write(keyr, 0xCDEF89AB);
    host.write(cr, ser | start | sector(1));
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(ccr, wrperr);
    host.write(cr, ser | start | sector(2));
    EXPECT_EQ(host.word(sr), bsy);
    host.wait(2ms);
    host.write(cr, ser | start | sector(8));
    EXPECT_EQ(host.word(sr) & pgserr, pgserr) << "a bank has eight";
}

} // namespace
} // namespace greenlight::sim
