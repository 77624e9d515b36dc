#include "engine/probe/stlink.h"
#include "engine/sim/sim_bench.h"
#include "engine/sim/turnstile.h"

#include <gtest/gtest.h>

#include <numeric>

namespace greenlight::probe {
namespace {

constexpr std::uint32_t ram = 0x20000000;

const PortPath portOfBench = PortPath::parse("1-1.1").value();

/// A F407 on a probe, in virtual time.
class Bench {
public:
    explicit Bench(const sim::ProbeSpec& spec = sim::ProbeSpec::v2("50FF6F067871515131090367"),
                   bool switchesPower = false)
        : bench(clock, {{portOfBench, spec, switchesPower}}, 1)
        , port(portOfBench) {
        bench.insert(port, sim::BoardSpec{.chip = sim::Chip::F407});
    }

    Result<std::unique_ptr<StLink>> open() {
        return StLink::open(TRY(bench.open(port)), clock, LastRung::PortPower);
    }

    Result<std::unique_ptr<StLink>> enter() {
        auto probe = TRY(open());
        TRY(probe->enterSwd());
        return probe;
    }

    sim::Turnstile clock{1};
    sim::SimBench bench;
    PortPath port;
};

std::vector<std::uint8_t> pattern(std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{1});
    return bytes;
}

/// Writes and reads back through every way there is. True when what came back is what was sent.
Result<bool> roundTrip(StLink& probe) {
    const auto sent = pattern(7001);
    std::vector<std::uint8_t> back(sent.size());
    TRY(probe.writeMemory(0, ram + 3, sent));
    TRY(probe.readMemory(0, ram + 3, back));
    TRY(probe.writeWord(0, ram + 8192, 0x12345678));
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    StLink::Batch batch;
    batch.writeWord(0, ram + 8196, 77)
        .readWord(0, ram + 8196, first)
        .readWord(0, ram + 8192, second);
    TRY(probe.perform(batch));
    const std::uint32_t third = TRY(probe.readWord(0, ram + 8192));
    return back == sent && first == 77 && second == 0x12345678 && third == second;
}

TEST(StLinkOnBench, SeesFirmwareVoltageAndDebugPort) {
    Bench on;
    const auto probe = on.enter();
    ASSERT_TRUE(probe.ok()) << toLogLine(probe.fault());
    EXPECT_EQ((*probe)->firmware().text(), "V2J39S7");
    EXPECT_NEAR((*probe)->targetMillivolts().value(), 3300, 50);
    EXPECT_EQ((*probe)->readDpidr().value(), 0x2BA01477U);
    EXPECT_EQ((*probe)->readDp(0).value(), 0x2BA01477U);
}

TEST(StLinkOnBench, MovesMemoryThroughEveryProbe) {
    for (const auto& spec :
         {sim::ProbeSpec::v2("A"), sim::ProbeSpec::v21("B"), sim::ProbeSpec::v3("C")}) {
        Bench on(spec);
        const auto probe = on.enter();
        ASSERT_TRUE(probe.ok()) << toLogLine(probe.fault());
        const auto same = roundTrip(**probe);
        ASSERT_TRUE(same.ok()) << toLogLine(same.fault());
        EXPECT_TRUE(*same);
    }
}

TEST(StLinkOnBench, MovesMemoryThroughOldFirmware) {
    sim::ProbeSpec spec = sim::ProbeSpec::v2("A");
    spec.firmware.debug = 26;
    Bench on(spec);
    const auto probe = on.enter();
    ASSERT_TRUE(probe.ok()) << toLogLine(probe.fault());
    EXPECT_TRUE(roundTrip(**probe).value());
}

TEST(StLinkOnBench, SurvivesALostFirstReply) {
    sim::ProbeSpec spec = sim::ProbeSpec::v2("A");
    spec.quirks.losesFirstReply = true;
    Bench on(spec);
    EXPECT_TRUE(on.enter().ok());
}

TEST(StLinkOnBench, LeavesNoModeOnTheWordOfALateReply) {
    // Found by a swarm: an EXIT from a mode that it is not in stops a V3 for good.
    std::uint64_t struck = 0;
    for (std::uint64_t at = 0; at < 12; ++at) {
        Bench on(sim::ProbeSpec::v3("C"));
        {
            const auto probe = on.enter();
            ASSERT_TRUE(probe.ok());
            on.bench.setMishaps(on.port, sim::MishapPlan::once(at, sim::Mishap::StaleReply));
            (void)(*probe)->leaveSwd(); // however it ends, the probe has to live
            struck += on.bench.mishaps(on.port).total();
            on.bench.setMishaps(on.port, {});
        }
        const auto again = on.enter();
        ASSERT_TRUE(again.ok()) << at << ": " << toLogLine(again.fault());
        EXPECT_TRUE(roundTrip(**again).value());
    }
    EXPECT_GT(struck, 2U);
}

TEST(StLinkOnBench, TakesOverAProbeThatADeadUserLeftInDebugMode) {
    for (const auto& spec : {sim::ProbeSpec::v2("A"), sim::ProbeSpec::v3("C")}) {
        Bench on(spec);
        {
            const auto left = on.enter();
            ASSERT_TRUE(left.ok());
            on.bench.setMishaps(on.port, {});
            // A user who cannot say goodbye: no transfer of his comes through any more.
            sim::MishapPlan cut;
            cut.chances.at(static_cast<std::size_t>(sim::Mishap::Timeout)) = 1.0;
            on.bench.setMishaps(on.port, cut);
        }
        on.bench.setMishaps(on.port, {});
        const auto probe = on.enter();
        ASSERT_TRUE(probe.ok()) << toLogLine(probe.fault());
        EXPECT_TRUE(roundTrip(**probe).value());
    }
}

TEST(StLinkOnBench, SaysThatNoBoardAnswers) {
    Bench on;
    on.bench.remove(on.port);
    const auto probe = on.enter();
    ASSERT_FALSE(probe.ok());
    EXPECT_EQ(probe.fault().code, FaultCode::SwdNoAnswer);
}

TEST(StLinkOnBench, SaysThatTheProbeIsGone) {
    Bench on;
    const auto probe = on.enter();
    ASSERT_TRUE(probe.ok());
    on.bench.unplug(on.port);
    EXPECT_EQ((*probe)->readWord(0, ram).fault().code, FaultCode::ProbeUnplugged);
}

TEST(StLinkOnBench, WaitsThroughAStormAndCounts) {
    Bench on;
    const auto probe = on.enter();
    ASSERT_TRUE(probe.ok());
    on.bench.setMishaps(on.port, {.target = {.waitStorm = 0.002}});
    for (int i = 0; i < 20; ++i) {
        const auto same = roundTrip(**probe);
        if (same.ok()) {
            EXPECT_TRUE(*same);
        } else {
            EXPECT_EQ(same.fault().code, FaultCode::SwdWait) << toLogLine(same.fault());
        }
    }
    EXPECT_GT((*probe)->counters().waitRetries, 0U);
}

TEST(StLinkOnBench, FaultsOutsideOfMemoryWithTheAddressAndGoesOn) {
    Bench on;
    const auto probe = on.enter();
    ASSERT_TRUE(probe.ok());
    std::vector<std::uint8_t> bytes(64);
    const auto read = (*probe)->readMemory(0, 0x90000000, bytes);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.fault().code, FaultCode::SwdFault);
    EXPECT_EQ(read.fault().address, 0x90000000U);
    EXPECT_TRUE(roundTrip(**probe).value());
}

