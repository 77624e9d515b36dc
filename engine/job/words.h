#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace greenlight::job {

/// The word of an enumerator and back, from one table in the order of the enumerators.
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

} // namespace greenlight::job
