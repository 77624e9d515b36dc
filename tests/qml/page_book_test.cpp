// The way to the pages beside the line, and back.
#include "tests/qml/page_test.h"

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

class KioskPages : public PageTest {
protected:
    void openPage(const QString& entry) {
        show();
        touch(item("menuButton"));
        show();
        touch(item(entry));
        show();
    }

    void signIn(const std::string& role) {
        m_feed.picture.role = role;
        show();
    }

    [[nodiscard]] QString page() { return m_desk.book()->page(); }
};

TEST_F(KioskPages, BeginWithTheLineAndWantTwoTouchesForAnother) {
    EXPECT_EQ(page(), "line");
    EXPECT_FALSE(isSeen(item("lineBand")));
    m_desk.book()->open("yield");
    EXPECT_EQ(page(), "line") << "the menu was not open";
    openPage("openYield");
    EXPECT_EQ(page(), "yield");
    EXPECT_TRUE(isSeen(item("lineBand")));
    touch(item("lineTab"));
    EXPECT_EQ(page(), "line");
}

TEST_F(KioskPages, AreNotForAnOperatorNorForNobody) {
    signIn("operator");
    touch(item("menuButton"));
    show();
    for (const char* const entry : {"openUnit", "openYield", "openRecall"}) {
        EXPECT_FALSE(isSeen(item(entry))) << entry;
    }
    EXPECT_TRUE(isSeen(item("signOut")));
    m_desk.book()->open("unit");
    EXPECT_EQ(page(), "line");
    m_feed.signOut();
    show();
    // Nobody may sign in, and nothing else.
    for (const char* const entry : {"openUnit", "openYield", "openRecall", "signOut"}) {
        EXPECT_FALSE(isSeen(item(entry))) << entry;
    }
    EXPECT_TRUE(isSeen(item("openSignIn")));
    m_desk.book()->open("unit");
    EXPECT_EQ(page(), "line");
}

TEST_F(KioskPages, AreForQualityAndCloseWhenTheyLeave) {
    signIn("quality");
    openPage("openUnit");
    EXPECT_EQ(page(), "unit");
    signIn("operator");
    EXPECT_EQ(page(), "line");
}

TEST_F(KioskPages, AreOpenToEverybodyWhereNobodySignsIn) {
    openPage("openRecall");
    EXPECT_EQ(page(), "recall");
    touch(item("lineTab"));
    touch(item("menuButton"));
    show();
    EXPECT_FALSE(isSeen(item("signOut"))) << "nobody signed in";
}

TEST_F(KioskPages, GoBackToTheLineWhenNobodyTouchesThem) {
    openPage("openYield");
    m_clock.sleepFor(PageBook::pageShown - 1s);
    show();
    EXPECT_EQ(page(), "yield");
    touch(item("lineBand"));
    m_clock.sleepFor(PageBook::pageShown - 1s);
    show();
    EXPECT_EQ(page(), "yield") << "a touch is a sign of life";
    m_clock.sleepFor(1s);
    show();
    EXPECT_EQ(page(), "line");
}

TEST_F(KioskPages, MenuClosesByItself) {
    touch(item("menuButton"));
    EXPECT_TRUE(m_desk.book()->menuOpen());
    m_clock.sleepFor(PageBook::menuShown);
    show();
    EXPECT_FALSE(m_desk.book()->menuOpen());
}

TEST_F(KioskPages, KeepEverySlotInSight) {
    openPage("openYield");
    m_feed.passed(0, "TH200-100417", m_book);
    m_feed.failed(1, "TH200-100418", {.code = FaultCode::SwdNoAnswer}, m_book);
    m_feed.unrecorded(2, "TH200-100419");
    m_feed.working(3, Stage::Program, 1s, 5s);
    show();
    const std::array figures{"passed", "failed", "unrecorded", "working"};
    for (int i = 0; i < 4; ++i) {
        QQuickItem* const cell = item(QStringLiteral("band%1").arg(i + 1));
        EXPECT_TRUE(isSeen(cell));
        EXPECT_EQ(item("bandFigure", cell)->property("name").toString(),
                  figures.at(static_cast<std::size_t>(i)));
    }
    EXPECT_TRUE(text("guideText").startsWith("Slot 3: "));
}

TEST_F(KioskPages, FootSwitchAndLabelBringTheLineToTheFront) {
    openPage("openYield");
    pressKey(Qt::Key_F13);
    EXPECT_EQ(page(), "line");
    EXPECT_EQ(m_feed.pressesForAll, std::vector{job::StartedBy::FootSwitch});
    openPage("openRecall");
    scan("TH200-100500");
    EXPECT_EQ(page(), "line");
    ASSERT_EQ(m_feed.labels.size(), 1U);
}

TEST_F(KioskPages, EnterOnAnotherPageStartsNothing) {
    m_feed.boardIn(0);
    openPage("openYield");
    pressKey(Qt::Key_Return, "\r");
    pressKey(Qt::Key_Space, " ");
    EXPECT_TRUE(m_feed.presses.empty());
    EXPECT_TRUE(m_feed.pressesForAll.empty());
    touch(item("lineTab"));
    show();
    pressKey(Qt::Key_Return, "\r");
    EXPECT_EQ(m_feed.pressesForAll.size(), 1U) << "and on the line it does again";
}

TEST_F(KioskPages, SignOutIsInTheMenu) {
    signIn("supervisor");
    EXPECT_EQ(text("personText"), "M. Okafor · Supervisor");
    openPage("signOut");
    EXPECT_EQ(m_feed.signOuts, 1U);
    EXPECT_EQ(text("personText"), "Nobody is signed in");
}

} // namespace
} // namespace greenlight::station::view
