// Writes the pages in their states, sizes and languages as pictures, for people to judge:
// kiosk_screenshots FOLDER [SCENE]; or, small and few, for tests to compare with:
// kiosk_screenshots tests/qml/pictures --book
#include "tests/qml/picture_book.h"

#include <QDir>
#include <QFont>
#include <QGuiApplication>
#include <algorithm>
#include <cstdio>
#include <string_view>

namespace greenlight::station::view {
namespace {

/// Draws one scene in all sizes and languages, or as the book has it. False when a picture could
/// not be written.
bool write(const Scene& scene, const QDir& folder, bool forTheBook) {
    bool written = true;
    const QString wrong = draw(
        scene,
        [&scene, forTheBook](const Panel& panel, const QString& language) {
            return !forTheBook || isInTheBook(scene, panel, language);
        },
        [&](const Panel& panel, const QString& language, const QImage& picture) {
            const QString file = folder.filePath(pictureName(scene, panel, language));
            written = (forTheBook ? reduced(picture) : picture).save(file) && written;
        });
    if (!wrong.isEmpty()) {
        std::fputs((wrong.toStdString() + "\n").c_str(), stderr);
    }
    return written && wrong.isEmpty();
}

} // namespace
} // namespace greenlight::station::view

int main(int argc, char** argv) {
    using namespace greenlight::station::view;
    if (argc < 2) {
        std::fputs("kiosk_screenshots FOLDER [SCENE | --book]\n", stderr);
        return 2;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    const QGuiApplication app(argc, argv);
    QGuiApplication::setFont(
        QFont(QStringList{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")}));
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(QStringLiteral("."))) {
        return 1;
    }
    const std::string_view what = argc < 3 ? "" : argv[2];
    const bool forTheBook = what == "--book";
    bool written = true;
    for (const Scene& scene : allScenes()) {
        const bool inTheBook =
            std::ranges::find(scenesOfTheBook(), scene.name) != scenesOfTheBook().end();
        if (forTheBook ? inTheBook : what.empty() || what == scene.name) {
            written = write(scene, folder, forTheBook) && written;
        }
    }
    return written ? 0 : 1;
}
