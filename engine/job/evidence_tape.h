#pragma once

#include "engine/base/json_tape.h"
#include "engine/job/evidence.h"

#include <optional>

namespace greenlight::job {

/// As evidenceFromJson(), some ten times as fast and without a word of what is wrong: nothing where
/// it would not give the same, and for an integer of more than 18 digits.
[[nodiscard]] std::optional<Evidence> evidenceFromTape(base::JsonPlace place);

} // namespace greenlight::job
