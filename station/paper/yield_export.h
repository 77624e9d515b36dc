#pragma once

#include "db/yield.h"
#include "station/exporter.h"

#include <filesystem>

namespace greenlight::station::paper {

/// A question with what its shift report is broken down by: first time, in bars that can be told
/// from each other (hours of two days, days of two months, else months), then slots.
[[nodiscard]] db::YieldQuestion sheetQuestion(db::YieldQuestion question);

/// Draws the shift report of an answer to such a question into a file with its manifest beside it,
/// as putOnRecord() does. Nothing is on record and no file is left when it does not succeed.
/// Thread: the main one where the program has no Qt application. Faults: Cancelled, FileNotWritten,
/// those of putOnRecord().
Result<Exported> exportYieldSheet(const db::YieldQuestion& question, const db::YieldReport& report,
                                  const std::filesystem::path& file, const ExportDesk& desk,
                                  const Progress& progress = {});

} // namespace greenlight::station::paper
