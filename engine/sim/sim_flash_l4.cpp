#include "engine/sim/sim_flash_l4.h"

#include <bit>

namespace greenlight::sim {

namespace l4 {

namespace {

constexpr std::uint32_t extentOf(const ChipFacts& facts, unsigned flashKb) {
    // A trimmed G4 keeps its second bank at 0x08040000, with a hole below it (RM0440 3.3.1).
    const std::uint32_t bytes = flashKb * 1024U;
    return facts.family == Family::G4 ? bankOneOfG4 + bytes / 2 : bytes;
}

} // namespace

FlashL4::FlashL4(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
    : SimFlash(facts, extentOf(facts, spec.flashKb), 8, surroundings)
    , m_flashBytes(spec.flashKb * 1024U) {
    if (spec.rdpLevel != 0) {
        m_stored[Optr] = (m_stored[Optr] & ~0xFFU) | (spec.rdpLevel == 2 ? 0xCCU : 0x00U);
    }
    if (spec.hardwareWatchdog) {
        m_stored[Optr] &= ~opt::watchdogBySoftware;
    }
    if (spec.writeProtectedSectors != 0) {
        const auto first = static_cast<std::uint32_t>(std::countr_zero(spec.writeProtectedSectors));
        const auto last =
            31U - static_cast<std::uint32_t>(std::countl_zero(spec.writeProtectedSectors));
        m_stored[Wrp1A] = 0xFF00FF00U | (last << 16U) | first;
    }
}

void FlashL4::resetRegisters() {
    m_lock.reset();
    m_optionLock.reset();
    m_acr = facts().family == Family::G4 ? 0x00040600U : 0x00000600U;
    m_cr = 0;
    m_sr = 0;
    m_eccr = 0;
    m_halfPending = false;
    m_rowFilled = 0;
    m_massErased = {};
}

void FlashL4::loadOptions(bool power, Instant) {
    if (power || m_launching) {
        m_loaded = m_stored;
    }
    m_launching = false;
    m_shown = m_loaded;
}

bool FlashL4::stalls(std::uint32_t offset) const noexcept {
    if (!busy() || operation().kind == Operation::Kind::Options || !dual()) {
        return busy();
    }
    const std::uint32_t last = operation().offset + operation().bytes - 1;
    return bankOf(offset) >= bankOf(operation().offset) && bankOf(offset) <= bankOf(last);
}

bool FlashL4::isHole(std::uint32_t offset) const noexcept {
    const std::uint32_t bank = bankOf(offset);
    return offset - bankBase(bank) >= bankBytes() || offset >= array().size();
}

bool FlashL4::writeProtected(std::uint32_t offset) const noexcept {
    const std::uint32_t bank = bankOf(offset);
    const std::uint32_t page = (offset - bankBase(bank)) / pageBytes();
    const std::size_t area = bank == 0 ? Wrp1A : Wrp2A;
    for (std::size_t i = area; i <= area + 1; ++i) {
        if (page >= (m_loaded.at(i) & 0xFFU) && page <= ((m_loaded.at(i) >> 16U) & 0xFFU)) {
            return true;
        }
    }
    return false;
}

bool FlashL4::anyProtected(std::uint32_t bank) const noexcept {
    for (std::uint32_t offset = 0; offset < bankBytes(); offset += pageBytes()) {
        if (writeProtected(bankBase(bank) + offset)) {
            return true;
        }
    }
    return false;
}

void FlashL4::fail(std::uint32_t flags) noexcept {
    m_sr |= flags;
    m_halfPending = false;
    m_rowFilled = 0;
}

BusOutcome FlashL4::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        return BusOutcome::of(m_acr);
    case reg::sr:
        return BusOutcome::of(m_sr | (busy() ? sr::bsy : 0U));
    case reg::cr: {
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
    for (std::size_t i = 0; i < OptionCount; ++i) {
        if (optionOffsets.at(i) == offset) {
            return BusOutcome::of(m_shown.at(i));
        }
    }
    return BusOutcome::of(0);
}

BusOutcome FlashL4::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        m_acr = value & 0x00057F0FU;
        return {};
    case reg::keyr:
        return m_lock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::optkeyr:
        if (m_lock.locked()) {
            return {}; // RM0351 3.4.2: LOCK has to be cleared first
        }
        return m_optionLock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::sr:
        m_sr &= ~(value & sr::clearable);
        return {};
    case reg::cr:
        writeControl(value, at);
        return {};
    case reg::eccr:
        m_eccr &= ~(value & 0xF0000000U);
        return {};
    default:
        break;
    }
    for (std::size_t i = 0; i < OptionCount; ++i) {
        if (optionOffsets.at(i) == offset && !m_optionLock.locked() && !busy()) {
            m_shown.at(i) = value;
        }
    }
    return {};
}

void FlashL4::writeControl(std::uint32_t value, Instant at) {
    if (m_lock.locked() || busy()) {
        return;
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

void FlashL4::startErase(Instant at) {
    if (readProtection() != 0 && surroundings().debuggerSeen) {
        return fail(sr::wrperr);
    }
    if ((m_cr & (cr::pg | cr::fstpg)) != 0) {
        return fail(sr::pgserr); // RM0351 3.7.5: PG and PER (or MER) together
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
    const std::uint32_t offset = bankBase(bank) + inBank;
    if (writeProtected(offset)) {
        return fail(sr::wrperr);
    }
    m_massErased.at(bank) = false;
    begin({.kind = Operation::Kind::Erase, .offset = offset, .bytes = pageBytes()}, at,
          times().page);
}

void FlashL4::startMassErase(Instant at) {
    const bool first = (m_cr & cr::mer1) != 0;
    const bool second = dual() && (m_cr & cr::mer2) != 0;
    if ((first && anyProtected(0)) || (second && anyProtected(1))) {
        return fail(sr::wrperr);
    }
    if (!first && !second) {
        return;
    }
    const std::uint32_t from = first ? 0 : bankBase(1);
    const std::uint32_t to = second || !dual() ? array().size() : bankBase(1);
    m_massErased = {m_massErased[0] || first, m_massErased[1] || second};
    begin({.kind = Operation::Kind::Erase, .offset = from, .bytes = to - from}, at, times().mass);
}

void FlashL4::startOptions(Instant at) {
    if (readProtection() == 2) {
        return fail(sr::wrperr);
    }
    const bool regression = readProtection() == 1 && (m_shown[Optr] & 0xFFU) == levelZero;
    begin({.kind = Operation::Kind::Options, .bytes = regression ? array().size() : 0}, at,
          regression ? times().mass + times().page : times().page);
}

void FlashL4::completed(const Operation& operation, Instant) {
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

BusOutcome FlashL4::readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) {
    advance(at);
    // RM0351 table 13: each register of bank 1 and its complement, 8 bytes apart.
    const std::uint32_t value = m_stored.at(offset / 8);
    const std::uint32_t word = (offset & 4U) == 0 ? value : ~value;
    const unsigned shift = 8U * (offset & 3U);
    return BusOutcome::of(bytes == 4 ? word : (word >> shift) & ((1U << (8U * bytes)) - 1U));
}

} // namespace l4

std::unique_ptr<SimFlash> makeFlashL4(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<l4::FlashL4>(facts, spec, surroundings);
}

} // namespace greenlight::sim
