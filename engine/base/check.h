#pragma once

namespace greenlight::base {

/// Writes the place and the broken condition to standard error and aborts the process.
/// A broken invariant must never go on to a verdict; the journal turns the crash into INTERRUPTED.
[[noreturn]] void checkFailed(const char* condition, const char* file, int line,
                              const char* function) noexcept;

} // namespace greenlight::base

// An invariant of our own code. Stays on in every build; never for input from outside.
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) [[unlikely]] {                                                           \
            ::greenlight::base::checkFailed(#condition, __FILE__, __LINE__,                        \
                                            static_cast<const char*>(__func__));                   \
        }                                                                                          \
    } while (false)