TEST(StLinkOnBench, BringsAHungProbeBackByItsPowerWhereTheHubSwitchesPortsOneByOne) {
    for (const auto& spec :
         {sim::ProbeSpec::v2("A"), sim::ProbeSpec::v21("B"), sim::ProbeSpec::v3("C")}) {
        Bench on(spec, true);
        on.bench.setMishaps(on.port, sim::MishapPlan::once(0, sim::Mishap::Hang));
        const auto probe = on.enter();
        ASSERT_TRUE(probe.ok()) << toLogLine(probe.fault());
        EXPECT_EQ((*probe)->counters().usbResets, 1U);
        EXPECT_EQ((*probe)->counters().powerCycles, 1U);
        EXPECT_TRUE(roundTrip(**probe).value());
        EXPECT_LT(on.clock.now() - Instant{}, std::chrono::seconds(10));
    }
}

TEST(StLinkOnBench, LeavesAHungProbeWithoutAnAnswerAtAnyOtherHub) {
    Bench on;
    on.bench.setMishaps(on.port, sim::MishapPlan::once(0, sim::Mishap::Hang));
    const auto probe = on.open();
    ASSERT_FALSE(probe.ok());
    EXPECT_EQ(probe.fault().code, FaultCode::UsbTimeout);
    EXPECT_NE(probe.fault().note.find("switches all ports"), std::string::npos)
        << probe.fault().note;
    EXPECT_EQ(on.open().fault().code, FaultCode::UsbTimeout) << "it woke up by itself";
    on.bench.unplug(on.port);
    on.bench.plug(on.port, sim::ProbeSpec::v2("A"));
    EXPECT_TRUE(on.enter().ok());
}

