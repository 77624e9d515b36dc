#include "engine/sim/sim_crc.h"

#include <array>

namespace greenlight::sim {

namespace {

constexpr std::uint32_t dataRegister = 0x00;
constexpr std::uint32_t scratchRegister = 0x04;
constexpr std::uint32_t controlRegister = 0x08;
constexpr std::uint32_t initialRegister = 0x10;
constexpr std::uint32_t polynomialRegister = 0x14;
constexpr std::uint32_t resetBit = 1;
constexpr std::uint32_t reverseOutput = 1U << 7U;

std::uint32_t reversed(std::uint32_t value, unsigned bits) {
    std::uint32_t result = 0;
    for (unsigned i = 0; i < bits; ++i) {
        result = (result << 1U) | ((value >> i) & 1U);
    }
    return result;
}

/// REV_IN: bits turned round within bytes, half-words or words.
std::uint32_t reversedInput(std::uint32_t value, unsigned bits, unsigned mode) {
    const unsigned group = mode == 0 ? 0 : 4U << mode;
    if (group == 0 || group > bits) {
        return mode == 0 ? value : reversed(value, bits);
    }
    std::uint32_t result = 0;
    for (unsigned start = 0; start < bits; start += group) {
        const std::uint32_t part = group == 32 ? value : (value >> start) & ((1U << group) - 1U);
        result |= reversed(part, group) << start;
    }
    return result;
}

} // namespace

unsigned SimCrc::width() const noexcept {
    constexpr std::array<unsigned, 4> widths{32, 16, 8, 7};
    return widths.at((m_control >> 3U) & 3U);
}

std::uint32_t SimCrc::read(std::uint32_t offset) const noexcept {
    switch (offset) {
    case dataRegister:
        return (m_control & reverseOutput) != 0 ? reversed(m_data, width()) : m_data;
    case scratchRegister:
        return m_scratch;
    case controlRegister:
        return m_control;
    case initialRegister:
        return m_programmable ? m_initial : 0;
    case polynomialRegister:
        return m_programmable ? m_polynomial : 0;
    default:
        return 0;
    }
}

void SimCrc::feed(unsigned bits, std::uint32_t value) noexcept {
    const unsigned size = width();
    const std::uint32_t top = 1U << (size - 1);
    const std::uint32_t mask = size == 32 ? ~0U : (1U << size) - 1U;
    const std::uint32_t input = reversedInput(value, bits, (m_control >> 5U) & 3U);
    for (unsigned i = bits; i > 0; --i) {
        const bool inputBit = ((input >> (i - 1)) & 1U) != 0;
        const bool out = (m_data & top) != 0;
        m_data = (m_data << 1U) & mask;
        if (inputBit != out) {
            m_data ^= m_polynomial & mask;
        }
    }
}

void SimCrc::write(std::uint32_t offset, unsigned bytes, std::uint32_t value) noexcept {
    switch (offset) {
    case dataRegister:
        feed(m_programmable ? 8 * bytes : 32, value);
        break;
    case scratchRegister:
        m_scratch = m_programmable ? value : value & 0xFFU;
        break;
    case controlRegister:
        m_control = m_programmable ? value & 0xF8U : 0;
        if ((value & resetBit) != 0) {
            m_data = m_initial;
        }
        break;
    case initialRegister:
        if (m_programmable) {
            m_initial = value;
            m_data = value;
        }
        break;
    case polynomialRegister:
        if (m_programmable) {
            m_polynomial = value;
        }
        break;
    default:
        break;
    }
}

} // namespace greenlight::sim
