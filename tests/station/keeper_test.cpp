// The keeper's hours and days, in the time of a clock that the test moves.
#include "db/audit.h"
#include "db/clock_changes.h"
#include "db/journal.h"
#include "station/keeper.h"
#include "tests/db/workbench.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <mutex>

namespace greenlight::station {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Time stands still until the test lets it pass, and it has passed when the one worker waits
/// again.
class HandClock final : public base::Clock {
public:
    [[nodiscard]] Instant now() const noexcept override {
        const std::scoped_lock lock(m_mutex);
        return m_now;
    }

    [[nodiscard]] base::WallTime wall() const noexcept override {
        const std::scoped_lock lock(m_mutex);
        return {m_start.unixMicros + m_step +
                std::chrono::duration_cast<std::chrono::microseconds>(m_now.time_since_epoch())
                    .count()};
    }

    void sleepUntil(Instant moment) override {
        const std::scoped_lock lock(m_mutex);
        m_now = std::max(m_now, moment);
    }

    /// Returns once the worker waits for a time that has not come.
    void settle() {
        std::unique_lock lock(m_mutex);
        m_moved.wait(lock, [this] { return m_waits && m_until > m_now; });
    }

    void pass(Duration duration) {
        constexpr Duration stride = 30s;
        for (Duration left = duration; left > Duration::zero(); left -= stride) {
            settle();
            {
                const std::scoped_lock lock(m_mutex);
                m_now += std::min(left, stride);
            }
            m_moved.notify_all();
        }
        settle();
    }

    void stepWall(Duration step) {
        const std::scoped_lock lock(m_mutex);
        m_step += std::chrono::duration_cast<std::chrono::microseconds>(step).count();
    }

private:
    void raise(base::Signal& signal) override {
        const std::scoped_lock lock(m_mutex);
        exchange(signal, true);
        m_moved.notify_all();
    }

