// The program as people and scripts call it, where it must say no: every exit status but those of
// boards, what is written where, and that nothing but results is on standard output.
#include "db/journal.h"
#include "station/settings.h"
#include "tests/station/recipe_desk.h"
#include "tests/station/run_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenlight::station {
namespace {

using test::Ran;
using test::run;
using testing::HasSubstr;

const std::filesystem::path trainingSet = GREENLIGHT_TRAINING_SET;

/// A production station whose only slot is at a socket that no computer has, so that no test ever
/// reaches a real probe.
class CliUseTest : public testing::Test {
protected:
    void SetUp() override {
        desk.scratch.write("release.pem", desk.root.pem());
        configure(desk.scratch.path() / "release.pem");
    }

    void configure(const std::filesystem::path& trust, const std::string& dataDir = "data") {
        desk.scratch.write("station.toml", "[station]\nname = \"cli-1\"\ndata_dir = \"" + dataDir +
                                               "\"\ntrust = \"" + trust.string() +
                                               "\"\n[[slot]]\nname = \"1\"\nport = \"250-1.2\"\n");
    }

    [[nodiscard]] Ran station(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(),
                         {"--config", (desk.scratch.path() / "station.toml").string()});
        return run(arguments);
    }

    [[nodiscard]] Ran program(std::vector<std::string> more = {"--serial",
                                                               "1=TH200-000101"}) const {
        more.insert(more.begin(), {"program", "--recipe", desk.scratch.path().string()});
        return station(std::move(more));
    }

    static void expectRefused(const Ran& ran, int exit, const std::string& reason) {
        EXPECT_EQ(ran.exit, exit) << ran.err;
        EXPECT_THAT(ran.err, HasSubstr(reason));
        EXPECT_EQ(ran.out, "");
    }

    [[nodiscard]] bool hasJournal() const {
        return std::filesystem::exists(desk.scratch.path() / "data" / "journal.db");
    }

    /// As three boards in a row leave it.
    void lockSlot() {
        const std::filesystem::path file = desk.scratch.path() / "data" / "journal.db";
        std::filesystem::create_directories(file.parent_path());
        base::SystemClock clock;
        const auto journal = db::Journal::open(file, "cli-1", clock);
        ASSERT_TRUE(journal.ok());
        ASSERT_TRUE(
            (*journal)
                ->append(db::kind::slotQuarantined,
                         {{"slot", "1"}, {"fault", "slot-quarantined"}, {"note", "3 in a row"}})
                .ok());
    }

    test::RecipeDesk desk;
};

TEST_F(CliUseTest, GivesHelpOnStandardOutput) {
    const Ran ran = run({"--help"});
    EXPECT_EQ(ran.exit, 0);
    EXPECT_EQ(ran.err, "");
    for (const char* command :
         {"kiosk", "probes", "program", "recipe", "slot", "people", "report", "recall", "revoke",
          "unit", "audit", "backup", "restore", "selftest"}) {
        EXPECT_THAT(ran.out, HasSubstr(command));
    }
}

TEST_F(CliUseTest, RefusesArgumentsThatMakeNoSense) {
    expectRefused(run({}), 2, "subcommand");
    expectRefused(run({"frobnicate"}), 2, "");
    expectRefused(run({"program"}), 2, "--recipe");
    expectRefused(run({"program", "--recipe", "x", "--frobnicate"}), 2, "--frobnicate");
    expectRefused(run({"program", "--recipe", "x", "--boards", "2"}), 2, "--training");
    for (const char* boards : {"0", "33", "many"}) {
        expectRefused(run({"program", "--recipe", "x", "--training", "--boards", boards}), 2,
                      "--boards");
    }
    for (const char* serial : {"1", "=A", "1="}) {
        expectRefused(run({"program", "--recipe", "x", "--serial", serial}), 2, "SLOT=SERIAL");
    }
    expectRefused(run({"program", "--recipe", "x", "--serial", "1=A", "--serial", "1=B"}), 2,
                  "names slot 1 twice");
    expectRefused(run({"unit"}), 2, "name");
    expectRefused(run({"audit"}), 2, "subcommand");
}

TEST_F(CliUseTest, OffersNoWayAroundVerifyingOrRecording) {
    for (const char* way : {"--no-verify", "--skip-verify", "--verify=false", "--force",
                            "--ignore-errors", "--no-record", "--retry"}) {
        expectRefused(program({"--serial", "1=TH200-000101", way}), 2, way);
    }
    EXPECT_FALSE(hasJournal());
}

TEST_F(CliUseTest, RefusesToWorkWithoutGoodSettings) {
    expectRefused(run({"program", "--recipe", "x"}), 2, "--config");
    expectRefused(run({"--config", "/nowhere/station.toml", "unit", "A"}), 2,
                  "/nowhere/station.toml");
    desk.scratch.write("station.toml", "[station]\nname = \"cli-1\"\ncolour = 1\n");
    expectRefused(station({"unit", "A"}), 2, "[station] colour is not a known key");
    desk.scratch.write("station.toml", "[station\n");
    expectRefused(station({"unit", "A"}), 2, "station.toml:1: ");
}

