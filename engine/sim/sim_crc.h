#pragma once

#include <cstdint>

namespace greenlight::sim {

/// The CRC calculation unit (RM0090 chapter 4; the programmable one RM0351 chapter 14).
class SimCrc {
public:
    explicit SimCrc(bool programmable) noexcept : m_programmable(programmable) {}

    void reset() noexcept { *this = SimCrc(m_programmable); }

    [[nodiscard]] std::uint32_t read(std::uint32_t offset) const noexcept;
    /// A write of 1, 2 or 4 bytes; the width counts for DR of the programmable unit.
    void write(std::uint32_t offset, unsigned bytes, std::uint32_t value) noexcept;

private:
    void feed(unsigned bits, std::uint32_t value) noexcept;
    [[nodiscard]] unsigned width() const noexcept;

    bool m_programmable;
    std::uint32_t m_data = 0xFFFFFFFF;
    std::uint32_t m_scratch = 0;
    std::uint32_t m_control = 0;
    std::uint32_t m_initial = 0xFFFFFFFF;
    std::uint32_t m_polynomial = 0x04C11DB7;
};

} // namespace greenlight::sim
