#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0376, DS10689 (L072); RM0377, DS10944 (L011).

namespace greenlight::sim::chips {

namespace {

constexpr ChipFacts l0Facts(Chip chip, std::string_view name, std::uint32_t idcode,
                            unsigned flashKb, std::uint32_t systemBytes, std::uint32_t ramBytes) {
    return {
        .chip = chip,
        .name = name,
        .family = Family::L0,
        .flash = FlashKind::L0,
        .dpidr = 0x0BC11477,
        .cpuid = 0x410CC601,
        .idcode = idcode,
        .dbgmcu = 0x40015800,
        .dbgmcuBytes = 0x10,
        .dbgmcuClock = RegisterBit{0x34, 22},
        .flashKb = flashKb,
        .erasedByte = 0x00,
        .flashController = 0x40022000,
        .systemMemory = {0x1FF00000, systemBytes},
        .identityArea = {0x1FF80020, 0x60},
        .uidAddress = 0x1FF80050,
        .uidLastOffset = 0x14,
        .sizeAddress = 0x1FF8007C,
        .optionArea = {0x1FF80000, 32},
        .rcc = 0x40021000,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x30,
        .crcClockBit = 12,
        .lsiHz = 37000,
        .resetHertz = 2'097'000,
        .minimumMillivolts = 1650,
        .pins = {0x50000000, 0xEBFFFCFF, 0x57FFFCFF, false},
        .ram = {{{.base = 0x20000000, .bytes = ramBytes}}},
        .peripherals = {{{0x40000000, 0x26400}, {0x50000000, 0x2000}}},
    };
}

constexpr std::array rows{
    // Category 1: as little RAM as any part of ST's has.
    l0Facts(Chip::L011, "STM32L011", 0x10086457, 16, 0x1000, 2 * kilobyte),
    // Category 5: two banks.
    l0Facts(Chip::L072, "STM32L072", 0x20086447, 192, 0x2000, 20 * kilobyte),
};

} // namespace

std::span<const ChipFacts> l0() noexcept { return rows; }

} // namespace greenlight::sim::chips
