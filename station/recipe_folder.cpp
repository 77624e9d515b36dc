#include "station/recipe_folder.h"

#include "engine/job/read_file.h"

#include <fmt/format.h>

namespace greenlight::station {

ReleasedFile takeReleasedFile(StrictTable& table) {
    ReleasedFile file;
    file.name = table.demandedText("file");
    const std::string path = table.path("file", {});
    if (path.find('/') != std::string::npos || path.starts_with('.')) {
        table.complain("file", "must be the name of a file in the recipe's folder");
    }
    const auto digest = base::digestFromHex(table.demandedText("sha256"));
    if (!digest) {
        table.complain("sha256", "must be 64 hexadecimal digits");
    }
    file.sha256 = digest.value_or(Digest{});
    return file;
}

Result<std::vector<std::uint8_t>> readReleased(const std::filesystem::path& folder,
                                               const ReleasedFile& file, std::uint64_t maxBytes) {
    const std::string path = (folder / file.name).string();
    std::vector<std::uint8_t> bytes = TRY(job::readFile(path, maxBytes));
    const Digest found = base::sha256(bytes);
    if (found != file.sha256) {
        return Fault{.code = FaultCode::ImageHash,
                     .note = fmt::format("{}: expected {}, found {}", path,
                                         base::toHex(file.sha256), base::toHex(found))};
    }
    return bytes;
}

} // namespace greenlight::station
