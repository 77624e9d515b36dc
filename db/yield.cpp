#include "db/yield.h"

#include "db/database.h"
#include "db/yield_labels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace greenlight::db {
namespace {

constexpr std::array<std::string_view, 12> byWords{"hour",    "shift",  "day",   "week",
                                                   "month",   "slot",   "probe", "operator",
                                                   "product", "recipe", "image", "work-order"};

/// Stages in the order in which a board goes through them.
constexpr std::array stagesOfABoard{Stage::Prepare, Stage::Connect, Stage::Identify, Stage::Compare,
                                    Stage::Load,    Stage::Erase,   Stage::Program,  Stage::Verify,
                                    Stage::Boot,    Stage::Protect, Stage::Release,  Stage::Record};

/// The two-sided 95 percent point of the normal distribution.
constexpr double z = 1.959963984540054;

constexpr const char* conditions =
    " WHERE quarter >= ? AND quarter < ? AND training = ? AND (?4 = '' OR product = ?4)"
    " AND (?5 = '' OR slot = ?5) AND (?6 = '' OR recipe = ?6) AND (?7 = '' OR operator = ?7)"
    " AND (?8 = '' OR work_order = ?8)";
constexpr const char* cellColumns =
    "SELECT quarter, product, recipe, recipe_version, images, slot, probe_serial, operator,"
    " work_order, attempts, passed, nameless, refused, drills, units, first_passed, second_passed,"
    " third_passed, last_passed, retested, no_trouble"
    " FROM yield_cell JOIN yield_group ON yield_group.id = yield_cell.grp";
constexpr const char* faultColumns =
    "SELECT fault, stage, sum(attempts), sum(iif(first, attempts, 0)), slot"
    " FROM yield_fault JOIN yield_group ON yield_group.id = yield_fault.grp";
constexpr const char* faultGroups = " GROUP BY fault, stage ORDER BY 3 DESC, fault, stage";
constexpr const char* slotFaultGroups =
    " GROUP BY slot, fault, stage ORDER BY 3 DESC, fault, stage";

void ask(SQLite::Statement& statement, const YieldQuestion& question) {
    statement.bind(1, question.from);
    statement.bind(2, question.to);
    statement.bind(3, question.training ? 1 : 0);
    statement.bind(4, question.product);
    statement.bind(5, question.slot);
    statement.bind(6, question.recipe);
    statement.bind(7, question.operatorName);
    statement.bind(8, question.workOrder);
}

YieldCounts countsOf(const Use& row, int column) {
    YieldCounts counts;
    for (std::uint64_t* const each :
         {&counts.attempts, &counts.passed, &counts.nameless, &counts.refused, &counts.drills,
          &counts.units, &counts.firstPassed, &counts.secondPassed, &counts.thirdPassed,
          &counts.lastPassed, &counts.retested, &counts.noTrouble}) {
        *each = row.number(column++);
    }
    return counts;
}

/// Labels of a cell; those of its time are made once for each quarter.
class Labels {
public:
    explicit Labels(const YieldQuestion& question) : m_question(question) {}

    std::string of(YieldBy by, const Use& row) {
        switch (by) {
        case YieldBy::Slot:
            return row.text(5);
        case YieldBy::Probe:
            return row.text(6);
        case YieldBy::Operator:
            return row.text(7);
        case YieldBy::Product:
            return row.text(1);
        case YieldBy::Recipe:
            return row.text(2) + " " + row.text(3);
        case YieldBy::Image:
            return row.text(4);
        case YieldBy::WorkOrder:
            return row.text(8);
        case YieldBy::Hour:
        case YieldBy::Shift:
        case YieldBy::Day:
        case YieldBy::Week:
        case YieldBy::Month:
            break;
        }
        return ofTime(by, row.column(0).getInt64());
    }

private:
    const std::string& ofTime(YieldBy by, Quarter quarter) {
        std::string& label = m_ofTime[{by, quarter}];
        if (label.empty()) {
            label = timeLabel(by, quarter, m_question.shifts);
        }
        return label;
    }

