#include "station/settings_change.h"

#include "db/journal.h"
#include "engine/base/sha256.h"

#include <cstdint>
#include <span>

namespace greenlight::station {

namespace {

std::string digestOf(const std::string& text) {
    return base::toHex(
        base::sha256(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size())));
}

} // namespace

Result<void> takeSettings(const SettingsFile& before, const SettingsFile& after,
                          const nlohmann::ordered_json& what, const Actor& by,
                          db::Journal& journal) {
    nlohmann::ordered_json data{{"file", after.file().string()}};
    data.update(what);
    data["sha256_before"] = digestOf(before.text());
    data["sha256"] = digestOf(after.text());
    by.sign(data, "operator");
    // On record first: what was not changed after all is said by a second entry, and what was
    // changed is never without one.
    TRY(journal.append(db::kind::settingsChanged, data));
    const Result<void> replaced = after.replace(before);
    if (!replaced) {
        data["failed"] = base::name(replaced.fault().code);
        data["note"] = replaced.fault().note;
        TRY(journal.append(db::kind::settingsChanged, data));
    }
    return replaced;
}

} // namespace greenlight::station
