#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0490, DS13867 (C031).

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::C031,
        .name = "STM32C031",
        .family = Family::C0,
        .flash = FlashKind::L4,
        .dpidr = 0x0BC11477,
        .cpuid = 0x410CC601,
        .idcode = 0x10016453,
        .romPart = 0x466,
        .dbgmcu = 0x40015800,
        .dbgmcuBytes = 0x10,
        .dbgmcuClock = RegisterBit{0x3C, 27},
        .flashKb = 32,
        .flashController = 0x40022000,
        .systemMemory = {0x1FFF0000, 0x7800},
        .uidAddress = 0x1FFF7550,
        .sizeAddress = 0x1FFF75A0,
        .optionArea = {0x1FFF7800, 0x28},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x38,
        .crcClockBit = 12,
        .resetHertz = 12'000'000,
        .minimumMillivolts = 2000,
        .emptyBootsSystem = true,
        .pins = {0x50000000, 0xEBFFFFFF, 0xD7FFFFFF, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x20000000, .bytes = 12 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x26400}, {0x50000000, 0x2000}}},
    },
};

} // namespace

std::span<const ChipFacts> c0() noexcept { return rows; }

} // namespace greenlight::sim::chips
