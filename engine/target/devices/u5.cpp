#include "engine/target/devices/rows.h"

// STM32U5. Registers: RM0456; figures: DS13737 table 88 (U575/585), which the other dies of the
// series are taken to share.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::uint32_t optr = 0x40022040;
constexpr std::uint32_t nssr = 0x40022020;
constexpr std::uint32_t dualBank = 1U << 21;

constexpr std::array pages{SectorRun{512, 8 * kib}};
constexpr std::array erase{EraseTiming{8 * kib, {microseconds(1500), microseconds(3400)}}};
// A quad-word alone takes 118 us and no longest time is printed: half as much again. In a burst of
// eight it takes 48 us.
constexpr std::array modes{
    FlashMode{.parallelism = Parallelism::X64,
              .fromMillivolts = 1710,
              .programBytes = 16,
              .program = {microseconds(118), microseconds(177)},
              .erase = erase,
              .massErase = {milliseconds(390), milliseconds(616)},
              .regression = {},
              .burstBytes = 128,
              .burst = {microseconds(8 * 48), microseconds(8 * 72)}},
};
// OPTR, WRP1AR, WRP1BR, WRP2AR, WRP2BR, and NSSR for its OEM locks.
constexpr std::array<std::uint32_t, 6> options{optr,       0x40022058, 0x4002205C,
                                               0x40022068, 0x4002206C, nssr};
constexpr std::array writeAreas{
    WriteProtectionArea{0x40022058, 0, 0xFF}, WriteProtectionArea{0x4002205C, 0, 0xFF},
    WriteProtectionArea{0x40022068, 1, 0xFF}, WriteProtectionArea{0x4002206C, 1, 0xFF}};
constexpr std::array writeAreasOfOneMegabyteBanks{
    WriteProtectionArea{0x40022058, 0, 0x7F}, WriteProtectionArea{0x4002205C, 0, 0x7F},
    WriteProtectionArea{0x40022068, 1, 0x7F}, WriteProtectionArea{0x4002206C, 1, 0x7F}};
constexpr std::array normal{
    NormalField{optr, 1U << 31, 0, "TrustZone is on"},
    NormalField{optr, 1U << 20, 0, "the banks are swapped"},
    NormalField{nssr, 1U << 18, 0, "an OEM1 key is locked in"},
    NormalField{nssr, 1U << 19, 0, "an OEM2 key is locked in"},
    NormalField{0x40022058, 1U << 31, 1U << 31, "write protection area 1A is frozen"},
    NormalField{0x4002205C, 1U << 31, 1U << 31, "write protection area 1B is frozen"},
    NormalField{0x40022068, 1U << 31, 1U << 31, "write protection area 2A is frozen"},
    NormalField{0x4002206C, 1U << 31, 1U << 31, "write protection area 2B is frozen"},
};

constexpr ProtectionFields protection(std::span<const WriteProtectionArea> areas) {
    return levelProtection(optr, areas, {}, normal);
}

// 160 MHz from MSIS at 4 MHz, in range 1 with the booster, which has to run before the PLL does and
// takes its clock from the PLL's source (RM0456 7.3.3, 10.5.4, 11.4.5, 11.8.11, 11.8.14; the order
// is that of OpenOCD's stm32u5x.cfg).
constexpr std::array fastClock{
    ClockStep{0x46020C94, 1U << 2, 1U << 2},           // PWREN
    ClockStep{0x4602080C, 0x30000, 0x30000},           // VOS
    ClockStep{0x4602080C, 0x8000, 0x8000, true},       // VOSRDY
    ClockStep{0x40022000, 0xF, 4},                     // LATENCY
    ClockStep{0x46020C28, 0x7FF1F, 1U << 18 | 1U},     // PLL1REN, PLL1SRC; M and MBOOST are 1
    ClockStep{0x4602080C, 0x40000, 0x40000},           // BOOSTEN
    ClockStep{0x4602080C, 0x4000, 0x4000, true},       // BOOSTRDY
    ClockStep{0x46020C34, 0x7F0001FF, 1U << 24 | 79U}, // PLL1R, PLL1N
    ClockStep{0x46020C00, 1U << 24, 1U << 24},         // PLL1ON
    ClockStep{0x46020C00, 1U << 25, 1U << 25, true},   // PLL1RDY
    ClockStep{0x46020C1C, 0x3, 3},
    ClockStep{0x46020C1C, 0xC, 12, true}, // SW, SWS
};

