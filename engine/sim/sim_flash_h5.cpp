#include "engine/sim/sim_flash.h"

#include <algorithm>
#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

namespace reg {
constexpr std::uint32_t acr = 0x00, keyr = 0x04, optkeyr = 0x0C, optcr = 0x1C, sr = 0x20, cr = 0x28,
                        ccr = 0x30, eccDetected = 0x104;
} // namespace reg

namespace cr {
constexpr std::uint32_t lock = 1U << 0U, pg = 1U << 1U, ser = 1U << 2U, ber = 1U << 3U,
                        fw = 1U << 4U, start = 1U << 5U, mer = 1U << 15U, bankSelect = 1U << 31U;
constexpr std::uint32_t writable = 0x80FF9FDEU;
} // namespace cr

namespace sr {
constexpr std::uint32_t bsy = 1U << 0U, wbne = 1U << 1U, dbne = 1U << 3U, eop = 1U << 16U,
                        wrperr = 1U << 17U, pgserr = 1U << 18U, strberr = 1U << 19U,
                        incerr = 1U << 20U, optChangeError = 1U << 23U;
constexpr std::uint32_t clearable = 0x00FF0000U;
} // namespace sr

namespace opt {
constexpr std::uint32_t lock = 1U << 0U, start = 1U << 1U;
constexpr std::uint32_t watchdogBySoftware = 1U << 3U;
constexpr std::uint32_t open = 0xED, closed = 0x72, locked = 0x5C;
} // namespace opt

/// The sector's time is DS14258's (table 51, 2 ms); that of the quad-word was not at hand and is
/// the U575's.
constexpr Duration wordTime = 118us;
constexpr Duration sectorTime = 2ms;
constexpr Duration optionTime = 100ms;

constexpr std::uint32_t wordBytes = 16;
constexpr std::uint32_t sectorBytes = 8192;
constexpr std::uint32_t fullWord = 0xFFFF;

/// Option registers that exist as CUR and PRG; the programmed copy stands 4 above.
enum Option : std::size_t {
    Optsr,
    Optsr2,
    Boot,
    Secwm1,
    Wrp1,
    Edata1,
    Hdp1,
    Secwm2,
    Wrp2,
    Edata2,
    Hdp2,
    OptionCount
};

constexpr std::array<std::uint32_t, OptionCount> currentOffsets{
    0x50, 0x70, 0x80, 0xE0, 0xE8, 0xF0, 0xF8, 0x1E0, 0x1E8, 0x1F0, 0x1F8};
using Options = std::array<std::uint32_t, OptionCount>;
/// As the parts come: open, TrustZone off, boot from the flash, areas with the start behind the
/// end.
constexpr Options factoryOptions{0x2D30EDF8, 0xC3000034, 0x08000000, 0x0000007F, 0xFFFFFFFF, 0,
                                 1,          0x0000007F, 0xFFFFFFFF, 0,          1};

/// The controller of the H5 without TrustZone (RM0481 chapter 7): quad-words that are written once,
/// two banks behind one register set.
class FlashH5 final : public SimFlash {
public:
    FlashH5(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
        : SimFlash(facts, spec.flashKb * 1024U, wordBytes, surroundings)
        , m_sectorsPerBit(spec.flashKb <= 128 ? 1 : 4) {
        if (spec.rdpLevel != 0) {
            const std::uint32_t state = spec.rdpLevel == 2 ? opt::locked : opt::closed;
            m_current[Optsr] = (m_current[Optsr] & ~0xFF00U) | state << 8U;
        }
        if (spec.hardwareWatchdog) {
            m_current[Optsr] &= ~opt::watchdogBySoftware;
        }
        m_current[Wrp1] &= ~spec.writeProtectedSectors;
        m_programmed = m_current;
    }

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;

    /// A product state is no level; what it means for a debugger's reads is the same.
    [[nodiscard]] unsigned readProtection() const noexcept override {
        const std::uint32_t state = (m_current[Optsr] >> 8U) & 0xFFU;
        return state == opt::open ? 0 : (state == opt::locked ? 2 : 1);
    }

    [[nodiscard]] bool hardwareWatchdog() const noexcept override {
        return (m_current[Optsr] & opt::watchdogBySoftware) == 0;
    }

protected:
    BusOutcome storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                            Instant at) override;
    void completed(const Operation& operation, Instant at) override;

    void optionsTorn() override {
        m_current[Optsr] = (m_current[Optsr] & ~0xFF00U) | opt::closed << 8U;
        m_programmed = m_current;
    }

