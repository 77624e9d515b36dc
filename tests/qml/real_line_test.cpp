// The page in front of the real line: real slots, jobs and journal on the virtual bench, in virtual
// time. Nothing here waits for a wall clock.
#include "engine/sim/turnstile.h"
#include "station/workplace.h"
#include "tests/qml/page_test.h"

#include <QCoreApplication>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <functional>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

constexpr unsigned boards = 3;

class RealLine : public ::testing::Test {
protected:
    void open(const char* recipeName, Training::Robot robot = Training::Robot::No) {
        ASSERT_EQ(setenv("XDG_DATA_HOME", m_scratch.path().c_str(), 1), 0);
        auto workplace =
            Workplace::open({.training = true, .boards = boards, .robot = robot}, m_clock);
        ASSERT_TRUE(workplace.ok()) << base::toLogLine(workplace.fault());
        m_workplace = std::move(workplace).value();
        const auto folder = m_workplace->settings().recipesDir / recipeName;
        auto recipe = m_workplace->readRecipe(folder);
        ASSERT_TRUE(recipe.ok()) << base::toLogLine(recipe.fault());
        ASSERT_TRUE(m_workplace->openBench(**recipe).ok());
        ASSERT_TRUE(m_workplace->openJournal().ok());
        auto line = m_workplace->openLine(std::move(recipe).value(), [this] { ++m_changes; });
        ASSERT_TRUE(line.ok()) << base::toLogLine(line.fault());
        m_line = std::move(line).value();
        m_source = std::make_unique<OpenLine>(*m_line);
        m_desk.attach(*m_source);
        ASSERT_EQ(openPage(m_window, m_desk, m_records), QString());
        m_window.resize(1280, 800);
        m_window.show();
        ASSERT_TRUE(reached([this] { return word(boards) == "BOARD IN"; }, 10s));
    }

    void TearDown() override {
        m_source = std::make_unique<ClosedLine>(Fault{}, "closed", true);
        m_desk.attach(*m_source);
        m_line.reset();
        m_workplace.reset();
    }

    /// Lets virtual time pass until `condition` holds on the page; false after `patience` of it.
    bool reached(const std::function<bool()>& condition, Duration patience) {
        const Instant deadline = m_clock.now() + patience;
        while (m_clock.now() < deadline) {
            m_desk.refresh();
            QCoreApplication::processEvents();
            if (condition()) {
                return true;
            }
            m_clock.sleepFor(50ms);
        }
        return false;
    }

    QQuickItem* tile(unsigned number) {
        return PageItems::find(QStringLiteral("slot%1").arg(number), m_window.rootObject());
    }

    QString word(unsigned number) {
        return PageItems::find("word", tile(number))->property("text").toString();
    }

    void touch(QQuickItem* item) {
        (void)m_window.grabWindow();
        PageHands(m_window).touch(item);
    }

    Scratch m_scratch;
    base::SystemClock m_calendar;
    // The training certificates were made today, so the virtual day is today.
    sim::Turnstile m_clock{7, m_calendar.wall()};
    std::unique_ptr<Workplace> m_workplace;
    std::unique_ptr<Line> m_line;
    std::unique_ptr<LineSource> m_source;
    LineDesk m_desk{m_clock};
    RecordsDesk m_records{m_clock};
    QQuickView m_window;
    std::atomic<unsigned> m_changes = 0;
};

TEST_F(RealLine, StartForAllEndsInGreenTilesWithReceipts) {
    open("sensor-node");
    touch(PageItems::find("startAll", m_window.rootObject()));
    for (unsigned i = 1; i <= boards; ++i) {
        EXPECT_EQ(word(i), "WORKING");
    }
    ASSERT_TRUE(reached([this] { return m_line->view().passed == boards; }, 120s));
    m_desk.refresh();
    for (unsigned i = 1; i <= boards; ++i) {
        EXPECT_EQ(word(i), "PASSED");
        EXPECT_TRUE(PageItems::find("receiptText", tile(i))
                        ->property("text")
                        .toString()
                        .startsWith("Receipt"));
    }
    EXPECT_EQ(m_desk.units()->rowCount(), static_cast<int>(boards));
    EXPECT_GT(m_changes, 0U);
}

