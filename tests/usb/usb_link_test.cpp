// The real libusb and the product's link on it, against virtual probes.
#include "engine/probe/usb_bench.h"
#include "engine/probe/usb_link.h"
#include "engine/sim/turnstile.h"
#include "tests/usb/virtual_usb.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <thread>

namespace greenlight::usb {
namespace {

using namespace std::chrono_literals;
using probe::Exchange;

/// Nothing here takes as long, whatever the computer does besides.
constexpr Duration patience = 20s;

class UsbWire : public testing::Test {
protected:
    static constexpr std::string_view socket = "1-1.2";

    /// A probe as it is after power-up, in the firmware-update mode of a V2.
    void SetUp() override {
        auto opened = bench.open(portOf(socket));
        ASSERT_TRUE(opened.ok()) << base::toLogLine(opened.fault());
        link = std::move(opened).value();
    }

    /// One exchange with a reply.
    Result<void> ask(const probe::CommandBlock& what, std::span<std::uint8_t> reply,
                     Duration within = patience) {
        Exchange exchange{.command = what, .in = reply};
        return link->perform({&exchange, 1}, clock.now() + within);
    }

    FaultCode askedInVain(const probe::CommandBlock& what, std::size_t length,
                          Duration within = patience) {
        Bytes reply(length);
        const auto done = ask(what, reply, within);
        return done.ok() ? FaultCode::Internal : done.fault().code;
    }

    /// The probe answers a version query as a V2J39S7 does.
    void expectSane() {
        Bytes reply(6);
        const auto done = ask(version, reply);
        ASSERT_TRUE(done.ok()) << base::toLogLine(done.fault());
        EXPECT_EQ(reply, (Bytes{0x29, 0xC7, 0x83, 0x04, 0x48, 0x37}));
    }

    static constexpr probe::CommandBlock version{0xF1};
    static constexpr probe::CommandBlock mode{0xF5};

