#include "engine/sim/mishap.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace greenlight::sim {

namespace {

constexpr std::array<std::string_view, mishapCount> names{
    "timeout",        "stall",       "short-reply", "long-reply",
    "garbage-status", "stale-reply", "unplug",      "replug-other",
    "power-loss",     "power-dip",   "hang"};

bool fits(Mishap mishap, MishapDealer::Transfer transfer) {
    switch (mishap) {
    case Mishap::ShortReply:
    case Mishap::LongReply:
    case Mishap::StaleReply:
        return transfer != MishapDealer::Transfer::Out;
    case Mishap::GarbageStatus:
        return transfer == MishapDealer::Transfer::StatusReply;
    default:
        return true;
    }
}

double uniform(std::mt19937_64& random) {
    // 53 bits are what a double holds; the standard's distributions differ between libraries.
    return static_cast<double>(random() >> 11) * 0x1.0p-53;
}

} // namespace

std::string_view name(Mishap mishap) noexcept { return names.at(static_cast<std::size_t>(mishap)); }

std::optional<Mishap> mishapNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(names, word);
    if (found == names.end()) {
        return std::nullopt;
    }
    return allMishaps.at(static_cast<std::size_t>(found - names.begin()));
}

MishapPlan MishapPlan::once(std::uint64_t transfer, Mishap mishap) {
    MishapPlan plan;
    plan.strikes.push_back({transfer, mishap});
    return plan;
}

MishapPlan MishapPlan::swarm(std::uint64_t seed, double chance) {
    MishapPlan plan;
    plan.seed = seed;
    std::mt19937_64 random(seed);
    for (double& one : plan.chances) {
        const bool on = random() % 2 == 0;
        const double share = uniform(random);
        one = on ? chance * share : 0;
    }
    return plan;
}

std::uint64_t MishapTally::total() const noexcept {
    return std::accumulate(injected.begin(), injected.end(), std::uint64_t{0});
}

MishapDealer::MishapDealer(MishapPlan plan) : m_plan(std::move(plan)), m_random(m_plan.seed) {}

std::optional<Mishap> MishapDealer::deal(Transfer transfer) {
    const std::uint64_t index = m_tally.transfers++;
    for (const MishapPlan::Strike& strike : m_plan.strikes) {
        if (strike.transfer == index) {
            m_due.push_back(strike.mishap);
        }
    }
    std::optional<Mishap> dealt;
    const auto due =
        std::ranges::find_if(m_due, [transfer](Mishap mishap) { return fits(mishap, transfer); });
    if (due != m_due.end()) {
        dealt = *due;
        m_due.erase(due);
    }
    for (const Mishap mishap : allMishaps) {
        const double probability = m_plan.chances.at(static_cast<std::size_t>(mishap));
        // Drawing for the impossible as well keeps one seed one story when chances are changed.
        if (chance(probability) && !dealt && fits(mishap, transfer)) {
            dealt = mishap;
        }
    }
    if (dealt) {
        ++m_tally.injected.at(static_cast<std::size_t>(*dealt));
    }
    return dealt;
}

std::uint64_t MishapDealer::draw(std::uint64_t limit) { return m_random() % limit; }

bool MishapDealer::chance(double probability) { return uniform(m_random) < probability; }

} // namespace greenlight::sim
