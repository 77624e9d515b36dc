#include "station/training_label.h"

#include <algorithm>
#include <charconv>

namespace greenlight::station {

namespace {

constexpr std::size_t mostRepeats = 32;

/// Stands for a digit of the number while the label is put together; no label contains it.
constexpr char digitPlace = '\0';

bool isLiteral(char character) {
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
           (character >= '0' && character <= '9') || character == '-' || character == '_';
}

bool take(std::string_view& text, std::string_view start) {
    if (!text.starts_with(start)) {
        return false;
    }
    text.remove_prefix(start.size());
    return true;
}

/// Reads "{n}" off the front; 1 when there is none, nothing when it is malformed.
std::optional<std::size_t> takeRepeats(std::string_view& text) {
    if (!take(text, "{")) {
        return 1;
    }
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (error != std::errc{} || count > mostRepeats || !take(text, "}")) {
        return std::nullopt;
    }
    return count;
}

} // namespace

std::optional<std::string> trainingLabel(std::string_view pattern, std::uint64_t number) {
    std::string label;
    (void)take(pattern, "^");
    while (!pattern.empty() && pattern != "$") {
        char character = digitPlace;
        if (!take(pattern, "[0-9]") && !take(pattern, "\\d")) {
            character = pattern.front();
            if (!isLiteral(character)) {
                return std::nullopt;
            }
            pattern.remove_prefix(1);
        }
        const auto repeats = takeRepeats(pattern);
        if (!repeats) {
            return std::nullopt;
        }
        label.append(*repeats, character);
    }
    if (std::ranges::find(label, digitPlace) == label.end()) {
        return std::nullopt;
    }
    for (auto place = label.rbegin(); place != label.rend(); ++place) {
        if (*place == digitPlace) {
            *place = static_cast<char>('0' + number % 10);
            number /= 10;
        }
    }
    return label;
}

} // namespace greenlight::station
