#pragma once

#include "engine/base/result.h"
#include "engine/probe/bench.h"
#include "engine/probe/usb_hub.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct libusb_context;
struct libusb_device;
struct libusb_device_handle;

namespace greenlight::probe {

struct UsbContextEnd {
    void operator()(libusb_context* context) const noexcept;
};

/// A libusb session of its own: threads that use different ones share nothing.
using UsbContext = std::unique_ptr<libusb_context, UsbContextEnd>;

/// Faults: UsbFailure where the computer has no USB at all.
Result<UsbContext> openUsb();

struct UsbHandleEnd {
    void operator()(libusb_device_handle* handle) const noexcept;
};

using UsbHandle = std::unique_ptr<libusb_device_handle, UsbHandleEnd>;

/// The fault of a libusb error number; `doing` completes "... failed while".
Fault usbFault(int error, std::string_view doing);

/// Calls `visit` with every device that is an ST-LINK by its numbers, and with what can be said of
/// it without opening it (no serial). Ends early when `visit` returns false. The device lives as
/// long as the call.
Result<void> visitProbes(libusb_context* context,
                         const std::function<bool(libusb_device*, const ProbeSight&)>& visit);

/// The serial number by its raw descriptor; empty when it cannot be read.
std::string readSerial(libusb_device* device);

/// A probe that is open and whose debug interface is claimed, until destruction.
class UsbProbe {
public:
    /// Opens the ST-LINK at this port. The endpoints come from the descriptors of interface 0, so
    /// that products of tomorrow work. Faults: ProbeAbsent, UsbBusy, UsbPermission, UsbFailure,
    /// ProbeModeStuck for a loader, ProbeFirmwareTooOld for an ST-LINK/V1.
    static Result<UsbProbe> open(libusb_context* context, const PortPath& port);

    UsbProbe(const UsbProbe&) = delete;
    UsbProbe& operator=(const UsbProbe&) = delete;
    UsbProbe(UsbProbe&&) noexcept = default;
    UsbProbe& operator=(UsbProbe&&) = delete;
    ~UsbProbe();

    [[nodiscard]] libusb_device_handle* handle() const noexcept { return m_handle.get(); }

    [[nodiscard]] std::uint8_t inEndpoint() const noexcept { return m_in; }

    [[nodiscard]] std::uint8_t outEndpoint() const noexcept { return m_out; }

    /// Where it is plugged in; stays good when the probe is gone.
    [[nodiscard]] const UsbHubPort& hubPort() const noexcept { return m_hubPort; }

private:
    UsbProbe(UsbHandle handle, UsbHubPort hubPort, std::uint8_t in, std::uint8_t out) noexcept
        : m_handle(std::move(handle))
        , m_hubPort(std::move(hubPort))
        , m_in(in)
        , m_out(out) {}

    static Result<UsbProbe> claim(libusb_device* device, const ProbeSight& sight);

    UsbHandle m_handle;
    UsbHubPort m_hubPort;
    std::uint8_t m_in;
    std::uint8_t m_out;
};

} // namespace greenlight::probe
