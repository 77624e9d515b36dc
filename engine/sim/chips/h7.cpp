#include "engine/sim/chips/rows.h"

#include <array>

// Numbers: RM0468, DS13313; RM0433, DS12110 for the H743; RM0455, DS13195 for the H7A3.

namespace greenlight::sim::chips {

namespace {

constexpr RamFacts dtcm{.base = 0x20000000, .bytes = 128 * kilobyte, .place = RamPlace::CoreOnly};
constexpr RamFacts itcm{.base = 0x00000000, .bytes = 64 * kilobyte, .place = RamPlace::CoreOnly};
constexpr std::array<AddressRange, 4> peripherals{{{0x40000000, 0x0803F000},
                                                   {0x50000000, 0x0200A000},
                                                   {0x58000000, 0x28000},
                                                   {0x5C000000, 0x20000}}};

/// SRAM in the second domain, dead until AHB2ENR gives it a clock.
constexpr RamFacts gated(std::uint32_t base, std::uint32_t bytes, std::uint32_t bit) {
    return {.base = base,
            .bytes = bytes,
            .place = RamPlace::Gated,
            .clockRegister = 0xDC,
            .clockBit = bit};
}

constexpr ChipFacts h725() {
    return {
        .chip = Chip::H725,
        .name = "STM32H725",
        .family = Family::H7,
        .flash = FlashKind::H7,
        .dpidr = 0x6BA02477,
        .cpuid = 0x411FC272,
        .mediaFeatures0 = 0x10110221,
        .mediaFeatures1 = 0x12000011,
        .idcode = 0x10016483,
        .dbgmcu = 0x5C001000,
        .watchdogFreeze = {0x54, 18},
        .flashKb = 1024,
        .flashController = 0x52002000,
        .flashAtZero = false,
        .systemMemory = {0x1FF00000, 128 * kilobyte},
        .uidAddress = 0x1FF1E800,
        .sizeAddress = 0x1FF1E880,
        .rcc = 0x58024400,
        .watchdog = 0x58004800,
        .crc = 0x58024C00,
        .crcClockRegister = 0xE0,
        .crcClockBit = 19,
        .resetHertz = 64'000'000,
        .minimumMillivolts = 1620,
        .pins = {0x58020000, 0xABFFFFFF, 0x57FFFFFF, false},
        .tarWrapBytes = 1024,
        .ram = {{{.base = 0x24000000, .bytes = 320 * kilobyte},
                 dtcm,
                 itcm,
                 gated(0x30000000, 16 * kilobyte, 29),
                 gated(0x30004000, 16 * kilobyte, 30),
                 {.base = 0x38000000, .bytes = 16 * kilobyte}}},
        .peripherals = peripherals,
    };
}

/// With a second bank, and more RAM everywhere.
constexpr ChipFacts h743() {
    ChipFacts facts = h725();
    facts.chip = Chip::H743;
    facts.name = "STM32H743";
    facts.cpuid = 0x411FC271;
    facts.idcode = 0x20036450; // revision V
    facts.flashKb = 2048;
    facts.secondBank = 0x100000;
    facts.ram = {{{.base = 0x24000000, .bytes = 512 * kilobyte},
                  dtcm,
                  itcm,
                  gated(0x30000000, 128 * kilobyte, 29),
                  gated(0x30020000, 128 * kilobyte, 30),
                  {.base = 0x38000000, .bytes = 64 * kilobyte}}};
    return facts;
}

constexpr ChipFacts h747() {
    ChipFacts facts = h743();
    facts.chip = Chip::H747;
    facts.name = "STM32H747";
    facts.secondCore = 0x410FC241;
    return facts;
}

constexpr ChipFacts h7a3() {
    ChipFacts facts = h725();
    facts.chip = Chip::H7A3;
    facts.name = "STM32H7A3";
    facts.flash = FlashKind::H7AB;
    facts.idcode = 0x10006480;
    facts.flashKb = 2048;
    facts.secondBank = 0x100000;
    facts.identityArea = {0x08FFF000, 4 * kilobyte};
    facts.uidAddress = 0x08FFF800;
    facts.sizeAddress = 0x08FFF80C;
    facts.crc = 0x40023000;
    facts.crcClockRegister = 0x138;
    facts.crcClockBit = 9;
    facts.ram = {{{.base = 0x24000000, .bytes = 1024 * kilobyte},
                  dtcm,
                  itcm,
                  {.base = 0x30000000, .bytes = 128 * kilobyte},
                  {.base = 0x38000000, .bytes = 32 * kilobyte}}};
    return facts;
}

constexpr std::array rows{h725(), h743(), h747(), h7a3()};

} // namespace

std::span<const ChipFacts> h7() noexcept { return rows; }

} // namespace greenlight::sim::chips
