#include "station/view/crew_desk.h"

#include "station/view/may_act.h"
#include "station/view/words.h"

#include <QVariantMap>
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace greenlight::station::view {

namespace {

QString textOf(const std::string& text) { return QString::fromStdString(text); }

struct Task {
    const char* word;
    const char* text;
    std::array<const char*, 5> wants; ///< the unused ones are null
};

constexpr std::array allTasks{
    Task{"add",
         QT_TRANSLATE_NOOP("Words", "Add somebody"),
         {"name", "role", "badge", "pin", "again"}},
    Task{"role", QT_TRANSLATE_NOOP("Words", "Another role"), {"role", "reason"}},
    Task{"pin", QT_TRANSLATE_NOOP("Words", "New PIN"), {"pin", "again", "reason"}},
    Task{"badge", QT_TRANSLATE_NOOP("Words", "New badge"), {"badge", "reason"}},
    Task{"unlock", QT_TRANSLATE_NOOP("Words", "Unlock"), {"reason"}},
    Task{"retire", QT_TRANSLATE_NOOP("Words", "Retire for ever"), {"reason"}}};

const Task* taskNamed(const QString& word) {
    const auto* const found = std::ranges::find_if(
        allTasks, [&word](const Task& task) { return word == QLatin1String(task.word); });
    return found == allTasks.end() ? nullptr : found;
}

bool wantsField(const QString& word, const char* field) {
    const Task* const task = taskNamed(word);
    return task != nullptr && std::ranges::any_of(task->wants, [field](const char* each) {
               return each != nullptr && std::string_view(each) == field;
           });
}

Fault unfit(const char* note) { return {.code = FaultCode::CredentialUnfit, .note = note}; }

} // namespace

QString CrewDesk::hindrance() const {
    const bool first = view().role.empty() && m_people.empty();
    return place().journal == nullptr           ? Words::tr("The line is not open")
           : place().training                   ? Words::tr("Nobody signs in in training")
           : first                              ? QString()
           : view().role.empty()                ? Words::tr("Nobody signs in: see the settings")
           : !mayAct(view(), Act::ManagePeople) ? Words::tr("Not for your role")
                                                : QString();
}

void CrewDesk::refresh() {
    if (m_office.isBusy() || place().journalFile.empty()) {
        return;
    }
    m_office.ask(
        [this, journal = place().journalFile,
         &clock = clock()](const BackOffice::Unwanted&) -> BackOffice::Answer {
            auto read = std::make_shared<Result<std::vector<db::PersonRecord>>>(
                db::readPeople(journal, clock));
            return [this, read] {
                if (*read) {
                    take(std::move(**read));
                } else {
                    conclude(read->fault());
                }
            };
        },
        patience, [] {});
}

void CrewDesk::take(std::vector<db::PersonRecord> people) {
    std::ranges::sort(people, {}, [](const db::PersonRecord& person) {
        return std::pair(person.retired, person.name);
    });
    const std::string before = seen() == nullptr ? std::string() : seen()->name;
    m_people = std::move(people);
    const auto still = std::ranges::find(m_people, before, &db::PersonRecord::name);
    m_chosen = still == m_people.end() ? -1 : static_cast<int>(still - m_people.begin());
    draw();
    Q_EMIT changed();
}

const db::PersonRecord* CrewDesk::seen() const {
    const auto at = static_cast<std::size_t>(m_chosen);
    return m_chosen >= 0 && at < m_people.size() ? &m_people[at] : nullptr;
}

bool CrewDesk::isLocked(const db::PersonRecord& person) const {
    return lockLeft(person, clock().wall()) > Duration::zero();
}

void CrewDesk::choose(int at) {
    withdraw();
    forget();
    forgetDraft();
    m_chosen = at != m_chosen && at >= 0 && at < m_rows.size() ? at : -1;
    Q_EMIT changed();
}

QVariantList CrewDesk::tasks() const {
    QVariantList list;
    const db::PersonRecord* const person = seen();
    if (person == nullptr || person->retired || !hindrance().isEmpty()) {
        return list;
    }
    for (const Task& task : allTasks) {
        const std::string_view word = task.word;
        if (word != "add" && (word != "unlock" || isLocked(*person))) {
            list << QVariantMap{{QStringLiteral("task"), QLatin1String(task.word)},
                                {QStringLiteral("text"), Words::tr(task.text)}};
        }
    }
    return list;
}

void CrewDesk::begin(const QString& task) {
    withdraw();
    forget();
    forgetDraft();
    const bool add = task == QStringLiteral("add");
    const auto all = tasks();
    const bool offered =
        add ? hindrance().isEmpty() : std::ranges::any_of(all, [&task](const QVariant& each) {
            return each.toMap().value(QStringLiteral("task")) == task;
        });
    if (offered) {
        m_task = task;
        // The first one has to be somebody who may add the others.
        m_role = add ? (m_people.empty() ? Role::Engineer : Role::Operator)
                     : roleNamed(seen()->role).value_or(Role::Operator);
    }
    if (add) {
        m_chosen = -1;
    }
    Q_EMIT changed();
}

QStringList CrewDesk::wants() const {
    QStringList list;
    if (const Task* const task = taskNamed(m_task)) {
        for (const char* const field : task->wants) {
            if (field != nullptr) {
                list << QLatin1String(field);
            }
        }
    }
    return list;
}

QString CrewDesk::role() const { return Words::role(name(m_role)); }

void CrewDesk::nextRole() {
    withdraw();
    const auto* const now = std::ranges::find(allRoles, m_role);
    m_role = now + 1 == allRoles.end() ? allRoles.front() : *(now + 1);
    Q_EMIT changed();
}

void CrewDesk::write(const QString& field, const QString& text) {
    QString* const target = field == QStringLiteral("name")     ? &m_name
                            : field == QStringLiteral("badge")  ? &m_badge
                            : field == QStringLiteral("pin")    ? &m_pin
                            : field == QStringLiteral("again")  ? &m_again
                            : field == QStringLiteral("reason") ? &m_reason
                                                                : nullptr;
    if (target == nullptr || m_task.isEmpty() || *target == text.left(longest)) {
        return;
    }
    withdraw();
    *target = text.left(longest);
    m_written = true;
    Q_EMIT changed();
}

bool CrewDesk::takesBadge() const { return wantsField(m_task, "badge"); }

Result<void> CrewDesk::check() const {
    const bool add = m_task == QStringLiteral("add");
    if (wantsField(m_task, "name")) {
        TRY(checkPersonName(m_name.trimmed().toStdString()));
    }
    if (wantsField(m_task, "badge") && !(add && m_badge.isEmpty())) {
        TRY(checkBadge(m_badge.toStdString()));
    }
    const bool pinNeeded = !add || needsPin(m_role) || m_badge.isEmpty();
    if (wantsField(m_task, "pin") && (pinNeeded || !m_pin.isEmpty())) {
        TRY(checkPin(m_pin.toStdString()));
        if (m_again != m_pin) {
            return unfit("the second one was another");
        }
    }
    if (wantsField(m_task, "reason") && m_reason.trimmed().isEmpty()) {
        return Fault{.code = FaultCode::ReasonMissing};
    }
    return {};
}

bool CrewDesk::due() const { return !m_task.isEmpty() && hindrance().isEmpty() && check().ok(); }

QString CrewDesk::objection() const {
    if (m_task.isEmpty() || !m_written) {
        return {};
    }
    const Result<void> checked = check();
    return checked ? QString() : Words::happened(checked.fault());
}

void CrewDesk::save() {
    if (!due() || line() == nullptr) {
        return;
    }
    const bool add = m_task == QStringLiteral("add");
    const std::string who = add ? m_name.trimmed().toStdString() : seen()->name;
    const NewPerson person{
        .name = who, .role = m_role, .badge = m_badge.toStdString(), .pin = m_pin.toStdString()};
    PersonChange change{.retire = m_task == QStringLiteral("retire"),
                        .unlock = m_task == QStringLiteral("unlock")};
    if (m_task == QStringLiteral("role")) {
        change.role = m_role;
    }
    if (m_task == QStringLiteral("pin")) {
        change.pin = person.pin;
    }
    if (m_task == QStringLiteral("badge")) {
        change.badge = person.badge;
    }
    act(
        [line = line(), add, person, change,
         reason = m_reason.trimmed().toStdString()](const Credentials& by) {
            return add ? line->addPerson(person, by)
                       : line->changePerson(person.name, change, by, reason);
        },
        [this, who] {
            const QString text = doneText(who);
            forgetDraft();
            refresh();
            return text;
        });
}

QString CrewDesk::doneText(const std::string& who) const {
    return m_task == QStringLiteral("add")
               ? Words::tr("%1 is %2 here now.").arg(textOf(who), role())
           : m_task == QStringLiteral("retire") ? Words::tr("%1 has retired.").arg(textOf(who))
           : m_task == QStringLiteral("unlock") ? Words::tr("%1 may try again.").arg(textOf(who))
                                                : Words::tr("%1 is changed.").arg(textOf(who));
}

void CrewDesk::forgetDraft() {
    m_task.clear();
    m_written = false;
    m_name.clear();
    m_badge.clear();
    m_pin.fill(QLatin1Char('\0'));
    m_pin.clear();
    m_again.fill(QLatin1Char('\0'));
    m_again.clear();
    m_reason.clear();
}

void CrewDesk::leave() {
    StationSection::leave();
    if (m_chosen >= 0 || !m_task.isEmpty()) {
        forgetDraft();
        m_chosen = -1;
        Q_EMIT changed();
    }
}

void CrewDesk::retranslate() { StationSection::retranslate(); }

void CrewDesk::draw() {
    QVariantList rows;
    for (const db::PersonRecord& person : m_people) {
        QStringList remarks;
        if (person.retired) {
            remarks << Words::tr("retired");
        } else {
            if (!person.badge.empty()) {
                remarks << Words::tr("Badge");
            }
            if (!person.pin.empty()) {
                remarks << QStringLiteral("PIN");
            }
            if (isLocked(person)) {
                remarks << Words::tr("locked");
            }
        }
        rows << QVariantMap{{QStringLiteral("name"), textOf(person.name)},
                            {QStringLiteral("role"), Words::role(person.role)},
                            {QStringLiteral("remark"), remarks.join(QStringLiteral(", "))},
                            {QStringLiteral("away"), person.retired}};
    }
    if (rows != m_rows) {
        m_rows = std::move(rows);
        Q_EMIT changed();
    }
}

} // namespace greenlight::station::view
