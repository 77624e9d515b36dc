#include "station/yield_report.h"
#include "tests/qml/records_test.h"

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

class YieldPage : public RecordsTest {
protected:
    void choose(Period period, db::YieldBy by) {
        m_records.yields()->choose(period, by);
        settle(*m_records.yields());
    }
};

TEST_F(YieldPage, ShowsTheFiguresOfTheReportWithWhatTheyAreMadeOf) {
    m_journal.workAShift(m_clock);
    open("yield");
    choose(Period::Today, db::YieldBy::Hour);
    auto yields = db::Yields::open(m_journal.file(), m_clock);
    ASSERT_TRUE(yields.ok());
    const auto range = quartersOf(Period::Today, m_clock.wall(), m_shifts);
    const auto report = yields->report({.from = range.from, .to = range.to});
    ASSERT_TRUE(report.ok());
    ASSERT_GT(report->total.units, 100U);
    const auto wanted = yieldFigures(*report);
    const QVariantList& shown = m_records.yields()->figures();
    ASSERT_EQ(shown.size(), static_cast<qsizetype>(wanted.size()));
    for (int i = 0; i < shown.size(); ++i) {
        const YieldFigure& figure = wanted.at(static_cast<std::size_t>(i));
        EXPECT_EQ(cell(shown, i, "value").toStdString(), figure.value) << figure.label;
        EXPECT_EQ(cell(shown, i, "formula").toStdString(), figure.formula);
        EXPECT_EQ(text("figureValue", item(QStringLiteral("figure%1").arg(i))).toStdString(),
                  figure.value);
        // Numbers of the share and its interval, whatever the words between them.
        QString numbers = cell(shown, i, "interval");
        numbers.replace("; 95 %: ", ", ");
        EXPECT_EQ(numbers.toStdString(), figure.interval) << figure.label;
    }
}

TEST_F(YieldPage, OfNothingIsADashAndNeverNought) {
    open("yield");
    choose(Period::Shift, db::YieldBy::Hour);
    EXPECT_EQ(m_records.yields()->state(), "found");
    EXPECT_EQ(cell(m_records.yields()->figures(), 0, "value"), "–");
    EXPECT_EQ(cell(m_records.yields()->figures(), 0, "interval"), "of nothing");
    EXPECT_TRUE(m_records.yields()->faults().empty());
    for (const QVariant& bar : m_records.yields()->bars()) {
        EXPECT_EQ(bar.toMap().value("share").toString(), "–");
    }
}

TEST_F(YieldPage, ComparesHoursWithThoseInWhichNothingWasMade) {
    m_journal.attempt("A", 1);
    m_clock.sleepFor(2h);
    m_journal.attempt("B", 2);
    m_journal.attempt("C", 3, Fault{.code = FaultCode::DigestMismatch, .stage = Stage::Verify});
    choose(Period::Today, db::YieldBy::Hour);
    const QVariantList bars = m_records.yields()->bars();
    ASSERT_GE(bars.size(), 3);
    const int last = static_cast<int>(bars.size()) - 1;
    EXPECT_TRUE(cell(bars, last, "label").endsWith(":00")) << "an hour";
    EXPECT_EQ(cell(bars, last, "text"), "1 of 2");
    EXPECT_EQ(bars.at(last).toMap().value("passed").toDouble(), 0.5);
    EXPECT_EQ(bars.at(last).toMap().value("notPassed").toDouble(), 0.5);
    EXPECT_EQ(cell(bars, last - 1, "text"), "0 of 0");
    EXPECT_EQ(cell(bars, last - 1, "share"), "–");
    EXPECT_EQ(cell(bars, last - 2, "text"), "1 of 1");
    EXPECT_EQ(bars.at(last - 2).toMap().value("passed").toDouble(), 0.5);
}

TEST_F(YieldPage, RunsTheFaultsUpToAllOfThem) {
    m_journal.workAShift(m_clock);
    choose(Period::Today, db::YieldBy::Slot);
    const QVariantList faults = m_records.yields()->faults();
    ASSERT_EQ(faults.size(), 3);
    EXPECT_EQ(cell(faults, 0, "happened"), "The board does not answer.");
    EXPECT_EQ(faults.at(0).toMap().value("length").toDouble(), 1);
    EXPECT_EQ(cell(faults, 2, "running"), "100.00 %");
    int attempts = 0;
    for (int i = 0; i < 3; ++i) {
        attempts += cell(faults, i, "attempts").toInt();
    }
    int inCells = 0;
    for (const QVariant& row : m_records.yields()->slotFaults()) {
        for (const QVariant& one : row.toMap().value("cells").toList()) {
            inCells += one.toMap().value("number").toInt();
        }
    }
    EXPECT_EQ(inCells, attempts) << "the table shows the same attempts";
    EXPECT_EQ(m_records.yields()->slotHeads().size(), 3);
}

