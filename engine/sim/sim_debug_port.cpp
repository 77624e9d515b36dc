#include "engine/sim/sim_debug_port.h"

#include "engine/sim/sim_rom_table.h"

#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

/// From a power-up request to its acknowledge.
constexpr Duration powerUpTime = 10us;

constexpr std::uint32_t abortAccess = 1U << 0U, clearCompare = 1U << 1U, clearError = 1U << 2U,
                        clearWrite = 1U << 3U, clearOverrun = 1U << 4U;
constexpr std::uint32_t overrunDetect = 1U << 0U, stickyOverrun = 1U << 1U, stickyError = 1U << 5U,
                        readOk = 1U << 6U;
constexpr std::uint32_t debugPowerRequest = 1U << 28U, systemPowerRequest = 1U << 30U;
constexpr std::uint32_t storedControl =
    0x00FFFF00U | overrunDetect | debugPowerRequest | systemPowerRequest;

namespace memap {
constexpr std::uint8_t csw = 0x00, tar = 0x04, drw = 0x0C, bank0 = 0x10, bank3 = 0x1C, cfg = 0xF4,
                       base = 0xF8, idr = 0xFC;
} // namespace memap

constexpr std::uint32_t sizeMask = 7;
constexpr std::uint32_t incrementMask = 3U << 4U;
constexpr std::uint32_t incrementSingle = 1U << 4U;
constexpr std::uint32_t incrementPacked = 2U << 4U;
constexpr std::uint32_t deviceEnabled = 1U << 6U;

constexpr std::uint32_t tablePresent = 3;

/// IDR of the port with the core behind it: it comes from Arm in one piece with the debug port. M0
/// and M0+ (DDI0432C, DDI0484C), M3 before and since r2p0 and M4 (DDI0337I, DDI0439C), M7
/// (DDI0489F), M33 (100230_0004), CoreSight SoC-400.
std::uint32_t corePortOf(std::uint32_t dpidr) noexcept {
    switch (dpidr) {
    case 0x0BB11477:
        return 0x04770021;
    case 0x0BC11477:
        return 0x04770031;
    case 0x1BA01477:
        return 0x14770011;
    case 0x2BA01477:
        return 0x24770011;
    case 0x5BA02477:
        return 0x74770001;
    case 0x0BE12477:
        return 0x14770015;
    default:
        break;
    }
    return 0x84770001;
}

} // namespace

SimDebugPort::SimDebugPort(const ChipFacts& facts, DebugBus& bus, FlashSurroundings& surroundings)
    : m_facts(facts)
    , m_bus(bus)
    , m_surroundings(surroundings) {
    powerOn();
}

void SimDebugPort::powerOn() {
    m_ports = {};
    m_ports.at(m_facts.coreAp) = {.idr = corePortOf(m_facts.dpidr),
                                  .base = topRomTable(m_facts) | tablePresent};
    if (m_facts.family == Family::H7) {
        // RM0468 chapter 60: the system without the core, and the APB of the debug bus.
        m_ports[1] = {.idr = 0x84770001, .base = 0x00000002};
        m_ports[2] = {.idr = 0x54770002, .base = 0xE00E0003, .wordsOnly = true};
    }
    if (m_facts.secondCore != 0) {
        // RM0399, access ports: the AHB-AP of the Cortex-M4.
        m_ports[3] = {.idr = 0x24770011, .base = 0xE00FF003};
    }
    if (m_facts.family == Family::H5) {
        // RM0481, access ports: the APB of the debug bus comes first.
        m_ports[0] = {.idr = 0x54770002, .base = 0x00000002, .wordsOnly = true};
    }
    for (AccessPort& port : m_ports) {
        port.csw = port.wordsOnly ? 0x80000002U : 0x03000000U;
    }
    m_state = Link::Lost;
    m_select = 0;
    m_control = 0;
    m_stickyError = false;
    m_stickyOverrun = false;
    m_readOk = false;
    m_pending = {};
    m_readBuffer = 0;
    m_lastReply = 0;
    m_stormUntil = {};
}

