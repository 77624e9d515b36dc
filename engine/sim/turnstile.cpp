#include "engine/sim/turnstile.h"

#include "engine/base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace greenlight::sim {

Turnstile::Turn::Turn() { CHECK(sem_init(&m_semaphore, 0, 0) == 0); }

Turnstile::Turn::~Turn() { CHECK(sem_destroy(&m_semaphore) == 0); }

void Turnstile::Turn::give() { CHECK(sem_post(&m_semaphore) == 0); }

void Turnstile::Turn::await() {
    while (sem_wait(&m_semaphore) != 0) {
        CHECK(errno == EINTR);
    }
}

Turnstile::Turnstile(std::uint64_t seed, base::WallTime start) : m_random(seed), m_start(start) {
    Place& first = m_places[m_lastNumber];
    first.name = "first";
    first.thread = std::this_thread::get_id();
    first.hasTurn = true;
}

Turnstile::~Turnstile() { CHECK(m_places.size() == 1); }

Instant Turnstile::now() const noexcept { return Instant(Duration(m_now.load())); }

base::WallTime Turnstile::wall() const noexcept {
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(Duration(m_now));
    return {m_start.unixMicros + passed.count()};
}

std::uint64_t Turnstile::turns() const {
    const std::scoped_lock lock(m_mutex);
    return m_turns;
}

void Turnstile::sleepUntil(Instant moment) {
    std::unique_lock lock(m_mutex);
    Place& place = mine();
    place.wakeAt = std::max(moment, now());
    passTurn(place, lock);
}

void Turnstile::raise(base::Signal& signal) {
    const std::scoped_lock lock(m_mutex);
    exchange(signal, true);
    for (auto& [number, place] : m_places) {
        if (place.awaited == &signal) {
            place.wakeAt = std::min(place.wakeAt, now());
        }
    }
}

bool Turnstile::wait(base::Signal& signal, Instant deadline) {
    std::unique_lock lock(m_mutex);
    if (exchange(signal, false)) {
        return true;
    }
    Place& place = mine();
    place.awaited = &signal;
    place.wakeAt = std::max(deadline, now());
    passTurn(place, lock);
    place.awaited = nullptr;
    return exchange(signal, false);
}

std::uint64_t Turnstile::announce(const std::string& name) {
    const std::scoped_lock lock(m_mutex);
    Place& place = m_places[++m_lastNumber];
    place.name = name;
    place.wakeAt = now();
    return m_lastNumber;
}

void Turnstile::enter(std::uint64_t number) {
    std::unique_lock lock(m_mutex);
    Place& place = m_places.at(number);
    place.thread = std::this_thread::get_id();
    lock.unlock();
    // Its turn may have come before it did: the semaphore remembers.
    place.turn.await();
}

void Turnstile::leave(std::uint64_t number) {
    const std::scoped_lock lock(m_mutex);
    m_places.erase(number);
    Place& heir = next();
    heir.hasTurn = true;
    heir.turn.give();
}

Turnstile::Place& Turnstile::mine() {
    const auto found = std::ranges::find_if(m_places, [](const auto& entry) {
        return entry.second.thread == std::this_thread::get_id();
    });
    // Only the constructor's thread and Workers live in this time.
    CHECK(found != m_places.end());
    CHECK(found->second.hasTurn);
    return found->second;
}

void Turnstile::passTurn(Place& place, std::unique_lock<std::mutex>& lock) {
    Place& heir = next();
    if (&heir == &place) {
        return;
    }
    place.hasTurn = false;
    heir.hasTurn = true;
    lock.unlock();
    heir.turn.give();
    place.turn.await();
    lock.lock();
}

Turnstile::Place& Turnstile::next() {
    CHECK(!m_places.empty());
    Instant moment = base::endOfTime;
    std::size_t equals = 0;
    for (const auto& [number, place] : m_places) {
        equals = place.wakeAt < moment ? 1 : equals + (place.wakeAt == moment ? 1 : 0);
        moment = std::min(moment, place.wakeAt);
    }
    if (moment == base::endOfTime) {
        listStandstill();
    }
    CHECK(moment != base::endOfTime);
    // A raised signal may carry an earlier moment than now; time never goes back.
    m_now = std::max(now(), moment).time_since_epoch().count();
    ++m_turns;
    std::size_t pick = equals == 1 ? 0 : m_random() % equals;
    const auto chosen = std::ranges::find_if(m_places, [moment, &pick](const auto& entry) {
        return entry.second.wakeAt == moment && pick-- == 0;
    });
    return chosen->second;
}

void Turnstile::listStandstill() const {
    for (const auto& [number, place] : m_places) {
        fmt::print(stderr, "standstill: '{}' waits without a deadline for {}\n", place.name,
                   place.awaited != nullptr ? "a signal" : "the end of time");
    }
}

} // namespace greenlight::sim
