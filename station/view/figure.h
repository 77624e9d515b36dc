#pragma once

#include <QtQml/qqmlregistration.h>

#include <QColor>
#include <QQuickPaintedItem>
#include <QString>

namespace greenlight::station::view {

/// The drawing of a state or of a step, on a square of a hundred by a hundred units in the middle
/// of the item: a form filled with `body` and lines on it in `mark`, or lines alone in `body`. A
/// name that is none is drawn as trouble. (A picture and no QML Shape: Qt's software renderer draws
/// a shape that is scrolled wholly out of its frame all the same, where it does not belong.)
/// Thread: the GUI's.
class Figure : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString name MEMBER m_name NOTIFY changed)
    Q_PROPERTY(QColor body MEMBER m_body NOTIFY changed)
    Q_PROPERTY(QColor mark MEMBER m_mark NOTIFY changed)
    /// Degrees by which the drawing is turned; an item that is turned itself would be drawn with
    /// ragged edges.
    Q_PROPERTY(qreal turn MEMBER m_turn NOTIFY changed)

public:
    explicit Figure(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

Q_SIGNALS:
    void changed();

protected:
    /// One without a size has nothing to draw; Qt would say so on the terminal at each frame.
    void geometryChange(const QRectF& now, const QRectF& before) override;

private:
    QString m_name;
    QColor m_body = Qt::black;
    QColor m_mark = Qt::white;
    qreal m_turn = 0;
};

} // namespace greenlight::station::view
