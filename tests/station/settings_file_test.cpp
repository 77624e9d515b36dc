// station.toml is changed from the screen: one value, or the slots. What people wrote around it
// stays, and what the station would not take never reaches the disk.
#include "station/offered_settings.h"
#include "station/settings_file.h"
#include "tests/station/scratch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace greenlight::station {
namespace {

using testing::HasSubstr;

constexpr const char* written = R"(# Line 1, station 3: ask Eva before touching this
[station]
name = "line1-st3"   # signs the records
drill = false # each morning
quarantine_after = 3

[people]
sign_in = "wanted" # since März

# left of the door
[[slot]]
name = "1"
port = "1-1.2"   # the blue cable

# right of the door
[[slot]]
name = "2"
port = "1-1.3"
probe_serial = "50FF6F067871515131090367"

[kiosk]
night = true
)";

class SettingsFileTest : public testing::Test {
protected:
    SettingsFile read(const std::string& text) {
        auto read = SettingsFile::read(scratch.write("station.toml", text));
        EXPECT_TRUE(read.ok());
        return std::move(read).value();
    }

    std::string onDisk() {
        std::ifstream in(scratch.path() / "station.toml", std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    static std::string exchanged(std::string text, const std::string& from, const std::string& to) {
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    }

    static job::SlotPlace place(const char* name, const char* port) {
        return {.name = name, .port = probe::PortPath::parse(port).value()};
    }

    test::Scratch scratch;
};

TEST_F(SettingsFileTest, ChangesOneValueAndNotTheWordsAroundIt) {
    const SettingsFile before = read(written);
    const auto drill = before.with("station", "drill", true);
    ASSERT_TRUE(drill.ok()) << base::toLogLine(drill.fault());
    EXPECT_EQ(drill->text(), exchanged(written, "drill = false #", "drill = true #"));
    EXPECT_TRUE(drill->settings().slotRules.drill);
    const auto people = before.with("people", "sign_in", std::string("none"));
    ASSERT_TRUE(people.ok()) << base::toLogLine(people.fault());
    EXPECT_EQ(people->text(), exchanged(written, "\"wanted\" #", "\"none\" #"));
    const auto number = before.with("station", "quarantine_after", std::int64_t{12});
    ASSERT_TRUE(number.ok()) << base::toLogLine(number.fault());
    EXPECT_EQ(number->text(), exchanged(written, "quarantine_after = 3", "quarantine_after = 12"));
}

TEST_F(SettingsFileTest, CountsLettersAndNotBytes) {
    const std::string umlauts = "[station]\nname = \"line1\"\n[kiosk]\nexport_folder = \"Größe\"  "
                                "# für Jürgen\n";
    const auto folder = read(umlauts).with("kiosk", "export_folder", std::string("Maß \"1\""));
    ASSERT_TRUE(folder.ok()) << base::toLogLine(folder.fault());
    EXPECT_EQ(folder->text(), exchanged(umlauts, "\"Größe\"", R"("Maß \"1\"")"));
}

TEST_F(SettingsFileTest, AddsAKeyBelowItsHeaderAndATableAtTheEnd) {
    const SettingsFile before = read(written);
    const auto handsFree = before.with("station", "hands_free", true);
    ASSERT_TRUE(handsFree.ok()) << base::toLogLine(handsFree.fault());
    EXPECT_EQ(handsFree->text(),
              exchanged(written, "[station]\n", "[station]\nhands_free = true\n"));
    const auto backup = before.with("backup", "at", std::string("03:30"));
    ASSERT_TRUE(backup.ok()) << base::toLogLine(backup.fault());
    EXPECT_EQ(backup->text(), std::string(written) + "\n[backup]\nat = \"03:30\"\n");
    EXPECT_EQ(backup->settings().backup.atMinute, 3U * 60 + 30);
    const auto last = read("[station]\nname = \"line1\"\n[kiosk]").with("kiosk", "night", true);
    ASSERT_TRUE(last.ok()) << base::toLogLine(last.fault());
    EXPECT_EQ(last->text(), "[station]\nname = \"line1\"\n[kiosk]\nnight = true\n");
}

TEST_F(SettingsFileTest, TakesNothingThatTheStationWouldNotTake) {
    const SettingsFile before = read(written);
    for (const auto& [table, key, value] :
         {std::tuple{"backup", "at", SettingValue(std::string("25:00"))},
          {"station", "quarantine_after", SettingValue(std::int64_t{-1})},
          {"station", "drill", SettingValue(std::string("perhaps"))},
          {"station", "dril", SettingValue(true)},
          {"kiosk", "text_scale", SettingValue(std::int64_t{400})}}) {
        const auto refused = before.with(table, key, value);
        ASSERT_FALSE(refused.ok()) << key;
        EXPECT_EQ(refused.fault().code, FaultCode::SettingsValue) << key;
        EXPECT_THAT(refused.fault().note, HasSubstr(key));
    }
    EXPECT_EQ(onDisk(), written);
}

TEST_F(SettingsFileTest, LeavesAloneWhatIsWrittenInAnotherWay) {
    for (const char* text : {"station = { name = \"line1\", drill = false }\n",
                             "station.name = \"line1\"\nstation.drill = false\n"}) {
        const auto refused = read(text).with("station", "drill", true);
        ASSERT_FALSE(refused.ok()) << text;
        EXPECT_THAT(refused.fault().note, HasSubstr("cannot be changed here"));
        EXPECT_EQ(onDisk(), text);
    }
    const auto slots = read("slot = [{ name = \"1\", port = \"1-1\" }]\n[station]\nname = \"a\"\n")
                           .withSlots({place("1", "1-2")});
    ASSERT_FALSE(slots.ok());
    EXPECT_THAT(slots.fault().note, HasSubstr("slot"));
}

TEST_F(SettingsFileTest, ExchangesTheSlotsAndNothingElse) {
    const auto mapped = read(written).withSlots({place("left", "3-1.4"), place("right", "3-1.1")});
    ASSERT_TRUE(mapped.ok()) << base::toLogLine(mapped.fault());
    EXPECT_EQ(mapped->settings().slots,
              (std::vector{place("left", "3-1.4"), place("right", "3-1.1")}));
    EXPECT_EQ(mapped->text(), R"(# Line 1, station 3: ask Eva before touching this
[station]
name = "line1-st3"   # signs the records
drill = false # each morning
quarantine_after = 3

[people]
sign_in = "wanted" # since März

# left of the door

# right of the door

[kiosk]
night = true

[[slot]]
name = "left"
port = "3-1.4"

[[slot]]
name = "right"
port = "3-1.1"
)");
    const auto none = mapped->withSlots({});
    ASSERT_TRUE(none.ok());
    EXPECT_TRUE(none->settings().slots.empty());
    EXPECT_THAT(none->text(), testing::Not(HasSubstr("slot")));
    EXPECT_FALSE(mapped->withSlots({place("1", "1-1"), place("1", "1-2")}).ok()) << "two of a name";
}

TEST_F(SettingsFileTest, KeepsTheProbeThatASlotDemands) {
    job::SlotPlace demanding = place("1", "1-1.2");
    demanding.probeSerial = "50FF6F067871515131090367";
    const auto mapped = read(written).withSlots({demanding});
    ASSERT_TRUE(mapped.ok());
    EXPECT_EQ(mapped->settings().slots.front().probeSerial, demanding.probeSerial);
}

TEST_F(SettingsFileTest, ReplacesTheFileAndKeepsWhoMayReadIt) {
    const SettingsFile before = read(written);
    ::chmod(before.file().c_str(), 0640);
    const auto after = before.with("station", "drill", true);
    ASSERT_TRUE(after.ok());
    ASSERT_TRUE(after->replace(before).ok());
    EXPECT_EQ(onDisk(), after->text());

    struct stat state {};

    ASSERT_EQ(::stat(before.file().c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777U, 0640U);
}

TEST_F(SettingsFileTest, WritesOverNobodyElsesChange) {
    const SettingsFile before = read(written);
    const auto after = before.with("station", "drill", true);
    const std::string other = exchanged(written, "line1-st3", "line1-st4");
    scratch.write("station.toml", other);
    const auto refused = after->replace(before);
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.fault().note, HasSubstr("changed by somebody else"));
    EXPECT_EQ(onDisk(), other);
}

TEST_F(SettingsFileTest, OffersOnlyWhatTheStationKnowsAndReadsBack) {
    const SettingsFile before = read("[station]\nname = \"line1\"\n");
    for (const OfferedSetting& setting : offeredSettings()) {
        SettingValue value = setting.of(before.settings());
        const bool isPath =
            setting.key == "folder" || setting.key == "export_folder" || setting.key == "scanner";
        if (auto* const flag = std::get_if<bool>(&value)) {
            *flag = !*flag;
        } else if (auto* const number = std::get_if<std::int64_t>(&value)) {
            *number += 7;
        } else if (!setting.choices.empty()) {
            value = std::string(setting.choices.back());
        } else {
            value = setting.key == "at"            ? "23:59"
                    : setting.key == "foot_switch" ? "PgDown"
                    : isPath                       ? "/mnt/safe"
                                                   : "WO:";
        }
        const auto after = before.with(setting.table, setting.key, value);
        ASSERT_TRUE(after.ok()) << setting.key << ": " << base::toLogLine(after.fault());
        EXPECT_EQ(setting.of(after->settings()), value) << setting.key;
    }
}

TEST_F(SettingsFileTest, TakesNothingForANumberThatIsNone) {
    for (const OfferedSetting& setting : offeredSettings()) {
        if (setting.kind == OfferedSetting::Kind::Number) {
            for (const char* text : {"", "many", "12 s", "0x10", "99999999999999999999"}) {
                EXPECT_FALSE(valueTyped(setting, text).ok()) << text;
            }
            EXPECT_EQ(valueTyped(setting, "12").value(), SettingValue(std::int64_t{12}));
        }
    }
}

} // namespace
} // namespace greenlight::station
