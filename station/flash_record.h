#pragma once

#include "db/units.h"

#include <string>
#include <vector>

namespace greenlight::station {

/// A fact of a record with what a person calls it.
struct RecordField {
    std::string label{};
    std::string value{};
};

/// Facts that belong together: unit, software, who, where, when, how, verdict.
struct RecordSection {
    std::string title{};
    std::vector<RecordField> fields{};
};

/// Everything that is on record about one attempt, for a person to read: only what is known, each
/// fact once. `ordinal` of `attempts`: the how manieth attempt it is of those that are known.
[[nodiscard]] std::vector<RecordSection> flashRecordOf(const db::AttemptRecord& attempt,
                                                       std::size_t ordinal, std::size_t attempts);

/// What a fault's word says to a person; the word itself when this version does not know it.
[[nodiscard]] std::string sentenceOf(const std::string& fault);

} // namespace greenlight::station
