#include "tests/qml/page_hands.h"

#include "station/view/scanner_input.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QTest>

namespace greenlight::station::view {

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

void PageHands::touch(const QQuickItem* item) {
    const QPointF middle = item->mapToScene({item->width() / 2, item->height() / 2});
    QTest::mouseClick(&m_window, Qt::LeftButton, {}, middle.toPoint());
}

void PageHands::key(int key, const QString& text, std::chrono::milliseconds at) {
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier, text);
        event.setTimestamp(static_cast<quint64>(at.count()));
        QCoreApplication::sendEvent(&m_window, &event);
    }
}

void PageHands::pressKey(int code, const QString& text) {
    constexpr std::chrono::milliseconds pause{400};
    keyTime += ScannerInput::lateEnd + pause;
    key(code, text, keyTime);
    m_window.findChild<ScannerInput*>()->settle();
}

void PageHands::scan(const QString& label) {
    constexpr std::chrono::milliseconds pause{1000};
    constexpr std::chrono::milliseconds step{8};
    keyTime += pause;
    for (const QChar letter : label) {
        key(letter.toUpper().unicode(), letter, keyTime);
        keyTime += step;
    }
    key(Qt::Key_Return, QStringLiteral("\r"), keyTime);
    m_window.findChild<ScannerInput*>()->settle();
}

} // namespace greenlight::station::view
