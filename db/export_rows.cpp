#include "db/export_rows.h"

#include "db/database.h"
#include "engine/base/sha256.h"

#include <algorithm>
#include <vector>

namespace greenlight::db {
namespace {

// The rows come out of the index over the time in which attempts were begun, so that nothing has to
// be sorted; entries of one microsecond follow each other as they were written.
constexpr const char* conditions =
    " WHERE a.begun_at >= ?1 AND a.begun_at < ?2 AND a.training = ?3"
    " AND (?4 = '' OR a.product = ?4) AND (?5 = '' OR a.slot = ?5) AND (?6 = '' OR a.recipe = ?6)"
    " AND (?7 = '' OR a.operator = ?7) AND (?8 = '' OR a.work_order = ?8)";
constexpr const char* order = " ORDER BY a.begun_at, a.begun";

constexpr const char* attemptTables =
    " FROM attempt AS a INDEXED BY attempt_by_time JOIN entry AS b ON b.sequence = a.begun"
    " LEFT JOIN entry AS i ON i.sequence = a.identified"
    " LEFT JOIN entry AS e ON e.sequence = a.ended";
constexpr const char* attemptColumns =
    "SELECT a.begun, a.unit, a.ordinal, a.product, a.serial, a.uid, a.drill, a.rework,"
    " a.work_order, coalesce(a.verdict, ''), coalesce(a.plan_digest, ''),"
    " coalesce((SELECT group_concat(sha256, '+') FROM (SELECT sha256 FROM image"
    "   WHERE attempt = a.begun ORDER BY place)), ''),"
    " b.sequence, b.leaf, body_of(b.sequence, b.body),"
    " i.sequence, i.leaf, body_of(i.sequence, i.body),"
    " e.sequence, e.leaf, body_of(e.sequence, e.body)";

constexpr const char* unitTables =
    " FROM attempt AS a INDEXED BY attempt_by_time CROSS JOIN unit AS u ON u.id = a.begun";
constexpr const char* unitColumns =
    "SELECT u.id, u.product, u.serial, u.uid, a.begun_at, u.first_verdict, u.attempts,"
    " coalesce(u.passed_by, 0), u.last, u.last_verdict, coalesce(l.fault, ''),"
    " coalesce(l.fault_stage, ''),"
    " coalesce((SELECT group_concat(sha256, '+') FROM (SELECT sha256 FROM image"
    "   WHERE attempt = l.begun ORDER BY place)), ''),"
    " l.recipe, l.recipe_version, l.recipe_digest, coalesce(l.plan_digest, ''), l.slot, l.port,"
    " l.probe_serial, l.operator, l.work_order, l.begun_at, l.ended_at, l.ended, e.leaf";
constexpr const char* lastOfUnit =
    " JOIN attempt AS l ON l.begun = u.last JOIN entry AS e ON e.sequence = l.ended";

std::string hexOf(const std::string& bytes) {
    const std::vector<std::uint8_t> numbers(bytes.begin(), bytes.end());
    return base::toHex(numbers);
}

Result<ExportedAttempt::Part> partAt(const Use& row, int column) {
    ExportedAttempt::Part part;
    if (!row.isNull(column)) {
        part.sequence = row.number(column);
        part.leaf = hexOf(row.text(column + 1));
        part.entry = TRY(parseBody(row.text(column + 2)));
    }
    return part;
}

Result<ExportedAttempt> attemptOf(const Use& row) {
    ExportedAttempt attempt{.attempt = row.number(0),
                            .unit = row.number(1),
                            .ordinal = row.number(2),
                            .product = row.text(3),
                            .serial = row.text(4),
                            .uid = row.text(5),
                            .drill = row.number(6) != 0,
                            .rework = row.number(7) != 0,
                            .workOrder = row.text(8),
                            .verdict = row.text(9),
                            .images = row.text(11),
                            .planDigest = row.text(10)};
    attempt.begun = TRY(partAt(row, 12));
    attempt.identified = TRY(partAt(row, 15));
    attempt.ended = TRY(partAt(row, 18));
    return attempt;
}

ExportedUnit unitOf(const Use& row) {
    ExportedUnit unit{.unit = row.number(0),
                      .product = row.text(1),
                      .serial = row.text(2),
                      .uid = row.text(3),
                      .firstBegun = row.text(4),
                      .firstVerdict = row.text(5),
                      .attempts = row.number(6),
                      .passedBy = row.number(7),
                      .lastAttempt = row.number(8),
                      .lastVerdict = row.text(9)};
    int column = 10;
    for (std::string* const text :
         {&unit.fault, &unit.faultStage, &unit.images, &unit.recipe, &unit.recipeVersion,
          &unit.recipeDigest, &unit.planDigest, &unit.slot, &unit.port, &unit.probeSerial,
          &unit.operatorName, &unit.workOrder, &unit.begun, &unit.ended}) {
        *text = row.text(column++);
    }
    unit.receipt = row.number(column);
    unit.leaf = hexOf(row.text(column + 1));
    return unit;
}

} // namespace

/// A read transaction: what is written meanwhile is not in it.
class ExportRows::Moment {
public:
    Moment(std::unique_ptr<Database> database, ExportQuestion question)
        : m_database(std::move(database))
        , m_moment(m_database->sql())
        , m_question(std::move(question)) {}

