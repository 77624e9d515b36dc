#include "engine/sim/sim_flash.h"

#include <bit>
#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

namespace reg {
constexpr std::uint32_t acr = 0x00, keyr = 0x08, optkeyr = 0x0C, sr = 0x10, cr = 0x14, eccr = 0x18,
                        optr = 0x20;
} // namespace reg

namespace cr {
constexpr std::uint32_t pg = 1U << 0U, per = 1U << 1U, mer1 = 1U << 2U, bker = 1U << 11U,
                        mer2 = 1U << 15U, strt = 1U << 16U, optstrt = 1U << 17U, fstpg = 1U << 18U,
                        eopie = 1U << 24U, errie = 1U << 25U, oblLaunch = 1U << 27U,
                        optlock = 1U << 30U, lock = 1U << 31U;
constexpr std::uint32_t writable = 0x07048FFFU;
} // namespace cr

namespace sr {
constexpr std::uint32_t eop = 1U << 0U, operr = 1U << 1U, progerr = 1U << 3U, wrperr = 1U << 4U,
                        pgaerr = 1U << 5U, sizerr = 1U << 6U, pgserr = 1U << 7U, miserr = 1U << 8U,
                        fasterr = 1U << 9U, rderr = 1U << 14U, bsy = 1U << 16U;
constexpr std::uint32_t clearable = 0x0000C3FBU;
/// Errors that, left standing, spoil the next programming (RM0351 3.7.5, PGSERR).
constexpr std::uint32_t spoiling = progerr | sizerr | pgaerr | miserr | fasterr | pgserr | wrperr;
} // namespace sr

namespace opt {
constexpr std::uint32_t factory = 0xFFEFF8AA;
constexpr std::uint32_t watchdogBySoftware = 1U << 16U;
constexpr std::uint32_t dualBankG4 = 1U << 22U;
} // namespace opt

/// DS10198 (L476) and DS12288 table 47 (G474), typical.
struct Times {
    Duration doubleWord;
    Duration fastRow;
    Duration page;
    Duration mass;
};

constexpr Times timesL476{81690ns, 1910us, 22020us, 22130us};
constexpr Times timesG474{81700ns, 1910us, 22020us, 22130us};

constexpr std::uint32_t rowBytes = 256;
constexpr std::uint32_t bankOneOfG4 = 0x40000;
constexpr std::uint8_t levelZero = 0xAA;
constexpr std::uint8_t levelTwo = 0xCC;

/// The option registers in the order of their offsets; the same set exists as loaded values, as
/// what the registers show, and as what the cells hold.
enum Option : std::size_t {
    Optr,
    Pcrop1Start,
    Pcrop1End,
    Wrp1A,
    Wrp1B,
    Pcrop2Start,
    Pcrop2End,
    Wrp2A,
    Wrp2B,
    Secure1,
    Secure2,
    OptionCount
};

constexpr std::array<std::uint32_t, OptionCount> optionOffsets{0x20, 0x24, 0x28, 0x2C, 0x30, 0x44,
                                                               0x48, 0x4C, 0x50, 0x70, 0x74};
using Options = std::array<std::uint32_t, OptionCount>;
constexpr std::uint32_t noArea = 0xFF00FFFF; ///< first page above last page: protects nothing
constexpr Options factoryOptions{opt::factory, 0xFFFFFFFF, 0x00000000, noArea,
                                 noArea,       0xFFFFFFFF, 0x00000000, noArea,
                                 noArea,       0xFF00FF00, 0xFF00FF00};

/// The controller of L4 and G4 (RM0351 chapter 3, RM0440 chapter 3): double words with a code of
/// their own, two banks that can be read while the other one works.
class FlashL4 final : public SimFlash {
public:
    FlashL4(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings);

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;
    BusOutcome readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) override;

    [[nodiscard]] unsigned readProtection() const noexcept override {
        const auto byte = static_cast<std::uint8_t>(m_loaded[Optr] & 0xFFU);
        return byte == levelZero ? 0 : (byte == levelTwo ? 2 : 1);
    }

    [[nodiscard]] bool hardwareWatchdog() const noexcept override {
        return (m_loaded[Optr] & opt::watchdogBySoftware) == 0;
    }

protected:
    BusOutcome storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                            Instant at) override;
    void completed(const Operation& operation, Instant at) override;

    void optionsTorn() override { m_stored[Optr] &= ~0xFFU; }

    void resetRegisters() override;
    void loadOptions(bool power, Instant at) override;

    void noteProtectedRead() override { m_sr |= sr::rderr; }

    void noteBadRead(std::uint32_t offset) override {
        constexpr std::uint32_t eccd = 1U << 31U;
        if ((m_eccr & eccd) == 0) {
            m_eccr = eccd | ((offset - bankBase(bankOf(offset))) & 0x7FFFFU) |
                     (bankOf(offset) << (facts().family == Family::G4 ? 21U : 19U));
        }
    }

    [[nodiscard]] bool stalls(std::uint32_t offset) const noexcept override;
    [[nodiscard]] bool isHole(std::uint32_t offset) const noexcept override;

