#pragma once

#include "station/view/periods.h"
#include "station/view/record_page.h"

#include <QStringList>
#include <QVariantList>

namespace greenlight::station::view {

/// The yield's page: the figures of a period with what they are made of, what goes wrong most, and
/// how hours, slots or people compare. All shares and lengths are made here. Thread: the GUI's.
/// (The tools of QML find what is inherited only by its whole name.)
class YieldDesk : public greenlight::station::view::RecordPage {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the records")
    Q_PROPERTY(QString period READ period NOTIFY changed)
    Q_PROPERTY(QString breakdown READ breakdown NOTIFY changed)
    /// Which time and records the figures are of.
    Q_PROPERTY(QString about READ about NOTIFY changed)
    /// What is not counted but was there.
    Q_PROPERTY(QString beside READ beside NOTIFY changed)
    /// Rows: label, value, interval, formula; share, low, high from 0 to 1, -1 for a share of
    /// nothing.
    Q_PROPERTY(QVariantList figures READ figures NOTIFY changed)
    /// Rows: code, stage, happened, attempts, first, part of all, running part of all, length of
    /// the bar.
    Q_PROPERTY(QVariantList faults READ faults NOTIFY changed)
    /// Rows: label, text, share; passed and notPassed as lengths of 0 to 1 together.
    Q_PROPERTY(QVariantList bars READ bars NOTIFY changed)
    /// The codes of the faults that head the columns of `slotFaults`.
    Q_PROPERTY(QStringList slotHeads READ slotHeads NOTIFY changed)
    /// Rows: slot and cells; each with number and shade from 0 to 1.
    Q_PROPERTY(QVariantList slotFaults READ slotFaults NOTIFY changed)

public:
    /// Faults that get a bar or a column of their own; the rest share one.
    static constexpr std::size_t barsOfFaults = 8;
    static constexpr std::size_t columnsOfFaults = 6;

    using RecordPage::RecordPage;

    [[nodiscard]] QString period() const;
    [[nodiscard]] QString breakdown() const;

    [[nodiscard]] const QString& about() const noexcept { return m_about; }

    [[nodiscard]] const QString& beside() const noexcept { return m_beside; }

    [[nodiscard]] const QVariantList& figures() const noexcept { return m_figures; }

    [[nodiscard]] const QVariantList& faults() const noexcept { return m_faults; }

    [[nodiscard]] const QVariantList& bars() const noexcept { return m_bars; }

    [[nodiscard]] const QStringList& slotHeads() const noexcept { return m_slotHeads; }

    [[nodiscard]] const QVariantList& slotFaults() const noexcept { return m_slotFaults; }

    /// The time and the records that the page shows.
    [[nodiscard]] const db::YieldQuestion& question() const noexcept { return m_question; }

    /// Asks the journal again. What is shown stays until the answer is there.
    Q_INVOKABLE void refresh();
    /// The next period, or what bars are drawn for, round and round.
    Q_INVOKABLE void nextPeriod();
    Q_INVOKABLE void nextBreakdown();

    void choose(Period period, db::YieldBy by);

    void retranslate() override;

protected:
    void forget() override;

private:
    void show(db::YieldReport report);
    void draw();

    Period m_period = Period::Shift;
    db::YieldBy m_by = db::YieldBy::Hour;
    db::YieldQuestion m_question;
    db::YieldReport m_report;
    QString m_about;
    QString m_beside;
    QVariantList m_figures;
    QVariantList m_faults;
    QVariantList m_bars;
    QStringList m_slotHeads;
    QVariantList m_slotFaults;
};

} // namespace greenlight::station::view