    SQLite::Statement ask(const std::string& text) {
        SQLite::Statement statement(m_database->sql(), text);
        statement.bind(1, base::toIso8601(m_question.from));
        statement.bind(2, base::toIso8601(m_question.to));
        statement.bind(3, m_question.training ? 1 : 0);
        statement.bind(4, m_question.product);
        statement.bind(5, m_question.slot);
        statement.bind(6, m_question.recipe);
        statement.bind(7, m_question.operatorName);
        statement.bind(8, m_question.workOrder);
        return statement;
    }

    Result<std::uint64_t> count(const char* tables) {
        return guarded("counting what is exported", [&]() -> Result<std::uint64_t> {
            SQLite::Statement counted = ask(std::string("SELECT count(*)") + tables + conditions);
            Use row(counted);
            return row.next() ? row.number(0) : 0;
        });
    }

private:
    std::unique_ptr<Database> m_database;
    SQLite::Transaction m_moment;
    ExportQuestion m_question;
};

void EntryRange::take(std::uint64_t sequence) {
    if (sequence == 0) {
        return;
    }
    first = first == 0 ? sequence : std::min(first, sequence);
    last = std::max(last, sequence);
}

ExportRows::ExportRows(std::unique_ptr<Moment> moment) : m_moment(std::move(moment)) {}

ExportRows::ExportRows(ExportRows&&) noexcept = default;
ExportRows& ExportRows::operator=(ExportRows&&) noexcept = default;
ExportRows::~ExportRows() = default;

Result<ExportRows> ExportRows::open(const std::filesystem::path& file, Clock& clock,
                                    ExportQuestion question) {
    auto database = TRY(Database::openForReading(file, clock));
    return guarded("opening an export", [&]() -> Result<ExportRows> {
        return ExportRows(std::make_unique<Moment>(std::move(database), std::move(question)));
    });
}

Result<std::uint64_t> ExportRows::countUnits() { return m_moment->count(unitTables); }

Result<std::uint64_t> ExportRows::countAttempts() {
    return m_moment->count(" FROM attempt AS a INDEXED BY attempt_by_time");
}

Result<void> ExportRows::eachUnit(const std::function<Result<void>(const ExportedUnit&)>& visit) {
    return guarded("exporting units", [&]() -> Result<void> {
        SQLite::Statement units =
            m_moment->ask(std::string(unitColumns) + unitTables + lastOfUnit + conditions + order);
        Use row(units);
        while (row.next()) {
            TRY(visit(unitOf(row)));
        }
        return {};
    });
}

Result<void>
ExportRows::eachAttempt(const std::function<Result<void>(const ExportedAttempt&)>& visit) {
    return guarded("exporting attempts", [&]() -> Result<void> {
        SQLite::Statement attempts =
            m_moment->ask(std::string(attemptColumns) + attemptTables + conditions + order);
        Use row(attempts);
        while (row.next()) {
            TRY(visit(TRY(attemptOf(row))));
        }
        return {};
    });
}

} // namespace greenlight::db