TEST(StLinkOnBench, BringsBackAV3ThatAStrayExitTookOffTheBus) {
    Bench on(sim::ProbeSpec::v3("C"), true);
    {
        const auto link = on.bench.open(on.port);
        ASSERT_TRUE(link.ok());
        Exchange stray{.command = {0xF2, 0x21}};
        ASSERT_TRUE((*link)->perform({&stray, 1}, on.clock.now() + std::chrono::seconds(1)).ok());
        EXPECT_EQ((*link)->resetDevice().fault().code, FaultCode::ProbeUnplugged);
    }
    const auto probe = on.enter();
    ASSERT_TRUE(probe.ok()) << toLogLine(probe.fault());
    EXPECT_EQ((*probe)->counters().powerCycles, 1U);
}

TEST(StLinkOnBench, SaysThatTheProbeIsGoneThatWasPulledWhileItsPortWasDark) {
    Bench on(sim::ProbeSpec::v2("A"), true);
    const auto link = on.bench.open(on.port);
    ASSERT_TRUE(link.ok());
    const base::Worker person(on.clock, "person", [&on] {
        on.clock.sleepFor(std::chrono::milliseconds(500));
        on.bench.unplug(on.port);
    });
    const auto cut = (*link)->cyclePower();
    ASSERT_FALSE(cut.ok());
    EXPECT_EQ(cut.fault().code, FaultCode::ProbeUnplugged);
}

// Any one transfer of a session goes wrong in any way that a cable or a probe can: the call fails
// or the memory is right, and the next session works.
TEST(StLinkOnBench, NeverTakesABrokenTransferForAnAnswer) {
    std::uint64_t faults = 0;
    for (const sim::Mishap mishap :
         {sim::Mishap::Timeout, sim::Mishap::Stall, sim::Mishap::ShortReply, sim::Mishap::LongReply,
          sim::Mishap::GarbageStatus, sim::Mishap::StaleReply}) {
        for (std::uint64_t transfer = 0; transfer < 40; ++transfer) {
            Bench on;
            on.bench.setMishaps(on.port, sim::MishapPlan::once(transfer, mishap));
            {
                const auto probe = on.enter();
                const auto same = probe.ok() ? roundTrip(**probe) : Result<bool>(probe.fault());
                EXPECT_TRUE(!same.ok() || *same) << name(mishap) << " at " << transfer;
                faults += same.ok() ? 0 : 1;
            }
            on.bench.setMishaps(on.port, {});
            const auto next = on.enter();
            ASSERT_TRUE(next.ok())
                << name(mishap) << " at " << transfer << ": " << toLogLine(next.fault());
            EXPECT_TRUE(roundTrip(**next).value());
        }
    }
    EXPECT_GT(faults, 0U);
}

} // namespace
} // namespace greenlight::probe
