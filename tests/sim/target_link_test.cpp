#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

struct Identity {
    Chip chip;
    std::uint32_t dpidr;
    std::uint32_t apIdr;
    std::uint32_t cpuid;
    std::uint32_t idcodeAddress;
    std::uint16_t devId;
    std::uint32_t sizeAddress;
    std::uint32_t uidAddress;
    unsigned flashKb;
    std::uint32_t romTable;
};

constexpr std::array identities{
    Identity{Chip::H725, 0x6BA02477, 0x84770001, 0x411FC272, 0x5C001000, 0x483, 0x1FF1E880,
             0x1FF1E800, 1024, 0xE00FE000},
    Identity{Chip::F407, 0x2BA01477, 0x24770011, 0x410FC241, 0xE0042000, 0x413, 0x1FFF7A22,
             0x1FFF7A10, 1024, 0xE00FF000},
    Identity{Chip::F103, 0x1BA01477, 0x14770011, 0x411FC231, 0xE0042000, 0x410, 0x1FFFF7E0,
             0x1FFFF7E8, 128, 0xE00FF000},
    Identity{Chip::L476, 0x2BA01477, 0x24770011, 0x410FC241, 0xE0042000, 0x415, 0x1FFF75E0,
             0x1FFF7590, 1024, 0xE00FF000},
    Identity{Chip::G474, 0x2BA01477, 0x24770011, 0x410FC241, 0xE0042000, 0x469, 0x1FFF75E0,
             0x1FFF7590, 512, 0xE00FF000},
    Identity{Chip::F103XL, 0x1BA01477, 0x14770011, 0x411FC231, 0xE0042000, 0x430, 0x1FFFF7E0,
             0x1FFFF7E8, 1024, 0xE00FF000},
    Identity{Chip::F303, 0x2BA01477, 0x24770011, 0x410FC241, 0xE0042000, 0x422, 0x1FFFF7CC,
             0x1FFFF7AC, 256, 0xE00FF000},
    Identity{Chip::F207, 0x2BA01477, 0x24770011, 0x412FC230, 0xE0042000, 0x411, 0x1FFF7A22,
             0x1FFF7A10, 1024, 0xE00FF000},
    Identity{Chip::F429, 0x2BA01477, 0x24770011, 0x410FC241, 0xE0042000, 0x419, 0x1FFF7A22,
             0x1FFF7A10, 2048, 0xE00FF000},
    Identity{Chip::F746, 0x5BA02477, 0x74770001, 0x410FC271, 0xE0042000, 0x449, 0x1FF0F442,
             0x1FF0F420, 1024, 0xE00FD000},
    Identity{Chip::F767, 0x5BA02477, 0x74770001, 0x411FC270, 0xE0042000, 0x451, 0x1FF0F442,
             0x1FF0F420, 2048, 0xE00FD000},
    Identity{Chip::L4R5, 0x2BA01477, 0x24770011, 0x410FC241, 0xE0042000, 0x470, 0x1FFF75E0,
             0x1FFF7590, 2048, 0xE00FF000},
    Identity{Chip::G431, 0x2BA01477, 0x24770011, 0x410FC241, 0xE0042000, 0x468, 0x1FFF75E0,
             0x1FFF7590, 128, 0xE00FF000},
    Identity{Chip::G071, 0x0BC11477, 0x04770031, 0x410CC601, 0x40015800, 0x460, 0x1FFF75E0,
             0x1FFF7590, 128, 0xF0000000},
    Identity{Chip::G0B1, 0x0BC11477, 0x04770031, 0x410CC601, 0x40015800, 0x467, 0x1FFF75E0,
             0x1FFF7590, 512, 0xF0000000},
    Identity{Chip::C031, 0x0BC11477, 0x04770031, 0x410CC601, 0x40015800, 0x453, 0x1FFF75A0,
             0x1FFF7550, 32, 0xF0000000},
    Identity{Chip::WB55, 0x6BA02477, 0x84770001, 0x410FC241, 0xE0042000, 0x495, 0x1FFF75E0,
             0x1FFF7590, 1024, 0xE00FF000},
    Identity{Chip::WLE5, 0x6BA02477, 0x84770001, 0x410FC241, 0xE0042000, 0x497, 0x1FFF75E0,
             0x1FFF7590, 256, 0xE00FF000},
    Identity{Chip::U083, 0x6BA02477, 0x84770001, 0x410CC601, 0x40015800, 0x489, 0x1FFF6EA0,
             0x1FFF6E50, 256, 0xF0000000},
    Identity{Chip::F072, 0x0BB11477, 0x04770021, 0x410CC200, 0x40015800, 0x448, 0x1FFFF7CC,
             0x1FFFF7AC, 128, 0xE00FF000},
};

