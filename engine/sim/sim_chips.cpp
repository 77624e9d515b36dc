#include "engine/sim/sim_chips.h"

#include "engine/base/check.h"

namespace greenlight::sim {

namespace {

constexpr std::uint32_t kilobyte = 1024;

constexpr ChipFacts h725{
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
    .minimumMillivolts = 1620,
    .tarWrapBytes = 1024,
    .ram = {{
        {.base = 0x24000000, .bytes = 320 * kilobyte},
        {.base = 0x20000000, .bytes = 128 * kilobyte, .place = RamPlace::CoreOnly},
        {.base = 0x00000000, .bytes = 64 * kilobyte, .place = RamPlace::CoreOnly},
        {.base = 0x30000000,
         .bytes = 16 * kilobyte,
         .place = RamPlace::Gated,
         .clockRegister = 0xDC,
         .clockBit = 29},
        {.base = 0x30004000,
         .bytes = 16 * kilobyte,
         .place = RamPlace::Gated,
         .clockRegister = 0xDC,
         .clockBit = 30},
        {.base = 0x38000000, .bytes = 16 * kilobyte},
    }},
    .peripherals = {{{0x40000000, 0x0803F000},
                     {0x50000000, 0x0200A000},
                     {0x58000000, 0x28000},
                     {0x5C000000, 0x20000}}},
};

constexpr ChipFacts f407{
    .chip = Chip::F407,
    .name = "STM32F407",
    .family = Family::F4,
    .flash = FlashKind::F4,
    .dpidr = 0x2BA01477,
    .cpuid = 0x410FC241,
    .mediaFeatures0 = 0x10110021,
    .mediaFeatures1 = 0x11000011,
    .idcode = 0x10076413,
    .dbgmcu = 0xE0042000,
    .flashKb = 1024,
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
    .ram = {{
        {.base = 0x20000000, .bytes = 128 * kilobyte},
        {.base = 0x10000000,
         .bytes = 64 * kilobyte,
         .place = RamPlace::CoreOnly,
         .executable = false},
    }},
    .peripherals = {{{0x40000000, 0x80000}, {0x50000000, 0x60C00}}},
};

constexpr ChipFacts f103{
    .chip = Chip::F103,
    .name = "STM32F103",
    .family = Family::F1,
    .flash = FlashKind::F1,
    .dpidr = 0x1BA01477,
    .cpuid = 0x411FC231,
    .idcode = 0x20036410,
    .dbgmcu = 0xE0042000,
    .flashKb = 128,
    .flashController = 0x40022000,
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
    .minimumMillivolts = 2000,
    .ram = {{{.base = 0x20000000, .bytes = 20 * kilobyte}}},
    .peripherals = {{{0x40000000, 0x24000}}},
};

constexpr ChipFacts l476{
    .chip = Chip::L476,
    .name = "STM32L476",
    .family = Family::L4,
    .flash = FlashKind::L4,
    .dpidr = 0x2BA01477,
    .cpuid = 0x410FC241,
    .mediaFeatures0 = 0x10110021,
    .mediaFeatures1 = 0x11000011,
    .idcode = 0x10076415,
    .dbgmcu = 0xE0042000,
    .flashKb = 1024,
    .flashController = 0x40022000,
    .systemMemory = {0x1FFF0000, 0x7800},
    .uidAddress = 0x1FFF7590,
    .sizeAddress = 0x1FFF75E0,
    .optionArea = {0x1FFF7800, 0x28},
    .rcc = 0x40021000,
    .watchdog = 0x40003000,
    .crc = 0x40023000,
    .crcClockRegister = 0x48,
    .crcClockBit = 12,
    .ram = {{
        {.base = 0x20000000, .bytes = 96 * kilobyte},
        {.base = 0x10000000, .bytes = 32 * kilobyte},
    }},
    .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x2000}, {0x50000000, 0x60C00}}},
};

constexpr ChipFacts g474{
    .chip = Chip::G474,
    .name = "STM32G474",
    .family = Family::G4,
    .flash = FlashKind::L4,
    .dpidr = 0x2BA01477,
    .cpuid = 0x410FC241,
    .mediaFeatures0 = 0x10110021,
    .mediaFeatures1 = 0x11000011,
    .idcode = 0x20016469,
    .dbgmcu = 0xE0042000,
    .flashKb = 512,
    .flashController = 0x40022000,
    .systemMemory = {0x1FFF0000, 0x7800},
    .uidAddress = 0x1FFF7590,
    .sizeAddress = 0x1FFF75E0,
    .optionArea = {0x1FFF7800, 0x28},
    .rcc = 0x40021000,
    .watchdog = 0x40003000,
    .crc = 0x40023000,
    .crcClockRegister = 0x48,
    .crcClockBit = 12,
    .ram = {{
        {.base = 0x20000000, .bytes = 96 * kilobyte},
        {.base = 0x10000000, .bytes = 32 * kilobyte, .alias = 0x20018000},
    }},
    .peripherals = {{{0x40000000, 0x24400}, {0x48000000, 0x2000}, {0x50000000, 0x61000}}},
};

} // namespace

const ChipFacts& factsOf(Chip chip) noexcept {
    switch (chip) {
    case Chip::H725:
        return h725;
    case Chip::F407:
        return f407;
    case Chip::F103:
        return f103;
    case Chip::L476:
        return l476;
    case Chip::G474:
        return g474;
    }
    CHECK(false);
}

std::string_view name(Chip chip) noexcept { return factsOf(chip).name; }

} // namespace greenlight::sim
