#include "station/view/records_desk.h"

namespace greenlight::station::view {

RecordsDesk::RecordsDesk(Clock& clock, QObject* parent)
    : QObject(parent)
    , m_unit(clock)
    , m_yields(clock)
    , m_recall(clock)
    , m_audit(clock)
    , m_shift(clock)
    , m_signIn(clock) {}

void RecordsDesk::open(const RecordsPlace& place) {
    m_unit.open(place);
    m_yields.open(place);
    m_yields.behind()->open(place);
    m_recall.open(place);
    m_audit.open(place.journal, place.signer);
    m_shift.open(place);
    m_signIn.open(place);
}

void RecordsDesk::close() {
    m_unit.close();
    m_yields.close();
    m_yields.behind()->close();
    m_recall.close();
    m_audit.finish();
    m_shift.close();
    m_signIn.close();
}

void RecordsDesk::retranslate() {
    m_unit.retranslate();
    m_yields.retranslate();
    m_yields.behind()->retranslate();
    m_recall.retranslate();
    m_audit.retranslate();
    m_shift.retranslate();
    m_signIn.retranslate();
}

} // namespace greenlight::station::view
