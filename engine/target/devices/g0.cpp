#include "engine/target/devices/l4_kin.h"

// STM32G0. Figures: DS12991 (G030), whose flash all G0 share; registers: RM0444, RM0454.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::uint32_t optr = 0x40022020;
constexpr std::uint32_t dualBank = 1U << 21;
constexpr std::array pages{SectorRun{256, 2 * kib}};
constexpr std::array oneBank{Geometry{16, 128, {}, 1, 0, pages}};
constexpr std::array twoBanks{
    Geometry{128, 512, {optr, dualBank, 0}, 1, 0, pages},
    Geometry{128, 512, {optr, dualBank, dualBank}, 2, 0, pages},
};

constexpr Timing pageErase{milliseconds(22), milliseconds(40)};
constexpr std::array erase{EraseTiming{2 * kib, pageErase}};
// No fast rows: RM0444 wants a mass erase before them, and users who gave it one report FASTERR all
// the same unless the page was erased last.
constexpr std::array modes{FlashMode{Parallelism::X64,
                                     1710,
                                     8,
                                     {microseconds(85), microseconds(125)},
                                     erase,
                                     {milliseconds(22), milliseconds(40)}}};
// BSY1 and CFGBSY, and BSY2 of the two banks.
constexpr FlashVariant single{.busy = 1U << 16 | 1U << 18, .emptyFlag = EmptyFlag::AccessBit16};
constexpr FlashVariant dual{
    .busy = 7U << 16, .bankSelect = 13, .twoBanks = true, .emptyFlag = EmptyFlag::AccessBit16};

// The low-power bits and the watchdogs' freeze bits; RCC_APBENR1 clocks them (RM0444 40.9).
constexpr std::array debugBits{DebugBits{0x40015804, 0x00000006},
                               DebugBits{0x40015808, 0x00001800}};
constexpr DebugBlock debug{0, 0x40015800, debugBits, {0x4002103C, 1U << 27}};

// OPTR, PCROP1ASR, PCROP1AER, WRP1AR, WRP1BR, PCROP1BSR, PCROP1BER, SECR, and those of bank 2
constexpr std::array<std::uint32_t, 8> options{optr,       0x40022024, 0x40022028, 0x4002202C,
                                               0x40022030, 0x40022034, 0x40022038, 0x40022080};
constexpr std::array<std::uint32_t, 14> dualOptions{
    optr,       0x40022024, 0x40022028, 0x4002202C, 0x40022030, 0x40022034, 0x40022038,
    0x40022044, 0x40022048, 0x4002204C, 0x40022050, 0x40022054, 0x40022058, 0x40022080};
constexpr std::array normal{
    NormalField{0x40022080, 0x0000007F, 0, "a securable area"},
    NormalField{0x40022080, 0x00010000, 0, "a locked boot area"},
};
constexpr std::array dualNormal{
    NormalField{0x40022080, 0x000000FF, 0, "a securable area in bank 1"},
    NormalField{0x40022080, 0x00010000, 0, "a locked boot area"},
    NormalField{0x40022080, 0x0FF00000, 0, "a securable area in bank 2"},
    // Addresses of a swapped flash do not say which pages the option bytes mean.
    NormalField{optr, 1U << 20, 1U << 20, "swapped banks"},
};
constexpr std::array smallAreas{WriteProtectionArea{0x4002202C, 0, 0x1F},
                                WriteProtectionArea{0x40022030, 0, 0x1F}};
constexpr std::array middleAreas{WriteProtectionArea{0x4002202C, 0, 0x3F},
                                 WriteProtectionArea{0x40022030, 0, 0x3F}};
constexpr std::array dualAreas{
    WriteProtectionArea{0x4002202C, 0, 0x7F}, WriteProtectionArea{0x40022030, 0, 0x7F},
    WriteProtectionArea{0x4002204C, 1, 0x7F}, WriteProtectionArea{0x40022050, 1, 0x7F}};
// Code areas count in 512 bytes.
constexpr std::array smallHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x7F, "code read-out protection, zone A"},
    HiddenArea{0x40022034, 0x40022038, 0, 0x7F, "code read-out protection, zone B"},
};
constexpr std::array middleHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0xFF, "code read-out protection, zone A"},
    HiddenArea{0x40022034, 0x40022038, 0, 0xFF, "code read-out protection, zone B"},
};
constexpr std::array dualHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x1FF, "code read-out protection in bank 1, zone A"},
    HiddenArea{0x40022034, 0x40022038, 0, 0x1FF, "code read-out protection in bank 1, zone B"},
    HiddenArea{0x40022044, 0x40022048, 0, 0x1FF, "code read-out protection in bank 2, zone A"},
    HiddenArea{0x40022054, 0x40022058, 0, 0x1FF, "code read-out protection in bank 2, zone B"},
};
constexpr ProtectionFields smallProtection = levelProtection(optr, smallAreas, smallHidden, normal);
constexpr ProtectionFields middleProtection =
    levelProtection(optr, middleAreas, middleHidden, normal);
