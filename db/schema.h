#pragma once

namespace greenlight::db {

/// The text of schema.sql and schema_2.sql, for an empty database.
extern const char* const schemaSql;

/// What takes a journal of version 1 to version 2.
extern const char* const schema2Sql;

/// PRAGMA user_version of this schema. Older ones are brought up to it, any other number is
/// refused.
inline constexpr int schemaVersion = 2;

/// PRAGMA application_id, "GLJ1": a file without it is not a journal.
inline constexpr int applicationId = 0x474C4A31;

} // namespace greenlight::db
