#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace greenlight::probe {

inline constexpr std::uint16_t stVendor = 0x0483;

/// What a USB product number of ST says about the device behind it.
struct StLinkProduct {
    enum class Kind : std::uint8_t {
        Debugger, ///< speaks the protocol of this room
        Loader,   ///< sits in its firmware-update loader and cannot debug
        Version1, ///< wraps its commands in mass-storage blocks; too old for production
    };

    std::uint16_t number;
    Kind kind;
    std::string_view name;
};

/// Every product that is known, for lists and for tests.
std::span<const StLinkProduct> stLinkProducts() noexcept;

/// Whether this vendor and product is an ST-LINK. ST numbers them from 0x3740 to 0x375F; a number
/// of that range that is not known yet counts as a debugger, because the endpoints are taken from
/// its descriptors and the features from its firmware version.
bool isStLink(std::uint16_t vendor, std::uint16_t product) noexcept;

/// What kind of ST-LINK; Debugger for an unknown number.
StLinkProduct::Kind stLinkKind(std::uint16_t product) noexcept;

/// Whether the second number of this product's V2 version is "M" (a V2-1 with mass storage or a
/// serial port) and not "S".
bool hasMassStorageVersion(std::uint16_t product) noexcept;

/// The serial number in a raw USB string descriptor. 50 bytes are 24 digits in UTF-16. 26 bytes
/// are the fault of old V2 firmware: the twelve raw bytes stand where the characters belong, and
/// become 24 upper-case digits. Anything else is evidence only: its text where that is printable,
/// the hexadecimal digits of its characters where not; empty for what is no string descriptor.
std::string serialFromDescriptor(std::span<const std::uint8_t> descriptor);

} // namespace greenlight::probe
