#include "station/archive.h"
#include "station/backup.h"
#include "station/cli/acting.h"
#include "station/cli/commands.h"
#include "station/cli/progress.h"
#include "station/local_time.h"
#include "station/restore.h"

#include <fmt/format.h>

#include <cstdio>

namespace greenlight::station::cli {

namespace {

constexpr std::uint64_t percent = 100;

/// The journal to put it on record in; none while a line has it.
Result<db::Journal*> journalIfFree(Workplace& place) {
    // Nothing is made here: whoever asks for the wrong folder must not get an empty journal copied.
    TRY(db::Units::open(place.journalFile(), place.clock()));
    Result<db::Journal*> journal = place.openJournal();
    if (!journal.ok() && journal.fault().code == FaultCode::JournalInUse) {
        return static_cast<db::Journal*>(nullptr);
    }
    return journal;
}

Result<BackedUp> makeBackup(Workplace& place, const std::string& file, Clock& clock) {
    db::Journal* const journal = TRY(journalIfFree(place));
    const Settings& settings = place.settings();
    const auto key = TRY(stationKey(settings));
    ProgressWatcher watcher(
        clock,
        [](std::uint64_t done, std::uint64_t of) {
            return fmt::format("copied {} of 100", of == 0 ? percent : done * percent / of);
        },
        "; verifying the copy\n");
    return backUp({.journal = place.journalFile(),
                   .file = file,
                   .station = settings.name,
                   .by = operatorAtTheComputer(),
                   .progress = [&watcher](std::uint64_t done,
                                          std::uint64_t of) { return watcher(done, of); }},
                  journal, key, clock);
}

Result<Archived> moveToArchive(Workplace& place, base::WallTime before, Clock& clock) {
    const ExportOffice office = TRY(openOffice(place, Act::ArchiveRecords));
    ProgressWatcher watcher(
        clock,
        [](std::uint64_t done, std::uint64_t of) {
            return fmt::format("entry {} of {}", done, of);
        },
        "; verifying the archive\n");
    return archiveRecords({.journal = place.journalFile(),
                           .before = before,
                           .by = office.by,
                           .progress = [&watcher](std::uint64_t done,
                                                  std::uint64_t of) { return watcher(done, of); }},
                          *office.journal, office.key, clock);
}

/// A key that is made now has signed nothing, and every checkpoint would look like a stranger's.
Result<db::StationKey> keyThatSigned(const Settings& settings) {
    const std::filesystem::path file = settings.dataDir / "station.key";
    std::error_code error;
    if (settings.signing.provider.empty() && !std::filesystem::exists(file, error)) {
        return Fault{.code = FaultCode::StationKey,
                     .note = file.string() + " is not there: put it back first, with it the "
                                             "copy's signatures are checked"};
    }
    return stationKey(settings);
}

Result<Restored> restoreFrom(Workplace& place, const RestoreOptions& options, Clock& clock) {
    const Settings& settings = place.settings();
    const auto key = TRY(keyThatSigned(settings));
    return restore({.journal = place.journalFile(),
                    .copy = options.file,
                    .notes = TRY(readNotes(options.notes)),
                    .lossReason = options.acceptLoss,
                    .station = settings.name,
                    .authorise =
                        [&](db::Journal& journal) {
                            return actAs(place, journal, clock, place.as(), Act::RestoreRecords);
                        }},
                   key, clock);
}

} // namespace

Exit backup(const WorkplaceOptions& workplace, const std::string& file, Clock& clock) {
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto done = makeBackup(**place, file, clock);
    if (!done) {
        return done.fault().code == FaultCode::FileUnreadable ? complainOfRecords(done.fault())
                                                              : complain(done.fault());
    }
    std::puts(fmt::format("OK: {} entries, {} attempts, root {}", done->audit.head.size,
                          done->audit.attempts, base::toHex(done->audit.head.root))
                  .c_str());
    std::fputs(
        fmt::format("{} is verified; {} goes with it\n", file, done->manifest.string()).c_str(),
        stderr);
    if (done->entry == 0) {
        std::fputs("It is not on record: a line is at work and has the journal.\n", stderr);
    }
    return Exit::AllPassed;
}

Exit archive(const WorkplaceOptions& workplace, const std::string& before, Clock& clock) {
    const auto day = localTimeNamed(before);
    if (!day) {
        return refuseUse(fmt::format("--before wants a day such as 2026-01-01, not {}", before));
    }
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto done = moveToArchive(**place, *day, clock);
    if (!done) {
        return done.fault().code == FaultCode::FileUnreadable ? complainOfRecords(done.fault())
                                                              : complain(done.fault());
    }
    if (done->finished != 0) {
        std::fputs("An archive that was stopped in its work is complete now.\n", stderr);
    }
    if (done->entries.first == 0) {
        std::fputs(fmt::format("No attempt before {} is left to archive.\n", before).c_str(),
                   stderr);
        return Exit::NothingToDo;
    }
    std::puts(fmt::format("OK: entries {} to {} are in {}", done->entries.first, done->entries.last,
                          done->file.string())
                  .c_str());
    return Exit::AllPassed;
}

Exit restoreRecords(const RestoreOptions& options, Clock& clock) {
    const auto place = Workplace::open(options.workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto restored = restoreFrom(**place, options, clock);
    if (!restored) {
        return complain(restored.fault());
    }
    std::puts(
        fmt::format("OK: {} entries are restored, {} are lost", restored->entries, restored->lost)
            .c_str());
    if (!restored->before.empty()) {
        std::fputs(fmt::format("What was in place is {}\n", restored->before.string()).c_str(),
                   stderr);
    }
    return Exit::AllPassed;
}

} // namespace greenlight::station::cli
