// Yield against a recount by hand of random histories that reads nothing but the entries.
#include "db/audit.h"
#include "tests/db/yield_bench.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <random>

namespace greenlight::db {
namespace {

/// What one attempt was, read from its entries.
struct Told {
    std::string product;
    std::string slot;
    bool training = false;
    bool drill = false; ///< or a golden board: no attempt at a product
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
                                  .drill = data.contains("drill") || data.contains("golden"),
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
        wanted.golden = !wanted.drill && draw(12) == 0;
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
    // Both ways of counting that the audit has agree too: only a doubt makes it replay.
    EXPECT_FALSE(verifyJournal(m_file, m_clock)->replayed);
}

/// What a list of attempts comes to by the rules of a report.
class Behind : public Recount {
protected:
    static constexpr std::size_t all = 100'000;

    void expectBehind(const CountedQuestion& question, const YieldCounts& counts,
                      const std::string& where) {
        CountedQuestion asked = question;
        asked.most = all;
        const CountedAttempts attempts = ask(asked);
        EXPECT_EQ(attempts.all, counts.attempts) << where;
        EXPECT_EQ(attempts.newest.size(), counts.attempts) << where;
        EXPECT_EQ(attempts.passed, counts.passed) << where;
        EXPECT_EQ(passed(attempts), counts.passed) << where;
        EXPECT_EQ(
            static_cast<std::uint64_t>(std::ranges::count_if(attempts.newest,
                                                             [](const CountedAttempt& attempt) {
                                                                 return attempt.serial.empty() &&
                                                                        attempt.uid.empty();
                                                             })),
            counts.nameless)
            << where;
        asked.firstOnly = true;
        const CountedAttempts firsts = ask(asked);
        EXPECT_EQ(firsts.all, counts.units) << where;
        EXPECT_EQ(passed(firsts), counts.firstPassed) << where;
    }

    static std::uint64_t passed(const CountedAttempts& attempts) {
        return static_cast<std::uint64_t>(
            std::ranges::count(attempts.newest, job::Verdict::Pass, &CountedAttempt::verdict));
    }

    void expectFaults(const CountedQuestion& question, const std::vector<FaultCount>& faults) {
        for (const FaultCount& fault : faults) {
            CountedQuestion asked = question;
            asked.faults = {{fault.fault, fault.stage}};
            asked.most = all;
            const CountedAttempts attempts = ask(asked);
            EXPECT_EQ(attempts.all, fault.attempts) << fault.fault << " at " << fault.stage;
            EXPECT_EQ(static_cast<std::uint64_t>(
                          std::ranges::count(attempts.newest, true, &CountedAttempt::first)),
                      fault.firstAttempts)
                << fault.fault << " at " << fault.stage;
        }
    }
};

TEST_P(Behind, EveryBarFaultAndCellAreExactlyItsAttempts) {
    m_random.seed(GetParam());
    for (int i = 0; i < 250; ++i) {
        ASSERT_NO_FATAL_FAILURE(live());
    }
    shut();
    static_cast<void>(journal());
    const Quarter begin = ended().front().quarter;
    for (int i = 0; i < 6; ++i) {
        YieldQuestion question{.from = i == 0 ? 0 : begin + draw(200), .training = i == 3};
        question.to = i == 0 ? begin + 100'000 : question.from + draw(300);
        question.product = i == 2 ? "P1" : "";
        question.shifts = {{"early", 360}, {"late", 840}};
        question.by = {YieldBy::Hour,    YieldBy::Shift,  YieldBy::Day,
                       YieldBy::Week,    YieldBy::Slot,   YieldBy::Operator,
                       YieldBy::Product, YieldBy::Recipe, YieldBy::Image};
        const YieldReport report = ask(question);
        const CountedQuestion whole{.yield = question, .entries = report.entries};
        expectBehind(whole, report.total, "all");
        expectFaults(whole, report.faults);
        for (const auto& [by, breakdown] : report.by) {
            for (const auto& [label, counts] : breakdown) {
                CountedQuestion bar = whole;
                bar.by = by;
                bar.label = label;
                expectBehind(bar, counts, std::string(name(by)) + " " + label);
            }
        }
        for (const auto& [slot, faults] : report.faultsBySlot) {
            CountedQuestion row = whole;
            row.by = YieldBy::Slot;
            row.label = slot;
            expectFaults(row, faults);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Behind, testing::Range(1U, 4U));

INSTANTIATE_TEST_SUITE_P(Seeds, Recount, testing::Range(1U, 7U));

} // namespace
} // namespace greenlight::db
