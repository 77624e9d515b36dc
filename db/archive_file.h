#pragma once

#include "db/audit.h"
#include "db/copy.h"
#include "db/export_rows.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace greenlight::db {

/// An archive is a file of SQLite's with the entries of a journal from one to another, all of them
/// whole, and what it takes to verify them without the journal: the edge of the tree over the
/// entries before them, and a note signed by the station over all entries up to the last of them.
/// That note vouches for the edge as well, because the root follows from both. Nobody writes into
/// it again.

/// PRAGMA application_id of an archive, "GLA1".
inline constexpr int archiveApplicationId = 0x474C4131;

/// Whether a file says that it is an archive. Nothing else of it is looked at.
[[nodiscard]] bool isArchive(const std::filesystem::path& file);

/// The file's name in the folder of archives, such as "entries-1-52344.archive".
[[nodiscard]] std::string archiveName(EntryRange range);

/// The entries that can go into the next archive: those behind the last archive that were written
/// before `before` and belong to no attempt that has an entry later than that. None, with first =
/// 0, where there are no such. Faults: FileUnreadable, JournalCorrupt.
Result<EntryRange> archivable(const std::filesystem::path& journal, base::WallTime before,
                              Clock& clock);

/// The tree over the first `size` entries of a journal. Faults: FileUnreadable, JournalCorrupt.
Result<TreeHead> headAt(const std::filesystem::path& journal, std::uint64_t size, Clock& clock);

/// The archives of a journal that it still has bodies of, oldest first: it was stopped while it let
/// go of them. Faults: FileUnreadable, JournalCorrupt.
Result<std::vector<EntryRange>> halfArchived(const std::filesystem::path& journal, Clock& clock);

/// Writes an archive of these entries. `note` is the station's over the tree up to the last of
/// them. It is not on the disk yet when this returns. Faults: FileUnreadable, JournalCorrupt,
/// FileNotWritten, RecordsArchived where one of the bodies is gone already, Cancelled.
Result<void> writeArchive(const std::filesystem::path& journal, const std::filesystem::path& file,
                          EntryRange range, const std::string& note, Clock& clock,
                          const CopyProgress& progress = {});

/// Reads an archive and recomputes what it holds: each leaf from its body, the tree from its edge
/// to the signed root, in full depth each verdict from its evidence too. What the entries mean for
/// the tables of the journal is for verifyJournal(). Checkpoints of the order count where the
/// archive has their last entry. Faults: FileUnreadable, JournalCorrupt when it is no archive.
Result<Audit> verifyArchive(const std::filesystem::path& file, const AuditOrder& order = {});

} // namespace greenlight::db
