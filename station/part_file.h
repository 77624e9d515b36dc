#pragma once

#include "db/export_manifest.h"
#include "engine/base/result.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace greenlight::station {

/// A file that gets its name when it is whole. It is written as NAME.part beside it; until commit()
/// the old file of that name, if there is one, stays as it is, and what was begun goes away with
/// this object.
class PartFile {
public:
    /// Faults: FileNotWritten with the path and the system's reason.
    static Result<PartFile> begin(std::filesystem::path name);

    PartFile(PartFile&& other) noexcept;
    PartFile& operator=(PartFile&&) = delete;
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;
    ~PartFile();

    /// Where the bytes are until commit(), for a library that opens files itself.
    [[nodiscard]] const std::filesystem::path& part() const noexcept { return m_part; }

    [[nodiscard]] const std::filesystem::path& name() const noexcept { return m_name; }

    /// Faults: FileNotWritten.
    Result<void> write(std::string_view bytes);

    /// Waits until the disk has everything and reads it back. Nothing is written after this.
    /// Faults: FileNotWritten, FileUnreadable.
    Result<db::FileFacts> settle();

    /// Gives the file its name, also on the disk. Faults: FileNotWritten.
    Result<void> commit();

private:
    PartFile(std::filesystem::path name, std::FILE* file);

    std::filesystem::path m_name;
    std::filesystem::path m_part;
    std::FILE* m_file = nullptr;
    bool m_gone = false; ///< committed, or moved from
};

} // namespace greenlight::station
