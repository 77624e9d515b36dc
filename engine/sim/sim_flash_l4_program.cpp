#include "engine/sim/sim_flash_l4.h"

namespace greenlight::sim::l4 {

BusOutcome FlashL4::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (loseLateRow(at)) {
        return {}; // it came too late to be any part of it
    }
    if (writeProtected(offset)) {
        fail(sr::wrperr);
        return {};
    }
    if (m_lock.locked() || (m_cr & (cr::pg | cr::fstpg)) == 0 || (m_sr & sr::spoiling) != 0) {
        fail(sr::pgserr);
        return {};
    }
    if (bytes != 4) {
        fail(sr::sizerr);
        return {};
    }
    return (m_cr & cr::fstpg) != 0 ? storeRow(offset, value, at)
                                   : storeDoubleWord(offset, value, at);
}

BusOutcome FlashL4::storeDoubleWord(std::uint32_t offset, std::uint32_t value, Instant at) {
    if (!m_halfPending) {
        if ((offset & 7U) != 0) {
            fail(sr::pgaerr);
            return {};
        }
        m_halfPending = true;
        m_halfOffset = offset;
        m_halfValue = value;
        return {};
    }
    if (offset != m_halfOffset + 4) {
        fail(offset / 8 == m_halfOffset / 8 ? sr::pgserr : sr::pgaerr | sr::pgserr);
        return {};
    }
    m_halfPending = false;
    if (!array().isErased(m_halfOffset, 8) && (m_halfValue != 0 || value != 0)) {
        fail(sr::progerr);
        return {};
    }
    Operation program{.kind = Operation::Kind::Program, .offset = m_halfOffset, .bytes = 8};
    for (unsigned i = 0; i < 4; ++i) {
        program.data.at(i) = static_cast<std::uint8_t>((m_halfValue >> (8U * i)) & 0xFFU);
        program.data.at(4 + i) = static_cast<std::uint8_t>((value >> (8U * i)) & 0xFFU);
    }
    begin(program, at, m_variant.times.doubleWord);
    return {};
}

/// The pump waits this long for the next double word.
Duration FlashL4::longestGap() const noexcept {
    return m_variant.times.fastRow / (m_variant.rowBytes / 8);
}

/// True if a row was under way and its next word did not come in time.
bool FlashL4::loseLateRow(Instant at) {
    if (m_rowFilled == 0 || at - m_rowLast <= longestGap()) {
        return false;
    }
    // What was already in the pump is half-written (RM0351 3.3.8).
    const std::size_t started = (m_rowFilled + 7) / 8 * std::size_t{8};
    array().leaveHalfProgrammed(m_rowOffset, std::span(m_row).first(started),
                                surroundings().random);
    fail(sr::miserr | sr::fasterr);
    return true;
}

/// The errors of a row that may not start here or now; 0 for one that may.
std::uint32_t FlashL4::wrongStartOfRow(std::uint32_t offset) const noexcept {
    constexpr std::uint32_t slowestBus = 8'000'000; // RM0351 3.3.8
    if (!m_massErased.at(bankOf(offset))) {
        return sr::fasterr | sr::pgserr | sr::pgaerr;
    }
    if (offset % m_variant.rowBytes != 0) {
        return sr::pgaerr | sr::fasterr;
    }
    // The row would be under high voltage for too long.
    return surroundings().busHz < slowestBus ? sr::fasterr : 0U;
}

BusOutcome FlashL4::storeRow(std::uint32_t offset, std::uint32_t value, Instant at) {
    if (m_rowFilled == 0) {
        if (const std::uint32_t wrong = wrongStartOfRow(offset); wrong != 0) {
            fail(wrong);
            return {};
        }
        m_rowOffset = offset;
        m_rowStarted = at;
    } else if (offset != m_rowOffset + m_rowFilled) {
        fail(sr::pgaerr | sr::fasterr);
        return {};
    }
    m_rowLast = at;
    for (unsigned i = 0; i < 4; ++i) {
        m_row.at(m_rowFilled + i) = static_cast<std::uint8_t>((value >> (8U * i)) & 0xFFU);
    }
    m_rowFilled += 4;
    if (m_rowFilled < m_variant.rowBytes) {
        return {};
    }
    m_rowFilled = 0;
    if (!array().isErased(m_rowOffset, m_variant.rowBytes)) {
        fail(sr::progerr | sr::fasterr);
        return {};
    }
    Operation program{
        .kind = Operation::Kind::Program, .offset = m_rowOffset, .bytes = m_variant.rowBytes};
    program.data = m_row;
    const Duration whole = m_variant.times.fastRow;
    const Duration spent = at - m_rowStarted;
    begin(program, at, spent < whole ? whole - spent : Duration::zero());
    return {};
}

} // namespace greenlight::sim::l4
