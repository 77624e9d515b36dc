#include "db/recall.h"
#include "tests/db/yield_bench.h"

#include <gmock/gmock.h>

#include <map>

namespace greenlight::db {
namespace {

const Digest bad = leafHash("bad firmware");
const Digest good = leafHash("good firmware");

class Recall : public Yield {
protected:
    /// An attempt that gives a board this file.
    void give(const std::string& serial, std::uint32_t chipNumber, const Digest& image, bool passes,
              job::Intent wanted = intent("")) {
        wanted.images = {{.name = "firmware.hex", .sha256 = image}};
        wanted.reworkReason = "firmware";
        attempt(serial, chipNumber, passes, wanted);
        m_clock.sleepFor(std::chrono::minutes(1));
    }

    [[nodiscard]] RecallQuestion ofImage(const Digest& image) const {
        return {.image = base::toHex(image), .to = {m_clock.wall().unixMicros + 1}};
    }

    /// The units found, and whether they carry it now.
    std::map<std::string, bool> ask(const RecallQuestion& question) {
        std::map<std::string, bool> found;
        auto recalls = Recalls::open(m_file, m_clock);
        EXPECT_TRUE(recalls.ok());
        const auto asked =
            recalls->eachUnit(question, [&](const RecalledUnit& unit) -> Result<void> {
                EXPECT_TRUE(found.emplace(unit.serial, unit.carriesNow).second) << unit.serial;
                return {};
            });
        EXPECT_TRUE(asked.ok()) << (asked.ok() ? "" : base::toLogLine(asked.fault()));
        return found;
    }

