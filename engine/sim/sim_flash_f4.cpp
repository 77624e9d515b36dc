#include "engine/sim/sim_flash.h"
#include "engine/sim/sim_flash_f4_layout.h"

#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

namespace reg {
constexpr std::uint32_t acr = 0x00, keyr = 0x04, optkeyr = 0x08, sr = 0x0C, cr = 0x10, optcr = 0x14,
                        optcr1 = 0x18;
} // namespace reg

namespace cr {
constexpr std::uint32_t pg = 1U << 0U, ser = 1U << 1U, mer = 1U << 2U, strt = 1U << 16U,
                        mer2 = 1U << 15U, eopie = 1U << 24U, lock = 1U << 31U;
} // namespace cr

namespace sr {
constexpr std::uint32_t eop = 1U << 0U, operr = 1U << 1U, wrperr = 1U << 4U, pgperr = 1U << 6U,
                        pgserr = 1U << 7U, bsy = 1U << 16U;
constexpr std::uint32_t clearable = 0x000001F3U;
} // namespace sr

namespace opt {
constexpr std::uint32_t lock = 1U << 0U, strt = 1U << 1U, watchdogBySoftware = 1U << 5U;
} // namespace opt

constexpr Duration programTime = 16us; // DS8626 table 40, one operation of PSIZE width

/// One line of DS8626 table 40: typical times for x8, x16, x32; x64 needs 8 V on VPP and is
/// table 41.
using EraseTimes = std::array<Duration, 4>;
constexpr EraseTimes erase16k{400ms, 300ms, 250ms, 230ms};
constexpr EraseTimes erase64k{1200ms, 700ms, 550ms, 490ms};
constexpr EraseTimes erase128k{2s, 1300ms, 1s, 875ms};
constexpr EraseTimes eraseChip{16s, 11s, 8s, 6900ms};

constexpr std::array sectorTimes{erase16k, erase64k, erase128k};

constexpr unsigned sectorNumberMask = 0x1F;
constexpr std::uint8_t levelZero = 0xAA;
constexpr std::uint8_t levelTwo = 0xCC;

/// The controller of F2, F4 and F7 (RM0033, RM0090 chapter 3, RM0385): no error-correcting code,
/// one bank or two, of which one can be read while the other is busy. An F7's sectors of twice the
/// size take the time of an F4's.
class FlashF4 final : public SimFlash {
public:
    FlashF4(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
        : SimFlash(facts, spec.flashKb * 1024U, 0, surroundings)
        , m_layout(facts, spec.flashKb * 1024U)
        , m_stored(m_layout.guarded(m_layout.divided(m_layout.factory(), spec.banks),
                                    spec.writeProtectedSectors)) {
        if (spec.rdpLevel != 0) {
            m_stored.control =
                (m_stored.control & ~0xFF00U) | (spec.rdpLevel == 2 ? 0xCC00U : 0x0000U);
        }
        if (spec.hardwareWatchdog) {
            m_stored.control &= ~opt::watchdogBySoftware;
        }
        m_active = m_stored;
        m_shown = m_stored;
    }

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;
    BusOutcome readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) override;

    [[nodiscard]] unsigned readProtection() const noexcept override {
        const auto byte = static_cast<std::uint8_t>((m_active.control >> 8U) & 0xFFU);
        return byte == levelZero ? 0 : (byte == levelTwo ? 2 : 1);
    }

