#pragma once

#include "db/audit.h"
#include "station/view/back_office.h"
#include "station/view/course.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>
#include <QTimer>
#include <filesystem>
#include <memory>
#include <optional>

namespace greenlight::station::view {

/// The records are verified at the screen, beside the line that writes them: every leaf, the tree,
/// the signed checkpoints, every verdict from its evidence and every table. Thread: the GUI's.
class AuditDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the records")
    /// "empty" = not asked for yet, "busy", "sound", "broken", "fault" = it could not be done.
    Q_PROPERTY(QString state READ state NOTIFY changed)
    /// How much is read, from 0 to 1, and in words.
    Q_PROPERTY(double share READ share NOTIFY changed)
    Q_PROPERTY(QString progress READ progress NOTIFY changed)
    /// What came out, as a sentence.
    Q_PROPERTY(QString message READ message NOTIFY changed)

public:
    /// Ten million attempts take some minutes.
    static constexpr std::chrono::milliseconds patience{24 * 3'600'000};
    /// How often the progress is looked at.
    static constexpr std::chrono::milliseconds look{200};

    /// `clock` outlives the desk.
    explicit AuditDesk(Clock& clock, QObject* parent = nullptr);

    /// What is verified from now on, and whose signatures count; without it signatures are not
    /// looked at.
    void open(std::filesystem::path journal, std::optional<db::SignerKey> signer);

    /// Calls off what is in work and waits for its end.
    void finish();

    [[nodiscard]] QString state() const;

    [[nodiscard]] double share() const { return m_course ? m_course->share() : 0; }

    [[nodiscard]] QString progress() const;
    [[nodiscard]] QString message() const;

    [[nodiscard]] bool isAsking() const noexcept { return m_office.isBusy(); }

    /// Verifies everything. Nothing happens while that is being done, or before open().
    Q_INVOKABLE void verify();
    /// Calls it off; nothing is said about the records then.
    Q_INVOKABLE void cancel();
    /// What came out is not shown any more.
    Q_INVOKABLE void forget();

    /// Another language is chosen.
    void retranslate() { Q_EMIT changed(); }

Q_SIGNALS:
    void changed();

private:
    void conclude(Result<db::Audit> audit);

    Clock& m_clock;
    std::filesystem::path m_journal;
    std::optional<db::SignerKey> m_signer;
    std::shared_ptr<Course> m_course;
    std::optional<Result<db::Audit>> m_last;
    QTimer m_watch{this};
    BackOffice m_office{this};
};

} // namespace greenlight::station::view
