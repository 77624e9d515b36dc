#include "engine/sim/sim_stlink_firmware.h"

#include <algorithm>

namespace greenlight::sim {

namespace {

constexpr std::uint32_t dhcsr = 0xE000'EDF0;
constexpr std::uint32_t dcrsr = 0xE000'EDF4;
constexpr std::uint32_t dcrdr = 0xE000'EDF8;
constexpr std::uint32_t registerReady = 1U << 16;
constexpr std::uint32_t halted = 1U << 17;
constexpr std::uint32_t registerWrite = 1U << 16;
constexpr unsigned registerPolls = 10;

constexpr unsigned debugPort = 0xFFFF;
constexpr unsigned apIdentification = 0xFC;

} // namespace

ProbeAnswer ProbeBrain::debugRegisters(Block block) {
    switch (block[1]) {
    case 0x33:
        return readCoreRegister(block);
    case 0x34:
        return writeCoreRegister(block);
    case 0x35:
        return writeDebugWord(block);
    case 0x36:
        return readDebugWord(block);
    case 0x3A:
        return readAllRegisters(block);
    case 0x45:
        return since(24, 1) ? readDapRegister(block) : fail(ProbeStatus::UnknownCommand, 2);
    default:
        return since(24, 1) ? writeDapRegister(block) : fail(ProbeStatus::UnknownCommand, 2);
    }
}

ProbeAnswer ProbeBrain::readDapRegister(Block block) {
    constexpr std::size_t length = 8;
    if (m_mode != ProbeMode::Debug) {
        return fail(ProbeStatus::NoDevice, length);
    }
    const unsigned port = get16(block, 2);
    const unsigned address = get16(block, 4);
    std::uint32_t value = 0;
    ProbeStatus status = ProbeStatus::Ok;
    if (port == debugPort) {
        status = m_swd.readDp(since(32, 2) ? address : address & 0xFU, value);
    } else {
        const auto ap = static_cast<std::uint8_t>(port);
        // Looking whether a port exists is what hosts do before they open it.
        status = address == apIdentification ? ProbeStatus::Ok : allowed(ap);
        if (status == ProbeStatus::Ok) {
            status = m_swd.readAp(ap, address & 0xFCU, value);
        }
    }
    const ProbeAnswer answer = report(status, length);
    if (status == ProbeStatus::Ok) {
        put32(m_reply, 4, value);
    }
    return answer;
}

ProbeAnswer ProbeBrain::writeDapRegister(Block block) {
    if (m_mode != ProbeMode::Debug) {
        return fail(ProbeStatus::NoDevice, 2);
    }
    const unsigned port = get16(block, 2);
    const unsigned address = get16(block, 4);
    const std::uint32_t value = get32(block, 6);
    if (port == debugPort) {
        return report(m_swd.writeDp(since(32, 2) ? address : address & 0xFU, value), 2);
    }
    const auto ap = static_cast<std::uint8_t>(port);
    if (const ProbeStatus status = allowed(ap); status != ProbeStatus::Ok) {
        return fail(status, 2);
    }
    return report(m_swd.writeAp(ap, address & 0xFCU, value), 2);
}

ProbeAnswer ProbeBrain::readDebugWord(Block block) {
    const std::uint8_t ap = accessPort(block[6]);
    std::uint32_t value = 0;
    ProbeStatus status = allowed(ap);
    if (status == ProbeStatus::Ok) {
        status = m_swd.readWord(ap, get32(block, 2), value);
    }
    const ProbeAnswer answer = report(status, 8);
    if (status == ProbeStatus::Ok) {
        put32(m_reply, 4, value);
    }
    return answer;
}

ProbeAnswer ProbeBrain::writeDebugWord(Block block) {
    const std::uint8_t ap = accessPort(block[10]);
    ProbeStatus status = allowed(ap);
    if (status == ProbeStatus::Ok) {
        status = m_swd.writeWord(ap, get32(block, 2), get32(block, 6));
    }
    return report(status, 2);
}

ProbeStatus ProbeBrain::waitRegisterReady(std::uint8_t ap) {
    for (unsigned poll = 0; poll < registerPolls; ++poll) {
        std::uint32_t state = 0;
        if (const ProbeStatus status = m_swd.readWord(ap, dhcsr, state);
            status != ProbeStatus::Ok) {
            return status;
        }
        if ((state & registerReady) != 0) {
            return ProbeStatus::Ok;
        }
    }
    return ProbeStatus::False;
}

ProbeStatus ProbeBrain::fetchRegister(std::uint8_t ap, unsigned selector, std::uint32_t& value) {
    ProbeStatus status = m_swd.writeWord(ap, dcrsr, selector);
    if (status == ProbeStatus::Ok) {
        status = waitRegisterReady(ap);
    }
    return status == ProbeStatus::Ok ? m_swd.readWord(ap, dcrdr, value) : status;
}

ProbeAnswer ProbeBrain::readCoreRegister(Block block) {
    constexpr std::size_t length = 8;
    const std::uint8_t ap = accessPort(block[3]);
    ProbeStatus status = allowed(ap);
    if (status == ProbeStatus::Ok && block[2] > 0x1F && !since(15, 1)) {
        status = ProbeStatus::BadArgument;
    }
    std::uint32_t value = 0;
    if (status == ProbeStatus::Ok) {
        status = fetchRegister(ap, block[2], value);
    }
    const ProbeAnswer answer = report(status, length);
    if (status == ProbeStatus::Ok) {
        put32(m_reply, 4, value);
    }
    return answer;
}

ProbeAnswer ProbeBrain::writeCoreRegister(Block block) {
    const std::uint8_t ap = accessPort(block[7]);
    ProbeStatus status = allowed(ap);
    if (status == ProbeStatus::Ok && block[2] > 0x1F && !since(15, 1)) {
        status = ProbeStatus::BadArgument;
    }
    if (status == ProbeStatus::Ok) {
        status = m_swd.writeWord(ap, dcrdr, get32(block, 3));
    }
    if (status == ProbeStatus::Ok) {
        status = m_swd.writeWord(ap, dcrsr, registerWrite | block[2]);
    }
    if (status == ProbeStatus::Ok) {
        status = waitRegisterReady(ap);
    }
    return report(status, 2);
}

ProbeAnswer ProbeBrain::readAllRegisters(Block block) {
    // r0-r15, xPSR, MSP, PSP, then a word nobody reads and CONTROL and its neighbours.
    constexpr std::array<unsigned, 21> selectors{0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10,
                                                 11, 12, 13, 14, 15, 16, 17, 18, 20, 20};
    constexpr std::size_t length = 4 + 4 * selectors.size();
    const std::uint8_t ap = accessPort(block[2]);
    ProbeStatus status = allowed(ap);
    std::array<std::uint32_t, selectors.size()> values{};
    for (std::size_t index = 0; index < selectors.size() && status == ProbeStatus::Ok; ++index) {
        status = fetchRegister(ap, selectors.at(index), values.at(index));
    }
    const ProbeAnswer answer = report(status, length);
    if (status == ProbeStatus::Ok) {
        for (std::size_t index = 0; index < values.size(); ++index) {
            put32(m_reply, 4 + 4 * index, values.at(index));
        }
    }
    return answer;
}

ProbeAnswer ProbeBrain::debugLegacy(Block block) {
    constexpr std::uint32_t key = 0xA05F'0000;
    constexpr std::uint32_t run = key | 0x1;
    constexpr std::uint32_t halt = key | 0x3;
    constexpr std::uint32_t step = key | 0x5;
    if (const ProbeStatus status = allowed(0); status != ProbeStatus::Ok) {
        return fail(status, 2);
    }
    std::uint32_t value = 0;
    switch (block[1]) {
    case 0x01: {
        const ProbeStatus status = m_swd.readWord(0, dhcsr, value);
        const bool stopped = (value & halted) != 0;
        return report(status == ProbeStatus::Ok && stopped ? ProbeStatus::False : status, 2);
    }
    case 0x02:
        return report(m_swd.writeWord(0, dhcsr, halt), 2);
    case 0x03:
        return resetSystem();
    case 0x09:
        return report(m_swd.writeWord(0, dhcsr, run), 2);
    case 0x0A:
        return report(m_swd.writeWord(0, dhcsr, step), 2);
    case 0x22:
        if (m_swd.readDp(0, value) == ProbeStatus::Ok) {
            put32(m_reply, 0, value);
        }
        return plain(4);
    default:
        return fail(ProbeStatus::UnknownCommand, 2);
    }
}

} // namespace greenlight::sim
