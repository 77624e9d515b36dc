#include "engine/sim/sim_core.h"
#include "engine/sim/sim_rom_table.h"
#include "tests/sim/swd_host.h"

#include <gmock/gmock.h>

namespace greenlight::sim {
namespace {

constexpr std::uint32_t dwtControl = 0xE0001000;
constexpr std::uint32_t cycleCount = 0xE0001004;
constexpr std::uint32_t fpControl = 0xE0002000;
constexpr std::uint32_t vtor = 0xE000ED08;
constexpr std::uint32_t ccr = 0xE000ED14;
constexpr std::uint32_t mvfr0 = 0xE000EF40;

/// A bus with nothing on it: what a core tells of itself needs none.
class NoBus final : public Bus {
public:
    BusReply read(std::uint32_t, unsigned, std::uint64_t) override { return {.fault = true}; }

    BusReply write(std::uint32_t, unsigned, std::uint32_t, std::uint64_t) override {
        return {.fault = true};
    }

    [[nodiscard]] bool isHarmlessToRepeat(std::uint32_t, std::uint32_t) const override {
        return false;
    }

    std::span<const std::uint8_t> code(std::uint32_t) override { return {}; }
};

/// A core on its own, of a chip whose CPUID is all that is known of it.
struct Alone {
    explicit Alone(std::uint32_t cpuid) : facts{.cpuid = cpuid} {}

    std::uint32_t word(std::uint32_t address) { return core.read(address, {}).value; }

    void write(std::uint32_t address, std::uint32_t value) { core.write(address, value, {}); }