TEST_F(CliUseTest, RefusesSlotsAndSerialsBeforeTheJournalKnowsOfThem) {
    expectRefused(program({"--slot", "9"}), 2, "there is no slot 9");
    expectRefused(program({"--serial", "9=TH200-000101"}), 2, "there is no slot 9");
    expectRefused(program({}), 2, "slot 1 needs a serial number: --serial 1=SERIAL");
    expectRefused(program({"--slot", "1"}), 2, "slot 1 needs a serial number");
    expectRefused(program({"--serial", "1=TH200-1"}), 2, "TH200-1 is not a serial number");
    EXPECT_FALSE(hasJournal());
}

TEST_F(CliUseTest, RefusesASerialThatTheRecipeDoesNotTake) {
    const std::string text = desk.text();
    const std::size_t from = text.find("source");
    desk.release(text.substr(0, from) + text.substr(text.find("[protect]")));
    expectRefused(program({"--serial", "1=TH200-000101"}), 2, "takes no serial number");
}

TEST_F(CliUseTest, EndsWithThreeWhenThereIsNoProbe) {
    for (const auto& named : {std::vector<std::string>{}, {"--slot", "1"}}) {
        std::vector<std::string> arguments{"--serial", "1=TH200-000101"};
        arguments.insert(arguments.end(), named.begin(), named.end());
        expectRefused(program(arguments), 3, "There is no probe at this slot's USB port.");
    }
}

TEST_F(CliUseTest, EndsWithFourWithoutTrust) {
    configure("/nowhere/release.pem");
    expectRefused(program(), 4, "/nowhere/release.pem");
    expectRefused(station({"recipe", "check", desk.scratch.path().string()}), 4,
                  "/nowhere/release.pem");
    const Ran test = station({"selftest"});
    EXPECT_EQ(test.exit, 4);
    EXPECT_THAT(test.out, HasSubstr("BAD   trust"));
}

TEST_F(CliUseTest, EndsWithFourWhenItCannotKeepRecords) {
    const std::string file = desk.scratch.write("file", "").string();
    configure(desk.scratch.path() / "release.pem", file + "/data");
    expectRefused(program(), 4, file + "/data");
    configure(desk.scratch.path() / "release.pem", "damaged");
    desk.scratch.write("damaged/journal.db", "this is no database, whatever it is called");
    expectRefused(program(), 4, "records do not check out");
}

TEST_F(CliUseTest, EndsWithFourWhileAnotherProcessHoldsTheJournal) {
    base::SystemClock clock;
    const auto data = desk.scratch.path() / "data";
    std::filesystem::create_directories(data);
    const auto journal = db::Journal::open(data / "journal.db", "cli-1", clock);
    ASSERT_TRUE(journal.ok());
    expectRefused(program(), 4, "Another Greenlight is already running on these records.");
}

TEST_F(CliUseTest, RefusesTrainingRecipesOnAProductionLine) {
    const std::string recipe = (trainingSet / "recipes" / "sensor-node").string();
    expectRefused(station({"program", "--recipe", recipe}), 2, "signature of the recipe");
    expectRefused(station({"recipe", "check", recipe}), 2, "signature of the recipe");
    EXPECT_FALSE(hasJournal());
}

TEST_F(CliUseTest, RefusesTrainingTrustOnAProductionLine) {
    configure(trainingSet / "release.pem");
    const std::string recipe = (trainingSet / "recipes" / "sensor-node").string();
    expectRefused(station({"program", "--recipe", recipe}), 2, "holds the training authority");
    expectRefused(station({"recipe", "check", recipe}), 2, "holds the training authority");
    EXPECT_THAT(station({"selftest"}).out, HasSubstr("BAD   trust"));
}

TEST_F(CliUseTest, RefusesProductionRecipesInTraining) {
    expectRefused(program({"--training", "--serial", "1=TH200-000101"}), 2,
                  "signature of the recipe");
}

TEST_F(CliUseTest, ChecksARecipeAndSaysWhatIsInIt) {
    const Ran ran = station({"recipe", "check", desk.scratch.path().string()});
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    EXPECT_THAT(ran.out, HasSubstr("thermostat-main 1.4.2 for product TH-200 on STM32F103C8\n"));
    EXPECT_THAT(ran.out, HasSubstr("  firmware.bin  SHA-256 "));
    EXPECT_THAT(ran.out, HasSubstr("  released by Ada Release\n"));
    EXPECT_THAT(ran.out, HasSubstr("  released by Grace Quality\n"));
}

TEST_F(CliUseTest, SaysWhatIsWrongWithARecipe) {
    const std::string folder = desk.scratch.path().string();
    desk.release(test::with(desk.text(), "rdp = 1", "rdp = 2"));
    expectRefused(station({"recipe", "check", folder}), 2, "recipe.toml:23: [protect] rdp");
    desk.scratch.write("recipe.toml", desk.text() + "\n");
    expectRefused(station({"recipe", "check", folder}), 2, "The signature of the recipe");
    std::filesystem::remove(desk.scratch.path() / "recipe.toml.p7s");
    expectRefused(station({"recipe", "check", folder}), 2, "The recipe is not signed.");
    expectRefused(station({"recipe", "check", "/nowhere"}), 2, "/nowhere");
}

