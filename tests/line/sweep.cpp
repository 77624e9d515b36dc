#include "tests/line/sweep.h"

#include "db/audit.h"
#include "engine/sim/sim_chips.h"
#include "engine/target/device.h"
#include "tests/line/floor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>

namespace greenlight::test {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t shortImage = 900;

constexpr std::array<std::string_view, 3> generations{"V2", "V2-1", "V3"};

/// Longer than any single deadline of a job and all its bounded retries together.
constexpr Duration longestJob = 120s;

/// A line with one socket that is put in order again after every job.
class SweepFloor {
public:
    explicit SweepFloor(const SweepBench& bench)
        : m_bench(bench)
        , m_recipe(recipeFor(bench.chip, shortImage))
        , m_floor(1, {bench.probe}, m_folder.path()) {
        m_floor.bench.insert(port(), board(m_bench.chip, ++m_number));
        m_floor.open(m_recipe);
    }

    /// Transfers of a job in which nothing goes wrong.
    std::uint64_t countTransfers(SweepTally& tally) {
        strike({}, tally);
        return m_transfers;
    }

    /// One job under the plan, the judgement over it, and a job without trouble after it.
    void strike(const sim::MishapPlan& plan, SweepTally& tally) {
        run(plan, tally);
        next();
        run({}, tally);
        next();
    }

    /// The whole journal, at the end.
    void audit(SweepTally& tally) {
        const auto report = db::verifyJournal(m_folder.path() / "journal.db", m_floor.clock);
        if (!report.ok() || report->finding) {
            tally.broken.push_back(m_bench.name + ": the journal does not verify");
        }
    }

private:
    [[nodiscard]] probe::PortPath port() const { return m_floor.port(0); }

    void run(const sim::MishapPlan& plan, SweepTally& tally) {
        const std::size_t before = m_floor.ended.size();
        m_floor.bench.setMishaps(port(), plan);
        const auto pressed = m_floor.line->press(0, job::StartedBy::Keyboard);
        if (!pressed.ok()) {
            complain(tally, plan, "Start was refused: " + base::toLogLine(pressed.fault()));
            return;
        }
        if (!m_floor.line->waitUntilIdle(m_floor.clock.now() + longestJob)) {
            complain(tally, plan, "the job does not end");
            return;
        }
        if (m_floor.ended.size() != before + 1) {
            complain(tally, plan, "not one ending for one beginning");
            return;
        }
        const std::uint64_t injected = m_floor.bench.mishaps(port()).total();
        m_transfers = m_floor.bench.mishaps(port()).transfers;
        tally.struck += injected > 0 ? 1U : 0U;
        judge(plan, injected > 0, m_floor.ended.back().ending, tally);
    }

    /// The rest of the sectors that the image lies in is erased.
    bool holdsNothingElse(const job::Ending& ending) {
        const auto& chip = *ending.evidence.before;
        const std::uint8_t erased = target::findDevice(chip.devId, chip.cpuid)->erasedByte;
        bool rest = false;
        m_floor.bench.withBoard(port(), [&](sim::SimTarget& board, Instant) {
            const auto cells = board.flash().first(ending.evidence.plan.provenBytes);
            rest = std::ranges::all_of(cells.subspan(shortImage),
                                       [erased](std::uint8_t cell) { return cell == erased; });
        });
        return rest;
    }

    void judge(const sim::MishapPlan& plan, bool struck, const job::Ending& ending,
               SweepTally& tally) {
        const bool pass = ending.judgement.verdict == job::Verdict::Pass;
        const bool green = ending.receipt && ending.receipt->verdict() == job::Verdict::Pass;
        if (!ending.receipt) {
            complain(tally, plan, "no receipt");
        }
        if (pass != green) {
            complain(tally, plan, "the receipt says something else than the judgement");
        }
        if (green && !(holds(m_floor.bench, port(), *m_recipe) && holdsNothingElse(ending))) {
            ++tally.falsePass;
            complain(tally, plan, "FALSE PASS");
        }
        if (!pass && !struck) {
            complain(tally, plan,
                     "a board without trouble fails: " +
                         base::toLogLine(ending.judgement.fault.value_or(Fault{})));
        }
        if (!pass && !ending.judgement.fault) {
            complain(tally, plan, "no sentence");
        }
        tally.passed += pass && struck ? 1U : 0U;
    }

    /// Another board, and the probe that belongs here.
    void next() {
        m_floor.bench.setMishaps(port(), {});
        m_floor.bench.plug(port(), m_bench.probe);
        m_floor.swap(0, board(m_bench.chip, ++m_number));
    }

    void complain(SweepTally& tally, const sim::MishapPlan& plan, const std::string& what) const {
        std::string when = "without a mishap";
        for (const sim::MishapPlan::Strike& each : plan.strikes) {
            when = fmt::format("{} at transfer {} ({})", sim::name(each.mishap), each.transfer,
                               plan.seed);
        }
        tally.broken.push_back(fmt::format("{}, {}: {}", m_bench.name, when, what));
    }

    TemporaryFolder m_folder;
    SweepBench m_bench;
    std::shared_ptr<const job::Recipe> m_recipe;
    Floor m_floor;
    unsigned m_number = 0;
    std::uint64_t m_transfers = 0;
};

} // namespace

std::vector<SweepBench> sweepBenches() {
    std::vector<SweepBench> benches;
    const std::array probes{sim::ProbeSpec::v2("50FF6F067871515131090367"),
                            sim::ProbeSpec::v21("0669FF303430484257122430"),
                            sim::ProbeSpec::v3("003500463137510239383538")};
    for (const sim::Chip chip : sim::everyChip()) {
        for (std::size_t i = 0; i < probes.size(); ++i) {
            benches.push_back(
                {chip, probes.at(i), fmt::format("{} {}", sim::name(chip), generations.at(i))});
        }
    }
    return benches;
}

std::vector<SweepBench> sampleOfSweepBenches() {
    std::vector<SweepBench> sample;
    std::set<sim::FlashKind> seen;
    std::size_t turn = 0;
    for (const SweepBench& bench : sweepBenches()) {
        const bool itsTurn = bench.name.ends_with(generations.at(turn % generations.size()));
        if (itsTurn && seen.insert(sim::factsOf(bench.chip).flash).second) {
            sample.push_back(bench);
            turn++;
        }
    }
    return sample;
}

SweepTally sweep(const SweepBench& bench, sim::Mishap mishap, const SweepExtent& extent) {
    SweepTally tally;
    SweepFloor floor(bench);
    tally.transfers = floor.countTransfers(tally);
    for (std::uint64_t at = extent.first; at < tally.transfers; at += extent.every) {
        sim::MishapPlan plan = sim::MishapPlan::once(at, mishap);
        plan.seed = at + 1;
        floor.strike(plan, tally);
    }
    floor.audit(tally);
    return tally;
}

SweepTally sweepPairs(const SweepBench& bench, unsigned pairs, std::uint64_t seed) {
    SweepTally tally;
    SweepFloor floor(bench);
    tally.transfers = floor.countTransfers(tally);
    std::mt19937_64 random(seed);
    for (unsigned i = 0; i < pairs; ++i) {
        sim::MishapPlan plan;
        plan.seed = random();
        for (unsigned each = 0; each < 2; ++each) {
            plan.strikes.push_back({random() % tally.transfers,
                                    sim::allMishaps.at(random() % sim::allMishaps.size())});
        }
        std::ranges::sort(plan.strikes, {}, &sim::MishapPlan::Strike::transfer);
        floor.strike(plan, tally);
    }
    floor.audit(tally);
    return tally;
}

} // namespace greenlight::test
