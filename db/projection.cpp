#include "db/projection.h"

#include "db/fields.h"
#include "engine/job/verdict.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

Fault corrupt(std::string note) {
    return {.code = FaultCode::JournalCorrupt, .stage = Stage::Record, .note = std::move(note)};
}

/// Upper case, as UIDs are written everywhere but in the evidence, which writes all bytes alike.
std::string upperCase(std::string text) {
    std::ranges::transform(text, text.begin(), [](char digit) {
        return digit >= 'a' && digit <= 'z' ? static_cast<char>(digit - 'a' + 'A') : digit;
    });
    return text;
}

/// The columns of an attempt that its first entry fills.
struct Begun {
    std::string slot;
    std::string port;
    std::string probeSerial;
    std::string product;
    int training = 0;
    std::string recipe;
    std::string recipeVersion;
    std::string recipeDigest;
    std::string operatorName;
    std::string startedBy;
    int rework = 0;
    std::string serial;
    std::string workOrder;
    int drill = 0;

    static Result<Begun> read(const Json& data) {
        Begun begun;
        begun.slot = TRY(textAt(data, "slot"));
        begun.port = TRY(textAt(data, "port"));
        begun.probeSerial = TRY(textAt(data, "probe_serial"));
        begun.product = TRY(textAt(data, "product"));
        begun.training = TRY(flagAt(data, "training"));
        begun.recipe = TRY(textAt(data, "recipe"));
        begun.recipeVersion = TRY(textAt(data, "recipe_version"));
        begun.recipeDigest = TRY(textAt(data, "recipe_digest"));
        begun.operatorName = TRY(textAt(data, "operator"));
        begun.startedBy = TRY(textAt(data, "started_by"));
        const std::string reason = TRY(textAt(data, "rework_reason"));
        begun.rework = reason.empty() ? 0 : 1;
        begun.serial = TRY(textAt(data, "serial"));
        begun.workOrder = textOrNothing(valueAt(data, {"work_order"}));
        // Written only where they are true. Neither is about a product, and that is what counts.
        for (const char* trial : {"drill", "golden"}) {
            if (!valueAt(data, {trial}).is_null() && TRY(flagAt(data, trial)) != 0) {
                begun.drill = 1;
            }
        }
        return begun;
    }
};

constexpr const char* begunSql =
    "INSERT INTO attempt (begun, begun_at, slot, port, probe_serial, product, training, recipe,"
    " recipe_version, recipe_digest, operator, started_by, rework, serial, work_order, drill)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* imageSql =
    "INSERT INTO image (attempt, place, name, sha256) VALUES (?, ?, ?, ?)";
constexpr const char* identifiedSql = "UPDATE attempt SET identified = ?, serial = ?, uid = ?"
                                      " WHERE begun = ? AND ended IS NULL AND identified IS NULL";
// What an attempt learned of its unit without being bound to it (a refused one) still makes it
// findable. A statement of its own: one that names serial and UID writes four indices anew, also
// where neither is another, and the ending of a unit is what a person waits for.
constexpr const char* learnedSql =
    "UPDATE attempt SET serial = iif(serial = '', ?2, serial), uid = iif(uid = '', ?3, uid)"
    " WHERE begun = ?1 AND ended IS NULL AND ((serial = '' AND ?2 <> '') OR (uid = '' AND ?3 <> "
    "''))";
// An empty fault or digest is none.
constexpr const char* endedSql =
    "UPDATE attempt SET ended = ?, ended_at = ?, verdict = ?, fault = nullif(?, ''),"
    " fault_stage = nullif(?, ''), plan_digest = nullif(?, '')"
    " WHERE begun = ? AND ended IS NULL";
constexpr const char* bindSql =
    "INSERT INTO binding (product, training, uid, serial, passed)"
    " SELECT product, training, uid, serial, begun FROM attempt"
    " WHERE begun = ? AND verdict = 'PASS'"
    " ON CONFLICT (product, training, uid) DO UPDATE SET passed = excluded.passed,"
    " serial = iif(excluded.serial = '', serial, excluded.serial)";

constexpr const char* giveSql =
    "INSERT INTO serial_number (product, training, series, number, state, attempt)"
    " SELECT product, training, ?, ?, 'out', begun FROM attempt WHERE begun = ?"
    " ON CONFLICT (product, training, series, number) DO UPDATE SET state = 'out',"
    " attempt = excluded.attempt";
constexpr const char* confirmSql =
    "UPDATE serial_number SET state = 'used' WHERE attempt = ? AND state = 'out'";
constexpr const char* giveBackSql =
    "UPDATE serial_number SET state = 'free' WHERE attempt = ? AND state = 'out'";
constexpr const char* serialOfSql = "SELECT serial FROM attempt WHERE begun = ?";
// A serial that was given back is another unit's next, so this one is known by its UID.
constexpr const char* forgetSerialSql = "UPDATE attempt SET serial = '' WHERE begun = ?";

// Revoking twice changes nothing: the first entry stays the one that did it.
constexpr const char* revokeSql =
    "INSERT INTO revoked_image (sha256, since, given_by, reason) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (sha256) DO NOTHING";
constexpr const char* restoreSql = "DELETE FROM revoked_image WHERE sha256 = ?";

// Each goes on where the one before it ended, and no file holds the entry that speaks of it.
constexpr const char* archiveSql =
    "INSERT INTO archive (first, last, file, since) SELECT ?1, ?2, ?3, ?4"
    " WHERE ?1 = (SELECT coalesce(max(last), 0) + 1 FROM archive) AND ?2 < ?4";

} // namespace

