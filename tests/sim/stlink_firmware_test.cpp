#include "tests/sim/bench_desk.h"

namespace greenlight::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t ram = 0x2000'0000;
const Bytes ok{0x80, 0};
const Bytes unknown{0x42, 0};

ProbeSpec probeWith(ProbeModel model, const char* firmware) {
    return {model, ProbeFirmware::parse(firmware).value(), "50FF6F067871515131090367", {}};
}

TEST(ProbeFirmware, IsReadFromThePrintedVersion) {
    const auto v3 = ProbeFirmware::parse("V3J10M3B2S1").value();
    EXPECT_EQ(v3.hardware, 3U);
    EXPECT_EQ(v3.debug, 10U);
    EXPECT_EQ(v3.massStorage, 3U);
    EXPECT_EQ(v3.bridge, 2U);
    EXPECT_EQ(v3.swim, 1U);
    for (const char* wrong : {"", "V2J", "J39", "V9J1", "V2J64", "V2X1", "V2J39S7 "}) {
        EXPECT_FALSE(ProbeFirmware::parse(wrong).has_value()) << wrong;
    }
}

TEST(ProbeBrain, TellsItsVersionInTheFormatOfItsKind) {
    Desk v2(probeWith(ProbeModel::V2, "V2J45S7"));
    v2.open();
    EXPECT_EQ(v2.ask({0xF1}, 6), (Bytes{0x2B, 0x47, 0x83, 0x04, 0x48, 0x37}));
    Desk v21(probeWith(ProbeModel::V21, "V2J45M30"));
    v21.open();
    EXPECT_EQ(v21.ask({0xF1}, 6), (Bytes{0x2B, 0x5E, 0x83, 0x04, 0x4B, 0x37}));
}

TEST(ProbeBrain, StartsInDfuOnlyAsAStandAloneV2) {
    Desk v2;
    v2.open();
    EXPECT_EQ(v2.ask({0xF5}, 2), (Bytes{0, 0}));
    EXPECT_EQ(v2.ask({0xF7}, 2), unknown);
    Desk v21(probeWith(ProbeModel::V21, "V2J45M30"));
    v21.open();
    EXPECT_EQ(v21.ask({0xF5}, 2), (Bytes{1, 0}));
}

TEST(ProbeBrain, KeepsItsModeWhenTheHostGoesAndComes) {
    Desk desk;
    desk.connect();
    desk.open();
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{2, 0}));
}

TEST(ProbeBrain, OpensPortNoughtByItselfAndWantsEveryOtherOpenedFromJ37On) {
    Desk desk;
    desk.open();
    desk.tell({0xF3, 7});
    EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), ok);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x80);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20, 1}, 8).at(0), 0x1D);
    // One that was closed wants to be opened again.
    EXPECT_EQ(desk.ask({0xF2, 0x4C, 0}, 2), ok);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x1D);
    EXPECT_EQ(desk.ask({0xF2, 0x33, 1}, 8).at(0), 0x1D);
    EXPECT_EQ(desk.ask({0xF2, 0x45, 0, 0, 4, 0}, 8).at(0), 0x1D);
    (void)desk.ask(memoryCommand(0x07, ram, 4), 4);
    EXPECT_EQ(desk.lastStatus().first, 0x1DU);
    // Looking whether a port exists is free.
    EXPECT_EQ(get32(desk.ask({0xF2, 0x45, 0, 0, 0xFC, 0}, 8), 4), 0x2477'0011U);
    EXPECT_EQ(desk.ask({0xF2, 0x4B, 0}, 2), ok);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x80);
}

TEST(ProbeBrain, NeedsNoOpenPortBeforeJ37) {
    Desk desk(probeWith(ProbeModel::V2, "V2J36S7"));
    desk.open();
    desk.tell({0xF3, 7});
    EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), ok);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20, 1}, 8).at(0), 0x80);
}

TEST(ProbeBrain, RefusesPortsThatAreNotThere) {
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask({0xF2, 0x4B, 9}, 2), (Bytes{0x1D, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x4B, 1}, 2), (Bytes{0x1D, 0}));
    EXPECT_EQ(desk.ask({0xF2, 0x45, 1, 0, 0xFC, 0}, 8), (Bytes{0x80, 0, 0, 0, 0, 0, 0, 0}));
}

