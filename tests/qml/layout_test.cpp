// Every screen from 1024 x 600 to 1920 x 1080, across and upright, with 1 to 32 slots, in every
// language: nothing that can be touched is small, and no text is cut.
#include "tests/qml/journal_feed.h"
#include "tests/qml/layout.h"
#include "tests/qml/shelf_feed.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <array>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

TEST_P(Layout, NothingTouchableIsUnderTwentyMillimetres) {
    for (const std::size_t count : {1U, 4U, 8U, 16U, 32U}) {
        fill(count);
        for (std::size_t i = 1; i <= count; ++i) {
            const QQuickItem* const one = tile(static_cast<int>(i));
            const QQuickItem* const start = PageItems::find("start", tile(static_cast<int>(i)));
            const QQuickItem* const target = isSeen(start) ? start : one;
            EXPECT_GE(mm(target->width()), 19.9) << count << " slots, slot " << i;
            EXPECT_GE(mm(target->height()), 19.9) << count << " slots, slot " << i;
        }
        for (const char* const name : {"startAll", "languageButton", "serialField"}) {
            const QQuickItem* target = item(name);
            if (std::string_view(name) == "serialField") {
                target = target->parentItem();
            }
            EXPECT_GE(mm(target->width()), 19.9) << name;
            EXPECT_GE(mm(target->height()), 19.9) << name;
        }
    }
}

TEST_P(Layout, NumbersOfADayDoNotRunIntoEachOther) {
    fill(8);
    QQuickItem* const passed = item("countNumber", item("passedCount"));
    EXPECT_LE(passed->property("contentWidth").toDouble(), passed->width() + 1);
    EXPECT_LE(passed->mapRectToScene(passed->boundingRect()).right(),
              item("notPassedCount")->mapToScene({0, 0}).x());
}

TEST_P(Layout, StartForAllAndTheShiftLieWholeInTheirColumn) {
    for (const auto& [training, percent] :
         {std::pair{false, 100U}, {true, 100U}, {false, 150U}, {true, 150U}}) {
        fill(8);
        scaleText(percent);
        m_feed.picture.training = training;
        show();
        show();
        QQuickItem* const column = item("recipeColumn");
        const QRectF place = column->mapRectToScene(column->boundingRect());
        QRectF above;
        for (const char* const name :
             {"recipeText", "shiftText", "passedCount", "targetBar", "paceText", "startAll"}) {
            QQuickItem* const part = item(name);
            const QRectF here = part->mapRectToScene(part->boundingRect());
            EXPECT_TRUE(place.contains(here))
                << name << ", training " << training << ", letters " << percent;
            EXPECT_TRUE(isSeen(part)) << name;
            if (std::string_view(name) != "paceText") {
                EXPECT_FALSE(here.intersects(above))
                    << name << ", training " << training << ", letters " << percent;
                above = here;
            }
        }
    }
}

TEST_P(Layout, TilesLieInsideThePageAndNotOnEachOther) {
    for (const std::size_t count : {1U, 5U, 8U, 16U, 32U}) {
        fill(count);
        std::vector<QRectF> places;
        for (std::size_t i = 1; i <= count; ++i) {
            QQuickItem* const one = tile(static_cast<int>(i));
            const QRectF place = one->mapRectToScene(one->boundingRect());
            EXPECT_TRUE(QRectF(QPointF(), m_window.size()).contains(place));
            for (const QRectF& other : places) {
                EXPECT_FALSE(place.intersects(other));
            }
            places.push_back(place);
        }
    }
}

TEST_P(Layout, NoTextIsCutInAnyLanguage) {
    for (const unsigned percent : {100U, 125U, 150U}) {
        scaleText(percent);
        for (const std::size_t count : {1U, 8U, 32U}) {
            fill(count);
            for (const QString& language : languagesHere()) {
                ASSERT_TRUE(m_desk.chooseLanguage(language));
                show();
                show();
                expectTextsWhole(m_window.rootObject(), std::to_string(count) + " slots, " +
                                                            language.toStdString() + ", letters " +
                                                            std::to_string(percent));
            }
        }
    }
}

TEST_P(Layout, LargerLettersAreLargerWhereThereIsRoom) {
    m_feed.empty(1);
    m_feed.boardIn(0);
    const auto heights = [this](unsigned percent) {
        scaleText(percent);
        show();
        return std::pair{item("title", tile(1))->property("contentHeight").toDouble(),
                         item("guideText")->property("font").value<QFont>().pixelSize()};
    };
    const auto [title, guide] = heights(100);
    const auto [largeTitle, largeGuide] = heights(150);
    EXPECT_GT(largeTitle, 1.4 * title);
    EXPECT_GT(largeGuide, 1.4 * guide);
}

