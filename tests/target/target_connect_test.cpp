#include "rig.h"

#include <set>
#include <tuple>

namespace greenlight::target {

namespace {

using sim::BoardSpec;
using sim::Chip;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Chip allChips[] = {Chip::H725, Chip::F407, Chip::F103, Chip::L476, Chip::G474};

std::uint16_t devIdOf(Chip chip) {
    switch (chip) {
    case Chip::H725:
        return 0x483;
    case Chip::F407:
        return 0x413;
    case Chip::F103:
        return 0x410;
    case Chip::L476:
        return 0x415;
    case Chip::G474:
        return 0x469;
    default:
        break;
    }
    return 0;
}

sim::ProbeSpec probeOf(std::string_view firmware, sim::ProbeModel model) {
    sim::ProbeSpec spec;
    spec.model = model;
    spec.firmware = *sim::ProbeFirmware::parse(firmware);
    return spec;
}

sim::ProbeSpec probeNumber(int number) {
    switch (number) {
    case 0:
        return probeOf("V2J39S7", sim::ProbeModel::V2);
    case 1:
        return probeOf("V2J45M30", sim::ProbeModel::V21);
    case 2:
        return probeOf("V3J10M3B2", sim::ProbeModel::V3Set);
    case 3:
        return probeOf("V2J28S7", sim::ProbeModel::V2);
    default:
        return probeOf("V3J5", sim::ProbeModel::V3E);
    }
}

constexpr int probeKinds = 5;

Fault faultOf(const Result<std::unique_ptr<Target>>& result) {
    return result.ok() ? Fault{.code = FaultCode::Internal, .note = "it connected"}
                       : result.fault();
}

} // namespace

class TargetOnAnyChip : public testing::TestWithParam<std::tuple<Chip, int>> {
protected:
    static Chip chip() { return std::get<0>(GetParam()); }

    static sim::ProbeSpec probe() { return probeNumber(std::get<1>(GetParam())); }
};

TEST_P(TargetOnAnyChip, ConnectsIdentifiesAndLeavesNothingBehind) {
    const BoardSpec board = Rig::board(chip());
    Rig rig(board, probe());
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << "\n" << told(rig.trail);
    EXPECT_FALSE(rig.running());
    EXPECT_TRUE((*target)->resetPinWorks());
    EXPECT_EQ((*target)->soakReads(), 44U);
    EXPECT_EQ((*target)->soakErrors(), 0U);
    const auto identity = (*target)->identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_EQ(identity->devId, devIdOf(chip()));
    EXPECT_EQ(identity->device, &(*target)->device());
    EXPECT_EQ(identity->uid, board.uid);
    EXPECT_EQ(identity->flashKb, identity->device->maxFlashKb);
    EXPECT_EQ(identity->dpidr, identity->device->dpidr);
    EXPECT_EQ(identity->readProtection, 0U);
    EXPECT_FALSE(identity->hardwareWatchdog);
    EXPECT_TRUE(identity->writeProtected.empty());
    EXPECT_TRUE(identity->unusual.empty());
    EXPECT_FALSE(identity->sectors.empty());
    EXPECT_TRUE(Target::requireUnprotected(*identity).ok());
    EXPECT_TRUE(rig.debugStateLeft());
    const auto released = (*target)->release();
    EXPECT_TRUE(released.ok()) << base::toLogLine(released.fault());
    EXPECT_FALSE(rig.debugStateLeft());
    rig.clock.sleepFor(milliseconds(1));
    EXPECT_TRUE(rig.running());
    for (const Rung& rung : rig.trail) {
        EXPECT_FALSE(rung.fault.has_value()) << told(rig.trail);
    }
}

TEST_P(TargetOnAnyChip, ConnectsToARunningChipWithoutThePin) {
    Rig rig(Rig::board(chip()), probe());
    auto target = rig.connect({.mode = ConnectMode::Normal});
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << "\n" << told(rig.trail);
    EXPECT_FALSE(rig.running());
    EXPECT_FALSE((*target)->resetPinWorks());
    EXPECT_TRUE((*target)->identify().ok());
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
    rig.clock.sleepFor(milliseconds(1));
    EXPECT_TRUE(rig.running());
}

TEST_P(TargetOnAnyChip, ConnectsAgainAndAgain) {
    Rig rig(Rig::board(chip()), probe());
    for (int i = 0; i < 3; ++i) {
        auto target = rig.connect();
        ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << "\n" << told(rig.trail);
        ASSERT_TRUE((*target)->release().ok());
    }
}

INSTANTIATE_TEST_SUITE_P(EveryChipEveryProbe, TargetOnAnyChip,
                         testing::Combine(testing::ValuesIn(allChips),
                                          testing::Range(0, probeKinds)));

class TargetOnChip : public testing::TestWithParam<Chip> {};

TEST_P(TargetOnChip, StartsAfterResetAtTheVectorAndHoldsThere) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
    ASSERT_TRUE((*target)->core().writeRegister(CoreRegister::Pc, 0x20000100).ok());
    ASSERT_TRUE((*target)->resetAndHold().ok());
    const auto counter = (*target)->core().readRegister(CoreRegister::Pc);
    ASSERT_TRUE(counter.ok());
    EXPECT_NE(*counter & ~1U, 0x20000100U);
    EXPECT_FALSE(rig.running());
}

