#include "engine/probe/conversation.h"
#include "tests/probe/scripted_link.h"

#include <gtest/gtest.h>

#include <chrono>

namespace greenlight::probe {
namespace {

using namespace std::chrono_literals;

const Bytes readDhcsr{0xF2, 0x36, 0xF0, 0xED, 0x00, 0xE0};
const Bytes abortAll{0xF2, 0x46, 0xFF, 0xFF, 0, 0, 0x1E};
const Bytes readControlStatus{0xF2, 0x45, 0xFF, 0xFF, 4};

/// A value reply with this status: what is behind an error status is stale.
Bytes wordWith(std::uint8_t code) {
    Bytes bytes = word(0xE0042000);
    bytes[0] = code;
    return bytes;
}

class ConversationTest : public testing::Test {
protected:
    ConversationTest() : talk(std::make_unique<ScriptedLink>(script, clock), clock) {}

    Result<std::uint32_t> read() {
        return talk.askWord(command::readWord(0, 0xE000EDF0), reply::word, 0xE000EDF0);
    }

    void TearDown() override { EXPECT_TRUE(script.isFinished()) << script.rest(); }

    Script script;
    StillClock clock;
    Conversation talk;
};

using Wait = ConversationTest;
using AccessFault = ConversationTest;
using Reply = ConversationTest;
using Steps = ConversationTest;

TEST_F(Wait, IsRepeatedWithPausesThatDouble) {
    for (int i = 0; i < 4; ++i) {
        script.expect(readDhcsr, wordWith(0x10));
    }
    script.expect(readDhcsr, word(5));
    EXPECT_EQ(read().value(), 5U);
    EXPECT_EQ(clock.slept, 100us + 200us + 400us + 800us);
    EXPECT_EQ(talk.counters().waitRetries, 4U);
    EXPECT_EQ(talk.counters().commands, 5U);
}

TEST_F(Wait, OfTheDebugPortAndOfDebugPowerIsRepeatedToo) {
    script.expect(readDhcsr, wordWith(0x14)).expect(readDhcsr, wordWith(0x0B));
    script.expect(readDhcsr, word(5));
    EXPECT_TRUE(read().ok());
}

TEST_F(Wait, EndsAfterItsBudget) {
    // 100 us to 25.6 ms doubling are 51.1 ms; then 50 ms each until one more would pass a second.
    constexpr int repetitions = 9 + 18;
    for (int i = 0; i < repetitions + 1; ++i) {
        script.expect(readDhcsr, wordWith(0x10));
    }
    const auto result = read();
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.fault().code, FaultCode::SwdWait);
    EXPECT_EQ(result.fault().probeStatus, 0x10);
    EXPECT_EQ(result.fault().address, 0xE000EDF0U);
    EXPECT_LE(clock.slept, 1s);
    EXPECT_GE(clock.slept, 900ms);
    EXPECT_EQ(talk.counters().waitRetries, static_cast<std::uint64_t>(repetitions));
}

TEST_F(Wait, TurnsAFaultDirectlyBehindItIntoAWait) {
    script.expect(readDhcsr, wordWith(0x10)).expect(readDhcsr, wordWith(0x11));
    script.expect(readDhcsr, word(5));
    EXPECT_EQ(read().value(), 5U);
    EXPECT_EQ(talk.counters().waitRetries, 2U);
}

TEST_F(Wait, DoesNotExcuseASecondFault) {
    script.expect(readDhcsr, wordWith(0x10)).expect(readDhcsr, wordWith(0x11));
    script.expect(readDhcsr, wordWith(0x11));
    script.expect(abortAll, done).expect(readControlStatus, word(0xF0000000));
    EXPECT_EQ(read().fault().code, FaultCode::SwdFault);
}

TEST_F(Wait, ForgetsItselfBetweenTwoCommands) {
    script.expect(readDhcsr, wordWith(0x10)).expect(readDhcsr, word(5));
    EXPECT_TRUE(read().ok());
    script.expect(readDhcsr, wordWith(0x11));
    script.expect(abortAll, done).expect(readControlStatus, word(0xF0000000));
    EXPECT_EQ(read().fault().code, FaultCode::SwdFault);
}

TEST_F(AccessFault, ClearsTheStickyFlagsAndCounts) {
    script.expect(readDhcsr, wordWith(0x11));
    script.expect(abortAll, done).expect(readControlStatus, word(0xF0000000));
    const auto result = read();
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.fault().code, FaultCode::SwdFault);
    EXPECT_EQ(result.fault().probeStatus, 0x11);
    EXPECT_EQ(talk.counters().faultsCleared, 1U);
}

TEST_F(AccessFault, IsReportedEvenWhenClearingFails) {
    script.expect(readDhcsr, wordWith(0x19)).expect(abortAll, status(0x15));
    EXPECT_EQ(read().fault().probeStatus, 0x19);
    EXPECT_EQ(talk.counters().faultsCleared, 0U);
}

TEST_F(AccessFault, IsNotClearedWhereThereAreNoStickyFlags) {
    script.expect(readDhcsr, wordWith(0x09));
    EXPECT_EQ(read().fault().code, FaultCode::SwdNoAnswer);
}

