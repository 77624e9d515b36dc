#include "engine/sim/sim_flash.h"

#include <algorithm>
#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

namespace reg {
constexpr std::uint32_t acr = 0x00, keyr = 0x04, optkeyr = 0x08, cr = 0x0C, sr = 0x10, ccr = 0x14,
                        optcr = 0x18, optccr = 0x24, eccAddress = 0x60;
} // namespace reg

namespace cr {
constexpr std::uint32_t lock = 1U << 0U, pg = 1U << 1U, ser = 1U << 2U, ber = 1U << 3U,
                        fw = 1U << 6U, start = 1U << 7U;
constexpr std::uint32_t afterReset = 0x30; // x64
constexpr std::uint32_t writable = 0x006F873EU;
} // namespace cr

namespace sr {
constexpr std::uint32_t bsy = 1U << 0U, wbne = 1U << 1U, qw = 1U << 2U, eop = 1U << 16U,
                        wrperr = 1U << 17U, pgserr = 1U << 18U, strberr = 1U << 19U,
                        incerr = 1U << 21U, operr = 1U << 22U, rdperr = 1U << 23U,
                        dbeccerr = 1U << 26U;
constexpr std::uint32_t clearable = 0x1FEF0000U;
} // namespace sr

namespace opt {
constexpr std::uint32_t lock = 1U << 0U, start = 1U << 1U, optcrWritable = 1U << 30U;
constexpr std::uint32_t busy = 1U << 0U, changeError = 1U << 30U;
constexpr std::uint32_t watchdogBySoftware = 1U << 4U;
} // namespace opt

/// DS13313 tables 43 and 44, typical, by parallelism x8, x16, x32, x64. The x64 sector erase is
/// the figure DS12110 prints for the same flash: DS13313 leaves that row out.
using Times = std::array<Duration, 4>;
constexpr Times programTimes{290us, 180us, 130us, 100us};
constexpr Times sectorTimes{2s, 1800ms, 1100ms, 1s};
constexpr Times bankTimes{13s, 8s, 6s, 5s};
constexpr Duration optionTime = 300ms;

constexpr std::uint32_t wordBytes = 32;
constexpr std::uint32_t sectorBytes = 128 * 1024;
constexpr std::uint8_t levelZero = 0xAA;
constexpr std::uint8_t levelTwo = 0xCC;

/// Option registers that exist as CUR and PRG, in the order of their offsets.
enum Option : std::size_t { Optsr, Prar, Scar, Wpsn, Boot, Optsr2, OptionCount };

constexpr std::array<std::uint32_t, OptionCount> currentOffsets{0x1C, 0x28, 0x30, 0x38, 0x40, 0x70};
constexpr std::array<std::uint32_t, OptionCount> programOffsets{0x20, 0x2C, 0x34, 0x3C, 0x44, 0x74};
using Options = std::array<std::uint32_t, OptionCount>;
/// RM0468 table 18.
constexpr Options factoryOptions{0x179EAAF0, 0x000000FF, 0x800000FF, 0x000000FF, 0x1FF00800, 0};

/// The controller of the H72x (RM0468 chapter 4): flash words of 256 bits that are written once.
class FlashH7 final : public SimFlash {
public:
    FlashH7(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
        : SimFlash(facts, spec.flashKb * 1024U, wordBytes, surroundings) {
        if (spec.rdpLevel != 0) {
            m_current[Optsr] =
                (m_current[Optsr] & ~0xFF00U) | (spec.rdpLevel == 2 ? 0xCC00U : 0x0000U);
        }
        if (spec.hardwareWatchdog) {
            m_current[Optsr] &= ~opt::watchdogBySoftware;
        }
        m_current[Wpsn] &= ~(spec.writeProtectedSectors & 0xFFU);
        m_programmed = m_current;
    }

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;

    [[nodiscard]] unsigned readProtection() const noexcept override {
        const auto byte = static_cast<std::uint8_t>((m_current[Optsr] >> 8U) & 0xFFU);
        return byte == levelZero ? 0 : (byte == levelTwo ? 2 : 1);
    }

    [[nodiscard]] bool hardwareWatchdog() const noexcept override {
        return (m_current[Optsr] & opt::watchdogBySoftware) == 0;
    }

protected:
    BusOutcome storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                            Instant at) override;
    void completed(const Operation& operation, Instant at) override;

    void optionsTorn() override {
        m_current[Optsr] &= ~0xFF00U;
        m_programmed = m_current;
    }

    void resetRegisters() override;

    void loadOptions(bool, Instant) override { m_programmed = m_current; }

    void noteProtectedRead() override { m_sr |= sr::rdperr; }

