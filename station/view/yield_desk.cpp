#include "station/view/yield_desk.h"

#include "station/local_time.h"
#include "station/view/trend_rows.h"
#include "station/view/words.h"
#include "station/view/yield_rows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace greenlight::station::view {

namespace {

constexpr std::array periods{Period::Shift, Period::Today, Period::Week, Period::Month};
constexpr std::array breakdowns{db::YieldBy::Hour,   db::YieldBy::Shift,    db::YieldBy::Day,
                                db::YieldBy::Slot,   db::YieldBy::Operator, db::YieldBy::Recipe,
                                db::YieldBy::Product};

template <typename Values, typename Value>
Value nextOf(const Values& values, Value value) {
    const auto* const found = std::ranges::find(values, value);
    return found == values.end() || found + 1 == values.end() ? values.front() : found[1];
}

std::string startText(db::Quarter quarter) {
    constexpr std::int64_t microsOfSecond = 1'000'000;
    return localTimeText({quarter * db::secondsOfQuarter * microsOfSecond});
}

/// Hours of a shift or a day, else days.
db::YieldBy trendOver(Period period) {
    return period == Period::Shift || period == Period::Today ? db::YieldBy::Hour
                                                              : db::YieldBy::Day;
}

const db::Breakdown& partOf(const db::YieldReport& report, db::YieldBy by) {
    static const db::Breakdown none;
    const auto found = report.by.find(by);
    return found == report.by.end() ? none : found->second;
}

std::vector<std::string> labelsOf(const db::Breakdown& breakdown, db::YieldBy by) {
    std::vector<std::string> labels;
    for (const auto& [label, counts] : breakdown) {
        labels.push_back(label);
    }
    if (by == db::YieldBy::Slot) {
        std::ranges::sort(labels, &comesBefore);
    }
    return labels;
}

/// From the first time in which something was made, the idle ones behind it too.
std::vector<std::string> everyTimeOf(const db::YieldQuestion& question, db::YieldBy by,
                                     const db::Breakdown& breakdown) {
    std::vector<std::string> labels = timeLabels({question.from, question.to}, by, question.shifts);
    labels.erase(labels.begin(), std::ranges::find_if(labels, [&](const std::string& label) {
                     return breakdown.contains(label);
                 }));
    return labels;
}

/// The fault at this place of the Pareto; all that have no bar of their own behind the last.
std::vector<db::FaultPlace> faultsAt(const db::YieldReport& report, std::size_t place) {
    std::vector<db::FaultPlace> faults;
    for (std::size_t i = place; i < report.faults.size(); ++i) {
        faults.push_back({report.faults[i].fault, report.faults[i].stage});
        if (place < YieldDesk::barsOfFaults) {
            break;
        }
    }
    return faults;
}

/// A fault at whichever stage.
std::vector<db::FaultPlace> everyPlaceOf(const db::YieldReport& report, const std::string& fault) {
    std::vector<db::FaultPlace> faults;
    for (const db::FaultCount& each : report.faults) {
        if (each.fault == fault) {
            faults.push_back({each.fault, each.stage});
        }
    }
    return faults;
}

/// Whether there is such a row.
template <typename Rows>
bool isPlace(int place, const Rows& rows) {
    return place >= 0 && place < static_cast<int>(rows.size());
}

} // namespace

YieldDesk::YieldDesk(Clock& clock, QObject* parent) : RecordPage(clock, parent), m_behind(clock) {}

QString YieldDesk::period() const {
    switch (m_period) {
    case Period::Shift:
        return Words::tr("This shift");
    case Period::Today:
        return Words::tr("Today");
    case Period::Week:
        return Words::tr("This week");
    case Period::Month:
        return Words::tr("This month");
    }
    return {};
}

QString YieldDesk::breakdown() const { return breakdownText(m_by); }

QString YieldDesk::trendBy() const {
    return m_shown.trendBy == db::YieldBy::Hour ? Words::tr("Hour") : Words::tr("Day");
}

void YieldDesk::refresh() {
    const QuarterRange range = quartersOf(m_period, clock().wall(), place().shifts);
    db::YieldQuestion question{.from = range.from,
                               .to = range.to,
                               .training = place().training,
                               .by = {m_by},
                               .shifts = place().shifts};
    Shown shown{.by = m_by,
                .trendBy = trendOver(m_period),
                .everyTime = m_by == db::YieldBy::Hour && trendOver(m_period) == m_by};
    for (const db::YieldBy by : {db::YieldBy::Slot, shown.trendBy}) {
        if (std::ranges::find(question.by, by) == question.by.end()) {
            question.by.push_back(by);
        }
    }
    m_question = question;
    shown.question = question;
    ask<db::YieldReport>(
        [question](const RecordsPlace& place, Clock& clock,
                   const BackOffice::Unwanted&) -> Result<db::YieldReport> {
            auto yields = TRY(db::Yields::open(place.journal, clock));
            return yields.report(question);
        },
        [this, shown = std::move(shown)](db::YieldReport report) {
            Shown answered = shown;
            answered.report = std::move(report);
            show(std::move(answered));
        });
}

void YieldDesk::nextPeriod() { choose(nextOf(periods, m_period), m_by); }

void YieldDesk::nextBreakdown() { choose(m_period, nextOf(breakdowns, m_by)); }

void YieldDesk::choose(Period period, db::YieldBy by) {
    m_period = period;
    m_by = by;
    m_behind.clear();
    refresh();
    Q_EMIT changed();
}

