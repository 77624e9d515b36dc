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

} // namespace greenlight::sim
