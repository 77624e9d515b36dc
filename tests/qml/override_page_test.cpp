// What only some may do, at the screen: chosen, with a reason, and proven by a PIN of its own.
#include "tests/qml/page_test.h"

#include <QSignalSpy>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

class OverridePage : public PageTest {
protected:
    OverridePage() {
        m_feed.empty(4);
        lock(2);
        beSomebody("Sue Mbeki", "supervisor");
    }

    void lock(std::size_t index) {
        m_feed.trouble(index, {.code = FaultCode::SlotQuarantined});
        m_feed.slot(index).locked = true;
    }

    void beSomebody(const std::string& name, const std::string& role) {
        m_feed.picture.operatorName = name;
        m_feed.picture.role = role;
        show();
    }

    /// A touch on a page that is laid out, and what comes of it.
    void press(const QString& name) {
        touch(item(name));
        show();
    }

    void openPage() {
        press("menuButton");
        press("openOverride");
        ASSERT_TRUE(isSeen(item("overridePage")));
    }

    /// Everything but the PIN, for slot 3.
    void askForRelease() {
        openPage();
        press("release-slot");
        press("place3");
        press("reason1");
        press("allowButton");
    }

    void givePin(const std::string& digits) {
        for (const char digit : digits) {
            press(QStringLiteral("digit%1").arg(QLatin1Char(digit)));
        }
        QSignalSpy tried(m_desk.pin(), &PinDesk::tried);
        touch(item("pinConfirm"));
        // The touch itself may have been long enough for it.
        ASSERT_TRUE(!tried.isEmpty() || tried.wait());
        show();
    }

    [[nodiscard]] bool isThere(const char* name) {
        return PageItems::find(QLatin1String(name), m_window.rootObject()) != nullptr;
    }

    QString outcome() { return m_desk.overrides()->outcome(); }
};

TEST_F(OverridePage, ReleasesALockedSlotForAReasonAndWithAPin) {
    askForRelease();
    EXPECT_TRUE(m_feed.allowed.empty()) << "being signed in is not enough";
    EXPECT_TRUE(isSeen(item("pinPad")));
    EXPECT_EQ(text("pinPerson"), "PIN of Sue Mbeki");
    EXPECT_EQ(item("pinConfirm")->property("text").toString(), "Allow");
    givePin("402817");
    ASSERT_EQ(m_feed.allowed.size(), 1U);
    EXPECT_EQ(m_feed.allowed[0].what, "release-slot");
    EXPECT_EQ(m_feed.allowed[0].slot, 2U);
    EXPECT_EQ(m_feed.allowed[0].by.who, "Sue Mbeki");
    EXPECT_EQ(m_feed.allowed[0].by.pin, "402817");
    EXPECT_EQ(m_feed.allowed[0].reason, "Fixture repaired");
    EXPECT_NE(m_feed.pinThread, std::this_thread::get_id());
    EXPECT_TRUE(m_feed.pins.empty()) << "nobody signs in by it";
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_EQ(outcome(), "Slot 3 takes boards again.");
}

TEST_F(OverridePage, SaysThatAReleasedSlotWantsAGoldenBoardFirst) {
    askForRelease();
    m_feed.slot(2).goldenWanted = true; // what the line makes of a release
    givePin("402817");
    EXPECT_EQ(outcome(), "Put the golden board into slot 3.");
}

TEST_F(OverridePage, DoesNothingWithAWrongPinAndTakesTheNext) {
    askForRelease();
    m_feed.refusal = Fault{.code = FaultCode::PinWrong};
    givePin("111222");
    EXPECT_TRUE(isSeen(item("pinPad")));
    EXPECT_NE(text("pinRefusal"), "");
    EXPECT_EQ(outcome(), "");
    m_feed.refusal.reset();
    givePin("402817");
    EXPECT_EQ(m_feed.allowed.size(), 1U);
    EXPECT_FALSE(isSeen(item("pinPad")));
}

TEST_F(OverridePage, AsksForNothingWhileSlotOrReasonIsMissing) {
    openPage();
    press("release-slot");
    press("allowButton");
    EXPECT_FALSE(isSeen(item("pinPad")));
    press("reason0");
    press("allowButton");
    EXPECT_FALSE(isSeen(item("pinPad")));
    press("place3");
    m_desk.overrides()->giveReason("   ");
    press("allowButton");
    EXPECT_FALSE(isSeen(item("pinPad")));
    m_desk.overrides()->giveReason("contact 14 exchanged");
    press("allowButton");
    EXPECT_TRUE(isSeen(item("pinPad")));
}

TEST_F(OverridePage, OffersNoSlotAtWhichThereIsNothingToDo) {
    openPage();
    press("release-slot");
    press("place1");
    EXPECT_EQ(m_desk.overrides()->place(), -1);
    m_feed.working(0, Stage::Program, 1s, 1s);
    m_feed.slot(1).reworkAllowed = true;
    show();
    press("allow-rework");
    press("place1");
    EXPECT_EQ(m_desk.overrides()->place(), -1) << "it works";
    press("place2");
    EXPECT_EQ(m_desk.overrides()->place(), -1) << "it is allowed already";
    press("place4");
    EXPECT_EQ(m_desk.overrides()->place(), 3);
}

