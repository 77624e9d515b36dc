#include "station/view/stripes.h"

#include <QPainter>

namespace greenlight::station::view {

Stripes::Stripes(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setOpaquePainting(true);
    connect(this, &Stripes::changed, this, [this] { update(); });
}

void Stripes::paint(QPainter* painter) {
    painter->fillRect(contentsBoundingRect(), m_ground);
    // Narrower stripes than this cannot be seen and would only cost time.
    const qreal period = qMax(m_period, 2.0);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_stripe);
    const int count = static_cast<int>((width() + height()) / period) + 3;
    for (int i = 0; i < count; ++i) {
        const qreal x = i * period - height() - period;
        const QPolygonF stripe{{QPointF(x, height()), QPointF(x + period / 2, height()),
                                QPointF(x + period / 2 + height(), 0), QPointF(x + height(), 0)}};
        painter->drawPolygon(stripe);
    }
}

} // namespace greenlight::station::view
