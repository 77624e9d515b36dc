// Yield, first case by case as supervisors know them, then against a recount by hand of random
// histories that reads nothing but the entries.
#include "db/audit.h"
#include "db/tree_nodes.h"
#include "db/yield.h"
#include "tests/db/workbench.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <random>
#include <set>

namespace greenlight::db {
namespace {

using namespace std::chrono_literals;

class Yield : public JournalTest {
protected:
    /// An attempt on a chip; the serial is '' for a product without.
    void attempt(const std::string& serial, std::uint32_t chipNumber, bool good,
                 job::Intent wanted = intent("")) {
        wanted.serial = serial;
        static_cast<void>(JournalTest::attempt(wanted, chip(chipNumber),
                                               good ? passing(chip(chipNumber), serial)
                                                    : failing(chip(chipNumber), serial)));
    }

    void rework(const std::string& serial, std::uint32_t chipNumber, bool good) {
        job::Intent again = intent("");
        again.reworkReason = "capacitor replaced";
        attempt(serial, chipNumber, good, again);
    }

    [[nodiscard]] YieldQuestion ever() const {
        return {.from = 0, .to = quarterOf(m_clock.wall()) + 1'000'000};
    }

    YieldReport ask(const YieldQuestion& question) {
        auto yields = Yields::open(m_file, m_clock);
        EXPECT_TRUE(yields.ok());
        auto report = yields->report(question);
        EXPECT_TRUE(report.ok()) << (report.ok() ? "" : base::toLogLine(report.fault()));
        return std::move(report).value();
    }

    YieldCounts total() { return ask(ever()).total; }

