#include "engine/sim/sim_flash.h"

#include <chrono>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

// DS5319 table 28: 52.5 us typical for a half-word; page and mass erase are printed as 20 to 40 ms
// without a typical figure, so the middle is taken.
constexpr Duration programTime = 52500ns;
constexpr Duration eraseTime = 30ms;

namespace reg {
constexpr std::uint32_t acr = 0x00, keyr = 0x04, optkeyr = 0x08, sr = 0x0C, cr = 0x10, ar = 0x14,
                        obr = 0x1C, wrpr = 0x20;
} // namespace reg

namespace cr {
constexpr std::uint32_t pg = 1U << 0U, per = 1U << 1U, mer = 1U << 2U, optpg = 1U << 4U,
                        opter = 1U << 5U, strt = 1U << 6U, lock = 1U << 7U, optwre = 1U << 9U,
                        eopie = 1U << 12U;
constexpr std::uint32_t writable = 0x1477U & ~(strt | optwre | lock);
} // namespace cr

namespace sr {
constexpr std::uint32_t bsy = 1U << 0U, pgerr = 1U << 2U, wrprterr = 1U << 4U, eop = 1U << 5U;
} // namespace sr

constexpr std::uint32_t key1 = 0x45670123;
constexpr std::uint32_t key2 = 0xCDEF89AB;
constexpr std::uint32_t pageBytes = 1024;
constexpr std::uint32_t protectedGroupBytes = 4 * pageBytes;
constexpr std::uint8_t unprotectedKey = 0xA5;
constexpr std::uint32_t optionBytes = 16;
/// Marks an operation on the option area in Operation::parallelism, which F1 has no use for.
constexpr unsigned optionErase = 1;
constexpr unsigned optionProgram = 2;

/// The FPEC of the F1 (PM0075): half-words only, option bytes as a small flash of their own.
class FlashF1 final : public SimFlash {
public:
    FlashF1(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
        : SimFlash(facts, spec.flashKb * 1024U, 0, surroundings)
        , m_options(optionBytes, 0) {
        writeOption(0, spec.rdpLevel == 0 ? unprotectedKey : 0x00);
        writeOption(2, static_cast<std::uint8_t>(spec.hardwareWatchdog ? 0xFEU : 0xFFU));
        writeOption(4, 0xFF);
        writeOption(6, 0xFF);
        for (unsigned i = 0; i < 4; ++i) {
            const std::uint32_t bits = ~spec.writeProtectedSectors >> (8U * i);
            writeOption(8 + 2 * i, static_cast<std::uint8_t>(bits & 0xFFU));
        }
        m_protected = spec.rdpLevel != 0;
    }

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;
    BusOutcome readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) override;
    BusOutcome writeOptionArea(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                               Instant at) override;

    [[nodiscard]] unsigned readProtection() const noexcept override { return m_protected ? 1 : 0; }

    [[nodiscard]] bool hardwareWatchdog() const noexcept override {
        return (m_loadedUser & 1U) == 0;
    }

protected:
    BusOutcome storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                            Instant at) override;
    void completed(const Operation& operation, Instant at) override;

    void optionsTorn() override {
        m_options.leaveHalfErased(0, optionBytes, surroundings().random);
    }

    void resetRegisters() override;
    void loadOptions(bool power, Instant at) override;

private:
    void writeOption(std::uint32_t offset, std::uint8_t value) {
        m_options.overwrite(offset, value);
        m_options.overwrite(offset + 1, static_cast<std::uint8_t>(~value));
    }

    /// The value of an option byte, 0xFF where it does not agree with its complement.
    [[nodiscard]] std::uint8_t option(std::uint32_t offset, bool& mismatch) const;
    [[nodiscard]] bool writeProtected(std::uint32_t offset) const noexcept;
    void start(Instant at);
    void writeControl(std::uint32_t value, Instant at);

    FlashArray m_options;
    KeyLock m_lock{key1, key2, KeyLock::Repeated::Ignore};
    KeyLock m_optionLock{key1, key2, KeyLock::Repeated::Ignore};
    std::uint32_t m_acr = 0x30;
    std::uint32_t m_cr = 0;
    std::uint32_t m_sr = 0;
    std::uint32_t m_ar = 0;
    std::uint32_t m_obr = 0;
    std::uint32_t m_wrpr = 0xFFFFFFFF;
    std::uint8_t m_loadedUser = 0xFF;
    bool m_protected = false;
};

