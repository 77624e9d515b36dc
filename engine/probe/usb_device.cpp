#include "engine/probe/usb_device.h"

#include "engine/probe/stlink_product.h"

#include <fmt/format.h>
#include <libusb-1.0/libusb.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace greenlight::probe {

namespace {

/// The debug interface of every ST-LINK from V2 on.
constexpr int debugInterface = 0;
constexpr std::uint16_t languageEnglish = 0x0409;
constexpr int mostPorts = 7;

struct DeviceListEnd {
    void operator()(libusb_device** list) const noexcept { libusb_free_device_list(list, 1); }
};

struct ConfigurationEnd {
    void operator()(libusb_config_descriptor* descriptor) const noexcept {
        libusb_free_config_descriptor(descriptor);
    }
};

using Configuration = std::unique_ptr<libusb_config_descriptor, ConfigurationEnd>;

/// Empty for a root hub, which is in no socket.
std::optional<PortPath> portPathOf(libusb_device* device) {
    std::array<std::uint8_t, mostPorts> ports{};
    const int count = libusb_get_port_numbers(device, ports.data(), mostPorts);
    if (count <= 0) {
        return std::nullopt;
    }
    std::string text = fmt::format("{}", libusb_get_bus_number(device));
    char separator = '-';
    for (const std::uint8_t port : std::span(ports).first(static_cast<std::size_t>(count))) {
        text += fmt::format("{}{}", separator, port);
        separator = '.';
    }
    return PortPath::parse(text);
}

std::optional<ProbeSight> sightOf(libusb_device* device) {
    libusb_device_descriptor descriptor{};
    if (libusb_get_device_descriptor(device, &descriptor) != LIBUSB_SUCCESS ||
        !isStLink(descriptor.idVendor, descriptor.idProduct)) {
        return std::nullopt;
    }
    auto port = portPathOf(device);
    if (!port) {
        return std::nullopt;
    }
    return ProbeSight{.port = *std::move(port),
                      .vendor = descriptor.idVendor,
                      .product = descriptor.idProduct,
                      .deviceNumber = libusb_get_device_address(device)};
}

Result<UsbHandle> openDevice(libusb_device* device) {
    libusb_device_handle* handle = nullptr;
    const int error = libusb_open(device, &handle);
    if (error == LIBUSB_ERROR_NO_DEVICE) {
        return Fault{.code = FaultCode::ProbeAbsent, .note = "gone while it was being opened"};
    }
    if (error != LIBUSB_SUCCESS) {
        return usbFault(error, "opening the probe");
    }
    return UsbHandle(handle);
}

Result<Configuration> firstConfiguration(libusb_device* device) {
    libusb_config_descriptor* descriptor = nullptr;
    const int error = libusb_get_config_descriptor(device, 0, &descriptor);
    if (error != LIBUSB_SUCCESS) {
        return usbFault(error, "reading the probe's descriptors");
    }
    return Configuration(descriptor);
}

/// Setting a configuration that is set already would throw out other users of the probe's other
/// interfaces (its serial port), so it is only done when it differs.
Result<void> configure(libusb_device_handle* handle, int wanted) {
    int active = 0;
    if (const int error = libusb_get_configuration(handle, &active); error != LIBUSB_SUCCESS) {
        return usbFault(error, "reading the probe's configuration");
    }
    if (active == wanted) {
        return {};
    }
    if (const int error = libusb_set_configuration(handle, wanted); error != LIBUSB_SUCCESS) {
        return usbFault(error, "setting the probe's configuration");
    }
    return {};
}

struct Endpoints {
    std::uint8_t in = 0;
    std::uint8_t out = 0;
};

/// The lowest bulk endpoint of each direction in the vendor-specific debug interface; a second IN
/// endpoint carries trace data and always has a higher number.
Result<Endpoints> debugEndpoints(const libusb_config_descriptor& configuration) {
    const Fault none{.code = FaultCode::UsbFailure, .note = "the probe has no debug interface"};
    if (configuration.bNumInterfaces == 0 || configuration.interface[0].num_altsetting == 0) {
        return none;
    }
    const libusb_interface_descriptor& debug = configuration.interface[0].altsetting[0];
    if (debug.bInterfaceNumber != debugInterface ||
        debug.bInterfaceClass != LIBUSB_CLASS_VENDOR_SPEC) {
        return none;
    }
    Endpoints found;
    for (const libusb_endpoint_descriptor& each : std::span(debug.endpoint, debug.bNumEndpoints)) {
        constexpr unsigned typeMask = LIBUSB_TRANSFER_TYPE_MASK;
        if ((each.bmAttributes & typeMask) != LIBUSB_TRANSFER_TYPE_BULK) {
            continue;
        }
        std::uint8_t& place =
            (each.bEndpointAddress & LIBUSB_ENDPOINT_IN) != 0 ? found.in : found.out;
        if (place == 0 || each.bEndpointAddress < place) {
            place = each.bEndpointAddress;
        }
    }
    return found.in != 0 && found.out != 0 ? Result<Endpoints>(found) : none;
}

} // namespace

