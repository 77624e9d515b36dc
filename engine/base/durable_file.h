#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

namespace greenlight::base {

// Small files that are there whole after a power cut, or not at all. Everything here gives 0 or an
// errno, blocks until the disk has what it was given, and may be called by any thread.

/// Writes a file that must not exist yet; where that fails nothing is left of it.
[[nodiscard]] int writeNewFile(const std::filesystem::path& file, std::string_view content,
                               mode_t mode);

/// Puts a file in the place of the one before, if any, so that one of the two is there whole
/// whatever happens. FILE.part is in between, and what another attempt has left of it goes.
[[nodiscard]] int replaceFile(const std::filesystem::path& file, std::string_view content,
                              mode_t mode);

/// Waits until the disk has what was written to a file before.
[[nodiscard]] int syncFile(const std::filesystem::path& file);

/// Makes the names in the folder of a file durable: without this a power cut may leave a file but
/// not its name.
[[nodiscard]] int syncFolderOf(const std::filesystem::path& file);

} // namespace greenlight::base
