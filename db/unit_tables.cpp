#include "db/unit_tables.h"

#include "engine/job/verdict.h"

namespace greenlight::db {
namespace {

constexpr const char* rowSql =
    "SELECT product, training, recipe, recipe_version,"
    " coalesce((SELECT group_concat(sha256, '+') FROM"
    " (SELECT sha256 FROM image WHERE attempt = begun ORDER BY place)), ''),"
    " slot, probe_serial, operator, work_order, serial, uid, verdict, coalesce(fault, ''),"
    " coalesce(fault_stage, ''), rework, drill, unixepoch(begun_at) / 900"
    " FROM attempt WHERE begun = ?";
constexpr const char* groupSql =
    "SELECT id FROM yield_group WHERE product = ? AND training = ? AND recipe = ?"
    " AND recipe_version = ? AND images = ? AND slot = ? AND probe_serial = ? AND operator = ?"
    " AND work_order = ?";
constexpr const char* newGroupSql =
    "INSERT INTO yield_group (product, training, recipe, recipe_version, images, slot,"
    " probe_serial, operator, work_order) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
// The first columns of rowSql are those of a group.
constexpr int groupColumns = 9;
constexpr const char* findSql =
    "SELECT unit.id, unit.serial, unit.uid, unit.attempts, unit.passed_by, unit.last_verdict,"
    " earliest.uid, unit.quarter, unit.grp FROM unit_name JOIN unit ON unit.id = unit_name.unit"
    " JOIN attempt AS earliest ON earliest.begun = unit.id"
    " WHERE unit_name.product = ? AND unit_name.training = ? AND unit_name.name = ?";
constexpr const char* newUnitSql =
    "INSERT INTO unit (id, product, training, serial, uid, attempts, first_verdict, passed_by, "
    "last,"
    " last_verdict, quarter, grp)"
    " VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, iif(?6 = 'PASS', 1, NULL), ?1, ?6, ?7, ?8)";
constexpr const char* unitSql =
    "UPDATE unit SET serial = ?, uid = ?, attempts = attempts + 1, last = ?, last_verdict = ?4,"
    " passed_by = coalesce(passed_by, iif(?4 = 'PASS', attempts + 1, NULL)) WHERE id = ?";
// A serial is of one unit for ever; a UID may go from a unit that never passed with it to another.
constexpr const char* nameSql =
    "INSERT INTO unit_name (product, training, name, unit) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (product, training, name) DO UPDATE SET unit = excluded.unit";
constexpr const char* placeSql = "UPDATE attempt SET unit = ?, ordinal = ? WHERE begun = ?";
constexpr const char* cellSql =
    "INSERT INTO yield_cell (attempts, passed, nameless, refused, drills, units, first_passed,"
    " second_passed, third_passed, last_passed, retested, no_trouble, quarter, grp)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " attempts = attempts + excluded.attempts, passed = passed + excluded.passed,"
    " nameless = nameless + excluded.nameless, refused = refused + excluded.refused,"
    " drills = drills + excluded.drills, units = units + excluded.units,"
    " first_passed = first_passed + excluded.first_passed,"
    " second_passed = second_passed + excluded.second_passed,"
    " third_passed = third_passed + excluded.third_passed,"
    " last_passed = last_passed + excluded.last_passed,"
    " retested = retested + excluded.retested, no_trouble = no_trouble + excluded.no_trouble";
constexpr const char* faultSql =
    "INSERT INTO yield_fault (quarter, grp, first, stage, fault, attempts)"
    " VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (quarter, grp, first, stage, fault)"
    " DO UPDATE SET attempts = attempts + 1";

constexpr std::int64_t second = 2;
constexpr std::int64_t third = 3;

bool isPass(const std::string& verdict) { return verdict == job::name(job::Verdict::Pass); }

int count(bool condition) { return condition ? 1 : 0; }

} // namespace

UnitTables::UnitTables(SQLite::Database& sql)
    : m_row(sql, rowSql)
    , m_group(sql, groupSql)
    , m_newGroup(sql, newGroupSql)
    , m_find(sql, findSql)
    , m_newUnit(sql, newUnitSql)
    , m_unit(sql, unitSql)
    , m_name(sql, nameSql)
    , m_place(sql, placeSql)
    , m_cell(sql, cellSql)
    , m_fault(sql, faultSql) {}

bool UnitTables::Ended::passed() const { return isPass(verdict); }

/// Turned away before anything was tried: whatever it was about, it says nothing of the unit that
/// was meant.
bool UnitTables::Ended::refused() const {
    return verdict == job::name(job::Verdict::Aborted) && fault != base::name(FaultCode::Aborted);
}

void UnitTables::ended(std::int64_t attempt) {
    const Ended ended = read(attempt);
    if (ended.drill || ended.refused()) {
        add(ended.quarter, ended.group,
            {.refused = count(!ended.drill), .drills = count(ended.drill)});
        return;
    }
    add(ended.quarter, ended.group, {.attempts = 1, .passed = count(ended.passed())});
    if (ended.serial.empty() && ended.uid.empty()) {
        add(ended.quarter, ended.group, {.nameless = 1});
        addFault(ended, false);
        return;
    }
    const std::optional<Unit> unit = find(ended);
    if (unit) {
        goOn(ended, *unit);
    } else {
        begin(ended);
    }
    addFault(ended, !unit);
}

UnitTables::Ended UnitTables::read(std::int64_t attempt) {
    Use row(m_row, attempt);
    row.next();
    int column = groupColumns;
    Ended ended{.attempt = attempt,
                .product = row.text(0),
                .training = static_cast<int>(row.number(1)),
                .serial = row.text(column++),
                .uid = row.text(column++),
                .verdict = row.text(column++),
                .fault = row.text(column++),
                .stage = row.text(column++)};
    ended.rework = row.number(column++) != 0;
    ended.drill = row.number(column++) != 0;
    ended.quarter = static_cast<std::int64_t>(row.number(column));
    ended.group = groupOf(row);
    return ended;
}

std::int64_t UnitTables::groupOf(const Use& row) {
    const auto bound = [&](SQLite::Statement& statement) {
        Use group(statement);
        for (int i = 0; i < groupColumns; ++i) {
            if (i == 1) {
                statement.bind(i + 1, static_cast<int>(row.number(i)));
            } else {
                statement.bind(i + 1, row.text(i));
            }
        }
        return group.next() ? std::optional(static_cast<std::int64_t>(group.number(0)))
                            : std::nullopt;
    };
    const std::optional<std::int64_t> known = bound(m_group);
    return known ? *known : bound(m_newGroup).value_or(0);
}

/// By its serial; else by its UID, unless the unit that has this UID has another serial.
std::optional<UnitTables::Unit> UnitTables::find(const Ended& ended) {
    if (!ended.serial.empty()) {
        if (std::optional<Unit> unit = named(ended, "S" + ended.serial)) {
            return unit;
        }
    }
    if (!ended.uid.empty()) {
        std::optional<Unit> unit = named(ended, "U" + ended.uid);
        if (unit && (ended.serial.empty() || unit->serial.empty())) {
            return unit;
        }
    }
    return std::nullopt;
}

std::optional<UnitTables::Unit> UnitTables::named(const Ended& ended, const std::string& name) {
    Use row(m_find, ended.product, ended.training, name);
    if (!row.next()) {
        return std::nullopt;
    }
    Unit unit{.id = static_cast<std::int64_t>(row.number(0)),
              .serial = row.text(1),
              .uid = row.text(2),
              .attempts = static_cast<std::int64_t>(row.number(3))};
    if (!row.isNull(4)) {
        unit.passedBy = static_cast<std::int64_t>(row.number(4));
    }
    unit.lastVerdict = row.text(5);
    unit.firstUid = row.text(6);
    unit.quarter = static_cast<std::int64_t>(row.number(7));
    unit.group = static_cast<std::int64_t>(row.number(8));
    return unit;
}

void UnitTables::begin(const Ended& ended) {
    Use(m_newUnit, ended.attempt, ended.product, ended.training, ended.serial, ended.uid,
        ended.verdict, ended.quarter, ended.group)
        .run();
    giveNames(ended, ended.attempt, ended.serial);
    Use(m_place, ended.attempt, 1, ended.attempt).run();
    const int passed = count(ended.passed());
    add(ended.quarter, ended.group,
        {.units = 1,
         .firstPassed = passed,
         .secondPassed = passed,
         .thirdPassed = passed,
         .lastPassed = passed});
}

void UnitTables::goOn(const Ended& ended, const Unit& unit) {
    const std::int64_t ordinal = unit.attempts + 1;
    const bool passesFirst = ended.passed() && !unit.passedBy;
    const std::string serial = ended.serial.empty() ? unit.serial : ended.serial;
    Use(m_unit, serial, ended.uid.empty() ? unit.uid : ended.uid, ended.attempt, ended.verdict,
        unit.id)
        .run();
    giveNames(ended, unit.id, serial);
    Use(m_place, unit.id, ordinal, ended.attempt).run();
    const bool sameBoard = unit.firstUid.empty() || unit.firstUid == ended.uid;
    add(unit.quarter, unit.group,
        {.secondPassed = count(passesFirst && ordinal <= second),
         .thirdPassed = count(passesFirst && ordinal <= third),
         .lastPassed = count(ended.passed()) - count(isPass(unit.lastVerdict)),
         .retested = count(ordinal == second),
         .noTrouble = count(passesFirst && ordinal == second && sameBoard && !ended.rework)});
}

void UnitTables::giveNames(const Ended& ended, std::int64_t unit, const std::string& serial) {
    if (!serial.empty()) {
        Use(m_name, ended.product, ended.training, "S" + serial, unit).run();
    }
    if (!ended.uid.empty() && (serial.empty() || ended.passed())) {
        Use(m_name, ended.product, ended.training, "U" + ended.uid, unit).run();
    }
}

void UnitTables::add(std::int64_t quarter, std::int64_t group, const Counts& counts) {
    Use(m_cell, counts.attempts, counts.passed, counts.nameless, counts.refused, counts.drills,
        counts.units, counts.firstPassed, counts.secondPassed, counts.thirdPassed,
        counts.lastPassed, counts.retested, counts.noTrouble, quarter, group)
        .run();
}

void UnitTables::addFault(const Ended& ended, bool first) {
    if (!ended.passed()) {
        Use(m_fault, ended.quarter, ended.group, count(first), ended.stage, ended.fault).run();
    }
}

} // namespace greenlight::db
