#pragma once

#include "db/checkpoint.h"
#include "db/journal.h"
#include "engine/base/clock.h"
#include "station/people.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace greenlight::station {

struct RestoreOrder {
    std::filesystem::path journal{}; ///< whose place the copy takes
    std::filesystem::path copy{};
    std::vector<std::string> notes{}; ///< checkpoints that were kept elsewhere
    std::string lossReason{}; ///< why it is accepted that entries are lost; empty = it is not
    std::string station{};
    /// Says who does it, by the people of the copy; called once, before anything is in place.
    std::function<Result<Actor>(db::Journal& restored)> authorise{};
};

/// What became of it.
struct Restored {
    std::uint64_t entries = 0;      ///< of the copy
    std::uint64_t lost = 0;         ///< entries that a checkpoint has seen and that are not in it
    std::filesystem::path before{}; ///< where the journal lies that was in place; empty = none was
};

/// Puts a copy of the journal in the place of the journal. The copy is copied once more, everything
/// in it recomputed, and compared with every checkpoint that is known: those in it, the one beside
/// the journal, the last one in the journal in place, and those of the order. Each has to be signed
/// by the station, and the copy has to begin with the very entries that it has seen. That it was
/// done, and what was lost, is an entry of the restored journal before it is in place. What was in
/// place stays beside it as journal.db.before-TIME. At every moment a journal is in place, the old
/// one or the new one. Faults: JournalInUse while a line works; CopyDiffers when the copy is not
/// whole, is another station's or is not what a checkpoint has seen; RecordsOlder when it ends
/// before what is known and the loss is not accepted; FileUnreadable; JournalWrite; DiskFull; those
/// of `authorise` and of Journal::open().
Result<Restored> restore(const RestoreOrder& order, const db::StationKey& key, Clock& clock);

} // namespace greenlight::station
