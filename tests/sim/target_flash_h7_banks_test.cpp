#include "tests/sim/swd_host.h"

#include <gtest/gtest.h>

// Two banks with a register set each: the H743, and the H7A3 with its smaller words and sectors.

namespace greenlight::sim {
namespace {

constexpr std::uint32_t first = 0x08000000, second = 0x08100000;
constexpr std::uint32_t registers = 0x52002000, secondSet = 0x100;
constexpr std::uint32_t keyr = 0x04, optkeyr = 0x08, cr = 0x0C, sr = 0x10, ccr = 0x14, optcr = 0x18,
                        optsrCur = 0x1C, wpsnCur = 0x38, wpsnPrg = 0x3C;
constexpr std::uint32_t pg = 2, ser = 4, ber = 8, x64 = 3U << 4U;
constexpr std::uint32_t bsy = 1, qw = 4, wrperr = 1U << 17U, pgserr = 1U << 18U,
                        strberr = 1U << 19U, incerr = 1U << 21U;

class TwoBankFlash : public testing::Test {
protected:
    explicit TwoBankFlash(const BoardSpec& spec) : host(spec) {
        host.freezeWire();
        EXPECT_TRUE(host.connect());
        EXPECT_TRUE(host.halt());
    }

    static std::uint32_t at(unsigned bank, std::uint32_t offset) {
        return registers + bank * secondSet + offset;
    }

    void unlock(unsigned bank) {
        host.write(at(bank, keyr), 0x45670123);
        host.write(at(bank, keyr), 0xCDEF89AB);
    }

    void unlockOptions() {
        host.write(at(0, optkeyr), 0x08192A3B);
        host.write(at(0, optkeyr), 0x4C5D6E7F);
    }

    void store(std::uint32_t address, std::uint32_t seed, std::uint32_t words) {
        for (std::uint32_t i = 0; i < words; ++i) {
            host.write(address + 4 * i, seed + i);
        }
    }

    bool busy(unsigned bank) { return (host.word(at(bank, sr)) & (bsy | qw)) != 0; }

    SwdHost host;
};

class SimFlashH743 : public TwoBankFlash {
protected:
    SimFlashH743() : TwoBankFlash({.chip = Chip::H743}) {}

    static constexpr std::uint32_t start = 1U << 7U;
};

TEST_F(SimFlashH743, HasALockForEachBank) {
    unlock(1);
    EXPECT_EQ(host.word(at(0, cr)), 0x31U);
    EXPECT_EQ(host.word(at(1, cr)), 0x30U);
    host.write(at(0, cr), ser | start | x64);
    EXPECT_FALSE(busy(0));
}

TEST_F(SimFlashH743, ShowsWhatBelongsToBothThroughEither) {
    EXPECT_EQ(host.word(at(1, optsrCur)), host.word(at(0, optsrCur)));
    EXPECT_EQ((host.word(at(1, optsrCur)) >> 8U) & 0xFFU, 0xAAU);
    host.write(at(1, optkeyr), 0x08192A3B);
    host.write(at(1, optkeyr), 0x4C5D6E7F);
    EXPECT_EQ(host.word(at(0, optcr)) & 1U, 0U);
}

TEST_F(SimFlashH743, ErasesBothBanksInTheTimeOfOne) {
    unlock(0);
    unlock(1);
    host.write(at(0, cr), ber | start | x64);
    host.write(at(1, cr), ber | start | x64);
    host.wait(5s - 1ns);
    EXPECT_TRUE(busy(0));
    EXPECT_TRUE(busy(1));
    host.wait(1ns);
    EXPECT_FALSE(busy(0));
    EXPECT_FALSE(busy(1));
}

TEST_F(SimFlashH743, ErasesItselfAsAWholeByOneRequest) {
    unlock(0);
    unlock(1);
    host.write(at(1, cr), pg | x64);
    store(second + 0xFFFE0, 1, 8);
    host.wait(100us);
    host.write(at(0, optcr), 1U << 4U);
    EXPECT_FALSE(busy(0)) << "the request needs the option lock open";
    unlockOptions();
    host.write(at(0, optcr), 1U << 4U);
    EXPECT_TRUE(busy(0));
    EXPECT_TRUE(busy(1));
    host.wait(5s);
    EXPECT_EQ(host.word(second + 0xFFFE0), 0xFFFFFFFFU);
}

TEST_F(SimFlashH743, ProgramsBothBanksAtTheSameTime) {
    unlock(0);
    unlock(1);
    host.write(at(0, cr), pg | x64);
    host.write(at(1, cr), pg | x64);
    store(first, 0x100, 8);
    store(second, 0x200, 8);
    host.wait(100us - 1ns);
    EXPECT_TRUE(busy(0));
    EXPECT_TRUE(busy(1));
    host.wait(1ns);
    EXPECT_EQ(host.word(first + 28), 0x107U);
    EXPECT_EQ(host.word(second + 28), 0x207U);
}

TEST_F(SimFlashH743, IsReadInOneBankWhileTheOtherWorks) {
    unlock(1);
    host.write(at(1, cr), ser | start | x64);
    EXPECT_EQ(host.read(first).ack, Ack::Ok);
    EXPECT_EQ(host.read(second).ack, Ack::Wait) << "this bank answers when it is done";
    host.wait(1s);
    host.abort();
    EXPECT_EQ(host.read(second).ack, Ack::Ok);
}

TEST_F(SimFlashH743, KeepsTheFlagsOfItsBanksApart) {
    unlock(0);
    unlock(1);
    host.write(second, 1); // without PG
    EXPECT_EQ(host.word(at(1, sr)), pgserr);
    EXPECT_EQ(host.word(at(0, sr)), 0U);
    host.write(at(0, ccr), pgserr);
    EXPECT_EQ(host.word(at(1, sr)), pgserr);
    host.write(at(1, ccr), pgserr);
    EXPECT_EQ(host.word(at(1, sr)), 0U);
}

TEST_F(SimFlashH743, WaitsForBothBanksBeforeItsOptionsChange) {
    unlock(1);
    host.write(at(1, cr), ser | start | x64);
    unlockOptions();
    host.write(at(0, optcr), 2);
    EXPECT_EQ(host.word(at(0, optsrCur)) & 1U, 0U);
    host.wait(1s);
    host.write(at(0, optcr), 2);
    EXPECT_EQ(host.word(at(0, optsrCur)) & 1U, 1U);
    EXPECT_TRUE(busy(1));
}

TEST_F(SimFlashH743, ProtectsTheSectorsOfEachBankByTheirOwnBits) {
    unlockOptions();
    host.write(at(1, wpsnPrg), 0xFE);
    host.write(at(0, optcr), 2);
    host.wait(300ms);
    EXPECT_EQ(host.word(at(1, wpsnCur)), 0xFEU);
    EXPECT_EQ(host.word(at(0, wpsnCur)), 0xFFU);
    unlock(0);
    unlock(1);
    host.write(at(0, cr), ser | start | x64);
    EXPECT_TRUE(busy(0));
    host.write(at(1, cr), ser | start | x64);
    EXPECT_EQ(host.word(at(1, sr)), wrperr);
}

TEST_F(SimFlashH743, LeavesBothBanksHalfErasedWhenPowerDies) {
    unlock(0);
    unlock(1);
    host.write(at(0, cr), ser | start | x64);
    host.write(at(1, cr), ser | start | x64);
    host.wait(500ms);
    host.target().setPower(false, host.now());
    host.target().setPower(true, host.now());
    host.wait(10ms);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.read(first).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.read(second).ack, Ack::Fault);
}

TEST(SimFlashH743Small, HasAHoleBelowItsSecondBank) {
    SwdHost host(BoardSpec{.chip = Chip::H743, .flashKb = 1024});
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.read(first + 0x7FFFC).ack, Ack::Ok);
    EXPECT_EQ(host.read(first + 0x80000).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.read(second + 0x7FFFC).ack, Ack::Ok);
    EXPECT_EQ(host.read(second + 0x80000).ack, Ack::Fault);
}

