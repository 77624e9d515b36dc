#pragma once

#include "db/journal.h"
#include "station/people.h"
#include "tests/db/workbench.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace greenlight::test {

/// A station with people whose PINs cost next to nothing. Ann (operator, badge), Bob (operator, PIN
/// and badge), Sue (supervisor, badge), Quinn (quality) and Eve (engineer).
class PeopleDesk {
public:
    static constexpr station::ScryptCost cheap{.n = 16};
    static constexpr const char* badgeOfAnn = "BADGE-ANN";
    static constexpr const char* badgeOfBob = "BADGE-BOB";
    static constexpr const char* badgeOfSue = "BADGE-SUE";
    static constexpr const char* pinOfBob = "boat-77";
    static constexpr const char* pinOfSue = "sun-4711";
    static constexpr const char* pinOfQuinn = "quartz-9";
    static constexpr const char* pinOfEve = "eagle-05";

    PeopleDesk() { openJournal(); }

    void openJournal() {
        journal.reset();
        journal = db::Journal::open(folder.file("journal.db"), "test", clock).value();
    }

    [[nodiscard]] station::People open() {
        return station::People::open(*journal, folder.file("people.secret"), clock, cheap).value();
    }

    void addEverybody() {
        using station::Role;
        station::People people = open();
        CHECK(people.addFirst({"Eve", Role::Engineer, "", pinOfEve}, "installer").ok());
        const station::Actor eve =
            people.authorise({"Eve", pinOfEve}, station::Act::ManagePeople, note()).value();
        for (const station::NewPerson& person :
             {station::NewPerson{"Ann", Role::Operator, badgeOfAnn, ""},
              station::NewPerson{"Bob", Role::Operator, badgeOfBob, pinOfBob},
              station::NewPerson{"Sue", Role::Supervisor, badgeOfSue, pinOfSue},
              station::NewPerson{"Quinn", Role::Quality, "", pinOfQuinn}}) {
            const auto added = people.add(person, eve);
            CHECK(added.ok());
        }
        notes.clear();
    }

    /// Writes into the journal and keeps what was written.
    [[nodiscard]] station::Note note() {
        return [this](db::EntryKind kind, nlohmann::ordered_json data) -> Result<void> {
            notes.emplace_back(kind.word(), data);
            TRY(journal->append(kind, data));
            return {};
        };
    }

    [[nodiscard]] db::PersonRecord record(std::string_view name) {
        const std::vector<db::PersonRecord> people = journal->people().value();
        const auto found = std::ranges::find(people, name, &db::PersonRecord::name);
        return found == people.end() ? db::PersonRecord() : *found;
    }

    db::Folder folder;
    db::ManualClock clock;
    std::unique_ptr<db::Journal> journal;
    std::vector<std::pair<std::string, nlohmann::ordered_json>> notes;
};

} // namespace greenlight::test