class TargetIdentity : public testing::TestWithParam<Identity> {};

TEST_P(TargetIdentity, IsWhatTheManualsSay) {
    const Identity& expected = GetParam();
    BoardSpec spec{.chip = expected.chip};
    for (std::size_t i = 0; i < spec.uid.size(); ++i) {
        spec.uid.at(i) = static_cast<std::uint8_t>(0x10 + i);
    }
    SwdHost host(spec);
    host.lineReset();
    EXPECT_EQ(host.readDp(0x0), expected.dpidr);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.readAp(0xFC), expected.apIdr);
    EXPECT_EQ(host.readAp(0xF8), expected.romTable | 3U);
    EXPECT_EQ(host.word(0xE000ED00), expected.cpuid);
    host.openDebugUnit();
    EXPECT_EQ(host.word(expected.idcodeAddress) & 0xFFFU, expected.devId);
    EXPECT_EQ(host.read(expected.sizeAddress, 2).data, expected.flashKb);
    EXPECT_EQ(host.word(expected.uidAddress), 0x13121110U);
    EXPECT_EQ(host.word(expected.uidAddress + 8), 0x1B1A1918U);
}

TEST_P(TargetIdentity, StandsInTheRomTableAsThePartNumberOfSt) {
    SwdHost host(GetParam().chip);
    ASSERT_TRUE(host.connect());
    const std::uint32_t table = GetParam().romTable;
    EXPECT_EQ(host.word(table + 0xFF0), 0x0DU);
    EXPECT_EQ(host.word(table + 0xFF4), 0x10U); // class 1: a ROM table
    EXPECT_EQ(host.word(table + 0xFF8), 0x05U);
    EXPECT_EQ(host.word(table + 0xFFC), 0xB1U);
    const std::uint32_t part = host.word(table + 0xFE0) | ((host.word(table + 0xFE4) & 0xFU) << 8U);
    // A C031 shares the table of the G03x (DBGMCU tells them apart).
    EXPECT_EQ(part, GetParam().chip == Chip::C031 ? 0x466U : GetParam().devId);
    const std::uint32_t maker =
        (host.word(table + 0xFE4) >> 4U) | ((host.word(table + 0xFE8) & 7U) << 4U);
    EXPECT_EQ(maker, 0x20U);
    EXPECT_EQ(host.word(table) & 1U, 1U);
}

INSTANTIATE_TEST_SUITE_P(AllChips, TargetIdentity, testing::ValuesIn(identities),
                         [](const auto& identity) {
                             return std::string(name(identity.param.chip));
                         });

TEST(SimDebugPort, IsSilentBeforeALineReset) {
    SwdHost host(Chip::F407);
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Silence);
}

TEST(SimDebugPort, AnswersOnlyADpidrReadAfterALineReset) {
    SwdHost host(Chip::F407);
    host.lineReset();
    EXPECT_EQ(host.raw(false, true, 0x4).ack, Ack::Silence);
    EXPECT_EQ(host.raw(false, false, 0x0, 0x1E).ack, Ack::Silence);
    EXPECT_EQ(host.raw(true, true, 0xC).ack, Ack::Silence);
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Ok);
    EXPECT_EQ(host.raw(false, true, 0x4).ack, Ack::Ok);
}

TEST(SimDebugPort, AcknowledgesPowerUpAfterAWhileAndDropsItAtOnce) {
    SwdHost host(Chip::F407);
    host.lineReset();
    host.readDp(0x0);
    host.writeDp(0x4, 0x50000000);
    EXPECT_EQ(host.readDp(0x4) & 0xF0000000U, 0x50000000U);
    host.wait(20us);
    EXPECT_EQ(host.readDp(0x4) & 0xF0000000U, 0xF0000000U);
    host.writeDp(0x4, 0);
    EXPECT_EQ(host.readDp(0x4) & 0xF0000000U, 0U);
}

