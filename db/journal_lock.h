#pragma once

#include "engine/base/result.h"

#include <filesystem>
#include <utility>

namespace greenlight::db {

/// One process at a time writes a journal: an advisory lock (flock) on a file beside it, which the
/// kernel lets go with the process, however that dies. The file itself stays.
class JournalLock {
public:
    /// Faults: JournalInUse when another holds it; JournalWrite or DiskFull when the file cannot be
    /// made.
    static Result<JournalLock> take(const std::filesystem::path& journal);

    JournalLock(JournalLock&& other) noexcept : m_file(std::exchange(other.m_file, -1)) {}

    JournalLock& operator=(JournalLock&&) = delete;
    JournalLock(const JournalLock&) = delete;
    JournalLock& operator=(const JournalLock&) = delete;
    ~JournalLock();

private:
    explicit JournalLock(int file) : m_file(file) {}

    int m_file;
};

} // namespace greenlight::db
