#pragma once

#include "tests/qml/page_test.h"

#include <QFont>
#include <algorithm>
#include <cmath>

namespace greenlight::station::view {

/// A screen that the station may have.
struct Screen {
    int width;
    int height;
    double inches;
};

inline std::ostream& operator<<(std::ostream& out, const Screen& screen) {
    return out << screen.width << " x " << screen.height << " on " << screen.inches << " inches";
}

inline std::string screenName(const ::testing::TestParamInfo<Screen>& info) {
    return std::to_string(info.param.width) + "x" + std::to_string(info.param.height) + "on" +
           std::to_string(static_cast<int>(info.param.inches)) + "inches";
}

inline constexpr double millimetresPerInch = 25.4;

inline double pixelsPerMmOf(const Screen& screen) {
    return std::hypot(screen.width, screen.height) / (screen.inches * millimetresPerInch);
}

/// The whole page on such a screen, with slots in all states.
class Layout : public PageTest, public ::testing::WithParamInterface<Screen> {
protected:
    Layout() {
        m_desk.setPixelsPerMm(pixelsPerMmOf(GetParam()));
        m_window.resize(GetParam().width, GetParam().height);
        // Everything takes its place and nothing is painted, which is what takes the time.
        m_window.contentItem()->setOpacity(0);
    }

    [[nodiscard]] double mm(double pixels) const { return pixels / m_desk.pixelsPerMm(); }

    /// `count` slots, each in another state than its neighbours.
    void fill(std::size_t count) {
        m_feed.empty(count);
        m_feed.picture.serialWanted = true;
        m_feed.picture.refusals = 678;
        m_feed.picture.workOrder = "WO-2026-11-28/1187-B";
        showShift();
        for (std::size_t i = 0; i < count; ++i) {
            const std::string serial = "TH200-" + std::to_string(++m_serial);
            switch (i % 6) {
            case 0:
                m_feed.failed(i, serial, {.code = FaultCode::UploadCorrupt}, m_book);
                break;
            case 1:
                m_feed.working(i, Stage::Program, std::chrono::seconds(3),
                               std::chrono::seconds(14));
                m_feed.slot(i).slot.serial = serial;
                break;
            case 2:
                m_feed.passed(i, serial, m_book);
                break;
            case 3:
                m_feed.boardIn(i);
                break;
            case 4:
                m_feed.trouble(i, {.code = FaultCode::ProbeWrongSerial});
                break;
            default:
                break;
            }
        }
        show();
    }

    /// The largest numbers of a shift, and a pace that is behind.
    void showShift() {
        m_records.open({.targetPerShift = 99'999});
        const base::WallTime now = m_clock.wall();
        constexpr std::int64_t hour = 3'600'000'000;
        m_records.shift()->show({.from = {now.unixMicros - 3 * hour},
                                 .to = {now.unixMicros + 5 * hour},
                                 .name = "early"},
                                {.passed = 12'345,
                                 .notPassed = 1'234,
                                 .nameless = 345,
                                 .firstPass = {.count = 9'796, .of = 10'000},
                                 .lately = 4'567,
                                 .latelyFrom = {now.unixMicros - hour}});
    }

    /// The languages to try here: all of them, but where there is the most room the one with the
    /// longest words and the one with the largest signs.
    [[nodiscard]] static QStringList languagesHere() {
        constexpr double roomy = 20;
        const Screen& screen = GetParam();
        return screen.inches > roomy && screen.width > screen.height
                   ? QStringList{QStringLiteral("de"), QStringLiteral("zh_CN")}
                   : Languages::codes();
    }

    /// Letters of this size from now on.
    void scaleText(unsigned percent) { m_desk.begin({.textScale = percent}); }

    /// Fails for every text that is seen and is cut, does not fit into its place or lies on
    /// another.
    void expectTextsWhole(QQuickItem* from, const std::string& where) {
        std::vector<Written> all;
        expectTextsFit(from, where, QRectF(QPointF(), m_window.size()), all);
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                // Lines that stand close share the space that a font keeps above and below.
                const QRectF both = all[i].place & all[j].place;
                const double low = std::min(all[i].place.height(), all[j].place.height());
                EXPECT_FALSE(both.width() > 2 && both.height() > low * 0.3)
                    << where << ": " << all[i].text << " on " << all[j].text;
            }
        }
    }

    /// A text on the screen.
    struct Written {
        std::string text{};
        QRectF place{};
    };

    void expectTextsFit(QQuickItem* from, const std::string& where, QRectF window,
                        std::vector<Written>& all) {
        if (!isSeen(from)) {
            return;
        }
        if (from->inherits("QQuickText") && !from->property("text").toString().isEmpty()) {
            const std::string what = where + ": " + from->property("text").toString().toStdString();
            EXPECT_EQ(from->property("textFormat").toInt(), Qt::PlainText) << what;
            EXPECT_FALSE(from->property("truncated").toBool()) << what;
            // The space that a font keeps above and below its letters may stick out.
            const double leading = from->property("font").value<QFont>().pixelSize() * 0.25;
            EXPECT_LE(from->property("contentWidth").toDouble(), from->width() + 1.5) << what;
            EXPECT_LE(from->property("contentHeight").toDouble(), from->height() + leading) << what;
            const QRectF seen = from->mapRectToScene(from->boundingRect()) & window;
            if (!seen.isEmpty()) {
                all.push_back({from->property("text").toString().toStdString(), seen});
            }
        }
        if (from->clip()) {
            window &= from->mapRectToScene(QRectF(0, 0, from->width(), from->height()));
        }
        for (QQuickItem* const child : from->childItems()) {
            expectTextsFit(child, where, window, all);
        }
    }

    unsigned m_serial = 100'000;
};

/// From 1024 x 600 to 1920 x 1080, across and upright.
inline auto allScreens() {
    return ::testing::Values(Screen{1920, 1080, 21.5}, Screen{1920, 1080, 15.6},
                             Screen{1366, 768, 15.6}, Screen{1024, 600, 10.1},
                             Screen{1080, 1920, 21.5});
}

} // namespace greenlight::station::view
