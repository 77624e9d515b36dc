#include "db/journal_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace greenlight::db {
namespace {

constexpr int lockMode = 0644;

Fault recordFault(FaultCode code, std::string note) {
    return {.code = code, .stage = Stage::Record, .note = std::move(note)};
}

Fault fileFault(int error, const std::filesystem::path& file) {
    const FaultCode code =
        error == ENOSPC || error == EDQUOT ? FaultCode::DiskFull : FaultCode::JournalWrite;
    return recordFault(code, fmt::format("{}: {}", file.string(), std::strerror(error)));
}

} // namespace

Result<JournalLock> JournalLock::take(const std::filesystem::path& journal) {
    const std::filesystem::path lockPath = journal.string() + ".lock";
    const int file = open(lockPath.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, lockMode);
    if (file < 0) {
        return fileFault(errno, lockPath);
    }
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        close(file);
        return error == EWOULDBLOCK ? recordFault(FaultCode::JournalInUse, journal.string())
                                    : fileFault(error, lockPath);
    }
    return JournalLock(file);
}

JournalLock::~JournalLock() {
    if (m_file >= 0) {
        close(m_file);
    }
}

} // namespace greenlight::db
