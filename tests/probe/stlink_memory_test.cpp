#include "engine/probe/bytes.h"
#include "engine/probe/stlink.h"
#include "tests/probe/scripted_link.h"

#include <gtest/gtest.h>

#include <numeric>

namespace greenlight::probe {
namespace {

constexpr std::uint32_t ram = 0x20000000;

/// A memory command with its address and size, on access port 0.
Bytes block(std::uint8_t code, std::uint32_t address, std::size_t size) {
    Bytes bytes(8);
    bytes[0] = 0xF2;
    bytes[1] = code;
    putU32(bytes, 2, address);
    putU16(bytes, 6, static_cast<std::uint16_t>(size));
    return bytes;
}

Bytes pattern(std::size_t size, std::uint8_t first = 1) {
    Bytes bytes(size);
    std::iota(bytes.begin(), bytes.end(), first);
    return bytes;
}

const Bytes lastStatus{0xF2, 0x3E};

/// A StLink with access port 0 open, as a probe outside of debug mode lets a script do it.
class StLinkMemory : public testing::Test {
protected:
    void SetUp() override { start({0x29, 0xC7, 0x83, 0x04, 0x48, 0x37}); }

    void start(Bytes version) {
        script.expectStart(std::move(version));
        auto result = StLink::open(std::make_unique<ScriptedLink>(script, clock), clock);
        ASSERT_TRUE(result.ok());
        probe = std::move(result).value();
        if (probe->capabilities().canOpenAp) {
            script.expect({0xF2, 0x4B, 0}, done);
            ASSERT_TRUE(probe->openAp(0).ok());
        }
        script.batches.clear();
        script.budgets.clear();
    }

    void expectRead(std::uint8_t code, std::uint32_t address, const Bytes& bytes,
                    const Bytes& statusReply = blockStatus()) {
        script.expect(block(code, address, bytes.size()), bytes).expect(lastStatus, statusReply);
    }

    void expectWrite(std::uint8_t code, std::uint32_t address, const Bytes& bytes,
                     const Bytes& statusReply = blockStatus()) {
        script.expect(block(code, address, bytes.size()), {}, bytes)
            .expect(lastStatus, statusReply);
    }

    void TearDown() override {
        probe.reset();
        EXPECT_TRUE(script.isFinished()) << script.rest();
    }

    Script script;
    StillClock clock;
    std::unique_ptr<StLink> probe;
};

using StLinkBatch = StLinkMemory;

TEST_F(StLinkMemory, ReadsABlockAndItsStatusInOneBatch) {
    expectRead(0x07, ram, pattern(8));
    Bytes bytes(8);
    ASSERT_TRUE(probe->readMemory(0, ram, bytes).ok());
    EXPECT_EQ(bytes, pattern(8));
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{2}));
}

TEST_F(StLinkMemory, WritesABlockAndItsStatusInOneBatch) {
    expectWrite(0x08, ram, pattern(8));
    ASSERT_TRUE(probe->writeMemory(0, ram, pattern(8)).ok());
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{2}));
}

TEST_F(StLinkMemory, NamesTheFaultingAddressOfABlock) {
    expectRead(0x07, ram, pattern(8), blockStatus(0x13, ram + 4));
    Bytes bytes(8);
    const auto result = probe->readMemory(0, ram, bytes);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.fault().code, FaultCode::SwdParity);
    EXPECT_EQ(result.fault().address, ram + 4);
}

TEST_F(StLinkMemory, NamesTheBlockWhereTheProbeNamesNoAddress) {
    expectRead(0x07, ram, pattern(8), blockStatus(0x13, 0));
    Bytes bytes(8);
    EXPECT_EQ(probe->readMemory(0, ram, bytes).fault().address, ram);
}

TEST_F(StLinkMemory, ReadsOneByteAsTheTwoThatTheProbeSends) {
    script.expect(block(0x0C, ram + 4, 1), {0x55, 0x99}).expect(lastStatus, blockStatus());
    Bytes bytes{0xAA, 0xBB};
    ASSERT_TRUE(probe->readMemory(0, ram + 4, std::span(bytes).first(1)).ok());
    EXPECT_EQ(bytes, (Bytes{0x55, 0xBB}));
}

TEST_F(StLinkMemory, UsesByteAccessesForTheUnalignedEndsOnly) {
    expectRead(0x0C, ram + 1, {1, 2, 3});
    expectRead(0x07, ram + 4, {4, 5, 6, 7, 8, 9, 10, 11});
    expectRead(0x0C, ram + 12, {12, 13});
    Bytes bytes(13);
    ASSERT_TRUE(probe->readMemory(0, ram + 1, bytes).ok());
    EXPECT_EQ(bytes, pattern(13));

    expectWrite(0x0D, ram + 3, {1});
    expectWrite(0x08, ram + 4, {2, 3, 4, 5});
    expectWrite(0x0D, ram + 8, {6, 7, 8});
    EXPECT_TRUE(probe->writeMemory(0, ram + 3, pattern(8)).ok());
}

