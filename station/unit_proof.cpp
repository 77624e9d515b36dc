#include "station/unit_proof.h"

#include "db/proof_file.h"

#include <nlohmann/json.hpp>

namespace greenlight::station {

Result<std::string> proveAttempts(const std::filesystem::path& journal,
                                  const std::vector<std::uint64_t>& attempts,
                                  const std::function<Result<void>()>& sign, Clock& clock) {
    auto proofs = TRY(db::Proofs::open(journal, clock));
    if (!TRY(proofs.isSigned(attempts))) {
        TRY(sign());
    }
    return proofs.ofAttempts(attempts);
}

std::string checkpointOf(const std::string& proof) {
    return nlohmann::json::parse(proof).at("checkpoint").get<std::string>();
}

std::vector<std::uint64_t> sequencesOf(const std::vector<db::AttemptRecord>& attempts) {
    std::vector<std::uint64_t> sequences;
    for (const db::AttemptRecord& attempt : attempts) {
        sequences.push_back(attempt.attempt);
    }
    return sequences;
}

ExportFacts certificateFacts(const std::vector<db::AttemptRecord>& attempts,
                             const std::string& unit) {
    ExportFacts facts{.what = "certificate", .filters = {{"unit", unit}}, .rows = attempts.size()};
    for (const db::AttemptRecord& attempt : attempts) {
        facts.entries.take(attempt.attempt);
        facts.entries.take(attempt.receipt);
    }
    return facts;
}

} // namespace greenlight::station
