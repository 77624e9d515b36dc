#include "db/newest_entries.h"

#include "db/database.h"

namespace greenlight::db {
namespace {

constexpr const char* newestSql =
    "SELECT body FROM entry WHERE kind = ? ORDER BY sequence DESC LIMIT ?";

} // namespace

Result<std::vector<Entry>> readNewest(const std::filesystem::path& file, Clock& clock,
                                      EntryKind kind, unsigned most) {
    const auto database = TRY(Database::openForReading(file, clock));
    return guarded("reading the newest entries of a kind", [&]() -> Result<std::vector<Entry>> {
        SQLite::Statement newest(database->sql(), newestSql);
        Use row(newest, std::string(kind.word()), most);
        std::vector<Entry> found;
        while (row.next()) {
            if (auto entry = parseBody(row.text(0)); entry.ok()) {
                found.push_back(std::move(entry).value());
            }
        }
        return found;
    });
}

} // namespace greenlight::db
