#include "db/activations.h"

#include "db/fields.h"
#include "db/newest_entries.h"

namespace greenlight::db {
namespace {

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
    std::vector<Activation> found;
    for (const Entry& entry : TRY(readNewest(file, clock, kind::recipeActivated, most))) {
        found.push_back(activationOf(entry));
    }
    return found;
}

} // namespace greenlight::db
