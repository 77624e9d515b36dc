// Boards that start by themselves, in virtual time: when they do, and every reason not to.
#include "engine/job/arrival.h"
#include "tests/line/floor.h"

#include <gtest/gtest.h>

namespace greenlight::station {

namespace {

using namespace std::chrono_literals;
using job::Arrival;
using job::StartedBy;
using job::Verdict;

/// Looks a quarter of a second apart, as a slot makes them.
class ArrivalTest : public testing::Test {
protected:
    /// True if any of so many looks saw a board.
    bool look(bool contact, int times) {
        bool seen = false;
        for (int i = 0; i < times; ++i) {
            m_now += 250ms;
            seen = m_arrival.look(contact, m_now) || seen;
        }
        return seen;
    }

    Arrival m_arrival;
    Instant m_now{1h};
};

TEST_F(ArrivalTest, IsContactThatStaysAfterTheSlotWasEmpty) {
    EXPECT_FALSE(look(false, 3));
    EXPECT_FALSE(look(true, 2)); // a quarter of a second is too short
    EXPECT_TRUE(look(true, 1));
}

TEST_F(ArrivalTest, OfABoardThatWasAlwaysInIsNone) { EXPECT_FALSE(look(true, 100)); }

TEST_F(ArrivalTest, AfterABounceIsNone) {
    EXPECT_FALSE(look(false, 3));
    EXPECT_TRUE(look(true, 3));
    m_arrival.forget();
    EXPECT_FALSE(look(false, 2)); // open for a quarter of a second: no board leaves so quickly
    EXPECT_FALSE(look(true, 100));
    EXPECT_FALSE(look(false, 3));
    EXPECT_TRUE(look(true, 3));
}

TEST_F(ArrivalTest, OfAContactThatNeverStaysIsNone) {
    EXPECT_FALSE(look(false, 3));
    for (int i = 0; i < 100; ++i) {
        EXPECT_FALSE(look(true, 2));
        EXPECT_FALSE(look(false, 1));
    }
}

class HandsFree : public testing::Test {
protected:
    HandsFree() {
        m_floor.handsFree = true;
        m_floor.rules = {.quarantineAfter = 0};
    }

    void open() {
        m_floor.open(m_recipe);
        m_floor.clock.sleepFor(1s); // both slots are seen empty
    }

    void insert(std::size_t slot = 0) {
        m_floor.bench.insert(m_floor.port(slot), test::board(sim::Chip::F407, ++m_boards));
    }

    /// Long enough for a start, and for the end of what has started.
    void wait(Duration time = 3s) {
        m_floor.clock.sleepFor(time);
        m_floor.finish();
    }

    void swap(std::size_t slot = 0) {
        m_floor.bench.remove(m_floor.port(slot));
        m_floor.clock.sleepFor(1s);
        insert(slot);
        wait();
    }

    void wantLabels() {
        m_recipe->serial = {.source = job::SerialSource::Scan, .pattern = "^A[0-9]+$"};
    }

    [[nodiscard]] Line& line() const { return *m_floor.line; }

    [[nodiscard]] std::uint64_t attempts(std::size_t slot = 0) const {
        return m_floor.slot(slot).attempts;
    }

    std::size_t entriesWith(const std::string& words) {
        m_floor.clock.sleepFor(1s);
        return test::entriesWith(m_folder.path() / "journal.db", words);
    }

