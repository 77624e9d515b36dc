#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace greenlight::probe {

/// The little-endian numbers of the ST-LINK protocol. The caller has checked the length.
constexpr std::uint16_t takeU16(std::span<const std::uint8_t> bytes, std::size_t at) noexcept {
    return static_cast<std::uint16_t>(bytes[at] | (bytes[at + 1] << 8));
}

constexpr std::uint32_t takeU32(std::span<const std::uint8_t> bytes, std::size_t at) noexcept {
    return static_cast<std::uint32_t>(takeU16(bytes, at)) |
           (static_cast<std::uint32_t>(takeU16(bytes, at + 2)) << 16U);
}

constexpr void putU16(std::span<std::uint8_t> bytes, std::size_t at, std::uint16_t value) noexcept {
    bytes[at] = static_cast<std::uint8_t>(value);
    bytes[at + 1] = static_cast<std::uint8_t>(value >> 8U);
}

constexpr void putU32(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value) noexcept {
    putU16(bytes, at, static_cast<std::uint16_t>(value));
    putU16(bytes, at + 2, static_cast<std::uint16_t>(value >> 16U));
}

} // namespace greenlight::probe
