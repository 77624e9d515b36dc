#include "tests/qml/scenes.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QQuickItem>
#include <cmath>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

QQuickItem* find(QQuickItem* from, const QString& name) {
    if (from->objectName() == name) {
        return from;
    }
    for (QQuickItem* const child : from->childItems()) {
        if (QQuickItem* const found = find(child, name)) {
            return found;
        }
    }
    return nullptr;
}

/// Pulls the charts until this part of them is at the top.
void pullTo(QQuickView& window, const char* name) {
    QQuickItem* const scroll = find(window.rootObject(), QStringLiteral("yieldScroll"));
    QQuickItem* const target = find(window.rootObject(), QLatin1String(name));
    if (scroll != nullptr && target != nullptr) {
        const double now = scroll->property("contentY").toDouble();
        scroll->setProperty("contentY", now + target->mapToItem(scroll, {0, 0}).y());
    }
}

/// What the page shows now that it has been given its size and its language.
QImage shoot(Stand& stand, const Scene& scene) {
    stand.feed.picture.heartbeat++;
    stand.desk.refresh();
    for (RecordPage* const page : {static_cast<RecordPage*>(stand.records.unit()),
                                   static_cast<RecordPage*>(stand.records.recall())}) {
        settle(*page);
    }
    (void)stand.window.grabWindow();
    QCoreApplication::processEvents();
    if (scene.sight != nullptr) {
        pullTo(stand.window, scene.sight);
    }
    return stand.window.grabWindow();
}

} // namespace

std::vector<Scene> allScenes() {
    std::vector<Scene> all;
    for (const auto scenes : {lineScenes(), recordScenes(), deskScenes(), stationScenes()}) {
        all.insert(all.end(), scenes.begin(), scenes.end());
    }
    return all;
}

QString draw(const Scene& scene, const std::function<bool(const Panel&, const QString&)>& wanted,
             const Shot& shot) {
    Stand stand;
    scene.fill(stand.feed, stand.book);
    stand.desk.attach(stand.feed);
    stand.records.open({.journal = stand.journal.file()});
    if (const QString wrong = openPage(stand.window, stand.desk, stand.records); !wrong.isEmpty()) {
        return wrong;
    }
    stand.window.show();
    scene.act(stand);
    for (const Panel& panel : panels) {
        stand.desk.setPixelsPerMm(std::hypot(panel.width, panel.height) / (panel.inches * 25.4));
        stand.window.resize(panel.width, panel.height);
        for (const QString& language : Languages::codes()) {
            if (wanted(panel, language)) {
                stand.desk.chooseLanguage(language);
                shot(panel, language, shoot(stand, scene));
            }
        }
    }
    stand.desk.chooseLanguage(Languages::codes().constFirst());
    return {};
}

std::string serial(unsigned number) { return "TH200-" + std::to_string(100'400 + number); }

void fillEmpty(LineFeed& feed, ReceiptBook&) { feed.empty(8); }

void fillMixed(LineFeed& feed, ReceiptBook& book) {
    feed.empty(8);
    feed.picture.serialWanted = true;
    feed.passed(0, serial(17), book);
    feed.working(1, Stage::Program, 3s, 4s);
    feed.slot(1).slot.serial = serial(18);
    feed.failed(2, serial(19), {.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect}, book);
    feed.boardIn(3);
    feed.slot(3).nextSerial = serial(20);
    feed.boardIn(4);
    feed.slot(4).mayStart = false;
    feed.slot(4).nextStep = "scan-label";
    feed.picture.scanGoesTo = 4;
    feed.unrecorded(6, serial(21));
    feed.trouble(7, {.code = FaultCode::ProbeAbsent});
    feed.picture.refusals = 3;
    feed.picture.workOrder = "4711/2";
}

void fillUsual(LineFeed& feed, ReceiptBook& book) {
    feed.empty(8);
    for (unsigned i = 0; i < 6; ++i) {
        feed.passed(i, serial(i + 34), book);
    }
    const std::vector<LastUnit> before = feed.picture.last;
    feed.empty(8);
    feed.picture.last = before;
    feed.picture.serialWanted = true;
    feed.passed(0, serial(41), book);
    feed.passed(1, serial(42), book);
    feed.failed(2, serial(43), {.code = FaultCode::DigestMismatch, .stage = Stage::Verify}, book);
    feed.working(3, Stage::Verify, 5s, 1s);
    feed.slot(3).slot.serial = serial(44);
    feed.working(4, Stage::Program, 3s, 3s);
    feed.slot(4).slot.serial = serial(45);
    feed.working(5, Stage::Erase, 1s, 6s);
    feed.slot(5).slot.serial = serial(46);
    feed.boardIn(6);
    feed.slot(6).nextSerial = serial(47);
    feed.picture.passed = 412;
    feed.picture.notPassed = 3;
    feed.picture.refusals = 1;
}

void fillTraining(LineFeed& feed, ReceiptBook& book) {
    fillUsual(feed, book);
    feed.picture.training = true;
    feed.picture.station = "training";
    feed.slot(4).slot.refusals = 2;
    feed.slot(4).slot.refusal = Fault{.code = FaultCode::SlotBusy};
}

void fillMany(LineFeed& feed, ReceiptBook& book) {
    feed.empty(32);
    for (std::size_t i = 0; i < 32; ++i) {
        const auto number = static_cast<unsigned>(i) + 60;
        switch (i % 7) {
        case 0:
        case 1:
            feed.passed(i, serial(number), book);
            break;
        case 2:
            feed.failed(i, serial(number), {.code = FaultCode::ReadProtected}, book);
            break;
        case 3:
        case 4:
            feed.working(i, Stage::Erase, 2s, 5s);
            break;
        case 5:
            feed.boardIn(i);
            break;
        default:
            break;
        }
    }
    feed.unrecorded(20, serial(99));
    feed.trouble(27, {.code = FaultCode::ProbeAbsent});
}

void open(Stand& stand, const char* page) {
    stand.desk.refresh();
    if (!stand.desk.book()->menuOpen()) {
        stand.desk.book()->turnMenu();
    }
    stand.desk.book()->open(QLatin1String(page));
}

void settle(RecordPage& page) {
    while (page.isAsking()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

} // namespace greenlight::station::view
