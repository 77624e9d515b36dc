#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

#include <numeric>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t base = 0x08000000;
constexpr std::size_t sectorBytes = 0x20000;
constexpr std::uint32_t keyr = 0x52002004, optkeyr = 0x52002008, cr = 0x5200200C, sr = 0x52002010,
                        ccr = 0x52002014, optcr = 0x52002018, optsrCur = 0x5200201C,
                        optsrPrg = 0x52002020, optccr = 0x52002024, wpsnCur = 0x52002038,
                        wpsnPrg = 0x5200203C, bootCur = 0x52002040;
constexpr std::uint32_t pg = 2, ser = 4, ber = 8, fw = 1U << 6U, start = 1U << 7U;
constexpr std::uint32_t bsy = 1, wbne = 2, qw = 4, wrperr = 1U << 17U, pgserr = 1U << 18U,
                        strberr = 1U << 19U, incerr = 1U << 21U, operr = 1U << 22U,
                        rdperr = 1U << 23U, dbeccerr = 1U << 26U;

constexpr std::uint32_t psize(unsigned code) { return code << 4U; }

class SimFlashH7 : public testing::Test {
protected:
    SimFlashH7() : SimFlashH7(BoardSpec{.chip = Chip::H725}) {}

    explicit SimFlashH7(const BoardSpec& spec) : host(spec) {
        host.freezeWire();
        EXPECT_TRUE(host.connect());
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

    void programWord(std::uint32_t address, std::uint32_t seed) {
        for (std::uint32_t i = 0; i < 8; ++i) {
            host.write(address + 4 * i, seed + i);
        }
    }

    /// True at `time`, and not a nanosecond before.
    void expectReadyAfter(Duration time, std::uint32_t mask = bsy | qw) {
        host.wait(time - 1ns);
        EXPECT_NE(host.word(sr) & mask, 0U);
        host.wait(1ns);
        EXPECT_EQ(host.word(sr) & mask, 0U);
    }

    SwdHost host;
};

TEST_F(SimFlashH7, IsLockedWithFullParallelismAfterReset) {
    EXPECT_EQ(host.word(cr), 0x31U);
    EXPECT_EQ(host.word(optcr) & 1U, 1U);
    EXPECT_EQ(host.word(optsrCur), 0x179EAAF0U);
    EXPECT_EQ(host.word(bootCur), 0x1FF00800U);
    unlock();
    EXPECT_EQ(host.word(cr), 0x30U);
    host.write(cr, 0x31);
    EXPECT_EQ(host.word(cr) & 1U, 1U);
}

TEST_F(SimFlashH7, StaysLockedAfterAWrongKeyUntilReset) {
    host.write(keyr, 0xCDEF89AB);
    unlock();
    EXPECT_EQ(host.word(cr) & 1U, 1U);
    host.write(dhcsrAddress, dhcsrRun);
    ASSERT_TRUE(host.resetAndHalt());
    unlock();
    EXPECT_EQ(host.word(cr) & 1U, 0U);
}

TEST_F(SimFlashH7, LocksAgainWhenKeysComeTwice) {
    unlock();
    unlock();
    EXPECT_EQ(host.word(cr) & 1U, 1U);
}

TEST_F(SimFlashH7, IgnoresItsControlRegisterWhileLocked) {
    host.write(cr, ser | start | psize(3));
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(host.word(cr), 0x31U);
}

TEST_F(SimFlashH7, ErasesASectorInTheTimeOfItsParallelism) {
    constexpr std::array<Duration, 4> times{2s, 1800ms, 1100ms, 1s};
    unlock();
    for (unsigned code = 0; code < times.size(); ++code) {
        host.write(cr, ser | start | psize(code) | (code << 8U));
        EXPECT_NE(host.word(cr) & start, 0U);
        expectReadyAfter(times.at(code));
        EXPECT_EQ(host.word(cr) & start, 0U);
    }
}

TEST_F(SimFlashH7, ErasesTheBankInTheTimeOfItsParallelism) {
    constexpr std::array<Duration, 4> times{13s, 8s, 6s, 5s};
    unlock();
    for (unsigned code = 0; code < times.size(); ++code) {
        host.write(cr, ber | start | psize(code));
        expectReadyAfter(times.at(code));
    }
}

TEST_F(SimFlashH7, ProgramsAWordInTheTimeOfItsParallelism) {
    constexpr std::array<Duration, 4> times{290us, 180us, 130us, 100us};
    unlock();
    for (unsigned code = 0; code < times.size(); ++code) {
        host.write(cr, pg | psize(code));
        programWord(base + 32 * code, 0x1000 * code);
        expectReadyAfter(times.at(code));
        EXPECT_EQ(host.word(base + 32 * code + 28), 0x1000 * code + 7);
    }
}

TEST_F(SimFlashH7, ErasesThreeSectorsForTheFoundingImageInThreeSeconds) {
    unlock();
    Duration total{};
    for (std::uint32_t sector = 0; sector < 3; ++sector) {
        host.write(cr, ser | start | psize(3) | (sector << 8U));
        const auto took = host.untilClear(sr, qw, 1ms, 10s);
        ASSERT_TRUE(took.has_value());
        total += *took;
    }
    EXPECT_EQ(total, 3s);
}

TEST_F(SimFlashH7, ProgramsTheFoundingImageInElevenThousandWordsOfHundredMicroseconds) {
    constexpr std::uint32_t imageBytes = 383'624;
    constexpr std::uint32_t words = (imageBytes + 31) / 32;
    static_assert(words == 11'989);
    unlock();
    host.write(cr, pg | psize(3));
    const Instant begun = host.now();
    for (std::uint32_t i = 0; i < words; ++i) {
        programWord(base + 32 * i, i);
        ASSERT_TRUE(host.untilClear(sr, qw, 10us, 1ms).has_value());
    }
    EXPECT_EQ(host.now() - begun, words * 100us);
    EXPECT_EQ(host.word(sr) & 0x07EE0000U, 0U);
    EXPECT_EQ(host.word(base + 32 * (words - 1) + 4), words);
}

TEST_F(SimFlashH7, QueuesOneWordAndHoldsTheNext) {
    unlock();
    host.write(cr, pg | psize(3));
    programWord(base, 1);
    programWord(base + 32, 2);
    EXPECT_EQ(host.word(sr) & (bsy | qw | wbne), bsy | qw);
    EXPECT_EQ(host.write(base + 64, 3), Ack::Wait);
    host.wait(100us);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Ok); // the held store went in
    EXPECT_EQ(host.word(sr) & (bsy | qw | wbne), bsy | qw | wbne);
    host.wait(100us);
    EXPECT_EQ(host.word(sr) & (bsy | qw), 0U);
    EXPECT_EQ(host.word(base + 32), 2U);
}

TEST_F(SimFlashH7, SaysWhenAWordIsHalfFilledAndCanForceIt) {
    unlock();
    host.write(cr, pg | psize(3));
    host.write(base, 0x12345678);
    host.wait(1s);
    EXPECT_EQ(host.word(sr), wbne);
    EXPECT_EQ(host.word(base), 0xFFFFFFFFU);
    host.write(cr, pg | fw | psize(3));
    EXPECT_EQ(host.word(sr) & wbne, 0U);
    expectReadyAfter(100us);
    EXPECT_EQ(host.word(base), 0x12345678U);
    EXPECT_EQ(host.word(base + 4), 0xFFFFFFFFU);
}

TEST_F(SimFlashH7, RefusesAStoreWithoutPg) {
    unlock();
    host.write(base, 0);
    EXPECT_EQ(host.word(sr), pgserr);
    host.wait(1s);
    EXPECT_EQ(host.word(base), 0xFFFFFFFFU);
}

TEST_F(SimFlashH7, RefusesASecondByteInTheSamePlace) {
    unlock();
    host.write(cr, pg | psize(3));
    host.write(base, 1);
    host.write(base + 2, 1, 1);
    EXPECT_EQ(host.word(sr), strberr);
}

TEST_F(SimFlashH7, RefusesAnotherWordBeforeTheFirstIsComplete) {
    unlock();
    host.write(cr, pg | psize(3));
    host.write(base, 1);
    host.write(base + 32, 1);
    EXPECT_EQ(host.word(sr), incerr);
}

TEST_F(SimFlashH7, TakesTheBytesOfAWordInAnyOrderAndWidth) {
    unlock();
    host.write(cr, pg | psize(3));
    for (std::uint32_t i = 8; i > 1; --i) {
        host.write(base + 4 * (i - 1), i);
    }
    host.write(base + 2, 0xBBAA, 2);
    host.write(base + 1, 0x22, 1);
    host.write(base, 0x11, 1);
    expectReadyAfter(100us);
    EXPECT_EQ(host.word(base), 0xBBAA2211U);
    EXPECT_EQ(host.word(base + 28), 8U);
}

TEST_F(SimFlashH7, KeepsErrorsUntilTheyAreClearedThroughCcr) {
    unlock();
    host.write(base, 0);
    host.write(sr, 0xFFFFFFFF);
    EXPECT_EQ(host.word(sr), pgserr);
    host.write(ccr, strberr);
    EXPECT_EQ(host.word(sr), pgserr);
    host.write(ccr, pgserr);
    EXPECT_EQ(host.word(sr), 0U);
}

TEST_F(SimFlashH7, SetsTheEndFlagOnlyAtTheEnd) {
    constexpr std::uint32_t eop = 1U << 16U;
    unlock();
    host.write(cr, ser | start | psize(3));
    host.wait(999ms);
    EXPECT_EQ(host.word(sr) & eop, 0U);
    host.wait(1ms);
    EXPECT_EQ(host.word(sr) & eop, eop);
}

TEST_F(SimFlashH7, RefusesAStartWithNothingToDoOrASectorThatIsNotThere) {
    unlock();
    host.write(cr, start | psize(3));
    EXPECT_EQ(host.word(sr), pgserr);
    SwdHost small(BoardSpec{.chip = Chip::H725, .flashKb = 512});
    ASSERT_TRUE(small.connect());
    small.write(keyr, 0x45670123);
    small.write(keyr, 0xCDEF89AB);
    small.write(cr, ser | start | psize(3) | (4U << 8U));
    EXPECT_EQ(small.word(sr), pgserr);
    EXPECT_EQ(small.read(base + 512 * 1024).ack, Ack::Fault);
}

TEST_F(SimFlashH7, IgnoresItsControlRegisterWhileBusy) {
    unlock();
    host.write(cr, ser | start | psize(3));
    host.write(cr, ser | start | psize(0) | (1U << 8U));
    expectReadyAfter(1s);
    EXPECT_EQ(host.word(cr) & 0x730U, psize(3));
}

TEST_F(SimFlashH7, MakesReadsWaitWhileItErases) {
    unlock();
    host.write(cr, ser | start | psize(3));
    EXPECT_EQ(host.read(base + 0x40000).ack, Ack::Wait);
    EXPECT_EQ(host.raw(true, true, 0xC).ack, Ack::Wait);
    host.wait(1s - 1ns);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Wait);
    host.wait(1ns);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Ok);
    EXPECT_EQ(host.readDp(0xC), 0xFFFFFFFFU);
}

