#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0440, DS12288, DS12589 (G431).

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::G474,
        .name = "STM32G474",
        .family = Family::G4,
        .flash = FlashKind::L4,
        .dpidr = 0x2BA01477,
        .cpuid = 0x410FC241,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x20016469,
        .dbgmcu = 0xE0042000,
        .flashKb = 512,
        .flashController = 0x40022000,
        .systemMemory = {0x1FFF0000, 0x7800},
        .uidAddress = 0x1FFF7590,
        .sizeAddress = 0x1FFF75E0,
        .optionArea = {0x1FFF7800, 0x28},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x48,
        .crcClockBit = 12,
        .emptyBootsSystem = true,
        .ram = {{
            {.base = 0x20000000, .bytes = 96 * kilobyte},
            {.base = 0x10000000, .bytes = 32 * kilobyte, .alias = 0x20018000},
        }},
        .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x2000}, {0x50000000, 0x61000}}},
    },
    ChipFacts{
        .chip = Chip::G431,
        .name = "STM32G431",
        .family = Family::G4,
        .flash = FlashKind::L4,
        .dpidr = 0x2BA01477,
        .cpuid = 0x410FC241,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x20016468,
        .dbgmcu = 0xE0042000,
        .flashKb = 128,
        .flashController = 0x40022000,
        .systemMemory = {0x1FFF0000, 0x7800},
        .uidAddress = 0x1FFF7590,
        .sizeAddress = 0x1FFF75E0,
        .optionArea = {0x1FFF7800, 0x28},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x48,
        .crcClockBit = 12,
        .emptyBootsSystem = true,
        .ram = {{
            {.base = 0x20000000, .bytes = 22 * kilobyte},
            {.base = 0x10000000, .bytes = 10 * kilobyte, .alias = 0x20005800},
        }},
        .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x2000}, {0x50000000, 0x61000}}},
    },
};

} // namespace

std::span<const ChipFacts> g4() noexcept { return rows; }

} // namespace greenlight::sim::chips
