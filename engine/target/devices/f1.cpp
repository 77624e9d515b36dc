#include "engine/target/devices/rows.h"

// STM32F101/102/103, medium density. Figures: DS5319 Rev 19; registers: RM0008, PM0075.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// The watchdogs' freeze bits stand in CR (RM0008, 31.16.3).
constexpr std::array f1DebugBits{DebugBits{0xE0042004, 0x00000307}};
constexpr DebugBlock f1Debug{0, 0xE0042000, f1DebugBits};

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

// Nine times half of HSI: 36 MHz, which the F101 has too (RM0008 7.3.1, 7.3.2, PM0075 3.1).
constexpr std::array f103FastClock{
    ClockStep{0x40022000, 0x7, 1},                   // one wait state
    ClockStep{0x40021004, 0x003D0000, 7U << 18},     // PLLMUL
    ClockStep{0x40021000, 1U << 24, 1U << 24},       // PLLON
    ClockStep{0x40021000, 1U << 25, 1U << 25, true}, // PLLRDY
    ClockStep{0x40021004, 0x3, 2},
    ClockStep{0x40021004, 0xC, 8, true}, // SW, SWS
};

constexpr std::array rows{
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
           .coreKhz = 8000,
           .fastClock = {f103FastClock, 36000, 2000}},
};

} // namespace

std::span<const Device> f1() noexcept { return rows; }

} // namespace greenlight::target::devices
