#include "station/view/trend_rows.h"
#include "station/yield_report.h"
#include "tests/qml/records_test.h"

#include <QRegularExpression>
#include <set>

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

/// The number in a text such as "23 attempts, 21 of them passed".
int numberIn(const QString& text, int which) {
    static const QRegularExpression digits(QStringLiteral("\\d+"));
    auto numbers = digits.globalMatch(text);
    for (int i = 0; i < which; ++i) {
        numbers.next();
    }
    return numbers.next().captured().toInt();
}

/// What is behind the charts.
class YieldDrill : public YieldPage {
protected:
    YieldDrill() { m_journal.workAShift(m_clock); }

    BehindDesk& behind() { return *m_records.yields()->behind(); }

    QVariantMap row(const QVariantList& rows, int place) { return rows.at(place).toMap(); }

    /// Touches an item of the page, however far down it lies, and waits for the list.
    void touchFor(const QString& name) {
        QQuickItem* const target = item(name);
        target->forceActiveFocus(); // which brings it into sight
        show();
        touch(target);
        settle(behind());
    }
};

TEST_F(YieldDrill, BehindEveryBarAreItsAttempts) {
    for (const db::YieldBy by : {db::YieldBy::Hour, db::YieldBy::Slot, db::YieldBy::Operator,
                                 db::YieldBy::Recipe, db::YieldBy::Product, db::YieldBy::Day}) {
        choose(Period::Today, by);
        const QVariantList bars = m_records.yields()->bars();
        ASSERT_FALSE(bars.empty());
        for (int i = 0; i < bars.size(); ++i) {
            m_records.yields()->showBar(i);
            settle(behind());
            EXPECT_EQ(numberIn(behind().about(), 1), numberIn(cell(bars, i, "text"), 0)) << i;
            EXPECT_EQ(numberIn(behind().about(), 0), numberIn(cell(bars, i, "text"), 1)) << i;
            EXPECT_TRUE(behind().title().endsWith(cell(bars, i, "label"))) << i;
        }
    }
}

TEST_F(YieldDrill, BehindEveryFaultAndCellAreItsAttempts) {
    choose(Period::Today, db::YieldBy::Hour);
    const QVariantList faults = m_records.yields()->faults();
    for (int i = 0; i < faults.size(); ++i) {
        m_records.yields()->showFault(i);
        settle(behind());
        EXPECT_EQ(behind().attempts().size(), cell(faults, i, "attempts").toInt());
        for (const QVariant& attempt : behind().attempts()) {
            EXPECT_EQ(attempt.toMap().value("code"), cell(faults, i, "code"));
            EXPECT_EQ(attempt.toMap().value("glyph"), "failed");
        }
        EXPECT_EQ(behind().title(), cell(faults, i, "happened"));
    }
    const QVariantList slots_ = m_records.yields()->slotFaults();
    for (int r = 0; r < slots_.size(); ++r) {
        const QVariantList cells = row(slots_, r).value("cells").toList();
        for (int c = 0; c < cells.size(); ++c) {
            m_records.yields()->showCell(r, c);
            settle(behind());
            EXPECT_EQ(behind().attempts().size(), cell(cells, c, "number").toInt());
            for (const QVariant& attempt : behind().attempts()) {
                EXPECT_EQ(attempt.toMap().value("slot"), cell(slots_, r, "slot"));
                EXPECT_EQ(attempt.toMap().value("code"), m_records.yields()->slotHeads().at(c));
            }
        }
    }
}

TEST_F(YieldDrill, BehindTheBarOfTheOthersAreAllThatHaveNone) {
    int made = 0;
    for (const FaultCode code : base::allFaultCodes()) {
        if (code == FaultCode::Aborted || made == 14) {
            continue;
        }
        ++made;
        m_journal.attempt("X" + std::to_string(made), 2000 + static_cast<unsigned>(made),
                          Fault{.code = code, .stage = Stage::Verify});
    }
    choose(Period::Today, db::YieldBy::Hour);
    const QVariantList faults = m_records.yields()->faults();
    const int last = static_cast<int>(faults.size()) - 1;
    ASSERT_EQ(last, static_cast<int>(YieldDesk::barsOfFaults));
    m_records.yields()->showFault(last);
    settle(behind());
    EXPECT_EQ(behind().title(), "all others");
    EXPECT_EQ(behind().attempts().size(), cell(faults, last, "attempts").toInt());
    std::set<QString> codes;
    for (int i = 0; i < last; ++i) {
        codes.insert(cell(faults, i, "code"));
    }
    for (const QVariant& attempt : behind().attempts()) {
        EXPECT_FALSE(codes.contains(attempt.toMap().value("code").toString()));
    }
}