    void resetRegisters() override;

    void loadOptions(bool, Instant) override { m_programmed = m_current; }

    void noteBadRead(std::uint32_t offset) override {
        constexpr std::uint32_t detected = 1U << 31U;
        if ((m_eccDetected & detected) == 0) {
            m_eccDetected = detected | bankOf(offset) << 22U | (offset % bankBytes()) / wordBytes;
        }
    }

    [[nodiscard]] bool stalls(std::uint32_t offset) const noexcept override {
        if (!busy() || operation().bytes == 0) {
            return busy();
        }
        const std::uint32_t last = operation().offset + operation().bytes - 1;
        return bankOf(offset) >= bankOf(operation().offset) && bankOf(offset) <= bankOf(last);
    }

private:
    [[nodiscard]] std::uint32_t bankBytes() const noexcept { return array().size() / 2; }

    [[nodiscard]] std::uint32_t bankOf(std::uint32_t offset) const noexcept {
        return offset / bankBytes();
    }

    [[nodiscard]] bool writeProtected(std::uint32_t offset) const noexcept {
        const std::uint32_t bits = m_current.at(bankOf(offset) == 0 ? Wrp1 : Wrp2);
        const std::uint32_t sector = (offset % bankBytes()) / sectorBytes;
        return ((bits >> (sector / m_sectorsPerBit)) & 1U) == 0;
    }

    [[nodiscard]] bool anyProtected(std::uint32_t from, std::uint32_t bytes) const noexcept;
    void writeControl(std::uint32_t value, Instant at);
    void writeOptionControl(std::uint32_t value, Instant at);
    void startErase(Instant at);
    void eraseRange(std::uint32_t offset, std::uint32_t bytes, Duration time, Instant at);
    void queueBuffer(Instant at);

    void fail(std::uint32_t flag) noexcept {
        m_sr |= flag;
        m_bufferMask = 0;
    }

    KeyLock m_lock{0x45670123, 0xCDEF89AB};
    KeyLock m_optionLock{0x08192A3B, 0x4C5D6E7F};
    std::uint32_t m_sectorsPerBit;
    std::uint32_t m_acr = 0x13;
    std::uint32_t m_cr = 0;
    std::uint32_t m_sr = 0;
    std::uint32_t m_eccDetected = 0;
    Options m_current = factoryOptions;
    Options m_programmed = factoryOptions;

    /// The write buffer: a quad-word under assembly, a bit per byte that has arrived, and a
    /// complete one that waits for the one being programmed.
    std::uint32_t m_bufferOffset = 0;
    std::uint32_t m_bufferMask = 0;
    std::array<std::uint8_t, wordBytes> m_buffer{};
    std::optional<Operation> m_queued;
};

void FlashH5::resetRegisters() {
    m_lock.reset();
    m_optionLock.reset();
    m_acr = 0x13;
    m_cr = 0;
    m_sr = 0;
    m_eccDetected = 0;
    m_bufferMask = 0;
    m_queued.reset();
}

BusOutcome FlashH5::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        return BusOutcome::of(m_acr);
    case reg::optcr:
        return BusOutcome::of(m_optionLock.locked() ? opt::lock : 0U);
    case reg::sr:
        return BusOutcome::of(m_sr | (busy() ? sr::bsy : 0U) | (m_bufferMask != 0 ? sr::wbne : 0U) |
                              (m_queued.has_value() ? sr::dbne : 0U));
    case reg::cr:
        return BusOutcome::of(m_cr | (m_lock.locked() ? cr::lock : 0U) |
                              (operation().kind == Operation::Kind::Erase ? cr::start : 0U));
    case reg::eccDetected:
        return BusOutcome::of(m_eccDetected);
    default:
        break;
    }
    for (std::size_t i = 0; i < OptionCount; ++i) {
        if (currentOffsets.at(i) == offset) {
            return BusOutcome::of(m_current.at(i));
        }
        if (currentOffsets.at(i) + 4 == offset) {
            return BusOutcome::of(m_programmed.at(i));
        }
    }
    return BusOutcome::of(0);
}

