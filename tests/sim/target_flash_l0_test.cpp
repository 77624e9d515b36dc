#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t base = 0x08000000;
constexpr std::uint32_t optionWord = 0x1FF80000;
constexpr std::uint32_t prog = 1U << 3U, erase = 1U << 9U, fprg = 1U << 10U, oblLaunch = 1U << 18U;
constexpr std::uint32_t bsy = 1, ready = 0xC, wrperr = 1U << 8U, pgaerr = 1U << 9U,
                        sizerr = 1U << 10U, optverr = 1U << 11U, notzeroerr = 1U << 16U;

struct Part {
    Chip chip;
    std::uint32_t controller;
    std::uint32_t pageBytes;
    std::uint32_t halfPageBytes;
    std::uint32_t bankTwo; ///< 0 with one bank
    Duration operation;
};

class SimFlashL0 : public testing::TestWithParam<Part> {
protected:
    SimFlashL0() : SimFlashL0(BoardSpec{}) {}

    explicit SimFlashL0(BoardSpec spec) : host(withChip(spec)) {
        host.freezeWire();
        EXPECT_TRUE(host.connect());
        EXPECT_TRUE(host.halt());
    }

    static BoardSpec withChip(BoardSpec spec) {
        spec.chip = GetParam().chip;
        return spec;
    }

    static std::uint32_t reg(std::uint32_t offset) { return GetParam().controller + offset; }

    std::uint32_t status() { return host.word(reg(0x18)); }

    void control(std::uint32_t value) { host.write(reg(0x04), value); }

    void unlock() {
        host.write(reg(0x0C), 0x89ABCDEF);
        host.write(reg(0x0C), 0x02030405);
    }

    void unlockProgram() {
        host.write(reg(0x10), 0x8C9DAEBF);
        host.write(reg(0x10), 0x13141516);
    }

    void unlockOptions() {
        host.write(reg(0x14), 0xFBEAD9C8);
        host.write(reg(0x14), 0x24252627);
    }

    void unlockAll() {
        unlock();
        unlockProgram();
        unlockOptions();
    }

    void expectReadyAfter(Duration time) {
        host.wait(time - 1ns);
        EXPECT_NE(status() & bsy, 0U);
        host.wait(1ns);
        EXPECT_EQ(status() & bsy, 0U);
    }

    void storeHalfPage(std::uint32_t address, std::uint32_t first) {
        for (std::uint32_t i = 0; i < GetParam().halfPageBytes; i += 4) {
            host.write(address + i, first + i);
        }
    }

    void reconnect() {
        host.wait(10ms);
        ASSERT_TRUE(host.connect());
        ASSERT_TRUE(host.halt());
    }

    SwdHost host;
};

INSTANTIATE_TEST_SUITE_P(Parts, SimFlashL0,
                         testing::Values(Part{Chip::L011, 0x40022000, 128, 64, 0, 3200us},
                                         Part{Chip::L072, 0x40022000, 128, 64, 0x18000, 3200us},
                                         Part{Chip::L152, 0x40023C00, 256, 128, 0x40000, 3280us}),
                         [](const auto& part) { return std::string(name(part.param.chip)); });

TEST_P(SimFlashL0, IsErasedToZero) {
    EXPECT_TRUE(std::ranges::all_of(host.target().flash(), [](auto byte) { return byte == 0; }));
}

TEST_P(SimFlashL0, OpensItsThreeLocksInOrderOnly) {
    EXPECT_EQ(host.word(reg(0x04)), 7U);
    EXPECT_EQ(status(), ready);
    unlockProgram();
    unlockOptions();
    EXPECT_EQ(host.word(reg(0x04)), 7U);
    unlock();
    EXPECT_EQ(host.word(reg(0x04)), 6U);
    unlockProgram();
    EXPECT_EQ(host.word(reg(0x04)), 4U);
    unlockOptions();
    EXPECT_EQ(host.word(reg(0x04)), 0U);
    control(1);
    EXPECT_EQ(host.word(reg(0x04)), 7U);
}

