#include "tests/usb/mock_usb_server.h"

#include "engine/base/check.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdlib>
#include <utility>

namespace greenlight::usb {

namespace {

/// A string descriptor's text, as far as it is ASCII.
std::string textOf(const std::vector<std::uint8_t>& descriptor) {
    std::string text;
    for (std::size_t i = 2; i + 1 < descriptor.size(); i += 2) {
        text += static_cast<char>(descriptor[i]);
    }
    return text;
}

} // namespace

MockUsbServer::MockUsbServer(const std::vector<MockSocket>& sockets, Pace pace, std::uint64_t seed)
    : m_pace(pace)
    , m_seed(seed) {
    for (const MockSocket& each : sockets) {
        m_sockets.emplace(each.port, Socket{});
        if (each.board) {
            insert(each.port, *each.board);
        }
        if (each.probe) {
            plug(each.port, *each.probe);
        }
    }
}

MockUsbServer::~MockUsbServer() = default;

std::vector<std::string> MockUsbServer::environment() const {
    return {fmt::format("LD_PRELOAD={}", preloadLibrary),
            fmt::format("UMOCKDEV_DIR={}", folder().string())};
}

MockUsbServer::Socket& MockUsbServer::at(const probe::PortPath& port) {
    const auto found = m_sockets.find(port);
    CHECK(found != m_sockets.end());
    return found->second;
}

void MockUsbServer::plug(const probe::PortPath& port, const sim::ProbeSpec& probe) {
    const std::scoped_lock lock(m_mutex);
    at(port).spec = probe;
    power(port, probe);
}

void MockUsbServer::power(const probe::PortPath& port, const sim::ProbeSpec& probe) {
    Socket& socket = at(port);
    Instant poweredAt{};
    if (socket.node) {
        m_tree.remove(port, socket.address);
        socket.node->unplug();
        socket.node->with([&] { poweredAt = socket.probe->boardTime(); });
        m_pulled.push_back(std::move(socket.node));
    }
    auto made = std::make_unique<ProbePort>(probe, socket.board.get(), poweredAt, m_pace);
    const sim::ProbeDescriptors descriptors = made->descriptors();
    const unsigned address = m_tree.nextAddress(port);
    needHub(port);
    socket.probe = made.get();
    socket.node =
        std::make_unique<UsbNode>(std::move(made), m_pace, m_tree.socketOf(port, address),
                                  [this, port, address] { m_tree.remove(port, address); });
    socket.address = address;
    m_tree.add(port, address,
               {.device = descriptors.device,
                .configuration = descriptors.configuration,
                .speed = sim::isHighSpeed(probe.model) ? "480" : "12",
                .manufacturer = textOf(descriptors.strings.at(1)),
                .product = textOf(descriptors.strings.at(2)),
                .serial = textOf(descriptors.strings.at(3)),
                .terminal = socket.node->terminal()});
}

void MockUsbServer::unplug(const probe::PortPath& port) {
    const std::scoped_lock lock(m_mutex);
    Socket& socket = at(port);
    socket.spec.reset();
    m_tree.remove(port, socket.address);
    socket.node->unplug();
}

void MockUsbServer::needHub(const probe::PortPath& port) {
    const std::size_t dot = port.text().rfind('.');
    const auto path = probe::PortPath::parse(port.text().substr(0, dot));
    if (dot == std::string::npos || m_hubs.contains(*path)) {
        return; // at a root hub, or served already
    }
    auto made = std::make_unique<HubPort>(
        m_pace, [this, hub = path->text()](HubPort::Switching what) { switched(hub, what); });
    Hub& hub = m_hubs[*path];
    hub.port = made.get();
    hub.node = std::make_unique<UsbNode>(std::move(made), m_pace,
                                         m_tree.socketOf(*path, m_tree.addressOfHub(*path)), [] {});
    m_tree.showHub(*path, hub.node->terminal(), "480");
    needHub(*path);
}

/// On the thread of the hub's node.
void MockUsbServer::switched(const std::string& hub, HubPort::Switching switching) {
    const auto [number, on] = switching;
    const auto port = probe::PortPath::parse(fmt::format("{}.{}", hub, number));
    const std::scoped_lock lock(m_mutex);
    const auto found = m_sockets.find(*port);
    if (found == m_sockets.end() || !found->second.spec) {
        return;
    }
    if (on) {
        power(*port, *found->second.spec);
    } else {
        m_tree.remove(*port, found->second.address);
        found->second.node->unplug();
    }
}

void MockUsbServer::setHub(const probe::PortPath& hub, const HubKind& kind) {
    const Hub& at = m_hubs.at(hub);
    at.node->with([&] { at.port->setKind(kind); });
    m_tree.showHub(hub, at.node->terminal(), kind.superSpeed ? "5000" : "480");
}

void MockUsbServer::forbidHub(const probe::PortPath& hub) {
    CHECK(::chmod(m_hubs.at(hub).node->terminal().c_str(), 0) == 0);
}

std::vector<HubPort::Switching> MockUsbServer::askedOfHub(const probe::PortPath& hub) {
    const Hub& at = m_hubs.at(hub);
    std::vector<HubPort::Switching> asked;
    at.node->with([&] { asked = at.port->asked(); });
    return asked;
}

void MockUsbServer::forbid(const probe::PortPath& port) {
    CHECK(::chmod(at(port).node->terminal().c_str(), 0) == 0);
}

void MockUsbServer::insert(const probe::PortPath& port, const sim::BoardSpec& board) {
    const std::scoped_lock lock(m_mutex);
    Socket& socket = at(port);
    auto made = sim::SimTarget::make(board, ++m_seed);
    if (!socket.node) {
        made->setPower(true, Instant{});
        socket.board = std::move(made);
        return;
    }
    socket.node->with([&] {
        made->setPower(true, socket.probe->boardTime());
        socket.probe->attach(made.get());
        socket.board = std::move(made);
    });
}

void MockUsbServer::withBoard(const probe::PortPath& port,
                              const std::function<void(sim::SimTarget&, Instant)>& act) {
    const std::scoped_lock lock(m_mutex);
    Socket& socket = at(port);
    CHECK(socket.board != nullptr && socket.node != nullptr);
    socket.node->with([&] { act(*socket.board, socket.probe->boardTime()); });
}

std::vector<std::uint8_t> MockUsbServer::flash(const probe::PortPath& port) {
    std::vector<std::uint8_t> cells;
    withBoard(port, [&cells](sim::SimTarget& board, Instant) {
        cells.assign(board.flash().begin(), board.flash().end());
    });
    return cells;
}

void MockUsbServer::setMishaps(const probe::PortPath& port, const sim::MishapPlan& plan) {
    const std::scoped_lock lock(m_mutex);
    const Socket& socket = at(port);
    socket.node->with([&] { socket.probe->setMishaps(plan); });
}

std::uint64_t MockUsbServer::transfers(const probe::PortPath& port) {
    std::uint64_t count = 0;
    const std::scoped_lock lock(m_mutex);
    const Socket& socket = at(port);
    socket.node->with([&] { count = socket.probe->transfers(); });
    return count;
}

Duration MockUsbServer::deviceTime(const probe::PortPath& port) {
    Duration passed{};
    const std::scoped_lock lock(m_mutex);
    const Socket& socket = at(port);
    socket.node->with([&] { passed = socket.probe->now() - Instant{}; });
    return passed;
}

// NOLINTBEGIN(concurrency-mt-unsafe): tests change their environment between clients only.
ThisProcessAsClient::ThisProcessAsClient(const MockUsbServer& server) {
    CHECK(::setenv("UMOCKDEV_DIR", server.folder().c_str(), 1) == 0);
}

ThisProcessAsClient::~ThisProcessAsClient() { CHECK(::unsetenv("UMOCKDEV_DIR") == 0); }

// NOLINTEND(concurrency-mt-unsafe)

} // namespace greenlight::usb
