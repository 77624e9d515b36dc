#include "engine/probe/link.h"
#include "engine/sim/sim_bench.h"
#include "engine/sim/turnstile.h"
#include "tests/sim/bench_desk.h"

namespace greenlight::sim {
namespace {

using namespace std::chrono_literals;

struct Family {
    Chip chip;
    std::uint32_t dpidr;
    std::uint32_t cpuid;
};

TEST(SimBench, CarriesEveryChipOnEveryGenerationOfProbe) {
    for (const Family& family : {Family{Chip::H725, 0x6BA0'2477, 0x411F'C271},
                                 Family{Chip::F407, 0x2BA0'1477, 0x410F'C241},
                                 Family{Chip::F103, 0x1BA0'1477, 0x411F'C231},
                                 Family{Chip::L476, 0x2BA0'1477, 0x410F'C241},
                                 Family{Chip::G474, 0x2BA0'1477, 0x410F'C241}}) {
        for (const ProbeSpec& probe :
             {ProbeSpec::v2("A"), ProbeSpec::v21("B"), ProbeSpec::v3("C")}) {
            Desk desk(probe, SimTarget::make);
            desk.bench.insert(desk.port, BoardSpec{.chip = family.chip});
            // A supply takes a moment to come up, and a chip some more to start.
            desk.clock.sleepFor(100ms);
            desk.connect();
            EXPECT_EQ(get32(desk.ask({0xF2, 0x31}, 12), 4), family.dpidr) << name(family.chip);
            const Bytes cpuid = desk.ask(memoryCommand(0x07, 0xE000'ED00, 4), 4);
            EXPECT_EQ(get32(cpuid, 0) & 0xFF0F'FFF0U, family.cpuid & 0xFF0F'FFF0U)
                << name(family.chip);
            EXPECT_EQ(desk.lastStatus().first, 0x80U) << name(family.chip);
            const Bytes pattern{1, 2, 3, 4, 5, 6, 7, 8};
            desk.tell(memoryCommand(0x08, 0x2000'0100, 8), pattern);
            EXPECT_EQ(desk.ask(memoryCommand(0x07, 0x2000'0100, 8), 8), pattern);
            EXPECT_EQ(desk.ask({0xF2, 0x35, 0xF0, 0xED, 0, 0xE0, 3, 0, 0x5F, 0xA0}, 2),
                      (Bytes{0x80, 0}));
            EXPECT_NE(get32(desk.ask({0xF2, 0x36, 0xF0, 0xED, 0, 0xE0}, 8), 4) & 0x2'0000U, 0U);
            EXPECT_EQ(desk.ask(withWord({0xF2, 0x34, 5}, 0xCAFE'F00D), 2), (Bytes{0x80, 0}));
            EXPECT_EQ(get32(desk.ask({0xF2, 0x33, 5}, 8), 4), 0xCAFE'F00DU);
        }
    }
}

} // namespace
} // namespace greenlight::sim
