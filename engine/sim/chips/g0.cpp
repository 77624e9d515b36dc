#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0444, DS12232 (G071), DS13560 (G0B1).

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::G071,
        .name = "STM32G071",
        .family = Family::G0,
        .flash = FlashKind::L4,
        .dpidr = 0x0BC11477,
        .cpuid = 0x410CC601,
        .idcode = 0x20006460,
        .dbgmcu = 0x40015800,
        .dbgmcuBytes = 0x10,
        .dbgmcuClock = RegisterBit{0x3C, 27},
        .flashKb = 128,
        .flashController = 0x40022000,
        .systemMemory = {0x1FFF0000, 0x7800},
        .uidAddress = 0x1FFF7590,
        .sizeAddress = 0x1FFF75E0,
        .optionArea = {0x1FFF7800, 0x28},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x38,
        .crcClockBit = 12,
        .emptyBootsSystem = true,
        .pins = {0x50000000, 0xEBFFFFFF, 0xD7FFFFFF, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x20000000, .bytes = 36 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x26400}, {0x50000000, 0x2000}}},
    },
    ChipFacts{
        .chip = Chip::G0B1,
        .name = "STM32G0B1",
        .family = Family::G0,
        .flash = FlashKind::L4,
        .dpidr = 0x0BC11477,
        .cpuid = 0x410CC601,
        .idcode = 0x10006467,
        .dbgmcu = 0x40015800,
        .dbgmcuBytes = 0x10,
        .dbgmcuClock = RegisterBit{0x3C, 27},
        .flashKb = 512,
        .flashController = 0x40022000,
        .systemMemory = {0x1FFF0000, 0x7800},
        .uidAddress = 0x1FFF7590,
        .sizeAddress = 0x1FFF75E0,
        .optionArea = {0x1FFF7800, 0x28},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x38,
        .crcClockBit = 12,
        .emptyBootsSystem = true,
        .pins = {0x50000000, 0xEBFFFFFF, 0xD7FFFFFF, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x20000000, .bytes = 144 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x26400}, {0x50000000, 0x2000}}},
    },
};

} // namespace

std::span<const ChipFacts> g0() noexcept { return rows; }

} // namespace greenlight::sim::chips
