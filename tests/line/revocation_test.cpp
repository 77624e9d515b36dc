#include "tests/line/floor.h"

#include <gtest/gtest.h>

namespace greenlight::station {
namespace {

/// A line whose recipe has a file that somebody revokes.
class RevokedFile : public testing::Test {
protected:
    void SetUp() override {
        m_recipe->files = {{.name = "firmware.hex", .sha256 = base::sha256({})}};
        m_floor.bench.insert(m_floor.port(0), test::board(sim::Chip::F407, 1));
        m_floor.open(m_recipe);
    }

    Result<void> revoke() { return line().revokeImage(m_image, {"Mara"}, "burns"); }

    [[nodiscard]] Line& line() const { return *m_floor.line; }

    FaultCode pressed() {
        const auto started = line().press(0, job::StartedBy::Screen);
        return started ? FaultCode::Internal : started.fault().code;
    }

    test::TemporaryFolder m_folder;
    test::Floor m_floor{7, test::mixedProbes(1), m_folder.path()};
    std::shared_ptr<job::Recipe> m_recipe = test::recipeFor(sim::Chip::F407, 16 * 1024);
    const Digest m_image = base::sha256({});
};

TEST_F(RevokedFile, StopsTheLineUntilItIsRestored) {
    ASSERT_TRUE(revoke().ok());
    EXPECT_EQ(pressed(), FaultCode::ImageRevoked);
    const LineView view = line().view();
    EXPECT_FALSE(view.slots[0].mayStart);
    EXPECT_EQ(view.slots[0].nextStep, "call-supervisor");
    ASSERT_TRUE(view.slots[0].slot.trouble.has_value());
    EXPECT_EQ(view.slots[0].slot.trouble->code, FaultCode::ImageRevoked);
    ASSERT_TRUE(line().restoreImage(m_image, {"Mara"}, "it was the fixture").ok());
    m_floor.run(0);
    ASSERT_EQ(m_floor.ended.size(), 1U);
    EXPECT_EQ(m_floor.ended[0].ending.judgement.verdict, job::Verdict::Pass);
}

TEST_F(RevokedFile, IsOfNoRecipeThatIsActivated) {
    ASSERT_TRUE(revoke().ok());
    auto next = std::make_shared<job::Recipe>(*m_recipe);
    next->version = "2";
    const auto refused = line().activate(next);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::ImageRevoked);
    next->files = {{.name = "firmware.hex", .sha256 = {1}}};
    EXPECT_TRUE(line().activate(next).ok());
    EXPECT_EQ(line().view().recipeVersion, "2");
}

TEST_F(RevokedFile, IsRevokedAfterARestartToo) {
    ASSERT_TRUE(revoke().ok());
    m_floor.line.reset();
    EXPECT_EQ(m_floor.journal->revokedImages().value(), std::vector{base::toHex(m_image)});
    auto opened = Line::open({.settings = {.name = "test"}, .operatorName = "Mara"}, m_floor.bench,
                             *m_floor.journal, m_floor.clock, [] {});
    ASSERT_TRUE(opened.ok());
    const auto refused = (*opened)->activate(m_recipe);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::ImageRevoked);
}

TEST_F(RevokedFile, IsRevokedBySomebodyAndForAReason) {
    EXPECT_FALSE(line().revokeImage(m_image, {""}, "burns").ok());
    EXPECT_FALSE(line().revokeImage(m_image, {"Mara"}, "").ok());
    EXPECT_EQ(pressed(), FaultCode::Internal) << "the press was accepted";
    m_floor.finish();
}

} // namespace
} // namespace greenlight::station