    [[nodiscard]] bool hardwareWatchdog() const noexcept override {
        return (m_stored.control & opt::watchdogBySoftware) == 0;
    }

protected:
    BusOutcome storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                            Instant at) override;
    void completed(const Operation& operation, Instant at) override;

    void optionsTorn() override { m_stored.control &= ~0xFF00U; }

    void resetRegisters() override {
        m_lock.reset();
        m_optionLock.reset();
        m_acr = 0;
        m_cr = 0;
        m_sr = 0;
    }

    void loadOptions(bool, Instant) override {
        m_active = m_stored;
        m_shown = m_stored;
    }

    [[nodiscard]] bool tooWeak(unsigned parallelism, unsigned millivolts) const noexcept override {
        // DS8626 table 40; x64 only with VPP, which no board of ours has.
        constexpr std::array<unsigned, 4> minimum{1800, 2100, 2700, ~0U};
        return millivolts < minimum.at(parallelism);
    }

    [[nodiscard]] bool stalls(std::uint32_t offset) const noexcept override {
        const std::uint32_t bank = m_layout.bankBytes(m_active);
        const bool aside = operation().kind != Operation::Kind::Options &&
                           operation().bytes <= bank && offset / bank != operation().offset / bank;
        return busy() && !aside;
    }

private:
    [[nodiscard]] unsigned psize() const noexcept { return (m_cr >> 8U) & 3U; }

    BusOutcome writeControl(std::uint32_t value, Instant at);
    void start(Instant at);
    void startMassErase(Instant at);
    void startSector(Instant at);
    BusOutcome writeOptions(std::uint32_t value, Instant at);

    F4Layout m_layout;
    KeyLock m_lock{0x45670123, 0xCDEF89AB};
    KeyLock m_optionLock{0x08192A3B, 0x4C5D6E7F};
    std::uint32_t m_acr = 0;
    std::uint32_t m_cr = 0;
    std::uint32_t m_sr = 0;
    F4Layout::Options m_stored; ///< what the cells hold
    F4Layout::Options m_active; ///< what counts
    F4Layout::Options m_shown;  ///< what the registers show
};

BusOutcome FlashF4::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        return BusOutcome::of(m_acr);
    case reg::sr:
        return BusOutcome::of(m_sr | (busy() ? sr::bsy : 0U));
    case reg::cr: {
        const bool erasing = operation().kind == Operation::Kind::Erase;
        return BusOutcome::of(m_cr | (m_lock.locked() ? cr::lock : 0U) | (erasing ? cr::strt : 0U));
    }
    case reg::optcr: {
        const bool starting = operation().kind == Operation::Kind::Options;
        return BusOutcome::of(m_shown.control | (m_optionLock.locked() ? opt::lock : 0U) |
                              (starting ? opt::strt : 0U));
    }
    case reg::optcr1:
        return BusOutcome::of(m_shown.second);
    default:
        return BusOutcome::of(0);
    }
}

BusOutcome FlashF4::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        m_acr = value & 0x1F07U;
        break;
    case reg::keyr:
        return m_lock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::optkeyr:
        return m_optionLock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::sr:
        m_sr &= ~(value & sr::clearable);
        break;
    case reg::cr:
        return writeControl(value, at);
    case reg::optcr:
        return writeOptions(value, at);
    case reg::optcr1:
        if (!m_optionLock.locked() && !busy()) {
            m_shown.second = value & m_layout.writable().second;
        }
        break;
    default:
        break;
    }
    return {};
}

BusOutcome FlashF4::writeControl(std::uint32_t value, Instant at) {
    if (m_lock.locked()) {
        return {};
    }
    if (busy()) {
        return BusOutcome::holdUntil(operation().end); // RM0090 3.9.6: the bus stalls
    }
    m_cr = value & m_layout.controlBits();
    if ((value & cr::lock) != 0) {
        m_lock.lock();
    } else if ((value & cr::strt) != 0) {
        start(at);
    }
    return {};
}

void FlashF4::start(Instant at) {
    if (readProtection() != 0 && surroundings().debuggerSeen) {
        m_sr |= sr::wrperr;
        return;
    }
    if ((m_cr & (cr::mer | cr::mer2)) != 0) {
        startMassErase(at);
    } else if ((m_cr & cr::ser) != 0) {
        startSector(at);
    } else {
        m_sr |= sr::pgserr;
    }
}

