#include "engine/target/devices/l4_kin.h"

// STM32WL, by its Cortex-M4. Figures: DS13105 (page erase) and DS10198 (L4) for the rest;
// registers: RM0453, RM0461.

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

constexpr std::array pages{SectorRun{128, 2 * kib}};
constexpr std::array geometries{Geometry{64, 256, {}, 1, 0, pages}};
constexpr Timing pageErase{nanoseconds(22'000'000), nanoseconds(24'500'000)};
constexpr std::array erase{EraseTiming{2 * kib, pageErase}};
// Times of the L4, whose flash it is.
constexpr std::array modes{
    FlashMode{Parallelism::X64,
              1800,
              8,
              {nanoseconds(81700), nanoseconds(90800)},
              erase,
              {nanoseconds(22'130'000), nanoseconds(24'590'000)},
              {256, 8000, {nanoseconds(1'910'000), nanoseconds(2'120'000)}}}};
constexpr FlashVariant variant{.busy = 1U << 16 | 1U << 18, .emptyFlag = EmptyFlag::AccessBit16};
// A WL5x whose second core is secure; ESE is clear in every WLE (RM0453 4.10.18).
constexpr ForeignFlash foreign{.condition = {optr, otherCoreIsSecure, otherCoreIsSecure},
                               .address = 0x58004080,
                               .mask = 0x7F,
                               .off = 1U << 8,
                               .pageBytes = 2 * kib};

// OPTR, PCROP1ASR, PCROP1AER, WRP1AR, WRP1BR, PCROP1BSR, PCROP1BER, SFR
constexpr std::array<std::uint32_t, 8> options{optr,       0x58004024, 0x58004028, 0x5800402C,
                                               0x58004030, 0x58004034, 0x58004038, 0x58004080};
constexpr std::array areas{WriteProtectionArea{0x5800402C, 0, 0x7F},
                           WriteProtectionArea{0x58004030, 0, 0x7F}};
constexpr std::array hidden{
    HiddenArea{0x58004024, 0x58004028, 0, 0xFF, "code read-out protection, zone A"},
    HiddenArea{0x58004034, 0x58004038, 0, 0xFF, "code read-out protection, zone B"},
};
constexpr ProtectionFields protection = levelProtection(optr, areas, hidden, {});
constexpr std::array parts{
    PartLine{"STM32WL54", "CC JC"},
    PartLine{"STM32WL55", "CC JC"},
    PartLine{"STM32WLE4", "C8 CB CC J8 JB JC"},
    PartLine{"STM32WLE5", "C8 CB CC J8 JB JC"},
};
constexpr std::array<unsigned, 3> sizes{64, 128, 256};
// SRAM1 and SRAM2 of the smallest part follow each other.
constexpr std::array ram{RamRegion{0x20000000, 20 * kib}};

// MSI at 48 MHz, with the two wait states it needs (RM0453 4.3.4, 7.4.1).
constexpr std::array fastClock{
    ClockStep{0x58004000, 0x7, 2},
    ClockStep{0x58000000, 0xF8, 11U << 4 | 1U << 3}, // MSIRANGE from CR
    ClockStep{0x58000000, 1U << 1, 1U << 1, true},   // MSIRDY
};

constexpr Device row() {
    Device row = l4kin::rowOf(
        {0x497, "STM32WL54/55/E4/E5", parts, sizes, geometries, ram, options, protection, variant});
    row.family = Family::WL;
    row.corePart = 0xC24;
    row.dpidr = 0x6BA02477;
    row.debug = debug;
    row.flashRegisters = registers;
    row.flashModes = modes;
    row.foreignFlash = foreign;
    row.coreKhz = 4000;
    row.fastClock = {fastClock, 48000, 1800};
    return row;
}

constexpr std::array rows{row()};

} // namespace

std::span<const Device> wl() noexcept { return rows; }

} // namespace greenlight::target::devices