TEST(SimDebugPort, FaultsAnAccessBeforePowerUp) {
    SwdHost host(Chip::F407);
    host.lineReset();
    host.readDp(0x0);
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Fault);
    EXPECT_NE(host.readDp(0x4) & (1U << 5U), 0U);
}

TEST(SimDebugPort, ShowsABusErrorOfAWriteOnTheNextTransfer) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.writeAp(0x00, 0x23000052);
    host.writeAp(0x04, 0x90000000);
    EXPECT_EQ(host.raw(true, false, 0xC, 1).ack, Ack::Ok);
    EXPECT_EQ(host.raw(false, true, 0xC).ack, Ack::Fault);
}

TEST(SimDebugPort, FaultsUntilAbortClearsTheStickyError) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.read(0x90000000).ack, Ack::Fault);
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Fault);
    EXPECT_EQ(host.raw(false, false, 0x8, 0).ack, Ack::Fault);
    host.writeDp(0x4, 0x50000020); // writing CTRL/STAT does not clear it
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Fault);
    EXPECT_NE(host.readDp(0x4) & (1U << 5U), 0U);
    host.writeDp(0x0, 0x1A); // all flags but STKERRCLR
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Fault);
    host.writeDp(0x0, 0x04);
    EXPECT_EQ(host.readDp(0x4) & (1U << 5U), 0U);
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Ok);
}

TEST(SimDebugPort, KeepsTheStickyErrorOverALineReset) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.read(0x90000000);
    host.lineReset();
    EXPECT_EQ(host.raw(false, true, 0x0).ack, Ack::Ok);
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Fault);
}

TEST(SimDebugPort, NotesAnOverrunWhenAskedTo) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.writeDp(0x4, 0x50000001);
    host.read(0x90000000);
    EXPECT_EQ(host.readDp(0x4) & 0x22U, 0x22U);
    host.clearErrors();
    EXPECT_EQ(host.readDp(0x4) & 0x22U, 0U);
}

TEST(SimDebugPort, GivesTheLastReplyAgainOnResend) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    const std::uint32_t value = host.word(0xE000ED00);
    EXPECT_EQ(host.readDp(0x8), value);
    EXPECT_EQ(host.readDp(0x8), value);
}

TEST(SimDebugPort, HasTheTargetIdOnlyInVersionTwo) {
    SwdHost h7(Chip::H725);
    ASSERT_TRUE(h7.connect());
    h7.writeDp(0x8, 0x2);
    EXPECT_EQ(h7.readDp(0x4), 0x04830041U);
    SwdHost f4(Chip::F407);
    ASSERT_TRUE(f4.connect());
    f4.writeDp(0x8, 0x2);
    EXPECT_EQ(f4.readDp(0x4), 0U);
}

TEST(SimAccessPort, GivesReadsOneTransferLater) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.write(0x20000000, 0x11111111);
    host.write(0x20000004, 0x22222222);
    host.writeAp(0x00, 0x23000052);
    host.writeAp(0x04, 0x20000000);
    host.raw(true, true, 0xC);
    EXPECT_EQ(host.raw(true, true, 0xC).data, 0x11111111U);
    EXPECT_EQ(host.readDp(0xC), 0x22222222U);
}

TEST(SimAccessPort, ReadsZeroWhereThereIsNoPort) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.selectAp(1);
    EXPECT_EQ(host.readAp(0xFC), 0U);
    host.selectAp(200);
    EXPECT_EQ(host.readAp(0xFC), 0U);
}

TEST(SimAccessPort, WrapsTheAddressWithinItsBlock) {
    for (const auto& [chip, wrap] : {std::pair{Chip::H725, 0x400U}, {Chip::F407, 0x1000U}}) {
        SwdHost host(chip);
        ASSERT_TRUE(host.connect());
        host.writeAp(0x00, 0x23000052);
        host.writeAp(0x04, 0x20000000 + wrap - 4);
        host.raw(true, false, 0xC, 0xAAAA5555);
        EXPECT_EQ(host.readAp(0x04), 0x20000000U) << name(chip);
    }
}