TEST_F(AccessFault, IsNotClearedWhileAFlagStays) {
    for (const std::uint32_t flag : {0x02U, 0x10U, 0x20U, 0x80U}) {
        script.expect(abortAll, done).expect(readControlStatus, word(0xF0000000 | flag));
        EXPECT_EQ(talk.clearStickyErrors().fault().code, FaultCode::SwdFault) << flag;
    }
    script.expect(abortAll, done).expect(readControlStatus, word(0xF0000041));
    EXPECT_TRUE(talk.clearStickyErrors().ok());
}

TEST_F(Reply, ThatWasNeverWrittenIsNonsense) {
    script.expect(readDhcsr, word(5)).expectSilence(readDhcsr);
    EXPECT_TRUE(read().ok());
    EXPECT_EQ(read().fault().code, FaultCode::ProbeNonsense);
}

TEST_F(Reply, WithAnErrorStatusGivesNoValue) {
    script.expect(readDhcsr, wordWith(0x12));
    std::uint32_t value = 7;
    talk.addCommand(command::readWord(0, 0xE000EDF0), reply::word, {}, &value);
    EXPECT_FALSE(talk.run().ok());
    EXPECT_EQ(value, 7U);
}

TEST_F(Reply, ThatDidNotComeLeavesTheProbeUncertainUntilItAnswers) {
    script.expectFault(readDhcsr, FaultCode::UsbTimeout);
    EXPECT_EQ(read().fault().code, FaultCode::UsbTimeout);
    EXPECT_TRUE(talk.isUncertain());
    script.expectFault({0xF5}, FaultCode::UsbTimeout);
    EXPECT_EQ(read().fault().code, FaultCode::UsbTimeout);
    EXPECT_TRUE(talk.isUncertain());
    script.expect({0xF5}, {2, 0}).expect(readDhcsr, word(5));
    EXPECT_TRUE(read().ok());
    EXPECT_FALSE(talk.isUncertain());
    EXPECT_EQ(script.drains, 2);
}

TEST_F(Steps, AreAllInFlightAtOnce) {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    script.expect(readDhcsr, word(1)).expect(readDhcsr, word(2));
    talk.addCommand(command::readWord(0, 0xE000EDF0), reply::word, {}, &first);
    talk.addCommand(command::readWord(0, 0xE000EDF0), reply::word, {}, &second);
    ASSERT_TRUE(talk.run().ok());
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{2}));
    EXPECT_EQ(first, 1U);
    EXPECT_EQ(second, 2U);
    EXPECT_TRUE(talk.isEmpty());
}

TEST_F(Steps, AreForgottenAfterAFailure) {
    script.expect(readDhcsr, wordWith(0x12));
    EXPECT_FALSE(read().ok());
    EXPECT_TRUE(talk.isEmpty());
}

TEST_F(Steps, GoOnFromTheOneThatWaited) {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint32_t third = 0;
    script.expect(readDhcsr, word(1)).expect(readDhcsr, wordWith(0x10)).expect(readDhcsr, word(3));
    script.expect(readDhcsr, word(20)).expect(readDhcsr, word(30));
    for (std::uint32_t* into : {&first, &second, &third}) {
        talk.addCommand(command::readWord(0, 0xE000EDF0), reply::word, {}, into);
    }
    ASSERT_TRUE(talk.run().ok());
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{3, 2}));
    EXPECT_EQ(first, 1U);
    EXPECT_EQ(second, 20U);
    EXPECT_EQ(third, 30U);
}

TEST_F(Steps, GetNewPatienceWithProgress) {
    const auto addTwo = [this] {
        talk.addCommand(command::readWord(0, 0xE000EDF0), reply::word, {});
        talk.addCommand(command::readWord(0, 0xE000EDF0), reply::word, {});
    };
    script.expect(readDhcsr, wordWith(0x10)).expect(readDhcsr, wordWith(0x10));
    script.expect(readDhcsr, word(1)).expect(readDhcsr, wordWith(0x10));
    script.expect(readDhcsr, word(1));
    addTwo();
    ASSERT_TRUE(talk.run().ok());
    EXPECT_EQ(clock.slept, 200us);
    // A FAULT of the second is not behind the WAIT of the first.
    script.expect(readDhcsr, wordWith(0x10)).expect(readDhcsr, word(1));
    script.expect(readDhcsr, word(1)).expect(readDhcsr, wordWith(0x11));
    script.expect(abortAll, done).expect(readControlStatus, word(0xF0000000));
    addTwo();
    EXPECT_EQ(talk.run().fault().code, FaultCode::SwdFault);
}

TEST_F(Steps, OfOldFirmwareAskForTheStatusWithoutAddress) {
    talk.useStatusWithAddress(false);
    Bytes into(4);
    script.expect({0xF2, 0x07, 0, 0, 0, 0x20, 4}, {1, 2, 3, 4}).expect({0xF2, 0x3B}, status(0x12));
    talk.addRead(command::readMemory(AccessWidth::Word, 0, 0x20000000, 4), into,
                 {.address = 0x20000000});
    const auto result = talk.run();
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.fault().address, 0x20000000U);
}

} // namespace
} // namespace greenlight::probe
