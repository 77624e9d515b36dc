#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0481, DS14258 for the H563; RM0492, DS14053 for the H503.

namespace greenlight::sim::chips {

namespace {

constexpr ChipFacts h5Facts(Chip chip, std::string_view name, std::uint32_t idcode,
                            unsigned flashKb, std::uint32_t ramBytes) {
    return {
        .chip = chip,
        .name = name,
        .family = Family::H5,
        .flash = FlashKind::H5,
        .dpidr = 0x6BA02477,
        .cpuid = 0x410FD214,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = idcode,
        .dbgmcu = 0x44024000,
        .coreAp = 1,
        .flashKb = flashKb,
        .flashController = 0x40022000,
        .flashAtZero = false,
        .systemMemory = {0x0BF80000, 128 * kilobyte},
        .identityArea = {0x08FFF000, 4 * kilobyte},
        .uidAddress = 0x08FFF800,
        .sizeAddress = 0x08FFF80C,
        .rcc = 0x44020C00,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x88,
        .crcClockBit = 12,
        .resetHertz = 32'000'000,
        .pins = {0x42020000, 0xABFFFFFF, 0x57FFFFFF, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x20000000, .bytes = ramBytes}}},
        .peripherals = {{{0x40000000, 0x38000}, {0x42000000, 0x100000}, {0x44000000, 0x28000}}},
    };
}

constexpr std::array rows{
    h5Facts(Chip::H563, "STM32H563", 0x10016484, 2048, 640 * kilobyte),
    h5Facts(Chip::H503, "STM32H503", 0x10006474, 128, 32 * kilobyte),
};

} // namespace

std::span<const ChipFacts> h5() noexcept { return rows; }

} // namespace greenlight::sim::chips
