#include "station/view/file_desk.h"

#include "station/local_time.h"
#include "station/paper/certificate.h"
#include "station/paper/yield_export.h"
#include "station/unit_proof.h"
#include "station/view/may_act.h"
#include "station/view/words.h"

#include <fmt/format.h>

#include <QVariantMap>
#include <algorithm>
#include <array>
#include <utility>

namespace greenlight::station::view {

namespace {

namespace fs = std::filesystem;

/// A kind of file that is offered, in the words of the page.
struct Form {
    const char* word;
    const char* what;                 ///< as its name and its manifest call it
    std::optional<ExportTable> table; ///< none = the shift report
    ExportFormat format;
    const char* ending;
    const char* title;
    const char* remark;
};

constexpr std::array forms{
    Form{"yield-pdf", "yield", std::nullopt, ExportFormat::Csv, "pdf", QT_TR_NOOP("Shift report"),
         QT_TR_NOOP("one page to sign, PDF")},
    Form{"units-xlsx", "units", ExportTable::Units, ExportFormat::Xlsx, "xlsx",
         QT_TR_NOOP("Units, workbook"), QT_TR_NOOP("one row a unit, XLSX")},
    Form{"units-csv", "units", ExportTable::Units, ExportFormat::Csv, "csv",
         QT_TR_NOOP("Units, text"), QT_TR_NOOP("one row a unit, CSV")},
    Form{"attempts-xlsx", "attempts", ExportTable::Attempts, ExportFormat::Xlsx, "xlsx",
         QT_TR_NOOP("Attempts, workbook"), QT_TR_NOOP("one row an attempt, XLSX")},
    Form{"attempts-csv", "attempts", ExportTable::Attempts, ExportFormat::Csv, "csv",
         QT_TR_NOOP("Attempts, text"), QT_TR_NOOP("one row an attempt, CSV")},
    Form{"attempts-jsonl", "attempts", ExportTable::Attempts, ExportFormat::JsonLines, "jsonl",
         QT_TR_NOOP("Attempts, all evidence"), QT_TR_NOOP("JSON lines")},
    Form{"attempts-cfx", "attempts", ExportTable::Attempts, ExportFormat::Cfx, "json",
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

/// What a file's name can hold of a station's name or a serial number.
std::string tameName(std::string text) {
    std::ranges::replace_if(
        text,
        [](char one) {
            return !(one >= '0' && one <= '9') && !(one >= 'A' && one <= 'Z') &&
                   !(one >= 'a' && one <= 'z') && one != '-';
        },
        '-');
    return text;
}

/// A name that neither a file nor a manifest has yet.
Result<fs::path> freshName(const fs::path& folder, const std::string& stem,
                           const std::string& ending) {
    constexpr unsigned tries = 1'000;
    for (unsigned i = 1; i <= tries; ++i) {
        const fs::path name =
            folder / fmt::format("{}{}.{}", stem, i == 1 ? "" : fmt::format("_{}", i), ending);
        std::error_code error;
        const bool taken =
            fs::exists(name, error) || fs::exists(name.string() + ".manifest", error);
        if (!taken && !error) {
            return name;
        }
    }
    return Fault{.code = FaultCode::FileNotWritten,
                 .note = fmt::format("{}: no name is left for {}", folder.string(), stem)};
}

Result<fs::path> freshExport(const FilePlace& place, const Form& form,
                             const db::ExportQuestion& question) {
    return freshName(place.folder,
                     fmt::format("{}_{}_{}_{}", tameName(place.station), form.what,
                                 nameOf(question.from), nameOf(question.to)),
                     form.ending);
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

/// Proves, draws and puts on record.
Result<Exported> certificateInto(const fs::path& name, const FilePlace& place,
                                 const std::vector<db::AttemptRecord>& attempts,
                                 const std::string& unit, const std::string& person,
                                 const Course& course, Clock& clock) {
    const auto sign = [&place]() -> Result<void> {
        TRY(place.journal->checkpoint(*place.key));
        return {};
    };
    const std::string proof =
        TRY(proveAttempts(place.journalFile, sequencesOf(attempts), sign, clock));
    PartFile file = TRY(PartFile::begin(name));
    TRY(paper::writeCertificate({.station = place.station,
                                 .attempts = attempts,
                                 .proof = proof,
                                 .checkpoint = checkpointOf(proof),
                                 .madeAt = localMomentText(base::toIso8601(clock.wall())),
                                 .madeBy = person},
                                file.part()));
    if (course.isCalledOff()) {
        return Fault{.code = FaultCode::Cancelled};
    }
    return putOnRecord(file, certificateFacts(attempts, unit),
                       {*place.journal, *place.key, clock, place.station, person});
}

/// What is exported, of what and for whom.
struct Job {
    const Form& form;
    FilePlace place{};
    db::YieldQuestion question{};
    std::string person{};
    std::shared_ptr<Course> course{};
};

Result<Exported> tableInto(const fs::path& name, const Job& job, const Progress& progress,
                           const ExportDesk& desk) {
    return exportTable({.table = *job.form.table,
                        .format = job.form.format,
                        .byteOrderMark = job.form.format == ExportFormat::Csv,
                        .question = exportQuestionOf(job.question),
                        .journal = job.place.journalFile,
                        .file = name,
                        .progress = progress},
                       desk);
}

/// The same page that the command line makes.
Result<Exported> reportInto(const fs::path& name, const Job& job, const Progress& progress,
                            const ExportDesk& desk) {
    const db::YieldQuestion question = paper::sheetQuestion(job.question);
    auto yields = TRY(db::Yields::open(job.place.journalFile, desk.clock));
    const db::YieldReport report = TRY(yields.report(question));
    return paper::exportYieldSheet(question, report, name, desk, progress);
}

Result<Exported> exportInto(const fs::path& name, const Job& job, Clock& clock) {
    const ExportDesk desk{*job.place.journal, *job.place.key, clock, job.place.station, job.person};
    const Progress progress = [&job](std::uint64_t done, std::uint64_t of) {
        return job.course->tell(done, of);
    };
    return job.form.table ? tableInto(name, job, progress, desk)
                          : reportInto(name, job, progress, desk);
}

} // namespace

FileDesk::FileDesk(Clock& clock, QObject* parent) : QObject(parent), m_clock(clock) {
    m_watch.setInterval(look);
    connect(&m_watch, &QTimer::timeout, this, &FileDesk::changed);
}

void FileDesk::open(FilePlace place, const YieldDesk& yields, const UnitDesk& unit) {
    m_place.emplace(std::move(place));
    m_yields = &yields;
    m_unit = &unit;
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

QString FileDesk::progress() const {
    // A page has no rows to count.
    return m_course && m_kind == Kind::Table
               ? Words::tr("%1 of %2 rows").arg(m_course->done()).arg(m_course->of())
               : QString();
}

void FileDesk::write(const QString& form) {
    const Form* const wanted = formNamed(form);
    if (wanted == nullptr || !m_place || !m_may || busy()) {
        return;
    }
    m_last.reset();
    m_kind = wanted->table ? Kind::Table : Kind::Report;
    m_course = std::make_shared<Course>();
    db::YieldQuestion shown = m_yields->question();
    shown.training = m_place->training;
    start([job = Job{*wanted, *m_place, std::move(shown), m_person, m_course},
           &clock = m_clock]() -> Ended {
        const Result<void> made = makeFolder(job.place.folder);
        const auto name = made ? freshExport(job.place, job.form, exportQuestionOf(job.question))
                               : Result<fs::path>(made.fault());
        if (!name) {
            return {{}, name.fault()};
        }
        return {*name, exportInto(*name, job, clock)};
    });
}

/// One thing at a time, beside the page.
void FileDesk::start(std::function<Ended()> work) {
    m_office.ask(
        [this, work = std::move(work)](const BackOffice::Unwanted&) -> BackOffice::Answer {
            auto ended = std::make_shared<Ended>(work());
            return [this, ended] { conclude(std::move(*ended)); };
        },
        patience,
        [this] {
            cancel();
            conclude({{}, Fault{.code = FaultCode::FileNotWritten, .note = "no answer"}});
        });
    m_watch.start();
    Q_EMIT changed();
}

void FileDesk::certify() {
    if (!m_place || !m_may || busy() || m_unit->unit().attempts.empty() ||
        !std::ranges::all_of(m_unit->unit().attempts, [](const db::AttemptRecord& each) {
            return each.verdict.has_value();
        })) {
        return;
    }
    m_last.reset();
    m_kind = Kind::Certificate;
    m_course = std::make_shared<Course>();
    start([place = *m_place, attempts = m_unit->unit().attempts,
           unit = m_unit->asked().toStdString(), person = m_person, course = m_course,
           &clock = m_clock]() -> Ended {
        const Result<void> made = makeFolder(place.folder);
        const auto name = made ? freshName(place.folder,
                                           fmt::format("{}_certificate_{}", tameName(place.station),
                                                       tameName(unit)),
                                           "pdf")
                               : Result<fs::path>(made.fault());
        if (!name) {
            return {{}, name.fault()};
        }
        return {*name, certificateInto(*name, place, attempts, unit, person, *course, clock)};
    });
}

void FileDesk::cancel() {
    if (m_course) {
        m_course->callOff();
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
        const QString file = QString::fromStdString(m_last->file.string());
        switch (m_kind) {
        case Kind::Certificate:
            return Words::tr("The certificate is %1, with its manifest beside it.").arg(file);
        case Kind::Report:
            return Words::tr("The shift report is %1, with its manifest beside it.").arg(file);
        case Kind::Table:
            return Words::tr("%1 rows are in %2, with their manifest beside it.")
                .arg(exported->rows)
                .arg(file);
        }
    }
    if (exported.fault().code == FaultCode::Cancelled) {
        return Words::tr("Called off. No file was made.");
    }
    return Words::sentence(exported.fault());
}

} // namespace greenlight::station::view
