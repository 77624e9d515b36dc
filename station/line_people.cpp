// Who is at the line: who signs in, and whose PIN is waited for.
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

Result<std::optional<std::size_t>> Line::Floor::takeBadge(std::string_view badge) {
    TRY(m_signIn.signIn({.who = std::string(badge)}));
    return std::optional<std::size_t>();
}

} // namespace greenlight::station
