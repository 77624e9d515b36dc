#pragma once

#include "engine/sim/sim_target.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace greenlight::sim {

enum class FlashKind : std::uint8_t { F1, F4, L4, H7, H7AB, H5, L0, L5 };
enum class Family : std::uint8_t {
    F0,
    F1,
    F2,
    F3,
    F4,
    F7,
    L4,
    G4,
    H7,
    G0,
    C0,
    WB,
    WL,
    U0,
    L0,
    L1,
    L5,
    U3,
    U5,
    WBA,
    H5,
};

/// Where a RAM hangs, which decides who reaches it.
enum class RamPlace : std::uint8_t {
    System,   ///< on the bus matrix: every master
    CoreOnly, ///< behind the core (tightly coupled memories): not for a port beside the core
    Gated,    ///< on the matrix, and dead until its clock bit in the RCC is set
};

struct RamFacts {
    std::uint32_t base = 0;
    std::uint32_t bytes = 0;
    RamPlace place = RamPlace::System;
    bool executable = true;
    /// A second address of the same cells; 0 for none.
    std::uint32_t alias = 0;
    /// For Gated: register offset in the RCC and bit.
    std::uint32_t clockRegister = 0;
    std::uint32_t clockBit = 0;
};

struct AddressRange {
    std::uint32_t base = 0;
    std::uint32_t bytes = 0;

    [[nodiscard]] bool holds(std::uint32_t address) const noexcept {
        return address - base < bytes;
    }
};

/// A bit of a register block, by the register's offset in it.
struct RegisterBit {
    std::uint32_t offset = 0;
    std::uint32_t bit = 0;
};

/// The register by which firmware takes the two wires of the debug port for itself, and how.
struct PinFacts {
    std::uint32_t address = 0x48000000; ///< the mode register of port A
    std::uint32_t resetValue = 0xABFFFFFF;
    std::uint32_t takenValue = 0x57FFFFFF; ///< what PinThief writes
    bool remap = false;                    ///< F1: AFIO_MAPR instead

    /// True when this content leaves no debug port on the pins.
    [[nodiscard]] bool taken(std::uint32_t value) const noexcept;
};

/// Where the core's supply is chosen, for dies whose flash cannot be written, or whose core not
/// made fast, in the range that a reset leaves.
struct SupplyFacts {
    std::uint32_t address = 0; ///< PWR_CR1 or PWR_VOSR
    RegisterBit clock{};       ///< of PWR in the RCC; shut, writes are lost
    std::uint32_t resetValue = 0;
    std::uint32_t mask = 0;
    std::uint32_t weak = 0; ///< the value of the masked bits in which nothing is written
    std::optional<std::uint32_t>
        strong{};                     ///< the only one in which something is, where many are weak
    std::uint32_t ready = 0;          ///< bits that read as set: it follows at once
    std::uint32_t boost = 0;          ///< a booster is asked for; 0 = there is none
    std::uint32_t boosted = 0;        ///< it works, once PLL1SRC gives it a clock
    std::uint32_t unboostedHertz = 0; ///< the fastest core without it
};

/// One die as data; the numbers stand in chips/, with their sources.
struct ChipFacts {
    Chip chip = Chip::H725;
    std::string_view name;
    Family family = Family::H7;
    FlashKind flash = FlashKind::H7;
    std::uint32_t dpidr = 0;
    std::uint32_t cpuid = 0;
    std::uint32_t mediaFeatures0 = 0; ///< MVFR0; 0 without a floating point unit
    std::uint32_t mediaFeatures1 = 0;
    std::uint32_t idcode = 0;         ///< DBGMCU_IDCODE: revision and DEV_ID
    std::uint16_t romPart = 0;        ///< part number of the top ROM table; 0 for the DEV_ID
    std::uint32_t dbgmcu = 0;         ///< its address as the core sees it
    std::uint32_t dbgmcuBytes = 0x60; ///< behind that it reads 0
    /// The clock of the debug unit in the RCC; nothing where it is always on. Shut, its registers
    /// read 0 and keep what they hold.
    std::optional<RegisterBit> dbgmcuClock{};
    RegisterBit watchdogFreeze{0x08, 12}; ///< in the debug unit
    /// CPUID of a second core behind the fourth port; 0 without one.
    std::uint32_t secondCore = 0;
    std::uint8_t coreAp = 0; ///< the access port with the core behind it
    unsigned flashKb = 0;    ///< the largest part of the die
    /// Where the second bank begins behind the first, whatever the size of the part; 0 for one
    /// bank.
    std::uint32_t secondBank = 0;
    std::uint8_t erasedByte = 0xFF;
    std::uint32_t flashController = 0;
    std::uint32_t flashPageBytes = 0; ///< F0, F1, F3; the others know it by themselves
    bool flashAtZero = true; ///< boot alias at address 0 (not on M7 parts, which have ITCM there)
    std::uint32_t flashSecond =
        0; ///< one more address of the flash, where the core starts; 0 = none
    AddressRange systemMemory;
    AddressRange identityArea; ///< where UID and size stand, if that is not the system memory
    std::uint32_t uidAddress = 0;
    std::uint32_t uidLastOffset = 8; ///< of the last four bytes of the UID
    std::uint32_t sizeAddress = 0;
    AddressRange optionArea; ///< memory-mapped option bytes; empty where there are none
    std::uint32_t rcc = 0;
    std::uint32_t watchdog = 0;
    std::uint32_t quadspi = 0; ///< 0 = it has none here; clocked by bit 14 of AHB3ENR
    std::uint32_t crc = 0;
    std::uint32_t crcClockRegister = 0; ///< offset in the RCC
    std::uint32_t crcClockBit = 0;
    bool crcProgrammable = true; ///< INIT, POL and reversal; not on F1 and F4
    std::uint32_t lsiHz = 32000;
    std::uint32_t resetHertz = 16'000'000; ///< the core's clock after a reset
    unsigned minimumMillivolts = 1710;
    /// An empty first word sends the chip into the boot loader at power-up.
    bool emptyBootsSystem = false;
    PinFacts pins{};
    std::optional<SupplyFacts> coreSupply{};
    std::uint32_t tarWrapBytes = 4096;
    std::array<RamFacts, 6> ram{};
    std::array<AddressRange, 4> peripherals{};

    [[nodiscard]] std::uint16_t devId() const noexcept {
        return static_cast<std::uint16_t>(idcode & 0xFFFU);
    }
};

/// The facts of a chip; valid for ever.
const ChipFacts& factsOf(Chip chip) noexcept;

} // namespace greenlight::sim
