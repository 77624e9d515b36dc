// What a station opens its line with when nobody names a recipe.
#include "station/workplace.h"
#include "tests/station/recipe_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace greenlight::station {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// A calendar that stands at the day on which the desk's certificates count.
class StandingCalendar final : public base::Clock {
public:
    [[nodiscard]] Instant now() const noexcept override { return {}; }

    [[nodiscard]] base::WallTime wall() const noexcept override { return test::now; }

    void sleepUntil(Instant) override {}

private:
    void raise(base::Signal&) override {}

    bool wait(base::Signal&, Instant) override { return false; }
};

class WorkplaceTest : public testing::Test {
protected:
    WorkplaceTest() {
        m_desk.scratch.write("release.pem", m_desk.root.pem());
        m_place.write("station.toml",
                      "[station]\nname = \"st-1\"\ndata_dir = \"data\"\nrecipes_dir "
                      "= \"recipes\"\ntrust = \"" +
                          (m_desk.scratch.path() / "release.pem").string() +
                          "\"\n[[slot]]\nname = \"1\"\nport = \"250-1.2\"\n");
        fs::create_directories(m_place.path() / "recipes");
        auto opened = Workplace::open({.config = m_place.path() / "station.toml"}, m_clock);
        EXPECT_TRUE(opened.ok());
        m_workplace = std::move(opened).value();
    }

    void shelve(const std::string& folder) {
        fs::copy(m_desk.scratch.path(), m_place.path() / "recipes" / folder,
                 fs::copy_options::recursive);
    }

    void wasActive(const Digest& digest) {
        db::Journal* const journal = m_workplace->openJournal().value();
        ASSERT_TRUE(
            journal
                ->append(db::kind::recipeActivated, {{"recipe", "thermostat-main"},
                                                     {"version", "1.4.2"},
                                                     {"product", "TH-200"},
                                                     {"recipe_sha256", base::toHex(digest)}})
                .ok());
    }

    test::RecipeDesk m_desk;
    test::Scratch m_place;
    StandingCalendar m_clock;
    std::unique_ptr<Workplace> m_workplace;
};

TEST_F(WorkplaceTest, GoesOnWithTheRecipeThatWasActiveLast) {
    shelve("b-other");
    m_desk.release(m_desk.text() + "\n# a later one\n");
    shelve("a-later");
    wasActive(m_desk.read()->get()->digest);
    const auto usual = m_workplace->usualRecipe();
    ASSERT_TRUE(usual.ok()) << base::toLogLine(usual.fault());
    EXPECT_EQ(usual->filename(), "a-later");
}

TEST_F(WorkplaceTest, TakesNoOtherRecipeForTheOneThatIsGone) {
    shelve("only");
    wasActive(Digest{});
    const auto usual = m_workplace->usualRecipe();
    ASSERT_FALSE(usual.ok());
    EXPECT_EQ(usual.fault().code, FaultCode::NoRecipe);
    EXPECT_THAT(usual.fault().note, HasSubstr("thermostat-main 1.4.2, which was active last"));
}

TEST_F(WorkplaceTest, TakesNothingForUsualThatWasExchanged) {
    shelve("exchanged");
    wasActive(m_desk.read()->get()->digest);
    std::ofstream(m_place.path() / "recipes" / "exchanged" / "recipe.toml", std::ios::app) << "#\n";
    EXPECT_FALSE(m_workplace->usualRecipe().ok());
}

TEST_F(WorkplaceTest, HasNoUsualRecipeBeforeTheFirst) {
    shelve("only");
    const auto usual = m_workplace->usualRecipe();
    ASSERT_FALSE(usual.ok());
    EXPECT_EQ(usual.fault().code, FaultCode::NoRecipe);
    EXPECT_FALSE(fs::exists(m_place.path() / "data" / "journal.db")) << "nothing is made by asking";
}

} // namespace
} // namespace greenlight::station
