#include "engine/probe/stlink_product.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::probe {

namespace {

using Kind = StLinkProduct::Kind;

constexpr std::uint16_t lowestNumber = 0x3740;
constexpr std::uint16_t highestNumber = 0x375F;

constexpr std::array products{
    StLinkProduct{0x3742, Kind::Debugger, "ST-LINK/V2-1"},
    StLinkProduct{0x3744, Kind::Version1, "ST-LINK/V1"},
    StLinkProduct{0x3748, Kind::Debugger, "ST-LINK/V2"},
    StLinkProduct{0x374A, Kind::Debugger, "ST-LINK/V2-1"},
    StLinkProduct{0x374B, Kind::Debugger, "ST-LINK/V2-1"},
    StLinkProduct{0x374D, Kind::Loader, "STLINK-V3 loader"},
    StLinkProduct{0x374E, Kind::Debugger, "STLINK-V3"},
    StLinkProduct{0x374F, Kind::Debugger, "STLINK-V3"},
    StLinkProduct{0x3752, Kind::Debugger, "ST-LINK/V2-1"},
    StLinkProduct{0x3753, Kind::Debugger, "STLINK-V3"},
    StLinkProduct{0x3754, Kind::Debugger, "STLINK-V3"},
    StLinkProduct{0x3755, Kind::Loader, "STLINK-V3PWR loader"},
    StLinkProduct{0x3757, Kind::Debugger, "STLINK-V3PWR"},
};

constexpr std::size_t headerBytes = 2;
constexpr std::uint8_t stringDescriptor = 3;
constexpr std::size_t properBytes = 50;
constexpr std::size_t rawBytes = 26;

constexpr bool isPrintable(char c) { return c > ' ' && c <= '~'; }

std::string hexadecimal(std::string_view characters) {
    std::string digits;
    for (const char c : characters) {
        digits += fmt::format("{:02X}", static_cast<std::uint8_t>(c));
    }
    return digits;
}

} // namespace

std::span<const StLinkProduct> stLinkProducts() noexcept { return products; }

bool isStLink(std::uint16_t vendor, std::uint16_t product) noexcept {
    return vendor == stVendor && product >= lowestNumber && product <= highestNumber;
}

StLinkProduct::Kind stLinkKind(std::uint16_t product) noexcept {
    const auto* const found =
        std::ranges::find(products, product, [](const StLinkProduct& p) { return p.number; });
    return found == products.end() ? Kind::Debugger : found->kind;
}

bool hasMassStorageVersion(std::uint16_t product) noexcept {
    return product == 0x374A || product == 0x374B || product == 0x3752 || product == 0x3742;
}

std::string serialFromDescriptor(std::span<const std::uint8_t> descriptor) {
    if (descriptor.size() < headerBytes || descriptor[1] != stringDescriptor) {
        return {};
    }
    const std::size_t length = std::min<std::size_t>(descriptor[0], descriptor.size());
    std::string characters;
    for (std::size_t at = headerBytes; at + 1 < length; at += 2) {
        characters += static_cast<char>(descriptor[at]);
    }
    if (length == rawBytes || !std::ranges::all_of(characters, isPrintable)) {
        return hexadecimal(characters);
    }
    if (length == properBytes) {
        std::ranges::transform(characters, characters.begin(), [](char c) {
            return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
        });
    }
    return characters;
}

} // namespace greenlight::probe
