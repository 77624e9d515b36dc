#include "engine/sim/sim_chip.h"
#include "engine/sim/sim_rom_table.h"

#include <algorithm>

namespace greenlight::sim {

namespace {

/// Peripherals are memory here unless they are known; this many words of it at most.
constexpr std::size_t maximumPlainWords = 65536;
constexpr std::uint32_t controllerBytes = 0x400;
constexpr std::uint32_t privateBus = 0xE0000000;
constexpr std::uint32_t privateBusEnd = 0xE0100000;

constexpr std::uint32_t part(std::uint32_t word, std::uint32_t address, unsigned bytes) {
    const std::uint32_t shifted = word >> (8U * (address & 3U));
    return bytes == 4 ? shifted : shifted & ((1U << (8U * bytes)) - 1U);
}

} // namespace

BusOutcome SimChip::loadDevice(Master master, std::uint32_t address, unsigned bytes, Instant at) {
    const AddressRange& options = m_facts.optionArea;
    if (options.holds(address)) {
        return m_flash->readOptionArea(address - options.base, bytes, at);
    }
    if (m_quadspi.holds(address)) {
        return m_quadspi.read(address, bytes, quadspiClocked(), at);
    }
    BusOutcome outcome = loadWord(master, address & ~3U, at);
    outcome.value = part(outcome.value, address, bytes);
    return outcome;
}

BusOutcome SimChip::storeDevice(Master master, std::uint32_t address, unsigned bytes,
                                std::uint32_t value, Instant at) {
    const AddressRange& options = m_facts.optionArea;
    if (options.holds(address)) {
        return m_flash->writeOptionArea(address - options.base, bytes, value, at);
    }
    if (m_quadspi.holds(address)) {
        return m_quadspi.write(address, bytes, value, quadspiClocked(), at);
    }
    if (address - m_facts.crc < controllerBytes) {
        if (crcClocked()) {
            m_crc.write(address - m_facts.crc, bytes, value);
        }
        return {};
    }
    if (bytes == 4) {
        return storeWord(master, address, value, at);
    }
    // A narrow write into a register: the other lanes keep what is there.
    const BusOutcome before = loadWord(master, address & ~3U, at);
    if (before.fault || before.held) {
        return before;
    }
    const std::uint32_t shift = 8U * (address & 3U);
    const std::uint32_t mask = ((1U << (8U * bytes)) - 1U) << shift;
    return storeWord(master, address & ~3U, (before.value & ~mask) | ((value << shift) & mask), at);
}

bool SimChip::quadspiClocked() const noexcept {
    constexpr std::uint32_t ahb3Enables = 0xD4; // RM0433 8.7.40
    constexpr std::uint32_t quadspiEnable = 14;
    return m_rcc.bit(ahb3Enables, quadspiEnable);
}

bool SimChip::crcClocked() const noexcept {
    return m_rcc.bit(m_facts.crcClockRegister, m_facts.crcClockBit);
}

BusOutcome SimChip::loadWord(Master master, std::uint32_t address, Instant at) {
    if (address >= privateBus) {
        return master == Master::SystemDebugger ? BusOutcome::busError() : loadPrivate(address, at);
    }
    if (m_facts.systemMemory.holds(address) || m_facts.identityArea.holds(address)) {
        return BusOutcome::of(systemMemoryWord(address));
    }
    if (m_bootFromSystem && address < m_bootloader.size()) {
        return BusOutcome::of(systemMemoryWord(m_facts.systemMemory.base + address));
    }
    if (address - m_facts.flashController < controllerBytes) {
        return m_flash->readRegister(address - m_facts.flashController, at);
    }
    if (address - m_facts.rcc < SimRcc::bytes) {
        if (m_rcc.advance(at)) {
            takeClock(at);
        }
        return BusOutcome::of(m_rcc.read(address - m_facts.rcc));
    }
    if (address - m_facts.watchdog < controllerBytes) {
        return BusOutcome::of(m_watchdog.read(address - m_facts.watchdog));
    }
    if (address - m_facts.crc < controllerBytes) {
        return BusOutcome::of(crcClocked() ? m_crc.read(address - m_facts.crc) : 0);
    }
    if (address - m_facts.dbgmcu < 4 * dbgmcuWords) {
        return BusOutcome::of(loadDbgmcu(address - m_facts.dbgmcu));
    }
    const bool known = std::ranges::any_of(
        m_facts.peripherals, [address](const AddressRange& range) { return range.holds(address); });
    return known ? BusOutcome::of(plainWord(address)) : BusOutcome::busError();
}

BusOutcome SimChip::storeWord(Master master, std::uint32_t address, std::uint32_t value,
                              Instant at) {
    if (address >= privateBus) {
        return master == Master::SystemDebugger ? BusOutcome::busError()
                                                : storePrivate(address, value, at);
    }
    if (address - m_facts.flashController < controllerBytes) {
        return m_flash->writeRegister(address - m_facts.flashController, value, at);
    }
    if (address - m_facts.rcc < SimRcc::bytes) {
        m_rcc.write(address - m_facts.rcc, value, at);
        takeClock(at);
        return {};
    }
    if (address - m_facts.watchdog < controllerBytes) {
        m_watchdog.write(address - m_facts.watchdog, value, at);
        return {};
    }
    if (address - m_facts.dbgmcu < 4 * dbgmcuWords) {
        storeDbgmcu(address - m_facts.dbgmcu, value);
        return {};
    }
    const bool known = std::ranges::any_of(
        m_facts.peripherals, [address](const AddressRange& range) { return range.holds(address); });
    if (!known) {
        return BusOutcome::busError();
    }
    storePlain(address, value);
    return {};
}

BusOutcome SimChip::loadPrivate(std::uint32_t address, Instant at) {
    if (const auto word = coreRomTable(m_facts, address)) {
        return BusOutcome::of(*word);
    }
    if (address >= privateBusEnd) {
        return BusOutcome::busError();
    }
    if (address - m_facts.dbgmcu < 4 * dbgmcuWords) {
        return BusOutcome::of(loadDbgmcu(address - m_facts.dbgmcu));
    }
    return m_core.read(address, at);
}

BusOutcome SimChip::storePrivate(std::uint32_t address, std::uint32_t value, Instant at) {
    if (address >= privateBusEnd) {
        return BusOutcome::busError();
    }
    if (address - m_facts.dbgmcu < 4 * dbgmcuWords) {
        storeDbgmcu(address - m_facts.dbgmcu, value);
        return {};
    }
    return m_core.write(address, value, at);
}

bool SimChip::dbgmcuClocked() const noexcept {
    const auto& clock = m_facts.dbgmcuClock;
    return !clock || m_rcc.bit(clock->offset, clock->bit);
}

std::uint32_t SimChip::loadDbgmcu(std::uint32_t offset) const noexcept {
    if (!dbgmcuClocked()) {
        return 0;
    }
    if (offset < 4) {
        return m_surroundings.mishaps.chipIdZero ? 0 : m_facts.idcode;
    }
    return m_dbgmcu.at(offset / 4);
}

void SimChip::storeDbgmcu(std::uint32_t offset, std::uint32_t value) noexcept {
    if (offset >= 4 && offset < m_facts.dbgmcuBytes && dbgmcuClocked()) {
        m_dbgmcu.at(offset / 4) = value;
    }
}

bool SimChip::freezesWatchdog() const noexcept {
    const RegisterBit& freeze = m_facts.watchdogFreeze;
    return m_core.state() == SimCore::State::Halted &&
           ((m_dbgmcu.at(freeze.offset / 4) >> freeze.bit) & 1U) != 0;
}

std::uint32_t SimChip::plainWord(std::uint32_t address) const {
    const auto word = m_plain.find(address);
    const bool stored = word != m_plain.end();
    if (const auto& supply = m_facts.coreSupply; supply && address == supply->address) {
        const std::uint32_t value = (stored ? word->second : supply->resetValue) | supply->ready;
        // RM0456 10.5.4 and 11.8.11: the booster runs on the source that is chosen for PLL1.
        constexpr std::uint32_t pll1Configuration = 0x28;
        const bool boosts =
            (value & supply->boost) != 0 && (m_rcc.read(pll1Configuration) & 0x3U) != 0;
        return boosts ? value | supply->boosted : value;
    }
    if (stored) {
        return word->second;
    }
    return address == m_facts.pins.address ? m_facts.pins.resetValue : 0;
}

void SimChip::chooseCoreSupply() noexcept {
    if (const auto& supply = m_facts.coreSupply) {
        const std::uint32_t range = plainWord(supply->address) & supply->mask;
        m_surroundings.weakCore = supply->strong ? range != *supply->strong : range == supply->weak;
    }
}

void SimChip::storePlain(std::uint32_t address, std::uint32_t value) {
    const auto& supply = m_facts.coreSupply;
    if (supply && address == supply->address &&
        !m_rcc.bit(supply->clock.offset, supply->clock.bit)) {
        return;
    }
    if (m_plain.size() < maximumPlainWords || m_plain.contains(address)) {
        m_plain[address] = value;
    }
    chooseCoreSupply();
    if (address == m_facts.pins.address) {
        m_pinsTaken = m_facts.pins.taken(value);
        if (m_pinsTaken) {
            m_port.loseLink();
        }
    }
}

std::uint32_t SimChip::systemMemoryWord(std::uint32_t address) const noexcept {
    const std::uint32_t offset = address - m_facts.systemMemory.base;
    std::uint32_t value = 0;
    for (std::uint32_t i = 4; i > 0; --i) {
        const std::uint32_t at = address + i - 1;
        std::uint8_t byte = 0xFF;
        const std::uint32_t fromUid = at - m_facts.uidAddress;
        const std::uint32_t fromLast = fromUid - m_facts.uidLastOffset;
        if (fromUid < 8) {
            byte = m_spec.uid.at(fromUid);
        } else if (fromLast < 4) {
            byte = m_spec.uid.at(8 + fromLast);
        } else if (at - m_facts.sizeAddress < 2) {
            byte = static_cast<std::uint8_t>((m_spec.flashKb >> (8U * (at - m_facts.sizeAddress))) &
                                             0xFFU);
        } else if (offset < m_bootloader.size()) {
            byte = m_bootloader.at(offset + i - 1);
        }
        value = (value << 8U) | byte;
    }
    return value;
}

} // namespace greenlight::sim
