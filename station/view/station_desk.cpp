#include "station/view/station_desk.h"

#include <algorithm>

namespace greenlight::station::view {

namespace {

/// In the order of the sections.
constexpr std::array names{"probes", "settings", "people", "backup", "test", "log"};

} // namespace

StationDesk::StationDesk(PinDesk& pin, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_probes(pin, clock)
    , m_settings(pin, clock)
    , m_crew(pin, clock)
    , m_backups(pin, clock)
    , m_check(pin, clock)
    , m_log(pin, clock) {
    for (StationSection* const section : m_all) {
        connect(section, &StationSection::settingsReplaced, this, &StationDesk::settingsReplaced);
    }
}

void StationDesk::attach(LineSource& line) {
    for (StationSection* const section : m_all) {
        section->attach(line);
    }
}

void StationDesk::open(const StationPlace& place) {
    for (StationSection* const section : m_all) {
        section->open(place);
    }
}

void StationDesk::show(const LineView& view) {
    m_view = view;
    if (m_shown) {
        shown().show(view);
    }
}

void StationDesk::finish() {
    for (StationSection* const section : m_all) {
        section->finish();
    }
}

void StationDesk::leave() {
    for (StationSection* const section : m_all) {
        section->leave();
    }
}

void StationDesk::retranslate() {
    for (StationSection* const section : m_all) {
        section->retranslate();
    }
}

StationSection& StationDesk::shown() {
    const auto* const at = std::ranges::find_if(
        names, [this](const char* name) { return m_section == QLatin1String(name); });
    return *m_all.at(static_cast<std::size_t>(at - names.begin()));
}

void StationDesk::open(const QString& section) {
    const bool exists = std::ranges::any_of(
        names, [&section](const char* name) { return section == QLatin1String(name); });
    if (exists && section != m_section) {
        shown().leave();
        m_section = section;
        shown().show(m_view);
        Q_EMIT changed();
    }
}

bool StationDesk::takeBadge(const QString& badge) {
    if (!m_shown || m_section != QStringLiteral("people") || !m_crew.takesBadge()) {
        return false;
    }
    m_crew.write(QStringLiteral("badge"), badge);
    return true;
}

void StationDesk::setShown(bool shown) {
    if (m_shown && !shown) {
        leave();
    }
    m_shown = shown;
}

} // namespace greenlight::station::view
