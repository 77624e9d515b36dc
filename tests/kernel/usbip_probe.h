#pragma once

#include "engine/base/clock.h"
#include "tests/kernel/usbip_message.h"
#include "tests/usb/preload_socket.h"
#include "tests/usb/probe_port.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <thread>
#include <vector>

namespace greenlight::kernel {

/// A virtual probe that is plugged into a USB/IP host controller at the other end of a socket:
/// served by a thread of its own, in the time of the wall clock, until one of both ends goes. When
/// the probe is pulled, by hand or by a mishap, the socket is closed, which is how the controller
/// hears of it. Calls from any thread.
///
/// Linux' controller (vhci-hcd) answers a bus reset and SET_ADDRESS itself, so that the probe's
/// firmware does not notice either.
class UsbIpProbe {
public:
    /// `port` keeps the pace of the wall clock. `clock` outlives the probe.
    UsbIpProbe(std::unique_ptr<usb::ProbePort> port, usb::OwnedFd socket, base::Clock& clock);
    UsbIpProbe(const UsbIpProbe&) = delete;
    UsbIpProbe& operator=(const UsbIpProbe&) = delete;
    UsbIpProbe(UsbIpProbe&&) = delete;
    UsbIpProbe& operator=(UsbIpProbe&&) = delete;
    ~UsbIpProbe();

    /// Uses the port with nobody else at it.
    void with(const std::function<void(usb::ProbePort&)>& act);
    void unplug();

private:
    void serve();
    /// Both false when the connection is over.
    bool answer();
    bool receive();

    /// Takes the first message with its data, if they are there; false for nonsense.
    bool takeOne(std::span<const std::uint8_t>& rest);
    void submit(const UsbIpCall& call, std::span<const std::uint8_t> data);
    void unlink(const UsbIpCall& call);
    void reply(const usb::Urb& urb);
    [[nodiscard]] bool send(std::span<const std::uint8_t> bytes) const;

    base::Clock& m_clock;
    usb::OwnedFd m_socket;
    usb::OwnedFd m_wake;
    std::atomic<bool> m_stop = false;

    std::mutex m_mutex; // guards the port
    std::unique_ptr<usb::ProbePort> m_port;

    // The thread's own.
    std::vector<std::uint8_t> m_received;
    std::vector<std::uint8_t> m_outgoing;
    std::set<std::uint64_t> m_open;                   ///< transfers without a reply
    std::map<std::uint64_t, std::uint32_t> m_unlinks; ///< by transfer: who wants it back
    std::thread m_thread;
};

} // namespace greenlight::kernel
