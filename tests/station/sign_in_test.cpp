#include "station/sign_in.h"
#include "tests/station/people_desk.h"

#include <gmock/gmock.h>

namespace greenlight::station {
namespace {

using namespace std::chrono_literals;
using test::PeopleDesk;

class SignInTest : public testing::Test {
protected:
    void SetUp() override {
        desk.addEverybody();
        open({.wanted = true, .lockAfter = 60s});
    }

    void open(SignInRules rules) {
        line.reset();
        line.emplace(rules, rules.wanted ? std::optional(desk.open()) : std::nullopt, "tester",
                     desk.clock, desk.note());
        desk.notes.clear();
    }

    void signIn(const std::string& who, const std::string& pin = {}) {
        const auto step = line->signIn({who, pin});
        ASSERT_TRUE(step.ok()) << base::toLogLine(step.fault());
        ASSERT_EQ(*step, SignIn::Step::Done);
    }

    [[nodiscard]] FaultCode pressRefused() {
        const auto pressed = line->pressed();
        return pressed.ok() ? FaultCode::Internal : pressed.fault().code;
    }

    [[nodiscard]] std::string present() const { return line->view().name; }

    /// Time goes by as it does on a line, where somebody looks a few times a second.
    void wait(Duration duration) {
        desk.clock.sleepFor(duration);
        line->tick();
    }

