#include "rig.h"

#include <functional>
#include <memory>
#include <optional>

namespace greenlight::target {

namespace {

using sim::BoardSpec;
using sim::Chip;
using std::chrono::milliseconds;

constexpr std::uint32_t code = 0x20000000;
constexpr std::uint32_t stack = 0x20000400;

/// Changes what a read of one place gives.
using Lie = std::function<std::uint32_t(std::uint32_t truth)>;

/// What a LyingTarget does wrong.
struct Untruth {
    std::uint32_t address = 0; ///< memory whose reads are changed
    Lie lie{};
    std::uint32_t deafAddress = 0;  ///< memory whose writes are lost
    std::uint32_t faultAddress = 0; ///< memory whose writes work and are answered with FAULT
    std::optional<std::uint8_t> portRegister{}; ///< debug port register whose reads are changed
};

/// A chip with wires that change some answers and lose some writes.
class LyingTarget final : public sim::SimTarget {
public:
    LyingTarget(std::unique_ptr<sim::SimTarget> chip, Untruth untruth)
        : m_chip(std::move(chip))
        , m_untruth(std::move(untruth)) {}

    void lineReset(Instant at) override { m_chip->lineReset(at); }

    sim::SwdReply transfer(bool accessPort, bool read, std::uint8_t address,
                           std::uint32_t writeData, Instant at) override {
        const bool dataWrite = accessPort && !read && m_bank == 0 && address == 0xC;
        if (dataWrite && m_tar == m_untruth.deafAddress) {
            m_tar += 4;
            return {.ack = sim::Ack::Ok, .data = 0, .badParity = false};
        }
        sim::SwdReply reply = m_chip->transfer(accessPort, read, address, writeData, at);
        if (reply.ack != sim::Ack::Ok) {
            return reply;
        }
        if (dataWrite && m_tar == m_untruth.faultAddress) {
            m_tar += 4;
            return {.ack = sim::Ack::Fault, .data = 0, .badParity = false};
        }
        const bool readBuffer = !accessPort && read && address == 0xC;
        // A reply carries what the access before it has read.
        if (m_pending && read && (accessPort || readBuffer)) {
            reply.data = m_untruth.lie(reply.data);
            m_pending = false;
        }
        if (!accessPort && read && m_untruth.portRegister == address) {
            reply.data = m_untruth.lie(reply.data);
        }
        if (!accessPort && !read && address == 0x8) {
            m_bank = writeData & 0xF0;
        }
        if (!accessPort && !read && address == 0x4) {
            m_power = writeData;
        }
        if (accessPort && m_bank == 0) {
            if (!read && address == 0x4) {
                m_tar = writeData;
            } else if (address == 0xC) {
                m_pending = read && m_untruth.address != 0 && m_tar == m_untruth.address;
                m_tar += 4;
            }
        }
        return reply;
    }

    /// What was last written to CTRL/STAT.
    [[nodiscard]] std::uint32_t power() const { return m_power; }

    void setNrst(bool low, Instant at) override { m_chip->setNrst(low, at); }

    void setPower(bool on, Instant at) override { m_chip->setPower(on, at); }

    unsigned millivolts(Instant at) override { return m_chip->millivolts(at); }

    void setMishaps(const sim::TargetMishaps& mishaps) override { m_chip->setMishaps(mishaps); }

    void setMillivolts(unsigned millivolts, Instant at) override {
        m_chip->setMillivolts(millivolts, at);
    }

    [[nodiscard]] std::span<const std::uint8_t> flash() const override { return m_chip->flash(); }

    [[nodiscard]] const BoardSpec& spec() const override { return m_chip->spec(); }

    void tamperFlash(std::uint32_t offset, std::uint8_t value) override {
        m_chip->tamperFlash(offset, value);
    }

    bool running(Instant at) override { return m_chip->running(at); }

    [[nodiscard]] bool debugStateLeftBehind() const override {
        return m_chip->debugStateLeftBehind();
    }

    [[nodiscard]] std::uint64_t instructionsExecuted() const override {
        return m_chip->instructionsExecuted();
    }

private:
    std::unique_ptr<sim::SimTarget> m_chip;
    Untruth m_untruth;
    std::uint32_t m_power = 0;
    std::uint32_t m_bank = 0;
    std::uint32_t m_tar = 0;
    bool m_pending = false;
};

sim::BoardMaker lying(Untruth untruth) {
    return [untruth = std::move(untruth)](const BoardSpec& spec, std::uint64_t seed) {
        return std::make_unique<LyingTarget>(sim::SimTarget::make(spec, seed), untruth);
    };
}

Lie answer(std::uint32_t word) {
    return [word](std::uint32_t) { return word; };
}

Fault connectFault(Chip chip, Untruth untruth) {
    Rig rig(Rig::board(chip), {}, lying(std::move(untruth)));
    auto target = rig.connect();
    if (!target.ok()) {
        return target.fault();
    }
    const auto identity = (*target)->identify();
    return identity.ok() ? Fault{.code = FaultCode::Internal, .note = "it was believed"}
                         : identity.fault();
}

Fault connectFault(Chip chip, std::uint32_t address, Lie lie) {
    return connectFault(chip, Untruth{.address = address, .lie = std::move(lie)});
}

/// RAM words as a routine.
void put(Rig& rig, const Target& target, std::vector<std::uint32_t> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        ASSERT_TRUE(rig.link()
                        .writeWord(target.ap(), code + static_cast<std::uint32_t>(4 * i), words[i])
                        .ok());
    }
}

} // namespace

