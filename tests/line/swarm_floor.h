#pragma once

#include "tests/line/floor.h"
#include "tests/line/swarm.h"

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace greenlight::test {

/// One shift of a swarm: the line, what is known of each slot, and the judgement over each ending.
/// What happens is up to the operator (swarm.cpp). Everything runs on the shift's turnstile, one
/// thread at a time, so nothing here needs a lock.
class SwarmFloor {
public:
    SwarmFloor(const SwarmWishes& wishes, std::uint64_t seed);
    SwarmFloor(const SwarmFloor&) = delete;
    SwarmFloor& operator=(const SwarmFloor&) = delete;
    SwarmFloor(SwarmFloor&&) = delete;
    SwarmFloor& operator=(SwarmFloor&&) = delete;
    ~SwarmFloor() = default;

    [[nodiscard]] sim::Turnstile& clock() noexcept { return m_floor.clock; }

    [[nodiscard]] std::size_t slots() const noexcept { return m_slots.size(); }

    /// Virtual minutes with a board in a slot, so far.
    [[nodiscard]] double boardMinutes();

    // What people do. Whatever is done to a slot in the middle makes its attempt a disturbed one.

    /// Everything in order in this slot, and a new board in it. Waits until the line has seen both;
    /// false, with a complaint, when it never does.
    bool serve(std::size_t slot);
    /// One press; refused or not.
    void press(std::size_t slot);
    void pressAll();
    void pullProbe(std::size_t slot);
    void plugProbe(std::size_t slot, bool other);
    void takeBoard(std::size_t slot);
    /// The board is changed for another one under the line's hands.
    void changeBoard(std::size_t slot);
    void cutSupply(std::size_t slot, bool on);
    void plan(std::size_t slot, const sim::MishapPlan& plan);

    [[nodiscard]] bool isWorking(std::size_t slot) const {
        return m_slots[slot].pressedAt.has_value();
    }

    /// The end of the shift, with attempts still running or with none.
    SwarmTally close(bool inTheMiddle);

    std::mt19937_64 random;

private:
    struct SlotState {
        sim::ProbeSpec probe{};
        bool probeIsRight = true; ///< the one that belongs here is in, and not locked up for good
        bool due = false;         ///< served, and Start not pressed yet
        std::optional<Instant> boardSince{};
        std::optional<Instant> pressedAt{}; ///< of the attempt that runs
        bool disturbed = false;
        std::optional<Instant> flashFlipped{};
        /// Boards taken out since the attempt began: the record may be about one of them.
        std::vector<std::unique_ptr<sim::SimTarget>> drawer{};
    };

    [[nodiscard]] probe::PortPath port(std::size_t slot) const { return m_floor.port(slot); }

    [[nodiscard]] sim::BoardSpec nextBoard();
    [[nodiscard]] std::unique_ptr<sim::SimTarget> makeBoard();
    void putIn(std::size_t slot, std::unique_ptr<sim::SimTarget> board);
    void takeOut(std::size_t slot);
    void disturb(std::size_t slot);
    void collectMishaps(std::size_t slot);
    bool waitForContact(std::size_t slot, bool contact);
    void ended(const job::Order& order, const job::Ending& ending);
    [[nodiscard]] bool isRight(std::size_t slot, const job::Ending& ending);
    [[nodiscard]] bool isLate(std::size_t slot, const job::Ending& ending) const;
    void complain(std::size_t slot, const std::string& what);

    std::uint64_t m_seed;
    TemporaryFolder m_folder;
    std::vector<sim::Chip> m_chips;
    std::shared_ptr<const job::Recipe> m_recipe;
    bool m_switchesPower; ///< the hub can, port by port
    Floor m_floor;
    std::vector<SlotState> m_slots;
    std::uint32_t m_number = 0;
    Duration m_boardTime{};
    bool m_closing = false;
    SwarmTally m_tally;
};

} // namespace greenlight::test