    void expectSoundJournal() {
        shut();
        const auto audit = verifyJournal(m_file, m_clock);
        ASSERT_TRUE(audit.ok());
        EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
    }
};

TEST_F(Yield, OfNothingIsNeitherNoughtNorAHundred) {
    static_cast<void>(journal());
    const YieldCounts nothing = total();
    for (const Share& share : {firstPassYield(nothing), finalYield(nothing), attemptYield(nothing),
                               retestRate(nothing), noTroubleRate(nothing)}) {
        EXPECT_FALSE(share.value().has_value());
        EXPECT_FALSE(share.interval().has_value());
    }
    EXPECT_FALSE(ask(ever()).rolledThroughput.has_value());
}

TEST_F(Yield, CountsAUnitOnceAndItsFirstAttemptOnly) {
    attempt("A", 1, false);
    attempt("A", 1, true);
    attempt("B", 2, true);
    const YieldCounts counts = total();
    EXPECT_EQ(firstPassYield(counts).count, 1U);
    EXPECT_EQ(firstPassYield(counts).of, 2U);
    EXPECT_EQ(finalYield(counts).count, 2U);
    EXPECT_EQ(attemptYield(counts).count, 2U);
    EXPECT_EQ(attemptYield(counts).of, 3U);
    EXPECT_EQ(retestRate(counts).count, 1U);
    EXPECT_EQ(noTroubleRate(counts).count, 1U);
    expectSoundJournal();
}

TEST_F(Yield, OfAUnitBelongsToTheDayOfItsFirstAttempt) {
    attempt("A", 1, false);
    const Quarter yesterday = quarterOf(m_clock.wall());
    m_clock.sleepFor(24h);
    attempt("A", 1, true);
    attempt("B", 2, true);
    const Quarter today = quarterOf(m_clock.wall());
    YieldQuestion question = ever();
    question.from = today;
    const YieldCounts second = ask(question).total;
    EXPECT_EQ(firstPassYield(second).of, 1U) << "A was seen before";
    EXPECT_EQ(attemptYield(second).of, 2U);
    question = ever();
    question.to = yesterday + 1;
    const YieldCounts first = ask(question).total;
    EXPECT_EQ(firstPassYield(first).count, 0U);
    EXPECT_EQ(finalYield(first).count, 1U) << "its last attempt passed, though a day later";
}

TEST_F(Yield, ABoardPutInAgainAfterItPassedChangesNothing) {
    attempt("A", 1, true);
    attempt("A", 1, true);
    job::Intent other = intent("");
    attempt("B", 1, true, other);
    const YieldCounts counts = total();
    EXPECT_EQ(counts.units, 1U);
    EXPECT_EQ(counts.attempts, 1U);
    EXPECT_EQ(counts.refused, 1U) << "the first never began, the second was refused by its UID";
    EXPECT_EQ(counts.lastPassed, 1U);
    expectSoundJournal();
}

TEST_F(Yield, ARepairIsNoFalseAlarm) {
    attempt("A", 1, false);
    rework("A", 1, true);
    attempt("B", 2, false);
    attempt("B", 3, true);
    EXPECT_EQ(total().noTrouble, 0U) << "one was repaired, the other is another board";
    EXPECT_EQ(total().units, 2U);
}

TEST_F(Yield, OfAReworkCountsAgainstTheUnitsLastAttempt) {
    attempt("A", 1, true);
    rework("A", 1, false);
    EXPECT_EQ(total().firstPassed, 1U);
    EXPECT_EQ(total().lastPassed, 0U);
    rework("A", 1, true);
    EXPECT_EQ(total().lastPassed, 1U);
    EXPECT_EQ(total().attempts, 3U);
    expectSoundJournal();
}

TEST_F(Yield, AnInterruptedAttemptCountsAsBad) {
    ASSERT_TRUE(journal().begin(intent("A")).ok());
    shut();
    static_cast<void>(journal());
    const YieldCounts counts = total();
    EXPECT_EQ(counts.units, 1U);
    EXPECT_EQ(counts.firstPassed, 0U);
    EXPECT_EQ(ask(ever()).faults.front().fault, "interrupted");
    expectSoundJournal();
}

TEST_F(Yield, ADrillIsShownAndNotCounted) {
    job::Intent drill = intent("");
    drill.drill = true;
    attempt("A", 1, false, drill);
    attempt("A", 1, true);
    const YieldCounts counts = total();
    EXPECT_EQ(counts.drills, 1U);
    EXPECT_EQ(counts.attempts, 1U);
    EXPECT_EQ(counts.firstPassed, 1U);
    EXPECT_TRUE(ask(ever()).faults.empty());
    expectSoundJournal();
}

TEST_F(Yield, AnAttemptInWorkIsNotCountedYet) {
    auto ticket = journal().begin(intent("A"));
    ASSERT_TRUE(ticket.ok());
    EXPECT_EQ(total(), YieldCounts{});
    ASSERT_TRUE(journal().identified(*ticket, chip(1), "A").ok());
    ASSERT_TRUE(journal().close(std::move(ticket).value(), passing(chip(1), "A")).ok());
    EXPECT_EQ(total().units, 1U);
}

TEST_F(Yield, AUnitKnownByItsChipIsTheSameWhenItGetsItsNumber) {
    job::Intent counted = intent("");
    counted.range = job::SerialRange{.prefix = "R-", .digits = 3, .first = 1, .last = 99};
    for (const bool good : {false, true}) {
        auto ticket = journal().begin(counted);
        ASSERT_TRUE(ticket.ok());
        const auto serial = journal().identified(*ticket, chip(1), ticket->serial());
        ASSERT_TRUE(serial.ok());
        ASSERT_TRUE(journal()
                        .close(std::move(ticket).value(),
                               good ? passing(chip(1), *serial) : failing(chip(1), *serial))
                        .ok());
    }
    const YieldCounts counts = total();
    EXPECT_EQ(counts.units, 1U);
    EXPECT_EQ(counts.firstPassed, 0U);
    EXPECT_EQ(counts.lastPassed, 1U);
    expectSoundJournal();
}

TEST_F(Yield, ABoardThatNeverToldItsNameIsAnAttemptAndNoUnit) {
    auto ticket = journal().begin(intent(""));
    ASSERT_TRUE(ticket.ok());
    job::Evidence silent;
    silent.latch({.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect});
    ASSERT_TRUE(journal().close(std::move(ticket).value(), silent).ok());
    const YieldReport report = ask(ever());
    EXPECT_EQ(report.total.attempts, 1U);
    EXPECT_EQ(report.total.nameless, 1U);
    EXPECT_EQ(report.total.units, 0U);
    EXPECT_EQ(report.faults.at(0), (FaultCount{"swd-no-answer", "connect", 1, 0}));
}

TEST_F(Yield, TrainingIsKeptApart) {
    job::Intent training = intent("");
    training.training = true;
    attempt("A", 1, false, training);
    attempt("A", 1, true);
    EXPECT_EQ(total().firstPassed, 1U);
    YieldQuestion question = ever();
    question.training = true;
    EXPECT_EQ(ask(question).total.firstPassed, 0U);
    EXPECT_EQ(ask(question).total.units, 1U);
}

TEST_F(Yield, OfALineIsTheProductOfItsStages) {
    attempt("A", 1, true);
    attempt("B", 2, true);
    attempt("C", 3, false); // its digest is another
    job::Evidence dead;
    dead.latch({.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect});
    auto ticket = journal().begin(intent("D"));
    ASSERT_TRUE(ticket.ok());
    ASSERT_TRUE(journal().close(std::move(ticket).value(), dead).ok());
    const YieldReport report = ask(ever());
    ASSERT_TRUE(report.rolledThroughput.has_value());
    EXPECT_NEAR(*report.rolledThroughput, 3.0 / 4 * 2.0 / 3, 1e-12);
    const auto verify = std::ranges::find(report.stages, "verify", &StageYield::stage);
    ASSERT_NE(verify, report.stages.end());
    EXPECT_EQ(verify->passed.count, 2U);
    EXPECT_EQ(verify->passed.of, 3U);
}

TEST_F(Yield, AClockSetBackMovesNoUnitToTheTimeBeforeItsFirstAttempt) {
    m_clock.sleepFor(10h);
    attempt("A", 1, false);
    const Quarter first = quarterOf(m_clock.wall());
    m_clock.stepWall(-5h);
    attempt("A", 1, true);
    YieldQuestion question = ever();
    question.to = first;
    EXPECT_EQ(ask(question).total.units, 0U);
    EXPECT_EQ(ask(question).total.attempts, 1U);
    EXPECT_EQ(total().firstPassed, 0U) << "the order of the entries decides";
    EXPECT_EQ(total().lastPassed, 1U);
    expectSoundJournal();
}

TEST_F(Yield, IsBrokenDownByEverythingThatWasAsked) {
    job::Intent other = intent("");
    other.slot = "2";
    other.operatorName = "4712";
    attempt("A", 1, true);
    attempt("B", 2, false, other);
    YieldQuestion question = ever();
    question.by = {YieldBy::Slot, YieldBy::Operator, YieldBy::Day, YieldBy::Recipe};
    const YieldReport report = ask(question);
    EXPECT_EQ(report.by.at(YieldBy::Slot).at("1").firstPassed, 1U);
    EXPECT_EQ(report.by.at(YieldBy::Slot).at("2").firstPassed, 0U);
    EXPECT_EQ(report.by.at(YieldBy::Operator).at("4712").units, 1U);
    EXPECT_EQ(report.by.at(YieldBy::Day).size(), 1U);
    EXPECT_EQ(report.by.at(YieldBy::Recipe).at("thermostat-main 1.4.2").units, 2U);
    question.slot = "2";
    EXPECT_EQ(ask(question).total.units, 1U);
    EXPECT_EQ(ask(question).faults.size(), 1U);
}

TEST(Share, HasTheIntervalOfTheTextbook) {
    // E. B. Wilson's interval as worked out in textbooks for 8 of 10 and for all of 20.
    const auto eight = Share{8, 10}.interval();
    ASSERT_TRUE(eight.has_value());
    EXPECT_NEAR(eight->first, 0.4902, 5e-5);
    EXPECT_NEAR(eight->second, 0.9433, 5e-5);
    const auto all = Share{20, 20}.interval();
    ASSERT_TRUE(all.has_value());
    EXPECT_NEAR(all->first, 0.8389, 5e-5);
    EXPECT_EQ(all->second, 1.0);
}

TEST(Quarter, RoundsDownBeforeTheEpochToo) {
    EXPECT_EQ(quarterOf({.unixMicros = 0}), 0);
    EXPECT_EQ(quarterOf({.unixMicros = 899'999'999}), 0);
    EXPECT_EQ(quarterOf({.unixMicros = 900'000'000}), 1);
    EXPECT_EQ(quarterOf({.unixMicros = -1}), -1);
}

/// A shift report in the time of Berlin, where a night has 23 hours once a year and 25 once.
class ShiftReport : public Yield {
protected:
    void SetUp() override {
        ASSERT_EQ(setenv("TZ", "Europe/Berlin", 1), 0);
        tzset();
    }

