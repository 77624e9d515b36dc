// The power of a probe's port through the real libusb and a hub that answers its requests.
#include "engine/probe/stlink.h"
#include "engine/probe/usb_bench.h"
#include "engine/probe/usb_link.h"
#include "engine/sim/turnstile.h"
#include "tests/usb/virtual_usb.h"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <thread>

namespace greenlight::usb {
namespace {

using namespace std::chrono_literals;
using Asked = std::vector<HubPort::Switching>;

/// Two probes at ports 2 and 3 of one hub and one at a root hub, in virtual time. `link` is to the
/// first.
class UsbPower : public testing::Test {
protected:
    void serve(const HubKind& kind) {
        server.setHub(portOf(hub), kind);
        link = open(socket);
    }

    std::unique_ptr<probe::Link> open(std::string_view port) {
        auto opened = probe::UsbLink::open(portOf(port), still);
        EXPECT_TRUE(opened.ok()) << base::toLogLine(opened.fault());
        return opened.ok() ? std::move(opened).value() : nullptr;
    }

    /// 0 is that of a V2 after power-up; 0xFF stands for no answer.
    unsigned modeOf(probe::Link& of) {
        std::array<std::uint8_t, 2> reply{};
        probe::Exchange exchange{.command = command({0xF5}), .in = reply};
        return of.perform({&exchange, 1}, still.now() + 20s).ok() ? reply[0] : 0xFF;
    }

    /// To mode 1, in which it stays until it loses its power.
    void leaveDfu(probe::Link& of) {
        probe::Exchange leave{.command = command({0xF3, 7})};
        ASSERT_TRUE(of.perform({&leave, 1}, still.now() + 20s).ok());
        ASSERT_EQ(modeOf(of), 1U);
    }

    void expectLeftAlone(const Result<probe::PowerCut>& cut, std::string_view why) {
        ASSERT_TRUE(cut.ok()) << base::toLogLine(cut.fault());
        EXPECT_FALSE(cut->done);
        EXPECT_NE(cut->whyNot.find(why), std::string::npos) << cut->whyNot;
        EXPECT_EQ(modeOf(*link), 0U) << "the link has not survived";
    }

    [[nodiscard]] Asked asked() { return server.askedOfHub(portOf(hub)); }

    static constexpr std::string_view hub = "1-1";
    static constexpr std::string_view socket = "1-1.2";
    static constexpr std::string_view neighbour = "1-1.3";
    static constexpr std::string_view rootSocket = "2-1";

