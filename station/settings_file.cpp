#include "station/settings_file.h"

#include "engine/base/durable_file.h"
#include "engine/job/read_file.h"
#include "station/strict_toml.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace greenlight::station {

namespace {

/// Bytes of the text from `begin` up to `end`.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool isContinuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

/// Where a line begins; the parser counts lines from 1.
std::size_t lineBegin(std::string_view text, std::size_t line) {
    std::size_t begin = 0;
    for (; line > 1 && begin < text.size(); --line) {
        const std::size_t end = text.find('\n', begin);
        begin = end == std::string_view::npos ? text.size() : end + 1;
    }
    return begin;
}

/// Behind the line break of the line that holds this byte.
std::size_t lineEnd(std::string_view text, std::size_t within) {
    const std::size_t end = text.find('\n', within);
    return end == std::string_view::npos ? text.size() : end + 1;
}

/// The parser's columns count letters from 1, and not bytes.
std::size_t byteOf(std::string_view text, const toml::source_position& place) {
    std::size_t byte = lineBegin(text, place.line);
    for (std::size_t column = 1; column < place.column && byte < text.size(); ++column) {
        do {
            ++byte;
        } while (byte < text.size() && isContinuation(text[byte]));
    }
    return byte;
}

Span spanOf(std::string_view text, const toml::node& node) {
    return {byteOf(text, node.source().begin), byteOf(text, node.source().end)};
}

Fault unchangeable(const std::filesystem::path& file, const std::string& what) {
    return {.code = FaultCode::SettingsValue,
            .note = fmt::format("{}: {} is written in a way that cannot be changed here",
                                file.string(), what)};
}

/// Quotes what TOML's basic strings want quoted.
std::string inQuotes(std::string_view text) {
    std::string out = "\"";
    for (const char byte : text) {
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += byte;
        } else if (static_cast<unsigned char>(byte) < ' ' || byte == '\x7F') {
            out += fmt::format("\\u{:04X}", static_cast<unsigned char>(byte));
        } else {
            out += byte;
        }
    }
    return out + '"';
}

std::string linesOf(const job::SlotPlace& slot) {
    std::string lines = fmt::format("\n[[slot]]\nname = {}\nport = {}\n", inQuotes(slot.name),
                                    inQuotes(slot.port.text()));
    if (!slot.probeSerial.empty()) {
        lines += fmt::format("probe_serial = {}\n", inQuotes(slot.probeSerial));
    }
    return lines;
}

std::string withLineEnd(std::string text) {
    if (!text.empty() && !text.ends_with('\n')) {
        text += '\n';
    }
    return text;
}

/// What a header and the keys below it take, comments behind the last key left aside.
Span wholeTable(std::string_view text, const toml::table& table) {
    Span span{lineBegin(text, table.source().begin.line), 0};
    span.end = lineEnd(text, span.begin);
    for (const auto& [key, node] : table) {
        const std::size_t last = byteOf(text, node.source().end);
        span.end = std::max(span.end, lineEnd(text, last == 0 ? 0 : last - 1));
    }
    return span;
}

} // namespace

std::string tomlText(const SettingValue& value) {
    if (const auto* const truth = std::get_if<bool>(&value)) {
        return *truth ? "true" : "false";
    }
    if (const auto* const number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    return inQuotes(std::get<std::string>(value));
}

Result<SettingsFile> SettingsFile::check(std::filesystem::path file, std::string text) {
    Settings settings = TRY(checkSettings(text, file));
    return SettingsFile(std::move(file), std::move(text), std::move(settings));
}

Result<SettingsFile> SettingsFile::read(const std::filesystem::path& file) {
    return check(file, TRY(readSettingsText(file)));
}

Result<SettingsFile> SettingsFile::with(std::string_view table, std::string_view key,
                                        const SettingValue& value) const {
    const std::string name = m_file.string();
    const std::string written = tomlText(value);
    const toml::table root = TRY(parseToml(m_text, name, FaultCode::SettingsSyntax));
    std::string text = m_text;
    const toml::node* const there = root.get(table);
    if (there == nullptr) {
        text = withLineEnd(std::move(text)) + fmt::format("\n[{}]\n{} = {}\n", table, key, written);
    } else if (!there->is_table() || there->as_table()->is_inline() ||
               m_text[std::min(byteOf(m_text, there->source().begin), m_text.size() - 1)] != '[') {
        return unchangeable(m_file, fmt::format("[{}]", table));
    } else if (const toml::node* const old = there->as_table()->get(key)) {
        const Span span = spanOf(m_text, *old);
        text.replace(span.begin, span.end - span.begin, written);
    } else {
        const std::size_t header = byteOf(m_text, there->source().begin);
        const bool open = m_text.find('\n', header) == std::string::npos;
        text.insert(lineEnd(m_text, header),
                    fmt::format("{}{} = {}\n", open ? "\n" : "", key, written));
    }
    SettingsFile made = TRY(check(m_file, std::move(text)));
    // Where the parser's places were misread, something else has changed: the file stays.
    const toml::table after = TRY(parseToml(made.m_text, name, FaultCode::SettingsSyntax));
    toml::table expected = root;
    if (there == nullptr) {
        expected.insert(table, toml::table{});
    }
    std::visit([&](const auto& one) { expected[table].as_table()->insert_or_assign(key, one); },
               value);
    if (after != expected) {
        return unchangeable(m_file, fmt::format("[{}] {}", table, key));
    }
    return made;
}

Result<SettingsFile> SettingsFile::withSlots(const std::vector<job::SlotPlace>& slots) const {
    const std::string name = m_file.string();
    const toml::table root = TRY(parseToml(m_text, name, FaultCode::SettingsSyntax));
    std::vector<Span> old;
    if (const toml::node* const there = root.get("slot")) {
        if (!there->is_array_of_tables()) {
            return unchangeable(m_file, "slot");
        }
        for (const toml::node& one : *there->as_array()) {
            if (one.as_table()->is_inline()) {
                return unchangeable(m_file, "slot");
            }
            old.push_back(wholeTable(m_text, *one.as_table()));
        }
    }
    std::string text = m_text;
    for (auto span = old.rbegin(); span != old.rend(); ++span) {
        text.erase(span->begin, span->end - span->begin);
    }
    while (text.ends_with("\n\n")) {
        text.pop_back();
    }
    text = withLineEnd(std::move(text));
    for (const job::SlotPlace& slot : slots) {
        text += linesOf(slot);
    }
    SettingsFile made = TRY(check(m_file, std::move(text)));
    toml::table before = root;
    toml::table after = TRY(parseToml(made.m_text, name, FaultCode::SettingsSyntax));
    before.erase("slot");
    after.erase("slot");
    if (after != before || made.m_settings.slots != slots) {
        return unchangeable(m_file, "slot");
    }
    return made;
}

Result<void> SettingsFile::replace(const SettingsFile& before) const {
    if (TRY(readSettingsText(m_file)) != before.m_text) {
        return Fault{.code = FaultCode::SettingsValue,
                     .note =
                         fmt::format("{} was changed by somebody else meanwhile", m_file.string())};
    }

    struct stat state {};

    if (const bool known = ::stat(m_file.c_str(), &state) == 0;
        const int error =
            base::replaceFile(m_file, m_text, known ? state.st_mode & 0777U : 0644U)) {
        return Fault{.code = FaultCode::FileNotWritten,
                     .note = fmt::format("{}: {}", m_file.string(), std::strerror(error))};
    }
    return {};
}

} // namespace greenlight::station
