#include "station/view/scanner_input.h"

#include "engine/base/check.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QKeySequence>
#include <QQuickItem>
#include <QQuickWindow>
#include <utility>

namespace greenlight::station::view {

namespace {

bool isEnd(int key) { return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab; }

bool isModifier(int key) {
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt ||
           key == Qt::Key_AltGr || key == Qt::Key_Meta || key == Qt::Key_CapsLock;
}

bool isPrintable(const QKeyEvent& event) {
    return !event.text().isEmpty() && event.text().at(0).isPrint();
}

} // namespace

ScannerInput::ScannerInput(QQuickWindow& window) : QObject(&window), m_window(window) {
    m_settle.setSingleShot(true);
    m_settle.setInterval(burstGap);
    m_afterKeys.setSingleShot(true);
    m_afterKeys.setInterval(0);
    // The keys of a burst may be waiting already when the page was busy for a moment: they are
    // looked at first.
    connect(&m_settle, &QTimer::timeout, &m_afterKeys, qOverload<>(&QTimer::start));
    connect(&m_afterKeys, &QTimer::timeout, this, &ScannerInput::settle);
    window.installEventFilter(this);
}

void ScannerInput::setFootSwitch(const QString& key) {
    const QKeySequence keys = QKeySequence::fromString(key, QKeySequence::PortableText);
    CHECK(keys.count() == 1);
    m_footSwitch = keys[0].key();
}

bool ScannerInput::eventFilter(QObject* watched, QEvent* event) {
    if (m_sending || watched != &m_window) {
        return false;
    }
    if (event->type() == QEvent::KeyPress) {
        return take(*static_cast<QKeyEvent*>(event));
    }
    if (event->type() == QEvent::KeyRelease) {
        // Keys that were held back are sent anew with their release.
        const auto& key = *static_cast<QKeyEvent*>(event);
        return isEnd(key.key()) || isPrintable(key);
    }
    return false;
}

bool ScannerInput::take(const QKeyEvent& event) {
    if (isModifier(event.key())) {
        return false; // capital letters come with it
    }
    if (event.key() == m_footSwitch) {
        if (!event.isAutoRepeat()) {
            Q_EMIT footSwitchPressed();
        }
        return true;
    }
    const bool end = isEnd(event.key());
    if (!end && !isPrintable(event)) {
        settle();
        m_burst.clear();
        return false;
    }
    if (event.isAutoRepeat()) {
        return true; // a key that is kept down is one press
    }
    const std::chrono::milliseconds time(event.timestamp());
    const bool inBurst = time - m_lastKey < burstGap;
    if (end || event.key() == Qt::Key_Space) {
        // The second half of CR LF, or what a scanner appends, is not a press.
        if (m_labelEnded && time - *m_labelEnded < lateEnd) {
            return true;
        }
    }
    if (end) {
        return takeEnd(event, time, inBurst);
    }
    if (!inBurst) {
        settle();
        m_burst.clear();
    }
    m_lastKey = time;
    if (m_burst.size() < mostLabel) {
        m_burst += event.text();
        hold(event);
    }
    return true;
}

bool ScannerInput::takeEnd(const QKeyEvent& event, std::chrono::milliseconds time, bool inBurst) {
    const bool label = m_burst.size() >= leastLabel && time - m_lastKey < lateEnd;
    m_lastKey = time;
    if (label) {
        const QString read = std::exchange(m_burst, {});
        m_held.clear();
        m_settle.stop();
        m_labelEnded = time;
        // One that filled the buffer is a flood, not a label.
        if (read.size() < mostLabel) {
            Q_EMIT scanned(read);
        }
        return true;
    }
    const bool scrap = inBurst && !m_burst.isEmpty();
    m_burst.clear();
    if (scrap && !fieldHasFocus()) {
        // Too short for a label and too fast for fingers: certainly not a press.
        m_held.clear();
        return true;
    }
    settle();
    hold(event);
    return true;
}

void ScannerInput::hold(const QKeyEvent& event) {
    m_held.push_back({event.key(), event.modifiers(), event.text()});
    m_afterKeys.stop();
    m_settle.start();
}

void ScannerInput::settle() {
    m_settle.stop();
    m_afterKeys.stop();
    const std::vector<Held> held = std::exchange(m_held, {});
    // Outside of a field a press is one key alone; anything more was not meant for a button.
    if (held.size() == 1 || fieldHasFocus()) {
        for (const Held& key : held) {
            send(key);
        }
    }
}

void ScannerInput::send(const Held& key) {
    m_sending = true;
    QKeyEvent press(QEvent::KeyPress, key.key, key.modifiers, key.text);
    QCoreApplication::sendEvent(&m_window, &press);
    QKeyEvent release(QEvent::KeyRelease, key.key, key.modifiers, key.text);
    QCoreApplication::sendEvent(&m_window, &release);
    m_sending = false;
}

bool ScannerInput::fieldHasFocus() const {
    const QQuickItem* const item = m_window.activeFocusItem();
    return item != nullptr && item->flags().testFlag(QQuickItem::ItemAcceptsInputMethod);
}

} // namespace greenlight::station::view
