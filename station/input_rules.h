#pragma once

#include "engine/base/result.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace greenlight::station {

/// How labels and presses of the foot reach this station, and how they are told from whatever else
/// somebody types or scans.
struct InputRules {
    /// The key that the foot switch sends, one of footSwitchKeys().
    std::string footSwitch{"F13"};
    /// The scanner's own event device, such as /dev/input/by-id/…-event-kbd, which then types
    /// nowhere else; empty = it types like a keyboard, and what comes as fast as no fingers type is
    /// a scan.
    std::filesystem::path scanner{};
    std::string prefix{};  ///< what the scanner puts before each label
    std::string suffix{};  ///< and after it, before its Enter
    std::string pattern{}; ///< what is left has to look like this; empty = like anything
};

/// The keys that a foot switch may send, by their names in Qt's portable form: none that a label
/// may contain or that presses a button, for a scan is never a press.
[[nodiscard]] std::span<const std::string_view> footSwitchKeys() noexcept;

/// The label in what a scanner sent, without the scanner's marks. Faults: ScanUnmarked.
Result<std::string> labelIn(const InputRules& rules, std::string_view scanned);

} // namespace greenlight::station
