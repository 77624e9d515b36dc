#pragma once

#include "engine/sim/thumb_code.h"
#include "engine/sim/thumb_cycles.h"

#include <cstdint>

namespace greenlight::sim::thumb {

/// An instruction as it lies in memory. `second` counts only for wide ones.
struct Encoding {
    std::uint32_t address = 0;
    std::uint16_t first = 0;
    std::uint16_t second = 0;
    bool full = false; ///< ARMv7-M
    bool inIfThen = false;

    /// `count` bits of the half-words from bit `low` on.
    [[nodiscard]] constexpr std::uint32_t bits(unsigned low, unsigned count) const noexcept {
        return (static_cast<std::uint32_t>(first) >> low) & ((1U << count) - 1);
    }

    [[nodiscard]] constexpr std::uint32_t bits2(unsigned low, unsigned count) const noexcept {
        return (static_cast<std::uint32_t>(second) >> low) & ((1U << count) - 1);
    }

    /// A register number of either half-word.
    [[nodiscard]] constexpr std::uint8_t field(unsigned low, unsigned count) const noexcept {
        return static_cast<std::uint8_t>(bits(low, count));
    }

    [[nodiscard]] constexpr std::uint8_t field2(unsigned low, unsigned count) const noexcept {
        return static_cast<std::uint8_t>(bits2(low, count));
    }

    [[nodiscard]] constexpr const Cycles& cost() const noexcept {
        return full ? cyclesV7M : cyclesV6M;
    }
};

/// Whether a first half-word begins a wide instruction.
constexpr bool isWide(std::uint16_t first) noexcept { return (first >> 11U) >= 0x1DU; }

/// ARMv6-M A5.2, ARMv7-M A5.2. What the architecture does not define, and what it calls
/// unpredictable and no assembler emits, decodes to an undefined instruction.
Decoded decodeNarrow(const Encoding& code);
/// ARMv6-M A5.3, ARMv7-M A5.3, without floating point, DSP and coprocessors.
Decoded decodeWide(const Encoding& code);

/// The parts of decodeWide that have files of their own.
Decoded decodeWideData(const Encoding& code);
Decoded decodeWideMemory(const Encoding& code);
Decoded decodeWideControl(const Encoding& code);

/// The start of every decoding: this handler, one half-word or two.
Decoded decoded(const Encoding& code, Handler handler, std::uint32_t cycles = simpleCycles);
Decoded undefined(const Encoding& code);
/// A branch from here, by `offset` from the address + 4; `condition` 14 is always.
Decoded decodedBranch(const Encoding& code, std::uint32_t offset, unsigned condition);
/// A hint, by its number: NOP, YIELD, WFE, WFI, SEV; those not known do nothing.
Decoded decodedHint(const Encoding& code, unsigned hint);

/// The `bits` low bits of a number, as a signed one.
constexpr std::uint32_t signExtend(std::uint32_t value, unsigned bits) noexcept {
    const std::uint32_t sign = 1U << (bits - 1);
    return ((value & (2 * sign - 1)) ^ sign) - sign;
}

} // namespace greenlight::sim::thumb
