#include "tests/line/floor.h"
#include "tests/target/lying_target.h"

#include <gtest/gtest.h>

namespace greenlight::job {

namespace {

/// One board whose recipe names option bytes.
class NamedOptions : public testing::Test {
protected:
    const Ending& run(std::vector<OptionSetting> options, unsigned rdp = 0) {
        return runWith(sim::SimTarget::make(test::board(sim::Chip::F407, 1), 1), std::move(options),
                       rdp);
    }

    const Ending& runWith(std::unique_ptr<sim::SimTarget> chip, std::vector<OptionSetting> options,
                          unsigned rdp = 0) {
        m_floor.bench.insert(m_floor.port(0), std::move(chip));
        const auto recipe = test::recipeFor(sim::Chip::F407, 4096);
        recipe->options = std::move(options);
        recipe->rdp = rdp;
        m_floor.open(recipe);
        m_floor.run(0);
        return m_floor.ended.at(0).ending;
    }

private:
    const test::TemporaryFolder m_folder;
    test::Floor m_floor{1, {sim::ProbeSpec::v3("0034001F3137510A39383538")}, m_folder.path()};
};

TEST_F(NamedOptions, AreSetAfterTheProofAndBeforeTheProtection) {
    const Ending& ending = run({{"nRST_STDBY", 0}, {"BOR_LEV", 1}}, 1);
    EXPECT_EQ(ending.judgement.verdict, Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    ASSERT_TRUE(ending.evidence.options.has_value());
    ASSERT_EQ(ending.evidence.options->size(), 2U);
    EXPECT_EQ(ending.evidence.options->at(0).found, 0U);
    EXPECT_EQ(ending.evidence.options->at(1).found, 1U);
    EXPECT_EQ(ending.evidence.protect.flashReadRefused, true);
}

TEST_F(NamedOptions, ThatTheChipDoesNotHaveEndTheAttemptBeforeItIsTouched) {
    const Ending& ending = run({{"SRAM2_PE", 0}});
    EXPECT_NE(ending.judgement.verdict, Verdict::Pass);
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::RecipeValue);
    EXPECT_FALSE(ending.evidence.flash.has_value());
}

TEST_F(NamedOptions, ThatDoNotFitIntoTheirFieldEndTheAttemptBeforeItIsTouched) {
    const Ending& ending = run({{"BOR_LEV", 4}});
    EXPECT_EQ(ending.judgement.verdict, Verdict::Error);
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::RecipeValue);
    EXPECT_FALSE(ending.evidence.flash.has_value());
}

TEST_F(NamedOptions, ThatTheChipDoesNotTakeAreWhatTheAttemptEndsWith) {
    constexpr std::uint32_t optcr = 0x4002'3C14;
    const Ending& ending =
        runWith(std::make_unique<target::LyingTarget>(
                    sim::SimTarget::make(test::board(sim::Chip::F407, 1), 1),
                    target::Untruth{.lie = [](std::uint32_t truth) { return truth; },
                                    .deafAddress = optcr}),
                {{"nRST_STDBY", 0}}, 1);
    EXPECT_EQ(ending.judgement.verdict, Verdict::Fail);
    ASSERT_TRUE(ending.judgement.fault.has_value());
    EXPECT_EQ(ending.judgement.fault->code, FaultCode::OptionWriteFailed)
        << base::toLogLine(*ending.judgement.fault);
    EXPECT_FALSE(ending.evidence.protect.rdpFound.has_value()) << "it is not protected either";
}

} // namespace

} // namespace greenlight::job
