#pragma once

#include "engine/target/devices/rows.h"

/// What the dies of F0, F1 and F3 have in common: the controller that programs half-words.
namespace greenlight::target::devices::fpec {

inline constexpr std::uint32_t registers = 0x40022000;
inline constexpr std::uint32_t obr = registers + 0x1C;
inline constexpr std::uint32_t wrpr = registers + 0x20;
inline constexpr std::array<std::uint32_t, 2> options{obr, wrpr};

inline constexpr std::array pages1k{SectorRun{1024, 1 * kib}};
inline constexpr std::array pages2k{SectorRun{1024, 2 * kib}};

// A half-word whose complement does not fit is loaded as erased, which protects.
inline constexpr std::array normal{NormalField{obr, 1U << 0, 0, "damaged option bytes"}};

/// One bit for 4 KB, the last for all the rest (PM0075 2.4.1, RM0091 3.3.2, RM0316 4.3.2).
constexpr WriteProtectionBits writeBits(unsigned pagesPerBit) {
    return {.address = wrpr, .firstBit = 0, .bits = 32, .sectorsPerBit = pagesPerBit};
}

/// F1: RDPRT and WDG_SW (PM0075 3.7).
constexpr ProtectionFields protectionOfF1(unsigned pagesPerBit) {
    return {
        .read = {obr, 1, 0x1, 0, 0, false},
        .writeBits = writeBits(pagesPerBit),
        .moreWriteBits = {},
        .writeAreas = {},
        .hardwareWatchdog = {obr, 1U << 2, 0},
        .hidden = {},
        .normal = normal,
    };
}

/// F0 and F3: two bits of RDPRT, both set for level 2, and WDG_SW (RM0091 3.5.7, RM0316 4.5.7).
constexpr ProtectionFields protectionOfF0(unsigned pagesPerBit) {
    return {
        .read = {obr, 1, 0x3, 0, 3, true},
        .writeBits = writeBits(pagesPerBit),
        .moreWriteBits = {},
        .writeAreas = {},
        .hardwareWatchdog = {obr, 1U << 8, 0},
        .hidden = {},
        .normal = normal,
    };
}

/// Half of HSI times `factor`, with one wait state of the flash, which holds up to 48 MHz (RM0008
/// 7.3.2, RM0091 6.4.2, RM0316 9.4.2; PM0075 3.1).
constexpr std::array<ClockStep, 6> fromHsi(std::uint32_t factor) {
    return {{
        {registers, 0x7, 1},
        {0x40021004, 0x003D0000, (factor - 2) << 18}, // PLLMUL
        {0x40021000, 1U << 24, 1U << 24},             // PLLON
        {0x40021000, 1U << 25, 1U << 25, true},       // PLLRDY
        {0x40021004, 0x3, 2},
        {0x40021004, 0xC, 8, true}, // SW, SWS
    }};
}

inline constexpr auto steps24 = fromHsi(6);
inline constexpr auto steps36 = fromHsi(9);
inline constexpr auto steps48 = fromHsi(12);
inline constexpr FastClock fast24{steps24, 24000, 2000};
inline constexpr FastClock fast36{steps36, 36000, 2000};
inline constexpr FastClock fast48{steps48, 48000, 2000};

/// In what the dies differ.
struct Die {
    std::uint16_t devId = 0;
    std::string_view name{};
    std::span<const PartLine> parts{};
    std::span<const unsigned> sizes{}; ///< KB, ascending
    std::span<const Geometry> geometries{};
    std::span<const FlashMode> modes{};
    std::span<const RamRegion> ram{};
    ProtectionFields protection{};
};

/// The row of a die, still without what its family decides: core, debug port, addresses.
constexpr Device rowOf(const Die& die) {
    Device row;
    row.devId = die.devId;
    row.name = die.name;
    row.parts = die.parts;
    row.flashSizes = die.sizes;
    row.maxFlashKb = die.sizes.back();
    row.geometries = die.geometries;
    row.flashModes = die.modes;
    row.ram = die.ram;
    row.protection = die.protection;
    row.romTable = usualRomTable;
    row.flashBase = 0x08000000;
    row.flashKind = FlashKind::F1;
    row.flashRegisters = registers;
    row.programUnit = 2;
    row.optionAddresses = options;
    row.watchdog = 0x40003000;
    row.coreKhz = 8000;
    return row;
}

} // namespace greenlight::target::devices::fpec
