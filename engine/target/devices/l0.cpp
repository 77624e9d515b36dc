#include "engine/target/devices/rows.h"

// STM32L0. Registers: RM0367, RM0376, RM0377, RM0451; figures: the datasheets print 3.2 ms typical
// and 3.94 ms at most for a page erase, a word and a half page alike (DS10152, DS10689).

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::uint32_t obr = 0x4002201C;
constexpr std::uint32_t wrpr1 = 0x40022020;
constexpr std::uint32_t wrpr2 = 0x40022080; // category 5, sectors 32 and up

constexpr std::array<std::uint32_t, 2> oneWordOptions{obr, wrpr1};
constexpr std::array<std::uint32_t, 3> twoWordOptions{obr, wrpr1, wrpr2};
constexpr std::array<std::uint32_t, 1> oneProtectionWord{wrpr1};
constexpr std::array<std::uint32_t, 2> twoProtectionWords{wrpr1, wrpr2};
constexpr unsigned pagesPerSector = 32; // a sector of 4 KB is the unit of write protection

// WPRMOD turns the write protection bits into code read-out protection (RM0367 3.7.8).
constexpr NormalField noCodeProtection{obr, 1U << 8, 0, "code read-out protection"};
// With BFB2 the boot loader may map bank 2 to the start of the flash (RM0376 3.3.3).
constexpr NormalField bootFromBankOne{obr, 1U << 23, 0, "boot from bank 2"};
constexpr std::array oneBankNormal{noCodeProtection};
constexpr std::array twoBankNormal{noCodeProtection, bootFromBankOne};

constexpr ProtectionFields protection(std::span<const std::uint32_t> words,
                                      std::span<const NormalField> normal) {
    ProtectionFields fields;
    fields.read = {obr, 0, 0xFF, 0xAA, 0xCC, true};
    fields.writeWords = {words, pagesPerSector};
    fields.hardwareWatchdog = {obr, 1U << 20, 0};
    fields.normal = normal;
    return fields;
}

constexpr std::array pages{SectorRun{1536, 128}};
constexpr Timing operation{microseconds(3200), microseconds(3940)};
constexpr std::array erase{EraseTiming{128, operation}};

/// The regression erases page by page as far as anyone has written down.
constexpr FlashMode mode(unsigned kilobytes) {
    return {.parallelism = Parallelism::X32,
            .fromMillivolts = 1650,
            .programBytes = 64,
            .program = operation,
            .erase = erase,
            .regression = {operation.typical * kilobytes * 8, operation.longest * kilobytes * 8}};
}

constexpr std::array debugBits{DebugBits{0x40015804, 0x00000007},
                               DebugBits{0x40015808, 0x00001800}};
constexpr DebugBlock debug{0, 0x40015800, debugBits, {0x40021034, 1U << 22}};

// HSI16 with one wait state, in range 2 where a reset leaves the chip (RM0367 3.3.3, 7.3).
constexpr std::array fastClock{
    ClockStep{0x40022000, 0x1, 0x1},
    ClockStep{0x40021000, 1U << 0, 1U << 0},       // HSI16ON
    ClockStep{0x40021000, 1U << 2, 1U << 2, true}, // HSI16RDYF
    ClockStep{0x4002100C, 0x3, 0x1},
    ClockStep{0x4002100C, 0xC, 0x4, true}, // SW, SWS
};

/// What all dies of the series share. A half page is the program unit: it costs no more than a word
/// and, zero being what is erased, the padding leaves the words around as writable as they were.
constexpr Device die(Device row) {
    row.family = Family::L0;
    row.corePart = 0xC60;
    row.dpidr = 0x0BC11477;
    row.coreAp = 0;
    row.romTable = 0xF0000000;
    row.debug = debug;
    row.flashBase = 0x08000000;
    row.flashSizeAddress = 0x1FF8007C;
    row.uidAddress = 0x1FF80050;
    row.uidLastOffset = 0x14;
    row.flashKind = FlashKind::L0;
    row.flashRegisters = 0x40022000;
    row.programUnit = 64;
    row.erasedByte = 0x00;
    row.watchdog = 0x40003000;
    row.coreKhz = 2097;
    row.fastClock = {fastClock, 16000, 1650};
    return row;
}

