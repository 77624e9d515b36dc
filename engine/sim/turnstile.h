#pragma once

#include "engine/base/clock.h"

#include <semaphore.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>

namespace greenlight::sim {

/// Virtual time for real threads. Every thread that uses this clock is a participant: the one that
/// makes it, and every base::Worker made on it. Exactly one participant runs at any moment; it runs
/// until it waits (sleepUntil, Signal::waitUntil, Worker::join) or ends. When it does, the
/// participant with the earliest moment to wake at goes on and the time jumps to that moment. Ties
/// are broken by a seeded generator, so one seed is one interleaving, on any machine.
///
/// Locks are safe as long as nobody waits on the clock while holding one. Waiting on anything but
/// this clock (a condition variable, a pipe) stops the world.
///
/// When every participant waits without a deadline nothing could ever happen again: the turnstile
/// lists who waits and aborts (a CHECK).
class Turnstile final : public base::Clock {
public:
    /// 2026-01-05T06:00:00Z, a Monday's early shift: where the virtual calendar starts.
    static constexpr base::WallTime firstShift{1'767'592'800'000'000};

    explicit Turnstile(std::uint64_t seed, base::WallTime start = firstShift);
    Turnstile(const Turnstile&) = delete;
    Turnstile& operator=(const Turnstile&) = delete;
    Turnstile(Turnstile&&) = delete;
    Turnstile& operator=(Turnstile&&) = delete;
    /// CHECKs that every worker has been joined.
    ~Turnstile() override;

    /// Starts at the epoch of Instant. Any thread, participant or not.
    [[nodiscard]] Instant now() const noexcept override;
    /// The start plus the virtual time that has passed.
    [[nodiscard]] base::WallTime wall() const noexcept override;
    /// Participants only. A moment that has passed is still a chance for others to run.
    void sleepUntil(Instant moment) override;

    /// How often a participant was given the turn so far.
    [[nodiscard]] std::uint64_t turns() const;

private:
    /// What a thread sleeps on until it is given the turn. A semaphore, not a condition: a sleeper
    /// that is woken needs no lock that the one who woke it still holds, and the hand-over, which
    /// is most of what virtual time costs, is one system call on either side.
    class Turn {
    public:
        Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        Turn(Turn&&) = delete;
        Turn& operator=(Turn&&) = delete;
        ~Turn();

        void give();
        void await();

    private:
        sem_t m_semaphore{};
    };

    struct Place {
        std::string name;
        std::thread::id thread;
        Instant wakeAt;
        const base::Signal* awaited = nullptr;
        bool hasTurn = false;
        Turn turn;
    };

    void raise(base::Signal& signal) override;
    bool wait(base::Signal& signal, Instant deadline) override;
    std::uint64_t announce(const std::string& name) override;
    void enter(std::uint64_t number) override;
    void leave(std::uint64_t number) override;

    Place& mine();
    /// Gives the turn to whoever is next and blocks until it comes back to `place`.
    void passTurn(Place& place, std::unique_lock<std::mutex>& lock);
    Place& next();
    void listStandstill() const;

    mutable std::mutex m_mutex;
    std::map<std::uint64_t, Place> m_places;
    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_turns = 0;
    std::mt19937_64 m_random;
    std::atomic<Duration::rep> m_now = 0;
    base::WallTime m_start;
};

} // namespace greenlight::sim