TEST_F(YieldPage, CallsPeopleAndSlotsByTheirNames) {
    m_journal.operatorName = "T. Thomas";
    for (const char* const slot : {"10", "2", "left"}) {
        m_journal.slot = slot;
        m_journal.attempt(slot, static_cast<unsigned>(slot[0]),
                          Fault{.code = FaultCode::DigestMismatch});
    }
    choose(Period::Today, db::YieldBy::Operator);
    EXPECT_EQ(cell(m_records.yields()->bars(), 0, "label"), "T. Thomas");
    choose(Period::Today, db::YieldBy::Slot);
    for (const QVariantList& rows :
         {m_records.yields()->bars(), m_records.yields()->slotFaults()}) {
        const char* const name = rows == m_records.yields()->bars() ? "label" : "slot";
        ASSERT_EQ(rows.size(), 3);
        EXPECT_EQ(cell(rows, 0, name), "2");
        EXPECT_EQ(cell(rows, 1, name), "10");
        EXPECT_EQ(cell(rows, 2, name), "left");
    }
}

TEST_F(YieldPage, ButtonsGoRoundPeriodsAndBreakdowns) {
    m_journal.workAShift(m_clock);
    open("yield");
    settle(*m_records.yields());
    QStringList periods;
    QStringList breakdowns;
    for (int i = 0; i < 4; ++i) {
        periods << text("periodButton");
        touch(item("periodButton"));
        settle(*m_records.yields());
    }
    for (int i = 0; i < 7; ++i) {
        breakdowns << text("breakdownButton");
        touch(item("breakdownButton"));
        settle(*m_records.yields());
    }
    EXPECT_EQ(periods, QStringList({"This shift", "Today", "This week", "This month"}));
    EXPECT_EQ(breakdowns, QStringList({"By hour", "By shift", "By day", "By slot", "By person",
                                       "By recipe", "By product"}));
    EXPECT_EQ(text("periodButton"), "This shift") << "and round";
    EXPECT_EQ(text("breakdownButton"), "By hour");
}

class Periods : public ::testing::Test {
protected:
    /// The text of a range's beginning, by the clock of here.
    static QString begin(Period period, const QDateTime& now,
                         const std::vector<db::Shift>& shifts = {{"early", 360}, {"late", 840}}) {
        const QuarterRange range = quartersOf(period, {now.toMSecsSinceEpoch() * 1000}, shifts);
        return QDateTime::fromSecsSinceEpoch(range.from * db::secondsOfQuarter)
            .toString("yyyy-MM-dd HH:mm");
    }

    static QDateTime at(const char* text) {
        return QDateTime::fromString(QLatin1String(text), "yyyy-MM-dd HH:mm");
    }
};

TEST_F(Periods, BeginWithTheirShiftDayWeekAndMonth) {
    EXPECT_EQ(begin(Period::Shift, at("2026-11-26 15:10")), "2026-11-26 14:00");
    EXPECT_EQ(begin(Period::Shift, at("2026-11-26 06:00")), "2026-11-26 06:00");
    EXPECT_EQ(begin(Period::Shift, at("2026-11-26 05:59")), "2026-11-25 14:00");
    EXPECT_EQ(begin(Period::Shift, at("2026-11-26 05:59"), {}), "2026-11-26 00:00");
    EXPECT_EQ(begin(Period::Today, at("2026-11-26 15:10")), "2026-11-26 00:00");
    EXPECT_EQ(begin(Period::Week, at("2026-11-26 15:10")), "2026-11-23 00:00");
    EXPECT_EQ(begin(Period::Week, at("2026-11-23 00:00")), "2026-11-23 00:00");
    EXPECT_EQ(begin(Period::Month, at("2026-11-26 15:10")), "2026-11-01 00:00");
}

TEST_F(Periods, HaveEachHourOnceUpToNow) {
    const QDateTime now = at("2026-11-26 02:50");
    const QuarterRange range = quartersOf(Period::Today, {now.toMSecsSinceEpoch() * 1000}, {});
    EXPECT_EQ(hourLabels(range),
              (std::vector<std::string>{"2026-11-26T00", "2026-11-26T01", "2026-11-26T02"}));
}

} // namespace
} // namespace greenlight::station::view
