#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

// What the larger and the other members of the F1 and F4 controllers do that the first ones do not:
// second banks, second register sets, option bytes that need a launch.

namespace greenlight::sim {
namespace {

using Resident = BoardSpec::Resident;

constexpr std::uint32_t fpec = 0x40022000;
constexpr std::uint32_t keyr = fpec + 0x04;
constexpr std::uint32_t optkeyr = fpec + 0x08;
constexpr std::uint32_t sr = fpec + 0x0C;
constexpr std::uint32_t cr = fpec + 0x10;
constexpr std::uint32_t ar = fpec + 0x14;
constexpr std::uint32_t obr = fpec + 0x1C;
constexpr std::uint32_t second = 0x40;

/// Lets so much time pass and the chip notice it.
void pass(SwdHost& host, Duration time) {
    host.wait(time);
    static_cast<void>(host.word(dhcsrAddress));
}

void unlock(SwdHost& host, std::uint32_t key) {
    host.write(key, 0x45670123);
    host.write(key, 0xCDEF89AB);
}

TEST(SimFlashXl, ErasesASecondBankOnlyThroughItsOwnRegisters) {
    SwdHost host(Chip::F103XL);
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    host.target().tamperFlash(0x80000, 0);
    host.target().tamperFlash(0x800, 0);
    unlock(host, keyr);
    host.write(cr, 2);
    host.write(ar, 0x08080000);
    host.write(cr, 0x42);
    pass(host, 50ms);
    EXPECT_EQ(host.target().flash()[0x80000], 0);
    EXPECT_EQ(host.word(cr + second) & 0x80U, 0x80U); // a lock of its own
    unlock(host, keyr + second);
    host.write(cr + second, 2);
    host.write(ar + second, 0x08080000);
    host.write(cr + second, 0x42);
    EXPECT_EQ(host.word(sr + second) & 1U, 1U);
    EXPECT_EQ(host.word(sr) & 1U, 0U);
    EXPECT_EQ(host.read(0x08000800).ack, Ack::Ok); // the other bank can be read meanwhile
    EXPECT_EQ(host.read(0x08080000).ack, Ack::Wait);
    host.abort();
    pass(host, 50ms);
    EXPECT_EQ(host.target().flash()[0x80000], 0xFF);
    EXPECT_EQ(host.target().flash()[0x800], 0);
    host.write(cr + second, 4);
    host.write(cr + second, 0x44);
    pass(host, 50ms);
    EXPECT_EQ(host.target().flash()[0x800], 0);
}

TEST(SimFlashXl, IsProgrammedInEachBankByTheBitOfThatBank) {
    SwdHost host(Chip::F103XL);
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    unlock(host, keyr);
    host.write(cr, 1);
    host.write(0x08080010, 0x1234, 2);
    pass(host, 1ms);
    EXPECT_EQ(host.target().flash()[0x80010], 0xFF);
    unlock(host, keyr + second);
    host.write(cr + second, 1);
    host.write(0x08080010, 0x1234, 2);
    pass(host, 1ms);
    EXPECT_EQ(host.target().flash()[0x80010], 0x34);
    host.write(0x08080010, 0x1111, 2);
    pass(host, 1ms);
    EXPECT_EQ(host.word(sr + second) & 4U, 4U);
    EXPECT_EQ(host.word(sr) & 4U, 0U);
}

/// Erases the option bytes and writes this into the first of them.
void writeProtectionByte(SwdHost& host, std::uint32_t byte) {
    unlock(host, keyr);
    unlock(host, optkeyr);
    host.write(cr, 0x220);
    host.write(cr, 0x260);
    pass(host, 50ms);
    host.write(cr, 0x210);
    host.write(0x1FFFF800, byte, 2);
    pass(host, 1ms);
}

TEST(SimFlashF0, LoadsItsOptionsByALaunchAndNotByAReset) {
    SwdHost host(BoardSpec{.chip = Chip::F072, .resident = Resident::Blinky});
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(obr) & 6U, 0U);
    writeProtectionByte(host, 0x00);
    ASSERT_TRUE(host.resetAndHalt());
    EXPECT_EQ(host.word(obr) & 6U, 0U);
    EXPECT_EQ(host.read(0x08000000).ack, Ack::Ok);
    unlock(host, keyr);
    host.write(cr, 1U << 13U);
    EXPECT_FALSE(host.connect()); // the launch resets, and drops the link for a while
    host.wait(10ms);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(obr) & 6U, 2U);
    EXPECT_EQ(host.read(0x08000000).ack, Ack::Fault);
}

