#pragma once

#include "station/view/line_desk.h"
#include "station/view/page.h"
#include "station/view/records_desk.h"
#include "tests/qml/journal_feed.h"
#include "tests/qml/line_feed.h"
#include "tests/qml/shelf_feed.h"
#include "tests/qml/station_feed.h"

#include <QImage>
#include <QQuickView>
#include <array>
#include <functional>
#include <span>
#include <string>

// The pages in their states, for people to judge and for tests to compare.

namespace greenlight::station::view {

struct Panel {
    const char* name;
    int width;
    int height;
    double inches; ///< diagonal
};

inline constexpr std::array panels{Panel{"22in", 1920, 1080, 21.5}, Panel{"15in", 1920, 1080, 15.6},
                                   Panel{"10in", 1024, 600, 10.1},
                                   Panel{"portrait", 1080, 1920, 21.5}};

/// What is in front of the camera: the line, its records and the pages of both.
struct Stand {
    HandClock clock{};
    ReceiptBook book{clock};
    LineFeed feed{clock};
    JournalFeed journal{clock};
    ShelfFeed shelf{};
    StationFeed place{clock};
    LineDesk desk{clock};
    RecordsDesk records{clock};
    QQuickView window{};
};

struct Scene {
    const char* name;
    void (*fill)(LineFeed&, ReceiptBook&);
    void (*act)(Stand&) = [](Stand&) {};
    const char* sight = nullptr; ///< what the charts are pulled to
};

/// The line page; the pages about records; those on which somebody decides something; the station.
[[nodiscard]] std::span<const Scene> lineScenes();
[[nodiscard]] std::span<const Scene> recordScenes();
[[nodiscard]] std::span<const Scene> deskScenes();
[[nodiscard]] std::span<const Scene> stationScenes();

/// All of them.
[[nodiscard]] std::vector<Scene> allScenes();

/// A scene on one screen in one language.
using Shot = std::function<void(const Panel& panel, const QString& language, const QImage&)>;

/// Draws a scene for every screen and language that are wanted. Empty, or why it cannot be drawn.
[[nodiscard]] QString draw(const Scene& scene,
                           const std::function<bool(const Panel&, const QString&)>& wanted,
                           const Shot& shot);

// What scenes are made of.

[[nodiscard]] std::string serial(unsigned number);

/// Lines to begin with: every state at once, a usual moment of a good day, many slots.
void fillEmpty(LineFeed& feed, ReceiptBook& book);
void fillMixed(LineFeed& feed, ReceiptBook& book);
void fillUsual(LineFeed& feed, ReceiptBook& book);
void fillTraining(LineFeed& feed, ReceiptBook& book);
void fillMany(LineFeed& feed, ReceiptBook& book);

void open(Stand& stand, const char* page);
/// Until the journal has answered.
void settle(RecordPage& page);

} // namespace greenlight::station::view
