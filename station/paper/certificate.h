#pragma once

#include "db/units.h"
#include "engine/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace greenlight::station::paper {

/// The name under which the proof lies in a certificate.
inline constexpr const char* proofAttachment = "proof.json";

/// What a certificate says.
struct CertificateFacts {
    std::string station{};
    std::vector<db::AttemptRecord> attempts{}; ///< of one unit, oldest first, at least one
    std::string proof{};                       ///< a proof file (db/proof_file.h) of these attempts
    std::string checkpoint{};                  ///< the signed note in it
    std::string madeAt{};                      ///< ISO 8601 with offset
    std::string madeBy{};
};

/// Writes the flash record of a unit as one A4 page: the verdict of its last attempt in a word and
/// a shape, everything that is on record about that attempt, the list of all attempts, the signed
/// checkpoint as text, and the proof as a file inside the document. Text is made smaller until all
/// of it fits; of many attempts the newest are listed and the number of the others is said. Thread:
/// as Paper's. Fault: FileNotWritten.
Result<void> writeCertificate(const CertificateFacts& facts, const std::filesystem::path& file);

} // namespace greenlight::station::paper