TEST_F(StLinkMemory, ReadsAShortUnalignedRangeWithoutTouchingItsNeighbours) {
    expectRead(0x0C, ram + 1, {1, 2});
    Bytes bytes(2);
    ASSERT_TRUE(probe->readMemory(0, ram + 1, bytes).ok());
    EXPECT_EQ(bytes, pattern(2));
}

TEST_F(StLinkMemory, SendsNothingForNothing) {
    EXPECT_TRUE(probe->readMemory(0, ram, {}).ok());
    EXPECT_TRUE(probe->writeMemory(0, ram, {}).ok());
    EXPECT_TRUE(script.batches.empty());
}

TEST_F(StLinkMemory, ReadsLargeRangesInFullBlocksAtOnce) {
    expectRead(0x07, ram, pattern(6144, 1));
    expectRead(0x07, ram + 6144, pattern(6144, 2));
    expectRead(0x07, ram + 12288, pattern(4, 3));
    Bytes bytes(12292);
    ASSERT_TRUE(probe->readMemory(0, ram, bytes).ok());
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{6}));
    EXPECT_EQ(bytes[0], 1);
    EXPECT_EQ(bytes[6144], 2);
    EXPECT_EQ(bytes[12288], 3);
}

TEST_F(StLinkMemory, KeepsABoundOnWhatIsInFlight) {
    constexpr std::size_t blocks = 20;
    for (std::size_t i = 0; i < blocks; ++i) {
        expectRead(0x07, ram + static_cast<std::uint32_t>(i * 6144), pattern(6144));
    }
    Bytes bytes(blocks * 6144);
    ASSERT_TRUE(probe->readMemory(0, ram, bytes).ok());
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{32, 8}));
}

TEST_F(StLinkMemory, WritesNothingBehindABlockThatFailed) {
    expectWrite(0x08, ram, pattern(6144), blockStatus(0x12));
    EXPECT_FALSE(probe->writeMemory(0, ram, pattern(6148)).ok());
}

TEST_F(StLinkMemory, WritesLargeRangesBlockByBlock) {
    expectWrite(0x08, ram, pattern(6144));
    expectWrite(0x08, ram + 6144, pattern(4, 1));
    EXPECT_TRUE(probe->writeMemory(0, ram, pattern(6148)).ok());
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{2, 2}));
}

TEST_F(StLinkMemory, RepeatsTheWholeBlockAfterAWait) {
    expectRead(0x07, ram, pattern(8, 0x80), blockStatus(0x10));
    expectRead(0x07, ram, pattern(8));
    Bytes bytes(8);
    ASSERT_TRUE(probe->readMemory(0, ram, bytes).ok());
    EXPECT_EQ(bytes, pattern(8));
    expectWrite(0x08, ram, pattern(8), blockStatus(0x14));
    expectWrite(0x08, ram, pattern(8));
    EXPECT_TRUE(probe->writeMemory(0, ram, pattern(8)).ok());
    EXPECT_EQ(probe->counters().waitRetries, 2U);
}

TEST_F(StLinkMemory, RepeatsAOneByteReadWithTwoBytesAgain) {
    script.expect(block(0x0C, ram, 1), {0, 0}).expect(lastStatus, blockStatus(0x10));
    script.expect(block(0x0C, ram, 1), {7, 0}).expect(lastStatus, blockStatus());
    Bytes bytes(1);
    ASSERT_TRUE(probe->readMemory(0, ram, bytes).ok());
    EXPECT_EQ(bytes[0], 7);
}

TEST_F(StLinkMemory, SplitsAtOneKibibyteForOldFirmware) {
    probe.reset();
    start({0x26, 0x00, 0x83, 0x04, 0x48, 0x37});
    expectRead(0x07, ram + 1000, pattern(24));
    expectRead(0x07, ram + 1024, pattern(1024));
    expectRead(0x07, ram + 2048, pattern(4));
    Bytes bytes(1052);
    EXPECT_TRUE(probe->readMemory(0, ram + 1000, bytes).ok());
}

TEST_F(StLinkMemory, RefusesToWrapAroundTheAddressSpace) {
    Bytes bytes(8);
    EXPECT_EQ(probe->readMemory(0, 0xFFFFFFFC, bytes).fault().code, FaultCode::Alignment);
    EXPECT_EQ(probe->writeMemory(0, 0xFFFFFFFC, bytes).fault().code, FaultCode::Alignment);
    expectRead(0x07, 0xFFFFFFF8, pattern(8));
    EXPECT_TRUE(probe->readMemory(0, 0xFFFFFFF8, bytes).ok());
}

