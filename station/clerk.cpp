#include "station/clerk.h"

#include "db/journal.h"

#include <utility>

namespace greenlight::station {

namespace {

using namespace std::chrono_literals;

constexpr Duration beatInterval = 250ms;

} // namespace

Clerk::Clerk(db::Journal& journal, Clock& clock, std::function<void()> beat,
             std::function<void(const Fault&)> failed)
    : m_journal(journal)
    , m_clock(clock)
    , m_beat(std::move(beat))
    , m_failed(std::move(failed))
    , m_wake(clock) {
    m_worker.emplace(clock, "clerk", [this] { work(); });
}

Clerk::~Clerk() {
    m_stop = true;
    m_wake.raise();
    m_worker.reset();
}

void Clerk::note(db::EntryKind kind, nlohmann::ordered_json data) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_notes.size() == capacity) {
            ++m_lost;
            return;
        }
        m_notes.push_back({kind, std::move(data)});
    }
    m_wake.raise();
}

void Clerk::work() {
    while (!m_stop) {
        // Whether raised or not, everything that waits is written and a beat is given.
        (void)m_wake.waitUntil(m_clock.now() + beatInterval);
        writeAll();
        m_beat();
    }
    writeAll();
}

void Clerk::writeAll() {
    std::deque<Note> notes;
    std::uint64_t lost = 0;
    {
        const std::scoped_lock lock(m_mutex);
        notes.swap(m_notes);
        lost = std::exchange(m_lost, 0);
    }
    if (lost != 0) {
        notes.push_back({db::kind::pressRefused, {{"not_written_singly", lost}}});
    }
    for (const Note& note : notes) {
        if (const auto written = m_journal.append(note.kind, note.data); !written) {
            m_failed(written.fault());
            return;
        }
    }
}

} // namespace greenlight::station
