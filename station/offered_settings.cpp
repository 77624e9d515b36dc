#include "station/offered_settings.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace greenlight::station {

namespace {

using Kind = OfferedSetting::Kind;

constexpr std::array<std::string_view, 2> signInWords{"none", "wanted"};

constexpr std::array offered{
    OfferedSetting{"people", "sign_in", Kind::Choice, signInWords,
                   [](const Settings& all) {
                       return SettingValue(std::string(signInWords.at(all.signIn.wanted ? 1 : 0)));
                   }},
    OfferedSetting{
        "people",
        "lock_after_s",
        Kind::Number,
        {},
        [](const Settings& all) {
            return SettingValue(static_cast<std::int64_t>(
                std::chrono::duration_cast<std::chrono::seconds>(all.signIn.lockAfter).count()));
        }},
    OfferedSetting{"station",
                   "quarantine_after",
                   Kind::Number,
                   {},
                   [](const Settings& all) {
                       return SettingValue(std::int64_t{all.slotRules.quarantineAfter});
                   }},
    OfferedSetting{"station",
                   "drill",
                   Kind::Flag,
                   {},
                   [](const Settings& all) { return SettingValue(all.slotRules.drill); }},
    OfferedSetting{"station",
                   "hands_free",
                   Kind::Flag,
                   {},
                   [](const Settings& all) { return SettingValue(all.handsFree); }},
    OfferedSetting{"station",
                   "work_order_prefix",
                   Kind::Text,
                   {},
                   [](const Settings& all) { return SettingValue(all.workOrderPrefix); }},
    OfferedSetting{
        "kiosk",
        "target_per_shift",
        Kind::Number,
        {},
        [](const Settings& all) { return SettingValue(std::int64_t{all.kiosk.targetPerShift}); }},
    OfferedSetting{"kiosk",
                   "night",
                   Kind::Flag,
                   {},
                   [](const Settings& all) { return SettingValue(all.kiosk.night); }},
    OfferedSetting{
        "kiosk",
        "text_scale",
        Kind::Number,
        {},
        [](const Settings& all) { return SettingValue(std::int64_t{all.kiosk.textScale}); }},
    OfferedSetting{
        "kiosk",
        "volume",
        Kind::Number,
        {},
        [](const Settings& all) { return SettingValue(std::int64_t{all.kiosk.volume}); }},
    OfferedSetting{"input",
                   "foot_switch",
                   Kind::Text,
                   {},
                   [](const Settings& all) { return SettingValue(all.input.footSwitch); }},
    OfferedSetting{"input",
                   "scanner",
                   Kind::Text,
                   {},
                   [](const Settings& all) { return SettingValue(all.input.scanner.string()); }},
    OfferedSetting{"input",
                   "scan_prefix",
                   Kind::Text,
                   {},
                   [](const Settings& all) { return SettingValue(all.input.prefix); }},
    OfferedSetting{"input",
                   "scan_suffix",
                   Kind::Text,
                   {},
                   [](const Settings& all) { return SettingValue(all.input.suffix); }},
    OfferedSetting{"input",
                   "scan_pattern",
                   Kind::Text,
                   {},
                   [](const Settings& all) { return SettingValue(all.input.pattern); }},
    OfferedSetting{
        "kiosk",
        "export_folder",
        Kind::Text,
        {},
        [](const Settings& all) { return SettingValue(all.kiosk.exportFolder.string()); }},
    OfferedSetting{"backup",
                   "folder",
                   Kind::Text,
                   {},
                   [](const Settings& all) { return SettingValue(all.backup.folder.string()); }},
    OfferedSetting{"backup",
                   "at",
                   Kind::Text,
                   {},
                   [](const Settings& all) {
                       constexpr unsigned minutesOfHour = 60;
                       return SettingValue(fmt::format("{:02}:{:02}",
                                                       all.backup.atMinute / minutesOfHour,
                                                       all.backup.atMinute % minutesOfHour));
                   }},
};

} // namespace

std::span<const OfferedSetting> offeredSettings() noexcept { return offered; }

Result<SettingValue> valueTyped(const OfferedSetting& setting, std::string_view text) {
    if (setting.kind == Kind::Flag) {
        return SettingValue(text == "true");
    }
    if (setting.kind != Kind::Number) {
        return SettingValue(std::string(text));
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return Fault{.code = FaultCode::SettingsValue,
                     .note = fmt::format("[{}] {} must be a number", setting.table, setting.key)};
    }
    return SettingValue(number);
}

} // namespace greenlight::station