    void TearDown() override {
        unsetenv("TZ");
        tzset();
    }

    Breakdown byShift() {
        YieldQuestion question = ever();
        question.by = {YieldBy::Shift};
        question.shifts = {{"early", 6 * 60}, {"late", 14 * 60}, {"night", 22 * 60}};
        return ask(question).by.at(YieldBy::Shift);
    }
};

TEST_F(ShiftReport, CountsTheNightWithTheEveningItBeganIn) {
    attempt("A", 1, true); // 13:00 in Berlin
    m_clock.sleepFor(10h);
    attempt("B", 2, true); // 23:00
    m_clock.sleepFor(5h);
    attempt("C", 3, true); // 04:00
    m_clock.sleepFor(2h);
    attempt("D", 4, true); // 06:00
    const Breakdown shifts = byShift();
    EXPECT_EQ(shifts.at("2026-11-23 early").units, 1U);
    EXPECT_EQ(shifts.at("2026-11-23 night").units, 2U);
    EXPECT_EQ(shifts.at("2026-11-24 early").units, 1U);
    EXPECT_EQ(shifts.size(), 3U);
}

TEST_F(ShiftReport, LosesNothingInTheHourThatComesTwice) {
    // From 2026-11-23T12:00Z back to the night of 25 October, 2 o'clock summer time and again
    // winter.
    m_clock.stepWall(-(29 * 24h + 12h));
    attempt("A", 1, true); // 00:00Z is 02:00 CEST
    m_clock.sleepFor(1h);
    attempt("B", 2, true); // 01:00Z is 02:00 CET
    const Breakdown shifts = byShift();
    EXPECT_EQ(shifts.at("2026-10-24 night").units, 2U);
    EXPECT_EQ(shifts.size(), 1U);
}

/// What one attempt was, read from its entries.
struct Told {
    std::string product;
    std::string slot;
    bool training = false;
    bool drill = false;
    bool rework = false;
    bool counted = false;
    Quarter quarter = 0;
    std::string serial;
    std::string uid;
    std::string verdict;
    std::string fault;
    std::size_t order = 0; ///< of its ending, from 1 on
};

/// A recount that knows nothing of the derived tables.
class Recount : public Yield, public testing::WithParamInterface<unsigned> {
protected:
    using Json = nlohmann::ordered_json;

