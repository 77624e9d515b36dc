#pragma once

#include "db/checkpoint.h"
#include "engine/probe/bench.h"
#include "station/log_ring.h"
#include "station/settings.h"

#include <filesystem>
#include <memory>

namespace greenlight::db {
class Journal;
} // namespace greenlight::db

namespace greenlight::station::view {

/// What the pages about the station itself stand on. What is pointed at outlives them.
struct StationPlace {
    Settings settings{}; ///< as the line was opened with them
    /// station.toml; empty in training, where nothing can be changed.
    std::filesystem::path settingsFile{};
    bool training = false;
    std::filesystem::path journalFile{};
    db::Journal* journal = nullptr;
    probe::Bench* bench = nullptr;
    std::shared_ptr<const db::StationKey> key{};
    std::shared_ptr<const LogRing> log{};
};

} // namespace greenlight::station::view
