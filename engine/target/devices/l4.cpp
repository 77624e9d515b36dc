#include "engine/target/devices/rows.h"

// STM32L471/475/476/486. Figures: DS10198 Rev 8; registers: RM0351.

namespace greenlight::target::devices {

namespace {

using std::chrono::nanoseconds;

constexpr std::array l476Parts{
    PartLine{"STM32L471", "QE QG RE RG VE VG ZE ZG"},
    PartLine{"STM32L475", "RC RE RG VC VE VG"},
    PartLine{"STM32L476", "JE JG ME MG QE QG RC RE RG VC VE VG ZE ZG"},
    PartLine{"STM32L486", "JG QG RG VG ZG"},
};
constexpr std::array<unsigned, 3> l476Sizes{256, 512, 1024};
constexpr std::uint32_t optr = 0x40022020;
constexpr std::uint32_t l476DualBank = 1U << 21;
constexpr std::array l4Pages{SectorRun{512, 2 * kib}};
constexpr std::array l476Geometries{
    Geometry{1024, 1024, {}, 2, 0x08080000, l4Pages},
    Geometry{256, 512, {optr, l476DualBank, 0}, 1, 0, l4Pages},
    Geometry{256, 512, {optr, l476DualBank, l476DualBank}, 2, 0, l4Pages},
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
constexpr std::array<std::uint32_t, 9> l476Options{optr,       0x40022024, 0x40022028,
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
    .read = {optr, 0, 0xFF, 0xAA, 0xCC, true},
    .writeBits = {},
    .writeAreas = l476WriteAreas,
    .hardwareWatchdog = {optr, 1U << 16, 0},
    .hidden = l476Hidden,
    .normal = {},
};

// MSI at 48 MHz, voltage range 1 as a reset leaves it; four wait states are more than it needs
// (RM0351 3.3.3, 6.4.1).
constexpr std::array l4FastClock{
    ClockStep{0x40022000, 0x7, 4},
    ClockStep{0x40021000, 0xF8, 11U << 4 | 1U << 3}, // MSIRANGE from CR
    ClockStep{0x40021000, 1U << 1, 1U << 1, true},   // MSIRDY
};

constexpr std::array rows{
    Device{.devId = 0x415,
           .name = "STM32L471/475/476/486",
           .family = Family::L4,
           .corePart = 0xC24,
           .dpidr = 0x2BA01477,
           .coreAp = 0,
           .romTable = usualRomTable,
           .debug = usualDebug,
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
           .coreKhz = 4000,
           .fastClock = {l4FastClock, 48000, 1710}},
};

} // namespace

std::span<const Device> l4() noexcept { return rows; }

} // namespace greenlight::target::devices
