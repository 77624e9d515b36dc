#pragma once

#include "db/database.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace greenlight::db {

/// The most people a station can have, those who retired among them.
inline constexpr int mostPeople = 1000;

/// A person as the journal knows them. The words are those of who wrote the entries.
struct PersonRecord {
    std::uint64_t id = 0; ///< sequence of the entry that added them
    std::string name{};
    std::string role{};
    std::string badge{}; ///< the name of the secret; empty = none
    std::string pin{};   ///< likewise
    bool retired = false;
    unsigned wrongPins = 0;                  ///< in a row
    std::optional<base::WallTime> wrongAt{}; ///< the last of them, to the second
};

/// Everybody, in the order in which they were added. Throws what SQLite throws.
std::vector<PersonRecord> readPeople(SQLite::Database& sql);

/// Likewise, beside the journal's writer. Faults: FileUnreadable, JournalCorrupt, JournalWrite.
Result<std::vector<PersonRecord>> readPeople(const std::filesystem::path& file, Clock& clock);

} // namespace greenlight::db
