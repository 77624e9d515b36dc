#pragma once

#include "db/database.h"

#include <cstdint>
#include <string>

namespace greenlight::db {

/// Where serials and UIDs are compared: one product, training apart from production.
struct Realm {
    std::string product{};
    bool training = false;
};

/// The unit an attempt claims to work on. An empty serial is none.
struct Claim {
    std::int64_t attempt = 0; ///< 0 for one that is not begun yet
    std::string serial{};
    std::string uid{}; ///< as uidText writes it; empty when not read yet
    bool rework = false;
    bool counted = false; ///< the serial is a number that was given out to this attempt
};

/// Promise "serial and UID are one to one", asked of the derived tables. The journal states the
/// rules. Inside a transaction of the caller, one thread at a time; throws what SQLite throws.
class IdentityRules {
public:
    explicit IdentityRules(SQLite::Database& sql);

    /// May an attempt with this serial begin? Faults: SerialUsed.
    Result<void> mayBegin(const Realm& realm, const Claim& claim);

    /// May this attempt go on with this serial on this UID? Gives the serial it goes on with: a
    /// unit that comes back keeps the one it has, whatever number was given out to the attempt.
    /// Faults: SerialUsed, UidOtherSerial, UnitAlreadyPassed.
    Result<std::string> mayGoOn(const Realm& realm, const Claim& claim);

private:
    Result<void> serialIsNotInWork(const Realm& realm, const Claim& claim);

    SQLite::Statement m_openSerial;
    SQLite::Statement m_openUid;
    SQLite::Statement m_boundSerial;
    SQLite::Statement m_boundUid;
};

} // namespace greenlight::db