TEST_P(Layout, WhatIsMadeHasAFifthOfTheScreenBeforeAndAfterThePad) {
    if (GetParam().width < GetParam().height) {
        return; // upright it has the whole width
    }
    const double wanted = std::clamp(mm(GetParam().width * 0.21), 46.0, 80.0);
    for (const bool padBefore : {false, true}) {
        fill(8);
        if (padBefore) {
            m_feed.picture.pinWantedOf = "Sue Mbeki";
            show();
            m_feed.picture.pinWantedOf.clear();
        }
        show();
        EXPECT_NEAR(mm(item("recipeColumn")->width()), wanted, 1.5) << padBefore;
    }
}

TEST_P(Layout, PinPadHasKeysForGlovesAndLiesBesideTheSlots) {
    for (const auto& [training, percent] :
         {std::pair{false, 100U}, {true, 100U}, {false, 150U}, {true, 150U}}) {
        fill(8);
        scaleText(percent);
        m_feed.picture.training = training;
        m_feed.picture.pinWantedOf = "Sue Mbeki-Lindqvist";
        for (const QString& language : languagesHere()) {
            ASSERT_TRUE(m_desk.chooseLanguage(language));
            show();
            show();
            QQuickItem* const pad = item("pinPad");
            const QRectF place = pad->mapRectToScene(pad->boundingRect());
            for (const char* const name :
                 {"digit0", "digit1", "digit2", "digit3", "digit4", "digit5", "digit6", "digit7",
                  "digit8", "digit9", "pinCancel", "pinBack", "pinConfirm"}) {
                QQuickItem* const key = item(name);
                EXPECT_GE(mm(key->width()), 19.9) << name;
                EXPECT_GE(mm(key->height()), 19.9) << name;
                EXPECT_TRUE(place.contains(key->mapRectToScene(key->boundingRect()))) << name;
            }
            EXPECT_TRUE(QRectF(QPointF(), m_window.size()).contains(place)) << training;
            for (int slot = 1; slot <= 8; ++slot) {
                QQuickItem* const one = tile(slot);
                EXPECT_FALSE(place.intersects(one->mapRectToScene(one->boundingRect()))) << slot;
            }
            expectTextsWhole(m_window.rootObject(), "pad, " + language.toStdString());
        }
    }
}

TEST_P(Layout, MenuIsForGlovesToo) {
    for (const auto& [training, percent] :
         {std::pair{false, 100U}, {true, 100U}, {false, 150U}, {true, 150U}}) {
        fill(8);
        scaleText(percent);
        m_feed.picture.training = training;
        m_feed.picture.role = "supervisor";
        show();
        m_desk.book()->turnMenu();
        for (const QString& language : languagesHere()) {
            ASSERT_TRUE(m_desk.chooseLanguage(language));
            show();
            show();
            for (const char* const name :
                 {"openUnit", "openYield", "openRecall", "openOverride", "openRecipes",
                  "openStation", "openDisplay", "signOut", "menuButton"}) {
                QQuickItem* const key = item(name);
                EXPECT_GE(mm(key->width()), 19.9) << name;
                EXPECT_GE(mm(key->height()), 19.9) << name;
                EXPECT_TRUE(QRectF(QPointF(), m_window.size())
                                .contains(key->mapRectToScene(key->boundingRect())))
                    << name;
            }
            expectTextsWhole(m_window.rootObject(), "menu, " + language.toStdString());
        }
        m_desk.book()->turnMenu();
    }
}

TEST_P(Layout, ExceptionsAreForGlovesAndCutNoText) {
    for (const auto& [count, percent] :
         {std::pair{1U, 100U}, {8U, 100U}, {32U, 100U}, {8U, 150U}, {32U, 150U}}) {
        fill(count);
        scaleText(percent);
        m_feed.slot(0).locked = true;
        m_feed.picture.role = "supervisor";
        m_feed.picture.operatorName = "Sue Mbeki-Lindqvist";
        m_feed.picture.lockWanted = true;
        show();
        m_desk.book()->turnMenu();
        m_desk.book()->open("override");
        for (const char* const act : {"", "release-slot", "lock-for-ever", "allow-rework"}) {
            m_desk.overrides()->clear();
            m_desk.overrides()->choose(act);
            for (const QString& language : languagesHere()) {
                ASSERT_TRUE(m_desk.chooseLanguage(language));
                show();
                show();
                expectTextsWhole(m_window.rootObject(),
                                 std::string(act) + ", " + language.toStdString());
            }
        }
        for (const char* const name : {"release-slot", "lock-for-ever", "allow-rework", "place1",
                                       "reason0", "reason3", "allowButton"}) {
            EXPECT_GE(mm(item(name)->width()), 19.9) << name;
            EXPECT_GE(mm(item(name)->height()), 19.9) << name;
        }
        m_desk.overrides()->choosePlace(0);
        m_desk.overrides()->giveReason("spring contact 14 exchanged");
        m_desk.overrides()->confirm();
        show();
        show();
        EXPECT_TRUE(isSeen(item("pinPad"))) << count;
        expectTextsWhole(m_window.rootObject(), "PIN for an act");
        m_desk.book()->toLine();
        show();
    }
}

