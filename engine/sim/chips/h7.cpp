#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0468, DS13313; RM0433, DS12110 for the H743; RM0455, DS13195 for the H7A3.

namespace greenlight::sim::chips {

namespace {

constexpr RamFacts dtcm{.base = 0x20000000, .bytes = 128 * kilobyte, .place = RamPlace::CoreOnly};
constexpr RamFacts itcm{.base = 0x00000000, .bytes = 64 * kilobyte, .place = RamPlace::CoreOnly};
constexpr std::array<AddressRange, 4> peripherals{{{0x40000000, 0x0803F000},
                                                   {0x50000000, 0x0200A000},
                                                   {0x58000000, 0x28000},
                                                   {0x5C000000, 0x20000}}};

/// SRAM in the second domain, dead until AHB2ENR gives it a clock.
constexpr RamFacts gated(std::uint32_t base, std::uint32_t bytes, std::uint32_t bit) {
    return {.base = base,
            .bytes = bytes,
            .place = RamPlace::Gated,
            .clockRegister = 0xDC,
            .clockBit = bit};
}

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
        .ram = {{{.base = 0x24000000, .bytes = 320 * kilobyte},
                 dtcm,
                 itcm,
                 gated(0x30000000, 16 * kilobyte, 29),
                 gated(0x30004000, 16 * kilobyte, 30),
                 {.base = 0x38000000, .bytes = 16 * kilobyte}}},
        .peripherals = peripherals,
    },
    ChipFacts{
        .chip = Chip::H743,
        .name = "STM32H743",
        .family = Family::H7,
        .flash = FlashKind::H7,
        .dpidr = 0x6BA02477,
        .cpuid = 0x411FC271,
        .mediaFeatures0 = 0x10110221,
        .mediaFeatures1 = 0x12000011,
        .idcode = 0x20036450, // revision V
        .dbgmcu = 0x5C001000,
        .watchdogFreeze = {0x54, 18},
        .flashKb = 2048,
        .secondBank = 0x100000,
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
        .ram = {{{.base = 0x24000000, .bytes = 512 * kilobyte},
                 dtcm,
                 itcm,
                 gated(0x30000000, 128 * kilobyte, 29),
                 gated(0x30020000, 128 * kilobyte, 30),
                 {.base = 0x38000000, .bytes = 64 * kilobyte}}},
        .peripherals = peripherals,
    },
    ChipFacts{
        .chip = Chip::H7A3,
        .name = "STM32H7A3",
        .family = Family::H7,
        .flash = FlashKind::H7AB,
        .dpidr = 0x6BA02477,
        .cpuid = 0x411FC272,
        .mediaFeatures0 = 0x10110221,
        .mediaFeatures1 = 0x12000011,
        .idcode = 0x10006480,
        .dbgmcu = 0x5C001000,
        .watchdogFreeze = {0x54, 18},
        .flashKb = 2048,
        .secondBank = 0x100000,
        .flashController = 0x52002000,
        .flashAtZero = false,
        .systemMemory = {0x1FF00000, 128 * kilobyte},
        .identityArea = {0x08FFF000, 4 * kilobyte},
        .uidAddress = 0x08FFF800,
        .sizeAddress = 0x08FFF80C,
        .rcc = 0x58024400,
        .watchdog = 0x58004800,
        .crc = 0x40023000,
        .crcClockRegister = 0x138,
        .crcClockBit = 9,
        .resetHertz = 64'000'000,
        .minimumMillivolts = 1620,
        .pins = {0x58020000, 0xABFFFFFF, 0x57FFFFFF, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x24000000, .bytes = 1024 * kilobyte},
                 dtcm,
                 itcm,
                 {.base = 0x30000000, .bytes = 128 * kilobyte},
                 {.base = 0x38000000, .bytes = 32 * kilobyte}}},
        .peripherals = peripherals,
    },
};

} // namespace

std::span<const ChipFacts> h7() noexcept { return rows; }

} // namespace greenlight::sim::chips
