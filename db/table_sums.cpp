#include "db/table_sums.h"

#include "db/table_rows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace greenlight::db {
namespace {

struct Table {
    const char* query;
    /// Adds a row to its sum. False where it is none that the table could have.
    bool (*add)(const TableRows& row, const RowHashes& hashes, DerivedSums& sums);
};

RowBytes& scratch() {
    thread_local RowBytes bytes;
    bytes.clear();
    return bytes;
}

bool addAttempt(const TableRows& row, const RowHashes& hashes, DerivedSums& sums) {
    RowBytes& bytes = scratch();
    bool good = true;
    for (int column = 0; column < row.columns(); ++column) {
        good = row.encode(column, bytes) && good;
    }
    sums.attempt.add(hashes.row(bytes, 'a'));
    return good && !bytes.holdsZeroInText();
}

bool addImage(const TableRows& row, const RowHashes& hashes, DerivedSums& sums) {
    RowBytes& bytes = scratch();
    bytes.number(row.number(0));
    bytes.number(row.number(1));
    bytes.text(row.text(2));
    bytes.text(row.text(3));
    sums.image.add(hashes.row(bytes, 'i'));
    return !bytes.holdsZeroInText();
}

bool addBinding(const TableRows& row, const RowHashes& hashes, DerivedSums& sums) {
    const std::uint64_t realm = hashes.realm(row.text(0), row.number(1));
    const std::uint64_t serial = hashes.text(row.text(3));
    sums.binding.add(hashes.binding(hashes.key(realm, 'b', row.text(2)), serial, row.number(4)));
    return true;
}

bool addNumber(const TableRows& row, const RowHashes& hashes, DerivedSums& sums) {
    const std::uint64_t realm = hashes.realm(row.text(0), row.number(1));
    const std::uint64_t key = hashes.key(realm, 'n', row.text(2), row.number(3));
    sums.number.add(hashes.number(key, row.text(4), row.number(5)));
    return true;
}

bool addUnit(const TableRows& row, const RowHashes& hashes, DerivedSums& sums) {
    const auto first = job::verdictNamed(row.text(6));
    const auto last = job::verdictNamed(row.text(9));
    const std::int64_t passedBy = row.isNull(7) ? 0 : row.number(7);
    const std::array<std::int64_t, 3> narrow{row.number(5), passedBy, row.number(11)};
    const bool fits =
        std::ranges::all_of(narrow,
                            [](auto number) { return std::in_range<std::uint32_t>(number); }) &&
        std::in_range<std::int32_t>(row.number(10)) && (row.isNull(7) || passedBy != 0);
    if (!first || !last || !fits) {
        return false;
    }
    sums.unit.add(hashes.unit({.id = row.number(0),
                               .last = row.number(8),
                               .realm = hashes.realm(row.text(1), row.number(2)),
                               .serial = hashes.text(row.text(3)),
                               .uid = hashes.text(row.text(4)),
                               .quarter = static_cast<std::int32_t>(row.number(10)),
                               .group = static_cast<std::uint32_t>(row.number(11)),
                               .attempts = static_cast<std::uint32_t>(row.number(5)),
                               .passedBy = static_cast<std::uint32_t>(passedBy),
                               .firstVerdict = *first,
                               .lastVerdict = *last}));
    return true;
}

bool addName(const TableRows& row, const RowHashes& hashes, DerivedSums& sums) {
    const std::string_view name = row.text(2);
    if (name.empty()) {
        return false;
    }
    const std::uint64_t realm = hashes.realm(row.text(0), row.number(1));
    const std::uint64_t key = hashes.key(realm, name.front(), name.substr(1));
    sums.name.add(hashes.name(key, row.number(3)));
    return true;
}

bool addGroup(const TableRows& row, const RowHashes& hashes, DerivedSums& sums) {
    RowBytes bytes;
    bool good = true;
    for (int column = 1; column < row.columns(); ++column) {
        good = row.encode(column, bytes) && good;
    }
    bytes.number(row.number(0));
    sums.group.add(hashes.row(bytes, 'g'));
    return good && !bytes.holdsZeroInText();
}

/// A row of nothing but zeros would not be missed in a sum, so there must be none.
bool addCell(const TableRows& row, const RowHashes& hashes, DerivedSums& sums) {
    constexpr int firstCount = 2;
    constexpr std::int64_t mostCounted = std::int64_t{1} << 40U;
    std::int64_t counted = 0;
    bool good = true;
    for (int column = firstCount; column < row.columns(); ++column) {
        const std::int64_t count = row.number(column);
        good = good && count >= 0 && count < mostCounted;
        counted += count;
        if (count != 0) {
            const auto kind = static_cast<CellColumn>(column - firstCount);
            sums.cells.add(hashes.cell(row.number(0), row.number(1), kind), count);
        }
    }
    return good && counted != 0;
}

bool addFault(const TableRows& row, const RowHashes& hashes, DerivedSums& sums) {
    constexpr std::int64_t mostCounted = std::int64_t{1} << 40U;
    const std::int64_t first = row.number(2);
    const std::int64_t count = row.number(5);
    sums.faults.add(
        hashes.fault(row.number(0), row.number(1), first != 0, row.text(3), row.text(4)), count);
    return first >= 0 && first <= 1 && count > 0 && count < mostCounted;
}

constexpr std::array tables{
    Table{"SELECT * FROM attempt", addAttempt},   Table{"SELECT * FROM image", addImage},
    Table{"SELECT * FROM binding", addBinding},   Table{"SELECT * FROM serial_number", addNumber},
    Table{"SELECT * FROM unit", addUnit},         Table{"SELECT * FROM unit_name", addName},
    Table{"SELECT * FROM yield_group", addGroup}, Table{"SELECT * FROM yield_cell", addCell},
    Table{"SELECT * FROM yield_fault", addFault}};

} // namespace

std::optional<DerivedSums> sumsOfTables(SQLite::Database& sql, const RowHashes& hashes) {
    DerivedSums sums;
    for (const Table& table : tables) {
        TableRows rows(sql, table.query);
        while (rows.next()) {
            if (!table.add(rows, hashes, sums)) {
                return std::nullopt;
            }
        }
    }
    return sums;
}

} // namespace greenlight::db
