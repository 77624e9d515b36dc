#include "engine/target/devices/l4_kin.h"

// STM32L4 and L4+. Figures: DS10198 Rev 8, whose flash all L4 share, and DS12023 for the L4+;
// registers: RM0351, RM0394 (L41x to L46x) and RM0432 (L4+).

namespace greenlight::target::devices {

namespace {

using std::chrono::nanoseconds;

constexpr std::uint32_t optr = 0x40022020;
constexpr std::uint32_t registers = 0x40022000;
constexpr std::uint32_t dualBank = 1U << 21;
constexpr std::uint32_t dualBankOfLargestPlus = 1U << 22;
constexpr std::uint32_t statusBusy = 1U << 16;

constexpr std::array pages{SectorRun{512, 2 * kib}};
constexpr std::array plusPages{SectorRun{256, 4 * kib}};
constexpr std::array plusJoinedPages{SectorRun{256, 8 * kib}};
constexpr std::array oneBank{Geometry{64, 512, {}, 1, 0, pages}};
// A part with the whole megabyte has two banks whatever the option says.
constexpr std::array twoBanks{
    Geometry{1024, 1024, {}, 2, 0x08080000, pages},
    Geometry{256, 512, {optr, dualBank, 0}, 1, 0, pages},
    Geometry{256, 512, {optr, dualBank, dualBank}, 2, 0, pages},
};
// DBANK of the full size, DB1M (DB512K) of half of it.
constexpr std::array plusGeometries{
    Geometry{2048, 2048, {optr, dualBankOfLargestPlus, 0}, 1, 0, plusJoinedPages},
    Geometry{2048, 2048, {optr, dualBankOfLargestPlus, dualBankOfLargestPlus}, 2, 0, plusPages},
    Geometry{1024, 1024, {optr, dualBank, 0}, 1, 0, plusJoinedPages},
    Geometry{1024, 1024, {optr, dualBank, dualBank}, 2, 0, plusPages},
};
constexpr std::array smallPlusGeometries{
    Geometry{1024, 1024, {optr, dualBankOfLargestPlus, 0}, 1, 0, plusJoinedPages},
    Geometry{1024, 1024, {optr, dualBankOfLargestPlus, dualBankOfLargestPlus}, 2, 0, plusPages},
    Geometry{512, 512, {optr, dualBank, 0}, 1, 0, plusJoinedPages},
    Geometry{512, 512, {optr, dualBank, dualBank}, 2, 0, plusPages},
};

constexpr Timing pageErase{nanoseconds(22'020'000), nanoseconds(24'470'000)};
constexpr Timing massErase{nanoseconds(22'130'000), nanoseconds(24'590'000)};
constexpr Timing doubleWord{nanoseconds(81690), nanoseconds(90760)};
constexpr std::array erase{EraseTiming{2 * kib, pageErase}};
constexpr std::array plusErase{EraseTiming{4 * kib, pageErase}, EraseTiming{8 * kib, pageErase}};
// DS10198 prints the row of 32 double words; that of 64 (DS12023) is twice as long.
constexpr FastRows fastRows{256, 8000, {nanoseconds(1'910'000), nanoseconds(2'120'000)}};
constexpr FastRows plusFastRows{512, 8000, {nanoseconds(3'820'000), nanoseconds(4'240'000)}};
constexpr std::array modes{
    FlashMode{Parallelism::X64, 1710, 8, doubleWord, erase, massErase, fastRows}};
constexpr std::array plusModes{
    FlashMode{Parallelism::X64, 1710, 8, doubleWord, plusErase, massErase, plusFastRows}};

constexpr FlashVariant single{.busy = statusBusy};
constexpr FlashVariant singleWithFlag{.busy = statusBusy, .emptyFlag = EmptyFlag::StatusBit17};
constexpr FlashVariant dual{.busy = statusBusy, .twoBanks = true};
constexpr FlashVariant dualWithFlag{
    .busy = statusBusy, .twoBanks = true, .emptyFlag = EmptyFlag::StatusBit17};

// OPTR, PCROP1SR, PCROP1ER, WRP1AR, WRP1BR, and PCROP2SR, PCROP2ER, WRP2AR, WRP2BR
constexpr std::array<std::uint32_t, 5> options{optr, 0x40022024, 0x40022028, 0x4002202C,
                                               0x40022030};
constexpr std::array<std::uint32_t, 9> dualOptions{optr,       0x40022024, 0x40022028,
                                                   0x4002202C, 0x40022030, 0x40022044,
                                                   0x40022048, 0x4002204C, 0x40022050};
// Page numbers and code areas are as wide as the largest part of the die needs.
constexpr std::array smallAreas{WriteProtectionArea{0x4002202C, 0, 0x3F},
                                WriteProtectionArea{0x40022030, 0, 0x3F}};
constexpr std::array smallHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x3FFF, "code read-out protection"},
};
constexpr ProtectionFields smallProtection = levelProtection(optr, smallAreas, smallHidden, {});
constexpr std::array middleAreas{WriteProtectionArea{0x4002202C, 0, 0x7F},
                                 WriteProtectionArea{0x40022030, 0, 0x7F}};