TEST_F(SimFlashH7, LeavesRamFreeWhileItErases) {
    unlock();
    host.write(cr, ser | start | psize(3));
    EXPECT_EQ(host.write(0x24000000, 0xABCD), Ack::Ok);
    EXPECT_EQ(host.word(0x24000000), 0xABCDU);
    EXPECT_NE(host.word(sr) & bsy, 0U);
}

TEST_F(SimFlashH7, FaultsOnAWordThatWasWrittenTwice) {
    unlock();
    host.write(cr, pg | psize(3));
    for (int i = 0; i < 2; ++i) {
        programWord(base, 0xFFFFFFF0);
        host.wait(100us);
    }
    EXPECT_EQ(host.word(sr) & 0x07EE0000U, 0U); // the controller says nothing
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_NE(host.word(sr) & dbeccerr, 0U);
    EXPECT_EQ(host.read(base + 32).ack, Ack::Ok);
    host.write(cr, ser | start | psize(3));
    host.wait(1s);
    EXPECT_EQ(host.read(base).data, 0xFFFFFFFFU);
}

TEST_F(SimFlashH7, IsBadEvenWhenTheFirstWordWasAllOnes) {
    unlock();
    host.write(cr, pg | psize(3));
    for (std::uint32_t i = 0; i < 8; ++i) {
        host.write(base + 4 * i, 0xFFFFFFFF);
    }
    host.wait(100us);
    EXPECT_EQ(host.word(base), 0xFFFFFFFFU);
    programWord(base, 5);
    host.wait(100us);
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
}

