#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0033, DS6329.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::F207,
        .name = "STM32F207",
        .family = Family::F2,
        .flash = FlashKind::F4,
        .dpidr = 0x2BA01477,
        .cpuid = 0x412FC230,
        .idcode = 0x201F6411,
        .dbgmcu = 0xE0042000,
        .flashKb = 1024,
        .flashController = 0x40023C00,
        .systemMemory = {0x1FFF0000, 0x7A30},
        .uidAddress = 0x1FFF7A10,
        .sizeAddress = 0x1FFF7A22,
        .optionArea = {0x1FFFC000, 16},
        .rcc = 0x40023800,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x30,
        .crcClockBit = 12,
        .crcProgrammable = false,
        .minimumMillivolts = 1800,
        .pins = {0x40020000, 0xA8000000, 0x54000000, false},
        .ram = {{{.base = 0x20000000, .bytes = 128 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x80000}, {0x50000000, 0x60C00}}},
    },
};

} // namespace

std::span<const ChipFacts> f2() noexcept { return rows; }

} // namespace greenlight::sim::chips
