#include "engine/job/serial_format.h"

#include "engine/base/sha256.h"
#include "engine/job/words.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

namespace greenlight::job {

namespace {

constexpr Words<SerialFormat, 7> formatWords{
    {"ascii", "u32le", "u64le", "bcd", "u32be", "u64be", "hex"}};

Fault unfit(std::string_view serial) {
    return {
        .code = FaultCode::SerialDoesNotFit, .stage = Stage::Prepare, .note = std::string(serial)};
}

bool isDigit(char character) noexcept { return character >= '0' && character <= '9'; }

Result<std::vector<std::uint8_t>> littleEndian(std::string_view serial, std::size_t bytes) {
    std::uint64_t number = 0;
    const char* const end = serial.data() + serial.size();
    const auto [stopped, error] = std::from_chars(serial.data(), end, number);
    if (error != std::errc{} || stopped != end || (bytes == 4 && number > 0xFFFF'FFFFU)) {
        return unfit(serial);
    }
    std::vector<std::uint8_t> encoded(bytes);
    for (std::uint8_t& byte : encoded) {
        byte = static_cast<std::uint8_t>(number);
        number >>= 8U;
    }
    return encoded;
}

Result<std::vector<std::uint8_t>> bigEndian(std::string_view serial, std::size_t bytes) {
    std::vector<std::uint8_t> encoded = TRY(littleEndian(serial, bytes));
    std::ranges::reverse(encoded);
    return encoded;
}

Result<std::vector<std::uint8_t>> binaryCodedDecimal(std::string_view serial) {
    if (!std::ranges::all_of(serial, isDigit)) {
        return unfit(serial);
    }
    // An odd number of digits gets a leading zero, so that the number stays the same.
    std::string digits(serial);
    if (digits.size() % 2 != 0) {
        digits.insert(digits.begin(), '0');
    }
    std::vector<std::uint8_t> encoded;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        encoded.push_back(static_cast<std::uint8_t>((digits[i] - '0') * 16 + digits[i + 1] - '0'));
    }
    return encoded;
}

Result<std::vector<std::uint8_t>> hexadecimal(std::string_view serial) {
    auto bytes = base::fromHex(serial);
    if (!bytes) {
        return unfit(serial);
    }
    return *std::move(bytes);
}

} // namespace

Result<std::vector<std::uint8_t>> encodeSerial(SerialFormat format, std::string_view serial) {
    if (serial.empty()) {
        return Fault{.code = FaultCode::SerialMissing, .stage = Stage::Prepare};
    }
    switch (format) {
    case SerialFormat::Ascii:
        return std::vector<std::uint8_t>(serial.begin(), serial.end());
    case SerialFormat::LittleEndian32:
        return littleEndian(serial, 4);
    case SerialFormat::LittleEndian64:
        return littleEndian(serial, 8);
    case SerialFormat::BinaryCodedDecimal:
        return binaryCodedDecimal(serial);
    case SerialFormat::BigEndian32:
        return bigEndian(serial, 4);
    case SerialFormat::BigEndian64:
        return bigEndian(serial, 8);
    case SerialFormat::Hexadecimal:
        return hexadecimal(serial);
    }
    return unfit(serial);
}

std::string_view name(SerialFormat format) noexcept { return formatWords.of(format); }

std::optional<SerialFormat> serialFormatNamed(std::string_view word) noexcept {
    return formatWords.named(word);
}

} // namespace greenlight::job
