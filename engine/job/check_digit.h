#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace greenlight::job {

/// How the last characters of a serial number guard those before them.
enum class CheckDigit : std::uint8_t {
    None,
    Luhn,  ///< one digit over all digits, by ISO/IEC 7812-1 annex B
    Gs1,   ///< one digit over all digits with weights 3 and 1, as in a GTIN or an SSCC
    Mod43, ///< one character of Code 39's own, by ISO/IEC 16388 annex A
    Mod97, ///< two digits over all digits and letters, by ISO/IEC 7064 MOD 97-10
};

/// What belongs behind `body`: nothing where the scheme is None, or where it cannot count what
/// stands there (no digit at all, or a character that Code 39 does not have). Hyphens and other
/// signs do not count, except in Code 39.
[[nodiscard]] std::optional<std::string> checkCharacters(CheckDigit scheme, std::string_view body);

/// True if the serial ends in what belongs there; always for None.
[[nodiscard]] bool endsInItsCheck(CheckDigit scheme, std::string_view serial);

std::string_view name(CheckDigit scheme) noexcept;
std::optional<CheckDigit> checkDigitNamed(std::string_view word) noexcept;

} // namespace greenlight::job