void SimDebugPort::lineReset() noexcept {
    m_state = Link::Reset;
    m_select &= ~0xFU; // DPBANKSEL, so that DPIDR can be read
}

SwdReply SimDebugPort::refuse(Ack ack) noexcept {
    if ((m_control & overrunDetect) != 0) {
        m_stickyOverrun = true;
    }
    return {.ack = ack};
}

SwdReply SimDebugPort::give(std::uint32_t data) {
    m_lastReply = data;
    SwdReply reply{.ack = Ack::Ok, .data = data};
    Random& random = m_surroundings.random;
    if (random.chance(m_surroundings.mishaps.parityError)) {
        reply.data ^= 1U << random.below(32);
        reply.badParity = true;
    }
    return reply;
}

SwdReply SimDebugPort::transfer(bool accessPort, bool read, std::uint8_t address,
                                std::uint32_t data, Instant at) {
    if (m_state != Link::Up) {
        if (m_state == Link::Lost || accessPort || !read || address != 0) {
            return {};
        }
        m_state = Link::Up;
    }
    if (m_pending.active && at >= m_pending.until) {
        const Pending again = m_pending;
        m_pending.active = false;
        access(again.read, again.address, again.data, at);
    }
    return accessPort ? accessPortTransfer(read, address, data, at)
                      : debugPortTransfer(read, address, data, at);
}

bool SimDebugPort::powered(Instant at) const noexcept {
    return (m_control & debugPowerRequest) != 0 && at >= m_powerAcknowledged;
}

std::uint32_t SimDebugPort::controlStatus(Instant at) const noexcept {
    std::uint32_t value = m_control;
    if (at >= m_powerAcknowledged) {
        value |= (m_control & (debugPowerRequest | systemPowerRequest)) << 1U;
    }
    value |= m_stickyError ? stickyError : 0;
    value |= m_stickyOverrun ? stickyOverrun : 0;
    value |= m_readOk ? readOk : 0;
    return value;
}

SwdReply SimDebugPort::debugPortTransfer(bool read, std::uint8_t address, std::uint32_t data,
                                         Instant at) {
    // DPIDR, CTRL/STAT and ABORT always answer (ADIv5.2 B4.2.4).
    const bool always = address == 0x0 || (address == 0x4 && read);
    if (!always && (m_stickyError || m_stickyOverrun)) {
        return refuse(Ack::Fault);
    }
    if (!always && m_pending.active) {
        return refuse(Ack::Wait);
    }
    return read ? readDebugPort(address, at) : writeDebugPort(address, data, at);
}

SwdReply SimDebugPort::readDebugPort(std::uint8_t address, Instant at) {
    const bool versionTwo = (m_facts.dpidr & 0xF000U) == 0x2000U;
    switch (address) {
    case 0x0:
        return give(m_facts.dpidr);
    case 0x4:
        switch (m_select & 0xFU) {
        case 0:
            return give(controlStatus(at));
        case 1:
            return give(0); // DLCR: a turnaround of one clock
        case 2:
            return give(versionTwo ? (std::uint32_t{m_facts.devId()} << 16U) | 0x41U : 0U);
        case 3:
            return give(versionTwo ? 1U : 0U);
        default:
            return give(0);
        }
    case 0x8:
        return give(m_lastReply);
    default:
        return give(m_readBuffer);
    }
}

SwdReply SimDebugPort::writeDebugPort(std::uint8_t address, std::uint32_t data, Instant at) {
    switch (address) {
    case 0x0:
        if ((data & abortAccess) != 0) {
            m_pending.active = false;
            m_stormUntil = {};
        }
        m_stickyError = m_stickyError && (data & clearError) == 0;
        m_stickyOverrun = m_stickyOverrun && (data & clearOverrun) == 0;
        break;
    case 0x4:
        if ((m_select & 0xFU) == 0) {
            const std::uint32_t asked = data & ~m_control;
            if ((asked & (debugPowerRequest | systemPowerRequest)) != 0) {
                m_powerAcknowledged = at + powerUpTime;
            }
            m_control = data & storedControl;
        }
        break;
    case 0x8:
        m_select = data;
        break;
    default:
        break;
    }
    return {.ack = Ack::Ok};
}

