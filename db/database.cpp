#include "db/database.h"

#include "db/kept_note.h"
#include "db/schema.h"
#include "db/tree_nodes.h"
#include "db/unit_tables.h"

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <map>

namespace greenlight::db {
namespace {

constexpr Duration busyPause = std::chrono::milliseconds(5);
constexpr int versionOfUnits = 3;

/// Up to here the whole file is looked at when it is opened, which takes a fraction of a second. A
/// quick_check of sixty gigabytes takes a quarter of an hour, in which no board is made, and finds
/// less than an audit. What it would find in what a longer journal has to say sooner is found
/// without it: a page that a statement reads and that is none is an error then, and no receipt
/// comes of it; the newest entries are hashed at every start; and a backup, which is due every day,
/// reads every page and recomputes every entry of its copy.
constexpr std::int64_t bytesCheckedWhole = std::int64_t{64} << 20U;

Fault recordFault(FaultCode code, std::string note) {
    return {.code = code, .stage = Stage::Record, .note = std::move(note)};
}

/// The SQL of everything in a schema, by name; SQLite's own objects have none.
std::map<std::string, std::string> objectsOf(SQLite::Database& sql) {
    std::map<std::string, std::string> objects;
    SQLite::Statement all(sql, "SELECT type || ' ' || name, sql FROM sqlite_schema "
                               "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'");
    while (all.executeStep()) {
        objects.emplace(all.getColumn(0).getString(), all.getColumn(1).getString());
    }
    return objects;
}

Result<void> createSchema(SQLite::Database& sql, const std::filesystem::path& file) {
    SQLite::Transaction transaction(sql, SQLite::TransactionBehavior::IMMEDIATE);
    sql.exec(schemaSql);
    sql.exec(fmt::format("PRAGMA application_id={}", applicationId));
    sql.exec(fmt::format("PRAGMA user_version={}", schemaVersion));
    transaction.commit();
    return syncFolderOf(file);
}

int versionOf(SQLite::Database& sql) { return sql.execAndGet("PRAGMA user_version").getInt(); }

/// Faults unless the file carries our application id and a schema version that is known.
Result<void> demandOurs(SQLite::Database& sql) {
    if (sql.execAndGet("PRAGMA application_id").getInt() != applicationId) {
        return recordFault(FaultCode::JournalCorrupt, "the file is not a Greenlight journal");
    }
    const int version = versionOf(sql);
    if (version < 1 || version > schemaVersion) {
        return recordFault(FaultCode::JournalCorrupt,
                           fmt::format("the journal has schema version {}, this program knows {}",
                                       version, schemaVersion));
    }
    return {};
}

/// What version 3 derives from entries that were there before it.
Result<void> fillVersion3(SQLite::Database& sql) {
    sql.exec("UPDATE attempt SET drill = 1 WHERE begun IN (SELECT sequence FROM entry"
             " WHERE kind = 'attempt-begun' AND json_extract(body, '$.data.drill'))");
    UnitTables units(sql);
    SQLite::Statement ended(sql,
                            "SELECT begun FROM attempt WHERE ended IS NOT NULL ORDER BY ended");
    while (ended.executeStep()) {
        units.ended(ended.getColumn(0).getInt64());
    }
    TreeNodes nodes(sql);
    const auto size = static_cast<std::uint64_t>(
        sql.execAndGet("SELECT coalesce(max(sequence), 0) FROM entry").getInt64());
    for (std::uint64_t full = leavesOfNode; full <= size; full += leavesOfNode) {
        TRY(nodes.grown(full));
    }
    return {};
}

/// A journal of an earlier version becomes one of this version, in one transaction.
Result<void> bringUpToDate(SQLite::Database& sql) {
    const int version = versionOf(sql);
    if (version == schemaVersion) {
        return {};
    }
    SQLite::Transaction transaction(sql, SQLite::TransactionBehavior::IMMEDIATE);
    for (int next = version; next < schemaVersion; ++next) {
        sql.exec(laterSchemas.at(static_cast<std::size_t>(next - 1)));
    }
    // Version 4 tells of people and of revoked files, of whom no older entry speaks.
    if (version < versionOfUnits) {
        TRY(fillVersion3(sql));
    }
    sql.exec(fmt::format("PRAGMA user_version={}", schemaVersion));
    transaction.commit();
    return {};
}

bool isEmpty(SQLite::Database& sql) {
    return sql.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0 &&
           sql.execAndGet("PRAGMA application_id").getInt() == 0;
}

Result<void> checkWholeIfShort(SQLite::Database& sql) {
    const std::int64_t bytes = sql.execAndGet("PRAGMA page_count").getInt64() *
                               sql.execAndGet("PRAGMA page_size").getInt64();
    if (bytes > bytesCheckedWhole) {
        return {};
    }
    const std::string health = sql.execAndGet("PRAGMA quick_check(1)").getString();
    if (health != "ok") {
        return recordFault(FaultCode::JournalCorrupt, health);
    }
    return {};
}

Result<void> prepareForWriting(SQLite::Database& sql, const std::filesystem::path& file) {
    if (sqlite3_db_readonly(sql.getHandle(), "main") != 0) {
        return recordFault(FaultCode::JournalWrite, file.string() + " is read-only");
    }
    const bool fresh = isEmpty(sql);
    if (!fresh) {
        TRY(demandOurs(sql));
    }
    TRY(demandPragma(sql, "journal_mode", "WAL", "wal"));
    TRY(demandPragma(sql, "synchronous", "FULL", "2"));
    TRY(demandPragma(sql, "foreign_keys", "ON", "1"));
    if (fresh) {
        TRY(createSchema(sql, file));
    } else {
        TRY(bringUpToDate(sql));
    }
    TRY(demandSchema(sql));
    return checkWholeIfShort(sql);
}

} // namespace

Database::Database(const std::filesystem::path& file, int flags, std::filesystem::path archives,
                   Clock& clock)
    : m_sql(file.string(), flags | SQLITE_OPEN_NOMUTEX)
    , m_shelf(m_sql, std::move(archives))
    , m_clock(clock) {
    sqlite3_extended_result_codes(m_sql.getHandle(), 1);
    sqlite3_busy_handler(m_sql.getHandle(), &Database::whenBusy, this);
    m_shelf.serveSql();
}

int Database::whenBusy(void* self, int triesSoFar) noexcept {
    auto& database = *static_cast<Database*>(self);
    const Instant now = database.m_clock.now();
    if (triesSoFar == 0) {
        database.m_busySince = now;
    }
    if (now - database.m_busySince >= busyPatience) {
        return 0;
    }
    database.m_clock.sleepFor(busyPause);
    return 1;
}

Result<std::unique_ptr<Database>> Database::openForWriting(const std::filesystem::path& file,
                                                           Clock& clock) {
    return guarded("opening the journal", [&]() -> Result<std::unique_ptr<Database>> {
        std::unique_ptr<Database> database(new Database(
            file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, archivesOf(file), clock));
        TRY(prepareForWriting(database->sql(), file));
        return database;
    });
}

Result<std::unique_ptr<Database>> Database::openForReading(const std::filesystem::path& file,
                                                           Clock& clock) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
        return recordFault(FaultCode::FileUnreadable, file.string() + " is no file");
    }
    return guarded("opening the journal to read", [&]() -> Result<std::unique_ptr<Database>> {
        std::unique_ptr<Database> database(
            new Database(file, SQLITE_OPEN_READONLY, archivesOf(file), clock));
        TRY(demandOurs(database->sql()));
        if (versionOf(database->sql()) < schemaVersion) {
            database = temporaryCopyOf(*database);
            TRY(bringUpToDate(database->sql()));
        }
        return database;
    });
}

