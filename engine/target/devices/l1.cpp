#include "engine/target/devices/rows.h"

// STM32L1. Registers: RM0038; figures: 3.28 ms typical and 3.94 ms at most for a page erase, a word
// and a half page alike (DS8890, DS10262).

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;

constexpr std::uint32_t obr = 0x40023C1C;
// WRPR1 to WRPR4, of 32 sectors each; a die has as many as its flash needs.
constexpr std::array<std::uint32_t, 4> protectionWords{0x40023C20, 0x40023C80, 0x40023C84,
                                                       0x40023C88};
constexpr std::array<std::uint32_t, 5> options{obr, 0x40023C20, 0x40023C80, 0x40023C84, 0x40023C88};
constexpr unsigned pagesPerSector = 16; // a sector of 4 KB is the unit of write protection

// SPRMOD turns the write protection bits into code read-out protection (RM0038 3.7.3).
constexpr NormalField noCodeProtection{obr, 1U << 8, 0, "code read-out protection"};
// nBFB2 cleared lets the boot loader start bank 2 (RM0038 3.4.1).
constexpr NormalField bootFromBankOne{obr, 1U << 23, 1U << 23, "boot from bank 2"};
constexpr std::array oneBankNormal{noCodeProtection};
constexpr std::array twoBankNormal{noCodeProtection, bootFromBankOne};

constexpr ProtectionFields protection(std::size_t words, std::span<const NormalField> normal) {
    ProtectionFields fields;
    fields.read = {obr, 0, 0xFF, 0xAA, 0xCC, true};
    fields.writeWords = {std::span(protectionWords).first(words), pagesPerSector};
    fields.hardwareWatchdog = {obr, 1U << 20, 0};
    fields.normal = normal;
    return fields;
}

constexpr std::array pages{SectorRun{2048, 256}};
constexpr Timing operation{microseconds(3280), microseconds(3940)};
constexpr std::array erase{EraseTiming{256, operation}};

/// The regression erases page by page as far as anyone has written down.
constexpr FlashMode mode(unsigned kilobytes) {
    return {.parallelism = Parallelism::X32,
            .fromMillivolts = 1650,
            .programBytes = 128,
            .program = operation,
            .erase = erase,
            .regression = {operation.typical * kilobytes * 4, operation.longest * kilobytes * 4}};
}

// HSI with one wait state, which wants the 64-bit access before, in range 2 where a reset leaves
// the chip (RM0038 3.3.2, 6.2.2).
constexpr std::array fastClock{
    ClockStep{0x40023C00, 1U << 2, 1U << 2},       // ACC64
    ClockStep{0x40023C00, 1U << 0, 1U << 0},       // LATENCY
    ClockStep{0x40023800, 1U << 0, 1U << 0},       // HSION
    ClockStep{0x40023800, 1U << 1, 1U << 1, true}, // HSIRDY
    ClockStep{0x40023808, 0x3, 0x1},
    ClockStep{0x40023808, 0xC, 0x4, true}, // SW, SWS
};

/// What all dies of the series share. A half page is the program unit: it costs no more than a word
/// and, zero being what is erased, the padding leaves the words around as writable as they were.
constexpr Device die(Device row) {
    row.family = Family::L1;
    row.corePart = 0xC23;
    row.dpidr = 0x2BA01477;
    row.coreAp = 0;
    row.romTable = usualRomTable;
    row.debug = usualDebug;
    row.flashBase = 0x08000000;
    // The larger dies, categories 3 to 5, keep size and UID at another place than the small ones.
    const bool small = row.maxFlashKb <= 128;
    row.flashSizeAddress = small ? 0x1FF8004C : 0x1FF800CC;
    row.uidAddress = small ? 0x1FF80050 : 0x1FF800D0;
    row.uidLastOffset = 0x14;
    row.flashKind = FlashKind::L0;
    row.flashRegisters = 0x40023C00;
    row.programUnit = 128;
    row.erasedByte = 0x00;
    row.watchdog = 0x40003000;
    row.coreKhz = 2097;
    row.fastClock = {fastClock, 16000, 1650};
    return row;
}

// Category 1 and category 2 carry the same part numbers; the latter end in A.
constexpr std::array smallParts{
    PartLine{"STM32L100", "C6 R8 RB"},
    PartLine{"STM32L151", "C6 C8 CB R6 R8 RB V8 VB"},
    PartLine{"STM32L152", "C6 C8 CB R6 R8 RB V8 VB"},
};
constexpr std::array<unsigned, 3> smallSizes{32, 64, 128};
constexpr std::array smallGeometries{Geometry{32, 128, {}, 1, 0, pages}};
constexpr std::array smallModes{mode(128)};
constexpr std::array fourKilobytes{RamRegion{0x20000000, 4 * kib}};

