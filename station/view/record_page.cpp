#include "station/view/record_page.h"

#include "station/view/words.h"

namespace greenlight::station::view {

RecordPage::RecordPage(Clock& clock, QObject* parent) : QObject(parent), m_clock(clock) {}

void RecordPage::open(RecordsPlace place) {
    m_place = std::move(place);
    clear();
}

void RecordPage::clear() {
    m_office.giveUp();
    forget();
    setState(QStringLiteral("empty"));
}

QString RecordPage::message() const { return m_fault ? Words::sentence(*m_fault) : m_message; }

void RecordPage::setState(const QString& state, const QString& message) {
    m_state = state;
    m_message = message;
    m_fault.reset();
    Q_EMIT changed();
}

void RecordPage::fail(const Fault& fault) {
    forget();
    m_state = QStringLiteral("fault");
    m_fault = fault;
    Q_EMIT changed();
}

} // namespace greenlight::station::view
