#pragma once

#include "engine/sim/sim_flash.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <span>

/// Registers and figures of the flash controller of L5, U5 and WBA (RM0438, RM0456, RM0493).
namespace greenlight::sim::l5 {

namespace reg {
constexpr std::uint32_t acr = 0x00, nskeyr = 0x08, optkeyr = 0x10, nssr = 0x20, nscr = 0x28,
                        eccr = 0x30;
} // namespace reg

namespace cr {
constexpr std::uint32_t pg = 1U << 0U, per = 1U << 1U, mer1 = 1U << 2U, bker = 1U << 11U,
                        bwr = 1U << 14U, mer2 = 1U << 15U, strt = 1U << 16U, optstrt = 1U << 17U,
                        eopie = 1U << 24U, errie = 1U << 25U, oblLaunch = 1U << 27U,
                        optlock = 1U << 30U, lock = 1U << 31U;
constexpr std::uint32_t writable = 0x0300CFFFU;
} // namespace cr

namespace sr {
constexpr std::uint32_t eop = 1U << 0U, operr = 1U << 1U, progerr = 1U << 3U, wrperr = 1U << 4U,
                        pgaerr = 1U << 5U, sizerr = 1U << 6U, pgserr = 1U << 7U,
                        optwerr = 1U << 13U, bsy = 1U << 16U, wdw = 1U << 17U, oem1lock = 1U << 18U;
constexpr std::uint32_t clearable = 0x000020FBU;
/// Errors that, left standing, spoil the next programming.
constexpr std::uint32_t spoiling = progerr | sizerr | pgaerr | pgserr | wrperr;
} // namespace sr

namespace opt {
constexpr std::uint32_t watchdogBySoftware = 1U << 16U;
constexpr std::uint32_t trustZone = 1U << 31U;
constexpr std::uint32_t unlocked = 1U << 31U; ///< in a write protection area
} // namespace opt

/// What differs between the series. Typical times of DS12737, and of DS13737 table 88, which those
/// of the WBA are taken to be as well.
struct Figures {
    std::uint32_t unitBytes;
    std::uint32_t burstUnits; ///< 0 without bursts
    std::uint32_t pageBytes;  ///< undivided flash; in two banks the L5 has half of it
    std::uint32_t dualBank;   ///< of OPTR; 0 where there is one bank for ever
    std::uint32_t dualFromKb; ///< two banks whatever OPTR says
    Duration unit;
    Duration burstUnit;
    Duration page;
    Duration bank;
    Duration chip;
    std::uint32_t options; ///< OPTR as shipped
};

constexpr Figures figuresL5{.unitBytes = 8,
                            .burstUnits = 0,
                            .pageBytes = 4096,
                            .dualBank = 1U << 22U,
                            .dualFromKb = 0xFFFF,
                            .unit = std::chrono::nanoseconds(81'690),
                            .burstUnit = {},
                            .page = std::chrono::microseconds(22'020),
                            .bank = std::chrono::microseconds(22'130),
                            .chip = std::chrono::microseconds(22'130),
                            .options = 0x7FEFF8AA};
constexpr Figures figuresU5{.unitBytes = 16,
                            .burstUnits = 8,
                            .pageBytes = 8192,
                            .dualBank = 1U << 21U,
                            .dualFromKb = 2048,
                            .unit = std::chrono::microseconds(118),
                            .burstUnit = std::chrono::microseconds(48),
                            .page = std::chrono::microseconds(1500),
                            .bank = std::chrono::milliseconds(195),
                            .chip = std::chrono::milliseconds(390),
                            .options = 0x1FEFF8AA};
/// No datasheet at hand: pages of the U5, double words of the L5, bursts of eight of them.
constexpr Figures figuresU3{.unitBytes = 8,
                            .burstUnits = 8,
                            .pageBytes = 4096,
                            .dualBank = 1U << 21U,
                            .dualFromKb = 1024,
                            .unit = std::chrono::microseconds(82),
                            .burstUnit = std::chrono::microseconds(48),
                            .page = std::chrono::microseconds(1500),
                            .bank = std::chrono::milliseconds(195),
                            .chip = std::chrono::milliseconds(390),
                            .options = 0x1FEFF8AA};
/// The WBA2x: half the page and half the unit of the others.
constexpr Figures figuresSmallWba{.unitBytes = 8,
                                  .burstUnits = 0,
                                  .pageBytes = 4096,
                                  .dualBank = 0,
                                  .dualFromKb = 0xFFFF,
                                  .unit = std::chrono::microseconds(82),
                                  .burstUnit = {},
                                  .page = std::chrono::milliseconds(10),
                                  .bank = std::chrono::milliseconds(195),
                                  .chip = std::chrono::milliseconds(195),
                                  .options = 0x0FCFF8AA};
constexpr Figures figuresWba{.unitBytes = 16,
                             .burstUnits = 8,
                             .pageBytes = 8192,
                             .dualBank = 0,
                             .dualFromKb = 0xFFFF,
                             .unit = std::chrono::microseconds(118),
                             .burstUnit = std::chrono::microseconds(48),
                             .page = std::chrono::microseconds(1500),
                             .bank = std::chrono::milliseconds(195),
                             .chip = std::chrono::milliseconds(195),
                             .options = 0x0FCFF8AA};

constexpr std::uint8_t levelZero = 0xAA;
constexpr std::uint8_t levelTwo = 0xCC;
constexpr std::uint32_t longestBurst = 128;

/// The option registers in the order of their offsets.
enum Option : std::size_t {
    Optr,
    NsBoot0,
    NsBoot1,
    SecBoot0,
    SecWm1R1,
    SecWm1R2,
    Wrp1A,
    Wrp1B,
    SecWm2R1,
    SecWm2R2,
    Wrp2A,
    Wrp2B,
    OptionCount
};

using Options = std::array<std::uint32_t, OptionCount>;
constexpr std::uint32_t firstOption = 0x40;
constexpr std::uint32_t noArea = 0xFF00FFFF; ///< first page above last page: protects nothing
constexpr Options shipped{0,      0x0800007F, 0x0BF9007F, 0x0C000000, 0xFF80FFFF, 0x0F8F0000,
                          noArea, noArea,     0xFF80FFFF, 0x0F8F0000, noArea,     noArea};

/// The controller of L5, U5 and WBA by its non-secure registers: units with a code of their own,
/// bursts of eight of them, two banks that can be read while the other one works.
class FlashL5 final : public SimFlash {
public:
    FlashL5(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings);

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;

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

    void noteBadRead(std::uint32_t offset) override {
        constexpr std::uint32_t eccd = 1U << 31U;
        if ((m_eccr & eccd) == 0) {
            m_eccr = eccd | ((offset % bankBytes()) & 0xFFFFFU) | bankOf(offset) << 21U;
        }
    }

    [[nodiscard]] bool stalls(std::uint32_t offset) const noexcept override;

private:
    [[nodiscard]] bool dual() const noexcept {
        return m_figures.dualBank != 0 &&
               (m_flashKb >= m_figures.dualFromKb || (m_loaded[Optr] & m_figures.dualBank) != 0);
    }

    [[nodiscard]] std::uint32_t pageBytes() const noexcept {
        return facts().family == Family::L5 && dual() ? m_figures.pageBytes / 2
                                                      : m_figures.pageBytes;
    }

    [[nodiscard]] std::uint32_t bankBytes() const noexcept {
        return dual() ? array().size() / 2 : array().size();
    }

    [[nodiscard]] std::uint32_t bankOf(std::uint32_t offset) const noexcept {
        return dual() && offset >= bankBytes() ? 1 : 0;
    }

    [[nodiscard]] bool writeProtected(std::uint32_t offset) const noexcept;
    [[nodiscard]] bool anyProtected(std::uint32_t bank) const noexcept;
    void writeControl(std::uint32_t value, Instant at);
    void startErase(Instant at);
    void startMassErase(Instant at);
    void startOptions(Instant at);
    void fail(std::uint32_t flags) noexcept;

    Figures m_figures;
    unsigned m_flashKb;
    bool m_keyLocked;
    KeyLock m_lock{0x45670123, 0xCDEF89AB};
    KeyLock m_optionLock{0x08192A3B, 0x4C5D6E7F};
    std::uint32_t m_acr = 0;
    std::uint32_t m_cr = 0;
    std::uint32_t m_sr = 0;
    std::uint32_t m_eccr = 0;
    Options m_shown = shipped;
    Options m_stored = shipped;
    Options m_loaded = shipped;
    bool m_launching = false;

    /// A unit or a burst as it comes in: WDW stands while it is not whole.
    std::uint32_t m_from = 0;
    std::uint32_t m_filled = 0;
    std::array<std::uint8_t, longestBurst> m_words{};
};

} // namespace greenlight::sim::l5
