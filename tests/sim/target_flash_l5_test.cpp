#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t base = 0x08000000;
constexpr std::uint32_t nskeyr = 0x40022008, optkeyr = 0x40022010, nssr = 0x40022020,
                        nscr = 0x40022028, optr = 0x40022040, wrp1ar = 0x40022058;
constexpr std::uint32_t pg = 1, per = 2, mer1 = 4, bker = 1U << 11U, bwr = 1U << 14U,
                        mer2 = 1U << 15U, strt = 1U << 16U, optstrt = 1U << 17U,
                        oblLaunch = 1U << 27U;
constexpr std::uint32_t operr = 2, progerr = 1U << 3U, wrperr = 1U << 4U, pgaerr = 1U << 5U,
                        sizerr = 1U << 6U, pgserr = 1U << 7U, optwerr = 1U << 13U, bsy = 1U << 16U,
                        wdw = 1U << 17U, oem1lock = 1U << 18U;

struct Part {
    Chip chip;
    std::uint8_t ap;
    std::uint32_t unitBytes;
    std::uint32_t burstBytes;
    std::uint32_t pageBytes;
    std::uint32_t bankTwo;
    Duration unit;
    Duration page;
    Duration bank;
};

class SimFlashL5 : public testing::TestWithParam<Part> {
protected:
    SimFlashL5() : host(withChip({})) { open(); }

    void open() {
        host.freezeWire();
        host.selectAp(GetParam().ap);
        ASSERT_TRUE(host.connect());
        host.selectAp(GetParam().ap);
        ASSERT_TRUE(host.halt());
        supply();
    }

    void put(BoardSpec spec) {
        host = SwdHost(withChip(spec));
        open();
    }

    static BoardSpec withChip(BoardSpec spec) {
        spec.chip = GetParam().chip;
        return spec;
    }

    /// Range 1 of the L5's core supply.
    void supply() {
        if (GetParam().chip == Chip::L552) {
            host.write(0x40021058, 1U << 28U);
            host.write(0x40007000, 0x200);
        }
    }

    void unlock() {
        host.write(nskeyr, 0x45670123);
        host.write(nskeyr, 0xCDEF89AB);
    }

    void unlockOptions() {
        host.write(optkeyr, 0x08192A3B);
        host.write(optkeyr, 0x4C5D6E7F);
    }

    void store(std::uint32_t address, std::uint32_t bytes, std::uint32_t first = 0x1000) {
        for (std::uint32_t i = 0; i < bytes; i += 4) {
            host.write(address + i, first + i);
        }
    }

    void expectReadyAfter(Duration time) {
        host.wait(time - 1ns);
        EXPECT_NE(host.word(nssr) & bsy, 0U);
        host.wait(1ns);
        EXPECT_EQ(host.word(nssr) & bsy, 0U);
    }

    SwdHost host;
};

INSTANTIATE_TEST_SUITE_P(
    Parts, SimFlashL5,
    testing::Values(Part{Chip::L552, 0, 8, 0, 2048, 0x40000, 81690ns, 22020us, 22130us},
                    Part{Chip::U575, 0, 16, 128, 8192, 0x100000, 118us, 1500us, 195ms},
                    Part{Chip::WBA52, 1, 16, 128, 8192, 0, 118us, 1500us, 195ms}),
    [](const auto& part) { return std::string(name(part.param.chip)); });

TEST_P(SimFlashL5, IsLockedAfterResetAndAfterAWrongKey) {
    EXPECT_EQ(host.word(nscr), 0xC0000000U);
    EXPECT_EQ(host.word(optr) & 0x800000FFU, 0xAAU);
    unlockOptions();
    EXPECT_EQ(host.word(nscr), 0xC0000000U);
    unlock();
    EXPECT_EQ(host.word(nscr), 0x40000000U);
    host.write(nscr, 1U << 31U);
    EXPECT_EQ(host.write(nskeyr, 1), Ack::Fault);
    host.clearErrors();
    unlock();
    host.clearErrors();
    EXPECT_EQ(host.word(nscr), 0xC0000000U);
}

TEST_P(SimFlashL5, WaitsForTheWordsOfAUnitAndTakesThemInOrderOnly) {
    unlock();
    host.write(nscr, pg);
    store(base, GetParam().unitBytes - 4);
    EXPECT_EQ(host.word(nssr), wdw);
    host.write(base + GetParam().unitBytes - 4, 9);
    expectReadyAfter(GetParam().unit);
    EXPECT_EQ(host.word(base), 0x1000U);
    EXPECT_EQ(host.word(nssr), 0U);
    host.write(base + GetParam().unitBytes, 1);
    host.write(base + 3 * GetParam().unitBytes, 1);
    EXPECT_EQ(host.word(nssr), pgserr | pgaerr);
}

TEST_P(SimFlashL5, RefusesWhatIsNotErasedNotAWordAndNotAligned) {
    unlock();
    host.write(nscr, pg);
    store(base, GetParam().unitBytes);
    host.wait(GetParam().unit);
    store(base, GetParam().unitBytes);
    EXPECT_EQ(host.word(nssr), progerr);
    host.write(nssr, progerr);
    host.write(base + 0x100, 1, 2);
    EXPECT_EQ(host.word(nssr), sizerr);
    host.write(nssr, sizerr);
    host.write(base + 0x104, 1);
    EXPECT_EQ(host.word(nssr), pgaerr);
    host.write(base + 0x200, 1);
    EXPECT_EQ(host.word(nssr), pgaerr | pgserr);
}

