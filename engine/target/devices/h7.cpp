#include "engine/target/devices/rows.h"

// STM32H723/725/730/733/735. Figures: DS13313 Rev 5 and DS12110, whose flash is the same;
// registers: RM0468.
// STM32H742/743/745/747/750/753/755/757: the same flash twice. Figures: DS12110; registers: RM0433,
// RM0399.
// STM32H7A3/7B0/7B3: registers: RM0455.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::uint32_t h7RomTable = 0xE00FE000;

// The H7 is asked through the APB-D port: the AXI alias at 0x5C001000 is dead while nRST is low.
// CR first, because D1DBGCKEN and D3DBGCKEN clock the rest (RM0468, 60.5.8).
constexpr std::uint8_t h7DebugAp = 2;
constexpr std::array h7DebugBits{DebugBits{0xE00E1004, 0x00600187},
                                 DebugBits{0xE00E1034, 0x00000040},
                                 DebugBits{0xE00E1054, 0x00040000}};
constexpr DebugBlock h7Debug{h7DebugAp, 0xE00E1000, h7DebugBits};
constexpr std::array h7DebugBitsByCore{DebugBits{0x5C001004, 0x00600187},
                                       DebugBits{0x5C001034, 0x00000040},
                                       DebugBits{0x5C001054, 0x00040000}};
constexpr DebugBlock h7DebugByCore{0, 0x5C001000, h7DebugBitsByCore, {}};

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

// HSI / 8 * 40 / 2 = 160 MHz, AXI at half of it: within voltage scale 3, where a reset leaves the
// chip, and with the seven wait states it sets (RM0468 4.3.8, 6.6.2, 8.7).
constexpr std::array h7FastClock{
    ClockStep{0x58024418, 0xF, 8},                         // HPRE
    ClockStep{0x58024428, 0x3F3, 8U << 4},                 // DIVM1 from HSI
    ClockStep{0x5802442C, 0x0001000F, 1U << 16 | 3U << 2}, // DIVP1EN, RGE 8-16 MHz
    ClockStep{0x58024430, 0xFFFF, 1U << 9 | 39U},          // DIVP1, DIVN1
    ClockStep{0x58024400, 1U << 24, 1U << 24},             // PLL1ON
    ClockStep{0x58024400, 1U << 25, 1U << 25, true},       // PLL1RDY
    ClockStep{0x58024410, 0x7, 3},
    ClockStep{0x58024410, 0x38, 0x18, true}, // SW, SWS
};

// Two banks of the same flash with a register set each. Bank 2 is at the same address in 1 MB
// parts, with a hole below it; the value line has the first sector alone.
constexpr std::array h743Parts{
    PartLine{"STM32H742", "AG AI BG BI IG II VG VI XG XI ZG ZI"},
    PartLine{"STM32H743", "AG AI BG BI IG II VG VI XG XI ZG ZI"},
    PartLine{"STM32H745", "BG BI IG II XG XI ZG ZI"},
    PartLine{"STM32H747", "AG AI BG BI IG II XG XI ZI"},
    PartLine{"STM32H750", "IB VB XB ZB"},
    PartLine{"STM32H753", "AI BI II VI XI ZI"},
    PartLine{"STM32H755", "BI II XI ZI"},
    PartLine{"STM32H757", "AI BI II XI ZI"},
};
constexpr std::array<unsigned, 3> h743Sizes{128, 1024, 2048};
constexpr std::uint32_t secondH7Bank = 0x08100000;
constexpr std::array h743Geometries{Geometry{128, 128, {}, 1, 0, h725Sectors},
                                    Geometry{1024, 2048, {}, 2, secondH7Bank, h725Sectors}};
// DTCM, and what the H742 has of AXI SRAM.
constexpr std::array h743Ram{RamRegion{0x20000000, 128 * kib}, RamRegion{0x24000000, 384 * kib}};
// OPTSR_CUR, then PRAR, SCAR and WPSN of both banks, BOOT_CUR
constexpr std::array<std::uint32_t, 8> h743Options{0x5200201C, 0x52002028, 0x52002030, 0x52002038,
                                                   0x52002128, 0x52002130, 0x52002138, 0x52002040};
constexpr std::array h743Hidden{
    HiddenArea{0x52002028, 0x52002028, 16, 0xFFF, "code read-out protection in bank 1"},
    HiddenArea{0x52002030, 0x52002030, 16, 0xFFF, "a secure area in bank 1"},
    HiddenArea{0x52002128, 0x52002128, 16, 0xFFF, "code read-out protection in bank 2"},
    HiddenArea{0x52002130, 0x52002130, 16, 0xFFF, "a secure area in bank 2"},
};
constexpr std::array h743Normal{
    NormalField{0x5200201C, 1U << 21, 0, "the security option"},
    // Then addresses and register sets of the banks belong together another way.
    NormalField{0x5200201C, 1U << 31, 0, "swapped banks"},
};
constexpr ProtectionFields h743Protection{
    .read = {0x5200201C, 8, 0xFF, 0xAA, 0xCC, true},
    .writeBits = {0x52002038, 0, 8, 1},
    .secondWriteBits = {0x52002138, 0, 8, 1},
    .writeAreas = {},
    .hardwareWatchdog = {0x5200201C, 1U << 4, 0},
    .hidden = h743Hidden,
    .normal = h743Normal,
};

