#include "engine/sim/sim_flash.h"

#include <algorithm>
#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

namespace reg {
constexpr std::uint32_t acr = 0x00, pecr = 0x04, pekeyr = 0x0C, prgkeyr = 0x10, optkeyr = 0x14,
                        sr = 0x18, obr = 0x1C;
/// WRPR1 to WRPR4: the first stands apart from the others.
constexpr std::array<std::uint32_t, 4> wrpr{0x20, 0x80, 0x84, 0x88};
} // namespace reg

namespace pecr {
constexpr std::uint32_t pelock = 1U << 0U, prglock = 1U << 1U, optlock = 1U << 2U, prog = 1U << 3U,
                        erase = 1U << 9U, fprg = 1U << 10U, eopie = 1U << 16U,
                        oblLaunch = 1U << 18U, nzdisable = 1U << 22U;
constexpr std::uint32_t writable = 0x004B8718U;
} // namespace pecr

namespace sr {
constexpr std::uint32_t bsy = 1U << 0U, eop = 1U << 1U, endhv = 1U << 2U, ready = 1U << 3U,
                        wrperr = 1U << 8U, pgaerr = 1U << 9U, sizerr = 1U << 10U,
                        optverr = 1U << 11U, notzeroerr = 1U << 16U;
constexpr std::uint32_t clearable = 0x00032F02U;
} // namespace sr

/// What differs between the series: DS10152 (L0) and DS10262 (L1), typical.
struct Figures {
    std::uint32_t pageBytes;
    std::uint32_t halfPageBytes;
    Duration operation; ///< erase of a page, program of a word or of a half page
    std::uint32_t dualBankFromKb;
    std::uint32_t user; ///< option bytes as shipped
};

constexpr Figures figuresL0{128, 64, 3200us, 128, 0x8070};
constexpr Figures figuresL1{256, 128, 3280us, 384, 0x00F8};

constexpr std::uint32_t sectorBytes = 4096;
constexpr std::uint32_t optionWords = 8;
constexpr std::uint8_t levelZero = 0xAA;
constexpr std::uint8_t levelTwo = 0xCC;

constexpr std::uint32_t withComplement(std::uint32_t value) {
    return (~value << 16U) | (value & 0xFFFFU);
}

/// The memory interface of L0 and L1 (RM0367 chapter 3, RM0038 chapter 3): cells that are zero when
/// erased, operations that begin with a store into the array, option words with complements.
class FlashL0 final : public SimFlash {
public:
    FlashL0(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
        : SimFlash(facts, spec.flashKb * 1024U, 4, surroundings)
        , m_figures(facts.family == Family::L0 ? figuresL0 : figuresL1)
        , m_dual(spec.flashKb >= m_figures.dualBankFromKb) {
        const std::uint32_t level =
            spec.rdpLevel == 0 ? levelZero : (spec.rdpLevel == 2 ? levelTwo : 0xBBU);
        const std::uint32_t user = m_figures.user & (spec.hardwareWatchdog ? ~0x10U : ~0U);
        m_stored = {withComplement(level),
                    withComplement(user),
                    withComplement(spec.writeProtectedSectors),
                    withComplement(spec.writeProtectedSectors >> 16U),
                    withComplement(0),
                    withComplement(0),
                    withComplement(0),
                    withComplement(0)};
        m_level = static_cast<std::uint8_t>(level);
    }

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;
    BusOutcome readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) override;
    BusOutcome writeOptionArea(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                               Instant at) override;

    [[nodiscard]] unsigned readProtection() const noexcept override {
        return m_level == levelZero ? 0 : (m_level == levelTwo ? 2 : 1);
    }

    [[nodiscard]] bool hardwareWatchdog() const noexcept override { return (m_user & 0x10U) == 0; }

protected:
    BusOutcome storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                            Instant at) override;
    void completed(const Operation& operation, Instant at) override;

    /// The word is between old and new, and no complement fits.
    void optionsTorn() override { m_stored.at(m_optionIndex) ^= 0x00010000U; }

    void resetRegisters() override;
    void loadOptions(bool power, Instant at) override;

    [[nodiscard]] bool stalls(std::uint32_t offset) const noexcept override {
        if (!busy() || operation().kind == Operation::Kind::Options || !m_dual) {
            return busy();
        }
        const std::uint32_t last = operation().offset + operation().bytes - 1;
        return bankOf(offset) >= bankOf(operation().offset) && bankOf(offset) <= bankOf(last);
    }

