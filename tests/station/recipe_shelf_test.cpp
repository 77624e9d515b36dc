// The recipes of a station as people see them before one is activated.
#include "station/recipe_shelf.h"
#include "tests/station/recipe_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace greenlight::station {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class StandingClock final : public base::Clock {
public:
    [[nodiscard]] Instant now() const noexcept override { return {}; }

    [[nodiscard]] base::WallTime wall() const noexcept override { return test::now; }

    void sleepUntil(Instant) override {}

private:
    void raise(base::Signal&) override {}

    bool wait(base::Signal&, Instant) override { return false; }
};

/// The desk's recipe as "b-good" on a shelf of its own.
class RecipeShelfTest : public testing::Test {
protected:
    RecipeShelfTest() { put("b-good"); }

    void put(const std::string& folder) {
        fs::copy(m_desk.scratch.path(), m_shelf.path() / folder, fs::copy_options::recursive);
    }

    [[nodiscard]] RecipeShelf shelf() {
        auto trust = Trust::read(m_bundle);
        EXPECT_TRUE(trust.ok());
        return {m_shelf.path(), std::move(trust).value(), 2, m_clock};
    }

    std::vector<ShelvedRecipe> look() {
        auto seen = shelf().look([] { return false; });
        EXPECT_TRUE(seen.ok()) << seen.fault().note;
        return seen.ok() ? std::move(seen).value() : std::vector<ShelvedRecipe>();
    }

    test::RecipeDesk m_desk;
    test::Scratch m_shelf;
    fs::path m_bundle = m_desk.scratch.write("bundle/release.pem", m_desk.root.pem());
    StandingClock m_clock;
};

TEST_F(RecipeShelfTest, SaysOfEachRecipeWhatItIsAndWhoReleasedIt) {
    const auto seen = look();
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_FALSE(seen[0].fault);
    EXPECT_EQ(seen[0].folder.filename(), "b-good");
    EXPECT_EQ(seen[0].name, "thermostat-main");
    EXPECT_EQ(seen[0].version, "1.4.2");
    EXPECT_EQ(seen[0].product, "TH-200");
    EXPECT_EQ(seen[0].device, "STM32F103C8");
    EXPECT_THAT(seen[0].signers, testing::UnorderedElementsAre("Ada Release", "Grace Quality"));
    EXPECT_EQ(seen[0].digest, (*m_desk.read(2))->digest);
    ASSERT_EQ(seen[0].files.size(), 1U);
    EXPECT_EQ(seen[0].files[0].name, "firmware.bin");
}

TEST_F(RecipeShelfTest, ShowsWhatCannotBeUsedWithItsReasonAndLooksOn) {
    put("a-changed");
    std::ofstream(m_shelf.path() / "a-changed" / "firmware.bin", std::ios::app) << "x";
    fs::create_directory(m_shelf.path() / "c-empty"); // holds no recipe at all
    const auto seen = look();
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen[0].folder.filename(), "a-changed");
    ASSERT_TRUE(seen[0].fault);
    EXPECT_EQ(seen[0].fault->code, FaultCode::ImageHash);
    EXPECT_TRUE(seen[0].name.empty());
    EXPECT_FALSE(seen[1].fault);
}

TEST_F(RecipeShelfTest, LooksIntoNoMoreFoldersThanItSays) {
    fs::remove_all(m_shelf.path() / "b-good");
    for (std::size_t i = 0; i < RecipeShelf::mostRecipes + 1; ++i) {
        const fs::path folder = m_shelf.path() / std::to_string(i);
        fs::create_directory(folder);
        std::ofstream(folder / "recipe.toml") << "nothing";
    }
    EXPECT_EQ(look().size(), RecipeShelf::mostRecipes);
}

TEST_F(RecipeShelfTest, StopsWhenNobodyWaitsAndSaysWhenThereIsNoFolder) {
    const auto stopped = shelf().look([] { return true; });
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.fault().code, FaultCode::Cancelled);
    fs::remove_all(m_shelf.path());
    const auto gone = shelf().look([] { return false; });
    ASSERT_FALSE(gone.ok());
    EXPECT_EQ(gone.fault().code, FaultCode::FileUnreadable);
    EXPECT_THAT(gone.fault().note, HasSubstr(m_shelf.path().string()));
}

