#include "tests/qml/page_test.h"

#include <QCoreApplication>

namespace greenlight::station::view {

PageTest::PageTest() {
    m_feed.empty(4);
    m_desk.setPixelsPerMm(pixelsPerMm);
    m_desk.attach(m_feed);
    const QString wrong = openPage(m_window, m_desk, m_records);
    CHECK(wrong.isEmpty());
    m_window.resize(1920, 1080);
    m_window.show();
    show();
}

void PageTest::show() {
    m_desk.refresh();
    // Drawing once is what makes layouts and texts take their places.
    (void)picture();
}

QImage PageTest::picture() {
    QCoreApplication::processEvents();
    return m_window.grabWindow();
}

QQuickItem* PageTest::item(const QString& name, QQuickItem* from) {
    QQuickItem* const found = PageItems::find(name, from == nullptr ? m_window.rootObject() : from);
    EXPECT_NE(found, nullptr) << name.toStdString();
    CHECK(found != nullptr);
    return found;
}

QString PageTest::text(const QString& name, QQuickItem* from) {
    return item(name, from)->property("text").toString();
}

} // namespace greenlight::station::view
