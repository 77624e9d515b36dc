// People at the line, in virtual time: who may press, whose attempt it is, and that a badge is no
// label.
#include "db/audit.h"
#include "db/units.h"
#include "tests/line/floor.h"

#include <gtest/gtest.h>

namespace greenlight::station {

namespace {

using namespace std::chrono_literals;
using job::Verdict;

class Manned : public testing::Test {
protected:
    void SetUp() override {
        m_floor.signIn = {.wanted = true, .lockAfter = 60s};
        m_floor.rules = {.quarantineAfter = 1};
        for (std::size_t slot = 0; slot < 2; ++slot) {
            m_floor.bench.insert(m_floor.port(slot), board());
        }
        People people = People::open(*m_floor.journal, vault(), m_floor.clock, cheap).value();
        ASSERT_TRUE(people.addFirst({"Eve", Role::Engineer, "", "eagle-05"}, "installer").ok());
        const Actor eve{.name = "Eve", .person = 1, .role = Role::Engineer};
        ASSERT_TRUE(people.add({"Ann", Role::Operator, "BADGE-ANN", ""}, eve).ok());
        ASSERT_TRUE(people.add({"Bob", Role::Operator, "BADGE-BOB", ""}, eve).ok());
        ASSERT_TRUE(people.add({"Sue", Role::Supervisor, "BADGE-SUE", "sun-4711"}, eve).ok());
    }

    [[nodiscard]] std::filesystem::path vault() const { return m_folder.path() / "people.secret"; }

    sim::BoardSpec board() { return test::board(sim::Chip::F407, ++m_boards); }

    [[nodiscard]] Line& line() const { return *m_floor.line; }

    [[nodiscard]] FaultCode pressRefused(std::size_t slot) const {
        const auto pressed = line().press(slot, job::StartedBy::Keyboard);
        return pressed.ok() ? FaultCode::Internal : pressed.fault().code;
    }

    /// How many entries say this, once the line has written all it has.
    std::size_t entriesWith(const std::string& words) {
        m_floor.clock.sleepFor(1s);
        return test::entriesWith(m_folder.path() / "journal.db", words);
    }

    static constexpr ScryptCost cheap{.n = 16};

