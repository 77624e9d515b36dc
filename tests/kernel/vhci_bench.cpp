#include "tests/kernel/vhci_bench.h"

#include "engine/base/check.h"
#include "tests/usb/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

namespace greenlight::kernel {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const fs::path controller = "/sys/devices/platform/vhci_hcd.0";

/// More than udev and a port reset take on the slowest of machines.
constexpr auto patience = 20s;

/// The controller has a bus for each of two speeds; ST-LINKs belong to the slower one.
unsigned slowBus() {
    for (const auto& entry : fs::directory_iterator(controller)) {
        const std::string name = entry.path().filename().string();
        std::string speed;
        if (name.starts_with("usb") && std::ifstream(entry.path() / "speed") >> speed &&
            speed == "480") {
            return static_cast<unsigned>(std::stoul(name.substr(3)));
        }
    }
    CHECK(false);
    return 0;
}

/// Waits until udev has done what it does about a device that came or went.
void awaitUdev(const std::vector<std::string>& what) {
    std::vector<std::string> command{"udevadm", "wait", "--settle",
                                     fmt::format("--timeout={}", patience / 1s)};
    command.insert(command.end(), what.begin(), what.end());
    const usb::ChildEnd end = usb::runChild(command, {}, patience + 5s);
    EXPECT_EQ(end.status, 0) << fmt::format("{}: {}", fmt::join(command, " "), end.said());
}

} // namespace

bool VhciBench::isPossible() { return ::access((controller / "attach").c_str(), W_OK) == 0; }

VhciBench::VhciBench(const std::vector<VhciSocket>& sockets, base::Clock& clock)
    : m_clock(clock)
    , m_bus(slowBus())
    , m_sockets(sockets.size()) {
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        insert(i, sockets[i].board);
        plug(i, sockets[i].probe);
    }
}

VhciBench::~VhciBench() {
    for (std::size_t i = 0; i < m_sockets.size(); ++i) {
        m_sockets[i].probe->unplug();
        awaitGone(i);
    }
}

fs::path VhciBench::device(std::size_t socket) const {
    return fs::path("/sys/bus/usb/devices") / port(socket).text();
}

probe::PortPath VhciBench::port(std::size_t socket) const {
    return probe::PortPath::parse(fmt::format("{}-{}", m_bus, socket + 1)).value();
}

std::vector<probe::PortPath> VhciBench::ports() const {
    std::vector<probe::PortPath> all;
    for (std::size_t i = 0; i < m_sockets.size(); ++i) {
        all.push_back(port(i));
    }
    return all;
}

void VhciBench::plug(std::size_t socket, const sim::ProbeSpec& probe) {
    Socket& place = m_sockets.at(socket);
    Instant poweredAt = m_clock.now();
    if (place.probe) {
        // The board's time never goes back, and the probe before this one may have been ahead.
        place.probe->with(
            [&](usb::ProbePort& old) { poweredAt = std::max(poweredAt, old.boardTime()); });
    }
    std::array<int, 2> ends{};
    CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    const usb::OwnedFd theirs(ends[0]);
    place.probe = std::make_unique<UsbIpProbe>(
        std::make_unique<usb::ProbePort>(probe, place.board.get(), poweredAt, usb::Pace::WallClock),
        usb::OwnedFd(ends[1]), m_clock);
    attach(socket, theirs.get(), probe);
    awaitUdev({device(socket).string()});
}

void VhciBench::attach(std::size_t socket, int fd, const sim::ProbeSpec& probe) const {
    // enum usb_device_speed of Linux
    constexpr int fullSpeed = 2;
    constexpr int highSpeed = 3;
    const std::string order = fmt::format("{} {} {} {}", socket, fd, socket + 1,
                                          sim::isHighSpeed(probe.model) ? highSpeed : fullSpeed);
    const usb::OwnedFd file(::open((controller / "attach").c_str(), O_WRONLY | O_CLOEXEC));
    CHECK(file.valid());
    const Instant giveUp = m_clock.now() + patience;
    while (::write(file.get(), order.data(), order.size()) < 0) {
        // The controller lets go of a port a little later than udev hears that a device is gone.
        CHECK(errno == EBUSY && m_clock.now() < giveUp);
        m_clock.sleepFor(10ms);
    }
}

void VhciBench::unplug(std::size_t socket) {
    m_sockets.at(socket).probe->unplug();
    awaitGone(socket);
}

void VhciBench::awaitGone(std::size_t socket) const {
    awaitUdev({"--removed", device(socket).string()});
}

void VhciBench::insert(std::size_t socket, const sim::BoardSpec& board) {
    Socket& place = m_sockets.at(socket);
    auto made = sim::SimTarget::make(board, ++m_lastSeed);
    if (!place.probe) {
        made->setPower(true, m_clock.now());
        place.board = std::move(made);
        return;
    }
    place.probe->with([&](usb::ProbePort& port) {
        made->setPower(true, port.boardTime());
        if (!port.isUnplugged()) {
            port.attach(made.get());
        }
        place.board = std::move(made);
    });
}

std::vector<std::uint8_t> VhciBench::flash(std::size_t socket, std::size_t bytes) const {
    const Socket& place = m_sockets.at(socket);
    std::vector<std::uint8_t> cells;
    place.probe->with([&](usb::ProbePort&) {
        const auto first = place.board->flash().first(bytes);
        cells.assign(first.begin(), first.end());
    });
    return cells;
}

void VhciBench::setMishaps(std::size_t socket, const sim::MishapPlan& plan) {
    m_sockets.at(socket).probe->with([&plan](usb::ProbePort& port) { port.setMishaps(plan); });
}

} // namespace greenlight::kernel