    std::vector<Told> ended() {
        std::map<std::uint64_t, Told> open;
        std::vector<Told> told;
        SQLite::Database sql(m_file.string(), SQLite::OPEN_READONLY);
        SQLite::Statement rows(sql,
                               "SELECT kind, body, unixepoch(time) FROM entry ORDER BY sequence");
        std::uint64_t sequence = 0;
        while (rows.executeStep()) {
            ++sequence;
            const std::string kind = rows.getColumn(0).getString();
            const Json data = Json::parse(rows.getColumn(1).getString())["data"];
            if (kind == "attempt-begun") {
                open[sequence] = {.product = data["product"],
                                  .slot = data["slot"],
                                  .training = data["training"],
                                  .drill = data.contains("drill"),
                                  .rework = data["rework_reason"] != "",
                                  .counted = data.contains("serial_range"),
                                  .quarter = rows.getColumn(2).getInt64() / secondsOfQuarter,
                                  .serial = data["serial"]};
            } else if (kind == "attempt-identified") {
                Told& attempt = open.at(data["attempt"]);
                attempt.counted = attempt.counted && attempt.serial == data["serial"];
                attempt.serial = data["serial"];
                attempt.uid = data["uid"];
            } else if (kind.starts_with("attempt-")) {
                Told& attempt = open.at(data["attempt"]);
                attempt.verdict = data["verdict"];
                attempt.fault = data["fault"].is_null() ? "" : data["fault"]["name"];
                learn(attempt, data.value("evidence", Json::object()));
                attempt.order = told.size() + 1;
                told.push_back(attempt);
            }
        }
        return told;
    }

    static void learn(Told& attempt, const Json& evidence) {
        const Json before = evidence.value("before", Json());
        if (attempt.serial.empty()) {
            attempt.serial = evidence.value("serial", "");
        }
        if (attempt.uid.empty() && before.is_object()) {
            std::string uid = before["uid"];
            std::ranges::transform(uid, uid.begin(),
                                   [](unsigned char c) { return std::toupper(c); });
            attempt.uid = uid;
        }
        if (attempt.counted && attempt.verdict != "PASS") {
            attempt.serial.clear(); // the number went back
        }
    }

