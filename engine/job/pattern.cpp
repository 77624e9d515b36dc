#include "engine/job/pattern.h"

#include <regex>

namespace greenlight::job {

namespace {

constexpr auto syntax = std::regex::ECMAScript | std::regex_constants::__polynomial;

} // namespace

bool isPattern(const std::string& pattern) {
    if (pattern.size() > longestPattern) {
        return false;
    }
    try {
        const std::regex compiled(pattern, syntax);
        return true;
    } catch (const std::regex_error&) {
        return false;
    }
}

bool fitsPattern(std::string_view text, const std::string& pattern) {
    return std::regex_match(text.begin(), text.end(), std::regex(pattern, syntax));
}

} // namespace greenlight::job
