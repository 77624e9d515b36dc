#include "engine/sim/sim_flash.h"

#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

namespace reg {
constexpr std::uint32_t acr = 0x00, keyr = 0x04, optkeyr = 0x08, sr = 0x0C, cr = 0x10, optcr = 0x14;
} // namespace reg

namespace cr {
constexpr std::uint32_t pg = 1U << 0U, ser = 1U << 1U, mer = 1U << 2U, strt = 1U << 16U,
                        eopie = 1U << 24U, lock = 1U << 31U;
constexpr std::uint32_t writable = 0x0300037FU;
} // namespace cr

namespace sr {
constexpr std::uint32_t eop = 1U << 0U, operr = 1U << 1U, wrperr = 1U << 4U, pgperr = 1U << 6U,
                        pgserr = 1U << 7U, bsy = 1U << 16U;
constexpr std::uint32_t clearable = 0x000001F3U;
} // namespace sr

namespace opt {
constexpr std::uint32_t lock = 1U << 0U, strt = 1U << 1U, watchdogBySoftware = 1U << 5U;
constexpr std::uint32_t factory = 0x0FFFAAEC;
constexpr std::uint32_t writable = 0x0FFFFFECU;
} // namespace opt

constexpr Duration programTime = 16us; // DS8626 table 40, one operation of PSIZE width

/// One line of DS8626 table 40: typical times for x8, x16, x32; x64 needs 8 V on VPP and is
/// table 41.
using EraseTimes = std::array<Duration, 4>;
constexpr EraseTimes erase16k{400ms, 300ms, 250ms, 230ms};
constexpr EraseTimes erase64k{1200ms, 700ms, 550ms, 490ms};
constexpr EraseTimes erase128k{2s, 1300ms, 1s, 875ms};
constexpr EraseTimes eraseChip{16s, 11s, 8s, 6900ms};

constexpr unsigned sectorNumberMask = 0xF;
constexpr std::uint8_t levelZero = 0xAA;
constexpr std::uint8_t levelTwo = 0xCC;

struct Sector {
    std::uint32_t offset;
    std::uint32_t bytes;
};

/// RM0090 table 5: four of 16 KB, one of 64 KB, then 128 KB each.
constexpr Sector sectorNumbered(unsigned number) {
    if (number < 4) {
        return {number * 0x4000U, 0x4000};
    }
    if (number == 4) {
        return {0x10000, 0x10000};
    }
    return {(number - 4) * 0x20000U, 0x20000};
}

constexpr unsigned sectorAt(std::uint32_t offset) {
    if (offset < 0x10000) {
        return offset / 0x4000;
    }
    return offset < 0x20000 ? 4 : 4 + offset / 0x20000;
}

/// The controller of the F405/407 (RM0090 chapter 3): no error-correcting code, one bank.
class FlashF4 final : public SimFlash {
public:
    FlashF4(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
        : SimFlash(facts, spec.flashKb * 1024U, 0, surroundings) {
        m_stored = opt::factory & ~((spec.writeProtectedSectors & 0xFFFU) << 16U);
        if (spec.rdpLevel != 0) {
            m_stored = (m_stored & ~0xFF00U) | (spec.rdpLevel == 2 ? 0xCC00U : 0x0000U);
        }
        if (spec.hardwareWatchdog) {
            m_stored &= ~opt::watchdogBySoftware;
        }
    }

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;
    BusOutcome readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) override;

    [[nodiscard]] unsigned readProtection() const noexcept override {
        const auto byte = static_cast<std::uint8_t>((m_active >> 8U) & 0xFFU);
        return byte == levelZero ? 0 : (byte == levelTwo ? 2 : 1);
    }

