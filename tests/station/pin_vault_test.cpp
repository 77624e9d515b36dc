#include "station/pin_vault.h"
#include "tests/station/scratch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace greenlight::station {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr ScryptCost cheap{.n = 16};

class PinVaultTest : public testing::Test {
protected:
    PinVault make() { return PinVault::openOrMake(file, cheap).value(); }

    void expectUnusable(const std::string& why) {
        const auto opened = PinVault::open(file, cheap);
        ASSERT_FALSE(opened.ok());
        EXPECT_EQ(opened.fault().code, FaultCode::PersonSecrets);
        EXPECT_THAT(opened.fault().note, HasSubstr(why));
        const auto made = PinVault::openOrMake(file, cheap);
        EXPECT_TRUE(!made.ok() || why == "No such file") << "it must not be replaced";
    }

    nlohmann::ordered_json content() {
        return nlohmann::ordered_json::parse(test::contentOf(file));
    }

    void rewrite(const nlohmann::ordered_json& json) {
        scratch.write("people.secret", json.dump());
        fs::permissions(file, fs::perms(0600));
    }

    test::Scratch scratch;
    fs::path file = scratch.path() / "people.secret";
};

TEST_F(PinVaultTest, KnowsItsPinsAgainAfterARestartAndNoOthers) {
    const std::string name = make().keep("284615").value();
    EXPECT_EQ(name.size(), 64U);
    const PinVault vault = PinVault::open(file).value();
    EXPECT_TRUE(vault.matches("284615", name).value());
    for (const char* const wrong : {"284616", "28461", "2846155", "", "284615\n"}) {
        EXPECT_FALSE(vault.matches(wrong, name).value()) << wrong;
    }
}

TEST_F(PinVaultTest, GivesTheSamePinAnotherNameEachTime) {
    PinVault vault = make();
    EXPECT_NE(vault.keep("284615").value(), vault.keep("284615").value());
}

TEST_F(PinVaultTest, NamesABadgeAlikeHereAndDifferentlyAtAnotherStation) {
    const std::string name = make().nameOfBadge("0012345678");
    EXPECT_EQ(name.size(), 64U);
    EXPECT_EQ(PinVault::open(file)->nameOfBadge("0012345678"), name);
    EXPECT_NE(PinVault::open(file)->nameOfBadge("0012345679"), name);
    const auto other = PinVault::openOrMake(scratch.path() / "other.secret", cheap);
    EXPECT_NE(other->nameOfBadge("0012345678"), name);
}

TEST_F(PinVaultTest, IsForItsOwnerOnlyAndHoldsNoPin) {
    (void)make().keep("284615").value();
    EXPECT_EQ(fs::status(file).permissions(), fs::perms(0600));
    EXPECT_THAT(test::contentOf(file), testing::Not(HasSubstr("284615")));
    EXPECT_FALSE(fs::exists(file.string() + ".part"));
    fs::permissions(file, fs::perms(0640));
    expectUnusable("readable by its owner only");
}

TEST_F(PinVaultTest, AsksWhatScryptIsMeantToCostUnlessToldOtherwise) {
    PinVault vault = PinVault::openOrMake(file).value();
    (void)vault.keep("284615").value();
    EXPECT_EQ(content()["pins"][0]["n"], 32768);
    EXPECT_EQ(content()["pins"][0]["r"], 8);
    EXPECT_EQ(content()["pins"][0]["p"], 1);
}

TEST_F(PinVaultTest, ForgetsThePinsThatAreNobodysAnyMore) {
    PinVault vault = make();
    const std::string old = vault.keep("284615").value();
    const std::string now = vault.keep("719304").value();
    ASSERT_TRUE(vault.forgetAllBut({now}).ok());
    const auto gone = PinVault::open(file)->matches("284615", old);
    ASSERT_FALSE(gone.ok());
    EXPECT_EQ(gone.fault().code, FaultCode::PersonSecrets);
    EXPECT_TRUE(PinVault::open(file)->matches("719304", now).value());
    EXPECT_EQ(content()["pins"].size(), 1U);
}

TEST_F(PinVaultTest, TakesNoOtherRecordForTheOneThatIsOnRecord) {
    const std::string name = make().keep("284615").value();
    (void)PinVault::open(file, cheap)->keep("111222").value();
    auto json = content();
    for (const char* const key : {"salt", "hash"}) {
        auto changed = json;
        changed["pins"][0][key] = std::string(64, 'a');
        changed["pins"][1][key] = std::string(64, 'b');
        rewrite(changed);
        const auto matched = PinVault::open(file)->matches("284615", name);
        ASSERT_FALSE(matched.ok()) << key;
        EXPECT_EQ(matched.fault().code, FaultCode::PersonSecrets);
    }
}

TEST_F(PinVaultTest, RefusesAFileThatIsNoneOrCostsTooMuch) {
    expectUnusable("No such file");
    fs::remove(file);
    (void)make().keep("284615").value();
    const auto good = content();
    for (const auto& [n, r, p] :
         std::vector<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>>{
             {1U << 20U, 8, 1},
             {1U << 16U, 16, 1},
             {16, 1U << 20U, 1},
             {16, 8, 5},
             {15, 8, 1},
             {1, 8, 1},
             {0, 8, 1},
             {16, 0, 1},
             {16, 8, 0},
             {std::uint64_t{1} << 63U, 2, 1}}) {
        auto json = good;
        json["pins"][0]["n"] = n;
        json["pins"][0]["r"] = r;
        json["pins"][0]["p"] = p;
        rewrite(json);
        expectUnusable("costs");
    }
    for (const char* const key : {"salt", "hash"}) {
        auto json = good;
        json["pins"][0][key] = "00";
        rewrite(json);
        expectUnusable("no PIN");
    }
    for (const char* const key : {"format", "badge_key", "pins"}) {
        auto json = good;
        json.erase(key);
        rewrite(json);
        expectUnusable("no file of PINs");
    }
    rewrite("text");
    expectUnusable("no file of PINs");
    fs::remove(file);
    fs::create_directory(file);
    expectUnusable("no such file");
    fs::remove(file);
    fs::create_symlink("/dev/null", file);
    expectUnusable("");
}

TEST_F(PinVaultTest, SaysWhenItCannotBeWritten) {
    file = scratch.path() / "nowhere" / "people.secret";
    const auto made = PinVault::openOrMake(file, cheap);
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.fault().code, FaultCode::PersonSecrets);
}

} // namespace
} // namespace greenlight::station
