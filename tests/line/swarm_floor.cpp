#include "tests/line/swarm_floor.h"

#include "db/audit.h"
#include "engine/sim/sim_chips.h"
#include "engine/target/device.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace greenlight::test {

namespace {

using namespace std::chrono_literals;

/// Longer than any single deadline of a job and all its bounded retries together.
constexpr Duration longestJob = 120s;
/// A slot with a probe that answers and a board in it says so by then, whatever happened before:
/// a port's power may have been cut just now, and then a minute passes before it is cut again, and
/// what it takes to open a probe. Found by shift 1536657788795211834, which waited a minute.
constexpr Duration longestRecovery = 90s;

constexpr std::size_t familyLetters = 6; // "STM32F"

/// All chips whose part numbers begin like this one's: a recipe can name them together.
std::vector<sim::Chip> kinOf(sim::Chip chip) {
    std::vector<sim::Chip> kin = sim::everyChip();
    std::erase_if(kin, [chip](sim::Chip other) {
        return sim::name(other).substr(0, familyLetters) !=
               sim::name(chip).substr(0, familyLetters);
    });
    return kin;
}

std::shared_ptr<const job::Recipe> recipeForKin(sim::Chip chip, std::size_t imageBytes) {
    auto recipe = recipeFor(chip, imageBytes);
    recipe->device = sim::name(chip).substr(0, familyLetters);
    return recipe;
}

std::size_t slotNumber(const std::string& name) {
    std::size_t number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    return number - 1;
}

} // namespace

SwarmFloor::SwarmFloor(const SwarmWishes& wishes, std::uint64_t seed)
    : random(seed)
    , m_seed(seed)
    , m_chips(kinOf(sim::everyChip().at(random() % sim::everyChip().size())))
    , m_recipe(recipeForKin(m_chips.front(), 300 + random() % 1500))
    , m_switchesPower(seed % 2 == 0)
    , m_floor(seed, mixedProbes(wishes.slots), m_folder.path(), m_switchesPower)
    , m_slots(wishes.slots) {
    const std::vector<sim::ProbeSpec> probes = mixedProbes(wishes.slots);
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        m_slots[i].probe = probes[i];
    }
    m_floor.open(m_recipe);
    m_floor.line->onEnded(
        [this](const job::Order& order, const job::Ending& ending) { ended(order, ending); });
}

double SwarmFloor::boardMinutes() {
    Duration all = m_boardTime;
    for (const SlotState& slot : m_slots) {
        all += slot.boardSince ? m_floor.clock.now() - *slot.boardSince : Duration{};
    }
    return std::chrono::duration<double, std::ratio<60>>(all).count();
}

sim::BoardSpec SwarmFloor::nextBoard() {
    return board(m_chips.at(random() % m_chips.size()), ++m_number);
}

/// Some boards are new, some have another firmware in them, some hold what they are to get.
std::unique_ptr<sim::SimTarget> SwarmFloor::makeBoard() {
    sim::BoardSpec spec = nextBoard();
    if (random() % 8 == 0) {
        spec.resident = sim::BoardSpec::Resident::Blinky;
    }
    auto made = sim::SimTarget::make(spec, random());
    const auto& image = m_recipe->image->segments().front().bytes;
    const unsigned before = random() % 4;
    for (std::uint32_t offset = 0; offset < image.size() && before != 0; ++offset) {
        made->tamperFlash(offset, before == 1 ? image[offset] : static_cast<std::uint8_t>(offset));
    }
    return made;
}

void SwarmFloor::disturb(std::size_t slot) { m_slots[slot].disturbed = true; }

void SwarmFloor::collectMishaps(std::size_t slot) {
    const sim::MishapTally happened = m_floor.bench.mishaps(port(slot));
    for (std::size_t i = 0; i < happened.injected.size(); ++i) {
        m_tally.injected.at(i) += happened.injected.at(i);
    }
    SlotState& state = m_slots[slot];
    state.flashFlipped = std::max(state.flashFlipped, happened.flashFlipped);
    // These leave a probe that somebody has to plug in.
    for (const sim::Mishap mishap : {sim::Mishap::Unplug, sim::Mishap::ReplugOther}) {
        state.probeIsRight = state.probeIsRight && happened.of(mishap) == 0;
    }
    // So do a probe that hangs, and a V3 that took a flipped command for a stray EXIT, where the
    // hub cannot give them new power.
    if (!m_switchesPower) {
        for (const sim::Mishap mishap : {sim::Mishap::Hang, sim::Mishap::PayloadFlip}) {
            state.probeIsRight = state.probeIsRight && happened.of(mishap) == 0;
        }
    }
}

