#include "engine/probe/stlink.h"
#include "tests/probe/scripted_link.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace greenlight::probe {
namespace {

/// A StLink over a script. Every test ends by letting go of the StLink and having used up the
/// script, so each rule about what is *not* sent is held as well.
class StLinkTest : public testing::Test {
protected:
    Result<std::unique_ptr<StLink>> open() {
        return StLink::open(std::make_unique<ScriptedLink>(script, clock), clock,
                            LastRung::PortPower);
    }

    /// Opened on V2J39S7.
    void start() {
        script.expectStart();
        opened();
    }

    void startV3(std::uint8_t j = 10) {
        script.expectStartV3(j);
        opened();
    }

    /// Opened and in debug mode at the default clock.
    void startDebugging() {
        start();
        script.expect({0xF2, 0x43, 1}, done)
            .expect({0xF2, 0x30, 0xA3}, done)
            .expect({0xF5}, {2, 0});
        ASSERT_TRUE(probe->enterSwd().ok());
    }

    void opened() {
        auto result = open();
        ASSERT_TRUE(result.ok()) << script.rest();
        probe = std::move(result).value();
    }

    void TearDown() override {
        probe.reset();
        EXPECT_TRUE(script.isFinished()) << script.rest();
    }

    /// The probe does not say who is there, so often.
    void expectSilences(int times) {
        for (int i = 0; i < times; ++i) {
            script.expectFault({0xF5}, FaultCode::UsbTimeout);
        }
    }

    FaultCode codeOfOpen() {
        const auto result = open();
        return result.ok() ? FaultCode::Internal : result.fault().code;
    }

    Script script;
    StillClock clock;
    std::unique_ptr<StLink> probe;
};

using StLinkOpen = StLinkTest;
using StLinkClock = StLinkTest;
using StLinkSession = StLinkTest;
using StLinkAccessPort = StLinkTest;
using StLinkRegister = StLinkTest;

TEST_F(StLinkOpen, DrainsAndAsksForModeAndVersion) {
    start();
    EXPECT_EQ(script.drains, 1);
    EXPECT_EQ(script.resets, 0);
    EXPECT_EQ(probe->firmware().text(), "V2J39S7");
    EXPECT_TRUE(probe->capabilities().mustOpenAp);
}

TEST_F(StLinkOpen, AsksAV3ForTheExtendedVersion) {
    startV3();
    EXPECT_EQ(probe->firmware().text(), "V3J10M3B2");
}

TEST_F(StLinkOpen, LeavesDfuModeByItsOwnExit) {
    script.expect({0xF5}, {0, 0}).expect({0xF5}, {0, 0}).expect({0xF3, 0x07}).expectStart();
    opened();
}

TEST_F(StLinkOpen, LeavesTheDebugModeOfADeadUserByItsOwnExit) {
    script.expect({0xF5}, {2, 0}).expect({0xF5}, {2, 0}).expect({0xF2, 0x21}).expectStart();
    opened();
}

TEST_F(StLinkOpen, LeavesSwimModeByItsOwnExit) {
    script.expect({0xF5}, {3, 0}).expect({0xF5}, {3, 0}).expect({0xF4, 0x01}).expectStart();
    opened();
}

TEST_F(StLinkOpen, GivesUpOnABootloader) {
    script.expect({0xF5}, {4, 0}).expect({0xF5}, {4, 0});
    EXPECT_EQ(codeOfOpen(), FaultCode::ProbeModeStuck);
}

TEST_F(StLinkOpen, GivesUpOnAModeThatDoesNotEnd) {
    for (int i = 0; i < 3; ++i) {
        script.expect({0xF5}, {2, 0}).expect({0xF5}, {2, 0}).expect({0xF2, 0x21});
    }
    script.expect({0xF5}, {2, 0});
    EXPECT_EQ(codeOfOpen(), FaultCode::ProbeModeStuck);
}

TEST_F(StLinkOpen, RepeatsTheFirstCommandWhoseAnswerIsLost) {
    script.expectFault({0xF5}, FaultCode::UsbTimeout);
    start();
    EXPECT_EQ(script.drains, 2);
    EXPECT_EQ(script.resets, 0);
}

TEST_F(StLinkOpen, DoesNotWaitSixSecondsForAFirstAnswer) {
    start();
    EXPECT_EQ(script.budgets.front(), std::chrono::seconds(1));
    EXPECT_EQ(script.budgets.at(1), std::chrono::seconds(6));
}

TEST_F(StLinkOpen, ResetsASilentProbeOnce) {
    script.keepsPower.clear();
    script.expectFault({0xF5}, FaultCode::UsbTimeout).expectFault({0xF5}, FaultCode::UsbTimeout);
    start();
    EXPECT_EQ(script.resets, 1);
    EXPECT_EQ(script.drains, 3);
    EXPECT_EQ(probe->counters().usbResets, 1U);
    EXPECT_GE(probe->counters().silences, 1U);
    EXPECT_EQ(probe->counters().powerCycles, 0U);
    EXPECT_EQ(script.powerCuts, 0) << "a reset was enough";
}

TEST_F(StLinkOpen, CutsThePowerOfAProbeThatAResetDoesNotWake) {
    script.keepsPower.clear();
    expectSilences(4);
    start();
    EXPECT_EQ(script.resets, 1);
    EXPECT_EQ(script.powerCuts, 1);
    EXPECT_EQ(script.drains, 5);
    EXPECT_EQ(probe->counters().silences, 4U);
    EXPECT_EQ(probe->counters().powerCycles, 1U);
}

TEST_F(StLinkOpen, GivesUpOnASilentProbeWhosePowerCannotBeCutAndSaysWhy) {
    expectSilences(4);
    const auto result = open();
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.fault().code, FaultCode::UsbTimeout) << "the silence stays the fault";
    EXPECT_NE(result.fault().note.find(script.keepsPower), std::string::npos)
        << result.fault().note;
    EXPECT_EQ(script.resets, 1);
    EXPECT_EQ(script.powerCuts, 0);
}

