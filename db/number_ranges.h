#pragma once

#include "db/attempt_entries.h"
#include "db/database.h"
#include "db/identity_rules.h"
#include "engine/job/serial_range.h"

namespace greenlight::db {

/// Gives out the serial numbers of counted ranges. One thread at a time; inside a transaction of
/// the caller, who records what was given in the same transaction.
class NumberRanges {
public:
    /// Prepares its statements; throws what SQLite throws.
    explicit NumberRanges(SQLite::Database& sql);

    /// The lowest number of the range that was given back, else the one behind the highest that was
    /// ever given out. Numbers whose serial is taken otherwise (scanned in the past, say) are
    /// passed over. Faults: SerialsUsedUp. Throws what SQLite throws.
    Result<GivenNumber> next(const Realm& realm, const job::SerialRange& range,
                             IdentityRules& rules);

private:
    SQLite::Statement m_free;
    SQLite::Statement m_highest;
};

} // namespace greenlight::db
