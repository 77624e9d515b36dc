#pragma once

#include "station/settings_file.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace greenlight::station {

/// A setting that may be changed at the screen. Names, paths of records and trust are not among
/// them: with another one it is another station, and that is done at the computer.
struct OfferedSetting {
    enum class Kind : std::uint8_t { Flag, Number, Choice, Text };

    std::string_view table;
    std::string_view key;
    Kind kind;
    std::span<const std::string_view> choices; ///< of a Choice, as the file writes them
    /// The value that counts now.
    SettingValue (*of)(const Settings& settings);
};

/// All of them, in the order in which they are shown.
[[nodiscard]] std::span<const OfferedSetting> offeredSettings() noexcept;

/// What somebody typed, as a value of this setting. Faults: SettingsValue for a number that is
/// none; whether the station takes it is SettingsFile::with()'s to say.
Result<SettingValue> valueTyped(const OfferedSetting& setting, std::string_view text);

} // namespace greenlight::station