constexpr std::array h7a3Parts{
    PartLine{"STM32H7A3", "AG AI IG II LG LI NG NI QI RG RI VG VI ZG ZI"},
    PartLine{"STM32H7B0", "AB IB RB VB ZB"},
    PartLine{"STM32H7B3", "AI II LI NI QI RI VI ZI"},
};
constexpr std::array h7a3Sectors{SectorRun{128, 8 * kib}};
constexpr std::array h7a3Geometries{Geometry{128, 128, {}, 1, 0, h7a3Sectors},
                                    Geometry{1024, 2048, {}, 2, secondH7Bank, h7a3Sectors}};
// No table of DS13195 was at hand. The sector's times are those of the same sectors on an H5
// (DS14258 table 51); those of the word are the U575's of the same word (its datasheet, table 88),
// with the longest taken as four times that. A bank is taken as its sectors one by one, so that a
// bank erase is never chosen for a gain that nobody has read of.
constexpr std::array h7a3Erase{EraseTiming{8 * kib, {milliseconds(2), milliseconds(10)}}};
constexpr std::array h7a3Modes{FlashMode{Parallelism::X8,
                                         1620,
                                         16,
                                         {microseconds(118), microseconds(472)},
                                         h7a3Erase,
                                         {milliseconds(256), milliseconds(1280)}}};
constexpr std::array h7a3Ram{RamRegion{0x20000000, 128 * kib}, RamRegion{0x24000000, 1024 * kib}};
// A bit protects four sectors (RM0455, FLASH_WPSN).
constexpr ProtectionFields h7a3Protection{
    .read = {0x5200201C, 8, 0xFF, 0xAA, 0xCC, true},
    .writeBits = {0x52002038, 0, 32, 4},
    .secondWriteBits = {0x52002138, 0, 32, 4},
    .writeAreas = {},
    .hardwareWatchdog = {0x5200201C, 1U << 4, 0},
    .hidden = h743Hidden,
    .normal = h743Normal,
};

constexpr std::array rows{
    Device{
        .devId = 0x450,
        .name = "STM32H74x/75x",
        .family = Family::H7,
        .corePart = 0xC27,
        .dpidr = 0x6BA02477,
        .coreAp = 0,
        .romTable = h7RomTable,
        .debug = h7Debug,
        .debugByCore = h7DebugByCore,
        // The Cortex-M4 of the 745, 747, 755 and 757 starts with BCM4 (RM0399, FLASH_OPTSR).
        .secondCore = {3, 0xC24, {0x5200201C, 1U << 22, 1U << 22}},
        .parts = h743Parts,
        .clones = {},
        .flashBase = 0x08000000,
        .flashSizeAddress = 0x1FF1E880,
        .uidAddress = 0x1FF1E800,
        .maxFlashKb = 2048,
        .flashSizes = h743Sizes,
        .geometries = h743Geometries,
        .flashKind = FlashKind::H7,
        .flashRegisters = 0x52002000,
        .flashLanes = 2,
        .programUnit = 32,
        .erasedByte = 0xFF,
        .flashModes = h725Modes,
        .ram = h743Ram,
        .sharedRam = {},
        .optionAddresses = h743Options,
        .protection = h743Protection,
        .watchdog = 0x58004800,
        .coreKhz = 64000,
        // Voltage scale 3 allows 200 MHz and half of it on the AXI (DS12110, operating conditions).
        .fastClock = {h7FastClock, 160000, 1620}},
    Device{.devId = 0x480,
           .name = "STM32H7Ax/7Bx",
           .family = Family::H7,
           .corePart = 0xC27,
           .dpidr = 0x6BA02477,
           .coreAp = 0,
           .romTable = h7RomTable,
           .debug = h7Debug,
           .debugByCore = h7DebugByCore,
           .parts = h7a3Parts,
           .clones = {},
           .flashBase = 0x08000000,
           .flashSizeAddress = 0x08FFF80C,
           .uidAddress = 0x08FFF800,
           .maxFlashKb = 2048,
           .flashSizes = h743Sizes,
           .geometries = h7a3Geometries,
           .flashKind = FlashKind::H7AB,
           .flashRegisters = 0x52002000,
           .flashLanes = 2,
           .programUnit = 16,
           .erasedByte = 0xFF,
           .flashModes = h7a3Modes,
           .ram = h7a3Ram,
           .sharedRam = {},
           .optionAddresses = h743Options,
           .protection = h7a3Protection,
           .watchdog = 0x58004800,
           .coreKhz = 64000},
    Device{.devId = 0x483,
           .name = "STM32H72x/73x",
           .family = Family::H7,
           .corePart = 0xC27,
           .dpidr = 0x6BA02477,
           .coreAp = 0,
           .romTable = h7RomTable,
           .debug = h7Debug,
           .debugByCore = h7DebugByCore,
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
           .coreKhz = 64000,
           .fastClock = {h7FastClock, 160000, 1620}},
};

} // namespace

std::span<const Device> h7() noexcept { return rows; }

} // namespace greenlight::target::devices