private:
    [[nodiscard]] std::uint32_t bankOf(std::uint32_t offset) const noexcept {
        return m_dual && offset >= array().size() / 2 ? 1 : 0;
    }

    [[nodiscard]] bool writeProtected(std::uint32_t offset) const noexcept {
        const std::uint32_t sector = offset / sectorBytes;
        return ((m_protected.at(sector / 32) >> (sector % 32)) & 1U) != 0;
    }

    [[nodiscard]] std::uint32_t loadWord(std::size_t index, std::uint32_t otherwise) noexcept;
    void writeControl(std::uint32_t value, Instant at);
    void fail(std::uint32_t flags) noexcept;
    BusOutcome storeHalfPage(std::uint32_t offset, std::uint32_t value, Instant at);
    void program(std::uint32_t offset, std::span<const std::uint8_t> data, Instant at);

    Figures m_figures;
    bool m_dual;
    KeyLock m_lock{0x89ABCDEF, 0x02030405};
    KeyLock m_programLock{0x8C9DAEBF, 0x13141516};
    KeyLock m_optionLock{0xFBEAD9C8, 0x24252627};
    std::uint32_t m_acr = 0;
    std::uint32_t m_pecr = 0;
    std::uint32_t m_sr = 0;

    std::array<std::uint32_t, optionWords> m_stored{};
    std::size_t m_optionIndex = 0;
    std::uint8_t m_level;
    std::uint32_t m_user = 0;
    bool m_codeProtection = false;
    std::array<std::uint32_t, 4> m_protected{};
    bool m_launching = false;
    bool m_eraseOwed = false; ///< a regression whose erase has not come to its end

    /// A half page as it comes in.
    std::uint32_t m_rowOffset = 0;
    std::uint32_t m_rowFilled = 0;
    std::array<std::uint8_t, 128> m_row{};
};

void FlashL0::resetRegisters() {
    m_lock.reset();
    m_programLock.reset();
    m_optionLock.reset();
    m_acr = 0;
    m_pecr = 0;
    m_sr = 0;
    m_rowFilled = 0;
}

/// The value of an option word; what does not agree with its complement counts as `otherwise`.
std::uint32_t FlashL0::loadWord(std::size_t index, std::uint32_t otherwise) noexcept {
    const std::uint32_t word = m_stored.at(index);
    if (withComplement(word) != word) {
        m_sr |= sr::optverr;
        return otherwise;
    }
    return word & 0xFFFFU;
}

void FlashL0::loadOptions(bool power, Instant at) {
    if (power || m_launching) {
        const unsigned before = readProtection();
        const std::uint32_t first = loadWord(0, 0x0100);
        m_level = static_cast<std::uint8_t>(first & 0xFFU);
        m_codeProtection = (first & 0x0100U) != 0;
        m_user = loadWord(1, m_figures.user);
        for (std::size_t i = 0; i < 3; ++i) {
            m_protected.at(i) = loadWord(2 + 2 * i, 0xFFFF) | loadWord(3 + 2 * i, 0xFFFF) << 16U;
        }
        m_eraseOwed = m_eraseOwed || (before == 1 && readProtection() == 0 && m_launching);
    }
    m_launching = false;
    if (m_eraseOwed) {
        // Page by page, as long as nobody has measured anything better.
        begin({.kind = Operation::Kind::Erase, .offset = 0, .bytes = array().size()}, at,
              m_figures.operation * (array().size() / m_figures.pageBytes));
    }
}

BusOutcome FlashL0::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    for (std::size_t i = 0; i < reg::wrpr.size(); ++i) {
        if (offset == reg::wrpr.at(i)) {
            return BusOutcome::of(m_protected.at(i));
        }
    }
    switch (offset) {
    case reg::acr:
        return BusOutcome::of(m_acr);
    case reg::pecr:
        return BusOutcome::of(m_pecr | (m_lock.locked() ? pecr::pelock : 0U) |
                              (m_programLock.locked() ? pecr::prglock : 0U) |
                              (m_optionLock.locked() ? pecr::optlock : 0U));
    case reg::sr:
        return BusOutcome::of(m_sr |
                              (busy() || m_rowFilled != 0 ? sr::bsy : sr::endhv | sr::ready));
    case reg::obr:
        return BusOutcome::of(m_level | (m_codeProtection ? 0x100U : 0U) | m_user << 16U);
    default:
        return BusOutcome::of(0);
    }
}

BusOutcome FlashL0::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        m_acr = value & 0x1FU;
        break;
    case reg::pecr:
        writeControl(value, at);
        break;
    case reg::pekeyr:
        return m_lock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::prgkeyr:
        if (m_lock.locked()) {
            return {}; // RM0367 3.3.4: nobody listens while PELOCK is set
        }
        return m_programLock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::optkeyr:
        if (m_lock.locked()) {
            return {};
        }
        return m_optionLock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::sr:
        m_sr &= ~(value & sr::clearable);
        break;
    default:
        break;
    }
    return {};
}

void FlashL0::writeControl(std::uint32_t value, Instant) {
    if (m_lock.locked() || busy()) {
        return;
    }
    m_pecr = value & pecr::writable;
    m_rowFilled = 0;
    if (m_programLock.locked()) {
        m_pecr &= ~pecr::fprg; // RM0367 3.7.2: FPRG can be set only while PRGLOCK is cleared
    }
    if ((value & pecr::oblLaunch) != 0 && !m_optionLock.locked()) {
        m_launching = true;
        launch();
    }
    if ((value & (pecr::pelock | pecr::prglock)) != 0) {
        m_programLock.lock();
    }
    if ((value & (pecr::pelock | pecr::optlock)) != 0) {
        m_optionLock.lock();
    }
    if ((value & pecr::pelock) != 0) {
        m_lock.lock();
    }
}