class SimFlashH7A3 : public TwoBankFlash {
protected:
    SimFlashH7A3() : TwoBankFlash({.chip = Chip::H7A3}) {}

    static constexpr std::uint32_t start = 1U << 5U;

    static constexpr std::uint32_t sector(std::uint32_t number) { return number << 6U; }
};

TEST_F(SimFlashH7A3, SaysItsSizeAndIdentityBesideTheFlash) {
    EXPECT_EQ(host.word(0x08FFF80C) & 0xFFFFU, 2048U);
    EXPECT_EQ(host.word(0x5C001000) & 0xFFFU, 0x480U);
}

TEST_F(SimFlashH7A3, ProgramsWordsOfSixteenBytesOnce) {
    unlock(0);
    host.write(at(0, cr), pg);
    store(first, 0x30, 4);
    EXPECT_TRUE(busy(0));
    host.wait(1ms);
    EXPECT_EQ(host.word(first + 12), 0x33U);
    store(first, 0x40, 4);
    host.wait(1ms);
    EXPECT_EQ(host.read(first).ack, Ack::Fault) << "a word written twice has no valid code";
    host.clearErrors();
    host.write(first + 16, 1);
    host.write(first + 16, 2);
    EXPECT_NE(host.word(at(0, sr)) & strberr, 0U);
    host.write(first + 32, 1);
    host.write(first + 48, 1);
    EXPECT_NE(host.word(at(0, sr)) & incerr, 0U);
}

TEST_F(SimFlashH7A3, ErasesSectorsOfEightKilobytesByTheirNumberInTheBank) {
    unlock(1);
    host.write(at(1, cr), pg);
    store(second + 0xFE000, 1, 4);
    host.wait(1ms);
    host.write(at(1, cr), ser | start | sector(126));
    host.wait(10ms);
    EXPECT_EQ(host.word(second + 0xFE000), 1U);
    host.write(at(1, cr), ser | start | sector(127));
    host.wait(10ms);
    EXPECT_EQ(host.word(second + 0xFE000), 0xFFFFFFFFU);
}

TEST_F(SimFlashH7A3, ProtectsFourSectorsByABit) {
    unlockOptions();
    host.write(at(0, wpsnPrg), 0xFFFFFFFD);
    host.write(at(0, optcr), 2);
    host.wait(300ms);
    unlock(0);
    for (std::uint32_t number = 3; number <= 8; ++number) {
        host.write(at(0, cr), ser | start | sector(number));
        const bool refused = (host.word(at(0, sr)) & wrperr) != 0;
        EXPECT_EQ(refused, number >= 4 && number <= 7) << number;
        host.write(at(0, ccr), wrperr);
        host.wait(10ms);
    }
}

} // namespace
} // namespace greenlight::sim
