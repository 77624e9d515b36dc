#include "station/settings.h"
#include "tests/station/scratch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenlight::station {
namespace {

using testing::HasSubstr;

constexpr const char* name = "[station]\nname = \"line1-st3\"\n";

class SettingsTest : public testing::Test {
protected:
    Result<Settings> read(const std::string& text) {
        return readSettings(scratch.write("station.toml", text));
    }

    void expectRefused(const std::string& text, const std::string& reason,
                       FaultCode code = FaultCode::SettingsValue) {
        const auto settings = read(text);
        ASSERT_FALSE(settings.ok()) << text;
        EXPECT_EQ(settings.fault().code, code) << text;
        EXPECT_THAT(settings.fault().note, HasSubstr("station.toml")) << text;
        EXPECT_THAT(settings.fault().note, HasSubstr(reason)) << text;
    }

    test::Scratch scratch;
};

TEST_F(SettingsTest, DivideTheDayIntoShifts) {
    const std::string early = "[[shift]]\nname = \"early\"\nstart = \"06:00\"\n";
    const auto settings = read(name + early + "[[shift]]\nname = \"late\"\nstart = \"14:45\"\n");
    ASSERT_TRUE(settings.ok()) << base::toLogLine(settings.fault());
    EXPECT_EQ(settings->shifts,
              (std::vector<db::Shift>{{"early", 6 * 60}, {"late", 14 * 60 + 45}}));
    for (const char* start : {"06:10", "24:00", "6:00", "06:00Z", "soon", ""}) {
        expectRefused(std::string(name) + "[[shift]]\nname = \"x\"\nstart = \"" + start + "\"\n",
                      "start");
    }
    expectRefused(name + early + early, "does not start later");
}

TEST_F(SettingsTest, SayWhatAShiftIsToPass) {
    EXPECT_EQ(read(name)->kiosk.targetPerShift, 0U);
    const std::string kiosk = std::string(name) + "[kiosk]\n";
    EXPECT_EQ(read(kiosk)->kiosk.targetPerShift, 0U);
    EXPECT_EQ(read(kiosk + "target_per_shift = 0\n")->kiosk.targetPerShift, 0U);
    EXPECT_EQ(read(kiosk + "target_per_shift = 100000\n")->kiosk.targetPerShift, 100'000U);
    for (const char* target : {"-1", "100001", "\"600\"", "600.5", "true"}) {
        expectRefused(kiosk + "target_per_shift = " + target + "\n", "[kiosk] target_per_shift");
    }
    expectRefused(kiosk + "target = 600\n", "[kiosk] target is not a known key");
}

TEST_F(SettingsTest, SayWhoKeepsTheKeyThatSigns) {
    EXPECT_TRUE(read(name)->signing.provider.empty());
    const std::string signing = std::string(name) + "[signing]\n";
    const auto settings = read(signing + "provider = \"pkcs11\"\nkey = \"pkcs11:object=x\"\n");
    ASSERT_TRUE(settings.ok()) << base::toLogLine(settings.fault());
    EXPECT_EQ(settings->signing.provider, "pkcs11");
    EXPECT_EQ(settings->signing.uri, "pkcs11:object=x");
    expectRefused(signing + "provider = \"pkcs11\"\n", "[signing] key");
    expectRefused(signing + "key = \"pkcs11:object=x\"\n", "[signing] provider");
    expectRefused(signing, "[signing] provider");
    expectRefused(signing + "pin = \"1234\"\nprovider = \"x\"\nkey = \"y\"\n",
                  "pin is not a known key");
}

TEST_F(SettingsTest, SigningByAProviderMakesNoKeyOfItsOwn) {
    Settings settings{.name = "line1-st3", .dataDir = scratch.path()};
    const auto inFile = stationKey(settings);
    ASSERT_TRUE(inFile.ok());
    std::filesystem::rename(scratch.path() / "station.key", scratch.path() / "token");
    settings.signing = {.provider = "default",
                        .uri = "file:" + (scratch.path() / "token").string()};
    const auto kept = stationKey(settings);
    ASSERT_TRUE(kept.ok()) << base::toLogLine(kept.fault());
    EXPECT_EQ(kept->signer().text(), inFile->signer().text());
    EXPECT_FALSE(std::filesystem::exists(scratch.path() / "station.key"));
}

TEST_F(SettingsTest, SayWhetherBoardsStartByThemselves) {
    EXPECT_FALSE(read(name)->handsFree);
    EXPECT_TRUE(read(std::string(name) + "hands_free = true\n")->handsFree);
    expectRefused(std::string(name) + "hands_free = \"yes\"\n", "[station] hands_free");
}

TEST_F(SettingsTest, SayWhatTheScreenBeginsWith) {
    EXPECT_FALSE(read(name)->kiosk.night);
    EXPECT_EQ(read(name)->kiosk.textScale, 100U);
    const std::string kiosk = std::string(name) + "[kiosk]\n";
    EXPECT_TRUE(read(kiosk + "night = true\n")->kiosk.night);
    EXPECT_EQ(read(kiosk + "text_scale = 150\n")->kiosk.textScale, 150U);
    EXPECT_EQ(read(kiosk + "text_scale = 110\n")->kiosk.textScale, 110U);
    expectRefused(kiosk + "night = 1\n", "[kiosk] night");
    EXPECT_EQ(read(name)->kiosk.volume, 50U);
    EXPECT_EQ(read(kiosk + "volume = 0\n")->kiosk.volume, 0U);
    expectRefused(kiosk + "volume = 101\n", "[kiosk] volume");
    expectRefused(kiosk + "volume = \"loud\"\n", "[kiosk] volume");
    for (const char* scale : {"99", "151", "1.5", "\"125\"", "true"}) {
        expectRefused(kiosk + "text_scale = " + scale + "\n", "[kiosk] text_scale");
    }
}

TEST_F(SettingsTest, SayHowLabelsAndFeetReachTheStation) {
    const auto usual = read(name);
    EXPECT_EQ(usual->input.footSwitch, "F13");
    EXPECT_TRUE(usual->input.scanner.empty());
    const std::string input = std::string(name) + "[input]\n";
    const auto other = read(input + "foot_switch = \"PgDown\"\nscanner = \"/dev/input/by-id/x\"\n"
                                    "scan_prefix = \"]C1\"\nscan_suffix = \"~\"\n"
                                    "scan_pattern = \"TH[0-9]+\"\n");
    ASSERT_TRUE(other.ok()) << base::toLogLine(other.fault());
    EXPECT_EQ(other->input.footSwitch, "PgDown");
    EXPECT_EQ(other->input.scanner, "/dev/input/by-id/x");
    EXPECT_EQ(other->input.prefix, "]C1");
    EXPECT_EQ(other->input.suffix, "~");
    EXPECT_EQ(other->input.pattern, "TH[0-9]+");
}

TEST_F(SettingsTest, RefuseKeysAndMarksThatCouldNotBeTold) {
    const std::string input = std::string(name) + "[input]\n";
    for (const char* key : {"Space", "Return", "A", "1", "F25", "f13", ""}) {
        expectRefused(input + "foot_switch = \"" + key + "\"\n", "[input] foot_switch");
    }
    expectRefused(input + "scanner = \"\"\n", "[input] scanner");
    expectRefused(input + "scan_prefix = \"a b\"\n", "[input] scan_prefix");
    expectRefused(input + "scan_prefix = \"\\u0002\"\n", "[input] scan_prefix");
    expectRefused(input + "scan_suffix = \"123456789\"\n", "[input] scan_suffix");
    expectRefused(input + "scan_pattern = \"(\"\n", "[input] scan_pattern");
    // What takes for ever to match where matching goes back and forth is matched or refused.
    expectRefused(input + "scan_pattern = \"(a)\\\\1\"\n", "[input] scan_pattern");
}

TEST_F(SettingsTest, NameTheGoldenBoardsByTheirChips) {
    EXPECT_TRUE(read(name)->slotRules.goldenBoards.empty());
    const auto two = read(std::string(name) + "golden_boards = [\"001122334455667788990A0B\", "
                                              "\"00112233445566778899aabb\"]\n");
    ASSERT_TRUE(two.ok()) << base::toLogLine(two.fault());
    ASSERT_EQ(two->slotRules.goldenBoards.size(), 2U);
    EXPECT_EQ(job::uidText(two->slotRules.goldenBoards.at(1)), "00112233445566778899AABB");
    for (const char* list : {"\"001122334455667788990A0B\"", "[\"0011\"]", "[1]",
                             "[\"00112233445566778899AAGG\"]", "[\"001122334455667788990A0B0\"]"}) {
        expectRefused(std::string(name) + "golden_boards = " + list + "\n",
                      "[station] golden_boards");
    }
}

TEST_F(SettingsTest, SayWhetherPeopleSignInAndWhenTheyAreGone) {
    EXPECT_FALSE(read(name)->signIn.wanted);
    const std::string people = std::string(name) + "[people]\n";
    EXPECT_FALSE(read(people + "sign_in = \"none\"\n")->signIn.wanted);
    const auto wanted = read(people + "sign_in = \"wanted\"\n");
    ASSERT_TRUE(wanted.ok()) << base::toLogLine(wanted.fault());
    EXPECT_TRUE(wanted->signIn.wanted);
    EXPECT_EQ(wanted->signIn.lockAfter, std::chrono::minutes(5));
    EXPECT_EQ(read(people + "lock_after_s = 45\n")->signIn.lockAfter, std::chrono::seconds(45));
    EXPECT_EQ(read(people + "lock_after_s = 0\n")->signIn.lockAfter, Duration::zero());
    expectRefused(people + "sign_in = \"yes\"\n", "sign_in");
    expectRefused(people + "lock_after_s = -1\n", "lock_after_s");
    expectRefused(people + "lock_after_s = 86401\n", "lock_after_s");
    expectRefused(people + "password = \"x\"\n", "[people] password is not a known key");
}

TEST_F(SettingsTest, NeedNothingButAName) {
    const auto settings = read(name);
    ASSERT_TRUE(settings.ok());
    EXPECT_EQ(settings->name, "line1-st3");
    EXPECT_EQ(settings->dataDir, "/var/lib/greenlight");
    EXPECT_EQ(settings->recipesDir, "/var/lib/greenlight/recipes");
    EXPECT_EQ(settings->trust, "/etc/greenlight/release.pem");
    EXPECT_EQ(settings->signaturesRequired, 1U);
    EXPECT_TRUE(settings->slots.empty());
}

TEST_F(SettingsTest, GiveWhatIsWritten) {
    const auto settings = read(R"([station]
name = "line1-st3"
data_dir = "/srv/data"
recipes_dir = "/srv/recipes"
trust = "/srv/trust.pem"
signatures_required = 2

[[slot]]
name = "left"
port = "1-1.2"
probe_serial = "50FF6F067871515131090367"

[[slot]]
name = "right"
port = "1-1.10"
)");
    ASSERT_TRUE(settings.ok());
    EXPECT_EQ(settings->dataDir, "/srv/data");
    EXPECT_EQ(settings->recipesDir, "/srv/recipes");
    EXPECT_EQ(settings->trust, "/srv/trust.pem");
    EXPECT_EQ(settings->signaturesRequired, 2U);
    ASSERT_EQ(settings->slots.size(), 2U);
    EXPECT_EQ(settings->slots[0].name, "left");
    EXPECT_EQ(settings->slots[0].port.text(), "1-1.2");
    EXPECT_EQ(settings->slots[0].probeSerial, "50FF6F067871515131090367");
    EXPECT_EQ(settings->slots[1].port.text(), "1-1.10");
    EXPECT_EQ(settings->slots[1].probeSerial, "");
}

TEST_F(SettingsTest, StartRelativePathsAtTheirOwnFolder) {
    const auto settings = read(std::string(name) + "data_dir = \"data\"\ntrust = \"../t.pem\"\n");
    ASSERT_TRUE(settings.ok());
    EXPECT_EQ(settings->dataDir, scratch.path() / "data");
    EXPECT_EQ(settings->trust, scratch.path().parent_path() / "t.pem");
}

TEST_F(SettingsTest, SayWhereExportedFilesGo) {
    EXPECT_EQ(exportFolderOf(*read(std::string(name) + "data_dir = \"data\"\n")),
              scratch.path() / "data" / "exports");
    const std::string kiosk = std::string(name) + "[kiosk]\n";
    EXPECT_EQ(exportFolderOf(*read(kiosk + "export_folder = \"/mnt/share\"\n")), "/mnt/share");
    EXPECT_EQ(exportFolderOf(*read(kiosk + "export_folder = \"out\"\n")), scratch.path() / "out");
    expectRefused(kiosk + "export_folder = 5\n", "[kiosk] export_folder");
    expectRefused(kiosk + "export_folder = \"\"\n", "[kiosk] export_folder");
}

TEST_F(SettingsTest, RefuseUnknownKeysByName) {
    expectRefused(std::string(name) + "datadir = \"/x\"\n", ":3: [station] datadir is not a known");
    expectRefused(std::string("colour = 1\n") + name, ":1: colour is not a known key");
    expectRefused(std::string(name) + "[slots]\n", "slots is not a known key");
    expectRefused(std::string(name) + "[[slot]]\nname = \"1\"\nport = \"1-1\"\nserial = \"A\"\n",
                  "[slot] serial is not a known key");
}

TEST_F(SettingsTest, RefuseValuesOfTheWrongTypeOrRange) {
    expectRefused("", "[station] name is missing");
    expectRefused("[station]\n", "[station] name is missing");
    expectRefused("[station]\nname = 5\n", "name must be a text");
    expectRefused("station = 5\n", "station must be a table");
    expectRefused(std::string(name) + "data_dir = 5\n", "data_dir must be a text");
    expectRefused(std::string(name) + "data_dir = \"\"\n", "data_dir must be a path");
    expectRefused(std::string(name) + "recipes_dir = \"\"\n", "recipes_dir must be a path");
    expectRefused(std::string(name) + "trust = \"\"\n", "trust must be a path");
    for (const char* number : {"0", "3", "1.0", "\"2\""}) {
        expectRefused(std::string(name) + "signatures_required = " + number + "\n",
                      "signatures_required must be a number from 1 to 2");
    }
    expectRefused(std::string(name) + "[slot]\nname = \"1\"\n", "slot must be up to 32 tables");
}

TEST_F(SettingsTest, SayWhatALabelOfAWorkOrderBeginsWith) {
    EXPECT_EQ(read(name)->workOrderPrefix, "");
    EXPECT_EQ(read(std::string(name) + "work_order_prefix = \"WO:\"\n")->workOrderPrefix, "WO:");
    expectRefused(std::string(name) + "work_order_prefix = \" WO\"\n",
                  "[station] work_order_prefix");
}

TEST_F(SettingsTest, TakeAWorkOrderThatEveryRecordCanCarry) {
    EXPECT_EQ(read(name)->workOrder, "");
    EXPECT_EQ(read(std::string(name) + "work_order = \"WO 17/2\"\n")->workOrder, "WO 17/2");
    for (const std::string& hostile : {std::string(65, 'x'), std::string(" WO"), std::string("WO "),
                                       std::string("a\\tb"), std::string("\xC3\xA4")}) {
        expectRefused(std::string(name) + "work_order = \"" + hostile + "\"\n",
                      "a work order is at most 64 printable");
    }
}

TEST_F(SettingsTest, RefuseAStationNameThatCannotSign) {
    expectRefused("[station]\nname = \"line 1\"\n", "must be without spaces");
    expectRefused("[station]\nname = \"line+1\"\n", "must be without spaces");
    expectRefused("[station]\nname = \"line\\t1\"\n", "printable");
    expectRefused("[station]\nname = \"" + std::string(65, 'x') + "\"\n", "printable");
}

TEST_F(SettingsTest, RefuseSlotsThatCannotBe) {
    const auto slot = [](const std::string& body) {
        return std::string(name) + "[[slot]]\n" + body;
    };
    expectRefused(slot("port = \"1-1\"\n"), "[slot] name is missing");
    expectRefused(slot("name = \"1\"\n"), "[slot] port is missing");
    expectRefused(slot("name = \"a=b\"\nport = \"1-1\"\n"), "must not contain '='");
    expectRefused(slot("name = \"a\\nb\"\nport = \"1-1\"\n"), "printable");
    expectRefused(slot("name = \"1\"\nport = \"1-1\"\nprobe_serial = \"\"\n"),
                  "probe_serial is missing or empty");
    for (const char* port : {"1", "usb1", "1-", "-1", "1-1.", "1-1..2", "0x1-1", "1-1 "}) {
        expectRefused(slot("name = \"1\"\nport = \"" + std::string(port) + "\"\n"),
                      "port must be bus-port");
    }
}

TEST_F(SettingsTest, RefuseTwoSlotsOfOneNameOrPort) {
    const std::string first = std::string(name) + "[[slot]]\nname = \"1\"\nport = \"1-1\"\n";
    expectRefused(first + "[[slot]]\nname = \"1\"\nport = \"1-2\"\n", "two slots are named 1");
    expectRefused(first + "[[slot]]\nname = \"2\"\nport = \"1-1\"\n", "two slots use port 1-1");
}

TEST_F(SettingsTest, RefuseMoreSlotsThanAStationServes) {
    std::string text = name;
    for (std::size_t i = 1; i <= mostSlots; ++i) {
        const std::string number = std::to_string(i);
        text.append("[[slot]]\nname = \"").append(number).append("\"\nport = \"");
        text.append(number).append("-1\"\n");
    }
    const auto full = read(text);
    ASSERT_TRUE(full.ok()) << full.fault().note;
    EXPECT_EQ(full->slots.size(), mostSlots);
    expectRefused(text + "[[slot]]\nname = \"33\"\nport = \"33-1\"\n", "up to 32 tables");
}

TEST_F(SettingsTest, RefuseFilesThatAreNoSettings) {
    expectRefused("[station\n", ":1: ", FaultCode::SettingsSyntax);
    expectRefused(std::string(name) + "\n\nname = 3\n", ":5: ", FaultCode::SettingsSyntax);
    expectRefused("# " + std::string(std::size_t{256} << 10U, 'x'), "more than",
                  FaultCode::FileTooLarge);
    const auto absent = readSettings(scratch.path() / "absent.toml");
    ASSERT_FALSE(absent.ok());
    EXPECT_EQ(absent.fault().code, FaultCode::FileUnreadable);
    EXPECT_FALSE(readSettings(scratch.path()).ok());
}

} // namespace
} // namespace greenlight::station
