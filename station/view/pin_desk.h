#pragma once

#include "station/view/back_office.h"
#include "station/view/line_source.h"

#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QString>
#include <functional>
#include <optional>
#include <string>

namespace greenlight::station::view {

/// The other half of the PIN pad: whose PIN is waited for, how many keys were pressed and what was
/// wrong. It is the line that waits, for somebody to sign in, or one act that takes a PIN of its
/// own. The keys themselves never leave it but to the line. Thread: the GUI's; the PIN is tried on
/// another.
class PinDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("comes with the desk")
    /// Somebody's PIN is waited for.
    Q_PROPERTY(bool wanted READ wanted NOTIFY changed)
    Q_PROPERTY(QString person READ person NOTIFY changed)
    /// How many characters were given.
    Q_PROPERTY(int typed READ typed NOTIFY changed)
    /// A PIN is being tried.
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    /// Why the last one was not taken, as a sentence; else empty.
    Q_PROPERTY(QString refusal READ refusal NOTIFY changed)
    /// It is for an act, and nobody signs in by it.
    Q_PROPERTY(bool forAct READ forAct NOTIFY changed)

public:
    /// No PIN is longer.
    static constexpr qsizetype mostKeys = 64;
    /// A PIN that is tried for longer than this gets no answer: the station has another problem.
    static constexpr std::chrono::milliseconds patience{10'000};

    using QObject::QObject;

    /// Does the act with this PIN. Called on another thread, and may take its time.
    using Act = std::function<Result<void>(const std::string& pin)>;

    /// Waits for the PIN of who is at the line for one act. Until it is done, which `done` is told
    /// on the GUI's thread, they press cancel, somebody else comes, or the line wants somebody's
    /// PIN itself.
    void askFor(const QString& person, Act act, std::function<void()> done);

    /// Does an act as whoever is at the line in this picture: where people sign in, once their PIN
    /// is given, and a wrong one is not the end of it; else at once, in the name of who sits at the
    /// computer. The act is called on another thread, `done` on the GUI's.
    void actAs(const LineView& view, std::function<Result<void>(const Credentials&)> act,
               std::function<void(const Result<void>&)> done);

    /// The line that PINs go to from now on. Waits for one that is being tried at the line before.
    void attach(LineSource& line);

    /// Gives up the PIN that is being tried and waits until the line is not used any more.
    void finish() { m_office.finish(); }

    /// Takes in one picture of the line.
    void show(const LineView& view);

    [[nodiscard]] bool wanted() const { return !m_person.isEmpty(); }

    [[nodiscard]] const QString& person() const noexcept { return m_person; }

    [[nodiscard]] int typed() const { return static_cast<int>(m_pin.size()); }

    [[nodiscard]] bool busy() const { return m_office.isBusy(); }

    [[nodiscard]] QString refusal() const;

    [[nodiscard]] bool forAct() const { return m_act != nullptr; }

    /// One more character; what is not printable, comes on top of mostKeys or while a PIN is tried
    /// is not taken.
    Q_INVOKABLE void type(const QString& key);
    /// Takes the last one back.
    Q_INVOKABLE void back();
    /// Tries the PIN. Nothing happens without one.
    Q_INVOKABLE void confirm();
    /// Nobody signs in; whoever is signed in stays.
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    /// A PIN was tried, and the line looks different if it was right.
    void tried();

private:
    void turnTo(const QString& person, Act act, std::function<void()> done);
    void forget();
    void answer(const QString& person, const Result<void>& done);

    LineSource* m_line = nullptr;
    QString m_person;
    Act m_act; ///< empty while it is the line that waits, or nobody does
    std::function<void()> m_done;
    QString m_pin;
    std::optional<Fault> m_refusal;
    BackOffice m_office{this};
};

} // namespace greenlight::station::view