TEST_F(YieldDrill, BehindEveryPointAreTheUnitsFirstSeenThen) {
    for (const Period period : {Period::Today, Period::Week}) {
        choose(period, db::YieldBy::Slot);
        const QVariantList trend = m_records.yields()->trend();
        ASSERT_FALSE(trend.empty());
        for (int i = 0; i < trend.size(); ++i) {
            m_records.yields()->showPoint(i);
            settle(behind());
            EXPECT_EQ(numberIn(behind().about(), 0), cell(trend, i, "units").toInt());
            std::set<QString> units;
            int passed = 0;
            for (const QVariant& attempt : behind().attempts()) {
                units.insert(attempt.toMap().value("unit").toString());
                passed += attempt.toMap().value("glyph") == "passed" ? 1 : 0;
            }
            EXPECT_EQ(static_cast<qsizetype>(units.size()), behind().attempts().size())
                << "each once";
            if (behind().more().isEmpty()) {
                EXPECT_EQ(passed, numberIn(behind().about(), 1));
                EXPECT_EQ(cell(trend, i, "units").toInt(), behind().attempts().size());
            }
        }
    }
}

TEST_F(YieldDrill, IsBoundedAndSaysHowManyMoreThereAre) {
    choose(Period::Today, db::YieldBy::Product);
    m_records.yields()->showBar(0);
    settle(behind());
    EXPECT_EQ(behind().attempts().size(), static_cast<qsizetype>(BehindDesk::most));
    const int all = numberIn(behind().about(), 0);
    EXPECT_EQ(numberIn(behind().more(), 0), all - static_cast<int>(BehindDesk::most));
    EXPECT_GE(cell(behind().attempts(), 0, "time"), cell(behind().attempts(), 50, "time"))
        << "the newest first";
}

TEST_F(YieldDrill, IsOfTheMomentThatTheChartShows) {
    choose(Period::Today, db::YieldBy::Product);
    const QString before = cell(m_records.yields()->bars(), 0, "text");
    m_journal.attempt("TH200-LATE", 3000);
    m_records.yields()->showBar(0);
    settle(behind());
    EXPECT_EQ(numberIn(behind().about(), 0), numberIn(before, 1));
    EXPECT_NE(cell(behind().attempts(), 0, "name"), "TH200-LATE");
}

TEST_F(YieldDrill, ATouchOpensTheListAndOneOfItTheStoryOfTheUnitAndThereIsAWayBack) {
    open("yield");
    choose(Period::Today, db::YieldBy::Slot);
    for (const char* const place : {"bar2", "fault0", "cell2_0", "point0"}) {
        touchFor(QLatin1String(place));
        ASSERT_TRUE(isSeen(item("behindList"))) << place;
        EXPECT_FALSE(isSeen(item("yieldScroll"))) << place;
        EXPECT_EQ(text("behindTitle"), behind().title());
        const QString unit = cell(behind().attempts(), 0, "unit");
        touch(item("behind0"));
        show();
        ASSERT_EQ(m_desk.book()->page(), "unit") << place;
        settle(*m_records.unit());
        EXPECT_EQ(m_records.unit()->asked(), unit);
        EXPECT_EQ(m_records.unit()->state(), "found");
        touch(item("backButton"));
        show();
        ASSERT_TRUE(isSeen(item("behindList"))) << place;
        EXPECT_EQ(text("exportButton"), "Charts");
        touch(item("exportButton"));
        show();
        EXPECT_TRUE(isSeen(item("yieldScroll"))) << place;
        EXPECT_FALSE(behind().isOpen());
        settle(*m_records.yields());
    }
}

