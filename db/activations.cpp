#include "db/activations.h"

#include "db/database.h"
#include "db/entry.h"
#include "db/fields.h"

namespace greenlight::db {
namespace {

constexpr const char* newestSql =
    "SELECT body FROM entry WHERE kind = ? ORDER BY sequence DESC LIMIT ?";

Activation activationOf(const Entry& entry) {
    const auto word = [&entry](const char* key) {
        return textOrNothing(valueAt(entry.data, {key}));
    };
    return {.sequence = entry.sequence,
            .time = entry.time,
            .recipe = word("recipe"),
            .version = word("version"),
            .product = word("product"),
            .sha256 = word("recipe_sha256"),
            .by = word("operator"),
            .role = word("role")};
}

} // namespace

Result<std::vector<Activation>> readActivations(const std::filesystem::path& file, Clock& clock,
                                                unsigned most) {
    const auto database = TRY(Database::openForReading(file, clock));
    return guarded("reading which recipes were activated",
                   [&]() -> Result<std::vector<Activation>> {
                       SQLite::Statement newest(database->sql(), newestSql);
                       Use row(newest, std::string(kind::recipeActivated.word()), most);
                       std::vector<Activation> found;
                       while (row.next()) {
                           // One that cannot be read is for an audit to name.
                           if (const auto entry = parseBody(row.text(0)); entry.ok()) {
                               found.push_back(activationOf(*entry));
                           }
                       }
                       return found;
                   });
}

} // namespace greenlight::db
