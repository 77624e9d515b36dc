#include "engine/job/check_digit.h"

#include "engine/job/words.h"

#include <fmt/format.h>

namespace greenlight::job {

namespace {

constexpr Words<CheckDigit, 5> schemeWords{{"none", "luhn", "gs1", "mod43", "mod97"}};
constexpr std::string_view code39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

bool isDigit(char character) noexcept { return character >= '0' && character <= '9'; }

/// The sum of the digits from the last one to the first, each as `weigh` makes it of the digit and
/// whether it stands at an odd place, the last one being the first of them; nothing without digits.
template <typename Weigh>
std::optional<unsigned> weighed(std::string_view text, const Weigh& weigh) {
    unsigned sum = 0;
    unsigned place = 0;
    for (auto at = text.rbegin(); at != text.rend(); ++at) {
        if (isDigit(*at)) {
            ++place;
            sum += weigh(static_cast<unsigned>(*at - '0'), place % 2 == 1);
        }
    }
    return place == 0 ? std::nullopt : std::optional(sum);
}

std::optional<std::string> toTen(std::optional<unsigned> sum) {
    return sum ? std::optional(std::to_string((10 - *sum % 10) % 10)) : std::nullopt;
}

std::optional<std::string> luhn(std::string_view body) {
    return toTen(weighed(body, [](unsigned digit, bool odd) {
        const unsigned doubled = odd ? 2 * digit : digit;
        return doubled > 9 ? doubled - 9 : doubled;
    }));
}

std::optional<std::string> gs1(std::string_view body) {
    return toTen(weighed(body, [](unsigned digit, bool odd) { return odd ? 3 * digit : digit; }));
}

std::optional<std::string> mod43(std::string_view body) {
    std::size_t sum = 0;
    for (const char character : body) {
        const std::size_t value = code39.find(character);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        sum += value;
    }
    return body.empty() ? std::nullopt : std::optional(std::string{code39.at(sum % code39.size())});
}

/// The check characters bring the whole to 1 modulo 97; a letter counts as 10 to 35.
std::optional<std::string> mod97(std::string_view body) {
    unsigned rest = 0;
    bool any = false;
    for (const char character : body) {
        const bool letter =
            (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
        if (!letter && !isDigit(character)) {
            continue;
        }
        any = true;
        rest = letter ? (rest * 100 + (static_cast<unsigned>(character) & 0x1FU) + 9) % 97
                      : (rest * 10 + static_cast<unsigned>(character - '0')) % 97;
    }
    return any ? std::optional(fmt::format("{:02}", 98 - rest * 100 % 97)) : std::nullopt;
}

} // namespace

std::optional<std::string> checkCharacters(CheckDigit scheme, std::string_view body) {
    switch (scheme) {
    case CheckDigit::None:
        return std::nullopt;
    case CheckDigit::Luhn:
        return luhn(body);
    case CheckDigit::Gs1:
        return gs1(body);
    case CheckDigit::Mod43:
        return mod43(body);
    case CheckDigit::Mod97:
        return mod97(body);
    }
    return std::nullopt;
}

bool endsInItsCheck(CheckDigit scheme, std::string_view serial) {
    if (scheme == CheckDigit::None) {
        return true;
    }
    const std::size_t characters = scheme == CheckDigit::Mod97 ? 2 : 1;
    if (serial.size() <= characters) {
        return false;
    }
    const std::size_t body = serial.size() - characters;
    return checkCharacters(scheme, serial.substr(0, body)) == serial.substr(body);
}

std::string_view name(CheckDigit scheme) noexcept { return schemeWords.of(scheme); }

std::optional<CheckDigit> checkDigitNamed(std::string_view word) noexcept {
    return schemeWords.named(word);
}

} // namespace greenlight::job
