#include "engine/target/devices/l4_kin.h"

// STM32C0. Figures: DS12991 (G030) for want of a better one; registers: RM0490.

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
                                     2000,
                                     8,
                                     {microseconds(85), microseconds(125)},
                                     erase,
                                     {milliseconds(22), milliseconds(40)}}};
constexpr FlashVariant variant{.busy = 1U << 16 | 1U << 18, .emptyFlag = EmptyFlag::AccessBit16};

// RCC_APBENR1 clocks them (RM0490 29.9).
constexpr std::array debugBits{DebugBits{0x40015804, 0x00000006},
                               DebugBits{0x40015808, 0x00001800}};
constexpr DebugBlock debug{0, 0x40015800, debugBits, {0x4002103C, 1U << 27}};

// OPTR, PCROP1ASR, PCROP1AER, WRP1AR, WRP1BR, PCROP1BSR, PCROP1BER, SECR
constexpr std::array<std::uint32_t, 8> options{optr,       0x40022024, 0x40022028, 0x4002202C,
                                               0x40022030, 0x40022034, 0x40022038, 0x40022080};
constexpr std::array normal{
    NormalField{0x40022080, 0x000000FF, 0, "a securable area"},
    NormalField{0x40022080, 0x00010000, 0, "a locked boot area"},
};
// Page numbers, and code areas in 512 bytes, are as wide as the largest part of the die needs.
constexpr std::array c01xAreas{WriteProtectionArea{0x4002202C, 0, 0x0F},
                               WriteProtectionArea{0x40022030, 0, 0x0F}};
constexpr std::array c01xHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x3F, "code read-out protection, zone A"},
    HiddenArea{0x40022034, 0x40022038, 0, 0x3F, "code read-out protection, zone B"},
};
constexpr ProtectionFields c01xProtection = levelProtection(optr, c01xAreas, c01xHidden, normal);
constexpr std::array c05xAreas{WriteProtectionArea{0x4002202C, 0, 0x1F},
                               WriteProtectionArea{0x40022030, 0, 0x1F}};
constexpr std::array c05xHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x7F, "code read-out protection, zone A"},
    HiddenArea{0x40022034, 0x40022038, 0, 0x7F, "code read-out protection, zone B"},
};
constexpr ProtectionFields c05xProtection = levelProtection(optr, c05xAreas, c05xHidden, normal);
constexpr std::array c07xAreas{WriteProtectionArea{0x4002202C, 0, 0x3F},
                               WriteProtectionArea{0x40022030, 0, 0x3F}};
constexpr std::array c07xHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0xFF, "code read-out protection, zone A"},
    HiddenArea{0x40022034, 0x40022038, 0, 0xFF, "code read-out protection, zone B"},
};
constexpr ProtectionFields c07xProtection = levelProtection(optr, c07xAreas, c07xHidden, normal);
constexpr std::array c09xAreas{WriteProtectionArea{0x4002202C, 0, 0x7F},
                               WriteProtectionArea{0x40022030, 0, 0x7F}};
constexpr std::array c09xHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x1FF, "code read-out protection, zone A"},
    HiddenArea{0x40022034, 0x40022038, 0, 0x1FF, "code read-out protection, zone B"},
};
constexpr ProtectionFields c09xProtection = levelProtection(optr, c09xAreas, c09xHidden, normal);
constexpr std::array c011Parts{
    PartLine{"STM32C011", "D6 F4 F6 J4 J6"},
};
constexpr std::array<unsigned, 2> c011Sizes{16, 32};
constexpr std::array c031Parts{
    PartLine{"STM32C031", "C4 C6 F4 F6 G4 G6 K4 K6"},
};
constexpr std::array<unsigned, 2> c031Sizes{16, 32};
constexpr std::array c05xParts{
    PartLine{"STM32C051", "C6 C8 D8 F6 F8 G6 G8 K6 K8"},
};
constexpr std::array<unsigned, 2> c05xSizes{32, 64};
constexpr std::array c07xParts{
    PartLine{"STM32C071", "C8 CB F8 FB G8 GB K8 KB R8 RB"},
};
constexpr std::array<unsigned, 2> c07xSizes{64, 128};
constexpr std::array c09xParts{
    PartLine{"STM32C091", "CB CC EC FB FC GB GC KB KC RB RC"},
    PartLine{"STM32C092", "CB CC EC FB FC GB GC KB KC RB RC"},
};
constexpr std::array<unsigned, 2> c09xSizes{128, 256};
constexpr std::array c011Ram{RamRegion{0x20000000, 6 * kib}};
constexpr std::array c031Ram{RamRegion{0x20000000, 12 * kib}};
constexpr std::array c05xRam{RamRegion{0x20000000, 12 * kib}};
constexpr std::array c07xRam{RamRegion{0x20000000, 24 * kib}};
constexpr std::array c09xRam{RamRegion{0x20000000, 30 * kib}};

// HSI48 without its divider by four, and a wait state for it (RM0490 4.3.4, 6.4.1).
constexpr std::array fastClock{
    ClockStep{0x40022000, 0x7, 1}, ClockStep{0x40021000, 7U << 11, 0}, // HSIDIV
};

/// What the dies of the series share.
constexpr Device row(const l4kin::Die& die) {
    Device row = l4kin::rowOf(die);
    row.family = Family::C0;
    row.corePart = 0xC60;
    row.dpidr = 0x0BC11477;
    row.romTable = 0xF0000000;
    row.debug = debug;
    row.flashSizeAddress = 0x1FFF75A0;
    row.uidAddress = 0x1FFF7550;
    row.flashModes = modes;
    row.coreKhz = 12000;
    row.fastClock = {fastClock, 48000, 2000};
    return row;
}

/// Its ROM table has the number of the G03x.
constexpr Device sharedPart(Device device) {
    device.romPart = 0x466;
    return device;
}

constexpr std::array rows{
    sharedPart(row({0x443, "STM32C011", c011Parts, c011Sizes, oneBank, c011Ram, options,
                    c01xProtection, variant})),
    row({0x44C, "STM32C051", c05xParts, c05xSizes, oneBank, c05xRam, options, c05xProtection,
         variant}),
    row({0x44D, "STM32C091/092", c09xParts, c09xSizes, oneBank, c09xRam, options, c09xProtection,
         variant}),
    sharedPart(row({0x453, "STM32C031", c031Parts, c031Sizes, oneBank, c031Ram, options,
                    c01xProtection, variant})),
    row({0x493, "STM32C071", c07xParts, c07xSizes, oneBank, c07xRam, options, c07xProtection,
         variant}),
};

} // namespace

std::span<const Device> c0() noexcept { return rows; }

} // namespace greenlight::target::devices
