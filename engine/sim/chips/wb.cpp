#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0434, DS11929.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::WB55,
        .name = "STM32WB55",
        .family = Family::WB,
        .flash = FlashKind::L4,
        .dpidr = 0x6BA02477,
        .cpuid = 0x410FC241,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x20016495,
        .dbgmcu = 0xE0042000,
        .watchdogFreeze = {0x3C, 12},
        .flashKb = 1024,
        .flashController = 0x58004000,
        .systemMemory = {0x1FFF0000, 0x7800},
        .uidAddress = 0x1FFF7590,
        .sizeAddress = 0x1FFF75E0,
        .optionArea = {0x1FFF8000, 0x38},
        .rcc = 0x58000000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x48,
        .crcClockBit = 12,
        .resetHertz = 4'000'000,
        .emptyBootsSystem = true,
        .ram = {{
            {.base = 0x20000000, .bytes = 192 * kilobyte},
            {.base = 0x20030000, .bytes = 64 * kilobyte, .alias = 0x10000000},
        }},
        .peripherals = {{{0x40000000, 0x24400},
                         {0x48000000, 0x2000},
                         {0x50000000, 0x60C00},
                         {0x58000000, 0x4000}}},
    },
};

} // namespace

std::span<const ChipFacts> wb() noexcept { return rows; }

} // namespace greenlight::sim::chips
