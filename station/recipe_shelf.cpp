#include "station/recipe_shelf.h"

#include "engine/base/durable_file.h"
#include "engine/job/read_file.h"
#include "station/recipe_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstring>

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

/// Folders with a recipe on sticks. What cannot be read is none: a stick may be pulled meanwhile.
std::vector<fs::path> foldersAbroad(const std::vector<fs::path>& roots) {
    std::vector<fs::path> folders;
    std::size_t visited = 0;
    for (const fs::path& root : roots) {
        std::error_code error;
        fs::recursive_directory_iterator each(root, fs::directory_options::skip_permission_denied,
                                              error);
        for (const fs::recursive_directory_iterator end;
             !error && each != end && visited < RecipeShelf::mostFoldersAbroad;
             each.increment(error)) {
            std::error_code none;
            if (!each->is_directory(none) || each->is_symlink(none)) {
                continue;
            }
            ++visited;
            if (each.depth() + 1 >= RecipeShelf::deepest) {
                each.disable_recursion_pending();
            }
            if (fs::is_regular_file(each->path() / "recipe.toml", none)) {
                folders.push_back(each->path());
                each.disable_recursion_pending();
            }
        }
    }
    std::ranges::sort(folders);
    return folders;
}

/// Letters, digits, dots and hyphens of a name; the rest becomes a hyphen, and no name is hidden.
std::string plainName(const std::string& text) {
    std::string plain;
    for (const char letter : text) {
        const bool usual = std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '.' ||
                           letter == '-' || letter == '_';
        plain += usual && !(plain.empty() && letter == '.') ? letter : '-';
    }
    return plain;
}

Fault notWritten(const fs::path& file, const std::string& why) {
    return {.code = FaultCode::FileNotWritten, .note = fmt::format("{}: {}", file.string(), why)};
}

/// No file of a recipe is larger.
constexpr std::uint64_t largestFile = std::uint64_t{256} << 20U;

/// What was read is what is written: a stick that gives other bytes each time deceives nobody.
Result<void> copyFile(const fs::path& from, const fs::path& to) {
    const std::vector<std::uint8_t> bytes = TRY(job::readFile(from.string(), largestFile));
    const std::string_view content(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (const int error = base::writeNewFile(to, content, 0644); error != 0) {
        return notWritten(to, std::strerror(error));
    }
    return {};
}

Result<void> copyRecipe(const ShelvedRecipe& seen, const fs::path& to) {
    for (const char* const name : {"recipe.toml", "recipe.toml.p7s"}) {
        TRY(copyFile(seen.folder / name, to / name));
    }
    for (const job::FileFact& file : seen.files) {
        std::error_code none;
        if (!fs::exists(to / file.name, none)) {
            TRY(copyFile(seen.folder / file.name, to / file.name));
        }
    }
    return {};
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
    for (const fs::path& folder : foldersAbroad(m_roots)) {
        if (unwanted()) {
            return Fault{.code = FaultCode::Cancelled};
        }
        if (seen.size() == 2 * mostRecipes) {
            break;
        }
        ShelvedRecipe recipe = lookInto(folder);
        recipe.abroad = true;
        // What is on the shelf already need not be brought in.
        const bool known = std::ranges::any_of(seen, [&recipe](const ShelvedRecipe& other) {
            return !recipe.fault && !other.fault && other.digest == recipe.digest;
        });
        if (!known) {
            seen.push_back(std::move(recipe));
        }
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

fs::path RecipeShelf::nameFor(const ShelvedRecipe& recipe) const {
    return m_folder / plainName(recipe.name + "-" + recipe.version);
}

Result<fs::path> RecipeShelf::bringIn(const ShelvedRecipe& seen) const {
    const fs::path name = nameFor(seen);
    const fs::path part = m_folder / ("." + name.filename().string() + ".part");
    std::error_code error;
    if (fs::exists(name, error)) {
        return notWritten(name, "a folder of this name is on the shelf already");
    }
    fs::remove_all(part, error);
    if (!fs::create_directory(part, error)) {
        return notWritten(part, error.message());
    }
    const auto copied = [&]() -> Result<void> {
        TRY(copyRecipe(seen, part));
        ShelvedRecipe copy = seen;
        copy.folder = part;
        TRY(take(copy));
        return {};
    }();
    if (copied) {
        fs::rename(part, name, error);
    }
    if (!copied || error) {
        std::error_code ignored;
        fs::remove_all(part, ignored);
        return copied ? notWritten(name, error.message()) : copied.fault();
    }
    if (const int failed = base::syncFolderOf(name); failed != 0) {
        return notWritten(name, std::strerror(failed));
    }
    return name;
}

} // namespace greenlight::station
