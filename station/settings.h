#pragma once

#include "db/checkpoint.h"
#include "db/yield.h"
#include "engine/base/result.h"
#include "engine/job/gang.h"
#include "station/input_rules.h"
#include "station/sign_in.h"
#include "station/slot_watch.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// When a copy of the records is made while the line works.
struct BackupRules {
    std::filesystem::path folder{}; ///< empty = never
    unsigned atMinute = 0;          ///< of each day, local time
};

/// How the screen at the line begins its day, and what a shift is to make.
struct KioskRules {
    static constexpr unsigned leastTextScale = 100;
    static constexpr unsigned mostTextScale = 150;
    static constexpr unsigned mostVolume = 100;

    unsigned targetPerShift = 0; ///< units that pass; 0 = there is no target
    bool night = false;          ///< dark grounds
    unsigned textScale = 100;    ///< percent of the usual letters
    unsigned volume = 50;        ///< percent; 0 = silent
    /// Where files go that are exported at the screen; empty = exports in the data folder.
    std::filesystem::path exportFolder{};
};

/// What station.toml says. Every key is optional but the name. A relative path starts at the folder
/// of the settings file, wherever the program is started.
struct Settings {
    std::string name{}; ///< on every record; it signs checkpoints, so without white space and '+'
    std::filesystem::path dataDir{"/var/lib/greenlight"}; ///< journal.db, station key, PINs
    std::filesystem::path recipesDir{"/var/lib/greenlight/recipes"};
    std::filesystem::path trust{"/etc/greenlight/release.pem"}; ///< who may release recipes
    unsigned signaturesRequired = 1;                            ///< 1 or 2
    std::string workOrder{}; ///< of the attempts; empty = none is named
    /// What a label begins with that names a work order at the line; empty = none does.
    std::string workOrderPrefix{};
    SlotRules slotRules{};
    bool handsFree = false; ///< a board that is put in starts by itself
    SignInRules signIn{};
    BackupRules backup{};
    db::ProviderKey
        signing{}; ///< who keeps the station's key; no provider = station.key in dataDir
    KioskRules kiosk{};
    InputRules input{};
    std::vector<db::Shift> shifts{};     ///< in the order of the day
    std::vector<job::SlotPlace> slots{}; ///< none = every ST-LINK found, in port order
};

/// Where the station keeps what proves its people.
[[nodiscard]] inline std::filesystem::path pinVaultOf(const Settings& settings) {
    return settings.dataDir / "people.secret";
}

/// Where the screen puts exported files.
[[nodiscard]] inline std::filesystem::path exportFolderOf(const Settings& settings) {
    return settings.kiosk.exportFolder.empty() ? settings.dataDir / "exports"
                                               : settings.kiosk.exportFolder;
}

/// The key that signs the station's records, wherever it is kept. Faults: those of
/// db::StationKey::loadOrMake() or ofProvider().
Result<db::StationKey> stationKey(const Settings& settings);

/// The most slots one station serves.
inline constexpr std::size_t mostSlots = 32;

/// Reads and checks a settings file. Unknown keys are refused by name: a misspelt one would
/// otherwise be silently ineffective. Faults with file and line: FileUnreadable, FileTooLarge,
/// SettingsSyntax, SettingsValue.
Result<Settings> readSettings(const std::filesystem::path& file);

/// What stands in a settings file, unread. Faults: FileUnreadable, FileTooLarge.
Result<std::string> readSettingsText(const std::filesystem::path& file);

/// As readSettings(), for what would stand in `file`. Faults: SettingsSyntax, SettingsValue.
Result<Settings> checkSettings(std::string_view text, const std::filesystem::path& file);

} // namespace greenlight::station