TEST_F(OverridePage, AllowsTheLockForEverWhereTheRecipeAsksForIt) {
    openPage();
    press("lock-for-ever");
    EXPECT_EQ(m_desk.overrides()->act(), "") << "no recipe asks for it";
    m_feed.picture.lockWanted = true;
    show();
    press("lock-for-ever");
    EXPECT_TRUE(m_desk.overrides()->places().isEmpty()) << "it is about the recipe";
    press("reason0");
    press("allowButton");
    givePin("402817");
    ASSERT_EQ(m_feed.allowed.size(), 1U);
    EXPECT_EQ(m_feed.allowed[0].what, "lock-for-ever");
    EXPECT_EQ(m_feed.allowed[0].reason, "Order of the customer");
}

TEST_F(OverridePage, OffersEachRoleWhatItMay) {
    beSomebody("Quinn Ito", "quality");
    openPage();
    EXPECT_FALSE(isThere("release-slot"));
    EXPECT_FALSE(isThere("lock-for-ever"));
    EXPECT_TRUE(isThere("allow-rework"));
    m_desk.overrides()->choose("release-slot");
    EXPECT_EQ(m_desk.overrides()->act(), "");
    beSomebody("M. Okafor", "operator");
    EXPECT_FALSE(isThere("overridePage")) << "an operator has no business here";
}

TEST_F(OverridePage, WhatOneHasBegunTheNextDoesNotConfirm) {
    askForRelease();
    beSomebody("Eve Osei", "engineer");
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_EQ(m_desk.overrides()->act(), "");
    EXPECT_TRUE(m_feed.allowed.empty());
}

TEST_F(OverridePage, GivesWayToSomebodyWhoShowsTheirBadge) {
    askForRelease();
    press("digit4");
    m_feed.picture.pinWantedOf = "Eve Osei";
    show();
    EXPECT_EQ(text("pinPerson"), "PIN of Eve Osei");
    EXPECT_EQ(item("pinDots")->property("count").toInt(), 0);
    EXPECT_EQ(item("pinConfirm")->property("text").toString(), "Sign in");
    givePin("5555");
    EXPECT_EQ(m_feed.pins, std::vector<std::string>{"5555"});
    EXPECT_TRUE(m_feed.allowed.empty());
}

TEST_F(OverridePage, WaitsForNoPinOnceItIsLeft) {
    askForRelease();
    press("digit4");
    m_clock.sleepFor(PageBook::pageShown);
    m_feed.picture.heartbeat++;
    show();
    EXPECT_FALSE(isThere("overridePage"));
    show();
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_FALSE(m_desk.pin()->wanted());
}

TEST_F(OverridePage, TakesNoPinForWhatStandsThereNoMore) {
    lock(3);
    for (const char* const other : {"allow-rework", "place4", "reason2"}) {
        askForRelease();
        press("digit4");
        press(other);
        EXPECT_FALSE(isSeen(item("pinPad"))) << other;
        EXPECT_FALSE(m_desk.pin()->wanted()) << other;
        press("lineTab");
    }
    EXPECT_TRUE(m_feed.allowed.empty());
}

TEST_F(OverridePage, IsLeftWithoutSendingSomebodyAwayWhoSignsIn) {
    askForRelease();
    m_feed.picture.pinWantedOf = "Eve Osei";
    show();
    press("lineTab");
    EXPECT_TRUE(isSeen(item("pinPad")));
    EXPECT_EQ(text("pinPerson"), "PIN of Eve Osei");
    EXPECT_EQ(m_feed.picture.pinWantedOf, "Eve Osei");
}

TEST_F(OverridePage, CancelLeavesTheChoiceAndDoesNothing) {
    askForRelease();
    press("pinCancel");
    show();
    EXPECT_FALSE(isSeen(item("pinPad")));
    EXPECT_TRUE(m_feed.allowed.empty());
    EXPECT_TRUE(m_desk.overrides()->complete());
}

TEST_F(OverridePage, TakesTheNameAtTheComputerWhereNobodySignsIn) {
    beSomebody("M. Okafor", "");
    openPage();
    EXPECT_FALSE(isThere("lock-for-ever")) << "a name is no supervisor";
    press("allow-rework");
    press("place1");
    press("reason2");
    press("allowButton");
    EXPECT_FALSE(isSeen(item("pinPad")));
    ASSERT_EQ(m_feed.allowed.size(), 1U);
    EXPECT_EQ(m_feed.allowed[0].by.who, "M. Okafor");
    EXPECT_EQ(outcome(), "The next board in slot 1 may be a unit that passed before.");
}

TEST_F(OverridePage, SaysWhyTheLineDidNotDoIt) {
    beSomebody("M. Okafor", "");
    m_feed.refusal = Fault{.code = FaultCode::ReasonMissing};
    openPage();
    press("release-slot");
    press("place3");
    press("reason0");
    press("allowButton");
    EXPECT_TRUE(m_feed.allowed.empty());
    EXPECT_FALSE(m_desk.overrides()->done());
    EXPECT_TRUE(outcome().startsWith(
        QString::fromStdString(base::describe({.code = FaultCode::ReasonMissing}).happened)));
}

TEST_F(OverridePage, CutsAReasonThatIsTooLong) {
    openPage();
    press("release-slot");
    m_desk.overrides()->giveReason(QString(5000, QLatin1Char('x')));
    EXPECT_EQ(m_desk.overrides()->reason().size(), OverrideDesk::mostLetters);
}

} // namespace
} // namespace greenlight::station::view
