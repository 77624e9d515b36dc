#pragma once

#include "engine/base/result.h"
#include "engine/job/recipe.h"
#include "station/recipe_folder.h"
#include "station/recipe_loaders.h"
#include "station/recipe_part.h"
#include "station/recipe_patches.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// One [[image]] of the file.
struct ImageEntry {
    ReleasedFile file;
    std::optional<std::uint32_t> address;
};

/// What one recipe.toml says. The recipe in it has no image, no tables and no loaders yet: those
/// are other files of its folder.
struct RecipeText {
    job::Recipe recipe{};
    std::vector<ImageEntry> images{};
    std::vector<LoaderEntry> loaders{};
    std::vector<PatchEntry> patches{};
    std::optional<target::PartDescription> part{};
};

/// Reads the bytes of a recipe.toml; nothing that it does not know is passed over. Faults:
/// RecipeSyntax, RecipeValue, with `fileName` in the note.
Result<RecipeText> readRecipeText(std::string_view text, const std::string& fileName);

} // namespace greenlight::station
