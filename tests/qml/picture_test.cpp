// The pages beside the pictures of them that people have judged: tests/qml/pictures, written anew
// by kiosk_screenshots FOLDER --book after a page was changed on purpose and looked at.
#include "tests/qml/picture_book.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFont>
#include <QGuiApplication>
#include <algorithm>

namespace greenlight::station::view {
namespace {

QString book() { return QStringLiteral(GREENLIGHT_SOURCE_DIR "/tests/qml/pictures"); }

Scene sceneNamed(std::string_view name) {
    const std::vector<Scene> all = allScenes();
    return *std::ranges::find(all, name, &Scene::name);
}

/// The line page on the usual screen, as the book would have it.
QImage drawn(const Scene& scene) {
    QImage picture;
    const QString wrong = draw(
        scene,
        [](const Panel& panel, const QString& language) {
            return std::string_view(panel.name) == "15in" && language == "en";
        },
        [&picture](const Panel&, const QString&, const QImage& shot) { picture = reduced(shot); });
    EXPECT_TRUE(wrong.isEmpty()) << wrong.toStdString();
    return picture;
}

class Page : public testing::TestWithParam<std::string_view> {};

TEST_P(Page, LooksAsItDidWhenPeopleJudgedIt) {
    const Scene scene = sceneNamed(GetParam());
    int compared = 0;
    const QString wrong = draw(
        scene,
        [&scene](const Panel& panel, const QString& language) {
            return isInTheBook(scene, panel, language);
        },
        [&scene, &compared](const Panel& panel, const QString& language, const QImage& shot) {
            const QString name = pictureName(scene, panel, language);
            const QImage judged(QDir(book()).filePath(name));
            const QImage now = reduced(shot);
            ++compared;
            if (difference(now, judged) > mostDifference) {
                (void)now.save(QStringLiteral("seen-") + name);
                ADD_FAILURE() << name.toStdString() << " differs in "
                              << 100 * difference(now, judged) << " % of the page";
            }
        });
    EXPECT_TRUE(wrong.isEmpty()) << wrong.toStdString();
    EXPECT_GT(compared, 0);
}

INSTANTIATE_TEST_SUITE_P(Pictures, Page, testing::ValuesIn(scenesOfTheBook()),
                         [](const auto& scene) {
                             std::string name(scene.param);
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

TEST(PictureBook, SeesOneSlotInAnotherState) {
    const Scene mixed = sceneNamed("mixed");
    Scene other = mixed;
    other.fill = [](LineFeed& feed, ReceiptBook& receipts) {
        fillMixed(feed, receipts);
        feed.failed(0, serial(77), {.code = FaultCode::SwdNoAnswer}, receipts);
    };
    EXPECT_GT(difference(drawn(mixed), drawn(other)), mostDifference);
}

TEST(PictureBook, SeesAnOpenMenu) {
    Scene closed = sceneNamed("menu");
    closed.act = [](Stand&) {};
    EXPECT_GT(difference(drawn(sceneNamed("menu")), drawn(closed)), mostDifference);
}

TEST(PictureBook, DoesNotMindAnotherFont) {
    const QImage usual = drawn(sceneNamed("usual"));
    const QFont before = QGuiApplication::font();
    QGuiApplication::setFont(QFont(QStringLiteral("Noto Serif")));
    const QImage serif = drawn(sceneNamed("usual"));
    QGuiApplication::setFont(before);
    EXPECT_LT(difference(usual, serif), mostDifference);
}

TEST(PictureBook, HasNoPictureThatNothingIsComparedWith) {
    QStringList known;
    for (const Scene& scene : allScenes()) {
        for (const Panel& panel : panels) {
            for (const QString& language : Languages::codes()) {
                if (isInTheBook(scene, panel, language)) {
                    known << pictureName(scene, panel, language);
                }
            }
        }
    }
    QStringList found = QDir(book()).entryList({QStringLiteral("*.png")}, QDir::Files);
    known.sort();
    found.sort();
    EXPECT_EQ(found, known);
}

} // namespace
} // namespace greenlight::station::view
