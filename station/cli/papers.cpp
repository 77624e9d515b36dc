#include "station/cli/commands.h"
#include "station/local_time.h"
#include "station/unit_proof.h"

#ifdef GREENLIGHT_KIOSK
#include "station/paper/certificate.h"
#include "station/paper/yield_export.h"
#endif

#include <algorithm>

namespace greenlight::station::cli {

#ifdef GREENLIGHT_KIOSK

namespace {

std::string now(Clock& clock) { return localMomentText(base::toIso8601(clock.wall())); }

Result<Exported> certify(Workplace& place, const std::vector<db::AttemptRecord>& attempts,
                         const std::string& name, const std::string& file) {
    const std::string proof = TRY(proofOfAttempts(place, sequencesOf(attempts)));
    ExportFacts facts = certificateFacts(attempts, name);
    const ExportOffice office = TRY(openOffice(place, Act::ExportRecords));
    PartFile part = TRY(PartFile::begin(file));
    TRY(paper::writeCertificate({.station = place.settings().name,
                                 .attempts = attempts,
                                 .proof = proof,
                                 .checkpoint = checkpointOf(proof),
                                 .madeAt = now(place.clock()),
                                 .madeBy = office.by.name},
                                part.part()));
    facts.entries.last = std::min(facts.entries.last, office.journal->head().size);
    return putOnRecord(part, facts, office.desk(place));
}

Result<Exported> shiftReport(Workplace& place, const db::YieldQuestion& question,
                             const db::YieldReport& report, const std::string& file) {
    const ExportOffice office = TRY(openOffice(place, Act::ExportRecords));
    return paper::exportYieldSheet(question, report, file, office.desk(place));
}

} // namespace

Exit certificate(Workplace& place, const std::vector<db::AttemptRecord>& attempts,
                 const std::string& name, const std::string& file) {
    return tellOfExport(certify(place, attempts, name, file), file);
}

Exit yieldSheet(Workplace& place, db::Yields& yields, db::YieldQuestion question,
                const std::string& file) {
    question = paper::sheetQuestion(std::move(question));
    const auto answer = yields.report(question);
    if (!answer) {
        return complainOfRecords(answer.fault());
    }
    return tellOfExport(shiftReport(place, question, *answer, file), file);
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
