#include "station/view/behind_desk.h"

#include "station/local_time.h"
#include "station/view/words.h"

#include <QVariantMap>
#include <utility>

namespace greenlight::station::view {

namespace {

QVariantMap rowOf(const db::CountedAttempt& attempt) {
    constexpr qsizetype dateLength = 10;
    constexpr qsizetype timeLength = 8;
    const QString begun = QString::fromStdString(localMomentText(attempt.begunAt));
    const QString unit =
        QString::fromStdString(attempt.serial.empty() ? attempt.uid : attempt.serial);
    const auto code = base::faultNamed(attempt.fault);
    const bool passed = attempt.verdict == job::Verdict::Pass;
    return {{QStringLiteral("name"), unit.isEmpty() ? Words::tr("Board without a name") : unit},
            {QStringLiteral("unit"), unit},
            {QStringLiteral("glyph"), passed ? QStringLiteral("passed") : QStringLiteral("failed")},
            {QStringLiteral("word"), Words::verdict(attempt.verdict)},
            {QStringLiteral("date"), begun.left(dateLength)},
            {QStringLiteral("time"), begun.mid(dateLength + 1, timeLength)},
            {QStringLiteral("slot"), QString::fromStdString(attempt.slot)},
            {QStringLiteral("happened"), code ? Words::happened({.code = *code}) : QString()},
            {QStringLiteral("code"),
             code ? Words::code({.code = *code}) : QString::fromStdString(attempt.fault)}};
}

} // namespace

void BehindDesk::look(Behind behind) {
    clear();
    m_behind = std::move(behind);
    m_behind.question.most = most;
    draw();
    ask<db::CountedAttempts>(
        [question = m_behind.question](const RecordsPlace& place, Clock& clock,
                                       const BackOffice::Unwanted&) -> Result<db::CountedAttempts> {
            auto yields = TRY(db::Yields::open(place.journal, clock));
            return yields.attempts(question);
        },
        [this](db::CountedAttempts found) {
            m_found = std::move(found);
            draw();
            setState(QStringLiteral("found"));
        });
}

void BehindDesk::retranslate() {
    draw();
    Q_EMIT changed();
}

void BehindDesk::forget() {
    m_behind = {};
    m_found = {};
    draw();
}

void BehindDesk::draw() {
    m_title = m_behind.title ? m_behind.title() : QString();
    const QString text = m_behind.question.firstOnly
                             ? Words::tr("%1 units, %2 of them passed at their first attempt")
                             : Words::tr("%1 attempts, %2 of them passed");
    m_about = text.arg(m_found.all).arg(m_found.passed);
    const std::uint64_t rest = m_found.all - m_found.newest.size();
    m_more = rest == 0 ? QString() : Words::tr("and %1 more, which are older").arg(rest);
    m_rows.clear();
    for (const db::CountedAttempt& attempt : m_found.newest) {
        m_rows << rowOf(attempt);
    }
}

} // namespace greenlight::station::view
