#include "tests/sim/swd_host.h"

#include <gtest/gtest.h>

#include <bit>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t base = 0x08000000;
constexpr std::uint32_t keyr = 0x40023C04, sr = 0x40023C0C, cr = 0x40023C10;
constexpr std::uint32_t pg = 1, ser = 2, words = 2U << 8U, strt = 1U << 16U;
constexpr std::uint32_t locked = 0x80000000;

/// The first sector of an F407, full of zeros, and what befalls one of its operations.
class SimFlashStruck : public testing::Test {
protected:
    static constexpr std::uint32_t sectorBytes = 16 * 1024;

    SimFlashStruck() {
        EXPECT_TRUE(host.connect());
        EXPECT_TRUE(host.halt());
        host.write(keyr, 0x45670123);
        host.write(keyr, 0xCDEF89AB);
    }

    void strike(std::uint64_t operation, FlashMishap mishap) {
        for (std::uint32_t offset = 0; offset < sectorBytes; ++offset) {
            host.target().tamperFlash(offset, 0);
        }
        host.target().setMishaps({.strikes = {{operation, mishap}}});
    }

    void erase() {
        host.write(cr, ser | words | strt);
        host.wait(std::chrono::seconds(1));
    }

    void program(std::uint32_t offset, std::uint32_t value) {
        host.write(cr, pg | words);
        host.write(base + offset, value);
        host.wait(std::chrono::milliseconds(1));
    }

    /// Bits of the sector that are not as after an erase.
    std::size_t programmedBits() {
        // What happens in the chip is made up for when somebody talks to it.
        static_cast<void>(host.word(sr));
        std::size_t bits = 0;
        for (const std::uint8_t cell : host.target().flash().first(sectorBytes)) {
            bits += static_cast<std::size_t>(8 - std::popcount(cell));
        }
        return bits;
    }

    std::uint64_t injected(FlashMishap mishap) {
        return host.target().flashTally().injected.at(static_cast<std::size_t>(mishap));
    }

    SwdHost host{Chip::F407};
};

TEST_F(SimFlashStruck, DoesNothingAtTheOneEraseThatIsIgnoredAndReportsSuccess) {
    strike(1, FlashMishap::EraseIgnored);
    erase();
    EXPECT_EQ(programmedBits(), 0U);
    program(0, 0);
    erase();
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(programmedBits(), 32U);
    erase();
    EXPECT_EQ(programmedBits(), 0U);
    EXPECT_EQ(injected(FlashMishap::EraseIgnored), 1U);
    EXPECT_EQ(host.target().flashTally().erases, 3U);
    EXPECT_EQ(host.target().flashTally().programs, 1U);
}

TEST_F(SimFlashStruck, ProgramsAllWordsButTheIgnoredOne) {
    strike(1, FlashMishap::ProgramIgnored);
    erase();
    for (std::uint32_t word = 0; word < 3; ++word) {
        program(4 * word, 0);
    }
    EXPECT_EQ(host.word(sr), 0U);
    EXPECT_EQ(host.word(base), 0U);
    EXPECT_EQ(host.word(base + 4), 0xFFFFFFFFU);
    EXPECT_EQ(host.word(base + 8), 0U);
}

TEST_F(SimFlashStruck, LeavesOneBitWrongWhereABitFlips) {
    strike(0, FlashMishap::EraseFlip);
    erase();
    EXPECT_EQ(programmedBits(), 1U);
    strike(0, FlashMishap::ProgramFlip);
    erase();
    program(0, 0);
    EXPECT_EQ(programmedBits(), 31U);
}

TEST_F(SimFlashStruck, LosesItsSupplyInTheMiddleOfAnEraseAndResets) {
    strike(0, FlashMishap::BrownOutErase);
    erase();
    // Nobody answers before the link is made anew.
    EXPECT_EQ(host.raw(false, true, 0x4).ack, Ack::Silence);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(cr), locked);
    // Neither what was there nor what should be.
    EXPECT_GT(programmedBits(), 8U * sectorBytes / 4);
    EXPECT_LT(programmedBits(), 8U * sectorBytes * 3 / 4);
    EXPECT_EQ(injected(FlashMishap::BrownOutErase), 1U);
}

TEST_F(SimFlashStruck, IsWithoutSupplyForFiveMillisecondsAfterABrownOut) {
    strike(0, FlashMishap::BrownOutErase);
    host.write(cr, ser | words | strt);
    unsigned dark = 0;
    for (unsigned millisecond = 0; millisecond < 300; ++millisecond) {
        host.wait(std::chrono::milliseconds(1));
        dark += host.target().millivolts(host.now()) == 0 ? 1U : 0U;
    }
    EXPECT_EQ(dark, 5U);
}

TEST_F(SimFlashStruck, LosesItsSupplyInTheMiddleOfAProgramOperation) {
    strike(1, FlashMishap::BrownOutProgram);
    erase();
    program(0, 0);
    EXPECT_EQ(host.word(base), 0U);
    program(4, 0);
    host.wait(std::chrono::milliseconds(6));
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(base), 0U);
    EXPECT_NE(host.word(base + 4), 0U);
    EXPECT_EQ(host.word(cr), locked);
}

} // namespace
} // namespace greenlight::sim