    using Found = std::map<std::string, bool>;
};

TEST_F(Recall, TellsUnitsThatCarryAnImageNowFromThoseThatDidOnce) {
    give("bad now", 1, bad, true);
    give("good now", 2, good, true);
    give("updated", 3, bad, true);
    give("updated", 3, good, true);
    give("downgraded", 4, good, true);
    give("downgraded", 4, bad, true);
    give("never passed", 5, bad, false);
    give("broken in the update", 6, bad, true);
    give("broken in the update", 6, good, false);
    EXPECT_EQ(ask(ofImage(bad)), (Found{{"bad now", true},
                                        {"updated", false},
                                        {"downgraded", true},
                                        {"never passed", false},
                                        {"broken in the update", true}}));
    EXPECT_EQ(ask(ofImage(leafHash("another"))), Found{});
}

TEST_F(Recall, KnowsTheFilesThatRanTheNewestFirst) {
    job::Intent two = intent("");
    give("A", 1, bad, true);
    give("A", 1, bad, false);
    two.recipeVersion = "1.5.0";
    give("B", 2, good, true, two);
    auto recalls = Recalls::open(m_file, m_clock);
    ASSERT_TRUE(recalls.ok());
    const ImageThatRan first{base::toHex(bad), "firmware.hex", "TH-200", "thermostat-main",
                             "1.4.2"};
    const ImageThatRan second{base::toHex(good), "firmware.hex", "TH-200", "thermostat-main",
                              "1.5.0"};
    EXPECT_EQ(recalls->imagesThatRan(false, 10).value(), (std::vector{second, first}));
    EXPECT_EQ(recalls->imagesThatRan(false, 1).value(), std::vector{second});
    EXPECT_TRUE(recalls->imagesThatRan(true, 10)->empty());
}

TEST_F(Recall, SaysWhichAttemptAUnitIsFoundBy) {
    give("A", 1, good, true);
    give("A", 1, bad, true);
    give("A", 1, bad, false);
    auto recalls = Recalls::open(m_file, m_clock);
    ASSERT_TRUE(recalls.ok());
    ASSERT_TRUE(recalls
                    ->eachUnit(ofImage(bad),
                               [](const RecalledUnit& unit) -> Result<void> {
                                   EXPECT_EQ(unit.unit, 1U);
                                   EXPECT_EQ(unit.attempts, 2U);
                                   EXPECT_EQ(unit.lastAttempt, 7U);
                                   EXPECT_EQ(unit.lastVerdict, "FAIL");
                                   EXPECT_EQ(unit.finalVerdict, "FAIL");
                                   EXPECT_EQ(unit.lastPass, 4U);
                                   EXPECT_TRUE(unit.carriesNow);
                                   EXPECT_EQ(unit.recipe, "thermostat-main");
                                   return {};
                               })
                    .ok());
}

TEST_F(Recall, FindsWhatWasMadeOnAProbeOrInASlotInSomeTime) {
    const auto at = [](const std::string& probe, const std::string& slot) {
        job::Intent wanted = intent("");
        wanted.probeSerial = probe;
        wanted.slot = slot;
        return wanted;
    };
    const base::WallTime begin = m_clock.wall();
    give("A", 1, good, true, at("P1", "1"));
    const base::WallTime middle = m_clock.wall();
    give("B", 2, good, true, at("P2", "1"));
    give("C", 3, good, true, at("P1", "2"));
    const base::WallTime end = m_clock.wall();
    EXPECT_EQ(ask({.probe = "P1", .from = begin, .to = end}), (Found{{"A", true}, {"C", true}}));
    EXPECT_EQ(ask({.probe = "P1", .from = begin, .to = middle}), (Found{{"A", true}}));
    EXPECT_EQ(ask({.probe = "P1", .from = middle, .to = end}), (Found{{"C", true}}));
    EXPECT_EQ(ask({.slot = "1", .from = begin, .to = end}), (Found{{"A", true}, {"B", true}}));
    EXPECT_EQ(ask({.probe = "P1", .slot = "1", .from = begin, .to = end}), (Found{{"A", true}}));
    EXPECT_EQ(ask({.recipe = "thermostat-main", .from = begin, .to = end}).size(), 3U);
    EXPECT_EQ(ask({.recipe = "thermostat", .from = begin, .to = end}), Found{});
    EXPECT_EQ(ask({.slot = "1", .from = begin, .to = end, .training = true}), Found{});
}

TEST_F(Recall, CountsWhatIsOfNoUnitBeside) {
    job::Intent drill = intent("");
    drill.drill = true;
    give("A", 1, bad, true);
    give("D", 2, bad, false, drill);
    auto recalls = Recalls::open(m_file, m_clock);
    EXPECT_EQ(recalls->countOfNoUnit(ofImage(bad)).value(), 1U);
    EXPECT_EQ(ask(ofImage(bad)), (Found{{"A", true}}));
}

TEST_F(Recall, NeverReadsTheWholeJournal) {
    give("A", 1, bad, true);
    auto database = stranger();
    for (const RecallQuestion& question :
         {ofImage(bad), RecallQuestion{.probe = "P"}, RecallQuestion{.slot = "1"},
          RecallQuestion{.recipe = "r"}, RecallQuestion{.probe = "P", .slot = "1"}}) {
        SQLite::Statement plan(database, "EXPLAIN QUERY PLAN " + recallSql(question));
        int steps = 0;
        while (plan.executeStep()) {
            const std::string step = plan.getColumn(3).getString();
            // What was found is walked; a table is looked into by an index.
            const bool walked = step == "SCAN t" || step == "SCAN i" || step == "SCAN (subquery-1)";
            EXPECT_TRUE(walked || step.find("SCAN") == std::string::npos) << step;
            ++steps;
        }
        EXPECT_GT(steps, 4);
    }
    SQLite::Statement images(database, "EXPLAIN QUERY PLAN SELECT DISTINCT sha256 FROM image"
                                       " WHERE sha256 >= ? AND sha256 < ? LIMIT 2");
    ASSERT_TRUE(images.executeStep());
    EXPECT_THAT(images.getColumn(3).getString(), testing::HasSubstr("SEARCH"));
}

TEST_F(Recall, KnowsAFileByTheFirstDigitsOfItsDigest) {
    give("A", 1, bad, true);
    give("B", 2, good, true);
    auto recalls = Recalls::open(m_file, m_clock);
    const std::string whole = base::toHex(bad);
    std::string upper = whole.substr(0, 12);
    std::ranges::transform(upper, upper.begin(), [](char c) {
        return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    });
    EXPECT_EQ(recalls->imagesNamed(whole).value(), std::vector{whole});
    EXPECT_EQ(recalls->imagesNamed(whole.substr(0, 8)).value(), std::vector{whole});
    EXPECT_EQ(recalls->imagesNamed(upper).value(), std::vector{whole});
    EXPECT_EQ(recalls->imagesNamed(whole.substr(0, 7)).value(), std::vector<std::string>{});
    EXPECT_EQ(recalls->imagesNamed("%%%%%%%%").value(), std::vector<std::string>{});
    Digest twin = bad;
    twin.back() ^= 1;
    give("C", 3, twin, true);
    EXPECT_EQ(recalls->imagesNamed(whole.substr(0, 8))->size(), 2U) << "it is not clear any more";
}

class Revocation : public Recall {
protected:
    Result<Appended> say(EntryKind kind, const Digest& image) {
        return journal().append(
            kind, {{"sha256", base::toHex(image)}, {"given_by", "Mara"}, {"reason", "burns"}});
    }
};

TEST_F(Revocation, StandsUntilItIsTakenBack) {
    give("A", 1, bad, true);
    ASSERT_TRUE(say(kind::imageRevoked, bad).ok());
    ASSERT_TRUE(say(kind::imageRevoked, bad).ok()) << "once more changes nothing";
    EXPECT_EQ(journal().revokedImages().value(), std::vector{base::toHex(bad)});
    auto recalls = Recalls::open(m_file, m_clock);
    const auto revoked = recalls->revoked().value();
    ASSERT_EQ(revoked.size(), 1U);
    EXPECT_EQ(revoked[0].since, 4U);
    EXPECT_EQ(revoked[0].givenBy, "Mara");
    EXPECT_EQ(revoked[0].reason, "burns");
    expectSoundJournal();
    ASSERT_TRUE(say(kind::imageRestored, bad).ok());
    EXPECT_TRUE(journal().revokedImages()->empty());
    expectSoundJournal();
}

TEST_F(Revocation, ThatIsTakenOutOfItsTableIsNoticed) {
    ASSERT_TRUE(say(kind::imageRevoked, bad).ok());
    shut();
    tamper("DELETE FROM revoked_image");
    const auto audit = verifyJournal(m_file, m_clock);
    ASSERT_TRUE(audit.ok());
    ASSERT_TRUE(audit->finding.has_value());
    EXPECT_EQ(audit->finding->trouble, Trouble::Derived);
    EXPECT_THAT(audit->finding->sentence, testing::HasSubstr("revoked_image"));
}

TEST_F(Revocation, OfWhatIsNoDigestIsNotRecorded) {
    const auto said = journal().append(
        kind::imageRevoked, {{"sha256", "12345678"}, {"given_by", "Mara"}, {"reason", "r"}});
    EXPECT_FALSE(said.ok());
    EXPECT_EQ(journal().head().size, 0U);
}

} // namespace
} // namespace greenlight::db
