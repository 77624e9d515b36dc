#include "tests/line/sweep.h"

#include "db/audit.h"
#include "engine/sim/sim_chips.h"
#include "engine/target/device.h"
#include "engine/target/options.h"
#include "station/people.h"
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

/// The estimate of when the hash began may be off by this.
constexpr Duration slack = 1ms;

/// A board that has been in use: another firmware all over the sectors that the image will need.
/// `image` instead, where the board is to be mistaken for one that is done.
std::unique_ptr<sim::SimTarget> madeBoard(const sim::BoardSpec& spec, std::uint64_t seed,
                                          std::span<const std::uint8_t> image) {
    auto made = sim::SimTarget::make(spec, seed);
    constexpr std::uint32_t used = 4096;
    if (image.empty()) {
        for (std::uint32_t offset = 0; offset < used; offset += 8) {
            made->tamperFlash(offset, 0x5A);
        }
    }
    for (std::uint32_t offset = 0; offset < image.size(); ++offset) {
        made->tamperFlash(offset, image[offset]);
    }
    return made;
}

/// A line with one socket that is put in order again after every job.
class SweepFloor {
public:
    explicit SweepFloor(const SweepBench& bench)
        : m_bench(bench)
        , m_recipe(recipeFor(bench.chip, shortImage))
        , m_floor(1, {bench.probe}, m_folder.path(), true) {
        m_recipe->rdp = bench.rdp;
        m_floor.bench.insert(port(), nextSpec());
        if (bench.rdp == 2) {
            addSupervisor();
        }
        m_floor.open(m_recipe);
        if (bench.rdp == 2) {
            const station::Credentials sue{"Sue", "sun-4711"};
            CHECK(m_floor.line->signIn(sue).ok());
            CHECK(m_floor.line->allowForEver(sue, "the sweep").ok());
        }
    }

    /// A job in which nothing goes wrong: how many indices of each sort it has, and how long the
    /// chip hashes in it.
    void measure(SweepTally& tally) {
        m_measuring = true;
        run({}, tally);
        m_measuring = false;
        const sim::MishapTally counted = m_floor.bench.mishaps(port());
        m_counted = {counted.transfers, counted.erases, counted.programs};
        next({});
    }

    [[nodiscard]] std::uint64_t indices(sim::Mishap mishap) const {
        const auto flash = sim::flashMishapOf(mishap);
        if (!flash) {
            return m_counted.transfers;
        }
        return sim::strikesErases(*flash) ? m_counted.erases : m_counted.programs;
    }

    /// One job under the plan, the judgement over it, and a job without trouble after it.
    void strike(sim::MishapPlan plan, SweepTally& tally) {
        next(plan);
        // As hard to tell apart as can be: half of the boards that come in between hold the image.
        plan.otherBoard = [this, right = plan.seed % 2 == 0] {
            ++m_number;
            const auto& image = m_recipe->image->segments().front().bytes;
            return madeBoard(board(m_bench.chip, m_number), m_number,
                             right ? std::span<const std::uint8_t>(image)
                                   : std::span<const std::uint8_t>());
        };
        run(plan, tally);
        next({});
        run({}, tally);
    }

    /// The whole journal, at the end.
    void audit(SweepTally& tally) {
        const auto report = db::verifyJournal(m_folder.path() / "journal.db", m_floor.clock);
        if (!report.ok() || report->finding) {
            tally.broken.push_back(m_bench.name + ": the journal does not verify");
        }
    }

private:
    struct Counted {
        std::uint64_t transfers = 0;
        std::uint64_t erases = 0;
        std::uint64_t programs = 0;
    };

    [[nodiscard]] probe::PortPath port() const { return m_floor.port(0); }

    /// Boards whose port closes with the level and such that it closes of later take turns.
    [[nodiscard]] sim::BoardSpec nextSpec() {
        sim::BoardSpec spec = board(m_bench.chip, ++m_number);
        using enum sim::BoardSpec::FinalFrom;
        spec.finalFrom = m_number % 2 == 0 ? OptionLoad : PowerUp;
        return spec;
    }

    void addSupervisor() {
        constexpr station::ScryptCost cheap{.n = 16};
        station::People people =
            station::People::open(*m_floor.journal, m_folder.path() / "people.secret",
                                  m_floor.clock, cheap)
                .value();
        CHECK(
            people.addFirst({"Sue", station::Role::Supervisor, "", "sun-4711"}, "the sweep").ok());
        m_floor.signIn = {.wanted = true};
    }

