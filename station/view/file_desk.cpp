#include "station/view/file_desk.h"

#include "station/local_time.h"
#include "station/view/may_act.h"
#include "station/view/words.h"

#include <fmt/format.h>

#include <QVariantMap>
#include <algorithm>
#include <array>

namespace greenlight::station::view {

namespace {

namespace fs = std::filesystem;

/// A kind of file that is offered, in the words of the page.
struct Form {
    const char* word;
    ExportTable table;
    ExportFormat format;
    const char* ending;
    const char* title;
    const char* remark;
};

constexpr std::array forms{
    Form{"units-xlsx", ExportTable::Units, ExportFormat::Xlsx, "xlsx",
         QT_TR_NOOP("Units, workbook"), QT_TR_NOOP("one row a unit, XLSX")},
    Form{"units-csv", ExportTable::Units, ExportFormat::Csv, "csv", QT_TR_NOOP("Units, text"),
         QT_TR_NOOP("one row a unit, CSV")},
    Form{"attempts-xlsx", ExportTable::Attempts, ExportFormat::Xlsx, "xlsx",
         QT_TR_NOOP("Attempts, workbook"), QT_TR_NOOP("one row an attempt, XLSX")},
    Form{"attempts-csv", ExportTable::Attempts, ExportFormat::Csv, "csv",
         QT_TR_NOOP("Attempts, text"), QT_TR_NOOP("one row an attempt, CSV")},
    Form{"attempts-jsonl", ExportTable::Attempts, ExportFormat::JsonLines, "jsonl",
         QT_TR_NOOP("Attempts, all evidence"), QT_TR_NOOP("JSON lines")},
    Form{"attempts-cfx", ExportTable::Attempts, ExportFormat::Cfx, "json",
         QT_TR_NOOP("Units tested, CFX"), QT_TR_NOOP("IPC-2591 messages")},
};

const Form* formNamed(const QString& word) {
    const auto* const found = std::ranges::find_if(
        forms, [&word](const Form& form) { return word == QLatin1String(form.word); });
    return found == forms.end() ? nullptr : found;
}

/// "2026-11-23T1430": as it may stand in a file's name.
std::string nameOf(base::WallTime time) {
    constexpr std::size_t toMinutes = 16;
    std::string text = localTimeText(time).substr(0, toMinutes);
    std::erase(text, ':');
    return text;
}

/// A name that no file has yet.
fs::path freshName(const FilePlace& place, const Form& form, const db::ExportQuestion& question) {
    constexpr unsigned tries = 1'000;
    const std::string table = form.table == ExportTable::Units ? "units" : "attempts";
    const std::string stem = fmt::format("{}_{}_{}_{}", place.station, table, nameOf(question.from),
                                         nameOf(question.to));
    fs::path name;
    for (unsigned i = 1; i < tries; ++i) {
        name = place.folder /
               fmt::format("{}{}.{}", stem, i == 1 ? "" : fmt::format("_{}", i), form.ending);
        std::error_code error;
        if (!fs::exists(name, error) && !error) {
            break;
        }
    }
    return name;
}

Result<void> makeFolder(const fs::path& folder) {
    std::error_code error;
    if (fs::create_directories(folder, error) && !error) {
        // What leaves the station is for those who may read its records.
        fs::permissions(
            folder, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec, error);
    }
    if (error) {
        return Fault{.code = FaultCode::FileNotWritten,
                     .note = fmt::format("{}: {}", folder.string(), error.message())};
    }
    return {};
}

} // namespace

FileDesk::FileDesk(Clock& clock, QObject* parent) : QObject(parent), m_clock(clock) {
    m_watch.setInterval(look);
    connect(&m_watch, &QTimer::timeout, this, &FileDesk::changed);
}

void FileDesk::open(FilePlace place, const YieldDesk& yields) {
    m_place.emplace(std::move(place));
    m_yields = &yields;
}

void FileDesk::finish() {
    cancel();
    m_office.finish();
    m_watch.stop();
}

void FileDesk::show(const LineView& view) {
    m_may = mayAct(view, Act::ExportRecords);
    m_person = view.operatorName;
}

QVariantList FileDesk::forms() const {
    QVariantList rows;
    for (const Form& form : view::forms) {
        rows << QVariantMap{{QStringLiteral("word"), QLatin1String(form.word)},
                            {QStringLiteral("title"), Words::tr(form.title)},
                            {QStringLiteral("remark"), Words::tr(form.remark)}};
    }
    return rows;
}

double FileDesk::share() const {
    const std::uint64_t of = m_course ? m_course->of.load() : 0;
    return of == 0 ? 0.0
                   : std::min(1.0,
                              static_cast<double>(m_course->done.load()) / static_cast<double>(of));
}

QString FileDesk::progress() const {
    return m_course ? Words::tr("%1 of %2 rows").arg(m_course->done.load()).arg(m_course->of.load())
                    : QString();
}

void FileDesk::write(const QString& form) {
    const Form* const wanted = formNamed(form);
    if (wanted == nullptr || !m_place || !m_may || busy()) {
        return;
    }
    m_last.reset();
    m_course = std::make_shared<Course>();
    const db::YieldQuestion& shown = m_yields->question();
    constexpr std::int64_t microsOfSecond = 1'000'000;
    ExportOrder order{.table = wanted->table,
                      .format = wanted->format,
                      .byteOrderMark = wanted->format == ExportFormat::Csv,
                      .question = {.from = {shown.from * db::secondsOfQuarter * microsOfSecond},
                                   .to = {shown.to * db::secondsOfQuarter * microsOfSecond},
                                   .training = m_place->training},
                      .journal = m_place->journalFile};
    m_office.ask(
        [this, order, wanted, place = *m_place, person = m_person, course = m_course,
         &clock = m_clock](const BackOffice::Unwanted& unwanted) mutable -> BackOffice::Answer {
            order.file = freshName(place, *wanted, order.question);
            order.progress = [&unwanted, course](std::uint64_t done, std::uint64_t of) {
                course->done = done;
                course->of = of;
                return !unwanted() && !course->calledOff;
            };
            const station::ExportDesk desk{*place.journal, *place.key, clock, place.station,
                                           person};
            const Result<void> made = makeFolder(place.folder);
            const Result<Exported> exported =
                made ? exportTable(order, desk) : Result<Exported>(made.fault());
            return [this, file = order.file, exported] { conclude({file, exported}); };
        },
        patience,
        [this] {
            conclude({{}, Fault{.code = FaultCode::Cancelled}});
        });
    m_watch.start();
    Q_EMIT changed();
}

void FileDesk::cancel() {
    if (m_course) {
        m_course->calledOff = true;
    }
}

void FileDesk::forget() {
    if (!busy() && m_last) {
        m_last.reset();
        Q_EMIT changed();
    }
}

void FileDesk::conclude(Ended ended) {
    m_watch.stop();
    m_course.reset();
    m_last.emplace(std::move(ended));
    Q_EMIT changed();
}

QString FileDesk::outcome() const {
    if (!m_last) {
        return {};
    }
    const Result<Exported>& exported = m_last->exported;
    if (exported) {
        return Words::tr("%1 rows are in %2, with their manifest beside it.")
            .arg(exported->rows)
            .arg(QString::fromStdString(m_last->file.string()));
    }
    if (exported.fault().code == FaultCode::Cancelled) {
        return Words::tr("Called off. No file was made.");
    }
    return Words::happened(exported.fault()) + QLatin1Char(' ') + Words::doNow(exported.fault());
}

} // namespace greenlight::station::view
