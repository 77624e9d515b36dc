#include "station/cli/commands.h"
#include "station/local_time.h"
#include "station/unit_proof.h"

#ifdef GREENLIGHT_KIOSK
#include "station/paper/certificate.h"
#include "station/paper/yield_sheet.h"
#endif

namespace greenlight::station::cli {

#ifdef GREENLIGHT_KIOSK

namespace {

std::string now(Clock& clock) { return localMomentText(base::toIso8601(clock.wall())); }

/// Draws into this file what this person made.
using Drawing =
    std::function<Result<void>(const std::filesystem::path& part, const std::string& madeBy)>;

/// Draws into a file that gets its name, its manifest and its entry when it is whole.
Result<Exported> onRecord(Workplace& place, const std::string& name, ExportFacts facts,
                          const Drawing& draw) {
    const ExportOffice office = TRY(openOffice(place, Act::ExportRecords));
    PartFile file = TRY(PartFile::begin(name));
    TRY(draw(file.part(), office.by.name));
    facts.entries.last = std::min(facts.entries.last, office.journal->head().size);
    return putOnRecord(file, facts, office.desk(place));
}

Result<Exported> certify(Workplace& place, const std::vector<db::AttemptRecord>& attempts,
                         const std::string& name, const std::string& file) {
    const std::string proof = TRY(proofOfAttempts(place, sequencesOf(attempts)));
    return onRecord(place, file, certificateFacts(attempts, name),
                    [&](const std::filesystem::path& part, const std::string& madeBy) {
                        return paper::writeCertificate({.station = place.settings().name,
                                                        .attempts = attempts,
                                                        .proof = proof,
                                                        .checkpoint = checkpointOf(proof),
                                                        .madeAt = now(place.clock()),
                                                        .madeBy = madeBy},
                                                       part);
                    });
}

/// Bars that can be told from each other: hours of two days, days of two months, else months.
db::YieldBy barsOf(const db::YieldQuestion& question) {
    constexpr std::int64_t quartersOfDay = 96;
    const std::int64_t length = question.to - question.from;
    return length <= 2 * quartersOfDay    ? db::YieldBy::Hour
           : length <= 62 * quartersOfDay ? db::YieldBy::Day
                                          : db::YieldBy::Month;
}

} // namespace

Exit certificate(Workplace& place, const std::vector<db::AttemptRecord>& attempts,
                 const std::string& name, const std::string& file) {
    return tellOfExport(certify(place, attempts, name, file), file);
}

Exit yieldSheet(Workplace& place, db::Yields& yields, db::YieldQuestion question,
                const std::string& file) {
    const db::YieldBy over = barsOf(question);
    question.by = {over, db::YieldBy::Slot};
    const auto report = yields.report(question);
    if (!report) {
        return complainOfRecords(report.fault());
    }
    const ExportFacts facts{
        .what = "yield",
        .filters =
            filtersOf(db::ExportQuestion{.from = {question.from * db::secondsOfQuarter * 1'000'000},
                                         .to = {question.to * db::secondsOfQuarter * 1'000'000},
                                         .training = question.training,
                                         .product = question.product,
                                         .slot = question.slot,
                                         .recipe = question.recipe,
                                         .operatorName = question.operatorName,
                                         .workOrder = question.workOrder}),
        .rows = report->total.attempts,
        .entries = {.first = report->entries == 0 ? 0U : 1U, .last = report->entries}};
    return tellOfExport(onRecord(place, file, facts,
                                 [&](const std::filesystem::path& part, const std::string& madeBy) {
                                     return paper::writeYieldSheet(
                                         {.station = place.settings().name,
                                          .question = question,
                                          .report = *report,
                                          .over = over,
                                          .madeAt = now(place.clock()),
                                          .madeBy = madeBy},
                                         part);
                                 }),
                        file);
}

#else

Exit certificate(Workplace&, const std::vector<db::AttemptRecord>&, const std::string&,
                 const std::string&) {
    return refuseUse("this build makes no PDF");
}

Exit yieldSheet(Workplace&, db::Yields&, db::YieldQuestion, const std::string&) {
    return refuseUse("this build makes no PDF");
}

#endif

} // namespace greenlight::station::cli
