#include "tests/qml/scenes.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QQuickItem>
#include <array>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

void fillUnfit(LineFeed& feed, ReceiptBook& book) {
    fillMixed(feed, book);
    feed.picture.unfit = Fault{.code = FaultCode::DiskFull, .stage = Stage::Record};
    for (LineSlot& slot : feed.picture.slots) {
        slot.mayStart = false;
        slot.nextStep = "call-supervisor";
    }
}

/// Slots that were locked and have to see a golden board first; and one that was put in elsewhere.
void fillGolden(LineFeed& feed, ReceiptBook& book) {
    feed.empty(8);
    for (const std::size_t slot : {0U, 1U}) {
        feed.slot(slot).goldenWanted = true;
        feed.slot(slot).nextStep = "insert-golden";
    }
    feed.failed(1, serial(18), {.code = FaultCode::GoldenBoardWanted, .stage = Stage::Identify},
                book);
    feed.slot(1).nextStep = "remove-board";
    feed.failed(2, {}, {.code = FaultCode::GoldenBoard, .stage = Stage::Identify}, book);
    feed.slot(2).nextStep = "remove-board";
    feed.passed(3, serial(19), book);
}

void fillOne(LineFeed& feed, ReceiptBook& book) {
    feed.empty(1);
    feed.failed(0, serial(1),
                {.code = FaultCode::DeviceMismatch,
                 .stage = Stage::Identify,
                 .note = "expected 0x483, found 0x413"},
                book);
    feed.slot(0).mayStart = true;
}

void askForPin(Stand& stand) {
    stand.feed.picture.role = "operator";
    stand.feed.picture.pinWantedOf = "Sue Mbeki-Lindqvist";
    stand.desk.refresh();
    for (const char* const key : {"1", "2", "3", "4"}) {
        stand.desk.pin()->type(QLatin1String(key));
    }
}

void giveWrongPin(Stand& stand) {
    askForPin(stand);
    stand.feed.refusal = Fault{.code = FaultCode::PinWrong};
    stand.desk.pin()->confirm();
    while (stand.desk.pin()->busy()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

/// The middle of a shift that is to pass 600 units.
void showShift(Stand& stand, std::uint64_t passed, std::uint64_t lately) {
    const base::WallTime now = stand.clock.wall();
    constexpr std::int64_t hour = 3'600'000'000;
    stand.records.open({.targetPerShift = 600});
    stand.records.shift()->show(
        {.from = {now.unixMicros - 5 * hour}, .to = {now.unixMicros + 3 * hour}, .name = "early"},
        {.passed = passed,
         .notPassed = 6,
         .firstPass = {.count = passed - 4, .of = passed + 6},
         .lately = lately,
         .latelyFrom = {now.unixMicros - hour}});
}

void fallBehind(Stand& stand) { showShift(stand, 312, 58); }

void beOnTime(Stand& stand) { showShift(stand, 412, 82); }

void reachTheTarget(Stand& stand) { showShift(stand, 604, 96); }

void turnNight(Stand& stand) { stand.desk.turnNight(); }

void enlarge(Stand& stand) {
    showShift(stand, 312, 58);
    stand.desk.begin({.textScale = 150});
}

void pinAtNight(Stand& stand) {
    turnNight(stand);
    askForPin(stand);
}

void openDisplay(Stand& stand) {
    fallBehind(stand);
    stand.desk.begin({});
    stand.desk.book()->turnMenu();
    for (QObject* const panel : stand.window.rootObject()->findChildren<QObject*>()) {
        if (panel->property("display").isValid()) {
            panel->setProperty("display", true);
        }
    }
}

void openMenu(Stand& stand) {
    stand.feed.picture.role = "supervisor";
    stand.desk.refresh();
    stand.desk.book()->turnMenu();
}

void leave(Stand& stand) {
    stand.feed.signOut();
    for (LineSlot& slot : stand.feed.picture.slots) {
        slot.nextStep = "scan-badge";
        slot.mayStart = false;
    }
}

constexpr std::array all{Scene{"empty", fillEmpty},
                         Scene{"mixed", fillMixed},
                         Scene{"usual", fillUsual},
                         Scene{"behind", fillUsual, fallBehind},
                         Scene{"on-time", fillUsual, beOnTime},
                         Scene{"reached", fillMany, reachTheTarget},
                         Scene{"large", fillUsual, enlarge},
                         Scene{"large-mixed", fillMixed, enlarge},
                         Scene{"night", fillMixed, turnNight},
                         Scene{"night-many", fillMany, turnNight},
                         Scene{"night-training", fillTraining, turnNight},
                         Scene{"night-pin", fillUsual, pinAtNight},
                         Scene{"training", fillTraining},
                         Scene{"unfit", fillUnfit},
                         Scene{"many", fillMany},
                         Scene{"one", fillOne},
                         Scene{"golden", fillGolden},
                         Scene{"display", fillUsual, openDisplay},
                         Scene{"badge", fillEmpty, leave},
                         Scene{"pin", fillUsual, askForPin},
                         Scene{"pin-training", fillTraining, askForPin},
                         Scene{"pin-wrong", fillUsual, giveWrongPin},
                         Scene{"menu", fillTraining, openMenu}};

} // namespace

std::span<const Scene> lineScenes() { return all; }

} // namespace greenlight::station::view
