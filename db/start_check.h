#pragma once

#include "db/database.h"
#include "db/merkle.h"

#include <filesystem>

namespace greenlight::db {

/// The edge of the tree of a journal that is opened, after what a start can afford to look at was
/// found in order: the newest entries (their bodies give their leaves, these the nodes above them,
/// and none is missing), and the last checkpoint in the journal and the one beside it
/// (kept_note.h) have the roots that the nodes give. What is older is for an audit, and every
/// backup is one. Faults: JournalCorrupt with what differs; RecordsOlder when the checkpoint beside
/// it has seen more entries than there are. Throws what SQLite throws.
Result<Frontier> frontierAtStart(Database& database, const std::filesystem::path& keptNote);

} // namespace greenlight::db
