#pragma once

#include <QQuickItem>
#include <QQuickView>
#include <chrono>

namespace greenlight::station::view {

/// Looking into a page by object names.
struct PageItems {
    /// The item of this name at or below `from`; null when there is none.
    static QQuickItem* find(const QString& name, QQuickItem* from);
};

/// What people do to a window: fingers, keys and a scanner, as the system would report them.
class PageHands {
public:
    /// `window` outlives the hands.
    explicit PageHands(QQuickView& window) : m_window(window) {}

    /// Puts a finger down in the middle of an item and lifts it.
    void touch(const QQuickItem* item);
    /// A key at a moment of the keyboard's own clock.
    void key(int key, const QString& text, std::chrono::milliseconds at);
    /// A key by a person: nothing else comes for a while.
    void pressKey(int code, const QString& text = {});
    /// A scanner reads a label and ends it with Enter.
    void scan(const QString& label);

    std::chrono::milliseconds keyTime{10'000};

private:
    QQuickView& m_window;
};

} // namespace greenlight::station::view
