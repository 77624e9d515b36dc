#include "db/copy.h"

#include "db/database.h"
#include "db/tree_nodes.h"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace greenlight::db {
namespace {

/// Pages between two looks at the progress: some ten milliseconds of a disk.
constexpr int pagesAtOnce = 2048;

Fault notWritten(const std::filesystem::path& copy, std::string_view why) {
    return {.code = FaultCode::FileNotWritten, .note = fmt::format("{}: {}", copy.string(), why)};
}

Result<void> copyPages(SQLite::Database& from, SQLite::Database& to,
                       const std::filesystem::path& copy, const CopyProgress& progress) {
    SQLite::Backup backup(to, from);
    for (int code = SQLITE_OK; code != SQLITE_DONE;) {
        code = backup.executeStep(pagesAtOnce);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
            return notWritten(copy, "somebody else has it open");
        }
        const auto all = static_cast<std::uint64_t>(backup.getTotalPageCount());
        const auto left = static_cast<std::uint64_t>(backup.getRemainingPageCount());
        if (progress && !progress(all - left, all)) {
            return Fault{.code = FaultCode::Cancelled};
        }
    }
    return {};
}

/// Writes the pages of `from`, as this connection sees them now, into a file that stands alone.
Result<void> writeCopy(SQLite::Database& from, const std::filesystem::path& copy,
                       const CopyProgress& progress) {
    try {
        SQLite::Database to(copy.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        // A crash leaves a file without its name; it needs no way back.
        to.tryExec("PRAGMA journal_mode=OFF");
        to.exec("PRAGMA synchronous=OFF");
        TRY(copyPages(from, to, copy, progress));
        // The pages say that a log goes with them. A copy has none.
        const Result<void> alone = demandPragma(to, "journal_mode", "DELETE", "delete");
        // It is the copy's disk that has no room, not the journal's.
        return alone.ok() ? alone : notWritten(copy, alone.fault().note);
    } catch (const SQLite::Exception& exception) {
        return notWritten(copy, exception.what());
    }
}

Result<void> sync(const std::filesystem::path& copy) {
    const int file = open(copy.c_str(), O_RDONLY | O_CLOEXEC);
    const int error = file < 0 || fsync(file) != 0 ? errno : 0;
    if (file >= 0) {
        close(file);
    }
    return error == 0 ? Result<void>() : notWritten(copy, std::strerror(error));
}

} // namespace

Result<Audit> copyJournal(const std::filesystem::path& journal, const std::filesystem::path& copy,
                          Clock& clock, const AuditOrder& order, const CopyProgress& progress) {
    TreeHead head;
    {
        const auto source = TRY(Database::openForReading(journal, clock));
        TRY(guarded("copying the journal", [&]() -> Result<void> {
            // One read transaction from the head to the last page: what is written meanwhile is for
            // the next copy.
            SQLite::Transaction moment(source->sql());
            head.size = static_cast<std::uint64_t>(
                source->sql()
                    .execAndGet("SELECT coalesce(max(sequence), 0) FROM entry")
                    .getInt64());
            head.root = TRY(TreeNodes(source->sql()).frontierOf(head.size)).root();
            return writeCopy(source->sql(), copy, progress);
        }));
    }
    TRY(sync(copy));
    AuditOrder beside = order;
    if (beside.archives.empty()) {
        beside.archives = archivesOf(journal);
    }
    Audit audit = TRY(verifyJournal(copy, clock, beside));
    if (audit.finding) {
        return Fault{.code = FaultCode::CopyDiffers,
                     .stage = Stage::Record,
                     .note = fmt::format("entry {} of the copy is {}: {}", audit.finding->sequence,
                                         name(audit.finding->trouble), audit.finding->sentence)};
    }
    if (audit.head != head) {
        return Fault{.code = FaultCode::CopyDiffers,
                     .stage = Stage::Record,
                     .note = fmt::format("the copy has {} entries with root {}, the journal had {} "
                                         "with root {}",
                                         audit.head.size, base::toHex(audit.head.root), head.size,
                                         base::toHex(head.root))};
    }
    return audit;
}

} // namespace greenlight::db
