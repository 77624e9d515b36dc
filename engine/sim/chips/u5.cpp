#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0456, DS13737.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::U575,
        .name = "STM32U575",
        .family = Family::U5,
        .flash = FlashKind::L5,
        .dpidr = 0x0BE12477,
        .cpuid = 0x410FD214,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x30016482,
        .dbgmcu = 0xE0044000,
        .dbgmcuBytes = 0x30,
        .flashKb = 2048,
        .flashController = 0x40022000,
        .flashAtZero = false,
        .systemMemory = {0x0BF90000, 0x8000},
        .identityArea = {0x0BFA0700, 0x100},
        .uidAddress = 0x0BFA0700,
        .sizeAddress = 0x0BFA07A0,
        .rcc = 0x46020C00,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x88,
        .crcClockBit = 12,
        .resetHertz = 4'000'000,
        .pins = {0x42020000, 0xABFFFFFF, 0x57FFFFFF, false},
        // Range 4 after a reset, in which the flash is written as in every other (RM0456 10.5.4).
        .coreSupply = SupplyFacts{.address = 0x4602080C,
                                  .clock = {0x94, 2},
                                  .mask = 0x30000,
                                  .weak = 0xFFFFFFFF,
                                  .ready = 0x8000,
                                  .boost = 0x40000,
                                  .boosted = 0x4000,
                                  .unboostedHertz = 55'000'000},
        .ram = {{{.base = 0x20000000, .bytes = 192 * kilobyte},
                 {.base = 0x20030000, .bytes = 64 * kilobyte},
                 {.base = 0x20040000, .bytes = 512 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x34000}, {0x42020000, 0xC0000}, {0x46000000, 0x28000}}},
    },
};

} // namespace

std::span<const ChipFacts> u5() noexcept { return rows; }

} // namespace greenlight::sim::chips
