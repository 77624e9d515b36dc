#pragma once

#include "engine/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace greenlight::job {

/// A line of a text file, without its line end.
struct TextLine {
    std::string_view text{};
    std::uint32_t number = 0; ///< from 1
    bool terminated =
        false; ///< false for what follows the last line end: the file may be cut there
};

/// Walks over the lines of a file that ends lines with LF or CR LF. Empty lines are passed over.
class TextLines {
public:
    explicit TextLines(std::span<const std::uint8_t> file) noexcept : m_rest(file) {}

    /// The next line with something in it; empty at the end of the file.
    [[nodiscard]] std::optional<TextLine> next() noexcept;

private:
    std::span<const std::uint8_t> m_rest;
    std::uint32_t m_number = 0;
};

/// A fault whose note begins with "line N: ".
[[nodiscard]] Fault lineFault(FaultCode code, const TextLine& line, std::string_view reason);

/// The bytes of one record: a length byte and what it counts, in hexadecimal digits.
class TextRecord {
public:
    /// Decodes the digits of `line` from column `skip` (from 0). `overhead` is how many bytes the
    /// record has besides those that its first byte counts. Faults: ImageTruncated when the file
    /// ends in the middle of the record, ImageSyntax for everything else.
    [[nodiscard]] static Result<TextRecord> decode(const TextLine& line, std::size_t skip,
                                                   std::size_t overhead);

    [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept {
        return std::span(m_bytes).first(m_size);
    }

    /// All bytes added up modulo 256.
    [[nodiscard]] std::uint8_t sum() const noexcept;

private:
    /// 255 counted bytes, the length itself, and in Intel HEX address, type and checksum.
    static constexpr std::size_t capacity = 255 + 5;

    std::array<std::uint8_t, capacity> m_bytes{};
    std::size_t m_size = 0;
};

/// `bytes` as a big-endian number; at most four.
[[nodiscard]] std::uint32_t bigEndian(std::span<const std::uint8_t> bytes) noexcept;

} // namespace greenlight::job
