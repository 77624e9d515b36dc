#include "station/input_rules.h"

#include "engine/job/pattern.h"

#include <array>

namespace greenlight::station {

namespace {

constexpr std::array<std::string_view, 33> footKeys{
    "F1",  "F2",  "F3",  "F4",  "F5",   "F6",  "F7",   "F8",     "F9",    "F10",  "F11",
    "F12", "F13", "F14", "F15", "F16",  "F17", "F18",  "F19",    "F20",   "F21",  "F22",
    "F23", "F24", "Ins", "Del", "Home", "End", "PgUp", "PgDown", "Pause", "Menu", "ScrollLock"};

} // namespace

std::span<const std::string_view> footSwitchKeys() noexcept { return footKeys; }

Result<std::string> labelIn(const InputRules& rules, std::string_view scanned) {
    // Its text is not noted: it may be somebody's badge, read by a scanner that is set up wrongly.
    const std::size_t marks = rules.prefix.size() + rules.suffix.size();
    if (scanned.size() <= marks || !scanned.starts_with(rules.prefix) ||
        !scanned.ends_with(rules.suffix)) {
        return Fault{.code = FaultCode::ScanUnmarked, .note = "without the scanner's marks"};
    }
    const std::string_view label = scanned.substr(rules.prefix.size(), scanned.size() - marks);
    if (!rules.pattern.empty() && !job::fitsPattern(label, rules.pattern)) {
        return Fault{.code = FaultCode::ScanUnmarked, .note = "unlike the labels of this station"};
    }
    return std::string(label);
}

} // namespace greenlight::station