/// A file without a name, which SQLite removes with its connection.
std::unique_ptr<Database> Database::temporaryCopyOf(Database& source) {
    std::unique_ptr<Database> copy(new Database("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                                source.m_shelf.folder(), source.m_clock));
    if (const int code = SQLite::Backup(copy->sql(), source.sql()).executeStep();
        code != SQLITE_DONE) {
        throw SQLite::Exception("the journal could not be copied", code);
    }
    return copy;
}

Result<void> demandPragma(SQLite::Database& sql, const std::string& pragma,
                          const std::string& setting, std::string_view readBack) {
    // Setting journal_mode answers with a row, the others with none; tryExec takes both.
    if (sql.tryExec("PRAGMA " + pragma + "=" + setting) != SQLITE_OK) {
        return faultOf(SQLite::Exception(sql.getHandle()), "setting " + pragma);
    }
    const std::string found = sql.execAndGet("PRAGMA " + pragma).getString();
    if (found != readBack) {
        return recordFault(FaultCode::JournalWrite,
                           fmt::format("{} is {} instead of {}", pragma, found, readBack));
    }
    return {};
}

Result<void> demandSchema(SQLite::Database& sql) {
    SQLite::Database model(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    model.exec(schemaSql);
    auto found = objectsOf(sql);
    for (const auto& [name, text] : objectsOf(model)) {
        const auto object = found.find(name);
        if (object == found.end() || object->second != text) {
            return recordFault(FaultCode::JournalCorrupt,
                               fmt::format("the {} of the journal was removed or changed", name));
        }
        found.erase(object);
    }
    if (!found.empty()) {
        return recordFault(
            FaultCode::JournalCorrupt,
            fmt::format("the {} does not belong to the journal", found.begin()->first));
    }
    return {};
}

Fault faultOf(const SQLite::Exception& exception, std::string_view doing) {
    FaultCode code = FaultCode::JournalWrite;
    switch (exception.getErrorCode() & 0xFF) {
    case SQLITE_FULL:
        code = FaultCode::DiskFull;
        break;
    case SQLITE_NOTFOUND:
        code = FaultCode::RecordsArchived; // As the shelf says it; SQLite itself has no other use.
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        code = FaultCode::JournalCorrupt;
        break;
    default:
        break;
    }
    return recordFault(code, fmt::format("{}: {}", doing, exception.what()));
}

} // namespace greenlight::db
