#pragma once

#include "db/database.h"
#include "db/entry.h"
#include "db/person_table.h"
#include "db/unit_tables.h"

namespace greenlight::db {

/// Turns entries into the derived tables of schema.sql, all but tree_node, which is made of the
/// leaves (tree_nodes.h). The same code writes them while the station works and rebuilds them for
/// an audit, from nothing but the parsed bodies. One thread at a time; inside a transaction of the
/// caller.
class Projection {
public:
    /// Prepares its statements; throws what SQLite throws.
    explicit Projection(SQLite::Database& sql);

    /// Adds what an entry means. Kinds that no table is about mean nothing here.
    /// Faults: JournalCorrupt when the entry lacks a field or does not fit the entries before it
    /// (an ending of an attempt that is not open, a second identification). Throws what SQLite
    /// throws.
    Result<void> apply(const Entry& entry);

private:
    Result<void> begun(const Entry& entry);
    Result<void> identified(const Entry& entry);
    Result<void> ended(const Entry& entry);
    Result<void> revoked(const Entry& entry);
    Result<void> restored(const Entry& entry);
    Result<void> archived(const Entry& entry);

    SQLite::Statement m_begun;
    SQLite::Statement m_image;
    SQLite::Statement m_identified;
    SQLite::Statement m_learned;
    SQLite::Statement m_ended;
    SQLite::Statement m_bind;
    SQLite::Statement m_give;
    SQLite::Statement m_confirm;
    SQLite::Statement m_giveBack;
    SQLite::Statement m_serialOf;
    SQLite::Statement m_forgetSerial;
    SQLite::Statement m_revoke;
    SQLite::Statement m_restore;
    SQLite::Statement m_archive;
    UnitTables m_units;
    PersonTable m_people;
};

} // namespace greenlight::db
