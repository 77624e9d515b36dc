#pragma once

#include "db/audit.h"
#include "db/yield.h"
#include "tests/db/workbench.h"

#include <string>
#include <utility>

namespace greenlight::db {

/// A journal, attempts in it, and questions about their yield.
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

    CountedAttempts ask(const CountedQuestion& question) {
        auto yields = Yields::open(m_file, m_clock);
        EXPECT_TRUE(yields.ok());
        auto found = yields->attempts(question);
        EXPECT_TRUE(found.ok()) << (found.ok() ? "" : base::toLogLine(found.fault()));
        return std::move(found).value();
    }

    YieldCounts total() { return ask(ever()).total; }

    void expectSoundJournal() {
        shut();
        const auto audit = verifyJournal(m_file, m_clock);
        ASSERT_TRUE(audit.ok());
        EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
    }
};

} // namespace greenlight::db
