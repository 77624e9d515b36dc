#pragma once

#include "engine/base/clock.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace greenlight::sim {

/// A serial NOR flash as its chip select sees it (W25Q128JV, revision H: commands in chapter 8,
/// times in 9.6). Erased cells read 0xFF, programming only clears bits and stays inside its page of
/// 256 bytes, nothing is changed without a write enable before it, and while it works it answers
/// nothing but its status. It keeps what it holds through every reset of the chip beside it.
class SimNor {
public:
    explicit SimNor(std::uint32_t bytes) : m_cells(bytes, erased) {}

    /// One command that writes: its address where it has one, and the bytes behind it.
    void write(std::uint8_t instruction, std::uint32_t address, std::span<const std::uint8_t> data,
               Instant at);

    /// The byte at `offset` of the answer to a command that reads.
    [[nodiscard]] std::uint8_t read(std::uint8_t instruction, std::uint32_t address,
                                    std::uint32_t offset, Instant at) const;

    [[nodiscard]] std::span<const std::uint8_t> cells() const noexcept { return m_cells; }

private:
    static constexpr std::uint8_t erased = 0xFF;

    [[nodiscard]] bool busy(Instant at) const noexcept { return at < m_busyUntil; }

    void erase(std::uint32_t address, std::uint32_t bytes, Duration takes, Instant at);

    std::vector<std::uint8_t> m_cells;
    Instant m_busyUntil{};
    bool m_writable = false;
};

} // namespace greenlight::sim
