#pragma once

#include "engine/sim/sim_bench.h"
#include "engine/sim/sim_target.h"

#include <cstdint>
#include <string>
#include <vector>

// Faults by the book: one short job, and at each index that belongs to a kind of mishap (a USB
// transfer, an erase, a program operation) that mishap, one at a time. What must hold after every
// single one of them is in judge() of sweep.cpp. The quick part of it is a test; all of it is the
// program fault_sweep.
//
// What a green slot is held to: the chip whose UID is on record holds the image and nothing else in
// the sectors of it, and has the protection that the recipe ends with. A bit that flips by itself
// is found when it flips before the chip begins to hash its flash, the only full reading after the
// last reset. From then on each byte may flip as soon as it has been read: that is behind the
// proof, as everything is that happens to a board later in its life. Such a green counts as late,
// not as false.

namespace greenlight::test {

/// One kind of board at one kind of probe.
struct SweepBench {
    sim::Chip chip = sim::Chip::G474;
    sim::ProbeSpec probe{};
    std::string name{}; ///< for people: "STM32G474 V2"
    unsigned rdp = 0;   ///< that the recipe ends with; a green chip without it is a false one
};

/// Every chip of the bench that has this level at each generation of probes.
[[nodiscard]] std::vector<SweepBench> sweepBenches(unsigned rdp = 0);

/// One chip for each kind of flash controller, the generations of probes taking turns.
[[nodiscard]] std::vector<SweepBench> sampleOfSweepBenches(unsigned rdp = 0);

/// Which of the indices of a job are struck.
struct SweepExtent {
    std::uint64_t every = 1; ///< each n-th
    std::uint64_t first = 0; ///< from this one on
    std::uint64_t last = 0;  ///< of the last so many only; 0 = of all
    unsigned pairs = 0;      ///< and this many pairs of mishaps at random indices
};

/// What came of it.
struct SweepTally {
    std::uint64_t indices = 0;         ///< of a job without trouble, of the sort that was struck
    std::uint64_t struck = 0;          ///< jobs in which a mishap happened
    std::uint64_t injected = 0;        ///< mishaps in them
    std::uint64_t passed = 0;          ///< jobs of these, rightly
    std::uint64_t late = 0;            ///< of these, with a bit that flipped behind the proof
    std::uint64_t falsePass = 0;       ///< green with another content than planned, or another chip
    std::vector<std::string> broken{}; ///< what did not hold, in words

    SweepTally& operator+=(const SweepTally& other);
};

/// Runs the sweep in virtual time with a journal of its own.
[[nodiscard]] SweepTally sweep(const SweepBench& bench, sim::Mishap mishap,
                               const SweepExtent& extent);

/// Pairs of any two mishaps, each at an index of its sort, by seed.
[[nodiscard]] SweepTally sweepPairs(const SweepBench& bench, unsigned pairs, std::uint64_t seed);

/// One job under one plan; a case that was found once and stays a test.
[[nodiscard]] SweepTally sweepOnce(const SweepBench& bench, const sim::MishapPlan& plan);

} // namespace greenlight::test
