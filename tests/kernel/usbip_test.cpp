// The virtual probe as a USB/IP host controller sees it, without a kernel.
#include "tests/kernel/usbip_probe.h"
#include "tests/usb/virtual_usb.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace greenlight::kernel {
namespace {

using usb::Bytes;

constexpr int longSilence = 20'000;
constexpr std::uint32_t out = 0;
constexpr std::uint32_t in = 1;

/// The words of a message as they stand on the wire, and what follows them.
struct Message {
    std::array<std::uint32_t, UsbIpCall::bytes / 4> words{};
    Bytes data{};
};

class UsbIp : public testing::Test {
protected:
    void SetUp() override {
        std::array<int, 2> ends{};
        ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
        controller = usb::OwnedFd(ends[0]);
        auto port = std::make_unique<usb::ProbePort>(*usb::probeNamed("v2", 1), nullptr,
                                                     clock.now(), usb::Pace::WallClock);
        probe = std::make_unique<UsbIpProbe>(std::move(port), usb::OwnedFd(ends[1]), clock);
    }

    void send(const Message& message) {
        Bytes bytes;
        for (const std::uint32_t word : message.words) {
            for (const unsigned shift : {24U, 16U, 8U, 0U}) {
                bytes.push_back(static_cast<std::uint8_t>(word >> shift));
            }
        }
        bytes.insert(bytes.end(), message.data.begin(), message.data.end());
        // In two parts, as a stream may bring it.
        const std::size_t first = bytes.size() / 2;
        ASSERT_EQ(write(controller.get(), bytes.data(), first), static_cast<ssize_t>(first));
        ASSERT_EQ(write(controller.get(), bytes.data() + first, bytes.size() - first),
                  static_cast<ssize_t>(bytes.size() - first));
    }

    void submit(std::uint32_t sequence, std::uint32_t direction, std::uint32_t endpoint,
                std::uint32_t length, Bytes data = {}, std::array<std::uint32_t, 2> setup = {}) {
        send({{1, sequence, 1, direction, endpoint, 0, length, 0, 0, 0, setup[0], setup[1]},
              std::move(data)});
    }

    void unlink(std::uint32_t sequence, std::uint32_t victim) {
        send({{2, sequence, 1, 0, 0, victim}, {}});
    }

    /// What a V2 is asked for its version with.
    void submitVersion(std::uint32_t sequence) {
        Bytes block(16);
        block[0] = 0xF1;
        submit(sequence, out, 2, 16, block);
    }

    /// Reads exactly; nothing when the connection ends.
    Bytes read(std::size_t bytes) {
        Bytes got(bytes);
        for (std::size_t have = 0; have < bytes;) {
            pollfd watched{controller.get(), POLLIN, 0};
            EXPECT_EQ(poll(&watched, 1, longSilence), 1) << "nothing comes";
            const ssize_t part =
                recv(controller.get(), got.data() + have, bytes - have, MSG_DONTWAIT);
            if (part <= 0) {
                return {};
            }
            have += static_cast<std::size_t>(part);
        }
        return got;
    }

    /// The next reply; `data` of it when it is one to an IN.
    Message receive(bool withData = false) {
        const Bytes head = read(UsbIpCall::bytes);
        Message message;
        for (std::size_t i = 0; i < head.size(); ++i) {
            message.words.at(i / 4) = message.words.at(i / 4) << 8U | head[i];
        }
        if (withData) {
            message.data = read(message.words[6]);
        }
        return message;
    }

    static void expect(const Message& reply, std::uint32_t command, std::uint32_t sequence,
                       int status) {
        EXPECT_EQ(reply.words[0], command);
        EXPECT_EQ(reply.words[1], sequence);
        EXPECT_EQ(static_cast<int>(reply.words[5]), status);
    }

    static constexpr std::uint32_t submitted = 3;
    static constexpr std::uint32_t unlinked = 4;
    base::SystemClock clock;
    usb::OwnedFd controller;
    std::unique_ptr<UsbIpProbe> probe;
};

TEST_F(UsbIp, GivesTheDescriptorsToTheController) {
    submit(1, in, 0, 64, {}, {0x8006'0001, 0x0000'4000});
    const Message reply = receive(true);
    expect(reply, submitted, 1, 0);
    EXPECT_EQ(reply.data, sim::ProbeDescriptors::of(*usb::probeNamed("v2", 1)).device);
}

TEST_F(UsbIp, AnswersACommand) {
    submit(7, in, 1, 6);
    submitVersion(8);
    const Message command = receive();
    expect(command, submitted, 8, 0);
    EXPECT_EQ(command.words[6], 16U);
    const Message reply = receive(true);
    expect(reply, submitted, 7, 0);
    EXPECT_EQ(reply.data, (Bytes{0x29, 0xC7, 0x83, 0x04, 0x48, 0x37}));
}

TEST_F(UsbIp, TakesBackATransferThatWaits) {
    submit(1, in, 1, 6);
    unlink(2, 1);
    expect(receive(), unlinked, 2, -ECONNRESET);
    submitVersion(3);
    expect(receive(), submitted, 3, 0);
    submit(4, in, 1, 6);
    expect(receive(true), submitted, 4, 0);
}

TEST_F(UsbIp, AnswersAnUnlinkThatComesTooLateAfterTheTransfer) {
    // The control transfer takes its time on the bus; it has ended for the probe and not yet for
    // the controller when the unlink comes.
    submit(1, in, 0, 64, {}, {0x8006'0001, 0x0000'4000});
    unlink(2, 1);
    expect(receive(true), submitted, 1, 0);
    expect(receive(), unlinked, 2, 0);
    unlink(3, 1);
    expect(receive(), unlinked, 3, 0);
}

TEST_F(UsbIp, ClearsAHaltOnRequestOnly) {
    probe->with([](usb::ProbePort& port) {
        port.setMishaps(sim::MishapPlan::once(0, sim::Mishap::Stall));
    });
    submitVersion(1);
    expect(receive(), submitted, 1, -EPIPE);
    submitVersion(2);
    expect(receive(), submitted, 2, -EPIPE);
    submit(3, out, 0, 0, {}, {0x0201'0000, 0x0200'0000});
    expect(receive(), submitted, 3, 0);
    submitVersion(4);
    expect(receive(), submitted, 4, 0);
}

TEST_F(UsbIp, ClosesTheConnectionWhenTheProbeIsPulled) {
    submit(1, in, 1, 6);
    probe->unplug();
    EXPECT_TRUE(read(1).empty());
}

TEST_F(UsbIp, ClosesTheConnectionWhenAMishapPullsTheProbe) {
    probe->with([](usb::ProbePort& port) {
        port.setMishaps(sim::MishapPlan::once(0, sim::Mishap::Unplug));
    });
    submitVersion(1);
    EXPECT_TRUE(read(1).empty());
}

TEST_F(UsbIp, ClosesTheConnectionAtNonsense) {
    send({{9, 1, 1}, {}});
    EXPECT_TRUE(read(1).empty());
}

TEST_F(UsbIp, PullsTheProbeWhenTheControllerGoes) {
    controller.reset();
    bool gone = false;
    while (!gone) {
        std::this_thread::yield();
        probe->with([&gone](usb::ProbePort& port) { gone = port.isUnplugged(); });
    }
}

} // namespace
} // namespace greenlight::kernel
