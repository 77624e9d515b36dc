// People at the command line: how the first one comes, who may what, and that no PIN is an
// argument.
#include "db/journal.h"
#include "tests/station/recipe_desk.h"
#include "tests/station/run_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace greenlight::station {
namespace {

using test::Ran;
using test::run;
using testing::HasSubstr;
using testing::Not;

class CliPeopleTest : public testing::Test {
protected:
    void SetUp() override {
        desk.scratch.write("release.pem", desk.root.pem());
        configure("wanted");
    }

    void configure(const std::string& signIn) {
        desk.scratch.write("station.toml",
                           "[station]\nname = \"cli-1\"\ndata_dir = \"data\"\ntrust = "
                           "\"release.pem\"\n[[slot]]\nname = \"1\"\nport = \"250-1.2\"\n"
                           "[people]\nsign_in = \"" +
                               signIn + "\"\n");
    }

    [[nodiscard]] Ran station(std::vector<std::string> arguments,
                              std::string_view input = {}) const {
        arguments.insert(arguments.begin(),
                         {"--config", (desk.scratch.path() / "station.toml").string()});
        return run(arguments, input);
    }

    [[nodiscard]] Ran people(std::vector<std::string> arguments,
                             std::string_view input = {}) const {
        arguments.insert(arguments.begin(), "people");
        return station(std::move(arguments), input);
    }

    void addEveAndAnn() const {
        const Ran eve = people({"add", "Eve", "--role", "engineer"}, "eagle-05\n");
        ASSERT_EQ(eve.exit, 0) << eve.err;
        const Ran ann =
            people({"add", "Ann", "--role", "operator", "--badge-from-stdin", "--as", "Eve"},
                   "eagle-05\nBADGE-ANN\n");
        ASSERT_EQ(ann.exit, 0) << ann.err;
    }

    [[nodiscard]] nlohmann::json list() const {
        const Ran ran = people({"list", "--json"});
        EXPECT_EQ(ran.exit, 0) << ran.err;
        return nlohmann::json::parse(ran.out);
    }

    [[nodiscard]] Ran program(std::vector<std::string> more, std::string_view input = {}) const {
        more.insert(more.begin(), {"program", "--recipe", desk.scratch.path().string(), "--serial",
                                   "1=TH200-000101"});
        return station(std::move(more), input);
    }

    static void expectRefused(const Ran& ran, const std::string& reason, int exit = 2) {
        EXPECT_EQ(ran.exit, exit) << ran.err;
        EXPECT_THAT(ran.err, HasSubstr(reason));
        EXPECT_EQ(ran.out, "");
    }

