#include "db/people.h"

#include "station/cli/acting.h"
#include "station/cli/commands.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace greenlight::station::cli {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const db::PersonRecord& person, Duration locked) {
    return {{"name", person.name},
            {"role", person.role},
            {"badge", !person.badge.empty()},
            {"pin", !person.pin.empty()},
            {"retired", person.retired},
            {"wrong_pins", person.wrongPins},
            {"locked_for_s", std::chrono::ceil<std::chrono::seconds>(locked).count()}};
}

void print(const db::PersonRecord& person, Duration locked) {
    std::string line = fmt::format("{}  {}", person.name, person.role);
    line += person.badge.empty() ? "" : ", badge";
    line += person.pin.empty() ? "" : ", PIN";
    if (person.retired) {
        line += ", retired";
    } else if (locked > Duration::zero()) {
        line += fmt::format(", LOCKED for {}", durationText(locked));
    }
    std::puts(line.c_str());
}

/// The people of the station, and who changes them: nobody yet where there are none.
struct Office {
    std::unique_ptr<Workplace> place;
    db::Journal* journal = nullptr;
    std::optional<People> people;
    Actor by{};
};

/// What somebody does about nobody but themselves.
bool isOwnPin(const PersonOptions& options) {
    return options.as == options.name && options.pin && !options.badge && options.role.empty();
}

Result<Office> enter(const PersonOptions& options, bool ownPin, Clock& clock) {
    Office office;
    office.place = TRY(Workplace::open(options.workplace, clock));
    office.journal = TRY(office.place->openJournal());
    office.people.emplace(
        TRY(People::open(*office.journal, pinVaultOf(office.place->settings()), clock)));
    if (office.people->empty()) {
        return options.as.empty() ? Result<Office>(std::move(office))
                                  : Fault{.code = FaultCode::PersonUnknown,
                                          .note = "this station has no people yet"};
    }
    if (options.as.empty()) {
        return Fault{.code = FaultCode::NotSignedIn, .note = "--as NAME says who does it"};
    }
    const std::string secret = TRY(readSecret(fmt::format("PIN of {}", options.as)));
    office.by = TRY(office.people->authorise({.who = options.as, .pin = secret},
                                             ownPin ? Act::SignIn : Act::ManagePeople,
                                             noteInto(*office.journal)));
    return office;
}

Result<void> add(const PersonOptions& options, Role role, Clock& clock) {
    Office office = TRY(enter(options, false, clock));
    NewPerson person{.name = options.name, .role = role};
    // The name is judged before anybody is asked for anything.
    TRY(checkPersonName(person.name));
    if (options.badge) {
        person.badge = TRY(readSecret(fmt::format("badge of {}", person.name)));
    }
    if (options.pin || needsPin(role) || !options.badge) {
        person.pin = TRY(readNewPin(person.name));
    }
    return office.people->empty() ? office.people->addFirst(person, operatorAtTheComputer())
                                  : office.people->add(person, office.by);
}

Result<void> change(const PersonOptions& options, PersonChange change, Clock& clock) {
    const bool ownPin = isOwnPin(options) && !change.retire && !change.unlock;
    Office office = TRY(enter(options, ownPin, clock));
    if (options.badge) {
        change.badge = TRY(readSecret(fmt::format("badge of {}", options.name)));
    }
    if (options.pin) {
        change.pin = TRY(readNewPin(options.name));
    }
    return office.people->change(options.name, change, office.by, options.reason);
}

std::string rolesText() {
    std::string text;
    for (const Role role : allRoles) {
        text += (text.empty() ? "" : ", ") + std::string(name(role));
    }
    return text;
}

Exit finish(const Result<void>& done, const std::string& sentence) {
    if (!done) {
        return complain(done.fault());
    }
    std::puts(sentence.c_str());
    return Exit::AllPassed;
}

} // namespace

Exit listPeople(const WorkplaceOptions& workplace, bool json, Clock& clock) {
    const auto place = Workplace::open(workplace, clock);
    if (!place) {
        return complain(place.fault());
    }
    const auto people = db::readPeople((*place)->journalFile(), clock);
    if (!people) {
        return complainOfRecords(people.fault());
    }
    Json list = Json::array();
    for (const db::PersonRecord& person : *people) {
        const Duration locked = lockLeft(person, clock.wall());
        if (json) {
            list.push_back(toJson(person, locked));
        } else {
            print(person, locked);
        }
    }
    if (json) {
        std::puts(toText(list, 2).c_str());
    }
    return Exit::AllPassed;
}

Exit addPerson(const PersonOptions& options, Clock& clock) {
    const auto role = roleNamed(options.role);
    if (!role) {
        return refuseUse(fmt::format("--role is one of {}", rolesText()));
    }
    return finish(add(options, *role, clock),
                  fmt::format("{} is {} here now.", options.name, options.role));
}

Exit changePerson(const PersonOptions& options, Clock& clock) {
    const auto role = roleNamed(options.role);
    if (!options.role.empty() && !role) {
        return refuseUse(fmt::format("--role is one of {}", rolesText()));
    }
    if (!role && !options.badge && !options.pin) {
        return refuseUse("nothing is to change: --role, --badge-from-stdin or --pin-from-stdin");
    }
    return finish(change(options, {.role = role}, clock),
                  fmt::format("{} is changed.", options.name));
}

Exit retirePerson(const PersonOptions& options, Clock& clock) {
    return finish(change(options, {.retire = true}, clock),
                  fmt::format("{} has retired.", options.name));
}

Exit unlockPerson(const PersonOptions& options, Clock& clock) {
    return finish(change(options, {.unlock = true}, clock),
                  fmt::format("{} may try again.", options.name));
}

} // namespace greenlight::station::cli