    const test::TemporaryFolder m_folder;
    test::Floor m_floor{1, test::mixedProbes(2), m_folder.path()};
    std::shared_ptr<job::Recipe> m_recipe = test::recipeFor(sim::Chip::F407, 4096);
    unsigned m_boards = 0;
};

TEST_F(HandsFree, BoardThatIsPutInStartsAndTheRecordSaysHow) {
    open();
    insert();
    wait();
    ASSERT_EQ(m_floor.ended.size(), 1U);
    EXPECT_EQ(m_floor.ended[0].order.startedBy, StartedBy::HandsFree);
    EXPECT_EQ(m_floor.ended[0].ending.judgement.verdict, Verdict::Pass);
    EXPECT_EQ(attempts(1), 0U);
    EXPECT_EQ(entriesWith("\"started_by\":\"hands-free\""), 1U);
    EXPECT_EQ(line().view().refusals, 0U);
}

TEST_F(HandsFree, BoardAfterBoardStarts) {
    open();
    insert();
    wait();
    for (int i = 0; i < 4; ++i) {
        swap();
    }
    EXPECT_EQ(attempts(), 5U);
    for (const test::Floor::Ended& each : m_floor.ended) {
        EXPECT_EQ(each.ending.judgement.verdict, Verdict::Pass);
    }
}

TEST_F(HandsFree, IsOffWhereTheSettingsDoNotSayOn) {
    EXPECT_FALSE(Settings().handsFree);
    m_floor.handsFree = false;
    open();
    insert();
    wait(60s);
    EXPECT_EQ(attempts(), 0U);
    EXPECT_TRUE(line().view().slots[0].mayStart);
    EXPECT_FALSE(line().view().handsFree);
}

TEST_F(HandsFree, BoardThatPassedAndIsLeftInDoesNotStartAgain) {
    open();
    insert();
    wait();
    wait(600s);
    EXPECT_EQ(attempts(), 1U);
    EXPECT_EQ(line().view().refusals, 0U);
}

TEST_F(HandsFree, BoardThatFailedDoesNotStartAgainBeforeItWasSeenGone) {
    m_floor.bench.setMishaps(m_floor.port(0), {.target = {.flashError = 1}});
    open();
    insert();
    wait();
    ASSERT_EQ(m_floor.ended.size(), 1U);
    EXPECT_EQ(m_floor.ended[0].ending.judgement.verdict, Verdict::Fail);
    wait(600s);
    EXPECT_EQ(attempts(), 1U);
    // A contact that bounces under it is no board that left.
    for (int i = 0; i < 20; ++i) {
        auto same = m_floor.bench.remove(m_floor.port(0));
        m_floor.clock.sleepFor(260ms);
        m_floor.bench.insert(m_floor.port(0), std::move(same));
        wait(2s);
    }
    EXPECT_EQ(attempts(), 1U);
    auto same = m_floor.bench.remove(m_floor.port(0));
    m_floor.clock.sleepFor(1s);
    m_floor.bench.insert(m_floor.port(0), std::move(same));
    wait();
    EXPECT_EQ(attempts(), 2U);
}

TEST_F(HandsFree, BouncingContactDoesNotStart) {
    open();
    auto bouncing = sim::SimTarget::make(test::board(sim::Chip::F407, 1), 1);
    for (int i = 0; i < 40; ++i) {
        m_floor.bench.insert(m_floor.port(0), std::move(bouncing));
        m_floor.clock.sleepFor(280ms);
        bouncing = m_floor.bench.remove(m_floor.port(0));
        m_floor.clock.sleepFor(280ms);
    }
    EXPECT_EQ(attempts(), 0U);
    EXPECT_TRUE(m_floor.ended.empty());
}

TEST_F(HandsFree, BoardThatWasInBeforeTheLineDoesNotStart) {
    insert();
    open();
    wait(60s);
    EXPECT_EQ(attempts(), 0U);
    m_floor.run(0); // by hand it does
    EXPECT_EQ(m_floor.ended.back().order.startedBy, StartedBy::Keyboard);
}

TEST_F(HandsFree, ChipThatDoesNotAnswerWaitsForAPress) {
    open();
    sim::BoardSpec dead = test::board(sim::Chip::F407, 1);
    m_floor.bench.setMishaps(m_floor.port(0), {.target = {.parityError = 1}});
    m_floor.bench.insert(m_floor.port(0), dead);
    wait(60s);
    EXPECT_EQ(attempts(), 0U);
    EXPECT_TRUE(line().view().slots[0].mayStart);
}

TEST_F(HandsFree, PressAndArrivalTogetherAreOneAttempt) {
    open();
    insert();
    // By turns a press comes before, with and after the looks that would have started the board.
    unsigned pressed = 0;
    for (int i = 0; i < 40; ++i) {
        m_floor.clock.sleepFor(23ms);
        pressed += line().press(0, StartedBy::Screen).ok() ? 1U : 0U;
    }
    wait();
    wait(60s);
    EXPECT_EQ(pressed, 1U);
    EXPECT_EQ(attempts(), 1U);
    EXPECT_EQ(m_floor.ended.size(), 1U);
}

TEST_F(HandsFree, LockedSlotDoesNotStart) {
    m_floor.rules = {.quarantineAfter = 1};
    m_floor.bench.setMishaps(m_floor.port(0), {.target = {.flashError = 1}});
    open();
    insert();
    wait();
    EXPECT_EQ(attempts(), 1U);
    EXPECT_TRUE(line().view().slots[0].locked);
    swap();
    EXPECT_EQ(attempts(), 1U);
    EXPECT_EQ(entriesWith("\"fault\":\"slot-quarantined\",\"note\""), 1U); // the lock, no press
    insert(1);
    wait();
    EXPECT_EQ(attempts(1), 1U);
}

TEST_F(HandsFree, NobodySignedInMeansNothingStarts) {
    m_floor.signIn = {.wanted = true, .lockAfter = 0s};
    People people =
        People::open(*m_floor.journal, m_folder.path() / "people.secret", m_floor.clock, {.n = 16})
            .value();
    ASSERT_TRUE(people.addFirst({"Eve", Role::Engineer, "", "eagle-05"}, "installer").ok());
    const Actor eve{.name = "Eve", .person = 1, .role = Role::Engineer};
    ASSERT_TRUE(people.add({"Ann", Role::Operator, "BADGE-ANN", ""}, eve).ok());
    open();
    insert();
    wait();
    // And who signs in starts nothing by that: the board is there already, it wants a press.
    ASSERT_TRUE(line().scan("BADGE-ANN", true).ok());
    wait(10s);
    EXPECT_EQ(attempts(), 0U);
    EXPECT_EQ(line().view().refusals, 0U);
    swap();
    ASSERT_EQ(attempts(), 1U);
    EXPECT_EQ(m_floor.ended.back().order.operatorName, "Ann");
}

TEST_F(HandsFree, BoardThatWantsALabelStartsWithItsOwn) {
    wantLabels();
    open();
    insert(0);
    insert(1);
    wait();
    EXPECT_EQ(attempts(0) + attempts(1), 0U);
    EXPECT_FALSE(line().scan("B1", true).ok());
    ASSERT_TRUE(line().scan("A2", true, 1).ok());
    wait();
    EXPECT_EQ(attempts(0), 0U);
    ASSERT_EQ(attempts(1), 1U);
    EXPECT_EQ(m_floor.ended.back().ending.evidence.serial, "A2");
    EXPECT_EQ(m_floor.ended.back().order.startedBy, StartedBy::HandsFree);
    EXPECT_TRUE(m_floor.ended.back().order.serialScanned);
}

TEST_F(HandsFree, BoardWhoseLabelWasScannedBeforeStartsWhenItIsIn) {
    wantLabels();
    open();
    ASSERT_TRUE(line().scan("A1", true, 0).ok());
    wait(10s);
    EXPECT_EQ(attempts(), 0U);
    insert();
    wait();
    ASSERT_EQ(attempts(), 1U);
    EXPECT_EQ(m_floor.ended.back().ending.evidence.serial, "A1");
}

TEST_F(HandsFree, LabelForABoardThatFailedAndIsStillInStartsNothing) {
    wantLabels();
    m_floor.bench.setMishaps(m_floor.port(0), {.target = {.flashError = 1}});
    open();
    ASSERT_TRUE(line().scan("A1", true, 0).ok());
    insert();
    wait();
    ASSERT_EQ(attempts(), 1U);
    ASSERT_TRUE(line().scan("A1", true, 0).ok());
    wait(10s);
    EXPECT_EQ(attempts(), 1U);
}

TEST_F(HandsFree, AllowedReworkWaitsForAPress) {
    open();
    ASSERT_TRUE(line().allowRework(0, {"Sue"}, "new firmware").ok());
    insert();
    wait(10s);
    EXPECT_EQ(attempts(), 0U);
    m_floor.run(0);
    swap();
    EXPECT_EQ(attempts(), 2U);
    EXPECT_EQ(m_floor.ended.back().order.startedBy, StartedBy::HandsFree);
}

} // namespace
} // namespace greenlight::station
