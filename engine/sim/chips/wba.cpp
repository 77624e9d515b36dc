#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0493, DS14127.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::WBA52,
        .name = "STM32WBA52",
        .family = Family::WBA,
        .flash = FlashKind::L5,
        .dpidr = 0x6BA02477,
        .cpuid = 0x410FD214,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x10006492,
        .dbgmcu = 0xE0044000,
        .dbgmcuBytes = 0x30,
        .coreAp = 1,
        .flashKb = 1024,
        .flashController = 0x40022000,
        .flashAtZero = false,
        .systemMemory = {0x0BF88000, 0x8000},
        .identityArea = {0x0BF90700, 0x100},
        .uidAddress = 0x0BF90700,
        .sizeAddress = 0x0BF907A0,
        .rcc = 0x46020C00,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x88,
        .crcClockBit = 12,
        .pins = {0x42020000, 0xABFFFFFF, 0x57FFFFFF, false},
        .ram = {{{.base = 0x20000000, .bytes = 64 * kilobyte},
                 {.base = 0x20010000, .bytes = 64 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x34000}, {0x42020000, 0xC0000}, {0x46000000, 0x28000}}},
    },
};

} // namespace

std::span<const ChipFacts> wba() noexcept { return rows; }

} // namespace greenlight::sim::chips
