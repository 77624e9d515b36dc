#pragma once

#include <cstdint>

namespace greenlight::sim {

/// A small seeded generator (SplitMix64): the same seed gives the same board, on every computer.
class Random {
public:
    explicit Random(std::uint64_t seed) noexcept : m_state(seed) {}

    std::uint64_t next() noexcept {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }

    /// 0 to `bound` - 1; 0 for a bound of 0.
    std::uint32_t below(std::uint32_t bound) noexcept {
        return bound == 0 ? 0 : static_cast<std::uint32_t>(next() % bound);
    }

    /// True with this probability. A probability of 0 draws nothing, so that switching a mishap off
    /// does not move the others.
    bool chance(double probability) noexcept {
        if (probability <= 0) {
            return false;
        }
        constexpr double steps = 9007199254740992.0; // 2 to the 53
        return static_cast<double>(next() >> 11U) / steps < probability;
    }

private:
    std::uint64_t m_state;
};

} // namespace greenlight::sim
