#include "engine/target/devices/f2f4f7.h"

// STM32F7. Registers: RM0385 (F74x, F75x), RM0410 (F76x, F77x), RM0431 (F72x, F73x). The flash
// stands at 0x08000000 on AXI and once more at 0x00200000 for the ITCM port; images are planned,
// programmed and proven at the first.

namespace greenlight::target::devices {

namespace {

using f2f4f7::optcr;
using f2f4f7::optcr2;

// One table of ST's own in front of the core's (RM0385 40.6).
constexpr std::uint32_t f7RomTable = 0xE00FD000;

constexpr std::array f746Parts{
    PartLine{"STM32F745", "IE IG VE VG ZE ZG"},
    PartLine{"STM32F746", "BE BG IE IG NE NG VE VG ZE ZG"},
    PartLine{"STM32F750", "N8 V8 Z8"},
    PartLine{"STM32F756", "BG IG NG VG ZG"},
};
constexpr std::array f767Parts{
    PartLine{"STM32F765", "BG BI IG II NG NI VG VI ZG ZI"},
    PartLine{"STM32F767", "BG BI IG II NG NI VG VI ZG ZI"},
    PartLine{"STM32F768", "AI"},
    PartLine{"STM32F769", "AG AI BG BI IG II NG NI"},
    PartLine{"STM32F777", "BI II NI VI ZI"},
    PartLine{"STM32F778", "AI"},
    PartLine{"STM32F779", "AI BI II NI"},
};
constexpr std::array f722Parts{
    PartLine{"STM32F722", "IC IE RC RE VC VE ZC ZE"},
    PartLine{"STM32F723", "IC IE VC VE ZC ZE"},
    PartLine{"STM32F730", "I8 R8 V8 Z8"},
    PartLine{"STM32F732", "IE RE VE ZE"},
    PartLine{"STM32F733", "IE VE ZE"},
};
constexpr std::array<unsigned, 3> f746Sizes{64, 512, 1024};
constexpr std::array<unsigned, 2> f767Sizes{1024, 2048};
constexpr std::array<unsigned, 3> f722Sizes{64, 256, 512};

constexpr std::uint32_t nDbank = 1U << 29;
constexpr OptionCondition oneBank{optcr, nDbank, nDbank};
constexpr OptionCondition twoBanks{optcr, nDbank, 0};
constexpr std::array f746Geometries{Geometry{64, 1024, {}, 1, 0, f2f4f7::sectors32}};
constexpr std::array f767Geometries{Geometry{1024, 2048, oneBank, 1, 0, f2f4f7::sectors32},
                                    Geometry{1024, 2048, twoBanks, 2, 0, f2f4f7::sectors16}};
constexpr std::array f722Geometries{Geometry{64, 512, {}, 1, 0, f2f4f7::sectors16}};

// Only maxima at x8 are known: 0.8, 2.4 and 4 s for 32, 128 and 256 KB, which are those of the
// half as big sectors of an F4, so its figures are taken for these. On a die that can be divided
// both ways 128 KB have the longer times of the two.
constexpr std::array f746EraseX32{EraseTiming{32 * kib, f2f4f7::smallX32},
                                  EraseTiming{128 * kib, f2f4f7::middleX32},
                                  EraseTiming{256 * kib, f2f4f7::largeX32}};
constexpr std::array f746EraseX16{EraseTiming{32 * kib, f2f4f7::smallX16},
                                  EraseTiming{128 * kib, f2f4f7::middleX16},
                                  EraseTiming{256 * kib, f2f4f7::largeX16}};
constexpr std::array f746EraseX8{EraseTiming{32 * kib, f2f4f7::smallX8},
                                 EraseTiming{128 * kib, f2f4f7::middleX8},
                                 EraseTiming{256 * kib, f2f4f7::largeX8}};
constexpr std::array f746Modes{f2f4f7::modeOf(Parallelism::X32, 2700, f746EraseX32),
                               f2f4f7::modeOf(Parallelism::X16, 2100, f746EraseX16),
                               f2f4f7::modeOf(Parallelism::X8, 1800, f746EraseX8)};

constexpr std::array<EraseTiming, 5> bothWays(Timing small, Timing middle, Timing large) {
    return {{{16 * kib, small},
             {32 * kib, small},
             {64 * kib, middle},
             {128 * kib, large},
             {256 * kib, large}}};
}

constexpr auto f767EraseX32 = bothWays(f2f4f7::smallX32, f2f4f7::middleX32, f2f4f7::largeX32);
constexpr auto f767EraseX16 = bothWays(f2f4f7::smallX16, f2f4f7::middleX16, f2f4f7::largeX16);
constexpr auto f767EraseX8 = bothWays(f2f4f7::smallX8, f2f4f7::middleX8, f2f4f7::largeX8);
constexpr std::array f767Modes{f2f4f7::modeOf(Parallelism::X32, 2700, f767EraseX32),
                               f2f4f7::modeOf(Parallelism::X16, 2100, f767EraseX16),
                               f2f4f7::modeOf(Parallelism::X8, 1800, f767EraseX8)};

// RM0410 3.7.6: undivided flash has one bit for each of twelve sectors; divided, one for two, six
// bits for each bank.
constexpr std::array f767Bits{
    WriteProtectionBits{.address = optcr, .firstBit = 16, .bits = 12, .condition = oneBank},
    WriteProtectionBits{.address = optcr,
                        .firstBit = 16,
                        .bits = 6,
                        .sectorsPerBit = 2,
                        .bank = 0,
                        .condition = twoBanks},
    WriteProtectionBits{.address = optcr,
                        .firstBit = 22,
                        .bits = 6,
                        .sectorsPerBit = 2,
                        .bank = 1,
                        .condition = twoBanks},
};
constexpr std::array f767Normal{NormalField{optcr, 1U << 28, 1U << 28, "a start from either bank"}};
// OPTCR2: one bit for each sector hides its code (RM0431 3.7.8).
constexpr std::array f722Normal{NormalField{optcr2, 0xFF, 0, "code read-out protection"}};

// DTCM, and SRAM1 with SRAM2 right behind it.
constexpr std::array f746Ram{RamRegion{0x20000000, 320 * kib}};
constexpr std::array f767Ram{RamRegion{0x20000000, 512 * kib}};
constexpr std::array f722Ram{RamRegion{0x20000000, 256 * kib}};

constexpr Device f7Row(const f2f4f7::Die& die, std::uint32_t uid, std::uint32_t size,
                       std::span<const FlashMode> modes) {
    Device row = f2f4f7::rowOf(die);
    row.family = Family::F7;
    row.corePart = 0xC27;
    row.dpidr = 0x5BA02477;
    row.romTable = f7RomTable;
    row.uidAddress = uid;
    row.flashSizeAddress = size;
    row.flashModes = modes;
    row.fastClock = f2f4f7::fast180;
    return row;
}

constexpr std::array rows{
    f7Row({.devId = 0x449,
           .name = "STM32F745/746/750/756",
           .parts = f746Parts,
           .sizes = f746Sizes,
           .geometries = f746Geometries,
           .ram = f746Ram,
           .options = f2f4f7::twoOptions,
           .protection = f2f4f7::protectionOf(8, {})},
          0x1FF0F420, 0x1FF0F442, f746Modes),
    f7Row({.devId = 0x451,
           .name = "STM32F76x/77x",
           .parts = f767Parts,
           .sizes = f767Sizes,
           .geometries = f767Geometries,
           .ram = f767Ram,
           .options = f2f4f7::twoOptions,
           .protection = f2f4f7::protectionOf(0, f767Normal, f767Bits)},
          0x1FF0F420, 0x1FF0F442, f767Modes),
    f7Row({.devId = 0x452,
           .name = "STM32F72x/73x",
           .parts = f722Parts,
           .sizes = f722Sizes,
           .geometries = f722Geometries,
           .ram = f722Ram,
           .options = f2f4f7::threeOptions,
           .protection = f2f4f7::protectionOf(8, f722Normal)},
          0x1FF07A10, 0x1FF07A22, f2f4f7::modes),
};

} // namespace

std::span<const Device> f7() noexcept { return rows; }

} // namespace greenlight::target::devices
