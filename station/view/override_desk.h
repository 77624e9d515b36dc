#pragma once

#include "station/view/line_source.h"
#include "station/view/pin_desk.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariantList>

namespace greenlight::station::view {

/// What only some may do at the line, for a reason: take a locked slot back, let a unit that passed
/// be programmed again, let the active recipe lock chips for ever. First the act is chosen, then
/// the slot and the reason, and then whoever is at the line proves that it is them; being signed in
/// is not enough. Where nobody signs in the name at the computer is. Thread: the GUI's.
class OverrideDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// What whoever is at the line may do, each with word, title and remark, and whether there is
    /// occasion for it (`due`).
    Q_PROPERTY(QVariantList acts READ acts NOTIFY changed)
    /// The word of the one that is chosen: "release-slot", "allow-rework", "lock-for-ever"; empty =
    /// none.
    Q_PROPERTY(QString act READ act NOTIFY changed)
    /// The slots, each with name, remark, and whether the act can be done there (`due`); empty
    /// where it is not about one slot.
    Q_PROPERTY(QVariantList places READ places NOTIFY changed)
    /// The number of the one that is chosen; -1 = none.
    Q_PROPERTY(int place READ place NOTIFY changed)
    /// Usual reasons for the act; the one that is given is what goes on record.
    Q_PROPERTY(QStringList reasons READ reasons NOTIFY changed)
    Q_PROPERTY(QString reason READ reason WRITE giveReason NOTIFY changed)
    /// Act, slot and reason are there.
    Q_PROPERTY(bool complete READ complete NOTIFY changed)
    /// What became of the last one, as a sentence, and whether it was done.
    Q_PROPERTY(QString outcome READ outcome NOTIFY changed)
    Q_PROPERTY(bool done READ done NOTIFY changed)

public:
    /// No reason is longer.
    static constexpr qsizetype mostLetters = 200;

    /// `pin` outlives the desk.
    explicit OverrideDesk(PinDesk& pin, QObject* parent = nullptr);

    /// The line that is acted upon from now on.
    void attach(LineSource& line);

    /// Takes in one picture of the line.
    void show(const LineView& view);

    /// Whoever is at the line may do one of these at all.
    [[nodiscard]] static bool mayAny(const LineView& view);

    [[nodiscard]] const QVariantList& acts() const noexcept { return m_acts; }

    [[nodiscard]] const QString& act() const noexcept { return m_act; }

    [[nodiscard]] const QVariantList& places() const noexcept { return m_places; }

    [[nodiscard]] int place() const noexcept { return m_place; }

    [[nodiscard]] QStringList reasons() const;

    [[nodiscard]] const QString& reason() const noexcept { return m_reason; }

    [[nodiscard]] bool complete() const;

    [[nodiscard]] const QString& outcome() const noexcept { return m_outcome; }

    [[nodiscard]] bool done() const noexcept { return m_done; }

    /// Chooses an act; one that is not offered changes nothing. Slot and reason begin anew.
    Q_INVOKABLE void choose(const QString& act);
    /// Chooses a slot at which the act can be done; another number changes nothing.
    Q_INVOKABLE void choosePlace(int place);
    /// What is longer than mostLetters is cut there.
    Q_INVOKABLE void giveReason(const QString& reason);
    /// Asks for the PIN, or does it at once where nobody signs in. Nothing happens while something
    /// is missing.
    Q_INVOKABLE void confirm();
    /// Nothing is chosen any more.
    Q_INVOKABLE void clear();

    /// The page is closed: nothing is chosen any more, and no PIN is waited for.
    void leave();

    /// Makes the texts anew, in the language that is chosen now.
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    /// A PIN confirms what stands on the page and nothing that stood there before.
    void withdraw();
    void draw();
    void conclude(const Result<void>& result);
    [[nodiscard]] QString doneText() const;

    PinDesk& m_pin;
    LineSource* m_line = nullptr;
    LineView m_view;
    QVariantList m_acts;
    QVariantList m_places;
    QString m_act;
    int m_place = -1;
    QString m_reason;
    QString m_outcome;
    bool m_done = false;
};

} // namespace greenlight::station::view
