#include "engine/target/devices/rows.h"

// STM32F405/407/415/417. Figures: DS8626 Rev 12; registers: RM0090.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

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

// HSI / 16 * 336 / 4 = 84 MHz, which needs no over-drive on any F4; five wait states hold from 1.8
// V (RM0090 3.5.1, 7.3). A supply below 2.1 V is not loaded with more than it must.
constexpr std::array f4FastClock{
    ClockStep{0x40023C00, 0x7, 5},
    ClockStep{0x40023804, 0x00437FFF, 1U << 16 | 336U << 6 | 16U}, // PLLCFGR
    ClockStep{0x40023808, 0x1C00, 4U << 10},                       // APB1 at half the clock
    ClockStep{0x40023800, 1U << 24, 1U << 24},                     // PLLON
    ClockStep{0x40023800, 1U << 25, 1U << 25, true},               // PLLRDY
    ClockStep{0x40023808, 0x3, 2},
    ClockStep{0x40023808, 0xC, 8, true}, // SW, SWS
};

constexpr std::array rows{
    Device{.devId = 0x413,
           .name = "STM32F405/407/415/417",
           .family = Family::F4,
           .corePart = 0xC24,
           .dpidr = 0x2BA01477,
           .coreAp = 0,
           .romTable = usualRomTable,
           .debug = usualDebug,
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
           .coreKhz = 16000,
           .fastClock = {f4FastClock, 84000, 2100}},
};

} // namespace

std::span<const Device> f4() noexcept { return rows; }

} // namespace greenlight::target::devices
