#include "station/view/pin_desk.h"

#include "station/view/words.h"

#include <utility>

namespace greenlight::station::view {

void PinDesk::attach(LineSource& line) {
    m_office.finish();
    m_line = &line;
    turnTo({}, {}, {});
}

void PinDesk::askFor(const QString& person, Act act, std::function<void()> done) {
    m_office.giveUp();
    turnTo(person, std::move(act), std::move(done));
}

void PinDesk::actAs(const LineView& view, std::function<Result<void>(const Credentials&)> act,
                    std::function<void(const Result<void>&)> done) {
    if (!view.role.empty()) {
        askFor(
            QString::fromStdString(view.operatorName),
            [act = std::move(act), who = view.operatorName](const std::string& pin) {
                return act({.who = who, .pin = pin});
            },
            [done = std::move(done)] { done({}); });
        return;
    }
    m_office.ask(
        [act = std::move(act), who = view.operatorName, done](const BackOffice::Unwanted&)
            -> BackOffice::Answer { return [done, acted = act({.who = who})] { done(acted); }; },
        patience, [done] { done(Fault{.code = FaultCode::JournalWrite, .note = "no answer"}); });
    Q_EMIT changed();
}

void PinDesk::show(const LineView& view) {
    const QString person = QString::fromStdString(view.pinWantedOf);
    const bool actStands =
        forAct() && person.isEmpty() && m_person == QString::fromStdString(view.operatorName);
    if (!actStands && (forAct() || person != m_person)) {
        turnTo(person, {}, {});
    }
}

/// What was typed for somebody else, for another act or too late is not the beginning of a PIN.
void PinDesk::turnTo(const QString& person, Act act, std::function<void()> done) {
    m_person = person;
    m_act = std::move(act);
    m_done = std::move(done);
    forget();
}

QString PinDesk::refusal() const { return m_refusal ? Words::sentence(*m_refusal) : QString(); }

void PinDesk::type(const QString& key) {
    if (!wanted() || busy() || key.size() != 1 || !key.at(0).isPrint() ||
        m_pin.size() >= mostKeys) {
        return;
    }
    m_refusal.reset();
    m_pin += key;
    Q_EMIT changed();
}

void PinDesk::back() {
    if (!busy() && !m_pin.isEmpty()) {
        m_pin.chop(1);
        Q_EMIT changed();
    }
}

void PinDesk::confirm() {
    if (m_line == nullptr || !wanted() || busy() || m_pin.isEmpty()) {
        return;
    }
    m_refusal.reset();
    m_office.ask(
        [this, line = m_line, person = m_person, act = m_act,
         pin = std::exchange(m_pin, {}).toStdString()](const BackOffice::Unwanted&) {
            return [this, person, done = act ? act(pin) : line->givePin(pin)] {
                answer(person, done);
            };
        },
        patience,
        [this, person = m_person] { answer(person, Fault{.code = FaultCode::PersonSecrets}); });
    Q_EMIT changed();
}

void PinDesk::cancel() {
    if (forAct()) {
        m_person.clear();
        m_act = {};
        m_done = {};
    } else if (m_line != nullptr) {
        m_line->forgetPin();
    }
    m_office.giveUp();
    forget();
    Q_EMIT tried();
}

void PinDesk::forget() {
    m_pin.fill(QLatin1Char('\0'));
    m_pin.clear();
    m_refusal.reset();
    Q_EMIT changed();
}

void PinDesk::answer(const QString& person, const Result<void>& done) {
    // A refusal is for whom it is about, and the pad may be somebody else's by now.
    if (!done && person == m_person) {
        m_refusal = done.fault();
    }
    if (done && forAct() && person == m_person) {
        const std::function<void()> told = std::exchange(m_done, {});
        turnTo({}, {}, {});
        told();
    }
    Q_EMIT changed();
    Q_EMIT tried();
}

} // namespace greenlight::station::view
