// The whole program as it is started, in real time: what becomes of a station whose settings are
// changed at its own screen.
#include "station/offered_settings.h"
#include "station/settings.h"
#include "station/view/kiosk.h"
#include "station/view/line_desk.h"
#include "tests/station/recipe_desk.h"

#include <gtest/gtest.h>

#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickView>
#include <QTimer>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace greenlight::station::view {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// What is called each 20 ms while an application lives.
std::function<void()> look; // NOLINT: the application makes its own start

void lookNowAndThen() {
    auto* const timer = new QTimer(QCoreApplication::instance()); // the application owns it
    QObject::connect(timer, &QTimer::timeout, [] {
        if (look) {
            look();
        }
    });
    timer->start(20ms);
}

Q_COREAPP_STARTUP_FUNCTION(lookNowAndThen)

/// What somebody does at the screen once something is to be seen there.
struct Step {
    std::string name;
    std::function<bool(LineDesk&)> seen;
    std::function<void(LineDesk&)> act;
};

class Kiosk : public testing::Test {
protected:
    Kiosk() {
        // Certificates that count at whatever day the test is run.
        const base::WallTime from{0};
        const base::WallTime until{4'000'000'000'000'000}; // 2096
        const auto root = test::Signer::make(
            {.commonName = "Root", .from = from, .until = until, .authority = true});
        const auto ada =
            test::Signer::make({.commonName = "Ada Release", .from = from, .until = until}, &root);
        m_place.write("release.pem", root.pem());
        for (const char* const version : {"1.4.2", "1.5.0"}) {
            std::string text = m_desk.text();
            text.replace(text.find("1.4.2"), 5, version);
            m_desk.release(text, {&ada});
            fs::create_directories(m_place.path() / "recipes");
            fs::copy(m_desk.scratch.path(), m_place.path() / "recipes" / version,
                     fs::copy_options::recursive);
        }
        m_place.write("station.toml", "[station]\nname = \"st-1\"\ndata_dir = \"data\"\n"
                                      "recipes_dir = \"recipes\"\ntrust = \"release.pem\"\n"
                                      "[[slot]]\nname = \"1\"\nport = \"250-1.2\"\n");
    }

    /// Runs the program; each step is done once what it waits for is seen.
    int run(const std::vector<Step>& steps) {
        int argc = 1;
        std::string program = "greenlight";
        std::vector<char*> arguments{program.data(), nullptr};
        std::size_t next = 0;
        int patience = 1500; // looks of 20 ms: half a minute for each step
        look = [&] {
            LineDesk* const desk = deskShown();
            if (next == steps.size() || patience-- == 0) {
                EXPECT_EQ(next, steps.size()) << "never seen: " << steps.at(next).name;
                QGuiApplication::quit();
                return;
            }
            if (desk != nullptr && steps.at(next).seen(*desk)) {
                steps.at(next++).act(*desk);
                patience = 1500;
            }
        };
        const int status = runKiosk({.workplace = {.config = m_place.path() / "station.toml"},
                                     .recipe = m_place.path() / "recipes" / "1.4.2"},
                                    m_clock, argc, arguments.data());
        look = {};
        return status;
    }

    static LineDesk* deskShown() {
        for (QWindow* const window : QGuiApplication::topLevelWindows()) {
            const auto* const view = qobject_cast<QQuickView*>(window);
            if (view != nullptr && view->isVisible() && view->rootObject() != nullptr) {
                return view->rootObject()->property("desk").value<LineDesk*>();
            }
        }
        return nullptr;
    }

    /// Writes a value into the settings, as the page does.
    static void change(LineDesk& desk, std::string_view key, const QString& value) {
        desk.station()->open(QStringLiteral("settings"));
        SettingsDesk& settings = *desk.station()->settings();
        const auto all = offeredSettings();
        const auto found = std::ranges::find(all, key, &OfferedSetting::key);
        settings.choose(static_cast<int>(found - all.begin()));
        settings.write(value);
        settings.take();
    }

    [[nodiscard]] Settings settings() const {
        return readSettings(m_place.path() / "station.toml").value();
    }

    test::RecipeDesk m_desk;
    test::Scratch m_place;
    base::SystemClock m_clock;
};

TEST_F(Kiosk, OpensItsLineAnewWithWhatWasChosenAtTheScreen) {
    const int status = run({
        {"the first line", [](LineDesk& desk) { return desk.face().version == "1.4.2"; },
         [](LineDesk& desk) {
             desk.setProperty("first", true); // the next one may lie at the same place
             desk.chooseLanguage(QStringLiteral("de"));
             desk.recipes()->refresh();
         }},
        {"two recipes", [](LineDesk& desk) { return desk.recipes()->recipes().size() == 2; },
         [](LineDesk& desk) {
             const QVariantList& rows = desk.recipes()->recipes();
             const bool newerFirst =
                 rows.at(0).toMap().value(QStringLiteral("version")) == QStringLiteral("1.5.0");
             desk.recipes()->choose(newerFirst ? 0 : 1);
             desk.recipes()->activate();
         }},
        {"the other recipe", [](LineDesk& desk) { return desk.face().version == "1.5.0"; },
         [](LineDesk& desk) { change(desk, "target_per_shift", QStringLiteral("600")); }},
        {"another line",
         [this](LineDesk& desk) {
             return !desk.property("first").toBool() && settings().kiosk.targetPerShift == 600;
         },
         [](LineDesk& desk) {
             EXPECT_EQ(desk.language(), "de");
             EXPECT_EQ(desk.face().version, "1.5.0") << "the one that was active";
             EXPECT_TRUE(desk.face().fit);
         }},
    });
    EXPECT_EQ(status, 0);
}

TEST_F(Kiosk, ShowsWhyItsLineCannotBeOpenedAndSaysSoWhenItEnds) {
    m_place.write("release.pem", "no certificate");
    const int status = run({{"the reason", [](LineDesk& desk) { return !desk.face().fit; },
                             [](LineDesk& desk) {
                                 EXPECT_FALSE(desk.face().guideText.isEmpty());
                                 EXPECT_EQ(desk.face().guideTone, "alarm");
                             }}});
    EXPECT_EQ(status, 4);
}

} // namespace
} // namespace greenlight::station::view

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    return RUN_ALL_TESTS();
}
