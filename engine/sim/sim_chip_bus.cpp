#include "engine/sim/sim_chip.h"
#include "engine/sim/sim_rom_table.h"

#include <algorithm>
#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t flashBase = 0x08000000;
/// An access of the core that is held longer than this is repeated when the time has come; shorter
/// ones are waited out within the instruction.
constexpr Duration shortHold = 5ms;

} // namespace

bool SimChip::reaches(Master master, const RamFacts& ram) const noexcept {
    switch (ram.place) {
    case RamPlace::System:
        return true;
    case RamPlace::CoreOnly:
        return master != Master::SystemDebugger;
    case RamPlace::Gated:
        return m_rcc.bit(ram.clockRegister, ram.clockBit);
    }
    return false;
}

std::optional<std::uint32_t> SimChip::flashOffset(std::uint32_t address) const noexcept {
    const std::uint32_t size = m_flash->array().size();
    if (address - flashBase < size) {
        return address - flashBase;
    }
    if (m_facts.flashAtZero && !m_bootFromSystem && address < size) {
        return address;
    }
    if (m_facts.flashSecond != 0 && address - m_facts.flashSecond < size) {
        return address - m_facts.flashSecond;
    }
    return std::nullopt;
}

BusOutcome SimChip::load(Master master, std::uint32_t address, unsigned bytes, Instant at) {
    const SimMemory::Place ram = m_memory.find(address);
    if (ram.region != nullptr) {
        return reaches(master, *ram.region->facts)
                   ? BusOutcome::of(ram.region->load(ram.offset, bytes))
                   : BusOutcome::busError();
    }
    if (const auto offset = flashOffset(address)) {
        return m_flash->readArray(master, *offset, bytes, at);
    }
    return loadDevice(master, address, bytes, at);
}

BusOutcome SimChip::store(Master master, std::uint32_t address, unsigned bytes, std::uint32_t value,
                          Instant at) {
    const SimMemory::Place ram = m_memory.find(address);
    if (ram.region != nullptr) {
        if (!reaches(master, *ram.region->facts)) {
            return BusOutcome::busError();
        }
        ram.region->store(ram.offset, bytes, value);
        return {};
    }
    if (const auto offset = flashOffset(address)) {
        return m_flash->writeArray(master, *offset, bytes, value, at);
    }
    return storeDevice(master, address, bytes, value, at);
}

BusOutcome SimChip::debugRead(unsigned port, std::uint32_t address, unsigned bytes, Instant at) {
    const Master master = port == m_facts.coreAp ? Master::Debugger : Master::SystemDebugger;
    if (clocksStopped()) {
        return BusOutcome::holdUntil(base::endOfTime);
    }
    if (port == 3) {
        return m_secondCore.read(address);
    }
    if (isDebugBus(port)) {
        // The APB debug bus, alive whatever the rest of the chip does.
        const std::uint32_t debugUnit = debugUnitOnDebugBus();
        if (address - debugUnit < 4 * dbgmcuWords) {
            return BusOutcome::of(loadDbgmcu(address - debugUnit));
        }
        const auto word = systemRomTable(m_facts, address);
        return BusOutcome::of(word.value_or(0));
    }
    if (address >= 0xE0000000U && master == Master::SystemDebugger) {
        return BusOutcome::busError();
    }
    if (inReset() && address < 0xE0000000U) {
        return BusOutcome::busError();
    }
    if (address < 0xE0000000U) {
        noteDebugger();
    }
    BusOutcome outcome = load(master, address, bytes, at);
    if (address >= 0xE0000000U) {
        settle(at);
    }
    return outcome;
}

BusOutcome SimChip::debugWrite(unsigned port, std::uint32_t address, unsigned bytes,
                               std::uint32_t value, Instant at) {
    const Master master = port == m_facts.coreAp ? Master::Debugger : Master::SystemDebugger;
    if (clocksStopped()) {
        return BusOutcome::holdUntil(base::endOfTime);
    }
    if (port == 3) {
        return m_secondCore.write(address, value);
    }
    if (isDebugBus(port)) {
        const std::uint32_t debugUnit = debugUnitOnDebugBus();
        if (address - debugUnit < 4 * dbgmcuWords) {
            storeDbgmcu(address - debugUnit, value);
            settle(at);
        }
        return {};
    }
    if (address >= 0xE0000000U ? master == Master::SystemDebugger : inReset()) {
        return BusOutcome::busError();
    }
    if (address < 0xE0000000U) {
        noteDebugger();
    }
    const SimMemory::Place ram = m_memory.find(address);
    if (ram.region != nullptr) {
        if (!reaches(master, *ram.region->facts)) {
            return BusOutcome::busError();
        }
        Random& random = m_surroundings.random;
        if (random.chance(m_surroundings.mishaps.ramBitFlip)) {
            value ^= 1U << random.below(8 * bytes);
        }
        ram.region->store(ram.offset, bytes, value);
        noteWritten(address);
        m_core.thumb().forgetCode(address, bytes);
        return {};
    }
    m_core.run(at);
    const BusOutcome outcome = store(master, address, bytes, value, at);
    settle(at);
    return outcome;
}