TEST_P(SimFlashL0, StaysLockedAfterAWrongKeyUntilTheNextReset) {
    EXPECT_EQ(host.write(reg(0x0C), 1), Ack::Fault);
    host.clearErrors();
    unlock();
    host.clearErrors();
    EXPECT_EQ(host.word(reg(0x04)), 7U);
    ASSERT_TRUE(host.resetAndHalt());
    unlock();
    EXPECT_EQ(host.word(reg(0x04)), 6U);
}

TEST_P(SimFlashL0, ErasesThePageOfAnyStoreWithProgAndErase) {
    const std::uint32_t size = GetParam().pageBytes;
    for (const std::uint32_t offset : {size - 1, size, 2 * size - 1, 2 * size}) {
        host.target().tamperFlash(offset, 0x55);
    }
    unlockAll();
    control(prog | erase);
    host.write(base + size + 8, 0);
    expectReadyAfter(GetParam().operation);
    EXPECT_EQ(host.target().flash()[size - 1], 0x55);
    EXPECT_EQ(host.target().flash()[size], 0);
    EXPECT_EQ(host.target().flash()[2 * size - 1], 0);
    EXPECT_EQ(host.target().flash()[2 * size], 0x55);
}

TEST_P(SimFlashL0, ErasesNothingWithoutProg) {
    host.target().tamperFlash(8, 0x55);
    unlockAll();
    control(erase);
    host.write(base, 0);
    EXPECT_EQ(status() & bsy, 0U);
    EXPECT_EQ(host.target().flash()[8], 0x55);
}

TEST_P(SimFlashL0, WritesAWordInTheTimeOfAHalfPage) {
    unlockAll();
    control(0);
    host.write(base + 4, 0x11223344);
    expectReadyAfter(GetParam().operation);
    EXPECT_EQ(host.word(base + 4), 0x11223344U);
    EXPECT_EQ(status(), ready);
    control(prog | fprg);
    storeHalfPage(base + GetParam().halfPageBytes, 0x1000);
    expectReadyAfter(GetParam().operation);
    EXPECT_EQ(host.word(base + GetParam().halfPageBytes + 60), 0x103CU);
    EXPECT_EQ(status(), ready);
}

TEST_P(SimFlashL0, IsBusyWhileAHalfPageIsNotWhole) {
    unlockAll();
    control(prog | fprg);
    host.write(base, 1);
    EXPECT_EQ(status() & bsy, bsy);
    host.wait(1s);
    EXPECT_EQ(status() & bsy, bsy);
    EXPECT_EQ(host.target().flash()[0], 0);
}

TEST_P(SimFlashL0, RefusesAHalfPageThatDoesNotBeginOrGoOnWhereItShould) {
    unlockAll();
    control(prog | fprg);
    host.write(base + 4, 1);
    EXPECT_EQ(status(), ready | pgaerr);
    host.write(reg(0x18), pgaerr);
    host.write(base, 1);
    host.write(base + 8, 1);
    EXPECT_EQ(status(), ready | pgaerr);
    EXPECT_EQ(host.target().flash()[0], 0);
}

TEST_P(SimFlashL0, DoesNotWriteWhatIsNotZero) {
    unlockAll();
    control(0);
    host.write(base, 1);
    host.wait(GetParam().operation);
    host.write(base, 3);
    EXPECT_EQ(status(), ready | notzeroerr);
    host.write(reg(0x18), notzeroerr);
    EXPECT_EQ(status(), ready);
    control(prog | fprg);
    storeHalfPage(base, 0x100);
    EXPECT_EQ(status(), ready | notzeroerr);
    EXPECT_EQ(host.word(base), 1U);
    EXPECT_EQ(host.word(base + 4), 0U);
}

TEST_P(SimFlashL0, LetsAWordOfZerosBeWrittenLater) {
    unlockAll();
    control(0);
    host.write(base, 0);
    host.wait(GetParam().operation);
    host.write(base, 7);
    host.wait(GetParam().operation);
    EXPECT_EQ(status(), ready);
    EXPECT_EQ(host.word(base), 7U);
}

