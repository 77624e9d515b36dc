#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace greenlight::station {

/// The serial number a training board has on its label: the pattern of the recipe with `number` in
/// its digits, as "^TH200-[0-9]{6}$" and 42 give "TH200-000042" (higher digits are cut off).
/// Understands letters, digits and hyphens, `[0-9]` and `\d`, each with an optional {n}, and the
/// anchors; empty for a pattern with anything else, for which somebody has to think of a serial.
[[nodiscard]] std::optional<std::string> trainingLabel(std::string_view pattern,
                                                       std::uint64_t number);

} // namespace greenlight::station
