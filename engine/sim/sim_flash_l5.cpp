#include "engine/sim/sim_flash_l5.h"

#include <bit>

namespace greenlight::sim {

namespace l5 {

namespace {

constexpr Figures figuresOf(const ChipFacts& facts) {
    switch (facts.family) {
    case Family::L5:
        return figuresL5;
    case Family::U3:
        return figuresU3;
    case Family::U5:
        return figuresU5;
    default:
        return facts.chip == Chip::WBA25 ? figuresSmallWba : figuresWba;
    }
}

} // namespace

FlashL5::FlashL5(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
    : SimFlash(facts, spec.flashKb * 1024U, figuresOf(facts).unitBytes, surroundings)
    , m_figures(figuresOf(facts))
    , m_flashKb(spec.flashKb)
    , m_keyLocked(spec.keyLocked) {
    m_stored[Optr] = m_figures.options;
    if (spec.rdpLevel != 0) {
        m_stored[Optr] = (m_stored[Optr] & ~0xFFU) | (spec.rdpLevel == 2 ? 0xCCU : 0x00U);
    }
    if (spec.hardwareWatchdog) {
        m_stored[Optr] &= ~opt::watchdogBySoftware;
    }
    if (spec.trustZone) {
        m_stored[Optr] |= opt::trustZone;
    }
    if (spec.writeProtectedSectors != 0) {
        const auto first = static_cast<std::uint32_t>(std::countr_zero(spec.writeProtectedSectors));
        const auto last =
            31U - static_cast<std::uint32_t>(std::countl_zero(spec.writeProtectedSectors));
        m_stored[Wrp1A] = 0xFF00FF00U | (last << 16U) | first;
    }
    if (spec.writeProtectionFrozen) {
        m_stored[Wrp1A] &= ~opt::unlocked;
    }
}

void FlashL5::resetRegisters() {
    m_lock.reset();
    m_optionLock.reset();
    m_acr = 0;
    m_cr = 0;
    m_sr = 0;
    m_eccr = 0;
    m_filled = 0;
}

void FlashL5::loadOptions(bool power, Instant) {
    if (power || m_launching) {
        m_loaded = m_stored;
    }
    m_launching = false;
    m_shown = m_loaded;
}

bool FlashL5::stalls(std::uint32_t offset) const noexcept {
    if (!busy() || operation().kind == Operation::Kind::Options || !dual()) {
        return busy();
    }
    const std::uint32_t last = operation().offset + operation().bytes - 1;
    return bankOf(offset) >= bankOf(operation().offset) && bankOf(offset) <= bankOf(last);
}

bool FlashL5::writeProtected(std::uint32_t offset) const noexcept {
    const std::uint32_t page = offset % bankBytes() / pageBytes();
    const std::size_t area = bankOf(offset) == 0 ? Wrp1A : Wrp2A;
    for (std::size_t i = area; i <= area + 1; ++i) {
        if (page >= (m_loaded.at(i) & 0xFFU) && page <= ((m_loaded.at(i) >> 16U) & 0xFFU)) {
            return true;
        }
    }
    return false;
}

bool FlashL5::anyProtected(std::uint32_t bank) const noexcept {
    for (std::uint32_t offset = 0; offset < bankBytes(); offset += pageBytes()) {
        if (writeProtected(bank * bankBytes() + offset)) {
            return true;
        }
    }
    return false;
}

void FlashL5::fail(std::uint32_t flags) noexcept {
    m_sr |= flags;
    m_filled = 0;
}

BusOutcome FlashL5::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        return BusOutcome::of(m_acr);
    case reg::nssr:
        return BusOutcome::of(m_sr | (busy() ? sr::bsy : 0U) | (m_filled != 0 ? sr::wdw : 0U) |
                              (m_keyLocked ? sr::oem1lock : 0U));
    case reg::nscr: {
        const std::uint32_t starting =
            !busy() ? 0U
                    : (operation().kind == Operation::Kind::Options
                           ? cr::optstrt
                           : (operation().kind == Operation::Kind::Erase ? cr::strt : 0U));
        return BusOutcome::of(m_cr | starting | (m_lock.locked() ? cr::lock : 0U) |
                              (m_optionLock.locked() ? cr::optlock : 0U));
    }
    case reg::eccr:
        return BusOutcome::of(m_eccr);
    default:
        break;
    }
    const std::uint32_t option = (offset - firstOption) / 4;
    return BusOutcome::of(option < OptionCount ? m_shown.at(option) : 0);
}

BusOutcome FlashL5::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        m_acr = value & 0x0000790FU;
        return {};
    case reg::nskeyr:
        return m_lock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::optkeyr:
        if (m_lock.locked()) {
            return {}; // RM0438 6.4.2: NSLOCK has to be cleared first
        }
        return m_optionLock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::nssr:
        m_sr &= ~(value & sr::clearable);
        return {};
    case reg::nscr:
        writeControl(value, at);
        return {};
    case reg::eccr:
        m_eccr &= ~(value & 0xC0000000U);
        return {};
    default:
        break;
    }
    const std::uint32_t option = (offset - firstOption) / 4;
    if (option < OptionCount && !m_optionLock.locked() && !busy()) {
        m_shown.at(option) = value;
    }
    return {};
}

