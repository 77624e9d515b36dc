#include "tests/line/floor.h"

#include <gtest/gtest.h>

#include <chrono>

namespace greenlight::job {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t foundingBytes = 383'624;

/// One slot with a board, whose flash may have been written before, and one attempt at it.
class Rewriting : public testing::Test {
protected:
    void board(sim::Chip chip, std::size_t imageBytes, Rewrite rewrite) {
        m_floor.emplace(1, std::vector{sim::ProbeSpec::v2("0667FF515500000000000001")},
                        m_folder.path());
        m_floor->bench.insert(port(), test::board(chip, 1));
        m_recipe = test::recipeFor(chip, imageBytes);
        m_recipe->rewrite = rewrite;
    }

    void holdTheImage() {
        const Segment& segment = m_recipe->image->segments().front();
        for (std::uint32_t i = 0; i < segment.bytes.size(); ++i) {
            tamper(i, segment.bytes[i]);
        }
    }

    void tamper(std::uint32_t offset, std::uint8_t value) {
        m_floor->bench.withBoard(
            port(), [&](sim::SimTarget& chip, Instant) { chip.tamperFlash(offset, value); });
    }

    const Ending& run() {
        m_floor->open(m_recipe);
        m_floor->run(0);
        return m_floor->ended.at(0).ending;
    }

    /// The probe goes while the flash is compared.
    const Ending& runUntilTheProbeGoes() {
        m_floor->open(m_recipe);
        EXPECT_TRUE(m_floor->line->press(0, StartedBy::Screen).ok());
        EXPECT_TRUE(m_floor->reach(0, Stage::Compare));
        m_floor->bench.unplug(port());
        m_floor->finish();
        return m_floor->ended.at(0).ending;
    }

    [[nodiscard]] bool holds() { return test::holds(m_floor->bench, port(), *m_recipe); }

