#include "db/spill.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <new>
#include <string>
#include <system_error>

namespace greenlight::db {
namespace {

/// A file that is gone when nobody uses it any more; -1 where there can be none.
int namelessFile() noexcept {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    std::string name = (folder / "greenlight-XXXXXX").string();
    const int file = mkostemp(name.data(), O_CLOEXEC);
    if (file >= 0) {
        unlink(name.c_str());
    }
    return file;
}

} // namespace

void* takeSpill(std::size_t bytes) {
    if (bytes < spillBytes) {
        return ::operator new(bytes);
    }
    const int file = namelessFile();
    void* memory = MAP_FAILED;
    // Without its space reserved a full disk would be a signal in the middle of the work.
    if (file >= 0 && posix_fallocate(file, 0, static_cast<off_t>(bytes)) == 0) {
        memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    }
    if (file >= 0) {
        close(file);
    }
    if (memory == MAP_FAILED) {
        throw std::bad_alloc();
    }
    return memory;
}

void giveBackSpill(void* memory, std::size_t bytes) noexcept {
    if (bytes < spillBytes) {
        ::operator delete(memory);
    } else {
        munmap(memory, bytes);
    }
}

} // namespace greenlight::db
