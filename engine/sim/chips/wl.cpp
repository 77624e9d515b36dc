#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0461, DS13105.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::WLE5,
        .name = "STM32WLE5",
        .family = Family::WL,
        .flash = FlashKind::L4,
        .dpidr = 0x6BA02477,
        .cpuid = 0x410FC241,
        .idcode = 0x10006497,
        .dbgmcu = 0xE0042000,
        .watchdogFreeze = {0x3C, 12},
        .flashKb = 256,
        .flashController = 0x58004000,
        .systemMemory = {0x1FFF0000, 0x7800},
        .uidAddress = 0x1FFF7590,
        .sizeAddress = 0x1FFF75E0,
        .optionArea = {0x1FFF7800, 0x38},
        .rcc = 0x58000000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x48,
        .crcClockBit = 12,
        .resetHertz = 4'000'000,
        .emptyBootsSystem = true,
        .ram = {{
            {.base = 0x20000000, .bytes = 32 * kilobyte},
            {.base = 0x20008000, .bytes = 32 * kilobyte, .alias = 0x10000000},
        }},
        .peripherals = {{{0x40000000, 0x24400},
                         {0x48000000, 0x2000},
                         {0x50000000, 0x60C00},
                         {0x58000000, 0x4000}}},
    },
};

} // namespace

std::span<const ChipFacts> wl() noexcept { return rows; }

} // namespace greenlight::sim::chips