TEST_P(SimFlashL5, WritesEightUnitsFasterTogetherWhereItHasBursts) {
    unlock();
    host.write(nscr, pg | bwr);
    if (GetParam().burstBytes == 0) {
        store(base, GetParam().unitBytes);
        expectReadyAfter(GetParam().unit);
        return;
    }
    store(base, GetParam().burstBytes - 4);
    EXPECT_EQ(host.word(nssr), wdw);
    host.write(base + GetParam().burstBytes - 4, 1);
    expectReadyAfter(8 * 48us);
    EXPECT_EQ(host.word(base + 64), 0x1040U);
    EXPECT_EQ(host.word(nssr), 0U);
    host.write(base + 0x10, 1);
    EXPECT_EQ(host.word(nssr), pgaerr);
}

TEST_P(SimFlashL5, ErasesAPageOfItsBank) {
    const std::uint32_t size = GetParam().pageBytes;
    for (const std::uint32_t offset :
         {size - 1, size, 2 * size - 1, 2 * size, GetParam().bankTwo + size + 8}) {
        host.target().tamperFlash(offset, 0);
    }
    unlock();
    host.write(nscr, per | 1U << 3U | strt);
    expectReadyAfter(GetParam().page);
    EXPECT_EQ(host.target().flash()[size - 1], 0);
    EXPECT_EQ(host.target().flash()[size], 0xFF);
    EXPECT_EQ(host.target().flash()[2 * size - 1], 0xFF);
    EXPECT_EQ(host.target().flash()[2 * size], 0);
    if (GetParam().bankTwo != 0) {
        EXPECT_EQ(host.target().flash()[GetParam().bankTwo + size + 8], 0);
        host.write(nscr, per | bker | 1U << 3U | strt);
        expectReadyAfter(GetParam().page);
        EXPECT_EQ(host.target().flash()[GetParam().bankTwo + size + 8], 0xFF);
    }
}

TEST_P(SimFlashL5, ErasesABankAndTheOtherOnlyWhenAsked) {
    const auto last = static_cast<std::uint32_t>(host.target().flash().size() - 1);
    host.target().tamperFlash(0, 0);
    host.target().tamperFlash(last, 0);
    unlock();
    host.write(nscr, mer1 | strt);
    expectReadyAfter(GetParam().bank);
    EXPECT_EQ(host.target().flash()[0], 0xFF);
    EXPECT_EQ(host.target().flash()[last], GetParam().bankTwo != 0 ? 0 : 0xFF);
    host.write(nscr, mer1 | mer2 | strt);
    host.wait(390ms);
    EXPECT_EQ(host.word(nssr), 0U);
    EXPECT_EQ(host.target().flash()[last], 0xFF);
}

TEST_P(SimFlashL5, NamesAProtectedPage) {
    put({.writeProtectedSectors = 0b10});
    EXPECT_EQ(host.word(wrp1ar) & 0x00FF00FFU, 0x00010001U);
    unlock();
    host.write(nscr, per | 1U << 3U | strt);
    EXPECT_EQ(host.word(nssr), wrperr);
    host.write(nssr, wrperr);
    host.write(nscr, mer1 | strt);
    EXPECT_EQ(host.word(nssr), wrperr);
}

TEST_P(SimFlashL5, LeavesLevelOneOnlyWithoutAKeyAndErasesEverything) {
    for (const bool locked : {false, true}) {
        put({.rdpLevel = 1, .keyLocked = locked});
        host.target().tamperFlash(0, 0);
        EXPECT_EQ(host.read(base).ack, Ack::Fault);
        host.clearErrors();
        unlock();
        unlockOptions();
        host.write(optr, (host.word(optr) & ~0xFFU) | 0xAAU);
        host.write(nscr, optstrt);
        if (locked) {
            EXPECT_EQ(host.word(nssr), optwerr | oem1lock);
            continue;
        }
        host.wait(500ms);
        EXPECT_EQ(host.word(nssr), 0U);
        EXPECT_EQ(host.target().flash()[0], 0xFF);
        host.write(nscr, oblLaunch);
        host.wait(10ms);
        ASSERT_TRUE(host.connect());
        EXPECT_EQ(host.read(base).ack, Ack::Ok);
    }
}

TEST_P(SimFlashL5, DoesNotChangeAFrozenAreaOrLeaveTrustZoneByTheWay) {
    put({.trustZone = true});
    unlock();
    host.write(nscr, pg);
    host.write(base, 1);
    EXPECT_EQ(host.word(nssr), wrperr);
    host.write(nscr, 0);
    unlockOptions();
    host.write(optr, host.word(optr) & 0x7FFFFFFFU);
    host.write(nscr, optstrt);
    EXPECT_EQ(host.word(nssr), wrperr | optwerr);
    if (GetParam().chip == Chip::L552) {
        return;
    }
    put({.writeProtectionFrozen = true});
    unlock();
    unlockOptions();
    host.write(wrp1ar, 0xFF010000);
    host.write(nscr, optstrt);
    EXPECT_EQ(host.word(nssr), optwerr);
}

TEST(SimFlashL5Supply, WritesNothingInTheRangeThatAResetLeaves) {
    SwdHost host(Chip::L552);
    host.freezeWire();
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    EXPECT_EQ(host.word(0x40007000), 0x400U);
    host.write(0x40007000, 0x200); // the clock of PWR is off
    EXPECT_EQ(host.word(0x40007000), 0x400U);
    host.write(nskeyr, 0x45670123);
    host.write(nskeyr, 0xCDEF89AB);
    host.write(nscr, per | strt);
    EXPECT_EQ(host.word(nssr), operr);
    host.write(nssr, operr);
    host.write(0x40021058, 1U << 28U);
    host.write(0x40007000, 0x200);
    host.write(nscr, per | strt);
    EXPECT_EQ(host.word(nssr), bsy);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(0x40007000), 0x400U);
}

} // namespace
} // namespace greenlight::sim
