#include "db/entry_rows.h"

#include <sqlite3.h>

namespace greenlight::db {
namespace {

constexpr std::string_view rowsSql = "SELECT sequence, kind, time, leaf, body FROM entry"
                                     " WHERE sequence >= ? ORDER BY sequence";

std::span<const std::uint8_t> bytesAt(sqlite3_stmt* row, int column) {
    const auto* const bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(row, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
    return bytes == nullptr ? std::span<const std::uint8_t>() : std::span(bytes, size);
}

std::string_view textAt(sqlite3_stmt* row, int column) {
    const auto bytes = bytesAt(row, column);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

void EntryRows::Finish::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

EntryRows::EntryRows(SQLite::Database& sql, std::int64_t first, ArchiveShelf* shelf)
    : m_sql(sql)
    , m_shelf(shelf) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(sql.getHandle(), rowsSql.data(), static_cast<int>(rowsSql.size()),
                           &statement, nullptr) != SQLITE_OK) {
        throw SQLite::Exception(sql.getHandle());
    }
    m_statement.reset(statement);
    sqlite3_bind_int64(statement, 1, first);
}

const EntryRow* EntryRows::next() {
    sqlite3_stmt* const row = m_statement.get();
    const int code = sqlite3_step(row);
    if (code == SQLITE_DONE) {
        return nullptr;
    }
    if (code != SQLITE_ROW) {
        throw SQLite::Exception(m_sql.getHandle());
    }
    m_row = {.sequence = static_cast<std::uint64_t>(sqlite3_column_int64(row, 0)),
             .kind = textAt(row, 1),
             .time = textAt(row, 2),
             .leaf = bytesAt(row, 3),
             .body = textAt(row, 4)};
    if (m_row.body.empty() && m_shelf != nullptr) {
        const ArchiveShelf::Answer answer = m_shelf->ask(m_row.sequence);
        m_row.body = answer.body.value_or(std::string_view());
        m_row.absent = !answer.missing.empty();
    }
    return &m_row;
}

} // namespace greenlight::db
