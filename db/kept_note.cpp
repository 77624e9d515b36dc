#include "db/kept_note.h"

#include "engine/base/durable_file.h"
#include "engine/job/read_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace greenlight::db {
namespace {

constexpr std::uint64_t largestNote = 4096;
constexpr mode_t noteMode = 0644;

Fault fileFault(int error, const std::filesystem::path& file) {
    return {.code =
                error == ENOSPC || error == EDQUOT ? FaultCode::DiskFull : FaultCode::JournalWrite,
            .stage = Stage::Record,
            .note = fmt::format("{}: {}", file.string(), std::strerror(error))};
}

} // namespace

std::filesystem::path keptNoteOf(const std::filesystem::path& journal) {
    return std::filesystem::path(journal).replace_extension(".checkpoint");
}

Result<std::optional<Checkpoint>> readKeptNote(const std::filesystem::path& file) {
    std::error_code error;
    if (std::filesystem::status(file, error).type() == std::filesystem::file_type::not_found) {
        return std::optional<Checkpoint>();
    }
    const auto bytes = job::readFile(file.string(), largestNote);
    if (!bytes) {
        return Fault{
            .code = FaultCode::JournalCorrupt, .stage = Stage::Record, .note = bytes.fault().note};
    }
    auto checkpoint = readNote(std::string(bytes->begin(), bytes->end()));
    if (!checkpoint) {
        return Fault{.code = FaultCode::JournalCorrupt,
                     .stage = Stage::Record,
                     .note = fmt::format("{}: {}", file.string(), checkpoint.fault().note)};
    }
    return std::optional(*std::move(checkpoint));
}

Result<void> keepNote(const std::filesystem::path& file, std::string_view note) {
    const int error = base::replaceFile(file, note, noteMode);
    return error == 0 ? Result<void>() : fileFault(error, file);
}

Result<void> syncFolderOf(const std::filesystem::path& file) {
    const int error = base::syncFolderOf(file);
    return error == 0 ? Result<void>() : fileFault(error, file);
}

} // namespace greenlight::db
