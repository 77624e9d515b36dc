#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0091, RM0360, DS9826, DS9773, DS9832.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::F072,
        .name = "STM32F072",
        .family = Family::F0,
        .flash = FlashKind::F1,
        .dpidr = 0x0BB11477,
        .cpuid = 0x410CC200,
        .idcode = 0x20016448,
        .dbgmcu = 0x40015800,
        .dbgmcuBytes = 0x10,
        .dbgmcuClock = RegisterBit{0x18, 22},
        .flashKb = 128,
        .flashController = 0x40022000,
        .flashPageBytes = 2048,
        .systemMemory = {0x1FFFC800, 0x3000},
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
        .pins = {0x48000000, 0x28000000, 0x14000000, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x20000000, .bytes = 16 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x1800}}},
    },
    ChipFacts{
        .chip = Chip::F030,
        .name = "STM32F030F4",
        .family = Family::F0,
        .flash = FlashKind::F1,
        .dpidr = 0x0BB11477,
        .cpuid = 0x410CC200,
        .idcode = 0x10006444,
        .dbgmcu = 0x40015800,
        .dbgmcuBytes = 0x10,
        .dbgmcuClock = RegisterBit{0x18, 22},
        .flashKb = 16,
        .flashController = 0x40022000,
        .flashPageBytes = 1024,
        .systemMemory = {0x1FFFEC00, 0xC00},
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
        .pins = {0x48000000, 0x28000000, 0x14000000, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x20000000, .bytes = 4 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x1800}}},
    },
    // Its ROM table tells the part number of the F05x, as one was seen to do.
    ChipFacts{
        .chip = Chip::F042,
        .name = "STM32F042",
        .family = Family::F0,
        .flash = FlashKind::F1,
        .dpidr = 0x0BB11477,
        .cpuid = 0x410CC200,
        .idcode = 0x10006445,
        .romPart = 0x440,
        .dbgmcu = 0x40015800,
        .dbgmcuBytes = 0x10,
        .dbgmcuClock = RegisterBit{0x18, 22},
        .flashKb = 32,
        .flashController = 0x40022000,
        .flashPageBytes = 1024,
        .systemMemory = {0x1FFFC400, 0x3400},
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
        .pins = {0x48000000, 0x28000000, 0x14000000, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x20000000, .bytes = 6 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x1800}}},
    },
};

} // namespace

std::span<const ChipFacts> f0() noexcept { return rows; }

} // namespace greenlight::sim::chips
