#include "engine/job/recipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <regex>

namespace greenlight::job {

namespace {

/// The word of an enumerator and back, from one table.
template <typename Enum, std::size_t size>
struct Words {
    std::array<std::string_view, size> words;

    [[nodiscard]] constexpr std::string_view of(Enum value) const {
        return words.at(static_cast<std::size_t>(value));
    }

    [[nodiscard]] constexpr std::optional<Enum> named(std::string_view word) const {
        const auto* const found = std::ranges::find(words, word);
        if (found == words.end()) {
            return std::nullopt;
        }
        return static_cast<Enum>(found - words.begin());
    }
};

constexpr Words<ConnectMode, 3> connectWords{{"under-reset", "normal", "auto"}};
constexpr Words<EraseMode, 2> eraseWords{{"sectors", "chip"}};
constexpr Words<Rewrite, 3> rewriteWords{{"always", "when-different", "differing-sectors"}};
constexpr Words<SerialSource, 4> sourceWords{{"none", "scan", "uid", "range"}};
constexpr Words<SerialFormat, 6> formatWords{{"ascii", "u32le", "u64le", "bcd", "u32be", "u64be"}};

Fault serialFault(FaultCode code, std::string_view serial) {
    return {.code = code, .stage = Stage::Prepare, .note = std::string(serial)};
}

bool isDigit(char character) noexcept { return character >= '0' && character <= '9'; }

Result<std::vector<std::uint8_t>> littleEndian(std::string_view serial, std::size_t bytes) {
    std::uint64_t number = 0;
    const char* const end = serial.data() + serial.size();
    const auto [stopped, error] = std::from_chars(serial.data(), end, number);
    if (error != std::errc{} || stopped != end || (bytes == 4 && number > 0xFFFF'FFFFU)) {
        return serialFault(FaultCode::SerialDoesNotFit, serial);
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
        return serialFault(FaultCode::SerialDoesNotFit, serial);
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

} // namespace

Result<void> checkSerial(const SerialRule& rule, std::string_view serial) {
    if (rule.source != SerialSource::Scan) {
        return {};
    }
    if (serial.empty()) {
        return serialFault(FaultCode::SerialMissing, serial);
    }
    const auto printable = [](char character) { return character >= ' ' && character <= '~'; };
    if (serial.size() > longestSerial || !std::ranges::all_of(serial, printable)) {
        return serialFault(FaultCode::SerialPattern, "unreadable scan");
    }
    if (!rule.pattern.empty()) {
        // The pattern was compiled once when the recipe was read, so it cannot throw here.
        // Matching that never backtracks: a released "(a+)+b" must not stop the line for minutes.
        const std::regex pattern(rule.pattern,
                                 std::regex::ECMAScript | std::regex_constants::__polynomial);
        if (!std::regex_match(serial.begin(), serial.end(), pattern)) {
            return serialFault(FaultCode::SerialPattern, serial);
        }
    }
    return {};
}

Result<std::vector<std::uint8_t>> encodeSerial(SerialFormat format, std::string_view serial) {
    if (serial.empty()) {
        return serialFault(FaultCode::SerialMissing, serial);
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
    }
    return serialFault(FaultCode::SerialDoesNotFit, serial);
}

std::string_view name(ConnectMode mode) noexcept { return connectWords.of(mode); }

std::optional<ConnectMode> connectModeNamed(std::string_view word) noexcept {
    return connectWords.named(word);
}

std::string_view name(EraseMode mode) noexcept { return eraseWords.of(mode); }

std::optional<EraseMode> eraseModeNamed(std::string_view word) noexcept {
    return eraseWords.named(word);
}

std::string_view name(Rewrite rewrite) noexcept { return rewriteWords.of(rewrite); }

std::optional<Rewrite> rewriteNamed(std::string_view word) noexcept {
    return rewriteWords.named(word);
}

std::string_view name(SerialSource source) noexcept { return sourceWords.of(source); }

std::optional<SerialSource> serialSourceNamed(std::string_view word) noexcept {
    return sourceWords.named(word);
}

std::string_view name(SerialFormat format) noexcept { return formatWords.of(format); }

std::optional<SerialFormat> serialFormatNamed(std::string_view word) noexcept {
    return formatWords.named(word);
}

} // namespace greenlight::job
