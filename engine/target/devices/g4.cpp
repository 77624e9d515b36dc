#include "engine/target/devices/l4_kin.h"

// STM32G4. Figures: DS12288 Rev 6, whose flash all G4 share; registers: RM0440.

namespace greenlight::target::devices {

namespace {

using std::chrono::nanoseconds;

constexpr std::uint32_t optr = 0x40022020;
constexpr std::uint32_t dualBank = 1U << 22;
constexpr std::array pages{SectorRun{256, 2 * kib}};
constexpr std::array joinedPages{SectorRun{128, 4 * kib}};
constexpr std::array oneBank{Geometry{32, 512, {}, 1, 0, pages}};
// Bank 2 starts at 0x08040000 whatever the size, so trimmed parts have a hole in between.
constexpr std::array twoBanks{
    Geometry{128, 512, {optr, dualBank, 0}, 1, 0, joinedPages},
    Geometry{128, 512, {optr, dualBank, dualBank}, 2, 0x08040000, pages},
};

constexpr Timing pageErase{nanoseconds(22'020'000), nanoseconds(24'470'000)};
constexpr std::array erase{EraseTiming{2 * kib, pageErase}, EraseTiming{4 * kib, pageErase}};
constexpr std::array modes{
    FlashMode{Parallelism::X64,
              1710,
              8,
              {nanoseconds(81700), nanoseconds(83350)},
              erase,
              {nanoseconds(22'130'000), nanoseconds(24'600'000)},
              {256, 8000, {nanoseconds(1'910'000), nanoseconds(1'950'000)}}}};
// The flag that the flash is empty stands in no register of a G4.
constexpr FlashVariant single{};
constexpr FlashVariant dual{.twoBanks = true};

// OPTR, PCROP1SR, PCROP1ER, WRP1AR, WRP1BR, SEC1R, and those of the second bank
constexpr std::array<std::uint32_t, 6> options{optr,       0x40022024, 0x40022028,
                                               0x4002202C, 0x40022030, 0x40022070};
constexpr std::array<std::uint32_t, 11> dualOptions{optr,       0x40022024, 0x40022028, 0x4002202C,
                                                    0x40022030, 0x40022044, 0x40022048, 0x4002204C,
                                                    0x40022050, 0x40022070, 0x40022074};
constexpr std::array normal{
    NormalField{0x40022070, 0x000000FF, 0, "a securable area"},
    NormalField{0x40022070, 0x00010000, 0, "a locked boot area"},
};
constexpr std::array dualNormal{
    NormalField{0x40022070, 0x000000FF, 0, "a securable area in bank 1"},
    NormalField{0x40022070, 0x00010000, 0, "a locked boot area"},
    NormalField{0x40022074, 0x000000FF, 0, "a securable area in bank 2"},
};
constexpr std::array g43xAreas{WriteProtectionArea{0x4002202C, 0, 0x3F},
                               WriteProtectionArea{0x40022030, 0, 0x3F}};
constexpr std::array g47xAreas{
    WriteProtectionArea{0x4002202C, 0, 0x7F}, WriteProtectionArea{0x40022030, 0, 0x7F},
    WriteProtectionArea{0x4002204C, 1, 0x7F}, WriteProtectionArea{0x40022050, 1, 0x7F}};
constexpr std::array g49xAreas{WriteProtectionArea{0x4002202C, 0, 0xFF},
                               WriteProtectionArea{0x40022030, 0, 0xFF}};
constexpr std::array g43xHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x3FFF, "code read-out protection"},
};
constexpr std::array g47xHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x7FFF, "code read-out protection in bank 1"},
    HiddenArea{0x40022044, 0x40022048, 0, 0x7FFF, "code read-out protection in bank 2"},
};
constexpr std::array g49xHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0xFFFF, "code read-out protection"},
};
constexpr ProtectionFields g43xProtection = levelProtection(optr, g43xAreas, g43xHidden, normal);
constexpr ProtectionFields g47xProtection =
    levelProtection(optr, g47xAreas, g47xHidden, dualNormal);
constexpr ProtectionFields g49xProtection = levelProtection(optr, g49xAreas, g49xHidden, normal);

constexpr std::array g43xParts{
    PartLine{"STM32G431", "C6 C8 CB K6 K8 KB M6 M8 MB R6 R8 RB V6 V8 VB"},
    PartLine{"STM32G441", "CB KB MB RB VB"},
};
constexpr std::array<unsigned, 3> g43xSizes{32, 64, 128};
constexpr std::array g47xParts{
    PartLine{"STM32G471", "CC CE MC ME QC QE RC RE VC VE"},
    PartLine{"STM32G473", "CB CC CE MB MC ME PB PC PE QB QC QE RB RC RE VB VC VE"},
    PartLine{"STM32G474", "CB CC CE MB MC ME PB PC PE QB QC QE RB RC RE VB VC VE"},
    PartLine{"STM32G483", "CE ME PE QE RE VE"},
    PartLine{"STM32G484", "CE ME PE QE RE VE"},
};
constexpr std::array<unsigned, 3> g47xSizes{128, 256, 512};
constexpr std::array g49xParts{
    PartLine{"STM32G491", "CC CE KC KE MC ME RC RE VC VE"},
    PartLine{"STM32G4A1", "CE KE ME RE VE"},
};
constexpr std::array<unsigned, 2> g49xSizes{256, 512};
// SRAM1, SRAM2 and the data alias of the CCM follow each other.
constexpr std::array g43xRam{RamRegion{0x20000000, 32 * kib}};
constexpr std::array g47xRam{RamRegion{0x20000000, 128 * kib}};
constexpr std::array g49xRam{RamRegion{0x20000000, 112 * kib}};

// HSI16 / 4 * 75 / 2 = 150 MHz, the most of range 1 without boost, which a reset leaves. Above
// 80 MHz the AHB is halved for at least 1 us on the way, which one transfer outlasts (RM0440 3.3.3,
// 6.1.5, 7.2.7, 7.4).
constexpr std::array fastClock{
    ClockStep{0x40022000, 0xF, 8},
    ClockStep{0x4002100C, 0x07107FF3, 1U << 24 | 75U << 8 | 3U << 4 | 2U}, // PLLCFGR
    ClockStep{0x40021000, 1U << 24, 1U << 24},                             // PLLON
    ClockStep{0x40021000, 1U << 25, 1U << 25, true},                       // PLLRDY
    ClockStep{0x40021008, 0xF3, 8U << 4 | 3U},                             // HPRE, SW
    ClockStep{0x40021008, 0xC, 12, true},                                  // SWS
    ClockStep{0x40021008, 0xF0, 0},
};

/// What the dies of the series share.
constexpr Device row(const l4kin::Die& die) {
    Device row = l4kin::rowOf(die);
    row.family = Family::G4;
    row.corePart = 0xC24;
    row.dpidr = 0x2BA01477;
    row.flashModes = modes;
    row.coreKhz = 16000;
    row.fastClock = {fastClock, 150000, 1710};
    return row;
}

constexpr std::array rows{
    row({0x468, "STM32G431/441", g43xParts, g43xSizes, oneBank, g43xRam, options, g43xProtection,
         single}),
    row({0x469, "STM32G471/473/474/483/484", g47xParts, g47xSizes, twoBanks, g47xRam, dualOptions,
         g47xProtection, dual}),
    row({0x479, "STM32G491/4A1", g49xParts, g49xSizes, oneBank, g49xRam, options, g49xProtection,
         single}),
};

} // namespace

std::span<const Device> g4() noexcept { return rows; }

} // namespace greenlight::target::devices
