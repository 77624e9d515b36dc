#include "engine/target/devices/rows.h"

// STM32L552/562. Registers: RM0438; figures: those of the same flash in the L4 (DS10198 Rev 8).

namespace greenlight::target::devices {

namespace {

using std::chrono::nanoseconds;

constexpr std::uint32_t optr = 0x40022040;
constexpr std::uint32_t dualBank = 1U << 22;     // DBANK, 512 KB parts
constexpr std::uint32_t dualBank256k = 1U << 21; // DB256K, 256 KB parts

constexpr std::array parts{
    PartLine{"STM32L552", "CC CE ME QC QE RC RE VC VE ZC ZE"},
    PartLine{"STM32L562", "CE ME QE RE VE ZE"},
};
constexpr std::array<unsigned, 2> sizes{256, 512};
constexpr std::array smallPages{SectorRun{128, 2 * kib}};
constexpr std::array largePages{SectorRun{128, 4 * kib}};
constexpr std::array geometries{
    Geometry{512, 512, {optr, dualBank, 0}, 1, 0, largePages},
    Geometry{512, 512, {optr, dualBank, dualBank}, 2, 0, smallPages},
    Geometry{256, 256, {optr, dualBank256k, 0}, 1, 0, largePages},
    Geometry{256, 256, {optr, dualBank256k, dualBank256k}, 2, 0, smallPages},
};
constexpr Timing pageErase{nanoseconds(22'020'000), nanoseconds(24'470'000)};
constexpr std::array erase{EraseTiming{2 * kib, pageErase}, EraseTiming{4 * kib, pageErase}};
constexpr std::array modes{FlashMode{Parallelism::X64,
                                     1710,
                                     8,
                                     {nanoseconds(81690), nanoseconds(90760)},
                                     erase,
                                     {nanoseconds(22'130'000), nanoseconds(24'590'000)}}};
// A reset leaves range 2, in which the flash is only read (RM0438 5.1.4): open the power control,
// go to range 1 and wait until VOSF says it is there.
constexpr std::array supply{
    ClockStep{0x40021058, 1U << 28, 1U << 28}, // PWREN
    ClockStep{0x40007000, 0x600, 0x200},       // VOS
    ClockStep{0x40007014, 1U << 10, 0, true},  // VOSF
};
// MSI at 48 MHz in that range; four wait states are more than it needs (RM0438 6.3.3, 9.8.1).
constexpr std::array fastClock{
    ClockStep{0x40021058, 1U << 28, 1U << 28},       ClockStep{0x40007000, 0x600, 0x200},
    ClockStep{0x40007014, 1U << 10, 0, true},        ClockStep{0x40022000, 0xF, 4},
    ClockStep{0x40021000, 0xF8, 11U << 4 | 1U << 3}, // MSIRANGE from CR
    ClockStep{0x40021000, 1U << 1, 1U << 1, true},   // MSIRDY
};
constexpr std::array ram{RamRegion{0x20000000, 256 * kib}};
// OPTR, WRP1AR, WRP1BR, WRP2AR, WRP2BR
constexpr std::array<std::uint32_t, 5> options{optr, 0x40022058, 0x4002205C, 0x40022068,
                                               0x4002206C};
constexpr std::array writeAreas{
    WriteProtectionArea{0x40022058, 0, 0x7F}, WriteProtectionArea{0x4002205C, 0, 0x7F},
    WriteProtectionArea{0x40022068, 1, 0x7F}, WriteProtectionArea{0x4002206C, 1, 0x7F}};
constexpr std::array normal{
    NormalField{optr, 1U << 31, 0, "TrustZone is on"},
    NormalField{optr, 1U << 20, 0, "the banks are swapped"},
};
constexpr ProtectionFields protection = levelProtection(optr, writeAreas, {}, normal);

constexpr std::array rows{
    Device{.devId = 0x472,
           .name = "STM32L552/562",
           .family = Family::L5,
           .corePart = 0xD21,
           .dpidr = 0x0BE12477,
           .coreAp = 0,
           .romTable = m33RomTable,
           .debug = m33Debug,
           .parts = parts,
           .clones = {},
           .flashBase = 0x08000000,
           .flashSizeAddress = 0x0BFA05E0,
           .uidAddress = 0x0BFA0590,
           .maxFlashKb = 512,
           .flashSizes = sizes,
           .geometries = geometries,
           .flashKind = FlashKind::L5,
           .flashRegisters = 0x40022000,
           .programUnit = 8,
           .erasedByte = 0xFF,
           .flashModes = modes,
           .flashSupply = supply,
           .ram = ram,
           .sharedRam = {},
           .optionAddresses = options,
           .protection = protection,
           .watchdog = 0x40003000,
           .coreKhz = 4000,
           .fastClock = {fastClock, 48000, 1710}},
};

} // namespace

std::span<const Device> l5() noexcept { return rows; }

} // namespace greenlight::target::devices
