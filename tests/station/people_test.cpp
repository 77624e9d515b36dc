#include "station/people.h"
#include "tests/station/people_desk.h"
#include "tests/station/scratch.h"

#include <gmock/gmock.h>

namespace greenlight::station {
namespace {

using namespace std::chrono_literals;
using test::PeopleDesk;
using testing::HasSubstr;

class PeopleTest : public testing::Test {
protected:
    void SetUp() override {
        desk.addEverybody();
        people.emplace(desk.open());
    }

    /// The program ends and starts again.
    void restart() {
        people.reset();
        desk.openJournal();
        people.emplace(desk.open());
    }

    Result<Actor> authorise(const std::string& who, const std::string& pin, Act act = Act::SignIn) {
        return people->authorise({who, pin}, act, desk.note());
    }

    FaultCode refused(const std::string& who, const std::string& pin, Act act = Act::SignIn) {
        const auto actor = authorise(who, pin, act);
        return actor.ok() ? FaultCode::Internal : actor.fault().code;
    }

    Actor eve() { return authorise("Eve", PeopleDesk::pinOfEve).value(); }

    FaultCode change(const std::string& name, const PersonChange& change, const Actor& by,
                     const std::string& reason = "as agreed") {
        const auto changed = people->change(name, change, by, reason);
        return changed.ok() ? FaultCode::Internal : changed.fault().code;
    }

    FaultCode add(const NewPerson& person) {
        const auto added = people->add(person, eve());
        return added.ok() ? FaultCode::Internal : added.fault().code;
    }

    static constexpr FaultCode fine = FaultCode::Internal;

