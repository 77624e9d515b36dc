#include "engine/base/clock.h"

#include "engine/base/check.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <pthread.h>

#include <utility>

namespace greenlight::base {

std::string toIso8601(WallTime time) {
    // Floor division keeps the microseconds positive before 1970 as well.
    std::int64_t seconds = time.unixMicros / 1'000'000;
    std::int64_t micros = time.unixMicros % 1'000'000;
    if (micros < 0) {
        micros += 1'000'000;
        --seconds;
    }
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z",
                       fmt::gmtime(static_cast<std::time_t>(seconds)), micros);
}

void Signal::raise() { m_clock.raise(*this); }

bool Signal::waitUntil(Instant deadline) { return m_clock.wait(*this, deadline); }

bool Clock::exchange(Signal& signal, bool raised) {
    const std::scoped_lock lock(signal.m_mutex);
    return std::exchange(signal.m_raised, raised);
}

Worker::Worker(Clock& clock, std::string name, std::function<void()> body) : m_finished(clock) {
    const std::uint64_t place = clock.announce(name);
    m_thread = std::thread([this, &clock, place, name = std::move(name), body = std::move(body)] {
        // Linux shows fifteen characters of a thread's name; the rest would make the call fail.
        pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
        clock.enter(place);
        body();
        m_finished.raise();
        clock.leave(place);
    });
}

Worker::~Worker() { join(); }

void Worker::join() {
    if (m_thread.joinable()) {
        // Waiting on the signal first lets a turnstile run the worker; the join behind it is short.
        const bool finished = m_finished.waitUntil(endOfTime);
        CHECK(finished);
        m_thread.join();
    }
}

Instant SystemClock::now() const noexcept {
    return Instant(std::chrono::steady_clock::now().time_since_epoch());
}

WallTime SystemClock::wall() const noexcept {
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(sinceEpoch).count()};
}

void SystemClock::sleepUntil(Instant moment) {
    std::this_thread::sleep_until(std::chrono::steady_clock::time_point(moment.time_since_epoch()));
}

void SystemClock::raise(Signal& signal) {
    {
        const std::scoped_lock lock(signal.m_mutex);
        signal.m_raised = true;
    }
    signal.m_condition.notify_one();
}

bool SystemClock::wait(Signal& signal, Instant deadline) {
    std::unique_lock lock(signal.m_mutex);
    const auto isRaised = [&signal] { return signal.m_raised; };
    if (deadline == endOfTime) {
        signal.m_condition.wait(lock, isRaised);
    } else {
        const std::chrono::steady_clock::time_point moment(deadline.time_since_epoch());
        if (!signal.m_condition.wait_until(lock, moment, isRaised)) {
            return false;
        }
    }
    signal.m_raised = false;
    return true;
}

} // namespace greenlight::base
