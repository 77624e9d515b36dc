#include "station/view/scanner_input.h"
#include "tests/qml/page_test.h"

#include <QColor>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTimer>
#include <array>
#include <cmath>
#include <set>
#include <string>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

class LinePage : public PageTest {};

TEST_F(LinePage, GivesEachStateItsOwnFigureWordAndColour) {
    m_feed.empty(6);
    m_feed.boardIn(1);
    m_feed.working(2, Stage::Program, 1s, 5s);
    m_feed.passed(3, "TH200-100417", m_book);
    m_feed.failed(4, "TH200-100418", {.code = FaultCode::SwdNoAnswer}, m_book);
    m_feed.unrecorded(5, "TH200-100419");
    show();
    const std::array figures{"insert-board", "press-start", "working",
                             "passed",       "failed",      "unrecorded"};
    const std::array words{"EMPTY", "BOARD IN", "WORKING", "PASSED", "FAILED", "NOT RECORDED"};
    std::set<std::string> colours;
    for (int i = 0; i < 6; ++i) {
        QQuickItem* const one = tile(i + 1);
        EXPECT_EQ(item("figure", one)->property("name").toString(),
                  figures.at(static_cast<std::size_t>(i)));
        EXPECT_TRUE(isSeen(item("figure", one)));
        EXPECT_EQ(text("word", one), words.at(static_cast<std::size_t>(i)));
        colours.insert(one->property("color").value<QColor>().name().toStdString());
    }
    EXPECT_EQ(colours.size(), 6U);
}

TEST_F(LinePage, MovesWhileWorkingAndNeverAfter) {
    m_feed.working(0, Stage::Program, 1s, 5s);
    m_feed.passed(1, "TH200-100417", m_book);
    m_feed.failed(2, "TH200-100418", {.code = FaultCode::SwdNoAnswer}, m_book);
    m_feed.unrecorded(3, "TH200-100419");
    show();
    EXPECT_TRUE(item("figure", tile(1))->property("turns").toBool());
    for (const int still : {2, 3, 4}) {
        EXPECT_FALSE(item("figure", tile(still))->property("turns").toBool());
    }
}

TEST_F(LinePage, VerdictStandsUprightWhereverTheRingHadStopped) {
    m_feed.working(0, Stage::Verify, 1s, 5s);
    show();
    QQuickItem* const drawing = item("figure", tile(1))->childItems().constFirst();
    drawing->setProperty("angle", 90);
    EXPECT_EQ(drawing->property("turn"), 90);
    m_feed.passed(0, "TH200-100417", m_book);
    show();
    EXPECT_EQ(drawing->property("turn"), 0);
}

TEST_F(LinePage, ShowsSecondsProgressAndWhatIsBeingDone) {
    m_feed.working(0, Stage::Erase, 2s, 6s);
    show();
    EXPECT_EQ(text("secondsText", tile(1)), "6 s");
    EXPECT_EQ(text("activity", tile(1)), "Erasing");
    const QQuickItem* const bar = item("progressBar", tile(1));
    EXPECT_NEAR(bar->width() / bar->parentItem()->width(), 0.25, 0.02);
}

TEST_F(LinePage, ShowsSerialReceiptAndFailureSentence) {
    m_feed.failed(0, "TH200-100418", {.code = FaultCode::SwdNoAnswer}, m_book);
    show();
    EXPECT_EQ(text("serialTail", tile(1)), "100418");
    EXPECT_TRUE(text("receiptText", tile(1)).startsWith("Receipt "));
    EXPECT_TRUE(text("sentence", tile(1)).startsWith("The board does not answer."));
    EXPECT_TRUE(isSeen(item("sentence", tile(1))));
}

TEST_F(LinePage, FingerOnStartIsOnePress) {
    m_feed.boardIn(1);
    show();
    touch(item("start", tile(2)));
    ASSERT_EQ(m_feed.presses.size(), 1U);
    EXPECT_EQ(m_feed.presses[0], std::pair(std::size_t{1}, job::StartedBy::Screen));
}

TEST_F(LinePage, KeyOnTheFocusedStartIsOnePress) {
    m_feed.boardIn(2);
    show();
    item("start", tile(3))->forceActiveFocus();
    pressKey(Qt::Key_Return, "\r");
    ASSERT_EQ(m_feed.presses.size(), 1U);
    EXPECT_EQ(m_feed.presses[0], std::pair(std::size_t{2}, job::StartedBy::Keyboard));
    pressKey(Qt::Key_Space, " ");
    EXPECT_EQ(m_feed.presses.size(), 2U);
}

