#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0438, DS12737.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::L552,
        .name = "STM32L552",
        .family = Family::L5,
        .flash = FlashKind::L5,
        .dpidr = 0x0BE12477,
        .cpuid = 0x410FD214,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x20016472,
        .dbgmcu = 0xE0044000,
        .dbgmcuBytes = 0x14,
        .flashKb = 512,
        .flashController = 0x40022000,
        .flashAtZero = false,
        .systemMemory = {0x0BF90000, 0x8000},
        .identityArea = {0x0BFA0500, 0x100},
        .uidAddress = 0x0BFA0590,
        .sizeAddress = 0x0BFA05E0,
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x48,
        .crcClockBit = 12,
        .resetHertz = 4'000'000,
        .pins = {0x42020000, 0xABFFFFFF, 0x57FFFFFF, false},
        // Range 2 after a reset, in which nothing is written (RM0438 5.1.4).
        .coreSupply = SupplyFacts{.address = 0x40007000,
                                  .clock = {0x58, 28},
                                  .resetValue = 0x400,
                                  .mask = 0x600,
                                  .weak = 0x400},
        .ram = {{{.base = 0x20000000, .bytes = 192 * kilobyte},
                 {.base = 0x20030000, .bytes = 64 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x34000}, {0x42020000, 0xA0000}}},
    },
};

} // namespace

std::span<const ChipFacts> l5() noexcept { return rows; }

} // namespace greenlight::sim::chips
