#pragma once

#include "db/database.h"
#include "db/row_hashes.h"

#include <optional>

namespace greenlight::db {

/// The sums of the derived tables that attempts make, as they lie in the file; their rows have to
/// be distinct, which is SQLite's to check. Nothing where a row is none that a station writes:
/// somebody has to look who can name it. Reads each table once, from front to back, and keeps no
/// row. Throws what SQLite throws.
[[nodiscard]] std::optional<DerivedSums> sumsOfTables(SQLite::Database& sql,
                                                      const RowHashes& hashes);

} // namespace greenlight::db
