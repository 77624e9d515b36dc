#pragma once

#include "db/entry.h"
#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <filesystem>
#include <vector>

namespace greenlight::db {

/// The newest `most` entries of a kind, the newest first, beside the journal's writer; any thread.
/// One that cannot be read is left out: naming it is an audit's. Faults: those of
/// Database::openForReading(), JournalCorrupt.
Result<std::vector<Entry>> readNewest(const std::filesystem::path& file, Clock& clock,
                                      EntryKind kind, unsigned most);

} // namespace greenlight::db
