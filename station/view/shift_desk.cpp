#include "station/view/shift_desk.h"

#include "station/view/words.h"
#include "station/view/yield_rows.h"

#include <algorithm>
#include <cmath>

namespace greenlight::station::view {

namespace {

constexpr std::int64_t microsOfQuarter = db::secondsOfQuarter * 1'000'000;

QString dash() { return QStringLiteral("\u2013"); }

QString numberOrDash(const std::optional<std::uint64_t>& number) {
    return number ? QString::number(*number) : dash();
}

/// Both counts through the same report that `greenlight report yield` prints.
Result<ShiftWork> workOf(const RecordsPlace& place, Clock& clock, const ShiftSpan& shift,
                         base::WallTime now) {
    auto yields = TRY(db::Yields::open(place.journal, clock));
    db::YieldQuestion question{.from = db::quarterOf(shift.from),
                               .to = db::quarterOf(now) + 1,
                               .training = place.training};
    const db::YieldCounts whole = TRY(yields.report(question)).total;
    question.from = latelyFrom(shift, now);
    const db::YieldCounts lately = TRY(yields.report(question)).total;
    const db::Share passed = db::finalYield(whole);
    return ShiftWork{.passed = passed.count,
                     .notPassed = passed.of - passed.count,
                     .nameless = whole.nameless,
                     .firstPass = db::firstPassYield(whole),
                     .lately = db::finalYield(lately).count,
                     .latelyFrom = {question.from * microsOfQuarter}};
}

} // namespace

void ShiftDesk::look(std::uint64_t ended) {
    if (place().journal.empty()) {
        return;
    }
    const base::WallTime wall = clock().wall();
    const Instant now = clock().now();
    const bool failed = state() == QStringLiteral("fault");
    const bool first = !m_askedAt || state() == QStringLiteral("empty");
    const bool rested = first || now - *m_askedAt >= (failed ? retryPause : pause);
    if (!isAsking() && rested && (first || failed || isNew(ended, wall))) {
        m_ended = ended;
        m_quarter = db::quarterOf(wall);
        m_askedAt = now;
        askJournal(wall);
    }
    const Pace before = m_pace;
    const double dueBefore = m_due;
    reckon(wall);
    // A thousandth of the bar is less than anybody sees.
    constexpr double visible = 0.001;
    if (m_pace != before || std::abs(m_due - dueBefore) >= visible) {
        Q_EMIT changed();
    } else {
        m_due = dueBefore;
    }
}

bool ShiftDesk::isNew(std::uint64_t ended, base::WallTime wall) const {
    // A calendar that was set back is another quarter as well.
    return ended != m_ended || db::quarterOf(wall) != m_quarter;
}

void ShiftDesk::askJournal(base::WallTime wall) {
    const ShiftSpan shift = shiftAt(wall, place().shifts);
    ask<ShiftWork>(
        [shift, wall](const RecordsPlace& place, Clock& clock, const BackOffice::Unwanted&) {
            return workOf(place, clock, shift, wall);
        },
        [this, shift](const ShiftWork& work) { show(shift, work); });
}

void ShiftDesk::show(const ShiftSpan& shift, const ShiftWork& work) {
    m_shift = shift;
    m_work = work;
    reckon(clock().wall());
    setState(QStringLiteral("found"));
}

void ShiftDesk::reckon(base::WallTime wall) {
    if (!m_work) {
        m_pace = {};
        m_due = 0;
        return;
    }
    m_pace = paceOf(*m_work, place().targetPerShift, m_shift, wall);
    m_due = partOver(m_shift, wall);
}

void ShiftDesk::forget() {
    m_work.reset();
    m_shift = {};
    reckon({});
}

QString ShiftDesk::name() const {
    return m_shift.name.empty() ? Words::tr("This shift") : QString::fromStdString(m_shift.name);
}

QString ShiftDesk::passed() const { return m_work ? QString::number(m_work->passed) : dash(); }

QString ShiftDesk::notPassed() const {
    return m_work ? QString::number(m_work->notPassed) : dash();
}

QString ShiftDesk::firstPass() const { return m_work ? percentText(m_work->firstPass) : dash(); }

QString ShiftDesk::nameless() const {
    return m_work && m_work->nameless != 0 ? QString::number(m_work->nameless) : QString();
}

QString ShiftDesk::progress() const {
    return QStringLiteral("%1 / %2").arg(passed(), QString::number(place().targetPerShift));
}

double ShiftDesk::done() const {
    return m_work && hasTarget()
               ? std::min(1.0, static_cast<double>(m_work->passed) / place().targetPerShift)
               : 0;
}

QString ShiftDesk::pace() const {
    const QString now = Words::tr("%1 an hour").arg(numberOrDash(m_pace.now));
    return m_pace.needed ? Words::tr("%1, needed %2").arg(now).arg(*m_pace.needed) : now;
}

QString ShiftDesk::standing() const {
    switch (m_pace.standing) {
    case Standing::OnTime:
        return QStringLiteral("on-time");
    case Standing::Behind:
        return QStringLiteral("behind");
    case Standing::Reached:
        return QStringLiteral("reached");
    case Standing::Unknown:
        break;
    }
    return {};
}

QString ShiftDesk::word() const {
    switch (m_pace.standing) {
    case Standing::OnTime:
        return Words::tr("ON TIME");
    case Standing::Behind:
        return Words::tr("BEHIND");
    case Standing::Reached:
        return Words::tr("REACHED");
    case Standing::Unknown:
        break;
    }
    return {};
}

} // namespace greenlight::station::view