constexpr std::array middleHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x7FFF, "code read-out protection"},
};
constexpr ProtectionFields middleProtection = levelProtection(optr, middleAreas, middleHidden, {});
constexpr std::array largeAreas{WriteProtectionArea{0x4002202C, 0, 0xFF},
                                WriteProtectionArea{0x40022030, 0, 0xFF}};
constexpr std::array largeHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0xFFFF, "code read-out protection"},
};
constexpr ProtectionFields largeProtection = levelProtection(optr, largeAreas, largeHidden, {});
constexpr std::array dualAreas{
    WriteProtectionArea{0x4002202C, 0, 0xFF}, WriteProtectionArea{0x40022030, 0, 0xFF},
    WriteProtectionArea{0x4002204C, 1, 0xFF}, WriteProtectionArea{0x40022050, 1, 0xFF}};
constexpr std::array dualHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0xFFFF, "code read-out protection in bank 1"},
    HiddenArea{0x40022044, 0x40022048, 0, 0xFFFF, "code read-out protection in bank 2"},
};
constexpr ProtectionFields dualProtection = levelProtection(optr, dualAreas, dualHidden, {});
constexpr std::array plusAreas{
    WriteProtectionArea{0x4002202C, 0, 0xFF}, WriteProtectionArea{0x40022030, 0, 0xFF},
    WriteProtectionArea{0x4002204C, 1, 0xFF}, WriteProtectionArea{0x40022050, 1, 0xFF}};
constexpr std::array plusHidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x1FFFF, "code read-out protection in bank 1"},
    HiddenArea{0x40022044, 0x40022048, 0, 0x1FFFF, "code read-out protection in bank 2"},
};
constexpr ProtectionFields plusProtection = levelProtection(optr, plusAreas, plusHidden, {});

constexpr std::array l41xParts{
    PartLine{"STM32L412", "C8 CB K8 KB R8 RB T8 TB"},
    PartLine{"STM32L422", "CB KB RB TB"},
};
constexpr std::array<unsigned, 2> l41xSizes{64, 128};
constexpr std::array l43xParts{
    PartLine{"STM32L431", "CB CC KB KC RB RC VC"},
    PartLine{"STM32L432", "KB KC"},
    PartLine{"STM32L433", "CB CC RB RC VC"},
    PartLine{"STM32L442", "KC"},
    PartLine{"STM32L443", "CC RC VC"},
};
constexpr std::array<unsigned, 2> l43xSizes{128, 256};
constexpr std::array l45xParts{
    PartLine{"STM32L451", "CC CE RC RE VC VE"},
    PartLine{"STM32L452", "CC CE RC RE VC VE"},
    PartLine{"STM32L462", "CE RE VE"},
};
constexpr std::array<unsigned, 2> l45xSizes{256, 512};
constexpr std::array l47xParts{
    PartLine{"STM32L471", "QE QG RE RG VE VG ZE ZG"},
    PartLine{"STM32L475", "RC RE RG VC VE VG"},
    PartLine{"STM32L476", "JE JG ME MG QE QG RC RE RG VC VE VG ZE ZG"},
    PartLine{"STM32L486", "JG QG RG VG ZG"},
};
constexpr std::array<unsigned, 3> l47xSizes{256, 512, 1024};
constexpr std::array l49xParts{
    PartLine{"STM32L496", "AE AG QE QG RE RG VE VG WG ZE ZG"},
    PartLine{"STM32L4A6", "AG QG RG VG ZG"},
};
constexpr std::array<unsigned, 2> l49xSizes{512, 1024};
constexpr std::array l4pParts{
    PartLine{"STM32L4P5", "AE AG CE CG QE QG RE RG VE VG ZE ZG"},
    PartLine{"STM32L4Q5", "AG CG QG RG VG ZG"},
};
constexpr std::array<unsigned, 2> l4pSizes{512, 1024};
constexpr std::array l4rParts{
    PartLine{"STM32L4R5", "AG AI QG QI VG VI ZG ZI"},
    PartLine{"STM32L4R7", "AI VI ZI"},
    PartLine{"STM32L4R9", "AG AI VG VI ZG ZI"},
    PartLine{"STM32L4S5", "AI QI VI ZI"},
    PartLine{"STM32L4S7", "AI VI ZI"},
    PartLine{"STM32L4S9", "AI VI ZI"},
};
constexpr std::array<unsigned, 2> l4rSizes{1024, 2048};
constexpr std::array l41xRam{RamRegion{0x20000000, 40 * kib}};
constexpr std::array l43xRam{RamRegion{0x20000000, 64 * kib}};
constexpr std::array l45xRam{RamRegion{0x20000000, 160 * kib}};
constexpr std::array l47xRam{RamRegion{0x20000000, 96 * kib}};
constexpr std::array l49xRam{RamRegion{0x20000000, 320 * kib}};
constexpr std::array l4pRam{RamRegion{0x20000000, 320 * kib}};
constexpr std::array l4rRam{RamRegion{0x20000000, 640 * kib}};

