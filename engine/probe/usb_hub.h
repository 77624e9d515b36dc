#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/link.h"

#include <chrono>
#include <cstdint>
#include <memory>

struct libusb_device;

namespace greenlight::probe {

/// The port of a hub that a device is plugged into. It can be kept beyond the device, within the
/// life of its libusb context. One thread at a time.
class UsbHubPort {
public:
    /// Long enough for the capacitors of a probe and of the board behind it to run down.
    static constexpr Duration darkTime = std::chrono::seconds(2);
    /// Switching on is tried so often, because a port that stays dark is worse than a silent probe.
    static constexpr int mostAttempts = 3;
    static constexpr Duration attemptPause = std::chrono::milliseconds(100);

    /// While a device list lives. `device` may be anything; a root hub is in no port.
    static UsbHubPort of(libusb_device* device);

    /// Takes the power from this port for darkTime, gives it back and waits until it is good.
    /// Nothing is touched unless the hub says that it switches its ports one by one, so that no
    /// other slot at this hub notices. A hub for USB 3 is two, and the port has power as long as
    /// one of the two gives it; only the one that the probe is at is asked here, which is that for
    /// USB 2. Some hubs promise a switch that they do not have: what is known is that the hub
    /// reported the port as off. At most 10 s. Faults: UsbFailure when the port stays off.
    ///
    /// Sources: USB 2.0, 11.23.2.1 (hub descriptor), 11.24.2 (requests) and 11.24.2.7.1 (port
    /// status); USB 3.2, 10.15.2.1 and 10.16.2.6.1 for a SuperSpeed hub.
    Result<PowerCut> cyclePower(Clock& clock) const;

private:
    UsbHubPort(std::shared_ptr<libusb_device> hub, std::uint8_t port) noexcept
        : m_hub(std::move(hub))
        , m_port(port) {}

    std::shared_ptr<libusb_device> m_hub; ///< empty for a root hub, whose ports are left alone
    std::uint8_t m_port;
};

} // namespace greenlight::probe
