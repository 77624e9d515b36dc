#include "db/fields.h"

#include <fmt/format.h>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

Fault corrupt(std::string note) {
    return {.code = FaultCode::JournalCorrupt, .stage = Stage::Record, .note = std::move(note)};
}

} // namespace

const Json& valueAt(const Json& json, std::initializer_list<const char*> way) {
    static const Json absent;
    const Json* place = &json;
    for (const char* step : way) {
        if (!place->is_object() || !place->contains(step)) {
            return absent;
        }
        place = &(*place)[step];
    }
    return *place;
}

Result<std::string> textAt(const Json& json, const char* key) {
    const Json& value = valueAt(json, {key});
    if (!value.is_string()) {
        return corrupt(fmt::format("{} is no text", key));
    }
    return value.get<std::string>();
}

Result<std::int64_t> numberAt(const Json& json, const char* key) {
    const Json& value = valueAt(json, {key});
    if (!value.is_number_unsigned()) {
        return corrupt(fmt::format("{} is no number", key));
    }
    return value.get<std::int64_t>();
}

Result<int> flagAt(const Json& json, const char* key) {
    const Json& value = valueAt(json, {key});
    if (!value.is_boolean()) {
        return corrupt(fmt::format("{} is no truth value", key));
    }
    return value.get<bool>() ? 1 : 0;
}

std::string textOrNothing(const Json& value) {
    return value.is_string() ? value.get<std::string>() : std::string();
}

} // namespace greenlight::db
