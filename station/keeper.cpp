#include "station/keeper.h"

#include "db/journal.h"
#include "station/backup.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <ctime>

namespace greenlight::station {

namespace {

constexpr std::int64_t minutesOfDay = 24 * 60;
constexpr std::int64_t secondsOfMinute = 60;
constexpr std::int64_t microsOfSecond = 1'000'000;

/// The number of the last time that this minute of the day was passed.
constexpr std::int64_t passagesOf(std::int64_t minute, unsigned minuteOfDay) noexcept {
    const std::int64_t since = minute - static_cast<std::int64_t>(minuteOfDay);
    return since >= 0 ? since / minutesOfDay : -1 - (-since - 1) / minutesOfDay;
}

std::int64_t localMinute(base::WallTime now) {
    const auto seconds = static_cast<std::time_t>(now.unixMicros / microsOfSecond);
    std::tm local{};
    if (::localtime_r(&seconds, &local) == nullptr) {
        local.tm_gmtoff = 0;
    }
    return (seconds + local.tm_gmtoff) / secondsOfMinute;
}

} // namespace

bool hasPassed(std::int64_t before, std::int64_t now, unsigned minuteOfDay) noexcept {
    return passagesOf(now, minuteOfDay) > passagesOf(before, minuteOfDay);
}

Keeper::Keeper(Order order, db::Journal& journal, db::StationKey key, Clock& clock)
    : m_order(std::move(order))
    , m_journal(journal)
    , m_key(std::move(key))
    , m_clock(clock)
    , m_signedAt(clock.now())
    , m_lookedAt(localMinute(clock.wall()))
    , m_wake(clock) {
    m_worker.emplace(clock, "keeper", [this] { work(); });
}

Keeper::~Keeper() {
    m_stop = true;
    m_wake.raise();
    m_worker.reset();
}

void Keeper::work() {
    lookAtTheClock();
    while (!m_stop) {
        (void)m_wake.waitUntil(m_clock.now() + looksEvery);
        if (!m_stop) {
            look();
        }
    }
    sign();
}

void Keeper::lookAtTheClock() {
    const std::optional<bool> kept = m_order.clockIsKept ? m_order.clockIsKept() : std::nullopt;
    if (!kept) {
        return;
    }
    if (const auto noted = m_journal.clockIsSynchronised(*kept); !noted) {
        spdlog::error("{}", base::toLogLine(noted.fault()));
    }
}

void Keeper::look() {
    lookAtTheClock();
    const std::int64_t before = m_lookedAt;
    m_lookedAt = localMinute(m_clock.wall());
    const auto passed = [&](unsigned minute) { return hasPassed(before, m_lookedAt, minute); };
    if (m_clock.now() - m_signedAt >= signsEvery ||
        std::ranges::any_of(m_order.shiftMinutes, passed)) {
        sign();
    }
    if (!m_order.backup.folder.empty() && passed(m_order.backup.atMinute)) {
        m_backupDue = m_clock.now();
    }
    if (m_backupDue && m_clock.now() >= *m_backupDue) {
        m_backupDue = backup() ? std::nullopt : std::optional(m_clock.now() + backsUpAgainAfter);
    }
}

void Keeper::sign() {
    m_signedAt = m_clock.now();
    const std::uint64_t size = m_journal.head().size;
    if (size == m_signed) {
        return;
    }
    if (const auto note = m_journal.checkpoint(m_key); !note) {
        spdlog::error("{}", base::toLogLine(note.fault()));
        return;
    }
    m_signed = size;
}

bool Keeper::backup() {
    const std::filesystem::path file = nameOfBackup(m_order.backup.folder, m_clock.wall());
    const auto done = backUp({.journal = m_order.journalFile,
                              .file = file,
                              .station = m_order.station,
                              .by = "the station",
                              .progress = [this](std::uint64_t, std::uint64_t) { return !m_stop; }},
                             &m_journal, m_key, m_clock);
    if (done) {
        return true;
    }
    spdlog::error("{}", base::toLogLine(done.fault()));
    const auto noted =
        m_journal.append(db::kind::backupFailed, {{"file", file.filename().string()},
                                                  {"fault", base::name(done.fault().code)},
                                                  {"note", done.fault().note}});
    if (!noted) {
        spdlog::error("{}", base::toLogLine(noted.fault()));
    }
    return false;
}

} // namespace greenlight::station