TEST_F(YieldDrill, GoesFromPointToPointOverGaps) {
    m_clock.sleepFor(3h);
    m_journal.attempt("TH200-LATE", 3000);
    open("yield");
    choose(Period::Today, db::YieldBy::Slot);
    const QVariantList trend = m_records.yields()->trend();
    ASSERT_EQ(trend.size(), 8);
    ASSERT_EQ(cell(trend, 5, "units"), "0");
    touchFor("point3");
    const QString title = behind().title();
    EXPECT_TRUE(isSeen(item("earlierButton")));
    touch(item("laterButton"));
    settle(behind());
    EXPECT_EQ(numberIn(behind().about(), 0), cell(trend, 4, "units").toInt());
    touch(item("laterButton"));
    settle(behind());
    EXPECT_EQ(cell(behind().attempts(), 0, "name"), "TH200-LATE") << "there is nothing between";
    EXPECT_FALSE(isSeen(item("laterButton"))) << "nor behind";
    for (int i = 0; i < 2; ++i) {
        touch(item("earlierButton"));
        settle(behind());
    }
    EXPECT_EQ(behind().title(), title);
    m_records.yields()->showBar(1);
    settle(behind());
    EXPECT_FALSE(isSeen(item("earlierButton"))) << "a bar is no point";
    EXPECT_FALSE(isSeen(item("laterButton")));
}

TEST_F(YieldDrill, IsReachedByTheKeyboard) {
    open("yield");
    choose(Period::Today, db::YieldBy::Hour);
    for (const char* const place : {"bar1", "fault0", "cell2_0", "point1"}) {
        QQuickItem* const target = item(QLatin1String(place));
        item("periodButton")->forceActiveFocus();
        for (int i = 0; i < 200 && !target->hasActiveFocus(); ++i) {
            pressKey(Qt::Key_Tab);
        }
        ASSERT_TRUE(target->hasActiveFocus()) << place;
        show();
        QQuickItem* const scroll = item("yieldScroll");
        const QRectF here = target->mapRectToItem(scroll, target->boundingRect());
        EXPECT_GE(here.top(), -1) << place;
        EXPECT_LE(here.bottom(), scroll->height() + 1) << place << " is brought into sight";
        pressKey(Qt::Key_Return);
        settle(behind());
        EXPECT_TRUE(behind().isOpen()) << place;
        behind().clear();
        show();
    }
}

TEST_F(YieldDrill, PaintsNothingOverTheLineBelowIt) {
    open("yield");
    choose(Period::Today, db::YieldBy::Product);
    QQuickItem* const tab = item("yieldTab");
    const QRect below(0, static_cast<int>(tab->mapToScene({0, 0}).y()), m_window.width(),
                      static_cast<int>(tab->height()));
    const QImage before = picture().copy(below);
    m_records.yields()->showBar(0);
    settle(behind());
    for (int pulled = 0; pulled < 90; pulled += 7) {
        item("behindScroll")->setProperty("contentY", pulled);
        (void)picture();
        EXPECT_EQ(picture().copy(below), before) << pulled;
    }
}

TEST_F(YieldDrill, HasNothingToOpenWhereThereIsNothing) {
    choose(Period::Today, db::YieldBy::Hour);
    YieldDesk& yields = *m_records.yields();
    for (const int place : {-1, 1000}) {
        yields.showBar(place);
        yields.showFault(place);
        yields.showPoint(place);
        yields.showCell(place, 0);
        yields.showCell(0, place);
    }
    EXPECT_FALSE(behind().isOpen());
    open("yield");
    settle(yields);
    for (int r = 0; r < yields.slotFaults().size(); ++r) {
        const QVariantList cells = row(yields.slotFaults(), r).value("cells").toList();
        for (int c = 0; c < cells.size(); ++c) {
            EXPECT_EQ(item(QStringLiteral("cell%1_%2").arg(r).arg(c))->property("opens").toBool(),
                      cell(cells, c, "number") != "0");
        }
    }
}

