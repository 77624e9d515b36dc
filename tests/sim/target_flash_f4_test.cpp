#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t base = 0x08000000;
constexpr std::uint32_t keyr = 0x40023C04, optkeyr = 0x40023C08, sr = 0x40023C0C, cr = 0x40023C10,
                        optcr = 0x40023C14;
constexpr std::uint32_t pg = 1, ser = 2, mer = 4, strt = 1U << 16U, eopie = 1U << 24U;
constexpr std::uint32_t eop = 1, operr = 2, wrperr = 1U << 4U, pgperr = 1U << 6U, pgserr = 1U << 7U,
                        bsy = 1U << 16U;

constexpr std::uint32_t psize(unsigned code) { return code << 8U; }

constexpr std::uint32_t sector(unsigned number) { return number << 3U; }

class SimFlashF4 : public testing::Test {
protected:
    SimFlashF4() : SimFlashF4(BoardSpec{.chip = Chip::F407}) {}

    explicit SimFlashF4(const BoardSpec& spec) : host(spec) {
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

    void expectReadyAfter(Duration time) {
        host.wait(time - 1ns);
        EXPECT_NE(host.word(sr) & bsy, 0U);
        host.wait(1ns);
        EXPECT_EQ(host.word(sr) & bsy, 0U);
    }

    SwdHost host;
};

TEST_F(SimFlashF4, UnlocksWithItsKeysAndFaultsAWrongOne) {
    EXPECT_EQ(host.word(cr), 0x80000000U);
    EXPECT_EQ(host.word(optcr), 0x0FFFAAEDU);
    unlock();
    EXPECT_EQ(host.word(cr), 0U);
    host.write(cr, 1U << 31U);
    EXPECT_EQ(host.word(cr), 0x80000000U);
    EXPECT_EQ(host.write(keyr, 0x11111111), Ack::Fault);
    host.clearErrors();
    host.write(keyr, 0x45670123);
    host.clearErrors();
    host.write(keyr, 0xCDEF89AB);
    host.clearErrors();
    EXPECT_EQ(host.word(cr), 0x80000000U);
    ASSERT_TRUE(host.resetAndHalt());
    unlock();
    EXPECT_EQ(host.word(cr), 0U);
}

TEST_F(SimFlashF4, ErasesEachSectorInTheTimeOfItsSizeAndParallelism) {
    struct Figure {
        unsigned number;
        std::array<Duration, 3> times;
    };

    constexpr std::array figures{Figure{0, {400ms, 300ms, 250ms}}, Figure{3, {400ms, 300ms, 250ms}},
                                 Figure{4, {1200ms, 700ms, 550ms}}, Figure{5, {2s, 1300ms, 1s}},
                                 Figure{11, {2s, 1300ms, 1s}}};
    unlock();
    for (const Figure& figure : figures) {
        for (unsigned code = 0; code < figure.times.size(); ++code) {
            host.write(cr, ser | sector(figure.number) | psize(code) | strt);
            expectReadyAfter(figure.times.at(code));
        }
    }
}

TEST_F(SimFlashF4, ErasesTheChipInTheTimeOfItsParallelism) {
    constexpr std::array<Duration, 3> times{16s, 11s, 8s};
    unlock();
    for (unsigned code = 0; code < times.size(); ++code) {
        host.write(cr, mer | psize(code) | strt);
        expectReadyAfter(times.at(code));
    }
}

TEST_F(SimFlashF4, ErasesExactlyTheSector) {
    struct Bounds {
        unsigned number;
        std::uint32_t first;
        std::uint32_t last;
    };

    for (const Bounds& bounds : {Bounds{3, 0xC000, 0xFFFF}, Bounds{4, 0x10000, 0x1FFFF},
                                 Bounds{5, 0x20000, 0x3FFFF}, Bounds{11, 0xE0000, 0xFFFFF}}) {
        SwdHost one(Chip::F407);
        ASSERT_TRUE(one.connect());
        one.target().tamperFlash(bounds.first - 1, 0);
        one.target().tamperFlash(bounds.first, 0);
        one.target().tamperFlash(bounds.last, 0);
        one.write(keyr, 0x45670123);
        one.write(keyr, 0xCDEF89AB);
        one.write(cr, ser | sector(bounds.number) | psize(2) | strt);
        one.wait(2s);
        EXPECT_EQ(one.word(sr), 0U);
        EXPECT_EQ(one.target().flash()[bounds.first - 1], 0);
        EXPECT_EQ(one.target().flash()[bounds.first], 0xFF);
        EXPECT_EQ(one.target().flash()[bounds.last], 0xFF);
    }
}

TEST_F(SimFlashF4, ProgramsInSixteenMicrosecondsPerAccess) {
    unlock();
    host.write(cr, pg | psize(2));
    host.write(base, 0xCAFEF00D);
    expectReadyAfter(16us);
    EXPECT_EQ(host.word(base), 0xCAFEF00DU);
    host.write(cr, pg | psize(1));
    host.write(base + 4, 0x1234, 2);
    expectReadyAfter(16us);
    host.write(cr, pg | psize(0));
    host.write(base + 6, 0x56, 1);
    expectReadyAfter(16us);
    EXPECT_EQ(host.word(base + 4), 0xFF561234U);
}

TEST_F(SimFlashF4, DemandsTheWidthOfItsParallelism) {
    unlock();
    host.write(cr, pg | psize(2));
    host.write(base, 0x12, 1);
    EXPECT_EQ(host.word(sr), pgperr);
    host.write(sr, pgperr);
    host.write(base, 0x1234, 2);
    EXPECT_EQ(host.word(sr), pgperr);
    host.write(sr, pgperr);
    host.write(cr, pg | psize(0));
    host.write(base, 0x12345678);
    EXPECT_EQ(host.word(sr), pgperr);
    host.wait(1s);
    EXPECT_EQ(host.word(base), 0xFFFFFFFFU);
}

TEST_F(SimFlashF4, RefusesAStoreWithoutPg) {
    host.write(base, 0);
    EXPECT_EQ(host.word(sr), pgserr);
    host.write(sr, pgserr);
    unlock();
    host.write(base, 0);
    EXPECT_EQ(host.word(sr), pgserr);
}

TEST_F(SimFlashF4, RefusesASectorThatIsNotThere) {
    unlock();
    host.write(cr, ser | sector(12) | psize(2) | strt);
    EXPECT_EQ(host.word(sr), pgserr);
    SwdHost small(BoardSpec{.chip = Chip::F407, .flashKb = 512});
    ASSERT_TRUE(small.connect());
    small.write(keyr, 0x45670123);
    small.write(keyr, 0xCDEF89AB);
    small.write(cr, ser | sector(8) | psize(2) | strt);
    EXPECT_EQ(small.word(sr), pgserr);
}

TEST_F(SimFlashF4, AddsZerosToAWordButNeverOnes) {
    unlock();
    host.write(cr, pg | psize(2));
    host.write(base, 0xFFFF0F0F);
    host.wait(16us);
    host.write(base, 0x00FFFFFF);
    host.wait(16us);
    EXPECT_EQ(host.word(base), 0x00FF0F0FU);
    EXPECT_EQ(host.word(sr), 0U);
}

TEST_F(SimFlashF4, ShowsTheEndOnlyWhenAskedTo) {
    unlock();
    host.write(cr, pg | psize(2));
    host.write(base, 1);
    host.wait(16us);
    EXPECT_EQ(host.word(sr), 0U);
    host.write(cr, pg | psize(2) | eopie);
    host.write(base + 4, 1);
    EXPECT_EQ(host.word(sr), bsy);
    host.wait(16us);
    EXPECT_EQ(host.word(sr), eop);
    host.write(sr, eop);
    EXPECT_EQ(host.word(sr), 0U);
}

TEST_F(SimFlashF4, StallsTheBusOnAControlWriteWhileBusy) {
    unlock();
    host.write(cr, ser | sector(0) | psize(2) | strt);
    EXPECT_EQ(host.write(cr, pg | psize(2)), Ack::Wait);
    host.wait(250ms - 1ns);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Wait);
    host.wait(1ns);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Ok);
    EXPECT_EQ(host.word(cr), pg | psize(2));
}

