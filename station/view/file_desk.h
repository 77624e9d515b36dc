#pragma once

#include "db/checkpoint.h"
#include "station/exporter.h"
#include "station/line.h"
#include "station/view/back_office.h"
#include "station/view/course.h"
#include "station/view/unit_desk.h"
#include "station/view/yield_desk.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>
#include <QTimer>
#include <QVariantList>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace greenlight::station::view {

/// What an export from the screen is made of. The journal outlives the desk's use of it.
struct FilePlace {
    db::Journal* journal = nullptr;
    std::shared_ptr<const db::StationKey> key{};
    std::string station{};
    std::filesystem::path journalFile{};
    std::filesystem::path folder{}; ///< where files go; made when it is missing
    bool training = false;
};

/// Records as files for others: those of the period that the yield's page shows, in the form that
/// is touched, each a new file with its manifest beside it and on record under the name of who is
/// at the line. One at a time, on a thread of its own, whatever page is open meanwhile. Thread: the
/// GUI's.
class FileDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// What can be written, each with word, title and remark.
    Q_PROPERTY(QVariantList forms READ forms NOTIFY changed)
    /// A file is being written.
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    /// How much of it is, from 0 to 1, and in words.
    Q_PROPERTY(double share READ share NOTIFY changed)
    Q_PROPERTY(QString progress READ progress NOTIFY changed)
    /// What became of the last one, as a sentence, and whether there is a file; empty = none yet.
    Q_PROPERTY(QString outcome READ outcome NOTIFY changed)
    Q_PROPERTY(bool done READ done NOTIFY changed)
    /// What is written, or was last, is a certificate.
    Q_PROPERTY(bool certificate READ certificate NOTIFY changed)

public:
    /// An export that takes longer gets no answer and leaves no file.
    static constexpr std::chrono::milliseconds patience{3'600'000};
    /// How often the progress is looked at.
    static constexpr std::chrono::milliseconds look{200};

    /// `clock` outlives the desk.
    explicit FileDesk(Clock& clock, QObject* parent = nullptr);

    /// What is exported from now on; `yields` and `unit` outlive the desk. Before it nothing is.
    void open(FilePlace place, const YieldDesk& yields, const UnitDesk& unit);

    /// Calls off what is in work and waits for its end: before the journal goes away.
    void finish();

    /// Takes in one picture of the line.
    void show(const LineView& view);

    [[nodiscard]] QVariantList forms() const;

    [[nodiscard]] bool busy() const noexcept { return m_office.isBusy(); }

    [[nodiscard]] double share() const { return m_course ? m_course->share() : 0; }

    [[nodiscard]] QString progress() const;

    [[nodiscard]] QString outcome() const;

    [[nodiscard]] bool done() const noexcept { return m_last && m_last->exported.ok(); }

    [[nodiscard]] bool certificate() const noexcept { return m_kind == Kind::Certificate; }

    /// Writes a certificate of the unit that is shown, all of whose attempts have ended. Nothing
    /// happens without one, or where write() would do nothing.
    Q_INVOKABLE void certify();
    /// Writes a file in one of `forms`; another word, while one is written, or by somebody who may
    /// not: nothing.
    Q_INVOKABLE void write(const QString& form);
    /// Calls off what is being written. What is on record already stays.
    Q_INVOKABLE void cancel();
    /// The last outcome is not shown any more.
    Q_INVOKABLE void forget();

    /// Another language is chosen.
    void retranslate() { Q_EMIT changed(); }

Q_SIGNALS:
    void changed();

private:
    enum class Kind : std::uint8_t { Table, Report, Certificate };

    /// What became of one.
    struct Ended {
        std::filesystem::path file{};
        Result<Exported> exported;
    };

    void conclude(Ended ended);
    void start(std::function<Ended()> work);

    Clock& m_clock;
    std::optional<FilePlace> m_place;
    const YieldDesk* m_yields = nullptr;
    const UnitDesk* m_unit = nullptr;
    Kind m_kind = Kind::Table;
    bool m_may = false;
    std::string m_person; ///< who is at the line
    std::shared_ptr<Course> m_course;
    std::optional<Ended> m_last;
    QTimer m_watch{this};
    BackOffice m_office{this};
};

} // namespace greenlight::station::view
