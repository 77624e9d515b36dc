#pragma once

#include "engine/sim/sim_chips.h"

#include <array>
#include <chrono>
#include <cstdint>

/// In what the controllers of the L4 kind differ from die to die. The register numbers are those
/// of RM0351 (L4), RM0432 (L4+), RM0440 (G4), RM0444 (G0), RM0490 (C0), RM0434 (WB), RM0461 (WL)
/// and RM0503 (U0), chapter "Embedded Flash memory" of each.
namespace greenlight::sim::l4 {

/// Typical times.
struct Times {
    Duration doubleWord;
    Duration fastRow;
    Duration page;
    Duration mass;
};

/// The option registers in the order of their offsets; the same set exists as loaded values, as
/// what the registers show, and as what the cells hold.
enum Option : std::size_t {
    Optr,
    Pcrop1Start,
    Pcrop1End,
    Wrp1A,
    Wrp1B,
    Pcrop1BStart,
    Pcrop1BEnd,
    Mailbox, ///< IPCCBR of WB and WL5x
    Pcrop2Start,
    Pcrop2End,
    Wrp2A,
    Wrp2B,
    Pcrop2BStart,
    Pcrop2BEnd,
    Secure1,
    Secure2,
    SecureFlash, ///< SECR of G0, C0 and U0; SFR of WB and WL5x
    SecureRam,   ///< SRRVR
    OptionCount
};

constexpr std::array<std::uint32_t, OptionCount> optionOffsets{0x20, 0x24, 0x28, 0x2C, 0x30, 0x34,
                                                               0x38, 0x3C, 0x44, 0x48, 0x4C, 0x50,
                                                               0x54, 0x58, 0x70, 0x74, 0x80, 0x84};
using Options = std::array<std::uint32_t, OptionCount>;

constexpr std::uint32_t bitOf(Option option) { return 1U << option; }

/// Where the controller keeps that the flash was empty when the options were loaded.
enum class EmptyFlag : std::uint8_t {
    None,        ///< in no register
    StatusBit17, ///< PEMPTY: toggled by writing 1 (L4+)
    AccessBit16, ///< EMPTY or PROGEMPTY: plain to write (G0, C0, U0, WB, WL)
};

struct Variant {
    Times times{};
    // Geometry.
    std::uint32_t pageBytes = 2048;    ///< of one of two banks, or of the only one
    std::uint32_t joinedPageBytes = 0; ///< with the banks joined; 0 = the die has no second bank
    std::uint32_t bankBit = 0;         ///< of OPTR: set for two banks
    std::uint32_t trimmedBankBit = 0;  ///< the same on parts with less than the whole flash
    bool wholeIsDual = false;          ///< the largest part has two banks whatever the bit says
    std::uint32_t secondBank = 0;      ///< offset; 0 = half the size
    std::uint32_t rowBytes = 256;
    // Registers.
    std::uint32_t bankSelect = 0; ///< BKER in CR
    std::uint32_t secondBusy = 0; ///< BSY2 in SR
    bool configurationBusy = false;
    std::uint32_t accessReset = 0x00000600;
    std::uint32_t accessWritable = 0x00007F0F;
    EmptyFlag emptyFlag = EmptyFlag::None;
    bool optionErrorAfterReset = false; ///< OPTVERR stands after every reset (WB erratum)
    bool debugSwitch = false;           ///< DBG_SWEN, bit 18 of ACR
    bool secondCore = false;            ///< SFR: pages from SFSA on belong to the other core
    bool securable = false;             ///< SEC_SIZE and SEC_PROT
    std::uint32_t bankInEccr = 0;       ///< where ECCR names the second bank
    std::uint32_t statusClearable = 0x0000C3FB;
    // Options.
    std::uint32_t present = 0; ///< a bit for each Option
    Options factory{};
    std::uint32_t pageMask = 0xFF; ///< width of page numbers in WRP and SEC
    std::uint32_t pcropMask = 0;   ///< width of the PCROP fields; 0 = there are none
    std::uint32_t pcropBytes = 8;  ///< what they count in
    std::uint32_t joinedPcropBytes = 8;

    [[nodiscard]] bool twoBanks() const noexcept { return joinedPageBytes != 0; }

    [[nodiscard]] bool has(Option option) const noexcept { return (present & bitOf(option)) != 0; }
};

/// Valid for ever. CHECKs that the chip has such a controller.
const Variant& variantOf(Chip chip);

} // namespace greenlight::sim::l4
