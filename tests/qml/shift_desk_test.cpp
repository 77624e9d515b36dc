// What the line page says of the shift: from the journal, as the report counts it.
#include "station/yield_report.h"
#include "tests/qml/records_test.h"

#include <cstdlib>
#include <ctime>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t microsOfMinute = 60'000'000;

base::WallTime after(base::WallTime time, std::int64_t minutes) {
    return {time.unixMicros + minutes * microsOfMinute};
}

class ShiftPace : public ::testing::Test {
protected:
    /// Eight hours.
    ShiftSpan m_shift{.from = {0}, .to = {480 * microsOfMinute}, .name = "early"};

    [[nodiscard]] base::WallTime at(std::int64_t minutes) const {
        return after(m_shift.from, minutes);
    }

    static constexpr std::uint64_t target = 400;
};

TEST_F(ShiftPace, NeededIsWhatIsMissingInTheTimeThatIsLeft) {
    const ShiftWork work{.passed = 199, .lately = 50, .latelyFrom = at(180)};
    const Pace pace = paceOf(work, target, m_shift, at(240));
    EXPECT_EQ(pace.now, 50U);
    EXPECT_EQ(pace.needed, 51U); // 201 in four hours, and no part of a unit can be made
    EXPECT_EQ(pace.standing, Standing::Behind);
}

TEST_F(ShiftPace, IsOnTimeWhereTheNumbersOnShowAreEqual) {
    const ShiftWork work{.passed = 200, .lately = 50, .latelyFrom = at(180)};
    const Pace pace = paceOf(work, target, m_shift, at(240));
    EXPECT_EQ(pace.now, pace.needed);
    EXPECT_EQ(pace.standing, Standing::OnTime);
}

TEST_F(ShiftPace, IsMeasuredOverAnHourAndAQuarterAtMost) {
    for (std::int64_t minute = 0; minute < 480; ++minute) {
        const base::WallTime from{latelyFrom(m_shift, at(minute)) * 15 * microsOfMinute};
        EXPECT_GE(from, m_shift.from) << minute;
        EXPECT_LT(at(minute - 75), from) << minute;
        if (minute >= 60) {
            EXPECT_LE(from, at(minute - 60)) << minute;
        }
    }
}

TEST_F(ShiftPace, IsNotKnownInTheFirstMinutes) {
    const ShiftWork work{.passed = 1, .lately = 1, .latelyFrom = at(0)};
    const Pace early = paceOf(work, target, m_shift, at(9));
    EXPECT_EQ(early.now, std::nullopt);
    EXPECT_TRUE(early.needed.has_value());
    EXPECT_EQ(early.standing, Standing::Unknown);
    EXPECT_EQ(paceOf(work, target, m_shift, at(10)).now, 6U);
}

TEST_F(ShiftPace, NeedsNothingOnceTheTargetIsReached) {
    const ShiftWork work{.passed = target, .lately = 0, .latelyFrom = at(180)};
    const Pace pace = paceOf(work, target, m_shift, at(240));
    EXPECT_EQ(pace.needed, std::nullopt);
    EXPECT_EQ(pace.standing, Standing::Reached);
}

TEST_F(ShiftPace, WithoutATargetIsANumberAndNoVerdict) {
    const ShiftWork work{.passed = 7, .lately = 7, .latelyFrom = at(180)};
    EXPECT_EQ(paceOf(work, 0, m_shift, at(240)), (Pace{.now = 7}));
}

TEST_F(ShiftPace, DoesNotRunAwayInTheLastSeconds) {
    const ShiftWork work{.passed = target - 2, .lately = 50, .latelyFrom = at(420)};
    EXPECT_EQ(paceOf(work, target, m_shift, m_shift.to).needed, 120U);
    EXPECT_EQ(partOver(m_shift, after(m_shift.to, 1)), 1);
}

/// Shifts by the clock on the wall of a place where it is changed.
class ShiftSpans : public ::testing::Test {
protected:
    ShiftSpans() {
        const char* const zone = std::getenv("TZ");
        m_zone = zone == nullptr ? std::string() : zone;
        setZone("Europe/Berlin");
    }

    ~ShiftSpans() override { setZone(m_zone); }

    ShiftSpans(const ShiftSpans&) = delete;
    ShiftSpans& operator=(const ShiftSpans&) = delete;
    ShiftSpans(ShiftSpans&&) = delete;
    ShiftSpans& operator=(ShiftSpans&&) = delete;