BusOutcome FlashH5::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        m_acr = value & 0x33FU;
        return {};
    case reg::keyr:
        static_cast<void>(m_lock.offer(value));
        return {};
    case reg::optkeyr:
        static_cast<void>(m_optionLock.offer(value));
        return {};
    case reg::optcr:
        writeOptionControl(value, at);
        return {};
    case reg::cr:
        writeControl(value, at);
        return {};
    case reg::ccr:
        m_sr &= ~(value & sr::clearable);
        return {};
    case reg::eccDetected:
        m_eccDetected &= ~(value & 0x80000000U);
        return {};
    default:
        break;
    }
    for (std::size_t i = 0; i < OptionCount; ++i) {
        if (currentOffsets.at(i) + 4 == offset && !m_optionLock.locked() && !busy()) {
            m_programmed.at(i) = value;
        }
    }
    return {};
}

void FlashH5::writeControl(std::uint32_t value, Instant at) {
    if (m_lock.locked() || busy()) {
        return;
    }
    m_cr = value & cr::writable & ~(cr::fw | cr::start);
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

bool FlashH5::anyProtected(std::uint32_t from, std::uint32_t bytes) const noexcept {
    for (std::uint32_t offset = from; offset < from + bytes; offset += sectorBytes) {
        if (writeProtected(offset)) {
            return true;
        }
    }
    return false;
}

void FlashH5::startErase(Instant at) {
    const std::uint32_t bank = (m_cr & cr::bankSelect) != 0 ? bankBytes() : 0;
    const std::uint32_t kinds = m_cr & (cr::ser | cr::ber | cr::mer);
    // RM0481, erase sequences: one kind, and neither PG nor a quad-word under way.
    if (m_bufferMask != 0 || (m_cr & cr::pg) != 0 || kinds == 0 || (kinds & (kinds - 1U)) != 0) {
        return fail(sr::pgserr);
    }
    if (kinds == cr::mer) {
        return eraseRange(0, array().size(), sectorTime * (array().size() / sectorBytes), at);
    }
    if (kinds == cr::ber) {
        return eraseRange(bank, bankBytes(), sectorTime * (bankBytes() / sectorBytes), at);
    }
    const std::uint32_t inBank = ((m_cr >> 6U) & 0x7FU) * sectorBytes;
    if (inBank >= bankBytes()) {
        return fail(sr::pgserr);
    }
    eraseRange(bank + inBank, sectorBytes, sectorTime, at);
}

void FlashH5::eraseRange(std::uint32_t offset, std::uint32_t bytes, Duration time, Instant at) {
    if (anyProtected(offset, bytes)) {
        return fail(sr::wrperr);
    }
    begin({.kind = Operation::Kind::Erase, .offset = offset, .bytes = bytes}, at, time);
}

BusOutcome FlashH5::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
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
        m_buffer.fill(array().erasedByte());
    }
    for (unsigned i = 0; i < bytes; ++i) {
        m_buffer.at(first + i) = static_cast<std::uint8_t>((value >> (8U * i)) & 0xFFU);
    }
    m_bufferMask |= mask;
    if (m_bufferMask == fullWord) {
        queueBuffer(at);
    }
    return {};
}

void FlashH5::queueBuffer(Instant at) {
    Operation program{
        .kind = Operation::Kind::Program, .offset = m_bufferOffset, .bytes = wordBytes};
    std::ranges::copy(m_buffer, program.data.begin());
    m_bufferMask = 0;
    if (busy()) {
        m_queued = program;
    } else {
        begin(program, at, wordTime);
    }
}

void FlashH5::writeOptionControl(std::uint32_t value, Instant at) {
    if (m_optionLock.locked()) {
        return;
    }
    if ((value & opt::lock) != 0) {
        m_optionLock.lock();
        return;
    }
    if ((value & opt::start) == 0 || busy()) {
        return;
    }
    const bool state = ((m_programmed[Optsr] ^ m_current[Optsr]) & 0xFF00U) != 0;
    // What was left behind does not come back but by the debug authentication.
    if (state && readProtection() != 0) {
        m_sr |= sr::optChangeError;
        m_programmed = m_current;
        return;
    }
    begin({.kind = Operation::Kind::Options}, at, optionTime);
}

void FlashH5::completed(const Operation& operation, Instant at) {
    if (operation.kind == Operation::Kind::Options) {
        m_current = m_programmed;
        return;
    }
    m_sr |= operation.failing ? sr::pgserr : sr::eop;
    if (m_queued.has_value()) {
        const Operation next = *std::exchange(m_queued, std::nullopt);
        begin(next, at, wordTime);
    }
}

} // namespace

std::unique_ptr<SimFlash> makeFlashH5(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<FlashH5>(facts, spec, surroundings);
}

} // namespace greenlight::sim