    void run(const sim::MishapPlan& plan, SweepTally& tally) {
        const std::size_t before = m_floor.ended.size();
        m_floor.bench.setMishaps(port(), plan);
        const auto pressed = m_floor.line->press(0, job::StartedBy::Keyboard);
        if (!pressed.ok()) {
            complain(tally, plan, "Start was refused: " + base::toLogLine(pressed.fault()));
            return;
        }
        if (m_measuring) {
            watchTheHash();
        }
        if (!m_floor.line->waitUntilIdle(m_floor.clock.now() + longestJob)) {
            complain(tally, plan, "the job does not end");
            return;
        }
        if (m_floor.ended.size() != before + 1) {
            complain(tally, plan, "not one ending for one beginning");
            return;
        }
        const sim::MishapTally happened = m_floor.bench.mishaps(port());
        tally.struck += happened.total() > 0 ? 1U : 0U;
        tally.injected += happened.total();
        judge(plan, happened, m_floor.ended.back(), tally);
    }

    /// Follows the job to where the core is let go to hash, and to the end of the verification.
    void watchTheHash() {
        if (!m_floor.reach(0, Stage::Verify)) {
            return;
        }
        Instant begun{};
        bool ranBefore = false;
        for (Stage stage = Stage::Verify; stage == Stage::Verify;) {
            m_floor.clock.sleepFor(100us);
            bool runs = false;
            m_floor.bench.withBoard(
                port(), [&runs](sim::SimTarget& chip, Instant at) { runs = chip.running(at); });
            const job::SlotState state = m_floor.slot(0).state;
            const auto* const working = std::get_if<job::Working>(&state);
            stage = working != nullptr ? working->progress.stage : Stage::Release;
            if (runs && !ranBefore && stage == Stage::Verify) {
                begun = m_floor.clock.now();
            }
            ranBefore = runs;
        }
        m_hashing = m_floor.clock.now() - begun;
    }

    /// From here on a byte may have been read for the last time.
    [[nodiscard]] Instant hashBegan(const Floor::Ended& ended) const {
        Duration after{};
        for (const auto& [stage, micros] : ended.ending.evidence.stages) {
            after = stage == Stage::Verify ? Duration{} : after + std::chrono::microseconds(micros);
        }
        return ended.at - after - m_hashing - slack;
    }

    /// The chip with the UID on record, wherever it is by now, holds the image, the rest of the
    /// sectors that it lies in is erased, and its protection is the recipe's.
    bool isRight(const job::Ending& ending) {
        const job::ChipIdentity& chip = *ending.evidence.before;
        const std::uint8_t erased = target::findDevice(chip.devId, chip.cpuid)->erasedByte;
        const auto& image = m_recipe->image->segments().front().bytes;
        bool right = false;
        const auto look = [&](const sim::SimTarget& one) {
            if (one.spec().uid != chip.uid) {
                return;
            }
            const auto cells = one.flash().first(ending.evidence.plan.provenBytes);
            right = one.readProtection() == m_bench.rdp &&
                    std::ranges::equal(cells.first(shortImage), image) &&
                    std::ranges::all_of(cells.subspan(shortImage),
                                        [erased](std::uint8_t cell) { return cell == erased; });
        };
        m_floor.bench.withBoard(port(), [&look](sim::SimTarget& one, Instant) { look(one); });
        for (const auto& one : m_floor.bench.swappedOut(port())) {
            look(*one);
        }
        return right;
    }

