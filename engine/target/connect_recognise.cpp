#include "engine/base/check.h"
#include "engine/target/connect.h"
#include "engine/target/link_fault.h"
#include "engine/target/proven_read.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

// Which row of the table a chip is: where its core is, what its ROM table says, and its DEV_ID.

namespace greenlight::target {

namespace {

constexpr std::uint32_t devIdMask = 0xFFF;
constexpr unsigned revIdShift = 16;
constexpr std::uint32_t allOnes = 0xFFFFFFFF;

// Registers that identify a CoreSight component (Arm IHI 0029, B2.2).
constexpr std::uint32_t identification = 0xFD0; ///< PIDR4 to 7, PIDR0 to 3, CIDR0 to 3
constexpr std::size_t identificationBytes = 48;
constexpr std::size_t pidr4 = 0x00; ///< from there
constexpr std::size_t pidr0 = 0x10;
constexpr std::size_t pidr1 = 0x14;
constexpr std::size_t pidr2 = 0x18;
constexpr std::size_t cidr0 = 0x20;
constexpr std::size_t cidr1 = 0x24;
constexpr std::size_t cidr2 = 0x28;
constexpr std::size_t cidr3 = 0x2C;
constexpr std::uint16_t st = 0x020; // JEP106, no continuation

Fault identityFault(FaultCode code, std::optional<std::uint32_t> address, std::string note) {
    return Fault{
        .code = code, .stage = Stage::Identify, .address = address, .note = std::move(note)};
}

bool hasCore(const Device& device, std::uint32_t cpuid) {
    return findDevice(device.devId, cpuid) == &device;
}

std::uint16_t corePartOf(std::uint32_t cpuid) { return (cpuid >> 4U) & 0xFFFU; }

std::uint16_t romPartOf(const Device& device) {
    return device.romPart != 0 ? device.romPart : device.devId;
}

bool samePlace(const DebugBlock& one, const DebugBlock& other) {
    return one.ap == other.ap && one.idcode == other.idcode &&
           one.clock.address == other.clock.address && one.clock.bits == other.clock.bits;
}

/// What the rows say about a chip, first those with its debug port and then the others, because
/// the number of the debug port is not certain on every die; each thing once.
template <typename Thing, typename Of>
std::vector<Thing> saidByRows(std::uint32_t dpidr, Of of) {
    std::vector<Thing> things;
    for (const bool samePort : {true, false}) {
        const auto known = static_cast<std::ptrdiff_t>(things.size());
        for (const Device& device : allDevices()) {
            const std::optional<Thing> thing =
                (device.dpidr == dpidr) == samePort ? of(device) : std::nullopt;
            if (thing && std::ranges::find(things, *thing) == things.end()) {
                things.push_back(*thing);
            }
        }
        std::sort(things.begin() + known, things.end());
    }
    return things;
}

/// The ports that the core of a part with this debug port may be behind, the usual one first.
std::vector<std::uint8_t> corePorts(std::uint32_t dpidr) {
    return saidByRows<std::uint8_t>(
        dpidr, [](const Device& device) { return std::optional(device.coreAp); });
}

/// The places where a chip with this core may keep its IDCODE. A part number that is known says
/// which it is: a clock enable written in another family's register map would be a shot in the
/// dark.
std::vector<const DebugBlock*> debugBlocks(std::uint32_t cpuid, std::uint32_t dpidr,
                                           std::uint8_t ap, std::optional<std::uint16_t> romPart) {
    std::vector<const DebugBlock*> blocks;
    const auto addBlock = [&blocks](const DebugBlock& block) {
        const bool known = std::ranges::any_of(
            blocks, [&](const DebugBlock* each) { return samePlace(*each, block); });
        if (!known && block.idcode != 0) {
            blocks.push_back(&block);
        }
    };
    const auto add = [&](auto fits) {
        for (const DebugBlock Device::*place : {&Device::debug, &Device::debugByCore}) {
            for (const Device& device : allDevices()) {
                if (hasCore(device, cpuid) && device.coreAp == ap && fits(device)) {
                    addBlock(device.*place);
                }
            }
        }
    };
    if (romPart) {
        add([&](const Device& device) { return romPartOf(device) == *romPart; });
    }
    if (blocks.empty()) {
        const bool mayOpen = !romPart;
        const auto safe = [mayOpen](const Device& device) {
            return mayOpen || device.debug.clock.address == 0;
        };
        add([&](const Device& device) { return device.dpidr == dpidr && safe(device); });
        add(safe);
    }
    return blocks;
}

/// Where a described part has its core goes first, because somebody looked it up.
std::vector<std::uint8_t> corePorts(std::uint32_t dpidr, const Device* described) {
    std::vector<std::uint8_t> ports = corePorts(dpidr);
    if (described != nullptr) {
        std::erase(ports, described->coreAp);
        ports.insert(ports.begin(), described->coreAp);
    }
    return ports;
}

/// Trouble that another place may not have.
bool mayBeElsewhere(const Fault& fault) {
    return isOnWires(fault) || fault.code == FaultCode::DeviceImplausible ||
           fault.code == FaultCode::DeviceUnknown;
}

} // namespace

Result<void> Target::findCore() {
    // What the likeliest port had to say is what is told, and where the chip is looked for next.
    std::optional<Fault> first;
    const std::vector<std::uint8_t> ports = corePorts(m_dpidr, m_options.described);
    for (const std::uint8_t port : ports) {
        m_core.moveTo(port);
        Result<void> outcome = m_link.openAp(port);
        if (outcome.ok()) {
            const Result<std::uint32_t> cpuid = m_core.cpuid();
            if (cpuid.ok()) {
                m_cpuid = *cpuid;
                return {};
            }
            outcome = cpuid.fault();
        }
        if (!isOnWires(outcome.fault())) {
            return outcome;
        }
        first = first.value_or(outcome.fault());
        TRY(m_link.clearStickyErrors());
    }
    CHECK(first.has_value());
    m_core.moveTo(ports.front());
    return *first;
}

/// True when a ROM table was found there.
Result<bool> Target::readRomTableAt(std::uint32_t table) {
    // In one block, which costs a V2 a third of what the words one by one do.
    std::array<std::uint8_t, identificationBytes> registers{};
    probe::StLink::Batch batch;
    batch.readMemory(ap(), table + identification, registers);
    if (Result<void> performed = m_link.perform(batch); !performed.ok()) {
        // A refusal says that there is nothing; anything else, that the wires are bad.
        if (performed.fault().code != FaultCode::SwdFault) {
            return std::move(performed).fault();
        }
        TRY(m_link.clearStickyErrors());
        return false;
    }
    // Of each register its low byte.
    const auto at = [&registers](std::size_t place) -> unsigned { return registers.at(place); };
    // Class 1 in CIDR1 is a ROM table.
    if (at(cidr0) != 0x0D || at(cidr1) != 0x10 || at(cidr2) != 0x05 || at(cidr3) != 0xB1) {
        return false;
    }
    m_romTable = RomTable{.address = table,
                          .part = static_cast<std::uint16_t>((at(pidr1) & 0xFU) << 8 | at(pidr0)),
                          .maker = static_cast<std::uint16_t>(
                              (at(pidr4) & 0xFU) << 8 | (at(pidr2) & 0x7U) << 4 | at(pidr1) >> 4)};
    return true;
}

/// Looks where the access port says, and where parts with this core have it: a firmware without
/// access to port registers knows no other way.
Result<void> Target::readRomTable() {
    m_romTable.reset();
    std::vector<std::uint32_t> places;
    if (const auto said = TRY(m_port.romTable(ap()))) {
        places.push_back(*said);
    }
    const auto usual = saidByRows<std::uint32_t>(m_dpidr, [this](const Device& device) {
        return hasCore(device, m_cpuid) && device.romTable != 0 ? std::optional(device.romTable)
                                                                : std::nullopt;
    });
    std::ranges::copy_if(usual, std::back_inserter(places), [&places](std::uint32_t place) {
        return std::ranges::find(places, place) == places.end();
    });
    for (const std::uint32_t place : places) {
        if (TRY(readRomTableAt(place))) {
            return {};
        }
    }
    return {};
}

Result<void> Target::recognise() {
    TRY(readRomTable());
    const auto part = m_romTable ? std::optional{m_romTable->part} : std::nullopt;
    std::vector<const DebugBlock*> blocks = debugBlocks(m_cpuid, m_dpidr, ap(), part);
    const Device* const described = m_options.described;
    // Last, because it may be told to open a clock, which on a chip of the table is another bit.
    if (described != nullptr && described->coreAp == ap()) {
        blocks.push_back(&described->debug);
    }
    Result<void> outcome =
        identityFault(FaultCode::DeviceUnknown, std::nullopt,
                      fmt::format("CPUID 0x{:08X}, DPIDR 0x{:08X}", m_cpuid, m_dpidr));
    for (const DebugBlock* block : blocks) {
        outcome = recogniseBy(*block);
        if (outcome.ok() || !mayBeElsewhere(outcome.fault())) {
            break;
        }
        TRY(m_link.clearStickyErrors());
    }
    TRY(outcome);
    // The row's own, because the block that was found may be another row's at the same place.
    m_debug =
        m_device->debugByCore.idcode == m_idcodeAddress ? &m_device->debugByCore : &m_device->debug;
    m_coreKhz = m_device->coreKhz;
    m_uid = TRY(readUid());
    return {};
}

Result<Target::DieId> Target::readDieId(const DebugBlock& block) {
    TRY(openDebugClock(block));
    // The control register beside it makes the two readings of the proof differ in order.
    const std::array<std::uint32_t, 2> places{block.idcode, block.idcode + 4};
    const std::uint32_t idcode = TRY(readProven(m_link, block.ap, places)).front();
    const std::uint32_t devId = idcode & devIdMask;
    if (idcode == 0 || idcode == allOnes || devId == 0 || devId == devIdMask) {
        return identityFault(FaultCode::DeviceImplausible, block.idcode,
                             fmt::format("IDCODE reads 0x{:08X}", idcode));
    }
    return DieId{static_cast<std::uint16_t>(devId),
                 static_cast<std::uint16_t>(idcode >> revIdShift)};
}

/// The part that the recipe describes, when this place of its answers with its number.
const Device* Target::describedBy(const DebugBlock& block) const {
    const Device* const described = m_options.described;
    const bool same = described != nullptr && described->debug.idcode == block.idcode &&
                      described->debug.ap == block.ap && described->devId == m_devId;
    return same ? described : nullptr;
}

Result<void> Target::recogniseBy(const DebugBlock& block) {
    const DieId die = TRY(readDieId(block));
    m_idcodeAddress = block.idcode;
    m_devId = die.devId;
    m_revId = die.revId;
    m_device = findDevice(m_devId, m_cpuid);
    const Device* const described = describedBy(block);
    if (m_device == nullptr && described != nullptr && described->corePart == corePartOf(m_cpuid)) {
        m_device = described;
    }
    if (m_device == nullptr) {
        const bool otherCore = findDevice(m_devId) != nullptr || described != nullptr;
        return identityFault(otherCore ? FaultCode::CoreMismatch : FaultCode::DeviceUnknown,
                             block.idcode,
                             fmt::format("DEV_ID 0x{:03X}, CPUID 0x{:08X}", m_devId, m_cpuid));
    }
    return {};
}

/// A real part of ST carries its number in the table; a chip that shows no table at all proves
/// nothing either way, which the caller puts on record.
Result<void> Target::checkRomTable() {
    if (!m_romTable) {
        return {};
    }
    if (m_romTable->maker != st) {
        return identityFault(FaultCode::CloneSuspected, m_romTable->address,
                             fmt::format("the ROM table names maker 0x{:X}:{:02X}, not ST",
                                         m_romTable->maker >> 8, m_romTable->maker & 0x7FU));
    }
    // Dies of one kin are known to carry the number of a sister: an F042 says 0x440, parts of G0
    // and C0 0x466, an F405 the 0x411 of an F2 (blackmagic issues 770 and 1242). What is refused is
    // the number of a die with another flash, which nobody has seen on a good chip.
    const Device* const named = findDevice(m_romTable->part);
    if (named != nullptr && named->flashKind != m_device->flashKind &&
        m_romTable->part != romPartOf(*m_device)) {
        return identityFault(
            FaultCode::DeviceImplausible, m_romTable->address,
            fmt::format("ROM table part 0x{:03X}, IDCODE 0x{:03X}", m_romTable->part, m_devId));
    }
    return {};
}

} // namespace greenlight::target
