#pragma once

#include "engine/sim/sim_flash.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <span>

/// Registers and figures of the L4 and G4 flash controller (RM0351 3.7, RM0440 3.7).
namespace greenlight::sim::l4 {

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

constexpr Times timesL476{.doubleWord = std::chrono::nanoseconds(81'690),
                          .fastRow = std::chrono::microseconds(1'910),
                          .page = std::chrono::microseconds(22'020),
                          .mass = std::chrono::microseconds(22'130)};
constexpr Times timesG474{.doubleWord = std::chrono::nanoseconds(81'700),
                          .fastRow = std::chrono::microseconds(1'910),
                          .page = std::chrono::microseconds(22'020),
                          .mass = std::chrono::microseconds(22'130)};

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

} // namespace greenlight::sim::l4