TEST_F(SimFlashH7, LosesOnlyTheSectorItErases) {
    unlock();
    host.write(cr, pg | psize(3));
    for (const std::uint32_t address : {base + 0x1FFE0U, base + 0x20000U, base + 0x40000U}) {
        programWord(address, 7);
        host.wait(100us);
    }
    host.write(cr, ser | start | psize(3) | (1U << 8U));
    host.wait(1s);
    EXPECT_EQ(host.word(base + 0x1FFE0), 7U);
    EXPECT_EQ(host.word(base + 0x20000), 0xFFFFFFFFU);
    EXPECT_EQ(host.word(base + 0x40000), 7U);
}

TEST_F(SimFlashH7, HalvesAWordAndASectorThatAResetInterrupts) {
    unlock();
    host.write(cr, pg | psize(3));
    programWord(base, 0);
    host.wait(50us);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
    host.clearErrors();
    unlock();
    host.write(cr, ser | start | psize(3));
    host.wait(500ms);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(sr) & bsy, 0U);
    EXPECT_EQ(host.word(cr) & 1U, 1U);
    EXPECT_EQ(host.read(base + 0x100).ack, Ack::Fault);
    host.clearErrors();
    unlock();
    host.write(cr, ser | start | psize(3));
    host.wait(1s);
    EXPECT_EQ(host.word(base + 0x100), 0xFFFFFFFFU);
}

