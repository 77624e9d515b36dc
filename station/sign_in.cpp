#include "station/sign_in.h"

#include "engine/base/check.h"

#include <utility>

namespace greenlight::station {

using Json = nlohmann::ordered_json;

SignIn::SignIn(SignInRules rules, std::optional<People> people, std::string atTheComputer,
               Clock& clock, Note note)
    : m_rules(rules)
    , m_atTheComputer(std::move(atTheComputer))
    , m_clock(clock)
    , m_note(std::move(note))
    , m_people(std::move(people)) {
    CHECK(m_rules.wanted == m_people.has_value());
}

Result<SignIn::Step> SignIn::signIn(const Credentials& who) {
    if (!m_rules.wanted) {
        return Fault{.code = FaultCode::NotAllowed, .note = "nobody signs in at this station"};
    }
    const std::scoped_lock people(m_peopleMutex);
    if (who.pin.empty() && m_people->wantsPin(who.who)) {
        const std::scoped_lock lock(m_mutex);
        m_pinWantedOf = m_people->nameOf(who.who);
        m_pinWantedFor = who.who;
        m_pinWantedUntil = m_clock.now() + pinPatience;
        return Step::PinWanted;
    }
    const Actor actor = TRY(m_people->authorise(who, Act::SignIn, m_note));
    const std::scoped_lock lock(m_mutex);
    if (m_present && m_present->person != actor.person) {
        signOutNow("switched");
    }
    Json data{{"how", actor.byPin ? (actor.byBadge ? "badge and PIN" : "name and PIN") : "badge"}};
    actor.sign(data, "name");
    TRY(m_note(db::kind::signIn, std::move(data)));
    m_present = actor;
    m_pressedAt = m_clock.now();
    m_pinWantedOf.clear();
    return Step::Done;
}

Result<void> SignIn::givePin(std::string_view pin) {
    std::string who;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_pinWantedOf.empty()) {
            return Fault{.code = FaultCode::NotSignedIn};
        }
        who = m_pinWantedFor;
        m_pinWantedUntil = m_clock.now() + pinPatience;
    }
    // An empty PIN is a wrong one and not the first half of a sign-in.
    if (pin.empty()) {
        return Fault{.code = FaultCode::PinWrong};
    }
    TRY(signIn({.who = std::move(who), .pin = std::string(pin)}));
    return {};
}

void SignIn::forgetPin() {
    const std::scoped_lock lock(m_mutex);
    m_pinWantedOf.clear();
    m_pinWantedFor.clear();
}

bool SignIn::isBadge(std::string_view text) {
    const std::scoped_lock people(m_peopleMutex);
    return m_people && m_people->knowsBadge(text);
}

void SignIn::signOut() {
    const std::scoped_lock lock(m_mutex);
    signOutNow("asked");
}

void SignIn::close() {
    const std::scoped_lock lock(m_mutex);
    signOutNow("closed");
}

void SignIn::signOutNow(std::string_view why) {
    if (m_present) {
        // A sign-out that cannot be written makes the station unfit, which its writer sees to.
        (void)m_note(db::kind::signOut,
                     {{"name", m_present->name}, {"person", m_present->person}, {"why", why}});
        m_present.reset();
    }
}

Result<Actor> SignIn::authorise(const Credentials& who, Act act) {
    if (m_rules.wanted) {
        const std::scoped_lock people(m_peopleMutex);
        return m_people->authorise(who, act, m_note);
    }
    if (who.who.empty()) {
        return Fault{.code = FaultCode::ReasonMissing, .note = "nobody is named who does it"};
    }
    return Actor{.name = who.who};
}

Result<Actor> SignIn::proveManager(const Credentials& by) {
    if (!m_people) {
        return Fault{.code = FaultCode::NotAllowed, .note = "nobody signs in at this station"};
    }
    return m_people->authorise(by, Act::ManagePeople, m_note);
}

Result<void> SignIn::addPerson(const NewPerson& person, const Credentials& by) {
    const std::scoped_lock people(m_peopleMutex);
    const Actor actor = TRY(proveManager(by));
    return m_people->add(person, actor);
}

Result<void> SignIn::changePerson(std::string_view name, const PersonChange& change,
                                  const Credentials& by, std::string_view reason) {
    const std::scoped_lock people(m_peopleMutex);
    const Actor actor = TRY(proveManager(by));
    TRY(m_people->change(name, change, actor, reason));
    if (change.retire || change.role) {
        const std::scoped_lock lock(m_mutex);
        if (m_present && m_present->name == name) {
            signOutNow("changed");
        }
    }
    return {};
}

Result<std::string> SignIn::pressed() {
    if (!m_rules.wanted) {
        return m_atTheComputer;
    }
    leave();
    const std::scoped_lock lock(m_mutex);
    if (!m_present) {
        return Fault{.code = FaultCode::NotSignedIn};
    }
    m_pressedAt = m_clock.now();
    if (!may(m_present->role, Act::StartUnit)) {
        return Fault{.code = FaultCode::NotAllowed, .note = m_present->name};
    }
    return m_present->name;
}

void SignIn::began() {
    const std::scoped_lock lock(m_mutex);
    ++m_working;
}

void SignIn::ended() {
    const std::scoped_lock lock(m_mutex);
    CHECK(m_working > 0);
    if (--m_working == 0) {
        m_pressedAt = m_clock.now();
    }
}

void SignIn::tick() { leave(); }

void SignIn::leave() {
    const std::scoped_lock lock(m_mutex);
    const Instant now = m_clock.now();
    if (!m_pinWantedOf.empty() && now >= m_pinWantedUntil) {
        m_pinWantedOf.clear();
    }
    if (m_rules.lockAfter > Duration::zero() && m_working == 0 &&
        now - m_pressedAt >= m_rules.lockAfter) {
        signOutNow("left");
    }
}

SignIn::View SignIn::view() const {
    const std::scoped_lock lock(m_mutex);
    if (!m_rules.wanted) {
        return {.name = m_atTheComputer};
    }
    View view{.wanted = !m_present, .pinWantedOf = m_pinWantedOf};
    if (m_present) {
        view.name = m_present->name;
        view.role = name(m_present->role);
    }
    return view;
}

} // namespace greenlight::station
