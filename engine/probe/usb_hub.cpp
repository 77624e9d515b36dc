#include "engine/probe/usb_hub.h"

#include "engine/probe/bytes.h"
#include "engine/probe/usb_device.h"

#include <fmt/format.h>
#include <libusb-1.0/libusb.h>

#include <array>
#include <optional>
#include <span>
#include <utility>

namespace greenlight::probe {

namespace {

/// A hub answers at once or not at all.
constexpr unsigned requestMillis = 1000;

constexpr std::uint8_t readHub = 0xA0;   // class request to the device, towards the host
constexpr std::uint8_t readPort = 0xA3;  // the same to a port
constexpr std::uint8_t writePort = 0x23; // and away from the host
constexpr std::uint16_t featurePower = 8;

// The hub descriptor, as far as both kinds of hubs have it alike.
constexpr std::uint8_t descriptorUsb2 = 0x29;
constexpr std::uint8_t descriptorSuperSpeed = 0x2A;
constexpr std::size_t descriptorBytes = 7;
constexpr std::size_t typeOffset = 1;
constexpr std::size_t portsOffset = 2;
constexpr std::size_t characteristicsOffset = 3;
constexpr std::size_t powerGoodOffset = 5; // in units of 2 ms
constexpr unsigned switchingMask = 3;
constexpr unsigned switchesEachPort = 1;

constexpr std::size_t statusBytes = 4;
constexpr unsigned powerBitUsb2 = 8;
constexpr unsigned powerBitSuperSpeed = 9;

PowerCut leftAlone(std::string why) { return {.done = false, .whyNot = std::move(why)}; }

/// An open hub, with the words to talk to it.
class Hub {
public:
    Hub(UsbHandle handle, bool isSuperSpeed) noexcept
        : m_handle(std::move(handle))
        , m_isSuperSpeed(isSuperSpeed) {}

    struct Description {
        std::uint8_t ports = 0;
        bool switchesEach = false;
        Duration untilPowerGood{};
    };

    /// Empty when the hub does not say what the standard demands of it.
    [[nodiscard]] std::optional<Description> describe() const {
        const std::uint8_t type = m_isSuperSpeed ? descriptorSuperSpeed : descriptorUsb2;
        std::array<std::uint8_t, descriptorBytes> raw{};
        const auto value = static_cast<std::uint16_t>(type << 8U);
        if (!read(readHub, LIBUSB_REQUEST_GET_DESCRIPTOR, value, 0, raw) ||
            raw[typeOffset] != type) {
            return std::nullopt;
        }
        return Description{.ports = raw[portsOffset],
                           .switchesEach =
                               (raw[characteristicsOffset] & switchingMask) == switchesEachPort,
                           .untilPowerGood = std::chrono::milliseconds(2) * raw[powerGoodOffset]};
    }

    [[nodiscard]] bool setPower(std::uint8_t port, bool on) const {
        const std::uint8_t request = on ? LIBUSB_REQUEST_SET_FEATURE : LIBUSB_REQUEST_CLEAR_FEATURE;
        return libusb_control_transfer(m_handle.get(), writePort, request, featurePower, port,
                                       nullptr, 0, requestMillis) == 0;
    }

    /// Empty when the hub does not say.
    [[nodiscard]] std::optional<bool> hasPower(std::uint8_t port) const {
        std::array<std::uint8_t, statusBytes> raw{};
        if (!read(readPort, LIBUSB_REQUEST_GET_STATUS, 0, port, raw)) {
            return std::nullopt;
        }
        const unsigned bit = m_isSuperSpeed ? powerBitSuperSpeed : powerBitUsb2;
        return (takeU32(raw, 0) >> bit & 1U) != 0;
    }

private:
    [[nodiscard]] bool read(std::uint8_t type, std::uint8_t request, std::uint16_t value,
                            std::uint16_t index, std::span<std::uint8_t> into) const {
        const auto length = static_cast<std::uint16_t>(into.size());
        return libusb_control_transfer(m_handle.get(), type, request, value, index, into.data(),
                                       length, requestMillis) == static_cast<int>(length);
    }

    UsbHandle m_handle;
    bool m_isSuperSpeed;
};

/// Asked of a port that has power already this changes nothing.
bool powerOn(const Hub& hub, std::uint8_t port, Clock& clock) {
    for (int attempt = 0; attempt < UsbHubPort::mostAttempts; ++attempt) {
        if (hub.setPower(port, true)) {
            return true;
        }
        clock.sleepFor(UsbHubPort::attemptPause);
    }
    return false;
}

} // namespace

UsbHubPort UsbHubPort::of(libusb_device* device) {
    libusb_device* const hub = libusb_get_parent(device);
    const bool isUsable = hub != nullptr && libusb_get_parent(hub) != nullptr;
    return {isUsable ? std::shared_ptr<libusb_device>(libusb_ref_device(hub), libusb_unref_device)
                     : nullptr,
            libusb_get_port_number(device)};
}

Result<PowerCut> UsbHubPort::cyclePower(Clock& clock) const {
    if (!m_hub) {
        return leftAlone("the port is the computer's own");
    }
    libusb_device_handle* handle = nullptr;
    if (const int error = libusb_open(m_hub.get(), &handle); error != LIBUSB_SUCCESS) {
        return leftAlone(error == LIBUSB_ERROR_ACCESS
                             ? "no permission for its hub"
                             : fmt::format("opening its hub: {}", libusb_error_name(error)));
    }
    const Hub hub(UsbHandle(handle), libusb_get_device_speed(m_hub.get()) >= LIBUSB_SPEED_SUPER);
    const auto description = hub.describe();
    if (!description || m_port == 0 || m_port > description->ports) {
        return leftAlone("its hub does not describe itself");
    }
    if (!description->switchesEach) {
        return leftAlone("its hub switches all ports together");
    }
    // A request that failed may have been carried out all the same, so power is given back always.
    const bool isTold = hub.setPower(m_port, false);
    std::optional<bool> remained;
    if (isTold) {
        clock.sleepFor(darkTime);
        remained = hub.hasPower(m_port);
    }
    if (!powerOn(hub, m_port, clock)) {
        return Fault{.code = FaultCode::UsbFailure,
                     .note = fmt::format("port {} of its hub stays without power", m_port)};
    }
    clock.sleepFor(description->untilPowerGood);
    if (!isTold || remained.value_or(true)) {
        return leftAlone("its hub does not switch the port off");
    }
    return PowerCut{.done = true};
}

} // namespace greenlight::probe