TEST(SimFlashF3, LoadsItsOptionsByAResetToo) {
    SwdHost host(BoardSpec{.chip = Chip::F303, .resident = Resident::Blinky});
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    writeProtectionByte(host, 0x00);
    static_cast<void>(host.resetAndHalt());
    EXPECT_EQ(host.word(obr) & 6U, 2U);
}

TEST(SimFlashF0, ProtectsItselfWhenItsOptionsAreLeftErased) {
    SwdHost host(BoardSpec{.chip = Chip::F072, .resident = Resident::Blinky});
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    unlock(host, keyr);
    unlock(host, optkeyr);
    host.write(cr, 0x220);
    host.write(cr, 0x260);
    pass(host, 50ms);
    host.target().setPower(false, host.now());
    host.target().setPower(true, host.now());
    host.wait(10ms);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(obr) & 6U, 2U);
}

constexpr std::uint32_t f4 = 0x40023C00;
constexpr std::uint32_t f4Keyr = f4 + 0x04;
constexpr std::uint32_t f4Optkeyr = f4 + 0x08;
constexpr std::uint32_t f4Sr = f4 + 0x0C;
constexpr std::uint32_t f4Cr = f4 + 0x10;
constexpr std::uint32_t f4Optcr = f4 + 0x14;
constexpr std::uint32_t x32 = 2U << 8U;

/// Erases what this SNB means and tells which kilobytes went: the first and how many.
std::pair<std::size_t, std::size_t> erasedBy(SwdHost& host, std::uint32_t code) {
    for (std::uint32_t offset = 0; offset < host.target().flash().size(); offset += 1024) {
        host.target().tamperFlash(offset, 0);
    }
    host.write(f4Cr, 2U | code << 3U | x32);
    host.write(f4Cr, 2U | code << 3U | x32 | 1U << 16U);
    pass(host, 3s);
    std::size_t first = 0;
    std::size_t count = 0;
    const auto flash = host.target().flash();
    for (std::size_t kb = 0; kb < flash.size() / 1024; ++kb) {
        if (flash[kb * 1024] == 0xFF) {
            first = count == 0 ? kb : first;
            ++count;
        }
    }
    return {first, count};
}

using Range = std::pair<std::size_t, std::size_t>;

TEST(SimFlashBanks, CodesTheSectorsOfASecondBankFromSixteenUp) {
    SwdHost host(Chip::F429);
    ASSERT_TRUE(host.connect());
    unlock(host, f4Keyr);
    EXPECT_EQ(erasedBy(host, 11), (Range{896, 128}));
    EXPECT_EQ(erasedBy(host, 16), (Range{1024, 16}));
    EXPECT_EQ(erasedBy(host, 27), (Range{1920, 128}));
    EXPECT_EQ(erasedBy(host, 12), (Range{0, 0}));
    EXPECT_NE(host.word(f4Sr) & 0x80U, 0U);
}

TEST(SimFlashBanks, OfOneMegabyteAreTwoOnlyWhenDb1mSaysSo) {
    SwdHost one(BoardSpec{.chip = Chip::F429, .flashKb = 1024});
    ASSERT_TRUE(one.connect());
    unlock(one, f4Keyr);
    EXPECT_EQ(erasedBy(one, 11), (Range{896, 128}));
    EXPECT_EQ(erasedBy(one, 16), (Range{0, 0}));
    SwdHost two(BoardSpec{.chip = Chip::F429, .flashKb = 1024, .banks = 2});
    ASSERT_TRUE(two.connect());
    EXPECT_EQ(two.word(f4Optcr) & 1U << 30U, 1U << 30U);
    unlock(two, f4Keyr);
    EXPECT_EQ(erasedBy(two, 16), (Range{512, 16}));
    EXPECT_EQ(erasedBy(two, 8), (Range{0, 0}));
}

