#include "db/export_manifest.h"
#include "engine/job/read_file.h"
#include "station/cli/acting.h"
#include "station/cli/commands.h"
#include "station/cli/progress.h"
#include "station/exporter.h"
#include "station/local_time.h"

#include <fmt/format.h>

#include <cstdio>

namespace greenlight::station::cli {

Result<ExportOffice> openOffice(Workplace& place, Act act) {
    // Nothing is made here: whoever asks for the wrong folder must not get an empty journal signed.
    TRY(db::Units::open(place.journalFile(), place.clock()));
    db::Journal* const journal = TRY(place.openJournal());
    const Settings& settings = place.settings();
    return ExportOffice{journal, TRY(stationKey(settings)),
                        TRY(actAs(place, *journal, place.clock(), place.as(), act))};
}

std::string takePeriod(const std::string& from, const std::string& to, Clock& clock,
                       base::WallTime& begin, base::WallTime& end) {
    end = clock.wall();
    for (const auto& [text, option, time] :
         {std::tuple(from, "--from", &begin), std::tuple(to, "--to", &end)}) {
        if (text.empty()) {
            continue;
        }
        const auto named = localTimeNamed(text);
        if (!named) {
            return fmt::format("{} wants a time such as 2026-11-23 or 2026-11-23T14:30, not {}",
                               option, text);
        }
        *time = *named;
    }
    return end <= begin ? "--to must be later than --from" : std::string();
}

Exit exportRecords(const ReportOptions& options, Clock& clock) {
    const auto format = exportFormatNamed(options.format);
    const bool units = options.what == "units";
    if (!format || (units && *format == ExportFormat::Cfx)) {
        return refuseUse(fmt::format("report {} knows csv, jsonl{} and xlsx, not {}", options.what,
                                     units ? "" : ", cfx", options.format));
    }
    if (options.file.empty()) {
        return refuseUse(
            fmt::format("report {} wants -o FILE: its manifest goes beside it", options.what));
    }
    const auto place = Workplace::open(options.workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    ExportOrder order{.table = units ? ExportTable::Units : ExportTable::Attempts,
                      .format = *format,
                      .byteOrderMark = options.byteOrderMark,
                      .question = {.from = startOfDay(clock.wall()),
                                   .training = options.workplace.training,
                                   .product = options.product,
                                   .slot = options.slot,
                                   .recipe = options.recipe,
                                   .operatorName = options.operatorName,
                                   .workOrder = options.workOrder},
                      .journal = (*place)->journalFile(),
                      .file = options.file};
    if (const std::string wrong =
            takePeriod(options.from, options.to, clock, order.question.from, order.question.to);
        !wrong.empty()) {
        return refuseUse(wrong);
    }
    const auto office = openOffice(**place, Act::ExportRecords);
    if (!office) {
        return complain(office.fault());
    }
    ProgressWatcher watcher(clock, [](std::uint64_t done, std::uint64_t of) {
        return fmt::format("{} of {} rows", done, of);
    });
    order.progress = [&watcher](std::uint64_t done, std::uint64_t of) { return watcher(done, of); };
    return tellOfExport(exportTable(order, office->desk(**place)), options.file);
}

ExportDesk ExportOffice::desk(Workplace& place) const {
    return {*journal, key, place.clock(), place.settings().name, by.name};
}

Exit tellOfExport(const Result<Exported>& exported, const std::string& file) {
    if (!exported) {
        return complain(exported.fault());
    }
    std::fputs(fmt::format("{} rows in {}; {} goes with it\n", exported->rows, file,
                           exported->manifest.string())
                   .c_str(),
               stderr);
    return Exit::AllPassed;
}

Exit auditCheckExport(const std::string& file, const std::string& key) {
    const auto signer = keyNamed(key);
    if (!signer) {
        return complain(signer.fault());
    }
    const auto note = job::readFile(file + ".manifest", db::largestManifest);
    if (!note) {
        return complain(note.fault());
    }
    const auto checked = db::checkExport(file, std::string(note->begin(), note->end()), *signer);
    if (!checked && checked.fault().code == FaultCode::FileUnreadable) {
        return complain(checked.fault());
    }
    if (!checked) {
        std::puts(fmt::format("NOT PROVEN: {}", checked.fault().note).c_str());
        return Exit::NotAllPassed;
    }
    std::puts(fmt::format("{} of {}, made {} by {}, filters {}", checked->what, checked->station,
                          checked->made, checked->madeBy, toText(checked->filters))
                  .c_str());
    const std::string onRecord = checked->exportEntry == 0
                                     ? std::string("of which no entry speaks")
                                     : fmt::format("as entry {} says", checked->exportEntry);
    std::puts(fmt::format("PROVEN: {} rows out of the entries {} to {} of {}, {}", checked->rows,
                          checked->entries.first, checked->entries.last, signer->name, onRecord)
                  .c_str());
    return Exit::AllPassed;
}

} // namespace greenlight::station::cli
