#include "station/log_ring.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <utility>

namespace greenlight::station {

namespace {

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return text;
}

LogLevel levelOf(spdlog::level::level_enum level) {
    switch (level) {
    case spdlog::level::trace:
    case spdlog::level::debug:
        return LogLevel::Debug;
    case spdlog::level::info:
        return LogLevel::Info;
    case spdlog::level::warn:
        return LogLevel::Warning;
    default:
        return LogLevel::Error;
    }
}

/// Cut between two letters and not in one.
void cut(std::string& text, std::size_t most) {
    if (text.size() > most) {
        while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
            --most;
        }
        text.resize(most);
    }
}

/// Hands lines to whoever holds the ring.
class RingSink final : public spdlog::sinks::base_sink<std::mutex> {
public:
    explicit RingSink(const std::shared_ptr<LogRing>& ring) : m_ring(ring) {}

protected:
    void sink_it_(
        const spdlog::details::log_msg& message) override { // NOLINT(readability-identifier-naming)
        if (const auto ring = m_ring.lock()) {
            const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(
                message.time.time_since_epoch());
            ring->write({micros.count()}, levelOf(message.level),
                        std::string(message.payload.data(), message.payload.size()));
        }
    }

    void flush_() override {} // NOLINT(readability-identifier-naming)

private:
    std::weak_ptr<LogRing> m_ring;
};

} // namespace

void LogRing::write(base::WallTime time, LogLevel level, std::string text) {
    cut(text, longestLine);
    const std::scoped_lock lock(m_mutex);
    m_lines.push_back({++m_last, time, level, std::move(text)});
    if (m_lines.size() > mostLines) {
        m_lines.pop_front();
    }
}

std::vector<LogLine> LogRing::newest(LogLevel least, const std::string& words,
                                     std::size_t most) const {
    const std::string wanted = lowered(words);
    std::vector<LogLine> found;
    const std::scoped_lock lock(m_mutex);
    for (auto line = m_lines.rbegin(); line != m_lines.rend() && found.size() < most; ++line) {
        if (line->level >= least && lowered(line->text).find(wanted) != std::string::npos) {
            found.push_back(*line);
        }
    }
    return found;
}

std::uint64_t LogRing::last() const {
    const std::scoped_lock lock(m_mutex);
    return m_last;
}

std::shared_ptr<LogRing> keepLog() {
    auto ring = std::make_shared<LogRing>();
    // Before the line has threads: a logger's list of sinks is not guarded.
    spdlog::default_logger()->sinks().push_back(std::make_shared<RingSink>(ring));
    return ring;
}

} // namespace greenlight::station
