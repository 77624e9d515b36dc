#include "station/view/audit_desk.h"

#include "station/view/words.h"

#include <algorithm>
#include <utility>

namespace greenlight::station::view {

AuditDesk::AuditDesk(Clock& clock, QObject* parent) : QObject(parent), m_clock(clock) {
    m_watch.setInterval(look);
    connect(&m_watch, &QTimer::timeout, this, &AuditDesk::changed);
}

void AuditDesk::open(std::filesystem::path journal, std::optional<db::SignerKey> signer) {
    m_journal = std::move(journal);
    m_signer = std::move(signer);
}

void AuditDesk::finish() {
    cancel();
    m_office.finish();
    m_watch.stop();
}

QString AuditDesk::state() const {
    if (m_office.isBusy()) {
        return QStringLiteral("busy");
    }
    if (!m_last) {
        return QStringLiteral("empty");
    }
    return !*m_last             ? QStringLiteral("fault")
           : (*m_last)->finding ? QStringLiteral("broken")
                                : QStringLiteral("sound");
}

QString AuditDesk::progress() const {
    if (!m_course) {
        return {};
    }
    const std::uint64_t of = m_course->of();
    return of != 0 && m_course->done() >= of
               ? Words::tr("Comparing the tables …")
               : Words::tr("%1 of %2 entries").arg(m_course->done()).arg(of);
}

QString AuditDesk::message() const {
    if (!m_last) {
        return {};
    }
    if (!*m_last) {
        const Fault& fault = m_last->fault();
        return fault.code == FaultCode::Cancelled
                   ? Words::tr("Called off. Nothing is known about the records.")
                   : Words::sentence(fault);
    }
    const db::Audit& audit = **m_last;
    if (audit.finding && audit.finding->sequence == 0) {
        return Words::tr("The records are not what was written: %1, %2. Call quality, and keep the "
                         "journal as it is.")
            .arg(QString::fromUtf8(db::name(audit.finding->trouble).data()),
                 QString::fromStdString(audit.finding->sentence));
    }
    if (audit.finding) {
        return Words::tr("The records are not what was written. Entry %1 is %2: %3. Call "
                         "quality, and keep the journal as it is.")
            .arg(audit.finding->sequence)
            .arg(QString::fromUtf8(db::name(audit.finding->trouble).data()),
                 QString::fromStdString(audit.finding->sentence));
    }
    QString sound = Words::tr("The records are sound: %1 entries, %2 checkpoints, %3 attempts.")
                        .arg(audit.head.size)
                        .arg(audit.checkpoints)
                        .arg(audit.attempts);
    if (audit.depth != db::AuditDepth::All) {
        sound += QLatin1Char(' ') +
                 Words::tr("Archives are missing, so verdicts and tables were not recomputed.");
    }
    return sound;
}

void AuditDesk::verify() {
    if (m_journal.empty() || m_office.isBusy()) {
        return;
    }
    m_last.reset();
    m_course = std::make_shared<Course>();
    m_office.ask(
        [this, journal = m_journal, signer = m_signer, course = m_course,
         &clock = m_clock](const BackOffice::Unwanted&) -> BackOffice::Answer {
            db::AuditOrder order{.signer = signer, .mayLackArchives = true};
            order.progress = [course](std::uint64_t done, std::uint64_t of) {
                return course->tell(done, of);
            };
            auto audit =
                std::make_shared<Result<db::Audit>>(db::verifyJournal(journal, clock, order));
            return [this, audit] { conclude(std::move(*audit)); };
        },
        patience,
        [this] {
            cancel();
            conclude(Fault{.code = FaultCode::Cancelled});
        });
    m_watch.start();
    Q_EMIT changed();
}

void AuditDesk::cancel() {
    if (m_course) {
        m_course->callOff();
    }
}

void AuditDesk::forget() {
    if (!m_office.isBusy() && m_last) {
        m_last.reset();
        Q_EMIT changed();
    }
}

void AuditDesk::conclude(Result<db::Audit> audit) {
    m_watch.stop();
    m_course.reset();
    m_last.emplace(std::move(audit));
    Q_EMIT changed();
}

} // namespace greenlight::station::view