    [[nodiscard]] probe::PortPath port() const { return m_floor->port(0); }

private:
    const test::TemporaryFolder m_folder;
    std::optional<test::Floor> m_floor;
    std::shared_ptr<Recipe> m_recipe;
};

TEST_F(Rewriting, LeavesABoardAloneThatHoldsTheImageAndProvesItAnew) {
    board(sim::Chip::H725, foundingBytes, Rewrite::WhenDifferent);
    holdTheImage();
    const Ending& ending = run();
    EXPECT_EQ(ending.judgement.verdict, Verdict::Pass);
    EXPECT_FALSE(ending.evidence.flash.has_value());
    ASSERT_TRUE(ending.evidence.plan.kept.has_value());
    EXPECT_EQ(ending.evidence.plan.kept->sectors, 3U);
    EXPECT_EQ(ending.evidence.plan.kept->programBytes, ending.evidence.plan.programBytes);
    ASSERT_TRUE(ending.evidence.verify.has_value());
    EXPECT_EQ(ending.evidence.verify->bytesDigested, 3U * 131'072);
    EXPECT_EQ(ending.evidence.verify->chipDigest, ending.evidence.verify->expectedDigest);
    EXPECT_LE(ending.took, 600ms);
    EXPECT_TRUE(holds());
}

TEST_F(Rewriting, EndsWhereItCannotCompareAndTakesThatForNoDifference) {
    for (const Rewrite rewrite : {Rewrite::WhenDifferent, Rewrite::Differing}) {
        board(sim::Chip::H725, foundingBytes, rewrite);
        holdTheImage();
        const Ending& ending = runUntilTheProbeGoes();
        EXPECT_EQ(ending.judgement.verdict, Verdict::Error);
        ASSERT_TRUE(ending.judgement.fault.has_value());
        EXPECT_EQ(ending.judgement.fault->stage, Stage::Compare)
            << base::toLogLine(*ending.judgement.fault);
        EXPECT_FALSE(ending.evidence.flash.has_value());
    }
}

TEST_F(Rewriting, TakesTheRecipesWordForIt) {
    board(sim::Chip::H725, foundingBytes, Rewrite::Always);
    holdTheImage();
    const Ending& ending = run();
    EXPECT_EQ(ending.judgement.verdict, Verdict::Pass);
    EXPECT_FALSE(ending.evidence.plan.kept.has_value());
    ASSERT_TRUE(ending.evidence.flash.has_value());
    EXPECT_EQ(ending.evidence.flash->sectorsErased, 3U);
}

TEST_F(Rewriting, WritesAllOfItWhenOneByteIsAnother) {
    board(sim::Chip::H725, foundingBytes, Rewrite::WhenDifferent);
    holdTheImage();
    tamper(200'001, 0x00);
    const Ending& ending = run();
    EXPECT_EQ(ending.judgement.verdict, Verdict::Pass);
    EXPECT_EQ(ending.evidence.plan.kept->sectors, 0U);
    EXPECT_EQ(ending.evidence.flash->sectorsErased, 3U);
    EXPECT_TRUE(holds());
}

TEST_F(Rewriting, WritesTheOneSectorThatDiffers) {
    board(sim::Chip::H725, foundingBytes, Rewrite::Differing);
    holdTheImage();
    tamper(200'001, 0x00);
    const Ending& ending = run();
    EXPECT_EQ(ending.judgement.verdict, Verdict::Pass);
    EXPECT_EQ(ending.evidence.plan.kept->sectors, 2U);
    EXPECT_EQ(ending.evidence.flash->sectorsErased, 1U);
    EXPECT_EQ(ending.evidence.flash->bytesProgrammed, 131'072U);
    EXPECT_EQ(ending.evidence.verify->bytesDigested, 3U * 131'072);
    EXPECT_TRUE(holds());
}

TEST_F(Rewriting, CountsWhatIsBehindTheImageInItsLastSector) {
    board(sim::Chip::H725, foundingBytes, Rewrite::Differing);
    holdTheImage();
    tamper(3 * 131'072 - 1, 0x7F);
    const Ending& ending = run();
    EXPECT_EQ(ending.judgement.verdict, Verdict::Pass);
    EXPECT_EQ(ending.evidence.plan.kept->sectors, 2U);
}

TEST_F(Rewriting, FindsTwoPagesAmongFiveHundred) {
    board(sim::Chip::L476, 1024 * 1024, Rewrite::Differing);
    holdTheImage();
    tamper(5, 0xFE);
    tamper(1024 * 1024 - 2048, 0xFE);
    const Ending& ending = run();
    EXPECT_EQ(ending.judgement.verdict, Verdict::Pass)
        << base::toLogLine(ending.judgement.fault.value_or(Fault{}));
    EXPECT_EQ(ending.evidence.plan.sectors, 512U);
    EXPECT_EQ(ending.evidence.plan.kept->sectors, 510U);
    EXPECT_EQ(ending.evidence.flash->bytesProgrammed, 2U * 2048);
    EXPECT_LE(ending.took, 2500ms);
    EXPECT_TRUE(holds());
}

TEST_F(Rewriting, ErasesTheWholeChipWhereThatIsQuickerThanItsDifferingPages) {
    board(sim::Chip::L476, 1024 * 1024, Rewrite::Differing);
    const Ending& ending = run();
    EXPECT_EQ(ending.judgement.verdict, Verdict::Pass);
    EXPECT_EQ(ending.evidence.plan.kept->sectors, 0U);
    EXPECT_EQ(ending.evidence.flash->sectorsErased, 512U);
    EXPECT_TRUE(holds());
}

TEST_F(Rewriting, OfABlankBoardCostsLittleMore) {
    board(sim::Chip::H725, foundingBytes, Rewrite::Always);
    const Duration plain = run().took;
    board(sim::Chip::H725, foundingBytes, Rewrite::WhenDifferent);
    EXPECT_LE(run().took, plain + 60ms);
}

} // namespace

} // namespace greenlight::job
