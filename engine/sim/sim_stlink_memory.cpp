#include "engine/sim/sim_stlink_firmware.h"

#include <algorithm>
#include <limits>

namespace greenlight::sim {

namespace {

constexpr std::size_t readBufferBytes = 6144;
constexpr std::size_t smallByteBlock = 64;

// Opcodes of RW_MISC lists, as OpenOCD sends them.
constexpr std::uint8_t miscSetAddress = 1;
constexpr std::uint8_t miscWrite = 2;
constexpr std::uint8_t miscRead = 3;
constexpr std::uint8_t miscSelectAp = 5;

/// Bytes of an 8-bit block that arrive as they should; the rest is whatever the buffer holds.
std::size_t byteLimit(const ProbeFirmware& firmware, bool reading) {
    if (firmware.hardware < 3) {
        return smallByteBlock;
    }
    return reading && firmware.debug <= 7 ? 255 : 512;
}

} // namespace

ProbeAnswer ProbeBrain::debugMemory(Block block) {
    const bool halfwords = since(26, 1);
    const bool lists = since(32, 2);
    switch (block[1]) {
    case 0x07:
        return readMemory(block, 4, true);
    case 0x08:
        return writeMemory(block, 4, true);
    case 0x0C:
        return readMemory(block, 1, true);
    case 0x0D:
        return writeMemory(block, 1, true);
    case 0x3B:
        return lastStatus(false);
    case 0x3E:
        return since(15, 1) ? lastStatus(true) : fail(ProbeStatus::UnknownCommand, 2);
    case 0x47:
        return halfwords ? readMemory(block, 2, true) : fail(ProbeStatus::UnknownCommand, 2);
    case 0x48:
        return halfwords ? writeMemory(block, 2, true) : fail(ProbeStatus::UnknownCommand, 2);
    case 0x50:
        return halfwords ? writeMemory(block, 4, false) : fail(ProbeStatus::UnknownCommand, 2);
    case 0x54:
        return lists ? readMemory(block, 4, false) : fail(ProbeStatus::UnknownCommand, 2);
    case 0x51:
        return lists ? miscOut(block) : fail(ProbeStatus::UnknownCommand, 2);
    case 0x52:
        return lists ? miscIn() : fail(ProbeStatus::UnknownCommand, 2);
    default:
        break;
    }
    if (!lists || m_mode != ProbeMode::Debug) {
        return fail(lists ? ProbeStatus::NoDevice : ProbeStatus::UnknownCommand, 2);
    }
    put16(m_reply, 0, static_cast<unsigned>(miscLimit()));
    return plain(2);
}

ProbeAnswer ProbeBrain::readMemory(Block block, unsigned width, bool increments) {
    MemoryBlock wanted{accessPort(block[8]), get32(block, 2), width, increments, 0};
    if (since(32, 2)) {
        wanted.cswUpper = get32(block, 8) & ~0xFFU;
    }
    const std::size_t count = get16(block, 6);
    m_blockFaultAddress = 0;
    m_blockStatus = allowed(wanted.ap);
    if (count == 0) {
        return {};
    }
    if (count > readBufferBytes) {
        ProbeAnswer answer;
        answer.kind = ProbeAnswer::Kind::Stall;
        return answer;
    }
    if (width == 1 && count > smallByteBlock && isV3() && !since(0, 6)) {
        ProbeAnswer answer;
        answer.kind = ProbeAnswer::Kind::Hang;
        return answer;
    }
    const unsigned offset = wanted.address % width;
    if (m_blockStatus == ProbeStatus::Ok && offset != 0 && isV3()) {
        m_blockStatus = ProbeStatus::Alignment;
    }
    wanted.address -= offset;
    if (m_blockStatus == ProbeStatus::Ok) {
        const std::size_t good =
            width == 1 ? std::min(count, byteLimit(m_spec.firmware, true)) : count;
        m_blockStatus = m_swd.read(wanted, std::span(m_reply).first(good), m_blockFaultAddress);
    }
    return plain(width == 1 && count == 1 ? 2 : count);
}

ProbeAnswer ProbeBrain::writeMemory(Block block, unsigned width, bool increments) {
    m_write = {accessPort(block[8]), get32(block, 2), width, increments, 0};
    if (since(32, 2)) {
        m_write.cswUpper = get32(block, 8) & ~0xFFU;
    }
    const std::size_t count = get16(block, 6);
    m_blockFaultAddress = 0;
    m_blockStatus = allowed(m_write.ap);
    ProbeAnswer answer;
    if (count == 0) {
        return answer;
    }
    if (width == 1 && count > smallByteBlock && isV3() && !since(0, 6)) {
        answer.kind = ProbeAnswer::Kind::Hang;
        return answer;
    }
    const unsigned offset = m_write.address % width;
    if (m_blockStatus == ProbeStatus::Ok && offset != 0 && isV3()) {
        m_blockStatus = ProbeStatus::Alignment;
    }
    m_write.address -= offset;
    m_writeAllowed = m_blockStatus == ProbeStatus::Ok;
    m_writeLimit =
        width == 1 ? byteLimit(m_spec.firmware, false) : std::numeric_limits<std::size_t>::max();
    m_miscPending = false;
    answer.kind = ProbeAnswer::Kind::WantsData;
    answer.length = count;
    return answer;
}

void ProbeBrain::finishWrite(std::span<const std::uint8_t> bytes) {
    if (m_writeAllowed) {
        m_blockStatus = m_swd.write(m_write, bytes.first(std::min(bytes.size(), m_writeLimit)),
                                    m_blockFaultAddress);
    }
}

ProbeAnswer ProbeBrain::lastStatus(bool withAddress) {
    ProbeAnswer answer = succeed(withAddress ? 12 : 2);
    m_reply[0] = static_cast<std::uint8_t>(m_blockStatus);
    if (withAddress) {
        put32(m_reply, 4, m_blockFaultAddress);
    }
    return answer;
}

ProbeAnswer ProbeBrain::miscOut(Block block) {
    const std::uint32_t count = get32(block, 2);
    m_miscResults.clear();
    m_miscCount = 0;
    ProbeAnswer answer;
    if (count == 0 || count > miscLimit()) {
        return answer;
    }
    m_miscPending = true;
    m_miscCount = count;
    answer.kind = ProbeAnswer::Kind::WantsData;
    answer.length = (count + 3UL) / 4 * 4 + 4UL * count;
    return answer;
}

void ProbeBrain::finishMisc(std::span<const std::uint8_t> bytes) {
    m_miscPending = false;
    m_miscResults.assign(2 * m_miscCount, 0);
    const std::size_t payloads = (m_miscCount + 3) / 4 * 4;
    std::uint32_t address = 0;
    std::uint8_t ap = 0;
    for (std::size_t index = 0; index < m_miscCount; ++index) {
        const std::uint32_t payload = get32(bytes, payloads + 4 * index);
        ProbeStatus status = ProbeStatus::Ok;
        switch (bytes[index]) {
        case miscSetAddress:
            address = payload;
            break;
        case miscSelectAp:
            ap = static_cast<std::uint8_t>(payload);
            break;
        case miscWrite:
            status = allowed(ap);
            status = status == ProbeStatus::Ok ? m_swd.writeWord(ap, address, payload) : status;
            break;
        case miscRead:
            status = allowed(ap);
            status = status == ProbeStatus::Ok ? m_swd.readWord(ap, payload, m_miscResults[index])
                                               : status;
            break;
        default:
            status = ProbeStatus::BadArgument;
            break;
        }
        m_miscResults[m_miscCount + index] = static_cast<std::uint32_t>(status);
    }
}

ProbeAnswer ProbeBrain::miscIn() {
    if (m_miscResults.empty()) {
        return fail(ProbeStatus::CommandError, 2);
    }
    for (std::size_t index = 0; index < m_miscResults.size(); ++index) {
        put32(m_reply, 4 * index, m_miscResults[index]);
    }
    return plain(4 * m_miscResults.size());
}

} // namespace greenlight::sim
