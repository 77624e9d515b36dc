#pragma once

#include "engine/probe/bench.h"
#include "engine/sim/mishap.h"
#include "engine/sim/sim_stlink_product.h"
#include "engine/sim/sim_target.h"
#include "tests/usb/hub_port.h"
#include "tests/usb/probe_port.h"
#include "tests/usb/usb_node.h"
#include "tests/usb/usb_tree.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::usb {

/// A USB socket, the probe in it and the board on that, at first.
struct MockSocket {
    probe::PortPath port{};
    std::optional<sim::ProbeSpec> probe{};
    std::optional<sim::BoardSpec> board{};
};

/// Virtual ST-LINKs for unmodified programs with the real libusb, without a USB driver in the
/// kernel: speaks the socket protocol of Debian's libumockdev-preload and is to its clients what
/// usbfs is. Clients are processes with environment(), or this process when it runs under the
/// preload library. Calls from one thread; every port named must be one of the sockets (CHECK).
/// The hubs between a root hub and a socket are there, and are ganged ones at first; a client that
/// switches one of their ports pulls the probe in it and plugs it in.
///
/// One process at a time hears of hotplug, a limit of the preload library. At most about twenty
/// devices can be open in one client at once, another one.
class MockUsbServer {
public:
    explicit MockUsbServer(const std::vector<MockSocket>& sockets, Pace pace = Pace::Swift,
                           std::uint64_t seed = 1);
    MockUsbServer(const MockUsbServer&) = delete;
    MockUsbServer& operator=(const MockUsbServer&) = delete;
    MockUsbServer(MockUsbServer&&) = delete;
    MockUsbServer& operator=(MockUsbServer&&) = delete;
    ~MockUsbServer();

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_tree.folder(); }

    /// What a client's environment needs, each "NAME=value".
    [[nodiscard]] std::vector<std::string> environment() const;

    void plug(const probe::PortPath& port, const sim::ProbeSpec& probe);
    void unplug(const probe::PortPath& port);
    /// What an operator without the udev rule gets: only root can open the node.
    void forbid(const probe::PortPath& port);
    void insert(const probe::PortPath& port, const sim::BoardSpec& board);

    /// Changes the hub that sockets are at; before clients look.
    void setHub(const probe::PortPath& hub, const HubKind& kind);
    /// The same as forbid() for the hub.
    void forbidHub(const probe::PortPath& hub);
    /// What clients asked of its switches.
    [[nodiscard]] std::vector<HubPort::Switching> askedOfHub(const probe::PortPath& hub);

    /// Looks at or changes the board, which must be there.
    void withBoard(const probe::PortPath& port,
                   const std::function<void(sim::SimTarget& board, Instant at)>& act);
    /// What is in the board's flash, whoever may read it.
    [[nodiscard]] std::vector<std::uint8_t> flash(const probe::PortPath& port);

    /// Starts a plan of mishaps; transfers count from 0 again. Timeout, Stall, ShortReply,
    /// LongReply, Unplug and Hang happen; the others do not.
    void setMishaps(const probe::PortPath& port, const sim::MishapPlan& plan);
    /// Bulk transfers submitted since setMishaps() or the plugging.
    [[nodiscard]] std::uint64_t transfers(const probe::PortPath& port);
    /// The time that has passed for the probe and its board.
    [[nodiscard]] Duration deviceTime(const probe::PortPath& port);

private:
    struct Socket {
        std::unique_ptr<sim::SimTarget> board{};
        ProbePort* probe = nullptr; ///< of the node
        std::unique_ptr<UsbNode> node{};
        unsigned address = 0;               ///< of the probe on its bus
        std::optional<sim::ProbeSpec> spec; ///< what is in it, with power or without
    };

    struct Hub {
        HubPort* port = nullptr; ///< of the node
        std::unique_ptr<UsbNode> node{};
    };

    Socket& at(const probe::PortPath& port);
    void power(const probe::PortPath& port, const sim::ProbeSpec& probe);
    void needHub(const probe::PortPath& port);
    void switched(const std::string& hub, HubPort::Switching switching);

    Pace m_pace;
    std::uint64_t m_seed;
    UsbTree m_tree;
    std::recursive_mutex m_mutex; // guards the sockets against the threads of the hubs
    std::map<probe::PortPath, Socket> m_sockets;
    /// Pulled probes, which clients may still have open.
    std::vector<std::unique_ptr<UsbNode>> m_pulled;
    /// Last, so that no hub switches any more while the rest ends.
    std::map<probe::PortPath, Hub> m_hubs;
};

/// Makes this process a client, which must run under the preload library, as long as it lives.
class ThisProcessAsClient {
public:
    explicit ThisProcessAsClient(const MockUsbServer& server);
    ThisProcessAsClient(const ThisProcessAsClient&) = delete;
    ThisProcessAsClient& operator=(const ThisProcessAsClient&) = delete;
    ThisProcessAsClient(ThisProcessAsClient&&) = delete;
    ThisProcessAsClient& operator=(ThisProcessAsClient&&) = delete;
    ~ThisProcessAsClient();
};

/// The preload library as Debian's libumockdev installs it.
inline constexpr const char* preloadLibrary = "libumockdev-preload.so.0";

} // namespace greenlight::usb
