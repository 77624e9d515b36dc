#pragma once

#include "engine/base/result.h"

// Errors as values, like everywhere: the compiled library of Debian throws, its headers need not.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// Characters in a name at most.
inline constexpr std::size_t longestName = 64;

/// Parses TOML. Faults: `syntax` with file, line and the parser's reason.
Result<toml::table> parseToml(std::string_view text, std::string_view fileName, FaultCode syntax);

/// Reads one table of a file that people write: every key it does not ask for is refused by
/// close(), because a misspelt key would otherwise silently do nothing. The first trouble stays and
/// everything read after it gives its fallback; close() reports it. One file, one thread.
class StrictTable {
public:
    /// `table` may be null: then every key is absent. `name` is for notes, such as "connect"; the
    /// top of the file has none.
    StrictTable(const toml::table* table, std::string name, std::string fileName, FaultCode code);

    [[nodiscard]] bool present() const noexcept { return m_table != nullptr; }

    [[nodiscard]] bool has(std::string_view key) const;

    std::string text(std::string_view key, std::string fallback = {});
    /// Refuses a missing or empty text.
    std::string demandedText(std::string_view key);
    /// A demanded text of at most `longestName` printable characters: names go onto records, file
    /// names and tiles.
    std::string demandedName(std::string_view key);
    /// The path of a file or folder; refuses an empty one and control characters, at which the
    /// system would cut it off.
    std::string path(std::string_view key, std::string fallback);
    std::int64_t number(std::string_view key, std::int64_t least, std::int64_t most,
                        std::int64_t fallback);
    bool flag(std::string_view key, bool fallback);
    std::vector<std::int64_t> numbers(std::string_view key, std::size_t count, std::int64_t least,
                                      std::int64_t most);
    /// A list of at most `most` texts; empty when there is none.
    std::vector<std::string> texts(std::string_view key, std::size_t most);

    /// A value that is one of the words `named` knows.
    template <typename Enum>
    Enum word(std::string_view key, Enum fallback,
              std::optional<Enum> (*named)(std::string_view) noexcept) {
        if (!has(key)) {
            return fallback;
        }
        const std::string text = demandedText(key);
        const std::optional<Enum> value = named(text);
        if (!value) {
            complain(key, "does not know \"" + text + "\"");
        }
        return value.value_or(fallback);
    }

    /// The table or tables below this one.
    const toml::table* table(std::string_view key);
    std::vector<const toml::table*> tables(std::string_view key, std::size_t most);

    /// Notes a trouble with a key's value: "file:line: [table] key what". Only the first counts.
    void complain(std::string_view key, const std::string& what);

    /// True as long as nothing was complained about.
    [[nodiscard]] bool fine() const noexcept { return !m_fault; }

    /// The first trouble, or an unknown key, or success.
    Result<void> close();

private:
    const toml::node* take(std::string_view key);

    const toml::table* m_table;
    std::string m_name;
    std::string m_fileName;
    FaultCode m_code;
    std::set<std::string, std::less<>> m_known;
    std::optional<Fault> m_fault;
};

} // namespace greenlight::station
