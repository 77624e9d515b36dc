#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0091, RM0360, DS9826, DS9773, DS9832.

namespace greenlight::sim::chips {

namespace {

constexpr ChipFacts f0Facts(Chip chip, std::string_view name, std::uint32_t idcode,
                            unsigned flashKb, std::uint32_t pageBytes, AddressRange systemMemory,
                            std::uint32_t ramBytes, std::uint16_t romPart = 0) {
    return {
        .chip = chip,
        .name = name,
        .family = Family::F0,
        .flash = FlashKind::F1,
        .dpidr = 0x0BB11477,
        .cpuid = 0x410CC200,
        .idcode = idcode,
        .romPart = romPart,
        .dbgmcu = 0x40015800,
        .dbgmcuBytes = 0x10,
        .dbgmcuClock = RegisterBit{0x18, 22},
        .flashKb = flashKb,
        .flashController = 0x40022000,
        .flashPageBytes = pageBytes,
        .systemMemory = systemMemory,
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
        .ram = {{{.base = 0x20000000, .bytes = ramBytes}}},
        .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x1800}}},
    };
}

constexpr std::array rows{
    f0Facts(Chip::F072, "STM32F072", 0x20016448, 128, 2048, {0x1FFFC800, 0x3000}, 16 * kilobyte),
    f0Facts(Chip::F030, "STM32F030F4", 0x10006444, 16, 1024, {0x1FFFEC00, 0xC00}, 4 * kilobyte),
    // Its ROM table tells the part number of the F05x (blackmagic issue 770).
    f0Facts(Chip::F042, "STM32F042", 0x10006445, 32, 1024, {0x1FFFC400, 0x3400}, 6 * kilobyte,
            0x440),
};

} // namespace

std::span<const ChipFacts> f0() noexcept { return rows; }

} // namespace greenlight::sim::chips
