#include "engine/target/devices/rows.h"

// STM32H503 (0x474), H523/533 (0x478), H562/563/573 (0x484). Registers: RM0492, RM0481. Figures:
// DS14053 table 45 and DS14258 table 51 for the sector erase. No table was at hand for the
// quad-word: its times are the U575's of the same word (its datasheet, table 88), the longest taken
// as four times that. Whole banks are not erased at once (ES0565 2.2.22), so their time is set to
// that of the most sectors a bank has.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::uint16_t cortexM33 = 0xD21;
constexpr std::uint32_t m33RomTable = 0xE00FE000;

// The debug bus has a port of its own, which answers while nRST is low.
constexpr std::array h5DebugBits{DebugBits{0xE0044004, 0x00000006},
                                 DebugBits{0xE0044008, 0x00001800}};
constexpr DebugBlock h5Debug{0, 0xE0044000, h5DebugBits, {}};
constexpr std::array h5DebugBitsByCore{DebugBits{0x44024004, 0x00000006},
                                       DebugBits{0x44024008, 0x00001800}};
constexpr DebugBlock h5DebugByCore{1, 0x44024000, h5DebugBitsByCore, {}};

constexpr std::array h5Erase{EraseTiming{8 * kib, {milliseconds(2), milliseconds(10)}}};
constexpr std::array h5Modes{FlashMode{Parallelism::X8,
                                       1710,
                                       16,
                                       {microseconds(118), microseconds(472)},
                                       h5Erase,
                                       {milliseconds(512), milliseconds(2560)}}};
constexpr std::array h5Sectors{SectorRun{128, 8 * kib}};

constexpr std::uint32_t optsr = 0x40022050;
constexpr std::uint32_t optsr2 = 0x40022070;
// OPTSR, OPTSR2, NSBOOTR, then WRP, EDATA and HDP of both banks
constexpr std::array<std::uint32_t, 9> h5Options{optsr,      optsr2,     0x40022080,
                                                 0x400220E8, 0x400220F0, 0x400220F8,
                                                 0x400221E8, 0x400221F0, 0x400221F8};
// RM0481, PRODUCT_STATE of FLASH_OPTSR. Anything but Open is past what this version programs: the
// way back needs a certificate, or there is none.
constexpr std::array h5States{
    NamedState{optsr, 0xFF00, 0x1700, "product state Provisioning"},
    NamedState{optsr, 0xFF00, 0x2E00, "product state iRoT-Provisioned"},
    NamedState{optsr, 0xFF00, 0xC600, "product state TZ-Closed"},
    NamedState{optsr, 0xFF00, 0x7200, "product state Closed"},
    NamedState{optsr, 0xFF00, 0x5C00, "product state Locked, which is final"},
    NamedState{optsr, 0xFF00, 0x9A00, "product state Regression"},
    NamedState{optsr, 0xFF00, 0xA300, "product state NS-Regression"},
};
constexpr std::array h5Hidden{
    HiddenArea{0x400220F8, 0x400220F8, 16, 0x7F, "a hide protection area in bank 1"},
    HiddenArea{0x400221F8, 0x400221F8, 16, 0x7F, "a hide protection area in bank 2"},
};
constexpr std::array h5Normal{
    NormalField{optsr, 1U << 31, 0, "swapped banks"},
    NormalField{0x400220F0, 1U << 15, 0, "high-cycle data sectors in bank 1"},
    NormalField{0x400221F0, 1U << 15, 0, "high-cycle data sectors in bank 2"},
    NormalField{optsr2, 0xFF000000, 0xC3000000, "TrustZone"},
};
constexpr ReadProtectionField h5Read{optsr, 8, 0xFF, 0xED, 0x5C, true};
constexpr ProtectionFields h5Protection{
    .read = h5Read,
    .states = h5States,
    .writeBits = {0x400220E8, 0, 32, 4},
    .secondWriteBits = {0x400221E8, 0, 32, 4},
    .writeAreas = {},
    .hardwareWatchdog = {optsr, 1U << 3, 0},
    .hidden = h5Hidden,
    .normal = h5Normal,
};
// The H503 has no TrustZone, and a bit for each of the eight sectors of a bank.
constexpr ProtectionFields h503Protection{
    .read = h5Read,
    .states = h5States,
    .writeBits = {0x400220E8, 0, 8, 1},
    .secondWriteBits = {0x400221E8, 0, 8, 1},
    .writeAreas = {},
    .hardwareWatchdog = {optsr, 1U << 3, 0},
    .hidden = h5Hidden,
    .normal = std::span(h5Normal).first<3>(),
};