void YieldDesk::retranslate() {
    draw();
    Q_EMIT changed();
}

void YieldDesk::forget() {
    m_shown = {};
    m_question = {};
    draw();
}

void YieldDesk::show(Shown shown) {
    m_shown = std::move(shown);
    draw();
    setState(QStringLiteral("found"));
}

void YieldDesk::draw() {
    const db::YieldQuestion& question = m_shown.question;
    const db::YieldReport& report = m_shown.report;
    const db::YieldCounts& total = report.total;
    m_about = Words::tr("Attempts begun from %1 to %2; the journal has %3 entries")
                  .arg(QString::fromStdString(startText(question.from)),
                       QString::fromStdString(startText(question.to)))
                  .arg(report.entries);
    m_beside =
        Words::tr("Beside these: %1 refused, %2 drills, %3 attempts on boards without a name")
            .arg(total.refused)
            .arg(total.drills)
            .arg(total.nameless);
    m_figures = figureRows(report);
    m_faults = faultRows(report, barsOfFaults);
    SlotFaults table = slotFaultRows(report, columnsOfFaults);
    m_slotHeads = std::move(table.heads);
    m_slotFaults = std::move(table.rows);
    m_columnFaults = std::move(table.faults);
    m_rowSlots = std::move(table.slots);
    drawBars();
    drawTrend();
}

void YieldDesk::drawBars() {
    const db::Breakdown& breakdown = partOf(m_shown.report, m_shown.by);
    m_barLabels = m_shown.everyTime ? everyTimeOf(m_shown.question, m_shown.by, breakdown)
                                    : labelsOf(breakdown, m_shown.by);
    m_bars = barRows(breakdown, m_shown.by, m_barLabels);
}

void YieldDesk::drawTrend() {
    const db::YieldBy by = m_shown.trendBy;
    const db::Breakdown& breakdown = partOf(m_shown.report, by);
    m_pointLabels = everyTimeOf(m_shown.question, by, breakdown);
    const Trend trend = trendOf(breakdown, m_pointLabels);
    const TrendScale scale = scaleOf(trend);
    m_trend = trend.centre.of == 0 ? QVariantList() : trendRows(trend, scale, by);
    m_trendLines = view::trendLines(scale);
    m_trendCentre = scale.placeOf(trend.centre.value().value_or(scale.bottom));
    m_trendFormula = view::trendFormula(trend, by);
    m_trendFinding = view::trendFinding(trend, by);
}

void YieldDesk::look(db::CountedQuestion question, std::function<QString()> title) {
    question.yield = m_shown.question;
    question.entries = m_shown.report.entries;
    m_point = question.firstOnly ? question.label : std::string();
    m_behind.look({.question = std::move(question), .title = std::move(title)});
    Q_EMIT changed();
}

int YieldDesk::neighbour(int direction) const {
    const auto found = std::ranges::find(m_pointLabels, m_point);
    if (!m_behind.isOpen() || found == m_pointLabels.end()) {
        return -1;
    }
    int place = static_cast<int>(found - m_pointLabels.begin()) + direction;
    while (isPlace(place, m_trend) && !m_trend.at(place).toMap()[QStringLiteral("any")].toBool()) {
        place += direction;
    }
    return isPlace(place, m_trend) ? place : -1;
}

void YieldDesk::showEarlier() { showPoint(neighbour(-1)); }

void YieldDesk::showLater() { showPoint(neighbour(1)); }

void YieldDesk::showBar(int place) {
    if (isPlace(place, m_barLabels)) {
        const db::YieldBy by = m_shown.by;
        const std::string label = m_barLabels[static_cast<std::size_t>(place)];
        look({.by = by, .label = label}, [by, label] {
            return breakdownText(by) + QStringLiteral(": ") + labelText(by, label);
        });
    }
}

void YieldDesk::showFault(int place) {
    if (!isPlace(place, m_faults)) {
        return;
    }
    const std::vector<db::FaultPlace> faults =
        faultsAt(m_shown.report, static_cast<std::size_t>(place));
    const bool rest = static_cast<std::size_t>(place) >= barsOfFaults;
    look({.faults = faults}, [fault = faults.front().fault, rest] {
        const QString sentence = faultSentence(fault);
        return rest ? Words::tr("all others") : sentence.isEmpty() ? faultText(fault) : sentence;
    });
}

void YieldDesk::showCell(int row, int column) {
    if (isPlace(row, m_rowSlots) && isPlace(column, m_columnFaults)) {
        const std::string slot = m_rowSlots[static_cast<std::size_t>(row)];
        const std::string fault = m_columnFaults[static_cast<std::size_t>(column)];
        look(
            {.by = db::YieldBy::Slot, .label = slot, .faults = everyPlaceOf(m_shown.report, fault)},
            [slot, fault] {
                return Words::tr("Slot %1: %2").arg(QString::fromStdString(slot), faultText(fault));
            });
    }
}

void YieldDesk::showPoint(int place) {
    if (isPlace(place, m_pointLabels)) {
        const db::YieldBy by = m_shown.trendBy;
        const std::string label = m_pointLabels[static_cast<std::size_t>(place)];
        look({.by = by, .label = label, .firstOnly = true},
             [by, label] { return Words::tr("Units first seen: %1").arg(labelText(by, label)); });
    }
}

} // namespace greenlight::station::view
