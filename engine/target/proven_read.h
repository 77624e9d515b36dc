#pragma once

#include "engine/base/result.h"
#include "engine/probe/stlink.h"

#include <cstdint>
#include <span>
#include <vector>

namespace greenlight::target {

/// Registers that decide what is done to a chip, read forwards and then backwards; both must agree.
/// A probe that is out of step by one reply answers everything in good form and with the value of
/// the register before, which one look cannot tell from the truth.
/// Faults: LinkUnstable with the address, and those of the link.
Result<std::vector<std::uint32_t>> readProven(probe::StLink& link, std::uint8_t ap,
                                              std::span<const std::uint32_t> addresses);

} // namespace greenlight::target