void FlashL5::writeControl(std::uint32_t value, Instant at) {
    if (m_lock.locked() || busy()) {
        return;
    }
    if (m_filled != 0 && ((value ^ m_cr) & cr::writable) != 0) {
        fail(sr::pgserr); // a unit that waits for its words is given up
    }
    m_cr = value & cr::writable;
    if ((value & cr::optlock) != 0) {
        m_optionLock.lock();
    }
    if ((value & cr::lock) != 0) {
        m_lock.lock();
        m_optionLock.lock();
        return;
    }
    if ((value & cr::oblLaunch) != 0 && !m_optionLock.locked()) {
        m_launching = true;
        launch();
        return;
    }
    if ((value & cr::optstrt) != 0 && !m_optionLock.locked()) {
        startOptions(at);
    } else if ((value & cr::strt) != 0) {
        startErase(at);
    }
}

void FlashL5::startErase(Instant at) {
    if (readProtection() != 0 && surroundings().debuggerSeen) {
        return fail(sr::wrperr);
    }
    if (surroundings().weakCore) {
        return fail(sr::operr);
    }
    if ((m_cr & cr::pg) != 0) {
        return fail(sr::pgserr);
    }
    if ((m_cr & (cr::mer1 | cr::mer2)) != 0) {
        return startMassErase(at);
    }
    if ((m_cr & cr::per) == 0) {
        return;
    }
    const std::uint32_t bank = dual() && (m_cr & cr::bker) != 0 ? 1 : 0;
    const std::uint32_t inBank = ((m_cr >> 3U) & 0xFFU) * pageBytes();
    if (inBank >= bankBytes()) {
        return fail(sr::pgserr);
    }
    const std::uint32_t offset = bank * bankBytes() + inBank;
    if (writeProtected(offset)) {
        return fail(sr::wrperr);
    }
    begin({.kind = Operation::Kind::Erase, .offset = offset, .bytes = pageBytes()}, at,
          m_figures.page);
}

void FlashL5::startMassErase(Instant at) {
    const bool first = (m_cr & cr::mer1) != 0;
    const bool second = dual() && (m_cr & cr::mer2) != 0;
    if ((first && anyProtected(0)) || (second && anyProtected(1))) {
        return fail(sr::wrperr);
    }
    if (!first && !second) {
        return;
    }
    const std::uint32_t from = first ? 0 : bankBytes();
    const std::uint32_t to = second || !dual() ? array().size() : bankBytes();
    begin({.kind = Operation::Kind::Erase, .offset = from, .bytes = to - from}, at,
          first && second ? m_figures.chip : m_figures.bank);
}

void FlashL5::startOptions(Instant at) {
    const bool wantsOpen = (m_shown[Optr] & 0xFFU) == levelZero;
    const bool regression = readProtection() == 1 && wantsOpen;
    const bool frozen = facts().family != Family::L5 && (m_loaded[Wrp1A] & opt::unlocked) == 0 &&
                        m_shown[Wrp1A] != m_loaded[Wrp1A];
    const bool leavesTrustZone =
        (m_loaded[Optr] & opt::trustZone) != 0 && (m_shown[Optr] & opt::trustZone) == 0;
    if (readProtection() == 2 || frozen || (regression && m_keyLocked) ||
        (leavesTrustZone && !regression)) {
        return fail(sr::optwerr);
    }
    if (surroundings().weakCore) {
        return fail(sr::operr);
    }
    begin({.kind = Operation::Kind::Options, .bytes = regression ? array().size() : 0}, at,
          regression ? m_figures.chip + m_figures.page : m_figures.page);
}

void FlashL5::completed(const Operation& operation, Instant) {
    if (operation.kind == Operation::Kind::Options) {
        m_stored = m_shown;
        if (operation.bytes != 0) {
            array().erase(0, array().size());
        }
    }
    if (operation.failing) {
        m_sr |= operation.kind == Operation::Kind::Program ? sr::progerr : sr::wrperr;
        if ((m_cr & cr::errie) != 0) {
            m_sr |= sr::operr;
        }
        return;
    }
    if ((m_cr & cr::eopie) != 0) {
        m_sr |= sr::eop;
    }
}

} // namespace l5

std::unique_ptr<SimFlash> makeFlashL5(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<l5::FlashL5>(facts, spec, surroundings);
}

} // namespace greenlight::sim
