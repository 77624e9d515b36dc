#include "station/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace greenlight::station {

namespace {

constexpr std::size_t longestPersonName = 64;
constexpr std::size_t shortestPin = 6;
constexpr std::size_t longestPin = 64;
constexpr std::size_t shortestBadge = 4;
constexpr std::size_t longestBadge = 128;

/// Names of accounts that nobody answers for, as they come with systems or are shared on floors.
constexpr std::array sharedNames{
    "admin",     "administrator", "root",     "superuser",  "supervisor", "operator", "user",
    "test",      "tester",        "testuser", "guest",      "quality",    "engineer", "manager",
    "line",      "station",       "shift",    "greenlight", "default",    "shared",   "nobody",
    "everybody", "anybody",       "unknown",  "bediener",   "benutzer",   "gast",     "schicht",
    "alle",      "niemand",       "管理员",   "操作员",     "主管",       "测试",     "用户"};

struct Range {
    char32_t first;
    char32_t last;
};

/// What is seen as nothing, as another character's neighbour or as a plain space.
constexpr std::array unseen{
    Range{0x00, 0x1F},     Range{0x7F, 0xA0},     Range{0xAD, 0xAD},     Range{0x034F, 0x034F},
    Range{0x061C, 0x061C}, Range{0x1680, 0x1680}, Range{0x180E, 0x180E}, Range{0x2000, 0x200F},
    Range{0x2028, 0x202F}, Range{0x205F, 0x206F}, Range{0x3000, 0x3000}, Range{0xD800, 0xF8FF},
    Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF}, Range{0xFFF0, 0xFFFF}, Range{0xE0000, 0x10FFFF}};

bool isSeen(char32_t point) {
    return std::ranges::none_of(unseen, [point](const Range& range) {
        return point >= range.first && point <= range.last;
    });
}

/// The next character of UTF-8, or nothing where it is none; cut off the front of `text`.
std::optional<char32_t> cutPoint(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const unsigned more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};
    constexpr std::array<unsigned char, 4> bits{0x7F, 0x1F, 0x0F, 0x07};
    if ((lead >= 0x80 && lead < 0xC0) || lead >= 0xF8 || text.size() <= more) {
        return std::nullopt;
    }
    char32_t point = lead & bits.at(more);
    for (unsigned i = 1; i <= more; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80U) {
            return std::nullopt;
        }
        point = (point << 6U) | (byte & 0x3FU);
    }
    text.remove_prefix(more + 1);
    return point >= least.at(more) ? std::optional(point) : std::nullopt;
}

/// How many characters; none when one of them cannot be seen or is no character.
std::optional<std::size_t> seenCharacters(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        const auto point = cutPoint(text);
        if (!point || !isSeen(*point)) {
            return std::nullopt;
        }
        ++count;
    }
    return count;
}

/// Without what people put around a word to make it another one: "Admin-2" is "admin".
std::string bareWord(std::string_view name) {
    std::string bare;
    for (const char letter : name) {
        if (letter >= 'A' && letter <= 'Z') {
            bare += static_cast<char>(letter - 'A' + 'a');
        } else if ((letter >= 'a' && letter <= 'z') || static_cast<unsigned char>(letter) >= 0x80) {
            bare += letter;
        }
    }
    return bare;
}

Fault unfit(std::string note) {
    return {.code = FaultCode::CredentialUnfit, .note = std::move(note)};
}

/// Each character the same step from the one before it: 111111, 123456, fedcba.
bool isARow(std::string_view text) {
    const int step = text[1] - text[0];
    const auto breaks =
        std::ranges::adjacent_find(text, [step](char a, char b) { return b - a != step; });
    return breaks == text.end() && step >= -1 && step <= 1;
}

} // namespace

Result<void> checkPersonName(std::string_view name) {
    const auto refused = [](std::string note) {
        return Fault{.code = FaultCode::PersonName, .note = std::move(note)};
    };
    const auto characters = seenCharacters(name);
    if (!characters || *characters == 0 || *characters > longestPersonName) {
        return refused(fmt::format("it has 1 to {} printable characters", longestPersonName));
    }
    if (name.starts_with(' ') || name.ends_with(' ') || name.find("  ") != std::string_view::npos) {
        return refused("a space stands between two words");
    }
    const std::string bare = bareWord(name);
    if (bare.empty()) {
        return refused("it has a letter");
    }
    if (std::ranges::find(sharedNames, bare) != sharedNames.end()) {
        return refused(fmt::format("{} is nobody in particular", name));
    }
    return {};
}

Result<void> checkPin(std::string_view pin) {
    if (!seenCharacters(pin) || pin.size() < shortestPin || pin.size() > longestPin) {
        return unfit(
            fmt::format("a PIN has {} to {} printable characters", shortestPin, longestPin));
    }
    return isARow(pin) ? Result<void>(unfit("a PIN is no row like 123456 or 111111"))
                       : Result<void>();
}

Result<void> checkBadge(std::string_view badge) {
    if (!seenCharacters(badge) || badge.size() < shortestBadge || badge.size() > longestBadge) {
        return unfit(
            fmt::format("a badge has {} to {} printable characters", shortestBadge, longestBadge));
    }
    return {};
}

std::string durationText(Duration duration) {
    using namespace std::chrono;
    const auto seconds = ceil<std::chrono::seconds>(duration).count();
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    if (seconds < minute) {
        return fmt::format("{} s", seconds);
    }
    if (seconds < hour) {
        return fmt::format("{} min {} s", seconds / minute, seconds % minute);
    }
    return fmt::format("{} h {} min", seconds / hour, seconds % hour / minute);
}

} // namespace greenlight::station
