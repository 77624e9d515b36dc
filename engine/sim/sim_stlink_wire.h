#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace greenlight::sim {

/// The first byte of an ST-LINK reply: what the firmware thinks of the command. The numbers are
/// those of ST's own tools as OpenOCD, probe-rs and pyOCD agree on them.
enum class ProbeStatus : std::uint8_t {
    Ok = 0x80,
    False = 0x81,
    UnknownJtagChain = 0x04,
    NoDevice = 0x05,
    BadArgument = 0x06,
    CommandError = 0x08,
    IdcodeError = 0x09,
    Alignment = 0x0A,
    DebugPower = 0x0B,
    ApWait = 0x10,
    ApFault = 0x11,
    ApError = 0x12,
    ApParity = 0x13,
    DpWait = 0x14,
    DpFault = 0x15,
    DpError = 0x16,
    DpParity = 0x17,
    BadAp = 0x1D,
    NoUsbLoader = 0x21,
    ConfigurationChanged = 0x40,
    UnknownCommand = 0x42,
};

inline std::uint16_t get16(std::span<const std::uint8_t> bytes, std::size_t offset) {
    return static_cast<std::uint16_t>(bytes[offset] | bytes[offset + 1] << 8);
}

inline std::uint32_t get32(std::span<const std::uint8_t> bytes, std::size_t offset) {
    return static_cast<std::uint32_t>(get16(bytes, offset)) |
           static_cast<std::uint32_t>(get16(bytes, offset + 2)) << 16;
}

inline void put16(std::span<std::uint8_t> bytes, std::size_t offset, unsigned value) {
    bytes[offset] = static_cast<std::uint8_t>(value);
    bytes[offset + 1] = static_cast<std::uint8_t>(value >> 8);
}

inline void put32(std::span<std::uint8_t> bytes, std::size_t offset, std::uint32_t value) {
    put16(bytes, offset, value & 0xFFFFU);
    put16(bytes, offset + 2, value >> 16);
}

} // namespace greenlight::sim
