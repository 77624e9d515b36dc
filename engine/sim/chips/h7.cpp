#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0468, DS13313.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::H725,
        .name = "STM32H725",
        .family = Family::H7,
        .flash = FlashKind::H7,
        .dpidr = 0x6BA02477,
        .cpuid = 0x411FC272,
        .mediaFeatures0 = 0x10110221,
        .mediaFeatures1 = 0x12000011,
        .idcode = 0x10016483,
        .dbgmcu = 0x5C001000,
        .watchdogFreeze = {0x54, 18},
        .flashKb = 1024,
        .flashController = 0x52002000,
        .flashAtZero = false,
        .systemMemory = {0x1FF00000, 128 * kilobyte},
        .uidAddress = 0x1FF1E800,
        .sizeAddress = 0x1FF1E880,
        .rcc = 0x58024400,
        .watchdog = 0x58004800,
        .crc = 0x58024C00,
        .crcClockRegister = 0xE0,
        .crcClockBit = 19,
        .resetHertz = 64'000'000,
        .minimumMillivolts = 1620,
        .pins = {0x58020000, 0xABFFFFFF, 0x57FFFFFF, false},
        .tarWrapBytes = 1024,
        .ram = {{
            {.base = 0x24000000, .bytes = 320 * kilobyte},
            {.base = 0x20000000, .bytes = 128 * kilobyte, .place = RamPlace::CoreOnly},
            {.base = 0x00000000, .bytes = 64 * kilobyte, .place = RamPlace::CoreOnly},
            {.base = 0x30000000,
             .bytes = 16 * kilobyte,
             .place = RamPlace::Gated,
             .clockRegister = 0xDC,
             .clockBit = 29},
            {.base = 0x30004000,
             .bytes = 16 * kilobyte,
             .place = RamPlace::Gated,
             .clockRegister = 0xDC,
             .clockBit = 30},
            {.base = 0x38000000, .bytes = 16 * kilobyte},
        }},
        .peripherals = {{{0x40000000, 0x0803F000},
                         {0x50000000, 0x0200A000},
                         {0x58000000, 0x28000},
                         {0x5C000000, 0x20000}}},
    },
};

} // namespace

std::span<const ChipFacts> h7() noexcept { return rows; }

} // namespace greenlight::sim::chips