private:
    [[nodiscard]] bool dual() const noexcept {
        return facts().family != Family::G4 || (m_loaded[Optr] & opt::dualBankG4) != 0;
    }

    [[nodiscard]] std::uint32_t pageBytes() const noexcept { return dual() ? 2048 : 4096; }

    [[nodiscard]] std::uint32_t bankBytes() const noexcept {
        return dual() ? m_flashBytes / 2 : m_flashBytes;
    }

    [[nodiscard]] std::uint32_t bankBase(std::uint32_t bank) const noexcept {
        return bank == 0 ? 0 : (facts().family == Family::G4 ? bankOneOfG4 : m_flashBytes / 2);
    }

    [[nodiscard]] std::uint32_t bankOf(std::uint32_t offset) const noexcept {
        return dual() && offset >= bankBase(1) ? 1 : 0;
    }

    [[nodiscard]] bool writeProtected(std::uint32_t offset) const noexcept;
    [[nodiscard]] bool anyProtected(std::uint32_t bank) const noexcept;

    [[nodiscard]] const Times& times() const noexcept {
        return facts().family == Family::G4 ? timesG474 : timesL476;
    }

    void writeControl(std::uint32_t value, Instant at);
    void startErase(Instant at);
    void startMassErase(Instant at);
    void startOptions(Instant at);
    BusOutcome storeDoubleWord(std::uint32_t offset, std::uint32_t value, Instant at);
    BusOutcome storeRow(std::uint32_t offset, std::uint32_t value, Instant at);
    void fail(std::uint32_t flags) noexcept;

    std::uint32_t m_flashBytes;
    KeyLock m_lock{0x45670123, 0xCDEF89AB};
    KeyLock m_optionLock{0x08192A3B, 0x4C5D6E7F};
    std::uint32_t m_acr = 0;
    std::uint32_t m_cr = 0;
    std::uint32_t m_sr = 0;
    std::uint32_t m_eccr = 0;
    Options m_shown = factoryOptions;
    Options m_stored = factoryOptions;
    Options m_loaded = factoryOptions;
    bool m_launching = false;

    /// The first half of a double word waits here for the second.
    bool m_halfPending = false;
    std::uint32_t m_halfOffset = 0;
    std::uint32_t m_halfValue = 0;

    /// A fast row as it comes in.
    std::uint32_t m_rowOffset = 0;
    std::uint32_t m_rowFilled = 0;
    Instant m_rowStarted{};
    Instant m_rowLast{};
    std::array<std::uint8_t, rowBytes> m_row{};
    std::array<bool, 2> m_massErased{};
};

constexpr std::uint32_t extentOf(const ChipFacts& facts, unsigned flashKb) {
    // A trimmed G4 keeps its second bank at 0x08040000, with a hole below it (RM0440 3.3.1).
    const std::uint32_t bytes = flashKb * 1024U;
    return facts.family == Family::G4 ? bankOneOfG4 + bytes / 2 : bytes;
}

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

BusOutcome FlashL4::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
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
    begin(program, at, times().doubleWord);
    return {};
}

BusOutcome FlashL4::storeRow(std::uint32_t offset, std::uint32_t value, Instant at) {
    const Duration longestGap = times().fastRow / (rowBytes / 8);
    if (m_rowFilled == 0) {
        if (!m_massErased.at(bankOf(offset))) {
            fail(sr::fasterr | sr::pgserr | sr::pgaerr);
            return {};
        }
        if (offset % rowBytes != 0) {
            fail(sr::pgaerr | sr::fasterr);
            return {};
        }
        m_rowOffset = offset;
        m_rowStarted = at;
    } else if (offset != m_rowOffset + m_rowFilled) {
        fail(sr::pgaerr | sr::fasterr);
        return {};
    } else if (at - m_rowLast > longestGap) {
        // What was already in the pump is half-written (RM0351 3.3.8).
        array().leaveHalfProgrammed(m_rowOffset, std::span(m_row).first((m_rowFilled + 7) / 8 * 8),
                                    surroundings().random);
        fail(sr::miserr | sr::fasterr);
        return {};
    }
    m_rowLast = at;
    for (unsigned i = 0; i < 4; ++i) {
        m_row.at(m_rowFilled + i) = static_cast<std::uint8_t>((value >> (8U * i)) & 0xFFU);
    }
    m_rowFilled += 4;
    if (m_rowFilled < rowBytes) {
        return {};
    }
    m_rowFilled = 0;
    if (!array().isErased(m_rowOffset, rowBytes)) {
        fail(sr::progerr | sr::fasterr);
        return {};
    }
    Operation program{.kind = Operation::Kind::Program, .offset = m_rowOffset, .bytes = rowBytes};
    program.data = m_row;
    const Duration spent = at - m_rowStarted;
    begin(program, at, spent < times().fastRow ? times().fastRow - spent : Duration::zero());
    return {};
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

} // namespace

std::unique_ptr<SimFlash> makeFlashL4(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<FlashL4>(facts, spec, surroundings);
}

} // namespace greenlight::sim
