#pragma once

#include "db/export_rows.h"
#include "engine/base/result.h"
#include "station/export_table.h"
#include "station/part_file.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// How an export is written.
enum class ExportFormat : unsigned char {
    Csv,       ///< RFC 4180, UTF-8
    Xlsx,      ///< a workbook; sheets of at most a million rows
    JsonLines, ///< attempts with the full text of their entries
    Cfx,       ///< IPC-2591 UnitsTested messages; attempts only
};

/// "csv", "xlsx", "jsonl", "cfx"; empty for another word.
[[nodiscard]] std::optional<ExportFormat> exportFormatNamed(std::string_view word) noexcept;

/// A line of an export: its cells, one for each column, and the attempt it is about where the table
/// is one of attempts.
struct ExportRow {
    std::vector<std::string> cells{};
    const db::ExportedAttempt* attempt = nullptr;
};

/// Writes rows into a file as they come; keeps none of them. One thread at a time.
class ExportWriter {
public:
    ExportWriter() = default;
    ExportWriter(const ExportWriter&) = delete;
    ExportWriter& operator=(const ExportWriter&) = delete;
    ExportWriter(ExportWriter&&) = delete;
    ExportWriter& operator=(ExportWriter&&) = delete;
    virtual ~ExportWriter() = default;

    /// Faults: FileNotWritten.
    virtual Result<void> add(const ExportRow& row) = 0;

    /// What comes behind the last row. Faults: FileNotWritten.
    virtual Result<void> finish() = 0;
};

/// What a file is about, for what stands in it beside the rows.
struct ExportTitle {
    std::string station{};
    std::string sheet{}; ///< "units", "attempts", "recall"
    std::span<const ExportColumn> columns{};
    bool byteOrderMark = false; ///< in front of a CSV, which some spreadsheets want for UTF-8
};

/// A writer into `file`, which outlives it. Faults: FileNotWritten.
Result<std::unique_ptr<ExportWriter>> exportWriter(ExportFormat format, ExportTitle title,
                                                   PartFile& file);

/// The makers of the formats that have a file of their own; for exportWriter().
Result<std::unique_ptr<ExportWriter>> xlsxWriter(ExportTitle title, PartFile& file);
std::unique_ptr<ExportWriter> cfxWriter(ExportTitle title, PartFile& file);

} // namespace greenlight::station