    PeopleDesk desk;
    std::optional<People> people;
};

TEST_F(PeopleTest, AnOperatorIsProvenByABadgeOrByNameAndPin) {
    const auto ann = authorise(PeopleDesk::badgeOfAnn, "", Act::StartUnit);
    ASSERT_TRUE(ann.ok()) << base::toLogLine(ann.fault());
    EXPECT_EQ(ann->name, "Ann");
    EXPECT_TRUE(ann->byBadge);
    EXPECT_FALSE(ann->byPin);
    EXPECT_EQ(refused("Ann", ""), FaultCode::CredentialUnfit) << "a name is no proof";
    EXPECT_EQ(refused("Ann", "BADGE-BOB"), FaultCode::CredentialUnfit);
    EXPECT_TRUE(authorise("Ann", PeopleDesk::badgeOfAnn).ok());
    EXPECT_TRUE(authorise(PeopleDesk::badgeOfBob, "").ok());
    EXPECT_TRUE(authorise("bob", PeopleDesk::pinOfBob)->byPin);
    EXPECT_EQ(refused("Bob", ""), FaultCode::CredentialUnfit);
    EXPECT_EQ(refused("Bob", PeopleDesk::badgeOfBob), FaultCode::PinWrong);
    EXPECT_EQ(refused(PeopleDesk::badgeOfBob, "wrong-pin"), FaultCode::PinWrong);
}

TEST_F(PeopleTest, EverybodyElseNeedsAPinWithNameAndBadgeAlike) {
    EXPECT_EQ(refused(PeopleDesk::badgeOfSue, ""), FaultCode::CredentialUnfit);
    EXPECT_EQ(refused("Sue", ""), FaultCode::CredentialUnfit);
    EXPECT_EQ(refused("Sue", PeopleDesk::badgeOfSue), FaultCode::PinWrong);
    const auto sue = authorise(PeopleDesk::badgeOfSue, PeopleDesk::pinOfSue, Act::ReleaseSlot);
    ASSERT_TRUE(sue.ok());
    EXPECT_EQ(sue->name, "Sue");
    EXPECT_EQ(sue->role, Role::Supervisor);
    EXPECT_TRUE(sue->byBadge && sue->byPin);
    EXPECT_TRUE(authorise("Sue", PeopleDesk::pinOfSue).ok());
    EXPECT_EQ(refused("Nobody Known", PeopleDesk::pinOfSue), FaultCode::PersonUnknown);
    EXPECT_EQ(refused("", ""), FaultCode::PersonUnknown);
}

TEST_F(PeopleTest, TheRightPinOfTheWrongRoleIsNotAllowed) {
    EXPECT_EQ(refused("Bob", PeopleDesk::pinOfBob, Act::ReleaseSlot), FaultCode::NotAllowed);
    EXPECT_EQ(refused("Quinn", PeopleDesk::pinOfQuinn, Act::StartUnit), FaultCode::NotAllowed);
    EXPECT_EQ(refused(PeopleDesk::badgeOfAnn, "", Act::ManagePeople), FaultCode::NotAllowed);
}

TEST_F(PeopleTest, EveryRefusalIsOnRecordWithoutWhatWasShown) {
    EXPECT_EQ(refused("hunter2-is-no-name", "secret"), FaultCode::PersonUnknown);
    EXPECT_EQ(refused("Sue", "other-11", Act::ReleaseSlot), FaultCode::PinWrong);
    EXPECT_EQ(refused("Bob", PeopleDesk::pinOfBob, Act::ReleaseSlot), FaultCode::NotAllowed);
    ASSERT_EQ(desk.notes.size(), 3U);
    for (const auto& [kind, data] : desk.notes) {
        EXPECT_EQ(kind, "sign-in-refused");
        EXPECT_THAT(data.dump(), testing::Not(HasSubstr("hunter2")));
        EXPECT_THAT(data.dump(), testing::Not(HasSubstr("boat-77")));
        EXPECT_THAT(data.dump(), testing::Not(HasSubstr("other-11")));
    }
    EXPECT_EQ(desk.notes[0].second["person"], 0);
    EXPECT_EQ(desk.notes[1].second["name"], "Sue");
    EXPECT_EQ(desk.notes[1].second["act"], "release-slot");
    EXPECT_EQ(desk.notes[1].second["fault"], "pin-wrong");
    EXPECT_EQ(desk.notes[2].second["fault"], "not-allowed");
}

TEST_F(PeopleTest, NothingOfAPinOrABadgeIsInTheJournal) {
    std::string all = test::contentOf(desk.folder.file("journal.db")) +
                      test::contentOf(desk.folder.file("journal.db-wal"));
    for (const char* const secret :
         {PeopleDesk::badgeOfAnn, PeopleDesk::badgeOfSue, PeopleDesk::pinOfSue,
          PeopleDesk::pinOfEve, PeopleDesk::pinOfBob}) {
        EXPECT_THAT(all, testing::Not(HasSubstr(secret)));
    }
    EXPECT_THAT(all, HasSubstr("person-added"));
}

TEST_F(PeopleTest, FiveWrongPinsLockAPersonForATimeThatDoubles) {
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(refused("Sue", "wrong-pin"), FaultCode::PinWrong);
    }
    EXPECT_TRUE(authorise("Sue", PeopleDesk::pinOfSue).ok()) << "the fifth try was right";
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(refused("Sue", "wrong-pin"), FaultCode::PinWrong);
    }
    for (const Duration lock : {60s, 120s, 240s}) {
        const auto locked = authorise("Sue", PeopleDesk::pinOfSue);
        ASSERT_FALSE(locked.ok());
        EXPECT_EQ(locked.fault().code, FaultCode::PersonLocked);
        EXPECT_THAT(locked.fault().note, HasSubstr("Sue, for " + durationText(lock) + " more"));
        desk.clock.sleepFor(lock - 1s);
        EXPECT_EQ(refused("Sue", PeopleDesk::pinOfSue), FaultCode::PersonLocked);
        desk.clock.sleepFor(1s);
        EXPECT_EQ(refused("Sue", "wrong-pin"), FaultCode::PinWrong) << "a try a time";
    }
    desk.clock.sleepFor(480s);
    EXPECT_TRUE(authorise("Sue", PeopleDesk::pinOfSue).ok());
    EXPECT_EQ(refused("Sue", "wrong-pin"), FaultCode::PinWrong);
    EXPECT_TRUE(authorise("Sue", PeopleDesk::pinOfSue).ok()) << "the count began anew";
    EXPECT_TRUE(authorise(PeopleDesk::badgeOfAnn, "").ok()) << "nobody else was locked";
}