TEST_F(SimFlashF4, StallsReadsAndStoresOfTheArrayWhileBusy) {
    unlock();
    host.write(cr, ser | sector(0) | psize(2) | strt);
    EXPECT_EQ(host.read(base + 0x80000).ack, Ack::Wait);
    host.abort();
    EXPECT_EQ(host.word(sr), bsy);
    host.wait(250ms);
    EXPECT_EQ(host.read(base + 0x80000).ack, Ack::Ok);
    host.write(cr, pg | psize(2));
    host.write(base, 1);
    EXPECT_EQ(host.write(base + 4, 2), Ack::Wait);
    host.wait(16us);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Ok);
    host.wait(16us);
    EXPECT_EQ(host.word(base + 4), 2U);
}

TEST_F(SimFlashF4, IsWeakAboveTheParallelismOfItsSupply) {
    struct Limit {
        unsigned millivolts;
        unsigned code;
        bool good;
    };

    for (const Limit& limit :
         {Limit{2700, 2, true}, Limit{2699, 2, false}, Limit{2100, 1, true}, Limit{2099, 1, false},
          Limit{1800, 0, true}, Limit{3300, 3, false}}) {
        SwdHost one(BoardSpec{.chip = Chip::F407, .millivolts = limit.millivolts});
        ASSERT_TRUE(one.connect());
        one.write(keyr, 0x45670123);
        one.write(keyr, 0xCDEF89AB);
        one.write(cr, ser | sector(0) | psize(limit.code) | strt);
        one.wait(1s);
        EXPECT_EQ(one.word(sr), 0U);
        const auto cells = one.target().flash().first(0x4000);
        EXPECT_EQ(std::ranges::all_of(cells, [](std::uint8_t cell) { return cell == 0xFF; }),
                  limit.good)
            << limit.millivolts << " mV, PSIZE " << limit.code;
    }
}

