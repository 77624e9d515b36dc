#pragma once

#include "engine/base/clock.h"
#include "station/cli/stopping.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>

namespace greenlight::station::cli {

/// Says now and then on a terminal how far a long work is, and asks for its end once Ctrl-C was
/// pressed. One thread. `words` makes the line from what is done and of how much; `atEnd` follows
/// it when all is.
class ProgressWatcher {
public:
    using Words = std::function<std::string(std::uint64_t done, std::uint64_t of)>;

    ProgressWatcher(Clock& clock, Words words, std::string atEnd = "\n")
        : m_clock(clock)
        , m_words(std::move(words))
        , m_atEnd(std::move(atEnd))
        , m_next(clock.now())
        , m_shown(::isatty(STDERR_FILENO) == 1) {}

    /// Whether to go on.
    bool operator()(std::uint64_t done, std::uint64_t of) {
        if (m_shown && (m_clock.now() >= m_next || done == of)) {
            m_next = m_clock.now() + interval;
            std::fputs(("\r" + m_words(done, of) + (done == of ? m_atEnd : "")).c_str(), stderr);
        }
        return !m_stopping.asked();
    }

private:
    static constexpr Duration interval = std::chrono::milliseconds(250);

    Clock& m_clock;
    Words m_words;
    std::string m_atEnd;
    Instant m_next;
    bool m_shown;
    Stopping m_stopping;
};

} // namespace greenlight::station::cli
