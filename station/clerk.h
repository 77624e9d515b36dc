#pragma once

#include "db/entry.h"
#include "engine/base/clock.h"
#include "engine/base/fault.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace greenlight::db {
class Journal;
} // namespace greenlight::db

namespace greenlight::station {

/// Writes into the journal what must be on record but nobody may wait for: refused presses and the
/// like. One thread of its own; notes are written in the order they came, within a second.
class Clerk {
public:
    /// Notes that wait at most. A finger cannot press that often while a disk writes one entry;
    /// what comes on top is counted and the count is written.
    static constexpr std::size_t capacity = 256;

    /// `beat` is called about four times a second as long as the clerk is alive; `failed` when the
    /// journal does not take an entry. Both on the clerk's thread.
    Clerk(db::Journal& journal, Clock& clock, std::function<void()> beat,
          std::function<void(const Fault&)> failed);
    Clerk(const Clerk&) = delete;
    Clerk& operator=(const Clerk&) = delete;
    Clerk(Clerk&&) = delete;
    Clerk& operator=(Clerk&&) = delete;
    /// Writes what is waiting.
    ~Clerk();

    /// Any thread; never waits.
    void note(db::EntryKind kind, nlohmann::ordered_json data);

private:
    struct Note {
        db::EntryKind kind;
        nlohmann::ordered_json data;
    };

    void work();
    void writeAll();

    db::Journal& m_journal;
    Clock& m_clock;
    std::function<void()> m_beat;
    std::function<void(const Fault&)> m_failed;
    std::mutex m_mutex;
    std::deque<Note> m_notes;
    std::uint64_t m_lost = 0;
    std::atomic<bool> m_stop = false;
    base::Signal m_wake;
    std::optional<base::Worker> m_worker;
};

} // namespace greenlight::station