TEST(ProbeBrain, ClosesAPortAndOnlyJ28DeniesIt) {
    for (const char* version : {"V2J28S7", "V2J29S7", "V2J39S7"}) {
        Desk desk(probeWith(ProbeModel::V2, version));
        desk.connect();
        const bool denies = std::string_view(version) == "V2J28S7";
        EXPECT_EQ(desk.ask({0xF2, 0x4C, 0}, 2), (Bytes{denies ? std::uint8_t{0x1D} : ok[0], 0}))
            << version;
    }
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask({0xF2, 0x4C, 0}, 2), ok);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x1D);
}

struct Introduction {
    Bytes command;
    std::size_t reply;
    unsigned v2; ///< the first J on a V2
    unsigned v3; ///< the first J on a V3; 0 = never on that line
};

TEST(ProbeBrain, KnowsEachCommandFromItsVersionOn) {
    const std::vector<Introduction> commands{
        {{0xF7}, 8, 13, 1},
        {{0xF2, 0x3E}, 12, 15, 1},
        {{0xF2, 0x43, 1, 0}, 2, 22, 0},
        {{0xF2, 0x45, 0xFF, 0xFF, 4, 0}, 8, 24, 1},
        {memoryCommand(0x47, ram, 2), 2, 26, 1},
        {{0xF2, 0x4B, 0}, 2, 28, 1},
        {memoryCommand(0x54, ram, 4), 4, 32, 2},
        {{0xF2, 0x53}, 2, 32, 2},
        {{0xFD, 1}, 2, 34, 4},
        {{0xF2, 0x56}, 128, 36, 6},
        {{0xF2, 0x62, 0}, 52, 0, 1},
        {{0xFB}, 12, 0, 1},
    };
    for (const Introduction& one : commands) {
        for (unsigned hardware = 2; hardware <= 3; ++hardware) {
            const unsigned first = hardware == 2 ? one.v2 : one.v3;
            for (const unsigned debug : {first == 0 ? 10 : first - 1, first}) {
                if (debug == 0) {
                    continue;
                }
                ProbeSpec spec = hardware == 2 ? ProbeSpec::v21("A") : ProbeSpec::v3("A");
                spec.firmware.debug = debug;
                Desk desk(spec);
                desk.open();
                EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), ok);
                const bool knows = first != 0 && debug >= first;
                const Bytes reply = desk.ask(one.command, knows ? one.reply : 2);
                EXPECT_EQ(!knows, reply == unknown)
                    << "command " << int{one.command[1]} << " V" << hardware << "J" << debug;
            }
        }
    }
}

TEST(ProbeBrain, RepeatsAWaitAFewTimesAndThenReportsIt) {
    Desk desk;
    desk.connect();
    desk.chip->waits = 3;
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x80);
    desk.chip->waits = 9;
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x10);
    desk.chip->waits = 9;
    (void)desk.ask(memoryCommand(0x07, ram, 8), 8);
    EXPECT_EQ(desk.lastStatus(), std::pair(0x10U, 0U));
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x80);
}

TEST(ProbeBrain, ReportsFaultOnceAfterAWaitAsAV3) {
    Desk desk(ProbeSpec::v3("A"));
    desk.connect();
    desk.chip->waits = 9;
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x10);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x11);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x80);
}

TEST(ProbeBrain, GivesUpAtTheFirstWaitAsAnOldV3) {
    Desk desk(probeWith(ProbeModel::V3Set, "V3J9M3"));
    desk.connect();
    desk.chip->waits = 1;
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x10);
}

TEST(ProbeBrain, ClearsAFaultForTheNextMemoryAccess) {
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x90}, 8).at(0), 0x11);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x80);
}

TEST(ProbeBrain, LeavesAFaultToTheHostThatReadsPortRegisters) {
    Desk desk;
    desk.connect();
    const Bytes portRegister{0xF2, 0x45, 0, 0, 4, 0};
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x90}, 8).at(0), 0x11);
    EXPECT_EQ(desk.ask(portRegister, 8).at(0), 0x11);
    EXPECT_EQ(desk.ask({0xF2, 0x46, 0xFF, 0xFF, 0, 0, 0x1E, 0, 0, 0}, 2), ok);
    EXPECT_EQ(desk.ask(portRegister, 8).at(0), 0x80);
}

TEST(ProbeBrain, NamesTheAddressOfAFaultInABlock) {
    Desk desk;
    desk.connect();
    desk.chip->memory.erase(ram + 0x408);
    (void)desk.ask(memoryCommand(0x07, ram + 0x3F0, 64), 64);
    EXPECT_EQ(desk.lastStatus(), std::pair(0x11U, ram + 0x408U));
    EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), ok);
    EXPECT_EQ(desk.ask({0xF2, 0x4B, 0}, 2), ok);
    desk.tell(memoryCommand(0x08, ram + 0x400, 12), Bytes(12, 0xEE));
    EXPECT_EQ(desk.lastStatus(), std::pair(0x11U, ram + 0x408U));
    EXPECT_EQ(desk.chip->memory[ram + 0x404], 0xEEEE'EEEEU);
}

