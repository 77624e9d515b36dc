#include "engine/sim/sim_quadspi.h"

namespace greenlight::sim {

namespace {

constexpr std::uint32_t windowBase = 0x90000000;
constexpr std::uint32_t windowBytes = 0x10000000;

// Register offsets and bits (RM0433 23.5).
constexpr std::uint32_t control = 0x00;
constexpr std::uint32_t statusRegister = 0x08;
constexpr std::uint32_t clearRegister = 0x0C;
constexpr std::uint32_t dataLength = 0x10;
constexpr std::uint32_t configuration = 0x14;
constexpr std::uint32_t addressRegister = 0x18;
constexpr std::uint32_t dataRegister = 0x20;

constexpr std::uint32_t enableBit = 1U << 0U;
constexpr std::uint32_t abortBit = 1U << 1U;
constexpr std::uint32_t completeFlag = 1U << 1U;
constexpr std::uint32_t thresholdFlag = 1U << 2U;
constexpr std::uint32_t busyFlag = 1U << 5U;

constexpr unsigned indirectWrite = 0;
constexpr unsigned indirectRead = 1;
constexpr unsigned memoryMapped = 3;

} // namespace

SimQuadSpi::SimQuadSpi(std::uint32_t base, std::uint32_t memoryBytes) : m_base(base) {
    if (base != 0 && memoryBytes != 0) {
        m_memory.emplace(memoryBytes);
    }
}

bool SimQuadSpi::holds(std::uint32_t address) const noexcept {
    return m_memory && (address - m_base < registerBytes || address - windowBase < windowBytes);
}

void SimQuadSpi::reset() noexcept {
    m_words = {};
    m_data.clear();
    m_answered = 0;
    m_complete = false;
}

std::uint8_t SimQuadSpi::instruction() const noexcept {
    return static_cast<std::uint8_t>(word(configuration));
}

unsigned SimQuadSpi::mode() const noexcept { return word(configuration) >> 26U & 3U; }

bool SimQuadSpi::enabled() const noexcept { return (word(control) & enableBit) != 0; }

std::uint32_t SimQuadSpi::status() const noexcept {
    return (m_complete ? completeFlag : 0) | thresholdFlag |
           (enabled() && mode() == memoryMapped ? busyFlag : 0);
}

BusOutcome SimQuadSpi::readWindow(std::uint32_t offset, unsigned bytes, Instant at) const {
    if (!enabled() || mode() != memoryMapped || offset >= m_memory->cells().size()) {
        return BusOutcome::busError();
    }
    std::uint32_t value = 0;
    for (unsigned i = 0; i < bytes; ++i) {
        value |= std::uint32_t{m_memory->read(instruction(), offset + i, 0, at)} << 8U * i;
    }
    return {.value = value, .volatileRead = true};
}

std::uint32_t SimQuadSpi::readData(unsigned bytes, Instant at) {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < bytes && mode() == indirectRead; ++i) {
        value |= std::uint32_t{m_memory->read(instruction(), word(addressRegister), m_answered, at)}
                 << 8U * i;
        ++m_answered;
        m_complete = m_complete || m_answered > word(dataLength);
    }
    return value;
}

void SimQuadSpi::writeData(unsigned bytes, std::uint32_t value, Instant at) {
    for (unsigned i = 0; i < bytes && mode() == indirectWrite && !m_complete; ++i) {
        m_data.push_back(static_cast<std::uint8_t>(value >> 8U * i));
        if (m_data.size() > word(dataLength)) {
            m_memory->write(instruction(), word(addressRegister), m_data, at);
            m_complete = true;
        }
    }
}

/// A command without data runs as soon as its last part is given (RM0433 23.3.5).
void SimQuadSpi::startIfComplete(bool addressGiven, Instant at) {
    const bool hasAddress = (word(configuration) >> 10U & 3U) != 0;
    const bool hasData = (word(configuration) >> 24U & 3U) != 0;
    if (hasAddress != addressGiven || mode() == memoryMapped) {
        return;
    }
    m_data.clear();
    m_answered = 0;
    m_complete = false;
    if (!hasData && mode() == indirectWrite) {
        m_memory->write(instruction(), word(addressRegister), {}, at);
        m_complete = true;
    }
}

BusOutcome SimQuadSpi::read(std::uint32_t address, unsigned bytes, bool clocked, Instant at) {
    if (address - windowBase < windowBytes) {
        return readWindow(address - windowBase, bytes, at);
    }
    const std::uint32_t offset = (address - m_base) & ~3U;
    BusOutcome outcome{.volatileRead = true};
    if (!clocked) {
        return outcome;
    }
    if (offset == statusRegister) {
        outcome.value = status();
    } else if (offset == dataRegister) {
        outcome.value = readData(bytes, at);
    } else {
        outcome.value = word(offset);
    }
    return outcome;
}

BusOutcome SimQuadSpi::write(std::uint32_t address, unsigned bytes, std::uint32_t value,
                             bool clocked, Instant at) {
    if (address - windowBase < windowBytes) {
        return BusOutcome::busError();
    }
    const std::uint32_t offset = (address - m_base) & ~3U;
    if (!clocked) {
        return {};
    }
    if (offset == control && (value & abortBit) != 0) {
        m_words.at(configuration / 4) = 0;
        m_complete = true;
        value &= ~abortBit;
    }
    if (offset == clearRegister) {
        m_complete = m_complete && (value & completeFlag) == 0;
    } else if (offset == dataRegister) {
        writeData(bytes, value, at);
    } else if (offset == control || mode() != memoryMapped) {
        m_words.at(offset / 4) = value; // the others can be written only while it is not busy
    }
    if (enabled() && (offset == configuration || offset == addressRegister)) {
        startIfComplete(offset == addressRegister, at);
    }
    return {};
}

} // namespace greenlight::sim
