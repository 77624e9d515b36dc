#include "engine/target/devices/rows.h"

// STM32WBA. Registers: RM0493, RM0515; the figures are taken to be those of the same flash in the
// U5 (DS13737 table 88). The core and the memory are behind access port 1.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::uint32_t optr = 0x40022040;
constexpr std::uint32_t nssr = 0x40022020;

constexpr std::array pages{SectorRun{512, 8 * kib}};
constexpr std::array erase{EraseTiming{8 * kib, {microseconds(1500), microseconds(3400)}}};

/// No longest time of a quad-word is printed: half as much again as the typical one.
constexpr FlashMode mode(Timing massErase) {
    return {.parallelism = Parallelism::X64,
            .fromMillivolts = 1710,
            .programBytes = 16,
            .program = {microseconds(118), microseconds(177)},
            .erase = erase,
            .massErase = massErase,
            .regression = {},
            .burstBytes = 128,
            .burst = {microseconds(8 * 48), microseconds(8 * 72)}};
}

// Double words and pages of half the size on a WBA2x; 15 ms at most for a page (Zephyr,
// stm32wba23.dtsi), and nothing else at hand: the L5's times for a double word.
constexpr std::array smallPages{SectorRun{128, 4 * kib}};
constexpr std::array smallErase{EraseTiming{4 * kib, {milliseconds(10), milliseconds(15)}}};
constexpr std::array smallModes{FlashMode{.parallelism = Parallelism::X64,
                                          .fromMillivolts = 1710,
                                          .programBytes = 8,
                                          .program = {microseconds(82), microseconds(118)},
                                          .erase = smallErase,
                                          .massErase = {milliseconds(195), milliseconds(616)}}};

constexpr std::array oneBankModes{mode({milliseconds(195), milliseconds(308)})};
constexpr std::array twoBankModes{mode({milliseconds(390), milliseconds(616)})};

// OPTR, WRPAR, WRPBR, NSSR for its OEM locks, and the areas of a second bank.
constexpr std::array<std::uint32_t, 6> options{optr, 0x40022058, 0x4002205C,
                                               nssr, 0x40022068, 0x4002206C};
constexpr std::array writeAreas{
    WriteProtectionArea{0x40022058, 0, 0x7F}, WriteProtectionArea{0x4002205C, 0, 0x7F},
    WriteProtectionArea{0x40022068, 1, 0x7F}, WriteProtectionArea{0x4002206C, 1, 0x7F}};
// Those of a single bank come first.
constexpr std::array normal{
    NormalField{optr, 1U << 31, 0, "TrustZone is on"},
    NormalField{nssr, 1U << 18, 0, "an OEM1 key is locked in"},
    NormalField{nssr, 1U << 19, 0, "an OEM2 key is locked in"},
    NormalField{0x40022058, 1U << 31, 1U << 31, "write protection area 1A is frozen"},
    NormalField{0x4002205C, 1U << 31, 1U << 31, "write protection area 1B is frozen"},
    NormalField{optr, 1U << 20, 0, "the banks are swapped"},
    NormalField{0x40022068, 1U << 31, 1U << 31, "write protection area 2A is frozen"},
    NormalField{0x4002206C, 1U << 31, 1U << 31, "write protection area 2B is frozen"},
};

constexpr ProtectionFields protection(unsigned banks) {
    return levelProtection(optr, std::span(writeAreas).first(banks == 1 ? 2 : 4), {},
                           std::span(normal).first(banks == 1 ? 5 : 8));
}

/// What the dies of the series share.
constexpr Device die(Device row) {
    row.family = Family::WBA;
    row.corePart = 0xD21;
    row.dpidr = 0x6BA02477;
    row.coreAp = 1;
    row.romTable = m33RomTable;
    row.debug = m33Debug;
    row.debug.ap = 1;
    row.flashBase = 0x08000000;
    row.flashKind = FlashKind::L5;
    row.flashRegisters = 0x40022000;
    row.programUnit = 16;
    row.watchdog = 0x40003000;
    row.coreKhz = 16000;
    return row;
}

constexpr std::array wba5Parts{
    PartLine{"STM32WBA50", "KE KG"},
    PartLine{"STM32WBA52", "CE CG KE KG"},
    PartLine{"STM32WBA54", "CE CG KE KG"},
    PartLine{"STM32WBA55", "CE CG HE HG UE UG"},
};
constexpr std::array<unsigned, 2> wba5Sizes{512, 1024};
constexpr std::array wba5Geometries{Geometry{512, 1024, {}, 1, 0, pages}};
constexpr std::array wba5Ram{RamRegion{0x20000000, 96 * kib}};

constexpr std::array wba6Parts{
    PartLine{"STM32WBA62", "CG CI MG MI PG PI"},
    PartLine{"STM32WBA63", "CG CI"},
    PartLine{"STM32WBA64", "CG CI"},
    PartLine{"STM32WBA65", "CG CI MG MI PG PI RG RI"},
};
constexpr std::array<unsigned, 2> wba6Sizes{1024, 2048};
// Always two banks (RM0515).
constexpr std::array wba6Geometries{Geometry{1024, 2048, {}, 2, 0, pages}};
constexpr std::array wba6Ram{RamRegion{0x20000000, 192 * kib}};

// RAM: Zephyr, stm32wba25Xe.dtsi.
constexpr std::array wba2Parts{
    PartLine{"STM32WBA20", "CE KE"},
    PartLine{"STM32WBA23", "CE KE"},
    PartLine{"STM32WBA25", "CE HE"},
};
constexpr std::array<unsigned, 1> wba2Sizes{512};
constexpr std::array wba2Geometries{Geometry{512, 512, {}, 1, 0, smallPages}};
constexpr std::array wba2Ram{RamRegion{0x20000000, 96 * kib}};

/// With another debug port and a smaller program unit (OpenOCD, stm32wba2x.cfg).
constexpr Device smallDie(Device row) {
    row = die(row);
    row.dpidr = 0x0BE12477;
    row.programUnit = 8;
    return row;
}

constexpr std::array rows{
    die({.devId = 0x492,
         .name = "STM32WBA50/52/54/55",
         .parts = wba5Parts,
         .flashSizeAddress = 0x0BF907A0,
         .uidAddress = 0x0BF90700,
         .maxFlashKb = 1024,
         .flashSizes = wba5Sizes,
         .geometries = wba5Geometries,
         .flashModes = oneBankModes,
         .ram = wba5Ram,
         .optionAddresses = std::span(options).first(4),
         .protection = protection(1)}),
    die({.devId = 0x4B0,
         .name = "STM32WBA62/63/64/65",
         .parts = wba6Parts,
         .flashSizeAddress = 0x0BFA07A0,
         .uidAddress = 0x0BFA0700,
         .maxFlashKb = 2048,
         .flashSizes = wba6Sizes,
         .geometries = wba6Geometries,
         .flashModes = twoBankModes,
         .ram = wba6Ram,
         .optionAddresses = options,
         .protection = protection(2)}),
    smallDie({.devId = 0x4B2,
              .name = "STM32WBA20/23/25",
              .parts = wba2Parts,
              .flashSizeAddress = 0x0BF8D7A0,
              .uidAddress = 0x0BF8D700,
              .maxFlashKb = 512,
              .flashSizes = wba2Sizes,
              .geometries = wba2Geometries,
              .flashModes = smallModes,
              .ram = wba2Ram,
              .optionAddresses = std::span(options).first(4),
              .protection = protection(1)}),
};

} // namespace

std::span<const Device> wba() noexcept { return rows; }

} // namespace greenlight::target::devices
