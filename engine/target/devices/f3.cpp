#include "engine/target/devices/fpec.h"

// STM32F3. Figures: DS9118 (F303xB/C) and its siblings, maxima partly as the F1's; registers:
// RM0316, RM0365, RM0366, RM0313, RM0364.

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr std::array f303Parts{
    PartLine{"STM32F302", "CB CC RB RC VB VC"},
    PartLine{"STM32F303", "CB CC RB RC VB VC"},
    PartLine{"STM32F358", "CC RC VC"},
};
constexpr std::array f373Parts{
    PartLine{"STM32F373", "C8 CB CC R8 RB RC V8 VB VC"},
    PartLine{"STM32F378", "CC RC VC"},
};
constexpr std::array f334Parts{
    PartLine{"STM32F303", "C6 C8 K6 K8 R6 R8"},
    PartLine{"STM32F328", "C8"},
    PartLine{"STM32F334", "C4 C6 C8 K4 K6 K8 R6 R8"},
};
constexpr std::array f301Parts{
    PartLine{"STM32F301", "C6 C8 K6 K8 R6 R8"},
    PartLine{"STM32F302", "C6 C8 K6 K8 R6 R8"},
    PartLine{"STM32F318", "C8 K8"},
};
constexpr std::array f398Parts{
    PartLine{"STM32F302", "RD RE VD VE ZD ZE"},
    PartLine{"STM32F303", "RD RE VD VE ZD ZE"},
    PartLine{"STM32F398", "VE"},
};

constexpr std::array<unsigned, 2> f303Sizes{128, 256};
constexpr std::array<unsigned, 3> f373Sizes{64, 128, 256};
constexpr std::array<unsigned, 3> f334Sizes{16, 32, 64};
constexpr std::array<unsigned, 2> f301Sizes{32, 64};
constexpr std::array<unsigned, 2> f398Sizes{384, 512};
constexpr std::array f3Pages{Geometry{16, 512, {}, 1, 0, fpec::pages2k}};

// No typical figure is printed for an erase: 20 to 40 ms, the middle.
constexpr Timing f3Erased{milliseconds(30), milliseconds(40)};
constexpr Timing f3Programmed{nanoseconds(53500), microseconds(60)};
constexpr std::array f3Erase{EraseTiming{2 * kib, f3Erased}};
constexpr std::array f3Modes{FlashMode{Parallelism::X16, 2000, 2, f3Programmed, f3Erase, f3Erased}};

// The CCM at 0x10000000 is left out: some lines of each die have none.
constexpr std::array ram12{RamRegion{0x20000000, 12 * kib}};
constexpr std::array ram16{RamRegion{0x20000000, 16 * kib}};
constexpr std::array ram32{RamRegion{0x20000000, 32 * kib}};
constexpr std::array ram64{RamRegion{0x20000000, 64 * kib}};

constexpr Device f3Row(const fpec::Die& die) {
    Device row = fpec::rowOf(die);
    row.family = Family::F3;
    row.corePart = 0xC24;
    row.dpidr = 0x2BA01477;
    row.debug = usualDebug;
    row.flashSizeAddress = 0x1FFFF7CC;
    row.uidAddress = 0x1FFFF7AC;
    row.fastClock = fpec::fast36; // twice that would need APB1 divided
    return row;
}

constexpr std::array rows{
    f3Row({0x422, "STM32F302/303/358xB/C", f303Parts, f303Sizes, f3Pages, f3Modes, ram32,
           fpec::protectionOfF0(2)}),
    f3Row({0x432, "STM32F373/378", f373Parts, f373Sizes, f3Pages, f3Modes, ram16,
           fpec::protectionOfF0(2)}),
    f3Row({0x438, "STM32F303x6/8, F328, F334", f334Parts, f334Sizes, f3Pages, f3Modes, ram12,
           fpec::protectionOfF0(2)}),
    f3Row({0x439, "STM32F301/302x6/8, F318", f301Parts, f301Sizes, f3Pages, f3Modes, ram16,
           fpec::protectionOfF0(2)}),
    f3Row({0x446, "STM32F302/303xD/E, F398", f398Parts, f398Sizes, f3Pages, f3Modes, ram64,
           fpec::protectionOfF0(2)}),
};

} // namespace

std::span<const Device> f3() noexcept { return rows; }

} // namespace greenlight::target::devices
