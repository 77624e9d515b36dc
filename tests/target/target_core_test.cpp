#include "lying_target.h"

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

TEST(HaltedProof, IsNotGivenByACoreWhoseResetIsNeverOver) {
    constexpr std::uint32_t resetSeen = 1U << 25;
    EXPECT_EQ(
        connectFault(Chip::F407, 0xE000EDF0, [](std::uint32_t truth) { return truth | resetSeen; })
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

TEST(HaltedProof, TakesTheProgramCounterWhenTheReasonIsNotToldAndWantsOneOfThem) {
    const auto haltedByRequest = [](std::uint32_t) { return 1U; };
    Rig open(Rig::board(Chip::F407), {}, lying({.address = 0xE000ED30, .lie = haltedByRequest}));
    EXPECT_TRUE(open.connect().ok());
    // Of a protected chip the reset vector cannot be read.
    sim::BoardSpec board = Rig::board(Chip::F407);
    board.rdpLevel = 1;
    Rig closed(board, {}, lying({.address = 0xE000ED30, .lie = haltedByRequest}));
    const auto target = closed.connect();
    ASSERT_FALSE(target.ok());
    EXPECT_EQ(target.fault().code, FaultCode::NotHalted);
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

TEST(HaltedProof, WantsDebuggingToStayEnabled) {
    EXPECT_EQ(
        connectFault(Chip::F407, 0xE000EDF0, [](std::uint32_t truth) { return truth & ~1U; }).code,
        FaultCode::AccessPort);
}

TEST(CortexM, ResetMayCutOffTheAccessThatAskedForIt) {
    Rig rig(Rig::board(Chip::F407), {}, lying({.faultAddress = 0xE000ED0C}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    const auto held = (*target)->core().resetAndHold();
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
    const auto started =
        (*target)->core().start({.entry = code, .stackTop = stack, .returnAddress = code + 4});
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
        {.entry = code, .stackTop = stack, .returnAddress = code + 4}, milliseconds(100));
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
        {.entry = code, .stackTop = stack, .returnAddress = code + 4}, milliseconds(100));
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
        {.entry = code, .stackTop = stack, .returnAddress = code + 4}, milliseconds(100));
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
    const Routine loop{.entry = code, .stackTop = stack, .returnAddress = code + 4};
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

TEST_P(CoreOnChip, BreakpointsOfOursAreGoneAfterTheRelease) {
    Rig rig(Rig::board(GetParam()));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    ASSERT_TRUE(rig.link().writeWord((*target)->ap(), 0xE0002000, 3).ok());
    ASSERT_TRUE(rig.link().writeWord((*target)->ap(), 0xE0002008, 0xC8000101).ok());
    ASSERT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
}

/// Starts `words` in RAM, does `before`, lets the board go and looks where its core is afterwards.
void expectTheProductAfterTheRelease(
    Rig& rig, const std::vector<std::uint32_t>& words,
    const std::function<void()>& before = [] {}) {
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    put(rig, **target, words);
    ASSERT_TRUE((*target)
                    ->core()
                    .start({.entry = code, .stackTop = stack, .returnAddress = code + 4})
                    .ok());
    const std::uint8_t ap = (*target)->ap();
    before();
    const auto released = (*target)->release();
    ASSERT_TRUE(released.ok()) << base::toLogLine(released.fault());
    rig.clock.sleepFor(milliseconds(1));
    EXPECT_TRUE(rig.running());
    ASSERT_TRUE(rig.link().enterSwd().ok());
    CortexM core(rig.link(), rig.clock, ap);
    ASSERT_TRUE(core.halt().ok());
    const auto counter = core.readRegister(CoreRegister::Pc);
    ASSERT_TRUE(counter.ok());
    EXPECT_NE(*counter & ~7U, code);
    const auto status = core.readRegister(CoreRegister::Xpsr);
    ASSERT_TRUE(status.ok());
    EXPECT_EQ(*status & 0x1FFU, 0U) << "the exception that it is in";
}

const std::vector<std::uint32_t> endlessLoop{0xE7FEE7FE, 0xBE00BE00};
const std::vector<std::uint32_t> breakpoint{0xBE00BE00, 0xBE00BE00};

TEST_P(CoreOnChip, ReleaseStartsTheProductAndNotWhatWasRunning) {
    Rig rig(Rig::board(GetParam()));
    expectTheProductAfterTheRelease(rig, endlessLoop);
}

TEST_P(CoreOnChip, ReleaseStartsTheProductFromABreakpoint) {
    Rig rig(Rig::board(GetParam()));
    expectTheProductAfterTheRelease(rig, breakpoint);
}

TEST_P(CoreOnChip, ReleaseStartsTheProductWithoutAResetPin) {
    BoardSpec board = Rig::board(GetParam());
    board.nrstWired = false;
    Rig rig(board);
    expectTheProductAfterTheRelease(rig, endlessLoop);
}

TEST_P(CoreOnChip, ReleaseStartsTheProductThoughTheResetPinCameOff) {
    // The pin has worked when the chip was connected: only the core can say that it does no more.
    auto cut = std::make_shared<bool>(false);
    Rig rig(Rig::board(GetParam()), {}, lying({.pinCut = cut}));
    expectTheProductAfterTheRelease(rig, breakpoint, [&cut] { *cut = true; });
}

TEST_P(CoreOnChip, StartsThoughTheProbesOwnCommandsSeemNotToHaveWorked) {
    auto lies = std::make_shared<unsigned>(0);
    const auto lie = [lies](std::uint32_t truth) {
        return *lies != 0 && (*lies)-- != 0 ? truth ^ 0x100U : truth;
    };
    Rig rig(Rig::board(GetParam()), {}, lying({.address = 0xE000EDF8, .lie = lie}));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok());
    put(rig, **target, endlessLoop);
    *lies = 1;
    const auto started =
        (*target)->core().start({.entry = code, .stackTop = stack, .returnAddress = code + 4});
    EXPECT_TRUE(started.ok()) << base::toLogLine(started.fault());
    EXPECT_EQ(*lies, 0U);
}

INSTANTIATE_TEST_SUITE_P(EveryChip, CoreOnChip,
                         testing::Values(Chip::H725, Chip::F407, Chip::F103, Chip::L476,
                                         Chip::G474));

} // namespace greenlight::target
