#include "db/activations.h"
#include "tests/db/workbench.h"

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

class ActivationsTest : public JournalTest {
protected:
    void activate(const std::string& version, const std::string& by, const std::string& role) {
        Json data{{"recipe", "thermostat"},
                  {"version", version},
                  {"product", "TH-200"},
                  {"recipe_sha256", "5f" + version}};
        data["operator"] = by;
        if (!role.empty()) {
            data["role"] = role;
        }
        ASSERT_TRUE(journal().append(kind::recipeActivated, std::move(data)).ok());
    }
};

TEST_F(ActivationsTest, AreReadNewestFirstWithWhoDidIt) {
    activate("1.0.0", "at the computer", "");
    ASSERT_TRUE(journal().append(kind::signIn, {{"operator", "Sue"}}).ok());
    activate("1.1.0", "Sue Mbeki", "supervisor");
    const auto read = readActivations(m_file, m_clock, 10);
    ASSERT_TRUE(read.ok());
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0].version, "1.1.0");
    EXPECT_EQ((*read)[0].by, "Sue Mbeki");
    EXPECT_EQ((*read)[0].role, "supervisor");
    EXPECT_EQ((*read)[0].recipe, "thermostat");
    EXPECT_EQ((*read)[0].product, "TH-200");
    EXPECT_EQ((*read)[0].sha256, "5f1.1.0");
    EXPECT_EQ((*read)[0].sequence, 3U);
    EXPECT_EQ((*read)[1].by, "at the computer");
    EXPECT_EQ((*read)[1].role, "");
}

TEST_F(ActivationsTest, AreAsManyAsAskedForAtMost) {
    for (const char* version : {"1", "2", "3"}) {
        activate(version, "Sue", "supervisor");
    }
    const auto read = readActivations(m_file, m_clock, 2);
    ASSERT_TRUE(read.ok());
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0].version, "3");
    EXPECT_EQ((*read)[1].version, "2");
}

} // namespace
} // namespace greenlight::db
