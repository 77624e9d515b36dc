#pragma once

namespace greenlight::db {

/// The text of schema.sql, for an empty database.
extern const char* const schemaSql;

/// PRAGMA user_version of this schema. Another number is refused, never guessed at.
inline constexpr int schemaVersion = 1;

/// PRAGMA application_id, "GLJ1": a file without it is not a journal.
inline constexpr int applicationId = 0x474C4A31;

} // namespace greenlight::db
