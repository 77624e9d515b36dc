#pragma once

#include "tests/usb/bus_port.h"
#include "tests/usb/host_gap.h"
#include "tests/usb/preload_socket.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

struct usbdevfs_urb;

namespace greenlight::usb {

/// What tells a client's poll() that there is something to collect. The node that clients open is
/// the slave of a pseudo-terminal: stopping and starting its output makes it not writable and
/// writable, and closing the master gives the hang-up of a device that is gone.
class PollGate {
public:
    PollGate();

    /// The terminal that stands for the device node.
    [[nodiscard]] const std::string& terminal() const noexcept { return m_terminal; }

    void set(bool open);
    void hangUp();

private:
    OwnedFd m_master;
    OwnedFd m_slave;
    std::string m_terminal;
    bool m_open = true;
};

/// One device node of usbfs with a virtual device behind it, served by a thread of its own. Several
/// clients may have it open; an interface belongs to the one that claimed it first. Calls from any
/// thread.
class UsbNode {
public:
    /// Serves at `socket`. `pulled` is called on the node's thread when a mishap has unplugged it.
    UsbNode(std::unique_ptr<BusPort> port, Pace pace, const std::filesystem::path& socket,
            std::function<void()> pulled);
    UsbNode(const UsbNode&) = delete;
    UsbNode& operator=(const UsbNode&) = delete;
    UsbNode(UsbNode&&) = delete;
    UsbNode& operator=(UsbNode&&) = delete;
    /// Ends the service; a client that still has the node open is aborted by its preload library.
    ~UsbNode();

    [[nodiscard]] const std::string& terminal() const noexcept { return m_gate.terminal(); }

    /// Acts with nobody else at the port.
    void with(const std::function<void()>& act);
    void unplug();

private:
    struct Client {
        PreloadSocket socket;
        HostGap gap;
    };

    using Call = PreloadSocket::Call;

    void serve();
    void accept();
    [[nodiscard]] int waitTime();
    /// False when the client is gone.
    bool answer(std::uint64_t who, Client& client);
    void dispatch(std::uint64_t who, Client& client, const Call& call);
    void submit(std::uint64_t who, Client& client, const Call& call);
    void collect(std::uint64_t who, Client& client, const Call& call);
    void claim(std::uint64_t who, Client& client, const Call& call, bool take);
    void request(Client& client, const Call& call);
    void passTime(Client& client);
    void leave(std::uint64_t who);
    [[nodiscard]] Instant wallNow() const;
    void updateGate();

    Pace m_pace;
    std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    OwnedFd m_listener;
    OwnedFd m_wake;
    PollGate m_gate;
    std::function<void()> m_pulled;

    std::mutex m_mutex; // guards the port
    std::unique_ptr<BusPort> m_port;

    std::map<std::uint64_t, Client> m_clients;
    std::map<std::uint32_t, std::uint64_t> m_owners; ///< of interfaces
    std::uint64_t m_lastClient = 0;
    std::atomic<bool> m_stop = false;
    bool m_gone = false; ///< unplugged, and everybody has been told
    std::thread m_thread;
};

} // namespace greenlight::usb