TEST_F(SimFlashH7, ProgramsWeaklyBelowTheVoltageOfItsParallelism) {
    host.target().setMillivolts(1750, host.now());
    unlock();
    host.write(cr, ser | start | psize(3));
    host.wait(1s);
    EXPECT_EQ(host.word(sr) & bsy, 0U);
    const auto cells = host.target().flash().first(sectorBytes);
    EXPECT_TRUE(std::ranges::any_of(cells, [](std::uint8_t cell) { return cell != 0xFF; }));
    host.write(cr, ser | start | psize(2) | (1U << 8U));
    host.wait(1100ms);
    EXPECT_EQ(host.word(sr) & bsy, 0U);
    const auto next = host.target().flash().subspan(sectorBytes, sectorBytes);
    EXPECT_TRUE(std::ranges::all_of(next, [](std::uint8_t cell) { return cell == 0xFF; }));
}

TEST_F(SimFlashH7, FeelsADipDuringTheErase) {
    unlock();
    host.write(cr, ser | start | psize(3));
    host.wait(500ms);
    host.target().setMillivolts(1700, host.now());
    host.wait(1ms);
    host.target().setMillivolts(3300, host.now());
    host.wait(1s);
    EXPECT_EQ(host.word(sr) & bsy, 0U);
    const auto cells = host.target().flash().first(sectorBytes);
    EXPECT_TRUE(std::ranges::any_of(cells, [](std::uint8_t cell) { return cell != 0xFF; }));
}

class SimFlashH7Protected : public SimFlashH7 {
protected:
    SimFlashH7Protected()
        : SimFlashH7(BoardSpec{.chip = Chip::H725, .writeProtectedSectors = 0x02}) {}
};

TEST_F(SimFlashH7Protected, RefusesWhatTouchesAProtectedSector) {
    EXPECT_EQ(host.word(wpsnCur), 0xFDU);
    unlock();
    host.write(cr, ser | start | psize(3) | (1U << 8U));
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(ccr, wrperr);
    host.write(cr, ber | start | psize(3));
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(ccr, wrperr);
    host.write(cr, pg | psize(3));
    programWord(base + 0x20000, 1);
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(ccr, wrperr);
    programWord(base, 1);
    expectReadyAfter(100us);
    EXPECT_EQ(host.word(base), 1U);
}

TEST_F(SimFlashH7Protected, LiftsTheProtectionThroughTheOptionBytes) {
    unlockOptions();
    EXPECT_EQ(host.word(optcr) & 1U, 0U);
    host.write(wpsnPrg, 0xFF);
    EXPECT_EQ(host.word(wpsnCur), 0xFDU);
    host.write(optcr, 2);
    EXPECT_EQ(host.word(optsrCur) & 1U, 1U);
    host.wait(300ms);
    EXPECT_EQ(host.word(optsrCur) & 1U, 0U);
    EXPECT_EQ(host.word(wpsnCur), 0xFFU);
    unlock();
    host.write(cr, ser | start | psize(3) | (1U << 8U));
    EXPECT_EQ(host.word(sr), bsy | qw);
}

