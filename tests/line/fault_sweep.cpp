// Every kind of mishap at every index that belongs to it in a short job, on every chip of the bench
// and every generation of probes; then pairs of mishaps. Prints a table, the totals of each kind,
// and fails when anything did not hold. Or a swarm: whole lines with anything at any moment.
#include "tests/line/swarm.h"
#include "tests/line/sweep.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <optional>
#include <set>

namespace greenlight::test {
namespace {

struct Wishes {
    SweepExtent extent{};
    std::string chip{};   ///< empty = all
    std::string mishap{}; ///< empty = all
    bool sample = false;  ///< one chip of each flash controller only
    unsigned rdp = 0;     ///< that each job ends with
    std::uint64_t seed = 1;
};

void printHead(std::string_view first) {
    fmt::print("{:<20} {:<18} {:>8} {:>8} {:>8} {:>8} {:>6} {:>6} {:>6}\n", first, "mishap",
               "indices", "struck", "injected", "passed", "late", "FALSE", "broken");
}

void print(std::string_view first, std::string_view mishap, const SweepTally& tally) {
    fmt::print("{:<20} {:<18} {:>8} {:>8} {:>8} {:>8} {:>6} {:>6} {:>6}\n", first, mishap,
               tally.indices, tally.struck, tally.injected, tally.passed, tally.late,
               tally.falsePass, tally.broken.size());
    std::fflush(stdout);
}

/// The kinds in the order of the enumeration, the pairs behind them.
class Totals {
public:
    void add(const SweepBench& bench, std::size_t place, const SweepTally& tally) {
        print(bench.name, nameOf(place), tally);
        m_kinds[place] += tally;
    }

    /// The exit status.
    int conclude() {
        SweepTally all;
        fmt::print("\n");
        printHead("total of a kind");
        for (const auto& [place, tally] : m_kinds) {
            print("", nameOf(place), tally);
            all += tally;
        }
        print("all", "", all);
        const std::set<std::string> broken(all.broken.begin(), all.broken.end());
        for (const std::string& line : broken) {
            fmt::print("{}\n", line);
        }
        fmt::print("\n{} jobs struck by {} mishaps, {} of them passed rightly, {} wrongly, "
                   "{} rules broken\n",
                   all.struck, all.injected, all.passed, all.falsePass, broken.size());
        return broken.empty() && all.struck != 0 ? 0 : 1;
    }

private:
    static std::string_view nameOf(std::size_t place) {
        return place < sim::mishapCount ? sim::name(sim::allMishaps.at(place)) : "pairs";
    }

    std::map<std::size_t, SweepTally> m_kinds;
};

using HostClock = std::chrono::steady_clock;

constexpr double secondsOfSilence = 60;

double secondsSince(HostClock::time_point begin) {
    return std::chrono::duration<double>(HostClock::now() - begin).count();
}

int runSwarm(const SwarmWishes& wishes, std::optional<std::uint64_t> shift) {
    const HostClock::time_point begin = HostClock::now();
    HostClock::time_point shown = begin;
    std::size_t told = 0;
    const auto show = [&](const SwarmTally& tally) {
        for (; told < tally.broken.size(); ++told) {
            fmt::print("{}\n", tally.broken[told]);
        }
        if (secondsSince(shown) >= secondsOfSilence) {
            shown = HostClock::now();
            fmt::print("{:.0f} board-minutes, {} attempts, {} false, {} broken, {:.0f} s\n",
                       tally.boardMinutes, tally.attempts, tally.falsePass, tally.broken.size(),
                       secondsSince(begin));
        }
        std::fflush(stdout);
    };
    const SwarmTally all = shift ? swarmShift(wishes, *shift) : swarm(wishes, show);
    show(all);
    std::uint64_t injected = 0;
    for (std::size_t i = 0; i < sim::mishapCount; ++i) {
        fmt::print("{:<18} {:>9}\n", sim::name(sim::allMishaps.at(i)), all.injected.at(i));
        injected += all.injected.at(i);
    }
    const double seconds = secondsSince(begin);
    fmt::print("\nboard-minutes {:.1f} in {} shifts\nboards {}, presses {}, refused {}\n"
               "mishaps {}, acts of people {}\nattempts {}, of them undisturbed {}\n",
               all.boardMinutes, all.shifts, all.boards, all.presses, all.refused, injected,
               all.acts, all.attempts, all.quiet);
    for (std::size_t i = 0; i < all.verdicts.size(); ++i) {
        fmt::print("{:<12} {}\n", job::name(static_cast<job::Verdict>(i)), all.verdicts.at(i));
    }
    fmt::print("late {}\nFALSE PASS {}\nbroken rules {}\nhost seconds {:.1f}, board-minutes a "
               "second {:.1f}\n",
               all.late, all.falsePass, all.broken.size(), seconds, all.boardMinutes / seconds);
    return all.broken.empty() && all.attempts != 0 ? 0 : 1;
}

int run(const Wishes& wishes) {
    Totals totals;
    printHead("bench");
    for (const SweepBench& bench :
         wishes.sample ? sampleOfSweepBenches(wishes.rdp) : sweepBenches(wishes.rdp)) {
        if (!bench.name.starts_with(wishes.chip)) {
            continue;
        }
        for (std::size_t i = 0; i < sim::mishapCount; ++i) {
            const sim::Mishap mishap = sim::allMishaps.at(i);
            if (!sim::name(mishap).starts_with(wishes.mishap)) {
                continue;
            }
            SweepExtent extent = wishes.extent;
            // Another start for each kind: where not all are struck, together they wander.
            extent.first = (extent.first + 7 * i) % extent.every;
            totals.add(bench, i, sweep(bench, mishap, extent));
        }
        if (wishes.extent.pairs != 0) {
            totals.add(bench, sim::mishapCount,
                       sweepPairs(bench, wishes.extent.pairs, wishes.seed));
        }
    }
    return totals.conclude();
}

} // namespace
} // namespace greenlight::test

int main(int argc, char** argv) {
    greenlight::test::Wishes wishes;
    CLI::App app("Every mishap at every index of a short job, in virtual time");
    app.add_option("--every", wishes.extent.every, "strike each n-th index only")
        ->check(CLI::PositiveNumber);
    app.add_option("--first", wishes.extent.first, "from this index on");
    app.add_option("--chip", wishes.chip, "only the benches whose name begins like this");
    app.add_option("--mishap", wishes.mishap, "only the kinds whose name begins like this");
    app.add_flag("--sample", wishes.sample, "one chip of each flash controller only");
    app.add_option("--last", wishes.extent.last, "of the last so many indices only");
    app.add_option("--rdp", wishes.rdp, "each job ends with this read protection, 0 to 2")
        ->check(CLI::Range(0, 2));
    app.add_option("--pairs", wishes.extent.pairs, "pairs of mishaps for each bench");
    app.add_option("--seed", wishes.seed, "of the pairs or the swarm");
    double swarm = 0;
    std::optional<std::uint64_t> shift;
    app.add_option("--swarm", swarm, "a swarm instead, for so many virtual board-minutes")
        ->check(CLI::PositiveNumber);
    app.add_option("--shift", shift, "only the shift with this seed of a swarm");
    CLI11_PARSE(app, argc, argv);
    if (swarm > 0) {
        return greenlight::test::runSwarm({.boardMinutes = swarm, .seed = wishes.seed}, shift);
    }
    return greenlight::test::run(wishes);
}
