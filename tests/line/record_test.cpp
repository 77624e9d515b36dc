// Promises one and two: no green without a receipt, and nothing is touched before it is written
// down.
#include "engine/job/gang.h"
#include "tests/line/floor.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace greenlight {
namespace {

using namespace std::chrono_literals;
using test::board;

// Nobody but the journal can make what green is made of.
static_assert(!std::is_default_constructible_v<job::Receipt>);
static_assert(!std::is_constructible_v<job::Receipt, std::uint64_t, const Digest&, job::Verdict>);
static_assert(!std::is_aggregate_v<job::Receipt>);
static_assert(!std::is_default_constructible_v<job::Passed>);
static_assert(!std::is_constructible_v<job::Ticket, std::uint64_t>);
static_assert(!std::is_copy_constructible_v<job::Ticket>);

/// A recorder whose disk breaks at one of its calls.
class BreakingRecorder final : public job::Recorder {
public:
    enum class At : std::uint8_t { Begin, Identified, Close, Never };

    BreakingRecorder(job::Recorder& real, At at) : m_real(real), m_at(at) {}

    Result<job::Ticket> begin(const job::Intent& intent) override {
        if (m_at == At::Begin) {
            return broken();
        }
        return m_real.begin(intent);
    }

    Result<std::string> identified(const job::Ticket& ticket, const job::ChipIdentity& chip,
                                   const std::string& serial) override {
        if (m_at == At::Identified) {
            return broken();
        }
        return m_real.identified(ticket, chip, serial);
    }

    Result<job::Receipt> close(job::Ticket ticket, const job::Evidence& evidence) override {
        if (m_at == At::Close) {
            return broken();
        }
        return m_real.close(std::move(ticket), evidence);
    }

private:
    static Fault broken() {
        return {.code = FaultCode::DiskFull, .stage = Stage::Record, .note = "test"};
    }

    job::Recorder& m_real;
    At m_at;
};

/// One slot on a recorder that breaks; the board's flash holds a mark that an erase would remove.
class Record : public testing::Test {
protected:
    static constexpr std::uint8_t mark = 0x5A;

    test::TemporaryFolder folder;
    sim::Turnstile clock{3};
    sim::SimBench bench{clock, sim::rowOfSockets(1), 3};
    probe::PortPath port = bench.ports().front();
    std::unique_ptr<db::Journal> journal;
    std::optional<job::Ending> ending;
    job::SlotState state;
    job::SerialRule serialRule;

    void runOn(BreakingRecorder::At at, const std::string& serial = {}) {
        journal = std::move(db::Journal::open(folder.path() / "journal.db", "test", clock)).value();
        BreakingRecorder recorder(*journal, at);
        bench.insert(port, board(sim::Chip::G474, 1));
        bench.withBoard(port, [](sim::SimTarget& chip, Instant) { chip.tamperFlash(0, mark); });
        job::Slot slot(
            {.name = "1", .port = port}, bench, recorder, clock, [] {},
            [this](const job::Order&, const job::Ending& end) { ending = end; });
        clock.sleepFor(1s);
        job::Order order;
        const auto recipe = test::recipeFor(sim::Chip::G474, 6'000);
        recipe->serial = serialRule;
        order.recipe = recipe;
        order.serial = serial;
        ASSERT_TRUE(slot.start(order).ok());
        clock.sleepFor(60s);
        state = slot.view().state;
    }

    bool untouched() {
        bool marked = false;
        bench.withBoard(
            port, [&marked](sim::SimTarget& chip, Instant) { marked = chip.flash()[0] == mark; });
        return marked;
    }
};

TEST_F(Record, WhenTheIntentCannotBeWrittenTheBoardIsNotTouched) {
    runOn(BreakingRecorder::At::Begin);
    EXPECT_TRUE(untouched());
    ASSERT_TRUE(std::holds_alternative<job::Unrecorded>(state));
    EXPECT_EQ(std::get<job::Unrecorded>(state).fault.code, FaultCode::DiskFull);
    EXPECT_FALSE(ending->evidence.before.has_value()) << "not even looked at";
}

TEST_F(Record, WhenTheChipCannotBeBoundToTheRecordItIsNotTouched) {
    runOn(BreakingRecorder::At::Identified);
    EXPECT_TRUE(untouched());
    ASSERT_TRUE(std::holds_alternative<job::Failed>(state));
    EXPECT_EQ(std::get<job::Failed>(state).fault.code, FaultCode::DiskFull);
}

TEST_F(Record, WhenTheEndingCannotBeWrittenAGoodBoardIsNotGreen) {
    runOn(BreakingRecorder::At::Close);
    EXPECT_FALSE(untouched());
    EXPECT_EQ(ending->judgement.verdict, job::Verdict::Pass) << "the board itself is good";
    EXPECT_FALSE(ending->receipt.has_value());
    EXPECT_TRUE(std::holds_alternative<job::Unrecorded>(state));
}

/// The line asks for labels; the job does not rely on it.
TEST_F(Record, ASerialThatTheRecipeDoesNotTakeEndsTheAttemptBeforeTheBoardIsLookedAt) {
    serialRule = {.source = job::SerialSource::Scan, .pattern = "^A[0-9]+$"};
    runOn(BreakingRecorder::At::Never, "B1");
    EXPECT_TRUE(untouched());
    EXPECT_EQ(ending->judgement.fault.value().code, FaultCode::SerialPattern);
    EXPECT_FALSE(ending->evidence.before.has_value());
    EXPECT_TRUE(ending->receipt.has_value());
}

} // namespace
} // namespace greenlight
