#pragma once

#include "engine/sim/sim_flash.h"
#include "engine/sim/sim_flash_l4_variant.h"

#include <array>
#include <cstdint>

/// Registers of the flash controller of L4 and its kin (RM0351 3.7, RM0440 3.7).
namespace greenlight::sim::l4 {

namespace reg {
constexpr std::uint32_t acr = 0x00, keyr = 0x08, optkeyr = 0x0C, sr = 0x10, cr = 0x14, eccr = 0x18,
                        optr = 0x20;
} // namespace reg

namespace acr {
constexpr std::uint32_t empty = 1U << 16U, debugSwitch = 1U << 18U;
} // namespace acr

namespace cr {
constexpr std::uint32_t pg = 1U << 0U, per = 1U << 1U, mer1 = 1U << 2U, mer2 = 1U << 15U,
                        strt = 1U << 16U, optstrt = 1U << 17U, fstpg = 1U << 18U, eopie = 1U << 24U,
                        errie = 1U << 25U, oblLaunch = 1U << 27U, secProt = 3U << 28U,
                        optlock = 1U << 30U, lock = 1U << 31U;
/// On every die; the second bank adds its own.
constexpr std::uint32_t writable = 0x070407FFU;
} // namespace cr

namespace sr {
constexpr std::uint32_t eop = 1U << 0U, operr = 1U << 1U, progerr = 1U << 3U, wrperr = 1U << 4U,
                        pgaerr = 1U << 5U, sizerr = 1U << 6U, pgserr = 1U << 7U, miserr = 1U << 8U,
                        fasterr = 1U << 9U, hdpOptionError = 1U << 11U, rderr = 1U << 14U,
                        optverr = 1U << 15U, bsy = 1U << 16U, pempty = 1U << 17U,
                        cfgbsy = 1U << 18U;
/// Errors that, left standing, spoil the next programming (RM0351 3.7.5, PGSERR).
constexpr std::uint32_t spoiling = progerr | sizerr | pgaerr | miserr | fasterr | pgserr | wrperr;
} // namespace sr

namespace opt {
constexpr std::uint32_t watchdogBySoftware = 1U << 16U;
constexpr std::uint32_t securityEnabled = 1U << 8U; ///< ESE of WB and WL5x
} // namespace opt

constexpr std::size_t longestRow = 512;
constexpr std::uint8_t levelZero = 0xAA;
constexpr std::uint8_t levelTwo = 0xCC;

/// Double words with a code of their own, and on many dies two banks of which one can be read while
/// the other works. What differs from die to die is in its Variant.
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

    [[nodiscard]] std::uint32_t plainBytes() const noexcept override;

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
                     (bankOf(offset) != 0 ? m_variant.bankInEccr : 0U);
        }
    }

    [[nodiscard]] bool stalls(std::uint32_t offset) const noexcept override;
    [[nodiscard]] bool isHole(std::uint32_t offset) const noexcept override;
    [[nodiscard]] bool hides(Master master, std::uint32_t offset) const noexcept override;

private:
    [[nodiscard]] bool dual() const noexcept {
        return m_variant.twoBanks() && (m_alwaysDual || (m_loaded[Optr] & m_bankBit) != 0);
    }

    [[nodiscard]] std::uint32_t pageBytes() const noexcept {
        return m_variant.twoBanks() && !dual() ? m_variant.joinedPageBytes : m_variant.pageBytes;
    }

    [[nodiscard]] std::uint32_t bankBytes() const noexcept {
        return dual() ? m_flashBytes / 2 : m_flashBytes;
    }

    [[nodiscard]] std::uint32_t bankBase(std::uint32_t bank) const noexcept {
        return bank == 0 ? 0
                         : (m_variant.secondBank != 0 ? m_variant.secondBank : m_flashBytes / 2);
    }

    [[nodiscard]] std::uint32_t bankOf(std::uint32_t offset) const noexcept {
        return dual() && offset >= bankBase(1) ? 1 : 0;
    }

    // Protection, in sim_flash_l4_protection.cpp.
    [[nodiscard]] bool inPageArea(Option area, std::uint32_t page) const noexcept;
    [[nodiscard]] bool inCodeArea(Option start, Option end, std::uint32_t inBank) const noexcept;
    [[nodiscard]] bool isCodeOnly(std::uint32_t offset) const noexcept;
    [[nodiscard]] bool isSecured(std::uint32_t offset) const noexcept;
    [[nodiscard]] std::uint32_t ownBytes() const noexcept;
    [[nodiscard]] bool writeProtected(std::uint32_t offset) const noexcept;
    [[nodiscard]] bool pageProtected(std::uint32_t offset) const noexcept;
    [[nodiscard]] bool anyProtected(std::uint32_t bank) const noexcept;
    void eraseForRegression();

    [[nodiscard]] std::uint32_t status() const noexcept;
    [[nodiscard]] std::uint32_t control() const noexcept;

    /// True while the controller takes nothing new.
    [[nodiscard]] bool engaged() const noexcept {
        return busy() || (m_variant.configurationBusy && (m_halfPending || m_rowFilled != 0));
    }

    void writeControl(std::uint32_t value, Instant at);
    void startErase(Instant at);
    void startMassErase(Instant at);
    void startOptions(Instant at);
    BusOutcome storeDoubleWord(std::uint32_t offset, std::uint32_t value, Instant at);
    BusOutcome storeRow(std::uint32_t offset, std::uint32_t value, Instant at);
    [[nodiscard]] std::uint32_t wrongStartOfRow(std::uint32_t offset) const noexcept;
    [[nodiscard]] Duration longestGap() const noexcept;
    bool loseLateRow(Instant at);
    void fail(std::uint32_t flags) noexcept;

    const Variant& m_variant;
    std::uint32_t m_flashBytes;
    std::uint32_t m_bankBit;
    bool m_alwaysDual;
    KeyLock m_lock{0x45670123, 0xCDEF89AB};
    KeyLock m_optionLock{0x08192A3B, 0x4C5D6E7F};
    std::uint32_t m_acr = 0;
    std::uint32_t m_cr = 0;
    std::uint32_t m_sr = 0;
    std::uint32_t m_eccr = 0;
    std::uint32_t m_secProt = 0; ///< set only, until the next reset
    Options m_shown;
    Options m_stored;
    Options m_loaded;
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
    std::array<std::uint8_t, longestRow> m_row{};
    std::array<bool, 2> m_massErased{};
};

} // namespace greenlight::sim::l4