void FlashL0::fail(std::uint32_t flags) noexcept {
    m_sr |= flags;
    m_rowFilled = 0;
}

BusOutcome FlashL0::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (m_programLock.locked() || writeProtected(offset)) {
        fail(sr::wrperr);
        return {};
    }
    if (bytes != 4) {
        fail(sr::sizerr);
        return {};
    }
    if ((m_pecr & pecr::erase) != 0) {
        // Without PROG, ERASE is about the data memory and does nothing here.
        if ((m_pecr & pecr::prog) != 0) {
            begin({.kind = Operation::Kind::Erase,
                   .offset = offset / m_figures.pageBytes * m_figures.pageBytes,
                   .bytes = m_figures.pageBytes},
                  at, m_figures.operation);
        }
        return {};
    }
    if ((m_pecr & pecr::fprg) != 0) {
        return storeHalfPage(offset, value, at);
    }
    std::array<std::uint8_t, 4> word{};
    for (unsigned i = 0; i < 4; ++i) {
        word.at(i) = static_cast<std::uint8_t>(value >> (8U * i));
    }
    program(offset, word, at);
    return {};
}

BusOutcome FlashL0::storeHalfPage(std::uint32_t offset, std::uint32_t value, Instant at) {
    if ((m_pecr & pecr::prog) == 0) {
        fail(sr::sizerr);
        return {};
    }
    if (m_rowFilled == 0) {
        m_rowOffset = offset;
    }
    if (m_rowOffset % m_figures.halfPageBytes != 0 || offset != m_rowOffset + m_rowFilled) {
        fail(sr::pgaerr);
        return {};
    }
    for (unsigned i = 0; i < 4; ++i) {
        m_row.at(m_rowFilled + i) = static_cast<std::uint8_t>(value >> (8U * i));
    }
    m_rowFilled += 4;
    if (m_rowFilled == m_figures.halfPageBytes) {
        m_rowFilled = 0;
        program(m_rowOffset, std::span(m_row).first(m_figures.halfPageBytes), at);
    }
    return {};
}

void FlashL0::program(std::uint32_t offset, std::span<const std::uint8_t> data, Instant at) {
    const auto size = static_cast<std::uint32_t>(data.size());
    const auto old = array().cells().subspan(offset, size);
    const bool zero = std::ranges::all_of(old, [](std::uint8_t byte) { return byte == 0; });
    const bool looks = facts().family == Family::L1 || (m_pecr & pecr::nzdisable) == 0;
    if (looks && (!zero || array().isBad(offset, size))) {
        fail(sr::notzeroerr);
        return;
    }
    Operation operation{.kind = Operation::Kind::Program, .offset = offset, .bytes = size};
    std::ranges::copy(data, operation.data.begin());
    begin(operation, at, m_figures.operation);
}

BusOutcome FlashL0::readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) {
    advance(at);
    if (busy() && operation().kind == Operation::Kind::Options) {
        return BusOutcome::holdUntil(operation().end);
    }
    const std::uint32_t word = m_stored.at(offset / 4) >> (8U * (offset & 3U));
    return BusOutcome::of(bytes == 4 ? word : word & ((1U << (8U * bytes)) - 1U));
}

BusOutcome FlashL0::writeOptionArea(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                    Instant at) {
    advance(at);
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (m_optionLock.locked() || readProtection() == 2) {
        fail(sr::wrperr);
        return {};
    }
    if (bytes != 4) {
        fail(sr::sizerr);
        return {};
    }
    Operation write{.kind = Operation::Kind::Options};
    for (unsigned i = 0; i < 4; ++i) {
        write.data.at(i) = static_cast<std::uint8_t>(value >> (8U * i));
    }
    m_optionIndex = offset / 4;
    begin(write, at, 2 * m_figures.operation); // erased by itself, then written
    return {};
}

void FlashL0::completed(const Operation& operation, Instant) {
    if (operation.kind == Operation::Kind::Options) {
        std::uint32_t word = 0;
        for (unsigned i = 4; i > 0; --i) {
            word = word << 8U | operation.data.at(i - 1);
        }
        m_stored.at(m_optionIndex) = word;
    }
    if (operation.bytes == array().size()) {
        m_eraseOwed = false;
    }
    if (operation.failing) {
        m_sr |= operation.kind == Operation::Kind::Program ? sr::notzeroerr : sr::wrperr;
        return;
    }
    if ((m_pecr & pecr::eopie) != 0) {
        m_sr |= sr::eop;
    }
}

} // namespace

std::unique_ptr<SimFlash> makeFlashL0(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<FlashL0>(facts, spec, surroundings);
}

} // namespace greenlight::sim
