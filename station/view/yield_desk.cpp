#include "station/view/yield_desk.h"

#include "station/local_time.h"
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

std::vector<Bar> barsOf(const db::Breakdown& breakdown, db::YieldBy by) {
    std::vector<Bar> bars;
    for (const auto& [label, counts] : breakdown) {
        bars.push_back(
            {label, by == db::YieldBy::Hour ? hourText(label) : QString::fromStdString(label)});
    }
    if (by == db::YieldBy::Slot) {
        std::ranges::sort(bars, &comesBefore, &Bar::label);
    }
    return bars;
}

/// From the first hour in which something was made, the idle ones behind it too.
std::vector<Bar> everyHourOf(QuarterRange range, const db::Breakdown& breakdown) {
    std::vector<Bar> bars;
    for (const std::string& label : hourLabels(range)) {
        if (!bars.empty() || breakdown.contains(label)) {
            bars.push_back({label, hourText(label)});
        }
    }
    return bars;
}

} // namespace

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

QString YieldDesk::breakdown() const {
    switch (m_by) {
    case db::YieldBy::Hour:
        return Words::tr("By hour");
    case db::YieldBy::Shift:
        return Words::tr("By shift");
    case db::YieldBy::Day:
        return Words::tr("By day");
    case db::YieldBy::Slot:
        return Words::tr("By slot");
    case db::YieldBy::Operator:
        return Words::tr("By person");
    case db::YieldBy::Recipe:
        return Words::tr("By recipe");
    default:
        return Words::tr("By product");
    }
}

void YieldDesk::refresh() {
    const QuarterRange range = quartersOf(m_period, clock().wall(), place().shifts);
    db::YieldQuestion question{.from = range.from,
                               .to = range.to,
                               .training = place().training,
                               .by = {m_by},
                               .shifts = place().shifts};
    if (m_by != db::YieldBy::Slot) {
        question.by.push_back(db::YieldBy::Slot);
    }
    m_question = question;
    ask<db::YieldReport>(
        [question](const RecordsPlace& place, Clock& clock,
                   const BackOffice::Unwanted&) -> Result<db::YieldReport> {
            auto yields = TRY(db::Yields::open(place.journal, clock));
            return yields.report(question);
        },
        [this](db::YieldReport report) { show(std::move(report)); });
}

void YieldDesk::nextPeriod() { choose(nextOf(periods, m_period), m_by); }

void YieldDesk::nextBreakdown() { choose(m_period, nextOf(breakdowns, m_by)); }

void YieldDesk::choose(Period period, db::YieldBy by) {
    m_period = period;
    m_by = by;
    refresh();
    Q_EMIT changed();
}

void YieldDesk::retranslate() {
    draw();
    Q_EMIT changed();
}

void YieldDesk::forget() {
    m_report = {};
    m_question = {};
    draw();
}

void YieldDesk::show(db::YieldReport report) {
    m_report = std::move(report);
    draw();
    setState(QStringLiteral("found"));
}

void YieldDesk::draw() {
    const db::YieldCounts& total = m_report.total;
    m_about = Words::tr("Attempts begun from %1 to %2; the journal has %3 entries")
                  .arg(QString::fromStdString(startText(m_question.from)),
                       QString::fromStdString(startText(m_question.to)))
                  .arg(m_report.entries);
    m_beside =
        Words::tr("Beside these: %1 refused, %2 drills, %3 attempts on boards without a name")
            .arg(total.refused)
            .arg(total.drills)
            .arg(total.nameless);
    m_figures = figureRows(m_report);
    m_faults = faultRows(m_report, barsOfFaults);
    const auto found = m_report.by.find(m_by);
    const db::Breakdown breakdown = found == m_report.by.end() ? db::Breakdown() : found->second;
    // The hours of a shift or a day are compared with those in which nothing was made, too.
    const bool everyHour =
        m_by == db::YieldBy::Hour && (m_period == Period::Shift || m_period == Period::Today);
    m_bars = barRows(breakdown, everyHour ? everyHourOf({m_question.from, m_question.to}, breakdown)
                                          : barsOf(breakdown, m_by));
    SlotFaults table = slotFaultRows(m_report, columnsOfFaults);
    m_slotHeads = std::move(table.heads);
    m_slotFaults = std::move(table.rows);
}

} // namespace greenlight::station::view