    void judge(const sim::MishapPlan& plan, const sim::MishapTally& happened,
               const Floor::Ended& ended, SweepTally& tally) {
        const job::Ending& ending = ended.ending;
        const bool struck = happened.total() > 0;
        const bool pass = ending.judgement.verdict == job::Verdict::Pass;
        const bool green = ending.receipt && ending.receipt->verdict() == job::Verdict::Pass;
        if (!ending.receipt) {
            complain(tally, plan, "no receipt");
        }
        if (pass != green) {
            complain(tally, plan, "the receipt says something else than the judgement");
        }
        const bool wrong = green && !isRight(ending);
        const bool late =
            wrong && happened.flashFlipped && *happened.flashFlipped >= hashBegan(ended);
        if (wrong && !late) {
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
        tally.passed += pass && struck && (!wrong || late) ? 1U : 0U;
        tally.late += late ? 1U : 0U;
    }

    /// Another board, and the probe that belongs here. Every other board comes with a firmware;
    /// where the flash is struck all do, so that an erase that does nothing shows.
    void next(const sim::MishapPlan& plan) {
        m_floor.bench.setMishaps(port(), {});
        (void)m_floor.bench.swappedOut(port());
        m_floor.bench.plug(port(), m_bench.probe);
        const bool flash = std::ranges::any_of(plan.strikes, [](const auto& each) {
            return sim::flashMishapOf(each.mishap).has_value();
        });
        const sim::BoardSpec spec = nextSpec();
        m_floor.bench.remove(port());
        m_floor.clock.sleepFor(1s);
        if (flash || plan.seed % 2 == 0) {
            m_floor.bench.insert(port(), madeBoard(spec, m_number, {}));
        } else {
            m_floor.bench.insert(port(), spec);
        }
        m_floor.clock.sleepFor(1s);
    }

    void complain(SweepTally& tally, const sim::MishapPlan& plan, const std::string& what) const {
        std::string when = plan.strikes.empty() ? "without a mishap" : "";
        for (const sim::MishapPlan::Strike& each : plan.strikes) {
            when += fmt::format("{} at {}, ", sim::name(each.mishap), each.index);
        }
        tally.broken.push_back(
            fmt::format("{}, {} seed {}: {}", m_bench.name, when, plan.seed, what));
    }

    TemporaryFolder m_folder;
    SweepBench m_bench;
    std::shared_ptr<job::Recipe> m_recipe;
    Floor m_floor;
    unsigned m_number = 0;
    Counted m_counted;
    bool m_measuring = false;
    Duration m_hashing{};
};

/// In the order of `generations`.
std::array<sim::ProbeSpec, 3> allProbes() {
    return {sim::ProbeSpec::v2("50FF6F067871515131090367"),
            sim::ProbeSpec::v21("0669FF303430484257122430"),
            sim::ProbeSpec::v3("003500463137510239383538")};
}

bool offersLevel(sim::Chip chip, unsigned rdp) {
    constexpr std::uint32_t devIdMask = 0xFFF;
    const std::uint32_t devId = sim::factsOf(chip).idcode & devIdMask;
    return target::offersLevel(*target::findDevice(static_cast<std::uint16_t>(devId)), rdp);
}

} // namespace

SweepTally& SweepTally::operator+=(const SweepTally& other) {
    indices += other.indices;
    struck += other.struck;
    injected += other.injected;
    passed += other.passed;
    late += other.late;
    falsePass += other.falsePass;
    broken.insert(broken.end(), other.broken.begin(), other.broken.end());
    return *this;
}

std::vector<SweepBench> sweepBenches(unsigned rdp) {
    std::vector<SweepBench> benches;
    const std::array probes = allProbes();
    for (const sim::Chip chip : sim::everyChip()) {
        if (!offersLevel(chip, rdp)) {
            continue;
        }
        for (std::size_t i = 0; i < probes.size(); ++i) {
            benches.push_back({.chip = chip,
                               .probe = probes.at(i),
                               .name = fmt::format("{} {}{}", sim::name(chip), generations.at(i),
                                                   rdp == 0 ? "" : fmt::format(" level {}", rdp)),
                               .rdp = rdp});
        }
    }
    return benches;
}

std::vector<SweepBench> sampleOfSweepBenches(unsigned rdp) {
    const std::array probes = allProbes();
    std::vector<SweepBench> sample;
    std::set<sim::FlashKind> seen;
    std::size_t turn = 0;
    for (const SweepBench& bench : sweepBenches(rdp)) {
        const bool itsTurn = bench.probe.serial == probes.at(turn % probes.size()).serial;
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
    floor.measure(tally);
    tally.indices = floor.indices(mishap);
    const std::uint64_t begin =
        extent.last == 0 || extent.last > tally.indices ? 0 : tally.indices - extent.last;
    // A job of few erases gets its strike as well.
    const std::uint64_t first =
        tally.indices == 0 ? 0 : begin + extent.first % (tally.indices - begin);
    for (std::uint64_t at = first; at < tally.indices; at += extent.every) {
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
    floor.measure(tally);
    std::mt19937_64 random(seed);
    for (unsigned i = 0; i < pairs; ++i) {
        sim::MishapPlan plan;
        plan.seed = random();
        for (unsigned each = 0; each < 2; ++each) {
            const sim::Mishap mishap = sim::allMishaps.at(random() % sim::allMishaps.size());
            plan.strikes.push_back({random() % floor.indices(mishap), mishap});
        }
        floor.strike(plan, tally);
    }
    floor.audit(tally);
    return tally;
}

SweepTally sweepOnce(const SweepBench& bench, const sim::MishapPlan& plan) {
    SweepTally tally;
    SweepFloor floor(bench);
    floor.measure(tally);
    floor.strike(plan, tally);
    floor.audit(tally);
    return tally;
}

} // namespace greenlight::test
