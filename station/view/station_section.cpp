#include "station/view/station_section.h"

#include "station/view/may_act.h"
#include "station/view/words.h"

#include <algorithm>
#include <utility>

namespace greenlight::station::view {

StationSection::StationSection(PinDesk& pin, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_pin(pin)
    , m_clock(clock) {}

void StationSection::attach(LineSource& line) { m_line = &line; }

void StationSection::open(const StationPlace& place) {
    m_place = place;
    draw();
    Q_EMIT changed();
}

void StationSection::show(const LineView& view) {
    m_view = view;
    draw();
}

void StationSection::leave() {
    withdraw();
    forget();
}

void StationSection::retranslate() {
    m_outcome.clear();
    draw();
    Q_EMIT changed();
}

void StationSection::forget() {
    if (!m_outcome.isEmpty()) {
        m_outcome.clear();
        Q_EMIT changed();
    }
}

bool StationSection::isWorking() const {
    return std::ranges::any_of(m_view.slots,
                               [](const LineSlot& slot) { return slot.slot.isWorking(); });
}

QString StationSection::changeHindrance(const QString& inTraining) const {
    return m_place.journal == nullptr             ? Words::tr("The line is not open")
           : m_place.settingsFile.empty()         ? inTraining
           : !mayAct(m_view, Act::ChangeSettings) ? Words::tr("Not for your role")
           : isWorking()                          ? Words::tr("Not while a slot works")
                                                  : QString();
}

void StationSection::withdraw() {
    if (m_acting && m_pin.forAct()) {
        m_pin.cancel();
    }
    m_acting = false;
}

void StationSection::act(std::function<Result<void>(const Credentials&)> deed,
                         std::function<QString()> after) {
    m_outcome.clear();
    m_acting = true;
    m_pin.actAs(m_view, std::move(deed),
                [this, after = std::move(after)](const Result<void>& acted) {
                    m_acting = false;
                    if (acted) {
                        conclude(after(), true);
                    } else {
                        conclude(acted.fault());
                    }
                });
    Q_EMIT changed();
}

void StationSection::conclude(const QString& sentence, bool done) {
    m_outcome = sentence;
    m_done = done;
    draw();
    Q_EMIT changed();
}

void StationSection::conclude(const Fault& fault) { conclude(Words::sentence(fault), false); }

} // namespace greenlight::station::view