// MSI / 1 * 40 / 2 = 80 MHz, voltage range 1 as a reset leaves it, with the four wait states of the
// L4, one more than the L4+ needs (RM0351 3.3.3, 6.4.4; RM0432 3.3.3, 6.4.4).
constexpr std::array fastClock{
    ClockStep{0x40022000, 0x7, 4},
    ClockStep{0x4002100C, 0x07117FF3, 1U << 24 | 40U << 8 | 1U}, // PLLCFGR
    ClockStep{0x40021000, 1U << 24, 1U << 24},                   // PLLON
    ClockStep{0x40021000, 1U << 25, 1U << 25, true},             // PLLRDY
    ClockStep{0x40021008, 0x3, 3},
    ClockStep{0x40021008, 0xC, 12, true}, // SW, SWS
};

/// What the dies of the series share.
constexpr Device row(const l4kin::Die& die) {
    Device row = l4kin::rowOf(die);
    row.family = Family::L4;
    row.corePart = 0xC24;
    row.dpidr = 0x2BA01477;
    row.flashModes = modes;
    row.coreKhz = 4000;
    row.fastClock = {fastClock, 80000, 1710};
    return row;
}

constexpr Device plusRow(std::uint16_t devId, std::string_view name, std::span<const PartLine> sold,
                         std::span<const unsigned> kilobytes, std::span<const Geometry> layouts,
                         std::span<const RamRegion> forLoader) {
    Device device = row({devId, name, sold, kilobytes, layouts, forLoader, dualOptions,
                         plusProtection, dualWithFlag});
    device.flashModes = plusModes;
    return device;
}

constexpr std::array rows{
    row({0x415, "STM32L471/475/476/486", l47xParts, l47xSizes, twoBanks, l47xRam, dualOptions,
         dualProtection, dual}),
    row({0x435, "STM32L431/432/433/442/443", l43xParts, l43xSizes, oneBank, l43xRam, options,
         middleProtection, singleWithFlag}),
    row({0x461, "STM32L496/4A6", l49xParts, l49xSizes, twoBanks, l49xRam, dualOptions,
         dualProtection, dualWithFlag}),
    row({0x462, "STM32L451/452/462", l45xParts, l45xSizes, oneBank, l45xRam, options,
         largeProtection, singleWithFlag}),
    row({0x464, "STM32L412/422", l41xParts, l41xSizes, oneBank, l41xRam, options, smallProtection,
         singleWithFlag}),
    plusRow(0x470, "STM32L4R5/4R7/4R9/4S5/4S7/4S9", l4rParts, l4rSizes, plusGeometries, l4rRam),
    plusRow(0x471, "STM32L4P5/4Q5", l4pParts, l4pSizes, smallPlusGeometries, l4pRam),
};

} // namespace

std::span<const Device> l4() noexcept { return rows; }

} // namespace greenlight::target::devices
