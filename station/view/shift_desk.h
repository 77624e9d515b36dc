#pragma once

#include "station/view/record_page.h"
#include "station/view/shift_pace.h"

namespace greenlight::station::view {

/// How the shift goes, for the line page: units, first-pass yield, target and pace. The journal
/// says all of it, so that a restart in the middle of a shift forgets nothing; it is asked again
/// when the line has ended an attempt and when a quarter of an hour is over, once a second at
/// most. What a question costs grows with the length of the shift and not with the age of the
/// journal. Thread: the GUI's.
/// (The tools of QML find what is inherited only by its whole name.)
class ShiftDesk : public greenlight::station::view::RecordPage {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the records")
    /// The shift's name, or "This shift" where none is named.
    Q_PROPERTY(QString name READ name NOTIFY changed)
    /// Units; a dash as long as the journal has not answered.
    Q_PROPERTY(QString passed READ passed NOTIFY changed)
    Q_PROPERTY(QString notPassed READ notPassed NOTIFY changed)
    /// "97.96 %"; a dash without units.
    Q_PROPERTY(QString firstPass READ firstPass NOTIFY changed)
    /// Attempts on boards that never told their name, which are no units; empty without any.
    Q_PROPERTY(QString nameless READ nameless NOTIFY changed)
    Q_PROPERTY(bool hasTarget READ hasTarget NOTIFY changed)
    /// "412 / 600"
    Q_PROPERTY(QString progress READ progress NOTIFY changed)
    /// Parts of the target, 0 to 1: what has passed, and what would have by now at an even pace.
    Q_PROPERTY(double done READ done NOTIFY changed)
    Q_PROPERTY(double due READ due NOTIFY changed)
    /// Units an hour now and needed from now on, as one short text.
    Q_PROPERTY(QString pace READ pace NOTIFY changed)
    /// "behind", "on-time", "reached" or nothing, and that in words.
    Q_PROPERTY(QString standing READ standing NOTIFY changed)
    Q_PROPERTY(QString word READ word NOTIFY changed)

public:
    /// The journal is not asked more often than this.
    static constexpr Duration pause = std::chrono::seconds(1);
    /// A journal that did not answer is asked again after this.
    static constexpr Duration retryPause = std::chrono::seconds(10);

    using RecordPage::RecordPage;

    /// The line was looked at: it has ended this many attempts since it was opened. Asks the
    /// journal when that says that something is new.
    void look(std::uint64_t ended);

    /// Shows what a shift has made: the journal's answer.
    void show(const ShiftSpan& shift, const ShiftWork& work);

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString passed() const;
    [[nodiscard]] QString notPassed() const;
    [[nodiscard]] QString firstPass() const;
    [[nodiscard]] QString nameless() const;

    [[nodiscard]] bool hasTarget() const noexcept { return place().targetPerShift != 0; }

    [[nodiscard]] QString progress() const;
    [[nodiscard]] double done() const;

    [[nodiscard]] double due() const noexcept { return m_due; }

    [[nodiscard]] QString pace() const;
    [[nodiscard]] QString standing() const;
    [[nodiscard]] QString word() const;

    void retranslate() override { Q_EMIT changed(); }

protected:
    void forget() override;

private:
    [[nodiscard]] bool isNew(std::uint64_t ended, base::WallTime wall) const;
    void askJournal(base::WallTime wall);
    /// Takes the time that has gone by into account.
    void reckon(base::WallTime wall);

    std::uint64_t m_ended = 0; ///< as the question that was asked last knew it
    db::Quarter m_quarter = 0; ///< in which that was
    std::optional<Instant> m_askedAt{};
    ShiftSpan m_shift{};
    std::optional<ShiftWork> m_work{}; ///< none before the journal has answered
    Pace m_pace{};
    double m_due = 0;
};

} // namespace greenlight::station::view
