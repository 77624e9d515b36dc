#include "station/view/backup_desk.h"

#include "db/fields.h"
#include "db/newest_entries.h"
#include "station/local_time.h"
#include "station/view/may_act.h"
#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>

namespace greenlight::station::view {

namespace {

QString textOf(const std::string& text) { return QString::fromStdString(text); }

QString wordAt(const db::Entry& entry, const char* key) {
    return textOf(db::textOrNothing(db::valueAt(entry.data, {key})));
}

/// Copies that were made and those that were not, the newest first.
Result<std::vector<db::Entry>> readBackups(const std::filesystem::path& journal, Clock& clock,
                                           unsigned most) {
    auto all = TRY(db::readNewest(journal, clock, db::kind::backedUp, most));
    auto failed = TRY(db::readNewest(journal, clock, db::kind::backupFailed, most));
    std::ranges::move(failed, std::back_inserter(all));
    std::ranges::sort(all, std::ranges::greater(), &db::Entry::sequence);
    all.resize(std::min<std::size_t>(all.size(), most));
    return all;
}

} // namespace

BackupDesk::BackupDesk(PinDesk& pin, Clock& clock, QObject* parent)
    : StationSection(pin, clock, parent) {
    m_watch.setInterval(looksEvery);
    connect(&m_watch, &QTimer::timeout, this, &BackupDesk::changed);
}

QString BackupDesk::about() const {
    const BackupRules& rules = place().settings.backup;
    constexpr unsigned minutesOfHour = 60;
    return rules.folder.empty()
               ? Words::tr("No folder for backups is set: [backup] folder in the settings.")
               : Words::tr("Each day at %1 into %2.")
                     .arg(QStringLiteral("%1:%2")
                              .arg(rules.atMinute / minutesOfHour, 2, 10, QLatin1Char('0'))
                              .arg(rules.atMinute % minutesOfHour, 2, 10, QLatin1Char('0')),
                          textOf(rules.folder.string()));
}

QString BackupDesk::hindrance() const {
    return place().journal == nullptr || place().key == nullptr ? Words::tr("The line is not open")
           : place().settings.backup.folder.empty()             ? Words::tr("No folder is set")
           : !mayAct(view(), Act::BackUpRecords)                ? Words::tr("Not for your role")
                                                                : QString();
}

QString BackupDesk::progress() const {
    if (!m_course) {
        return {};
    }
    return m_course->of() != 0 && m_course->done() >= m_course->of()
               ? Words::tr("Verifying the copy …")
               : Words::tr("Copying the records …");
}

void BackupDesk::refresh() {
    if (m_office.isBusy() || place().journalFile.empty()) {
        return;
    }
    m_office.ask(
        [this, journal = place().journalFile,
         &clock = clock()](const BackOffice::Unwanted&) -> BackOffice::Answer {
            auto read = std::make_shared<Result<std::vector<db::Entry>>>(
                readBackups(journal, clock, mostShown));
            return [this, read] {
                if (*read) {
                    take(std::move(**read));
                } else {
                    conclude(read->fault());
                }
            };
        },
        patience, [] {});
}

void BackupDesk::take(std::vector<db::Entry> entries) {
    m_entries = std::move(entries);
    draw();
    Q_EMIT changed();
}

void BackupDesk::make() {
    if (!hindrance().isEmpty() || busy() || line() == nullptr) {
        return;
    }
    const auto who = std::make_shared<std::string>();
    act(
        [line = line(), who](const Credentials& by) -> Result<void> {
            *who = TRY(line->authorise(by, Act::BackUpRecords)).name;
            return {};
        },
        [this, who] {
            begin(*who);
            return QString();
        });
}

void BackupDesk::begin(const std::string& by) {
    m_course = std::make_shared<Course>();
    m_office.ask(
        [this, place = place(), by, course = m_course,
         &clock = clock()](const BackOffice::Unwanted&) -> BackOffice::Answer {
            auto made = std::make_shared<Result<BackedUp>>(
                backUp({.journal = place.journalFile,
                        .file = nameOfBackup(place.settings.backup.folder, clock.wall()),
                        .station = place.settings.name,
                        .by = by,
                        .progress = [course](std::uint64_t done,
                                             std::uint64_t of) { return course->tell(done, of); }},
                       place.journal, *place.key, clock));
            return [this, made] { finished(*made); };
        },
        patience,
        [this] {
            cancel();
            finished(Fault{.code = FaultCode::Cancelled});
        });
    m_watch.start();
}

void BackupDesk::finished(const Result<BackedUp>& made) {
    m_watch.stop();
    m_course.reset();
    if (!made) {
        conclude(made.fault());
        return;
    }
    const std::string name = made->manifest.stem().string();
    conclude(Words::tr("Copied and verified: %1 entries are in %2.")
                 .arg(made->audit.head.size)
                 .arg(textOf(name)),
             true);
    refresh();
}

void BackupDesk::cancel() {
    if (m_course) {
        m_course->callOff();
    }
}

void BackupDesk::finish() {
    cancel();
    m_office.finish();
    m_watch.stop();
    m_course.reset();
}

void BackupDesk::retranslate() { StationSection::retranslate(); }

void BackupDesk::draw() {
    constexpr qsizetype toMinutes = 16;
    QVariantList rows;
    for (const db::Entry& entry : m_entries) {
        const bool good = entry.kind == db::kind::backedUp.word();
        const auto fault = base::faultNamed(wordAt(entry, "fault").toStdString());
        const auto entries = db::valueAt(entry.data, {"entries"});
        rows << QVariantMap{
            {QStringLiteral("time"), textOf(localMomentText(entry.time))
                                         .left(toMinutes)
                                         .replace(QLatin1Char('T'), QLatin1Char(' '))},
            {QStringLiteral("name"), wordAt(entry, "file")},
            {QStringLiteral("remark"),
             good ? Words::tr("%1 entries, by %2")
                        .arg(entries.is_number_unsigned() ? entries.get<std::uint64_t>() : 0)
                        .arg(wordAt(entry, "operator"))
             : fault
                 ? Words::sentence({.code = *fault, .note = wordAt(entry, "note").toStdString()})
                 : wordAt(entry, "fault")},
            {QStringLiteral("good"), good}};
    }
    if (rows != m_rows) {
        m_rows = std::move(rows);
        Q_EMIT changed();
    }
}

} // namespace greenlight::station::view