TEST_F(RealLine, IsHandsFreeAtTheKioskAloneAndOnlyWhereTheSettingsSaySo) {
    ASSERT_EQ(setenv("XDG_DATA_HOME", m_scratch.path().c_str(), 1), 0);
    const auto config = m_scratch.path() / "station.toml";
    for (const bool wanted : {false, true}) {
        std::ofstream(config) << "[station]\nname = \"x\"\ndata_dir = \"data\"\nhands_free = "
                              << (wanted ? "true" : "false") << "\n";
        auto workplace =
            Workplace::open({.config = config, .training = true, .boards = 1}, m_clock);
        ASSERT_TRUE(workplace.ok()) << base::toLogLine(workplace.fault());
        auto recipe = (*workplace)->readRecipe((*workplace)->usualRecipe().value());
        ASSERT_TRUE(recipe.ok()) << base::toLogLine(recipe.fault());
        ASSERT_TRUE((*workplace)->openBench(**recipe).ok());
        ASSERT_TRUE((*workplace)->openJournal().ok());
        EXPECT_FALSE((*workplace)->openLine(*recipe, [] {}).value()->view().handsFree);
        EXPECT_EQ((*workplace)
                      ->openLine(
                          *recipe, [] {}, true)
                      .value()
                      ->view()
                      .handsFree,
                  wanted);
    }
}

TEST_F(RealLine, RobotFetchesTheBoardsOfTheRecipeThatBecomesActive) {
    open("sensor-node", Training::Robot::Yes);
    const auto other = m_workplace->readRecipe(m_workplace->settings().recipesDir / "power-stage");
    ASSERT_TRUE(other.ok());
    ASSERT_TRUE(m_line->activate(*other).ok());
    m_workplace->training()->fetch(*Training::chipOf((*other)->device));
    ASSERT_TRUE(reached([this] { return word(1) == "EMPTY"; }, 10s));
    ASSERT_TRUE(
        reached([this] { return word(1) == "BOARD IN" && word(boards) == "BOARD IN"; }, 30s));
    touch(PageItems::find("startAll", m_window.rootObject()));
    ASSERT_TRUE(reached([this] { return m_line->view().passed > 0; }, 120s));
    for (const LastUnit& unit : m_line->view().last) {
        EXPECT_FALSE(unit.fault && unit.fault->code == FaultCode::DeviceMismatch) << unit.slot;
    }
}

TEST_F(RealLine, ImpatientFingersStartOneAttempt) {
    open("sensor-node");
    QQuickItem* const start = PageItems::find("start", tile(1));
    for (int i = 0; i < 5; ++i) {
        touch(start);
    }
    EXPECT_TRUE(PageItems::find("feedback", tile(1))
                    ->property("text")
                    .toString()
                    .startsWith("This slot is already working."));
    ASSERT_TRUE(reached([this] { return word(1) == "PASSED"; }, 120s));
    const LineView view = m_line->view();
    EXPECT_EQ(view.slots[0].slot.attempts, 1U);
    EXPECT_EQ(view.slots[0].slot.refusals, 4U);
    EXPECT_EQ(view.slots[1].slot.attempts, 0U);
    // And the board that passed has to leave before the next.
    touch(start);
    EXPECT_EQ(word(1), "PASSED");
    EXPECT_EQ(m_line->view().slots[0].slot.attempts, 1U);
}

TEST_F(RealLine, LabelGoesToTheFirstBoardAndStartNeedsIt) {
    open("thermostat");
    EXPECT_EQ(m_desk.face().guideText, "Scan the label of the board in slot 1.");
    EXPECT_FALSE(m_desk.press(0, LineDesk::Hand::Screen));
    EXPECT_TRUE(m_desk.takeScan("TH200-000123"));
    EXPECT_FALSE(m_desk.takeScan("TH200-000123"));
    EXPECT_TRUE(m_desk.takeScan("TH200-000124"));
    EXPECT_FALSE(m_desk.takeScan("nonsense"));
    EXPECT_EQ(m_desk.face().startable, 2);
    EXPECT_EQ(m_line->view().slots[0].slot.attempts, 0U);
    EXPECT_TRUE(m_desk.press(0, LineDesk::Hand::Screen));
    EXPECT_EQ(word(1), "WORKING");
}

} // namespace
} // namespace greenlight::station::view