constexpr std::array l05xParts{
    PartLine{"STM32L010", "K8 R8"},
    PartLine{"STM32L051", "C6 C8 K6 K8 R6 R8 T6 T8"},
    PartLine{"STM32L052", "C6 C8 K6 K8 R6 R8 T6 T8"},
    PartLine{"STM32L053", "C6 C8 R6 R8"},
    PartLine{"STM32L062", "C8 K8"},
    PartLine{"STM32L063", "C8 R8"},
};
constexpr std::array<unsigned, 2> l05xSizes{32, 64};
constexpr std::array l05xGeometries{Geometry{32, 64, {}, 1, 0, pages}};
constexpr std::array l05xModes{mode(64)};
constexpr std::array eightKilobytes{RamRegion{0x20000000, 8 * kib}};

constexpr std::array l03xParts{
    PartLine{"STM32L010", "C6"},
    PartLine{"STM32L031", "C4 C6 E4 E6 F4 F6 G4 G6 K4 K6"},
    PartLine{"STM32L041", "C4 C6 E6 F6 G6 K6"},
};
constexpr std::array<unsigned, 2> l03xSizes{16, 32};
constexpr std::array l03xGeometries{Geometry{16, 32, {}, 1, 0, pages}};
constexpr std::array l03xModes{mode(32)};

constexpr std::array l07xParts{
    PartLine{"STM32L010", "RB"},
    PartLine{"STM32L071", "C8 CB CZ K8 KB KZ RB RZ V8 VB VZ"},
    PartLine{"STM32L072", "CB CZ KB KZ RB RZ V8 VB VZ"},
    PartLine{"STM32L073", "CB CZ RB RZ V8 VB VZ"},
    PartLine{"STM32L081", "CB CZ KZ"},
    PartLine{"STM32L082", "CZ KB KZ"},
    PartLine{"STM32L083", "CB CZ RB RZ V8 VB VZ"},
};
constexpr std::array<unsigned, 3> l07xSizes{64, 128, 192};
constexpr std::array l07xGeometries{Geometry{64, 64, {}, 1, 0, pages},
                                    Geometry{128, 192, {}, 2, 0, pages}};
constexpr std::array l07xModes{mode(192)};
constexpr std::array twentyKilobytes{RamRegion{0x20000000, 20 * kib}};

constexpr std::array l01xParts{
    PartLine{"STM32L010", "F4 K4"},
    PartLine{"STM32L011", "D3 D4 E3 E4 F3 F4 G3 G4 K3 K4"},
    PartLine{"STM32L021", "D4 F4 G4 K4"},
};
constexpr std::array<unsigned, 2> l01xSizes{8, 16};
constexpr std::array l01xGeometries{Geometry{8, 16, {}, 1, 0, pages}};
constexpr std::array l01xModes{mode(16)};
constexpr std::array twoKilobytes{RamRegion{0x20000000, 2 * kib}};

constexpr std::array rows{
    die({.devId = 0x417,
         .name = "STM32L010/051/052/053/062/063",
         .parts = l05xParts,
         .maxFlashKb = 64,
         .flashSizes = l05xSizes,
         .geometries = l05xGeometries,
         .flashModes = l05xModes,
         .ram = eightKilobytes,
         .optionAddresses = oneWordOptions,
         .protection = protection(oneProtectionWord, oneBankNormal)}),
    die({.devId = 0x425,
         .name = "STM32L010/031/041",
         .parts = l03xParts,
         .maxFlashKb = 32,
         .flashSizes = l03xSizes,
         .geometries = l03xGeometries,
         .flashModes = l03xModes,
         .ram = eightKilobytes,
         .optionAddresses = oneWordOptions,
         .protection = protection(oneProtectionWord, oneBankNormal)}),
    die({.devId = 0x447,
         .name = "STM32L010/071/072/073/081/082/083",
         .parts = l07xParts,
         .maxFlashKb = 192,
         .flashSizes = l07xSizes,
         .geometries = l07xGeometries,
         .flashModes = l07xModes,
         .ram = twentyKilobytes,
         .optionAddresses = twoWordOptions,
         .protection = protection(twoProtectionWords, twoBankNormal)}),
    die({.devId = 0x457,
         .name = "STM32L010/011/021",
         .parts = l01xParts,
         .maxFlashKb = 16,
         .flashSizes = l01xSizes,
         .geometries = l01xGeometries,
         .flashModes = l01xModes,
         .ram = twoKilobytes,
         .optionAddresses = oneWordOptions,
         .protection = protection(oneProtectionWord, oneBankNormal)}),
};

} // namespace

std::span<const Device> l0() noexcept { return rows; }

} // namespace greenlight::target::devices
