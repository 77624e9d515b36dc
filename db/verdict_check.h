#pragma once

#include "db/entry.h"

#include <optional>
#include <string>

namespace greenlight::db {

/// Why an ending does not say what its evidence gives.
struct VerdictComplaint {
    bool malformed = false; ///< the evidence is none; else verdict or fault are others
    std::string sentence{};
};

/// Judges the evidence of an ending anew; one without evidence is none but INTERRUPTED. Nothing
/// when the record says the same, or is no ending.
[[nodiscard]] std::optional<VerdictComplaint> checkVerdict(const Entry& entry);

} // namespace greenlight::db