TEST_F(YieldDrill, ClosesWithItsChartsAndForWhoeverComesNext) {
    open("yield");
    choose(Period::Today, db::YieldBy::Slot);
    m_records.yields()->showBar(0);
    settle(behind());
    touch(item("breakdownButton"));
    EXPECT_FALSE(behind().isOpen()) << "other charts";
    settle(*m_records.yields());
    m_records.yields()->showBar(0);
    settle(behind());
    ASSERT_TRUE(m_desk.chooseLanguage("de"));
    m_records.retranslate();
    EXPECT_TRUE(behind().about().contains("Versuche")) << "in any language";
    ASSERT_TRUE(m_desk.chooseLanguage("en"));
    m_desk.book()->toLine();
    show();
    EXPECT_FALSE(behind().isOpen()) << "the line";
}

TEST_F(YieldDrill, ABoardWithoutANameIsListedAndOpensNothing) {
    auto ticket = m_journal.journal().begin({.slot = "1",
                                             .port = "1-1.1",
                                             .recipe = "thermostat-main",
                                             .recipeVersion = "1.4.2",
                                             .product = "Bare"});
    ASSERT_TRUE(ticket.ok());
    job::Evidence silent;
    silent.latch({.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect});
    ASSERT_TRUE(m_journal.journal().close(std::move(ticket).value(), silent).ok());
    open("yield");
    choose(Period::Today, db::YieldBy::Product);
    ASSERT_EQ(cell(m_records.yields()->bars(), 0, "label"), "Bare");
    touchFor("bar0");
    EXPECT_EQ(behind().attempts().size(), 1);
    EXPECT_EQ(cell(behind().attempts(), 0, "name"), "Board without a name");
    touch(item("behind0"));
    show();
    EXPECT_EQ(m_desk.book()->page(), "yield");
}

class TrendOf : public ::testing::Test {
protected:
    static db::YieldCounts units(std::uint64_t of, std::uint64_t passed) {
        return {.units = of, .firstPassed = passed};
    }
};

TEST_F(TrendOf, HasThePooledShareAndLimitsOfThreeDeviations) {
    const Trend trend = trendOf(
        {{"a", units(100, 95)}, {"b", units(25, 20)}, {"c", units(400, 360)}}, {"a", "b", "c"});
    EXPECT_EQ(trend.centre.count, 475U);
    EXPECT_EQ(trend.centre.of, 525U);
    // p = 0.904762: 3 sqrt(p (1 - p) / n), worked out apart.
    ASSERT_TRUE(trend.points[0].limits && trend.points[1].limits && trend.points[2].limits);
    EXPECT_NEAR(trend.points[0].limits->first, 0.816699, 1e-6);
    EXPECT_NEAR(trend.points[0].limits->second, 0.992825, 1e-6);
    EXPECT_NEAR(trend.points[1].limits->first, 0.728636, 1e-6);
    EXPECT_EQ(trend.points[1].limits->second, 1.0) << "no share is above all";
    EXPECT_NEAR(trend.points[2].limits->first, 0.860731, 1e-6);
    for (const TrendPoint& point : trend.points) {
        EXPECT_FALSE(point.isOutside()) << point.label;
    }
}

TEST_F(TrendOf, MarksWhatLiesBelowOrAboveItsOwnLimits) {
    const Trend trend =
        trendOf({{"a", units(1000, 900)}, {"b", units(1000, 820)}, {"c", units(1000, 980)}},
                {"a", "b", "c"});
    EXPECT_FALSE(trend.points[0].isOutside());
    EXPECT_TRUE(trend.points[1].isOutside());
    EXPECT_TRUE(trend.points[2].isOutside());
    const Trend few = trendOf({{"a", units(1000, 900)}, {"b", units(3, 2)}}, {"a", "b"});
    EXPECT_FALSE(few.points[1].isOutside()) << "two of three say nothing";
}

TEST_F(TrendOf, OfNoUnitsIsAGapAndNoShare) {
    const Trend trend = trendOf({{"a", units(10, 9)}}, {"a", "b"});
    EXPECT_FALSE(trend.points[1].limits.has_value());
    EXPECT_FALSE(trend.points[1].isOutside());
    const QVariantList rows = trendRows(trend, scaleOf(trend), db::YieldBy::Day);
    EXPECT_TRUE(rows.at(0).toMap().value("any").toBool());
    EXPECT_FALSE(rows.at(1).toMap().value("any").toBool());
    EXPECT_EQ(rows.at(1).toMap().value("units").toString(), "0");
    EXPECT_TRUE(rows.at(1).toMap().value("text").toString().contains("no units"));
    EXPECT_EQ(trendFormula(trendOf({}, {"a"}), db::YieldBy::Day), "");
}

