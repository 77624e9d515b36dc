#include "engine/target/device.h"

#include <array>

// The dies as data. Figures come from the datasheets DS5319 Rev 19 (F103x8/B), DS8626 Rev 12
// (F405/407), DS10198 Rev 8 (L476), DS12288 Rev 6 (G474), DS13313 Rev 5 and DS12110 (H72x, H74x,
// which share the flash), registers from RM0008, RM0090, RM0351, RM0440 and RM0468.

namespace greenlight::target {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr std::uint32_t kib = 1024;

constexpr std::uint32_t usualRomTable = 0xE00FF000;
constexpr std::uint32_t h7RomTable = 0xE00FE000;

// Cortex-M3 and M4 parts keep DBGMCU on the private bus, where it answers under reset too. On F1
// the watchdog bits stand in CR (RM0008, 31.16.3), on the others in APB1_FZ (RM0090, 38.16.4).
constexpr std::array f1DebugBits{DebugBits{0xE0042004, 0x00000307}};
constexpr std::array f4DebugBits{DebugBits{0xE0042004, 0x00000007},
                                 DebugBits{0xE0042008, 0x00001800}};
constexpr DebugBlock f1Debug{0, 0xE0042000, f1DebugBits};
constexpr DebugBlock f4Debug{0, 0xE0042000, f4DebugBits};

// The H7 is asked through the APB-D port: the AXI alias at 0x5C001000 is dead while nRST is low.
// CR first, because D1DBGCKEN and D3DBGCKEN clock the rest (RM0468, 60.5.8).
constexpr std::uint8_t h7DebugAp = 2;
constexpr std::array h7DebugBits{DebugBits{0xE00E1004, 0x00600187},
                                 DebugBits{0xE00E1034, 0x00000040},
                                 DebugBits{0xE00E1054, 0x00040000}};
constexpr DebugBlock h7Debug{h7DebugAp, 0xE00E1000, h7DebugBits};

// --- STM32F101/102/103, medium density -----------------------------------------------------------

constexpr std::array f103Parts{
    PartLine{"STM32F101", "C8 CB R8 RB T8 TB V8 VB"},
    PartLine{"STM32F102", "C8 CB R8 RB"},
    PartLine{"STM32F103", "C8 CB R8 RB T8 TB V8 VB"},
};
constexpr std::array f103Clones{
    CloneRevision{0x1303, "GigaDevice GD32F1x0"},
    CloneRevision{0x1704, "GigaDevice GD32F3x0"},
    CloneRevision{0x1906, "GigaDevice GD32VF103"},
    CloneRevision{0x1909, "GigaDevice GD32E23x"},
};
constexpr std::array<unsigned, 2> f103Sizes{64, 128};
constexpr std::array f103Pages{SectorRun{128, 1 * kib}};
constexpr std::array f103Geometries{Geometry{64, 128, {}, 1, 0, f103Pages}};
// The datasheet prints 20 to 40 ms for a page and gives no typical figure: the middle.
constexpr std::array f103Erase{EraseTiming{1 * kib, {milliseconds(30), milliseconds(40)}}};
constexpr std::array f103Modes{FlashMode{Parallelism::X16,
                                         2000,
                                         2,
                                         {nanoseconds(52500), microseconds(70)},
                                         f103Erase,
                                         {milliseconds(30), milliseconds(40)}}};
// The smallest part of this die has 10 KB.
constexpr std::array f103Ram{RamRegion{0x20000000, 10 * kib}};
constexpr std::array<std::uint32_t, 2> f103Options{0x4002201C, 0x40022020}; // OBR, WRPR
constexpr ProtectionFields f103Protection{
    .read = {0x4002201C, 1, 0x1, 0, 0, false},
    .writeBits = {0x40022020, 0, 32, 4},
    .writeAreas = {},
    .hardwareWatchdog = {0x4002201C, 1U << 2, 0},
    .hidden = {},
    .normal = {},
};

// --- STM32F405/407/415/417 -----------------------------------------------------------------------

constexpr std::array f407Parts{
    PartLine{"STM32F405", "OE OG RG VG ZG"},
    PartLine{"STM32F407", "IE IG VE VG ZE ZG"},
    PartLine{"STM32F415", "OG RG VG ZG"},
    PartLine{"STM32F417", "IE IG VE VG ZE ZG"},
};
constexpr std::array<unsigned, 2> f407Sizes{512, 1024};
constexpr std::array f407Sectors{SectorRun{4, 16 * kib}, SectorRun{1, 64 * kib},
                                 SectorRun{7, 128 * kib}};
constexpr std::array f407Geometries{Geometry{512, 1024, {}, 1, 0, f407Sectors}};
constexpr std::array f407EraseX32{
    EraseTiming{16 * kib, {milliseconds(250), milliseconds(500)}},
    EraseTiming{64 * kib, {milliseconds(550), milliseconds(1100)}},
    EraseTiming{128 * kib, {milliseconds(1000), milliseconds(2000)}},
};
constexpr std::array f407EraseX16{
    EraseTiming{16 * kib, {milliseconds(300), milliseconds(600)}},
    EraseTiming{64 * kib, {milliseconds(700), milliseconds(1400)}},
    EraseTiming{128 * kib, {milliseconds(1300), milliseconds(2600)}},
};
constexpr std::array f407EraseX8{
    EraseTiming{16 * kib, {milliseconds(400), milliseconds(800)}},
    EraseTiming{64 * kib, {milliseconds(1200), milliseconds(2400)}},
    EraseTiming{128 * kib, {milliseconds(2000), milliseconds(4000)}},
};
constexpr Timing f407Program{microseconds(16), microseconds(100)};
constexpr std::array f407Modes{
    FlashMode{Parallelism::X32,
              2700,
              4,
              f407Program,
              f407EraseX32,
              {milliseconds(8000), milliseconds(16000)}},
    FlashMode{Parallelism::X16,
              2100,
              2,
              f407Program,
              f407EraseX16,
              {milliseconds(11000), milliseconds(22000)}},
    FlashMode{Parallelism::X8,
              1800,
              1,
              f407Program,
              f407EraseX8,
              {milliseconds(16000), milliseconds(32000)}},
};
// The 64 KB of CCM at 0x10000000 cannot execute code and are not on the list.
constexpr std::array f407Ram{RamRegion{0x20000000, 128 * kib}};
constexpr std::array<std::uint32_t, 1> f407Options{0x40023C14}; // OPTCR
constexpr ProtectionFields f407Protection{
    .read = {0x40023C14, 8, 0xFF, 0xAA, 0xCC, true},
    .writeBits = {0x40023C14, 16, 12, 1},
    .writeAreas = {},
    .hardwareWatchdog = {0x40023C14, 1U << 5, 0},
    .hidden = {},
    .normal = {},
};

// --- STM32L471/475/476/486 -----------------------------------------------------------------------

constexpr std::array l476Parts{
    PartLine{"STM32L471", "QE QG RE RG VE VG ZE ZG"},
    PartLine{"STM32L475", "RC RE RG VC VE VG"},
    PartLine{"STM32L476", "JE JG ME MG QE QG RC RE RG VC VE VG ZE ZG"},
    PartLine{"STM32L486", "JG QG RG VG ZG"},
};
constexpr std::array<unsigned, 3> l476Sizes{256, 512, 1024};
constexpr std::uint32_t l4Optr = 0x40022020;
constexpr std::uint32_t l476DualBank = 1U << 21;
constexpr std::array l4Pages{SectorRun{512, 2 * kib}};
constexpr std::array l476Geometries{
    Geometry{1024, 1024, {}, 2, 0x08080000, l4Pages},
    Geometry{256, 512, {l4Optr, l476DualBank, 0}, 1, 0, l4Pages},
    Geometry{256, 512, {l4Optr, l476DualBank, l476DualBank}, 2, 0, l4Pages},
};
constexpr Timing l4PageErase{nanoseconds(22'020'000), nanoseconds(24'470'000)};
constexpr std::array l4Erase{EraseTiming{2 * kib, l4PageErase}};
constexpr std::array l476Modes{FlashMode{Parallelism::X64,
                                         1710,
                                         8,
                                         {nanoseconds(81690), nanoseconds(90760)},
                                         l4Erase,
                                         {nanoseconds(22'130'000), nanoseconds(24'590'000)}}};
constexpr std::array l476Ram{RamRegion{0x20000000, 96 * kib}};
// OPTR, PCROP1SR, PCROP1ER, WRP1AR, WRP1BR, PCROP2SR, PCROP2ER, WRP2AR, WRP2BR
constexpr std::array<std::uint32_t, 9> l476Options{l4Optr,     0x40022024, 0x40022028,
                                                   0x4002202C, 0x40022030, 0x40022044,
                                                   0x40022048, 0x4002204C, 0x40022050};
constexpr std::array l476WriteAreas{
    WriteProtectionArea{0x4002202C, 0, 0xFF}, WriteProtectionArea{0x40022030, 0, 0xFF},
    WriteProtectionArea{0x4002204C, 1, 0xFF}, WriteProtectionArea{0x40022050, 1, 0xFF}};
constexpr std::array l476Hidden{
    HiddenArea{0x40022024, 0x40022028, 0, 0xFFFF, "code read-out protection in bank 1"},
    HiddenArea{0x40022044, 0x40022048, 0, 0xFFFF, "code read-out protection in bank 2"},
};
constexpr ProtectionFields l476Protection{
    .read = {l4Optr, 0, 0xFF, 0xAA, 0xCC, true},
    .writeBits = {},
    .writeAreas = l476WriteAreas,
    .hardwareWatchdog = {l4Optr, 1U << 16, 0},
    .hidden = l476Hidden,
    .normal = {},
};

// --- STM32G471/473/474/483/484 -------------------------------------------------------------------

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
    Geometry{128, 512, {l4Optr, g474DualBank, 0}, 1, 0, g474SingleBankPages},
    Geometry{128, 512, {l4Optr, g474DualBank, g474DualBank}, 2, 0x08040000, l4Pages},
};
constexpr std::array g474Erase{EraseTiming{2 * kib, l4PageErase},
                               EraseTiming{4 * kib, l4PageErase}};