constexpr std::array category3Parts{
    PartLine{"STM32L100", "RC"},
    PartLine{"STM32L151", "CC RC UC VC"},
    PartLine{"STM32L152", "CC RC UC VC"},
    PartLine{"STM32L162", "RC VC"},
};
constexpr std::array<unsigned, 1> category3Sizes{256};
constexpr std::array category3Geometries{Geometry{256, 256, {}, 1, 0, pages}};
constexpr std::array category3Modes{mode(256)};
constexpr std::array sixteenKilobytes{RamRegion{0x20000000, 16 * kib}};

constexpr std::array category4Parts{
    PartLine{"STM32L151", "QC QD RC RD VC VD ZC ZD"},
    PartLine{"STM32L152", "QC QD RC RD VC VD ZC ZD"},
    PartLine{"STM32L162", "QC QD RC RD VC VD ZC ZD"},
};
constexpr std::array<unsigned, 2> category4Sizes{256, 384};
constexpr std::array category4SizeCodes{FlashSizeCode{0, 384}, FlashSizeCode{1, 256}};
constexpr std::array category4Geometries{Geometry{256, 256, {}, 1, 0, pages},
                                         Geometry{384, 384, {}, 2, 0, pages}};
constexpr std::array category4Modes{mode(384)};
constexpr std::array thirtyTwoKilobytes{RamRegion{0x20000000, 32 * kib}};

constexpr std::array category5Parts{
    PartLine{"STM32L151", "QE RE VD VE ZE"},
    PartLine{"STM32L152", "QE RE VD VE ZE"},
    PartLine{"STM32L162", "RE VD VE ZE"},
};
constexpr std::array<unsigned, 2> category5Sizes{384, 512};
constexpr std::array category5Geometries{Geometry{384, 512, {}, 2, 0, pages}};
constexpr std::array category5Modes{mode(512)};
constexpr std::array eightyKilobytes{RamRegion{0x20000000, 80 * kib}};

constexpr std::array rows{
    die({.devId = 0x416,
         .name = "STM32L100/151/152 of category 1",
         .parts = smallParts,
         .maxFlashKb = 128,
         .flashSizes = smallSizes,
         .geometries = smallGeometries,
         .flashModes = smallModes,
         .ram = fourKilobytes,
         .optionAddresses = std::span(options).first(2),
         .protection = protection(1, oneBankNormal)}),
    die({.devId = 0x427,
         .name = "STM32L100/151/152/162 of category 3",
         .parts = category3Parts,
         .maxFlashKb = 256,
         .flashSizes = category3Sizes,
         .geometries = category3Geometries,
         .flashModes = category3Modes,
         .ram = sixteenKilobytes,
         .optionAddresses = std::span(options).first(3),
         .protection = protection(2, oneBankNormal)}),
    // Of its size register only the low byte is valid (OpenOCD stm32lx.c).
    die({.devId = 0x429,
         .name = "STM32L100/151/152 of category 2",
         .parts = smallParts,
         .flashSizeMask = 0x00FF,
         .maxFlashKb = 128,
         .flashSizes = smallSizes,
         .geometries = smallGeometries,
         .flashModes = smallModes,
         .ram = fourKilobytes,
         .optionAddresses = std::span(options).first(2),
         .protection = protection(1, oneBankNormal)}),
    die({.devId = 0x436,
         .name = "STM32L151/152/162 of category 4",
         .parts = category4Parts,
         .flashSizeCodes = category4SizeCodes,
         .maxFlashKb = 384,
         .flashSizes = category4Sizes,
         .geometries = category4Geometries,
         .flashModes = category4Modes,
         .ram = thirtyTwoKilobytes,
         .optionAddresses = std::span(options).first(4),
         .protection = protection(3, twoBankNormal)}),
    die({.devId = 0x437,
         .name = "STM32L151/152/162 of category 5",
         .parts = category5Parts,
         .maxFlashKb = 512,
         .flashSizes = category5Sizes,
         .geometries = category5Geometries,
         .flashModes = category5Modes,
         .ram = eightyKilobytes,
         .optionAddresses = options,
         .protection = protection(4, twoBankNormal)}),
};

} // namespace

std::span<const Device> l1() noexcept { return rows; }

} // namespace greenlight::target::devices