    test::RecipeDesk desk;
};

TEST_F(CliPeopleTest, TheFirstPersonNeedsNobodyAndTheNextOneSomebodyWhoMay) {
    expectRefused(people({"add", "Ann", "--role", "operator", "--badge-from-stdin"}, "BADGE-1\n"),
                  "role does not allow this");
    expectRefused(people({"add", "Eve", "--role", "engineer", "--as", "Sue"}, "x\ny\n"),
                  "not known at this station");
    addEveAndAnn();
    expectRefused(people({"add", "Max", "--role", "engineer"}, "eagle-06\n"), "--as NAME");
    expectRefused(
        people({"add", "Max", "--role", "engineer", "--as", "Ann"}, "BADGE-ANN\neagle-06\n"),
        "role does not allow this");
    expectRefused(
        people({"add", "Max", "--role", "engineer", "--as", "Eve"}, "wrong-pin\neagle-06\n"),
        "The PIN is wrong.");
    expectRefused(people({"add", "Max", "--role", "engineer", "--as", "Eve"}, ""),
                  "none was given");
    const auto everybody = list();
    ASSERT_EQ(everybody.size(), 2U);
    EXPECT_EQ(everybody[0], (nlohmann::json{{"name", "Eve"},
                                            {"role", "engineer"},
                                            {"badge", false},
                                            {"pin", true},
                                            {"retired", false},
                                            {"wrong_pins", 1},
                                            {"locked_for_s", 0}}));
    EXPECT_EQ(everybody[1]["name"], "Ann");
    EXPECT_THAT(people({"list"}).out, HasSubstr("Ann  operator, badge\n"));
}

TEST_F(CliPeopleTest, RefusesWhatIsNoPersonRoleOrPin) {
    expectRefused(people({"add", "admin", "--role", "engineer"}, "eagle-05\n"),
                  "cannot have this name");
    expectRefused(people({"add", "Eve", "--role", "admin"}, "eagle-05\n"), "--role is one of");
    expectRefused(people({"add", "Eve", "--role", "engineer"}, "123456\n"), "cannot be used");
    expectRefused(people({"add", "Eve", "--role", "engineer"}, std::string(300, 'x')),
                  "longer than 256 bytes");
    expectRefused(people({"add", "Eve", "--role", "engineer", "--pin", "eagle-05"}), "--pin");
    expectRefused(people({"add", "Eve"}), "--role");
    expectRefused(people({"retire", "Eve", "--as", "Eve"}), "--reason");
    expectRefused(people({"change", "Eve", "--as", "Eve", "--reason", "x"}),
                  "nothing is to change");
    EXPECT_THAT(people({"list"}).out, "");
}

TEST_F(CliPeopleTest, ChangesRetiresAndUnlocksForAReason) {
    addEveAndAnn();
    EXPECT_EQ(people({"change", "Ann", "--role", "supervisor", "--pin-from-stdin", "--as", "Eve",
                      "--reason", "promoted"},
                     "eagle-05\nautumn-3\n")
                  .exit,
              0);
    EXPECT_EQ(list()[1]["role"], "supervisor");
    for (int i = 0; i < 5; ++i) {
        expectRefused(people({"unlock", "Eve", "--as", "Ann", "--reason", "x"}, "nono-1\n"),
                      "The PIN is wrong.");
    }
    expectRefused(people({"unlock", "Ann", "--as", "Ann", "--reason", "x"}, "autumn-3\n"),
                  "locked after too many wrong PINs. (Ann, for ");
    EXPECT_THAT(people({"list"}).out, HasSubstr("LOCKED for "));
    expectRefused(people({"unlock", "Ann", "--as", "Eve", "--reason", " "}, "eagle-05\n"),
                  "for a reason");
    EXPECT_EQ(
        people({"unlock", "Ann", "--as", "Eve", "--reason", "she was here"}, "eagle-05\n").exit, 0);
    EXPECT_EQ(
        people({"change", "Ann", "--pin-from-stdin", "--as", "Ann", "--reason", "seen by others"},
               "autumn-3\nwinter-4\n")
            .exit,
        0);
    expectRefused(people({"retire", "Eve", "--as", "Ann", "--reason", "moved"}, "autumn-3\n"),
                  "The PIN is wrong.");
    EXPECT_EQ(people({"retire", "Eve", "--as", "Ann", "--reason", "moved"}, "winter-4\n").exit, 0);
    expectRefused(people({"retire", "Ann", "--as", "Ann", "--reason", "me too"}, "winter-4\n"),
                  "Nobody would be left");
    EXPECT_EQ(list()[0]["retired"], true);
    EXPECT_EQ(station({"audit", "verify"}).exit, 0);
}

TEST_F(CliPeopleTest, AttemptsAndReleasesAreSomebodysWherePeopleSignIn) {
    addEveAndAnn();
    expectRefused(program({}), "Nobody is signed in at this line. (--as NAME");
    expectRefused(program({"--as", "Ann"}, "wrong-badge\n"), "signs in with a badge");
    expectRefused(program({"--as", "Ann"}), "none was given");
    // With the right badge the only trouble left is that there is no probe.
    expectRefused(program({"--as", "Ann"}, "BADGE-ANN\n"), "There is no probe", 3);
    expectRefused(program({"--as", "Ann", "--rework", "new firmware"}, "BADGE-ANN\n"),
                  "role does not allow this");
    configure("none");
    expectRefused(program({"--as", "Ann"}, "BADGE-ANN\n"), "leave --as away");
    expectRefused(program({}), "There is no probe", 3);
}

TEST_F(CliPeopleTest, ChipsAreLockedForEverByASupervisorWithAReason) {
    addEveAndAnn();
    ASSERT_EQ(
        people({"add", "Sue", "--role", "supervisor", "--as", "Eve"}, "eagle-05\nsun-4711\n").exit,
        0);
    desk.release(test::with(test::with(desk.text(), "STM32F103C8", "STM32F407VG"), "rdp = 1",
                            "rdp = 2\nforever = \"lock this chip for ever\""));
    const std::string refusal = "locks chips for ever, and no supervisor has allowed it";
    expectRefused(program({"--as", "Sue"}, "sun-4711\n"), refusal, 1);
    expectRefused(program({"--as", "Ann", "--lock-for-ever", "it ships"}, "BADGE-ANN\n"),
                  "role does not allow this");
    expectRefused(program({"--as", "Eve", "--lock-for-ever", "it ships"}, "eagle-05\n"),
                  "role does not allow this");
    expectRefused(program({"--as", "Sue", "--lock-for-ever", " "}, "sun-4711\n"), "for a reason");
    // Allowed, the only trouble left is that there is no probe.
    expectRefused(program({"--as", "Sue", "--lock-for-ever", "it ships"}, "sun-4711\n"),
                  "There is no probe", 3);
    configure("none");
    expectRefused(program({"--lock-for-ever", "it ships"}), "nobody signs in at this station");
}

TEST_F(CliPeopleTest, ALockedSlotIsReleasedByWhoMay) {
    addEveAndAnn();
    {
        base::SystemClock clock;
        const auto journal =
            db::Journal::open(desk.scratch.path() / "data" / "journal.db", "cli-1", clock);
        ASSERT_TRUE(journal.ok());
        ASSERT_TRUE(
            (*journal)
                ->append(db::kind::slotQuarantined,
                         {{"slot", "1"}, {"fault", "slot-quarantined"}, {"note", "3 in a row"}})
                .ok());
    }
    const std::vector<std::string> release{"slot", "release", "1", "--reason", "pins cleaned"};
    const auto as = [&release](const char* name) {
        std::vector<std::string> words = release;
        words.insert(words.end(), {"--as", name});
        return words;
    };
    expectRefused(station(release, "eagle-05\n"), "--as NAME");
    expectRefused(station(as("Ann"), "BADGE-ANN\n"), "role does not allow this");
    expectRefused(station(as("Eve"), "wrong-pin\n"), "The PIN is wrong.");
    EXPECT_THAT(station({"slot", "list"}).out, HasSubstr("LOCKED"));
    EXPECT_EQ(station(as("Eve"), "eagle-05\n").exit, 0);
    EXPECT_THAT(station({"slot", "list"}).out, Not(HasSubstr("LOCKED")));
}

TEST_F(CliPeopleTest, RecordsLeaveTheStationAndImagesAreRevokedByThoseWhoMay) {
    addEveAndAnn();
    const auto file = [this](const char* name) { return (desk.scratch.path() / name).string(); };
    const std::string image(64, 'a');
    const std::vector<std::vector<std::string>> acts{
        {"report", "units", "--format", "csv", "-o", file("units.csv")},
        {"recall", "--image", image, "-o", file("recall.txt")},
        {"revoke", "image", image, "--reason", "burns"}};
    for (std::vector<std::string> words : acts) {
        expectRefused(station(words), "--as NAME");
        words.insert(words.end(), {"--as", "Ann"});
        expectRefused(station(words, "BADGE-ANN\n"), "role does not allow this");
        words.back() = "Eve";
        expectRefused(station(words, "wrong-pin\n"), "The PIN is wrong.");
        EXPECT_FALSE(std::filesystem::exists(file("units.csv.manifest")));
        const Ran done = station(words, "eagle-05\n");
        EXPECT_EQ(done.exit, 0) << done.err;
        if (words.front() == "report") {
            EXPECT_THAT(test::contentOf(file("units.csv.manifest")), HasSubstr("Eve"));
            std::filesystem::remove(file("units.csv.manifest"));
        }
    }
    EXPECT_THAT(station({"revoke", "list"}).out, HasSubstr("by Eve: burns"));
}

TEST_F(CliPeopleTest, TheSelfTestMissesPeopleWhoCouldSignIn) {
    EXPECT_THAT(station({"selftest"}).out, HasSubstr("BAD   people"));
    addEveAndAnn();
    EXPECT_THAT(station({"selftest"}).out, HasSubstr("OK    people     2 "));
    std::filesystem::remove(desk.scratch.path() / "data" / "people.secret");
    EXPECT_THAT(station({"selftest"}).out, HasSubstr("BAD   people"));
    expectRefused(program({"--as", "Ann"}, "BADGE-ANN\n"), "file of PINs cannot be used", 4);
}

TEST_F(CliPeopleTest, ListsNobodyWithoutMakingRecords) {
    expectRefused(people({"list"}), "journal.db", 4);
    EXPECT_FALSE(std::filesystem::exists(desk.scratch.path() / "data"));
}

} // namespace
} // namespace greenlight::station