    ChipFacts facts;
    TargetMishaps mishaps;
    NoBus bus;
    SimCore core{facts, bus, mishaps};
};

struct Kind {
    std::uint32_t cpuid;
    CoreKind kind;
    std::uint32_t fpControl;
    std::uint32_t dwtControl;
    std::uint32_t ccr;
    std::uint32_t vtor;  ///< as it reads after 0x20000080 was written
    std::uint32_t demcr; ///< as it reads after all ones
};

constexpr std::array kinds{
    Kind{0x410CC200, CoreKind::M0, 0x40, 0x20000000, 0x208, 0, 0x01000401},
    Kind{0x410CC601, CoreKind::M0Plus, 0x40, 0x20000000, 0x208, 0x20000080, 0x01000401},
    Kind{0x411FC231, CoreKind::M3, 0x260, 0x40000000, 0x200, 0x20000080, 0x010F07F1},
    Kind{0x410FC241, CoreKind::M4, 0x260, 0x40000000, 0x200, 0x20000080, 0x010F07F1},
    Kind{0x410FC270, CoreKind::M7, 0x10000080, 0x40000000, 0x200, 0x20000080, 0x010F07F1},
    Kind{0x410FD214, CoreKind::M33, 0x10000080, 0x40000000, 0x201, 0x20000080, 0x010F07F1},
};

TEST(SimCoreKind, ShowsInWhatADebuggerReads) {
    for (const Kind& each : kinds) {
        SCOPED_TRACE(testing::Message() << std::hex << each.cpuid);
        Alone alone(each.cpuid);
        EXPECT_EQ(coreOf(alone.facts), each.kind);
        EXPECT_EQ(alone.word(0xE000ED00), each.cpuid);
        EXPECT_EQ(alone.word(fpControl), each.fpControl);
        EXPECT_EQ(alone.word(dwtControl), each.dwtControl);
        EXPECT_EQ(alone.word(ccr), each.ccr);
        alone.write(vtor, 0x20000080);
        EXPECT_EQ(alone.word(vtor), each.vtor);
        alone.write(demcrAddress, 0xFFFFFFFF);
        EXPECT_EQ(alone.word(demcrAddress), each.demcr);
    }
}

TEST(SimCoreKind, OfARMv6MHasNoCyclesFloatsCausesOrTrapsToTurnOff) {
    for (const std::uint32_t cpuid : {0x410CC200U, 0x410CC601U}) {
        Alone alone(cpuid);
        alone.write(dwtControl, 1);
        alone.write(cycleCount, 77);
        EXPECT_EQ(alone.word(dwtControl), 0x20000000U);
        EXPECT_EQ(alone.word(cycleCount), 0U);
        EXPECT_EQ(alone.word(mvfr0), 0U);
        alone.write(ccr, 0);
        EXPECT_EQ(alone.word(ccr), 0x208U);
        for (const std::uint32_t address : {0xE000ED28U, 0xE000ED2CU, 0xE000ED34U, 0xE000ED38U}) {
            alone.write(address, 0xFFFFFFFF);
            EXPECT_EQ(alone.word(address), 0U) << address;
        }
    }
}

TEST(SimCoreKind, HasAsManyComparatorsAsItsBreakpointUnitSays) {
    for (const auto& [cpuid, count] : {std::pair{0x410CC200U, 4U}, std::pair{0x410CC601U, 4U},
                                       std::pair{0x411FC231U, 8U}, std::pair{0x410FD214U, 8U}}) {
        Alone alone(cpuid);
        for (std::uint32_t i = 0; i < 8; ++i) {
            alone.write(0xE0002008 + 4 * i, 0x08000081);
            EXPECT_EQ(alone.word(0xE0002008 + 4 * i), i < count ? 0x08000081U : 0U) << cpuid;
        }
    }
}

std::uint32_t partAt(const ChipFacts& facts, std::uint32_t table) {
    return coreRomTable(facts, table + 0xFE0).value_or(0) |
           (coreRomTable(facts, table + 0xFE4).value_or(0) & 0xFU) << 8U;
}

TEST(SimRomTable, StandsWhereTheCoreKindHasItAndNamesTheDie) {
    struct Place {
        std::uint32_t cpuid;
        std::uint32_t dpidr;
        std::uint32_t top;
    };

    for (const Place& each :
         {Place{0x410CC200, 0x0BB11477, 0xE00FF000}, Place{0x410CC601, 0x0BC11477, 0xF0000000},
          Place{0x411FC231, 0x1BA01477, 0xE00FF000}, Place{0x410FC241, 0x2BA01477, 0xE00FF000},
          Place{0x410FC271, 0x5BA02477, 0xE00FD000}, Place{0x411FC272, 0x6BA02477, 0xE00FE000},
          Place{0x410FD214, 0x0BE12477, 0xE00FE000}}) {
        SCOPED_TRACE(testing::Message() << std::hex << each.cpuid);
        ChipFacts facts;
        facts.cpuid = each.cpuid;
        facts.dpidr = each.dpidr;
        facts.idcode = 0x20016431;
        EXPECT_EQ(topRomTable(facts), each.top);
        EXPECT_EQ(partAt(facts, each.top), 0x431U);
        facts.romPart = 0x466; // several dies can share a number
        EXPECT_EQ(partAt(facts, each.top), 0x466U);
    }
}

/// Whether somewhere below a table there is a component of Arm's with this part number.
bool reaches(const ChipFacts& facts, std::uint32_t table, std::uint32_t part, unsigned depth = 0) {
    for (std::uint32_t entry = table; depth < 4 && coreRomTable(facts, entry).value_or(0) != 0;
         entry += 4) {
        const std::uint32_t component = table + (*coreRomTable(facts, entry) & 0xFFFFF000U);
        const bool isTable = coreRomTable(facts, component + 0xFF4) == 0x10U;
        if (isTable ? reaches(facts, component, part, depth + 1)
                    : partAt(facts, component) == part) {
            return true;
        }
    }
    return false;
}

TEST(SimRomTable, LeadsToTheSystemControlSpaceOfTheCore) {
    for (const auto& [cpuid, part] :
         {std::pair{0x410CC200U, 0x008U}, std::pair{0x410CC601U, 0x008U},
          std::pair{0x410FC241U, 0x00CU}, std::pair{0x411FC272U, 0x00CU},
          std::pair{0x410FD214U, 0xD21U}}) {
        ChipFacts facts;
        facts.cpuid = cpuid;
        EXPECT_TRUE(reaches(facts, topRomTable(facts), part)) << std::hex << cpuid;
    }
}

/// A program in RAM on a halted M0 that may fault; true when it came to its BKPT.
bool runsOnM0(std::vector<std::uint32_t> words, std::uint32_t r1) {
    SwdHost host(BoardSpec{.chip = Chip::F072, .resident = BoardSpec::Resident::Blinky});
    EXPECT_TRUE(host.connect());
    EXPECT_TRUE(host.resetAndHalt());
    host.write(demcrAddress, 0x01000400);
    host.write(dfsrAddress, 0xFFFFFFFF);
    words.push_back(0xBE00BE00);
    host.writeBlock(0x20000100, words);
    host.setCoreRegister(1, r1);
    host.setCoreRegister(13, 0x20000800);
    host.setCoreRegister(15, 0x20000100);
    host.setCoreRegister(16, 0x01000000);
    host.resume();
    host.wait(1ms);
    EXPECT_NE(host.word(dhcsrAddress) & stateHalted, 0U);
    const bool broke = (host.word(dfsrAddress) & 2U) != 0;
    EXPECT_EQ(host.coreRegister(16) & 0x1FFU, broke ? 0U : 3U);
    return broke;
}

TEST(SimCoreM0, HardFaultsOnInstructionsOfARMv7M) {
    EXPECT_TRUE(runsOnM0({0x46C04608}, 0));  // mov r0, r1; mov r8, r8
    EXPECT_FALSE(runsOnM0({0xB1009100}, 0)); // str r1, [sp]; cbz r0
    EXPECT_FALSE(runsOnM0({0x0001F240}, 0)); // movw r0, #1
    EXPECT_FALSE(runsOnM0({0xF1F0FBB1}, 1)); // udiv r1, r1, r0
    EXPECT_FALSE(runsOnM0({0x2001BF08}, 0)); // it eq; moveq r0, #1
}

TEST(SimCoreM0, HardFaultsOnUnalignedAccesses) {
    EXPECT_TRUE(runsOnM0({0x46C06808}, 0x20000200));  // ldr r0, [r1]
    EXPECT_FALSE(runsOnM0({0x46C06808}, 0x20000202)); //
    EXPECT_FALSE(runsOnM0({0x46C06008}, 0x20000201)); // str r0, [r1]
    EXPECT_FALSE(runsOnM0({0x46C08808}, 0x20000201)); // ldrh r0, [r1]
    EXPECT_TRUE(runsOnM0({0x46C07808}, 0x20000201));  // ldrb r0, [r1]
}

TEST(SimDebugUnit, OfAnM0ReadsNothingUntilItsClockIsOnAndKeepsItsBits) {
    constexpr std::uint32_t idcode = 0x40015800;
    constexpr std::uint32_t gate = 0x40021018;
    constexpr std::uint32_t gateBit = 1U << 22U;
    SwdHost host(BoardSpec{.chip = Chip::F072, .resident = BoardSpec::Resident::Blinky});
    ASSERT_TRUE(host.connect());
    EXPECT_EQ(host.word(idcode), 0U);
    host.write(idcode + 4, 6);
    EXPECT_FALSE(host.target().debugStateLeftBehind());
    host.write(gate, gateBit);
    EXPECT_EQ(host.word(idcode), 0x20016448U);
    EXPECT_EQ(host.word(idcode + 4), 0U);
    host.write(idcode + 4, 6);
    host.target().setNrst(true, host.now());
    host.wait(1ms);
    host.target().setNrst(false, host.now());
    host.wait(1ms);
    EXPECT_EQ(host.word(gate), 0U);
    EXPECT_EQ(host.word(idcode), 0U);
    EXPECT_TRUE(host.target().debugStateLeftBehind());
    host.write(gate, gateBit);
    EXPECT_EQ(host.word(idcode + 4), 6U);
}

TEST(SimDebugUnit, OfAnM0HasTheFreezeBitOfTheWatchdogBehindItsClock) {
    BoardSpec spec{.chip = Chip::F072, .resident = BoardSpec::Resident::Blinky};
    spec.hardwareWatchdog = true;
    SwdHost host(spec);
    ASSERT_TRUE(host.connect());
    ASSERT_TRUE(host.resetAndHalt());
    host.openDebugUnit();
    host.write(0x40015808, 1U << 12U);
    static_cast<void>(host.word(dhcsrAddress));
    host.wait(5s);
    EXPECT_EQ(host.word(dhcsrAddress) & stateReset, 0U);
    host.write(0x40015808, 0);
    host.wait(5s);
    EXPECT_NE(host.word(dhcsrAddress) & stateReset, 0U);
}

} // namespace
} // namespace greenlight::sim
