#pragma once

#include "engine/job/recorder.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace greenlight::db {

/// The `data` of the entries that tell the life of an attempt. `attempt` is everywhere the sequence
/// of the entry that began it. Key names are a format: old records are read by them for ever.

/// The number that was given out to an attempt.
struct GivenNumber {
    std::string series{};
    std::uint64_t number = 0;
};

/// attempt-begun: the intent, nothing left out, with the serial that holds. A number out of a range
/// is named beside it, and the work order where there is one.
[[nodiscard]] nlohmann::ordered_json begunData(const job::Intent& intent,
                                               const std::optional<GivenNumber>& given = {},
                                               const std::string& workOrder = {});

/// attempt-identified: the chip the attempt is bound to, and the unit's serial as known now.
[[nodiscard]] nlohmann::ordered_json
identifiedData(std::uint64_t attempt, const job::ChipIdentity& chip, const std::string& serial);

/// attempt-ended: the judgement of the evidence, and the evidence.
[[nodiscard]] nlohmann::ordered_json
endedData(std::uint64_t attempt, const job::Judgement& judgement, const job::Evidence& evidence);

/// attempt-interrupted: there was no ending. `note` says what became of it.
[[nodiscard]] nlohmann::ordered_json interruptedData(std::uint64_t attempt, std::string note);

} // namespace greenlight::db