void FlashF4::startMassErase(Instant at) {
    if (m_layout.anyProtected(m_active)) {
        m_sr |= sr::wrperr;
        return;
    }
    const std::uint32_t bank = m_layout.bankBytes(m_active);
    const bool first = (m_cr & cr::mer) != 0;
    const bool second = (m_cr & cr::mer2) != 0 && m_layout.banks(m_active) == 2;
    if (!first && !second) {
        m_sr |= sr::pgserr;
        return;
    }
    begin({.kind = Operation::Kind::Erase,
           .offset = first ? 0 : bank,
           .bytes = first && second ? 2 * bank : bank,
           .parallelism = psize()},
          at, eraseChip.at(psize()));
}

void FlashF4::startSector(Instant at) {
    const auto sector = m_layout.numbered((m_cr >> 3U) & sectorNumberMask, m_active);
    if (!sector) {
        m_sr |= sr::pgserr;
        return;
    }
    if (m_layout.isProtected(*sector, m_active)) {
        m_sr |= sr::wrperr;
        return;
    }
    begin({.kind = Operation::Kind::Erase,
           .offset = sector->offset,
           .bytes = sector->bytes,
           .parallelism = psize()},
          at, sectorTimes.at(sector->kind).at(psize()));
}

BusOutcome FlashF4::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (m_layout.isProtected(m_layout.at(offset, m_active), m_active)) {
        m_sr |= sr::wrperr;
        return {};
    }
    if (m_lock.locked() || (m_cr & cr::pg) == 0) {
        m_sr |= sr::pgserr;
        return {};
    }
    if (bytes != 1U << psize()) {
        m_sr |= sr::pgperr;
        return {};
    }
    Operation program{
        .kind = Operation::Kind::Program, .offset = offset, .bytes = bytes, .parallelism = psize()};
    for (unsigned i = 0; i < bytes; ++i) {
        program.data.at(i) = static_cast<std::uint8_t>((value >> (8U * i)) & 0xFFU);
    }
    begin(program, at, programTime);
    return {};
}

BusOutcome FlashF4::writeOptions(std::uint32_t value, Instant at) {
    if (m_optionLock.locked()) {
        return {};
    }
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    m_shown.control = value & m_layout.writable().control;
    if ((value & opt::lock) != 0) {
        m_optionLock.lock();
        return {};
    }
    if ((value & opt::strt) == 0 || readProtection() == 2) {
        return {};
    }
    const bool regression = readProtection() == 1 && ((m_shown.control >> 8U) & 0xFFU) == levelZero;
    begin({.kind = Operation::Kind::Options,
           .bytes = regression ? array().size() : 0,
           .parallelism = psize()},
          at, regression ? eraseChip.at(psize()) : erase16k.at(psize()));
    return {};
}

void FlashF4::completed(const Operation& operation, Instant) {
    if (operation.kind == Operation::Kind::Options) {
        m_stored = m_shown;
        m_active = m_shown;
        if (operation.bytes != 0) {
            array().erase(0, array().size());
        }
    }
    if (operation.failing) {
        m_sr |= sr::operr;
        return;
    }
    if ((m_cr & cr::eopie) != 0) {
        m_sr |= sr::eop;
    }
}

BusOutcome FlashF4::readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) {
    advance(at);
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    // RM0090 table 14: user and RDP byte in the first word, nWRP in the third.
    const std::uint32_t word = offset / 4 == 0 ? (m_stored.control & 0xFFECU) | 0xFFFF0003U
                               : offset / 4 == 2
                                   ? ((m_stored.control >> 16U) & 0xFFFU) | 0xFFFFF000U
                                   : 0xFFFFFFFFU;
    const unsigned shift = 8U * (offset & 3U);
    return BusOutcome::of(bytes == 4 ? word : (word >> shift) & ((1U << (8U * bytes)) - 1U));
}

} // namespace

std::unique_ptr<SimFlash> makeFlashF4(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<FlashF4>(facts, spec, surroundings);
}

} // namespace greenlight::sim
