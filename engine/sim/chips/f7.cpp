#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0385, RM0410, DS10916, DS11532. Both flash windows, AXI and ITCM, show the same cells;
// the option bytes are not shown as memory here.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::F746,
        .name = "STM32F746",
        .family = Family::F7,
        .flash = FlashKind::F4,
        .dpidr = 0x5BA02477,
        .cpuid = 0x410FC271,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x12000011,
        .idcode = 0x10016449,
        .dbgmcu = 0xE0042000,
        .flashKb = 1024,
        .flashController = 0x40023C00,
        .flashAtZero = false,
        .flashSecond = 0x00200000,
        .systemMemory = {0x1FF00000, 0x10000},
        .uidAddress = 0x1FF0F420,
        .sizeAddress = 0x1FF0F442,
        .rcc = 0x40023800,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x30,
        .crcClockBit = 12,
        .minimumMillivolts = 1800,
        .pins = {0x40020000, 0xA8000000, 0x54000000, false},
        .tarWrapBytes = 1024,
        .ram = {{
            {.base = 0x20000000, .bytes = 64 * kilobyte, .place = RamPlace::CoreOnly},
            {.base = 0x20010000, .bytes = 256 * kilobyte},
            {.base = 0x00000000, .bytes = 16 * kilobyte, .place = RamPlace::CoreOnly},
        }},
        .peripherals = {{{0x40000000, 0x80000}, {0x50000000, 0x60C00}}},
    },
    ChipFacts{
        .chip = Chip::F767,
        .name = "STM32F767",
        .family = Family::F7,
        .flash = FlashKind::F4,
        .dpidr = 0x5BA02477,
        .cpuid = 0x411FC270,
        .mediaFeatures0 = 0x10110221,
        .mediaFeatures1 = 0x12000011,
        .idcode = 0x10016451,
        .dbgmcu = 0xE0042000,
        .flashKb = 2048,
        .flashController = 0x40023C00,
        .flashAtZero = false,
        .flashSecond = 0x00200000,
        .systemMemory = {0x1FF00000, 0x10000},
        .uidAddress = 0x1FF0F420,
        .sizeAddress = 0x1FF0F442,
        .rcc = 0x40023800,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x30,
        .crcClockBit = 12,
        .minimumMillivolts = 1800,
        .pins = {0x40020000, 0xA8000000, 0x54000000, false},
        .tarWrapBytes = 1024,
        .ram = {{
            {.base = 0x20000000, .bytes = 128 * kilobyte, .place = RamPlace::CoreOnly},
            {.base = 0x20020000, .bytes = 384 * kilobyte},
            {.base = 0x00000000, .bytes = 16 * kilobyte, .place = RamPlace::CoreOnly},
        }},
        .peripherals = {{{0x40000000, 0x80000}, {0x50000000, 0x60C00}}},
    },
};

} // namespace

std::span<const ChipFacts> f7() noexcept { return rows; }

} // namespace greenlight::sim::chips