TEST_P(TargetOnChip, DebugClocksOfAnH7AreOpenedWhileItIsInReset) {
    Rig rig(Rig::board(GetParam()));
    ASSERT_TRUE(rig.connect().ok());
    EXPECT_EQ(rig.climbed("debug clocks under reset", true), GetParam() == Chip::H725);
}

TEST_P(TargetOnChip, IsReleasedByItsDestructor) {
    Rig rig(Rig::board(GetParam()));
    {
        auto target = rig.connect();
        ASSERT_TRUE(target.ok());
    }
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST_P(TargetOnChip, IsReleasedOnceOnly) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    ASSERT_TRUE((*target)->release().ok());
    const auto before = rig.link().linkCounters().transfers;
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_EQ(rig.link().linkCounters().transfers, before);
}

TEST_P(TargetOnChip, ClearsWhatAnEarlierToolLeftInTheDebugBlock) {
    Rig rig(Rig::board(GetParam()));
    {
        auto earlier = rig.connect();
        ASSERT_TRUE(earlier.ok());
        // The earlier tool dies: its probe is pulled before it can put anything back.
        rig.bench().unplug(rig.port);
        EXPECT_FALSE((*earlier)->release().ok());
    }
    rig.closeProbe();
    rig.bench().plug(rig.port, {});
    EXPECT_TRUE(rig.debugStateLeft());
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << told(rig.trail);
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST_P(TargetOnChip, SleepingFirmwareIsCaughtUnderReset) {
    BoardSpec board = Rig::board(GetParam());
    board.resident = BoardSpec::Resident::Sleeper;
    Rig rig(board);
    rig.clock.sleepFor(milliseconds(200));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << "\n" << told(rig.trail);
    EXPECT_TRUE((*target)->identify().ok());
    const auto released = (*target)->release();
    EXPECT_TRUE(released.ok()) << base::toLogLine(released.fault());
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST_P(TargetOnChip, FirmwareThatTakesThePinsIsCaughtUnderReset) {
    BoardSpec board = Rig::board(GetParam());
    board.resident = BoardSpec::Resident::PinThief;
    Rig rig(board);
    rig.clock.sleepFor(milliseconds(200));
    const auto refused = rig.connect({.mode = ConnectMode::Normal});
    EXPECT_EQ(faultOf(refused).code, FaultCode::SwdNoAnswer);
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << "\n" << told(rig.trail);
    EXPECT_TRUE((*target)->identify().ok());
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST_P(TargetOnChip, AutomaticModeFallsBackToThePin) {
    BoardSpec board = Rig::board(GetParam());
    board.resident = BoardSpec::Resident::PinThief;
    Rig rig(board);
    rig.clock.sleepFor(milliseconds(200));
    auto target = rig.connect({.mode = ConnectMode::Automatic});
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << "\n" << told(rig.trail);
    EXPECT_TRUE((*target)->resetPinWorks());
    EXPECT_TRUE(rig.climbed("enter SWD", false)) << told(rig.trail);
}

TEST_P(TargetOnChip, ResetPinThatIsNotWiredIsReplacedByARequest) {
    BoardSpec board = Rig::board(GetParam());
    board.nrstWired = false;
    Rig rig(board);
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << "\n" << told(rig.trail);
    EXPECT_FALSE((*target)->resetPinWorks());
    EXPECT_TRUE(rig.climbed("halted at the reset vector", false)) << told(rig.trail);
    EXPECT_TRUE(rig.climbed("SYSRESETREQ", true)) << told(rig.trail);
    EXPECT_TRUE((*target)->identify().ok());
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
    rig.clock.sleepFor(milliseconds(1));
    EXPECT_TRUE(rig.running());
}

TEST_P(TargetOnChip, HaltThatIsIgnoredIsNotHalted) {
    Rig rig(Rig::board(GetParam()));
    rig.setMishaps({.haltIgnored = true});
    for (const ConnectMode mode :
         {ConnectMode::UnderReset, ConnectMode::Normal, ConnectMode::Automatic}) {
        const auto target = rig.connect({.mode = mode});
        EXPECT_EQ(faultOf(target).code, FaultCode::NotHalted) << told(rig.trail);
        EXPECT_FALSE(rig.debugStateLeft());
    }
}

TEST_P(TargetOnChip, ResetThatIsIgnoredIsAFailedReset) {
    Rig rig(Rig::board(GetParam()));
    rig.setMishaps({.resetIgnored = true});
    for (const ConnectMode mode : {ConnectMode::UnderReset, ConnectMode::Normal}) {
        const auto target = rig.connect({.mode = mode});
        EXPECT_EQ(faultOf(target).code, FaultCode::ResetFailed) << told(rig.trail);
        EXPECT_FALSE(rig.debugStateLeft());
    }
}

TEST_P(TargetOnChip, ResetThatIsIgnoredLaterIsNoticed) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    rig.setMishaps({.resetIgnored = true});
    const auto held = (*target)->resetAndHold();
    ASSERT_FALSE(held.ok());
    EXPECT_EQ(held.fault().code, FaultCode::ResetFailed);
}

TEST_P(TargetOnChip, ChipIdOfZeroIsImplausible) {
    Rig rig(Rig::board(GetParam()));
    rig.setMishaps({.chipIdZero = true});
    const auto target = rig.connect();
    EXPECT_EQ(faultOf(target).code, FaultCode::DeviceImplausible) << told(rig.trail);
    EXPECT_EQ(faultOf(target).stage, Stage::Identify);
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST_P(TargetOnChip, SupplyOutsideTheWindowEndsItBeforeTheWiresMove) {
    BoardSpec board = Rig::board(GetParam());
    board.millivolts = 2400;
    Rig rig(board);
    const auto low = rig.connect({.lowestMillivolts = 3000, .highestMillivolts = 3600});
    EXPECT_EQ(faultOf(low).code, FaultCode::TargetVoltage);
    EXPECT_EQ(rig.trail.size(), 1U) << told(rig.trail);
    const auto high = rig.connect({.lowestMillivolts = 1700, .highestMillivolts = 2300});
    EXPECT_EQ(faultOf(high).code, FaultCode::TargetVoltage);
    EXPECT_TRUE(rig.running());
}

TEST_P(TargetOnChip, LowestSupplyIsRememberedAndADipIsAFault) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect({.lowestMillivolts = 3000, .highestMillivolts = 3600});
    ASSERT_TRUE(target.ok());
    const unsigned before = (*target)->lowestMillivolts();
    rig.look([](sim::SimTarget& board, Instant at) {
        board.setMillivolts(3100, at);
        return true;
    });
    EXPECT_TRUE((*target)->sampleMillivolts().ok());
    EXPECT_LT((*target)->lowestMillivolts(), before);
    rig.look([](sim::SimTarget& board, Instant at) {
        board.setMillivolts(2700, at);
        return true;
    });
    const auto dip = (*target)->sampleMillivolts();
    ASSERT_FALSE(dip.ok());
    EXPECT_EQ(dip.fault().code, FaultCode::SupplyDip);
    EXPECT_LT((*target)->lowestMillivolts(), 2750U);
}

TEST_P(TargetOnChip, NoiseOnTheWiresNeverPassesTheSoak) {
    unsigned refused = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        Rig rig(Rig::board(GetParam()), {}, sim::SimTarget::make, seed);
        rig.setMishaps({.parityError = 0.05});
        const auto target = rig.connect();
        const std::set<FaultCode> expected{FaultCode::LinkUnstable, FaultCode::SwdParity,
                                           FaultCode::SwdFailure, FaultCode::SwdFault,
                                           FaultCode::SwdNoAnswer};
        if (!target.ok()) {
            ++refused;
            EXPECT_TRUE(expected.contains(faultOf(target).code)) << base::toLogLine(target.fault());
        }
    }
    EXPECT_EQ(refused, 8U);
}

TEST_P(TargetOnChip, TroubleOnTheWiresIsTriedAgainMoreSlowlyIfAllowed) {
    for (const bool may : {true, false}) {
        Rig rig(Rig::board(GetParam()));
        rig.setMishaps({.parityError = 0.2});
        const auto target = rig.connect({.maySlowDown = may});
        EXPECT_FALSE(target.ok());
        const auto clocks = std::ranges::count_if(
            rig.trail, [](const Rung& rung) { return rung.what.starts_with("SWD at"); });
        EXPECT_EQ(clocks, may ? 3 : 1) << told(rig.trail);
    }
}

TEST_P(TargetOnChip, WaitStormsAreSatOutOrReported) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        Rig rig(Rig::board(GetParam()), {}, sim::SimTarget::make, seed);
        rig.setMishaps({.waitStorm = 0.05});
        const auto target = rig.connect();
        EXPECT_GT(rig.link().counters().waitRetries, 0U);
        EXPECT_TRUE(target.ok() || faultOf(target).code == FaultCode::SwdWait) << told(rig.trail);
    }
}