    void noteBadRead(std::uint32_t offset) override {
        if ((m_sr & sr::dbeccerr) == 0) {
            m_eccAddress = offset / wordBytes;
        }
        m_sr |= sr::dbeccerr;
    }

    [[nodiscard]] bool tooWeak(unsigned parallelism, unsigned millivolts) const noexcept override {
        return millivolts < (parallelism == 3 ? 1800U : 1620U); // DS13313 table 43
    }

private:
    [[nodiscard]] unsigned psize() const noexcept { return (m_cr >> 4U) & 3U; }

    [[nodiscard]] bool writeProtected(std::uint32_t offset) const noexcept {
        return ((m_current[Wpsn] >> (offset / sectorBytes)) & 1U) == 0;
    }

    void writeControl(std::uint32_t value, Instant at);
    void writeOptionControl(std::uint32_t value, Instant at);
    void startErase(Instant at);
    void queueBuffer(Instant at);

    void dropBuffer() noexcept { m_bufferMask = 0; }

    void fail(std::uint32_t flag) noexcept {
        m_sr |= flag;
        dropBuffer();
    }

    KeyLock m_lock{0x45670123, 0xCDEF89AB};
    KeyLock m_optionLock{0x08192A3B, 0x4C5D6E7F};
    std::uint32_t m_acr = 0x37;
    std::uint32_t m_cr = cr::afterReset;
    std::uint32_t m_sr = 0;
    std::uint32_t m_optcr = 0;
    std::uint32_t m_eccAddress = 0;
    Options m_current = factoryOptions;
    Options m_programmed = factoryOptions;
    bool m_optionError = false;

    /// The write buffer: one flash word under assembly, a bit per byte that has arrived.
    std::uint32_t m_bufferOffset = 0;
    std::uint32_t m_bufferMask = 0;
    std::array<std::uint8_t, wordBytes> m_buffer{};
    /// A complete word that waits for the one being programmed.
    std::optional<Operation> m_queued;
};

void FlashH7::resetRegisters() {
    m_lock.reset();
    m_optionLock.reset();
    m_acr = 0x37;
    m_cr = cr::afterReset;
    m_sr = 0;
    m_optcr = 0;
    m_optionError = false;
    m_queued.reset();
    dropBuffer();
}

BusOutcome FlashH7::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    const bool options = operation().kind == Operation::Kind::Options;
    switch (offset) {
    case reg::acr:
        return BusOutcome::of(m_acr);
    case reg::cr: {
        const bool erasing = operation().kind == Operation::Kind::Erase;
        return BusOutcome::of(m_cr | (m_lock.locked() ? cr::lock : 0U) |
                              (erasing ? cr::start : 0U));
    }
    case reg::sr:
        return BusOutcome::of(m_sr | (busy() ? sr::bsy | sr::qw : 0U) |
                              (m_bufferMask != 0 ? sr::wbne : 0U));
    case reg::optcr:
        return BusOutcome::of(m_optcr | (m_optionLock.locked() ? opt::lock : 0U) |
                              (options ? opt::start : 0U));
    case reg::eccAddress:
        return BusOutcome::of(m_eccAddress);
    default:
        break;
    }
    for (std::size_t i = 0; i < OptionCount; ++i) {
        if (currentOffsets.at(i) == offset) {
            const std::uint32_t state =
                (options ? opt::busy : 0U) | (m_optionError ? opt::changeError : 0U);
            return BusOutcome::of(m_current.at(i) | (i == Optsr ? state : 0U));
        }
        if (programOffsets.at(i) == offset) {
            return BusOutcome::of(m_programmed.at(i));
        }
    }
    return BusOutcome::of(0);
}

BusOutcome FlashH7::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        m_acr = value & 0x3FU;
        return {};
    case reg::keyr:
        static_cast<void>(m_lock.offer(value)); // A wrong one shows only in LOCK.
        return {};
    case reg::optkeyr:
        static_cast<void>(m_optionLock.offer(value));
        return {};
    case reg::cr:
        writeControl(value, at);
        return {};
    case reg::ccr:
        m_sr &= ~(value & sr::clearable);
        return {};
    case reg::optcr:
        writeOptionControl(value, at);
        return {};
    case reg::optccr:
        m_optionError = m_optionError && (value & opt::changeError) == 0;
        return {};
    default:
        break;
    }
    for (std::size_t i = 0; i < OptionCount; ++i) {
        if (programOffsets.at(i) == offset && !m_optionLock.locked() && !busy()) {
            m_programmed.at(i) = value & (i == Optsr ? ~(opt::busy | opt::changeError) : ~0U);
        }
    }
    return {};
}

