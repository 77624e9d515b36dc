#include "station/settings.h"

#include "engine/job/read_file.h"
#include "station/strict_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace greenlight::station {

namespace {

constexpr std::uint64_t largestSettings = 256 * 1024;
constexpr std::size_t longestName = 64;

/// Names go into records, file names and tiles, so they stay short and printable.
bool isName(std::string_view text) {
    return !text.empty() && text.size() <= longestName &&
           std::ranges::all_of(text, [](char character) {
               return static_cast<unsigned char>(character) >= ' ' && character != '\x7F';
           });
}

Result<job::SlotPlace> readSlot(const toml::table& source, const std::string& fileName) {
    StrictTable table(&source, "slot", fileName, FaultCode::SettingsValue);
    job::SlotPlace place;
    place.name = table.demandedText("name");
    const std::string port = table.demandedText("port");
    place.probeSerial = table.text("probe_serial");
    const auto path = probe::PortPath::parse(port);
    if (!isName(place.name)) {
        table.complain("name", "must be 1 to 64 printable characters");
    }
    if (!path) {
        table.complain("port", "must be bus-port[.port...], such as 1-1.2");
    }
    TRY(table.close());
    place.port = *path;
    return place;
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

Result<Settings> readSettings(const std::filesystem::path& file) {
    const std::string fileName = file.string();
    const std::vector<std::uint8_t> bytes = TRY(job::readFile(fileName, largestSettings));
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const toml::table root = TRY(parseToml(text, fileName, FaultCode::SettingsSyntax));

    Settings settings;
    StrictTable top(&root, "settings", fileName, FaultCode::SettingsValue);
    StrictTable station(top.table("station"), "station", fileName, FaultCode::SettingsValue);
    settings.name = station.demandedText("name");
    if (!isName(settings.name)) {
        station.complain("name", "must be 1 to 64 printable characters");
    }
    settings.dataDir = station.text("data_dir", settings.dataDir.string());
    settings.recipesDir = station.text("recipes_dir", settings.recipesDir.string());
    settings.trust = station.text("trust", settings.trust.string());
    settings.signaturesRequired = static_cast<unsigned>(
        station.number("signatures_required", 1, 2, settings.signaturesRequired));
    for (const toml::table* slot : top.tables("slot", mostSlots)) {
        settings.slots.push_back(TRY(readSlot(*slot, fileName)));
    }
    TRY(station.close());
    TRY(top.close());
    TRY(requireDistinct(settings.slots, fileName));
    return settings;
}

} // namespace greenlight::station
