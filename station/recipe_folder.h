#pragma once

#include "engine/base/result.h"
#include "engine/base/sha256.h"
#include "station/strict_toml.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace greenlight::station {

/// A file of a recipe's folder and what it was when it was released.
struct ReleasedFile {
    std::string name{};
    Digest sha256{};
};

/// Takes `file` and `sha256` of a table. Complains of a name that is not one of the folder itself.
ReleasedFile takeReleasedFile(StrictTable& table);

/// The content of the file. Faults: FileUnreadable, FileTooLarge, ImageHash when it is not what was
/// released.
Result<std::vector<std::uint8_t>> readReleased(const std::filesystem::path& folder,
                                               const ReleasedFile& file, std::uint64_t maxBytes);

} // namespace greenlight::station
