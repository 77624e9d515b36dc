#include "rig.h"

namespace greenlight::target {

namespace {

using sim::BoardSpec;
using sim::Chip;
using std::chrono::milliseconds;

/// True if every byte of the board's flash is erased.
bool isBlank(Rig& rig) {
    return rig.look([](sim::SimTarget& board, Instant) {
        return std::ranges::all_of(board.flash(), [](std::uint8_t byte) { return byte == 0xFF; });
    });
}

} // namespace

class ProtectionOnChip : public testing::TestWithParam<Chip> {};

TEST_P(ProtectionOnChip, ReadProtectedChipIsNamedBeforeAnythingIsDone) {
    BoardSpec board = Rig::board(GetParam());
    board.rdpLevel = 1;
    Rig rig(board);
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << "\n" << told(rig.trail);
    const auto identity = (*target)->identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_EQ(identity->readProtection, 1U);
    const auto open = Target::requireUnprotected(*identity);
    ASSERT_FALSE(open.ok());
    EXPECT_EQ(open.fault().code, FaultCode::ReadProtected);
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST_P(ProtectionOnChip, RegressionErasesEverythingAndIsProven) {
    BoardSpec board = Rig::board(GetParam());
    board.rdpLevel = 1;
    Rig rig(board);
    EXPECT_FALSE(isBlank(rig));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto regressed = (*target)->regressReadProtection();
    ASSERT_TRUE(regressed.ok()) << base::toLogLine(regressed.fault());
    EXPECT_TRUE(isBlank(rig));
    const auto identity = (*target)->identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_EQ(identity->readProtection, 0U);
    EXPECT_TRUE(Target::requireUnprotected(*identity).ok());
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST_P(ProtectionOnChip, RegressionOfAnOpenChipTouchesNothing) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    EXPECT_TRUE((*target)->regressReadProtection().ok());
    EXPECT_FALSE(isBlank(rig));
}

TEST_P(ProtectionOnChip, SettingProtectionMakesTheFlashUnreadable) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto before = (*target)->identify();
    ASSERT_TRUE(before.ok());
    const auto set = (*target)->setReadProtection();
    ASSERT_TRUE(set.ok()) << base::toLogLine(set.fault());
    EXPECT_FALSE(rig.link().readWord((*target)->ap(), 0x08000000).ok());
    ASSERT_TRUE(rig.link().clearStickyErrors().ok());
    const auto after = (*target)->identify();
    ASSERT_TRUE(after.ok()) << base::toLogLine(after.fault());
    EXPECT_EQ(after->readProtection, 1U);
    EXPECT_EQ(after->writeProtected.size(), before->writeProtected.size());
    EXPECT_EQ(after->hardwareWatchdog, before->hardwareWatchdog);
    EXPECT_FALSE(isBlank(rig));
    const auto again = (*target)->setReadProtection();
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.fault().code, FaultCode::ReadProtected);
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST_P(ProtectionOnChip, ProtectionSetHereCanBeTakenBackHere) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    ASSERT_TRUE((*target)->setReadProtection().ok());
    const auto regressed = (*target)->regressReadProtection();
    ASSERT_TRUE(regressed.ok()) << base::toLogLine(regressed.fault());
    EXPECT_TRUE(isBlank(rig));
}

TEST_P(ProtectionOnChip, OtherOptionBytesSurviveAChangeOfProtection) {
    BoardSpec board = Rig::board(GetParam());
    board.writeProtectedSectors = 0b10;
    board.hardwareWatchdog = true;
    Rig rig(board);
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
    const auto before = (*target)->identify();
    ASSERT_TRUE(before.ok());
    ASSERT_FALSE(before->writeProtected.empty());
    const auto set = (*target)->setReadProtection();
    ASSERT_TRUE(set.ok()) << base::toLogLine(set.fault());
    const auto after = (*target)->identify();
    ASSERT_TRUE(after.ok());
    EXPECT_EQ(after->writeProtected, before->writeProtected);
    EXPECT_TRUE(after->hardwareWatchdog);
}

TEST_P(ProtectionOnChip, WriteProtectedSectorIsNamedWithItsAddress) {
    BoardSpec board = Rig::board(GetParam());
    board.writeProtectedSectors = 0b10;
    Rig rig(board);
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto identity = (*target)->identify();
    ASSERT_TRUE(identity.ok());
    const auto open = Target::requireUnprotected(*identity);
    ASSERT_FALSE(open.ok());
    EXPECT_EQ(open.fault().code, FaultCode::WriteProtected);
    ASSERT_FALSE(identity->writeProtected.empty());
    EXPECT_EQ(open.fault().address, identity->sectors[identity->writeProtected.front()].address);
    EXPECT_NE(identity->writeProtected.front(), 0U);
}

TEST_P(ProtectionOnChip, BoardSwappedDuringTheReloadIsNoticed) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto uid = (*target)->readUid();
    ASSERT_TRUE(uid.ok());
    BoardSpec other = Rig::board(GetParam());
    other.uid[3] = 0x77;
    rig.bench().insert(rig.port, other);
    EXPECT_FALSE((*target)->setReadProtection().ok());
    EXPECT_FALSE((*target)->resetAndHold().ok());
}

INSTANTIATE_TEST_SUITE_P(EveryChip, ProtectionOnChip,
                         testing::Values(Chip::H725, Chip::F407, Chip::F103, Chip::L476,
                                         Chip::G474));

} // namespace greenlight::target