TEST(SimAccessPort, KeepsTheAddressWithoutIncrementAndInTheBankedRegisters) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.writeAp(0x00, 0x23000042);
    host.writeAp(0x04, 0x20000104);
    host.raw(true, false, 0xC, 1);
    EXPECT_EQ(host.readAp(0x04), 0x20000104U);
    host.writeAp(0x00, 0x23000052);
    host.writeAp(0x1C, 0x12345678); // BD3: the fourth word of the 16 bytes around TAR
    EXPECT_EQ(host.readAp(0x04), 0x20000104U);
    EXPECT_EQ(host.readAp(0x1C), 0x12345678U);
    EXPECT_EQ(host.word(0x2000010C), 0x12345678U);
}

TEST(SimAccessPort, CarriesBytesOnTheirLanes) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.write(0x20000000, 0);
    host.writeAp(0x00, 0x23000040);
    host.writeAp(0x04, 0x20000002);
    host.raw(true, false, 0xC, 0x11AB2233);
    EXPECT_EQ(host.word(0x20000000), 0x00AB0000U);
    host.write(0x20000000, 0xCD, 1);
    host.write(0x20000002, 0xBEEF, 2);
    EXPECT_EQ(host.word(0x20000000), 0xBEEF00CDU);
    EXPECT_EQ(host.read(0x20000003, 1).data, 0xBEU);
}

TEST(SimAccessPort, PacksSmallTransfersIntoOneAccess) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.writeAp(0x00, 0x23000060);
    host.writeAp(0x04, 0x20000010);
    host.raw(true, false, 0xC, 0x44332211);
    EXPECT_EQ(host.readAp(0x04), 0x20000014U);
    EXPECT_EQ(host.word(0x20000010), 0x44332211U);
}

TEST(SimAccessPort, OffersNoSizeAboveAWord) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.writeAp(0x00, 0x23000053);
    EXPECT_EQ(host.readAp(0x00), 0x23000052U | 0x40U);
}

TEST(SimAccessPort, OfTheH7DebugBusKnowsOnlyWords) {
    SwdHost host(Chip::H725);
    ASSERT_TRUE(host.connect());
    host.selectAp(2);
    EXPECT_EQ(host.readAp(0xFC), 0x54770002U);
    host.writeAp(0x00, 0x23000050);
    EXPECT_EQ(host.readAp(0x00) & 7U, 2U);
    EXPECT_EQ(host.word(0xE00E1000) & 0xFFFU, 0x483U);
}

TEST(SimAccessPort, BesideTheCoreReachesAxiButNoTightlyCoupledMemory) {
    SwdHost host(Chip::H725);
    ASSERT_TRUE(host.connect());
    host.selectAp(1);
    EXPECT_EQ(host.write(0x24000000, 0x600DF00D), Ack::Ok);
    EXPECT_EQ(host.word(0x24000000), 0x600DF00DU);
    EXPECT_EQ(host.write(0x20000000, 1), Ack::Fault);
    host.clearErrors();
    EXPECT_EQ(host.read(0xE000ED00).ack, Ack::Fault);
}

TEST(SimAccessPort, FaultsOutsideOfTheMemories) {
    for (const Chip chip : allChips) {
        SwdHost host(chip);
        ASSERT_TRUE(host.connect());
        for (const std::uint32_t address : {0x60000000U, 0x90000000U, 0x0C000000U, 0xE0100000U}) {
            EXPECT_EQ(host.read(address).ack, Ack::Fault) << name(chip) << ' ' << address;
            host.clearErrors();
            EXPECT_EQ(host.write(address, 0), Ack::Fault) << name(chip);
            host.clearErrors();
        }
    }
}

TEST(TargetMishaps, AWaitStormEndsByItselfOrByAbort) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.target().setMishaps({.waitStorm = 1});
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Wait);
    host.target().setMishaps({});
    host.wait(900us);
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Wait);
    host.wait(300ms);
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Ok);
    host.target().setMishaps({.waitStorm = 1});
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Wait);
    host.target().setMishaps({});
    host.abort();
    EXPECT_EQ(host.raw(true, true, 0x0).ack, Ack::Ok);
}

TEST(TargetMishaps, ABadParityIsCuredByResend) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.target().setMishaps({.parityError = 1});
    const SwdReply reply = host.raw(false, true, 0x0);
    EXPECT_TRUE(reply.badParity);
    EXPECT_NE(reply.data, 0x2BA01477U);
    host.target().setMishaps({});
    const SwdReply again = host.raw(false, true, 0x8);
    EXPECT_FALSE(again.badParity);
    EXPECT_EQ(again.data, 0x2BA01477U);
}

