#include "engine/sim/sim_rom_table.h"

#include "engine/base/check.h"
#include "engine/sim/sim_core_kind.h"

#include <array>
#include <span>

namespace greenlight::sim {

namespace {

enum class ComponentClass : std::uint8_t { RomTable = 1, CoreSight = 9, Generic = 14 };

constexpr std::uint16_t designerArm = 0x43B;        ///< JEP106 continuation 4, identity 0x3B
constexpr std::uint16_t designerSt = 0x020;         ///< continuation 0, identity 0x20
constexpr std::uint32_t identificationPage = 0xFB0; ///< where the registers of a page begin
/// In the place of a part number: the one that names the die.
constexpr std::uint16_t thisDie = 0xFFFF;

struct Component {
    std::uint32_t base = 0;
    std::uint16_t part = 0;
    std::uint16_t designer = designerArm;
    std::uint8_t revision = 0;
    ComponentClass kind = ComponentClass::Generic;
    std::uint8_t deviceType = 0;
    std::uint16_t architecture = 0; ///< ARCHID of DEVARCH; 0 without one
    /// For a ROM table: offsets of its entries, ended by 0.
    std::array<std::uint32_t, 7> entries{};
};

constexpr std::uint32_t present = 3;

/// ADIv5.2 chapter D: PIDR4 at +0xFD0, PIDR0-3 at +0xFE0, CIDR0-3 at +0xFF0, DEVTYPE at +0xFCC,
/// DEVARCH at +0xFBC.
std::uint32_t identification(const Component& component, std::uint32_t part, std::uint32_t offset) {
    const std::uint32_t identity = component.designer & 0x7FU;
    switch (offset) {
    case 0xFBC:
        return component.architecture == 0 ? 0 : 0x47700000U | component.architecture;
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

std::optional<std::uint32_t> lookUp(std::span<const Component> components, const ChipFacts& facts,
                                    std::uint32_t address) {
    const std::uint32_t base = address & ~0xFFFU;
    const std::uint32_t offset = address & 0xFFCU;
    for (const Component& component : components) {
        if (component.base != base) {
            continue;
        }
        if (offset >= identificationPage) {
            const std::uint32_t die = facts.romPart != 0 ? facts.romPart : facts.devId();
            return identification(component, component.part == thisDie ? die : component.part,
                                  offset);
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

constexpr ComponentClass romTable = ComponentClass::RomTable;
constexpr ComponentClass coreSight = ComponentClass::CoreSight;

// DDI0432C table 6-2; the only table is the top one.
constexpr std::array<Component, 4> ofM0{{
    {.base = 0xE000E000, .part = 0x008},
    {.base = 0xE0001000, .part = 0x00A},
    {.base = 0xE0002000, .part = 0x00B},
    {.base = 0xE00FF000,
     .part = thisDie,
     .designer = designerSt,
     .kind = romTable,
     .entries = {0xFFF0F000, 0xFFF02000, 0xFFF03000}},
}};

// DDI0484C table 7-1 below a table of ST's own (RM0444 40.7.1).
constexpr std::array<Component, 5> ofM0Plus{{
    {.base = 0xE000E000, .part = 0x008},
    {.base = 0xE0001000, .part = 0x00A},
    {.base = 0xE0002000, .part = 0x00B},
    {.base = 0xE00FF000,
     .part = 0x4C0,
     .kind = romTable,
     .entries = {0xFFF0F000, 0xFFF02000, 0xFFF03000}},
    {.base = 0xF0000000,
     .part = thisDie,
     .designer = designerSt,
     .kind = romTable,
     .entries = {0xF00FF000}},
}};

// RM0008 31.14 and RM0090 38.14: the processor's own table is the top one and carries ST's number.
constexpr std::array<std::uint32_t, 7> entriesOfM3{0xFFF0F000, 0xFFF02000, 0xFFF03000,
                                                   0xFFF01000, 0xFFF41000, 0xFFF42000};
constexpr std::array<Component, 7> ofM3{{
    {.base = 0xE000E000, .part = 0x000},
    {.base = 0xE0001000, .part = 0x002, .revision = 3},
    {.base = 0xE0002000, .part = 0x003, .revision = 2},
    {.base = 0xE0000000, .part = 0x001, .revision = 3},
    {.base = 0xE0040000, .part = 0x923, .kind = coreSight, .deviceType = 0x11},
    {.base = 0xE0041000, .part = 0x924, .kind = coreSight, .deviceType = 0x13},
    {.base = 0xE00FF000,
     .part = thisDie,
     .designer = designerSt,
     .kind = romTable,
     .entries = entriesOfM3},
}};
constexpr std::array<Component, 7> ofM4{{
    {.base = 0xE000E000, .part = 0x00C},
    {.base = 0xE0001000, .part = 0x002, .revision = 3},
    {.base = 0xE0002000, .part = 0x003, .revision = 2},
    {.base = 0xE0000000, .part = 0x001, .revision = 3},
    {.base = 0xE0040000, .part = 0x9A1, .kind = coreSight, .deviceType = 0x11},
    {.base = 0xE0041000, .part = 0x925, .kind = coreSight, .deviceType = 0x13},
    {.base = 0xE00FF000,
     .part = thisDie,
     .designer = designerSt,
     .kind = romTable,
     .entries = entriesOfM3},
}};

// DDI0489F chapter 2 below one more table of ST's. The H7 (RM0468 60.6) has that in the place of
// the core's outer one, the F7 (RM0385 40.6) in front of it.
constexpr Component systemControlM7{.base = 0xE000E000, .part = 0x00C};
constexpr Component watchM7{.base = 0xE0001000, .part = 0x002, .revision = 3};
constexpr Component breakpointsM7{.base = 0xE0002000, .part = 0x00E, .revision = 2};
constexpr Component instrumentationM7{.base = 0xE0000000, .part = 0x001, .revision = 3};
constexpr Component portsM7{
    .base = 0xE0040000, .part = 0x9A9, .kind = coreSight, .deviceType = 0x11};
constexpr Component traceM7{
    .base = 0xE0041000, .part = 0x975, .kind = coreSight, .deviceType = 0x13};
constexpr Component triggersM7{
    .base = 0xE0043000, .part = 0x906, .kind = coreSight, .deviceType = 0x14};
constexpr Component innerTableM7{.base = 0xE00FF000,
                                 .part = 0x4C7,
                                 .kind = romTable,
                                 .entries = {0xFFF0F000, 0xFFF02000, 0xFFF03000, 0xFFF01000}};
constexpr std::array<Component, 8> ofH7{{
    systemControlM7,
    watchM7,
    breakpointsM7,
    instrumentationM7,
    traceM7,
    triggersM7,
    innerTableM7,
    {.base = 0xE00FE000,
     .part = thisDie,
     .designer = designerSt,
     .kind = romTable,
     .entries = {0x00001000, 0xFFF43000, 0xFFF45000}},
}};
constexpr std::array<Component, 10> ofF7{{
    systemControlM7,
    watchM7,
    breakpointsM7,
    instrumentationM7,
    portsM7,
    traceM7,
    triggersM7,
    innerTableM7,
    {.base = 0xE00FE000,
     .part = 0x4C8,
     .kind = romTable,
     .entries = {0x00001000, 0xFFF43000, 0xFFF45000}},
    {.base = 0xE00FD000,
     .part = thisDie,
     .designer = designerSt,
     .kind = romTable,
     .entries = {0x00001000, 0xFFF43000}},
}};

// 100230_0004 B2.1: one part number for all units, told apart by what they are.
constexpr std::array<Component, 8> ofM33{{
    {.base = 0xE000E000, .part = 0xD21, .kind = coreSight, .architecture = 0x2A04},
    {.base = 0xE0001000, .part = 0xD21, .kind = coreSight, .architecture = 0x1A02},
    {.base = 0xE0002000, .part = 0xD21, .kind = coreSight, .architecture = 0x1A03},
    {.base = 0xE0000000,
     .part = 0xD21,
     .kind = coreSight,
     .deviceType = 0x43,
     .architecture = 0x1A01},
    {.base = 0xE0041000,
     .part = 0xD21,
     .kind = coreSight,
     .deviceType = 0x13,
     .architecture = 0x4A13},
    {.base = 0xE0042000,
     .part = 0xD21,
     .kind = coreSight,
     .deviceType = 0x14,
     .architecture = 0x1A14},
    {.base = 0xE00FF000,
     .part = 0x4C9,
     .kind = romTable,
     .entries = {0xFFF0F000, 0xFFF02000, 0xFFF03000, 0xFFF01000, 0xFFF42000, 0xFFF43000}},
    {.base = 0xE00FE000,
     .part = thisDie,
     .designer = designerSt,
     .kind = romTable,
     .entries = {0x00001000}},
}};

/// The F7 has Arm's first debug port for this core, and everything else of its own generation.
bool isF7(const ChipFacts& facts) { return facts.dpidr == 0x5BA02477; }

std::span<const Component> componentsOf(const ChipFacts& facts) {
    switch (coreOf(facts)) {
    case CoreKind::M0:
        return ofM0;
    case CoreKind::M0Plus:
        return ofM0Plus;
    case CoreKind::M3:
        return ofM3;
    case CoreKind::M4:
        return ofM4;
    case CoreKind::M7:
        return isF7(facts) ? std::span<const Component>(ofF7) : ofH7;
    case CoreKind::M33:
        return ofM33;
    }
    CHECK(false);
}

} // namespace

std::uint32_t topRomTable(const ChipFacts& facts) noexcept {
    for (const Component& component : componentsOf(facts)) {
        if (component.part == thisDie) {
            return component.base;
        }
    }
    CHECK(false);
}

std::optional<std::uint32_t> coreRomTable(const ChipFacts& facts, std::uint32_t address) {
    return lookUp(componentsOf(facts), facts, address);
}

std::optional<std::uint32_t> systemRomTable(const ChipFacts& facts, std::uint32_t address) {
    // RM0468 table of the system ROM: DBGMCU, SWO, TPIU among others.
    static constexpr std::array<Component, 4> components{{
        {.base = 0xE00E0000,
         .part = thisDie,
         .designer = designerSt,
         .kind = romTable,
         .entries = {0x00001000, 0x00003000, 0x00015000}},
        {.base = 0xE00E1000, .part = 0x000, .designer = designerSt},
        {.base = 0xE00E3000, .part = 0x914, .kind = coreSight, .deviceType = 0x11},
        {.base = 0xE00F5000, .part = 0x912, .kind = coreSight, .deviceType = 0x11},
    }};
    return lookUp(components, facts, address);
}

} // namespace greenlight::sim
