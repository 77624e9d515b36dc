#pragma once

#include "db/export_rows.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// A column of an exported table. Names and order are a format: columns are added at the end and
/// none is ever renamed.
struct ExportColumn {
    std::string_view name;
    bool isNumber; ///< a whole number of a count or a sequence; everything else is text
};

/// What can be exported, by the words of the command line.
enum class ExportTable : unsigned char { Units, Attempts };

/// The columns of a table, in their order:
/// - both: product, serial, uid; images: SHA-256 of the recipe's files with + between them;
///   plan_sha256: of every byte that was to be proven; times: ISO 8601 with the offset of this
///   computer's zone; receipt: sequence of the entry that ended the attempt; leaf: its leaf in the
///   Merkle tree.
/// - units: first_*: of the first attempt ever; passed_by: which attempt was the first PASS; all
///   behind final_verdict is of the last attempt.
/// - attempts: attempt: sequence of the entry that began it, for ever its name; ordinal: the how
///   manieth of its unit, empty where it counts for none (drill, refused, nameless); bytes: proven.
[[nodiscard]] std::span<const ExportColumn> columnsOf(ExportTable table) noexcept;

/// The cells of a row, one for each column; empty where nothing is known.
[[nodiscard]] std::vector<std::string> cellsOf(const db::ExportedUnit& unit);
[[nodiscard]] std::vector<std::string> cellsOf(const db::ExportedAttempt& attempt);

} // namespace greenlight::station