Projection::Projection(SQLite::Database& sql)
    : m_begun(sql, begunSql)
    , m_image(sql, imageSql)
    , m_identified(sql, identifiedSql)
    , m_learned(sql, learnedSql)
    , m_ended(sql, endedSql)
    , m_bind(sql, bindSql)
    , m_give(sql, giveSql)
    , m_confirm(sql, confirmSql)
    , m_giveBack(sql, giveBackSql)
    , m_serialOf(sql, serialOfSql)
    , m_forgetSerial(sql, forgetSerialSql)
    , m_revoke(sql, revokeSql)
    , m_restore(sql, restoreSql)
    , m_archive(sql, archiveSql)
    , m_units(sql)
    , m_people(sql) {}

Result<void> Projection::apply(const Entry& entry) {
    if (entry.kind == kind::attemptBegun.word()) {
        return begun(entry);
    }
    if (entry.kind == kind::attemptIdentified.word()) {
        return identified(entry);
    }
    if (belongsToAttempts(entry.kind)) {
        return ended(entry);
    }
    if (entry.kind == kind::imageRevoked.word()) {
        return revoked(entry);
    }
    if (entry.kind == kind::imageRestored.word()) {
        return restored(entry);
    }
    if (entry.kind == kind::archived.word()) {
        return archived(entry);
    }
    return m_people.apply(entry);
}

Result<void> Projection::begun(const Entry& entry) {
    const auto attempt = static_cast<std::int64_t>(entry.sequence);
    const Begun begun = TRY(Begun::read(entry.data));
    Use(m_begun, attempt, entry.time, begun.slot, begun.port, begun.probeSerial, begun.product,
        begun.training, begun.recipe, begun.recipeVersion, begun.recipeDigest, begun.operatorName,
        begun.startedBy, begun.rework, begun.serial, begun.workOrder, begun.drill)
        .run();
    if (const Json& given = valueAt(entry.data, {"serial_range"}); !given.is_null()) {
        const std::string series = TRY(textAt(given, "series"));
        const std::int64_t number = TRY(numberAt(given, "number"));
        Use(m_give, series, number, attempt).run();
    }
    const Json& images = valueAt(entry.data, {"images"});
    if (!images.is_array()) {
        return corrupt("images is no list");
    }
    int place = 0;
    for (const Json& image : images) {
        const std::string name = TRY(textAt(image, "name"));
        const std::string digest = TRY(textAt(image, "sha256"));
        Use(m_image, attempt, place++, name, digest).run();
    }
    return {};
}

Result<void> Projection::identified(const Entry& entry) {
    const std::int64_t attempt = TRY(numberAt(entry.data, "attempt"));
    const std::string serial = TRY(textAt(entry.data, "serial"));
    const std::string uid = TRY(textAt(entry.data, "uid"));
    const auto sequence = static_cast<std::int64_t>(entry.sequence);
    if (Use begun(m_serialOf, attempt); begun.next() && begun.text(0) != serial) {
        // The unit has a serial of its own, so the number that was given out is not needed.
        Use(m_giveBack, attempt).run();
    }
    if (Use(m_identified, sequence, serial, uid, attempt).run() != 1) {
        return corrupt(fmt::format("attempt {} is not one that can be identified", attempt));
    }
    return {};
}

Result<void> Projection::ended(const Entry& entry) {
    const Json& data = entry.data;
    const std::int64_t attempt = TRY(numberAt(data, "attempt"));
    const std::string verdict = TRY(textAt(data, "verdict"));
    const std::string fault = textOrNothing(valueAt(data, {"fault", "name"}));
    const std::string stage = textOrNothing(valueAt(data, {"fault", "stage"}));
    const std::string plan = textOrNothing(valueAt(data, {"evidence", "plan", "plan_sha256"}));
    const std::string serial = textOrNothing(valueAt(data, {"evidence", "serial"}));
    const std::string uid = upperCase(textOrNothing(valueAt(data, {"evidence", "before", "uid"})));
    const auto sequence = static_cast<std::int64_t>(entry.sequence);
    Use(m_learned, attempt, serial, uid).run();
    if (Use(m_ended, sequence, entry.time, verdict, fault, stage, plan, attempt).run() != 1) {
        return corrupt(fmt::format("attempt {} is not one that can be ended", attempt));
    }
    if (verdict == job::name(job::Verdict::Pass)) {
        Use(m_confirm, attempt).run();
    } else if (Use(m_giveBack, attempt).run() != 0) {
        Use(m_forgetSerial, attempt).run();
    }
    Use(m_bind, attempt).run();
    m_units.ended(attempt);
    return {};
}

Result<void> Projection::revoked(const Entry& entry) {
    const std::string digest = TRY(textAt(entry.data, "sha256"));
    if (!base::digestFromHex(digest)) {
        return corrupt("sha256 is no digest");
    }
    const std::string by = TRY(textAt(entry.data, "given_by"));
    const std::string reason = TRY(textAt(entry.data, "reason"));
    Use(m_revoke, digest, static_cast<std::int64_t>(entry.sequence), by, reason).run();
    return {};
}

Result<void> Projection::restored(const Entry& entry) {
    const std::string digest = TRY(textAt(entry.data, "sha256"));
    Use(m_restore, digest).run();
    return {};
}

Result<void> Projection::archived(const Entry& entry) {
    const std::int64_t first = TRY(numberAt(entry.data, "first"));
    const std::int64_t last = TRY(numberAt(entry.data, "last"));
    const std::string file = TRY(textAt(entry.data, "file"));
    if (Use(m_archive, first, last, file, static_cast<std::int64_t>(entry.sequence)).run() != 1) {
        return corrupt(fmt::format(
            "an archive of the entries {} to {} does not follow the last one", first, last));
    }
    return {};
}

} // namespace greenlight::db
