// The calendar of a computer is set by people, by batteries and by the network; the order of
// entries is not.
#include "db/audit.h"
#include "db/clock_changes.h"
#include "db/units.h"
#include "tests/db/workbench.h"

namespace greenlight::db {
namespace {

using namespace std::chrono_literals;

class JournalClockTest : public JournalTest {
protected:
    std::vector<ClockChange> changes() {
        SQLite::Database sql = stranger();
        return readClockChanges(sql);
    }

    std::vector<ClockChange> about(const std::string& serial) {
        Units units = Units::open(m_file, m_clock).value();
        return units.bySerial(serial)->attempts.back().clock;
    }

    void expectSound() {
        const auto audit = verifyJournal(m_file, m_clock);
        ASSERT_TRUE(audit.ok());
        EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
        EXPECT_FALSE(audit->replayed);
    }
};

TEST_F(JournalClockTest, AClockThatGoesOnIsNotOnRecord) {
    ASSERT_TRUE(pass("A", 1).ok());
    m_clock.sleepFor(72h);
    m_clock.stepWall(100s); // What NTP may turn in that time.
    ASSERT_TRUE(pass("B", 2).ok());
    shut();
    m_clock.sleepFor(24h * 365);
    ASSERT_TRUE(pass("C", 3).ok());
    EXPECT_TRUE(changes().empty());
}

TEST_F(JournalClockTest, AClockThatIsSetBackIsOnRecordOnceAndBeforeTheNextAttempt) {
    ASSERT_TRUE(pass("A", 1).ok());
    m_clock.sleepFor(10min);
    m_clock.stepWall(-1h);
    ASSERT_TRUE(pass("B", 2).ok());
    ASSERT_TRUE(pass("C", 3).ok());
    ASSERT_EQ(changes().size(), 1U);
    const ClockChange change = changes().front();
    EXPECT_EQ(change.sequence, 4U);
    EXPECT_EQ(change.what, clock_word::setBack);
    EXPECT_EQ(change.before, "2026-11-23T12:10:00.000000Z");
    EXPECT_EQ(change.after, "2026-11-23T11:10:00.000000Z");
    EXPECT_EQ(change.byMicros, -3'600'000'000);
    EXPECT_EQ(text("SELECT begun FROM attempt WHERE serial = 'B'"), "5");
    expectSound();
}

TEST_F(JournalClockTest, AClockThatIsSetForwardIsOnRecordToo) {
    ASSERT_TRUE(pass("A", 1).ok());
    m_clock.stepWall(3s);
    ASSERT_TRUE(pass("B", 2).ok());
    ASSERT_EQ(changes().size(), 1U);
    EXPECT_EQ(changes().front().what, clock_word::setForward);
    EXPECT_EQ(changes().front().byMicros, 3'000'000);
    expectSound();
}

TEST_F(JournalClockTest, AClockThatWasSetBackWhileTheStationWasClosedIsOnRecord) {
    ASSERT_TRUE(pass("A", 1).ok());
    shut();
    m_clock.stepWall(-24h);
    ASSERT_TRUE(pass("B", 2).ok());
    shut();
    m_clock.sleepFor(1min);
    ASSERT_TRUE(pass("C", 3).ok());
    ASSERT_EQ(changes().size(), 1U);
    EXPECT_EQ(changes().front().what, clock_word::setBack);
    EXPECT_EQ(changes().front().before, "2026-11-23T12:00:00.000000Z");
    EXPECT_NE(text("SELECT body FROM entry WHERE kind = 'clock-changed'").find("newest-entry"),
              std::string::npos);
    expectSound();
}

TEST_F(JournalClockTest, AStepIsNotForgottenWhenTheEntryBehindItIsRefused) {
    ASSERT_TRUE(pass("A", 1).ok());
    m_clock.stepWall(-1h);
    EXPECT_FALSE(journal().begin(intent("A")).ok());
    EXPECT_TRUE(changes().empty());
    ASSERT_TRUE(pass("B", 2).ok());
    EXPECT_EQ(changes().size(), 1U);
}

TEST_F(JournalClockTest, AClockThatNobodyKeepsRightIsOnRecordOncePerChange) {
    for (const bool is : {true, true, false, false, true, true, false}) {
        ASSERT_TRUE(journal().clockIsSynchronised(is).ok());
    }
    shut();
    ASSERT_TRUE(journal().clockIsSynchronised(false).ok());
    std::string words;
    for (const ClockChange& change : changes()) {
        words += change.what + ' ';
    }
    EXPECT_EQ(words, "unsynchronised synchronised unsynchronised ");
}

TEST_F(JournalClockTest, AnAttemptTellsWhatMakesItsTimesDoubtful) {
    ASSERT_TRUE(pass("long before", 1).ok());
    m_clock.sleepFor(2h);
    ASSERT_TRUE(pass("in the hour that came twice", 2).ok());
    m_clock.sleepFor(10min);
    m_clock.stepWall(-1h);
    ASSERT_TRUE(pass("in it again", 3).ok());
    m_clock.sleepFor(2h);
    auto ticket = journal().begin(intent("in work at a step")).value();
    m_clock.stepWall(1min);
    ASSERT_TRUE(journal().identified(ticket, chip(4), "in work at a step").ok());
    ASSERT_TRUE(journal().close(std::move(ticket), passing(chip(4), "in work at a step")).ok());
    ASSERT_TRUE(journal().clockIsSynchronised(false).ok());
    ASSERT_TRUE(pass("kept by nobody", 5).ok());
    ASSERT_TRUE(journal().clockIsSynchronised(true).ok());
    ASSERT_TRUE(pass("long after", 6).ok());

    EXPECT_TRUE(about("long before").empty());
    ASSERT_EQ(about("in the hour that came twice").size(), 1U);
    EXPECT_EQ(about("in the hour that came twice").front().what, clock_word::setBack);
    ASSERT_EQ(about("in it again").size(), 1U);
    EXPECT_EQ(about("in it again").front().byMicros, -3'600'000'000);
    ASSERT_EQ(about("in work at a step").size(), 1U);
    EXPECT_EQ(about("in work at a step").front().what, clock_word::setForward);
    ASSERT_EQ(about("kept by nobody").size(), 1U);
    EXPECT_EQ(about("kept by nobody").front().what, clock_word::unsynchronised);
    EXPECT_TRUE(about("long after").empty());
}

TEST_F(JournalClockTest, TimesAreReadAsTheyAreWritten) {
    for (const std::int64_t micros :
         {std::int64_t{0}, std::int64_t{1}, std::int64_t{1'795'435'200'123'456},
          std::int64_t{1'709'164'800'000'000}, std::int64_t{-1}}) {
        EXPECT_EQ(wallTimeOf(base::toIso8601({micros})), base::WallTime{micros});
    }
    for (const char* const text :
         {"", "2026-11-23T12:00:00Z", "2026-02-30T12:00:00.000000Z", "2026-11-23T24:00:00.000000Z",
          "2026-11-23 12:00:00.000000Z", "2026-1x-23T12:00:00.000000Z",
          "2026-11-23T12:00:60.000000Z", "2026-11-23T12:00:00.000000z"}) {
        EXPECT_FALSE(wallTimeOf(text).has_value()) << text;
    }
}

TEST_F(JournalClockTest, AWorkOrderIsOfTheAttemptsThatBeginUnderIt) {
    ASSERT_TRUE(pass("A", 1).ok());
    journal().workOn("WO-17");
    ASSERT_TRUE(pass("B", 2).ok());
    journal().workOn("");
    ASSERT_TRUE(pass("C", 3).ok());
    EXPECT_EQ(text("SELECT group_concat(serial || ':' || work_order, ' ') FROM attempt"),
              "A: B:WO-17 C:");
    Units units = Units::open(m_file, m_clock).value();
    EXPECT_EQ(units.bySerial("B")->attempts.back().workOrder, "WO-17");
    EXPECT_EQ(text("SELECT body FROM entry WHERE sequence = 1").find("work_order"),
              std::string::npos);
    expectSound();
}

} // namespace
} // namespace greenlight::db
