#include "tests/target/loader_bench.h"

#include <gtest/gtest.h>

// Locks of L5, U5 and WBA that neither the protection level nor the pages tell of: found before
// anything is done, and said in words.

namespace greenlight::target {

namespace {

using sim::BoardSpec;
using sim::Chip;

void expectRefused(const BoardSpec& board, const std::string& words) {
    LoaderBench bench(board);
    const auto open = Target::requireUnprotected(bench.identity());
    ASSERT_FALSE(open.ok());
    EXPECT_EQ(open.fault().code, FaultCode::OptionsUnusual);
    EXPECT_EQ(open.fault().note, words);
}

class LowPowerLocks : public testing::TestWithParam<Chip> {};

TEST_P(LowPowerLocks, TrustZoneIsRefused) {
    expectRefused({.chip = GetParam(), .trustZone = true}, "TrustZone is on");
}

/// An L5 has neither keys nor areas that freeze.
class LowPowerKeys : public testing::TestWithParam<Chip> {};

TEST_P(LowPowerKeys, AFrozenAreaAndAnOemKeyAreRefused) {
    expectRefused({.chip = GetParam(), .writeProtectionFrozen = true},
                  "write protection area 1A is frozen");
    expectRefused({.chip = GetParam(), .keyLocked = true}, "an OEM1 key is locked in");
}

TEST_P(LowPowerKeys, ProtectionBehindAnOemKeyStaysAndSaysWhy) {
    LoaderBench bench({.chip = GetParam(), .rdpLevel = 1, .keyLocked = true});
    const auto regressed = bench.target().regressReadProtection();
    ASSERT_FALSE(regressed.ok());
    EXPECT_EQ(regressed.fault().code, FaultCode::RegressionFailed);
    EXPECT_NE(regressed.fault().note.find("OEM1 key"), std::string::npos);
    const auto after = bench.target().identify();
    ASSERT_TRUE(after.ok());
    EXPECT_EQ(after->readProtection, 1U);
}

INSTANTIATE_TEST_SUITE_P(Chips, LowPowerLocks, testing::Values(Chip::L552, Chip::U575, Chip::WBA52),
                         [](const auto& chip) { return std::string(sim::name(chip.param)); });

INSTANTIATE_TEST_SUITE_P(Chips, LowPowerKeys, testing::Values(Chip::U575, Chip::WBA52),
                         [](const auto& chip) { return std::string(sim::name(chip.param)); });

TEST(SplitUid, IsReadWholeThoughItsLastWordStandsApart) {
    for (const Chip chip : {Chip::L072, Chip::L152}) {
        LoaderBench bench({.chip = chip});
        for (std::size_t i = 0; i < bench.identity().uid.size(); i++) {
            EXPECT_EQ(bench.identity().uid.at(i), 0x31 + i);
        }
    }
}

} // namespace

} // namespace greenlight::target