    /// Attempts by unit, each unit's in order.
    static std::vector<std::vector<Told>> unitsOf(const std::vector<Told>& attempts) {
        std::vector<std::vector<Told>> units;
        for (const Told& each : attempts) {
            if (each.serial.empty() && each.uid.empty()) {
                continue;
            }
            const auto sameRealm = [&each](const std::vector<Told>& unit) {
                return unit.front().product == each.product &&
                       unit.front().training == each.training;
            };
            const auto serialOf = [](const std::vector<Told>& unit) {
                std::string serial;
                for (const Told& attempt : unit) {
                    serial = attempt.serial.empty() ? serial : attempt.serial;
                }
                return serial;
            };
            // The last attempt on this chip that gave the chip to its unit.
            const auto namedAt = [&](const std::vector<Told>& unit) {
                std::size_t last = 0;
                for (const Told& attempt : unit) {
                    const bool names = attempt.serial.empty() || attempt.verdict == "PASS";
                    last =
                        sameRealm(unit) && names && attempt.uid == each.uid ? attempt.order : last;
                }
                return last;
            };
            auto found = units.end();
            if (!each.serial.empty()) {
                found = std::ranges::find_if(units, [&](const auto& unit) {
                    return sameRealm(unit) && std::ranges::any_of(unit, [&](const Told& attempt) {
                               return attempt.serial == each.serial;
                           });
                });
            }
            if (found == units.end() && !each.uid.empty()) {
                found = std::ranges::max_element(units, {}, namedAt);
                if (found != units.end() &&
                    (namedAt(*found) == 0 || (!each.serial.empty() && !serialOf(*found).empty()))) {
                    found = units.end();
                }
            }
            if (found == units.end()) {
                units.emplace_back();
                found = units.end() - 1;
            }
            found->push_back(each);
        }
        return units;
    }

    static YieldCounts countOf(const std::vector<Told>& all, const YieldQuestion& question) {
        YieldCounts counts;
        const auto asked = [&question](const Told& attempt) {
            return attempt.quarter >= question.from && attempt.quarter < question.to &&
                   attempt.training == question.training &&
                   (question.slot.empty() || question.slot == attempt.slot) &&
                   (question.product.empty() || question.product == attempt.product);
        };
        std::vector<Told> attempts;
        for (const Told& each : all) {
            const bool refused = each.verdict == "ABORTED" && each.fault != "aborted";
            if (!each.drill && !refused) {
                attempts.push_back(each);
            }
            if (asked(each)) {
                counts.drills += each.drill ? 1 : 0;
                counts.refused += !each.drill && refused ? 1 : 0;
                counts.attempts += !each.drill && !refused ? 1 : 0;
                counts.passed += !each.drill && each.verdict == "PASS" ? 1 : 0;
                counts.nameless +=
                    !each.drill && !refused && each.serial.empty() && each.uid.empty() ? 1 : 0;
            }
        }
        for (const std::vector<Told>& unit : unitsOf(attempts)) {
            if (!asked(unit.front())) {
                continue;
            }
            const auto passedWithin = [&unit](std::size_t tries) {
                return std::ranges::any_of(
                    unit.begin(),
                    unit.begin() + static_cast<std::ptrdiff_t>(std::min(tries, unit.size())),
                    [](const Told& attempt) { return attempt.verdict == "PASS"; });
            };
            ++counts.units;
            counts.firstPassed += passedWithin(1) ? 1 : 0;
            counts.secondPassed += passedWithin(2) ? 1 : 0;
            counts.thirdPassed += passedWithin(3) ? 1 : 0;
            counts.lastPassed += unit.back().verdict == "PASS" ? 1 : 0;
            counts.retested += unit.size() > 1 ? 1 : 0;
            counts.noTrouble += unit.size() > 1 && !passedWithin(1) && passedWithin(2) &&
                                        !unit[1].rework &&
                                        (unit[0].uid.empty() || unit[0].uid == unit[1].uid)
                                    ? 1
                                    : 0;
        }
        return counts;
    }

    std::mt19937 m_random;

    unsigned draw(unsigned below) { return static_cast<unsigned>(m_random() % below); }

