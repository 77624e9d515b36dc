#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0038, DS10262.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    // Category 5: the STM32L152xE, with two banks.
    ChipFacts{
        .chip = Chip::L152,
        .name = "STM32L152",
        .family = Family::L1,
        .flash = FlashKind::L0,
        .dpidr = 0x2BA01477,
        .cpuid = 0x412FC230,
        .idcode = 0x10006437,
        .dbgmcu = 0xE0042000,
        .flashKb = 512,
        .erasedByte = 0x00,
        .flashController = 0x40023C00,
        .systemMemory = {0x1FF00000, 0x2000},
        .identityArea = {0x1FF80080, 0x80},
        .uidAddress = 0x1FF800D0,
        .uidLastOffset = 0x14,
        .sizeAddress = 0x1FF800CC,
        .optionArea = {0x1FF80000, 32},
        .rcc = 0x40023800,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x1C,
        .crcClockBit = 12,
        .crcProgrammable = false,
        .lsiHz = 37000,
        .resetHertz = 2'097'000,
        .minimumMillivolts = 1650,
        .pins = {0x40020000, 0xA8000000, 0x54000000, false},
        .ram = {{{.base = 0x20000000, .bytes = 80 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x27000}}},
    },
};

} // namespace

std::span<const ChipFacts> l1() noexcept { return rows; }

} // namespace greenlight::sim::chips
