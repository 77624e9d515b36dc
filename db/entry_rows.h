#pragma once

#include "db/archive_shelf.h"
#include "db/database.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

struct sqlite3_stmt;

namespace greenlight::db {

/// A row of `entry` as it lies in the file, whatever somebody has made of it. The bytes are
/// SQLite's and stay until the next row.
struct EntryRow {
    std::uint64_t sequence = 0;
    std::string_view kind{};
    std::string_view time{};
    std::span<const std::uint8_t> leaf{};
    std::string_view body{}; ///< from an archive where the journal has it no more
    bool absent = false;     ///< the archive with the body is not in its place: body is empty
};

/// The entries from one on, in their order and without copying them: an audit reads millions. From
/// the least number on, for a sequence that cannot be is a finding too. One thread at a time.
/// Throws what SQLite throws.
class EntryRows {
public:
    /// Without a shelf the bodies are as they lie in the file.
    EntryRows(SQLite::Database& sql, std::int64_t first, ArchiveShelf* shelf = nullptr);

    /// None behind the last.
    const EntryRow* next();

private:
    struct Finish {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };

    SQLite::Database& m_sql;
    ArchiveShelf* m_shelf;
    std::unique_ptr<sqlite3_stmt, Finish> m_statement;
    EntryRow m_row;
};

} // namespace greenlight::db
