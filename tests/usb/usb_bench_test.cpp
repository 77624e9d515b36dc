// Listing and opening through the real libusb.
#include "engine/probe/usb_bench.h"
#include "tests/usb/virtual_usb.h"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <thread>

namespace greenlight::usb {
namespace {

using namespace std::chrono_literals;

constexpr const char* firstSerial = "50FF6F067871515131090367";
constexpr const char* secondSerial = "066DFF485550755187123543";

class UsbSockets : public testing::Test {
protected:
    void serve(const std::vector<MockSocket>& sockets) {
        server.emplace(sockets);
        client.emplace(*server);
        bench.emplace(clock);
    }

    std::vector<probe::ProbeSight> list() {
        auto found = bench->list();
        EXPECT_TRUE(found.ok()) << base::toLogLine(found.fault());
        return found.ok() ? *found : std::vector<probe::ProbeSight>{};
    }

    /// The debug firmware number (J) of the probe behind a link.
    unsigned debugVersion(probe::Link& link) {
        std::array<std::uint8_t, 6> reply{};
        probe::Exchange exchange{.command = command({0xF1}), .in = reply};
        EXPECT_TRUE(link.perform({&exchange, 1}, clock.now() + 20s).ok());
        return (reply[0] & 0x0FU) << 2U | reply[1] >> 6U;
    }

    base::SystemClock clock;
    std::optional<MockUsbServer> server;
    std::optional<ThisProcessAsClient> client;
    std::optional<probe::UsbBench> bench;
};

TEST_F(UsbSockets, AreListedInPortOrderWithProductAndSerial) {
    serve({{portOf("2-3"), sim::ProbeSpec::v3(secondSerial)},
           {portOf("1-1.10"), sim::ProbeSpec::v21("066DFF485550755187123544")},
           {portOf("1-1.2"), sim::ProbeSpec::v2(firstSerial)}});
    const auto found = list();
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].port.text(), "1-1.2");
    EXPECT_EQ(found[0].product, 0x3748);
    EXPECT_EQ(found[0].serial, firstSerial);
    EXPECT_EQ(found[1].port.text(), "1-1.10");
    EXPECT_EQ(found[1].product, 0x374B);
    EXPECT_EQ(found[2].port.text(), "2-3");
    EXPECT_EQ(found[2].product, 0x374F);
    EXPECT_EQ(found[2].serial, secondSerial);
}

TEST_F(UsbSockets, ShowTheSerialOfAnOldProbeThatSendsRawBytes) {
    sim::ProbeSpec old = sim::ProbeSpec::v2("57FF72067265575742132067");
    old.quirks.rawSerial = true;
    serve({{portOf("1-1"), old}});
    const auto found = list();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].serial, "57FF72067265575742132067");
}

TEST_F(UsbSockets, TellClonesWithOneSerialApartByPort) {
    sim::ProbeSpec younger = sim::ProbeSpec::v2(firstSerial);
    younger.firmware.debug = 37;
    serve({{portOf("1-1.1"), sim::ProbeSpec::v2(firstSerial)}, {portOf("1-1.2"), younger}});
    EXPECT_EQ(list().size(), 2U);
    auto one = bench->open(portOf("1-1.1"));
    auto other = bench->open(portOf("1-1.2"));
    ASSERT_TRUE(one.ok() && other.ok());
    EXPECT_EQ(debugVersion(**one), 39U);
    EXPECT_EQ(debugVersion(**other), 37U);
}

TEST_F(UsbSockets, AreFoundAbsentWhenNothingIsPlugged) {
    serve({{portOf("1-1.1"), sim::ProbeSpec::v2(firstSerial)}, {portOf("1-1.2")}});
    const auto opened = bench->open(portOf("1-1.2"));
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.fault().code, FaultCode::ProbeAbsent);
}

TEST_F(UsbSockets, AreBusyWhileSomebodyElseHasTheProbe) {
    serve({{portOf("1-1"), sim::ProbeSpec::v2(firstSerial)}});
    auto first = bench->open(portOf("1-1"));
    ASSERT_TRUE(first.ok());
    const auto second = bench->open(portOf("1-1"));
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.fault().code, FaultCode::UsbBusy);
    EXPECT_EQ(debugVersion(**first), 39U);
    first = Fault{};
    EXPECT_TRUE(bench->open(portOf("1-1")).ok());
}

TEST_F(UsbSockets, WithoutThePermissionSaySo) {
    serve({{portOf("1-1"), sim::ProbeSpec::v2(firstSerial)}});
    server->forbid(portOf("1-1"));
    Fault fault;
    std::jthread([&] {
        // Root may open everything, so this thread, and it alone, becomes somebody else.
        constexpr uid_t nobody = 65534;
        if (geteuid() == 0) {
            ASSERT_EQ(syscall(SYS_setresuid, -1, nobody, -1), 0);
        }
        const auto opened = bench->open(portOf("1-1"));
        if (!opened.ok()) {
            fault = opened.fault();
        }
    }).join();
    EXPECT_EQ(fault.code, FaultCode::UsbPermission) << base::toLogLine(fault);
}

TEST_F(UsbSockets, FollowPluggingAndUnplugging) {
    serve({{portOf("1-1.1"), sim::ProbeSpec::v2(firstSerial)}, {portOf("1-1.2")}});
    const auto before = list();
    ASSERT_EQ(before.size(), 1U);
    server->plug(portOf("1-1.2"), sim::ProbeSpec::v3(secondSerial));
    ASSERT_EQ(list().size(), 2U);
    EXPECT_EQ(list()[1].serial, secondSerial);
    server->unplug(portOf("1-1.1"));
    ASSERT_EQ(list().size(), 1U);
    EXPECT_EQ(list()[0].port.text(), "1-1.2");
    // Another probe in the same socket is another device: its serial is read afresh.
    server->plug(portOf("1-1.1"), sim::ProbeSpec::v2("50FF6F067871515131090368"));
    const auto after = list();
    ASSERT_EQ(after.size(), 2U);
    EXPECT_EQ(after[0].serial, "50FF6F067871515131090368");
    EXPECT_NE(after[0].deviceNumber, before[0].deviceNumber);
}

TEST_F(UsbSockets, CanBeListedWhileProbesComeAndGo) {
    serve({{portOf("1-1.1"), sim::ProbeSpec::v2(firstSerial)}, {portOf("1-1.2")}});
    constexpr int rounds = 20;
    std::atomic<bool> done = false;
    {
        const std::jthread person([&] {
            for (int i = 0; i < rounds; ++i) {
                server->plug(portOf("1-1.2"), sim::ProbeSpec::v21(secondSerial));
                server->unplug(portOf("1-1.2"));
            }
            done = true;
        });
        while (!done) {
            const auto found = list();
            ASSERT_GE(found.size(), 1U);
            EXPECT_EQ(found[0].serial, firstSerial);
        }
    }
    EXPECT_EQ(list().size(), 1U);
}

} // namespace
} // namespace greenlight::usb