    PeopleDesk desk;
    std::optional<SignIn> line;
};

TEST_F(SignInTest, NobodyPressesWhoHasNotSignedIn) {
    EXPECT_TRUE(line->view().wanted);
    EXPECT_EQ(present(), "");
    EXPECT_EQ(pressRefused(), FaultCode::NotSignedIn);
    signIn(PeopleDesk::badgeOfAnn);
    EXPECT_EQ(line->pressed().value(), "Ann");
    EXPECT_EQ(line->view().role, "operator");
    EXPECT_FALSE(line->view().wanted);
    line->signOut();
    EXPECT_EQ(pressRefused(), FaultCode::NotSignedIn);
}

TEST_F(SignInTest, WhereNobodyIsAskedItIsTheNameAtTheComputer) {
    open({});
    EXPECT_EQ(line->pressed().value(), "tester");
    EXPECT_EQ(present(), "tester");
    EXPECT_EQ(line->view().role, "");
    EXPECT_FALSE(line->view().wanted);
    EXPECT_FALSE(line->isBadge(PeopleDesk::badgeOfAnn));
    EXPECT_EQ(line->signIn({PeopleDesk::badgeOfAnn}).fault().code, FaultCode::NotAllowed);
    const auto actor = line->authorise({"Sue"}, Act::ReleaseSlot);
    ASSERT_TRUE(actor.ok());
    EXPECT_EQ(actor->name, "Sue");
    EXPECT_EQ(actor->person, 0U);
    EXPECT_EQ(line->authorise({}, Act::ReleaseSlot).fault().code, FaultCode::ReasonMissing);
    line->close();
    EXPECT_TRUE(desk.notes.empty());
}

TEST_F(SignInTest, AnotherOperatorsBadgeChangesThePersonAtOnceAndOnRecord) {
    signIn(PeopleDesk::badgeOfAnn);
    signIn(PeopleDesk::badgeOfBob);
    EXPECT_EQ(present(), "Bob");
    ASSERT_EQ(desk.notes.size(), 3U);
    EXPECT_EQ(desk.notes[0].first, "sign-in");
    EXPECT_EQ(desk.notes[0].second["name"], "Ann");
    EXPECT_EQ(desk.notes[0].second["how"], "badge");
    EXPECT_EQ(desk.notes[1].first, "sign-out");
    EXPECT_EQ(desk.notes[1].second["name"], "Ann");
    EXPECT_EQ(desk.notes[1].second["why"], "switched");
    EXPECT_EQ(desk.notes[2].first, "sign-in");
    EXPECT_EQ(desk.notes[2].second["name"], "Bob");
    signIn(PeopleDesk::badgeOfBob);
    EXPECT_EQ(desk.notes.size(), 4U) << "one's own badge again is no switch";
}

TEST_F(SignInTest, TheBadgeOfASupervisorWaitsForThePinWhileTheOperatorStays) {
    signIn(PeopleDesk::badgeOfAnn);
    EXPECT_EQ(line->signIn({PeopleDesk::badgeOfSue}).value(), SignIn::Step::PinWanted);
    EXPECT_EQ(line->view().pinWantedOf, "Sue");
    EXPECT_EQ(line->pressed().value(), "Ann");
    EXPECT_EQ(line->signIn({"Sue", "wrong-pin"}).fault().code, FaultCode::PinWrong);
    EXPECT_EQ(line->view().pinWantedOf, "Sue") << "the next try";
    EXPECT_EQ(present(), "Ann");
    signIn("Sue", PeopleDesk::pinOfSue);
    EXPECT_EQ(present(), "Sue");
    EXPECT_EQ(line->view().role, "supervisor");
    EXPECT_EQ(line->view().pinWantedOf, "");
    EXPECT_EQ(desk.notes.back().second["how"], "name and PIN");
}

TEST_F(SignInTest, ThePinThatIsWaitedForIsOfWhoseBadgeItWas) {
    EXPECT_EQ(line->givePin(PeopleDesk::pinOfSue).fault().code, FaultCode::NotSignedIn);
    EXPECT_EQ(line->signIn({PeopleDesk::badgeOfSue}).value(), SignIn::Step::PinWanted);
    EXPECT_EQ(line->givePin("").fault().code, FaultCode::PinWrong);
    EXPECT_EQ(line->givePin(PeopleDesk::pinOfQuinn).fault().code, FaultCode::PinWrong);
    EXPECT_EQ(present(), "");
    ASSERT_TRUE(line->givePin(PeopleDesk::pinOfSue).ok());
    EXPECT_EQ(present(), "Sue");
    EXPECT_EQ(desk.notes.back().second["how"], "badge and PIN");
    EXPECT_EQ(line->givePin(PeopleDesk::pinOfSue).fault().code, FaultCode::NotSignedIn);
}

TEST_F(SignInTest, AWrongPinGivesTimeForAnother) {
    EXPECT_EQ(line->signIn({PeopleDesk::badgeOfSue}).value(), SignIn::Step::PinWanted);
    wait(pinPatience - 1s);
    EXPECT_EQ(line->givePin("wrong-pin").fault().code, FaultCode::PinWrong);
    wait(pinPatience - 1s);
    EXPECT_EQ(line->view().pinWantedOf, "Sue");
}

TEST_F(SignInTest, APinThatIsForgottenSignsNobodyInAndNobodyOut) {
    signIn(PeopleDesk::badgeOfAnn);
    EXPECT_EQ(line->signIn({PeopleDesk::badgeOfSue}).value(), SignIn::Step::PinWanted);
    line->forgetPin();
    EXPECT_EQ(line->view().pinWantedOf, "");
    EXPECT_EQ(present(), "Ann");
    EXPECT_EQ(line->givePin(PeopleDesk::pinOfSue).fault().code, FaultCode::NotSignedIn);
}

TEST_F(SignInTest, APinIsNotWaitedForWithoutEnd) {
    EXPECT_EQ(line->signIn({PeopleDesk::badgeOfSue}).value(), SignIn::Step::PinWanted);
    wait(pinPatience - 1s);
    EXPECT_EQ(line->view().pinWantedOf, "Sue");
    wait(1s);
    EXPECT_EQ(line->view().pinWantedOf, "");
}

TEST_F(SignInTest, WhoGoesAwayIsSignedOutBetweenUnits) {
    signIn(PeopleDesk::badgeOfAnn);
    wait(59s);
    EXPECT_EQ(line->pressed().value(), "Ann");
    wait(59s);
    EXPECT_EQ(present(), "Ann") << "the press began the time anew";
    wait(1s);
    EXPECT_EQ(present(), "");
    EXPECT_EQ(pressRefused(), FaultCode::NotSignedIn);
    EXPECT_EQ(desk.notes.back().first, "sign-out");
    EXPECT_EQ(desk.notes.back().second["why"], "left");
    EXPECT_EQ(desk.notes.back().second["name"], "Ann");
}

TEST_F(SignInTest, ALateLookDoesNotLetALatePressThrough) {
    signIn(PeopleDesk::badgeOfAnn);
    desk.clock.sleepFor(60s);
    EXPECT_EQ(pressRefused(), FaultCode::NotSignedIn);
}

TEST_F(SignInTest, NobodyIsSignedOutWhileASlotWorks) {
    signIn(PeopleDesk::badgeOfAnn);
    line->began();
    line->began();
    wait(1h);
    EXPECT_EQ(present(), "Ann");
    line->ended();
    wait(1h);
    EXPECT_EQ(present(), "Ann");
    line->ended();
    wait(59s);
    EXPECT_EQ(present(), "Ann") << "the time begins with the last ending";
    wait(1s);
    EXPECT_EQ(present(), "");
}

TEST_F(SignInTest, WithoutALimitNobodyIsSignedOut) {
    open({.wanted = true});
    signIn(PeopleDesk::badgeOfAnn);
    wait(24h);
    EXPECT_EQ(present(), "Ann");
}

TEST_F(SignInTest, QualitySignsInButStartsNothing) {
    signIn("Quinn", PeopleDesk::pinOfQuinn);
    EXPECT_EQ(pressRefused(), FaultCode::NotAllowed);
}

TEST_F(SignInTest, AnActNeedsItsOwnProofWhoeverIsSignedIn) {
    signIn("Sue", PeopleDesk::pinOfSue);
    EXPECT_EQ(line->authorise({"Sue"}, Act::ReleaseSlot).fault().code, FaultCode::CredentialUnfit);
    EXPECT_EQ(line->authorise({"Sue", "wrong-pin"}, Act::ReleaseSlot).fault().code,
              FaultCode::PinWrong);
    EXPECT_EQ(line->authorise({"Bob", PeopleDesk::pinOfBob}, Act::ReleaseSlot).fault().code,
              FaultCode::NotAllowed);
    const auto sue = line->authorise({"Sue", PeopleDesk::pinOfSue}, Act::ReleaseSlot);
    ASSERT_TRUE(sue.ok());
    nlohmann::ordered_json data;
    sue->sign(data, "released_by");
    EXPECT_EQ(data["released_by"], "Sue");
    EXPECT_EQ(data["role"], "supervisor");
    EXPECT_EQ(data["person"], desk.record("Sue").id);
    EXPECT_EQ(data["pin_of"], desk.record("Sue").id);
}

TEST_F(SignInTest, ABadgeIsKnownAndANameOrALabelIsNone) {
    EXPECT_TRUE(line->isBadge(PeopleDesk::badgeOfAnn));
    EXPECT_TRUE(line->isBadge(PeopleDesk::badgeOfSue));
    EXPECT_FALSE(line->isBadge("Ann"));
    EXPECT_FALSE(line->isBadge("TH200-000101"));
    EXPECT_FALSE(line->isBadge(""));
}

TEST_F(SignInTest, TheEndOfTheLineSignsOut) {
    signIn(PeopleDesk::badgeOfAnn);
    line->close();
    EXPECT_EQ(desk.notes.back().second["why"], "closed");
    line->close();
    EXPECT_EQ(desk.notes.size(), 2U);
}

} // namespace
} // namespace greenlight::station
