#pragma once

#include "db/copy.h"
#include "db/export_manifest.h"
#include "db/journal.h"
#include "engine/base/clock.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace greenlight::station {

struct BackupOrder {
    std::filesystem::path journal{};
    std::filesystem::path file{};
    std::string station{};
    std::string by{}; ///< who asked for it
    db::CopyProgress progress{};
};

/// What became of it.
struct BackedUp {
    db::Audit audit{}; ///< of the copy
    db::FileFacts file{};
    std::uint64_t entry = 0; ///< that says so; 0 = none, because the line has the journal
    std::filesystem::path manifest{};
};

/// What a backup in this folder is called that is made now: by the time, and counted where the
/// calendar says the same one again, for a copy is never written over.
[[nodiscard]] std::filesystem::path nameOfBackup(const std::filesystem::path& folder,
                                                 base::WallTime now);

/// Copies the journal while it may be written, and gives the copy its name only after every page of
/// it was read back and every entry, verdict and table of it recomputed. `journal` puts it on
/// record; none where the line that works has it: then only the manifest speaks of it.
/// FILE.manifest, signed by the station, says the copy's digest and its tree head. A file of that
/// name is never written over. Nothing is left when it does not succeed. Faults: those of
/// db::copyJournal(), of PartFile and of Journal::append() and checkpoint().
Result<BackedUp> backUp(const BackupOrder& order, db::Journal* journal, const db::StationKey& key,
                        Clock& clock);

} // namespace greenlight::station