BusReply SimChip::read(std::uint32_t address, unsigned bytes, std::uint64_t cycle) {
    Instant at = m_core.instantOf(cycle);
    BusOutcome outcome = load(Master::Core, address, bytes, at);
    BusReply reply;
    while (outcome.held) {
        if (outcome.heldUntil - at > shortHold) {
            m_core.stallUntil(outcome.heldUntil);
            reply.fault = true;
            return reply;
        }
        at = outcome.heldUntil;
        outcome = load(Master::Core, address, bytes, at);
        reply.stallCycles = static_cast<std::uint32_t>(m_core.cycleOf(at) - cycle);
    }
    reply.value = outcome.value;
    reply.fault = outcome.fault;
    reply.volatileRead = outcome.volatileRead;
    return reply;
}

BusReply SimChip::write(std::uint32_t address, unsigned bytes, std::uint32_t value,
                        std::uint64_t cycle) {
    Instant at = m_core.instantOf(cycle);
    const Instant event = nextEvent();
    const std::uint32_t generation = m_flash->generation();
    const std::uint32_t hertz = m_rcc.coreHz();
    BusReply reply;
    BusOutcome outcome = store(Master::Core, address, bytes, value, at);
    while (outcome.held) {
        if (outcome.heldUntil - at > shortHold) {
            m_core.stallUntil(outcome.heldUntil);
            reply.fault = true;
            return reply;
        }
        at = outcome.heldUntil;
        reply.stallCycles = static_cast<std::uint32_t>(m_core.cycleOf(at) - cycle);
        outcome = store(Master::Core, address, bytes, value, at);
    }
    reply.fault = outcome.fault;
    if (m_rcc.coreHz() != hertz) {
        takeClock(at);
    }
    const bool flashMoved = m_flash->generation() != generation;
    reply.windowsChanged = flashMoved || address - m_facts.rcc < SimRcc::bytes;
    // An event that only moved away needs nothing: the run ends where it was going to end.
    reply.endRun =
        flashMoved || nextEvent() < event || m_rcc.coreHz() != hertz || address >= 0xE0000000U;
    if (reply.endRun) {
        m_core.interrupt();
    }
    return reply;
}

bool SimChip::isHarmlessToRepeat(std::uint32_t address, std::uint32_t value) const {
    return address >= m_facts.watchdog && SimWatchdog::feeds(address - m_facts.watchdog, value);
}

std::span<const std::uint8_t> SimChip::code(std::uint32_t address) {
    const SimMemory::Place ram = m_memory.find(address);
    if (ram.region != nullptr) {
        if (!ram.region->facts->executable || !reaches(Master::Core, *ram.region->facts)) {
            return {};
        }
        return std::span<const std::uint8_t>(ram.region->cells).subspan(ram.offset);
    }
    if (const auto offset = flashOffset(address)) {
        const BusOutcome probe = m_flash->readArray(Master::Core, *offset & ~1U, 2, m_now);
        if (probe.held) {
            m_core.stallUntil(probe.heldUntil);
            return {};
        }
        if (probe.fault) {
            return {};
        }
        m_flashCodeGiven = true;
        // Where some words are bad the core has to ask for each half-word.
        const std::uint32_t plain = m_flash->plainlyReadable() ? m_flash->plainBytes() : 0;
        const std::size_t length = *offset < plain ? plain - *offset : 2;
        return m_flash->array().cells().subspan(*offset, length);
    }
    if (address - m_facts.systemMemory.base < m_bootloader.size()) {
        return std::span<const std::uint8_t>(m_bootloader)
            .subspan(address - m_facts.systemMemory.base);
    }
    return {};
}

std::span<const Bus::Window> SimChip::windows() const {
    std::size_t count = 0;
    for (SimMemory::Region& region : m_memory.regions()) {
        const RamFacts& facts = *region.facts;
        if (!reaches(Master::Core, facts)) {
            continue;
        }
        m_windows.at(count++) = {facts.base, facts.bytes, region.cells.data(), true, 0};
        if (facts.alias != 0) {
            m_windows.at(count++) = {facts.alias, facts.bytes, region.cells.data(), true, 0};
        }
    }
    if (m_flash->plainlyReadable()) {
        const std::uint32_t plain = m_flash->plainBytes();
        std::uint8_t* const cells = m_flash->array().data();
        m_windows.at(count++) = {flashBase, plain, cells, false, 0};
        if (m_facts.flashAtZero && !m_bootFromSystem) {
            m_windows.at(count++) = {0, plain, cells, false, 0};
        }
        if (m_facts.flashSecond != 0) {
            m_windows.at(count++) = {m_facts.flashSecond, plain, cells, false, 0};
        }
    }
    return std::span<const Window>(m_windows).first(count);
}

} // namespace greenlight::sim
