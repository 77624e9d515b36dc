#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0503, DS14463 (U083).

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::U083,
        .name = "STM32U083",
        .family = Family::U0,
        .flash = FlashKind::L4,
        .dpidr = 0x6BA02477,
        .cpuid = 0x410CC601,
        .idcode = 0x10006489,
        .dbgmcu = 0x40015800,
        .dbgmcuBytes = 0x10,
        .dbgmcuClock = RegisterBit{0x50, 0},
        .flashKb = 256,
        .flashController = 0x40022000,
        .systemMemory = {0x1FFF0000, 0x7800},
        .uidAddress = 0x1FFF6E50,
        .sizeAddress = 0x1FFF6EA0,
        .optionArea = {0x1FFF7800, 0x28},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x48,
        .crcClockBit = 12,
        .resetHertz = 4'000'000,
        .emptyBootsSystem = true,
        .pins = {0x50000000, 0xEBFFFFFF, 0xD7FFFFFF, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x20000000, .bytes = 40 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x26400}, {0x50000000, 0x2000}}},
    },
};

} // namespace

std::span<const ChipFacts> u0() noexcept { return rows; }

} // namespace greenlight::sim::chips
