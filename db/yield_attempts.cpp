// The attempts behind the counts. unit_tables.cpp says which are counted; here the same is asked of
// the attempts themselves.
#include "db/database.h"
#include "db/yield.h"
#include "db/yield_labels.h"
#include "engine/base/fault.h"

#include <algorithm>
#include <limits>
#include <map>

namespace greenlight::db {
namespace {

// Out of the index over time, backwards: nothing has to be sorted.
constexpr const char* selectSql =
    "SELECT a.begun, a.begun_at, a.slot, a.serial, a.uid, a.verdict, coalesce(a.fault, ''),"
    " coalesce(a.fault_stage, ''), coalesce(a.ordinal, 0), unixepoch(a.begun_at) / 900"
    " FROM attempt AS a INDEXED BY attempt_by_time"
    " WHERE a.begun_at >= ?1 AND a.begun_at < ?2 AND a.training = ?3"
    " AND (?4 = '' OR a.product = ?4) AND (?5 = '' OR a.slot = ?5) AND (?6 = '' OR a.recipe = ?6)"
    " AND (?7 = '' OR a.operator = ?7) AND (?8 = '' OR a.work_order = ?8)"
    " AND a.ended <= ?9 AND a.drill = 0"
    " AND NOT (a.verdict = ?10 AND coalesce(a.fault, '') <> ?11)" // refused by the rules of
                                                                  // identity
    " AND (?12 = 0 OR a.ordinal = 1)";
constexpr const char* order = " ORDER BY a.begun_at DESC, a.begun DESC";
constexpr int groupPlace = 13;

/// What a group that is no time is called, of an attempt; nothing for a time.
const char* labelSql(YieldBy by) {
    switch (by) {
    case YieldBy::Slot:
        return "a.slot";
    case YieldBy::Probe:
        return "a.probe_serial";
    case YieldBy::Operator:
        return "a.operator";
    case YieldBy::Product:
        return "a.product";
    case YieldBy::Recipe:
        return "a.recipe || ' ' || a.recipe_version";
    case YieldBy::Image:
        return "coalesce((SELECT group_concat(sha256, '+') FROM (SELECT sha256 FROM image"
               " WHERE attempt = a.begun ORDER BY place)), '')";
    case YieldBy::WorkOrder:
        return "a.work_order";
    default:
        return nullptr;
    }
}

base::WallTime beginOf(Quarter quarter) {
    return {quarter * secondsOfQuarter * 1'000'000}; // microseconds
}

SQLite::Statement ask(SQLite::Database& sql, const CountedQuestion& question) {
    const char* const label = question.by ? labelSql(*question.by) : nullptr;
    SQLite::Statement statement(
        sql, std::string(selectSql) +
                 (label == nullptr ? "" : std::string(" AND ") + label + " = ?13") + order);
    const YieldQuestion& yield = question.yield;
    statement.bind(1, base::toIso8601(beginOf(yield.from)));
    statement.bind(2, base::toIso8601(beginOf(yield.to)));
    statement.bind(3, yield.training ? 1 : 0);
    statement.bind(4, yield.product);
    statement.bind(5, yield.slot);
    statement.bind(6, yield.recipe);
    statement.bind(7, yield.operatorName);
    statement.bind(8, yield.workOrder);
    constexpr auto ever = std::numeric_limits<std::int64_t>::max();
    statement.bind(9, question.entries ? static_cast<std::int64_t>(*question.entries) : ever);
    statement.bind(10, std::string(job::name(job::Verdict::Aborted)));
    statement.bind(11, std::string(base::name(FaultCode::Aborted)));
    statement.bind(12, question.firstOnly ? 1 : 0);
    if (label != nullptr) {
        statement.bind(groupPlace, question.label);
    }
    return statement;
}

/// Whether a quarter has the label that is asked for; looked up once for each.
class Times {
public:
    explicit Times(const CountedQuestion& question) : m_question(question) {}

    bool wants(Quarter quarter) {
        if (!m_question.by || labelSql(*m_question.by) != nullptr) {
            return true;
        }
        const auto [known, fresh] = m_wanted.try_emplace(quarter, false);
        if (fresh) {
            known->second =
                timeLabel(*m_question.by, quarter, m_question.yield.shifts) == m_question.label;
        }
        return known->second;
    }

private:
    const CountedQuestion& m_question;
    std::map<Quarter, bool> m_wanted;
};

Result<CountedAttempt> attemptOf(const Use& row) {
    CountedAttempt attempt{.attempt = row.number(0),
                           .begunAt = row.text(1),
                           .slot = row.text(2),
                           .serial = row.text(3),
                           .uid = row.text(4),
                           .fault = row.text(6),
                           .stage = row.text(7),
                           .first = row.number(8) == 1};
    const auto verdict = job::verdictNamed(row.text(5));
    if (!verdict) {
        return Fault{.code = FaultCode::JournalCorrupt,
                     .stage = Stage::Record,
                     .note = "attempt " + std::to_string(attempt.attempt)};
    }
    attempt.verdict = *verdict;
    return attempt;
}

bool endedLike(const CountedAttempt& attempt, const std::vector<FaultPlace>& faults) {
    return faults.empty() ||
           (attempt.verdict != job::Verdict::Pass &&
            std::ranges::find(faults, FaultPlace{attempt.fault, attempt.stage}) != faults.end());
}

} // namespace

Result<CountedAttempts> Yields::attempts(const CountedQuestion& question) {
    return guarded("looking for what was counted", [&]() -> Result<CountedAttempts> {
        SQLite::Statement statement = ask(m_database->sql(), question);
        Times times(question);
        CountedAttempts found;
        Use row(statement);
        while (row.next()) {
            if (!times.wants(row.column(9).getInt64())) {
                continue;
            }
            CountedAttempt attempt = TRY(attemptOf(row));
            if (!endedLike(attempt, question.faults)) {
                continue;
            }
            ++found.all;
            found.passed += attempt.verdict == job::Verdict::Pass ? 1 : 0;
            if (found.newest.size() < question.most) {
                found.newest.push_back(std::move(attempt));
            }
        }
        return found;
    });
}

} // namespace greenlight::db
