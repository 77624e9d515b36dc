#include "station/paper/yield_export.h"

#include "station/local_time.h"
#include "station/paper/yield_sheet.h"

#include <utility>

namespace greenlight::station::paper {

db::YieldQuestion sheetQuestion(db::YieldQuestion question) {
    constexpr std::int64_t quartersOfDay = 96;
    const std::int64_t length = question.to - question.from;
    question.by = {length <= 2 * quartersOfDay    ? db::YieldBy::Hour
                   : length <= 62 * quartersOfDay ? db::YieldBy::Day
                                                  : db::YieldBy::Month,
                   db::YieldBy::Slot};
    return question;
}

Result<Exported> exportYieldSheet(const db::YieldQuestion& question, const db::YieldReport& report,
                                  const std::filesystem::path& file, const ExportDesk& desk,
                                  const Progress& progress) {
    PartFile part = TRY(PartFile::begin(file));
    TRY(writeYieldSheet({.station = desk.station,
                         .question = question,
                         .report = report,
                         .over = question.by.front(),
                         .madeAt = localMomentText(base::toIso8601(desk.clock.wall())),
                         .madeBy = desk.by},
                        part.part()));
    const std::uint64_t rows = report.total.attempts;
    // The last moment at which it can be called off: from here on it is on record.
    if (progress && !progress(rows, rows)) {
        return Fault{.code = FaultCode::Cancelled};
    }
    return putOnRecord(
        part,
        {.what = "yield",
         .filters = filtersOf(exportQuestionOf(question)),
         .rows = rows,
         .entries = {.first = report.entries == 0 ? 0U : 1U, .last = report.entries}},
        desk);
}

} // namespace greenlight::station::paper
