#pragma once

#include "engine/base/result.h"
#include "station/people.h"
#include "station/settings_file.h"

#include <nlohmann/json.hpp>

namespace greenlight::db {
class Journal;
} // namespace greenlight::db

namespace greenlight::station {

/// Puts settings into the place of those that `before` was read from, with an entry that says who
/// did it and `what`. They count from the next opening of the line on. Any thread. Faults: those of
/// SettingsFile::replace() and Journal::append().
Result<void> takeSettings(const SettingsFile& before, const SettingsFile& after,
                          const nlohmann::ordered_json& what, const Actor& by,
                          db::Journal& journal);

} // namespace greenlight::station
