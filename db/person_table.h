#pragma once

#include "db/database.h"
#include "db/entry.h"

namespace greenlight::db {

/// Keeps the derived table of people (schema_4.sql). What the entries say:
///
///     person-added     name, role, badge, pin
///     person-changed   person, and of role, badge, pin, retired, unlocked what has changed
///     sign-in-refused  person (0 = nobody known), fault: a pin-wrong counts against the person
///     any              pin_of: that person has just given the right PIN, which ends the count
///
/// One thread at a time, inside a transaction of the caller. Throws what SQLite throws.
class PersonTable {
public:
    /// Prepares its statements.
    explicit PersonTable(SQLite::Database& sql);

    /// Adds what an entry means that is not an attempt's. Faults: JournalCorrupt when a field is
    /// missing or the person is none.
    Result<void> apply(const Entry& entry);

private:
    Result<void> added(const Entry& entry);
    Result<void> changed(const Entry& entry);
    Result<void> refused(const Entry& entry);

    SQLite::Statement m_add;
    SQLite::Statement m_change;
    SQLite::Statement m_wrong;
    SQLite::Statement m_right;
};

} // namespace greenlight::db