std::uint8_t FlashF1::option(std::uint32_t offset, bool& mismatch) const {
    const std::uint32_t both = m_options.read(offset, 2);
    const auto value = static_cast<std::uint8_t>(both & 0xFFU);
    const auto complement = static_cast<std::uint8_t>(both >> 8U);
    if (both == 0xFFFF) {
        return 0xFF;
    }
    if (static_cast<std::uint8_t>(~complement) != value) {
        mismatch = true;
        return 0xFF;
    }
    return value;
}

bool FlashF1::writeProtected(std::uint32_t offset) const noexcept {
    if (m_protected && offset < protectedGroupBytes) {
        return true;
    }
    const std::uint32_t group = std::min<std::uint32_t>(offset / protectedGroupBytes, 31);
    return ((m_wrpr >> group) & 1U) == 0;
}

void FlashF1::resetRegisters() {
    m_lock.reset();
    m_optionLock.reset();
    m_acr = 0x30;
    m_cr = 0;
    m_sr = 0;
    m_ar = 0;
}

void FlashF1::loadOptions(bool, Instant at) {
    bool mismatch = false;
    const std::uint8_t protection = option(0, mismatch);
    const std::uint8_t user = option(2, mismatch);
    const std::uint32_t data0 = option(4, mismatch);
    const std::uint32_t data1 = option(6, mismatch);
    m_wrpr = 0;
    for (unsigned i = 0; i < 4; ++i) {
        m_wrpr |= static_cast<std::uint32_t>(option(8 + 2 * i, mismatch)) << (8U * i);
    }
    m_loadedUser = user;
    const bool wantsProtection = protection != unprotectedKey;
    if (m_protected && !wantsProtection) {
        // The price of lifting the protection: the content goes first (PM0075 2.4.2).
        begin({.kind = Operation::Kind::Erase, .offset = 0, .bytes = array().size()}, at,
              eraseTime);
    }
    m_protected = wantsProtection;
    m_obr = (mismatch ? 1U : 0U) | (m_protected ? 2U : 0U) |
            (static_cast<std::uint32_t>(user & 7U) << 2U) | 0x3E0U | (data0 << 10U) |
            (data1 << 18U);
}

BusOutcome FlashF1::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        return BusOutcome::of(m_acr);
    case reg::sr:
        return BusOutcome::of(m_sr | (busy() ? sr::bsy : 0U));
    case reg::cr:
        return BusOutcome::of(m_cr | (m_lock.locked() ? cr::lock : 0U) |
                              (m_optionLock.locked() ? 0U : cr::optwre));
    case reg::obr:
        return BusOutcome::of(m_obr);
    case reg::wrpr:
        return BusOutcome::of(m_wrpr);
    default:
        return BusOutcome::of(0);
    }
}

BusOutcome FlashF1::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    switch (offset) {
    case reg::acr:
        m_acr = (value & 0x1FU) | ((value & 0x10U) << 1U);
        break;
    case reg::keyr:
        return m_lock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::optkeyr:
        return m_optionLock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::sr:
        m_sr &= ~(value & (sr::pgerr | sr::wrprterr | sr::eop));
        break;
    case reg::cr:
        writeControl(value, at);
        break;
    case reg::ar:
        if (!busy()) {
            m_ar = value;
        }
        break;
    default:
        break;
    }
    return {};
}

