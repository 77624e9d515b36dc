#pragma once

#include "db/checkpoint.h"
#include "db/copy.h"
#include "db/export_rows.h"
#include "db/journal.h"
#include "engine/base/clock.h"
#include "station/people.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace greenlight::station {

struct ArchiveOrder {
    std::filesystem::path journal{};
    base::WallTime before{}; ///< entries that were written earlier
    Actor by{};
    db::CopyProgress progress{};
};

/// What became of it.
struct Archived {
    db::EntryRange entries{}; ///< first = 0: there was nothing to archive
    std::filesystem::path file{};
    std::uint64_t finished = 0; ///< earlier archives that were only now let go of in the journal
};

/// Moves the bodies of old entries into a file of their own in the folder beside the journal (see
/// db::archivesOf(), which may be another disk). The journal lets go of a body only after the file
/// is on the disk under its name, read-only, was read back and recomputed as a whole, and is on
/// record. It keeps each leaf, all tables and its signatures, so that nothing can be put in the
/// place of what is in the archive, and finds the bodies there as long as the file is in its
/// place. Only attempts go, in whole; what people did at the station stays in the journal as well.
/// Stopped at any moment, it goes on at the next call. Faults: those of writing and verifying an
/// archive and of the journal; FileNotWritten; CopyDiffers when what was written is not what the
/// journal holds.
Result<Archived> archiveRecords(const ArchiveOrder& order, db::Journal& journal,
                                const db::StationKey& key, Clock& clock);

} // namespace greenlight::station
