#pragma once

#include "engine/base/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>

namespace greenlight::db {

// The data of an entry, field by field. Faults of all: JournalCorrupt with the key that is missing
// or of another type.

/// A value inside nested objects, or null where a step of the way is missing.
[[nodiscard]] const nlohmann::ordered_json& valueAt(const nlohmann::ordered_json& json,
                                                    std::initializer_list<const char*> way);

Result<std::string> textAt(const nlohmann::ordered_json& json, const char* key);

Result<std::int64_t> numberAt(const nlohmann::ordered_json& json, const char* key);

/// 1 for true, as the tables have it.
Result<int> flagAt(const nlohmann::ordered_json& json, const char* key);

/// Empty for everything that is no text.
[[nodiscard]] std::string textOrNothing(const nlohmann::ordered_json& value);

} // namespace greenlight::db
