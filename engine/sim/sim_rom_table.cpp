#include "engine/sim/sim_rom_table.h"

#include <array>
#include <span>

namespace greenlight::sim {

namespace {

enum class ComponentClass : std::uint8_t { RomTable = 1, CoreSight = 9, Generic = 14 };

constexpr std::uint16_t designerArm = 0x43B;        ///< JEP106 continuation 4, identity 0x3B
constexpr std::uint16_t designerSt = 0x020;         ///< continuation 0, identity 0x20
constexpr std::uint32_t identificationPage = 0xFC0; ///< where the registers of a page begin

struct Component {
    std::uint32_t base = 0;
    std::uint16_t part = 0;
    std::uint16_t designer = designerArm;
    std::uint8_t revision = 0;
    ComponentClass kind = ComponentClass::Generic;
    std::uint8_t deviceType = 0;
    /// For a ROM table: offsets of its entries, ended by 0.
    std::array<std::uint32_t, 7> entries{};
};

constexpr std::uint32_t present = 3;

/// ADIv5.2 chapter D: PIDR4 at +0xFD0, PIDR0-3 at +0xFE0, CIDR0-3 at +0xFF0, DEVTYPE at +0xFCC.
std::uint32_t identification(const Component& component, std::uint32_t offset) {
    const std::uint32_t identity = component.designer & 0x7FU;
    const std::uint32_t part = component.part;
    switch (offset) {
    case 0xFCC:
        return component.kind == ComponentClass::RomTable ? 1 : component.deviceType;
    case 0xFD0:
        return component.designer >> 8U;
    case 0xFE0:
        return part & 0xFFU;
    case 0xFE4:
        return ((identity & 0xFU) << 4U) | (part >> 8U);
    case 0xFE8:
        return (std::uint32_t{component.revision} << 4U) | 8U | (identity >> 4U);
    case 0xFF0:
        return 0x0D;
    case 0xFF4:
        return static_cast<std::uint32_t>(component.kind) << 4U;
    case 0xFF8:
        return 0x05;
    case 0xFFC:
        return 0xB1;
    default:
        return 0;
    }
}

std::optional<std::uint32_t> lookUp(std::span<const Component> components, std::uint32_t address) {
    const std::uint32_t base = address & ~0xFFFU;
    const std::uint32_t offset = address & 0xFFCU;
    for (const Component& component : components) {
        if (component.base != base) {
            continue;
        }
        if (offset >= identificationPage) {
            return identification(component, offset);
        }
        if (component.kind != ComponentClass::RomTable) {
            return std::nullopt;
        }
        const std::size_t entry = offset / 4;
        return entry < component.entries.size() && component.entries.at(entry) != 0
                   ? component.entries.at(entry) | present
                   : 0;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::uint32_t> coreRomTable(const ChipFacts& facts, std::uint32_t address) {
    const bool three = facts.family == Family::F1;
    const bool seven = facts.family == Family::H7;
    const auto number = [three, seven](std::uint16_t m3, std::uint16_t m4, std::uint16_t m7) {
        return seven ? m7 : (three ? m3 : m4);
    };
    const std::array<Component, 9> components{{
        {.base = 0xE000E000, .part = number(0x000, 0x00C, 0x00C)},
        {.base = 0xE0001000, .part = 0x002, .revision = 3},
        {.base = 0xE0002000, .part = number(0x003, 0x003, 0x00E), .revision = 2},
        {.base = 0xE0000000, .part = 0x001, .revision = 3},
        {.base = seven ? 0U : 0xE0040000U,
         .part = number(0x923, 0x9A1, 0x9A9),
         .kind = ComponentClass::CoreSight,
         .deviceType = 0x11},
        {.base = 0xE0041000,
         .part = number(0x924, 0x925, 0x975),
         .kind = ComponentClass::CoreSight,
         .deviceType = 0x13},
        {.base = seven ? 0xE0043000U : 0U,
         .part = 0x906,
         .kind = ComponentClass::CoreSight,
         .deviceType = 0x14},
        // The processor's own table. On M3 and M4 parts it is the top one and carries ST's number.
        {.base = 0xE00FF000,
         .part = seven ? std::uint16_t{0x4C7} : facts.devId(),
         .designer = seven ? designerArm : designerSt,
         .kind = ComponentClass::RomTable,
         .entries = {0xFFF0F000, 0xFFF02000, 0xFFF03000, 0xFFF01000, seven ? 0 : 0xFFF41000,
                     seven ? 0 : 0xFFF42000}},
        {.base = seven ? 0xE00FE000U : 0U,
         .part = facts.devId(),
         .designer = designerSt,
         .kind = ComponentClass::RomTable,
         .entries = {0x00001000, 0xFFF43000, 0xFFF45000}},
    }};
    if (address < 0xE0000000U) {
        return std::nullopt;
    }
    return lookUp(components, address);
}

std::optional<std::uint32_t> systemRomTable(const ChipFacts& facts, std::uint32_t address) {
    // RM0468 table of the system ROM: DBGMCU, SWO, TPIU among others.
    const std::array<Component, 4> components{{
        {.base = 0xE00E0000,
         .part = facts.devId(),
         .designer = designerSt,
         .kind = ComponentClass::RomTable,
         .entries = {0x00001000, 0x00003000, 0x00015000}},
        {.base = 0xE00E1000, .part = 0x000, .designer = designerSt},
        {.base = 0xE00E3000, .part = 0x914, .kind = ComponentClass::CoreSight, .deviceType = 0x11},
        {.base = 0xE00F5000, .part = 0x912, .kind = ComponentClass::CoreSight, .deviceType = 0x11},
    }};
    return lookUp(components, address);
}

} // namespace greenlight::sim
