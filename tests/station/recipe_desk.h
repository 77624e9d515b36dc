#pragma once

#include "station/recipe_file.h"
#include "tests/station/scratch.h"
#include "tests/station/signer.h"

#include <string>
#include <vector>

namespace greenlight::test {

/// The desk of a release engineer: an authority, two signers, and a recipe folder that is good
/// until a test does something to it.
class RecipeDesk {
public:
    RecipeDesk();

    /// Writes recipe.toml and has it signed by these (by both when none is named).
    void release(const std::string& text, const std::vector<const Signer*>& signers = {});

    [[nodiscard]] Result<std::shared_ptr<const job::Recipe>> read(unsigned signaturesRequired = 1,
                                                                  base::WallTime at = now);

    /// The code and note of the refusal of this text, signed by both: "721 …: [connect] mode …".
    [[nodiscard]] std::string refusalOf(const std::string& text);

    /// A recipe for an STM32F103C8 with every key there is.
    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

    /// An [[image]] for a file with these bytes, which is put into the folder.
    std::string image(const std::string& file, std::string_view bytes,
                      const std::string& address = {});

    Scratch scratch{};
    Signer root = Signer::make({.commonName = "Root", .authority = true});
    Signer ada = Signer::make({.commonName = "Ada Release"}, &root);
    Signer grace = Signer::make({.commonName = "Grace Quality"}, &root);

private:
    std::string m_text;
};

} // namespace greenlight::test
