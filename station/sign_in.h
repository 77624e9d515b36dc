#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "station/people.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace greenlight::station {

/// What station.toml says about people at the line.
struct SignInRules {
    bool wanted = false; ///< a press needs somebody who has signed in
    /// After this long without a press, with no slot at work, the line has no operator any more.
    /// Zero = never.
    Duration lockAfter{0};
};

/// How long the line waits for a PIN after the badge of somebody who needs one.
inline constexpr Duration pinPatience = std::chrono::seconds(30);

/// Who is at the line, and whether they may. Where nobody is asked to sign in it is the name at the
/// computer, and an act is given a name and no proof. Whoever signed in stays until they sign out,
/// another does, or nobody has pressed for a time; a slot at work goes on under the name it was
/// started with, and its time does not count. Any thread; a call that tries a PIN takes a tenth of
/// a second and others that look at badges wait for it, the rest waits for nothing.
class SignIn {
public:
    /// `people` is there if and only if signing in is wanted; `clock` outlives the object. `note`
    /// is called on the thread of the call.
    SignIn(SignInRules rules, std::optional<People> people, std::string atTheComputer, Clock& clock,
           Note note);

    /// Whether a badge alone has signed its owner in.
    enum class Step : std::uint8_t { Done, PinWanted };

    /// Signs somebody in instead of whoever was. Without the PIN that their role needs it is
    /// remembered whose PIN is wanted, and whoever was signed in stays. Faults: those of
    /// People::authorise(); NotAllowed where nobody signs in.
    Result<Step> signIn(const Credentials& who);

    /// The PIN of whom it is waited for, who then signs in as they did with their badge or name.
    /// Another wait begins with a wrong one. Faults: NotSignedIn where nobody's PIN is waited for
    /// any more; those of signIn().
    Result<void> givePin(std::string_view pin);

    /// Nobody's PIN is waited for; whoever is signed in stays.
    void forgetPin();

    /// Whether this text is somebody's badge, and so is no label.
    [[nodiscard]] bool isBadge(std::string_view text);

    /// Nothing where nobody is signed in.
    void signOut();
    /// The line ends.
    void close();

    /// Proves somebody for an act. Where nobody signs in the name is taken as it is. Faults: those
    /// of People::authorise(); ReasonMissing where nobody is named.
    Result<Actor> authorise(const Credentials& who, Act act);

    /// Somebody who may manage people adds one, or changes one; a person who is at the line and
    /// retires or gets another role is there no more. Faults: NotAllowed where nobody signs in,
    /// those of authorise(), People::add() and People::change().
    Result<void> addPerson(const NewPerson& person, const Credentials& by);
    Result<void> changePerson(std::string_view name, const PersonChange& change,
                              const Credentials& by, std::string_view reason);

    /// Who a press is by. It counts as a sign of life. Faults: NotSignedIn, NotAllowed.
    Result<std::string> pressed();

    /// A slot has begun to work, or has ended. As many endings as beginnings.
    void began();
    void ended();

    /// Signs out who has gone away. Called a few times a second.
    void tick();

    /// Who is at the line now.
    struct View {
        std::string name{};        ///< empty = nobody
        std::string role{};        ///< its word; empty where nobody signs in
        bool wanted = false;       ///< nobody is, and somebody has to sign in
        std::string pinWantedOf{}; ///< the name of whose PIN is waited for; empty = nobody's
    };

    [[nodiscard]] View view() const;

private:
    Result<Actor> proveManager(const Credentials& by);
    void signOutNow(std::string_view why);
    void leave();

    const SignInRules m_rules;
    const std::string m_atTheComputer;
    Clock& m_clock;
    const Note m_note;

    std::mutex m_peopleMutex; ///< held while a PIN is tried; taken before the other one
    std::optional<People> m_people;

    mutable std::mutex m_mutex; // guards the rest
    std::optional<Actor> m_present;
    Instant m_pressedAt{};
    unsigned m_working = 0;
    std::string m_pinWantedOf;
    std::string m_pinWantedFor; ///< the badge or name that was shown
    Instant m_pinWantedUntil{};
};

} // namespace greenlight::station