TEST(ProbeBrain, ReportsParityAndSilence) {
    Desk desk;
    desk.connect();
    desk.chip->badParity = true;
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x13);
    EXPECT_EQ(desk.ask({0xF2, 0x45, 0xFF, 0xFF, 4, 0}, 8).at(0), 0x17);
    desk.chip->badParity = false;
    desk.chip->silent = true;
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x05);
    EXPECT_EQ(desk.ask({0xF2, 0x31}, 12).at(0), 0x09);
    EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), (Bytes{0x09, 0}));
}

TEST(ProbeBrain, StaysOutOfDebugModeWhenNothingAnswers) {
    Desk desk;
    desk.open();
    desk.tell({0xF3, 7});
    (void)desk.bench.remove(desk.port);
    EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), (Bytes{0x09, 0}));
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{1, 0}));
    EXPECT_EQ(get32(desk.ask({0xF7}, 8), 4), 0U);
}

TEST(ProbeBrain, ReadsOneByteAsTwo) {
    Desk desk;
    desk.connect();
    desk.chip->memory[ram] = 0x4433'2211;
    EXPECT_EQ(desk.ask(memoryCommand(0x0C, ram + 2, 1), 2).at(0), 0x33);
    EXPECT_EQ(desk.failing(memoryCommand(0x0C, ram + 2, 1), 1).code, FaultCode::UsbLongReply);
}

