#include "tests/line/swarm.h"

#include "tests/line/swarm_floor.h"

#include <algorithm>
#include <functional>

namespace greenlight::test {

namespace {

using namespace std::chrono_literals;

/// Indices at which a mishap still falls into an attempt, or into the looks of an idle slot.
constexpr std::uint64_t transfersAhead = 900;
constexpr std::uint64_t erasesAhead = 2;
constexpr std::uint64_t programsAhead = 120;

/// One person and bad luck. The pace is that of a floor: some seconds a board, so that each of
/// sixteen boards stays a minute or two.
class Operator {
public:
    Operator(SwarmFloor& floor, sim::Turnstile& clock) : m_floor(floor), m_clock(clock) {}

    /// One thing that is done, and the time to the next.
    void act() {
        m_clock.sleepFor(std::chrono::milliseconds(500 + draw(7000)));
        const std::size_t slot = draw(m_floor.slots());
        const std::uint64_t what = draw(100);
        if (what < 62) {
            serve(slot);
        } else if (what < 72) {
            for (std::uint64_t i = draw(5); i > 0; --i) {
                m_floor.press(slot);
                m_clock.sleepFor(std::chrono::milliseconds(draw(400)));
            }
        } else if (what < 74) {
            m_floor.pressAll();
        } else if (what < 88) {
            m_floor.plan(slot, mishaps());
        } else {
            meddle(slot, what);
        }
    }

private:
    std::uint64_t draw(std::uint64_t limit) { return m_floor.random() % limit; }

    /// A board that is due; one that is in work is left alone.
    void serve(std::size_t slot) {
        if (m_floor.isWorking(slot) || !m_floor.serve(slot)) {
            return;
        }
        if (draw(3) == 0) {
            m_floor.plan(slot, mishaps());
        }
        m_floor.press(slot);
        if (draw(6) == 0) {
            m_clock.sleepFor(std::chrono::milliseconds(draw(1500)));
            meddle(slot, 88 + draw(12));
        }
    }

    void meddle(std::size_t slot, std::uint64_t how) {
        switch (how % 6) {
        case 0:
            m_floor.pullProbe(slot);
            break;
        case 1:
            m_floor.pullProbe(slot);
            m_clock.sleepFor(std::chrono::milliseconds(draw(3000)));
            m_floor.plugProbe(slot, draw(2) == 0);
            break;
        case 2:
            m_floor.takeBoard(slot);
            break;
        case 3:
            m_floor.changeBoard(slot);
            break;
        case 4:
            m_floor.cutSupply(slot, false);
            break;
        default:
            m_floor.cutSupply(slot, false);
            m_clock.sleepFor(std::chrono::milliseconds(draw(200)));
            m_floor.cutSupply(slot, true);
            break;
        }
    }

    sim::MishapPlan mishaps() {
        sim::MishapPlan plan;
        plan.seed = m_floor.random();
        for (std::uint64_t i = 0; i < 1 + draw(3); ++i) {
            const sim::Mishap mishap = sim::allMishaps.at(draw(sim::mishapCount));
            const auto flash = sim::flashMishapOf(mishap);
            const std::uint64_t ahead = !flash                       ? transfersAhead
                                        : sim::strikesErases(*flash) ? erasesAhead
                                                                     : programsAhead;
            plan.strikes.push_back({draw(ahead), mishap});
        }
        return plan;
    }

    SwarmFloor& m_floor;
    sim::Turnstile& m_clock;
};

} // namespace

SwarmTally& SwarmTally::operator+=(const SwarmTally& other) {
    boardMinutes += other.boardMinutes;
    shifts += other.shifts;
    boards += other.boards;
    presses += other.presses;
    refused += other.refused;
    attempts += other.attempts;
    quiet += other.quiet;
    acts += other.acts;
    late += other.late;
    falsePass += other.falsePass;
    std::ranges::transform(verdicts, other.verdicts, verdicts.begin(), std::plus{});
    std::ranges::transform(injected, other.injected, injected.begin(), std::plus{});
    broken.insert(broken.end(), other.broken.begin(), other.broken.end());
    return *this;
}

SwarmTally swarmShift(const SwarmWishes& wishes, std::uint64_t shiftSeed) {
    SwarmFloor floor(wishes, shiftSeed);
    Operator person(floor, floor.clock());
    const double quota = std::min(wishes.shiftBoardMinutes, wishes.boardMinutes);
    while (floor.boardMinutes() < quota) {
        person.act();
    }
    return floor.close(shiftSeed % 2 == 0);
}

SwarmTally swarm(const SwarmWishes& wishes,
                 const std::function<void(const SwarmTally&)>& shiftEnded) {
    SwarmTally tally;
    std::mt19937_64 seeds(wishes.seed);
    SwarmWishes left = wishes;
    while (tally.boardMinutes < wishes.boardMinutes) {
        left.boardMinutes = wishes.boardMinutes - tally.boardMinutes;
        tally += swarmShift(left, seeds());
        if (shiftEnded) {
            shiftEnded(tally);
        }
    }
    return tally;
}

} // namespace greenlight::test