TEST_F(PeopleTest, ALockIsNeverLongerThanADay) {
    EXPECT_EQ(lockTime(4), 0s);
    EXPECT_EQ(lockTime(5), 60s);
    EXPECT_EQ(lockTime(6), 120s);
    EXPECT_EQ(lockTime(15), 1024min);
    EXPECT_EQ(lockTime(16), 24h);
    EXPECT_EQ(lockTime(4'000'000'000U), 24h);
}

TEST_F(PeopleTest, ALockOutlivesTheProgramAndAClockThatIsSet) {
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(refused("Sue", "wrong-pin"), FaultCode::PinWrong);
    }
    desk.clock.sleepFor(20s);
    restart();
    EXPECT_EQ(refused("Sue", PeopleDesk::pinOfSue), FaultCode::PersonLocked);
    desk.clock.stepWall(1h);
    EXPECT_EQ(refused("Sue", PeopleDesk::pinOfSue), FaultCode::PersonLocked)
        << "while the program runs the calendar does not count";
    desk.clock.stepWall(-2h);
    restart();
    desk.clock.sleepFor(59s);
    EXPECT_EQ(refused("Sue", PeopleDesk::pinOfSue), FaultCode::PersonLocked);
    desk.clock.sleepFor(1s);
    const auto sue = authorise("Sue", PeopleDesk::pinOfSue);
    ASSERT_TRUE(sue.ok()) << "the whole lock and no more";
    nlohmann::ordered_json data;
    sue->sign(data, "name");
    ASSERT_TRUE(desk.note()(db::kind::signIn, data).ok());
    restart();
    EXPECT_EQ(desk.record("Sue").wrongPins, 0U);
}

TEST_F(PeopleTest, SomebodyWhoManagesPeopleUnlocksAndGivesAnotherPin) {
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(refused("Sue", "wrong-pin"), FaultCode::PinWrong);
    }
    EXPECT_EQ(change("Sue", {.unlock = true}, eve()), fine);
    EXPECT_TRUE(authorise("Sue", PeopleDesk::pinOfSue).ok());
    EXPECT_EQ(change("Sue", {.pin = "new-pin-8"}, eve()), fine);
    EXPECT_EQ(refused("Sue", PeopleDesk::pinOfSue), FaultCode::PinWrong);
    EXPECT_TRUE(authorise("Sue", "new-pin-8").ok());
    restart();
    EXPECT_TRUE(authorise("Sue", "new-pin-8").ok());
}

TEST_F(PeopleTest, TheFirstPersonIsOneWhoManagesPeopleAndThatIsOnRecord) {
    PeopleDesk fresh;
    People nobody = fresh.open();
    EXPECT_TRUE(nobody.empty());
    const auto notAllowed = nobody.addFirst({"Ann", Role::Operator, "BADGE-ANN", ""}, "installer");
    ASSERT_FALSE(notAllowed.ok());
    EXPECT_EQ(notAllowed.fault().code, FaultCode::NotAllowed);
    EXPECT_TRUE(nobody.empty());
    ASSERT_TRUE(nobody.addFirst({"Sue", Role::Supervisor, "", "sun-4711"}, "installer").ok());
    EXPECT_FALSE(nobody.empty());
    EXPECT_DEATH((void)nobody.addFirst({"Eve", Role::Engineer, "", "eagle-05"}, "x"),
                 "broken invariant");
    EXPECT_EQ(fresh.record("Sue").role, "supervisor");
}

