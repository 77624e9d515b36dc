#pragma once

#include "engine/base/result.h"
#include "engine/job/recipe.h"

namespace greenlight::station {

/// Everything that the device table can say about a recipe without a board: that there are parts of
/// this name and one kind, that images, loaders and the serial's place are where these have memory,
/// and that each of them knows the options that are named. Faults: RecipeValue, ImageOutsideDevice.
Result<void> checkAgainstDevice(const job::Recipe& recipe);

} // namespace greenlight::station
