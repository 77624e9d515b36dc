#include "engine/sim/sim_flash_l4_variant.h"

#include "engine/base/check.h"

namespace greenlight::sim::l4 {

namespace {

using std::chrono::microseconds;
using std::chrono::nanoseconds;

constexpr std::uint32_t noArea = 0xFF00FFFF; ///< first page above last page: protects nothing
constexpr std::uint32_t allOnes = 0xFFFFFFFF;

// DS10198 (L476), DS12288 table 47 (G474), DS11929 (WB55), DS13105 (WLE5) agree to 0.1 %.
constexpr Times slowTimes{.doubleWord = nanoseconds(81'690),
                          .fastRow = microseconds(1'910),
                          .page = microseconds(22'020),
                          .mass = microseconds(22'130)};
constexpr Times g4Times{.doubleWord = nanoseconds(81'700),
                        .fastRow = microseconds(1'910),
                        .page = microseconds(22'020),
                        .mass = microseconds(22'130)};
// Rows of 64 double words: twice the row of 32.
constexpr Times longRowTimes{.doubleWord = nanoseconds(81'690),
                             .fastRow = microseconds(3'820),
                             .page = microseconds(22'020),
                             .mass = microseconds(22'130)};
// DS12232 (G071): 85 us, fast row of 32 double words 1.7 ms. C0 and U0 have half the row.
constexpr Times g0Times{.doubleWord = microseconds(85),
                        .fastRow = microseconds(1'700),
                        .page = microseconds(22'000),
                        .mass = microseconds(22'100)};
constexpr Times shortRowTimes{.doubleWord = microseconds(85),
                              .fastRow = microseconds(850),
                              .page = microseconds(22'000),
                              .mass = microseconds(22'100)};

constexpr std::uint32_t firstBank =
    bitOf(Optr) | bitOf(Pcrop1Start) | bitOf(Pcrop1End) | bitOf(Wrp1A) | bitOf(Wrp1B);
constexpr std::uint32_t secondZone = bitOf(Pcrop1BStart) | bitOf(Pcrop1BEnd);
constexpr std::uint32_t secondBank =
    bitOf(Pcrop2Start) | bitOf(Pcrop2End) | bitOf(Wrp2A) | bitOf(Wrp2B);
constexpr std::uint32_t otherCore = bitOf(Mailbox) | bitOf(SecureFlash) | bitOf(SecureRam);

/// No area of any kind, whatever of it the die has.
constexpr Options factory(std::uint32_t optr, std::uint32_t secure = 0) {
    return {optr, allOnes, 0,      noArea,  noArea, allOnes,    0,          0,      allOnes,
            0,    noArea,  noArea, allOnes, 0,      0xFF00FF00, 0xFF00FF00, secure, 0};
}

constexpr Variant l476{.times = slowTimes,
                       .joinedPageBytes = 2048,
                       .bankBit = 1U << 21U,
                       .trimmedBankBit = 1U << 21U,
                       .wholeIsDual = true,
                       .bankSelect = 1U << 11U,
                       .bankInEccr = 1U << 19U,
                       .present = firstBank | secondBank,
                       .factory = factory(0xFFEFF8AA),
                       .pcropMask = 0xFFFF};
constexpr Variant l4r5{.times = longRowTimes,
                       .pageBytes = 4096,
                       .joinedPageBytes = 8192,
                       .bankBit = 1U << 22U,
                       .trimmedBankBit = 1U << 21U,
                       .rowBytes = 512,
                       .bankSelect = 1U << 11U,
                       .emptyFlag = EmptyFlag::StatusBit17,
                       .bankInEccr = 1U << 21U,
                       .present = firstBank | secondBank,
                       .factory = factory(0xFFEFF8AA),
                       .pcropMask = 0x1FFFF,
                       .joinedPcropBytes = 16};
constexpr Variant g474{.times = g4Times,
                       .joinedPageBytes = 4096,
                       .bankBit = 1U << 22U,
                       .trimmedBankBit = 1U << 22U,
                       .secondBank = 0x40000,
                       .bankSelect = 1U << 11U,
                       .accessReset = 0x00040600,
                       .accessWritable = 0x00047F0F,
                       .debugSwitch = true,
                       .securable = true,
                       .bankInEccr = 1U << 21U,
                       .present = firstBank | secondBank | bitOf(Secure1) | bitOf(Secure2),
                       .factory = factory(0xFFEFF8AA),
                       .pcropMask = 0x7FFF,
                       .joinedPcropBytes = 16};
constexpr Variant g431{.times = g4Times,
                       .accessReset = 0x00040600,
                       .accessWritable = 0x00047F0F,
                       .debugSwitch = true,
                       .securable = true,
                       .present = firstBank | bitOf(Secure1),
                       .factory = factory(0xFFEFF8AA),
                       .pcropMask = 0x7FFF};
constexpr Variant g071{.times = g0Times,
                       .configurationBusy = true,
                       .accessReset = 0x00040600,
                       .accessWritable = 0x00050B07,
                       .emptyFlag = EmptyFlag::AccessBit16,
                       .debugSwitch = true,
                       .securable = true,
                       .present = firstBank | secondZone | bitOf(SecureFlash),
                       .factory = factory(0xFFFFFEAA),
                       .pageMask = 0x7F,
                       .pcropMask = 0x1FF,
                       .pcropBytes = 512};
constexpr Variant g0b1{.times = g0Times,
                       .joinedPageBytes = 2048,
                       .bankBit = 1U << 21U,
                       .trimmedBankBit = 1U << 21U,
                       .bankSelect = 1U << 13U,
                       .secondBusy = 1U << 17U,
                       .configurationBusy = true,
                       .accessReset = 0x00040600,
                       .accessWritable = 0x00050B07,
                       .emptyFlag = EmptyFlag::AccessBit16,
                       .debugSwitch = true,
                       .securable = true,
                       .present = firstBank | secondZone | secondBank | bitOf(Pcrop2BStart) |
                                  bitOf(Pcrop2BEnd) | bitOf(SecureFlash),
                       .factory = factory(0xFFFFFEAA),
                       .pcropMask = 0x1FF,
                       .pcropBytes = 512,
                       .joinedPcropBytes = 512};
constexpr Variant c031{.times = shortRowTimes,
                       .rowBytes = 128,
                       .configurationBusy = true,
                       .accessReset = 0x00040600,
                       .accessWritable = 0x00050B07,
                       .emptyFlag = EmptyFlag::AccessBit16,
                       .debugSwitch = true,
                       .securable = true,
                       .present = firstBank | secondZone | bitOf(SecureFlash),
                       .factory = factory(0xFFFFFEAA),
                       .pageMask = 0x3F,
                       .pcropMask = 0x3F,
                       .pcropBytes = 512};
// The stack of the other core is not there when a chip leaves ST, its updater is: the last twelve
// pages of 4 KB.
constexpr Variant wb55{.times = longRowTimes,
                       .pageBytes = 4096,
                       .rowBytes = 512,
                       .configurationBusy = true,
                       .accessWritable = 0x0001FF0F,
                       .emptyFlag = EmptyFlag::AccessBit16,
                       .optionErrorAfterReset = true,
                       .secondCore = true,
                       .present = firstBank | secondZone | otherCore,
                       .factory = factory(0x2D8F71AA, 0xF4),
                       .pcropMask = 0x1FF,
                       .pcropBytes = 2048};
constexpr Variant wle5{.times = slowTimes,
                       .configurationBusy = true,
                       .accessWritable = 0x0001FF0F,
                       .emptyFlag = EmptyFlag::AccessBit16,
                       .present = firstBank | secondZone,
                       .factory = factory(0x3FEFF0AA),
                       .pageMask = 0x7F,
                       .pcropMask = 0xFF,
                       .pcropBytes = 1024};
constexpr Variant u083{.times = shortRowTimes,
                       .rowBytes = 128,
                       .configurationBusy = true,
                       .accessReset = 0x00040600,
                       .accessWritable = 0x00050B07,
                       .emptyFlag = EmptyFlag::AccessBit16,
                       .debugSwitch = true,
                       .statusClearable = 0x0000DBFB, // and HDPOPTWERR, OEMOPTWERR
                       .present = bitOf(Optr) | bitOf(Wrp1A) | bitOf(Wrp1B) | bitOf(SecureFlash),
                       .factory = factory(0x3FFFE1AA),
                       .pageMask = 0x7F};

} // namespace

const Variant& variantOf(Chip chip) {
    switch (chip) {
    case Chip::L476:
        return l476;
    case Chip::L4R5:
        return l4r5;
    case Chip::G474:
        return g474;
    case Chip::G431:
        return g431;
    case Chip::G071:
        return g071;
    case Chip::G0B1:
        return g0b1;
    case Chip::C031:
        return c031;
    case Chip::WB55:
        return wb55;
    case Chip::WLE5:
        return wle5;
    case Chip::U083:
        return u083;
    default:
        break;
    }
    CHECK(false);
}

} // namespace greenlight::sim::l4
