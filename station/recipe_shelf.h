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

    /// All folders that hold a recipe.toml, by their names. Reading all their images takes a while,
    /// so `unwanted` is asked before each. Faults: FileUnreadable where the folder itself cannot
    /// be read; Cancelled.
    [[nodiscard]] Result<std::vector<ShelvedRecipe>>
    look(const std::function<bool()>& unwanted) const;

    /// The recipe that was seen there, read and checked once more. Faults: those of readRecipe();
    /// RecipeValue when another one has taken its place since.
    [[nodiscard]] Result<std::shared_ptr<const job::Recipe>> take(const ShelvedRecipe& seen) const;

private:
    [[nodiscard]] ShelvedRecipe lookInto(const std::filesystem::path& folder) const;

    std::filesystem::path m_folder;
    Trust m_trust;
    unsigned m_signaturesRequired;
    Clock& m_clock;
};

} // namespace greenlight::station
