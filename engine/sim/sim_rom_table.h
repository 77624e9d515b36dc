#pragma once

#include "engine/sim/sim_chips.h"

#include <cstdint>
#include <optional>

namespace greenlight::sim {

/// CoreSight identification as a debugger on the core's port reads it: the ROM tables, and the
/// component and peripheral identification registers of what they list. Empty where the address
/// belongs to none of these.
std::optional<std::uint32_t> coreRomTable(const ChipFacts& facts, std::uint32_t address);

/// The same for the H7's separate debug bus (access port 2).
std::optional<std::uint32_t> systemRomTable(const ChipFacts& facts, std::uint32_t address);

} // namespace greenlight::sim
