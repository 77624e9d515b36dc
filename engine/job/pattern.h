#pragma once

#include <string>
#include <string_view>

namespace greenlight::job {

/// What a text has to look like: an ECMAScript expression of at most this many characters that is
/// matched in polynomial time (libstdc++'s word for it). A label must not be able to stop the line,
/// which "(a+)+b" does for minutes where matching goes back and forth.
inline constexpr std::size_t longestPattern = 256;

/// Whether this is such an expression.
[[nodiscard]] bool isPattern(const std::string& pattern);

/// Whether the whole text is as a pattern says, for which isPattern() holds.
[[nodiscard]] bool fitsPattern(std::string_view text, const std::string& pattern);

} // namespace greenlight::job
