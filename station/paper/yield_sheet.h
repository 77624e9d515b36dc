#pragma once

#include "db/yield.h"
#include "engine/base/result.h"

#include <filesystem>
#include <string>

namespace greenlight::station::paper {

/// What a shift report is made of.
struct YieldFacts {
    std::string station{};
    db::YieldQuestion question{};
    db::YieldReport report{}; ///< broken down by `over`, and by slot
    db::YieldBy over = db::YieldBy::Hour;
    std::string madeAt{}; ///< ISO 8601 with offset
    std::string madeBy{};
};

/// Writes yield and faults of a time as one A4 page: each figure with its formula, with what it is
/// a share of and its interval; attempts over time; the Pareto of faults; the slots; and a place
/// for two signatures. Thread: the main one where the program has no Qt application. Fault:
/// FileNotWritten.
Result<void> writeYieldSheet(const YieldFacts& facts, const std::filesystem::path& file);

} // namespace greenlight::station::paper