TEST_F(LinePage, KeyThatIsKeptDownIsOnePress) {
    item("start", tile(1))->forceActiveFocus();
    pressKey(Qt::Key_Return, "\r");
    QKeyEvent again(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, "\r", true);
    again.setTimestamp(static_cast<quint64>((m_keyTime + 2s).count()));
    QCoreApplication::sendEvent(&m_window, &again);
    m_window.findChild<ScannerInput*>()->settle();
    EXPECT_EQ(m_feed.presses.size(), 1U);
}

TEST_F(LinePage, StartForAllHasTheKeyboardFirst) {
    m_feed.boardIn(0);
    m_feed.boardIn(2);
    show();
    EXPECT_EQ(text("startAll"), "START ALL: 2");
    pressKey(Qt::Key_Return, "\r");
    touch(item("startAll"));
    EXPECT_EQ(m_feed.pressesForAll,
              (std::vector{job::StartedBy::Keyboard, job::StartedBy::Screen}));
    EXPECT_TRUE(m_feed.presses.empty());
}

TEST_F(LinePage, RefusedPressIsAnsweredOnItsTileAtOnce) {
    m_feed.working(0, Stage::Program, 1s, 5s);
    show();
    EXPECT_FALSE(isSeen(item("feedbackPlate", tile(1))));
    m_feed.refusal = Fault{.code = FaultCode::SlotBusy};
    touch(item("start", tile(1)));
    // No look at the line in between: the answer came with the touch.
    EXPECT_TRUE(isSeen(item("feedbackPlate", tile(1))));
    EXPECT_TRUE(text("feedback", tile(1)).startsWith("This slot is already working."));
    EXPECT_FALSE(isSeen(item("feedbackPlate", tile(2))));
    m_clock.sleepFor(TileMemory::answerShown);
    show();
    EXPECT_FALSE(isSeen(item("feedbackPlate", tile(1))));
}

TEST_F(LinePage, RefusedStartForAllIsAnsweredAtTheBottom) {
    m_feed.refusal = Fault{.code = FaultCode::NothingInSlot};
    touch(item("startAll"));
    EXPECT_TRUE(text("guideText").startsWith("There is no board in this slot."));
    m_clock.sleepFor(LineDesk::answerShown);
    ++m_feed.picture.heartbeat;
    show();
    EXPECT_EQ(text("guideText"), "Put boards into slots 1, 2, 3, 4.");
}

TEST_F(LinePage, TapOnATileSendsTheNextLabelThere) {
    m_feed.boardIn(2);
    m_feed.picture.serialWanted = true;
    show();
    touch(item("word", tile(3)));
    EXPECT_EQ(m_feed.chosen, std::vector<std::size_t>{2});
    EXPECT_TRUE(m_feed.presses.empty());
    EXPECT_TRUE(tile(3)->property("scanHere").toBool());
}

TEST_F(LinePage, SmallTileIsItsOwnButton) {
    m_feed.empty(32);
    m_feed.boardIn(4);
    m_feed.boardIn(5);
    m_feed.slot(5).nextStep = "scan-label";
    m_window.resize(1024, 600);
    show();
    touch(tile(5));
    ASSERT_EQ(m_feed.presses.size(), 1U);
    EXPECT_EQ(m_feed.presses[0].first, 4U);
    touch(tile(6));
    EXPECT_EQ(m_feed.presses.size(), 1U);
    EXPECT_EQ(m_feed.chosen, std::vector<std::size_t>{5});
}

TEST_F(LinePage, TrainingBannerIsThereInEveryStateAndOnlyInTraining) {
    EXPECT_FALSE(isSeen(item("trainingBanner")));
    m_feed.picture.training = true;
    m_feed.passed(0, "TH200-100417", m_book);
    const auto banner = [this] {
        show();
        const QQuickItem* const shown = item("trainingBanner");
        return isSeen(shown) && shown->width() > m_window.width() * 0.98 &&
               text("trainingWords").startsWith("TRAINING");
    };
    EXPECT_TRUE(banner());
    m_feed.picture.unfit = Fault{.code = FaultCode::DiskFull};
    EXPECT_TRUE(banner());
    m_clock.sleepFor(LineDesk::patience * 2); // the engine is silent now
    EXPECT_TRUE(banner());
    m_feed.picture.slots.clear();
    EXPECT_TRUE(banner());
}

