#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace greenlight::job {

/// The content of a regular file of at most `maxBytes`. Never waits: a pipe or a device is refused.
/// Faults: FileUnreadable with the system's reason, FileTooLarge; the note begins with the path.
[[nodiscard]] Result<std::vector<std::uint8_t>> readFile(const std::string& path,
                                                         std::uint64_t maxBytes);

} // namespace greenlight::job