    sim::Turnstile still{1};
    MockUsbServer server{{{portOf(socket), probeNamed("v2", 1)},
                          {portOf(neighbour), probeNamed("v2", 2)},
                          {portOf(rootSocket), probeNamed("v2", 3)}}};
    ThisProcessAsClient client{server};
    std::unique_ptr<probe::Link> link;
};

TEST_F(UsbPower, IsCutAtTheProbesPortAndNoOther) {
    serve({.switchesEach = true});
    const auto other = open(neighbour);
    leaveDfu(*link);
    leaveDfu(*other);
    const Instant before = still.now();
    const auto cut = link->cyclePower();
    ASSERT_TRUE(cut.ok()) << base::toLogLine(cut.fault());
    EXPECT_TRUE(cut->done) << cut->whyNot;
    EXPECT_GE(still.now() - before, probe::UsbHubPort::darkTime);
    EXPECT_EQ(asked(), (Asked{{2, false}, {2, true}}));
    EXPECT_EQ(modeOf(*link), 0U) << "as after plugging it in";
    EXPECT_EQ(modeOf(*other), 1U) << "the neighbour has lost its power";
}

TEST_F(UsbPower, IsCutAtAHubOfUsb3AsItsOwnDescriptorSays) {
    serve({.switchesEach = true, .superSpeed = true});
    leaveDfu(*link);
    const auto cut = link->cyclePower();
    ASSERT_TRUE(cut.ok()) << base::toLogLine(cut.fault());
    EXPECT_TRUE(cut->done) << cut->whyNot;
    EXPECT_EQ(modeOf(*link), 0U);
}

TEST_F(UsbPower, IsLeftOnAtAHubThatSwitchesAllPortsTogether) {
    serve({.switchesEach = false});
    expectLeftAlone(link->cyclePower(), "all ports together");
    EXPECT_EQ(asked(), Asked{}) << "one request takes the power from every slot";
}

TEST_F(UsbPower, IsLeftOnWithoutPermissionForTheHub) {
    serve({.switchesEach = true});
    server.forbidHub(portOf(hub));
    Result<probe::PowerCut> cut = Fault{};
    std::jthread([&] {
        // Root may open everything, so this thread, and it alone, becomes somebody else.
        constexpr uid_t nobody = 65534;
        if (geteuid() == 0) {
            ASSERT_EQ(syscall(SYS_setresuid, -1, nobody, -1), 0);
        }
        cut = link->cyclePower();
    }).join();
    expectLeftAlone(cut, "no permission");
    EXPECT_EQ(asked(), Asked{});
}

TEST_F(UsbPower, IsLeftOnAtThePortsOfTheComputer) {
    link = open(rootSocket);
    expectLeftAlone(link->cyclePower(), "the computer's own");
}

TEST_F(UsbPower, IsLeftOnAtAHubWithFewerPorts) {
    serve({.switchesEach = true, .ports = 1});
    expectLeftAlone(link->cyclePower(), "does not describe itself");
    EXPECT_EQ(asked(), Asked{});
}

TEST_F(UsbPower, IsNotBelievedCutWhenTheHubStillReportsIt) {
    serve({.switchesEach = true, .hasSwitches = false});
    expectLeftAlone(link->cyclePower(), "does not switch the port off");
    EXPECT_EQ(asked(), (Asked{{2, false}, {2, true}}));
}

TEST_F(UsbPower, IsAskedForAgainAndMissedLoudlyWhenThePortStaysDark) {
    serve({.switchesEach = true, .comesBack = false});
    const auto cut = link->cyclePower();
    ASSERT_FALSE(cut.ok());
    EXPECT_EQ(cut.fault().code, FaultCode::UsbFailure);
    EXPECT_NE(cut.fault().note.find("stays without power"), std::string::npos) << cut.fault().note;
    EXPECT_EQ(asked(), (Asked{{2, false}, {2, true}, {2, true}, {2, true}}));
}

TEST_F(UsbPower, IsCutForAProbeThatAResetHasLostAndThatIsGone) {
    serve({.switchesEach = true});
    server.unplug(portOf(socket));
    ASSERT_EQ(link->resetDevice().fault().code, FaultCode::ProbeUnplugged);
    const auto cut = link->cyclePower();
    ASSERT_FALSE(cut.ok());
    EXPECT_EQ(cut.fault().code, FaultCode::ProbeUnplugged);
    EXPECT_EQ(asked(), (Asked{{2, false}, {2, true}}));
}

/// Real time without its pauses: whoever sleeps finds that the time has passed.
class HurriedClock final : public Clock {
public:
    [[nodiscard]] Instant now() const noexcept override { return m_real.now() + m_skipped; }

    [[nodiscard]] base::WallTime wall() const noexcept override { return m_real.wall(); }

    void sleepUntil(Instant moment) override { m_skipped += std::max(moment - now(), Duration{}); }

private:
    void raise(base::Signal& signal) override { exchange(signal, true); }

    bool wait(base::Signal& signal, Instant deadline) override {
        sleepUntil(deadline);
        return exchange(signal, false);
    }

    base::SystemClock m_real;
    Duration m_skipped{};
};

TEST_F(UsbPower, WakesAHungProbeThatNoResetWakes) {
    server.setHub(portOf(hub), {.switchesEach = true});
    server.setMishaps(portOf(socket), sim::MishapPlan::once(0, sim::Mishap::Hang));
    HurriedClock hurried;
    auto opened = probe::UsbLink::open(portOf(socket), hurried);
    ASSERT_TRUE(opened.ok()) << base::toLogLine(opened.fault());
    const auto probe =
        probe::StLink::open(std::move(opened).value(), hurried, probe::LastRung::PortPower);
    ASSERT_TRUE(probe.ok()) << base::toLogLine(probe.fault());
    EXPECT_EQ((*probe)->firmware().text(), "V2J39S7");
    EXPECT_EQ((*probe)->counters().silences, 4U);
    EXPECT_EQ((*probe)->counters().usbResets, 1U);
    EXPECT_EQ((*probe)->counters().powerCycles, 1U);
}

} // namespace
} // namespace greenlight::usb
