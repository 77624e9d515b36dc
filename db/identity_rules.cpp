#include "db/identity_rules.h"

#include <fmt/format.h>

namespace greenlight::db {
namespace {

// What is in work is a handful, whatever was made before. Left to choose, SQLite takes the index by
// identity, and reads every attempt the product ever had.
constexpr const char* openSerialSql =
    "SELECT slot FROM attempt INDEXED BY attempt_open"
    " WHERE ended IS NULL AND product = ? AND training = ? AND serial = ? AND begun <> ? LIMIT 1";
constexpr const char* openUidSql =
    "SELECT slot FROM attempt INDEXED BY attempt_open"
    " WHERE ended IS NULL AND product = ? AND training = ? AND uid = ? AND begun <> ? LIMIT 1";
constexpr const char* boundSerialSql = "SELECT uid, passed FROM binding WHERE product = ?"
                                       " AND training = ? AND serial = ? AND serial <> ''";
constexpr const char* boundUidSql =
    "SELECT serial, passed FROM binding WHERE product = ? AND training = ? AND uid = ?";

Fault refusal(FaultCode code, std::string note) {
    return {.code = code, .stage = Stage::Identify, .note = std::move(note)};
}

int flag(bool value) { return value ? 1 : 0; }

} // namespace

IdentityRules::IdentityRules(SQLite::Database& sql)
    : m_openSerial(sql, openSerialSql)
    , m_openUid(sql, openUidSql)
    , m_boundSerial(sql, boundSerialSql)
    , m_boundUid(sql, boundUidSql) {}

Result<void> IdentityRules::serialIsNotInWork(const Realm& realm, const Claim& claim) {
    if (claim.serial.empty()) {
        return {};
    }
    Use open(m_openSerial, realm.product, flag(realm.training), claim.serial, claim.attempt);
    if (open.next()) {
        return refusal(FaultCode::SerialUsed,
                       fmt::format("{} is in work in slot {}", claim.serial, open.text(0)));
    }
    return {};
}

Result<void> IdentityRules::mayBegin(const Realm& realm, const Claim& claim) {
    TRY(serialIsNotInWork(realm, claim));
    Use bound(m_boundSerial, realm.product, flag(realm.training), claim.serial);
    if (!claim.rework && bound.next()) {
        return refusal(FaultCode::SerialUsed,
                       fmt::format("{} passed in attempt {}", claim.serial, bound.number(1)));
    }
    return {};
}

Result<std::string> IdentityRules::mayGoOn(const Realm& realm, const Claim& claim) {
    TRY(serialIsNotInWork(realm, claim));
    Use bySerial(m_boundSerial, realm.product, flag(realm.training), claim.serial);
    if (bySerial.next() && bySerial.text(0) != claim.uid) {
        return refusal(FaultCode::SerialUsed, fmt::format("{} belongs to the board with UID {}",
                                                          claim.serial, bySerial.text(0)));
    }
    Use open(m_openUid, realm.product, flag(realm.training), claim.uid, claim.attempt);
    if (open.next()) {
        return refusal(FaultCode::UidOtherSerial,
                       fmt::format("UID {} is in work in slot {}", claim.uid, open.text(0)));
    }
    Use byUid(m_boundUid, realm.product, flag(realm.training), claim.uid);
    if (!byUid.next()) {
        return claim.serial;
    }
    const std::string bound = byUid.text(0);
    const bool other = !bound.empty() && !claim.serial.empty() && bound != claim.serial;
    if (other && !claim.counted) {
        return refusal(FaultCode::UidOtherSerial,
                       fmt::format("UID {} is {}, not {}", claim.uid, bound, claim.serial));
    }
    if (!claim.rework) {
        return refusal(FaultCode::UnitAlreadyPassed,
                       fmt::format("passed in attempt {}", byUid.number(1)));
    }
    return other ? bound : claim.serial;
}

} // namespace greenlight::db