    [[nodiscard]] bool hardwareWatchdog() const noexcept override {
        return (m_stored & opt::watchdogBySoftware) == 0;
    }

protected:
    BusOutcome storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                            Instant at) override;
    void completed(const Operation& operation, Instant at) override;

    void optionsTorn() override { m_stored &= ~0xFF00U; }

    void resetRegisters() override {
        m_lock.reset();
        m_optionLock.reset();
        m_acr = 0;
        m_cr = 0;
        m_sr = 0;
    }

    void loadOptions(bool, Instant) override {
        m_active = m_stored;
        m_optcr = m_stored;
    }

    [[nodiscard]] bool tooWeak(unsigned parallelism, unsigned millivolts) const noexcept override {
        // DS8626 table 40; x64 only with VPP, which no board of ours has.
        constexpr std::array<unsigned, 4> minimum{1800, 2100, 2700, ~0U};
        return millivolts < minimum.at(parallelism);
    }

private:
    [[nodiscard]] unsigned psize() const noexcept { return (m_cr >> 8U) & 3U; }

    [[nodiscard]] bool writeProtected(unsigned sector) const noexcept {
        return ((m_active >> (16U + sector)) & 1U) == 0;
    }

    BusOutcome writeControl(std::uint32_t value, Instant at);
    void start(Instant at);
    void startSector(Instant at);
    BusOutcome writeOptions(std::uint32_t value, Instant at);

    KeyLock m_lock{0x45670123, 0xCDEF89AB};
    KeyLock m_optionLock{0x08192A3B, 0x4C5D6E7F};
    std::uint32_t m_acr = 0;
    std::uint32_t m_cr = 0;
    std::uint32_t m_sr = 0;
    std::uint32_t m_optcr = opt::factory;  ///< what the register shows
    std::uint32_t m_stored = opt::factory; ///< what the cells hold
    std::uint32_t m_active = opt::factory; ///< what counts
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
        return BusOutcome::of(m_optcr | (m_optionLock.locked() ? opt::lock : 0U) |
                              (starting ? opt::strt : 0U));
    }
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
    m_cr = value & cr::writable;
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
    if ((m_cr & cr::mer) != 0) {
        if ((m_active & 0x0FFF0000U) != 0x0FFF0000U) {
            m_sr |= sr::wrperr;
            return;
        }
        begin({.kind = Operation::Kind::Erase, .bytes = array().size(), .parallelism = psize()}, at,
              eraseChip.at(psize()));
    } else if ((m_cr & cr::ser) != 0) {
        startSector(at);
    } else {
        m_sr |= sr::pgserr;
    }
}

void FlashF4::startSector(Instant at) {
    const unsigned number = (m_cr >> 3U) & sectorNumberMask;
    const Sector sector = sectorNumbered(number);
    if (number > 11 || sector.offset + sector.bytes > array().size()) {
        m_sr |= sr::pgserr;
        return;
    }
    if (writeProtected(number)) {
        m_sr |= sr::wrperr;
        return;
    }
    const EraseTimes& times =
        sector.bytes == 0x4000 ? erase16k : (sector.bytes == 0x10000 ? erase64k : erase128k);
    begin({.kind = Operation::Kind::Erase,
           .offset = sector.offset,
           .bytes = sector.bytes,
           .parallelism = psize()},
          at, times.at(psize()));
}

BusOutcome FlashF4::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (writeProtected(sectorAt(offset))) {
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
    m_optcr = value & opt::writable;
    if ((value & opt::lock) != 0) {
        m_optionLock.lock();
        return {};
    }
    if ((value & opt::strt) == 0 || readProtection() == 2) {
        return {};
    }
    const bool regression = readProtection() == 1 && ((m_optcr >> 8U) & 0xFFU) == levelZero;
    begin({.kind = Operation::Kind::Options,
           .bytes = regression ? array().size() : 0,
           .parallelism = psize()},
          at, regression ? eraseChip.at(psize()) : erase16k.at(psize()));
    return {};
}

void FlashF4::completed(const Operation& operation, Instant) {
    if (operation.kind == Operation::Kind::Options) {
        m_stored = m_optcr;
        m_active = m_optcr;
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
    const std::uint32_t word = offset / 4 == 0   ? (m_stored & 0xFFECU) | 0xFFFF0003U
                               : offset / 4 == 2 ? ((m_stored >> 16U) & 0xFFFU) | 0xFFFFF000U
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