void SwarmFloor::plan(std::size_t slot, const sim::MishapPlan& plan) {
    collectMishaps(slot);
    disturb(slot);
    m_floor.bench.setMishaps(port(slot), plan);
}

void SwarmFloor::putIn(std::size_t slot, std::unique_ptr<sim::SimTarget> board) {
    m_floor.bench.insert(port(slot), std::move(board));
    m_slots[slot].boardSince = m_floor.clock.now();
    ++m_tally.boards;
}

void SwarmFloor::takeOut(std::size_t slot) {
    SlotState& state = m_slots[slot];
    if (state.boardSince) {
        m_boardTime += m_floor.clock.now() - *std::exchange(state.boardSince, std::nullopt);
    }
    if (auto board = m_floor.bench.remove(port(slot))) {
        state.drawer.push_back(std::move(board));
    }
}

bool SwarmFloor::waitForContact(std::size_t slot, bool contact) {
    const Instant deadline = m_floor.clock.now() + longestRecovery;
    while (m_floor.clock.now() < deadline) {
        m_floor.clock.sleepFor(300ms);
        const job::SlotView view = m_floor.slot(slot);
        if (view.contact == contact && !view.trouble) {
            return true;
        }
    }
    const job::SlotView view = m_floor.slot(slot);
    complain(slot, fmt::format("does not see that a board is {}: {}", contact ? "in" : "out",
                               view.trouble ? base::toLogLine(*view.trouble) : "no trouble"));
    return false;
}

bool SwarmFloor::serve(std::size_t slot) {
    plan(slot, {});
    takeOut(slot);
    SlotState& state = m_slots[slot];
    if (!state.probeIsRight) {
        plugProbe(slot, false);
    }
    if (!waitForContact(slot, false)) {
        return false;
    }
    state.drawer.clear();
    (void)m_floor.bench.swappedOut(port(slot));
    putIn(slot, makeBoard());
    state.flashFlipped.reset();
    state.disturbed = false;
    state.due = waitForContact(slot, true);
    return state.due;
}

void SwarmFloor::press(std::size_t slot) {
    ++m_tally.presses;
    SlotState& state = m_slots[slot];
    const bool due = std::exchange(state.due, false) && !state.disturbed;
    const auto pressed = m_floor.line->press(slot, job::StartedBy::Keyboard);
    if (!pressed.ok()) {
        ++m_tally.refused;
        if (due) {
            complain(slot, "Start was refused: " + base::toLogLine(pressed.fault()));
        }
        return;
    }
    if (isWorking(slot)) {
        complain(slot, "a press was taken while the slot worked");
    }
    state.pressedAt = m_floor.clock.now();
}

void SwarmFloor::pressAll() {
    ++m_tally.presses;
    const auto started = m_floor.line->pressAll(job::StartedBy::Keyboard);
    m_tally.refused += started.ok() ? 0U : 1U;
    const station::LineView view = m_floor.line->view();
    for (std::size_t slot = 0; slot < m_slots.size(); ++slot) {
        SlotState& state = m_slots[slot];
        if (std::holds_alternative<job::Working>(view.slots[slot].slot.state) && !state.pressedAt) {
            state.pressedAt = m_floor.clock.now();
            state.due = false;
        }
    }
}

void SwarmFloor::pullProbe(std::size_t slot) {
    ++m_tally.acts;
    disturb(slot);
    m_slots[slot].probeIsRight = false;
    m_floor.bench.unplug(port(slot));
}

void SwarmFloor::plugProbe(std::size_t slot, bool other) {
    ++m_tally.acts;
    disturb(slot);
    sim::ProbeSpec spec = m_slots[slot].probe;
    if (other) {
        spec.serial.back() = spec.serial.back() == '0' ? '1' : '0';
    }
    m_slots[slot].probeIsRight = !other;
    m_floor.bench.plug(port(slot), spec);
}

void SwarmFloor::takeBoard(std::size_t slot) {
    ++m_tally.acts;
    disturb(slot);
    takeOut(slot);
}

void SwarmFloor::changeBoard(std::size_t slot) {
    takeBoard(slot);
    putIn(slot, makeBoard());
}

void SwarmFloor::cutSupply(std::size_t slot, bool on) {
    ++m_tally.acts;
    disturb(slot);
    m_floor.bench.setPower(port(slot), on);
}

