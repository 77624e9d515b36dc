#pragma once

#include "engine/target/devices/rows.h"

/// What the dies of F2, F4 and F7 have in common: the controller with unequal sectors and PSIZE.
namespace greenlight::target::devices::f2f4f7 {

inline constexpr std::uint32_t registers = 0x40023C00;
inline constexpr std::uint32_t optcr = registers + 0x14;
inline constexpr std::uint32_t optcr1 = registers + 0x18;
inline constexpr std::uint32_t optcr2 = registers + 0x1C;
inline constexpr std::array<std::uint32_t, 1> oneOption{optcr};
inline constexpr std::array<std::uint32_t, 2> twoOptions{optcr, optcr1};
inline constexpr std::array<std::uint32_t, 3> threeOptions{optcr, optcr1, optcr2};

/// Cut at the size of the bank.
inline constexpr std::array sectors16{SectorRun{4, 16 * kib}, SectorRun{1, 64 * kib},
                                      SectorRun{11, 128 * kib}};
inline constexpr std::array sectors32{SectorRun{4, 32 * kib}, SectorRun{1, 128 * kib},
                                      SectorRun{7, 256 * kib}};

constexpr Timing upTo(unsigned typical, unsigned longest) {
    return {std::chrono::milliseconds(typical), std::chrono::milliseconds(longest)};
}

// DS8626 Rev 12 table 40; the other lines of F2 and F4 print the same figures.
inline constexpr Timing smallX32 = upTo(250, 500);
inline constexpr Timing smallX16 = upTo(300, 600);
inline constexpr Timing smallX8 = upTo(400, 800);
inline constexpr Timing middleX32 = upTo(550, 1100);
inline constexpr Timing middleX16 = upTo(700, 1400);
inline constexpr Timing middleX8 = upTo(1200, 2400);
inline constexpr Timing largeX32 = upTo(1000, 2000);
inline constexpr Timing largeX16 = upTo(1300, 2600);
inline constexpr Timing largeX8 = upTo(2000, 4000);
inline constexpr Timing program{std::chrono::microseconds(16), std::chrono::microseconds(100)};

constexpr FlashMode modeOf(Parallelism parallelism, unsigned fromMillivolts,
                           std::span<const EraseTiming> erase) {
    // The whole of 1 MB, and as long where there is more or less: DS9405 prints the same for 2 MB.
    const Timing mass = parallelism == Parallelism::X32   ? upTo(8000, 16000)
                        : parallelism == Parallelism::X16 ? upTo(11000, 22000)
                                                          : upTo(16000, 32000);
    return {.parallelism = parallelism,
            .fromMillivolts = fromMillivolts,
            .programBytes = 1U << static_cast<unsigned>(parallelism),
            .program = program,
            .erase = erase,
            .massErase = mass};
}

inline constexpr std::array eraseX32{EraseTiming{16 * kib, smallX32},
                                     EraseTiming{64 * kib, middleX32},
                                     EraseTiming{128 * kib, largeX32}};
inline constexpr std::array eraseX16{EraseTiming{16 * kib, smallX16},
                                     EraseTiming{64 * kib, middleX16},
                                     EraseTiming{128 * kib, largeX16}};
inline constexpr std::array eraseX8{EraseTiming{16 * kib, smallX8}, EraseTiming{64 * kib, middleX8},
                                    EraseTiming{128 * kib, largeX8}};

/// PSIZE by the supply (DS8626 table 40): x64 needs 8 V on VPP, which no fixture has.
inline constexpr std::array modes{modeOf(Parallelism::X32, 2700, eraseX32),
                                  modeOf(Parallelism::X16, 2100, eraseX16),
                                  modeOf(Parallelism::X8, 1800, eraseX8)};

/// One bit of OPTCR for each of so many sectors (RM0090 table 14).
constexpr ProtectionFields protectionOf(unsigned sectors, std::span<const NormalField> normal,
                                        std::span<const WriteProtectionBits> more = {}) {
    return {
        .read = {optcr, 8, 0xFF, 0xAA, 0xCC, true},
        .writeBits = {.address = sectors == 0 ? 0 : optcr, .firstBit = 16, .bits = sectors},
        .moreWriteBits = more,
        .writeAreas = {},
        .hardwareWatchdog = {optcr, 1U << 5, 0},
        .hidden = {},
        .normal = normal,
    };
}

/// How a PLL clock is made: the input of the PLL is 1 MHz, from HSI / 16.
struct Pll {
    unsigned waitStates = 0;
    unsigned multiplier = 0;
    unsigned divider = 2; ///< 2, 4, 6, 8
    unsigned apb1 = 0;    ///< PPRE1 and PPRE2: 0 undivided, 4 half, 5 a quarter
    unsigned apb2 = 0;
};

constexpr std::array<ClockStep, 7> pllSteps(const Pll& pll) {
    constexpr std::uint32_t control = 0x40023800;
    constexpr std::uint32_t configuration = 0x40023808;
    const std::uint32_t factors = (pll.divider / 2 - 1) << 16 | pll.multiplier << 6 | 16U;
    return {
        ClockStep{registers, 0x7, pll.waitStates},
        ClockStep{control + 4, 0x00437FFF, factors},
        ClockStep{configuration, 0xFC00, pll.apb1 << 10 | pll.apb2 << 13},
        ClockStep{control, 1U << 24, 1U << 24},       // PLLON
        ClockStep{control, 1U << 25, 1U << 25, true}, // PLLRDY
        ClockStep{configuration, 0x3, 2},
        ClockStep{configuration, 0xC, 8, true}, // SW, SWS
    };
}

/// The fastest that needs neither over-drive nor another voltage scale than a reset leaves, with
/// the wait states of a supply from 2.7 V (RM0090 3.5.1 and 5.1.4, RM0033 3.4.1, RM0385 3.3.2 and
/// 4.1.4; the F401, F410 to F413 start in scale 2, which ends at 84 MHz: RM0383 5.4.1). A lower
/// supply is not loaded with more than it must.
inline constexpr std::array steps84 =
    pllSteps({.waitStates = 5, .multiplier = 336, .divider = 4, .apb1 = 4});
inline constexpr std::array steps120 =
    pllSteps({.waitStates = 3, .multiplier = 240, .apb1 = 5, .apb2 = 4});
inline constexpr std::array steps168 =
    pllSteps({.waitStates = 5, .multiplier = 336, .apb1 = 5, .apb2 = 4});
inline constexpr std::array steps180 =
    pllSteps({.waitStates = 5, .multiplier = 360, .apb1 = 5, .apb2 = 4});
inline constexpr FastClock fast84{steps84, 84000, 2100};
inline constexpr FastClock fast120{steps120, 120000, 2700};
inline constexpr FastClock fast168{steps168, 168000, 2700};
inline constexpr FastClock fast180{steps180, 180000, 2700};

/// In what the dies differ.
struct Die {
    std::uint16_t devId = 0;
    std::string_view name{};
    std::span<const PartLine> parts{};
    std::span<const unsigned> sizes{}; ///< KB, ascending
    std::span<const Geometry> geometries{};
    std::span<const RamRegion> ram{};
    std::span<const std::uint32_t> options = oneOption;
    ProtectionFields protection{};
    FastClock fastClock = fast84;
};

/// The row of a die with the core, the addresses and the times of an F4.
constexpr Device rowOf(const Die& die) {
    Device row;
    row.devId = die.devId;
    row.name = die.name;
    row.family = Family::F4;
    row.corePart = 0xC24;
    row.dpidr = 0x2BA01477;
    row.romTable = usualRomTable;
    row.debug = usualDebug;
    row.parts = die.parts;
    row.flashBase = 0x08000000;
    row.flashSizeAddress = 0x1FFF7A22;
    row.uidAddress = 0x1FFF7A10;
    row.maxFlashKb = die.sizes.back();
    row.flashSizes = die.sizes;
    row.geometries = die.geometries;
    row.flashKind = FlashKind::F4;
    row.flashRegisters = registers;
    row.programUnit = 4;
    row.flashModes = modes;
    row.ram = die.ram;
    row.optionAddresses = die.options;
    row.protection = die.protection;
    row.watchdog = 0x40003000;
    row.coreKhz = 16000;
    row.fastClock = die.fastClock;
    return row;
}

} // namespace greenlight::target::devices::f2f4f7