TEST_F(StLinkMemory, MovesHalfwordsWhereAskedTo) {
    expectRead(0x47, 0x1FFFF802, pattern(6));
    Bytes bytes(6);
    ASSERT_TRUE(probe->readHalfwords(0, 0x1FFFF802, bytes).ok());
    EXPECT_EQ(bytes, pattern(6));
    expectWrite(0x48, 0x1FFFF802, pattern(2));
    EXPECT_TRUE(probe->writeHalfwords(0, 0x1FFFF802, pattern(2)).ok());
}

TEST_F(StLinkMemory, RefusesOddHalfwords) {
    Bytes bytes(3);
    EXPECT_EQ(probe->readHalfwords(0, ram, bytes).fault().code, FaultCode::Alignment);
    EXPECT_EQ(probe->writeHalfwords(0, ram, bytes).fault().code, FaultCode::Alignment);
    EXPECT_EQ(probe->readHalfwords(0, ram + 1, std::span(bytes).first(2)).fault().code,
              FaultCode::Alignment);
}

TEST_F(StLinkMemory, NeedsFirmwareForHalfwords) {
    probe.reset();
    start({0x26, 0x00, 0x83, 0x04, 0x48, 0x37});
    Bytes bytes(2);
    EXPECT_EQ(probe->readHalfwords(0, ram, bytes).fault().code, FaultCode::ProbeFirmwareTooOld);
    EXPECT_EQ(probe->writeHalfwords(0, ram, bytes).fault().code, FaultCode::ProbeFirmwareTooOld);
}

TEST_F(StLinkMemory, CountsAWriteThatReadsBackDifferentlyFromAPeripheral) {
    script.expect({0xF2, 0x35, 0x04, 0x20, 0x00, 0x52, 1}, status(0x0D));
    EXPECT_TRUE(probe->writeWord(0, 0x52002004, 1).ok());
    script.expect({0xF2, 0x35, 0x0C, 0xED, 0x00, 0xE0, 4, 0, 0xFA, 5}, status(0x0D));
    EXPECT_TRUE(probe->writeWord(0, 0xE000ED0C, 0x05FA0004).ok());
    expectWrite(0x08, 0x40022000, pattern(4), blockStatus(0x0D));
    EXPECT_TRUE(probe->writeMemory(0, 0x40022000, pattern(4)).ok());
    EXPECT_EQ(probe->counters().writesInDoubt, 3U);
}

TEST_F(StLinkMemory, FailsOnAWriteThatReadsBackDifferentlyFromMemory) {
    script.expect({0xF2, 0x35, 0, 0, 0, 0x20, 1}, status(0x0D));
    EXPECT_EQ(probe->writeWord(0, ram, 1).fault().probeStatus, 0x0D);
    expectWrite(0x08, 0x08000000, pattern(4), blockStatus(0x0D));
    EXPECT_EQ(probe->writeMemory(0, 0x08000000, pattern(4)).fault().probeStatus, 0x0D);
    // A read has nothing to verify.
    Bytes refused = word(0);
    refused[0] = 0x0D;
    script.expect({0xF2, 0x36, 0, 0x20, 0, 0x40}, refused);
    EXPECT_EQ(probe->readWord(0, 0x40002000).fault().probeStatus, 0x0D);
    EXPECT_EQ(probe->counters().writesInDoubt, 0U);
}

TEST_F(StLinkMemory, GivesASlowClockItsTime) {
    script.expect({0xF2, 0x43, 0x1E, 0x03}, done);
    ASSERT_TRUE(probe->setSwdClock(5).ok());
    expectRead(0x07, ram, pattern(6144));
    Bytes bytes(6144);
    ASSERT_TRUE(probe->readMemory(0, ram, bytes).ok());
    // 1536 words of 54 clocks at 5 kHz are 16.6 s.
    EXPECT_GT(script.budgets.back(), std::chrono::seconds(2 * 17));
    script.expect({0xF2, 0x43, 0}, done);
    ASSERT_TRUE(probe->setSwdClock(4000).ok());
    expectRead(0x07, ram, pattern(6144));
    ASSERT_TRUE(probe->readMemory(0, ram, bytes).ok());
    EXPECT_LT(script.budgets.back(), std::chrono::seconds(7));
}

TEST_F(StLinkMemory, NeverTakesStaleDataForAnAnswer) {
    script.expect(block(0x07, ram, 4), {1, 2, 3, 4}).expectSilence(lastStatus);
    Bytes bytes(4);
    EXPECT_EQ(probe->readMemory(0, ram, bytes).fault().code, FaultCode::ProbeNonsense);
}

