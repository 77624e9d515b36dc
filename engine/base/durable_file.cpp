#include "engine/base/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace greenlight::base {

namespace {

/// Waits until the disk has a file or a folder.
int sync(const std::filesystem::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno;
    }
    const int error = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    return error;
}

int writeAll(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0) {
            return errno;
        }
        if (written == 0) {
            return ENOSPC;
        }
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

/// The name is not durable yet.
int create(const std::filesystem::path& file, std::string_view content, mode_t mode) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) {
        return errno;
    }
    const int error = writeAll(descriptor, content);
    ::close(descriptor);
    if (error != 0) {
        ::unlink(file.c_str());
    }
    return error;
}

} // namespace

int writeNewFile(const std::filesystem::path& file, std::string_view content, mode_t mode) {
    const int error = create(file, content, mode);
    return error == 0 ? syncFolderOf(file) : error;
}

int replaceFile(const std::filesystem::path& file, std::string_view content, mode_t mode) {
    const std::filesystem::path part = file.string() + ".part";
    ::unlink(part.c_str());
    if (const int error = create(part, content, mode); error != 0) {
        return error;
    }
    if (std::rename(part.c_str(), file.c_str()) != 0) {
        const int error = errno;
        ::unlink(part.c_str());
        return error;
    }
    return syncFolderOf(file);
}

int syncFile(const std::filesystem::path& file) { return sync(file, 0); }

int syncFolderOf(const std::filesystem::path& file) {
    return sync(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."),
                O_DIRECTORY);
}

} // namespace greenlight::base
