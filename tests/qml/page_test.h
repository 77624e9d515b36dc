#pragma once

#include "station/view/line_desk.h"
#include "station/view/page.h"
#include "station/view/records_desk.h"
#include "tests/qml/line_feed.h"

#include <gtest/gtest.h>

#include <QImage>
#include <QQuickItem>
#include <QQuickView>

namespace greenlight::station::view {

/// Looking into a page by object names.
struct PageItems {
    /// The item of this name at or below `from`; null when there is none.
    static QQuickItem* find(const QString& name, QQuickItem* from);
};

/// The real page in a window that nobody sees, in front of a line set by hand.
class PageTest : public ::testing::Test {
protected:
    static constexpr double pixelsPerMm = 4;

    PageTest();

    /// Shows the picture as it is now.
    void show();
    /// The item of this object name below `from` (the whole page when null); fails without it.
    QQuickItem* item(const QString& name, QQuickItem* from = nullptr);

    QQuickItem* tile(int number) { return item(QStringLiteral("slot%1").arg(number)); }

    QString text(const QString& name, QQuickItem* from = nullptr);

    /// Drawn: it and everything around it is visible.
    static bool isSeen(const QQuickItem* item) { return item->isVisible() && item->opacity() > 0; }

    /// Puts a finger down in the middle of an item and lifts it.
    void touch(QQuickItem* item);
    /// A key at a moment of the keyboard's own clock, through the window as the system would.
    void key(int key, const QString& text, std::chrono::milliseconds at);
    /// A key by a person: nothing else comes for a while.
    void pressKey(int code, const QString& text = {});
    /// A scanner reads a label and ends it with Enter.
    void scan(const QString& label);
    QImage picture();

    HandClock m_clock;
    ReceiptBook m_book{m_clock};
    LineFeed m_feed{m_clock};
    LineDesk m_desk{m_clock};
    RecordsDesk m_records{m_clock};
    QQuickView m_window;
    std::chrono::milliseconds m_keyTime{10'000};
};

} // namespace greenlight::station::view
