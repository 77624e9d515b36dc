#pragma once

#include <QtQml/qqmlregistration.h>

#include <QColor>
#include <QQuickPaintedItem>

namespace greenlight::station::view {

/// Slanted stripes in two colours: the hatch of the unknown, the moving pattern of work, the
/// training banner. Painted once per size; whoever wants motion moves the item.
class Stripes : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QColor ground MEMBER m_ground NOTIFY changed)
    Q_PROPERTY(QColor stripe MEMBER m_stripe NOTIFY changed)
    /// Width of one light and one dark stripe together, in pixels along the horizontal.
    Q_PROPERTY(qreal period MEMBER m_period NOTIFY changed)

public:
    explicit Stripes(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

Q_SIGNALS:
    void changed();

private:
    QColor m_ground{Qt::white};
    QColor m_stripe{Qt::black};
    qreal m_period = 16;
};

} // namespace greenlight::station::view