TEST_P(SimFlashL0, TakesWordsOnly) {
    unlockAll();
    control(0);
    host.write(base, 0x12, 1);
    EXPECT_EQ(status(), ready | sizerr);
    host.write(reg(0x18), sizerr);
    host.write(base, 0x1234, 2);
    EXPECT_EQ(status(), ready | sizerr);
    EXPECT_EQ(host.target().flash()[0], 0);
}

TEST_P(SimFlashL0, RefusesStoresWhileItIsLocked) {
    unlock();
    host.write(base, 1);
    EXPECT_EQ(status(), ready | wrperr);
    control(prog | fprg);
    EXPECT_EQ(host.word(reg(0x04)) & fprg, 0U);
}

TEST_P(SimFlashL0, ReadsOneBankWhileTheOtherWorks) {
    unlockAll();
    control(prog | erase);
    host.write(base, 0);
    if (GetParam().bankTwo != 0) {
        EXPECT_EQ(host.read(base + GetParam().bankTwo).ack, Ack::Ok);
    }
    EXPECT_EQ(host.read(base + 4).ack, Ack::Wait);
    host.abort();
}

TEST_P(SimFlashL0, LeavesABadHalfPageWhenPowerFails) {
    unlockAll();
    control(prog | fprg);
    storeHalfPage(base, 0x12345678);
    host.wait(1ms);
    host.target().setPower(false, host.now());
    host.wait(1ms);
    host.target().setPower(true, host.now());
    reconnect();
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
    host.clearErrors();
    unlockAll();
    control(prog | erase);
    host.write(base, 0);
    host.wait(GetParam().operation);
    EXPECT_EQ(host.word(base), 0U);
}

TEST_P(SimFlashL0, KeepsOptionWordsThatAgreeWithTheirComplement) {
    unlockAll();
    host.write(optionWord, 0xFF44'00BB);
    expectReadyAfter(2 * GetParam().operation);
    EXPECT_EQ(host.word(reg(0x1C)) & 0xFFU, 0xAAU);
    control(oblLaunch);
    reconnect();
    EXPECT_EQ(host.word(reg(0x1C)) & 0xFFU, 0xBBU);
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
}

TEST_P(SimFlashL0, TakesAnOptionWordWithoutItsComplementAsProtected) {
    unlockAll();
    host.write(optionWord, 0x000000AA);
    host.wait(2 * GetParam().operation);
    control(oblLaunch);
    reconnect();
    EXPECT_EQ(status() & optverr, optverr);
    EXPECT_EQ(host.read(base).ack, Ack::Fault);
}

TEST_P(SimFlashL0, ErasesEverythingBehindTheLaunchOfARegression) {
    host.target().tamperFlash(0x100, 0x77);
    unlockAll();
    host.write(optionWord, 0xFF44'00BB);
    host.wait(2 * GetParam().operation);
    control(oblLaunch);
    reconnect();
    unlockAll();
    host.write(optionWord, 0xFF55'00AA);
    host.wait(2 * GetParam().operation);
    EXPECT_EQ(host.target().flash()[0x100], 0x77);
    control(oblLaunch);
    host.wait(10ms);
    const auto pages = host.target().flash().size() / GetParam().pageBytes;
    host.wait(GetParam().operation * static_cast<Duration::rep>(pages));
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.target().flash()[0x100], 0);
    EXPECT_EQ(host.read(base).ack, Ack::Ok);
}

TEST_P(SimFlashL0, ProtectsASectorOfFourKilobytesWithASetBit) {
    BoardSpec spec;
    spec.writeProtectedSectors = 0b10;
    host = SwdHost(withChip(spec));
    host.freezeWire();
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.halt());
    EXPECT_EQ(host.word(reg(0x20)), 2U);
    unlockAll();
    control(prog | erase);
    host.write(base + 0x1FFC, 0);
    EXPECT_EQ(status(), ready | wrperr);
    host.write(reg(0x18), wrperr);
    host.write(base + 0x2000, 0);
    EXPECT_EQ(status() & bsy, bsy);
}

} // namespace
} // namespace greenlight::sim
