#include "engine/target/devices/fpec.h"

// STM32F0. Figures: DS9826 (F071/072) and its siblings, maxima partly as the F3's; registers:
// RM0091, RM0360.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// Behind RCC_APB2ENR.DBGMCUEN; no debugging in Sleep to ask for (RM0091 32.9.3).
constexpr std::array f0DebugBits{DebugBits{0x40015804, 0x00000006},
                                 DebugBits{0x40015808, 0x00001800}};
constexpr DebugBlock f0Debug{0, 0x40015800, f0DebugBits, {0x40021018, 1U << 22}};

constexpr std::array f051Parts{
    PartLine{"STM32F030", "C8 R8"},
    PartLine{"STM32F051", "C4 C6 C8 K4 K6 K8 R4 R6 R8 T8"},
    PartLine{"STM32F058", "C8 R8 T8"},
};
constexpr std::array f091Parts{
    PartLine{"STM32F030", "CC RC"},
    PartLine{"STM32F091", "CB CC RB RC VB VC"},
    PartLine{"STM32F098", "CC RC VC"},
};
constexpr std::array f031Parts{
    PartLine{"STM32F030", "C6 F4 K6"},
    PartLine{"STM32F031", "C4 C6 E6 F4 F6 G4 G6 K4 K6"},
    PartLine{"STM32F038", "C6 E6 F6 G6 K6"},
};
constexpr std::array f042Parts{
    PartLine{"STM32F042", "C4 C6 F4 F6 G4 G6 K4 K6 T6"},
    PartLine{"STM32F048", "C6 G6 T6"},
    PartLine{"STM32F070", "C6 F6"},
};
constexpr std::array f072Parts{
    PartLine{"STM32F070", "CB RB"},
    PartLine{"STM32F071", "C8 CB RB V8 VB"},
    PartLine{"STM32F072", "C8 CB R8 RB V8 VB"},
    PartLine{"STM32F078", "CB RB VB"},
};

constexpr std::array<unsigned, 3> f051Sizes{16, 32, 64};
constexpr std::array<unsigned, 2> f091Sizes{128, 256};
constexpr std::array<unsigned, 2> f031Sizes{16, 32};
constexpr std::array<unsigned, 2> f072Sizes{64, 128};

constexpr std::array smallPages{Geometry{16, 64, {}, 1, 0, fpec::pages1k}};
constexpr std::array largePages{Geometry{64, 256, {}, 1, 0, fpec::pages2k}};

// No typical figure is printed for an erase: 20 to 40 ms, the middle.
constexpr Timing f0Erased{milliseconds(30), milliseconds(40)};
constexpr Timing f0Programmed{nanoseconds(53500), microseconds(60)};
constexpr std::array f0Erase{EraseTiming{1 * kib, f0Erased}, EraseTiming{2 * kib, f0Erased}};
constexpr std::array f0Modes{FlashMode{Parallelism::X16, 2000, 2, f0Programmed, f0Erase, f0Erased}};

constexpr std::array ram4{RamRegion{0x20000000, 4 * kib}};
constexpr std::array ram6{RamRegion{0x20000000, 6 * kib}};
constexpr std::array ram8{RamRegion{0x20000000, 8 * kib}};
constexpr std::array ram16{RamRegion{0x20000000, 16 * kib}};
constexpr std::array ram32{RamRegion{0x20000000, 32 * kib}};

constexpr Device f0Row(const fpec::Die& die) {
    Device row = fpec::rowOf(die);
    row.family = Family::F0;
    row.corePart = 0xC20;
    row.dpidr = 0x0BB11477;
    row.debug = f0Debug;
    row.flashSizeAddress = 0x1FFFF7CC;
    row.uidAddress = 0x1FFFF7AC;
    row.fastClock = fpec::fast48;
    return row;
}

/// Its ROM table carries the number of the F05x, as was read from an STM32F042.
constexpr Device f042() {
    Device row = f0Row({0x445, "STM32F04x, F070x6", f042Parts, f031Sizes, smallPages, f0Modes, ram6,
                        fpec::protectionOfF0(4)});
    row.romPart = 0x440;
    return row;
}

constexpr std::array rows{
    f0Row({0x440, "STM32F05x, F030x8", f051Parts, f051Sizes, smallPages, f0Modes, ram8,
           fpec::protectionOfF0(4)}),
    f0Row({0x442, "STM32F09x, F030xC", f091Parts, f091Sizes, largePages, f0Modes, ram32,
           fpec::protectionOfF0(2)}),
    f0Row({0x444, "STM32F03x", f031Parts, f031Sizes, smallPages, f0Modes, ram4,
           fpec::protectionOfF0(4)}),
    f042(),
    f0Row({0x448, "STM32F07x", f072Parts, f072Sizes, largePages, f0Modes, ram16,
           fpec::protectionOfF0(2)}),
};

} // namespace

std::span<const Device> f0() noexcept { return rows; }

} // namespace greenlight::target::devices
