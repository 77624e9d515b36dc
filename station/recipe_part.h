#pragma once

#include "engine/base/result.h"
#include "engine/job/recipe.h"
#include "engine/target/described_part.h"
#include "engine/target/flash_algorithm.h"
#include "station/strict_toml.h"

namespace greenlight::station {

/// Reads [part]: a chip that the table does not know. Faults: RecipeValue.
Result<target::PartDescription> readPart(StrictTable part);

/// True for a flash algorithm of the chip's own flash: its memory lies where a core has its code,
/// below 0x20000000 (ARMv7-M ARM B3.1).
[[nodiscard]] bool isForOwnFlash(const target::FlashAlgorithm& algorithm) noexcept;

/// Takes the loader of the chip's own flash out of the recipe's and makes the described chip of it.
/// Faults: RecipeValue for a part that needs no description, for a loader that is missing or does
/// not describe a flash, and for every wish of the recipe that asks for a register that nobody
/// knows; LoaderDoesNotFit where the RAM has no room for the algorithm.
Result<void> describePart(const target::PartDescription& part, job::Recipe& recipe);

} // namespace greenlight::station
