#include "station/archive.h"

#include "db/archive_file.h"
#include "db/archive_shelf.h"
#include "db/export_manifest.h"
#include "station/part_file.h"

#include <fmt/format.h>

#include <utility>

namespace greenlight::station {

namespace fs = std::filesystem;

namespace {

/// Entries whose bodies go in one transaction: some megabytes, in which no board has to wait long.
constexpr std::uint64_t entriesAtOnce = 4096;

constexpr fs::perms readOnly =
    fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;

Result<void> demandSound(const fs::path& file, const db::AuditOrder& order) {
    const db::Audit audit = TRY(db::verifyArchive(file, order));
    if (audit.finding) {
        return Fault{.code = FaultCode::CopyDiffers,
                     .stage = Stage::Record,
                     .note = fmt::format("{}: entry {} is {}: {}", file.string(),
                                         audit.finding->sequence, db::name(audit.finding->trouble),
                                         audit.finding->sentence)};
    }
    return {};
}

Result<void> letGo(db::Journal& journal) {
    for (std::uint64_t next = 1; next != 0;) {
        next = TRY(journal.letGoOfArchived(next, entriesAtOnce));
    }
    return {};
}

/// An archive that is on record and whose bodies are in the journal still.
Result<std::uint64_t> finishEarlier(const ArchiveOrder& order, db::Journal& journal,
                                    const db::StationKey& key, Clock& clock) {
    const auto files = TRY(db::halfArchived(order.journal, clock));
    for (const std::string& file : files) {
        TRY(demandSound(db::archivesOf(order.journal) / file, {.signer = key.signer()}));
    }
    if (!files.empty()) {
        TRY(letGo(journal));
    }
    return files.size();
}

Result<void> makeFolder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        return Fault{.code = FaultCode::FileNotWritten,
                     .note = fmt::format("{}: {}", folder.string(), error.message())};
    }
    return {};
}

/// Written, on the disk, read back, and under its name, which nobody may write to.
Result<db::FileFacts> makeFile(const ArchiveOrder& order, const Archived& plan,
                               const db::StationKey& key, const std::string& note, Clock& clock) {
    TRY(makeFolder(plan.file.parent_path()));
    // Whatever is there under this name no journal speaks of.
    PartFile file = TRY(PartFile::begin(plan.file));
    TRY(db::writeArchive(order.journal, file.part(), plan.entries, note, clock, order.progress));
    db::FileFacts facts = TRY(file.settle());
    TRY(demandSound(file.part(), {.signer = key.signer(), .notes = {note}}));
    std::error_code error;
    fs::permissions(file.part(), readOnly, error);
    if (error) {
        return Fault{.code = FaultCode::FileNotWritten,
                     .note = fmt::format("{}: {}", file.part().string(), error.message())};
    }
    TRY(file.commit());
    return facts;
}

nlohmann::ordered_json entryOf(const ArchiveOrder& order, const Archived& done,
                               const db::FileFacts& facts, const std::string& note) {
    nlohmann::ordered_json data{{"file", done.file.filename().string()},
                                {"size", facts.size},
                                {"sha256", base::toHex(facts.sha256)},
                                {"first", done.entries.first},
                                {"last", done.entries.last},
                                {"before", base::toIso8601(order.before)},
                                {"checkpoint", note}};
    order.by.sign(data, "operator");
    return data;
}

} // namespace

Result<Archived> archiveRecords(const ArchiveOrder& order, db::Journal& journal,
                                const db::StationKey& key, Clock& clock) {
    Archived done{.finished = TRY(finishEarlier(order, journal, key, clock))};
    done.entries = TRY(db::archivable(order.journal, order.before, clock));
    if (done.entries.first == 0) {
        return done;
    }
    done.file = db::archivesOf(order.journal) / db::archiveName(done.entries);
    const std::string note =
        TRY(key.sign(TRY(db::headAt(order.journal, done.entries.last, clock))));
    const db::FileFacts facts = TRY(makeFile(order, done, key, note, clock));
    TRY(journal.append(db::kind::archived, entryOf(order, done, facts, note)));
    TRY(letGo(journal));
    TRY(journal.checkpoint(key));
    return done;
}

} // namespace greenlight::station
