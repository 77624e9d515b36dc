#include "db/people.h"

namespace greenlight::db {
namespace {

constexpr const char* everybodySql =
    "SELECT id, name, role, badge, pin, retired, wrong_pins, unixepoch(nullif(wrong_at, ''))"
    " FROM person ORDER BY id LIMIT ?";
constexpr std::int64_t microsOfSecond = 1'000'000;

} // namespace

std::vector<PersonRecord> readPeople(SQLite::Database& sql) {
    SQLite::Statement everybody(sql, everybodySql);
    Use row(everybody, mostPeople);
    std::vector<PersonRecord> people;
    while (row.next()) {
        PersonRecord person{.id = row.number(0),
                            .name = row.text(1),
                            .role = row.text(2),
                            .badge = row.text(3),
                            .pin = row.text(4),
                            .retired = row.number(5) != 0,
                            .wrongPins = static_cast<unsigned>(row.number(6))};
        if (!row.isNull(7)) {
            person.wrongAt =
                base::WallTime{static_cast<std::int64_t>(row.number(7)) * microsOfSecond};
        }
        people.push_back(std::move(person));
    }
    return people;
}

Result<std::vector<PersonRecord>> readPeople(const std::filesystem::path& file, Clock& clock) {
    const auto database = TRY(Database::openForReading(file, clock));
    return guarded("reading the people", [&]() -> Result<std::vector<PersonRecord>> {
        return readPeople(database->sql());
    });
}

} // namespace greenlight::db
