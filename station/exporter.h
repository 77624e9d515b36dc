#pragma once

#include "db/export_manifest.h"
#include "db/export_rows.h"
#include "db/journal.h"
#include "db/yield.h"
#include "engine/base/clock.h"
#include "station/export_writer.h"
#include "station/part_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace greenlight::station {

/// What stands behind an exported file: the journal that it is put on record in, and the key that
/// signs for it. All outlive the call they are given to.
struct ExportDesk {
    db::Journal& journal;
    const db::StationKey& key;
    Clock& clock;
    std::string station{};
    std::string by{}; ///< who asked for it
};

/// Told how many rows are written of how many. Says whether to go on.
using Progress = std::function<bool(std::uint64_t done, std::uint64_t of)>;

struct ExportOrder {
    ExportTable table = ExportTable::Units;
    ExportFormat format = ExportFormat::Csv;
    bool byteOrderMark = false;
    db::ExportQuestion question{};
    std::filesystem::path journal{};
    std::filesystem::path file{};
    Progress progress{};
};

/// What became of it.
struct Exported {
    std::uint64_t rows = 0;
    std::filesystem::path manifest{};
};

/// Rows between two looks at the progress.
inline constexpr std::uint64_t rowsOfProgress = 256;

/// Writes a table into a file with its manifest beside it, as putOnRecord() does. Nothing is on
/// record and no file is left when it does not succeed. Faults: Cancelled, FileNotWritten, those of
/// ExportRows and of putOnRecord().
Result<Exported> exportTable(const ExportOrder& order, const ExportDesk& desk);

/// What a file says of itself to its manifest and to the journal.
struct ExportFacts {
    std::string what{};
    nlohmann::ordered_json filters{};
    std::uint64_t rows = 0;
    db::EntryRange entries{};
};

/// Makes a written file an export: signs the journal as it stands, puts the export on record,
/// writes FILE.manifest, and only then gives both their names. Faults: those of PartFile and of
/// Journal::append() and checkpoint().
Result<Exported> putOnRecord(PartFile& file, const ExportFacts& facts, const ExportDesk& desk);

/// The time and the conditions of a yield report, for an export of what it counts.
[[nodiscard]] db::ExportQuestion exportQuestionOf(const db::YieldQuestion& question);

/// A question as manifests and entries have it: the conditions that were given, times in UTC.
[[nodiscard]] nlohmann::ordered_json filtersOf(const db::ExportQuestion& question);

} // namespace greenlight::station
