#pragma once

#include "engine/sim/sim_chips.h"

#include <cstdint>
#include <vector>

namespace greenlight::sim {

/// The firmware that is in the flash when the board arrives: real instructions, so that what it
/// does to the debug port ends when it is erased. Empty for Blank.
std::vector<std::uint8_t> residentFirmware(const ChipFacts& facts, BoardSpec::Resident resident);

/// What ST's boot loader does as far as anyone here can see: a vector table and a loop.
std::vector<std::uint8_t> bootloaderStub(const ChipFacts& facts);

/// The register by which firmware takes the two wires of the debug port for itself, and how.
struct PinControl {
    std::uint32_t address = 0;
    std::uint32_t resetValue = 0;
    std::uint32_t takenValue = 0; ///< what PinThief writes

    /// True when this content leaves no debug port on the pins.
    [[nodiscard]] bool taken(std::uint32_t value) const noexcept;

    bool remap = false; ///< F1: AFIO_MAPR; elsewhere the mode register of port A
};

PinControl pinControlOf(const ChipFacts& facts) noexcept;

} // namespace greenlight::sim
