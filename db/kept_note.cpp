#include "db/kept_note.h"

#include "engine/job/read_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace greenlight::db {
namespace {

constexpr std::uint64_t largestNote = 4096;
constexpr int noteMode = 0644;

Fault fileFault(int error, const std::filesystem::path& file) {
    return {.code =
                error == ENOSPC || error == EDQUOT ? FaultCode::DiskFull : FaultCode::JournalWrite,
            .stage = Stage::Record,
            .note = fmt::format("{}: {}", file.string(), std::strerror(error))};
}

/// 0 or an errno.
int writeAndSync(const std::filesystem::path& path, std::string_view content) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, noteMode);
    if (file < 0) {
        return errno;
    }
    const ssize_t written = write(file, content.data(), content.size());
    int error = 0;
    if (written != static_cast<ssize_t>(content.size())) {
        error = written < 0 ? errno : ENOSPC;
    } else if (fsync(file) != 0) {
        error = errno;
    }
    close(file);
    return error;
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
    const std::filesystem::path part = file.string() + ".part";
    if (const int error = writeAndSync(part, note); error != 0) {
        return fileFault(error, part);
    }
    if (rename(part.c_str(), file.c_str()) != 0) {
        return fileFault(errno, file);
    }
    return syncFolderOf(file);
}

Result<void> syncFolderOf(const std::filesystem::path& file) {
    const std::filesystem::path folder =
        file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const int directory = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) {
        return fileFault(errno, folder);
    }
    const int error = fsync(directory) == 0 ? 0 : errno;
    close(directory);
    if (error != 0) {
        return fileFault(error, folder);
    }
    return {};
}

} // namespace greenlight::db
