#pragma once

#include "engine/sim/sim_flash.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

/// Registers and figures of the H7 flash controllers (RM0468, RM0433 and RM0455, chapter 4). A die
/// with two banks has two sets of the bank's registers, 0x100 apart; what belongs to both banks can
/// be reached through either.
namespace greenlight::sim::h7 {

namespace reg {
constexpr std::uint32_t acr = 0x00, keyr = 0x04, optkeyr = 0x08, cr = 0x0C, sr = 0x10, ccr = 0x14,
                        optcr = 0x18, optsr = 0x1C, optccr = 0x24, eccAddress = 0x60;
constexpr std::uint32_t secondBank = 0x100;
} // namespace reg

namespace cr {
constexpr std::uint32_t lock = 1U << 0U, pg = 1U << 1U, ser = 1U << 2U, ber = 1U << 3U;
} // namespace cr

namespace sr {
constexpr std::uint32_t bsy = 1U << 0U, wbne = 1U << 1U, qw = 1U << 2U, eop = 1U << 16U,
                        wrperr = 1U << 17U, pgserr = 1U << 18U, strberr = 1U << 19U,
                        incerr = 1U << 21U, operr = 1U << 22U, rdperr = 1U << 23U,
                        dbeccerr = 1U << 26U;
constexpr std::uint32_t clearable = 0x1FEF0000U;
} // namespace sr

namespace opt {
constexpr std::uint32_t lock = 1U << 0U, start = 1U << 1U, massErase = 1U << 4U,
                        optcrWritable = 1U << 30U;
constexpr std::uint32_t busy = 1U << 0U, changeError = 1U << 30U;
constexpr std::uint32_t watchdogBySoftware = 1U << 4U;
} // namespace opt

/// Typical, by parallelism x8, x16, x32, x64.
using Times = std::array<Duration, 4>;

/// What tells one die's controller from another's.
struct Traits {
    std::uint32_t wordBytes = 32; ///< one write with one code
    std::uint32_t sectorBytes = 0;
    std::uint32_t fw = 0; ///< bits of CR
    std::uint32_t start = 0;
    unsigned sectorShift = 0;
    std::uint32_t sectorMask = 0;
    std::uint32_t controlWritable = 0;
    std::uint32_t controlAfterReset = 0;
    bool choosesParallelism = true;
    bool reportsOperationError = true;
    std::uint32_t protectionBits = 0; ///< of WPSN
    std::uint32_t sectorsPerBit = 1;
    Times program{};
    Times sector{};
    Times bank{};
    Duration options{};
};

const Traits& traitsOf(FlashKind kind) noexcept;

constexpr std::uint8_t levelZero = 0xAA;
constexpr std::uint8_t levelTwo = 0xCC;

/// Option registers that exist as CUR and PRG, in the order of their offsets; those of a bank are
/// there once for each.
enum Option : std::size_t {
    Optsr,
    Prar,
    Scar,
    Wpsn,
    Boot,
    Optsr2,
    Prar2,
    Scar2,
    Wpsn2,
    OptionCount
};

using Options = std::array<std::uint32_t, OptionCount>;

/// Flash words that are written once, two banks that work at the same time.
class FlashH7 final : public SimFlash {
public:
    FlashH7(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings);

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;

    [[nodiscard]] std::uint32_t plainBytes() const noexcept override {
        return isHole(m_bankBytes) ? m_bankBytes : array().size();
    }

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

    void noteProtectedRead() override { m_banks[0].sr |= sr::rdperr; }

    void noteBadRead(std::uint32_t offset) override;

    [[nodiscard]] bool tooWeak(unsigned parallelism, unsigned millivolts) const noexcept override {
        // DS13313 table 43
        return m_traits.choosesParallelism && millivolts < (parallelism == 3 ? 1800U : 1620U);
    }

    [[nodiscard]] bool stalls(std::uint32_t offset) const noexcept override;
    [[nodiscard]] Instant stallEnd(std::uint32_t offset) const noexcept override;
    [[nodiscard]] bool isHole(std::uint32_t offset) const noexcept override;

private:
    /// One bank's registers and its write buffer: one flash word under assembly, a bit per byte
    /// that has arrived, and a complete one that waits for the one being programmed.
    struct Bank {
        KeyLock lock{0x45670123, 0xCDEF89AB};
        std::uint32_t cr = 0;
        std::uint32_t sr = 0;
        std::uint32_t eccAddress = 0;
        std::uint32_t bufferOffset = 0;
        std::uint32_t bufferMask = 0;
        std::array<std::uint8_t, 32> buffer{};
        std::optional<Operation> queued{};
    };

    [[nodiscard]] unsigned bankOf(std::uint32_t offset) const noexcept {
        return m_bankCount == 2 && offset >= facts().secondBank ? 1 : 0;
    }

    [[nodiscard]] std::uint32_t bankBase(unsigned bank) const noexcept {
        return bank == 0 ? 0 : facts().secondBank;
    }

    [[nodiscard]] unsigned psize(unsigned bank) const noexcept {
        return m_traits.choosesParallelism ? (m_banks.at(bank).cr >> 4U) & 3U : 3;
    }

    [[nodiscard]] bool changingOptions() const noexcept {
        return operation(0).kind == Operation::Kind::Options;
    }

    [[nodiscard]] std::uint32_t fullWord() const noexcept {
        return static_cast<std::uint32_t>((std::uint64_t{1} << m_traits.wordBytes) - 1U);
    }

    [[nodiscard]] bool writeProtected(std::uint32_t offset) const noexcept;
    [[nodiscard]] std::optional<std::size_t> optionAt(std::uint32_t offset,
                                                      bool programmed) const noexcept;
    [[nodiscard]] std::uint32_t bankStatus(unsigned bank) const noexcept;
    [[nodiscard]] std::uint32_t bankControl(unsigned bank) const noexcept;
    void writeControl(unsigned bank, std::uint32_t value, Instant at);
    void writeOptionControl(std::uint32_t value, Instant at);
    void startMassErase(Instant at);
    void startErase(unsigned bank, Instant at);
    void beginBankErase(unsigned bank, Instant at);
    void queueBuffer(unsigned bank, Instant at);

    void fail(unsigned bank, std::uint32_t flag) noexcept {
        m_banks.at(bank).sr |= flag;
        m_banks.at(bank).bufferMask = 0;
    }

    const Traits& m_traits;
    unsigned m_bankCount;
    std::uint32_t m_bankBytes;
    std::array<Bank, 2> m_banks{};
    KeyLock m_optionLock{0x08192A3B, 0x4C5D6E7F};
    std::uint32_t m_acr = 0x37;
    std::uint32_t m_optcr = 0;
    Options m_current{};
    Options m_programmed{};
    bool m_optionError = false;
};

} // namespace greenlight::sim::h7
