#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0090, DS8626, DS9405.

namespace greenlight::sim::chips {

namespace {

constexpr ChipFacts f4Facts(Chip chip, std::string_view name, std::uint32_t idcode,
                            unsigned flashKb, std::uint32_t ramBytes, std::uint16_t romPart = 0) {
    return {
        .chip = chip,
        .name = name,
        .family = Family::F4,
        .flash = FlashKind::F4,
        .dpidr = 0x2BA01477,
        .cpuid = 0x410FC241,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = idcode,
        .romPart = romPart,
        .dbgmcu = 0xE0042000,
        .flashKb = flashKb,
        .flashController = 0x40023C00,
        .systemMemory = {0x1FFF0000, 0x7A30},
        .uidAddress = 0x1FFF7A10,
        .sizeAddress = 0x1FFF7A22,
        .optionArea = {0x1FFFC000, 16},
        .rcc = 0x40023800,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x30,
        .crcClockBit = 12,
        .crcProgrammable = false,
        .minimumMillivolts = 1800,
        .pins = {0x40020000, 0xA8000000, 0x54000000, false},
        .ram = {{
            {.base = 0x20000000, .bytes = ramBytes},
            {.base = 0x10000000,
             .bytes = 64 * kilobyte,
             .place = RamPlace::CoreOnly,
             .executable = false},
        }},
        .peripherals = {{{0x40000000, 0x80000}, {0x50000000, 0x60C00}}},
    };
}

constexpr std::array rows{
    f4Facts(Chip::F407, "STM32F407", 0x10076413, 1024, 128 * kilobyte),
    // ES0182 2.1.1: it tells the DEV_ID of an F2.
    f4Facts(Chip::F405A, "STM32F405", 0x20006411, 1024, 128 * kilobyte, 0x413),
    f4Facts(Chip::F429, "STM32F429", 0x20016419, 2048, 192 * kilobyte),
};

} // namespace

std::span<const ChipFacts> f4() noexcept { return rows; }

} // namespace greenlight::sim::chips