TEST(ProbeBrain, AccessesMemoryInTheWidthOfTheCommand) {
    Desk desk;
    desk.connect();
    desk.tell(memoryCommand(0x0D, ram + 1, 3), {0xA1, 0xA2, 0xA3});
    desk.tell(memoryCommand(0x48, ram + 6, 4), {1, 2, 3, 4});
    EXPECT_EQ(desk.chip->memory[ram], 0xA3A2'A100U);
    EXPECT_EQ(desk.chip->memory[ram + 4], 0x0201'0000U);
    EXPECT_EQ(desk.chip->memory[ram + 8], 0x0000'0403U);
    EXPECT_EQ(desk.ask(memoryCommand(0x47, ram + 6, 4), 4), (Bytes{1, 2, 3, 4}));
    EXPECT_EQ(desk.ask(memoryCommand(0x0C, ram + 1, 6), 6), (Bytes{0xA1, 0xA2, 0xA3, 0, 0, 1}));
    EXPECT_EQ(desk.chip->cswWrites.back() & 7U, 0U);
}

TEST(ProbeBrain, StaysAtOneAddressWhenAskedTo) {
    Desk desk;
    desk.connect();
    desk.tell(memoryCommand(0x50, ram, 8), {1, 0, 0, 0, 2, 0, 0, 0});
    EXPECT_EQ(desk.chip->memory[ram], 2U);
    EXPECT_EQ(desk.chip->memory[ram + 4], 0U);
    EXPECT_EQ(desk.ask(memoryCommand(0x54, ram, 8), 8), (Bytes{2, 0, 0, 0, 2, 0, 0, 0}));
}

TEST(ProbeBrain, WritesTheTransferAddressAgainAtEveryKilobyte) {
    Desk desk;
    desk.connect();
    Bytes pattern(4096);
    for (std::size_t index = 0; index < pattern.size(); ++index) {
        pattern[index] = static_cast<std::uint8_t>(index * 7 + index / 256);
    }
    desk.chip->tarWrites.clear();
    desk.tell(memoryCommand(0x08, ram + 0x200, 4096), pattern);
    EXPECT_EQ(desk.chip->tarWrites,
              (std::vector<std::uint32_t>{ram + 0x200, ram + 0x400, ram + 0x800, ram + 0xC00,
                                          ram + 0x1000}));
    EXPECT_EQ(desk.ask(memoryCommand(0x07, ram + 0x200, 4096), 4096), pattern);
}

TEST(ProbeBrain, TakesTheUpperBitsOfCswFromTheCommand) {
    Desk desk;
    desk.connect();
    Bytes command = memoryCommand(0x07, ram, 4);
    command.insert(command.end(), {0x00, 0x00, 0x2B});
    (void)desk.ask(command, 4);
    EXPECT_EQ(desk.chip->cswWrites.back(), 0x2B00'0012U);
    (void)desk.ask(memoryCommand(0x07, ram, 4), 4);
    EXPECT_EQ(desk.chip->cswWrites.back(), 0x2300'0012U);
}

TEST(ProbeBrain, HoldsToTheLimitsOfByteBlocks) {
    Desk v2;
    v2.connect();
    v2.tell(memoryCommand(0x0D, ram, 65), Bytes(65, 0xAB));
    EXPECT_EQ(v2.chip->memory[ram + 60], 0xABAB'ABABU);
    EXPECT_EQ(v2.chip->memory[ram + 64], 0U);
    Desk v3(ProbeSpec::v3("A"));
    v3.connect();
    v3.tell(memoryCommand(0x0D, ram, 512), Bytes(512, 0xAB));
    EXPECT_EQ(v3.chip->memory[ram + 508], 0xABAB'ABABU);
    EXPECT_EQ(v3.ask(memoryCommand(0x0C, ram, 512), 512), Bytes(512, 0xAB));
    Desk old(probeWith(ProbeModel::V3Set, "V3J5M2"));
    old.connect();
    EXPECT_EQ(old.failing(memoryCommand(0x0C, ram, 65), 65).code, FaultCode::UsbTimeout);
}

TEST(ProbeBrain, StallsOnAReadLargerThanItsBuffer) {
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask(memoryCommand(0x07, ram, 6144), 6144).size(), 6144U);
    EXPECT_EQ(desk.failing(memoryCommand(0x07, ram, 6148), 6148).code, FaultCode::UsbStall);
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::UsbStall);
    EXPECT_TRUE(desk.link->drain().ok());
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{2, 0}));
}

TEST(ProbeBrain, TakesWritesOfAnyLength) {
    Desk desk;
    desk.chip->addMemory(ram, 0x1'0000);
    desk.connect();
    Bytes large(65532, 0x5A);
    desk.tell(memoryCommand(0x08, ram, large.size()), large);
    EXPECT_EQ(desk.lastStatus().first, 0x80U);
    EXPECT_EQ(desk.chip->memory[ram + 65528], 0x5A5A'5A5AU);
}

TEST(ProbeBrain, AnswersUnalignedWordsWrongOnAV2AndWithAStatusOnAV3) {
    Desk v2;
    v2.chip->memory[ram] = 0x4433'2211;
    v2.connect();
    EXPECT_EQ(v2.ask(memoryCommand(0x07, ram + 1, 4), 4), (Bytes{0x11, 0x22, 0x33, 0x44}));
    EXPECT_EQ(v2.lastStatus().first, 0x80U);
    Desk v3(ProbeSpec::v3("A"));
    v3.connect();
    (void)v3.ask(memoryCommand(0x07, ram + 1, 4), 4);
    EXPECT_EQ(v3.lastStatus().first, 0x0AU);
}

TEST(ProbeBrain, ReadsAndWritesCoreRegisters) {
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask(withWord({0xF2, 0x34, 3}, 0xDEAD'BEEF), 2), ok);
    EXPECT_EQ(desk.chip->registers[3], 0xDEAD'BEEFU);
    desk.chip->registers[17] = 0x2000'1000;
    const Bytes all = desk.ask({0xF2, 0x3A}, 88);
    EXPECT_EQ(get16(all, 0), 0x80U);
    EXPECT_EQ(get32(all, 4 + 4 * 3), 0xDEAD'BEEFU);
    EXPECT_EQ(get32(all, 4 + 4 * 17), 0x2000'1000U);
}

TEST(ProbeBrain, ReleasesResetAndClosesPortsAtExit) {
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask({0xF2, 0x3C, 0}, 2), ok);
    EXPECT_EQ(desk.ask({0xF2, 0x30, 0xA3}, 2), ok);
    EXPECT_TRUE(desk.chip->nrstLow) << "a second ENTER must keep the line";
    desk.tell({0xF2, 0x21});
    EXPECT_FALSE(desk.chip->nrstLow);
    EXPECT_EQ(desk.ask({0xF2, 0x36, 0, 0, 0, 0x20}, 8).at(0), 0x05);
}

TEST(ProbeBrain, LeavesAHeldResetAloneAtASystemReset) {
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask({0xF2, 0x3C, 0}, 2), ok);
    EXPECT_EQ(desk.ask({0xF2, 0x32}, 2), ok);
    EXPECT_TRUE(desk.chip->nrstLow);
    EXPECT_EQ(desk.chip->memory[0xE000'ED0C], 0U);
    EXPECT_EQ(desk.ask({0xF2, 0x3C, 1}, 2), ok);
    EXPECT_EQ(desk.ask({0xF2, 0x32}, 2), ok);
    EXPECT_EQ(desk.chip->memory[0xE000'ED0C], 0x05FA'0004U);
}

TEST(ProbeBrain, HoldsABoardInResetThatIsPutInMeanwhile) {
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask({0xF2, 0x3C, 0}, 2), ok);
    desk.bench.insert(desk.port, BoardSpec{});
    EXPECT_TRUE(desk.chip->nrstLow);
}

TEST(ProbeBrain, DrivesNothingThroughACloneWithoutTheWire) {
    ProbeSpec clone = ProbeSpec::v2("A");
    clone.quirks.nrstNotConnected = true;
    clone.quirks.noVoltageReference = true;
    Desk desk(clone);
    desk.connect();
    EXPECT_EQ(desk.ask({0xF2, 0x3C, 0}, 2), ok);
    EXPECT_FALSE(desk.chip->nrstLow);
    EXPECT_EQ(get32(desk.ask({0xF7}, 8), 0), 0U);
}

TEST(ProbeBrain, LocksUpAfterAStrayExitAsAV3UntilPluggedAgain) {
    Desk desk(ProbeSpec::v3("A"));
    desk.open();
    desk.tell({0xF2, 0x21});
    EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::UsbTimeout);
    EXPECT_EQ(desk.link->resetDevice().fault().code, FaultCode::ProbeUnplugged);
    desk.bench.plug(desk.port, ProbeSpec::v3("A"));
    desk.open();
    EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{1, 0}));
    Desk v2;
    v2.open();
    v2.tell({0xF3, 7});
    v2.tell({0xF2, 0x21});
    EXPECT_EQ(v2.ask({0xF5}, 2), (Bytes{1, 0}));
}

TEST(ProbeBrain, HangsAsAV2J39AfterBoardIdentifiersReadInPart) {
    for (const char* version : {"V2J39S7", "V2J37S7"}) {
        Desk desk(probeWith(ProbeModel::V2, version));
        desk.connect();
        EXPECT_EQ(desk.ask({0xF2, 0x56}, 128).size(), 128U);
        EXPECT_EQ(desk.ask({0xF2, 0x56}, 64).size(), 64U);
        if (std::string_view(version) == "V2J37S7") {
            EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{2, 0}));
            continue;
        }
        EXPECT_EQ(desk.failing({0xF5}, 2).code, FaultCode::UsbTimeout);
        EXPECT_TRUE(desk.link->resetDevice().ok());
        EXPECT_EQ(desk.ask({0xF5}, 2), (Bytes{2, 0}));
    }
}

TEST(ProbeBrain, ChoosesTheFastestListedClockNotAboveTheRequest) {
    Desk desk(ProbeSpec::v3("A"));
    desk.open();
    EXPECT_EQ(get32(desk.ask(withWord({0xF2, 0x61, 0, 0}, 4000), 8), 4), 3300U);
    EXPECT_EQ(get32(desk.ask(withWord({0xF2, 0x61, 0, 0}, 100'000), 8), 4), 24000U);
    EXPECT_EQ(desk.ask(withWord({0xF2, 0x61, 0, 0}, 4), 8).at(0), 0x08);
    EXPECT_EQ(get32(desk.ask({0xF2, 0x62, 0}, 52), 4), 24000U);
    EXPECT_EQ(desk.ask({0xF2, 0x63, 2}, 8).at(0), 0x40);
    EXPECT_EQ(get32(desk.ask(withWord({0xF2, 0x61, 0, 0}, 24000), 8), 4), 12000U);
    EXPECT_EQ(desk.ask({0xF2, 0x43, 0, 0}, 2), unknown);
}

TEST(ProbeBrain, KeepsBankedDebugPortRegistersApart) {
    Desk desk;
    desk.connect();
    EXPECT_EQ(desk.ask({0xF2, 0x45, 0xFF, 0xFF, 0x14, 0}, 8).at(0), 0x80);
    EXPECT_EQ(desk.chip->select & 0xFU, 1U);
    EXPECT_EQ(desk.ask({0xF2, 0x45, 0xFF, 0xFF, 0x04, 0}, 8).at(0), 0x80);
    EXPECT_EQ(desk.chip->select & 0xFU, 0U);
    Desk old(probeWith(ProbeModel::V21, "V2J31M21"));
    old.connect();
    EXPECT_EQ(old.ask({0xF2, 0x45, 0xFF, 0xFF, 0x14, 0}, 8).at(0), 0x80);
    EXPECT_EQ(old.chip->select & 0xFU, 0U) << "banks came with J32";
}

} // namespace
} // namespace greenlight::sim
