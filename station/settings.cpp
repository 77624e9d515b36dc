#include "station/settings.h"

#include "engine/job/pattern.h"
#include "engine/job/read_file.h"
#include "station/local_time.h"
#include "station/strict_toml.h"
#include "station/work_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace greenlight::station {

namespace {

constexpr std::int64_t mostFailuresInARow = 100;
constexpr std::size_t mostShifts = 8;
constexpr std::size_t mostGoldenBoards = 32;
constexpr std::size_t longestMark = 8;
constexpr std::int64_t usualSecondsUntilLock = 300;
constexpr std::int64_t mostSecondsUntilLock = 86'400;
constexpr unsigned minutesOfQuarter = 15;
constexpr std::int64_t largestTarget = 100'000;
constexpr std::uint64_t largestSettings = 256ULL * 1024;

/// What a signed checkpoint can carry as its origin (c2sp.org/signed-note).
bool canSign(std::string_view name) {
    return std::ranges::none_of(
        name, [](char character) { return character == ' ' || character == '+'; });
}

Result<job::SlotPlace> readSlot(const toml::table& source, const std::string& fileName) {
    StrictTable table(&source, "slot", fileName, FaultCode::SettingsValue);
    job::SlotPlace place;
    place.name = table.demandedName("name");
    const std::string port = table.demandedText("port");
    if (table.has("probe_serial")) {
        place.probeSerial = table.demandedName("probe_serial");
    }
    const auto path = probe::PortPath::parse(port);
    if (place.name.find('=') != std::string::npos) {
        table.complain("name", "must not contain '=': --serial SLOT=SERIAL could not name it");
    }
    if (!path) {
        table.complain("port", "must be bus-port[.port...], such as 1-1.2");
    }
    TRY(table.close());
    place.port = *path;
    return place;
}

/// A time such as 06:00 as a minute of the day.
std::optional<unsigned> minuteNamed(const std::string& text) {
    // The same form as in a question about a time, of any day without a change of the clocks.
    const auto time = localTimeNamed("2000-01-01T" + text + "Z");
    constexpr std::int64_t microsOfMinute = 60'000'000;
    constexpr std::int64_t newYear = 946'684'800'000'000; // 2000-01-01T00:00Z
    return time
               ? std::optional(static_cast<unsigned>((time->unixMicros - newYear) / microsOfMinute))
               : std::nullopt;
}

Result<db::Shift> readShift(const toml::table& source, const std::string& fileName) {
    StrictTable table(&source, "shift", fileName, FaultCode::SettingsValue);
    db::Shift shift;
    shift.name = table.demandedName("name");
    const auto start = minuteNamed(table.demandedText("start"));
    shift.startMinute = start.value_or(0);
    if (!start || shift.startMinute % minutesOfQuarter != 0) {
        table.complain("start", "must be a quarter of an hour, such as 06:00 or 14:45");
    }
    TRY(table.close());
    return shift;
}

Result<std::vector<db::Shift>> readShifts(StrictTable& top, const std::string& fileName) {
    std::vector<db::Shift> shifts;
    for (const toml::table* source : top.tables("shift", mostShifts)) {
        shifts.push_back(TRY(readShift(*source, fileName)));
        if (shifts.size() > 1 &&
            shifts.back().startMinute <= shifts[shifts.size() - 2].startMinute) {
            return Fault{.code = FaultCode::SettingsValue,
                         .note = fmt::format("{}: shift {} does not start later than the one "
                                             "before it",
                                             fileName, shifts.back().name)};
        }
    }
    return shifts;
}

/// Whether people sign in, and when the line has none any more.
Result<SignInRules> readSignIn(StrictTable& top, const std::string& fileName) {
    StrictTable people(top.table("people"), "people", fileName, FaultCode::SettingsValue);
    SignInRules rules;
    const std::string signIn = people.text("sign_in", "none");
    rules.wanted = signIn == "wanted";
    if (!rules.wanted && signIn != "none") {
        people.complain("sign_in", "must be \"none\" or \"wanted\"");
    }
    const auto seconds =
        people.number("lock_after_s", 0, mostSecondsUntilLock, usualSecondsUntilLock);
    rules.lockAfter = std::chrono::seconds(seconds);
    TRY(people.close());
    return rules;
}

/// When copies of the records are made, and where.
Result<BackupRules> readBackup(StrictTable& top, const std::filesystem::path& folder,
                               const std::string& fileName) {
    StrictTable backup(top.table("backup"), "backup", fileName, FaultCode::SettingsValue);
    BackupRules rules;
    if (backup.has("folder")) {
        rules.folder = (folder / backup.path("folder", "")).lexically_normal();
    }
    const auto at = minuteNamed(backup.text("at", "02:00"));
    rules.atMinute = at.value_or(0);
    if (!at) {
        backup.complain("at", "must be a time of the day, such as 02:00");
    }
    TRY(backup.close());
    return rules;
}

/// Who keeps the key that signs the records.
Result<db::ProviderKey> readSigning(StrictTable& top, const std::string& fileName) {
    StrictTable signing(top.table("signing"), "signing", fileName, FaultCode::SettingsValue);
    db::ProviderKey place;
    if (signing.present()) {
        place.provider = signing.demandedName("provider");
        place.uri = signing.demandedText("key");
    }
    TRY(signing.close());
    return place;
}

/// What the screen begins with.
Result<KioskRules> readKiosk(StrictTable& top, const std::filesystem::path& folder,
                             const std::string& fileName) {
    StrictTable kiosk(top.table("kiosk"), "kiosk", fileName, FaultCode::SettingsValue);
    KioskRules rules;
    rules.targetPerShift = static_cast<unsigned>(
        kiosk.number("target_per_shift", 0, largestTarget, rules.targetPerShift));
    rules.night = kiosk.flag("night", rules.night);
    rules.textScale = static_cast<unsigned>(kiosk.number(
        "text_scale", KioskRules::leastTextScale, KioskRules::mostTextScale, rules.textScale));
    rules.volume =
        static_cast<unsigned>(kiosk.number("volume", 0, KioskRules::mostVolume, rules.volume));
    if (kiosk.has("export_folder")) {
        rules.exportFolder = (folder / kiosk.path("export_folder", "")).lexically_normal();
    }
    TRY(kiosk.close());
    return rules;
}

/// What the scanner and the foot switch send.
Result<InputRules> readInput(StrictTable& top, const std::filesystem::path& folder,
                             const std::string& fileName) {
    StrictTable input(top.table("input"), "input", fileName, FaultCode::SettingsValue);
    InputRules rules;
    rules.footSwitch = input.text("foot_switch", rules.footSwitch);
    if (const auto keys = footSwitchKeys();
        std::ranges::find(keys, rules.footSwitch) == keys.end()) {
        input.complain("foot_switch", fmt::format("must be one of {}: others may stand in a label",
                                                  fmt::join(keys, ", ")));
    }
    if (input.has("scanner")) {
        rules.scanner = (folder / input.path("scanner", "")).lexically_normal();
    }
    const auto marks = [&input](std::string_view key) {
        std::string text = input.text(key, "");
        if (text.size() > longestMark ||
            !std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter <= '~'; })) {
            input.complain(key, fmt::format("must be at most {} letters, digits and signs that are "
                                            "typed",
                                            longestMark));
        }
        return text;
    };
    rules.prefix = marks("scan_prefix");
    rules.suffix = marks("scan_suffix");
    rules.pattern = input.text("scan_pattern", "");
    if (!job::isPattern(rules.pattern)) {
        input.complain("scan_pattern", "is not a regular expression");
    }
    TRY(input.close());
    return rules;
}