TEST_F(SimFlashH7, IgnoresOptionsWhileTheyAreLocked) {
    host.write(optsrPrg, 0);
    host.write(optcr, 2);
    EXPECT_EQ(host.word(optsrPrg), 0x179EAAF0U);
    EXPECT_EQ(host.word(optsrCur), 0x179EAAF0U);
    host.write(optkeyr, 0x12345678);
    unlockOptions();
    EXPECT_EQ(host.word(optcr) & 1U, 1U);
}

TEST_F(SimFlashH7, ForgetsOptionsThatWereNotStarted) {
    unlockOptions();
    host.write(wpsnPrg, 0xF0);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(wpsnPrg), 0xFFU);
}

TEST_F(SimFlashH7, FallsToLevelOneWhenPowerDiesInTheOptionBytes) {
    unlockOptions();
    host.write(wpsnPrg, 0xF0);
    host.write(optcr, 2);
    host.wait(100ms);
    host.target().setPower(false, host.now());
    host.target().setPower(true, host.now());
    host.wait(10ms);
    ASSERT_TRUE(host.connect());
    EXPECT_NE((host.word(optsrCur) >> 8U) & 0xFFU, 0xAAU);
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
}

TEST_F(SimFlashH7, ProtectsAgainstReadingAtOnceAndErasesTheBankToGoBack) {
    unlock();
    host.write(cr, pg | psize(3));
    programWord(base, 9);
    host.wait(100us);
    unlockOptions();
    host.write(optsrPrg, 0x179E00F0);
    host.write(optcr, 2);
    host.wait(300ms);
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
    host.clearErrors();
    EXPECT_NE(host.word(sr) & rdperr, 0U);
    EXPECT_EQ(host.read(0x24000000).ack, Ack::Ok);
    host.write(cr, ser | start | psize(3));
    EXPECT_NE(host.word(sr) & wrperr, 0U);
    host.write(optsrPrg, 0x179EAAF0);
    host.write(optcr, 2);
    host.wait(5299ms);
    EXPECT_EQ(host.word(optsrCur) & 1U, 1U);
    host.wait(1ms);
    EXPECT_EQ(host.word(optsrCur), 0x179EAAF0U);
    EXPECT_EQ(host.word(base), 0xFFFFFFFFU);
}

TEST_F(SimFlashH7, ClearsTheChangeErrorThroughItsOwnRegister) {
    unlockOptions();
    host.write(optsrPrg, 0x179ECCF0); // level 2, for good
    host.write(optcr, 2);
    host.wait(300ms);
    host.write(optsrPrg, 0x179EAAF0);
    host.write(optcr, 2);
    EXPECT_NE(host.word(optsrCur) & (1U << 30U), 0U);
    host.write(optccr, 1U << 30U);
    EXPECT_EQ(host.word(optsrCur) & (1U << 30U), 0U);
    EXPECT_EQ((host.word(optsrCur) >> 8U) & 0xFFU, 0xCCU);
}

TEST_F(SimFlashH7, PlaysTheMishapsOfAFlash) {
    unlock();
    host.target().setMishaps({.flashError = 1});
    host.write(cr, ser | start | psize(3));
    host.wait(1s);
    EXPECT_NE(host.word(sr) & operr, 0U);
    host.write(ccr, operr);
    host.target().setMishaps({.programIgnored = 1});
    host.write(cr, pg | psize(3));
    programWord(base, 1);
    host.wait(100us);
    EXPECT_EQ(host.word(sr) & 0x07EE0000U, 0U);
    EXPECT_EQ(host.word(base), 0xFFFFFFFFU);
    host.target().setMishaps({.bitFlipOnProgram = 1});
    programWord(base + 32, 0);
    host.wait(100us);
    int wrong = 0;
    for (std::uint32_t i = 0; i < 8; ++i) {
        wrong += __builtin_popcount(host.word(base + 32 + 4 * i) ^ i);
    }
    EXPECT_EQ(wrong, 1);
    host.target().setMishaps({.eraseIgnored = 1});
    host.write(cr, ser | start | psize(3));
    host.wait(1s);
    EXPECT_EQ(host.word(sr) & 0x07EE0000U, 0U);
    EXPECT_NE(host.word(base + 36), 0xFFFFFFFFU);
    host.target().setMishaps({.eraseForever = 1});
    host.write(cr, ser | start | psize(3));
    host.wait(1h);
    EXPECT_NE(host.word(sr) & bsy, 0U);
    host.target().setMishaps({});
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(sr) & bsy, 0U);
}

} // namespace
} // namespace greenlight::sim
