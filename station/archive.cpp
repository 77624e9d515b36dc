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

/// The file is whole, and it is of these entries of this journal: one that is sound in itself may
/// be of others.
Result<void> demandSound(const fs::path& file, db::EntryRange range, const db::TreeHead& head,
                         const db::StationKey& key) {
    const db::Audit audit = TRY(db::verifyArchive(file, {.signer = key.signer()}));
    if (audit.finding) {
        return Fault{.code = FaultCode::CopyDiffers,
                     .stage = Stage::Record,
                     .note = fmt::format("{}: entry {} is {}: {}", file.string(),
                                         audit.finding->sequence, db::name(audit.finding->trouble),
                                         audit.finding->sentence)};
    }
    if (audit.first != range.first || audit.head != head) {
        return Fault{.code = FaultCode::CopyDiffers,
                     .stage = Stage::Record,
                     .note = fmt::format("{} does not hold the entries {} to {} of this journal",
                                         file.string(), range.first, range.last)};
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
    const auto ranges = TRY(db::halfArchived(order.journal, clock));
    for (const db::EntryRange& range : ranges) {
        TRY(demandSound(db::archivesOf(order.journal) / db::archiveName(range), range,
                        TRY(db::headAt(order.journal, range.last, clock)), key));
    }
    if (!ranges.empty()) {
        TRY(letGo(journal));
    }
    return ranges.size();
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
                               const db::StationKey& key, const db::TreeHead& head,
                               const std::string& note, Clock& clock) {
    TRY(makeFolder(plan.file.parent_path()));
    // Whatever is there under this name no journal speaks of.
    PartFile file = TRY(PartFile::begin(plan.file));
    TRY(db::writeArchive(order.journal, file.part(), plan.entries, note, clock, order.progress));
    db::FileFacts facts = TRY(file.settle());
    TRY(demandSound(file.part(), plan.entries, head, key));
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
    const db::TreeHead head = TRY(db::headAt(order.journal, done.entries.last, clock));
    const std::string note = TRY(key.sign(head));
    const db::FileFacts facts = TRY(makeFile(order, done, key, head, note, clock));
    TRY(journal.append(db::kind::archived, entryOf(order, done, facts, note)));
    TRY(letGo(journal));
    TRY(journal.checkpoint(key));
    return done;
}

} // namespace greenlight::station
