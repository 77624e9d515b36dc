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
    Socket& socket = at(port);
    Instant poweredAt{};
    if (socket.node) {
        unplug(port);
        socket.node->with([&](ProbePort& old) { poweredAt = old.boardTime(); });
        m_pulled.push_back(std::move(socket.node));
    }
    auto made = std::make_unique<ProbePort>(probe, socket.board.get(), poweredAt, m_pace);
    const sim::ProbeDescriptors descriptors = made->descriptors();
    const unsigned address = m_tree.nextAddress(port);
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
    Socket& socket = at(port);
    m_tree.remove(port, socket.address);
    socket.node->unplug();
}

void MockUsbServer::forbid(const probe::PortPath& port) {
    CHECK(::chmod(at(port).node->terminal().c_str(), 0) == 0);
}

void MockUsbServer::insert(const probe::PortPath& port, const sim::BoardSpec& board) {
    Socket& socket = at(port);
    auto made = sim::SimTarget::make(board, ++m_seed);
    if (!socket.node) {
        made->setPower(true, Instant{});
        socket.board = std::move(made);
        return;
    }
    socket.node->with([&](ProbePort& node) {
        made->setPower(true, node.boardTime());
        node.attach(made.get());
        socket.board = std::move(made);
    });
}

void MockUsbServer::withBoard(const probe::PortPath& port,
                              const std::function<void(sim::SimTarget&, Instant)>& act) {
    Socket& socket = at(port);
    CHECK(socket.board != nullptr && socket.node != nullptr);
    socket.node->with([&](ProbePort& node) { act(*socket.board, node.boardTime()); });
}

std::vector<std::uint8_t> MockUsbServer::flash(const probe::PortPath& port) {
    std::vector<std::uint8_t> cells;
    withBoard(port, [&cells](sim::SimTarget& board, Instant) {
        cells.assign(board.flash().begin(), board.flash().end());
    });
    return cells;
}

void MockUsbServer::setMishaps(const probe::PortPath& port, const sim::MishapPlan& plan) {
    at(port).node->with([&plan](ProbePort& node) { node.setMishaps(plan); });
}

std::uint64_t MockUsbServer::transfers(const probe::PortPath& port) {
    std::uint64_t count = 0;
    at(port).node->with([&count](ProbePort& node) { count = node.transfers(); });
    return count;
}

Duration MockUsbServer::deviceTime(const probe::PortPath& port) {
    Duration passed{};
    at(port).node->with([&passed](ProbePort& node) { passed = node.now() - Instant{}; });
    return passed;
}

// NOLINTBEGIN(concurrency-mt-unsafe): tests change their environment between clients only.
ThisProcessAsClient::ThisProcessAsClient(const MockUsbServer& server) {
    CHECK(::setenv("UMOCKDEV_DIR", server.folder().c_str(), 1) == 0);
}

ThisProcessAsClient::~ThisProcessAsClient() { CHECK(::unsetenv("UMOCKDEV_DIR") == 0); }

// NOLINTEND(concurrency-mt-unsafe)

} // namespace greenlight::usb