    const YieldQuestion& m_question;
    std::map<std::pair<YieldBy, Quarter>, std::string> m_ofTime;
};

void readCells(SQLite::Database& sql, const YieldQuestion& question, YieldReport& report) {
    for (const YieldBy by : question.by) {
        report.by[by];
    }
    SQLite::Statement cells(sql, std::string(cellColumns) + conditions);
    ask(cells, question);
    Labels labels(question);
    Use row(cells);
    while (row.next()) {
        constexpr int firstCount = 9;
        const YieldCounts counts = countsOf(row, firstCount);
        report.total += counts;
        for (auto& [by, breakdown] : report.by) {
            breakdown[labels.of(by, row)] += counts;
        }
    }
}

FaultCount faultOf(const Use& row) {
    return {.fault = row.text(0),
            .stage = row.text(1),
            .attempts = row.number(2),
            .firstAttempts = row.number(3)};
}

void readFaults(SQLite::Database& sql, const YieldQuestion& question, YieldReport& report) {
    SQLite::Statement faults(sql, std::string(faultColumns) + conditions + faultGroups);
    ask(faults, question);
    Use row(faults);
    while (row.next()) {
        report.faults.push_back(faultOf(row));
    }
    if (std::ranges::find(question.by, YieldBy::Slot) == question.by.end()) {
        return;
    }
    SQLite::Statement bySlot(sql, std::string(faultColumns) + conditions + slotFaultGroups);
    ask(bySlot, question);
    constexpr int slotColumn = 4;
    Use each(bySlot);
    while (each.next()) {
        report.faultsBySlot[each.text(slotColumn)].push_back(faultOf(each));
    }
}

/// Who fails at a stage has passed the stages before it and never sees those behind it.
void rollThrough(YieldReport& report) {
    std::uint64_t reached = report.total.units;
    double rolled = 1;
    for (const Stage stage : stagesOfABoard) {
        std::uint64_t failed = 0;
        for (const FaultCount& fault : report.faults) {
            failed += fault.stage == base::name(stage) ? fault.firstAttempts : 0;
        }
        failed = std::min(failed, reached);
        const Share passed{.count = reached - failed, .of = reached};
        rolled *= passed.value().value_or(1);
        report.stages.push_back({std::string(base::name(stage)), passed});
        reached -= failed;
    }
    if (report.total.units != 0) {
        report.rolledThroughput = rolled;
    }
}

} // namespace

YieldCounts& YieldCounts::operator+=(const YieldCounts& other) {
    attempts += other.attempts;
    passed += other.passed;
    nameless += other.nameless;
    refused += other.refused;
    drills += other.drills;
    units += other.units;
    firstPassed += other.firstPassed;
    secondPassed += other.secondPassed;
    thirdPassed += other.thirdPassed;
    lastPassed += other.lastPassed;
    retested += other.retested;
    noTrouble += other.noTrouble;
    return *this;
}

std::optional<double> Share::value() const {
    if (of == 0) {
        return std::nullopt;
    }
    return static_cast<double>(count) / static_cast<double>(of);
}

std::optional<std::pair<double, double>> Share::interval() const {
    if (of == 0) {
        return std::nullopt;
    }
    const auto n = static_cast<double>(of);
    const double p = static_cast<double>(count) / n;
    const double middle = p + z * z / (2 * n);
    const double reach = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    return std::pair{std::max(0.0, (middle - reach) / scale),
                     std::min(1.0, (middle + reach) / scale)};
}

Share firstPassYield(const YieldCounts& counts) { return {counts.firstPassed, counts.units}; }

Share finalYield(const YieldCounts& counts) { return {counts.lastPassed, counts.units}; }

Share attemptYield(const YieldCounts& counts) { return {counts.passed, counts.attempts}; }

Share retestRate(const YieldCounts& counts) { return {counts.retested, counts.units}; }

Share noTroubleRate(const YieldCounts& counts) {
    return {counts.noTrouble, counts.units - counts.firstPassed};
}

std::string_view name(YieldBy by) noexcept { return byWords.at(static_cast<std::size_t>(by)); }

std::optional<YieldBy> yieldByNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(byWords, word);
    if (found == byWords.end()) {
        return std::nullopt;
    }
    return static_cast<YieldBy>(found - byWords.begin());
}

Yields::Yields(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

Yields::Yields(Yields&&) noexcept = default;
Yields& Yields::operator=(Yields&&) noexcept = default;
Yields::~Yields() = default;

Result<Yields> Yields::open(const std::filesystem::path& file, Clock& clock) {
    return Yields(TRY(Database::openForReading(file, clock)));
}

Result<YieldReport> Yields::report(const YieldQuestion& question) {
    return guarded("counting the yield", [&]() -> Result<YieldReport> {
        SQLite::Database& sql = m_database->sql();
        // One read transaction: cells and faults are of the same moment.
        SQLite::Transaction moment(sql);
        YieldReport report;
        report.entries = static_cast<std::uint64_t>(
            sql.execAndGet("SELECT coalesce(max(sequence), 0) FROM entry").getInt64());
        readCells(sql, question, report);
        readFaults(sql, question, report);
        rollThrough(report);
        return report;
    });
}

} // namespace greenlight::db