TEST(SimFlashBanks, OfAnF7AreDividedByNDbank) {
    SwdHost one(Chip::F767);
    ASSERT_TRUE(one.connect());
    unlock(one, f4Keyr);
    EXPECT_EQ(erasedBy(one, 0), (Range{0, 32}));
    EXPECT_EQ(erasedBy(one, 4), (Range{128, 128}));
    EXPECT_EQ(erasedBy(one, 11), (Range{1792, 256}));
    SwdHost two(BoardSpec{.chip = Chip::F767, .banks = 2});
    ASSERT_TRUE(two.connect());
    unlock(two, f4Keyr);
    EXPECT_EQ(erasedBy(two, 0), (Range{0, 16}));
    EXPECT_EQ(erasedBy(two, 20), (Range{1088, 64}));
    SwdHost small(Chip::F746);
    ASSERT_TRUE(small.connect());
    unlock(small, f4Keyr);
    EXPECT_EQ(erasedBy(small, 7), (Range{768, 256}));
    EXPECT_EQ(erasedBy(small, 8), (Range{0, 0}));
}

TEST(SimFlashBanks, CanBeReadWhileTheOtherIsErased) {
    for (const Chip chip : {Chip::F429, Chip::F767}) {
        SwdHost host(BoardSpec{.chip = chip, .banks = 2});
        ASSERT_TRUE(host.connect());
        ASSERT_TRUE(host.halt());
        unlock(host, f4Keyr);
        host.write(f4Cr, 2U | 16U << 3U | x32);
        host.write(f4Cr, 2U | 16U << 3U | x32 | 1U << 16U);
        EXPECT_EQ(host.read(0x08000000).ack, Ack::Ok) << name(chip);
        EXPECT_EQ(host.read(0x08100000).ack, Ack::Wait) << name(chip);
        host.abort();
    }
}

TEST(SimFlashBanks, AreErasedOneByOneOrTogetherByTheirMassEraseBits) {
    SwdHost host(Chip::F429);
    ASSERT_TRUE(host.connect());
    host.target().tamperFlash(0, 0);
    host.target().tamperFlash(0x100000, 0);
    unlock(host, f4Keyr);
    host.write(f4Cr, 0x8000U | x32);
    host.write(f4Cr, 0x8000U | x32 | 1U << 16U);
    pass(host, 9s);
    EXPECT_EQ(host.target().flash()[0], 0);
    EXPECT_EQ(host.target().flash()[0x100000], 0xFF);
    host.target().tamperFlash(0x100000, 0);
    host.write(f4Cr, 0x8004U | x32);
    host.write(f4Cr, 0x8004U | x32 | 1U << 16U);
    pass(host, 9s);
    EXPECT_EQ(host.target().flash()[0], 0xFF);
    EXPECT_EQ(host.target().flash()[0x100000], 0xFF);
}

TEST(SimFlashBanks, AreProtectedByARegisterEach) {
    SwdHost host(BoardSpec{.chip = Chip::F429, .writeProtectedSectors = 1U << 12U});
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(f4Optcr + 4), 0x0FFE0000U);
    unlock(host, f4Keyr);
    EXPECT_EQ(erasedBy(host, 16), (Range{0, 0}));
    EXPECT_NE(host.word(f4Sr) & 0x10U, 0U);
    host.write(f4Sr, 0x10);
    EXPECT_EQ(erasedBy(host, 0), (Range{0, 16}));
    host.write(f4Cr, 0x8004U | x32 | 1U << 16U);
    EXPECT_NE(host.word(f4Sr) & 0x10U, 0U); // a mass erase spares nothing and is refused
}

TEST(SimFlashBanks, KeepWhatIsInTheSecondOptionRegister) {
    SwdHost host(Chip::F746);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(f4Optcr + 4), 0x00400080U);
    host.write(f4Optkeyr, 0x08192A3B);
    host.write(f4Optkeyr, 0x4C5D6E7F);
    host.write(f4Optcr + 4, 0x00402000);
    host.write(f4Optcr, 0xC0FFAAFE);
    host.wait(2s);
    static_cast<void>(host.resetAndHalt());
    EXPECT_EQ(host.word(f4Optcr + 4), 0x00402000U);
}

TEST(SimFlashF7, ShowsTheSameCellsAtTheAddressOfTheItcmPort) {
    SwdHost host(BoardSpec{.chip = Chip::F746, .resident = Resident::Blinky});
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(0x00200000), 0x20002000U);
    EXPECT_EQ(host.word(0x08000000), 0x20002000U);
    EXPECT_NE(host.word(0x00000000), 0x20002000U); // RAM of the core
}

} // namespace
} // namespace greenlight::sim
