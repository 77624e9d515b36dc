#include "db/audit.h"
#include "db/people.h"
#include "tests/db/workbench.h"

#include <fmt/format.h>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

/// Ann is entry 1, Sue entry 2.
class PersonTest : public JournalTest {
protected:
    void SetUp() override {
        append(kind::personAdded, person("Ann", "operator", "badge-a", ""));
        append(kind::personAdded, person("Sue", "supervisor", "", "pin-s"));
    }

    static Json person(const std::string& name, const std::string& role, const std::string& badge,
                       const std::string& pin) {
        return {{"name", name}, {"role", role}, {"badge", badge}, {"pin", pin}};
    }

    void append(EntryKind kind, const Json& data) {
        const auto written = journal().append(kind, data);
        ASSERT_TRUE(written.ok()) << base::toLogLine(written.fault());
    }

    void expectRefused(EntryKind kind, const Json& data) {
        const TreeHead before = journal().head();
        EXPECT_FALSE(journal().append(kind, data).ok()) << data.dump();
        EXPECT_EQ(journal().head(), before);
    }

    PersonRecord at(std::size_t place) { return journal().people().value().at(place); }

    void refuse(const std::string& fault) {
        append(kind::signInRefused, {{"person", 2}, {"fault", fault}});
    }
};

TEST_F(PersonTest, PeopleAreWhatTheirEntriesSay) {
    const auto people = journal().people();
    ASSERT_TRUE(people.ok());
    ASSERT_EQ(people->size(), 2U);
    EXPECT_EQ(at(0).id, 1U);
    EXPECT_EQ(at(0).name, "Ann");
    EXPECT_EQ(at(0).role, "operator");
    EXPECT_EQ(at(0).badge, "badge-a");
    EXPECT_EQ(at(1).pin, "pin-s");
    append(kind::personChanged, {{"person", 1}, {"role", "quality"}, {"pin", "pin-a"}});
    EXPECT_EQ(at(0).role, "quality");
    EXPECT_EQ(at(0).pin, "pin-a");
    EXPECT_EQ(at(0).badge, "badge-a") << "what is not named stays";
    append(kind::personChanged, {{"person", 1}, {"badge", ""}, {"retired", true}});
    EXPECT_EQ(at(0).badge, "");
    EXPECT_TRUE(at(0).retired);
    shut();
    const auto read = readPeople(m_file, m_clock);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->size(), 2U);
}

TEST_F(PersonTest, NamesAndBadgesAreOfOnePersonAndNobodyComesBack) {
    expectRefused(kind::personAdded, person("ann", "operator", "badge-b", ""));
    expectRefused(kind::personAdded, person("Bob", "operator", "badge-a", ""));
    expectRefused(kind::personChanged, {{"person", 2}, {"badge", "badge-a"}});
    append(kind::personChanged, {{"person", 1}, {"retired", true}});
    expectRefused(kind::personChanged, {{"person", 1}, {"retired", false}});
    expectRefused(kind::personAdded, person("Ann", "operator", "badge-b", ""));
    expectRefused(kind::personAdded, person("Bob", "operator", "badge-a", ""));
}

TEST_F(PersonTest, AnEntryThatLacksAFieldOrIsAboutNobodyIsRefused) {
    for (const char* const key : {"name", "role", "badge", "pin"}) {
        Json data = person("Bob", "operator", "badge-b", "");
        data.erase(key);
        expectRefused(kind::personAdded, data);
    }
    expectRefused(kind::personAdded, person("Bob", "", "badge-b", ""));
    expectRefused(kind::personChanged, {{"person", 3}, {"role", "quality"}});
    expectRefused(kind::personChanged, {{"role", "quality"}});
    expectRefused(kind::personChanged, {{"person", 1}, {"role", 1}});
    expectRefused(kind::signInRefused, {{"person", 3}, {"fault", "pin-wrong"}});
    expectRefused(kind::signIn, {{"pin_of", "Ann"}});
}

TEST_F(PersonTest, WrongPinsAreCountedUntilARightOneAndNothingElseIsWrong) {
    refuse("pin-wrong");
    m_clock.sleepFor(std::chrono::seconds(90));
    refuse("pin-wrong");
    refuse("person-locked");
    refuse("not-allowed");
    append(kind::signInRefused, {{"person", 0}, {"fault", "person-unknown"}});
    EXPECT_EQ(at(1).wrongPins, 2U);
    EXPECT_EQ(at(0).wrongPins, 0U);
    ASSERT_TRUE(at(1).wrongAt.has_value());
    EXPECT_EQ(base::toIso8601(*at(1).wrongAt), "2026-11-23T12:01:30.000000Z");
    append(kind::overrideGiven, {{"what", "rework"}, {"pin_of", 2}});
    EXPECT_EQ(at(1).wrongPins, 0U);
    EXPECT_FALSE(at(1).wrongAt.has_value());
    refuse("pin-wrong");
    append(kind::personChanged, {{"person", 2}, {"unlocked", true}});
    EXPECT_EQ(at(1).wrongPins, 0U);
    refuse("pin-wrong");
    append(kind::personChanged, {{"person", 2}, {"role", "engineer"}});
    EXPECT_EQ(at(1).wrongPins, 1U);
    append(kind::personChanged, {{"person", 2}, {"pin", "pin-t"}});
    EXPECT_EQ(at(1).wrongPins, 0U);
}

TEST_F(PersonTest, AnAuditNamesTheEntryOfAPersonWhoWasMadeAnother) {
    refuse("pin-wrong");
    EXPECT_FALSE(verifyJournal(m_file, m_clock)->finding.has_value());
    for (const char* const change :
         {"role = 'engineer'", "pin = 'pin-x'", "badge = 'badge-x'", "wrong_pins = 0"}) {
        tamper(fmt::format("CREATE TABLE was AS SELECT * FROM person;"
                           "UPDATE person SET {} WHERE id = 2",
                           change));
        const auto audit = verifyJournal(m_file, m_clock);
        ASSERT_TRUE(audit.ok() && audit->finding.has_value()) << change;
        EXPECT_EQ(audit->finding->trouble, Trouble::Derived) << audit->finding->sentence;
        EXPECT_EQ(audit->finding->sequence, 2U);
        EXPECT_EQ(audit->finding->kind, "person-added");
        tamper("DELETE FROM person; INSERT INTO person SELECT * FROM was; DROP TABLE was");
        EXPECT_FALSE(verifyJournal(m_file, m_clock)->finding.has_value()) << change;
    }
    tamper("INSERT INTO person VALUES (3, 'Eve', 'engineer', '', 'pin-e', 0, 0, '')");
    EXPECT_EQ(verifyJournal(m_file, m_clock)->finding->sequence, 3U);
}

} // namespace
} // namespace greenlight::db