TEST(TargetMishaps, AChipIdOfZeroIsOnlyTheIdcode) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.target().setMishaps({.chipIdZero = true});
    EXPECT_EQ(host.word(0xE0042000), 0U);
    EXPECT_EQ(host.word(0xE000ED00), 0x410FC241U);
}

TEST(TargetMishaps, ARamBitFlipsOnTheWay) {
    SwdHost host(Chip::F407);
    ASSERT_TRUE(host.connect());
    host.target().setMishaps({.ramBitFlip = 1});
    host.write(0x20000000, 0);
    EXPECT_EQ(__builtin_popcount(host.word(0x20000000)), 1);
}

TEST(SimTarget, HasEveryRamOfItsDie) {
    struct Ram {
        Chip chip;
        std::uint32_t base;
        std::uint32_t bytes;
    };

    constexpr std::array rams{
        Ram{Chip::H725, 0x24000000, 320 * 1024}, Ram{Chip::H725, 0x20000000, 128 * 1024},
        Ram{Chip::H725, 0x00000000, 64 * 1024},  Ram{Chip::H725, 0x38000000, 16 * 1024},
        Ram{Chip::F407, 0x20000000, 128 * 1024}, Ram{Chip::F407, 0x10000000, 64 * 1024},
        Ram{Chip::F103, 0x20000000, 20 * 1024},  Ram{Chip::L476, 0x20000000, 96 * 1024},
        Ram{Chip::L476, 0x10000000, 32 * 1024},  Ram{Chip::G474, 0x20000000, 128 * 1024},
        Ram{Chip::G474, 0x10000000, 32 * 1024}};
    for (const Ram& ram : rams) {
        SwdHost host(ram.chip);
        ASSERT_TRUE(host.connect());
        host.write(ram.base, 0x01234567);
        host.write(ram.base + ram.bytes - 4, 0x89ABCDEF);
        EXPECT_EQ(host.word(ram.base), 0x01234567U) << name(ram.chip);
        EXPECT_EQ(host.word(ram.base + ram.bytes - 4), 0x89ABCDEFU) << name(ram.chip);
        EXPECT_NE(host.read(ram.base + ram.bytes).ack, Ack::Ok)
            << name(ram.chip) << ' ' << ram.base + ram.bytes;
    }
}

TEST(SimTarget, ShowsTheCoupledRamOfTheG4AtBothAddresses) {
    SwdHost host(Chip::G474);
    ASSERT_TRUE(host.connect());
    host.write(0x10000010, 0xC0FFEE00);
    EXPECT_EQ(host.word(0x20018010), 0xC0FFEE00U);
}

TEST(SimTarget, HasTheTraceFunnelsOfTheH7WhereDebuggersConfigureThem) {
    SwdHost host(Chip::H725);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.write(0x5C004000, 1), Ack::Ok);
    EXPECT_EQ(host.word(0x5C004000), 1U);
}

TEST(SimTarget, NeedsAClockForTheD2RamOfTheH7) {
    SwdHost host(Chip::H725);
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.read(0x30000000).ack, Ack::Fault);
    host.clearErrors();
    host.write(0x580244DC, 3U << 29U);
    EXPECT_EQ(host.write(0x30000000, 5), Ack::Ok);
    EXPECT_EQ(host.word(0x30000000), 5U);
    EXPECT_EQ(host.write(0x30007FFC, 6), Ack::Ok);
}

TEST(SimTarget, HasAnyContentInRamAfterPowerUpButTheSameForTheSameSeed) {
    SwdHost one(BoardSpec{.chip = Chip::F407}, 7);
    SwdHost same(BoardSpec{.chip = Chip::F407}, 7);
    SwdHost other(BoardSpec{.chip = Chip::F407}, 8);
    ASSERT_TRUE(one.connect() && same.connect() && other.connect());
    EXPECT_EQ(one.word(0x20001000), same.word(0x20001000));
    EXPECT_NE(one.word(0x20001000), other.word(0x20001000));
}

} // namespace
} // namespace greenlight::sim
