#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/job/recipe.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace greenlight::station {

/// Who may release recipes: the certificates of a PEM bundle. Read once; a changed file needs a
/// new start.
class Trust {
public:
    /// Faults: TrustUnreadable.
    static Result<Trust> read(const std::filesystem::path& bundle);

    /// Checks a detached CMS signature (DER) over `content` and gives the names of the signers,
    /// each once. Every signature must verify up to a certificate of the bundle and be inside its
    /// validity at `now`. Faults: RecipeSignature, RecipeNotYetValid, RecipeExpired.
    [[nodiscard]] Result<std::vector<std::string>>
    signersOf(std::string_view content, std::span<const std::uint8_t> signature,
              base::WallTime now) const;

private:
    struct Store;
    std::shared_ptr<const Store> m_store;
};

/// Reads a recipe folder (recipe.toml, its images, recipe.toml.p7s) and checks everything that can
/// be checked without a board: signatures first, then syntax, values, image hashes, image formats,
/// and that the image lies inside the flash of the largest part the recipe names.
/// Faults: the 700s, each with file, line and reason.
Result<std::shared_ptr<const job::Recipe>> readRecipe(const std::filesystem::path& folder,
                                                      const Trust& trust,
                                                      unsigned signaturesRequired,
                                                      base::WallTime now);

} // namespace greenlight::station
