#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0493, DS14127; for the WBA25 DS15003.

namespace greenlight::sim::chips {

namespace {

/// What both have in common.
constexpr ChipFacts wbaFacts(Chip chip, std::string_view name, std::uint32_t dpidr,
                             std::uint32_t idcode, unsigned flashKb, std::uint32_t identity) {
    return {
        .chip = chip,
        .name = name,
        .family = Family::WBA,
        .flash = FlashKind::L5,
        .dpidr = dpidr,
        .cpuid = 0x410FD214,
        .mediaFeatures0 = 0x10110021,
        .mediaFeatures1 = 0x11000011,
        .idcode = idcode,
        .dbgmcu = 0xE0044000,
        .dbgmcuBytes = 0x30,
        .coreAp = 1,
        .flashKb = flashKb,
        .flashController = 0x40022000,
        .flashAtZero = false,
        .systemMemory = {identity - 0x8700, 0x8000}, // in front of the OTP area
        .identityArea = {identity, 0x100},
        .uidAddress = identity,
        .sizeAddress = identity + 0xA0,
        .rcc = 0x46020C00,
        .watchdog = 0x40003000,
        .crc = 0x40023000,
        .crcClockRegister = 0x88,
        .crcClockBit = 12,
        .pins = {0x42020000, 0xABFFFFFF, 0x57FFFFFF, false},
        .ram = {{{.base = 0x20000000, .bytes = 64 * kilobyte},
                 {.base = 0x20010000, .bytes = (flashKb > 512 ? 64 : 32) * kilobyte}}},
        .peripherals = {{{0x40000000, 0x34000}, {0x42020000, 0xC0000}, {0x46000000, 0x28000}}},
    };
}

constexpr std::array rows{
    wbaFacts(Chip::WBA52, "STM32WBA52", 0x6BA02477, 0x10006492, 1024, 0x0BF90700),
    wbaFacts(Chip::WBA25, "STM32WBA25", 0x0BE12477, 0x100064B2, 512, 0x0BF8D700),
};

} // namespace

std::span<const ChipFacts> wba() noexcept { return rows; }

} // namespace greenlight::sim::chips
