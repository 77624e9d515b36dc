#include "station/view/figure.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <algorithm>
#include <array>
#include <initializer_list>

namespace greenlight::station::view {

namespace {

constexpr double side = 100; ///< of the square that figures are drawn on
constexpr double lineWidth = 13;

struct Drawing {
    QPainterPath form{};  ///< filled; empty = there is none, and lines are in the body's colour
    QPainterPath lines{}; ///< stroked
};

QPainterPath polygon(std::initializer_list<QPointF> points) {
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points)));
    path.closeSubpath();
    return path;
}

/// Lines through each list of points.
QPainterPath strokes(std::initializer_list<std::initializer_list<QPointF>> all) {
    QPainterPath path;
    for (const auto& points : all) {
        path.addPolygon(QPolygonF(QList<QPointF>(points)));
    }
    return path;
}

QPainterPath boxes(std::initializer_list<QRectF> all) {
    QPainterPath path;
    for (const QRectF& box : all) {
        path.addRect(box);
    }
    return path;
}

Drawing passed() {
    Drawing drawing{.lines = strokes({{{26, 52}, {44, 70}, {76, 34}}})};
    drawing.form.addEllipse(QRectF(1, 1, 98, 98));
    return drawing;
}

/// The sign that everybody stops at.
Drawing failed() {
    return {.form = polygon({{29.3, 0},
                             {70.7, 0},
                             {100, 29.3},
                             {100, 70.7},
                             {70.7, 100},
                             {29.3, 100},
                             {0, 70.7},
                             {0, 29.3}}),
            .lines = strokes({{{31, 31}, {69, 69}}, {{69, 31}, {31, 69}}})};
}

QPainterPath warningForm() { return polygon({{50, 2}, {100, 94}, {0, 94}}); }

Drawing trouble() {
    return {.form = warningForm(), .lines = strokes({{{50, 34}, {50, 64}}, {{50, 78}, {50, 79}}})};
}

Drawing unrecorded() {
    Drawing drawing{.form = warningForm()};
    drawing.lines.moveTo(38, 50);
    drawing.lines.cubicTo(38, 31, 62, 31, 62, 49);
    drawing.lines.cubicTo(62, 60, 50, 58, 50, 69);
    drawing.lines.moveTo(50, 80);
    drawing.lines.lineTo(50, 81);
    return drawing;
}

/// Three quarters of a ring, for whoever turns it.
Drawing working() {
    constexpr double quarter = 90;
    Drawing drawing;
    const QRectF ring(10, 10, 80, 80);
    drawing.lines.arcMoveTo(ring, quarter);
    drawing.lines.arcTo(ring, quarter, -3 * quarter);
    return drawing;
}

Drawing insertBoard() {
    return {.lines = strokes({{{50, 6}, {50, 54}},
                              {{30, 36}, {50, 56}, {70, 36}},
                              {{10, 58}, {10, 92}, {90, 92}, {90, 58}}})};
}

Drawing removeBoard() {
    return {.lines = strokes({{{50, 60}, {50, 10}},
                              {{30, 28}, {50, 8}, {70, 28}},
                              {{10, 58}, {10, 92}, {90, 92}, {90, 58}}})};
}

Drawing scanLabel() {
    return {.form = boxes({{8, 16, 12, 68},
                           {28, 16, 6, 68},
                           {42, 16, 14, 68},
                           {64, 16, 6, 68},
                           {78, 16, 14, 68}})};
}

Drawing redBin() {
    Drawing drawing{.form = polygon({{14, 30}, {86, 30}, {78, 98}, {22, 98}})};
    drawing.form.addPath(boxes({{6, 12, 88, 10}, {38, 2, 24, 8}}));
    return drawing;
}

Drawing pressStart() { return {.form = polygon({{22, 8}, {92, 50}, {22, 92}})}; }

Drawing ready() { return {.lines = strokes({{{12, 54}, {40, 82}, {88, 22}}})}; }

Drawing vacant() { return {.lines = polygon({{14, 14}, {86, 14}, {86, 86}, {14, 86}})}; }

struct Named {
    const char* name;
    Drawing (*make)();
};

constexpr std::array all{Named{"passed", passed},
                         Named{"failed", failed},
                         Named{"unrecorded", unrecorded},
                         Named{"trouble", trouble},
                         Named{"call-supervisor", trouble},
                         Named{"working", working},
                         Named{"wait", working},
                         Named{"press-start", pressStart},
                         Named{"insert-board", insertBoard},
                         Named{"remove-board", removeBoard},
                         Named{"scan-label", scanLabel},
                         Named{"red-bin", redBin},
                         Named{"ready", ready},
                         Named{"vacant", vacant}};

Drawing drawingOf(const QString& name) {
    const auto* const found = std::ranges::find_if(
        all, [&name](const Named& each) { return name == QLatin1String(each.name); });
    return found == all.end() ? trouble() : found->make();
}

} // namespace

Figure::Figure(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &Figure::changed, this, [this] { update(); });
}

void Figure::geometryChange(const QRectF& now, const QRectF& before) {
    setFlag(ItemHasContents, now.width() >= 1 && now.height() >= 1);
    QQuickPaintedItem::geometryChange(now, before);
}

void Figure::paint(QPainter* painter) {
    const double scale = std::min(width(), height()) / side;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate((width() - side * scale) / 2, (height() - side * scale) / 2);
    painter->scale(scale, scale);
    painter->translate(side / 2, side / 2);
    painter->rotate(m_turn);
    painter->translate(-side / 2, -side / 2);
    const Drawing drawing = drawingOf(m_name);
    painter->fillPath(drawing.form, m_body);
    painter->strokePath(drawing.lines, QPen(drawing.form.isEmpty() ? m_body : m_mark, lineWidth,
                                            Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

} // namespace greenlight::station::view