TEST_F(CliUseTest, DoesNotCallLostOutputASuccess) {
    const std::vector<std::string> arguments{"--config",
                                             (desk.scratch.path() / "station.toml").string(),
                                             "recipe", "check", desk.scratch.path().string()};
    for (const Ran& ran : {test::runOntoFullDisk(arguments), test::runIntoClosedPipe(arguments)}) {
        EXPECT_EQ(ran.exit, 4);
        EXPECT_THAT(ran.err, HasSubstr("could not be written to standard output"));
    }
}

TEST_F(CliUseTest, DoesNotMakeRecordsWhereItOnlyLooks) {
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"unit", "A"}, {"audit", "verify"}, {"audit", "checkpoint"}}) {
        expectRefused(station(command), 4, "journal.db");
    }
    EXPECT_FALSE(hasJournal());
}

TEST_F(CliUseTest, ReadsRecordsWithoutTrust) {
    base::SystemClock clock;
    const auto data = desk.scratch.path() / "data";
    std::filesystem::create_directories(data);
    ASSERT_TRUE(db::Journal::open(data / "journal.db", "cli-1", clock).ok());
    configure("/nowhere/release.pem");
    expectRefused(station({"unit", "TH200-000101"}), 3, "Nothing is on record about TH200-000101");
    EXPECT_EQ(station({"audit", "verify"}).exit, 0);
}

TEST_F(CliUseTest, RefusesToSignAnEmptyJournal) {
    base::SystemClock clock;
    const auto data = desk.scratch.path() / "data";
    std::filesystem::create_directories(data);
    ASSERT_TRUE(db::Journal::open(data / "journal.db", "cli-1", clock).ok());
    EXPECT_EQ(station({"audit", "checkpoint"}).exit, 4);
}

TEST_F(CliUseTest, ListsProbesAsJson) {
    const Ran ran = run({"probes", "--json"});
    EXPECT_THAT(ran.out, testing::StartsWith("["));
    EXPECT_EQ(ran.exit, ran.out == "[]\n" ? 3 : 0);
}

TEST_F(CliUseTest, RefusesQuestionsAboutNoTime) {
    expectRefused(station({"report", "--from", "yesterday"}), 2, "--from");
    expectRefused(station({"report", "--to", "2026-11-23T10:10"}), 2, "quarter of an hour");
    expectRefused(station({"report", "--from", "2026-11-23", "--to", "2026-11-22"}), 2, "later");
    expectRefused(station({"report", "--by", "weather"}), 2, "weather");
    expectRefused(station({"report", "--format", "doc"}), 2, "--format");
    expectRefused(station({"report", "--format", "pdf"}), 2, "-o FILE");
    expectRefused(station({"report"}), 4, "journal.db");
}

TEST_F(CliUseTest, ReleasesALockedSlotForAReasonAndPutsItOnRecord) {
    lockSlot();
    EXPECT_THAT(station({"slot", "list"}).out, HasSubstr("LOCKED"));
    EXPECT_THAT(station({"slot", "list", "--json"}).out, HasSubstr("3 in a row"));
    expectRefused(station({"slot", "release", "1"}), 2, "--reason");
    expectRefused(station({"slot", "release", "1", "--reason", " "}), 2, "reason");
    EXPECT_NE(station({"slot", "release", "2", "--reason", "pins cleaned"}).exit, 0);
    EXPECT_THAT(station({"slot", "list"}).out, HasSubstr("LOCKED"));
    EXPECT_EQ(station({"slot", "release", "1", "--reason", "pins cleaned"}).exit, 0);
    EXPECT_THAT(station({"slot", "list"}).out, testing::Not(HasSubstr("LOCKED")));
    EXPECT_NE(station({"slot", "release", "1", "--reason", "again"}).exit, 0);
}

TEST_F(CliUseTest, SaysThatAReleasedSlotWantsAGoldenBoardFirst) {
    lockSlot();
    const auto settings = desk.scratch.path() / "station.toml";
    std::string text = readSettingsText(settings).value();
    const std::string usual = text;
    text.insert(text.find("[[slot]]"), "golden_boards = [\"00112233445566778899AABB\"]\n");
    desk.scratch.write("station.toml", text);
    EXPECT_THAT(station({"slot", "release", "1", "--reason", "pins cleaned"}).out,
                HasSubstr("once a golden board has passed"));
    EXPECT_THAT(station({"slot", "list"}).out, HasSubstr("wants a golden board first"));
    EXPECT_THAT(station({"slot", "list", "--json"}).out, HasSubstr("\"golden_wanted\": true"));
    desk.scratch.write("station.toml", usual); // nobody has such a board any more
    EXPECT_THAT(station({"slot", "list"}).out, HasSubstr("in use"));
}

} // namespace
} // namespace greenlight::station