    base::SystemClock clock;
    MockUsbServer server{
        {{portOf(socket), sim::ProbeSpec::v2("50FF6F067871515131090367"), boardNamed("F407", 1)}}};
    ThisProcessAsClient client{server};
    probe::UsbBench bench{clock};
    std::unique_ptr<probe::Link> link;
};

TEST_F(UsbWire, PerformsABatchOfCommandsDataAndReplies) {
    Exchange leave{.command = command({0xF3, 7})};
    ASSERT_TRUE(link->perform({&leave, 1}, clock.now() + patience).ok());
    std::array<std::uint8_t, 2> entered{};
    Bytes data{1, 2, 3, 4, 5, 6, 7, 8};
    std::array<std::uint8_t, 12> status{};
    Bytes back(8);
    std::array<Exchange, 4> batch{
        {{.command = command({0xF2, 0x30, 0xA3}), .in = entered},
         {.command = command({0xF2, 0x08, 0, 0, 0, 0x20, 8, 0}), .out = data},
         {.command = command({0xF2, 0x3E}), .in = status},
         {.command = command({0xF2, 0x07, 0, 0, 0, 0x20, 8, 0}), .in = back}}};
    const auto done = link->perform(batch, clock.now() + patience);
    ASSERT_TRUE(done.ok()) << base::toLogLine(done.fault());
    EXPECT_EQ(entered[0], 0x80);
    EXPECT_EQ(status[0], 0x80);
    EXPECT_EQ(back, data);
    EXPECT_EQ(link->counters().transfers, 1 + 8U);
    EXPECT_EQ(link->counters().bytesOut, 5 * 16 + 8U);
    EXPECT_EQ(link->counters().bytesIn, 2 + 12 + 8U);
}

TEST_F(UsbWire, PerformsMoreThanOneFlightHolds) {
    std::array<std::array<std::uint8_t, 6>, 100> replies{};
    std::vector<Exchange> batch;
    batch.reserve(replies.size());
    for (auto& reply : replies) {
        batch.push_back({.command = version, .in = reply});
    }
    ASSERT_TRUE(link->perform(batch, clock.now() + patience).ok());
    for (const auto& reply : replies) {
        EXPECT_EQ(reply[0], 0x29);
    }
}

TEST_F(UsbWire, ReportsAReplyThatIsTooShort) {
    EXPECT_EQ(askedInVain(mode, 8), FaultCode::UsbShortReply);
    expectSane();
}

TEST_F(UsbWire, ReportsAReplyThatIsTooLong) {
    EXPECT_EQ(askedInVain(version, 2), FaultCode::UsbLongReply);
    ASSERT_TRUE(link->drain().ok());
    expectSane();
}

TEST_F(UsbWire, NamesTheExchangeThatWentWrong) {
    std::array<std::uint8_t, 6> good{};
    std::array<std::uint8_t, 8> tooMuch{};
    std::array<Exchange, 3> batch{{{.command = version, .in = good},
                                   {.command = mode, .in = tooMuch},
                                   {.command = version, .in = good}}};
    const auto done = link->perform(batch, clock.now() + patience);
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.fault().code, FaultCode::UsbShortReply);
    EXPECT_NE(done.fault().note.find("exchange 1"), std::string::npos) << done.fault().note;
    ASSERT_TRUE(link->drain().ok());
    expectSane();
}

TEST_F(UsbWire, ClearsTheHaltOfAReplyEndpointThatStalled) {
    server.setMishaps(portOf(socket), sim::MishapPlan::once(1, sim::Mishap::Stall));
    EXPECT_EQ(askedInVain(version, 6), FaultCode::UsbStall);
    expectSane();
}

TEST_F(UsbWire, ClearsTheHaltOfACommandEndpointThatStalled) {
    server.setMishaps(portOf(socket), sim::MishapPlan::once(0, sim::Mishap::Stall));
    EXPECT_EQ(askedInVain(version, 6), FaultCode::UsbStall);
    ASSERT_TRUE(link->drain().ok());
    expectSane();
}

TEST_F(UsbWire, GivesUpAtTheDeadlineAndTakesEverythingBack) {
    server.setMishaps(portOf(socket), sim::MishapPlan::once(1, sim::Mishap::Timeout));
    EXPECT_EQ(askedInVain(version, 6, 50ms), FaultCode::UsbTimeout);
    // The reply is still in the probe; whoever goes on without draining gets it for another.
    ASSERT_TRUE(link->drain().ok());
    expectSane();
}

TEST_F(UsbWire, GivesUpACommandThatTheProbeDoesNotTake) {
    server.setMishaps(portOf(socket), sim::MishapPlan::once(0, sim::Mishap::Timeout));
    EXPECT_EQ(askedInVain(version, 6, 50ms), FaultCode::UsbTimeout);
    expectSane();
}

TEST_F(UsbWire, DrainsWhatAnotherHostLeftBehind) {
    std::array<Exchange, 3> commands{
        {{.command = version}, {.command = mode}, {.command = version}}};
    ASSERT_TRUE(link->perform(commands, clock.now() + patience).ok());
    ASSERT_TRUE(link->drain().ok());
    expectSane();
}

TEST_F(UsbWire, SaysThatTheProbeWasPulledInTheMiddleOfABatch) {
    server.setMishaps(portOf(socket), sim::MishapPlan::once(5, sim::Mishap::Unplug));
    std::array<std::array<std::uint8_t, 6>, 8> replies{};
    std::vector<Exchange> batch;
    batch.reserve(replies.size());
    for (auto& reply : replies) {
        batch.push_back({.command = version, .in = reply});
    }
    const auto done = link->perform(batch, clock.now() + patience);
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.fault().code, FaultCode::ProbeUnplugged);
    EXPECT_EQ(askedInVain(version, 6), FaultCode::ProbeUnplugged);
    EXPECT_EQ(link->drain().fault().code, FaultCode::ProbeUnplugged);
}

TEST_F(UsbWire, SaysThatTheProbeWasPulledWhileItWaited) {
    // Nobody asked, so no reply comes; the probe goes while the link waits for one.
    server.setMishaps(portOf(socket), sim::MishapPlan::once(1, sim::Mishap::Timeout));
    const std::jthread person([this] {
        while (server.transfers(portOf(socket)) < 2) {
            std::this_thread::yield();
        }
        server.unplug(portOf(socket));
    });
    EXPECT_EQ(askedInVain(version, 6), FaultCode::ProbeUnplugged);
}

/// A link in virtual time, in which the long pause after a bus reset is none.
class UsbReset : public UsbWire {
protected:
    void SetUp() override {
        auto opened = probe::UsbLink::open(portOf(socket), still);
        ASSERT_TRUE(opened.ok()) << base::toLogLine(opened.fault());
        link = std::move(opened).value();
    }

    sim::Turnstile still{1};
};

TEST_F(UsbReset, BringsTheProbeBack) {
    ASSERT_TRUE(link->resetDevice().ok());
    EXPECT_GE(still.now() - Instant{}, probe::UsbLink::resetPause);
    expectSane();
}

TEST_F(UsbReset, SaysThatTheProbeIsGone) {
    server.unplug(portOf(socket));
    const auto done = link->resetDevice();
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.fault().code, FaultCode::ProbeUnplugged);
    EXPECT_GE(still.now() - Instant{}, probe::UsbLink::returnBudget);
    EXPECT_EQ(askedInVain(version, 6), FaultCode::ProbeUnplugged);
}

} // namespace
} // namespace greenlight::usb
