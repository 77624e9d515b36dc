#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/job/recipe.h"
#include "station/trust.h"

#include <filesystem>
#include <memory>

namespace greenlight::station {

/// Reads a recipe folder (recipe.toml, its images, recipe.toml.p7s) and checks everything that can
/// be checked without a board: signatures first, then syntax, values, image hashes, image formats,
/// and that the image lies inside the flash of the largest part the recipe names.
/// Faults: the 700s, each with file, line and reason.
Result<std::shared_ptr<const job::Recipe>> readRecipe(const std::filesystem::path& folder,
                                                      const Trust& trust,
                                                      unsigned signaturesRequired,
                                                      base::WallTime now);

} // namespace greenlight::station
