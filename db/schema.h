#pragma once

#include <array>

namespace greenlight::db {

/// PRAGMA user_version of this schema. Older ones are brought up to it, any other number is
/// refused.
inline constexpr int schemaVersion = 5;

/// The text of schema.sql and all that followed it, for an empty database.
extern const char* const schemaSql;

/// What takes a journal from each version to the next: the first from 1 to 2.
extern const std::array<const char*, schemaVersion - 1> laterSchemas;

/// PRAGMA application_id, "GLJ1": a file without it is not a journal.
inline constexpr int applicationId = 0x474C4A31;

} // namespace greenlight::db
