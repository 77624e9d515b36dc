#pragma once

#include "db/archive_shelf.h"
#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace greenlight::db {

/// How long a statement waits for another process that holds SQLite's lock (a person with a
/// database shell, a backup) before it becomes a fault.
inline constexpr Duration busyPatience = std::chrono::seconds(3);

/// An open journal file, known to be one and to be whole. Used by one thread at a time.
class Database {
public:
    /// Opens or creates the file and makes sure of it: WAL and synchronous=FULL in force, foreign
    /// keys on, our application id and schema with every trigger in place, quick_check passed.
    /// Faults: JournalCorrupt (no database, not ours, damaged, another schema), JournalWrite (not
    /// writable, a setting that did not take effect), DiskFull.
    static Result<std::unique_ptr<Database>> openForWriting(const std::filesystem::path& file,
                                                            Clock& clock);

    /// Opens an existing journal beside its writer, unable to change it. The schema is not judged:
    /// what is read here may be under suspicion. A journal of an earlier version, such as an old
    /// copy, is read as a temporary file that was brought up to date, and stays as it is. Faults:
    /// JournalCorrupt, FileUnreadable, DiskFull.
    static Result<std::unique_ptr<Database>> openForReading(const std::filesystem::path& file,
                                                            Clock& clock);

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    Database(Database&&) = delete;
    Database& operator=(Database&&) = delete;
    ~Database() = default;

    SQLite::Database& sql() noexcept { return m_sql; }

    /// The archives of this journal, in the folder beside it until it is told of another.
    ArchiveShelf& shelf() noexcept { return m_shelf; }

private:
    Database(const std::filesystem::path& file, int flags, std::filesystem::path archives,
             Clock& clock);

    static std::unique_ptr<Database> temporaryCopyOf(Database& source);
    static int whenBusy(void* self, int triesSoFar) noexcept;

    SQLite::Database m_sql;
    ArchiveShelf m_shelf;
    Clock& m_clock;
    Instant m_busySince{};
};

/// Sets a PRAGMA and reads it back. Faults: JournalWrite when it is not in force afterwards.
Result<void> demandPragma(SQLite::Database& sql, const std::string& pragma,
                          const std::string& setting, std::string_view readBack);

/// Compares tables, indices, triggers and views with schema.sql. Faults: JournalCorrupt with the
/// name of the first that is missing, changed or new.
Result<void> demandSchema(SQLite::Database& sql);

/// The fault for an exception of SQLite that came up while `doing` something.
Fault faultOf(const SQLite::Exception& exception, std::string_view doing);

/// Runs `work`, which returns a Result, and turns what SQLite throws into its fault.
template <typename Work>
auto guarded(std::string_view doing, Work&& work) -> decltype(work()) {
    try {
        return std::forward<Work>(work)();
    } catch (const SQLite::Exception& exception) {
        return faultOf(exception, doing);
    } catch (const std::exception& exception) {
        return Fault{.code = FaultCode::Internal,
                     .stage = Stage::Record,
                     .note = std::string(doing) + ": " + exception.what()};
    }
}

/// A prepared statement for the time of one use: bound on construction, reset on every way out, so
/// that it never keeps a transaction open and can be used again after a failure.
class Use {
public:
    template <typename... Values>
    explicit Use(SQLite::Statement& statement, const Values&... values) : m_statement(statement) {
        m_statement.tryReset();
        int place = 0;
        (m_statement.bind(++place, values), ...);
    }

    explicit Use(SQLite::Statement& statement) : m_statement(statement) { m_statement.tryReset(); }

    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    Use(Use&&) = delete;
    Use& operator=(Use&&) = delete;

    ~Use() { m_statement.tryReset(); }

    /// Moves to the next row; false behind the last.
    bool next() { return m_statement.executeStep(); }

    /// Runs a statement that gives no rows; how many rows it changed.
    int run() { return m_statement.exec(); }

    [[nodiscard]] std::string text(int column) const {
        return m_statement.getColumn(column).getString();
    }

    [[nodiscard]] std::uint64_t number(int column) const {
        return static_cast<std::uint64_t>(m_statement.getColumn(column).getInt64());
    }

    [[nodiscard]] bool isNull(int column) const { return m_statement.isColumnNull(column); }

    [[nodiscard]] SQLite::Column column(int column) const { return m_statement.getColumn(column); }

private:
    SQLite::Statement& m_statement;
};

} // namespace greenlight::db