void UsbContextEnd::operator()(libusb_context* context) const noexcept { libusb_exit(context); }

void UsbHandleEnd::operator()(libusb_device_handle* handle) const noexcept { libusb_close(handle); }

Result<UsbContext> openUsb() {
    libusb_context* context = nullptr;
    if (const int error = libusb_init(&context); error != LIBUSB_SUCCESS) {
        return usbFault(error, "starting USB");
    }
    return UsbContext(context);
}

Fault usbFault(int error, std::string_view doing) {
    FaultCode code = FaultCode::UsbFailure;
    if (error == LIBUSB_ERROR_ACCESS) {
        code = FaultCode::UsbPermission;
    } else if (error == LIBUSB_ERROR_BUSY) {
        code = FaultCode::UsbBusy;
    } else if (error == LIBUSB_ERROR_NO_DEVICE) {
        code = FaultCode::ProbeUnplugged;
    }
    return Fault{.code = code, .note = fmt::format("{}: {}", doing, libusb_error_name(error))};
}

Result<void> visitProbes(libusb_context* context,
                         const std::function<bool(libusb_device*, const ProbeSight&)>& visit) {
    libusb_device** list = nullptr;
    const ssize_t count = libusb_get_device_list(context, &list);
    if (count < 0) {
        return usbFault(static_cast<int>(count), "listing USB devices");
    }
    const std::unique_ptr<libusb_device*, DeviceListEnd> owner(list);
    for (libusb_device* const device : std::span(list, static_cast<std::size_t>(count))) {
        const auto sight = sightOf(device);
        if (sight && !visit(device, *sight)) {
            break;
        }
    }
    return {};
}

std::string readSerial(libusb_device* device) {
    libusb_device_descriptor descriptor{};
    if (libusb_get_device_descriptor(device, &descriptor) != LIBUSB_SUCCESS ||
        descriptor.iSerialNumber == 0) {
        return {};
    }
    const auto handle = openDevice(device);
    if (!handle.ok()) {
        return {};
    }
    // Not libusb's ASCII convenience: it turns the raw bytes of old probes into question marks.
    std::array<std::uint8_t, 255> raw{};
    const int length =
        libusb_get_string_descriptor(handle->get(), descriptor.iSerialNumber, languageEnglish,
                                     raw.data(), static_cast<int>(raw.size()));
    if (length <= 0) {
        return {};
    }
    return serialFromDescriptor(std::span(raw).first(static_cast<std::size_t>(length)));
}

Result<UsbProbe> UsbProbe::open(libusb_context* context, const PortPath& port) {
    std::optional<Result<UsbProbe>> opened;
    TRY(visitProbes(context, [&](libusb_device* device, const ProbeSight& sight) {
        if (sight.port != port) {
            return true;
        }
        opened.emplace(claim(device, sight));
        return false;
    }));
    if (!opened) {
        return Fault{.code = FaultCode::ProbeAbsent, .note = fmt::format("port {}", port.text())};
    }
    return *std::move(opened);
}

Result<UsbProbe> UsbProbe::claim(libusb_device* device, const ProbeSight& sight) {
    switch (stLinkKind(sight.product)) {
    case StLinkProduct::Kind::Loader:
        return Fault{.code = FaultCode::ProbeModeStuck,
                     .note = "the probe is in its firmware-update loader"};
    case StLinkProduct::Kind::Version1:
        return Fault{.code = FaultCode::ProbeFirmwareTooOld, .note = "an ST-LINK/V1"};
    case StLinkProduct::Kind::Debugger:
        break;
    }
    UsbHandle handle = TRY(openDevice(device));
    const Configuration configuration = TRY(firstConfiguration(device));
    TRY(configure(handle.get(), configuration->bConfigurationValue));
    const Endpoints endpoints = TRY(debugEndpoints(*configuration));
    const int error = libusb_claim_interface(handle.get(), debugInterface);
    if (error != LIBUSB_SUCCESS) {
        return usbFault(error, "claiming the probe");
    }
    return UsbProbe(std::move(handle), UsbHubPort::of(device), endpoints.in, endpoints.out);
}

UsbProbe::~UsbProbe() {
    if (m_handle != nullptr) {
        // Fails only when the probe is gone, and then there is nothing to release.
        static_cast<void>(libusb_release_interface(m_handle.get(), debugInterface));
    }
}

} // namespace greenlight::probe