TEST_F(SimFlashF4, LeavesAHalfErasedSectorBehindAReset) {
    for (std::uint32_t i = 0; i < 256; ++i) {
        host.target().tamperFlash(i, 0);
    }
    unlock();
    host.write(cr, ser | sector(0) | psize(2) | strt);
    host.wait(100ms);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(sr), 0U);
    const auto cells = host.target().flash().first(256);
    EXPECT_TRUE(std::ranges::any_of(cells, [](std::uint8_t cell) { return cell != 0; }));
    EXPECT_TRUE(std::ranges::any_of(cells, [](std::uint8_t cell) { return cell != 0xFF; }));
}

class SimFlashF4Protected : public SimFlashF4 {
protected:
    SimFlashF4Protected()
        : SimFlashF4(BoardSpec{.chip = Chip::F407, .writeProtectedSectors = 1U << 2U}) {}
};

TEST_F(SimFlashF4Protected, RefusesWhatTouchesAProtectedSector) {
    EXPECT_EQ(host.word(optcr), 0x0FFBAAEDU);
    EXPECT_EQ(host.word(0x1FFFC008) & 0xFFFU, 0xFFBU);
    unlock();
    host.write(cr, ser | sector(2) | psize(2) | strt);
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(sr, wrperr);
    host.write(cr, mer | psize(2) | strt);
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(sr, wrperr);
    host.write(cr, pg | psize(2));
    host.write(base + 0x8000, 1);
    EXPECT_EQ(host.word(sr), wrperr);
    host.write(sr, wrperr);
    host.write(base + 0x7FFC, 1);
    EXPECT_EQ(host.word(sr), bsy);
}

TEST_F(SimFlashF4Protected, LiftsTheProtectionThroughTheOptionBytes) {
    host.write(optcr, 0x0FFFAAEC); // locked: nothing
    EXPECT_EQ(host.word(optcr), 0x0FFBAAEDU);
    unlockOptions();
    host.write(optcr, 0x0FFFAAEC);
    host.write(optcr, 0x0FFFAAEE);
    EXPECT_EQ(host.word(sr), bsy);
    host.wait(400ms);
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(host.word(optcr), 0x0FFFAAECU);
    host.write(optcr, 0x0FFFAAED);
    unlock();
    host.write(cr, ser | sector(2) | psize(2) | strt);
    EXPECT_EQ(host.word(sr), bsy);
}

TEST_F(SimFlashF4, ForgetsOptionsThatWereNotStarted) {
    unlockOptions();
    host.write(optcr, 0x0000AAEC);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(optcr), 0x0FFFAAEDU);
}

TEST_F(SimFlashF4, ReportsAnOperationErrorAsAMishap) {
    unlock();
    host.target().setMishaps({.flashError = 1});
    host.write(cr, ser | sector(0) | psize(2) | strt);
    host.wait(250ms);
    EXPECT_EQ(host.word(sr), operr);
}

} // namespace
} // namespace greenlight::sim
