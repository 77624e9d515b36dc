#pragma once

#include "db/entry.h"
#include "db/people.h"
#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "station/pin_vault.h"
#include "station/roles.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::db {
class Journal;
} // namespace greenlight::db

namespace greenlight::station {

/// What somebody shows to say who they are.
struct Credentials {
    std::string who{}; ///< a name, or the text of a badge
    std::string pin{}; ///< or, of an operator who has none and is named, the badge
};

/// Wrong PINs in a row before the person is locked: for lockTime() after each from then on.
inline constexpr unsigned wrongPinsAllowed = 5;

/// How long a person stays locked after so many wrong PINs in a row: none below the limit, then a
/// minute that doubles up to a day.
[[nodiscard]] constexpr Duration lockTime(unsigned wrongPins) noexcept {
    constexpr Duration most = std::chrono::hours(24);
    constexpr unsigned doublings = 11; // a day is less than 2^11 minutes
    if (wrongPins < wrongPinsAllowed) {
        return Duration::zero();
    }
    const unsigned exponent = std::min(wrongPins - wrongPinsAllowed, doublings);
    return std::min<Duration>(most, std::chrono::minutes(1) * (1U << exponent));
}

/// How much is left of a person's lock, as far as the calendar can tell: of one that was set back
/// the whole lock is left, and never more.
[[nodiscard]] Duration lockLeft(const db::PersonRecord& person, base::WallTime now);

/// Whoever does something, for the entry about it. Without people it is a name alone.
struct Actor {
    std::string name{};
    std::uint64_t person = 0; ///< 0 = only a name
    Role role = Role::Operator;
    bool byBadge = false;
    bool byPin = false;

    /// Adds who it was to an entry whose own words say what and why: `key` is the name, then the
    /// person and the role.
    void sign(nlohmann::ordered_json& data, const char* key) const;
};

/// Writes an entry, now or soon.
using Note = std::function<Result<void>(db::EntryKind, nlohmann::ordered_json)>;

/// Who a person shall be. The badge may be empty, and of an operator the PIN.
struct NewPerson {
    std::string name{};
    Role role = Role::Operator;
    std::string badge{};
    std::string pin{};
};

/// What shall become of a person; what is not said stays.
struct PersonChange {
    std::optional<Role> role{};
    std::optional<std::string> badge{};
    std::optional<std::string> pin{};
    bool retire = false; ///< for ever
    bool unlock = false;
};

/// The people of a station. What they are stands in the journal, what proves them in the PinVault.
/// There is no account that came with the program and none that several people share: names that
/// are no human being's are refused. One thread at a time.
class People {
public:
    /// Reads them from the journal. `journal` and `clock` outlive the object. Without people the
    /// vault need not exist. Faults: JournalCorrupt (also for a role this version does not know),
    /// PersonSecrets.
    static Result<People> open(db::Journal& journal, const std::filesystem::path& vault,
                               Clock& clock, ScryptCost cost = {});

    /// Nobody was ever added.
    [[nodiscard]] bool empty() const noexcept { return m_people.empty(); }

    /// How many were ever added.
    [[nodiscard]] std::size_t size() const noexcept { return m_people.size(); }

    /// Whether somebody who has not retired has this badge.
    [[nodiscard]] bool knowsBadge(std::string_view badge) const;

    /// Whether this name or badge is of somebody who has to give a PIN too.
    [[nodiscard]] bool wantsPin(std::string_view who) const;

    /// The name of whose badge or name this is; empty when it is nobody's.
    [[nodiscard]] std::string nameOf(std::string_view who) const;

    /// Proves somebody and that their role allows the act; a refusal is noted, a success with the
    /// act (Actor::sign). An operator is proven by a badge, or by a name with a PIN; all others by
    /// either with a PIN, which takes a tenth of a second. Faults: PersonUnknown, PersonLocked (for
    /// how long is in the note), CredentialUnfit without the PIN that is needed, PinWrong,
    /// NotAllowed, PersonSecrets; those of `note`.
    Result<Actor> authorise(const Credentials& who, Act act, const Note& note);

    /// Adds the first person of a station, who has to be one who may manage people; `by` is the
    /// name of who sits at the computer. Faults: NotAllowed, those of add().
    Result<void> addFirst(const NewPerson& person, const std::string& by);

    /// Faults: PersonName, PersonExists, CredentialUnfit, PersonSecrets, those of the journal.
    Result<void> add(const NewPerson& person, const Actor& by);

    /// Changes somebody, also their own PIN for somebody who may not manage people. Faults:
    /// PersonUnknown, ReasonMissing, NobodyLeft, NotAllowed, those of add().
    Result<void> change(std::string_view name, const PersonChange& change, const Actor& by,
                        std::string_view reason);

private:
    struct Known {
        db::PersonRecord record;
        Role role = Role::Operator;
        Instant lockedUntil{};
    };

    People(db::Journal& journal, std::filesystem::path vault, Clock& clock, ScryptCost cost);

    Result<void> load();
    [[nodiscard]] std::size_t indexOf(std::vector<Known>::const_iterator known) const;
    [[nodiscard]] std::optional<std::size_t> placeOf(std::string_view name) const;
    [[nodiscard]] std::optional<std::size_t> placeOfBadge(const std::string& badge) const;
    [[nodiscard]] std::optional<std::size_t> find(std::string_view who) const;
    Result<void> prove(const Credentials& who, Actor& actor);
    Result<void> tryPin(Known& known, std::string_view pin);
    [[nodiscard]] Result<void> demandFree(const NewPerson& person) const;
    [[nodiscard]] Result<void> demandBadge(const std::string& badge, std::uint64_t of) const;
    [[nodiscard]] Result<void> demandManagers(const Known& changed,
                                              const PersonChange& change) const;
    Result<void> enter(const NewPerson& person, nlohmann::ordered_json about);
    Result<void> describe(const Known& known, const PersonChange& change,
                          nlohmann::ordered_json& data);
    [[nodiscard]] std::set<std::string> pinsInUse() const;

    db::Journal& m_journal;
    std::filesystem::path m_vaultFile;
    Clock& m_clock;
    ScryptCost m_cost;
    std::optional<PinVault> m_vault;
    std::vector<Known> m_people;
};

/// What a person may be called: 1 to 64 printable characters, spaces only between words, and not
/// what accounts are called that nobody answers for. Faults: PersonName with the reason.
Result<void> checkPersonName(std::string_view name);

/// A PIN: 6 to 64 printable characters, not all the same and not in a row. Faults: CredentialUnfit.
Result<void> checkPin(std::string_view pin);

/// A badge: 4 to 128 printable characters. Faults: CredentialUnfit.
Result<void> checkBadge(std::string_view badge);

/// Such as "2 min 5 s"; rounded up to the second.
[[nodiscard]] std::string durationText(Duration duration);

} // namespace greenlight::station
