#include "engine/target/devices/f2f4f7.h"

// STM32F205/207/215/217. Registers: RM0033, PM0059; the flash is that of the F405.

namespace greenlight::target::devices {

namespace {

constexpr std::array f2Parts{
    PartLine{"STM32F205", "RB RC RE RF RG VB VC VE VF VG ZC ZE ZF ZG"},
    PartLine{"STM32F207", "IC IE IF IG VC VE VF VG ZC ZE ZF ZG"},
    PartLine{"STM32F215", "RE RG VE VG ZE ZG"},
    PartLine{"STM32F217", "IE IG VE VG ZE ZG"},
};
constexpr std::array<unsigned, 5> f2Sizes{128, 256, 512, 768, 1024};
constexpr std::array f2Geometries{Geometry{128, 1024, {}, 1, 0, f2f4f7::sectors16}};
// The F205xB has 48 KB here and the rest of its RAM further up.
constexpr std::array f2Ram{RamRegion{0x20000000, 48 * kib}};

constexpr Device f2Row() {
    Device row = f2f4f7::rowOf({.devId = 0x411,
                                .name = "STM32F205/207/215/217",
                                .parts = f2Parts,
                                .sizes = f2Sizes,
                                .geometries = f2Geometries,
                                .ram = f2Ram,
                                .protection = f2f4f7::protectionOf(12, {})});
    row.family = Family::F2;
    row.corePart = 0xC23;
    row.fastClock = f2f4f7::fast120;
    return row;
}

constexpr std::array rows{f2Row()};

} // namespace

std::span<const Device> f2() noexcept { return rows; }

} // namespace greenlight::target::devices
