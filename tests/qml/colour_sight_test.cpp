// The line page as three kinds of eyes see it that lack a kind of cones: pictures of the real page,
// with each pixel turned into what they make of it.
#include "tests/qml/page_test.h"

#include <QColor>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

using Three = std::array<double, 3>;
using Matrix = std::array<Three, 3>;

struct Eye {
    const char* name;
    Matrix sees; ///< of linear red, green and blue
};

// G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation
// of Color Vision Deficiency", IEEE TVCG 15 (2009): severity 1.0.
constexpr std::array eyes{
    Eye{"usual", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    Eye{"protanopia",
        {{{0.152286, 1.052583, -0.204868},
          {0.114503, 0.786281, 0.099216},
          {-0.003882, -0.048116, 1.051998}}}},
    Eye{"deuteranopia",
        {{{0.367322, 0.860646, -0.227968},
          {0.280085, 0.672501, 0.047413},
          {-0.011820, 0.042940, 0.968881}}}},
    Eye{"tritanopia",
        {{{1.255528, -0.076749, -0.178779},
          {-0.078411, 0.930809, 0.147602},
          {0.004733, 0.691367, 0.303900}}}},
};

double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

Three seen(const Eye& eye, const QColor& colour) {
    const Three light{linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
    Three result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        for (std::size_t k = 0; k < light.size(); ++k) {
            result[i] += eye.sees[i][k] * light[k];
        }
        result[i] = std::clamp(result[i], 0.0, 1.0);
    }
    return result;
}

/// CIE 1976 L*a*b* of linear sRGB under D65.
Three lab(const Three& light) {
    const Three xyz{(0.4124 * light[0] + 0.3576 * light[1] + 0.1805 * light[2]) / 0.9505,
                    0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2],
                    (0.0193 * light[0] + 0.1192 * light[1] + 0.9505 * light[2]) / 1.089};
    const auto curve = [](double value) {
        return value > 0.008856 ? std::cbrt(value) : 7.787 * value + 16.0 / 116;
    };
    return {116 * curve(xyz[1]) - 16, 500 * (curve(xyz[0]) - curve(xyz[1])),
            200 * (curve(xyz[1]) - curve(xyz[2]))};
}

/// How far apart two colours are; 2 is what people just see side by side.
double apart(const Three& one, const Three& other) {
    const Three a = lab(one);
    const Three b = lab(other);
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

double brightness(const Three& light) {
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

/// What an eye sees of a slot.
struct Sight {
    Three ground{};
    std::vector<bool> figure{}; ///< which pixels of the figure's place stand out from it
};

class ColourSight : public PageTest {
protected:
    ColourSight() {
        m_feed.empty(6);
        m_feed.boardIn(1);
        m_feed.working(2, Stage::Program, 1s, 5s);
        m_feed.passed(3, "TH200-100417", m_book);
        m_feed.failed(4, "TH200-100418", {.code = FaultCode::SwdNoAnswer}, m_book);
        m_feed.unrecorded(5, "TH200-100419");
        show();
    }

    /// The place of an item in a picture.
    static QRect placeOf(const QQuickItem* item) {
        return item->mapRectToScene({0, 0, item->width(), item->height()}).toAlignedRect();
    }

    static QColor groundOf(const QImage& part) {
        std::map<QRgb, int> counts;
        for (int y = 0; y < part.height(); ++y) {
            for (int x = 0; x < part.width(); ++x) {
                ++counts[part.pixel(x, y)];
            }
        }
        return QColor(std::ranges::max_element(counts, {}, [](const auto& each) {
                          return each.second;
                      })->first);
    }

    Sight look(const Eye& eye, int number, const QImage& page) {
        QQuickItem* const one = tile(number);
        Sight sight{.ground = seen(eye, groundOf(page.copy(placeOf(one))))};
        constexpr QSize common(48, 48);
        const QImage figure = page.copy(placeOf(item("figure", one)))
                                  .scaled(common, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        for (int y = 0; y < common.height(); ++y) {
            for (int x = 0; x < common.width(); ++x) {
                const Three light = seen(eye, figure.pixelColor(x, y));
                const double a = brightness(light) + 0.05;
                const double b = brightness(sight.ground) + 0.05;
                // WCAG's contrast for what is not text.
                sight.figure.push_back(std::max(a, b) / std::min(a, b) >= 3);
            }
        }
        return sight;
    }

    static double share(const std::vector<bool>& pixels) {
        return static_cast<double>(std::ranges::count(pixels, true)) /
               static_cast<double>(pixels.size());
    }

    /// The part of two figures in which they differ.
    static double unlike(const Sight& one, const Sight& other) {
        std::vector<bool> different;
        for (std::size_t i = 0; i < one.figure.size(); ++i) {
            different.push_back(one.figure[i] != other.figure[i]);
        }
        return share(different);
    }

    static constexpr int passed = 4;
    static constexpr int failed = 5;
    static constexpr int unrecorded = 6;
};

TEST_F(ColourSight, ResultsHaveGroundsThatEveryKindOfEyeTellsApart) {
    for (const bool night : {false, true}) {
        ASSERT_EQ(m_desk.night(), night);
        const QImage page = picture();
        for (const Eye& eye : eyes) {
            const Sight green = look(eye, passed, page);
            const Sight red = look(eye, failed, page);
            const Sight amber = look(eye, unrecorded, page);
            const Sight working = look(eye, 3, page);
            const Sight ready = look(eye, 2, page);
            EXPECT_GT(apart(green.ground, red.ground), 30) << eye.name << night;
            EXPECT_GT(apart(green.ground, amber.ground), 20) << eye.name << night;
            EXPECT_GT(apart(red.ground, amber.ground), 30) << eye.name << night;
            // Nothing that is not done looks like something that is; it moves, too.
            for (const Sight* const result : {&green, &red, &amber}) {
                EXPECT_GT(apart(result->ground, working.ground), 15) << eye.name << night;
                EXPECT_GT(apart(result->ground, ready.ground), 15) << eye.name << night;
            }
        }
        m_desk.turnNight();
    }
}

TEST_F(ColourSight, ResultsHaveFiguresThatStandOutAndDifferInShape) {
    for (const bool night : {false, true}) {
        const QImage page = picture();
        for (const Eye& eye : eyes) {
            const std::array sights{look(eye, passed, page), look(eye, failed, page),
                                    look(eye, unrecorded, page)};
            for (std::size_t i = 0; i < sights.size(); ++i) {
                EXPECT_GT(share(sights[i].figure), 0.15) << eye.name << night << i;
                EXPECT_LT(share(sights[i].figure), 0.85) << eye.name << night << i;
                for (std::size_t k = 0; k < i; ++k) {
                    EXPECT_GT(unlike(sights[i], sights[k]), 0.1) << eye.name << night << i << k;
                }
            }
        }
        m_desk.turnNight();
    }
}

} // namespace
} // namespace greenlight::station::view
