#pragma once

#include <QtQml/qqmlregistration.h>

#include <QColor>
#include <QQuickPaintedItem>
#include <QVariantList>

namespace greenlight::station::view {

/// The line from point to point of a trend: rows of YieldDesk, each in the middle of a column of
/// its own. Where a point is of nothing the line has a gap.
class TrendLine : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantList points MEMBER m_points NOTIFY changed)
    Q_PROPERTY(QColor ink MEMBER m_ink NOTIFY changed)
    /// How thick it is, in pixels.
    Q_PROPERTY(qreal thickness MEMBER m_thickness NOTIFY changed)

public:
    explicit TrendLine(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

Q_SIGNALS:
    void changed();

private:
    QVariantList m_points;
    QColor m_ink{Qt::black};
    qreal m_thickness = 2;
};

} // namespace greenlight::station::view