    static void setZone(const std::string& zone) {
        zone.empty() ? unsetenv("TZ") : setenv("TZ", zone.c_str(), 1);
        ::tzset();
    }

    static std::int64_t hours(const ShiftSpan& span) {
        return (span.to.unixMicros - span.from.unixMicros) / (60 * microsOfMinute);
    }

    std::vector<db::Shift> m_shifts{{.name = "early", .startMinute = 360},
                                    {.name = "late", .startMinute = 840},
                                    {.name = "night", .startMinute = 1320}};
    std::string m_zone;
};

TEST_F(ShiftSpans, LastOneGoesOnUntilTheFirstOfTheNextDay) {
    const base::WallTime threeAtNight{1'795'399'200'000'000}; // 2026-11-23T02:00Z
    const ShiftSpan night = shiftAt(threeAtNight, m_shifts);
    EXPECT_EQ(night.name, "night");
    EXPECT_EQ(hours(night), 8);
    EXPECT_EQ(night.to, (base::WallTime{1'795'410'000'000'000})); // 05:00Z
    EXPECT_EQ(shiftAt(night.to, m_shifts).name, "early");
    EXPECT_EQ(shiftAt({night.to.unixMicros - 1000}, m_shifts).name, "night");
}

TEST_F(ShiftSpans, NightInWhichTheClocksAreChangedIsAnHourLonger) {
    const base::WallTime autumn{1'792'882'800'000'000}; // 2026-10-24T23:00Z, 01:00 there
    EXPECT_EQ(hours(shiftAt(autumn, m_shifts)), 9);
}

TEST_F(ShiftSpans, WithoutShiftsAreDays) {
    const base::WallTime noon{1'795'435'200'000'000};
    const ShiftSpan day = shiftAt(noon, {});
    EXPECT_EQ(day.name, "");
    EXPECT_EQ(hours(day), 24);
    EXPECT_LE(day.from, noon);
    EXPECT_GT(day.to, noon);
}

/// At noon: six hours of the early shift are over, two are left.
class ShiftFigures : public RecordsTest {
protected:
    ShiftFigures() { open(0); }

    void open(unsigned target) {
        m_records.open({.journal = m_journal.file(), .shifts = m_shifts, .targetPerShift = target});
        settle();
    }

    /// The line ends an attempt; what the journal says of it is shown.
    void make(const std::string& serial, unsigned chip,
              const std::optional<Fault>& fault = std::nullopt) {
        m_journal.attempt(serial, chip, fault);
        ++m_feed.picture.passed;
    }

    void settle() {
        m_clock.sleepFor(ShiftDesk::pause);
        show();
        RecordsTest::settle(shift());
    }

    ShiftDesk& shift() { return *m_records.shift(); }

    QString number(const QString& count) { return item(count)->property("number").toString(); }

    const Fault m_bad{.code = FaultCode::DigestMismatch, .stage = Stage::Verify};
};

TEST_F(ShiftFigures, AreThoseOfTheReport) {
    m_journal.workAShift(m_clock);
    ++m_feed.picture.passed;
    settle();
    auto yields = db::Yields::open(m_journal.file(), m_clock);
    ASSERT_TRUE(yields.ok());
    const ShiftSpan span = shiftAt(m_clock.wall(), m_shifts);
    const auto report =
        yields->report({.from = db::quarterOf(span.from), .to = db::quarterOf(m_clock.wall()) + 1});
    ASSERT_TRUE(report.ok());
    ASSERT_GT(report->total.units, 20U);
    EXPECT_EQ(shift().passed().toULongLong(), report->total.lastPassed);
    EXPECT_EQ(shift().notPassed().toULongLong(), report->total.units - report->total.lastPassed);
    EXPECT_EQ(shift().firstPass().toStdString(), yieldFigures(*report).front().value);
    EXPECT_EQ(number("passedCount"), shift().passed());
    EXPECT_EQ(number("notPassedCount"), shift().notPassed());
    EXPECT_EQ(number("firstPassCount"), shift().firstPass());
}

TEST_F(ShiftFigures, CountAUnitOnceHoweverOftenItWasTried) {
    make("A", 1, m_bad);
    settle();
    EXPECT_EQ(shift().passed(), "0");
    EXPECT_EQ(shift().notPassed(), "1");
    make("A", 1);
    make("B", 2);
    settle();
    EXPECT_EQ(shift().passed(), "2");
    EXPECT_EQ(shift().notPassed(), "0");
    EXPECT_EQ(shift().firstPass(), "50.00 %");
}

TEST_F(ShiftFigures, AreThereAfterARestartInMidShift) {
    make("A", 1);
    make("B", 2, m_bad);
    settle();
    // Another kiosk, whose line has ended nothing yet.
    RecordsDesk restarted(m_clock);
    restarted.open({.journal = m_journal.file(), .shifts = m_shifts});
    restarted.shift()->look(0);
    RecordsTest::settle(*restarted.shift());
    EXPECT_EQ(restarted.shift()->passed(), "1");
    EXPECT_EQ(restarted.shift()->notPassed(), "1");
    EXPECT_EQ(restarted.shift()->firstPass(), "50.00 %");
}

TEST_F(ShiftFigures, CostOneQuestionForWhatIsNewAndNoneForALook) {
    for (int look = 0; look < 50; ++look) {
        m_clock.sleepFor(100ms);
        shift().look(0);
        EXPECT_FALSE(shift().isAsking()) << look;
    }
    shift().look(1);
    EXPECT_TRUE(shift().isAsking());
    RecordsTest::settle(shift());
    // A gang of boards that end together is one more question, a second later.
    for (std::uint64_t ended = 2; ended <= 9; ++ended) {
        shift().look(ended);
        EXPECT_FALSE(shift().isAsking());
    }
    m_clock.sleepFor(ShiftDesk::pause);
    shift().look(9);
    EXPECT_TRUE(shift().isAsking());
}

TEST_F(ShiftFigures, BeginAnewWithTheShift) {
    make("A", 1);
    settle();
    EXPECT_EQ(shift().name(), "early");
    EXPECT_EQ(shift().passed(), "1");
    m_clock.sleepFor(2h);
    settle();
    EXPECT_EQ(shift().name(), "late");
    EXPECT_EQ(shift().passed(), "0");
    EXPECT_EQ(shift().firstPass(), "–");
}

TEST_F(ShiftFigures, OfTrainingAreNotThoseOfTheLine) {
    make("A", 1);
    m_records.open({.journal = m_journal.file(), .training = true, .shifts = m_shifts});
    settle();
    EXPECT_EQ(shift().passed(), "0");
}

TEST_F(ShiftFigures, OfAJournalThatDoesNotAnswerAreDashesUntilItDoes) {
    make("A", 1);
    const auto file = m_journal.file();
    std::filesystem::rename(file, file.string() + ".away");
    open(0);
    EXPECT_EQ(number("passedCount"), "–");
    EXPECT_EQ(number("firstPassCount"), "–");
    std::filesystem::rename(file.string() + ".away", file);
    m_clock.sleepFor(ShiftDesk::retryPause - 2 * ShiftDesk::pause);
    shift().look(1);
    EXPECT_FALSE(shift().isAsking());
    m_clock.sleepFor(ShiftDesk::pause);
    settle();
    EXPECT_EQ(number("passedCount"), "1");
}

TEST_F(ShiftFigures, ShowNoTargetWhereThereIsNone) {
    EXPECT_FALSE(isSeen(item("targetBar")));
    open(600);
    EXPECT_TRUE(isSeen(item("targetBar")));
}

TEST_F(ShiftFigures, SayInAWordWhetherTheShiftIsBehind) {
    open(100);
    for (unsigned i = 0; i < 48; ++i) {
        make("A" + std::to_string(i), i);
    }
    settle();
    EXPECT_EQ(text("progressText"), "48 / 100");
    // 48 in the last hour; 52 are missing, and two hours are left.
    EXPECT_EQ(text("paceText"), "48 an hour, needed 27");
    EXPECT_EQ(text("standingText"), "ON TIME");
    EXPECT_NEAR(item("doneBar")->width() / item("doneBar")->parentItem()->width(), 0.48, 0.001);
    EXPECT_NEAR(shift().due(), 0.75, 0.001);
    m_clock.sleepFor(80min);
    settle();
    EXPECT_EQ(shift().standing(), "behind");
    EXPECT_EQ(text("standingText"), "BEHIND");
    EXPECT_EQ(text("paceText"), "0 an hour, needed 79");
    ASSERT_TRUE(m_desk.chooseLanguage("de"));
    show();
    EXPECT_EQ(text("standingText"), "RÜCKSTAND");
    EXPECT_EQ(text("paceText"), "0 je Stunde, nötig 79");
}

} // namespace
} // namespace greenlight::station::view