/// The boards that slots are tried with, by their chips.
std::vector<job::Uid> readGoldenBoards(StrictTable& station) {
    std::vector<job::Uid> boards;
    for (const std::string& text : station.texts("golden_boards", mostGoldenBoards)) {
        const auto uid = job::uidNamed(text);
        if (!uid) {
            station.complain(
                "golden_boards",
                fmt::format("does not know \"{}\": a UID has 24 hexadecimal digits", text));
            return {};
        }
        boards.push_back(*uid);
    }
    return boards;
}

/// Two slots must not share a name or a socket.
Result<void> requireDistinct(const std::vector<job::SlotPlace>& slots,
                             const std::string& fileName) {
    std::set<std::string> names;
    std::set<std::string> ports;
    for (const job::SlotPlace& slot : slots) {
        if (!names.insert(slot.name).second) {
            return Fault{.code = FaultCode::SettingsValue,
                         .note = fmt::format("{}: two slots are named {}", fileName, slot.name)};
        }
        if (!ports.insert(slot.port.text()).second) {
            return Fault{.code = FaultCode::SettingsValue,
                         .note =
                             fmt::format("{}: two slots use port {}", fileName, slot.port.text())};
        }
    }
    return {};
}

} // namespace

Result<db::StationKey> stationKey(const Settings& settings) {
    const std::filesystem::path file = settings.dataDir / "station.key";
    return settings.signing.provider.empty()
               ? db::StationKey::loadOrMake(file, settings.name)
               : db::StationKey::ofProvider(settings.signing, file.string() + ".pub",
                                            settings.name);
}