/// What all dies of the series share.
constexpr Device die(Device row) {
    row.family = Family::U5;
    row.corePart = 0xD21;
    row.dpidr = 0x0BE12477;
    row.coreAp = 0;
    row.romTable = m33RomTable;
    row.debug = m33Debug;
    row.flashBase = 0x08000000;
    row.flashSizeAddress = 0x0BFA07A0;
    row.uidAddress = 0x0BFA0700;
    row.flashKind = FlashKind::L5;
    row.flashRegisters = 0x40022000;
    row.programUnit = 16;
    row.flashModes = modes;
    row.optionAddresses = options;
    row.watchdog = 0x40003000;
    row.coreKhz = 4000;
    row.fastClock = {fastClock, 160000, 1710};
    return row;
}

constexpr std::array u535Parts{
    PartLine{"STM32U535", "CB CC CE JE NC NE RB RC RE VC VE"},
    PartLine{"STM32U545", "CE JE NE RE VE"},
};
constexpr std::array<unsigned, 3> u535Sizes{128, 256, 512};
constexpr std::array u535Geometries{
    Geometry{512, 512, {}, 2, 0, pages},
    Geometry{128, 256, {optr, dualBank, 0}, 1, 0, pages},
    Geometry{128, 256, {optr, dualBank, dualBank}, 2, 0, pages},
};
constexpr std::array u535Ram{RamRegion{0x20000000, 256 * kib}};

constexpr std::array u575Parts{
    PartLine{"STM32U575", "AG AI CG CI OG OI QG QI RG RI VG VI ZG ZI"},
    PartLine{"STM32U585", "AI CI OI QI RI VI ZI"},
};
constexpr std::array<unsigned, 2> u575Sizes{1024, 2048};
constexpr std::array u575Geometries{
    Geometry{2048, 2048, {}, 2, 0, pages},
    Geometry{1024, 1024, {optr, dualBank, 0}, 1, 0, pages},
    Geometry{1024, 1024, {optr, dualBank, dualBank}, 2, 0, pages},
};
// SRAM1, SRAM2 and SRAM3 follow each other, on the larger dies too.
constexpr std::array u575Ram{RamRegion{0x20000000, 768 * kib}};

constexpr std::array<unsigned, 2> largeSizes{2048, 4096};
// Whether the second bank of the 2 MB parts follows the first is disputed (OpenOCD: yes;
// stm32-data: 0x08200000). Where it does not, the first write there has no flash to go to and
// fails.
constexpr std::array largeGeometries{
    Geometry{4096, 4096, {}, 2, 0, pages},
    Geometry{2048, 2048, {optr, dualBank, 0}, 1, 0, pages},
    Geometry{2048, 2048, {optr, dualBank, dualBank}, 2, 0, pages},
};
constexpr std::array u5fParts{
    PartLine{"STM32U5F7", "VI VJ"},
    PartLine{"STM32U5F9", "BJ NJ VI VJ ZI ZJ"},
    PartLine{"STM32U5G7", "VJ"},
    PartLine{"STM32U5G9", "BJ NJ VJ ZJ"},
};
constexpr std::array u595Parts{
    PartLine{"STM32U595", "AI AJ QI QJ RI RJ VI VJ ZI ZJ"},
    PartLine{"STM32U599", "BJ NI NJ VI VJ ZI ZJ"},
    PartLine{"STM32U5A5", "AJ QI QJ RJ VJ ZJ"},
    PartLine{"STM32U5A9", "BJ NJ VJ ZJ"},
};

constexpr std::array rows{
    die({.devId = 0x455,
         .name = "STM32U535/545",
         .parts = u535Parts,
         .maxFlashKb = 512,
         .flashSizes = u535Sizes,
         .geometries = u535Geometries,
         .ram = u535Ram,
         .protection = protection(writeAreasOfOneMegabyteBanks)}),
    die({.devId = 0x476,
         .name = "STM32U5F7/5F9/5G7/5G9",
         .parts = u5fParts,
         .maxFlashKb = 4096,
         .flashSizes = largeSizes,
         .geometries = largeGeometries,
         .ram = u575Ram,
         .protection = protection(writeAreas)}),
    die({.devId = 0x481,
         .name = "STM32U595/599/5A5/5A9",
         .parts = u595Parts,
         .maxFlashKb = 4096,
         .flashSizes = largeSizes,
         .geometries = largeGeometries,
         .ram = u575Ram,
         .protection = protection(writeAreas)}),
    die({.devId = 0x482,
         .name = "STM32U575/585",
         .parts = u575Parts,
         .maxFlashKb = 2048,
         .flashSizes = u575Sizes,
         .geometries = u575Geometries,
         .ram = u575Ram,
         .protection = protection(writeAreasOfOneMegabyteBanks)}),
};

} // namespace

std::span<const Device> u5() noexcept { return rows; }

} // namespace greenlight::target::devices
