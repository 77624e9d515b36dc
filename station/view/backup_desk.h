#pragma once

#include "db/entry.h"
#include "station/backup.h"
#include "station/view/back_office.h"
#include "station/view/course.h"
#include "station/view/station_section.h"

#include <QTimer>
#include <QVariantList>
#include <memory>
#include <vector>

namespace greenlight::station::view {

/// Copies of the records: which were made, and one more now, beside the line, into the folder of
/// the settings. Thread: the GUI's. (The tools of QML find what is inherited only by its whole
/// name.)
class BackupDesk : public greenlight::station::view::StationSection {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// Where copies go and when, as a sentence.
    Q_PROPERTY(QString about READ about NOTIFY changed)
    /// The newest ones on record. Rows: time, name, remark, good.
    Q_PROPERTY(QVariantList copies READ copies NOTIFY changed)
    /// A copy is being made; how much of it, from 0 to 1, and in words.
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(double share READ share NOTIFY changed)
    Q_PROPERTY(QString progress READ progress NOTIFY changed)

public:
    /// Ten million attempts take some minutes.
    static constexpr std::chrono::milliseconds patience{24 * 3'600'000};
    static constexpr std::chrono::milliseconds looksEvery{200};
    static constexpr unsigned mostShown = 30;

    BackupDesk(PinDesk& pin, Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] QString about() const;

    [[nodiscard]] const QVariantList& copies() const noexcept { return m_rows; }

    [[nodiscard]] bool busy() const noexcept { return m_course != nullptr; }

    [[nodiscard]] double share() const { return m_course ? m_course->share() : 0; }

    [[nodiscard]] QString progress() const;

    [[nodiscard]] QString hindrance() const override;

    /// A question or a copy is in work.
    [[nodiscard]] bool isAsking() const noexcept { return m_office.isBusy(); }

    /// Reads anew which copies were made.
    Q_INVOKABLE void refresh();
    /// Makes a copy; asks for the PIN.
    Q_INVOKABLE void make();
    /// Calls it off; nothing is left of it.
    Q_INVOKABLE void cancel();

    void finish() override;
    void retranslate() override;

protected:
    void draw() override;

private:
    void begin(const std::string& by);
    void take(std::vector<db::Entry> entries);
    void finished(const Result<BackedUp>& made);

    std::vector<db::Entry> m_entries;
    QVariantList m_rows;
    std::shared_ptr<Course> m_course;
    QTimer m_watch{this};
    BackOffice m_office{this};
};

} // namespace greenlight::station::view
