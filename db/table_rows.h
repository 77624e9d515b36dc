#pragma once

#include "db/database.h"
#include "db/keyed_hash.h"

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace greenlight::db {

/// The rows of a query, their texts SQLite's own until the next row. One thread at a time. Throws
/// what SQLite throws.
class TableRows {
public:
    TableRows(SQLite::Database& sql, const std::string& query) : m_sql(sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(sql.getHandle(), query.c_str(), -1, &statement, nullptr) !=
            SQLITE_OK) {
            throw SQLite::Exception(sql.getHandle());
        }
        m_row.reset(statement);
        m_columns = sqlite3_column_count(statement);
    }

    bool next() {
        const int code = sqlite3_step(m_row.get());
        if (code != SQLITE_ROW && code != SQLITE_DONE) {
            throw SQLite::Exception(m_sql.getHandle());
        }
        return code == SQLITE_ROW;
    }

    [[nodiscard]] int columns() const noexcept { return m_columns; }

    [[nodiscard]] bool isNull(int column) const noexcept {
        return sqlite3_column_type(m_row.get(), column) == SQLITE_NULL;
    }

    [[nodiscard]] std::int64_t number(int column) const noexcept {
        return sqlite3_column_int64(m_row.get(), column);
    }

    [[nodiscard]] std::string_view text(int column) const noexcept {
        const auto* const bytes =
            reinterpret_cast<const char*>(sqlite3_column_text(m_row.get(), column));
        return bytes == nullptr
                   ? std::string_view()
                   : std::string_view(bytes, static_cast<std::size_t>(
                                                 sqlite3_column_bytes(m_row.get(), column)));
    }

    /// False for what no table of ours holds.
    bool encode(int column, RowBytes& row) const {
        switch (sqlite3_column_type(m_row.get(), column)) {
        case SQLITE_NULL:
            row.null();
            return true;
        case SQLITE_INTEGER:
            row.number(number(column));
            return true;
        case SQLITE_TEXT:
            row.text(text(column));
            return true;
        default:
            return false;
        }
    }

private:
    struct Finish {
        void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
    };

    SQLite::Database& m_sql;
    std::unique_ptr<sqlite3_stmt, Finish> m_row;
    int m_columns = 0;
};

} // namespace greenlight::db
