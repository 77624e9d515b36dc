#include "engine/sim/mishap.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace greenlight::sim {

namespace {

constexpr std::array<std::string_view, mishapCount> names{"timeout",
                                                          "stall",
                                                          "short-reply",
                                                          "long-reply",
                                                          "garbage-status",
                                                          "stale-reply",
                                                          "unplug",
                                                          "replug-other",
                                                          "power-loss",
                                                          "power-dip",
                                                          "hang",
                                                          "payload-flip",
                                                          "ram-flip",
                                                          "flash-flip",
                                                          "swap-board",
                                                          "says-unknown",
                                                          "says-no-device",
                                                          "says-argument",
                                                          "says-command",
                                                          "says-no-idcode",
                                                          "says-alignment",
                                                          "says-debug-power",
                                                          "says-write-error",
                                                          "says-write-verify",
                                                          "says-ap-wait",
                                                          "says-ap-fault",
                                                          "says-ap-error",
                                                          "says-ap-parity",
                                                          "says-dp-wait",
                                                          "says-dp-fault",
                                                          "says-dp-error",
                                                          "says-dp-parity",
                                                          "says-write-data",
                                                          "says-sticky",
                                                          "says-overrun",
                                                          "says-bad-ap",
                                                          "says-failed",
                                                          "brown-out-erase",
                                                          "brown-out-program",
                                                          "erase-ignored",
                                                          "program-ignored",
                                                          "erase-flip",
                                                          "program-flip"};

/// Of SaysUnknownError and what follows it, in order: the codes as ST's tools and their open
/// relatives agree on them, those that an access to a chip can be answered with.
constexpr std::array<std::uint8_t, 22> statuses{0x01, 0x05, 0x06, 0x08, 0x09, 0x0A, 0x0B, 0x0C,
                                                0x0D, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16,
                                                0x17, 0x18, 0x19, 0x1A, 0x1D, 0x81};
static_assert(static_cast<std::size_t>(Mishap::SaysFailed) -
                  static_cast<std::size_t>(Mishap::SaysUnknownError) + 1 ==
              statuses.size());
static_assert(static_cast<std::size_t>(Mishap::ProgramFlip) + 1 == mishapCount);
static_assert(mishapCount - static_cast<std::size_t>(Mishap::BrownOutErase) == flashMishapCount);

bool fits(Mishap mishap, MishapDealer::Transfer transfer) {
    switch (mishap) {
    case Mishap::ShortReply:
    case Mishap::LongReply:
    case Mishap::StaleReply:
        return transfer != MishapDealer::Transfer::Out;
    case Mishap::GarbageStatus:
        return transfer == MishapDealer::Transfer::StatusReply;
    default:
        return statusSaid(mishap) ? transfer != MishapDealer::Transfer::Reply
                                  : !flashMishapOf(mishap);
    }
}

double uniform(std::mt19937_64& random) {
    // 53 bits are what a double holds; the standard's distributions differ between libraries.
    return static_cast<double>(random() >> 11) * 0x1.0p-53;
}

} // namespace

std::optional<FlashMishap> flashMishapOf(Mishap mishap) noexcept {
    if (mishap < Mishap::BrownOutErase) {
        return std::nullopt;
    }
    return static_cast<FlashMishap>(static_cast<std::size_t>(mishap) -
                                    static_cast<std::size_t>(Mishap::BrownOutErase));
}

std::optional<std::uint8_t> statusSaid(Mishap mishap) noexcept {
    if (mishap < Mishap::SaysUnknownError || mishap > Mishap::SaysFailed) {
        return std::nullopt;
    }
    return statuses.at(static_cast<std::size_t>(mishap) -
                       static_cast<std::size_t>(Mishap::SaysUnknownError));
}

std::string_view name(Mishap mishap) noexcept { return names.at(static_cast<std::size_t>(mishap)); }

std::optional<Mishap> mishapNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(names, word);
    if (found == names.end()) {
        return std::nullopt;
    }
    return allMishaps.at(static_cast<std::size_t>(found - names.begin()));
}

MishapPlan MishapPlan::once(std::uint64_t index, Mishap mishap) {
    MishapPlan plan;
    plan.strikes.push_back({index, mishap});
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

MishapDealer::MishapDealer(MishapPlan plan) : m_plan(std::move(plan)), m_random(m_plan.seed) {
    for (const MishapPlan::Strike& strike : m_plan.strikes) {
        if (const auto flash = flashMishapOf(strike.mishap)) {
            m_plan.target.strikes.push_back({strike.index, *flash});
        }
    }
}

void MishapDealer::addFlash(MishapTally& tally, const FlashTally& flash) noexcept {
    tally.erases += flash.erases;
    tally.programs += flash.programs;
    for (std::size_t i = 0; i < flash.injected.size(); ++i) {
        tally.injected.at(static_cast<std::size_t>(Mishap::BrownOutErase) + i) +=
            flash.injected.at(i);
    }
}

std::optional<Mishap> MishapDealer::deal(Transfer transfer) {
    const std::uint64_t index = m_tally.transfers++;
    for (const MishapPlan::Strike& strike : m_plan.strikes) {
        if (strike.index == index && !flashMishapOf(strike.mishap)) {
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
