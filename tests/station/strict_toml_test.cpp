#include "station/strict_toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenlight::station {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr FaultCode code = FaultCode::SettingsValue;

/// A table and the file it was read from.
class StrictTomlTest : public testing::Test {
protected:
    StrictTable read(std::string_view text) {
        root = parseToml(text, "f.toml", FaultCode::SettingsSyntax).value();
        return {&root, "box", "f.toml", code};
    }

    /// What close() complains about after `look` has read the table.
    template <typename Look>
    std::string complaint(std::string_view text, Look look) {
        StrictTable table = read(text);
        look(table);
        const Result<void> closed = table.close();
        return closed ? std::string() : closed.fault().note;
    }

    toml::table root;
};

TEST_F(StrictTomlTest, GivesTheLineOfASyntaxError) {
    const auto parsed = parseToml("a = 1\nb = = 2\n", "f.toml", FaultCode::RecipeSyntax);
    ASSERT_FALSE(parsed.ok());
    EXPECT_EQ(parsed.fault().code, FaultCode::RecipeSyntax);
    EXPECT_THAT(parsed.fault().note, StartsWith("f.toml:2: "));
}

TEST_F(StrictTomlTest, SurvivesHostileText) {
    const std::vector<std::string> texts{std::string("a = \"\0\"", 7),
                                         "a = \"\xFF\xFE\"",
                                         "a = 1\na = 2",
                                         "[a]\n[a]",
                                         R"(a = "\uD800")",
                                         std::string(100'000, '['),
                                         "a = " + std::string(100'000, '['),
                                         "a = " + std::string(50'000, '{') +
                                             std::string(50'000, '}')};
    for (const std::string& text : texts) {
        EXPECT_FALSE(parseToml(text, "f.toml", code).ok()) << text.substr(0, 20);
    }
}

TEST_F(StrictTomlTest, RefusesATableWhoseNameCannotBeginSo) {
    for (const char* header :
         {"[\x04st", "[!x]", "[[ =a]]", " [ .a]", "[[[st", "[ [a", "[\na", "[[ ", "[\xC3\xA4]"}) {
        const auto parsed = parseToml(std::string("a = 1\n") + header, "f.toml", code);
        ASSERT_FALSE(parsed.ok()) << header;
        EXPECT_THAT(parsed.fault().note, StartsWith("f.toml:2: ")) << header;
    }
    EXPECT_TRUE(parseToml("a = [\n [1, 2],\n [-3]\n]\n[ b ]\n[['c']]\n", "f.toml", code).ok());
}

TEST_F(StrictTomlTest, RefusesAKeyThatNobodyAskedFor) {
    EXPECT_EQ(complaint("speed = 1\nspede = 2\n",
                        [](StrictTable& table) { table.number("speed", 0, 9, 0); }),
              "f.toml:2: [box] spede is not a known key");
}

TEST_F(StrictTomlTest, KeepsTheFirstTrouble) {
    EXPECT_THAT(complaint("a = \"x\"\nb = \"y\"\n",
                          [](StrictTable& table) {
                              table.number("b", 0, 9, 0);
                              table.number("a", 0, 9, 0);
                          }),
                StartsWith("f.toml:2: [box] b "));
}

TEST_F(StrictTomlTest, ClosesQuietlyWhenAllIsWell) {
    EXPECT_EQ(complaint("a = \"x\"\nb = 4\nc = true\nd = [1, 2]\n",
                        [](StrictTable& table) {
                            EXPECT_EQ(table.text("a"), "x");
                            EXPECT_EQ(table.number("b", 4, 4, 0), 4);
                            EXPECT_TRUE(table.flag("c", false));
                            EXPECT_THAT(table.numbers("d", 2, 1, 2), ElementsAre(1, 2));
                        }),
              "");
}

TEST_F(StrictTomlTest, GivesFallbacksForAbsentKeysAndTables) {
    StrictTable absent(nullptr, "box", "f.toml", code);
    EXPECT_FALSE(absent.present());
    EXPECT_FALSE(absent.has("a"));
    EXPECT_EQ(absent.text("a", "fallback"), "fallback");
    EXPECT_EQ(absent.number("b", 0, 9, 7), 7);
    EXPECT_TRUE(absent.flag("c", true));
    EXPECT_TRUE(absent.numbers("d", 2, 0, 9).empty());
    EXPECT_EQ(absent.table("e"), nullptr);
    EXPECT_TRUE(absent.tables("f", 3).empty());
    EXPECT_TRUE(absent.close().ok());
}

TEST_F(StrictTomlTest, DemandsATextThatIsThere) {
    const auto demand = [](StrictTable& table) { table.demandedText("a"); };
    EXPECT_THAT(complaint("", demand), EndsWith("[box] a is missing or empty"));
    EXPECT_THAT(complaint("a = \"\"", demand), EndsWith("[box] a is missing or empty"));
    EXPECT_THAT(complaint("a = 5", demand), EndsWith("[box] a must be a text"));
    StrictTable absent(nullptr, "box", "f.toml", code);
    EXPECT_EQ(absent.demandedText("a"), "");
    EXPECT_EQ(absent.close().fault().note, "f.toml: [box] a is missing or empty");
}

TEST_F(StrictTomlTest, CountsTheCharactersOfANameAndNotItsBytes) {
    const auto demand = [](StrictTable& table) { table.demandedName("a"); };
    std::string sixtyFour;
    for (int i = 0; i < 64; ++i) {
        sixtyFour += "线";
    }
    EXPECT_EQ(complaint("a = \"" + sixtyFour + "\"", demand), "");
    EXPECT_THAT(complaint("a = \"" + sixtyFour + "1\"", demand), HasSubstr("printable"));
    EXPECT_THAT(complaint("a = \"x\\ny\"", demand), HasSubstr("printable"));
    EXPECT_THAT(complaint("a = \"x\\u007F\"", demand), HasSubstr("printable"));
}

TEST_F(StrictTomlTest, RefusesPathsThatTheSystemWouldCutOff) {
    const auto demand = [](StrictTable& table) { table.path("a", "/fallback"); };
    EXPECT_EQ(complaint("a = \"/data\"", demand), "");
    EXPECT_EQ(complaint("", demand), "");
    EXPECT_THAT(complaint("a = \"\"", demand), HasSubstr("must be a path"));
    EXPECT_THAT(complaint("a = \"/data\\u0000.d\"", demand), HasSubstr("must be a path"));
}

TEST_F(StrictTomlTest, RefusesNumbersOfTheWrongSizeOrType) {
    const auto demand = [](StrictTable& table) { EXPECT_EQ(table.number("a", 2, 5, 3), 3); };
    for (const char* text : {"a = 1", "a = 6", "a = 3.0", "a = \"3\"", "a = true", "a = [3]"}) {
        EXPECT_THAT(complaint(text, demand), HasSubstr("must be a number from 2 to 5")) << text;
    }
    StrictTable table = read("a = 2\nb = 5");
    EXPECT_EQ(table.number("a", 2, 5, 0), 2);
    EXPECT_EQ(table.number("b", 2, 5, 0), 5);
}

TEST_F(StrictTomlTest, RefusesListsOfTheWrongLengthOrContent) {
    const auto demand = [](StrictTable& table) {
        EXPECT_TRUE(table.numbers("a", 2, 0, 9).empty());
    };
    for (const char* text :
         {"a = [1]", "a = [1, 2, 3]", "a = [1, 10]", "a = [-1, 1]", "a = [1, 2.0]", "a = 1"}) {
        EXPECT_THAT(complaint(text, demand), HasSubstr("must be 2 numbers from 0 to 9")) << text;
    }
}

TEST_F(StrictTomlTest, RefusesAFlagThatIsNeitherTrueNorFalse) {
    EXPECT_THAT(complaint("a = 1", [](StrictTable& table) { table.flag("a", false); }),
                HasSubstr("must be true or false"));
}

TEST_F(StrictTomlTest, RefusesAWordThatNobodyKnows) {
    const auto demand = [](StrictTable& table) {
        EXPECT_EQ(table.word("a", Stage::Load, base::stageNamed), Stage::Load);
    };
    EXPECT_EQ(complaint("", demand), "");
    EXPECT_EQ(complaint("a = \"load\"", demand), "");
    EXPECT_THAT(complaint("a = \"Load\"", demand), HasSubstr("does not know \"Load\""));
}

TEST_F(StrictTomlTest, TellsTablesFromListsOfTables) {
    const auto one = [](StrictTable& table) { table.table("a"); };
    const auto several = [](StrictTable& table) { table.tables("a", 2); };
    EXPECT_EQ(complaint("[a]", one), "");
    EXPECT_EQ(complaint("[[a]]\n[[a]]", several), "");
    EXPECT_THAT(complaint("[[a]]", one), HasSubstr("must be a table: [a]"));
    for (const char* text : {"[a]", "a = 1", "a = [1]", "[[a]]\n[[a]]\n[[a]]"}) {
        EXPECT_THAT(complaint(text, several), HasSubstr("must be up to 2 tables: [[a]]")) << text;
    }
}

TEST_F(StrictTomlTest, SpeaksOfTheTopOfAFileWithoutAName) {
    root = parseToml("a = 1\n", "f.toml", code).value();
    StrictTable top(&root, "", "f.toml", code);
    EXPECT_EQ(top.close().fault().note, "f.toml:1: a is not a known key");
}

} // namespace
} // namespace greenlight::station
