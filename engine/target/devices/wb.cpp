#include "engine/target/devices/l4_kin.h"

// STM32WB with Bluetooth's second core. Figures: DS11929 (page erase) and DS10198 (L4) for the
// rest; registers: RM0434, RM0471, RM0473.

namespace greenlight::target::devices {

namespace {

using std::chrono::nanoseconds;

constexpr std::uint32_t registers = 0x58004000;
constexpr std::uint32_t optr = 0x58004020;
constexpr std::uint32_t otherCoreIsSecure = 1U << 8; // ESE

// CPU1's freeze bits stand in APB1FZR1 (RM0434 43.8.7, RM0453 38.12.4).
constexpr std::array debugBits{DebugBits{0xE0042004, 0x00000007},
                               DebugBits{0xE004203C, 0x00001800}};
constexpr DebugBlock debug{0, 0xE0042000, debugBits};

constexpr std::array pages{SectorRun{160, 2 * kib}};
constexpr std::array longPages{SectorRun{256, 4 * kib}};
constexpr std::array smallGeometries{Geometry{320, 320, {}, 1, 0, pages}};
constexpr std::array geometries{Geometry{256, 1024, {}, 1, 0, longPages}};
constexpr Timing pageErase{nanoseconds(22'000'000), nanoseconds(24'500'000)};
constexpr std::array erase{EraseTiming{2 * kib, pageErase}, EraseTiming{4 * kib, pageErase}};
// Program times of the L4, whose flash it is. The mass erase is that of a regression.
constexpr std::array modes{FlashMode{Parallelism::X64,
                                     1710,
                                     8,
                                     {nanoseconds(81700), nanoseconds(90800)},
                                     erase,
                                     {nanoseconds(22'130'000), nanoseconds(24'590'000)}}};
// The wireless stack's core has the top of the flash: a mass erase would hit it.
constexpr FlashVariant variant{
    .busy = 1U << 16 | 1U << 18, .massErases = false, .emptyFlag = EmptyFlag::AccessBit16};
// SFR: SFSA, FSD (RM0434 3.10.17).
constexpr ForeignFlash foreign{.condition = {optr, otherCoreIsSecure, otherCoreIsSecure},
                               .address = 0x58004080,
                               .mask = 0xFF,
                               .off = 1U << 8,
                               .pageBytes = 4 * kib};

// OPTR, PCROP1ASR, PCROP1AER, WRP1AR, WRP1BR, PCROP1BSR, PCROP1BER, IPCCBR, SFR, SRRVR
constexpr std::array<std::uint32_t, 10> options{optr,       0x58004024, 0x58004028, 0x5800402C,
                                                0x58004030, 0x58004034, 0x58004038, 0x5800403C,
                                                0x58004080, 0x58004084};
constexpr std::array areas{WriteProtectionArea{0x5800402C, 0, 0xFF},
                           WriteProtectionArea{0x58004030, 0, 0xFF}};
constexpr std::array hidden{
    HiddenArea{0x58004024, 0x58004028, 0, 0x1FF, "code read-out protection, zone A"},
    HiddenArea{0x58004034, 0x58004038, 0, 0x1FF, "code read-out protection, zone B"},
};
constexpr ProtectionFields protection = levelProtection(optr, areas, hidden, {});
constexpr std::array wb1xParts{
    // The letter C of these parts stands for 320 KB.
    PartLine{"STM32WB10", "CC", 320},
    PartLine{"STM32WB15", "CC", 320},
};
constexpr std::array wb5xParts{
    PartLine{"STM32WB50", "CG"},      PartLine{"STM32WB55", "CC CE CG RC RE RG VC VE VG"},
    PartLine{"STM32WB55", "VY", 640}, PartLine{"STM32WB30", "CE"},
    PartLine{"STM32WB35", "CC CE"},
};
constexpr std::array wb3xParts{
    PartLine{"STM32WB30", "CE"},
    PartLine{"STM32WB35", "CC CE"},
};
constexpr std::array<unsigned, 1> wb1xSizes{320};
constexpr std::array<unsigned, 4> wb5xSizes{256, 512, 640, 1024};
constexpr std::array<unsigned, 2> wb3xSizes{256, 512};
// SRAM1 of the smallest part; SRAM2 is partly the other core's.
constexpr std::array wb1xRam{RamRegion{0x20000000, 12 * kib}};
constexpr std::array wb5xRam{RamRegion{0x20000000, 32 * kib}};
constexpr std::array wb3xRam{RamRegion{0x20000000, 32 * kib}};

// MSI at 48 MHz, and the wait states of 64 MHz (RM0434 3.3.4, 8.4.1).
constexpr std::array fastClock{
    ClockStep{0x58004000, 0x7, 3}, ClockStep{0x58000000, 0xF0, 11U << 4}, // MSIRANGE
    ClockStep{0x58000000, 1U << 1, 1U << 1, true},                        // MSIRDY
};

/// What the dies of the series share.
constexpr Device row(const l4kin::Die& die) {
    Device row = l4kin::rowOf(die);
    row.family = Family::WB;
    row.corePart = 0xC24;
    row.dpidr = 0x6BA02477;
    row.debug = debug;
    row.flashRegisters = registers;
    row.flashModes = modes;
    row.foreignFlash = foreign;
    row.coreKhz = 4000;
    row.fastClock = {fastClock, 48000, 1710};
    return row;
}

/// Its pages, and with them what SFSA counts in, are half as long.
constexpr Device smallRow() {
    Device device = row({0x494, "STM32WB10/15", wb1xParts, wb1xSizes, smallGeometries, wb1xRam,
                         options, protection, variant});
    device.foreignFlash.pageBytes = 2 * kib;
    return device;
}

// ST's data base files WB30 and WB35 under 0x495, their manual and OpenOCD under 0x496.
constexpr std::array rows{
    smallRow(),
    row({0x495, "STM32WB30/35/50/55", wb5xParts, wb5xSizes, geometries, wb5xRam, options,
         protection, variant}),
    row({0x496, "STM32WB30/35", wb3xParts, wb3xSizes, geometries, wb3xRam, options, protection,
         variant}),
};

} // namespace

std::span<const Device> wb() noexcept { return rows; }

} // namespace greenlight::target::devices
