#include "tests/qml/picture_book.h"

#include <QColor>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace greenlight::station::view {

namespace {

constexpr int block = 16;
/// Of 255: what letters that are drawn a little differently change in a block.
constexpr int tolerance = 40;

int apart(QRgb one, QRgb other) {
    return std::max({std::abs(qRed(one) - qRed(other)), std::abs(qGreen(one) - qGreen(other)),
                     std::abs(qBlue(one) - qBlue(other))});
}

} // namespace

QImage reduced(const QImage& picture) {
    return picture
        .scaled(picture.width() / block, picture.height() / block, Qt::IgnoreAspectRatio,
                Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGB888);
}

double difference(const QImage& one, const QImage& other) {
    if (one.size() != other.size() || one.isNull()) {
        return 1;
    }
    int different = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            different += apart(one.pixel(x, y), other.pixel(x, y)) > tolerance ? 1 : 0;
        }
    }
    return static_cast<double>(different) / (one.width() * one.height());
}

std::span<const std::string_view> scenesOfTheBook() {
    static constexpr std::array<std::string_view, 24> names{
        "mixed",       "night",   "many",         "unfit",  "training",      "badge",
        "pin",         "menu",    "large-mixed",  "unit",   "audit",         "yield",
        "night-trend", "export",  "yield-behind", "recall", "override-slot", "recipes-fit",
        "sign-in",     "mapping", "setting",      "people", "backup",        "self-test"};
    return names;
}

bool isInTheBook(const Scene& scene, const Panel& panel, const QString& language) {
    const auto names = scenesOfTheBook();
    const auto found = std::ranges::find(names, scene.name);
    if (found == names.end() || found == names.begin()) {
        return found == names.begin();
    }
    const auto number = static_cast<std::size_t>(found - names.begin());
    const QStringList codes = Languages::codes();
    return std::string_view(panel.name) == panels.at(number % panels.size()).name &&
           language == codes.at(static_cast<qsizetype>(number) % codes.size());
}

QString pictureName(const Scene& scene, const Panel& panel, const QString& language) {
    return QStringLiteral("%1-%2-%3.png")
        .arg(QLatin1String(scene.name), QLatin1String(panel.name), language);
}

} // namespace greenlight::station::view