TEST_F(PeopleTest, ChangesAreMadeByWhoMayForAReason) {
    const Actor bob = authorise("Bob", PeopleDesk::pinOfBob).value();
    EXPECT_EQ(change("Ann", {.role = Role::Quality, .pin = "quick-66"}, bob),
              FaultCode::NotAllowed);
    EXPECT_EQ(change("Bob", {.role = Role::Engineer}, bob), FaultCode::NotAllowed);
    EXPECT_EQ(change("Bob", {.role = Role::Engineer, .pin = "quick-66"}, bob),
              FaultCode::NotAllowed);
    EXPECT_EQ(change("Sue", {.pin = "quick-66"}, bob), FaultCode::NotAllowed);
    EXPECT_EQ(change("Bob", {.pin = "quick-66"}, bob), fine) << "one's own PIN is one's own";
    EXPECT_TRUE(authorise("Bob", "quick-66").ok());
    EXPECT_EQ(change("Ann", {.retire = true}, eve(), " "), FaultCode::ReasonMissing);
    EXPECT_EQ(change("Nobody", {.retire = true}, eve()), FaultCode::PersonUnknown);
    EXPECT_EQ(change("Ann", {.role = Role::Quality}, eve()), FaultCode::CredentialUnfit)
        << "another role needs a PIN";
    EXPECT_EQ(change("Ann", {.badge = ""}, eve()), FaultCode::CredentialUnfit)
        << "with nothing left to show";
    EXPECT_EQ(people->add({"Max", Role::Operator, "BADGE-MAX", ""}, bob).fault().code,
              FaultCode::NotAllowed);
}

TEST_F(PeopleTest, WhoRetiredIsNobodyAnyMoreAndTheNameIsNotGivenAgain) {
    EXPECT_EQ(change("Ann", {.retire = true}, eve()), fine);
    EXPECT_EQ(refused(PeopleDesk::badgeOfAnn, ""), FaultCode::PersonUnknown);
    EXPECT_FALSE(people->knowsBadge(PeopleDesk::badgeOfAnn));
    EXPECT_EQ(change("Ann", {.unlock = true}, eve()), FaultCode::PersonUnknown);
    EXPECT_EQ(add({"Ann", Role::Operator, "BADGE-NEW", ""}), FaultCode::PersonExists);
    EXPECT_EQ(add({"Max", Role::Operator, PeopleDesk::badgeOfAnn, ""}), FaultCode::PersonExists);
    EXPECT_EQ(add({"Max", Role::Operator, "BADGE-NEW", ""}), fine);
    restart();
    EXPECT_TRUE(people->knowsBadge("BADGE-NEW"));
}

TEST_F(PeopleTest, TheLastWhoManagesPeopleStays) {
    EXPECT_EQ(change("Sue", {.retire = true}, eve()), fine);
    EXPECT_EQ(change("Eve", {.retire = true}, eve()), FaultCode::NobodyLeft);
    EXPECT_EQ(change("Eve", {.role = Role::Quality}, eve()), FaultCode::NobodyLeft);
    EXPECT_EQ(change("Eve", {.role = Role::Supervisor}, eve()), fine);
}

TEST_F(PeopleTest, ABadgeIsOfOneOnlyAndIsNobodysName) {
    EXPECT_EQ(add({"Max", Role::Operator, PeopleDesk::badgeOfSue, ""}), FaultCode::PersonExists);
    EXPECT_EQ(change("Bob", {.badge = PeopleDesk::badgeOfSue}, eve()), FaultCode::PersonExists);
    EXPECT_EQ(change("Bob", {.badge = PeopleDesk::badgeOfBob}, eve()), fine) << "it is Bob's";
    EXPECT_EQ(add({"Max", Role::Operator, "Quinn", ""}), FaultCode::PersonExists);
    EXPECT_EQ(add({PeopleDesk::badgeOfSue, Role::Operator, "BADGE-MAX", ""}),
              FaultCode::PersonExists);
    EXPECT_EQ(change("Bob", {.badge = "Quinn"}, eve()), FaultCode::PersonExists);
    EXPECT_EQ(change("Ann", {.badge = "BADGE-TWO"}, eve()), fine);
    EXPECT_FALSE(people->knowsBadge(PeopleDesk::badgeOfAnn)) << "a lost badge opens nothing";
    EXPECT_TRUE(people->knowsBadge("BADGE-TWO"));
}