TEST_P(TargetOnChip, WatchdogThatStartsByItselfDoesNotBiteWhileTheCoreStands) {
    BoardSpec board = Rig::board(GetParam());
    board.hardwareWatchdog = true;
    Rig rig(board);
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << "\n" << told(rig.trail);
    const auto identity = (*target)->identify();
    ASSERT_TRUE(identity.ok());
    EXPECT_TRUE(identity->hardwareWatchdog);
    ASSERT_TRUE((*target)->core().state().ok());
    rig.clock.sleepFor(seconds(60));
    const auto state = (*target)->core().state();
    ASSERT_TRUE(state.ok());
    EXPECT_TRUE(state->halted);
    EXPECT_FALSE(state->resetSeen);
}

TEST_P(TargetOnChip, SmallerPartsAreRecognisedByTheirSizeRegister) {
    BoardSpec board = Rig::board(GetParam());
    const Device& device = *findDevice(devIdOf(GetParam()));
    board.flashKb = device.flashSizes.front();
    Rig rig(board);
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto identity = (*target)->identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_EQ(identity->flashKb, device.flashSizes.front());
}

TEST_P(TargetOnChip, FlashSizeAndUidThatCannotBeAreRefused) {
    BoardSpec board = Rig::board(GetParam());
    board.flashKb = 96;
    {
        Rig rig(board);
        auto target = rig.connect();
        ASSERT_TRUE(target.ok());
        const auto identity = (*target)->identify();
        ASSERT_FALSE(identity.ok());
        EXPECT_EQ(identity.fault().code, FaultCode::FlashSizeImplausible);
    }
    for (const std::uint8_t byte : {std::uint8_t{0x00}, std::uint8_t{0xFF}}) {
        BoardSpec blank = Rig::board(GetParam());
        blank.uid.fill(byte);
        Rig rig(blank);
        auto target = rig.connect();
        ASSERT_TRUE(target.ok());
        const auto identity = (*target)->identify();
        ASSERT_FALSE(identity.ok());
        EXPECT_EQ(identity.fault().code, FaultCode::UidImplausible);
    }
}

TEST_P(TargetOnChip, EmptySocketHasNoSupply) {
    Rig rig(Rig::board(GetParam()));
    rig.bench().remove(rig.port);
    EXPECT_EQ(faultOf(rig.connect()).code, FaultCode::TargetVoltage);
}

INSTANTIATE_TEST_SUITE_P(EveryChip, TargetOnChip, testing::ValuesIn(allChips));

} // namespace greenlight::target
