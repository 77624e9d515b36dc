#pragma once

#include "engine/sim/sim_bus.h"
#include "engine/sim/sim_nor.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace greenlight::sim {

/// The QUADSPI of an H7 with a serial NOR flash behind it (RM0433, chapter 23): commands by its
/// registers, and a window in the address map that can be read once firmware has put it into
/// memory-mapped mode. Transfers take no time; the memory's own operations do. Without a clock its
/// registers read 0 and take nothing, and a system reset takes it out of every mode.
class SimQuadSpi {
public:
    /// `base` of its registers; without a memory on the board there is none of it at all.
    SimQuadSpi(std::uint32_t base, std::uint32_t memoryBytes);

    [[nodiscard]] bool holds(std::uint32_t address) const noexcept;

    BusOutcome read(std::uint32_t address, unsigned bytes, bool clocked, Instant at);
    BusOutcome write(std::uint32_t address, unsigned bytes, std::uint32_t value, bool clocked,
                     Instant at);

    void reset() noexcept;

    [[nodiscard]] std::span<const std::uint8_t> memory() const noexcept {
        return m_memory ? m_memory->cells() : std::span<const std::uint8_t>{};
    }

private:
    static constexpr std::uint32_t registerBytes = 0x34;

    [[nodiscard]] std::uint32_t word(std::uint32_t offset) const noexcept {
        return m_words.at(offset / 4);
    }

    [[nodiscard]] std::uint8_t instruction() const noexcept;
    [[nodiscard]] unsigned mode() const noexcept;
    [[nodiscard]] bool enabled() const noexcept;
    [[nodiscard]] std::uint32_t status() const noexcept;
    BusOutcome readWindow(std::uint32_t offset, unsigned bytes, Instant at) const;
    std::uint32_t readData(unsigned bytes, Instant at);
    void writeData(unsigned bytes, std::uint32_t value, Instant at);
    void startIfComplete(bool addressGiven, Instant at);

    std::uint32_t m_base;
    std::optional<SimNor> m_memory;
    std::array<std::uint32_t, registerBytes / 4> m_words{};
    std::vector<std::uint8_t> m_data; ///< collected for the running indirect write
    std::uint32_t m_answered = 0;     ///< bytes of the running indirect read
    bool m_complete = false;          ///< TCF
};

} // namespace greenlight::sim
