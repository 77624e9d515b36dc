#include "engine/target/devices/l4_kin.h"

// STM32U0. Figures: DS12991 (G030) for want of a better one; registers: RM0503.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::uint32_t optr = 0x40022020;
constexpr std::array pages{SectorRun{128, 2 * kib}};
constexpr std::array oneBank{Geometry{16, 256, {}, 1, 0, pages}};

constexpr Timing pageErase{milliseconds(22), milliseconds(40)};
constexpr std::array erase{EraseTiming{2 * kib, pageErase}};
// Times of the G030, whose flash it is. No fast rows: ST's driver and its register description
// differ about their length.
constexpr std::array modes{FlashMode{Parallelism::X64,
                                     1710,
                                     8,
                                     {microseconds(85), microseconds(125)},
                                     erase,
                                     {milliseconds(22), milliseconds(40)}}};
constexpr FlashVariant variant{.busy = 1U << 16 | 1U << 18, .emptyFlag = EmptyFlag::AccessBit16};

// RCC_DBGCFGR clocks them (RM0503 5.4.19).
constexpr std::array debugBits{DebugBits{0x40015804, 0x00000006},
                               DebugBits{0x40015808, 0x00001800}};
constexpr DebugBlock debug{0, 0x40015800, debugBits, {0x40021050, 1U << 0}};

// OPTR, WRP1AR, WRP1BR, SECR
constexpr std::array<std::uint32_t, 4> options{optr, 0x4002202C, 0x40022030, 0x40022080};
constexpr std::array normal{
    NormalField{0x40022080, 0x00010000, 0, "a locked boot area"},
    NormalField{0x40022080, 0xFF000000, 0xB4000000, "a hide protection area", true},
};
constexpr std::array u03xAreas{WriteProtectionArea{0x4002202C, 0, 0x1F},
                               WriteProtectionArea{0x40022030, 0, 0x1F}};
constexpr std::array u0x3Areas{WriteProtectionArea{0x4002202C, 0, 0x7F},
                               WriteProtectionArea{0x40022030, 0, 0x7F}};
constexpr ProtectionFields u03xProtection = levelProtection(optr, u03xAreas, {}, normal);
constexpr ProtectionFields u0x3Protection = levelProtection(optr, u0x3Areas, {}, normal);
constexpr std::array u03xParts{
    PartLine{"STM32U031", "C6 C8 F4 F6 F8 G6 G8 K4 K6 K8 R6 R8"},
};
constexpr std::array<unsigned, 3> u03xSizes{16, 32, 64};
constexpr std::array u0x3Parts{
    PartLine{"STM32U073", "C8 CB CC H8 HB HC K8 KB KC M8 MB MC R8 RB RC"},
    PartLine{"STM32U083", "CC HC KC MC RC"},
};
constexpr std::array<unsigned, 3> u0x3Sizes{64, 128, 256};
constexpr std::array u03xRam{RamRegion{0x20000000, 12 * kib}};
constexpr std::array u0x3Ram{RamRegion{0x20000000, 40 * kib}};

// MSI at 48 MHz; two wait states are more than it needs (RM0503 3.3.4, 5.4.1).
constexpr std::array fastClock{
    ClockStep{0x40022000, 0x7, 2},
    ClockStep{0x40021000, 0xF8, 11U << 4 | 1U << 3}, // MSIRANGE from CR
    ClockStep{0x40021000, 1U << 1, 1U << 1, true},   // MSIRDY
};

/// What the dies of the series share.
constexpr Device row(const l4kin::Die& die, std::uint32_t uid, std::uint32_t sizeAddress) {
    Device row = l4kin::rowOf(die);
    row.family = Family::U0;
    row.corePart = 0xC60;
    row.dpidr = 0x6BA02477;
    row.romTable = 0xF0000000;
    row.debug = debug;
    row.flashSizeAddress = sizeAddress;
    row.uidAddress = uid;
    row.flashModes = modes;
    row.coreKhz = 4000;
    row.fastClock = {fastClock, 48000, 1710};
    return row;
}

constexpr std::array rows{
    row({0x459, "STM32U031", u03xParts, u03xSizes, oneBank, u03xRam, options, u03xProtection,
         variant},
        0x1FFF3E50, 0x1FFF3EA0),
    row({0x489, "STM32U073/083", u0x3Parts, u0x3Sizes, oneBank, u0x3Ram, options, u0x3Protection,
         variant},
        0x1FFF6E50, 0x1FFF6EA0),
};

} // namespace

std::span<const Device> u0() noexcept { return rows; }

} // namespace greenlight::target::devices
