#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0351, DS10198; of the L4R5 RM0432, DS12023.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::L476,
        .name = "STM32L476",
        .family = Family::L4,
        .flash = FlashKind::L4,
        .dpidr = 0x2BA01477,
        .cpuid = 0x410FC241,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x10076415,
        .dbgmcu = 0xE0042000,
        .flashKb = 1024,
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
        .resetHertz = 4'000'000,
        .ram = {{
            {.base = 0x20000000, .bytes = 96 * kilobyte},
            {.base = 0x10000000, .bytes = 32 * kilobyte},
        }},
        .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x2000}, {0x50000000, 0x60C00}}},
    },
    ChipFacts{
        .chip = Chip::L4R5,
        .name = "STM32L4R5",
        .family = Family::L4,
        .flash = FlashKind::L4,
        .dpidr = 0x2BA01477,
        .cpuid = 0x410FC241,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x10036470,
        .dbgmcu = 0xE0042000,
        .flashKb = 2048,
        .flashController = 0x40022000,
        .systemMemory = {0x1FFF0000, 0x7800},
        .uidAddress = 0x1FFF7590,
        .sizeAddress = 0x1FFF75E0,
        .optionArea = {0x1FF00000, 0x28},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x48,
        .crcClockBit = 12,
        .resetHertz = 4'000'000,
        .emptyBootsSystem = true,
        .ram = {{
            {.base = 0x20000000, .bytes = 192 * kilobyte},
            {.base = 0x20030000, .bytes = 64 * kilobyte, .alias = 0x10000000},
            {.base = 0x20040000, .bytes = 384 * kilobyte},
        }},
        .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x2400}, {0x50000000, 0x62400}}},
    },
};

} // namespace

std::span<const ChipFacts> l4() noexcept { return rows; }

} // namespace greenlight::sim::chips
