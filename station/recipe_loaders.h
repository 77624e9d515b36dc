#pragma once

#include "engine/base/result.h"
#include "engine/job/external_loader.h"
#include "engine/job/recipe.h"
#include "station/recipe_folder.h"
#include "station/strict_toml.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace greenlight::station {

/// More memories than any board has.
inline constexpr std::size_t mostLoaders = 4;

/// One [[loader]] of a recipe.
struct LoaderEntry {
    ReleasedFile file{};
    std::optional<job::ReadWay> readWay{}; ///< absent = what the loader's description suggests
};

/// Reads one [[loader]]. Faults: RecipeValue.
Result<LoaderEntry> readLoaderEntry(StrictTable loader);

/// Reads the loaders as they were released. With `described` the recipe describes its part, and one
/// of them may be for the chip's own flash. Faults: those of the file, LoaderFile, and RecipeValue
/// for a memory that cannot be read for its proof.
Result<std::vector<job::ExternalLoader>> readLoaders(const std::filesystem::path& folder,
                                                     const std::vector<LoaderEntry>& entries,
                                                     bool described);

/// That the loaders' memories and the chip's own flash, `flashBytes` from `flashBase`, are apart,
/// and that every byte of the image lies in one of them, and some in each. Without a byte in the
/// chip's own flash that is left alone, which a described part is not for. Faults:
/// ImageOutsideDevice, RecipeValue.
Result<void> checkPlaces(const job::Recipe& recipe, std::uint32_t flashBase,
                         std::uint64_t flashBytes);

} // namespace greenlight::station