    const test::TemporaryFolder m_folder;
    test::Floor m_floor{1, test::mixedProbes(2), m_folder.path()};
    std::shared_ptr<job::Recipe> m_recipe = test::recipeFor(sim::Chip::F407, 4096);
    unsigned m_boards = 0;
};

TEST_F(Manned, APressWithoutAPersonIsRefusedOnRecord) {
    m_floor.open(m_recipe);
    EXPECT_TRUE(line().view().signInWanted);
    EXPECT_FALSE(line().view().slots.at(0).mayStart);
    EXPECT_EQ(line().view().slots.at(0).nextStep, "scan-badge");
    EXPECT_EQ(pressRefused(0), FaultCode::NotSignedIn);
    EXPECT_EQ(line().view().refusals, 1U);
    EXPECT_EQ(entriesWith("\"fault\":\"not-signed-in\""), 1U);
    EXPECT_TRUE(m_floor.ended.empty());
}

TEST_F(Manned, AnAttemptIsOnRecordUnderWhoStartedIt) {
    m_floor.open(m_recipe);
    ASSERT_EQ(line().scan("BADGE-ANN", true).value(), std::nullopt);
    EXPECT_EQ(line().view().operatorName, "Ann");
    EXPECT_EQ(line().view().role, "operator");
    EXPECT_TRUE(line().view().slots.at(0).mayStart);
    m_floor.run(0);
    EXPECT_EQ(m_floor.ended.back().ending.judgement.verdict, Verdict::Pass);
    EXPECT_EQ(m_floor.ended.back().order.operatorName, "Ann");
    EXPECT_EQ(entriesWith("\"operator\":\"Ann\""), 1U);
}

TEST_F(Manned, AnotherBadgeTakesOverWhileASlotWorksForTheFirst) {
    m_floor.open(m_recipe);
    ASSERT_TRUE(line().scan("BADGE-ANN", true).ok());
    ASSERT_TRUE(line().press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(line().scan("BADGE-BOB", true).ok());
    EXPECT_EQ(line().view().operatorName, "Bob");
    ASSERT_TRUE(line().press(1, job::StartedBy::Screen).ok());
    m_floor.finish();
    for (const test::Floor::Ended& ended : m_floor.ended) {
        EXPECT_EQ(ended.order.operatorName, ended.order.slot == "1" ? "Ann" : "Bob");
        EXPECT_EQ(ended.ending.judgement.verdict, Verdict::Pass);
    }
    EXPECT_EQ(m_floor.ended.size(), 2U);
}

TEST_F(Manned, ALineThatNobodyPressesHasNoOperatorAnyMoreButASlotEndsItsWork) {
    m_floor.signIn.lockAfter = 300ms; // less than an attempt takes
    m_floor.open(m_recipe);
    ASSERT_TRUE(line().scan("BADGE-ANN", true).ok());
    ASSERT_TRUE(line().press(0, job::StartedBy::Screen).ok());
    ASSERT_TRUE(m_floor.reach(0, Stage::Verify));
    EXPECT_EQ(line().view().operatorName, "Ann");
    m_floor.finish();
    m_floor.clock.sleepFor(2s);
    EXPECT_EQ(line().view().operatorName, "");
    EXPECT_EQ(m_floor.ended.back().order.operatorName, "Ann");
    EXPECT_EQ(m_floor.ended.back().ending.judgement.verdict, Verdict::Pass);
    EXPECT_EQ(pressRefused(1), FaultCode::NotSignedIn);
    EXPECT_EQ(entriesWith("\"why\":\"left\""), 1U);
}

TEST_F(Manned, ABadgeIsNeverTakenForALabel) {
    m_recipe->serial = {.source = job::SerialSource::Scan}; // any text would be a serial
    m_floor.open(m_recipe);
    ASSERT_EQ(line().scan("BADGE-ANN", true).value(), std::nullopt);
    ASSERT_EQ(line().scan("BADGE-SUE", false).value(), std::nullopt);
    EXPECT_EQ(line().view().slots.at(0).nextSerial, "");
    EXPECT_EQ(line().view().pinWantedOf, "Sue");
    ASSERT_EQ(line().scan("UNIT-1", true).value(), std::size_t{0});
    EXPECT_EQ(line().view().slots.at(0).nextSerial, "UNIT-1");
    EXPECT_EQ(line().view().operatorName, "Ann");
    m_floor.run(0);
    EXPECT_EQ(m_floor.ended.back().ending.evidence.serial, "UNIT-1");
}

TEST_F(Manned, ALockedSlotIsReleasedByWhoMayWithTheirPin) {
    m_floor.open(m_recipe);
    ASSERT_TRUE(line().scan("BADGE-ANN", true).ok());
    m_floor.bench.setMishaps(m_floor.port(0), {.target = {.flashError = 1}});
    m_floor.run(0);
    m_floor.bench.setMishaps(m_floor.port(0), {});
    ASSERT_TRUE(line().view().slots.at(0).slot.trouble.has_value());
    const auto release = [&](const Credentials& by, std::string_view reason) {
        const auto released = line().releaseSlot(0, by, reason);
        return released.ok() ? FaultCode::Internal : released.fault().code;
    };
    EXPECT_EQ(release({"Sue"}, "pins cleaned"), FaultCode::CredentialUnfit);
    EXPECT_EQ(release({"Sue", "wrong-pin"}, "pins cleaned"), FaultCode::PinWrong);
    EXPECT_EQ(release({"BADGE-ANN"}, "pins cleaned"), FaultCode::NotAllowed);
    EXPECT_EQ(release({"Max", "sun-4711"}, "pins cleaned"), FaultCode::PersonUnknown);
    EXPECT_EQ(release({"Sue", "sun-4711"}, " "), FaultCode::ReasonMissing);
    ASSERT_TRUE(line().view().slots.at(0).slot.trouble.has_value());
    EXPECT_EQ(release({"Sue", "sun-4711"}, "pins cleaned"), FaultCode::Internal);
    EXPECT_FALSE(line().view().slots.at(0).slot.trouble.has_value());
    EXPECT_EQ(entriesWith("\"released_by\":\"Sue\",\"person\":4,\"role\":\"supervisor\""), 1U);
    EXPECT_EQ(entriesWith("\"act\":\"release-slot\""), 4U);
}

TEST_F(Manned, ReworkAndAnotherRecipeAreActsOfThoseWhoMay) {
    m_floor.open(m_recipe);
    EXPECT_EQ(line().allowRework(0, {"BADGE-ANN"}, "x").fault().code, FaultCode::NotAllowed);
    EXPECT_EQ(line().allowRework(0, {"Eve", "eagle-05"}, "x").fault().code, FaultCode::NotAllowed);
    EXPECT_TRUE(line().allowRework(0, {"BADGE-SUE", "sun-4711"}, "new firmware").ok());
    EXPECT_EQ(line().activate(m_recipe).fault().code, FaultCode::PersonUnknown);
    EXPECT_EQ(line().activate(m_recipe, {"BADGE-ANN"}).fault().code, FaultCode::NotAllowed);
    EXPECT_TRUE(line().activate(m_recipe, {"Eve", "eagle-05"}).ok());
    ASSERT_TRUE(line().scan("BADGE-ANN", true).ok());
    m_floor.run(0);
    EXPECT_EQ(m_floor.ended.back().order.reworkReason, "new firmware (Sue)");
    EXPECT_EQ(entriesWith("\"given_by\":\"Sue\",\"person\":4"), 1U);
    EXPECT_EQ(entriesWith("\"operator\":\"Eve\",\"person\":1"), 1U);
}

TEST_F(Manned, APersonIsAddedByWhoMayAndSignsInAtOnce) {
    m_floor.open(m_recipe);
    const NewPerson cy{.name = "Cy", .role = Role::Operator, .badge = "BADGE-CY"};
    EXPECT_EQ(line().addPerson(cy, {"BADGE-ANN"}).fault().code, FaultCode::NotAllowed);
    EXPECT_EQ(line().addPerson(cy, {"Eve", "wrong-pin"}).fault().code, FaultCode::PinWrong);
    EXPECT_FALSE(line().isBadge("BADGE-CY"));
    ASSERT_TRUE(line().addPerson(cy, {"Eve", "eagle-05"}).ok());
    EXPECT_EQ(line().addPerson(cy, {"Eve", "eagle-05"}).fault().code, FaultCode::PersonExists);
    ASSERT_TRUE(line().scan("BADGE-CY", true).ok());
    EXPECT_EQ(line().view().operatorName, "Cy");
    EXPECT_EQ(entriesWith("\"kind\":\"person-added\""), 5U);
}

TEST_F(Manned, WhoRetiresOrGetsAnotherRoleIsAtTheLineNoMore) {
    m_floor.open(m_recipe);
    ASSERT_TRUE(line().scan("BADGE-ANN", true).ok());
    ASSERT_TRUE(
        line().changePerson("Bob", {.retire = true}, {"Eve", "eagle-05"}, "moved away").ok());
    EXPECT_EQ(line().view().operatorName, "Ann") << "somebody else's end";
    EXPECT_FALSE(line().isBadge("BADGE-BOB"));
    EXPECT_EQ(line().changePerson("Ann", {.retire = true}, {"Eve", "eagle-05"}, " ").fault().code,
              FaultCode::ReasonMissing);
    ASSERT_TRUE(line().changePerson("Ann", {.retire = true}, {"Eve", "eagle-05"}, "moved").ok());
    EXPECT_TRUE(line().view().signInWanted);
    EXPECT_EQ(entriesWith("\"why\":\"changed\""), 1U);
    ASSERT_TRUE(line().signIn({"Sue", "sun-4711"}).ok());
    ASSERT_TRUE(
        line().changePerson("Sue", {.role = Role::Quality}, {"Eve", "eagle-05"}, "new work").ok());
    EXPECT_TRUE(line().view().signInWanted);
}

TEST_F(Manned, SomebodyIsProvenForWhatIsDoneBesideTheLine) {
    m_floor.open(m_recipe);
    EXPECT_EQ(line().authorise({"BADGE-SUE", "sun-4711"}, Act::ChangeSettings).fault().code,
              FaultCode::NotAllowed);
    const auto eve = line().authorise({"Eve", "eagle-05"}, Act::ChangeSettings);
    ASSERT_TRUE(eve.ok());
    EXPECT_EQ(eve->person, 1U);
    EXPECT_TRUE(eve->byPin);
}

TEST(Unmanned, OnlyTheFirstPersonIsAddedWhereNobodySignsIn) {
    const test::TemporaryFolder folder;
    test::Floor floor{1, test::mixedProbes(1), folder.path()};
    floor.open(test::recipeFor(sim::Chip::F407, 4096));
    const NewPerson ann{.name = "Ann", .role = Role::Operator, .badge = "BADGE-ANN"};
    EXPECT_EQ(floor.line->addPerson(ann, {"tester"}).fault().code, FaultCode::NotAllowed)
        << "the first one has to be somebody who may add the others";
    const NewPerson eve{.name = "Eve", .role = Role::Engineer, .pin = "eagle-05"};
    ASSERT_TRUE(floor.line->addPerson(eve, {"tester"}).ok());
    EXPECT_EQ(floor.line->addPerson(ann, {"tester"}).fault().code, FaultCode::NotAllowed);
    EXPECT_EQ(floor.line->changePerson("Eve", {.retire = true}, {"tester"}, "x").fault().code,
              FaultCode::NotAllowed);
}

TEST_F(Manned, TheJournalOfAMannedLineIsSoundAndTellsWhoCameAndWent) {
    m_floor.open(m_recipe);
    ASSERT_TRUE(line().scan("BADGE-ANN", true).ok());
    EXPECT_EQ(line().signIn({"Sue", "wrong-pin"}).fault().code, FaultCode::PinWrong);
    ASSERT_TRUE(line().signIn({"Sue", "sun-4711"}).ok());
    m_floor.run(0);
    line().signOut();
    EXPECT_EQ(pressRefused(1), FaultCode::NotSignedIn);
    ASSERT_TRUE(line().scan("BADGE-BOB", true).ok());
    m_floor.line.reset();
    EXPECT_EQ(entriesWith("\"kind\":\"sign-in\""), 3U);
    EXPECT_EQ(entriesWith("\"kind\":\"sign-out\""), 3U);
    EXPECT_EQ(entriesWith("\"why\":\"closed\""), 1U);
    const auto audit = db::verifyJournal(m_folder.path() / "journal.db", m_floor.clock);
    ASSERT_TRUE(audit.ok());
    EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
}

TEST_F(Manned, ALineThatCannotProveItsPeopleDoesNotOpen) {
    std::filesystem::remove(vault());
    Settings settings;
    settings.name = "test";
    settings.signIn.wanted = true;
    settings.dataDir = m_folder.path();
    const auto opened = Line::open({.settings = settings, .operatorName = "tester"}, m_floor.bench,
                                   *m_floor.journal, m_floor.clock, [] {});
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.fault().code, FaultCode::PersonSecrets);
}

} // namespace

} // namespace greenlight::station
