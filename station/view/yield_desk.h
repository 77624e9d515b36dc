#pragma once

#include "station/view/behind_desk.h"
#include "station/view/periods.h"
#include "station/view/record_page.h"

#include <QStringList>
#include <QVariantList>
#include <functional>
#include <string>
#include <vector>

namespace greenlight::station::view {

/// The yield's page: the figures of a period with what they are made of, what goes wrong most, and
/// how hours, slots or people compare, and how it went over time, each with the units behind it.
/// All shares and lengths are made here. Thread: the GUI's.
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
    /// Rows: label, text, share, any; passed and notPassed as lengths of 0 to 1 together.
    Q_PROPERTY(QVariantList bars READ bars NOTIFY changed)
    /// The codes of the faults that head the columns of `slotFaults`.
    Q_PROPERTY(QStringList slotHeads READ slotHeads NOTIFY changed)
    /// Rows: slot and cells; each with number, any and shade from 0 to 1.
    Q_PROPERTY(QVariantList slotFaults READ slotFaults NOTIFY changed)
    /// First-pass yield over time, by hour or by day. Points: label, units, text, any, outside; at,
    /// low and high from 0 at the bottom of the chart to 1 at its top.
    Q_PROPERTY(QVariantList trend READ trend NOTIFY changed)
    /// The lines of its scale: at and text. Where its centre line is.
    Q_PROPERTY(QVariantList trendLines READ trendLines NOTIFY changed)
    Q_PROPERTY(double trendCentre READ trendCentre NOTIFY changed)
    /// What its points are of.
    Q_PROPERTY(QString trendBy READ trendBy NOTIFY changed)
    /// What it is made of, and which points are outside of their limits; empty of nothing.
    Q_PROPERTY(QString trendFormula READ trendFormula NOTIFY changed)
    Q_PROPERTY(QString trendFinding READ trendFinding NOTIFY changed)
    /// There is a point with units before or behind the one whose units are shown.
    Q_PROPERTY(bool hasEarlier READ hasEarlier NOTIFY changed)
    Q_PROPERTY(bool hasLater READ hasLater NOTIFY changed)
    /// The attempts behind what was touched.
    Q_PROPERTY(greenlight::station::view::BehindDesk* behind READ behind CONSTANT)

public:
    /// Faults that get a bar or a column of their own; the rest share one.
    static constexpr std::size_t barsOfFaults = 8;
    static constexpr std::size_t columnsOfFaults = 6;

    /// `clock` outlives the desk.
    explicit YieldDesk(Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] QString period() const;
    [[nodiscard]] QString breakdown() const;

    [[nodiscard]] const QString& about() const noexcept { return m_about; }

    [[nodiscard]] const QString& beside() const noexcept { return m_beside; }

    [[nodiscard]] const QVariantList& figures() const noexcept { return m_figures; }

    [[nodiscard]] const QVariantList& faults() const noexcept { return m_faults; }

    [[nodiscard]] const QVariantList& bars() const noexcept { return m_bars; }

    [[nodiscard]] const QStringList& slotHeads() const noexcept { return m_slotHeads; }

    [[nodiscard]] const QVariantList& slotFaults() const noexcept { return m_slotFaults; }

    [[nodiscard]] const QVariantList& trend() const noexcept { return m_trend; }

    [[nodiscard]] const QVariantList& trendLines() const noexcept { return m_trendLines; }

    [[nodiscard]] double trendCentre() const noexcept { return m_trendCentre; }

    [[nodiscard]] QString trendBy() const;

    [[nodiscard]] const QString& trendFormula() const noexcept { return m_trendFormula; }

    [[nodiscard]] const QString& trendFinding() const noexcept { return m_trendFinding; }

    [[nodiscard]] bool hasEarlier() const { return neighbour(-1) >= 0; }

    [[nodiscard]] bool hasLater() const { return neighbour(1) >= 0; }

    [[nodiscard]] BehindDesk* behind() noexcept { return &m_behind; }

    /// The time and the records that the page shows.
    [[nodiscard]] const db::YieldQuestion& question() const noexcept { return m_question; }

    /// Asks the journal again. What is shown stays until the answer is there.
    Q_INVOKABLE void refresh();
    /// The next period, or what bars are drawn for, round and round.
    Q_INVOKABLE void nextPeriod();
    Q_INVOKABLE void nextBreakdown();

    /// Shows what is behind a row of `bars`, of `faults` or of `trend`, or behind a cell of
    /// `slotFaults`; nothing happens where there is none.
    Q_INVOKABLE void showBar(int place);
    Q_INVOKABLE void showFault(int place);
    Q_INVOKABLE void showCell(int row, int column);
    Q_INVOKABLE void showPoint(int place);
    /// From the units of a point to those of the one before or behind it, over gaps: a finger that
    /// met the wrong one of many narrow columns need not try again.
    Q_INVOKABLE void showEarlier();
    Q_INVOKABLE void showLater();

    /// Another time, or bars for something else; what was behind the old ones is closed.
    void choose(Period period, db::YieldBy by);

    void retranslate() override;

protected:
    void forget() override;

private:
    /// An answer with what it answers, which what is asked next does not change.
    struct Shown {
        db::YieldQuestion question{};
        db::YieldBy by = db::YieldBy::Hour;      ///< of the bars
        db::YieldBy trendBy = db::YieldBy::Hour; ///< of the points
        bool everyTime = false;                  ///< idle hours get a bar
        db::YieldReport report{};
    };

    void show(Shown shown);
    void draw();
    void drawBars();
    void drawTrend();
    void look(db::CountedQuestion question, std::function<QString()> title);
    /// The next point with units in this direction from the one that is shown; -1 without one.
    [[nodiscard]] int neighbour(int direction) const;

    Period m_period = Period::Shift;
    db::YieldBy m_by = db::YieldBy::Hour;
    db::YieldQuestion m_question;
    Shown m_shown;
    QString m_about;
    QString m_beside;
    QVariantList m_figures;
    QVariantList m_faults;
    QVariantList m_bars;
    QStringList m_slotHeads;
    QVariantList m_slotFaults;
    QVariantList m_trend;
    QVariantList m_trendLines;
    double m_trendCentre = 0;
    QString m_trendFormula;
    QString m_trendFinding;
    // What the rows are called on record, in their order.
    std::vector<std::string> m_barLabels;
    std::vector<std::string> m_columnFaults;
    std::vector<std::string> m_rowSlots;
    std::vector<std::string> m_pointLabels;
    std::string m_point; ///< whose units are shown, by its label; empty = those of something else
    BehindDesk m_behind;
};

} // namespace greenlight::station::view