SwdReply SimDebugPort::accessPortTransfer(bool read, std::uint8_t address, std::uint32_t data,
                                          Instant at) {
    if (m_stickyError || m_stickyOverrun) {
        return refuse(Ack::Fault);
    }
    if (m_pending.active || at < m_stormUntil) {
        return refuse(Ack::Wait);
    }
    if (!powered(at)) {
        m_stickyError = true;
        return refuse(Ack::Fault);
    }
    Random& random = m_surroundings.random;
    if (random.chance(m_surroundings.mishaps.waitStorm)) {
        m_stormUntil = at + 1ms + std::chrono::microseconds(random.below(299'000));
        return refuse(Ack::Wait);
    }
    const std::uint32_t posted = m_readBuffer;
    access(read, static_cast<std::uint8_t>((m_select & 0xF0U) | address), data, at);
    return read ? give(posted) : SwdReply{.ack = Ack::Ok};
}

void SimDebugPort::access(bool read, std::uint8_t address, std::uint32_t data, Instant at) {
    const std::uint32_t number = m_select >> 24U;
    if (number >= m_ports.size() || m_ports.at(number).idr == 0) {
        if (read) {
            m_readBuffer = 0;
            m_readOk = true;
        }
        return;
    }
    AccessPort& port = m_ports.at(number);
    if (read) {
        readRegister(port, address, at);
    } else {
        writeRegister(port, address, data, at);
    }
}

bool SimDebugPort::settle(const BusOutcome& outcome, bool read, std::uint8_t address,
                          std::uint32_t data) {
    if (outcome.held) {
        m_pending = {.active = true,
                     .read = read,
                     .address = address,
                     .data = data,
                     .until = outcome.heldUntil};
        return false;
    }
    if (outcome.fault) {
        m_stickyError = true;
        m_readOk = false;
        return false;
    }
    return true;
}

void SimDebugPort::stepAddress(AccessPort& port, std::uint32_t bytes) const noexcept {
    const std::uint32_t mask = m_facts.tarWrapBytes - 1;
    port.tar = (port.tar & ~mask) | ((port.tar + bytes) & mask);
}

void SimDebugPort::readRegister(AccessPort& port, std::uint8_t address, Instant at) {
    std::uint32_t value = 0;
    switch (address) {
    case memap::csw:
        value = port.csw | deviceEnabled;
        break;
    case memap::tar:
        value = port.tar;
        break;
    case memap::base:
        value = port.base;
        break;
    case memap::idr:
        value = port.idr;
        break;
    case memap::drw:
        readData(port, address, at);
        return;
    default:
        if (address >= memap::bank0 && address <= memap::bank3) {
            readData(port, address, at);
            return;
        }
        break; // CFG reads 0: little-endian, no large addresses
    }
    m_readBuffer = value;
    m_readOk = true;
}

void SimDebugPort::writeCsw(AccessPort& port, std::uint32_t value) noexcept {
    constexpr std::uint32_t word = 2;
    if (port.wordsOnly) {
        port.csw = (value & (0x80000000U | incrementSingle)) | word;
        return;
    }
    const std::uint32_t size = (value & sizeMask) > word ? word : value & sizeMask;
    const std::uint32_t increment =
        (value & incrementMask) == incrementMask ? 0 : value & incrementMask;
    port.csw = (value & 0x7F000000U) | increment | size;
}

void SimDebugPort::writeRegister(AccessPort& port, std::uint8_t address, std::uint32_t data,
                                 Instant at) {
    switch (address) {
    case memap::csw:
        writeCsw(port, data);
        break;
    case memap::tar:
        port.tar = data;
        break;
    case memap::drw:
        writeData(port, address, data, at);
        break;
    default:
        if (address >= memap::bank0 && address <= memap::bank3) {
            writeData(port, address, data, at);
        }
        break;
    }
}

void SimDebugPort::readData(AccessPort& port, std::uint8_t address, Instant at) {
    const auto number = static_cast<unsigned>(&port - m_ports.data());
    if (address != memap::drw) {
        const std::uint32_t where = (port.tar & ~0xFU) | (address & 0xCU);
        const BusOutcome outcome = m_bus.debugRead(number, where, 4, at);
        if (settle(outcome, true, address, 0)) {
            m_readBuffer = outcome.value;
            m_readOk = true;
        }
        return;
    }
    const std::uint32_t size = port.csw & sizeMask;
    if ((port.csw & incrementMask) == incrementPacked && size < 2) {
        transferPacked(port, true, 0, at);
        return;
    }
    const unsigned bytes = 1U << size;
    const BusOutcome outcome = m_bus.debugRead(number, port.tar & ~(bytes - 1U), bytes, at);
    if (!settle(outcome, true, address, 0)) {
        return;
    }
    m_readBuffer = outcome.value << (8U * (port.tar & 3U & ~(bytes - 1U)));
    m_readOk = true;
    if ((port.csw & incrementMask) != 0) {
        stepAddress(port, bytes);
    }
}

void SimDebugPort::writeData(AccessPort& port, std::uint8_t address, std::uint32_t data,
                             Instant at) {
    const auto number = static_cast<unsigned>(&port - m_ports.data());
    if (address != memap::drw) {
        const std::uint32_t where = (port.tar & ~0xFU) | (address & 0xCU);
        settle(m_bus.debugWrite(number, where, 4, data, at), false, address, data);
        return;
    }
    const std::uint32_t size = port.csw & sizeMask;
    if ((port.csw & incrementMask) == incrementPacked && size < 2) {
        transferPacked(port, false, data, at);
        return;
    }
    const unsigned bytes = 1U << size;
    const std::uint32_t lane = 8U * (port.tar & 3U & ~(bytes - 1U));
    const std::uint32_t mask = bytes == 4 ? ~0U : (1U << (8U * bytes)) - 1U;
    const BusOutcome outcome =
        m_bus.debugWrite(number, port.tar & ~(bytes - 1U), bytes, (data >> lane) & mask, at);
    if (settle(outcome, false, address, data) && (port.csw & incrementMask) != 0) {
        stepAddress(port, bytes);
    }
}

/// Several small transfers for one DRW access, each on its lane. One that has to wait starts the
/// whole again, so a packed access to busy flash repeats its first parts: as any host is told,
/// packed transfers are for memory.
void SimDebugPort::transferPacked(AccessPort& port, bool read, std::uint32_t data, Instant at) {
    const auto number = static_cast<unsigned>(&port - m_ports.data());
    const unsigned bytes = 1U << (port.csw & sizeMask);
    const std::uint32_t mask = (1U << (8U * bytes)) - 1U;
    const std::uint32_t start = port.tar;
    std::uint32_t gathered = 0;
    for (unsigned i = 0; i < 4 / bytes; ++i) {
        const std::uint32_t lane = 8U * (port.tar & 3U & ~(bytes - 1U));
        const std::uint32_t where = port.tar & ~(bytes - 1U);
        const BusOutcome outcome =
            read ? m_bus.debugRead(number, where, bytes, at)
                 : m_bus.debugWrite(number, where, bytes, (data >> lane) & mask, at);
        if (!settle(outcome, read, memap::drw, data)) {
            port.tar = outcome.held ? start : port.tar;
            return;
        }
        gathered |= (outcome.value & mask) << lane;
        stepAddress(port, bytes);
    }
    if (read) {
        m_readBuffer = gathered;
        m_readOk = true;
    }
}

} // namespace greenlight::sim