TEST_F(TrendOf, OfALineWithoutAFaultHasItsLimitsAtTheTop) {
    const Trend trend = trendOf({{"a", units(10, 10)}, {"b", units(7, 7)}}, {"a", "b"});
    EXPECT_EQ(trend.points[0].limits, std::pair(1.0, 1.0));
    EXPECT_FALSE(trend.points[0].isOutside());
    const TrendScale scale = scaleOf(trend);
    EXPECT_NEAR(scale.bottom, 0.95, 1e-12);
    EXPECT_NEAR(scale.placeOf(1), 1, 1e-12);
}

TEST_F(TrendOf, ShowsEveryShareAndLimitOnItsScaleWithFewLines) {
    for (std::uint64_t of = 1; of <= 60; of += 3) {
        for (std::uint64_t passed = 0; passed <= of; ++passed) {
            const Trend trend = trendOf({{"a", units(of, passed)}, {"b", units(1, 1)}}, {"a", "b"});
            const TrendScale scale = scaleOf(trend);
            for (const TrendPoint& point : trend.points) {
                EXPECT_GE(scale.placeOf(point.limits->first), -1e-9);
                EXPECT_GE(scale.placeOf(*point.share.value()), -1e-9);
                EXPECT_LE(scale.placeOf(point.limits->second), 1 + 1e-9);
            }
            const QVariantList lines = trendLines(scale);
            EXPECT_LE(lines.size(), 6);
            EXPECT_GE(lines.size(), 3);
            EXPECT_EQ(lines.back().toMap().value("text"), "100 %");
            EXPECT_NEAR(lines.front().toMap().value("at").toDouble(), 0, 1e-9);
        }
    }
}

TEST_F(YieldPage, DrawsTheTrendWithItsFormulaAndMarksPointsOutsideByTheirShape) {
    for (unsigned hour = 0; hour < 3; ++hour) {
        for (unsigned i = 0; i < 40; ++i) {
            const unsigned number = 100 * hour + i;
            const bool bad = hour == 1 && i < 20;
            m_journal.attempt("T" + std::to_string(number), number,
                              bad ? std::optional(Fault{.code = FaultCode::DigestMismatch,
                                                        .stage = Stage::Verify})
                                  : std::nullopt);
        }
        m_clock.sleepFor(hour == 1 ? 2h : 1h); // an hour in which nothing is made
    }
    open("yield");
    choose(Period::Today, db::YieldBy::Slot);
    const QVariantList trend = m_records.yields()->trend();
    ASSERT_EQ(trend.size(), 5) << "with the idle hours";
    EXPECT_EQ(cell(trend, 0, "units"), "40");
    EXPECT_EQ(cell(trend, 2, "units"), "0");
    const std::vector<bool> outside{false, true, false, false, false};
    for (int i = 0; i < 5; ++i) {
        QQuickItem* const mark = item("pointMark", item(QStringLiteral("point%1").arg(i)));
        EXPECT_EQ(isSeen(mark), i != 2 && i != 4) << i;
        EXPECT_EQ(mark->rotation() != 0, outside.at(static_cast<std::size_t>(i))) << i;
        EXPECT_EQ(trend.at(i).toMap().value("outside").toBool(),
                  outside.at(static_cast<std::size_t>(i)));
    }
    EXPECT_EQ(text("trendFormula"),
              "Centre line p = 100 of 120 = 83.33 %. Limits = p ± 3·√(p·(1 − p) / n), n = units "
              "first seen in the hour: few units have wide limits, none are a gap.");
    EXPECT_TRUE(text("trendFinding").contains("(20 of 40)"));
    choose(Period::Month, db::YieldBy::Slot);
    EXPECT_EQ(cell(m_records.yields()->trend(), 0, "units"), "120") << "by day";
    EXPECT_EQ(text("trendFinding"), "No point is outside the limits.");
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
    EXPECT_EQ(timeLabels(range, db::YieldBy::Hour, {}),
              (std::vector<std::string>{"2026-11-26T00", "2026-11-26T01", "2026-11-26T02"}));
}

} // namespace
} // namespace greenlight::station::view
