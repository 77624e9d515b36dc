#pragma once

#include "engine/sim/sim_flash.h"

#include <array>
#include <cstddef>

namespace greenlight::sim {

/// The FPEC of F0, F1 and F3 (PM0075, RM0091, RM0316): half-words only, option bytes as a small
/// flash of their own. On an F1 of XL density each bank has registers of its own, and one can be
/// read while the other is busy.
class FlashF1 final : public SimFlash {
public:
    FlashF1(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings);

    BusOutcome readRegister(std::uint32_t offset, Instant at) override;
    BusOutcome writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) override;
    BusOutcome readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) override;
    BusOutcome writeOptionArea(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                               Instant at) override;

    [[nodiscard]] unsigned readProtection() const noexcept override { return m_level; }

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

    [[nodiscard]] bool stalls(std::uint32_t offset) const noexcept override {
        // All of it goes at once when a protection is lifted.
        const bool both = operation().bytes > secondBank;
        return busy() && (both || bankOf(offset) == bankOf(operation().offset));
    }

private:
    static constexpr std::uint32_t key1 = 0x45670123;
    static constexpr std::uint32_t key2 = 0xCDEF89AB;
    static constexpr std::uint32_t optionBytes = 16;
    static constexpr std::uint32_t secondBank = 0x80000; ///< XL density (PM0068 2.1)

    struct Bank {
        KeyLock lock{key1, key2, KeyLock::Repeated::Ignore};
        std::uint32_t cr = 0;
        std::uint32_t sr = 0;
        std::uint32_t ar = 0;
    };

    void writeOption(std::uint32_t offset, std::uint8_t value) {
        m_options.overwrite(offset, value);
        m_options.overwrite(offset + 1, static_cast<std::uint8_t>(~value));
    }

    /// The value of an option byte, 0xFF where it does not agree with its complement.
    [[nodiscard]] std::uint8_t option(std::uint32_t offset, bool& mismatch) const;
    [[nodiscard]] bool writeProtected(std::uint32_t offset) const noexcept;

    /// An F1: no level 2, no launch, another key and another layout of OBR.
    [[nodiscard]] bool first() const noexcept { return facts().family == Family::F1; }

    [[nodiscard]] std::uint8_t openKey() const noexcept { return first() ? 0xA5 : 0xAA; }

    [[nodiscard]] bool twoBanks() const noexcept { return first() && array().size() > secondBank; }

    [[nodiscard]] std::size_t bankOf(std::uint32_t offset) const noexcept {
        return twoBanks() && offset >= secondBank ? 1 : 0;
    }

    [[nodiscard]] bool busyIn(const Bank& bank) const noexcept {
        return busy() && &bank == &m_banks.at(bankOf(operation().offset));
    }

    void start(Bank& bank, Instant at);
    void startMassErase(Bank& bank, Instant at);
    BusOutcome writeControl(Bank& bank, std::uint32_t value, Instant at);

    FlashArray m_options;
    std::array<Bank, 2> m_banks{};
    KeyLock m_optionLock{key1, key2, KeyLock::Repeated::Ignore};
    std::uint32_t m_acr = 0x30;
    std::uint32_t m_obr = 0;
    std::uint32_t m_wrpr = 0xFFFFFFFF;
    std::uint8_t m_loadedUser = 0xFF;
    unsigned m_level = 0;
    bool m_launching = false;
};

} // namespace greenlight::sim
