#include "db/verdict_check.h"

#include "engine/job/evidence.h"
#include "engine/job/verdict.h"

#include <fmt/format.h>

namespace greenlight::db {

using Json = nlohmann::ordered_json;

namespace {

/// What nobody saw the end of has no evidence, and so it can be nothing else.
std::optional<VerdictComplaint> checkInterrupted(const Entry& entry) {
    const Json verdict = entry.data.value("verdict", Json());
    if (verdict == std::string(job::name(job::Verdict::Interrupted))) {
        return std::nullopt;
    }
    return VerdictComplaint{
        .sentence = fmt::format("an attempt without an ending is INTERRUPTED, the record says {}",
                                verdict.dump())};
}

} // namespace

std::optional<VerdictComplaint> checkVerdict(const Entry& entry) {
    if (entry.kind == kind::attemptInterrupted.word()) {
        return checkInterrupted(entry);
    }
    if (entry.kind != kind::attemptEnded.word()) {
        return std::nullopt;
    }
    const auto evidence = job::evidenceFromJson(entry.data.value("evidence", Json()));
    if (!evidence.ok()) {
        return VerdictComplaint{.malformed = true, .sentence = evidence.fault().note};
    }
    const job::Judgement judgement = job::judge(*evidence);
    const Json said = entry.data.value("fault", Json());
    const Json faultName = said.is_object() ? said.value("name", Json()) : Json();
    const Json expected =
        judgement.fault ? Json(std::string(base::name(judgement.fault->code))) : Json();
    const Json verdict = entry.data.value("verdict", Json());
    if (verdict == std::string(job::name(judgement.verdict)) && faultName == expected) {
        return std::nullopt;
    }
    return VerdictComplaint{.sentence = fmt::format("the evidence gives {}, the record says {}",
                                                    job::name(judgement.verdict), verdict.dump())};
}

} // namespace greenlight::db
