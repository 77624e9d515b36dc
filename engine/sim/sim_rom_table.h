#pragma once

#include "engine/sim/sim_chips.h"

#include <cstdint>
#include <optional>

namespace greenlight::sim {

/// CoreSight identification as a debugger on the core's port reads it: the ROM tables, and the
/// component and peripheral identification registers of what they list. Empty where the address
/// belongs to none of these.
std::optional<std::uint32_t> coreRomTable(const ChipFacts& facts, std::uint32_t address);

/// The address of the table an access port's BASE points at, whose part number names the die.
std::uint32_t topRomTable(const ChipFacts& facts) noexcept;

/// The same for the H7's separate debug bus (access port 2).
std::optional<std::uint32_t> systemRomTable(const ChipFacts& facts, std::uint32_t address);

} // namespace greenlight::sim
