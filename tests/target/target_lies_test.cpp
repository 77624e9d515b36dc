#include "lying_target.h"

// A chip, or what stands between us and it, that does not tell the truth.

namespace greenlight::target {

namespace {

using sim::BoardSpec;
using sim::Chip;

} // namespace

TEST(Identity, RefusesACoreThatDoesNotAnswer) {
    for (const std::uint32_t word : {0U, 0xFFFFFFFFU, 0x12345678U}) {
        EXPECT_EQ(connectFault(Chip::F407, 0xE000ED00, [word](std::uint32_t) { return word; }).code,
                  FaultCode::AccessPort);
    }
}

TEST(Identity, TellsAnUnknownIdFromAWrongCore) {
    EXPECT_EQ(connectFault(Chip::F407, 0xE0042000, answer(0x10000777)).code,
              FaultCode::DeviceUnknown);
    EXPECT_EQ(connectFault(Chip::F407, 0xE0042000, answer(0x10000410)).code,
              FaultCode::CoreMismatch);
    EXPECT_EQ(connectFault(Chip::F407, 0xE0042000, answer(0xFFFFFFFF)).code,
              FaultCode::DeviceImplausible);
    EXPECT_EQ(connectFault(Chip::F407, 0xE000ED00, answer(0x410CC200)).code,
              FaultCode::DeviceUnknown);
}

TEST(Identity, SuspectsKnownRevisionsOfOtherMakers) {
    EXPECT_EQ(connectFault(Chip::F103, 0xE0042000, [](std::uint32_t) { return 0x13030410U; }).code,
              FaultCode::CloneSuspected);
}

TEST(Identity, SuspectsARomTableOfAnotherMaker) {
    EXPECT_EQ(connectFault(Chip::F103, 0xE00FFFE8, [](std::uint32_t) { return 0x7U; }).code,
              FaultCode::CloneSuspected);
    EXPECT_EQ(connectFault(Chip::F103, 0xE00FFFE0, [](std::uint32_t) { return 0x11U; }).code,
              FaultCode::DeviceImplausible);
}

TEST(Identity, RefusesAFlashSizeThatWasNotRead) {
    EXPECT_EQ(connectFault(Chip::F407, 0x1FFF7A20, [](std::uint32_t) { return 0xFFFFFFFFU; }).code,
              FaultCode::FlashSizeImplausible);
}

TEST(Identity, IsFoundBehindTheCoreWhenTheDebugBusDoesNotAnswer) {
    // DBGMCU_CR at the APB-D port of an H7.
    Rig rig(Rig::board(Chip::H725), {}, lying({.silentAddress = 0xE00E1004}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
    EXPECT_EQ((*target)->device().devId, 0x483);
    EXPECT_TRUE((*target)->identify().ok());
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST(Identity, TakesTheRomPartOfASisterDieAndOfNoOtherFamily) {
    // PIDR0 of an F103: 0x410. 0x414 is the high-density F103, 0x413 an F4.
    const auto part = [](std::uint32_t low) {
        Rig rig(Rig::board(Chip::F103), {}, lying({.address = 0xE00FFFE0, .lie = answer(low)}));
        auto target = rig.connect();
        return target.ok() && (*target)->identify().ok();
    };
    EXPECT_TRUE(part(0x14));
    EXPECT_FALSE(part(0x13));
}

TEST(Identity, TakesTheRomPartOfAnF2FromAnF405) {
    Rig rig(Rig::board(Chip::F407), {}, lying({.address = 0xE00FFFE0, .lie = answer(0x11)}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
    const auto identity = (*target)->identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_EQ(identity->romPart, 0x411);
}

TEST(Identity, TakesADebugPortThatNoRowNames) {
    for (const Chip chip : {Chip::F407, Chip::H725, Chip::H563, Chip::WBA52, Chip::U083}) {
        const std::uint32_t strange = 0x4BA02477;
        Rig rig(Rig::board(chip), {}, lying({.lie = answer(strange), .portRegister = 0}));
        auto target = rig.connect();
        ASSERT_TRUE(target.ok()) << sim::name(chip) << ": " << base::toLogLine(target.fault());
        const auto identity = (*target)->identify();
        ASSERT_TRUE(identity.ok()) << sim::name(chip) << ": " << base::toLogLine(identity.fault());
        EXPECT_EQ(identity->dpidr, strange);
    }
}

TEST(Identity, DoesWithoutARomTable) {
    // CIDR0 of the only table of an F1: what is there is no component then.
    Rig rig(Rig::board(Chip::F103), {}, lying({.address = 0xE00FFFF0, .lie = answer(0)}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
    const auto identity = (*target)->identify();
    ASSERT_TRUE(identity.ok()) << base::toLogLine(identity.fault());
    EXPECT_FALSE(identity->romPart.has_value());
}

TEST(Soak, FindsAWordThatChangesOnceInAWhile) {
    auto asked = std::make_shared<unsigned>(0);
    EXPECT_EQ(connectFault(Chip::F407, 0x1FFF7A14,
                           [asked](std::uint32_t truth) {
                               return ++*asked % 20 == 0 ? truth ^ 0x10U : truth;
                           })
                  .code,
              FaultCode::LinkUnstable);
}

TEST(Identity, SuspectsADebugPortOfAnotherChip) {
    EXPECT_EQ(connectFault(Chip::F103, Untruth{.lie = answer(0x2BA01477), .portRegister = 0}).code,
              FaultCode::CloneSuspected);
}

TEST(DebugPort, WantsThePowerAcknowledged) {
    auto lies = std::make_shared<bool>(false);
    const auto lie = [lies](std::uint32_t truth) { return *lies ? truth & ~(1U << 29) : truth; };
    Rig rig(Rig::board(Chip::F407), {}, lying({.lie = lie, .portRegister = 4}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    *lies = true;
    DebugPort port(rig.link(), rig.clock);
    const auto powered = port.powered();
    ASSERT_TRUE(powered.ok());
    EXPECT_FALSE(*powered);
    const auto up = port.powerUp();
    ASSERT_FALSE(up.ok());
    EXPECT_EQ(up.fault().code, FaultCode::DebugPowerUp);
}

TEST(DebugPort, RefusesAnIdThatNoPortHas) {
    for (const std::uint32_t word : {0U, 0xFFFFFFFFU, 0x2BA01476U}) {
        auto lies = std::make_shared<bool>(false);
        const auto lie = [lies, word](std::uint32_t truth) { return *lies ? word : truth; };
        Rig rig(Rig::board(Chip::F407), {}, lying({.lie = lie, .portRegister = 0}));
        auto target = rig.connect();
        ASSERT_TRUE(target.ok());
        *lies = true;
        const auto id = DebugPort(rig.link(), rig.clock).id();
        ASSERT_FALSE(id.ok());
        EXPECT_EQ(id.fault().code, FaultCode::SwdNoAnswer);
    }
}

TEST(DebugPort, IsWithoutPowerAfterTheRelease) {
    Rig rig(Rig::board(Chip::F407), {}, lying({}));
    const auto power = [](sim::SimTarget& board, Instant) {
        return static_cast<LyingTarget&>(board).power();
    };
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    EXPECT_NE(rig.look(power), 0U);
    ASSERT_TRUE((*target)->release().ok());
    EXPECT_EQ(rig.look(power), 0U);
}

TEST(Protection, LostOptionWriteIsNoticed) {
    constexpr std::uint32_t optcr = 0x40023C14;
    for (const unsigned level : {0U, 1U}) {
        BoardSpec board = Rig::board(Chip::F407);
        board.rdpLevel = level;
        Rig rig(board, {}, lying({.deafAddress = optcr}));
        auto target = rig.connect();
        ASSERT_TRUE(target.ok());
        const auto changed =
            level == 0 ? (*target)->setReadProtection() : (*target)->regressReadProtection();
        ASSERT_FALSE(changed.ok());
        EXPECT_EQ(changed.fault().code,
                  level == 0 ? FaultCode::ProtectionNotEffective : FaultCode::RegressionFailed);
        EXPECT_EQ(changed.fault().note,
                  level == 0 ? "the option bytes say level 0" : "still level 1");
    }
}

TEST(Protection, LevelOneOnPaperOnlyIsNotProtection) {
    // The option bytes soon claim level 1, and the flash can be read all the same.
    auto asked = std::make_shared<unsigned>(0);
    const auto lie = [asked](std::uint32_t truth) {
        constexpr unsigned honestReads = 2;
        return ++*asked > honestReads ? truth & ~0xFF00U : truth;
    };
    Rig rig(Rig::board(Chip::F407), {},
            lying({.address = 0x40023C14, .lie = lie, .deafAddress = 0x40023C14}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto set = (*target)->setReadProtection();
    ASSERT_FALSE(set.ok());
    EXPECT_EQ(set.fault().code, FaultCode::ProtectionNotEffective);
    EXPECT_NE(set.fault().note.find("can still be read"), std::string::npos) << set.fault().note;
}

TEST(Protection, LevelTwoIsLeftAlone) {
    Rig rig(Rig::board(Chip::F407), {},
            lying({.address = 0x40023C14,
                   .lie = [](std::uint32_t truth) { return (truth & ~0xFF00U) | 0xCC00U; }}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto regressed = (*target)->regressReadProtection();
    ASSERT_FALSE(regressed.ok());
    EXPECT_EQ(regressed.fault().code, FaultCode::ReadProtected);
}

TEST(Protection, AnotherChipAfterTheReloadIsNoticed) {
    auto swapped = std::make_shared<bool>(false);
    const auto lie = [swapped](std::uint32_t truth) { return *swapped ? truth ^ 0xFFU : truth; };
    Rig rig(Rig::board(Chip::L476), {}, lying({.address = 0x1FFF7594, .lie = lie}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    *swapped = true;
    const auto set = (*target)->setReadProtection();
    ASSERT_FALSE(set.ok());
    EXPECT_EQ(set.fault().code, FaultCode::UidChanged);
}

TEST(Protection, UnusualOptionsAreNamed) {
    Identity identity;
    identity.device = findDevice(0x483);
    EXPECT_TRUE(Target::requireUnprotected(identity).ok());
    identity.unusual = {"a secure area"};
    const auto open = Target::requireUnprotected(identity);
    ASSERT_FALSE(open.ok());
    EXPECT_EQ(open.fault().code, FaultCode::OptionsUnusual);
    EXPECT_EQ(open.fault().note, "a secure area");
}

TEST(Soak, FindsADebugPortThatChangesItsId) {
    auto asked = std::make_shared<unsigned>(0);
    const auto lie = [asked](std::uint32_t truth) {
        return ++*asked % 2 == 0 ? truth ^ 0x10000000U : truth;
    };
    EXPECT_EQ(connectFault(Chip::F407, Untruth{.lie = lie, .portRegister = 0}).code,
              FaultCode::LinkUnstable);
}

TEST(Protection, SilenceIsNoProofOfProtection) {
    Rig rig(Rig::board(Chip::F407), {}, lying({.silentAddress = 0x08000000}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
    const auto set = (*target)->setReadProtection();
    ASSERT_FALSE(set.ok());
    EXPECT_NE(set.fault().code, FaultCode::ProtectionNotEffective);
    EXPECT_EQ(set.fault().stage, Stage::Protect);
}

} // namespace greenlight::target
