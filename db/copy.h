#pragma once

#include "db/audit.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace greenlight::db {

/// Told how many pages are copied of how many. Says whether to go on.
using CopyProgress = std::function<bool(std::uint64_t done, std::uint64_t of)>;

/// Copies a journal as it is at one moment into a file, beside its writer, who goes on meanwhile.
/// The copy needs no file beside it, so it can be read where nothing can be written. It is on the
/// disk and was audited as `order` says when this returns; what the audit found is its answer. A
/// file of that name must be empty or not there. Faults: those of Database::openForReading();
/// FileNotWritten when the copy cannot be written; CopyDiffers when the copy does not verify or
/// its tree is not the journal's; Cancelled.
Result<Audit> copyJournal(const std::filesystem::path& journal, const std::filesystem::path& copy,
                          Clock& clock, const AuditOrder& order, const CopyProgress& progress = {});

} // namespace greenlight::db
