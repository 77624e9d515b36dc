#pragma once

#include "station/view/line_source.h"
#include "station/view/pin_desk.h"
#include "station/view/station_place.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>

namespace greenlight::station::view {

/// What the pages about the station itself have in common: one line and one place to act upon, and
/// what became of the last act, as a sentence. Thread: the GUI's.
class StationSection : public QObject {
    Q_OBJECT
    QML_ANONYMOUS
    /// What became of the last act, as a sentence, and whether it was done; empty without one.
    Q_PROPERTY(QString outcome READ outcome NOTIFY changed)
    Q_PROPERTY(bool done READ done NOTIFY changed)
    /// Why nothing can be done here, in few words; else empty.
    Q_PROPERTY(QString hindrance READ hindrance NOTIFY changed)

public:
    /// `pin` and `clock` outlive the section.
    StationSection(PinDesk& pin, Clock& clock, QObject* parent = nullptr);

    /// The line that is acted upon from now on.
    void attach(LineSource& line);

    /// Where everything is. Before it there is nothing to be seen.
    void open(const StationPlace& place);

    /// Takes in one picture of the line.
    void show(const LineView& view);

    /// Nothing is in work behind this call: before what the place points at goes away.
    virtual void finish() {}

    /// The page is closed: nothing is chosen any more, and no PIN is waited for.
    virtual void leave();

    /// Makes the texts anew, in the language that is chosen now.
    virtual void retranslate();

    [[nodiscard]] const QString& outcome() const noexcept { return m_outcome; }

    [[nodiscard]] bool done() const noexcept { return m_done; }

    [[nodiscard]] virtual QString hindrance() const { return {}; }

    /// What became of the last act is not shown any more.
    Q_INVOKABLE void forget();

Q_SIGNALS:
    void changed();
    /// The settings on the disk are others than those that the line was opened with.
    void settingsReplaced();

protected:
    [[nodiscard]] PinDesk& pin() noexcept { return m_pin; }

    [[nodiscard]] Clock& clock() const noexcept { return m_clock; }

    [[nodiscard]] LineSource* line() const noexcept { return m_line; }

    [[nodiscard]] const LineView& view() const noexcept { return m_view; }

    [[nodiscard]] const StationPlace& place() const noexcept { return m_place; }

    /// Whether a slot works, or somebody's board waits for its end.
    [[nodiscard]] bool isWorking() const;

    /// Why settings cannot be changed now, in few words; `inTraining` says it of training.
    [[nodiscard]] QString changeHindrance(const QString& inTraining) const;

    /// Withdraws the PIN that an act of this section waits for.
    void withdraw();

    /// Does an act as whoever is at the line, and then `after`, which says what became of it.
    void act(std::function<Result<void>(const Credentials&)> deed, std::function<QString()> after);

    void conclude(const QString& sentence, bool done);
    void conclude(const Fault& fault);

    /// The place or the picture has changed.
    virtual void draw() {}

private:
    PinDesk& m_pin;
    Clock& m_clock;
    LineSource* m_line = nullptr;
    StationPlace m_place;
    LineView m_view;
    QString m_outcome;
    bool m_done = false;
    bool m_acting = false; ///< a PIN is waited for, for an act of this section
};

} // namespace greenlight::station::view