TEST_F(LinePage, GreysWhenTheEngineIsSilentForASecond) {
    ++m_feed.picture.heartbeat;
    show();
    m_clock.sleepFor(LineDesk::patience);
    show();
    EXPECT_FALSE(isSeen(item("silentPlate")));
    m_clock.sleepFor(1ms);
    show();
    EXPECT_TRUE(isSeen(item("silentPlate")));
    EXPECT_FALSE(item("engineLamp")->property("ok").toBool());
    EXPECT_TRUE(text("guideText").startsWith("The station does not answer."));
    ++m_feed.picture.heartbeat;
    show();
    EXPECT_FALSE(isSeen(item("silentPlate")));
}

TEST_F(LinePage, SilentEngineGetsNoPress) {
    m_feed.boardIn(0);
    m_clock.sleepFor(LineDesk::patience + 1ms);
    show();
    touch(item("start", tile(1)));
    EXPECT_TRUE(text("guideText").endsWith("The press did nothing."));
    touch(item("startAll"));
    EXPECT_TRUE(m_feed.presses.empty());
    EXPECT_TRUE(m_feed.pressesForAll.empty());
}

TEST_F(LinePage, RecordsLampGoesOutWithTheRecordsOnly) {
    EXPECT_TRUE(item("recordsLamp")->property("ok").toBool());
    m_feed.picture.unfit = Fault{.code = FaultCode::TrustUnreadable};
    show();
    EXPECT_TRUE(item("recordsLamp")->property("ok").toBool());
    m_feed.picture.unfit = Fault{.code = FaultCode::JournalWrite};
    show();
    EXPECT_FALSE(item("recordsLamp")->property("ok").toBool());
}

TEST_F(LinePage, ClosedLineSaysWhyInTheMiddleOfThePage) {
    ClosedLine closed({.code = FaultCode::JournalInUse}, "line1-st3", false);
    m_desk.attach(closed);
    m_clock.sleepFor(LineDesk::patience * 3);
    show();
    EXPECT_TRUE(isSeen(item("noSlotsText")));
    EXPECT_TRUE(text("noSlotsText").startsWith("Another Greenlight is already running"));
    EXPECT_FALSE(isSeen(item("silentPlate")));
    EXPECT_FALSE(m_desk.pressAll(LineDesk::Hand::Screen));
    EXPECT_FALSE(m_desk.press(0, LineDesk::Hand::Screen));
    m_desk.attach(m_feed);
}

TEST_F(LinePage, LanguageChangesAtOneTouch) {
    m_feed.failed(0, "TH200-100418", {.code = FaultCode::SwdNoAnswer}, m_book);
    show();
    QQuickItem* const button = item("languageButton");
    EXPECT_EQ(button->property("text").toString(), "English");
    touch(button);
    EXPECT_EQ(button->property("text").toString(), "Deutsch");
    EXPECT_EQ(text("word", tile(1)), "FEHLER");
    EXPECT_TRUE(text("sentence", tile(1)).startsWith("Die Platine antwortet nicht."));
    EXPECT_TRUE(text("startAll").startsWith("ALLE STARTEN"));
    for (const char* const word : {"RECHAZADA", "ZŁA", "不合格"}) {
        touch(button);
        EXPECT_EQ(text("word", tile(1)), QString::fromUtf8(word));
    }
    touch(button);
    EXPECT_EQ(text("word", tile(1)), "FAILED");
}

TEST_F(LinePage, ShowsWhatIsMadeHere) { EXPECT_EQ(text("recipeText"), "thermostat-main  1.4.2"); }

TEST_F(LinePage, LettersGrowAtATouchAndGoRound) {
    m_desk.book()->turnMenu();
    show();
    touch(item("openDisplay"));
    show();
    QQuickItem* const entry = item("nextTextScale");
    // The space is one that no line breaks at.
    const QString label = QStringLiteral("Text %1\u00A0%");
    EXPECT_EQ(entry->property("text").toString(), label.arg(100));
    const double usual = item("guideText")->property("font").value<QFont>().pixelSize();
    for (const int scale : {125, 150, 100}) {
        touch(entry);
        show();
        EXPECT_EQ(entry->property("text").toString(), label.arg(scale));
        EXPECT_NEAR(item("guideText")->property("font").value<QFont>().pixelSize(),
                    usual * scale / 100, 1);
    }
}

