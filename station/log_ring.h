#pragma once

#include "engine/base/clock.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace greenlight::station {

/// How much a line of the log matters.
enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

struct LogLine {
    std::uint64_t number = 0; ///< from 1, in the order in which they were written
    base::WallTime time{};
    LogLevel level = LogLevel::Info;
    std::string text{};
};

/// The newest lines of the log, for a screen. Any thread; a writer waits for a copy of some lines
/// at most.
class LogRing {
public:
    static constexpr std::size_t mostLines = 1000;
    /// What is longer is cut there.
    static constexpr std::size_t longestLine = 1000;

    void write(base::WallTime time, LogLevel level, std::string text);

    /// The newest lines that matter at least so much and hold `words` somewhere, however they are
    /// written as far as ASCII goes; the newest first, at most `most`.
    [[nodiscard]] std::vector<LogLine> newest(LogLevel least, const std::string& words,
                                              std::size_t most) const;

    /// The number of the last line; 0 = none was written.
    [[nodiscard]] std::uint64_t last() const;

private:
    mutable std::mutex m_mutex; // guards all
    std::deque<LogLine> m_lines;
    std::uint64_t m_last = 0;
};

/// From now on everything that the program logs is in this ring too, as long as somebody holds it.
std::shared_ptr<LogRing> keepLog();

} // namespace greenlight::station