    bool wait(base::Signal& signal, Instant deadline) override {
        std::unique_lock lock(m_mutex);
        bool raised = false;
        const auto over = [&] { return (raised = exchange(signal, false)) || m_now >= deadline; };
        if (deadline == base::endOfTime) { // Somebody joins the worker.
            m_moved.wait(lock, over);
            return raised;
        }
        m_waits = true;
        m_until = deadline;
        m_moved.notify_all();
        m_moved.wait(lock, over);
        m_waits = false;
        return raised;
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_moved;
    base::WallTime m_start{1'795'435'200'000'000}; // 2026-11-23T12:00:00Z
    Instant m_now{};
    std::int64_t m_step = 0;
    bool m_waits = false;
    Instant m_until{};
};

class KeeperTest : public ::testing::Test {
protected:
    KeeperTest() {
        setenv("TZ", "UTC", 1);
        tzset();
        fs::create_directory(m_copies);
    }

    db::StationKey key() {
        return db::StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3").value();
    }

    void open(Keeper::Order order = {}) {
        order.journalFile = m_file;
        order.station = "line1-st3";
        m_keeper.emplace(std::move(order), *m_journal, key(), m_clock);
        m_clock.settle();
    }

    void make(const std::string& serial) {
        auto ticket = m_journal->begin(db::intent(serial)).value();
        ASSERT_TRUE(m_journal->identified(ticket, db::chip(++m_made), serial).ok());
        ASSERT_TRUE(
            m_journal->close(std::move(ticket), db::passing(db::chip(m_made), serial)).ok());
    }

    std::int64_t count(const std::string& query) {
        return SQLite::Database(m_file.string(), SQLite::OPEN_READONLY)
            .execAndGet("SELECT count(*) FROM " + query)
            .getInt64();
    }

    std::int64_t checkpoints() { return count("checkpoint"); }

    std::int64_t backups() { return count("entry WHERE kind = 'backup'"); }

    std::int64_t failures() { return count("entry WHERE kind = 'backup-failed'"); }

    Keeper::Order daily(unsigned minute) {
        return {.backup = {.folder = m_copies, .atMinute = minute}};
    }

    db::Folder m_folder;
    fs::path m_file = m_folder.file("journal.db");
    fs::path m_copies = m_folder.file("copies");
    HandClock m_clock;
    std::unique_ptr<db::Journal> m_journal =
        db::Journal::open(m_file, "line1-st3", m_clock).value();
    std::optional<Keeper> m_keeper;
    std::uint32_t m_made = 0;
};

constexpr unsigned noon = 12 * 60;

TEST_F(KeeperTest, EveryHourThatSomethingWasWrittenInIsSigned) {
    open();
    make("A");
    m_clock.pass(59min);
    EXPECT_EQ(checkpoints(), 0);
    m_clock.pass(1min);
    EXPECT_EQ(checkpoints(), 1);
    m_clock.pass(5h);
    EXPECT_EQ(checkpoints(), 1) << "nothing was written since";
    make("B");
    m_clock.pass(1h);
    EXPECT_EQ(checkpoints(), 2);
}

TEST_F(KeeperTest, AnHourIsOneAlsoWhenTheCalendarIsSetBackOverIt) {
    open();
    make("A");
    m_clock.pass(30min);
    m_clock.stepWall(-2h);
    m_clock.pass(30min);
    EXPECT_EQ(checkpoints(), 1);
}

TEST_F(KeeperTest, TheStartOfAShiftIsSignedAtOnce) {
    open({.shiftMinutes = {noon + 10}});
    make("A");
    m_clock.pass(9min);
    EXPECT_EQ(checkpoints(), 0);
    m_clock.pass(1min);
    EXPECT_EQ(checkpoints(), 1);
}

TEST_F(KeeperTest, AShiftThatBeginsAtMidnightIsSignedThen) {
    open({.shiftMinutes = {0}});
    m_clock.pass(11h + 30min);
    make("A");
    m_clock.pass(29min);
    EXPECT_EQ(checkpoints(), 0);
    m_clock.pass(1min);
    EXPECT_EQ(checkpoints(), 1);
}

TEST_F(KeeperTest, WhatWasWrittenLastIsSignedWhenTheLineCloses) {
    open();
    make("A");
    m_clock.pass(1min);
    m_keeper.reset();
    EXPECT_EQ(checkpoints(), 1);
    const auto audit = db::verifyJournal(m_file, m_clock, {.signer = key().signer()});
    ASSERT_TRUE(audit.ok());
    EXPECT_FALSE(audit->finding.has_value());
}

TEST_F(KeeperTest, EachDayThereIsOneCopy) {
    open(daily(noon + 10));
    make("A");
    m_clock.pass(9min);
    EXPECT_EQ(backups(), 0);
    m_clock.pass(1min);
    EXPECT_EQ(backups(), 1);
    m_clock.pass(23h);
    EXPECT_EQ(backups(), 1);
    m_clock.pass(1h);
    EXPECT_EQ(backups(), 2);
    EXPECT_EQ(failures(), 0);
    EXPECT_TRUE(fs::exists(m_copies / "journal-20261123T121000Z.db"));
    EXPECT_TRUE(fs::exists(m_copies / "journal-20261124T121000Z.db.manifest"));
}

TEST_F(KeeperTest, ACalendarThatIsSetBackOverTheMinuteOfTheCopyPassesItAgain) {
    open(daily(noon + 10));
    make("A");
    m_clock.pass(20min);
    EXPECT_EQ(backups(), 1);
    m_clock.stepWall(-15min);
    m_clock.pass(4min);
    EXPECT_EQ(backups(), 1) << "to be set back over a minute is not to pass it";
    m_clock.pass(2min);
    EXPECT_EQ(backups(), 2);
    EXPECT_EQ(failures(), 0);
}

TEST_F(KeeperTest, ACalendarThatIsSetForwardOverTheMinuteOfTheCopyHasPassedIt) {
    open(daily(noon + 10));
    make("A");
    m_clock.stepWall(48h);
    m_clock.pass(1min);
    EXPECT_EQ(backups(), 1);
}

TEST_F(KeeperTest, ACopyThatHasNoFolderIsOnRecordAndTriedAgainAnHourLater) {
    fs::remove(m_copies);
    open(daily(noon + 10));
    m_clock.pass(10min);
    EXPECT_EQ(backups(), 0);
    EXPECT_EQ(failures(), 1);
    make("the line goes on");
    m_clock.pass(50min);
    EXPECT_EQ(failures(), 1);
    m_clock.pass(10min);
    EXPECT_EQ(failures(), 2);
    fs::create_directory(m_copies);
    m_clock.pass(1h);
    EXPECT_EQ(backups(), 1);
    EXPECT_EQ(failures(), 2);
    m_clock.pass(5h);
    EXPECT_EQ(backups(), 1);
}

TEST_F(KeeperTest, ACopyIntoWhatIsNoFolderSaysSoAndTheLineGoesOn) {
    m_copies = m_folder.file("station.key");
    open(daily(noon + 10));
    make("A");
    m_clock.pass(10min);
    EXPECT_EQ(failures(), 1);
    const std::string body = SQLite::Database(m_file.string(), SQLite::OPEN_READONLY)
                                 .execAndGet("SELECT body FROM entry WHERE kind = 'backup-failed'")
                                 .getString();
    EXPECT_NE(body.find("file-not-written"), std::string::npos) << body;
    make("B");
}

TEST_F(KeeperTest, AClockThatNobodyKeepsRightIsOnRecordOncePerChange) {
    std::optional<bool> kept = true;
    open({.clockIsKept = [&kept] { return kept; }});
    m_clock.pass(1h);
    EXPECT_EQ(count("entry"), 0);
    kept = false;
    m_clock.pass(1h);
    kept.reset();
    m_clock.pass(1h);
    EXPECT_EQ(count("entry WHERE kind = 'clock-changed'"), 1);
    kept = true;
    m_clock.pass(1h);
    EXPECT_EQ(count("entry WHERE kind = 'clock-changed'"), 2);
}

} // namespace
} // namespace greenlight::station