void FlashF1::writeControl(std::uint32_t value, Instant at) {
    if (m_lock.locked() || busy()) {
        return;
    }
    m_cr = value & cr::writable;
    if ((value & cr::optwre) == 0 && !m_optionLock.locked()) {
        // OPTWRE is cleared by writing 0 to it, and needs its keys again.
        m_optionLock.lock();
    }
    if ((value & cr::lock) != 0) {
        m_lock.lock();
        return;
    }
    if ((value & cr::strt) != 0) {
        start(at);
    }
}

void FlashF1::start(Instant at) {
    const std::uint32_t offset = m_ar - 0x08000000U;
    if ((m_cr & cr::per) != 0) {
        if (offset >= array().size()) {
            return;
        }
        if (writeProtected(offset)) {
            m_sr |= sr::wrprterr;
            return;
        }
        begin({.kind = Operation::Kind::Erase,
               .offset = offset / pageBytes * pageBytes,
               .bytes = pageBytes},
              at, eraseTime);
    } else if ((m_cr & cr::mer) != 0) {
        if (m_wrpr != 0xFFFFFFFFU || m_protected) {
            m_sr |= sr::wrprterr;
            return;
        }
        begin({.kind = Operation::Kind::Erase, .offset = 0, .bytes = array().size()}, at,
              eraseTime);
    } else if ((m_cr & cr::opter) != 0 && !m_optionLock.locked()) {
        begin({.kind = Operation::Kind::Options, .parallelism = optionErase}, at, eraseTime);
    }
}

BusOutcome FlashF1::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (bytes != 2) {
        return BusOutcome::busError(); // PM0075 2.3.3: other widths give a bus error
    }
    if (m_lock.locked() || (m_cr & cr::pg) == 0) {
        return {};
    }
    if (writeProtected(offset)) {
        m_sr |= sr::wrprterr;
        return {};
    }
    if (!array().isErased(offset, 2) && (value & 0xFFFFU) != 0) {
        m_sr |= sr::pgerr;
        return {};
    }
    Operation program{.kind = Operation::Kind::Program, .offset = offset, .bytes = 2};
    program.data[0] = static_cast<std::uint8_t>(value & 0xFFU);
    program.data[1] = static_cast<std::uint8_t>((value >> 8U) & 0xFFU);
    begin(program, at, programTime);
    return {};
}

BusOutcome FlashF1::readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) {
    advance(at);
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    return BusOutcome::of(m_options.read(offset, bytes));
}

BusOutcome FlashF1::writeOptionArea(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                    Instant at) {
    advance(at);
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (bytes != 2) {
        return BusOutcome::busError();
    }
    if (m_lock.locked() || m_optionLock.locked() || (m_cr & cr::optpg) == 0) {
        return {};
    }
    if (m_options.read(offset, 2) != 0xFFFF) {
        m_sr |= sr::pgerr;
        return {};
    }
    Operation program{
        .kind = Operation::Kind::Options, .offset = offset, .parallelism = optionProgram};
    program.data[0] = static_cast<std::uint8_t>(value & 0xFFU);
    begin(program, at, programTime);
    return {};
}

void FlashF1::completed(const Operation& operation, Instant) {
    if (operation.kind == Operation::Kind::Options) {
        if (operation.parallelism == optionErase) {
            m_options.erase(0, optionBytes);
        } else {
            // The controller makes the complement itself (PM0075 2.5.1).
            writeOption(operation.offset, operation.data[0]);
        }
    }
    if (operation.failing) {
        m_sr |= operation.kind == Operation::Kind::Program ? sr::pgerr : sr::wrprterr;
        return;
    }
    if ((m_cr & cr::eopie) != 0) {
        m_sr |= sr::eop;
    }
}

} // namespace

std::unique_ptr<SimFlash> makeFlashF1(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<FlashF1>(facts, spec, surroundings);
}

} // namespace greenlight::sim