TEST_F(StLinkOpen, GivesUpOnAProbeThatNewPowerDoesNotWake) {
    script.keepsPower.clear();
    expectSilences(6);
    const auto result = open();
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.fault().code, FaultCode::UsbTimeout);
    EXPECT_NE(result.fault().note.find("after its port's power was cut"), std::string::npos)
        << result.fault().note;
    EXPECT_EQ(script.powerCuts, 1);
}

TEST_F(StLinkOpen, CutsThePowerOfAProbeThatDoesNotComeBackFromItsReset) {
    script.keepsPower.clear();
    script.resetFault = FaultCode::ProbeUnplugged;
    expectSilences(2);
    start();
    EXPECT_EQ(script.powerCuts, 1);
}

TEST_F(StLinkOpen, LeavesThePowerToSomebodyElseWhoHasTheProbeAfterTheReset) {
    script.keepsPower.clear();
    script.resetFault = FaultCode::UsbBusy;
    expectSilences(2);
    EXPECT_EQ(codeOfOpen(), FaultCode::UsbBusy);
    EXPECT_EQ(script.powerCuts, 0);
}

TEST_F(StLinkOpen, SaysThatTheProbeIsGoneWhenItDoesNotComeBackWithNewPower) {
    script.keepsPower.clear();
    script.powerFault = FaultCode::ProbeUnplugged;
    expectSilences(4);
    EXPECT_EQ(codeOfOpen(), FaultCode::ProbeUnplugged);
    EXPECT_EQ(script.powerCuts, 1);
}

TEST_F(StLinkOpen, TakesAnImpossibleModeForAStaleAnswer) {
    script.expect({0xF5}, {0x80, 0});
    start();
}

TEST_F(StLinkOpen, DoesNotTakeAnUnwrittenReplyForAMode) {
    script.expectSilence({0xF5});
    start();
}

TEST_F(StLinkOpen, DoesNotRepeatOnAProbeThatIsGone) {
    script.keepsPower.clear();
    script.expectFault({0xF5}, FaultCode::ProbeUnplugged);
    EXPECT_EQ(codeOfOpen(), FaultCode::ProbeUnplugged);
    EXPECT_EQ(script.resets, 0);
    EXPECT_EQ(script.powerCuts, 0);
}