Result<std::string> readSettingsText(const std::filesystem::path& file) {
    const std::vector<std::uint8_t> bytes = TRY(job::readFile(file.string(), largestSettings));
    return std::string(bytes.begin(), bytes.end());
}

Result<Settings> readSettings(const std::filesystem::path& file) {
    return checkSettings(TRY(readSettingsText(file)), file);
}

Result<Settings> checkSettings(std::string_view text, const std::filesystem::path& file) {
    const std::string fileName = file.string();
    const toml::table root = TRY(parseToml(text, fileName, FaultCode::SettingsSyntax));

    Settings settings;
    StrictTable top(&root, "", fileName, FaultCode::SettingsValue);
    StrictTable station(top.table("station"), "station", fileName, FaultCode::SettingsValue);
    settings.name = station.demandedName("name");
    if (!canSign(settings.name)) {
        station.complain("name", "must be without spaces and '+': it signs checkpoints");
    }
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::absolute(file, error).parent_path();
    if (error) {
        return Fault{.code = FaultCode::FileUnreadable,
                     .note = fmt::format("{}: {}", fileName, error.message())};
    }
    const auto pathOr = [&](std::string_view key, const std::filesystem::path& fallback) {
        return (folder / station.path(key, fallback.string())).lexically_normal();
    };
    settings.dataDir = pathOr("data_dir", settings.dataDir);
    settings.recipesDir = pathOr("recipes_dir", settings.recipesDir);
    settings.trust = pathOr("trust", settings.trust);
    settings.signaturesRequired = static_cast<unsigned>(
        station.number("signatures_required", 1, 2, settings.signaturesRequired));
    settings.workOrder = station.text("work_order", "");
    if (!isWorkOrder(settings.workOrder)) {
        station.complain("work_order", std::string(workOrderRule));
    }
    settings.workOrderPrefix = station.text("work_order_prefix", "");
    if (!isWorkOrder(settings.workOrderPrefix)) {
        station.complain("work_order_prefix", std::string(workOrderRule));
    }
    settings.slotRules.quarantineAfter = static_cast<unsigned>(station.number(
        "quarantine_after", 0, mostFailuresInARow, settings.slotRules.quarantineAfter));
    settings.slotRules.drill = station.flag("drill", settings.slotRules.drill);
    settings.slotRules.goldenBoards = readGoldenBoards(station);
    settings.handsFree = station.flag("hands_free", settings.handsFree);
    settings.signIn = TRY(readSignIn(top, fileName));
    settings.backup = TRY(readBackup(top, folder, fileName));
    settings.signing = TRY(readSigning(top, fileName));
    settings.kiosk = TRY(readKiosk(top, folder, fileName));
    settings.input = TRY(readInput(top, folder, fileName));
    settings.shifts = TRY(readShifts(top, fileName));
    for (const toml::table* slot : top.tables("slot", mostSlots)) {
        settings.slots.push_back(TRY(readSlot(*slot, fileName)));
    }
    TRY(top.close());
    TRY(station.close());
    TRY(requireDistinct(settings.slots, fileName));
    return settings;
}

} // namespace greenlight::station
