#include "engine/target/devices/fpec.h"

// STM32F100 to F107. Figures: DS5319 Rev 19, whose flash table the other lines repeat; registers:
// RM0008, RM0041, PM0075, PM0068 (XL density).

namespace greenlight::target::devices {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// The watchdogs' freeze bits stand in CR (RM0008, 31.16.3).
constexpr std::array f1DebugBits{DebugBits{0xE0042004, 0x00000307}};
constexpr DebugBlock f1Debug{0, 0xE0042000, f1DebugBits};

constexpr std::array lowParts{
    PartLine{"STM32F101", "C4 C6 R4 R6 T4 T6"},
    PartLine{"STM32F102", "C4 C6 R4 R6"},
    PartLine{"STM32F103", "C4 C6 R4 R6 T4 T6"},
};
constexpr std::array mediumParts{
    PartLine{"STM32F101", "C8 CB R8 RB T8 TB V8 VB"},
    PartLine{"STM32F102", "C8 CB R8 RB"},
    PartLine{"STM32F103", "C8 CB R8 RB T8 TB V8 VB"},
};
constexpr std::array highParts{
    PartLine{"STM32F101", "RC RD RE VC VD VE ZC ZD ZE"},
    PartLine{"STM32F103", "RC RD RE VC VD VE ZC ZD ZE"},
};
constexpr std::array connectivityParts{
    PartLine{"STM32F105", "R8 RB RC V8 VB VC"},
    PartLine{"STM32F107", "RB RC VB VC"},
};
constexpr std::array valueParts{PartLine{"STM32F100", "C4 C6 C8 CB R4 R6 R8 RB V8 VB"}};
constexpr std::array highValueParts{PartLine{"STM32F100", "RC RD RE VC VD VE ZC ZD ZE"}};
constexpr std::array xlParts{
    PartLine{"STM32F101", "RF RG VF VG ZF ZG"},
    PartLine{"STM32F103", "RF RG VF VG ZF ZG"},
};
constexpr std::array mediumClones{
    CloneRevision{0x1303, "GigaDevice GD32F1x0"},
    CloneRevision{0x1704, "GigaDevice GD32F3x0"},
    CloneRevision{0x1906, "GigaDevice GD32VF103"},
    CloneRevision{0x1909, "GigaDevice GD32E23x"},
};

constexpr std::array<unsigned, 2> lowSizes{16, 32};
constexpr std::array<unsigned, 2> mediumSizes{64, 128};
constexpr std::array<unsigned, 3> highSizes{256, 384, 512};
constexpr std::array<unsigned, 3> connectivitySizes{64, 128, 256};
constexpr std::array<unsigned, 4> valueSizes{16, 32, 64, 128};
constexpr std::array<unsigned, 2> xlSizes{768, 1024};

constexpr std::array smallPages{Geometry{16, 128, {}, 1, 0, fpec::pages1k}};
constexpr std::array largePages{Geometry{64, 512, {}, 1, 0, fpec::pages2k}};
// The first bank is 512 KB whatever the size, the second is the rest (PM0068 2.1).
constexpr std::uint32_t xlSecondBank = 0x08080000;
constexpr std::array xlPages{Geometry{768, 1024, {}, 2, xlSecondBank, fpec::pages2k, 512}};

// The datasheet prints 20 to 40 ms for a page and gives no typical figure: the middle.
constexpr Timing f1Erased{milliseconds(30), milliseconds(40)};
constexpr Timing f1Programmed{nanoseconds(52500), microseconds(70)};
constexpr std::array f1Erase{EraseTiming{1 * kib, f1Erased}, EraseTiming{2 * kib, f1Erased}};
constexpr std::array f1Modes{FlashMode{Parallelism::X16, 2000, 2, f1Programmed, f1Erase, f1Erased}};

constexpr std::array ram4{RamRegion{0x20000000, 4 * kib}};
constexpr std::array ram10{RamRegion{0x20000000, 10 * kib}};
constexpr std::array ram24{RamRegion{0x20000000, 24 * kib}};
constexpr std::array ram32{RamRegion{0x20000000, 32 * kib}};
constexpr std::array ram64{RamRegion{0x20000000, 64 * kib}};
constexpr std::array ram80{RamRegion{0x20000000, 80 * kib}};

constexpr Device f1Row(const fpec::Die& die) {
    Device row = fpec::rowOf(die);
    row.family = Family::F1;
    row.corePart = 0xC23;
    row.dpidr = 0x1BA01477;
    // CS32 and CKS32 parts sold as F103 (openocd-org, tcl/target/stm32f1x.cfg and its reports).
    row.cloneDpidr = 0x2BA01477;
    row.debug = f1Debug;
    row.flashSizeAddress = 0x1FFFF7E0;
    row.uidAddress = 0x1FFFF7E8;
    row.fastClock = fpec::fast36; // the F101 has no more
    return row;
}

/// The value line runs at 24 MHz at most (RM0041 6.3.2).
constexpr Device valueLine(const fpec::Die& die) {
    Device row = f1Row(die);
    row.fastClock = fpec::fast24;
    return row;
}

constexpr Device medium() {
    Device row = f1Row({0x410, "STM32F101/102/103 medium density", mediumParts, mediumSizes,
                        smallPages, f1Modes, ram10, fpec::protectionOfF1(4)});
    row.clones = mediumClones;
    return row;
}

constexpr Device xlDensity() {
    Device row = f1Row({0x430, "STM32F101/103 XL density", xlParts, xlSizes, xlPages, f1Modes,
                        ram80, fpec::protectionOfF1(2)});
    row.flashLanes = 2; // KEYR2, SR2, CR2, AR2 (PM0068)
    return row;
}

// RAM: the smallest part of each die.
constexpr std::array rows{
    medium(),
    f1Row({0x412, "STM32F101/102/103 low density", lowParts, lowSizes, smallPages, f1Modes, ram4,
           fpec::protectionOfF1(4)}),
    f1Row({0x414, "STM32F101/103 high density", highParts, highSizes, largePages, f1Modes, ram32,
           fpec::protectionOfF1(2)}),
    f1Row({0x418, "STM32F105/107", connectivityParts, connectivitySizes, largePages, f1Modes, ram64,
           fpec::protectionOfF1(2)}),
    valueLine({0x420, "STM32F100 low and medium density", valueParts, valueSizes, smallPages,
               f1Modes, ram4, fpec::protectionOfF1(4)}),
    valueLine({0x428, "STM32F100 high density", highValueParts, highSizes, largePages, f1Modes,
               ram24, fpec::protectionOfF1(2)}),
    xlDensity(),
};

} // namespace

std::span<const Device> f1() noexcept { return rows; }

} // namespace greenlight::target::devices
