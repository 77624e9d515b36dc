#pragma once

#include "db/checkpoint.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace greenlight::db {

/// The newest checkpoint of a journal lies once more beside it, as `journal.checkpoint`: whoever
/// puts an older copy of the journal in its place does not bring this along, and the next start
/// sees that records are missing.
[[nodiscard]] std::filesystem::path keptNoteOf(const std::filesystem::path& journal);

/// What the note beside a journal says, its signature not looked at; none when there is none.
/// Faults: JournalCorrupt for a file that is no note or cannot be read.
Result<std::optional<Checkpoint>> readKeptNote(const std::filesystem::path& file);

/// Writes the note in the place of the one before, so that one of the two is there whole whatever
/// happens, and waits until the disk has it. Faults: JournalWrite, DiskFull.
Result<void> keepNote(const std::filesystem::path& file, std::string_view note);

/// Makes the names in the folder of a file durable: without this a power cut may leave a file but
/// not its name. Faults: JournalWrite, DiskFull.
Result<void> syncFolderOf(const std::filesystem::path& file);

} // namespace greenlight::db
