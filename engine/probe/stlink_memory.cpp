#include "engine/base/check.h"
#include "engine/probe/stlink.h"
#include "engine/probe/stlink_session.h"

#include <algorithm>
#include <array>
#include <limits>

namespace greenlight::probe {

namespace {

constexpr std::size_t wordBytes = 4;
constexpr std::size_t halfwordBytes = 2;

/// An arbitrary range as bytes up to the first word, words, and the bytes behind the last one.
struct Parts {
    std::size_t head;
    std::size_t body;
    std::size_t tail;
};

Parts partsOf(std::uint32_t address, std::size_t size) {
    const std::size_t toWord = (wordBytes - address % wordBytes) % wordBytes;
    const std::size_t head = std::min(size, toWord);
    const std::size_t tail = (size - head) % wordBytes;
    return {head, size - head - tail, tail};
}

Result<void> requireRange(std::uint32_t address, std::size_t size, std::size_t alignment) {
    constexpr std::uint64_t endOfAddresses = std::uint64_t{1} << 32U;
    if (size > endOfAddresses - address) {
        return Fault{.code = FaultCode::Alignment,
                     .address = address,
                     .note = "the range passes the end of the address space"};
    }
    if (address % alignment != 0 || size % alignment != 0) {
        return Fault{.code = FaultCode::Alignment,
                     .address = address,
                     .note = "the range is not aligned to its accesses"};
    }
    return {};
}

std::uint32_t plus(std::uint32_t address, std::size_t bytes) {
    return address + static_cast<std::uint32_t>(bytes);
}

} // namespace

std::size_t StLink::Session::nextBlock(std::uint32_t address, std::size_t remaining,
                                       AccessWidth width, std::size_t most) const noexcept {
    std::size_t size = std::min(remaining, width == AccessWidth::Byte ? can.maxBytes : most);
    if (can.autoIncrement != 0) {
        size = std::min(size, can.autoIncrement - address % can.autoIncrement);
    }
    CHECK(size > 0 && size <= std::numeric_limits<std::uint16_t>::max());
    return size;
}

void StLink::Session::addReadBlock(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                                   std::span<std::uint8_t> into) {
    const auto bytes = static_cast<std::uint16_t>(into.size());
    talk.addRead(
        command::readMemory(width, ap, address, bytes), into,
        {.address = address, .wireTime = wireTime(into.size() / static_cast<std::size_t>(width))});
}

void StLink::Session::addWriteBlock(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                                    std::span<const std::uint8_t> from) {
    const auto bytes = static_cast<std::uint16_t>(from.size());
    talk.addWrite(command::writeMemory(width, ap, address, bytes), from,
                  {.address = address,
                   .mayDoubt = isPeripheral(address),
                   .wireTime = wireTime(from.size() / static_cast<std::size_t>(width))});
}

Result<void> StLink::Session::readBlocks(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                                         std::span<std::uint8_t> into) {
    while (!into.empty()) {
        talk.clear();
        while (!into.empty() && !talk.isFull()) {
            const std::size_t size = nextBlock(address, into.size(), width, can.maxRead);
            addReadBlock(width, ap, address, into.first(size));
            into = into.subspan(size);
            address = plus(address, size);
        }
        TRY(talk.run());
    }
    return {};
}

Result<void> StLink::Session::writeBlocks(AccessWidth width, std::uint8_t ap, std::uint32_t address,
                                          std::span<const std::uint8_t> from) {
    while (!from.empty()) {
        // One at a time: what follows a failed block must not reach a flash or a peripheral.
        const std::size_t size = nextBlock(address, from.size(), width, can.maxWrite);
        talk.clear();
        addWriteBlock(width, ap, address, from.first(size));
        TRY(talk.run());
        from = from.subspan(size);
        address = plus(address, size);
    }
    return {};
}

Result<std::uint32_t> StLink::readWord(std::uint8_t ap, std::uint32_t address) {
    TRY(m_session->ensureAp(ap));
    return m_session->talk.askWord(command::readWord(ap, address), reply::word, address);
}

Result<void> StLink::writeWord(std::uint8_t ap, std::uint32_t address, std::uint32_t value) {
    TRY(m_session->ensureAp(ap));
    Conversation& talk = m_session->talk;
    talk.clear();
    talk.addCommand(command::writeWord(ap, address, value), reply::status,
                    {.address = address, .mayDoubt = isPeripheral(address)});
    return talk.run();
}

Result<void> StLink::readMemory(std::uint8_t ap, std::uint32_t address,
                                std::span<std::uint8_t> into) {
    TRY(requireRange(address, into.size(), 1));
    TRY(m_session->ensureAp(ap));
    const Parts parts = partsOf(address, into.size());
    const std::size_t tailAt = parts.head + parts.body;
    TRY(m_session->readBlocks(AccessWidth::Byte, ap, address, into.first(parts.head)));
    TRY(m_session->readBlocks(AccessWidth::Word, ap, plus(address, parts.head),
                              into.subspan(parts.head, parts.body)));
    return m_session->readBlocks(AccessWidth::Byte, ap, plus(address, tailAt),
                                 into.subspan(tailAt));
}

Result<void> StLink::writeMemory(std::uint8_t ap, std::uint32_t address,
                                 std::span<const std::uint8_t> from) {
    TRY(requireRange(address, from.size(), 1));
    TRY(m_session->ensureAp(ap));
    const Parts parts = partsOf(address, from.size());
    const std::size_t tailAt = parts.head + parts.body;
    TRY(m_session->writeBlocks(AccessWidth::Byte, ap, address, from.first(parts.head)));
    TRY(m_session->writeBlocks(AccessWidth::Word, ap, plus(address, parts.head),
                               from.subspan(parts.head, parts.body)));
    return m_session->writeBlocks(AccessWidth::Byte, ap, plus(address, tailAt),
                                  from.subspan(tailAt));
}

Result<void> StLink::readHalfwords(std::uint8_t ap, std::uint32_t address,
                                   std::span<std::uint8_t> into) {
    TRY(requireRange(address, into.size(), halfwordBytes));
    if (!m_session->can.memory16) {
        return Fault{.code = FaultCode::ProbeFirmwareTooOld,
                     .note = "16-bit accesses need V2J26 or a V3"};
    }
    TRY(m_session->ensureAp(ap));
    return m_session->readBlocks(AccessWidth::Halfword, ap, address, into);
}

Result<void> StLink::writeHalfwords(std::uint8_t ap, std::uint32_t address,
                                    std::span<const std::uint8_t> from) {
    TRY(requireRange(address, from.size(), halfwordBytes));
    if (!m_session->can.memory16) {
        return Fault{.code = FaultCode::ProbeFirmwareTooOld,
                     .note = "16-bit accesses need V2J26 or a V3"};
    }
    TRY(m_session->ensureAp(ap));
    return m_session->writeBlocks(AccessWidth::Halfword, ap, address, from);
}

} // namespace greenlight::probe
