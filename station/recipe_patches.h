#pragma once

#include "engine/base/result.h"
#include "engine/job/recipe.h"
#include "station/recipe_folder.h"
#include "station/strict_toml.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace greenlight::station {

inline constexpr std::size_t mostPatches = 64;

/// One [[patch]] of a recipe.
struct PatchEntry {
    job::PatchRule rule{};
    std::optional<ReleasedFile> table{}; ///< with source "table"
};

/// Reads one [[patch]]. Faults: RecipeValue.
Result<PatchEntry> readPatchEntry(StrictTable patch);

/// Reads the tables as they were released and adds them to the files of the record. Faults: those
/// of the file, ImageHash, PatchTable, and RecipeValue for a patch by a serial that no unit has.
Result<void> readPatches(const std::filesystem::path& folder,
                         const std::vector<PatchEntry>& entries, job::Recipe& recipe);

} // namespace greenlight::station
