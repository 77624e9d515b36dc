#pragma once

#include "engine/target/devices/rows.h"

/// What the dies with the flash controller of the L4 have in common: L4, G0, G4, C0, U0, WB, WL.
namespace greenlight::target::devices::l4kin {

/// In what the dies of a series differ.
struct Die {
    std::uint16_t devId = 0;
    std::string_view name{};
    std::span<const PartLine> parts{};
    std::span<const unsigned> sizes{}; ///< KB, ascending
    std::span<const Geometry> geometries{};
    std::span<const RamRegion> ram{};
    std::span<const std::uint32_t> options{};
    ProtectionFields protection{};
    FlashVariant variant{};
};

/// The row of a die, still without what its series decides: core, debug port, times, clocks.
constexpr Device rowOf(const Die& die) {
    Device row;
    row.devId = die.devId;
    row.name = die.name;
    row.parts = die.parts;
    row.flashSizes = die.sizes;
    row.maxFlashKb = die.sizes.back();
    row.geometries = die.geometries;
    row.ram = die.ram;
    row.optionAddresses = die.options;
    row.protection = die.protection;
    row.flashVariant = die.variant;
    row.romTable = usualRomTable;
    row.debug = usualDebug;
    row.flashBase = 0x08000000;
    row.flashSizeAddress = 0x1FFF75E0;
    row.uidAddress = 0x1FFF7590;
    row.flashKind = FlashKind::L4;
    row.flashRegisters = 0x40022000;
    row.programUnit = 8;
    row.watchdog = 0x40003000;
    return row;
}

} // namespace greenlight::target::devices::l4kin
