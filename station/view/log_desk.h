#pragma once

#include "station/log_ring.h"
#include "station/view/station_section.h"

#include <QVariantList>

namespace greenlight::station::view {

/// What the program logs, as it is logged, the newest first: all of it or what matters more, and
/// what holds some words. Lines are for engineers and as they are written. Thread: the GUI's. (The
/// tools of QML find what is inherited only by its whole name.)
class LogDesk : public greenlight::station::view::StationSection {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// Rows: number, time, level ("debug", "info", "warning", "error"), text.
    Q_PROPERTY(QVariantList lines READ lines NOTIFY changed)
    /// What is shown at least, in a word for people.
    Q_PROPERTY(QString least READ least NOTIFY changed)
    Q_PROPERTY(QString words READ words WRITE search NOTIFY changed)

public:
    /// So many lines are shown; the ring has more.
    static constexpr std::size_t mostShown = 200;
    static constexpr qsizetype longest = 64;

    using StationSection::StationSection;

    [[nodiscard]] const QVariantList& lines() const noexcept { return m_rows; }

    [[nodiscard]] QString least() const;

    [[nodiscard]] const QString& words() const noexcept { return m_words; }

    /// Everything, then warnings and errors, then errors, round and round.
    Q_INVOKABLE void nextLeast();
    /// Shows what holds these words; of longer ones the beginning.
    void search(const QString& words);
    /// Takes in what was logged since the last look. Costs next to nothing where nothing was.
    Q_INVOKABLE void refresh();

    void leave() override;

    void retranslate() override { Q_EMIT changed(); }

private:
    void look();

    QVariantList m_rows;
    LogLevel m_least = LogLevel::Debug;
    QString m_words;
    std::uint64_t m_seen = 0;
};

} // namespace greenlight::station::view
