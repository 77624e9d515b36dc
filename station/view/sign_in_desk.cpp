#include "station/view/sign_in_desk.h"

#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>

namespace greenlight::station::view {

void SignInDesk::refresh() {
    ask<std::vector<db::PersonRecord>>(
        [](const RecordsPlace& place, Clock& clock, const BackOffice::Unwanted&) {
            return db::readPeople(place.journal, clock);
        },
        [this](std::vector<db::PersonRecord> people) { show(std::move(people)); });
}

void SignInDesk::choose(int place) {
    if (place >= 0 && static_cast<std::size_t>(place) < m_people.size()) {
        Q_EMIT chosen(QString::fromStdString(m_people.at(static_cast<std::size_t>(place)).name));
    }
}

void SignInDesk::show(std::vector<db::PersonRecord> people) {
    std::erase_if(people, [](const db::PersonRecord& person) {
        return person.retired || person.pin.empty();
    });
    std::ranges::sort(people, {}, &db::PersonRecord::name);
    m_people = std::move(people);
    draw();
    say();
}

void SignInDesk::retranslate() {
    draw();
    if (state() == QStringLiteral("found") || state() == QStringLiteral("absent")) {
        say();
    }
}

void SignInDesk::say() {
    if (m_people.empty()) {
        setState(QStringLiteral("absent"),
                 Words::tr("Nobody here signs in by a PIN. Scan your badge."));
    } else {
        setState(QStringLiteral("found"));
    }
}

void SignInDesk::forget() {
    m_people.clear();
    draw();
}

void SignInDesk::draw() {
    m_rows.clear();
    for (const db::PersonRecord& person : m_people) {
        m_rows << QVariantMap{{QStringLiteral("name"), QString::fromStdString(person.name)},
                              {QStringLiteral("role"), Words::role(person.role)}};
    }
}

} // namespace greenlight::station::view
