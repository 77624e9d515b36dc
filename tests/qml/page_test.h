#pragma once

#include "station/view/line_desk.h"
#include "station/view/page.h"
#include "station/view/records_desk.h"
#include "tests/qml/line_feed.h"
#include "tests/qml/page_hands.h"

#include <gtest/gtest.h>

#include <QImage>
#include <QQuickItem>
#include <QQuickView>

namespace greenlight::station::view {

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

    // What PageHands do.
    void touch(const QQuickItem* item) { m_hands.touch(item); }

    void key(int key, const QString& text, std::chrono::milliseconds at) {
        m_hands.key(key, text, at);
    }

    void pressKey(int code, const QString& text = {}) { m_hands.pressKey(code, text); }

    void scan(const QString& label) { m_hands.scan(label); }

    QImage picture();

    HandClock m_clock;
    ReceiptBook m_book{m_clock};
    LineFeed m_feed{m_clock};
    LineDesk m_desk{m_clock};
    RecordsDesk m_records{m_clock};
    QQuickView m_window;
    PageHands m_hands{m_window};
    std::chrono::milliseconds& m_keyTime = m_hands.keyTime;
};

} // namespace greenlight::station::view