TEST_F(PeopleTest, AMissingVaultIsAFaultAndNotANewVault) {
    people.reset();
    std::filesystem::remove(desk.folder.file("people.secret"));
    const auto opened = People::open(*desk.journal, desk.folder.file("people.secret"), desk.clock,
                                     PeopleDesk::cheap);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.fault().code, FaultCode::PersonSecrets);
    EXPECT_FALSE(std::filesystem::exists(desk.folder.file("people.secret")));
}

TEST_F(PeopleTest, ARoleOfALaterVersionIsNotGuessed) {
    ASSERT_TRUE(desk.journal
                    ->append(db::kind::personAdded,
                             {{"name", "Zoe"}, {"role", "director"}, {"badge", ""}, {"pin", "x"}})
                    .ok());
    const auto opened = People::open(*desk.journal, desk.folder.file("people.secret"), desk.clock,
                                     PeopleDesk::cheap);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.fault().code, FaultCode::JournalCorrupt);
    EXPECT_THAT(opened.fault().note, HasSubstr("director"));
}

TEST(PersonName, IsAHumanBeingsAndCanBeSeen) {
    for (const char* const good :
         {"Ann", "Ann-Marie O'Neil", "Jürgen Groß", "王小明", "Björk Guðmundsdóttir", "A",
          "Usermann", "Testa Rossa", "Dr. Root-Meyer", "𠮷野"}) {
        EXPECT_TRUE(checkPersonName(good).ok()) << good;
    }
    EXPECT_TRUE(checkPersonName(std::string(64, 'x')).ok());
    for (const std::string& bad :
         {std::string(), std::string(65, 'x'), std::string(" Ann"), std::string("Ann "),
          std::string("Ann  Lee"), std::string("Ann\n"), std::string("Ann\x01"),
          std::string("Ann\xFF"), std::string("Ann\xC3"), std::string("\xC0\xAE"),
          std::string("A\xE2\x80\x8B"), std::string("A\xE2\x80\xAEnn"), std::string("A\xC2\xA0nn"),
          std::string("\xED\xA0\x80"), std::string("123"), std::string("-")}) {
        const auto checked = checkPersonName(bad);
        ASSERT_FALSE(checked.ok()) << bad;
        EXPECT_EQ(checked.fault().code, FaultCode::PersonName);
    }
    for (const char* const shared :
         {"admin", "Root", "SUPERVISOR", "operator", "Operator 1", "user", "test", "Test-2",
          "a.d.m.i.n", "操作员", "Bediener 3"}) {
        EXPECT_EQ(checkPersonName(shared).fault().code, FaultCode::PersonName) << shared;
    }
}

TEST(Pin, IsLongEnoughAndNoRow) {
    for (const char* const good : {"284615", "112233", "sun-4711", "aaaaab", "Mühle7"}) {
        EXPECT_TRUE(checkPin(good).ok()) << good;
    }
    for (const std::string& bad :
         {std::string(), std::string("28461"), std::string("123456"), std::string("987654"),
          std::string("111111"), std::string("abcdefgh"), std::string("28461\t5"),
          std::string(65, 'x') + "y"}) {
        EXPECT_EQ(checkPin(bad).fault().code, FaultCode::CredentialUnfit) << bad;
    }
    EXPECT_TRUE(checkBadge("0012345678").ok());
    EXPECT_EQ(checkBadge("123").fault().code, FaultCode::CredentialUnfit);
    EXPECT_EQ(checkBadge(std::string(129, '1')).fault().code, FaultCode::CredentialUnfit);
}

TEST(DurationText, RoundsUpSoThatNobodyComesTooEarly) {
    EXPECT_EQ(durationText(1ms), "1 s");
    EXPECT_EQ(durationText(60s), "1 min 0 s");
    EXPECT_EQ(durationText(125s), "2 min 5 s");
    EXPECT_EQ(durationText(24h), "24 h 0 min");
}

} // namespace
} // namespace greenlight::station