void SwarmFloor::ended(const job::Order& order, const job::Ending& ending) {
    const std::size_t slot = slotNumber(order.slot);
    SlotState& state = m_slots.at(slot);
    ++m_tally.attempts;
    ++m_tally.verdicts.at(static_cast<std::size_t>(ending.judgement.verdict));
    if (!state.pressedAt) {
        complain(slot, "an ending without a beginning");
    } else if (m_floor.clock.now() - *state.pressedAt > longestJob) {
        complain(slot, "an attempt beyond every deadline");
    }
    state.pressedAt.reset();
    const bool green = ending.receipt && ending.receipt->verdict() == job::Verdict::Pass;
    if (!ending.receipt || green != (ending.judgement.verdict == job::Verdict::Pass)) {
        complain(slot, "no receipt, or one that says something else than the judgement");
    }
    const sim::MishapTally happened = m_floor.bench.mishaps(port(slot));
    state.flashFlipped = std::max(state.flashFlipped, happened.flashFlipped);
    if (green && !isRight(slot, ending)) {
        const bool late = isLate(slot, ending);
        m_tally.late += late ? 1U : 0U;
        m_tally.falsePass += late ? 0U : 1U;
        if (!late) {
            complain(slot, "FALSE PASS");
        }
    }
    if (!green && !ending.judgement.fault) {
        complain(slot, "no sentence");
    }
    const bool cutShort = m_closing && ending.judgement.verdict == job::Verdict::Aborted;
    if (!state.disturbed && !cutShort) {
        ++m_tally.quiet;
        if (!green) {
            complain(slot, "a board without trouble fails: " +
                               base::toLogLine(ending.judgement.fault.value_or(Fault{})));
        }
    }
}

bool SwarmFloor::isRight(std::size_t slot, const job::Ending& ending) {
    SlotState& state = m_slots[slot];
    for (auto& board : m_floor.bench.swappedOut(port(slot))) {
        state.drawer.push_back(std::move(board));
    }
    const job::ChipIdentity& chip = *ending.evidence.before;
    const std::uint8_t erased = target::findDevice(chip.devId, chip.cpuid)->erasedByte;
    const auto& image = m_recipe->image->segments().front().bytes;
    bool right = false;
    const auto look = [&](const sim::SimTarget& board) {
        if (board.spec().uid != chip.uid) {
            return;
        }
        const auto cells = board.flash().first(ending.evidence.plan.provenBytes);
        right = std::ranges::equal(cells.first(image.size()), image) &&
                std::ranges::all_of(cells.subspan(image.size()),
                                    [erased](std::uint8_t cell) { return cell == erased; });
    };
    m_floor.bench.withBoard(port(slot), [&look](sim::SimTarget& board, Instant) { look(board); });
    std::ranges::for_each(state.drawer, [&look](const auto& board) { look(*board); });
    return right;
}

/// Some of the verification had passed when the bit flipped. The sweep draws the line closer.
bool SwarmFloor::isLate(std::size_t slot, const job::Ending& ending) const {
    Duration sinceVerify{};
    for (const auto& [stage, micros] : ending.evidence.stages) {
        sinceVerify =
            (stage == Stage::Verify ? Duration{} : sinceVerify) + std::chrono::microseconds(micros);
    }
    const auto& flipped = m_slots[slot].flashFlipped;
    return flipped && *flipped >= m_floor.clock.now() - sinceVerify - 1ms;
}

SwarmTally SwarmFloor::close(bool inTheMiddle) {
    if (!inTheMiddle && !m_floor.line->waitUntilIdle(m_floor.clock.now() + longestJob)) {
        m_tally.broken.push_back(fmt::format("shift {}: the line does not come to rest", m_seed));
    }
    m_tally.boardMinutes = boardMinutes();
    m_closing = true;
    m_floor.line.reset();
    for (std::size_t slot = 0; slot < m_slots.size(); ++slot) {
        collectMishaps(slot);
        // A press that was taken and not begun when the line closed began nothing.
        if (!inTheMiddle && m_slots[slot].pressedAt) {
            complain(slot, "a beginning without an ending");
        }
    }
    const auto report = db::verifyJournal(m_folder.path() / "journal.db", m_floor.clock);
    if (!report.ok() || report->finding || report->open != 0) {
        m_tally.broken.push_back(fmt::format("shift {}: the journal does not verify", m_seed));
    }
    m_tally.shifts = 1;
    return std::move(m_tally);
}

void SwarmFloor::complain(std::size_t slot, const std::string& what) {
    m_tally.broken.push_back(fmt::format(
        "shift {}, slot {}, at {:.3f} s: {}", m_seed, slot + 1,
        std::chrono::duration<double>(m_floor.clock.now().time_since_epoch()).count(), what));
}

} // namespace greenlight::test