TEST_F(LinePage, BeginsAsTheSettingsSay) {
    EXPECT_FALSE(m_desk.night());
    const QColor day = m_window.rootObject()->property("color").value<QColor>();
    m_desk.begin({.night = true, .textScale = 110});
    show();
    EXPECT_TRUE(m_desk.night());
    EXPECT_LT(m_window.rootObject()->property("color").value<QColor>().lightness(),
              day.lightness());
    EXPECT_EQ(m_desk.textScale(), 110);
    // From a size between two steps the next one is the larger.
    m_desk.nextTextScale();
    EXPECT_EQ(m_desk.textScale(), 125);
}

TEST_F(LinePage, SaysThatBoardsStartByThemselvesWhereTheyDo) {
    EXPECT_FALSE(m_desk.face().guideText.contains("themselves"));
    m_feed.picture.handsFree = true;
    show();
    EXPECT_TRUE(text("guideText").endsWith(" Boards start by themselves."));
    m_feed.boardIn(0);
    show();
    EXPECT_FALSE(text("guideText").contains("themselves"));
}

TEST_F(LinePage, BusyLineIsLookedAtOnceAFrame) {
    QTimer* frame = nullptr;
    for (QTimer* const timer : m_desk.findChildren<QTimer*>()) {
        frame = timer->isSingleShot() ? timer : frame;
    }
    ASSERT_NE(frame, nullptr);
    EXPECT_EQ(frame->intervalAsDuration(), LineDesk::frame);
    const auto ringALot = [this] {
        for (int i = 0; i < 100; ++i) {
            m_desk.ring();
        }
        QCoreApplication::sendPostedEvents(&m_desk);
    };
    frame->stop();
    const unsigned looks = m_feed.looks;
    ringALot();
    EXPECT_TRUE(frame->isActive());
    ringALot();
    EXPECT_EQ(m_feed.looks, looks);
    // After the look one ring is enough again.
    m_desk.refresh();
    frame->stop();
    m_desk.ring();
    QCoreApplication::sendPostedEvents(&m_desk);
    EXPECT_TRUE(frame->isActive());
}

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& colour) {
    const auto channel = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) +
           0.0722 * channel(colour.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

TEST_F(LinePage, WordsStandOutFromTheirGroundByDayAndByNight) {
    QQmlComponent component(m_window.engine());
    component.setData("import QtQuick; import Greenlight; QtObject { property var style: Style }",
                      {});
    const std::unique_ptr<QObject> holder(component.create());
    ASSERT_NE(holder, nullptr);
    const auto* const style = holder->property("style").value<QObject*>();
    ASSERT_NE(style, nullptr);
    const auto colour = [style](const char* name) { return style->property(name).value<QColor>(); };
    const std::array<std::pair<const char*, const char*>, 12> pairs{{{"passed", "passedInk"},
                                                                     {"failed", "failedInk"},
                                                                     {"unknown", "unknownInk"},
                                                                     {"work", "workInk"},
                                                                     {"workStripe", "workInk"},
                                                                     {"turn", "turnInk"},
                                                                     {"plate", "ink"},
                                                                     {"page", "ink"},
                                                                     {"field", "ink"},
                                                                     {"bar", "barInk"},
                                                                     {"idle", "ink"},
                                                                     {"training", "trainingInk"}}};
    for (const bool night : {false, true}) {
        EXPECT_EQ(m_desk.night(), night);
        for (const auto& [ground, ink] : pairs) {
            EXPECT_GE(contrast(colour(ground), colour(ink)), 7.0) << ground << night;
        }
        for (const char* const ground : {"page", "plate", "idle"}) {
            EXPECT_GE(contrast(colour(ground), colour("softInk")), 4.5) << ground << night;
            // Figures and bars; what is to be touched has an outline or is lighter than its ground.
            EXPECT_GE(contrast(colour(ground), colour("failedSign")), 3.0) << ground << night;
            EXPECT_GE(contrast(colour(ground), colour("turn")), 3.0) << ground << night;
        }
        // Pass and fail differ in lightness, so no kind of eye takes one for the other.
        EXPECT_GE(contrast(colour("passed"), colour("failed")), 3.0);
        m_desk.turnNight();
    }
    EXPECT_FALSE(m_desk.night());
}

} // namespace
} // namespace greenlight::station::view
