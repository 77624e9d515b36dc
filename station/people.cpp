#include "station/people.h"

#include "db/journal.h"
#include "engine/base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace greenlight::station {

namespace {

using Json = nlohmann::ordered_json;

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// As the journal's table compares them: Ann is ann.
bool sameName(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// Who made an entry that is about another person.
Json byWhom(const Actor& by) {
    Json data{{"by", by.name}, {"by_person", by.person}, {"by_role", name(by.role)}};
    if (by.byPin) {
        data["pin_of"] = by.person;
    }
    return data;
}

Fault personFault(FaultCode code, std::string note = {}) {
    return {.code = code, .note = std::move(note)};
}

} // namespace

Duration lockLeft(const db::PersonRecord& person, base::WallTime now) {
    const Duration lock = lockTime(person.wrongPins);
    const std::int64_t since = person.wrongAt.value_or(base::WallTime{}).unixMicros;
    const Duration passed = std::chrono::microseconds(now.unixMicros - since);
    return lock - std::clamp<Duration>(passed, Duration::zero(), lock);
}

void Actor::sign(Json& data, const char* key) const {
    data[key] = name;
    if (person == 0) {
        return;
    }
    data["person"] = person;
    data["role"] = station::name(role);
    if (byPin) {
        data["pin_of"] = person;
    }
}

People::People(db::Journal& journal, std::filesystem::path vault, Clock& clock, ScryptCost cost)
    : m_journal(journal)
    , m_vaultFile(std::move(vault))
    , m_clock(clock)
    , m_cost(cost) {}

Result<People> People::open(db::Journal& journal, const std::filesystem::path& vault, Clock& clock,
                            ScryptCost cost) {
    People people(journal, vault, clock, cost);
    TRY(people.load());
    if (!people.empty()) {
        people.m_vault = TRY(PinVault::open(vault, cost));
    }
    return people;
}

std::size_t People::indexOf(std::vector<Known>::const_iterator known) const {
    return static_cast<std::size_t>(known - m_people.begin());
}

Result<void> People::load() {
    m_people.clear();
    for (db::PersonRecord& record : TRY(m_journal.people())) {
        const auto role = roleNamed(record.role);
        if (!role) {
            return Fault{.code = FaultCode::JournalCorrupt,
                         .stage = Stage::Record,
                         .note =
                             fmt::format("{} has the unknown role {}", record.name, record.role)};
        }
        // The calendar is all there is to tell how much of a lock has passed without the program.
        const Duration left = lockLeft(record, m_clock.wall());
        m_people.push_back({std::move(record), *role, m_clock.now() + left});
    }
    return {};
}

std::optional<std::size_t> People::placeOf(std::string_view name) const {
    const auto found = std::ranges::find_if(
        m_people, [name](const Known& known) { return sameName(known.record.name, name); });
    return found == m_people.end() ? std::nullopt : std::optional(indexOf(found));
}

std::optional<std::size_t> People::placeOfBadge(const std::string& badge) const {
    const auto found = std::ranges::find_if(
        m_people, [&badge](const Known& known) { return known.record.badge == badge; });
    return badge.empty() || found == m_people.end() ? std::nullopt : std::optional(indexOf(found));
}

std::optional<std::size_t> People::find(std::string_view who) const {
    std::optional<std::size_t> place = placeOf(who);
    if (!place && m_vault && checkBadge(who).ok()) {
        place = placeOfBadge(m_vault->nameOfBadge(who));
    }
    return place && !m_people[*place].record.retired ? place : std::nullopt;
}

bool People::knowsBadge(std::string_view badge) const {
    return find(badge).has_value() && !placeOf(badge);
}

bool People::wantsPin(std::string_view who) const {
    const auto place = find(who);
    return place && (needsPin(m_people[*place].role) || placeOf(who));
}

std::string People::nameOf(std::string_view who) const {
    const auto place = find(who);
    return place ? m_people[*place].record.name : std::string();
}

Result<Actor> People::authorise(const Credentials& who, Act act, const Note& note) {
    Actor actor;
    Result<void> proven = prove(who, actor);
    if (proven && !may(actor.role, act)) {
        proven = personFault(FaultCode::NotAllowed,
                             fmt::format("{}, {}", actor.name, station::name(actor.role)));
    }
    if (proven) {
        return actor;
    }
    // What was shown stays out of the record where it is nobody's name: it may be a PIN that went
    // into the wrong field, or a badge.
    Json data{{"person", actor.person},
              {"name", actor.name},
              {"act", station::name(act)},
              {"fault", base::name(proven.fault().code)}};
    if (actor.byPin) {
        data["pin_of"] = actor.person;
    }
    TRY(note(db::kind::signInRefused, std::move(data)));
    return proven.fault();
}

Result<void> People::prove(const Credentials& who, Actor& actor) {
    const auto place = find(who.who);
    if (!place) {
        return personFault(FaultCode::PersonUnknown);
    }
    Known& known = m_people[*place];
    const db::PersonRecord& record = known.record;
    actor = {.name = record.name, .person = record.id, .role = known.role};
    actor.byBadge = !placeOf(who.who);
    if (record.pin.empty() && !needsPin(known.role)) {
        // Named, with the badge instead of a PIN, where no scanner tells the two apart.
        actor.byBadge =
            actor.byBadge || (!who.pin.empty() && m_vault->nameOfBadge(who.pin) == record.badge);
        return actor.byBadge ? Result<void>()
                             : personFault(FaultCode::CredentialUnfit,
                                           fmt::format("{} signs in with a badge", record.name));
    }
    if (actor.byBadge && !needsPin(known.role) && who.pin.empty()) {
        return {};
    }
    TRY(tryPin(known, who.pin));
    actor.byPin = true;
    return {};
}

Result<void> People::tryPin(Known& known, std::string_view pin) {
    db::PersonRecord& record = known.record;
    if (const Duration left = known.lockedUntil - m_clock.now(); left > Duration::zero()) {
        return personFault(FaultCode::PersonLocked,
                           fmt::format("{}, for {} more", record.name, durationText(left)));
    }
    if (pin.empty()) {
        return personFault(FaultCode::CredentialUnfit, fmt::format("{} has a PIN", record.name));
    }
    if (TRY(m_vault->matches(pin, record.pin))) {
        record.wrongPins = 0;
        return {};
    }
    ++record.wrongPins;
    const Duration lock = lockTime(record.wrongPins);
    known.lockedUntil = m_clock.now() + lock;
    return personFault(FaultCode::PinWrong,
                       lock == Duration::zero()
                           ? fmt::format("{} more before {} is locked",
                                         wrongPinsAllowed - record.wrongPins, record.name)
                           : fmt::format("{} is locked for {}", record.name, durationText(lock)));
}

Result<void> People::demandFree(const NewPerson& person) const {
    if (m_people.size() >= db::mostPeople) {
        return personFault(FaultCode::PersonExists,
                           fmt::format("a station has {} people at most", db::mostPeople));
    }
    if (placeOf(person.name) || knowsBadge(person.name) || placeOf(person.badge)) {
        return personFault(FaultCode::PersonExists, person.name);
    }
    return {};
}

Result<void> People::addFirst(const NewPerson& person, const std::string& by) {
    CHECK(empty());
    if (!may(person.role, Act::ManagePeople)) {
        return personFault(FaultCode::NotAllowed,
                           "the first person of a station is one who may add the others");
    }
    return enter(person, {{"by", by}, {"first", true}});
}

Result<void> People::add(const NewPerson& person, const Actor& by) {
    if (!may(by.role, Act::ManagePeople)) {
        return personFault(FaultCode::NotAllowed, by.name);
    }
    return enter(person, byWhom(by));
}

Result<void> People::enter(const NewPerson& person, Json about) {
    TRY(checkPersonName(person.name));
    TRY(demandFree(person));
    if (!person.badge.empty()) {
        TRY(checkBadge(person.badge));
    }
    if (!person.pin.empty() || needsPin(person.role) || person.badge.empty()) {
        TRY(checkPin(person.pin));
    }
    if (!m_vault) {
        m_vault = TRY(PinVault::openOrMake(m_vaultFile, m_cost));
    }
    const std::string badge =
        person.badge.empty() ? std::string() : m_vault->nameOfBadge(person.badge);
    TRY(demandBadge(badge, 0));
    // The secret is on the disk before the entry that names it.
    const std::string pin = person.pin.empty() ? std::string() : TRY(m_vault->keep(person.pin));
    Json data{{"name", person.name},
              {"role", station::name(person.role)},
              {"badge", badge},
              {"pin", pin}};
    data.update(about);
    TRY(m_journal.append(db::kind::personAdded, data));
    return load();
}

Result<void> People::demandBadge(const std::string& badge, std::uint64_t of) const {
    const auto other = placeOfBadge(badge);
    return !other || m_people[*other].record.id == of
               ? Result<void>()
               : personFault(FaultCode::PersonExists, m_people[*other].record.name);
}

Result<void> People::demandManagers(const Known& changed, const PersonChange& change) const {
    const auto stays = [&](const Known& known) {
        const bool same = known.record.id == changed.record.id;
        const Role role = same ? change.role.value_or(known.role) : known.role;
        return !known.record.retired && !(same && change.retire) && may(role, Act::ManagePeople);
    };
    return std::ranges::any_of(m_people, stays) ? Result<void>()
                                                : personFault(FaultCode::NobodyLeft);
}

Result<void> People::change(std::string_view name, const PersonChange& change, const Actor& by,
                            std::string_view reason) {
    const auto place = placeOf(name);
    if (!place || m_people[*place].record.retired) {
        return personFault(FaultCode::PersonUnknown, std::string(name));
    }
    const Known& known = m_people[*place];
    const bool ownPin = by.person == known.record.id && change.pin && !change.role &&
                        !change.badge && !change.retire && !change.unlock;
    if (!may(by.role, Act::ManagePeople) && !ownPin) {
        return personFault(FaultCode::NotAllowed, by.name);
    }
    if (reason.find_first_not_of(' ') == std::string_view::npos) {
        return personFault(FaultCode::ReasonMissing);
    }
    TRY(demandManagers(known, change));
    Json data{{"person", known.record.id}, {"name", known.record.name}};
    TRY(describe(known, change, data));
    data.update(byWhom(by));
    data["reason"] = reason;
    TRY(m_journal.append(db::kind::personChanged, data));
    TRY(load());
    // What is left of an old PIN goes with the next change if it does not go now.
    (void)m_vault->forgetAllBut(pinsInUse());
    return {};
}

Result<void> People::describe(const Known& known, const PersonChange& change, Json& data) {
    const Role role = change.role.value_or(known.role);
    const bool hasPin = change.pin || !known.record.pin.empty();
    const bool hasBadge = change.badge ? !change.badge->empty() : !known.record.badge.empty();
    if (!hasPin && (needsPin(role) || !hasBadge)) {
        return personFault(FaultCode::CredentialUnfit,
                           fmt::format("{} needs a PIN", known.record.name));
    }
    if (change.role) {
        data["role"] = station::name(role);
    }
    if (change.badge) {
        if (!change.badge->empty()) {
            TRY(checkBadge(*change.badge));
            if (placeOf(*change.badge)) {
                return personFault(FaultCode::PersonExists, *change.badge);
            }
        }
        const std::string badge =
            change.badge->empty() ? std::string() : m_vault->nameOfBadge(*change.badge);
        TRY(demandBadge(badge, known.record.id));
        data["badge"] = badge;
    }
    if (change.retire) {
        data["retired"] = true;
    }
    if (change.unlock) {
        data["unlocked"] = true;
    }
    if (change.pin) {
        TRY(checkPin(*change.pin));
        data["pin"] = TRY(m_vault->keep(*change.pin));
    }
    return {};
}

std::set<std::string> People::pinsInUse() const {
    std::set<std::string> pins;
    for (const Known& known : m_people) {
        if (!known.record.retired) {
            pins.insert(known.record.pin);
        }
    }
    return pins;
}

} // namespace greenlight::station
