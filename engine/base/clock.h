#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace greenlight::base {

using Duration = std::chrono::nanoseconds;

/// The time line a Clock counts on; a type of its own so that wall time cannot be mixed in.
struct Timeline {
    using duration = Duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<Timeline>;
    // The name is demanded of every clock by the standard library.
    static constexpr bool is_steady = true; // NOLINT(readability-identifier-naming)
};

/// A moment on one Clock: monotonic, with an arbitrary origin.
using Instant = Timeline::time_point;

/// Never reached; waiting until it means waiting without a deadline (only for "until stopped").
inline constexpr Instant endOfTime = Instant::max();

/// A moment of the calendar, for records. Microseconds since 1970-01-01T00:00:00Z.
struct WallTime {
    std::int64_t unixMicros = 0;

    friend auto operator<=>(const WallTime&, const WallTime&) = default;
};

/// "2026-11-23T12:00:00.123456Z".
std::string toIso8601(WallTime time);

class Clock;

/// A flag that one thread raises and one waits for. Raising it twice before a wait is raising it
/// once. Never wait while holding a lock that the raiser needs.
class Signal {
public:
    explicit Signal(Clock& clock) noexcept : m_clock(clock) {}

    Signal(const Signal&) = delete;
    Signal& operator=(const Signal&) = delete;
    Signal(Signal&&) = delete;
    Signal& operator=(Signal&&) = delete;
    ~Signal() = default;

    /// Any thread.
    void raise();
    /// Blocks until raised, at most until `deadline`; lowers the flag. True when it was raised.
    [[nodiscard]] bool waitUntil(Instant deadline);

private:
    friend class SystemClock;
    friend class Clock;
    Clock& m_clock;
    std::mutex m_mutex;
    std::condition_variable m_condition;
    bool m_raised = false;
};

/// A thread that lives in a clock's time; joined by its destructor.
class Worker {
public:
    Worker(Clock& clock, std::string name, std::function<void()> body);
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    Worker(Worker&&) = delete;
    Worker& operator=(Worker&&) = delete;
    ~Worker();

    /// Waits for the body to return. Called once, or by the destructor.
    void join();

private:
    Signal m_finished;
    std::thread m_thread;
};

/// The only source of time and the only way to wait. Every wait of the product goes through one,
/// so that a simulation can run real threads in virtual time.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    Clock(Clock&&) = delete;
    Clock& operator=(Clock&&) = delete;
    virtual ~Clock() = default;

    /// Any thread.
    [[nodiscard]] virtual Instant now() const noexcept = 0;
    /// The calendar, for records only; never compared to decide anything.
    [[nodiscard]] virtual WallTime wall() const noexcept = 0;
    virtual void sleepUntil(Instant moment) = 0;

    void sleepFor(Duration duration) { sleepUntil(now() + duration); }

protected:
    friend class Signal;
    friend class Worker;

    /// What Signal does on this clock.
    virtual void raise(Signal& signal) = 0;
    virtual bool wait(Signal& signal, Instant deadline) = 0;

    /// A worker is announced by its parent before its thread exists, enters as its first act and
    /// leaves as its last. A clock of real time has nothing to do; a turnstile keeps the roll.
    virtual std::uint64_t announce(const std::string&) { return 0; }

    virtual void enter(std::uint64_t) {}

    virtual void leave(std::uint64_t) {}

    /// For clocks that keep a signal's state themselves: the flag under the signal's own mutex.
    static bool exchange(Signal& signal, bool raised);
};

/// Real time: the steady clock and the computer's calendar.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const noexcept override;
    [[nodiscard]] WallTime wall() const noexcept override;
    void sleepUntil(Instant moment) override;

private:
    void raise(Signal& signal) override;
    bool wait(Signal& signal, Instant deadline) override;
};

} // namespace greenlight::base

namespace greenlight {
using base::Clock;
using base::Duration;
using base::Instant;
} // namespace greenlight
