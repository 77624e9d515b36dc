#pragma once

#include <source_location>

namespace greenlight::base {

/// Writes the place and the broken condition to standard error and aborts the process.
/// A broken invariant must never go on to a verdict; the journal turns the crash into INTERRUPTED.
[[noreturn]] void checkFailed(const char* condition,
                              std::source_location where = std::source_location::current()) noexcept;

} // namespace greenlight::base

// An invariant of our own code. Stays on in every build; never for input from outside.
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) [[unlikely]] {                                                           \
            ::greenlight::base::checkFailed(#condition);                                           \
        }                                                                                          \
    } while (false)