constexpr std::array g474Modes{FlashMode{Parallelism::X64,
                                         1710,
                                         8,
                                         {nanoseconds(81700), nanoseconds(83350)},
                                         g474Erase,
                                         {nanoseconds(22'130'000), nanoseconds(24'600'000)}}};
// SRAM1, SRAM2 and the data alias of the CCM follow each other.
constexpr std::array g474Ram{RamRegion{0x20000000, 128 * kib}};
// As on the L476, and SEC1R, SEC2R.
constexpr std::array<std::uint32_t, 11> g474Options{l4Optr,     0x40022024, 0x40022028, 0x4002202C,
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
    .read = {l4Optr, 0, 0xFF, 0xAA, 0xCC, true},
    .writeBits = {},
    .writeAreas = g474WriteAreas,
    .hardwareWatchdog = {l4Optr, 1U << 16, 0},
    .hidden = g474Hidden,
    .normal = g474Normal,
};

// --- STM32H723/725/730/733/735 -------------------------------------------------------------------

constexpr std::array h725Parts{
    PartLine{"STM32H723", "VE VG ZE ZG"},    PartLine{"STM32H725", "AE AG IE IG RE RG VE VG ZE ZG"},
    PartLine{"STM32H730", "AB IB VB ZB"},    PartLine{"STM32H733", "VG ZG"},
    PartLine{"STM32H735", "AG IG RG VG ZG"},
};
constexpr std::array<unsigned, 3> h725Sizes{128, 512, 1024};
constexpr std::array h725Sectors{SectorRun{8, 128 * kib}};
constexpr std::array h725Geometries{Geometry{128, 1024, {}, 1, 0, h725Sectors}};
constexpr std::array h725EraseX64{EraseTiming{128 * kib, {milliseconds(1000), milliseconds(2000)}}};
constexpr std::array h725EraseX32{EraseTiming{128 * kib, {milliseconds(1100), milliseconds(2200)}}};
constexpr std::array h725EraseX16{EraseTiming{128 * kib, {milliseconds(1800), milliseconds(3600)}}};
constexpr std::array h725EraseX8{EraseTiming{128 * kib, {milliseconds(2000), milliseconds(4000)}}};
// DS13313 leaves out the sector erase at x64; DS12110 prints it for the same flash.
constexpr std::array h725Modes{
    FlashMode{Parallelism::X64,
              1800,
              32,
              {microseconds(100), microseconds(200)},
              h725EraseX64,
              {milliseconds(5000), milliseconds(10000)}},
    FlashMode{Parallelism::X32,
              1620,
              32,
              {microseconds(130), microseconds(260)},
              h725EraseX32,
              {milliseconds(6000), milliseconds(12000)}},
    FlashMode{Parallelism::X16,
              1620,
              32,
              {microseconds(180), microseconds(360)},
              h725EraseX16,
              {milliseconds(8000), milliseconds(16000)}},
    FlashMode{Parallelism::X8,
              1620,
              32,
              {microseconds(290), microseconds(580)},
              h725EraseX8,
              {milliseconds(13000), milliseconds(26000)}},
};
// DTCM and AXI SRAM; the D2 memories would need their clocks first.
constexpr std::array h725Ram{RamRegion{0x20000000, 128 * kib}, RamRegion{0x24000000, 320 * kib}};
// OPTSR_CUR, PRAR_CUR, SCAR_CUR, WPSN_CUR, BOOT_CUR, OPTSR2_CUR
constexpr std::array<std::uint32_t, 6> h725Options{0x5200201C, 0x52002028, 0x52002030,
                                                   0x52002038, 0x52002040, 0x52002070};
