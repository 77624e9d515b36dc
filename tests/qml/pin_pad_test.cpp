// Signing in at the screen: the pad, what it keeps to itself, and what becomes of a wrong PIN.
#include "tests/qml/page_test.h"

#include <QSignalSpy>
#include <QTest>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

class PinPad : public PageTest {
protected:
    PinPad() {
        m_feed.picture.role = "operator";
        m_feed.picture.pinWantedOf = "Sue Mbeki";
        show();
    }

    void typeDigits(const std::string& digits) {
        for (const char digit : digits) {
            touch(item(QStringLiteral("digit%1").arg(QLatin1Char(digit))));
        }
    }

    /// Presses "Sign in" and waits for the line's answer, which comes from another thread.
    void confirm() {
        QSignalSpy tried(m_desk.pin(), &PinDesk::tried);
        touch(item("pinConfirm"));
        // The touch itself may have been long enough for it.
        ASSERT_TRUE(!tried.isEmpty() || tried.wait());
        show();
    }

    /// Every text on the page.
    void collectTexts(const QQuickItem* from, QStringList& texts) {
        texts << from->property("text").toString();
        for (const QQuickItem* const child : from->childItems()) {
            collectTexts(child, texts);
        }
    }
};

TEST_F(PinPad, ComesWithTheNameOfWhoseBadgeWasReadAndGoesWithoutIt) {
    EXPECT_TRUE(isSeen(item("pinPad")));
    EXPECT_EQ(text("pinPerson"), "PIN of Sue Mbeki");
    m_feed.picture.pinWantedOf.clear();
    show();
    EXPECT_FALSE(isSeen(item("pinPad")));
}

TEST_F(PinPad, GivesTheKeysToTheLineOnAnotherThread) {
    typeDigits("402817");
    EXPECT_TRUE(m_feed.pins.empty());
    confirm();
    EXPECT_EQ(m_feed.pins, std::vector<std::string>{"402817"});
    EXPECT_NE(m_feed.pinThread, std::this_thread::get_id());
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_EQ(text("personText"), "Sue Mbeki · Supervisor");
}

TEST_F(PinPad, CountsKeysAndShowsNone) {
    typeDigits("975");
    show();
    EXPECT_EQ(item("pinDots")->property("count").toInt(), 3);
    QStringList texts;
    collectTexts(m_window.rootObject(), texts);
    for (const QString& one : texts) {
        EXPECT_FALSE(one.contains("975")) << one.toStdString();
    }
    touch(item("pinBack"));
    EXPECT_EQ(item("pinDots")->property("count").toInt(), 2);
}

TEST_F(PinPad, SaysWhyAWrongPinWasNotTakenAndWaitsForTheNext) {
    m_feed.refusal = Fault{.code = FaultCode::PinWrong};
    typeDigits("111222");
    confirm();
    EXPECT_TRUE(isSeen(item("pinPad")));
    const base::Sentences sentences = base::describe({.code = FaultCode::PinWrong});
    EXPECT_EQ(text("pinRefusal").toStdString(), sentences.happened + " " + sentences.doNow);
    EXPECT_EQ(item("pinDots")->property("count").toInt(), 0) << "the next begins anew";
    m_feed.refusal.reset();
    typeDigits("402817");
    EXPECT_EQ(text("pinRefusal"), "");
    confirm();
    EXPECT_EQ(m_feed.pins.back(), "402817");
}

TEST_F(PinPad, CancelLeavesWhoeverWasThere) {
    typeDigits("40");
    touch(item("pinCancel"));
    show();
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_TRUE(m_feed.pins.empty());
    EXPECT_EQ(text("personText"), "M. Okafor · Operator");
}

TEST_F(PinPad, KeysForOnePersonAreNotTheBeginningOfAnothersPin) {
    typeDigits("40");
    m_feed.picture.pinWantedOf = "Quinn Ito";
    show();
    EXPECT_EQ(item("pinDots")->property("count").toInt(), 0);
    EXPECT_EQ(text("pinPerson"), "PIN of Quinn Ito");
}

TEST_F(PinPad, TakesAPinThatIsNoNumberFromTheKeyboard) {
    // Keys go nowhere in a window that is not the active one yet.
    ASSERT_TRUE(QTest::qWaitForWindowActive(&m_window));
    for (const char letter : std::string("sun-47")) {
        pressKey(QChar(QLatin1Char(letter)).toUpper().unicode(), QString(QLatin1Char(letter)));
    }
    ASSERT_EQ(m_desk.pin()->typed(), 6);
    QSignalSpy tried(m_desk.pin(), &PinDesk::tried);
    pressKey(Qt::Key_Return, "\r");
    ASSERT_TRUE(!tried.isEmpty() || tried.wait());
    EXPECT_EQ(m_feed.pins, std::vector<std::string>{"sun-47"});
    EXPECT_TRUE(m_feed.pressesForAll.empty()) << "its Enter is no press of Start";
}

TEST_F(PinPad, OnlyABadgeIsTakenFromTheScanner) {
    scan("TH200-100500");
    EXPECT_TRUE(m_feed.labels.empty());
    scan("BADGE-QUINN");
    ASSERT_EQ(m_feed.labels.size(), 1U);
    EXPECT_EQ(m_feed.labels[0].first, "BADGE-QUINN");
}

TEST_F(PinPad, AnEmptyPinIsNotTried) {
    touch(item("pinConfirm"));
    EXPECT_FALSE(m_desk.pin()->busy());
    EXPECT_TRUE(m_feed.pins.empty());
}

TEST_F(PinPad, HidesNoSlot) {
    m_feed.empty(8);
    m_feed.picture.pinWantedOf = "Sue Mbeki";
    show();
    QQuickItem* const pad = item("pinPad");
    const QRectF place = pad->mapRectToScene(pad->boundingRect());
    for (int slot = 1; slot <= 8; ++slot) {
        QQuickItem* const one = tile(slot);
        EXPECT_TRUE(isSeen(one));
        EXPECT_FALSE(place.intersects(one->mapRectToScene(one->boundingRect()))) << slot;
    }
}

} // namespace
} // namespace greenlight::station::view
