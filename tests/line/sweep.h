#pragma once

#include "engine/sim/sim_bench.h"
#include "engine/sim/sim_target.h"

#include <cstdint>
#include <string>
#include <vector>

// Faults by the book: one short job, and at each of its USB transfers each kind of mishap, one at a
// time. What must hold after every single one of them is in judge() of sweep.cpp. The quick part of
// it is a test; all of it is the program fault_sweep.

namespace greenlight::test {

/// One kind of board at one kind of probe.
struct SweepBench {
    sim::Chip chip = sim::Chip::G474;
    sim::ProbeSpec probe{};
    std::string name{}; ///< for people: "STM32G474 V2"
};

/// Every chip of the bench at each generation of probes.
[[nodiscard]] std::vector<SweepBench> sweepBenches();

/// One chip for each kind of flash controller, the generations of probes taking turns.
[[nodiscard]] std::vector<SweepBench> sampleOfSweepBenches();

/// Which of the transfers of a job are struck.
struct SweepExtent {
    std::uint64_t every = 1; ///< each n-th transfer
    std::uint64_t first = 0; ///< from this one on
    unsigned pairs = 0;      ///< and this many pairs of mishaps at random transfers
};

/// What came of it.
struct SweepTally {
    std::uint64_t transfers = 0;       ///< of a job without trouble
    std::uint64_t struck = 0;          ///< jobs in which a mishap happened
    std::uint64_t passed = 0;          ///< of these, rightly
    std::uint64_t falsePass = 0;       ///< green with another content than planned
    std::vector<std::string> broken{}; ///< what did not hold, in words
};

/// Runs the sweep in virtual time with a journal of its own.
[[nodiscard]] SweepTally sweep(const SweepBench& bench, sim::Mishap mishap,
                               const SweepExtent& extent);

/// Pairs of any two mishaps at any two transfers, by seed.
[[nodiscard]] SweepTally sweepPairs(const SweepBench& bench, unsigned pairs, std::uint64_t seed);

} // namespace greenlight::test