constexpr std::array h725Hidden{
    HiddenArea{0x52002028, 0x52002028, 16, 0xFFF, "code read-out protection"},
    HiddenArea{0x52002030, 0x52002030, 16, 0xFFF, "a secure area"},
};
constexpr std::array h725Normal{
    NormalField{0x5200201C, 1U << 21, 0, "the security option"},
};
constexpr ProtectionFields h725Protection{
    .read = {0x5200201C, 8, 0xFF, 0xAA, 0xCC, true},
    .writeBits = {0x52002038, 0, 8, 1},
    .writeAreas = {},
    .hardwareWatchdog = {0x5200201C, 1U << 4, 0},
    .hidden = h725Hidden,
    .normal = h725Normal,
};

constexpr std::array devices{
    Device{.devId = 0x410,
           .name = "STM32F103 medium density",
           .family = Family::F1,
           .corePart = 0xC23,
           .dpidr = 0x1BA01477,
           .coreAp = 0,
           .romTable = usualRomTable,
           .debug = f1Debug,
           .parts = f103Parts,
           .clones = f103Clones,
           .flashBase = 0x08000000,
           .flashSizeAddress = 0x1FFFF7E0,
           .uidAddress = 0x1FFFF7E8,
           .maxFlashKb = 128,
           .flashSizes = f103Sizes,
           .geometries = f103Geometries,
           .flashKind = FlashKind::F1,
           .flashRegisters = 0x40022000,
           .programUnit = 2,
           .erasedByte = 0xFF,
           .flashModes = f103Modes,
           .ram = f103Ram,
           .sharedRam = {},
           .optionAddresses = f103Options,
           .protection = f103Protection,
           .watchdog = 0x40003000,
           .coreKhz = 8000},
    Device{.devId = 0x413,
           .name = "STM32F405/407/415/417",
           .family = Family::F4,
           .corePart = 0xC24,
           .dpidr = 0x2BA01477,
           .coreAp = 0,
           .romTable = usualRomTable,
           .debug = f4Debug,
           .parts = f407Parts,
           .clones = {},
           .flashBase = 0x08000000,
           .flashSizeAddress = 0x1FFF7A22,
           .uidAddress = 0x1FFF7A10,
           .maxFlashKb = 1024,
           .flashSizes = f407Sizes,
           .geometries = f407Geometries,
           .flashKind = FlashKind::F4,
           .flashRegisters = 0x40023C00,
           .programUnit = 4,
           .erasedByte = 0xFF,
           .flashModes = f407Modes,
           .ram = f407Ram,
           .sharedRam = {},
           .optionAddresses = f407Options,
           .protection = f407Protection,
           .watchdog = 0x40003000,
           .coreKhz = 16000},
    Device{.devId = 0x415,
           .name = "STM32L471/475/476/486",
           .family = Family::L4,
           .corePart = 0xC24,
           .dpidr = 0x2BA01477,
           .coreAp = 0,
           .romTable = usualRomTable,
           .debug = f4Debug,
           .parts = l476Parts,
           .clones = {},
           .flashBase = 0x08000000,
           .flashSizeAddress = 0x1FFF75E0,
           .uidAddress = 0x1FFF7590,
           .maxFlashKb = 1024,
           .flashSizes = l476Sizes,
           .geometries = l476Geometries,
           .flashKind = FlashKind::L4,
           .flashRegisters = 0x40022000,
           .programUnit = 8,
           .erasedByte = 0xFF,
           .flashModes = l476Modes,
           .ram = l476Ram,
           .sharedRam = {},
           .optionAddresses = l476Options,
           .protection = l476Protection,
           .watchdog = 0x40003000,
           .coreKhz = 4000},
    Device{.devId = 0x469,
           .name = "STM32G471/473/474/483/484",
           .family = Family::G4,
           .corePart = 0xC24,
           .dpidr = 0x2BA01477,
           .coreAp = 0,
           .romTable = usualRomTable,
           .debug = f4Debug,
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
           .coreKhz = 16000},
    Device{.devId = 0x483,
           .name = "STM32H72x/73x",
           .family = Family::H7,
           .corePart = 0xC27,
           .dpidr = 0x6BA02477,
           .coreAp = 0,
           .romTable = h7RomTable,
           .debug = h7Debug,
           .parts = h725Parts,
           .clones = {},
           .flashBase = 0x08000000,
           .flashSizeAddress = 0x1FF1E880,
           .uidAddress = 0x1FF1E800,
           .maxFlashKb = 1024,
           .flashSizes = h725Sizes,
           .geometries = h725Geometries,
           .flashKind = FlashKind::H7,
           .flashRegisters = 0x52002000,
           .programUnit = 32,
           .erasedByte = 0xFF,
           .flashModes = h725Modes,
           .ram = h725Ram,
           .sharedRam = {0x52002070, 0x3, 1, 64 * kib},
           .optionAddresses = h725Options,
           .protection = h725Protection,
           .watchdog = 0x58004800,
           .coreKhz = 64000},
};

} // namespace

std::span<const Device> allDevices() noexcept { return devices; }

} // namespace greenlight::target
