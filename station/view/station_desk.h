#pragma once

#include "station/view/backup_desk.h"
#include "station/view/check_desk.h"
#include "station/view/crew_desk.h"
#include "station/view/log_desk.h"
#include "station/view/probe_desk.h"
#include "station/view/settings_desk.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>
#include <array>

namespace greenlight::station::view {

/// The station's page, for engineers: its probes and slots, settings, people, copies of its
/// records, its self-test and its log, one section at a time. Thread: the GUI's.
class StationDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    Q_PROPERTY(greenlight::station::view::ProbeDesk* probes READ probes CONSTANT)
    Q_PROPERTY(greenlight::station::view::SettingsDesk* settings READ settings CONSTANT)
    Q_PROPERTY(greenlight::station::view::CrewDesk* crew READ crew CONSTANT)
    Q_PROPERTY(greenlight::station::view::BackupDesk* backups READ backups CONSTANT)
    Q_PROPERTY(greenlight::station::view::CheckDesk* check READ check CONSTANT)
    Q_PROPERTY(greenlight::station::view::LogDesk* log READ log CONSTANT)
    /// "probes", "settings", "people", "backup", "test" or "log".
    Q_PROPERTY(QString section READ section NOTIFY changed)

public:
    /// `pin` and `clock` outlive the desk.
    StationDesk(PinDesk& pin, Clock& clock, QObject* parent = nullptr);

    void attach(LineSource& line);
    void open(const StationPlace& place);
    void show(const LineView& view);
    void finish();
    /// The page is closed.
    void leave();
    void retranslate();

    [[nodiscard]] ProbeDesk* probes() noexcept { return &m_probes; }

    [[nodiscard]] SettingsDesk* settings() noexcept { return &m_settings; }

    [[nodiscard]] CrewDesk* crew() noexcept { return &m_crew; }

    [[nodiscard]] BackupDesk* backups() noexcept { return &m_backups; }

    [[nodiscard]] CheckDesk* check() noexcept { return &m_check; }

    [[nodiscard]] LogDesk* log() noexcept { return &m_log; }

    [[nodiscard]] const QString& section() const noexcept { return m_section; }

    /// Opens another section; the one before is left. A word that is none changes nothing.
    Q_INVOKABLE void open(const QString& section);

    /// A badge that is scanned now is for a person who is being written down, and is taken.
    bool takeBadge(const QString& badge);

    /// The page is shown, or not; only what is shown follows the line.
    void setShown(bool shown);

Q_SIGNALS:
    void changed();
    /// The settings on the disk are others than those that the line was opened with.
    void settingsReplaced();

private:
    [[nodiscard]] StationSection& shown();

    ProbeDesk m_probes;
    SettingsDesk m_settings;
    CrewDesk m_crew;
    BackupDesk m_backups;
    CheckDesk m_check;
    LogDesk m_log;
    std::array<StationSection*, 6> m_all{&m_probes,  &m_settings, &m_crew,
                                         &m_backups, &m_check,    &m_log};
    QString m_section = QStringLiteral("probes");
    LineView m_view;
    bool m_shown = false;
};

} // namespace greenlight::station::view
