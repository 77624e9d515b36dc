#include "engine/sim/sim_flash_l5.h"

#include <algorithm>

namespace greenlight::sim::l5 {

BusOutcome FlashL5::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (writeProtected(offset) || (m_loaded[Optr] & opt::trustZone) != 0) {
        fail(sr::wrperr);
        return {};
    }
    if (m_lock.locked() || (m_cr & cr::pg) == 0 || (m_sr & sr::spoiling) != 0) {
        fail(sr::pgserr);
        return {};
    }
    if (bytes != 4) {
        fail(sr::sizerr);
        return {};
    }
    const bool burst = (m_cr & cr::bwr) != 0 && m_figures.burstUnits != 0;
    const std::uint32_t whole = m_figures.unitBytes * (burst ? m_figures.burstUnits : 1);
    if (m_filled == 0) {
        if (offset % whole != 0) {
            fail(sr::pgaerr);
            return {};
        }
        m_from = offset;
    } else if (offset != m_from + m_filled) {
        fail(offset / whole == m_from / whole ? sr::pgserr : sr::pgaerr | sr::pgserr);
        return {};
    }
    for (unsigned i = 0; i < 4; ++i) {
        m_words.at(m_filled + i) = static_cast<std::uint8_t>(value >> (8U * i));
    }
    m_filled += 4;
    if (m_filled < whole) {
        return {};
    }
    m_filled = 0;
    const auto data = std::span(m_words).first(whole);
    const bool zeros = std::ranges::all_of(data, [](std::uint8_t byte) { return byte == 0; });
    if (!array().isErased(m_from, whole) && (!zeros || facts().family != Family::L5)) {
        fail(sr::progerr);
        return {};
    }
    if (surroundings().weakCore) {
        fail(sr::operr);
        return {};
    }
    Operation program{.kind = Operation::Kind::Program, .offset = m_from, .bytes = whole};
    std::ranges::copy(data, program.data.begin());
    begin(program, at, burst ? m_figures.burstUnit * m_figures.burstUnits : m_figures.unit);
    return {};
}

} // namespace greenlight::sim::l5
