#include "station/strict_toml.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::station {

namespace {

bool isControl(char character) noexcept {
    return static_cast<unsigned char>(character) < ' ' || character == '\x7F';
}

/// The number of code points; TOML is UTF-8, and the parser has refused everything else.
std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

/// The line of the first table header without a name, or with one that no key begins like; 0
/// without one. The library takes for granted that there is none: it stops the program there, or
/// without assertions goes on in a state that is not foreseen.
std::size_t lineOfBadHeader(std::string_view text) {
    static constexpr std::string_view beginnings = "\"'-_]"
                                                   "0123456789"
                                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                   "abcdefghijklmnopqrstuvwxyz";
    std::size_t line = 0;
    while (!text.empty()) {
        ++line;
        const std::string_view rest = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), rest.size() + 1));
        const std::size_t bracket = rest.find_first_not_of(" \t");
        if (bracket == std::string_view::npos || rest[bracket] != '[') {
            continue;
        }
        const bool list = rest.substr(bracket).starts_with("[[");
        const std::size_t key = rest.find_first_not_of(" \t", bracket + (list ? 2 : 1));
        if (key == std::string_view::npos || beginnings.find(rest[key]) == std::string_view::npos) {
            return line;
        }
    }
    return 0;
}

} // namespace

Result<toml::table> parseToml(std::string_view text, std::string_view fileName, FaultCode syntax) {
    if (const std::size_t line = lineOfBadHeader(text); line != 0) {
        return Fault{.code = syntax,
                     .note = fmt::format("{}:{}: a table's name begins with a letter, a digit or a "
                                         "quotation mark",
                                         fileName, line)};
    }
    toml::parse_result result = toml::parse(text, fileName);
    if (!result) {
        const toml::parse_error& error = result.error();
        return Fault{.code = syntax,
                     .note = fmt::format("{}:{}: {}", fileName, error.source().begin.line,
                                         error.description())};
    }
    return std::move(result).table();
}

StrictTable::StrictTable(const toml::table* table, std::string name, std::string fileName,
                         FaultCode code)
    : m_table(table)
    , m_name(std::move(name))
    , m_fileName(std::move(fileName))
    , m_code(code) {}

bool StrictTable::has(std::string_view key) const {
    return m_table != nullptr && m_table->contains(key);
}

const toml::node* StrictTable::take(std::string_view key) {
    m_known.emplace(key);
    return m_table == nullptr ? nullptr : m_table->get(key);
}

void StrictTable::complain(std::string_view key, const std::string& what) {
    if (m_fault) {
        return;
    }
    const toml::node* const node = m_table == nullptr ? nullptr : m_table->get(key);
    const auto line = node != nullptr      ? node->source().begin.line
                      : m_table != nullptr ? m_table->source().begin.line
                                           : 0;
    const std::string place = line == 0 ? m_fileName : fmt::format("{}:{}", m_fileName, line);
    const std::string where = m_name.empty() ? place + ":" : fmt::format("{}: [{}]", place, m_name);
    m_fault = Fault{.code = m_code, .note = fmt::format("{} {} {}", where, key, what)};
}

std::string StrictTable::text(std::string_view key, std::string fallback) {
    const toml::node* const node = take(key);
    if (node == nullptr) {
        return fallback;
    }
    const auto* const value = node->as_string();
    if (value == nullptr) {
        complain(key, "must be a text");
        return fallback;
    }
    return value->get();
}

std::string StrictTable::demandedText(std::string_view key) {
    std::string value = text(key);
    if (value.empty()) {
        complain(key, "is missing or empty");
    }
    return value;
}

std::string StrictTable::demandedName(std::string_view key) {
    std::string value = demandedText(key);
    if (length(value) > longestName || std::ranges::any_of(value, isControl)) {
        complain(key, fmt::format("must be 1 to {} printable characters", longestName));
    }
    return value;
}

std::string StrictTable::path(std::string_view key, std::string fallback) {
    std::string value = text(key, std::move(fallback));
    if (value.empty() || std::ranges::any_of(value, isControl)) {
        complain(key, "must be a path");
    }
    return value;
}

std::int64_t StrictTable::number(std::string_view key, std::int64_t least, std::int64_t most,
                                 std::int64_t fallback) {
    const toml::node* const node = take(key);
    if (node == nullptr) {
        return fallback;
    }
    const auto* const value = node->as_integer();
    if (value == nullptr || value->get() < least || value->get() > most) {
        complain(key, fmt::format("must be a number from {} to {}", least, most));
        return fallback;
    }
    return value->get();
}

bool StrictTable::flag(std::string_view key, bool fallback) {
    const toml::node* const node = take(key);
    if (node == nullptr) {
        return fallback;
    }
    const auto* const value = node->as_boolean();
    if (value == nullptr) {
        complain(key, "must be true or false");
        return fallback;
    }
    return value->get();
}

std::vector<std::int64_t> StrictTable::numbers(std::string_view key, std::size_t count,
                                               std::int64_t least, std::int64_t most) {
    const toml::node* const node = take(key);
    if (node == nullptr) {
        return {};
    }
    std::vector<std::int64_t> values;
    if (const auto* const list = node->as_array(); list != nullptr && list->size() == count) {
        for (const toml::node& item : *list) {
            const auto* const value = item.as_integer();
            if (value != nullptr && value->get() >= least && value->get() <= most) {
                values.push_back(value->get());
            }
        }
    }
    if (values.size() != count) {
        complain(key, fmt::format("must be {} numbers from {} to {}", count, least, most));
        return {};
    }
    return values;
}

std::vector<std::string> StrictTable::texts(std::string_view key, std::size_t most) {
    const toml::node* const node = take(key);
    if (node == nullptr) {
        return {};
    }
    std::vector<std::string> values;
    const auto* const list = node->as_array();
    if (list != nullptr && list->size() <= most) {
        for (const toml::node& item : *list) {
            if (const auto* const value = item.as_string()) {
                values.push_back(value->get());
            }
        }
    }
    if (list == nullptr || values.size() != list->size()) {
        complain(key, fmt::format("must be a list of at most {} texts", most));
        return {};
    }
    return values;
}

const toml::table* StrictTable::table(std::string_view key) {
    const toml::node* const node = take(key);
    if (node == nullptr) {
        return nullptr;
    }
    if (node->as_table() == nullptr) {
        complain(key, fmt::format("must be a table: [{}]", key));
    }
    return node->as_table();
}

std::vector<const toml::table*> StrictTable::tables(std::string_view key, std::size_t most) {
    const toml::node* const node = take(key);
    std::vector<const toml::table*> found;
    if (node == nullptr) {
        return found;
    }
    const auto* const list = node->as_array();
    if (list == nullptr || list->size() > most || !list->is_homogeneous<toml::table>()) {
        complain(key, fmt::format("must be up to {} tables: [[{}]]", most, key));
        return found;
    }
    for (const toml::node& item : *list) {
        found.push_back(item.as_table());
    }
    return found;
}

Result<void> StrictTable::close() {
    if (m_table != nullptr) {
        for (const auto& [key, node] : *m_table) {
            if (!m_known.contains(key.str())) {
                complain(key.str(), "is not a known key");
            }
        }
    }
    if (m_fault) {
        return *m_fault;
    }
    return {};
}

} // namespace greenlight::station
