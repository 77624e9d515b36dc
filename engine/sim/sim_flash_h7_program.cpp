#include "engine/sim/sim_flash_h7.h"

#include <algorithm>
#include <utility>

// What the two banks do to their cells.

namespace greenlight::sim::h7 {

bool FlashH7::stalls(std::uint32_t offset) const noexcept {
    return changingOptions() || busy(bankOf(offset));
}

Instant FlashH7::stallEnd(std::uint32_t offset) const noexcept {
    return changingOptions() ? operation(0).end : operation(bankOf(offset)).end;
}

bool FlashH7::isHole(std::uint32_t offset) const noexcept {
    return offset >= array().size() || offset - bankBase(bankOf(offset)) >= m_bankBytes;
}

bool FlashH7::writeProtected(std::uint32_t offset) const noexcept {
    const unsigned bank = bankOf(offset);
    const std::uint32_t sector = (offset - bankBase(bank)) / m_traits.sectorBytes;
    const std::uint32_t bits = m_current.at(bank == 0 ? Wpsn : Wpsn2);
    return ((bits >> (sector / m_traits.sectorsPerBit)) & 1U) == 0;
}

void FlashH7::noteBadRead(std::uint32_t offset) {
    const unsigned bank = bankOf(offset);
    Bank& one = m_banks.at(bank);
    if ((one.sr & sr::dbeccerr) == 0) {
        one.eccAddress = (offset - bankBase(bank)) / m_traits.wordBytes;
    }
    one.sr |= sr::dbeccerr;
}

void FlashH7::writeControl(unsigned bank, std::uint32_t value, Instant at) {
    Bank& one = m_banks.at(bank);
    if (one.lock.locked() || busy(bank) || changingOptions()) {
        return;
    }
    one.cr = value & m_traits.controlWritable;
    if ((value & cr::lock) != 0) {
        one.lock.lock();
        return;
    }
    if ((value & m_traits.fw) != 0 && one.bufferMask != 0) {
        queueBuffer(bank, at);
    }
    if ((value & m_traits.start) != 0) {
        startErase(bank, at);
    }
}

void FlashH7::startErase(unsigned bank, Instant at) {
    const Bank& one = m_banks.at(bank);
    if (readProtection() != 0 && surroundings().debuggerSeen) {
        return fail(bank, sr::wrperr);
    }
    if (one.bufferMask != 0 || (one.cr & (cr::ser | cr::ber)) == 0) {
        return fail(bank, sr::pgserr);
    }
    if ((one.cr & cr::ber) != 0) {
        return beginBankErase(bank, at);
    }
    const std::uint32_t sector = (one.cr >> m_traits.sectorShift) & m_traits.sectorMask;
    const std::uint32_t inBank = sector * m_traits.sectorBytes;
    if (inBank >= m_bankBytes) {
        return fail(bank, sr::pgserr);
    }
    const std::uint32_t offset = bankBase(bank) + inBank;
    if (writeProtected(offset)) {
        return fail(bank, sr::wrperr);
    }
    begin({.kind = Operation::Kind::Erase,
           .offset = offset,
           .bytes = m_traits.sectorBytes,
           .parallelism = psize(bank),
           .lane = bank},
          at, m_traits.sector.at(psize(bank)));
}

void FlashH7::beginBankErase(unsigned bank, Instant at) {
    for (std::uint32_t inBank = 0; inBank < m_bankBytes; inBank += m_traits.sectorBytes) {
        if (writeProtected(bankBase(bank) + inBank)) {
            return fail(bank, sr::wrperr);
        }
    }
    begin({.kind = Operation::Kind::Erase,
           .offset = bankBase(bank),
           .bytes = m_bankBytes,
           .parallelism = psize(bank),
           .lane = bank},
          at, m_traits.bank.at(psize(bank)));
}

/// RM0433, mass erase: the request needs both banks unlocked and idle, and erases them side by
/// side.
void FlashH7::startMassErase(Instant at) {
    const bool ready = std::ranges::none_of(
        m_banks, [](const Bank& one) { return one.lock.locked() || one.bufferMask != 0; });
    if (!ready || busy() || readProtection() != 0) {
        return;
    }
    beginBankErase(0, at);
    beginBankErase(1, at);
}

BusOutcome FlashH7::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    const unsigned bank = bankOf(offset);
    Bank& one = m_banks.at(bank);
    const bool other = busy(bank) && operation(bank).kind != Operation::Kind::Program;
    if (one.queued.has_value() || other || changingOptions()) {
        return BusOutcome::holdUntil(stallEnd(offset));
    }
    if (writeProtected(offset)) {
        fail(bank, sr::wrperr);
        return {};
    }
    if (one.lock.locked() || (one.cr & cr::pg) == 0) {
        fail(bank, sr::pgserr);
        return {};
    }
    const std::uint32_t word = offset / m_traits.wordBytes * m_traits.wordBytes;
    const std::uint32_t first = offset - word;
    const std::uint32_t mask = ((1U << bytes) - 1U) << first;
    if (one.bufferMask != 0 && word != one.bufferOffset) {
        fail(bank, sr::incerr);
        return {};
    }
    if ((one.bufferMask & mask) != 0) {
        fail(bank, sr::strberr);
        return {};
    }
    if (one.bufferMask == 0) {
        one.bufferOffset = word;
        one.buffer.fill(array().erasedByte());
    }
    for (unsigned i = 0; i < bytes; ++i) {
        one.buffer.at(first + i) = static_cast<std::uint8_t>((value >> (8U * i)) & 0xFFU);
    }
    one.bufferMask |= mask;
    if (one.bufferMask == fullWord()) {
        queueBuffer(bank, at);
    }
    return {};
}

void FlashH7::queueBuffer(unsigned bank, Instant at) {
    Bank& one = m_banks.at(bank);
    Operation program{.kind = Operation::Kind::Program,
                      .offset = one.bufferOffset,
                      .bytes = m_traits.wordBytes,
                      .parallelism = psize(bank),
                      .lane = bank};
    std::ranges::copy(one.buffer, program.data.begin());
    one.bufferMask = 0;
    if (busy(bank)) {
        one.queued = program;
    } else {
        begin(program, at, m_traits.program.at(psize(bank)));
    }
}

void FlashH7::completed(const Operation& operation, Instant at) {
    if (operation.kind == Operation::Kind::Options) {
        m_current = m_programmed;
        if (operation.bytes != 0) {
            array().erase(0, array().size());
        }
        return;
    }
    Bank& one = m_banks.at(operation.lane);
    if (operation.failing) {
        one.sr |= m_traits.reportsOperationError ? sr::operr : sr::pgserr;
    } else {
        one.sr |= sr::eop; // on this family whether or not EOPIE is set (RM0468 4.9.5)
    }
    if (one.queued.has_value()) {
        const Operation next = *std::exchange(one.queued, std::nullopt);
        begin(next, at, m_traits.program.at(next.parallelism));
    }
}

} // namespace greenlight::sim::h7
