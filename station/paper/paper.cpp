#include "station/paper/paper.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <QFont>
#include <QFontMetricsF>
#include <QPageSize>
#include <QPolygonF>
#include <QTextLayout>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>

namespace greenlight::station::paper {

namespace {

constexpr int dotsPerInch = 1200;
constexpr double millimetresPerInch = 25.4;

QString textOf(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Qt wants an application for fonts; ours has no window, so it takes the platform without a
/// screen.
std::unique_ptr<QGuiApplication> applicationIfNone() {
    if (QCoreApplication::instance() != nullptr) {
        return nullptr;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Who waits for a document does not want to hear what Qt misses of a desktop.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& said) {
        spdlog::debug("Qt: {}", said.toStdString());
    });
    static int count = 1;
    static std::array<char, 11> name{"greenlight"};
    static std::array<char*, 2> arguments{name.data(), nullptr};
    return std::make_unique<QGuiApplication>(count, arguments.data());
}

/// Whether a document has its end.
bool isWhole(const std::filesystem::path& file) {
    constexpr std::streamoff tail = 16;
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(-tail, std::ios::end);
    const std::string end{std::istreambuf_iterator<char>(stream), {}};
    return end.find("%%EOF") != std::string::npos;
}

} // namespace

Paper::Paper(std::unique_ptr<QGuiApplication> application, std::filesystem::path file)
    : m_application(std::move(application))
    , m_file(std::move(file))
    , m_writer(QString::fromStdString(m_file.string())) {}

Paper::~Paper() {
    if (m_painter.isActive()) {
        m_painter.end();
    }
}

Result<std::unique_ptr<Paper>> Paper::begin(const std::filesystem::path& file,
                                            const std::string& title,
                                            const std::optional<Attachment>& attachment) {
    std::unique_ptr<Paper> paper(new Paper(applicationIfNone(), file));
    QPdfWriter& writer = paper->m_writer;
    writer.setPdfVersion(QPdfWriter::PdfVersion_1_6);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setResolution(dotsPerInch);
    writer.setTitle(QString::fromStdString(title));
    writer.setCreator(QStringLiteral("Greenlight"));
    if (attachment) {
        // Qt lists the files of a document only if it has them when the page is begun.
        writer.addFileAttachment(QString::fromStdString(attachment->name),
                                 QByteArray::fromStdString(attachment->content),
                                 QString::fromStdString(attachment->mimeType));
    }
    if (!paper->m_painter.begin(&writer)) {
        return Fault{.code = FaultCode::FileNotWritten, .note = file.string()};
    }
    return paper;
}

double Paper::dots(double millimetres) const noexcept {
    return millimetres * dotsPerInch / millimetresPerInch;
}

QFont Paper::fontOf(const Type& type) const {
    static const QStringList plain{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")};
    static const QStringList mono{QStringLiteral("Noto Sans Mono"),
                                  QStringLiteral("Noto Sans Mono CJK SC"),
                                  QStringLiteral("Noto Sans")};
    QFont font(type.mono ? mono : plain);
    font.setStyleHint(type.mono ? QFont::Monospace : QFont::SansSerif);
    font.setPointSizeF(type.points);
    font.setBold(type.bold);
    // A trace of spacing keeps Qt from joining f and i into one letter, as which a reader of the
    // document would search and copy them.
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.01);
    return font;
}

double Paper::write(double x, double y, double width, std::string_view text, const Type& type) {
    const QFont font(fontOf(type), &m_writer);
    double height = 0;
    // A layout is of one paragraph, so each line of the text is one.
    for (const QString& paragraph : textOf(text).split(QLatin1Char('\n'))) {
        QTextLayout layout(paragraph, font, &m_writer);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        double bottom = 0;
        for (QTextLine row = layout.createLine(); row.isValid(); row = layout.createLine()) {
            row.setLineWidth(dots(width));
            row.setPosition(QPointF(0, bottom));
            bottom += row.height();
        }
        layout.endLayout();
        if (!m_dry) {
            m_painter.setPen(type.color);
            layout.draw(&m_painter, QPointF(dots(x), dots(y) + height));
        }
        height += bottom;
    }
    return height * millimetresPerInch / dotsPerInch;
}

double Paper::widthOf(std::string_view text, const Type& type) {
    const QFontMetricsF metrics(fontOf(type), &m_writer);
    return metrics.horizontalAdvance(textOf(text)) * millimetresPerInch / dotsPerInch;
}

void Paper::writeEnding(double right, double y, std::string_view text, const Type& type) {
    // A rounded width must not break the line.
    const double width = widthOf(text, type) + 1;
    write(right - width + 1, y, width, text, type);
}

void Paper::line(double x1, double y1, double x2, double y2, const QColor& color, double width) {
    if (!m_dry) {
        m_painter.setPen(QPen(color, dots(width), Qt::SolidLine, Qt::FlatCap));
        m_painter.drawLine(QPointF(dots(x1), dots(y1)), QPointF(dots(x2), dots(y2)));
    }
}

void Paper::fill(double x, double y, double width, double height, const QColor& color) {
    if (!m_dry) {
        m_painter.fillRect(QRectF(dots(x), dots(y), dots(width), dots(height)), color);
    }
}

void Paper::verdictSign(double x, double y, double size, std::string_view verdict) {
    if (m_dry) {
        return;
    }
    const auto at = [&](double right, double down) {
        return QPointF(dots(x + right * size), dots(y + down * size));
    };
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    const QPen white(Qt::white, dots(size / 9), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (verdict == "PASS") {
        m_painter.setBrush(green);
        m_painter.drawEllipse(QRectF(at(0, 0), at(1, 1)));
        m_painter.setPen(white);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(QPolygonF{at(0.27, 0.53), at(0.44, 0.70), at(0.75, 0.34)});
    } else if (verdict == "FAIL") {
        QPolygonF octagon;
        for (int corner = 0; corner < 8; ++corner) {
            const double angle = (corner + 0.5) * std::numbers::pi / 4;
            octagon << at(0.5 + std::cos(angle) * 0.54, 0.5 + std::sin(angle) * 0.54);
        }
        m_painter.setBrush(red);
        m_painter.drawPolygon(octagon);
        m_painter.setPen(white);
        m_painter.drawLine(at(0.32, 0.32), at(0.68, 0.68));
        m_painter.drawLine(at(0.68, 0.32), at(0.32, 0.68));
    } else {
        m_painter.setBrush(grey);
        m_painter.drawPolygon(QPolygonF{at(0.5, 0.02), at(1, 0.96), at(0, 0.96)});
        m_painter.setPen(white);
        m_painter.drawLine(at(0.5, 0.36), at(0.5, 0.64));
        m_painter.drawPoint(at(0.5, 0.82));
    }
    m_painter.restore();
}

Result<void> Paper::finish() {
    // Qt does not say whether the disk took everything.
    if (!m_painter.end() || !isWhole(m_file)) {
        return Fault{.code = FaultCode::FileNotWritten, .note = m_file.string()};
    }
    return {};
}

} // namespace greenlight::station::paper