void FlashH7::writeControl(std::uint32_t value, Instant at) {
    if (m_lock.locked() || busy()) {
        return;
    }
    m_cr = value & cr::writable;
    if ((value & cr::lock) != 0) {
        m_lock.lock();
        return;
    }
    if ((value & cr::fw) != 0 && m_bufferMask != 0) {
        queueBuffer(at);
    }
    if ((value & cr::start) != 0) {
        startErase(at);
    }
}

void FlashH7::startErase(Instant at) {
    if (readProtection() != 0 && surroundings().debuggerSeen) {
        return fail(sr::wrperr);
    }
    if (m_bufferMask != 0 || (m_cr & (cr::ser | cr::ber)) == 0) {
        return fail(sr::pgserr);
    }
    if ((m_cr & cr::ber) != 0) {
        if ((m_current[Wpsn] & 0xFFU) != 0xFFU) {
            return fail(sr::wrperr);
        }
        begin({.kind = Operation::Kind::Erase, .bytes = array().size(), .parallelism = psize()}, at,
              bankTimes.at(psize()));
        return;
    }
    const std::uint32_t offset = ((m_cr >> 8U) & 7U) * sectorBytes;
    if (offset >= array().size()) {
        return fail(sr::pgserr);
    }
    if (writeProtected(offset)) {
        return fail(sr::wrperr);
    }
    begin({.kind = Operation::Kind::Erase,
           .offset = offset,
           .bytes = sectorBytes,
           .parallelism = psize()},
          at, sectorTimes.at(psize()));
}

BusOutcome FlashH7::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    if (m_queued.has_value() || (busy() && operation().kind != Operation::Kind::Program)) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (writeProtected(offset)) {
        fail(sr::wrperr);
        return {};
    }
    if (m_lock.locked() || (m_cr & cr::pg) == 0) {
        fail(sr::pgserr);
        return {};
    }
    const std::uint32_t word = offset / wordBytes * wordBytes;
    const std::uint32_t first = offset - word;
    const std::uint32_t mask = ((1U << bytes) - 1U) << first;
    if (m_bufferMask != 0 && word != m_bufferOffset) {
        fail(sr::incerr);
        return {};
    }
    if ((m_bufferMask & mask) != 0) {
        fail(sr::strberr);
        return {};
    }
    if (m_bufferMask == 0) {
        m_bufferOffset = word;
        m_buffer.fill(FlashArray::erasedByte);
    }
    for (unsigned i = 0; i < bytes; ++i) {
        m_buffer.at(first + i) = static_cast<std::uint8_t>((value >> (8U * i)) & 0xFFU);
    }
    m_bufferMask |= mask;
    if (m_bufferMask == 0xFFFFFFFFU) {
        queueBuffer(at);
    }
    return {};
}

void FlashH7::queueBuffer(Instant at) {
    Operation program{.kind = Operation::Kind::Program,
                      .offset = m_bufferOffset,
                      .bytes = wordBytes,
                      .parallelism = psize()};
    std::ranges::copy(m_buffer, program.data.begin());
    dropBuffer();
    if (busy()) {
        m_queued = program;
    } else {
        begin(program, at, programTimes.at(psize()));
    }
}

void FlashH7::writeOptionControl(std::uint32_t value, Instant at) {
    if (m_optionLock.locked()) {
        return;
    }
    m_optcr = value & opt::optcrWritable;
    if ((value & opt::lock) != 0) {
        m_optionLock.lock();
        return;
    }
    if ((value & opt::start) == 0 || busy()) {
        return;
    }
    if (readProtection() == 2) {
        m_optionError = true;
        return;
    }
    const bool regression =
        readProtection() == 1 && ((m_programmed[Optsr] >> 8U) & 0xFFU) == levelZero;
    begin({.kind = Operation::Kind::Options,
           .bytes = regression ? array().size() : 0,
           .parallelism = psize()},
          at, regression ? bankTimes.at(psize()) + optionTime : optionTime);
}

void FlashH7::completed(const Operation& operation, Instant at) {
    if (operation.kind == Operation::Kind::Options) {
        m_current = m_programmed;
        if (operation.bytes != 0) {
            array().erase(0, array().size());
        }
        return;
    }
    if (operation.failing) {
        m_sr |= sr::operr;
    } else {
        m_sr |= sr::eop; // on this family whether or not EOPIE is set (RM0468 4.9.5)
    }
    if (m_queued.has_value()) {
        const Operation next = *std::exchange(m_queued, std::nullopt);
        begin(next, at, programTimes.at(next.parallelism));
    }
}

} // namespace

std::unique_ptr<SimFlash> makeFlashH7(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<FlashH7>(facts, spec, surroundings);
}

} // namespace greenlight::sim
