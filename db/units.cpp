#include "db/units.h"

#include "db/database.h"
#include "db/entry.h"

#include <algorithm>
#include <iterator>

namespace greenlight::db {
namespace {

constexpr const char* selectSql =
    "SELECT a.begun, a.begun_at, a.slot, a.port, a.probe_serial, a.product, a.training, a.recipe,"
    " a.recipe_version, a.operator, a.serial, a.uid, a.rework, body_of(b.sequence, b.body),"
    " a.ended, a.ended_at, a.verdict, a.fault, body_of(e.sequence, e.body), e.leaf, a.work_order"
    " FROM attempt a JOIN entry b ON b.sequence = a.begun"
    " LEFT JOIN entry e ON e.sequence = a.ended WHERE ";

Result<std::string> dataOf(const std::string& body) {
    const Entry entry = TRY(parseBody(body));
    return entry.data.dump();
}

Fault corrupt(std::uint64_t attempt) {
    return {.code = FaultCode::JournalCorrupt,
            .stage = Stage::Record,
            .note = "attempt " + std::to_string(attempt)};
}

Result<AttemptRecord> recordOf(const Use& row) {
    AttemptRecord record{.attempt = row.number(0),
                         .begunAt = row.text(1),
                         .slot = row.text(2),
                         .port = row.text(3),
                         .probeSerial = row.text(4),
                         .product = row.text(5),
                         .training = row.number(6) != 0,
                         .recipe = row.text(7),
                         .recipeVersion = row.text(8),
                         .operatorName = row.text(9),
                         .serial = row.text(10),
                         .uid = row.text(11),
                         .rework = row.number(12) != 0};
    record.workOrder = row.text(20);
    record.intent = TRY(dataOf(row.text(13)));
    if (row.isNull(14)) {
        return record;
    }
    record.receipt = row.number(14);
    record.endedAt = row.text(15);
    record.verdict = job::verdictNamed(row.text(16));
    record.fault = row.text(17);
    const std::string leaf = row.text(19);
    Digest digest{};
    if (!record.verdict || leaf.size() != digest.size()) {
        return corrupt(record.attempt);
    }
    record.ending = TRY(dataOf(row.text(18)));
    std::ranges::transform(leaf, digest.begin(),
                           [](char c) { return static_cast<std::uint8_t>(c); });
    record.leaf = digest;
    return record;
}

Result<UnitRecord> allOf(SQLite::Database& sql, Use& row) {
    const std::vector<ClockChange> changes = readClockChanges(sql);
    UnitRecord unit;
    while (row.next()) {
        AttemptRecord record = TRY(recordOf(row));
        record.clock = changesAbout(changes, record.attempt, record.begunAt, record.receipt);
        unit.attempts.push_back(std::move(record));
    }
    return unit;
}

} // namespace

std::optional<job::Verdict> UnitRecord::lastVerdict() const {
    return attempts.empty() ? std::nullopt : attempts.back().verdict;
}

Units::Units(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

Units::Units(Units&&) noexcept = default;
Units& Units::operator=(Units&&) noexcept = default;
Units::~Units() = default;

Result<Units> Units::open(const std::filesystem::path& file, Clock& clock) {
    return Units(TRY(Database::openForReading(file, clock)));
}

Result<UnitRecord> Units::newestWhere(const char* condition, const std::string& value) {
    return guarded("looking up a unit", [&]() -> Result<UnitRecord> {
        SQLite::Statement statement(m_database->sql(), std::string(selectSql) + condition +
                                                           " ORDER BY a.begun DESC LIMIT ?");
        Use row(statement, value, maxAttemptsShown);
        UnitRecord unit = TRY(allOf(m_database->sql(), row));
        std::ranges::reverse(unit.attempts);
        return unit;
    });
}

Result<UnitRecord> Units::bySerial(const std::string& serial) {
    return newestWhere("a.serial = ? AND a.serial <> ''", serial);
}

Result<UnitRecord> Units::byUid(const std::string& uid) {
    return newestWhere("a.uid = upper(?) AND a.uid <> ''", uid);
}

Result<UnitRecord> Units::byImage(const Digest& sha256, std::uint64_t after) {
    return guarded("looking up an image", [&]() -> Result<UnitRecord> {
        SQLite::Statement statement(
            m_database->sql(),
            std::string(selectSql) +
                "a.begun IN (SELECT attempt FROM image WHERE sha256 = ? AND attempt > ?"
                " ORDER BY attempt LIMIT ?) ORDER BY a.begun");
        // An attempt with the same file twice takes two places of the inner limit: then a page is
        // shorter, and nothing is skipped.
        Use row(statement, base::toHex(sha256), static_cast<std::int64_t>(after), maxAttemptsShown);
        return allOf(m_database->sql(), row);
    });
}

} // namespace greenlight::db