TEST_F(StLinkBatch, PutsEverythingIntoOneBatchInOrder) {
    std::uint32_t value = 0;
    Bytes into(4);
    const Bytes from = pattern(8);
    script.expect({0xF2, 0x35, 0, 0, 0, 0x20, 9}, done);
    expectWrite(0x08, ram + 16, from);
    script.expect({0xF2, 0x36, 4, 0, 0, 0x20}, word(11));
    expectRead(0x07, ram + 32, pattern(4, 5));
    StLink::Batch batch;
    batch.writeWord(0, ram, 9).writeMemory(0, ram + 16, from);
    batch.readWord(0, ram + 4, value).readMemory(0, ram + 32, into);
    ASSERT_TRUE(probe->perform(batch).ok());
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{6}));
    EXPECT_EQ(value, 11U);
    EXPECT_EQ(into, pattern(4, 5));
}

TEST_F(StLinkBatch, OpensTheAccessPortsItNeeds) {
    std::uint32_t value = 0;
    script.expect({0xF2, 0x4B, 2}, done);
    script.expect({0xF2, 0x36, 0, 0, 0, 0x20}, word(1))
        .expect({0xF2, 0x36, 0, 0, 0, 0x20, 2}, word(2));
    StLink::Batch batch;
    batch.readWord(0, ram, value).readWord(2, ram, value);
    ASSERT_TRUE(probe->perform(batch).ok());
    EXPECT_EQ(value, 2U);
}

TEST_F(StLinkBatch, GoesOnFromTheOperationThatWaited) {
    std::uint32_t value = 0;
    const Bytes from = pattern(4);
    script.expect({0xF2, 0x35, 0, 0, 0, 0x20, 9}, done);
    expectWrite(0x08, ram + 16, from, blockStatus(0x10));
    script.expect({0xF2, 0x36, 4, 0, 0, 0x20}, word(1));
    expectWrite(0x08, ram + 16, from);
    script.expect({0xF2, 0x36, 4, 0, 0, 0x20}, word(2));
    StLink::Batch batch;
    batch.writeWord(0, ram, 9).writeMemory(0, ram + 16, from).readWord(0, ram + 4, value);
    ASSERT_TRUE(probe->perform(batch).ok());
    EXPECT_EQ(value, 2U);
    EXPECT_EQ(probe->counters().waitRetries, 1U);
}

TEST_F(StLinkBatch, SplitsMemoryIntoBlocksAndItselfIntoBoundedRuns) {
    Bytes into(16 * 6144 + 4);
    for (std::uint32_t i = 0; i < 16; ++i) {
        expectRead(0x07, ram + i * 6144, pattern(6144));
    }
    expectRead(0x07, ram + 16 * 6144, pattern(4, 9));
    script.expect({0xF2, 0x35, 0, 0, 0, 0x20, 9}, done);
    StLink::Batch batch;
    batch.readMemory(0, ram, into).writeWord(0, ram, 9);
    ASSERT_TRUE(probe->perform(batch).ok());
    EXPECT_EQ(script.batches, (std::vector<std::size_t>{32, 3}));
    EXPECT_EQ(into.back(), 12);
}

TEST_F(StLinkBatch, EndsAtTheFirstRunThatFails) {
    StLink::Batch batch;
    for (int i = 0; i < 17; ++i) {
        batch.writeWord(0, ram, 9);
        if (i < 16) {
            script.expect({0xF2, 0x35, 0, 0, 0, 0x20, 9}, i == 5 ? status(0x12) : done);
        }
    }
    const auto result = probe->perform(batch);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.fault().address, ram);
}

TEST_F(StLinkBatch, SendsNothingWhenEmptyAndCanBeUsedAgain) {
    StLink::Batch batch;
    EXPECT_TRUE(batch.empty());
    EXPECT_TRUE(probe->perform(batch).ok());
    EXPECT_TRUE(script.batches.empty());
    batch.readMemory(0, ram, {});
    EXPECT_TRUE(probe->perform(batch).ok());
    EXPECT_TRUE(script.batches.empty());
    batch.clear();
    EXPECT_TRUE(batch.empty());
    std::uint32_t value = 0;
    batch.readWord(0, ram, value);
    for (int i = 0; i < 2; ++i) {
        script.expect({0xF2, 0x36, 0, 0, 0, 0x20}, word(3));
        EXPECT_TRUE(probe->perform(batch).ok());
    }
    EXPECT_EQ(value, 3U);
}

} // namespace
} // namespace greenlight::probe
