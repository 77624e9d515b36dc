#include "engine/target/devices/rows.h"

// STM32G471/473/474/483/484. Figures: DS12288 Rev 6; registers: RM0440.

namespace greenlight::target::devices {

namespace {

using std::chrono::nanoseconds;

constexpr std::uint32_t optr = 0x40022020;
constexpr std::array g4Pages{SectorRun{128, 2 * kib}};
constexpr Timing g4PageErase{nanoseconds(22'020'000), nanoseconds(24'470'000)};
constexpr std::array g474Parts{
    PartLine{"STM32G471", "CC CE MC ME QC QE RC RE VC VE"},
    PartLine{"STM32G473", "CB CC CE MB MC ME PB PC PE QB QC QE RB RC RE VB VC VE"},
    PartLine{"STM32G474", "CB CC CE MB MC ME PB PC PE QB QC QE RB RC RE VB VC VE"},
    PartLine{"STM32G483", "CE ME PE QE RE VE"},
    PartLine{"STM32G484", "CE ME PE QE RE VE"},
};
constexpr std::array<unsigned, 3> g474Sizes{128, 256, 512};
constexpr std::uint32_t g474DualBank = 1U << 22;
constexpr std::array g474SingleBankPages{SectorRun{128, 4 * kib}};
// Bank 2 starts at 0x08040000 whatever the size, so trimmed parts have a hole in between.
constexpr std::array g474Geometries{
    Geometry{128, 512, {optr, g474DualBank, 0}, 1, 0, g474SingleBankPages},
    Geometry{128, 512, {optr, g474DualBank, g474DualBank}, 2, 0x08040000, g4Pages},
};
constexpr std::array g474Erase{EraseTiming{2 * kib, g4PageErase},
                               EraseTiming{4 * kib, g4PageErase}};
constexpr std::array g474Modes{FlashMode{Parallelism::X64,
                                         1710,
                                         8,
                                         {nanoseconds(81700), nanoseconds(83350)},
                                         g474Erase,
                                         {nanoseconds(22'130'000), nanoseconds(24'600'000)}}};
// SRAM1, SRAM2 and the data alias of the CCM follow each other.
constexpr std::array g474Ram{RamRegion{0x20000000, 128 * kib}};
// As on the L476, and SEC1R, SEC2R.
constexpr std::array<std::uint32_t, 11> g474Options{optr,       0x40022024, 0x40022028, 0x4002202C,
                                                    0x40022030, 0x40022044, 0x40022048, 0x4002204C,
                                                    0x40022050, 0x40022070, 0x40022074};
constexpr std::array g474WriteAreas{
    WriteProtectionArea{0x4002202C, 0, 0x7F}, WriteProtectionArea{0x40022030, 0, 0x7F},
    WriteProtectionArea{0x4002204C, 1, 0x7F}, WriteProtectionArea{0x40022050, 1, 0x7F}};
constexpr std::array g474Hidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0x7FFF, "code read-out protection in bank 1"},
    HiddenArea{0x40022044, 0x40022048, 0, 0x7FFF, "code read-out protection in bank 2"},
};
constexpr std::array g474Normal{
    NormalField{0x40022070, 0x000000FF, 0, "a securable area in bank 1"},
    NormalField{0x40022070, 0x00010000, 0, "a locked boot area"},
    NormalField{0x40022074, 0x000000FF, 0, "a securable area in bank 2"},
};
constexpr ProtectionFields g474Protection{
    .read = {optr, 0, 0xFF, 0xAA, 0xCC, true},
    .writeBits = {},
    .writeAreas = g474WriteAreas,
    .hardwareWatchdog = {optr, 1U << 16, 0},
    .hidden = g474Hidden,
    .normal = g474Normal,
};

// HSI16 / 4 * 40 / 2 = 80 MHz: range 1 without boost, and no step that needs the AHB prescaler
// (RM0440 3.3.3, 7.4).
constexpr std::array g4FastClock{
    ClockStep{0x40022000, 0xF, 4},
    ClockStep{0x4002100C, 0x07107FF3, 1U << 24 | 40U << 8 | 3U << 4 | 2U}, // PLLCFGR
    ClockStep{0x40021000, 1U << 24, 1U << 24},                             // PLLON
    ClockStep{0x40021000, 1U << 25, 1U << 25, true},                       // PLLRDY
    ClockStep{0x40021008, 0x3, 3},
    ClockStep{0x40021008, 0xC, 12, true}, // SW, SWS
};

constexpr std::array rows{
    Device{.devId = 0x469,
           .name = "STM32G471/473/474/483/484",
           .family = Family::G4,
           .corePart = 0xC24,
           .dpidr = 0x2BA01477,
           .coreAp = 0,
           .romTable = usualRomTable,
           .debug = usualDebug,
           .parts = g474Parts,
           .clones = {},
           .flashBase = 0x08000000,
           .flashSizeAddress = 0x1FFF75E0,
           .uidAddress = 0x1FFF7590,
           .maxFlashKb = 512,
           .flashSizes = g474Sizes,
           .geometries = g474Geometries,
           .flashKind = FlashKind::L4,
           .flashRegisters = 0x40022000,
           .programUnit = 8,
           .erasedByte = 0xFF,
           .flashModes = g474Modes,
           .ram = g474Ram,
           .sharedRam = {},
           .optionAddresses = g474Options,
           .protection = g474Protection,
           .watchdog = 0x40003000,
           .coreKhz = 16000,
           .fastClock = {g4FastClock, 80000, 1710}},
};

} // namespace

std::span<const Device> g4() noexcept { return rows; }

} // namespace greenlight::target::devices
