// Who is at the line: who signs in, and whose PIN is waited for.
#include "db/journal.h"
#include "station/line_floor.h"

namespace greenlight::station {

Result<SignIn::Step> Line::Floor::signIn(const Credentials& who) {
    Result<SignIn::Step> done = m_signIn.signIn(who);
    m_changed();
    return done;
}

Result<void> Line::Floor::givePin(std::string_view pin) {
    Result<void> done = m_signIn.givePin(pin);
    m_changed();
    return done;
}

void Line::Floor::forgetPin() {
    m_signIn.forgetPin();
    m_changed();
}

bool Line::Floor::isBadge(std::string_view text) { return m_signIn.isBadge(text); }

void Line::Floor::signOut() {
    m_signIn.signOut();
    m_changed();
}

Result<Actor> Line::Floor::authorise(const Credentials& by, Act act) {
    return m_signIn.authorise(by, act);
}

Result<void> Line::Floor::addPerson(const NewPerson& person, const Credentials& by) {
    if (m_parts.settings.signIn.wanted) {
        return m_signIn.addPerson(person, by);
    }
    // Before anybody can be asked to sign in there has to be somebody who may add the others.
    People people = TRY(People::open(m_journal, pinVaultOf(m_parts.settings), m_clock));
    return people.empty()
               ? people.addFirst(person, by.who)
               : Fault{.code = FaultCode::NotAllowed, .note = "nobody signs in at this station"};
}

Result<void> Line::Floor::changePerson(std::string_view name, const PersonChange& change,
                                       const Credentials& by, std::string_view reason) {
    return m_signIn.changePerson(name, change, by, reason);
}

Result<std::optional<std::size_t>> Line::Floor::takeBadge(std::string_view badge) {
    TRY(m_signIn.signIn({.who = std::string(badge)}));
    return std::optional<std::size_t>();
}

} // namespace greenlight::station
