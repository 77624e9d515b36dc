#include "station/view/pin_desk.h"

#include "station/view/words.h"

#include <utility>

namespace greenlight::station::view {

void PinDesk::attach(LineSource& line) {
    m_office.finish();
    m_line = &line;
    forget();
}

void PinDesk::show(const LineView& view) {
    const QString person = QString::fromStdString(view.pinWantedOf);
    if (person == m_person) {
        return;
    }
    // What was typed for somebody else, or too late, is not the beginning of another PIN.
    m_person = person;
    forget();
}

QString PinDesk::refusal() const {
    return m_refusal ? Words::happened(*m_refusal) + QLatin1Char(' ') + Words::doNow(*m_refusal)
                     : QString();
}

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
        [this, line = m_line, person = m_person,
         pin = std::exchange(m_pin, {}).toStdString()](const BackOffice::Unwanted&) {
            return [this, person, done = line->givePin(pin)] { answer(person, done); };
        },
        patience,
        [this, person = m_person] { answer(person, Fault{.code = FaultCode::PersonSecrets}); });
    Q_EMIT changed();
}

void PinDesk::cancel() {
    if (m_line != nullptr) {
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
    Q_EMIT changed();
    Q_EMIT tried();
}

} // namespace greenlight::station::view
