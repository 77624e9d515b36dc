#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>
#include <optional>
#include <vector>

class QKeyEvent;
class QQuickItem;
class QQuickWindow;

namespace greenlight::station::view {

/// Tells a scanner from fingers, though both come as keys. A scanner types a whole label within
/// milliseconds and ends it with Enter; the times are those of the key events themselves, so a busy
/// page cannot blur them. Because the first key of a label looks like any other, keys are held back
/// for a moment: a label never reaches a button or a field, and its Enter or a blank in it is never
/// a press of Start. Watches one window. Thread: the GUI's.
class ScannerInput : public QObject {
    Q_OBJECT

public:
    /// Keys that follow each other faster than this come from a scanner. Fast typists need 60 ms
    /// and more from key to key, slow scanners less than 20.
    static constexpr std::chrono::milliseconds burstGap{50};
    /// Fewer characters than this are no label, however fast they came.
    static constexpr qsizetype leastLabel = 4;
    /// Longer ones are none either; the rest of a flood is dropped.
    static constexpr qsizetype mostLabel = 128;
    /// Some scanners take a breath before their Enter, and some send two.
    static constexpr std::chrono::milliseconds lateEnd{500};

    explicit ScannerInput(QQuickWindow& window);

    /// The key that the foot switch sends from now on; F13 until then. Its name is one of
    /// footSwitchKeys().
    void setFootSwitch(const QString& key);

    /// Lets go of the keys that were held back; called when no further key came within burstGap.
    void settle();

Q_SIGNALS:
    /// A whole label, without its Enter.
    void scanned(const QString& label);
    /// The foot switch was pressed down.
    void footSwitchPressed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Held {
        int key = 0;
        Qt::KeyboardModifiers modifiers{};
        QString text{};
    };

    /// True when the key was taken here and goes no further.
    bool take(const QKeyEvent& event);
    bool takeEnd(const QKeyEvent& event, std::chrono::milliseconds time, bool inBurst);
    void hold(const QKeyEvent& event);
    void send(const Held& key);
    [[nodiscard]] bool fieldHasFocus() const;

    QQuickWindow& m_window;
    int m_footSwitch = Qt::Key_F13; // a key that no keyboard has
    QTimer m_settle;
    QTimer m_afterKeys;
    std::vector<Held> m_held;
    QString m_burst;
    std::chrono::milliseconds m_lastKey{0};
    std::optional<std::chrono::milliseconds> m_labelEnded;
    bool m_sending = false;
};

} // namespace greenlight::station::view
