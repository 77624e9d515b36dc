#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace greenlight::station {

/// A text as it is, a number in digits, a truth value as 1 or 0, a list with "; " between; empty
/// for null and for objects.
[[nodiscard]] std::string textOf(const nlohmann::ordered_json& value);

} // namespace greenlight::station
