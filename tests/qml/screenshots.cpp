// Writes the line page in its states, sizes and languages as pictures, for people to judge:
// kiosk_screenshots FOLDER
#include "station/view/line_desk.h"
#include "station/view/page.h"
#include "tests/qml/line_feed.h"

#include <QDir>
#include <QFont>
#include <QGuiApplication>
#include <QQuickView>
#include <array>
#include <cstdio>
#include <functional>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

struct Screen {
    const char* name;
    int width;
    int height;
    double inches; ///< diagonal
};

constexpr std::array screens{Screen{"22in", 1920, 1080, 21.5}, Screen{"15in", 1920, 1080, 15.6},
                             Screen{"10in", 1024, 600, 10.1}, Screen{"portrait", 1080, 1920, 21.5}};

std::string serial(unsigned number) { return "TH200-" + std::to_string(100'400 + number); }

void fillEmpty(LineFeed& feed, ReceiptBook&) { feed.empty(8); }

/// Every state at once.
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
}

/// A usual moment of a good day: the picture for the front door.
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

void fillUnfit(LineFeed& feed, ReceiptBook& book) {
    fillMixed(feed, book);
    feed.picture.unfit = Fault{.code = FaultCode::DiskFull, .stage = Stage::Record};
    for (LineSlot& slot : feed.picture.slots) {
        slot.mayStart = false;
        slot.nextStep = "call-supervisor";
    }
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

void fillOne(LineFeed& feed, ReceiptBook& book) {
    feed.empty(1);
    feed.failed(0, serial(1),
                {.code = FaultCode::DeviceMismatch,
                 .stage = Stage::Identify,
                 .note = "expected 0x483, found 0x413"},
                book);
    feed.slot(0).mayStart = true;
}

struct Scene {
    const char* name;
    void (*fill)(LineFeed&, ReceiptBook&);
};

constexpr std::array scenes{Scene{"empty", fillEmpty}, Scene{"mixed", fillMixed},
                            Scene{"usual", fillUsual}, Scene{"training", fillTraining},
                            Scene{"unfit", fillUnfit}, Scene{"many", fillMany},
                            Scene{"one", fillOne}};

/// Draws one scene in all sizes and languages. False when a picture could not be written.
bool draw(const Scene& scene, const QDir& folder) {
    HandClock clock;
    ReceiptBook book(clock);
    LineFeed feed(clock);
    scene.fill(feed, book);
    LineDesk desk(clock);
    desk.attach(feed);
    QQuickView window;
    if (const QString wrong = openPage(window, desk); !wrong.isEmpty()) {
        std::fputs((wrong.toStdString() + "\n").c_str(), stderr);
        return false;
    }
    window.show();
    bool written = true;
    for (const Screen& screen : screens) {
        desk.setPixelsPerMm(std::hypot(screen.width, screen.height) / (screen.inches * 25.4));
        window.resize(screen.width, screen.height);
        for (const QString& language : Languages::codes()) {
            desk.chooseLanguage(language);
            feed.picture.heartbeat++;
            desk.refresh();
            QCoreApplication::processEvents();
            const QString file =
                QStringLiteral("%1-%2-%3.png")
                    .arg(QLatin1String(scene.name), QLatin1String(screen.name), language);
            written = window.grabWindow().save(folder.filePath(file)) && written;
        }
    }
    desk.chooseLanguage(Languages::codes().constFirst());
    return written;
}

} // namespace
} // namespace greenlight::station::view

int main(int argc, char** argv) {
    using namespace greenlight::station::view;
    if (argc < 2) {
        std::fputs("kiosk_screenshots FOLDER [SCENE]\n", stderr);
        return 2;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    const QGuiApplication app(argc, argv);
    QGuiApplication::setFont(
        QFont(QStringList{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")}));
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(QStringLiteral("."))) {
        return 1;
    }
    bool written = true;
    for (const Scene& scene : scenes) {
        if (argc < 3 || std::string_view(argv[2]) == scene.name) {
            written = draw(scene, folder) && written;
        }
    }
    return written ? 0 : 1;
}
