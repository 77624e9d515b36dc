#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0316, DS9118.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::F303,
        .name = "STM32F303",
        .family = Family::F3,
        .flash = FlashKind::F1,
        .dpidr = 0x2BA01477,
        .cpuid = 0x410FC241,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = 0x10036422,
        .dbgmcu = 0xE0042000,
        .flashKb = 256,
        .flashController = 0x40022000,
        .flashPageBytes = 2048,
        .systemMemory = {0x1FFFD800, 0x2000},
        .uidAddress = 0x1FFFF7AC,
        .sizeAddress = 0x1FFFF7CC,
        .optionArea = {0x1FFFF800, 16},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x14,
        .crcClockBit = 6,
        .lsiHz = 40000,
        .resetHertz = 8'000'000,
        .minimumMillivolts = 2000,
        .pins = {0x48000000, 0xA8000000, 0x54000000, false},
        .ram = {{
            {.base = 0x20000000, .bytes = 40 * kilobyte},
            {.base = 0x10000000, .bytes = 8 * kilobyte, .place = RamPlace::CoreOnly},
        }},
        .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x1800}, {0x50000000, 0x800}}},
    },
};

} // namespace

std::span<const ChipFacts> f3() noexcept { return rows; }

} // namespace greenlight::sim::chips