TEST(HaltedProof, IsNotFooledByWordsThatAreNoStatus) {
    for (const std::uint32_t word : {0xFFFFFFFFU, 0xA05F0003U, 0xE0042000U, 0x000003E8U}) {
        EXPECT_EQ(connectFault(Chip::F407, 0xE000EDF0, [word](std::uint32_t) { return word; }).code,
                  FaultCode::AccessPort)
            << std::hex << word;
    }
}

TEST(HaltedProof, IsNotFooledByAHaltThatWasOnlyASecondLong) {
    // Halted the first time, running when asked again: the second look decides.
    auto asked = std::make_shared<unsigned>(0);
    EXPECT_EQ(connectFault(Chip::F407, 0xE000EDF0,
                           [asked](std::uint32_t truth) {
                               const bool halted = (truth & (1U << 17)) != 0;
                               return halted && ++*asked % 2 == 0 ? truth & ~(1U << 17) : truth;
                           })
                  .code,
              FaultCode::NotHalted);
}

TEST(HaltedProof, LooksTwice) {
    auto looks = std::make_shared<std::optional<unsigned>>();
    const auto lie = [looks](std::uint32_t truth) {
        return looks->has_value() && ++**looks > 1 ? truth & ~(1U << 17) : truth;
    };
    Rig rig(Rig::board(Chip::F407), {}, lying({.address = 0xE000EDF0, .lie = lie}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    *looks = 0;
    const auto halted = (*target)->core().requireHalted();
    ASSERT_FALSE(halted.ok());
    EXPECT_EQ(halted.fault().code, FaultCode::NotHalted);
}

TEST(HaltedProof, WantsTheResetSeen) {
    EXPECT_EQ(connectFault(Chip::F407, 0xE000EDF0,
                           [](std::uint32_t truth) { return truth & ~(1U << 25); })
                  .code,
              FaultCode::ResetFailed);
}

TEST(HaltedProof, WantsTheVectorCatchAsTheReason) {
    EXPECT_EQ(connectFault(Chip::F407, 0xE000ED30, [](std::uint32_t) { return 1U; }).code,
              FaultCode::NotHalted);
}

TEST(HaltedProof, WantsTheProgramCounterAtTheResetVector) {
    EXPECT_EQ(
        connectFault(Chip::F407, 0xE000EDF8, [](std::uint32_t truth) { return truth ^ 0x100U; })
            .code,
        FaultCode::ResetFailed);
}

TEST(HaltedProof, WantsTheCatchToStay) {
    EXPECT_EQ(connectFault(Chip::F407, 0xE000EDFC, [](std::uint32_t) { return 0U; }).code,
              FaultCode::AccessPort);
}

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

TEST(Soak, FindsAWordThatChangesOnceInAWhile) {
    auto asked = std::make_shared<unsigned>(0);
    EXPECT_EQ(connectFault(Chip::F407, 0x1FFF7A14,
                           [asked](std::uint32_t truth) {
                               return ++*asked % 40 == 0 ? truth ^ 0x10U : truth;
                           })
                  .code,
              FaultCode::LinkUnstable);
}

TEST(HaltedProof, WantsDebuggingToStayEnabled) {
    EXPECT_EQ(
        connectFault(Chip::F407, 0xE000EDF0, [](std::uint32_t truth) { return truth & ~1U; }).code,
        FaultCode::AccessPort);
}

TEST(Identity, SuspectsADebugPortOfAnotherChip) {
    EXPECT_EQ(connectFault(Chip::F103, Untruth{.lie = answer(0x2BA01477), .portRegister = 0}).code,
              FaultCode::CloneSuspected);
}

TEST(DebugPort, WantsThePowerAcknowledged) {
    EXPECT_EQ(connectFault(Chip::F407,
                           Untruth{.lie = [](std::uint32_t truth) { return truth & ~(1U << 29); },
                                   .portRegister = 4})
                  .code,
              FaultCode::DebugPowerUp);
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

TEST(CortexM, ResetMayCutOffTheAccessThatAskedForIt) {
    Rig rig(Rig::board(Chip::F407), {}, lying({.faultAddress = 0xE000ED0C}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto held = (*target)->resetAndHold();
    EXPECT_TRUE(held.ok()) << base::toLogLine(held.fault());
}

TEST(CortexM, LockedUpCoreIsNotWaitedFor) {
    auto locked = std::make_shared<bool>(false);
    const auto lie = [locked](std::uint32_t truth) { return *locked ? truth | (1U << 19) : truth; };
    Rig rig(Rig::board(Chip::F407), {}, lying({.address = 0xE000EDF0, .lie = lie}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    *locked = true;
    const auto waited = (*target)->core().waitUntilHalted(milliseconds(100));
    ASSERT_FALSE(waited.ok());
    EXPECT_EQ(waited.fault().code, FaultCode::CoreLockup);
}

TEST(CortexM, StartWantsTheProgramCounterSet) {
    auto lies = std::make_shared<bool>(false);
    const auto lie = [lies](std::uint32_t truth) { return *lies ? truth ^ 0x100U : truth; };
    Rig rig(Rig::board(Chip::F407), {}, lying({.address = 0xE000EDF8, .lie = lie}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    *lies = true;
    const auto started = (*target)->core().start(
        {.entry = code, .stackTop = stack, .returnAddress = code + 4, .arguments = {}});
    ASSERT_FALSE(started.ok());
    EXPECT_EQ(started.fault().code, FaultCode::AccessPort);
}

class CoreOnChip : public testing::TestWithParam<Chip> {};

TEST_P(CoreOnChip, RunsARoutineAndGivesItsResult) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    // adds r0, r0, r1; adds r0, r0, r2; adds r0, r0, r3; bx lr; bkpt at code + 8
    put(rig, **target, {0x18801840, 0x477018C0, 0x0000BE00});
    const auto sum = (*target)->core().run({.entry = code,
                                            .stackTop = stack,
                                            .returnAddress = code + 8,
                                            .arguments = {1, 20, 300, 4000}},
                                           milliseconds(100));
    ASSERT_TRUE(sum.ok()) << base::toLogLine(sum.fault());
    EXPECT_EQ(*sum, 4321U);
}

TEST_P(CoreOnChip, RoutineThatCrashesSaysWhere) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    put(rig, **target, {0xDE00DE00, 0xBE00BE00}); // udf
    const auto ran = (*target)->core().run(
        {.entry = code, .stackTop = stack, .returnAddress = code + 4, .arguments = {}},
        milliseconds(100));
    ASSERT_FALSE(ran.ok());
    EXPECT_EQ(ran.fault().code, FaultCode::LoaderCrashed);
    EXPECT_NE(ran.fault().note.find("CFSR"), std::string::npos) << ran.fault().note;
}

TEST_P(CoreOnChip, RoutineThatEndsElsewhereHasCrashed) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    put(rig, **target, {0xBE00BE00, 0xBE00BE00});
    const auto ran = (*target)->core().run(
        {.entry = code, .stackTop = stack, .returnAddress = code + 4, .arguments = {}},
        milliseconds(100));
    ASSERT_FALSE(ran.ok());
    EXPECT_EQ(ran.fault().code, FaultCode::LoaderCrashed);
}

TEST_P(CoreOnChip, RoutineThatNeverEndsIsNotWaitedForForEver) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    put(rig, **target, {0xE7FEE7FE, 0xBE00BE00}); // b .
    const Instant before = rig.clock.now();
    const auto ran = (*target)->core().run(
        {.entry = code, .stackTop = stack, .returnAddress = code + 4, .arguments = {}},
        milliseconds(100));
    ASSERT_FALSE(ran.ok());
    EXPECT_EQ(ran.fault().code, FaultCode::NotHalted);
    EXPECT_LT(rig.clock.now() - before, milliseconds(200));
    EXPECT_TRUE((*target)->core().halt().ok());
}

TEST_P(CoreOnChip, RunningCoreIsNotStartedAgain) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    put(rig, **target, {0xE7FEE7FE, 0xBE00BE00});
    const Routine loop{
        .entry = code, .stackTop = stack, .returnAddress = code + 4, .arguments = {}};
    ASSERT_TRUE((*target)->core().start(loop).ok());
    const auto again = (*target)->core().start(loop);
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.fault().code, FaultCode::NotHalted);
    EXPECT_FALSE((*target)->core().resume().ok());
}

TEST_P(CoreOnChip, BreakpointsLeftBehindAreCleared) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    ASSERT_TRUE(rig.link().writeWord((*target)->ap(), 0xE0002000, 3).ok());
    ASSERT_TRUE(rig.link().writeWord((*target)->ap(), 0xE0002008, 0x08000101).ok());
    ASSERT_TRUE((*target)->core().clearBreakpoints().ok());
    const auto comparator = rig.link().readWord((*target)->ap(), 0xE0002008);
    ASSERT_TRUE(comparator.ok());
    EXPECT_EQ(*comparator & 1U, 0U);
}

INSTANTIATE_TEST_SUITE_P(EveryChip, CoreOnChip,
                         testing::Values(Chip::H725, Chip::F407, Chip::F103, Chip::L476,
                                         Chip::G474));

} // namespace greenlight::target