// The whole HSI, within voltage scale 3 and the three wait states of a reset (RM0481, flash read
// access latency).
constexpr std::array h5FastClock{
    ClockStep{0x44020C00, 0x18, 0},                // HSIDIV
    ClockStep{0x44020C00, 1U << 5, 1U << 5, true}, // HSIDIVF
};

constexpr std::array h503Parts{PartLine{"STM32H503", "CB EB KB RB"}};
constexpr std::array<unsigned, 1> h503Sizes{128};
constexpr std::array h503Geometries{Geometry{128, 128, {}, 2, 0x08010000, h5Sectors}};
constexpr std::array h503Ram{RamRegion{0x20000000, 32 * kib}};

constexpr std::array h523Parts{
    PartLine{"STM32H523", "CC CE HE RC RE VC VE ZC ZE"},
    PartLine{"STM32H533", "CE HE RE VE ZE"},
};
constexpr std::array<unsigned, 2> h523Sizes{256, 512};
constexpr std::array h523Geometries{Geometry{256, 512, {}, 2, 0, h5Sectors}};
constexpr std::array h523Ram{RamRegion{0x20000000, 272 * kib}};

constexpr std::array h563Parts{
    PartLine{"STM32H562", "AG AI IG II RG RI VG VI ZG ZI"},
    PartLine{"STM32H563", "AG AI IG II MI RG RI VG VI ZG ZI"},
    PartLine{"STM32H573", "AI II MI RI VI ZI"},
};
constexpr std::array<unsigned, 2> h563Sizes{1024, 2048};
constexpr std::array h563Geometries{Geometry{1024, 2048, {}, 2, 0, h5Sectors}};
constexpr std::array h563Ram{RamRegion{0x20000000, 640 * kib}};

/// What all of them have in common.
constexpr Device h5Device(std::uint16_t devId, std::string_view name) {
    return {.devId = devId,
            .name = name,
            .family = Family::H5,
            .corePart = cortexM33,
            .dpidr = 0x6BA02477, // read from an H573 (stlink issue 1380); OpenOCD has 0x0BE12477
            .coreAp = 1,
            .romTable = m33RomTable,
            .debug = h5Debug,
            .debugByCore = h5DebugByCore,
            .flashBase = 0x08000000,
            .flashSizeAddress = 0x08FFF80C,
            .uidAddress = 0x08FFF800,
            .flashKind = FlashKind::H5,
            .flashRegisters = 0x40022000,
            .programUnit = 16,
            .erasedByte = 0xFF,
            .flashModes = h5Modes,
            .optionAddresses = h5Options,
            .protection = h5Protection,
            .watchdog = 0x40003000,
            .coreKhz = 32000,
            .fastClock = {h5FastClock, 64000, 1710}};
}

constexpr Device h503() {
    Device device = h5Device(0x474, "STM32H503");
    device.parts = h503Parts;
    device.maxFlashKb = 128;
    device.flashSizes = h503Sizes;
    device.geometries = h503Geometries;
    device.ram = h503Ram;
    device.protection = h503Protection;
    return device;
}

constexpr Device h523() {
    Device device = h5Device(0x478, "STM32H523/533");
    device.parts = h523Parts;
    device.maxFlashKb = 512;
    device.flashSizes = h523Sizes;
    device.geometries = h523Geometries;
    device.ram = h523Ram;
    return device;
}

constexpr Device h563() {
    Device device = h5Device(0x484, "STM32H56x/573");
    device.parts = h563Parts;
    device.maxFlashKb = 2048;
    device.flashSizes = h563Sizes;
    device.geometries = h563Geometries;
    device.ram = h563Ram;
    return device;
}

constexpr std::array rows{h503(), h523(), h563()};

} // namespace

std::span<const Device> h5() noexcept { return rows; }

} // namespace greenlight::target::devices