constexpr ProtectionFields dualProtection =
    levelProtection(optr, dualAreas, dualHidden, dualNormal);

constexpr std::array g03xParts{
    PartLine{"STM32G030", "C6 C8 F6 J6 K6 K8"},
    PartLine{"STM32G031", "C4 C6 C8 F4 F6 F8 G4 G6 G8 J4 J6 K4 K6 K8 Y8"},
    PartLine{"STM32G041", "C6 C8 F6 F8 G6 G8 J6 K6 K8 Y8"},
};
constexpr std::array<unsigned, 3> g03xSizes{16, 32, 64};
constexpr std::array g05xParts{
    PartLine{"STM32G050", "C6 C8 F6 K6 K8"},
    PartLine{"STM32G051", "C6 C8 F6 F8 G6 G8 K6 K8"},
    PartLine{"STM32G061", "C6 C8 F6 F8 G6 G8 K6 K8"},
};
constexpr std::array<unsigned, 2> g05xSizes{32, 64};
constexpr std::array g07xParts{
    PartLine{"STM32G070", "CB KB RB"},
    PartLine{"STM32G071", "C6 C8 CB EB G6 G8 GB K6 K8 KB R6 R8 RB"},
    PartLine{"STM32G081", "CB EB GB KB RB"},
};
constexpr std::array<unsigned, 3> g07xSizes{32, 64, 128};
constexpr std::array g0bParts{
    PartLine{"STM32G0B0", "CE KE RE VE"},
    PartLine{"STM32G0B1", "CB CC CE KB KC KE MB MC ME NE RB RC RE VB VC VE"},
    PartLine{"STM32G0C1", "CC CE KC KE MC ME NE RC RE VC VE"},
};
constexpr std::array<unsigned, 3> g0bSizes{128, 256, 512};
constexpr std::array g03xRam{RamRegion{0x20000000, 8 * kib}};
constexpr std::array g05xRam{RamRegion{0x20000000, 18 * kib}};
constexpr std::array g07xRam{RamRegion{0x20000000, 36 * kib}};
constexpr std::array g0bRam{RamRegion{0x20000000, 144 * kib}};

// HSI16 * 8 / 2 = 64 MHz, with the two wait states it needs (RM0444 3.3.4, 5.4.4).
constexpr std::array fastClock{
    ClockStep{0x40022000, 0x7, 2},
    ClockStep{0x4002100C, 0xF0007F73, 1U << 29 | 1U << 28 | 8U << 8 | 2U}, // PLLCFGR
    ClockStep{0x40021000, 1U << 24, 1U << 24},                             // PLLON
    ClockStep{0x40021000, 1U << 25, 1U << 25, true},                       // PLLRDY
    ClockStep{0x40021008, 0x7, 2},
    ClockStep{0x40021008, 0x38, 0x10, true}, // SW, SWS
};

/// What the dies of the series share.
constexpr Device row(const l4kin::Die& die) {
    Device row = l4kin::rowOf(die);
    row.family = Family::G0;
    row.corePart = 0xC60;
    row.dpidr = 0x0BC11477;
    row.romTable = 0xF0000000;
    row.debug = debug;
    row.flashModes = modes;
    row.coreKhz = 16000;
    row.fastClock = {fastClock, 64000, 1710};
    return row;
}

constexpr std::array rows{
    row({0x456, "STM32G050/051/061", g05xParts, g05xSizes, oneBank, g05xRam, options,
         smallProtection, single}),
    row({0x460, "STM32G070/071/081", g07xParts, g07xSizes, oneBank, g07xRam, options,
         middleProtection, single}),
    row({0x466, "STM32G030/031/041", g03xParts, g03xSizes, oneBank, g03xRam, options,
         smallProtection, single}),
    row({0x467, "STM32G0B0/0B1/0C1", g0bParts, g0bSizes, twoBanks, g0bRam, dualOptions,
         dualProtection, dual}),
};

} // namespace

std::span<const Device> g0() noexcept { return rows; }

} // namespace greenlight::target::devices
