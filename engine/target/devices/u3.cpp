#include "engine/target/devices/rows.h"

// STM32U3. Registers: RM0487; no figures of its flash are at hand, so the slower ones of L5 stand
// for a double word and those of the U5 for a page, but for the longest time, which is that of the
// WBA2x and its pages of the same size (Zephyr, stm32wba23.dtsi).

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::uint32_t optr = 0x40022040;
constexpr std::uint32_t nssr = 0x40022020;
constexpr std::uint32_t dualBank = 1U << 21;

constexpr std::array pages{SectorRun{512, 4 * kib}};
constexpr std::array erase{EraseTiming{4 * kib, {microseconds(1500), milliseconds(15)}}};
// Bursts of eight double words; taken to cost no more than eight alone.
constexpr std::array modes{
    FlashMode{.parallelism = Parallelism::X64,
              .fromMillivolts = 1710,
              .programBytes = 8,
              .program = {microseconds(82), microseconds(118)},
              .erase = erase,
              .massErase = {milliseconds(390), milliseconds(616)},
              .regression = {},
              .burstBytes = 64,
              .burst = {microseconds(8 * 48), microseconds(8 * 118)}},
};
// The flash is written in voltage range 1 with the EPOD booster on (OpenOCD stm32u3x.cfg): open the
// power control, validate VDDIO2, choose the range, start the booster.
constexpr std::uint32_t pwrVosr = 0x4003080C;
constexpr std::array supply{
    ClockStep{0x40030C94, 1U << 2, 1U << 2},    // PWREN
    ClockStep{0x40030810, 1U << 29, 1U << 29},  // PWR_SVMCR.IO2SV
    ClockStep{pwrVosr, 0x3, 0x1},               // R1EN
    ClockStep{pwrVosr, 0x10001, 0x10001, true}, // R1RDY
    ClockStep{pwrVosr, 0x100, 0x100},           // BOOSTEN
};
constexpr std::array ram{RamRegion{0x20000000, 256 * kib}};
// OPTR, WRP1AR, WRP1BR, WRP2AR, WRP2BR, and NSSR for its OEM locks.
constexpr std::array<std::uint32_t, 6> options{optr,       0x40022058, 0x4002205C,
                                               0x40022068, 0x4002206C, nssr};
constexpr std::array writeAreas{
    WriteProtectionArea{0x40022058, 0, 0xFF}, WriteProtectionArea{0x4002205C, 0, 0xFF},
    WriteProtectionArea{0x40022068, 1, 0xFF}, WriteProtectionArea{0x4002206C, 1, 0xFF}};
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
constexpr ProtectionFields protection = levelProtection(optr, writeAreas, {}, normal);

/// What both dies of the series share.
constexpr Device die(Device row) {
    row.family = Family::U3;
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
    row.programUnit = 8;
    row.flashModes = modes;
    row.flashSupply = supply;
    row.ram = ram;
    row.optionAddresses = options;
    row.protection = protection;
    row.watchdog = 0x40003000;
    row.coreKhz = 12000;
    return row;
}

constexpr std::array u3bParts{
    PartLine{"STM32U3B5", "CG CI JG JI QG QI RG RI VG VI WG WI ZG ZI"},
    PartLine{"STM32U3C5", "CI JI QI RI VI WI ZI"},
};
constexpr std::array<unsigned, 2> u3bSizes{1024, 2048};
constexpr std::array u3bGeometries{
    Geometry{2048, 2048, {}, 2, 0, pages},
    Geometry{1024, 1024, {optr, dualBank, 0}, 1, 0, pages},
    Geometry{1024, 1024, {optr, dualBank, dualBank}, 2, 0, pages},
};
constexpr std::array u375Parts{
    PartLine{"STM32U375", "CE CG KE KG RE RG VE VG"},
    PartLine{"STM32U385", "CG KG RG VG"},
};
constexpr std::array<unsigned, 2> u375Sizes{512, 1024};
constexpr std::array u375Geometries{
    Geometry{1024, 1024, {}, 2, 0, pages},
    Geometry{512, 512, {optr, dualBank, 0}, 1, 0, pages},
    Geometry{512, 512, {optr, dualBank, dualBank}, 2, 0, pages},
};

constexpr std::array rows{
    die({.devId = 0x42A,
         .name = "STM32U3B5/3C5",
         .parts = u3bParts,
         .maxFlashKb = 2048,
         .flashSizes = u3bSizes,
         .geometries = u3bGeometries}),
    die({.devId = 0x454,
         .name = "STM32U375/385",
         .parts = u375Parts,
         .maxFlashKb = 1024,
         .flashSizes = u375Sizes,
         .geometries = u375Geometries}),
};

} // namespace

std::span<const Device> u3() noexcept { return rows; }

} // namespace greenlight::target::devices