TEST_F(StLinkOpen, ResetsAProbeThatCannotBeDrained) {
    script.drainFault = FaultCode::UsbFailure;
    EXPECT_EQ(codeOfOpen(), FaultCode::UsbFailure);
    EXPECT_EQ(script.resets, 1);
}

TEST_F(StLinkOpen, AsksThreeQuestionsAtOnceToLearnWhetherTheProbeKeepsItsAnswers) {
    start();
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{1, 1, 3}));
}

TEST_F(StLinkOpen, SpeaksOneExchangeAtATimeToAProbeThatLosesAnAnswer) {
    script.expect({0xF5}, {1, 0}).expect({0xF1}, {0x29, 0xC7, 0x83, 0x04, 0x48, 0x37});
    script.expectFault({0xF1}, FaultCode::UsbTimeout);
    opened();
    script.expect({0xF5}, {1, 0}).expect({0xF2, 0x43, 1}, done);
    script.expect({0xF2, 0x30, 0xA3}, done).expect({0xF5}, {2, 0});
    script.expect({0xF2, 0x4B, 0}, done);
    Bytes reads{0xF2, 0x07, 0, 0, 0, 0x20, 4};
    script.expect(reads, {1, 2, 3, 4}).expect({0xF2, 0x3E}, blockStatus());
    script.batches.clear();
    ASSERT_TRUE(probe->enterSwd().ok());
    Bytes into(4);
    ASSERT_TRUE(probe->readMemory(0, 0x2000'0000, into).ok());
    EXPECT_EQ(into, (Bytes{1, 2, 3, 4}));
    EXPECT_EQ(script.drains, 2) << "what the probe still had to say was fetched";
    EXPECT_TRUE(std::ranges::all_of(script.batches, [](std::size_t size) { return size == 1; }));
    script.expectLeave({0});
}

TEST_F(StLinkOpen, TakesAMixedUpAnswerForALostOne) {
    script.expect({0xF5}, {1, 0}).expect({0xF1}, {0x29, 0xC7, 0x83, 0x04, 0x48, 0x37});
    script.expect({0xF1}, {0x29, 0xC7, 0x83, 0x04, 0x48, 0x37});
    script.expect({0xF5}, {1, 0}).expect({0xF1}, {0x80, 0x00, 0x83, 0x04, 0x48, 0x37});
    opened();
    EXPECT_EQ(script.drains, 1);
    script.expect({0xF5}, {1, 0}).expect({0xF7}, {0xF1, 5, 0, 0, 0x0B, 8, 0, 0});
    EXPECT_TRUE(probe->targetMillivolts().ok());
    EXPECT_EQ(script.drains, 2);
}

TEST_F(StLinkOpen, RefusesOldFirmware) {
    script.expectStart({0x25, 0xC0, 0x83, 0x04, 0x48, 0x37}); // V2J23S0
    EXPECT_EQ(codeOfOpen(), FaultCode::ProbeFirmwareTooOld);
}

TEST_F(StLinkOpen, RefusesAVersionThatIsNone) {
    script.expect({0xF5}, {1, 0}).expect({0xF1}, {0x80, 0, 0, 0, 0, 0});
    EXPECT_EQ(codeOfOpen(), FaultCode::ProbeNonsense);
}

TEST_F(StLinkSession, ReadsTheVoltageOfTheBoard) {
    start();
    script.expect({0xF7}, {0xF1, 0x05, 0, 0, 0x0B, 0x08, 0, 0});
    EXPECT_EQ(probe->targetMillivolts().value(), 3249U);
}

TEST_F(StLinkClock, IsADivisorOnAV2) {
    start();
    script.expect({0xF2, 0x43, 0}, done);
    EXPECT_EQ(probe->setSwdClock(4000).value(), 4000U);
    script.expect({0xF2, 0x43, 2}, done);
    EXPECT_EQ(probe->setSwdClock(1799).value(), 1200U);
    EXPECT_EQ(probe->setSwdClock(4).fault().code, FaultCode::SpeedRefused);
}

Bytes clockList() {
    Bytes bytes{0x80, 0,    0,    0, 0xE8, 0x03, 0,    0, 3, 0,    0,
                0,    0xC0, 0x5D, 0, 0,    0x40, 0x1F, 0, 0, 0xE8, 0x03};
    bytes.resize(52);
    return bytes;
}

TEST_F(StLinkClock, IsAListedOneOnAV3) {
    startV3();
    script.expect({0xF2, 0x62}, clockList()).expect({0xF2, 0x61, 0, 0, 0x40, 0x1F}, word(8000));
    EXPECT_EQ(probe->setSwdClock(20000).value(), 8000U);
    script.expect({0xF2, 0x62}, clockList());
    EXPECT_EQ(probe->setSwdClock(999).fault().code, FaultCode::SpeedRefused);
}

TEST_F(StLinkClock, IsNeverFasterThanAskedFor) {
    startV3();
    script.expect({0xF2, 0x62}, clockList()).expect({0xF2, 0x61, 0, 0, 0xE8, 0x03}, word(8000));
    EXPECT_EQ(probe->setSwdClock(1000).fault().code, FaultCode::SpeedRefused);
}

TEST_F(StLinkClock, IsRefusedInItsOwnWord) {
    startV3();
    Bytes refused = word(0);
    refused[0] = 0x08;
    script.expect({0xF2, 0x62}, clockList()).expect({0xF2, 0x61, 0, 0, 0xE8, 0x03}, refused);
    EXPECT_EQ(probe->setSwdClock(1000).fault().code, FaultCode::SpeedRefused);
}

TEST_F(StLinkSession, SetsAClockBeforeEnterWhenNobodyDid) {
    startDebugging();
    script.expectLeave({});
}

TEST_F(StLinkSession, KeepsTheClockThatWasSet) {
    start();
    script.expect({0xF2, 0x43, 0}, done);
    ASSERT_TRUE(probe->setSwdClock(4000).ok());
    script.expect({0xF2, 0x30, 0xA3}, done).expect({0xF5}, {2, 0});
    EXPECT_TRUE(probe->enterSwd().ok());
    script.expectLeave({});
}

TEST_F(StLinkSession, RepeatsEnterWhileTheAnswerIsWait) {
    start();
    script.expect({0xF2, 0x43, 1}, done)
        .expect({0xF2, 0x30, 0xA3}, status(0x14))
        .expect({0xF2, 0x30, 0xA3}, status(0x0B))
        .expect({0xF2, 0x30, 0xA3}, done)
        .expect({0xF5}, {2, 0});
    EXPECT_TRUE(probe->enterSwd().ok());
    EXPECT_EQ(probe->counters().waitRetries, 2U);
    script.expectLeave({});
}

TEST_F(StLinkSession, SaysThatTheBoardDoesNotAnswerAndStillLeaves) {
    start();
    script.expect({0xF2, 0x43, 1}, done).expect({0xF2, 0x30, 0xA3}, status(0x09));
    EXPECT_EQ(probe->enterSwd().fault().code, FaultCode::SwdNoAnswer);
    // It never got into debug mode, so no exit may be sent.
    script.expect({0xF5}, {1, 0});
}

TEST_F(StLinkSession, DoesNotBelieveAnEnterThatEntersNothing) {
    start();
    script.expect({0xF2, 0x43, 1}, done).expect({0xF2, 0x30, 0xA3}, done).expect({0xF5}, {1, 0});
    EXPECT_EQ(probe->enterSwd().fault().code, FaultCode::ProbeModeStuck);
    script.expect({0xF5}, {1, 0});
}

TEST_F(StLinkSession, HoldsTheResetLineAcrossEnter) {
    start();
    script.expect({0xF2, 0x3C, 0}, done);
    ASSERT_TRUE(probe->driveReset(ResetLine::Low).ok());
    script.expect({0xF2, 0x43, 1}, done)
        .expect({0xF2, 0x30, 0xA3}, done)
        .expect({0xF2, 0x3C, 0}, done)
        .expect({0xF5}, {2, 0});
    ASSERT_TRUE(probe->enterSwd().ok());
    script.expect({0xF2, 0x3C, 1}, done);
    ASSERT_TRUE(probe->driveReset(ResetLine::Released).ok());
    // Released now: entering again leaves the line alone.
    script.expect({0xF2, 0x30, 0xA3}, done).expect({0xF5}, {2, 0});
    ASSERT_TRUE(probe->enterSwd().ok());
    script.expectLeave({});
}

TEST_F(StLinkSession, ReleasesTheResetLineAtTheEndEvenWithoutDebugMode) {
    start();
    script.expect({0xF2, 0x3C, 0}, done);
    ASSERT_TRUE(probe->driveReset(ResetLine::Low).ok());
    script.expect({0xF2, 0x3C, 1}, done).expect({0xF5}, {1, 0});
}

TEST_F(StLinkSession, SendsNoExitWhenTheProbeIsNotInDebugMode) {
    startDebugging();
    script.expect({0xF5}, {1, 0});
    EXPECT_TRUE(probe->leaveSwd().ok());
    probe.reset();
}

TEST_F(StLinkSession, IsQuietAtTheEndAfterLeaving) {
    startDebugging();
    script.expectLeave({});
    EXPECT_TRUE(probe->leaveSwd().ok());
    probe.reset();
}

TEST_F(StLinkSession, GetsBackInStepBeforeLeavingAfterATimeout) {
    startDebugging();
    script.expectFault({0xF7}, FaultCode::UsbTimeout);
    EXPECT_EQ(probe->targetMillivolts().fault().code, FaultCode::UsbTimeout);
    const int drains = script.drains;
    script.expect({0xF5}, {2, 0}).expectLeave({});
    probe.reset();
    EXPECT_EQ(script.drains, drains + 1);
    EXPECT_EQ(script.resets, 0);
}

TEST_F(StLinkSession, ResetsAProbeThatHangsAtTheEnd) {
    startDebugging();
    script.expectFault({0xF7}, FaultCode::UsbTimeout);
    EXPECT_FALSE(probe->targetMillivolts().ok());
    script.expectFault({0xF5}, FaultCode::UsbTimeout); // leaving
    script.expectFault({0xF5}, FaultCode::UsbTimeout).expectFault({0xF5}, FaultCode::UsbTimeout);
    script.expect({0xF5}, {2, 0})
        .expect({0xF5}, {2, 0})
        .expect({0xF2, 0x21})
        .expect({0xF5}, {1, 0});
    probe.reset();
    EXPECT_EQ(script.resets, 1);
}

TEST_F(StLinkSession, LeavesAnUnpluggedProbeAlone) {
    startDebugging();
    script.expectFault({0xF5}, FaultCode::ProbeUnplugged);
    probe.reset();
    EXPECT_EQ(script.resets, 0);
}

TEST_F(StLinkSession, DrainsAndAsksForTheModeAfterALinkFault) {
    startDebugging();
    script.expectFault({0xF7}, FaultCode::UsbShortReply);
    EXPECT_EQ(probe->targetMillivolts().fault().code, FaultCode::UsbShortReply);
    const int drains = script.drains;
    script.expect({0xF5}, {2, 0}).expect({0xF2, 0x3C, 1}, done);
    EXPECT_TRUE(probe->driveReset(ResetLine::Released).ok());
    EXPECT_EQ(script.drains, drains + 1);
    script.expectLeave({});
}

TEST_F(StLinkSession, RecoversByAUsbResetAndAFreshStart) {
    startDebugging();
    script.expect({0xF2, 0x4B, 0}, done);
    ASSERT_TRUE(probe->openAp(0).ok());
    script.expect({0xF5}, {2, 0})
        .expect({0xF5}, {2, 0})
        .expect({0xF2, 0x21})
        .expectStart()
        .expect({0xF2, 0x43, 1}, done);
    ASSERT_TRUE(probe->recover().ok());
    EXPECT_EQ(script.resets, 1);
    // The access port is forgotten, and nothing is left to leave.
    script.expect({0xF2, 0x4B, 0}, done);
    ASSERT_TRUE(probe->openAp(0).ok());
    probe.reset();
}

TEST_F(StLinkSession, DoesNotRecoverIntoAnotherProbe) {
    start();
    script.expectStart({0x2B, 0x47, 0x83, 0x04, 0x48, 0x37});
    EXPECT_EQ(probe->recover().fault().code, FaultCode::ProbeNonsense);
}

TEST_F(StLinkSession, SaysWhenTheProbeDoesNotComeBack) {
    start();
    script.resetFault = FaultCode::ProbeUnplugged;
    EXPECT_EQ(probe->recover().fault().code, FaultCode::ProbeUnplugged);
}

TEST_F(StLinkAccessPort, IsOpenedOnceAndAgainAfterEnter) {
    startDebugging();
    script.expect({0xF2, 0x4B, 2}, done);
    EXPECT_TRUE(probe->openAp(2).ok());
    EXPECT_TRUE(probe->openAp(2).ok());
    script.expect({0xF2, 0x30, 0xA3}, done).expect({0xF5}, {2, 0}).expect({0xF2, 0x4B, 2}, done);
    EXPECT_TRUE(probe->enterSwd().ok());
    EXPECT_TRUE(probe->openAp(2).ok());
    script.expectLeave({2});
}

TEST_F(StLinkAccessPort, IsOpenedByTheFirstAccess) {
    startDebugging();
    script.expect({0xF2, 0x4B, 2}, done).expect({0xF2, 0x36, 0, 0x10, 0, 0xE0, 2}, word(7));
    EXPECT_EQ(probe->readWord(2, 0xE0001000).value(), 7U);
    script.expect({0xF2, 0x33, 15, 2}, word(0x08000100));
    EXPECT_EQ(probe->readCoreRegister(2, 15).value(), 0x08000100U);
    script.expectLeave({2});
}

TEST_F(StLinkAccessPort, IsAskedForItsIdentityWithoutBeingOpened) {
    startDebugging();
    script.expect({0xF2, 0x45, 5, 0, 0xFC}, word(0));
    EXPECT_EQ(probe->readApRegister(5, 0xFC).value(), 0U);
    script.expect({0xF2, 0x4B, 5}, done).expect({0xF2, 0x45, 5, 0, 0xF8}, word(9));
    EXPECT_EQ(probe->readApRegister(5, 0xF8).value(), 9U);
    script.expectLeave({5});
}

TEST_F(StLinkAccessPort, IsNotOpenWhenTheProbeRefused) {
    startDebugging();
    script.expect({0xF2, 0x4B, 9}, status(0x29));
    EXPECT_EQ(probe->openAp(9).fault().code, FaultCode::AccessPort);
    script.expectLeave({});
}

TEST_F(StLinkAccessPort, IsRepeatedlyOpenedWhileTheAnswerIsWait) {
    startDebugging();
    script.expect({0xF2, 0x4B, 0}, status(0x10)).expect({0xF2, 0x4B, 0}, done);
    EXPECT_TRUE(probe->openAp(0).ok());
    script.expectLeave({0});
}

TEST_F(StLinkAccessPort, IsClosedWithoutMindingBadAccessPort) {
    startDebugging();
    script.expect({0xF2, 0x4B, 1}, done).expect({0xF2, 0x4C, 1}, status(0x1D));
    EXPECT_TRUE(probe->openAp(1).ok());
    EXPECT_TRUE(probe->closeAp(1).ok());
    EXPECT_TRUE(probe->closeAp(1).ok());
    script.expectLeave({});
}

TEST_F(StLinkAccessPort, IsClosedWithMindingEverythingElse) {
    startDebugging();
    script.expect({0xF2, 0x4B, 1}, done).expect({0xF2, 0x4C, 1}, status(0x06));
    EXPECT_TRUE(probe->openAp(1).ok());
    EXPECT_EQ(probe->closeAp(1).fault().code, FaultCode::ProbeRefused);
    script.expectLeave({});
}

TEST_F(StLinkAccessPort, OfOldFirmwareIsZeroAndNeedsNoOpening) {
    script.expectStart({0x26, 0x00, 0x83, 0x04, 0x48, 0x37});
    opened();
    EXPECT_TRUE(probe->openAp(0).ok());
    EXPECT_EQ(probe->openAp(2).fault().code, FaultCode::AccessPort);
}

TEST_F(StLinkRegister, ReadsTheDpidr) {
    startDebugging();
    script.expect({0xF2, 0x31}, {0x80, 0, 0, 0, 0x77, 0x14, 0xA0, 0x2B, 0, 0, 0, 0});
    EXPECT_EQ(probe->readDpidr().value(), 0x2BA01477U);
    script.expectLeave({});
}

TEST_F(StLinkRegister, OfTheDebugPortNeverGetsOverrunDetection) {
    startDebugging();
    script.expect({0xF2, 0x46, 0xFF, 0xFF, 4, 0, 0x20, 0, 0, 0x50}, done);
    EXPECT_TRUE(probe->writeDp(4, 0x50000021).ok());
    // Bit 0 of another register means something else.
    script.expect({0xF2, 0x46, 0xFF, 0xFF, 0, 0, 1}, done);
    EXPECT_TRUE(probe->writeDp(0, 1).ok());
    script.expect({0xF2, 0x45, 0xFF, 0xFF, 4}, word(0xF0000000));
    EXPECT_EQ(probe->readDp(4).value(), 0xF0000000U);
    script.expectLeave({});
}

TEST_F(StLinkRegister, OfADebugPortBankNeedsTheFirmwareForIt) {
    script.expectStart({0x26, 0x00, 0x83, 0x04, 0x48, 0x37});
    opened();
    EXPECT_EQ(probe->readDp(0x24).fault().code, FaultCode::ProbeFirmwareTooOld);
    EXPECT_EQ(probe->writeDp(0x14, 0).fault().code, FaultCode::ProbeFirmwareTooOld);
}

TEST_F(StLinkRegister, OfAnAccessPortIsFlushedInTheSameBatch) {
    startDebugging();
    script.expect({0xF2, 0x4B, 0}, done);
    script.expect({0xF2, 0x46, 0, 0, 0xF0, 0, 1}, done)
        .expect({0xF2, 0x45, 0xFF, 0xFF, 0x0C}, word(0));
    EXPECT_TRUE(probe->writeApRegister(0, 0xF0, 1).ok());
    EXPECT_EQ(script.batches.back(), 2U);
    script.expectLeave({0});
}

TEST_F(StLinkRegister, OfAnAccessPortIsNotWrittenTwiceWhenTheFlushWaits) {
    startDebugging();
    script.expect({0xF2, 0x4B, 0}, done);
    Bytes waiting = word(0);
    waiting[0] = 0x14;
    script.expect({0xF2, 0x46, 0, 0, 0x0C, 0, 1}, done)
        .expect({0xF2, 0x45, 0xFF, 0xFF, 0x0C}, waiting)
        .expect({0xF2, 0x45, 0xFF, 0xFF, 0x0C}, word(0));
    EXPECT_TRUE(probe->writeApRegister(0, 0x0C, 1).ok());
    script.expectLeave({0});
}

TEST_F(StLinkRegister, OfAnAccessPortFailsWhenEitherHalfFails) {
    startDebugging();
    script.expect({0xF2, 0x4B, 0}, done);
    Bytes refused = word(0);
    refused[0] = 0x16;
    script.expect({0xF2, 0x46, 0, 0, 0x0C, 0, 1}, done)
        .expect({0xF2, 0x45, 0xFF, 0xFF, 0x0C}, refused);
    EXPECT_EQ(probe->writeApRegister(0, 0x0C, 1).fault().probeStatus, 0x16);
    script.expect({0xF2, 0x46, 0, 0, 0x0C, 0, 1}, status(0x12))
        .expect({0xF2, 0x45, 0xFF, 0xFF, 0x0C}, word(0));
    EXPECT_EQ(probe->writeApRegister(0, 0x0C, 1).fault().probeStatus, 0x12);
    script.expectLeave({0});
}

TEST_F(StLinkRegister, OfTheCoreIsWrittenThroughItsAccessPort) {
    startDebugging();
    script.expect({0xF2, 0x4B, 3}, done).expect({0xF2, 0x34, 13, 0x00, 0x10, 0x00, 0x20, 3}, done);
    EXPECT_TRUE(probe->writeCoreRegister(3, 13, 0x20001000).ok());
    script.expectLeave({3});
}

} // namespace
} // namespace greenlight::probe
