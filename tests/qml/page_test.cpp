#include "tests/qml/page_test.h"

#include "station/view/scanner_input.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QTest>

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

QQuickItem* PageItems::find(const QString& name, QQuickItem* from) {
    if (from->objectName() == name) {
        return from;
    }
    for (QQuickItem* const child : from->childItems()) {
        if (QQuickItem* const found = find(name, child)) {
            return found;
        }
    }
    return nullptr;
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

void PageTest::touch(QQuickItem* item) {
    const QPointF middle = item->mapToScene({item->width() / 2, item->height() / 2});
    QTest::mouseClick(&m_window, Qt::LeftButton, {}, middle.toPoint());
}

void PageTest::key(int key, const QString& text, std::chrono::milliseconds at) {
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier, text);
        event.setTimestamp(static_cast<quint64>(at.count()));
        QCoreApplication::sendEvent(&m_window, &event);
    }
}

void PageTest::pressKey(int code, const QString& text) {
    constexpr std::chrono::milliseconds pause{400};
    m_keyTime += ScannerInput::lateEnd + pause;
    key(code, text, m_keyTime);
    m_window.findChild<ScannerInput*>()->settle();
}

void PageTest::scan(const QString& label) {
    constexpr std::chrono::milliseconds pause{1000};
    constexpr std::chrono::milliseconds step{8};
    m_keyTime += pause;
    for (const QChar letter : label) {
        key(letter.toUpper().unicode(), letter, m_keyTime);
        m_keyTime += step;
    }
    key(Qt::Key_Return, QStringLiteral("\r"), m_keyTime);
    m_window.findChild<ScannerInput*>()->settle();
}

} // namespace greenlight::station::view
