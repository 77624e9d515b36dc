#include "station/view/trend_line.h"

#include <QPainter>
#include <QVariantMap>
#include <optional>

namespace greenlight::station::view {

TrendLine::TrendLine(QQuickItem* parent) : QQuickPaintedItem(parent) {
    connect(this, &TrendLine::changed, this, [this] { update(); });
}

void TrendLine::paint(QPainter* painter) {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_ink, m_thickness, Qt::SolidLine, Qt::RoundCap));
    const qreal column = width() / static_cast<qreal>(qMax<qsizetype>(1, m_points.size()));
    std::optional<QPointF> last;
    for (qsizetype i = 0; i < m_points.size(); ++i) {
        const QVariantMap point = m_points.at(i).toMap();
        if (!point.value(QStringLiteral("any")).toBool()) {
            last.reset();
            continue;
        }
        const qreal at = point.value(QStringLiteral("at")).toDouble();
        const QPointF here((static_cast<qreal>(i) + 0.5) * column, (1 - at) * height());
        if (last) {
            painter->drawLine(*last, here);
        }
        last = here;
    }
}

} // namespace greenlight::station::view
