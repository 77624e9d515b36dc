#include "station/recipe_file.h"

#include "engine/job/image.h"
#include "engine/job/read_file.h"
#include "station/recipe_check.h"
#include "station/recipe_text.h"

#include <fmt/format.h>

namespace greenlight::station {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largestRecipe = 256ULL * 1024;
constexpr std::uint64_t largestSignature = 256ULL * 1024;

std::string_view asText(const std::vector<std::uint8_t>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Reads the images as they were released: what is digested is what is parsed.
Result<std::shared_ptr<const job::Image>> readImages(const fs::path& folder,
                                                     const std::vector<ImageEntry>& entries,
                                                     std::vector<job::FileFact>& facts) {
    std::vector<job::Image> images;
    for (const ImageEntry& entry : entries) {
        const auto bytes = TRY(readReleased(folder, entry.file, job::ImageLimits{}.fileBytes));
        const std::string path = (folder / entry.file.name).string();
        images.push_back(TRY(job::parseImage(path, bytes, entry.address)));
        facts.push_back({entry.file.name, entry.file.sha256});
    }
    return std::make_shared<const job::Image>(TRY(job::combine(images)));
}

/// The bytes of recipe.toml and who signed exactly these.
struct SignedText {
    std::vector<std::uint8_t> bytes;
    std::vector<std::string> signers;
};

Result<SignedText> readSigned(const fs::path& folder, const Trust& trust,
                              unsigned signaturesRequired, base::WallTime now) {
    SignedText text;
    text.bytes = TRY(job::readFile((folder / "recipe.toml").string(), largestRecipe));
    const std::string signatureFile = (folder / "recipe.toml.p7s").string();
    std::error_code error;
    if (fs::status(signatureFile, error).type() == fs::file_type::not_found) {
        return Fault{.code = FaultCode::RecipeUnsigned, .note = signatureFile + " is missing"};
    }
    const auto signature = TRY(job::readFile(signatureFile, largestSignature));
    text.signers = TRY(trust.signersOf(asText(text.bytes), signature, now));
    if (text.signers.size() < signaturesRequired) {
        return Fault{.code = FaultCode::RecipeSigners,
                     .note =
                         fmt::format("{} of {} needed", text.signers.size(), signaturesRequired)};
    }
    return text;
}

} // namespace

Result<std::shared_ptr<const job::Recipe>> readRecipe(const fs::path& folder, const Trust& trust,
                                                      unsigned signaturesRequired,
                                                      base::WallTime now) {
    const SignedText text = TRY(readSigned(folder, trust, signaturesRequired, now));
    const std::string fileName = (folder / "recipe.toml").string();
    RecipeText read = TRY(readRecipeText(asText(text.bytes), fileName));
    job::Recipe recipe = std::move(read.recipe);
    recipe.digest = base::sha256(text.bytes);
    recipe.signers = text.signers;
    recipe.image = TRY(readImages(folder, read.images, recipe.files));
    TRY(readPatches(folder, read.patches, recipe));
    recipe.loaders = TRY(readLoaders(folder, read.loaders, read.part.has_value()));
    for (const job::ExternalLoader& loader : recipe.loaders) {
        recipe.files.push_back(loader.file);
    }
    if (read.part) {
        TRY(describePart(*read.part, recipe));
    }
    TRY(checkAgainstDevice(recipe));
    return std::make_shared<const job::Recipe>(std::move(recipe));
}

} // namespace greenlight::station
