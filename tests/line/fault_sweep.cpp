// Every kind of mishap at every transfer of a short job, on every chip of the bench and every
// generation of probes; then pairs of mishaps. Prints a table and fails when anything did not hold.
#include "tests/line/sweep.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>

namespace greenlight::test {
namespace {

struct Wishes {
    SweepExtent extent{};
    std::string chip{}; ///< empty = all
    std::uint64_t seed = 1;
};

struct Sum {
    std::uint64_t struck = 0;
    std::uint64_t passed = 0;
    std::uint64_t falsePass = 0;
    std::set<std::string> broken{};
};

void add(Sum& sum, std::string_view bench, std::string_view what, const SweepTally& tally) {
    fmt::print("{:<22} {:<16} {:>9} {:>9} {:>9} {:>9} {:>9}\n", bench, what, tally.transfers,
               tally.struck, tally.passed, tally.falsePass, tally.broken.size());
    std::fflush(stdout);
    sum.struck += tally.struck;
    sum.passed += tally.passed;
    sum.falsePass += tally.falsePass;
    sum.broken.insert(tally.broken.begin(), tally.broken.end());
}

int run(const Wishes& wishes) {
    Sum sum;
    fmt::print("{:<22} {:<16} {:>9} {:>9} {:>9} {:>9} {:>9}\n", "bench", "mishap", "transfers",
               "struck", "passed", "FALSE", "broken");
    for (const SweepBench& bench : sweepBenches()) {
        if (!bench.name.starts_with(wishes.chip)) {
            continue;
        }
        for (const sim::Mishap mishap : sim::allMishaps) {
            add(sum, bench.name, sim::name(mishap), sweep(bench, mishap, wishes.extent));
        }
        if (wishes.extent.pairs != 0) {
            add(sum, bench.name, "pairs", sweepPairs(bench, wishes.extent.pairs, wishes.seed));
        }
    }
    for (const std::string& line : sum.broken) {
        fmt::print("{}\n", line);
    }
    fmt::print("\n{} jobs struck, {} of them passed rightly, {} wrongly, {} rules broken\n",
               sum.struck, sum.passed, sum.falsePass, sum.broken.size());
    return sum.broken.empty() && sum.struck != 0 ? 0 : 1;
}

} // namespace
} // namespace greenlight::test

int main(int argc, char** argv) {
    greenlight::test::Wishes wishes;
    CLI::App app("Every mishap at every transfer of a short job, in virtual time");
    app.add_option("--every", wishes.extent.every, "strike each n-th transfer only")
        ->check(CLI::PositiveNumber);
    app.add_option("--first", wishes.extent.first, "from this transfer on");
    app.add_option("--chip", wishes.chip, "only the benches whose name begins like this");
    app.add_option("--pairs", wishes.extent.pairs, "pairs of mishaps for each bench");
    app.add_option("--seed", wishes.seed, "of the pairs");
    CLI11_PARSE(app, argc, argv);
    return greenlight::test::run(wishes);
}
