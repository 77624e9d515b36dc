#pragma once

#include "engine/base/result.h"
#include "station/settings.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace greenlight::station {

/// A value of station.toml that is no table: a truth, a number or a text.
using SettingValue = std::variant<bool, std::int64_t, std::string>;

/// A value as station.toml writes it.
[[nodiscard]] std::string tomlText(const SettingValue& value);

/// The station's settings with the text they stand in. A change makes another object and touches
/// nothing on the disk; what people wrote around it stays, comments included. One thread at a time.
class SettingsFile {
public:
    /// Faults: those of readSettings().
    static Result<SettingsFile> read(const std::filesystem::path& file);

    [[nodiscard]] const Settings& settings() const noexcept { return m_settings; }

    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

    [[nodiscard]] const std::filesystem::path& file() const noexcept { return m_file; }

    /// The same settings with another value for `[table] key`. Faults: SettingsValue where the
    /// station would not take it, or where the file says it in a way that cannot be changed in
    /// place, such as an inline table.
    [[nodiscard]] Result<SettingsFile> with(std::string_view table, std::string_view key,
                                            const SettingValue& value) const;

    /// The same settings with these slots and no others. Faults: as with().
    [[nodiscard]] Result<SettingsFile> withSlots(const std::vector<job::SlotPlace>& slots) const;

    /// Puts it durably into the place of the file, which has to be as `before` has read it. Faults:
    /// SettingsValue when somebody has changed it since; FileUnreadable; FileNotWritten.
    [[nodiscard]] Result<void> replace(const SettingsFile& before) const;

private:
    SettingsFile(std::filesystem::path file, std::string text, Settings settings)
        : m_file(std::move(file))
        , m_text(std::move(text))
        , m_settings(std::move(settings)) {}

    static Result<SettingsFile> check(std::filesystem::path file, std::string text);

    std::filesystem::path m_file;
    std::string m_text;
    Settings m_settings;
};

} // namespace greenlight::station
