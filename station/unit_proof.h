#pragma once

#include "db/units.h"
#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "station/exporter.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace greenlight::station {

/// A proof file (db/proof_file.h) of these attempts, under a signed checkpoint that has seen all of
/// them: the one that is kept, else a new one, which `sign` makes. Any thread. Faults: those of
/// db::Proofs and of `sign`.
Result<std::string> proveAttempts(const std::filesystem::path& journal,
                                  const std::vector<std::uint64_t>& attempts,
                                  const std::function<Result<void>()>& sign, Clock& clock);

/// The signed note that a proof file stands on.
[[nodiscard]] std::string checkpointOf(const std::string& proof);

/// The names by which a journal knows attempts.
[[nodiscard]] std::vector<std::uint64_t>
sequencesOf(const std::vector<db::AttemptRecord>& attempts);

/// What a certificate of a unit says of itself to its manifest and to the journal.
[[nodiscard]] ExportFacts certificateFacts(const std::vector<db::AttemptRecord>& attempts,
                                           const std::string& unit);

} // namespace greenlight::station
