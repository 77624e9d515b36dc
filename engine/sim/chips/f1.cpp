#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0008, DS5319; the XL density PM0068, DS5792.

namespace greenlight::sim::chips {

namespace {

constexpr std::array rows{
    ChipFacts{
        .chip = Chip::F103,
        .name = "STM32F103",
        .family = Family::F1,
        .flash = FlashKind::F1,
        .dpidr = 0x1BA01477,
        .cpuid = 0x411FC231,
        .idcode = 0x20036410,
        .dbgmcu = 0xE0042000,
        .dbgmcuBytes = 8,
        .watchdogFreeze = {0x04, 8},
        .flashKb = 128,
        .flashController = 0x40022000,
        .flashPageBytes = 1024,
        .systemMemory = {0x1FFFF000, 0x800},
        .uidAddress = 0x1FFFF7E8,
        .sizeAddress = 0x1FFFF7E0,
        .optionArea = {0x1FFFF800, 16},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x14,
        .crcClockBit = 6,
        .crcProgrammable = false,
        .lsiHz = 40000,
        .resetHertz = 8'000'000,
        .minimumMillivolts = 2000,
        .pins = {0x40010004, 0x00000000, 0x04000000, true},
        .ram = {{{.base = 0x20000000, .bytes = 20 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x24000}}},
    },
    ChipFacts{
        .chip = Chip::F103XL,
        .name = "STM32F103ZG",
        .family = Family::F1,
        .flash = FlashKind::F1,
        .dpidr = 0x1BA01477,
        .cpuid = 0x411FC231,
        .idcode = 0x10006430,
        .dbgmcu = 0xE0042000,
        .dbgmcuBytes = 8,
        .watchdogFreeze = {0x04, 8},
        .flashKb = 1024,
        .flashController = 0x40022000,
        .flashPageBytes = 2048,
        .systemMemory = {0x1FFFE000, 0x1800},
        .uidAddress = 0x1FFFF7E8,
        .sizeAddress = 0x1FFFF7E0,
        .optionArea = {0x1FFFF800, 16},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x14,
        .crcClockBit = 6,
        .crcProgrammable = false,
        .lsiHz = 40000,
        .resetHertz = 8'000'000,
        .minimumMillivolts = 2000,
        .pins = {0x40010004, 0x00000000, 0x04000000, true},
        .ram = {{{.base = 0x20000000, .bytes = 96 * kilobyte}}},
        .peripherals = {{{0x40000000, 0x24000}}},
    },
};

} // namespace

std::span<const ChipFacts> f1() noexcept { return rows; }

} // namespace greenlight::sim::chips
