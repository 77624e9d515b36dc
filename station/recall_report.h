#pragma once

#include "db/recall.h"
#include "engine/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace greenlight::station {

enum class RecallFormat : unsigned char { Text, Csv, Json };

/// Takes the next piece of a report. Faults: its own.
using Sink = std::function<Result<void>(std::string_view)>;

struct RecallCounts {
    std::uint64_t carryNow = 0;  ///< units whose last PASS is one of the attempts asked about
    std::uint64_t once = 0;      ///< other units with such an attempt
    std::uint64_t ofNoUnit = 0;  ///< attempts that are of no unit
    std::uint64_t lastEntry = 0; ///< the newest entry that the answer speaks of; 0 when it is empty
    std::uint64_t firstEntry = 0; ///< and the oldest
};

/// Writes the answer to a recall, unit by unit: first those that carry it now, then those that did
/// once and passed with something else later or never passed. Faults: those of db::Recalls and of
/// the sink.
Result<RecallCounts> writeRecall(db::Recalls& recalls, const db::RecallQuestion& question,
                                 RecallFormat format, const Sink& sink);

/// The question as manifests and entries have it: what was named, times in UTC.
[[nodiscard]] nlohmann::ordered_json filtersOf(const db::RecallQuestion& question);

} // namespace greenlight::station
