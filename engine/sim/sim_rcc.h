#pragma once

#include "engine/base/clock.h"
#include "engine/sim/sim_chips.h"

#include <array>
#include <cstdint>

namespace greenlight::sim {

/// What put the chip into reset, for the flags of RCC_CSR (RSR on the H7).
enum class ResetCause : std::uint8_t { Power, Pin, Software, Watchdog, OptionLoad };

/// The reset and clock controller as far as a loader or a host can notice it: oscillators and PLL
/// become ready a while after they are enabled, the system clock switches when its source is
/// ready, clock gates are kept, reset flags are told. Everything else is plain memory.
class SimRcc {
public:
    explicit SimRcc(const ChipFacts& facts);

    void reset(ResetCause cause);

    [[nodiscard]] std::uint32_t read(std::uint32_t offset) const noexcept;
    void write(std::uint32_t offset, std::uint32_t value, Instant at);

    /// Makes ready what is ready by now; true when the core's frequency may have changed.
    bool advance(Instant at);

    /// When the next oscillator becomes ready; endOfTime when none is starting.
    [[nodiscard]] Instant nextEvent() const noexcept { return m_readyAt; }

    /// The core's clock now.
    [[nodiscard]] std::uint32_t coreHz() const noexcept;

    [[nodiscard]] bool bit(std::uint32_t offset, std::uint32_t number) const noexcept {
        return ((m_words.at(offset / 4) >> number) & 1U) != 0;
    }

    static constexpr std::uint32_t bytes = 0x400;

private:
    struct Oscillator {
        std::uint32_t enable;
        std::uint32_t ready;
    };

    struct Layout {
        std::uint32_t control;
        std::uint32_t configuration;
        std::uint32_t resetFlags;
        std::array<Oscillator, 4> oscillators; ///< enable and ready bit of CR; both 0 for none
        unsigned switchBits;                   ///< width of SW and of SWS right above it
    };

    static const Layout& layoutOf(Family family) noexcept;

    [[nodiscard]] std::uint32_t word(std::uint32_t offset) const noexcept {
        return m_words.at(offset / 4);
    }

    void switchClock() noexcept;
    void refreshReady() noexcept;
    [[nodiscard]] bool sourceReady(std::uint32_t source) const noexcept;
    [[nodiscard]] std::uint64_t sourceHz(std::uint32_t source) const noexcept;
    [[nodiscard]] std::uint64_t pllHz() const noexcept;
    [[nodiscard]] std::uint64_t msiHz() const noexcept;
    [[nodiscard]] std::uint64_t fastCrystalHz() const noexcept;
    [[nodiscard]] std::uint32_t removeFlags() const noexcept;
    [[nodiscard]] std::uint32_t divider() const noexcept;

    const ChipFacts& m_facts;
    const Layout& m_layout;
    std::array<std::uint32_t, bytes / 4> m_words{};
    std::uint32_t m_flags = 0;
    Instant m_readyAt = base::endOfTime;
};

} // namespace greenlight::sim
