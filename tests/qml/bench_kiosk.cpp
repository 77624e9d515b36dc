// What the page costs, drawn without a graphics card: bench_kiosk [frames | day]
//
// frames: 32 slots at work on 1920 x 1080; how many frames a second are drawn and how much of one
// core that takes. day: the page looks at a busy line as often as it does in 24 hours; what memory
// it holds after each quarter.
#include "station/view/line_desk.h"
#include "station/view/page.h"
#include "station/view/records_desk.h"
#include "tests/qml/hand_clock.h"
#include "tests/qml/line_feed.h"

#include <unistd.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFont>
#include <QGuiApplication>
#include <QQuickView>
#include <QTimer>
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t mostSlots = 32;
constexpr int width = 1920;
constexpr int height = 1080;
constexpr int seconds = 10;

double processorSeconds() {
    std::timespec spent{};
    (void)::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

/// Pages that are in memory, in kilobytes.
long residentKilobytes() {
    std::ifstream state("/proc/self/statm");
    long all = 0;
    long resident = 0;
    state >> all >> resident;
    return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

struct Page {
    HandClock clock{};
    ReceiptBook book{clock};
    LineFeed feed{clock};
    LineDesk desk{clock};
    RecordsDesk records{clock};
    QQuickView window{};

    explicit Page(std::size_t slots) {
        feed.empty(slots);
        desk.setPixelsPerMm(width / 344.0); // a panel of 15.6 inches
        desk.attach(feed);
        if (const QString wrong = openPage(window, desk, records); !wrong.isEmpty()) {
            std::fputs((wrong.toStdString() + "\n").c_str(), stderr);
        }
        window.resize(width, height);
        window.show();
    }
};

void measureFrames() {
    for (const std::size_t slots : {std::size_t{8}, mostSlots}) {
        Page page(slots);
        for (std::size_t i = 0; i < slots; ++i) {
            page.feed.working(i, Stage::Program, 3s, 20s);
        }
        page.desk.refresh();
        QTimer beat;
        QObject::connect(&beat, &QTimer::timeout, [&page] { ++page.feed.picture.heartbeat; });
        beat.start(250ms);
        // Sleeps where there is nothing to do, as the program does.
        const auto run = [](std::chrono::milliseconds duration) {
            QEventLoop loop;
            QTimer::singleShot(duration, &loop, &QEventLoop::quit);
            loop.exec();
        };
        run(2s); // fonts and pictures are made once
        QElapsedTimer clock;
        clock.start();
        int frames = 0;
        const auto counting =
            QObject::connect(&page.window, &QQuickWindow::frameSwapped, [&frames] { ++frames; });
        const double before = processorSeconds();
        const qint64 began = clock.elapsed();
        run(std::chrono::seconds(seconds));
        const double took = static_cast<double>(clock.elapsed() - began) / 1000;
        const double spent = processorSeconds() - before;
        QObject::disconnect(counting);
        std::printf("%2zu slots at work: %4.1f frames/s, %4.1f %% of a core, %5.2f ms a frame\n",
                    slots, frames / took, 100 * spent / took, 1000 * spent / std::max(frames, 1));
    }
}

void measureDay() {
    constexpr int looksADay = 24 * 3600 * 4;
    constexpr int looksADrawing = 40; // a picture every ten seconds is enough to see growth
    Page page(8);
    for (int look = 1; look <= looksADay; ++look) {
        const auto slot = static_cast<std::size_t>(look) % 8;
        const std::string serial = "TH200-" + std::to_string(100'000 + look % 900'000);
        switch (look / 8 % 4) {
        case 0:
            page.feed.boardIn(slot);
            break;
        case 1:
            page.feed.working(slot, Stage::Program, 1s, 3s);
            break;
        case 2:
            page.feed.unrecorded(slot, serial);
            break;
        default:
            page.feed.trouble(slot, {.code = FaultCode::ProbeAbsent});
            break;
        }
        ++page.feed.picture.heartbeat;
        page.clock.sleepUntil(page.clock.now() + 250ms);
        page.desk.refresh();
        if (look % looksADrawing == 0) {
            QCoreApplication::processEvents();
            // What was replaced goes when the program's own loop comes round, and here there is
            // none.
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            (void)page.window.grabWindow();
        }
        if (look % (looksADay / 48) == 0) {
            std::printf("after %4.1f h: %ld KB\n", 24.0 * look / looksADay, residentKilobytes());
            (void)std::fflush(stdout);
        }
    }
}

} // namespace
} // namespace greenlight::station::view

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    const QGuiApplication app(argc, argv);
    QGuiApplication::setFont(
        QFont(QStringList{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")}));
    const std::string what = argc > 1 ? argv[1] : "frames";
    if (what == "day") {
        greenlight::station::view::measureDay();
    } else {
        greenlight::station::view::measureFrames();
    }
    return 0;
}
