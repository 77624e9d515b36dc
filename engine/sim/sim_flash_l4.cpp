#include "engine/sim/sim_flash_l4.h"

#include <bit>

namespace greenlight::sim {

namespace l4 {

namespace {

/// A trimmed G4 keeps its second bank at 0x08040000, with a hole below it (RM0440 3.3.1).
std::uint32_t extentOf(const Variant& variant, unsigned flashKb) {
    const std::uint32_t bytes = flashKb * 1024U;
    return variant.secondBank != 0 ? variant.secondBank + bytes / 2 : bytes;
}

} // namespace

FlashL4::FlashL4(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
    : SimFlash(facts, extentOf(variantOf(facts.chip), spec.flashKb), 8, surroundings)
    , m_variant(variantOf(facts.chip))
    , m_flashBytes(spec.flashKb * 1024U)
    , m_bankBit(spec.flashKb == facts.flashKb ? m_variant.bankBit : m_variant.trimmedBankBit)
    , m_alwaysDual(m_variant.wholeIsDual && spec.flashKb == facts.flashKb)
    , m_shown(m_variant.factory)
    , m_stored(m_variant.factory)
    , m_loaded(m_variant.factory) {
    if (spec.rdpLevel != 0) {
        m_stored[Optr] = (m_stored[Optr] & ~0xFFU) | (spec.rdpLevel == 2 ? 0xCCU : 0x00U);
    }
    if (spec.hardwareWatchdog) {
        m_stored[Optr] &= ~opt::watchdogBySoftware;
    }
    if (spec.joinedBanks) {
        m_stored[Optr] &= ~m_bankBit;
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
    m_acr = m_variant.accessReset;
    m_cr = 0;
    m_sr = m_variant.optionErrorAfterReset ? sr::optverr : 0;
    m_eccr = 0;
    m_secProt = 0;
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

void FlashL4::fail(std::uint32_t flags) noexcept {
    m_sr |= flags;
    m_halfPending = false;
    m_rowFilled = 0;
}

std::uint32_t FlashL4::status() const noexcept {
    std::uint32_t value = m_sr;
    if (busy() || m_rowFilled != 0) {
        // The second bank's flag tells of what runs there alone.
        const bool elsewhere =
            m_variant.secondBusy != 0 && busy() && bankOf(operation().offset) == 1;
        const bool both = busy() && operation().bytes != 0 && m_variant.secondBusy != 0 &&
                          bankOf(operation().offset + operation().bytes - 1) == 1;
        value |= (elsewhere ? 0U : sr::bsy) | (elsewhere || both ? m_variant.secondBusy : 0U);
    }
    if (m_variant.configurationBusy && engaged()) {
        value |= sr::cfgbsy;
    }
    if (m_variant.emptyFlag == EmptyFlag::StatusBit17 && empty()) {
        value |= sr::pempty;
    }
    return value;
}

std::uint32_t FlashL4::control() const noexcept {
    std::uint32_t value = m_cr | m_secProt;
    if (busy() && operation().kind == Operation::Kind::Options) {
        value |= cr::optstrt;
    }
    if (busy() && operation().kind == Operation::Kind::Erase) {
        value |= cr::strt;
    }
    return value | (m_lock.locked() ? cr::lock : 0U) | (m_optionLock.locked() ? cr::optlock : 0U);
}

BusOutcome FlashL4::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    static_cast<void>(loseLateRow(at));
    switch (offset) {
    case reg::acr: {
        const bool shown = m_variant.emptyFlag == EmptyFlag::AccessBit16 && empty();
        return BusOutcome::of(m_acr | (shown ? acr::empty : 0U));
    }
    case reg::sr: {
        BusOutcome outcome = BusOutcome::of(status());
        outcome.volatileRead = m_rowFilled != 0;
        return outcome;
    }
    case reg::cr:
        return BusOutcome::of(control());
    case reg::eccr:
        return BusOutcome::of(m_eccr);
    default:
        break;
    }
    for (std::size_t i = 0; i < OptionCount; ++i) {
        if (optionOffsets.at(i) == offset && m_variant.has(static_cast<Option>(i))) {
            return BusOutcome::of(m_shown.at(i));
        }
    }
    return BusOutcome::of(0);
}

BusOutcome FlashL4::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    static_cast<void>(loseLateRow(at));
    switch (offset) {
    case reg::acr:
        if (m_variant.emptyFlag == EmptyFlag::AccessBit16) {
            setEmpty((value & acr::empty) != 0);
        }
        m_acr = value & m_variant.accessWritable & ~acr::empty;
        return {};
    case reg::keyr:
        return m_lock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::optkeyr:
        if (m_lock.locked()) {
            return {}; // RM0351 3.4.2: LOCK has to be cleared first
        }
        return m_optionLock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::sr:
        m_sr &= ~(value & m_variant.statusClearable);
        if (m_variant.emptyFlag == EmptyFlag::StatusBit17 && (value & sr::pempty) != 0) {
            setEmpty(!empty()); // RM0432 3.7.5
        }
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
    if (m_lock.locked() || engaged()) {
        return;
    }
    m_cr = value & (cr::writable | m_variant.bankSelect | (m_variant.twoBanks() ? cr::mer2 : 0U));
    if (m_variant.securable) {
        m_secProt |= value & cr::secProt;
    }
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
    const std::uint32_t bank = dual() && (m_cr & m_variant.bankSelect) != 0 ? 1 : 0;
    const std::uint32_t inBank = ((m_cr >> 3U) & 0xFFU) * pageBytes();
    if (inBank >= bankBytes()) {
        return fail(sr::pgserr);
    }
    const std::uint32_t offset = bankBase(bank) + inBank;
    if (pageProtected(offset)) {
        return fail(sr::wrperr);
    }
    m_massErased.at(bank) = false;
    begin({.kind = Operation::Kind::Erase, .offset = offset, .bytes = pageBytes()}, at,
          m_variant.times.page);
}

void FlashL4::startMassErase(Instant at) {
    bool first = (m_cr & cr::mer1) != 0;
    bool second = dual() && (m_cr & cr::mer2) != 0;
    if (m_variant.twoBanks() && !dual()) {
        // Joined banks lie in every line of the flash: one of them alone is nothing to erase.
        first = first && (m_cr & cr::mer2) != 0;
    }
    if ((first && anyProtected(0)) || (second && anyProtected(1))) {
        return fail(sr::wrperr);
    }
    if (!first && !second) {
        return;
    }
    const std::uint32_t from = first ? 0 : bankBase(1);
    const std::uint32_t to = second || !dual() ? array().size() : bankBase(1);
    m_massErased = {m_massErased[0] || first, m_massErased[1] || second};
    begin({.kind = Operation::Kind::Erase, .offset = from, .bytes = to - from}, at,
          m_variant.times.mass);
}

void FlashL4::startOptions(Instant at) {
    if (readProtection() == 2) {
        return fail(sr::wrperr);
    }
    constexpr std::uint32_t hideEnabled = 0xB4000000; // HDP1EN (RM0503 3.7.10)
    if ((m_variant.statusClearable & sr::hdpOptionError) != 0 &&
        (m_loaded[SecureFlash] & 0xFF000000U) == hideEnabled &&
        m_shown[SecureFlash] != m_loaded[SecureFlash]) {
        return fail(sr::hdpOptionError);
    }
    const bool regression = readProtection() == 1 && (m_shown[Optr] & 0xFFU) == levelZero;
    begin({.kind = Operation::Kind::Options, .bytes = regression ? array().size() : 0}, at,
          regression ? m_variant.times.mass + m_variant.times.page : m_variant.times.page);
}

void FlashL4::completed(const Operation& operation, Instant) {
    if (operation.kind == Operation::Kind::Options) {
        m_stored = m_shown;
        if (operation.bytes != 0) {
            eraseForRegression();
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