    void live() {
        job::Intent wanted = intent("");
        wanted.product = "P" + std::to_string(draw(2));
        wanted.slot = std::to_string(draw(3));
        wanted.training = draw(8) == 0;
        wanted.drill = draw(12) == 0;
        if (draw(5) == 0) {
            wanted.reworkReason = "again";
        }
        const unsigned kind = draw(4);
        const std::uint32_t chipNumber = draw(12);
        if (kind == 0) {
            wanted.range = job::SerialRange{.prefix = "R-", .digits = 4, .first = 1, .last = 999};
        } else if (kind < 3) {
            wanted.serial = "S" + std::to_string(draw(14));
        }
        m_clock.sleepFor(std::chrono::minutes(draw(40)));
        if (draw(15) == 0) {
            m_clock.stepWall(std::chrono::minutes(static_cast<int>(draw(200)) - 100));
        }
        auto ticket = journal().begin(wanted);
        if (!ticket.ok()) {
            return;
        }
        if (draw(12) == 0) {
            shut(); // the station dies
            return;
        }
        job::Evidence silent;
        silent.serial = ticket->serial();
        if (draw(6) == 0) {
            silent.latch({.code = draw(2) == 0 ? FaultCode::SwdNoAnswer : FaultCode::Aborted,
                          .stage = Stage::Connect});
            ASSERT_TRUE(journal().close(std::move(ticket).value(), silent).ok());
            return;
        }
        const auto serial = journal().identified(*ticket, chip(chipNumber), ticket->serial());
        job::Evidence evidence = draw(3) == 0
                                     ? failing(chip(chipNumber), serial.ok() ? *serial : "")
                                     : passing(chip(chipNumber), serial.ok() ? *serial : "");
        if (!serial.ok()) {
            evidence.serial = ticket->serial();
            evidence.latch(serial.fault());
        }
        ASSERT_TRUE(journal().close(std::move(ticket).value(), evidence).ok());
    }
};

TEST_P(Recount, ByHandGivesTheSame) {
    m_random.seed(GetParam());
    for (int i = 0; i < 300; ++i) {
        ASSERT_NO_FATAL_FAILURE(live());
    }
    shut();
    static_cast<void>(journal());
    const std::vector<Told> told = ended();
    const Quarter begin = told.front().quarter;
    for (int i = 0; i < 40; ++i) {
        YieldQuestion question{.from = begin + draw(200), .training = draw(4) == 0};
        question.from = i == 0 ? 0 : question.from;
        question.to = i == 0 ? begin + 100'000 : question.from + draw(300);
        question.slot = draw(3) == 0 ? std::to_string(draw(3)) : "";
        question.product = draw(3) == 0 ? "P" + std::to_string(draw(2)) : "";
        question.by = {YieldBy::Hour, YieldBy::Slot, YieldBy::Product, YieldBy::Week};
        const YieldReport report = ask(question);
        EXPECT_EQ(report.total, countOf(told, question)) << "question " << i;
        std::uint64_t failures = 0;
        for (const FaultCount& fault : report.faults) {
            failures += fault.attempts;
        }
        EXPECT_EQ(failures, report.total.attempts - report.total.passed);
        for (const auto& [by, breakdown] : report.by) {
            YieldCounts sum;
            for (const auto& [label, counts] : breakdown) {
                sum += counts;
            }
            EXPECT_EQ(sum, report.total) << name(by);
        }
    }
    expectSoundJournal();
}

INSTANTIATE_TEST_SUITE_P(Seeds, Recount, testing::Range(1U, 7U));

class Tree : public JournalTest {};

TEST_F(Tree, IsProvenFromItsNodesAsFromItsLeaves) {
    std::vector<Digest> leaves;
    for (int i = 0; i < 600; ++i) {
        const auto appended = journal().append(kind::selfTest, {{"number", i}});
        ASSERT_TRUE(appended.ok());
        leaves.push_back(appended->leaf);
    }
    SQLite::Database sql = stranger();
    EXPECT_EQ(count("SELECT count(*) FROM tree_node"), 2);
    TreeNodes nodes(sql);
    for (const std::uint64_t size : {1U, 255U, 256U, 257U, 511U, 512U, 513U, 600U}) {
        const auto part = std::span(leaves).first(size);
        EXPECT_EQ(nodes.frontierOf(size)->root(), rootOf(part));
        for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
            EXPECT_EQ(*nodes.inclusion(index, size), inclusionProof(part, index));
        }
        for (const std::uint64_t old : {std::uint64_t{1}, size / 2 + 1, size}) {
            EXPECT_EQ(*nodes.consistency(old, size), consistencyProof(part, old));
        }
    }
    shut();
    tamper("UPDATE tree_node SET hash = zeroblob(32) WHERE place = 1");
    const auto audit = verifyJournal(m_file, m_clock);
    ASSERT_TRUE(audit.ok());
    ASSERT_TRUE(audit->finding.has_value());
    EXPECT_EQ(audit->finding->trouble, Trouble::Derived);
    EXPECT_FALSE(tryOpen().ok()) << "the newest leaves are compared with the nodes above them";
}

} // namespace
} // namespace greenlight::db
