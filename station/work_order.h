#pragma once

#include <cstddef>
#include <string_view>

namespace greenlight::station {

/// The longest work order, in bytes.
inline constexpr std::size_t mostWorkOrderBytes = 64;

/// Whether a text can be a work order, as records, reports and spreadsheets carry one: printable
/// ASCII without white space at either end, of at most mostWorkOrderBytes. The empty text, which
/// names none, is one. Takes anything.
[[nodiscard]] bool isWorkOrder(std::string_view text) noexcept;

/// What to say where it is not.
inline constexpr std::string_view workOrderRule =
    "a work order is at most 64 printable ASCII characters without spaces at its ends";

} // namespace greenlight::station