TEST_F(RecipeShelfTest, TakesWhatWasSeenAndNothingThatTookItsPlace) {
    const auto seen = look();
    ASSERT_EQ(seen.size(), 1U);
    const auto taken = shelf().take(seen[0]);
    ASSERT_TRUE(taken.ok()) << taken.fault().note;
    EXPECT_EQ((*taken)->digest, seen[0].digest);
    m_desk.release(m_desk.text() + "\n# another one, as well signed\n");
    fs::remove_all(m_shelf.path() / "b-good");
    put("b-good");
    const auto other = shelf().take(seen[0]);
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.fault().code, FaultCode::RecipeValue);
    EXPECT_THAT(other.fault().note, HasSubstr("another recipe"));
}

class RecipeAbroad : public RecipeShelfTest {
protected:
    RecipeAbroad() {
        m_desk.release(m_desk.text() + "\n# the next one\n");
        fs::create_directories(m_stick.path() / "usb0");
        fs::copy(m_desk.scratch.path(), m_stick.path() / "usb0" / "new",
                 fs::copy_options::recursive);
    }

    [[nodiscard]] RecipeShelf withStick() {
        RecipeShelf both = shelf();
        both.lookAlsoIn({m_stick.path(), m_stick.path() / "not-there"});
        return both;
    }

    [[nodiscard]] ShelvedRecipe onStick() {
        const auto seen = withStick().look([] { return false; });
        EXPECT_TRUE(seen.ok());
        EXPECT_EQ(seen->size(), 2U);
        return seen->back();
    }

    [[nodiscard]] std::size_t countOnShelf() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(m_shelf.path()), fs::directory_iterator()));
    }

    test::Scratch m_stick;
};

TEST_F(RecipeAbroad, IsSeenBehindThoseOfTheShelf) {
    const ShelvedRecipe seen = onStick();
    EXPECT_TRUE(seen.abroad);
    EXPECT_FALSE(seen.fault);
    EXPECT_EQ(seen.version, "1.4.2");
}

TEST_F(RecipeAbroad, IsNotSeenOnceItIsOnTheShelf) {
    ASSERT_TRUE(withStick().bringIn(onStick()).ok());
    const auto seen = withStick().look([] { return false; });
    ASSERT_TRUE(seen.ok());
    ASSERT_EQ(seen->size(), 2U);
    EXPECT_FALSE(seen->back().abroad);
    EXPECT_EQ(seen->back().folder.filename(), "thermostat-main-1.4.2");
}

TEST_F(RecipeAbroad, BringsWhatTheRecipeNamesAndNothingElse) {
    std::ofstream(m_stick.path() / "usb0" / "new" / "autorun.inf") << "x";
    const auto folder = withStick().bringIn(onStick());
    ASSERT_TRUE(folder.ok()) << base::toLogLine(folder.fault());
    EXPECT_TRUE(fs::exists(*folder / "recipe.toml.p7s"));
    EXPECT_TRUE(fs::exists(*folder / "firmware.bin"));
    EXPECT_FALSE(fs::exists(*folder / "autorun.inf"));
    EXPECT_EQ(countOnShelf(), 2U);
}

TEST_F(RecipeAbroad, IsCheckedWhereItWasCopiedTo) {
    const ShelvedRecipe seen = onStick();
    // The stick gives other bytes than those that were looked at.
    std::ofstream(seen.folder / "firmware.bin") << "other bytes";
    const auto refused = withStick().bringIn(seen);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::ImageHash);
    EXPECT_EQ(countOnShelf(), 1U) << "nothing is left of it";
}

TEST_F(RecipeAbroad, TakesNoOthersName) {
    fs::create_directory(m_shelf.path() / "thermostat-main-1.4.2");
    const auto refused = withStick().bringIn(onStick());
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::FileNotWritten);
}

TEST_F(RecipeAbroad, OfAnotherReleaseIsSaidToBeUnusable) {
    std::ofstream(m_stick.path() / "usb0" / "new" / "recipe.toml", std::ios::app) << "#\n";
    EXPECT_TRUE(onStick().fault);
    EXPECT_FALSE(withStick().bringIn(onStick()).ok());
    EXPECT_EQ(countOnShelf(), 1U);
}

TEST_F(RecipeAbroad, IsNotLookedForInTheDepthOfADisk) {
    const fs::path deep = m_stick.path() / "a" / "b" / "c" / "d" / "e";
    fs::create_directories(deep.parent_path());
    fs::rename(m_stick.path() / "usb0" / "new", deep);
    const auto seen = withStick().look([] { return false; });
    ASSERT_TRUE(seen.ok());
    EXPECT_EQ(seen->size(), 1U);
}

} // namespace
} // namespace greenlight::station
