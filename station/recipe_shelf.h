#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/job/recipe.h"
#include "station/trust.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace greenlight::station {

/// A folder of the shelf, as far as a person wants to know before its recipe is activated.
struct ShelvedRecipe {
    std::filesystem::path folder{};
    bool abroad = false; ///< not on the shelf but on a stick, say, and has to be brought in first
    /// Why it cannot be activated; nothing of the rest is known then.
    std::optional<Fault> fault{};
    std::string name{};
    std::string version{};
    std::string product{};
    std::string device{};
    Digest digest{}; ///< of recipe.toml
    std::vector<std::string> signers{};
    std::vector<job::FileFact> files{};
};

/// The folder with a station's recipes. Every look reads and checks anew what is there, for others
/// put recipes into it while the line works. Any thread.
class RecipeShelf {
public:
    /// More folders are not looked into.
    static constexpr std::size_t mostRecipes = 200;

    /// `clock` outlives the shelf.
    RecipeShelf(std::filesystem::path folder, Trust trust, unsigned signaturesRequired,
                Clock& clock)
        : m_folder(std::move(folder))
        , m_trust(std::move(trust))
        , m_signaturesRequired(signaturesRequired)
        , m_clock(clock) {}

    /// Where sticks and disks of others appear: recipes in folders down to `deepest` levels below
    /// are seen too, after those of the shelf.
    void lookAlsoIn(std::vector<std::filesystem::path> roots) { m_roots = std::move(roots); }

    static constexpr int deepest = 4;
    /// More folders are not looked into on the way.
    static constexpr std::size_t mostFoldersAbroad = 2000;

    /// All folders that hold a recipe.toml, by their names. Reading all their images takes a while,
    /// so `unwanted` is asked before each. Faults: FileUnreadable where the folder itself cannot
    /// be read; Cancelled.
    [[nodiscard]] Result<std::vector<ShelvedRecipe>>
    look(const std::function<bool()>& unwanted) const;

    /// Copies a recipe from abroad onto the shelf, under its name and version: recipe.toml, its
    /// signature and the files it names, and nothing else. The copy is read and checked where it
    /// lies, and only then it gets its name, which another one must not have. Gives the folder.
    /// Faults: those of take(); FileNotWritten.
    [[nodiscard]] Result<std::filesystem::path> bringIn(const ShelvedRecipe& seen) const;

    /// The recipe that was seen there, read and checked once more. Faults: those of readRecipe();
    /// RecipeValue when another one has taken its place since.
    [[nodiscard]] Result<std::shared_ptr<const job::Recipe>> take(const ShelvedRecipe& seen) const;

private:
    [[nodiscard]] ShelvedRecipe lookInto(const std::filesystem::path& folder) const;
    [[nodiscard]] std::filesystem::path nameFor(const ShelvedRecipe& recipe) const;

    std::filesystem::path m_folder;
    std::vector<std::filesystem::path> m_roots;
    Trust m_trust;
    unsigned m_signaturesRequired;
    Clock& m_clock;
};

} // namespace greenlight::station
