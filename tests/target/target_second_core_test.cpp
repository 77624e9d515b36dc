#include "rig.h"
#include "tests/target/loader_bench.h"

// Parts with a second core, which starts by itself and must stand still while we work.

namespace greenlight::target {

namespace {

using sim::Chip;

constexpr std::uint8_t secondPort = 3;
constexpr std::uint32_t optsr = 0x5200201C;

/// The second core as its own port shows it.
CoreState secondCore(Target& target, Clock& clock) {
    EXPECT_TRUE(target.link().openAp(secondPort).ok());
    CortexM core(target.link(), clock, secondPort);
    const auto state = core.state();
    EXPECT_TRUE(state.ok());
    return state.ok() ? *state : CoreState{};
}

} // namespace

TEST(SecondCore, IsHeldFromConnectToReleaseAndOverEveryReset) {
    Rig rig(Rig::board(Chip::H747));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault()) << told(rig.trail);
    EXPECT_TRUE(rig.climbed("second core", true));
    EXPECT_TRUE(secondCore(**target, rig.clock).halted);
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE((*target)->resetAndHold().ok());
        EXPECT_TRUE(secondCore(**target, rig.clock).halted);
    }
    ASSERT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
    EXPECT_TRUE(rig.running());
}

TEST(SecondCore, IsNotLookedForOnAPartThatHasOne) {
    Rig rig(Rig::board(Chip::H743));
    auto target = rig.connect();
    ASSERT_TRUE(target.ok()) << base::toLogLine(target.fault());
    EXPECT_TRUE((*target)->resetAndHold().ok());
    EXPECT_TRUE((*target)->release().ok());
    EXPECT_FALSE(rig.debugStateLeft());
}

TEST(SecondCore, DoesNotTouchTheLoadersMemory) {
    LoaderBench bench({.chip = Chip::H747});
    const auto bytes = firmware(400'000);
    const std::array pieces{Piece{0x08000000, bytes}, Piece{0x08100000, bytes}};
    const FlashPlan plan = bench.plan(pieces);
    const auto outcome = bench.program(plan);
    ASSERT_TRUE(outcome.ok()) << base::toLogLine(outcome.fault());
    EXPECT_TRUE(bench.flash(0x08100000, 400'000) == bytes);
}

TEST(SecondCore, IsLeftAloneWhereItsOptionKeepsItFromStarting) {
    LoaderBench bench({.chip = Chip::H747});
    Target& target = bench.target();
    probe::StLink& link = target.link();
    const std::uint8_t ap = target.ap();
    const auto before = link.readWord(ap, optsr);
    ASSERT_TRUE(before.ok());
    for (const auto& [address, value] :
         {std::pair{0x52002008U, 0x08192A3BU}, std::pair{0x52002008U, 0x4C5D6E7FU},
          std::pair{0x52002020U, *before & ~(1U << 22)}, std::pair{0x52002018U, 2U}}) {
        ASSERT_TRUE(link.writeWord(ap, address, value).ok());
    }
    bench.clock().sleepFor(std::chrono::seconds(1));
    SecondCore other(link, bench.clock());
    ASSERT_TRUE(other.hold(target.device()).ok());
    EXPECT_FALSE(other.held());
}

} // namespace greenlight::target
