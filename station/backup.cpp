#include "station/backup.h"

#include "db/checkpoint.h"
#include "station/part_file.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <utility>

namespace greenlight::station {

namespace {

constexpr std::string_view programVersion = GREENLIGHT_VERSION;

Result<void> demandFree(const std::filesystem::path& name) {
    std::error_code error;
    if (std::filesystem::status(name, error).type() == std::filesystem::file_type::not_found) {
        return {};
    }
    return Fault{.code = FaultCode::FileNotWritten,
                 .note = fmt::format("{} is there already, and a copy is never written over",
                                     name.string())};
}

nlohmann::ordered_json entryOf(const BackupOrder& order, const BackedUp& done) {
    return {{"file", order.file.filename().string()},    {"size", done.file.size},
            {"sha256", base::toHex(done.file.sha256)},   {"entries", done.audit.head.size},
            {"root", base::toHex(done.audit.head.root)}, {"operator", order.by}};
}

db::Manifest manifestOf(const BackupOrder& order, const BackedUp& done, std::string checkpoint,
                        base::WallTime made) {
    return {.what = "backup",
            .filters = nlohmann::ordered_json::object(),
            .station = order.station,
            .made = base::toIso8601(made),
            .madeBy = order.by,
            .program = std::string(programVersion),
            .fileName = order.file.filename().string(),
            .fileSize = done.file.size,
            .fileDigest = done.file.sha256,
            .rows = done.audit.head.size,
            .entries = {.first = 1, .last = done.audit.head.size},
            .exportEntry = done.entry,
            .checkpoint = std::move(checkpoint)};
}

} // namespace

std::filesystem::path nameOfBackup(const std::filesystem::path& folder, base::WallTime now) {
    constexpr int mostOfOneSecond = 100;
    constexpr std::int64_t microsOfSecond = 1'000'000;
    const std::string moment =
        fmt::format("journal-{:%Y%m%dT%H%M%SZ}",
                    fmt::gmtime(static_cast<std::time_t>(now.unixMicros / microsOfSecond)));
    std::filesystem::path file = folder / (moment + ".db");
    std::error_code error;
    for (int again = 2; again <= mostOfOneSecond && std::filesystem::exists(file, error); ++again) {
        file = folder / fmt::format("{}-{}.db", moment, again);
    }
    return file;
}

Result<BackedUp> backUp(const BackupOrder& order, db::Journal* journal, const db::StationKey& key,
                        Clock& clock) {
    // Archives may have been put away; the copy is as good without them.
    db::AuditOrder audit{.signer = key.signer(), .mayLackArchives = true};
    if (journal != nullptr) {
        // The copy has to hold what is signed now.
        audit.notes.push_back(TRY(journal->checkpoint(key)));
    }
    TRY(demandFree(order.file));
    TRY(demandFree(order.file.string() + ".manifest"));
    PartFile copy = TRY(PartFile::begin(order.file));
    BackedUp done;
    done.audit = TRY(db::copyJournal(order.journal, copy.part(), clock, audit, order.progress));
    done.file = TRY(copy.settle());
    std::string head = TRY(key.sign(done.audit.head));
    if (journal != nullptr) {
        done.entry = TRY(journal->append(db::kind::backedUp, entryOf(order, done))).sequence;
    }
    PartFile note = TRY(PartFile::begin(order.file.string() + ".manifest"));
    TRY(note.write(
        TRY(db::manifestNote(manifestOf(order, done, std::move(head), clock.wall()), key))));
    TRY(note.settle());
    TRY(note.commit());
    TRY(copy.commit());
    done.manifest = note.name();
    return done;
}

} // namespace greenlight::station
