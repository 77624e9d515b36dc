#include "station/recipe_shelf.h"

#include "station/recipe_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::station {

namespace fs = std::filesystem;

namespace {

Fault unreadable(const fs::path& folder, const std::error_code& error) {
    return {.code = FaultCode::FileUnreadable,
            .note = fmt::format("{}: {}", folder.string(), error.message())};
}

/// The folders that hold a recipe, by their names.
Result<std::vector<fs::path>> foldersOf(const fs::path& shelf) {
    std::error_code error;
    std::vector<fs::path> folders;
    for (fs::directory_iterator each(shelf, error), end; !error && each != end;
         each.increment(error)) {
        std::error_code none; // What cannot be looked at holds no recipe.
        if (fs::is_regular_file(each->path() / "recipe.toml", none)) {
            folders.push_back(each->path());
        }
    }
    if (error) {
        return unreadable(shelf, error);
    }
    std::ranges::sort(folders);
    return folders;
}

} // namespace

Result<std::vector<ShelvedRecipe>> RecipeShelf::look(const std::function<bool()>& unwanted) const {
    std::vector<fs::path> folders = TRY(foldersOf(m_folder));
    folders.resize(std::min(folders.size(), mostRecipes));
    std::vector<ShelvedRecipe> seen;
    for (const fs::path& folder : folders) {
        if (unwanted()) {
            return Fault{.code = FaultCode::Cancelled};
        }
        seen.push_back(lookInto(folder));
    }
    return seen;
}

ShelvedRecipe RecipeShelf::lookInto(const fs::path& folder) const {
    const auto recipe = readRecipe(folder, m_trust, m_signaturesRequired, m_clock.wall());
    if (!recipe) {
        return {.folder = folder, .fault = recipe.fault()};
    }
    return {.folder = folder,
            .name = (*recipe)->name,
            .version = (*recipe)->version,
            .product = (*recipe)->product,
            .device = (*recipe)->device,
            .digest = (*recipe)->digest,
            .signers = (*recipe)->signers,
            .files = (*recipe)->files};
}

Result<std::shared_ptr<const job::Recipe>> RecipeShelf::take(const ShelvedRecipe& seen) const {
    auto recipe = TRY(readRecipe(seen.folder, m_trust, m_signaturesRequired, m_clock.wall()));
    if (recipe->digest != seen.digest) {
        return Fault{.code = FaultCode::RecipeValue,
                     .note = fmt::format("{}: another recipe lies there since it was looked at",
                                         seen.folder.string())};
    }
    return recipe;
}

} // namespace greenlight::station
