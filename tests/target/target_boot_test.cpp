#include "engine/sim/sim_chips.h"
#include "rig.h"

// The product's own firmware at work, seen through the debug port.

namespace greenlight::target {

namespace {

using sim::BoardSpec;
using sim::Chip;
using std::chrono::milliseconds;

/// Where the resident firmwares of the bench keep their stack, and the word Blinky writes there.
constexpr std::uint32_t blinkyAddress = 0x20001FFC;
constexpr std::uint32_t blinkyWord = 1;

/// The same where the RAM ends before that.
std::uint32_t placeOfBlinky(Chip chip) {
    const sim::RamFacts& ram = sim::factsOf(chip).ram.front();
    const bool small = ram.base + ram.bytes <= blinkyAddress && ram.base == 0x20000000;
    return small ? ram.base + ram.bytes - 4 : blinkyAddress;
}

class BootOn : public testing::TestWithParam<Chip> {};

TEST_P(BootOn, IsSeenWhileTheFirmwareRunsAndEndsWithTheCoreHeld) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const std::uint32_t address = placeOfBlinky(GetParam());
    ASSERT_TRUE((*target)->link().writeWord((*target)->ap(), address, 0).ok());
    const auto sight = (*target)->watchBoot(address, 0xFFFFFFFF, blinkyWord, milliseconds(500));
    ASSERT_TRUE(sight.ok()) << base::toLogLine(sight.fault());
    EXPECT_EQ(sight->word, blinkyWord);
    EXPECT_LT(sight->took, milliseconds(200));
    EXPECT_TRUE((*target)->core().requireHalted().ok());
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
}

INSTANTIATE_TEST_SUITE_P(EveryChip, BootOn, testing::ValuesIn(sim::everyChip()),
                         [](const auto& chip) { return std::string(sim::name(chip.param)); });

TEST(Boot, IsGivenUpWhenItsTimeIsOver) {
    Rig rig(Rig::board(Chip::F407));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto sight = (*target)->watchBoot(blinkyAddress, 0xFF, 0x42, milliseconds(300));
    ASSERT_TRUE(sight.ok());
    EXPECT_EQ(sight->word, blinkyWord);
    EXPECT_GE(sight->took, milliseconds(300));
    EXPECT_LT(sight->took, milliseconds(350));
}

TEST(Boot, OfAFirmwareThatTakesThePinsStillEndsWithTheCoreHeld) {
    BoardSpec board = Rig::board(Chip::F407);
    board.resident = BoardSpec::Resident::PinThief;
    Rig rig(board);
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto sight = (*target)->watchBoot(blinkyAddress, 0xFF, 0x42, milliseconds(300));
    ASSERT_TRUE(sight.ok()) << base::toLogLine(sight.fault());
    EXPECT_TRUE((*target)->core().requireHalted().ok());
}

TEST(Boot, NeedsNoResetPin) {
    BoardSpec board = Rig::board(Chip::G474);
    board.nrstWired = false;
    Rig rig(board);
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    ASSERT_FALSE((*target)->resetPinWorks());
    ASSERT_TRUE((*target)->link().writeWord((*target)->ap(), blinkyAddress, 0).ok());
    const auto sight = (*target)->watchBoot(blinkyAddress, ~0U, blinkyWord, milliseconds(300));
    ASSERT_TRUE(sight.ok()) << base::toLogLine(sight.fault());
    EXPECT_EQ(sight->word, blinkyWord);
    EXPECT_TRUE((*target)->core().requireHalted().ok());
}

} // namespace

} // namespace greenlight::target
