#include "engine/job/image_text.h"

#include <fmt/core.h>

#include <algorithm>

namespace greenlight::job {
namespace {

int digitValue(char digit) noexcept {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    return -1;
}

} // namespace

std::optional<TextLine> TextLines::next() noexcept {
    while (!m_rest.empty()) {
        const auto end = std::ranges::find(m_rest, std::uint8_t{'\n'});
        const auto length = static_cast<std::size_t>(end - m_rest.begin());
        const bool terminated = end != m_rest.end();
        // The one cast from bytes to text; char may look at anything.
        std::string_view text(reinterpret_cast<const char*>(m_rest.data()), length);
        m_rest = m_rest.subspan(terminated ? length + 1 : length);
        ++m_number;
        if (!text.empty() && text.back() == '\r') {
            text.remove_suffix(1);
        }
        if (!text.empty()) {
            return TextLine{.text = text, .number = m_number, .terminated = terminated};
        }
    }
    return std::nullopt;
}

Fault lineFault(FaultCode code, const TextLine& line, std::string_view reason) {
    return Fault{.code = code, .note = fmt::format("line {}: {}", line.number, reason)};
}

Result<TextRecord> TextRecord::decode(const TextLine& line, std::size_t skip,
                                      std::size_t overhead) {
    // What is missing at the very end of a file was cut off; elsewhere the line itself is wrong.
    const FaultCode tooShort = line.terminated ? FaultCode::ImageSyntax : FaultCode::ImageTruncated;
    const std::string_view digits = line.text.substr(std::min(skip, line.text.size()));
    if (digits.size() > 2 * capacity) {
        return lineFault(FaultCode::ImageSyntax, line, "longer than any record can be");
    }
    TextRecord record;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int value = digitValue(digits[i]);
        if (value < 0) {
            return lineFault(FaultCode::ImageSyntax, line,
                             fmt::format("column {} is not a hexadecimal digit", skip + i + 1));
        }
        std::uint8_t& byte = record.m_bytes.at(i / 2);
        byte = static_cast<std::uint8_t>(byte * 16 + value);
    }
    record.m_size = digits.size() / 2;
    if (digits.size() % 2 != 0) {
        return lineFault(tooShort, line, "half a byte is missing");
    }
    const std::size_t expected = record.m_bytes.front() + overhead;
    if (record.m_size != expected) {
        return lineFault(
            record.m_size < expected ? tooShort : FaultCode::ImageSyntax, line,
            fmt::format("{} bytes where its length byte promises {}", record.m_size, expected));
    }
    return record;
}

std::uint8_t TextRecord::sum() const noexcept {
    unsigned total = 0;
    for (const std::uint8_t byte : bytes()) {
        total += byte;
    }
    return static_cast<std::uint8_t>(total);
}

std::uint32_t bigEndian(std::span<const std::uint8_t> bytes) noexcept {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes) {
        value = (value << 8U) | byte;
    }
    return value;
}

} // namespace greenlight::job
