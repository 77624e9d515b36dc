#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace greenlight::job {

/// How a serial number is written into the flash.
enum class SerialFormat : std::uint8_t {
    Ascii,          ///< its characters, no terminator
    LittleEndian32, ///< its decimal digits as one number
    LittleEndian64,
    BinaryCodedDecimal, ///< two decimal digits a byte, the first digit in the high nibble
    BigEndian32,
    BigEndian64,
    Hexadecimal, ///< two hexadecimal digits a byte
};

/// The bytes that a serial number becomes. Faults: SerialMissing without a character,
/// SerialDoesNotFit.
Result<std::vector<std::uint8_t>> encodeSerial(SerialFormat format, std::string_view serial);

std::string_view name(SerialFormat format) noexcept;
std::optional<SerialFormat> serialFormatNamed(std::string_view word) noexcept;

} // namespace greenlight::job
