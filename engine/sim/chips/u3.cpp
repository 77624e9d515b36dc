#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0487, DS14830.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::U385,
        .name = "STM32U385",
        .family = Family::U3,
        .flash = FlashKind::L5,
        .dpidr = 0x0BE12477,
        .cpuid = 0x410FD214,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x10016454,
        .dbgmcu = 0xE0044000,
        .dbgmcuBytes = 0x30,
        .flashKb = 1024,
        .flashController = 0x40022000,
        .flashAtZero = false,
        .systemMemory = {0x0BF90000, 0x8000},
        .identityArea = {0x0BFA0700, 0x100},
        .uidAddress = 0x0BFA0700,
        .sizeAddress = 0x0BFA07A0,
        .rcc = 0x40030C00,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x88,
        .crcClockBit = 12,
        .resetHertz = 12'000'000,
        .pins = {0x42020000, 0xABFFFFFF, 0x57FFFFFF, false},
        // Range 2 after a reset; the flash is written in range 1 with its booster only.
        .coreSupply = SupplyFacts{.address = 0x4003080C,
                                  .clock = {0x94, 2},
                                  .resetValue = 0x2,
                                  .mask = 0x103,
                                  .strong = 0x101,
                                  .ready = 0x10000},
        .ram = {{{.base = 0x20000000, .bytes = 192 * kilobyte},
                 {.base = 0x20030000, .bytes = 64 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x44000}, {0x42020000, 0xC0000}}},
    },
};

} // namespace

std::span<const ChipFacts> u3() noexcept { return rows; }

} // namespace greenlight::sim::chips
