#pragma once

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <string>

namespace greenlight::station {

/// A value inside nested objects of a record, or null where a step of the way is missing: records
/// of earlier versions have less.
[[nodiscard]] const nlohmann::ordered_json& at(const nlohmann::ordered_json& json,
                                               std::initializer_list<const char*> way);

/// A text as it is, a number in digits, a truth value as 1 or 0, a list with "; " between; empty
/// for null and for objects.
[[nodiscard]] std::string textOf(const nlohmann::ordered_json& value);

} // namespace greenlight::station
