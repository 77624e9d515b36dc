#pragma once

#include "engine/job/verdict.h"
#include "engine/sim/mishap.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// The line at large: sixteen slots with probes of every generation and chips of every make, one
// operator who serves them, and anything that can happen at any moment, in virtual time. Shift
// after shift, each with a line, a journal and a seed of its own, so that one bad shift can be
// played again alone.

namespace greenlight::test {

struct SwarmWishes {
    double boardMinutes = 1000; ///< virtual minutes with a board in a slot, over all slots
    std::uint64_t seed = 1;
    unsigned slots = 16;
    double shiftBoardMinutes = 400; ///< after which a shift ends
};

/// What came of it.
struct SwarmTally {
    double boardMinutes = 0;
    std::uint64_t shifts = 0;
    std::uint64_t boards = 0;   ///< put in by the operator
    std::uint64_t presses = 0;  ///< of Start, all of them
    std::uint64_t refused = 0;  ///< of these
    std::uint64_t attempts = 0; ///< that ended
    std::uint64_t quiet = 0;    ///< of these, with nothing done to them: they have to pass
    std::array<std::uint64_t, 5> verdicts{}; ///< of these, in the order of job::Verdict
    std::uint64_t acts = 0; ///< of people: pulls, plugs, boards taken in the middle, supplies cut
    std::array<std::uint64_t, sim::mishapCount> injected{};
    std::uint64_t late = 0; ///< green, and a bit flipped while or after the chip was proven
    std::uint64_t falsePass = 0;
    std::vector<std::string> broken{}; ///< what did not hold, in words, with the seed of the shift

    [[nodiscard]] std::uint64_t of(job::Verdict verdict) const {
        return verdicts.at(static_cast<std::size_t>(verdict));
    }

    SwarmTally& operator+=(const SwarmTally& other);
};

/// Runs shifts until the board-minutes are through. `shiftEnded` sees the tally so far.
[[nodiscard]] SwarmTally swarm(const SwarmWishes& wishes,
                               const std::function<void(const SwarmTally&)>& shiftEnded = {});

/// The one shift with this seed.
[[nodiscard]] SwarmTally swarmShift(const SwarmWishes& wishes, std::uint64_t shiftSeed);

} // namespace greenlight::test
