#pragma once

#include <optional>

namespace greenlight::station {

/// Whether somebody keeps the computer's calendar right, by the word of the kernel (adjtimex(2)):
/// NTP, PTP or a radio clock have told it so. Nothing where the kernel does not say. Any thread.
[[nodiscard]] std::optional<bool> computerClockIsKept() noexcept;

} // namespace greenlight::station
