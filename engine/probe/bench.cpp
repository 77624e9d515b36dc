#include "engine/probe/bench.h"

#include <algorithm>
#include <charconv>

namespace greenlight::probe {

namespace {

constexpr std::size_t mostPorts = 7;
constexpr unsigned largestNumber = 255;

/// Reads a decimal number of 1 to 255 without leading zeros off the front of `text`.
std::optional<unsigned> takeNumber(std::string_view& text) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number == 0 || number > largestNumber || text.front() == '0') {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

} // namespace

std::optional<PortPath> PortPath::parse(std::string_view text) {
    PortPath path;
    path.m_text = text;
    char separator = '-';
    while (true) {
        const auto number = takeNumber(text);
        if (!number) {
            return std::nullopt;
        }
        path.m_numbers.push_back(*number);
        if (text.empty()) {
            break;
        }
        if (text.front() != separator) {
            return std::nullopt;
        }
        text.remove_prefix(1);
        separator = '.';
    }
    if (path.m_numbers.size() < 2 || path.m_numbers.size() > mostPorts + 1) {
        return std::nullopt;
    }
    return path;
}

std::strong_ordering operator<=>(const PortPath& a, const PortPath& b) noexcept {
    return std::lexicographical_compare_three_way(a.m_numbers.begin(), a.m_numbers.end(),
                                                  b.m_numbers.begin(), b.m_numbers.end());
}

} // namespace greenlight::probe