TEST_P(Layout, RecipesAreForGlovesAndCutNoText) {
    ShelfFeed shelf;
    JournalFeed journal(m_clock);
    m_desk.recipes()->open(shelf.shelf(), journal.file());
    for (const unsigned percent : {100U, 150U}) {
        fill(8);
        for (std::size_t i = 0; i < 8; ++i) {
            m_feed.boardIn(i);
        }
        scaleText(percent);
        m_feed.picture.role = "supervisor";
        show();
        m_desk.book()->turnMenu();
        m_desk.book()->open("recipes");
        show();
        while (m_desk.recipes()->isAsking()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        const int last = static_cast<int>(m_desk.recipes()->recipes().size()) - 1;
        for (const int place : {0, last}) {
            m_desk.recipes()->choose(place);
            for (const QString& language : languagesHere()) {
                ASSERT_TRUE(m_desk.chooseLanguage(language));
                show();
                show();
                expectTextsWhole(m_window.rootObject(),
                                 "recipe " + std::to_string(place) + ", " + language.toStdString());
            }
            EXPECT_GE(mm(item("recipe_logger")->height()), 19.9);
            EXPECT_GE(mm(item("recipe_logger")->width()), 19.9);
            EXPECT_GE(mm(item("activateButton")->height()), 19.9);
            EXPECT_GE(mm(item("recipeFacts")->height()), 30.0) << "what is to be read has room";
        }
        m_desk.recipes()->choose(0);
        m_desk.recipes()->activate();
        show();
        show();
        EXPECT_TRUE(isSeen(item("pinPad")));
        expectTextsWhole(m_window.rootObject(), "PIN for a recipe");
        m_desk.book()->toLine();
        show();
    }
    m_desk.recipes()->finish();
}

TEST_P(Layout, AuditIsForGlovesAndCutsNoText) {
    JournalFeed journal(m_clock);
    journal.workAShift(m_clock);
    for (const unsigned percent : {100U, 150U}) {
        fill(8);
        m_records.open({.journal = journal.file()});
        scaleText(percent);
        m_feed.picture.role = "quality";
        show();
        m_desk.book()->turnMenu();
        m_desk.book()->open("unit");
        for (const bool verified : {false, true}) {
            for (const QString& language : languagesHere()) {
                ASSERT_TRUE(m_desk.chooseLanguage(language));
                show();
                show();
                expectTextsWhole(m_window.rootObject(), "audit, " + language.toStdString());
            }
            const char* const key = verified ? "auditClose" : "auditButton";
            EXPECT_TRUE(isSeen(item(key))) << key;
            EXPECT_GE(mm(item(key)->width()), 19.9) << key;
            EXPECT_GE(mm(item(key)->height()), 19.9) << key;
            m_records.audit()->verify();
            while (m_records.audit()->isAsking()) {
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            }
        }
        m_records.audit()->forget();
        m_desk.book()->toLine();
        show();
    }
}

TEST_P(Layout, ExportIsForGlovesAndCutsNoText) {
    JournalFeed journal(m_clock);
    journal.workAShift(m_clock);
    for (const unsigned percent : {100U, 150U}) {
        fill(8);
        m_records.open({.journal = journal.file()});
        scaleText(percent);
        m_feed.picture.role = "supervisor";
        show();
        m_desk.book()->turnMenu();
        m_desk.book()->open("yield");
        show();
        while (m_records.yields()->isAsking()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        show();
        EXPECT_GE(mm(item("exportButton")->width()), 19.9);
        EXPECT_GE(mm(item("exportButton")->height()), 19.9);
        item("yieldPage")->setProperty("exporting", true);
        for (const QString& language : languagesHere()) {
            ASSERT_TRUE(m_desk.chooseLanguage(language));
            show();
            show();
            expectTextsWhole(m_window.rootObject(), "export, " + language.toStdString());
        }
        EXPECT_GE(mm(item("units-xlsx")->width()), 19.9);
        EXPECT_GE(mm(item("units-xlsx")->height()), 19.9);
        m_desk.book()->toLine();
        show();
    }
}

/// What is behind the charts, on every screen.
class YieldLayout : public Layout {
protected:
    /// A month of days with every slot, and faults enough for all columns.
    void workAMonth(JournalFeed& journal) {
        m_clock.sleepFor(8 * 24h);
        constexpr std::array codes{FaultCode::SwdNoAnswer,    FaultCode::DigestMismatch,
                                   FaultCode::DeviceMismatch, FaultCode::ReadProtected,
                                   FaultCode::UploadCorrupt,  FaultCode::TargetVoltage};
        for (unsigned day = 0; day < 30; ++day) {
            for (unsigned i = 0; i < 4; ++i) {
                const unsigned number = 4 * day + i;
                journal.slot = std::to_string(number % 8 + 1);
                journal.attempt("TH200-" + std::to_string(100'400 + number), number,
                                number % 5 == 2
                                    ? std::optional(Fault{.code = codes.at(number / 5 % 6)})
                                    : std::nullopt);
            }
            m_clock.sleepFor(day == 29 ? 1min : 24h);
        }
    }

    void settle(RecordPage& page) {
        while (page.isAsking()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        show();
        show();
    }

    /// Pulls the charts until this part of them is at the top.
    void pullTo(const QString& name) {
        QQuickItem* const scroll = item("yieldScroll");
        const double now = scroll->property("contentY").toDouble();
        scroll->setProperty("contentY", now + item(name)->mapToItem(scroll, {0, 0}).y());
        show();
    }

    void expectWholeInEveryLanguage(const std::string& where) {
        for (const QString& language : languagesHere()) {
            ASSERT_TRUE(m_desk.chooseLanguage(language));
            m_records.retranslate();
            show();
            show();
            expectTextsWhole(m_window.rootObject(), where + ", " + language.toStdString());
        }
    }

    /// A finger high, and seen whole beside its neighbours.
    void expectHigh(const QString& name) {
        EXPECT_GE(mm(item(name)->height()), 19.9) << name.toStdString();
    }
};

TEST_P(YieldLayout, ChartsAreForGlovesAndCutNoText) {
    JournalFeed journal(m_clock);
    workAMonth(journal);
    for (const unsigned percent : {100U, 150U}) {
        fill(8);
        m_records.open({.journal = journal.file()});
        scaleText(percent);
        m_feed.picture.role = "supervisor";
        show();
        m_desk.book()->turnMenu();
        m_desk.book()->open("yield");
        show();
        m_records.yields()->choose(Period::Month, db::YieldBy::Slot);
        settle(*m_records.yields());
        ASSERT_EQ(m_records.yields()->trend().size(), 30);
        ASSERT_EQ(m_records.yields()->slotHeads().size(), 6);
        for (const char* const part : {"trendSheet", "barsSheet", "faultsSheet", "cellsSheet"}) {
            pullTo(part);
            expectWholeInEveryLanguage(part);
        }
        for (const char* const name : {"bar0", "bar7", "fault0", "cell0_0", "point0", "point29"}) {
            expectHigh(name);
        }
        EXPECT_GE(mm(item("cell0_0")->width()), 14.9) << "six columns on the smallest screen";
        pullTo("trendSheet");
        QQuickItem* const plot = item("trendPlot");
        QQuickItem* const scroll = item("yieldScroll");
        if (percent == 100) {
            EXPECT_LE(plot->mapRectToItem(scroll, plot->boundingRect()).bottom(),
                      scroll->height() + 1)
                << "the chart is seen whole";
        }
        m_desk.book()->toLine();
        show();
    }
}

TEST_P(YieldLayout, ListsAreForGlovesAndCutNoTextAndSoIsTheUnitOfOne) {
    JournalFeed journal(m_clock);
    workAMonth(journal);
    for (const unsigned percent : {100U, 150U}) {
        fill(8);
        m_records.open({.journal = journal.file()});
        scaleText(percent);
        m_feed.picture.role = "supervisor";
        show();
        m_desk.book()->turnMenu();
        m_desk.book()->open("yield");
        show();
        m_records.yields()->choose(Period::Month, db::YieldBy::Product);
        settle(*m_records.yields());
        m_records.yields()->showPoint(14);
        settle(*m_records.yields()->behind());
        expectWholeInEveryLanguage("list of a point");
        expectHigh("earlierButton");
        expectHigh("laterButton");
        m_records.yields()->showBar(0);
        settle(*m_records.yields()->behind());
        ASSERT_FALSE(m_records.yields()->behind()->more().isEmpty());
        for (const char* const name : {"behind0", "behind99", "exportButton"}) {
            expectHigh(name);
        }
        QQuickItem* const scroll = item("behindScroll");
        scroll->setProperty("contentY", item("behind97")->y());
        expectWholeInEveryLanguage("end of the list");
        m_records.unit()->lookUp("TH200-100402");
        m_desk.book()->open("unit");
        settle(*m_records.unit());
        expectWholeInEveryLanguage("unit of a list");
        expectHigh("backButton");
        EXPECT_GE(mm(item("attempt1")->height()), 19.9);
        m_desk.book()->toLine();
        show();
    }
}

TEST_P(Layout, PagesAboutRecordsCutNoTextInAnyLanguage) {
    JournalFeed journal(m_clock);
    journal.workAShift(m_clock);
    ASSERT_TRUE(journal.journal()
                    .append(db::kind::personAdded, {{"name", "Maximiliane Obermayer-Strohschein"},
                                                    {"role", "supervisor"},
                                                    {"badge", ""},
                                                    {"pin", "a"}})
                    .ok());
    fill(8);
    m_feed.picture.role = "supervisor";
    m_records.open({.journal = journal.file()});
    for (const auto& [page, percent] : {std::pair{"unit", 100U},
                                        {"unit", 150U},
                                        {"yield", 100U},
                                        {"yield", 150U},
                                        {"recall", 100U},
                                        {"recall", 150U},
                                        {"sign-in", 100U},
                                        {"sign-in", 150U}}) {
        scaleText(percent);
        show();
        m_desk.book()->turnMenu();
        m_desk.book()->open(page);
        m_records.unit()->lookUp("TH200-100405");
        m_records.recall()->lookFor(
            QString::fromStdString(base::toHex(JournalFeed::digestOf("firmware"))));
        for (const QString& language : languagesHere()) {
            ASSERT_TRUE(m_desk.chooseLanguage(language));
            for (RecordPage* const each : {static_cast<RecordPage*>(m_records.unit()),
                                           static_cast<RecordPage*>(m_records.yields()),
                                           static_cast<RecordPage*>(m_records.recall()),
                                           static_cast<RecordPage*>(m_records.signIn())}) {
                while (each->isAsking()) {
                    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
                }
            }
            EXPECT_EQ(m_desk.book()->page(), page);
            EXPECT_EQ(m_records.unit()->state(), "found");
            EXPECT_EQ(m_records.recall()->state(), "found");
            show();
            expectTextsWhole(m_window.rootObject(),
                             std::string(page) + ", " + language.toStdString());
        }
        for (const char* const tab : {"lineTab", "unitTab", "yieldTab", "recallTab"}) {
            EXPECT_GE(mm(item(tab)->width()), 19.9) << tab;
            EXPECT_GE(mm(item(tab)->height()), 19.9) << tab;
        }
        m_desk.book()->toLine();
    }
}

INSTANTIATE_TEST_SUITE_P(Screens, Layout, allScreens(), screenName);
INSTANTIATE_TEST_SUITE_P(Screens, YieldLayout, allScreens(), screenName);

class BigScreen : public Layout {};

TEST_P(BigScreen, StartIsAPalmWideForUpToEightSlots) {
    for (std::size_t count = 1; count <= 8; ++count) {
        m_feed.empty(count);
        for (std::size_t i = 0; i < count; ++i) {
            m_feed.boardIn(i);
        }
        for (const bool training : {false, true}) {
            m_feed.picture.training = training;
            show();
            const QQuickItem* const start = item("start", tile(1));
            EXPECT_GE(mm(start->width()), 60) << count;
            EXPECT_GE(mm(start->height()), 39.9) << count;
        }
    }
}

TEST_P(BigScreen, VerdictCanBeReadFromThreeMetres) {
    m_feed.empty(8);
    for (std::size_t i = 0; i < 8; ++i) {
        m_feed.passed(i, "TH200-10000" + std::to_string(i), m_book);
    }
    show();
    // Ten millimetres for each metre and a half is what a sign needs; the colour carries further.
    EXPECT_GE(mm(item("figure", tile(1))->height()), 20);
    EXPECT_GE(mm(tile(1)->width()), 60);
}

INSTANTIATE_TEST_SUITE_P(Screens, BigScreen,
                         ::testing::Values(Screen{1920, 1080, 21.5}, Screen{1920, 1080, 15.6}),
                         screenName);

} // namespace
} // namespace greenlight::station::view
