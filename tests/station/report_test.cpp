#include "station/csv.h"
#include "station/local_time.h"
#include "station/yield_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <ctime>

namespace greenlight::station {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Csv, QuotesWhatNeedsIt) {
    EXPECT_EQ(csvField("plain"), "plain");
    EXPECT_EQ(csvField("a,b"), "\"a,b\"");
    EXPECT_EQ(csvField("say \"no\""), "\"say \"\"no\"\"\"");
    EXPECT_EQ(csvField("two\nlines"), "\"two\nlines\"");
    EXPECT_EQ(csvLine({"", "b", ""}), ",b,\r\n");
}

TEST(Csv, LetsNoTextBecomeAFormula) {
    EXPECT_EQ(csvField("=1+2"), "'=1+2");
    EXPECT_EQ(csvField("+49"), "'+49");
    EXPECT_EQ(csvField("-1"), "'-1");
    EXPECT_EQ(csvField("@x"), "'@x");
    EXPECT_EQ(csvField("\t=1"), "'\t=1");
    EXPECT_EQ(csvField("\r=1"), "\"'\r=1\"");
    EXPECT_EQ(csvField("-1", true), "-1");
}

/// Berlin, where the clocks change.
class LocalTime : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(setenv("TZ", "Europe/Berlin", 1), 0);
        tzset();
    }

    void TearDown() override {
        unsetenv("TZ");
        tzset();
    }
};

TEST_F(LocalTime, IsReadAndWrittenByTheZoneOfTheComputer) {
    EXPECT_EQ(localTimeText(*localTimeNamed("2026-11-23T14:30")), "2026-11-23T14:30+01:00");
    EXPECT_EQ(localTimeText(*localTimeNamed("2026-07-01")), "2026-07-01T00:00+02:00");
    EXPECT_EQ(localTimeText(*localTimeNamed("2026-11-23T14:30Z")), "2026-11-23T15:30+01:00");
    EXPECT_EQ(localTimeText(startOfDay(*localTimeNamed("2026-10-25T23:00"))),
              "2026-10-25T00:00+02:00");
}

TEST_F(LocalTime, RefusesWhatIsNoTime) {
    for (const char* text :
         {"", "2026", "2026-13-01", "2026-02-30", "2026-11-23T24:01", "2026-11-23 14:30",
          "2026-11-23T14:30:00", "-026-11-23", "2026-11-2 ", "2026-11-23T+4:30", "tomorrow", "Z",
          "2026-03-29T02:30"}) { // the last one is left out by the change to summer time
        EXPECT_FALSE(localTimeNamed(text).has_value()) << text;
    }
}

db::YieldReport sample() {
    db::YieldReport report;
    report.total = {.attempts = 5,
                    .passed = 3,
                    .units = 4,
                    .firstPassed = 2,
                    .secondPassed = 3,
                    .thirdPassed = 3,
                    .lastPassed = 3,
                    .retested = 1,
                    .noTrouble = 1};
    report.by[db::YieldBy::Operator]["=cmd()"] = report.total;
    report.faults = {{"digest-mismatch", "verify", 2, 2}};
    report.rolledThroughput = 0.5;
    report.entries = 15;
    return report;
}

TEST(YieldReport, NamesFormulaAndNumbersWithEachFigure) {
    const std::string text = yieldText({.from = 0, .to = 4}, sample());
    EXPECT_THAT(text, HasSubstr("50.00 %   2 of 4"));
    EXPECT_THAT(text, HasSubstr("units whose first attempt ever passed"));
    EXPECT_THAT(text, HasSubstr("the journal has 15 entries"));
    EXPECT_THAT(text, HasSubstr("digest-mismatch at verify"));
}

TEST(YieldReport, OfNothingShowsADash) {
    const std::string text = yieldText({.from = 0, .to = 4}, {});
    EXPECT_THAT(text, HasSubstr("\u2013   of 0"));
    EXPECT_THAT(text, Not(HasSubstr("0.00 %")));
    EXPECT_THAT(text, Not(HasSubstr("nan")));
}

TEST(YieldReport, HasTheSameColumnsInEveryLineOfTheCsv) {
    const std::string csv = yieldCsv({.from = 0, .to = 4}, sample());
    std::vector<std::ptrdiff_t> commas;
    std::string line;
    for (const char letter : csv) {
        line += letter;
        if (letter == '\n') {
            commas.push_back(std::count(line.begin(), line.end(), ','));
            EXPECT_TRUE(line.ends_with("\r\n"));
            line.clear();
        }
    }
    ASSERT_EQ(commas.size(), 3U);
    EXPECT_EQ(commas[0], commas[1]);
    EXPECT_EQ(commas[0], commas[2]);
    EXPECT_THAT(csv, HasSubstr("operator,'=cmd(),"));
    EXPECT_THAT(csv, HasSubstr("0.500000"));
}

TEST(YieldReport, GivesEverythingAsJson) {
    const auto json = nlohmann::json::parse(yieldJson({.from = 0, .to = 4}, sample()));
    EXPECT_EQ(json["total"]["first_pass_yield"]["value"], 0.5);
    EXPECT_EQ(json["total"]["units_retested"], 1);
    EXPECT_EQ(json["by"]["operator"][0]["label"], "=cmd()");
    EXPECT_EQ(json["faults"][0]["attempts"], 2);
    EXPECT_TRUE(
        nlohmann::json::parse(yieldJson({}, {}))["total"]["final_yield"]["value"].is_null());
}

TEST(YieldReport, RunsThroughTheShareOfEachFault) {
    db::YieldReport report;
    report.faults = {{"a", "verify", 3, 1}, {"b", "connect", 1, 0}};
    EXPECT_EQ(faultsCsv(report), "fault,stage,attempts,first_attempts,share,running_share\r\n"
                                 "a,verify,3,1,0.750000,0.750000\r\n"
                                 "b,connect,1,0,0.250000,1.000000\r\n");
}

} // namespace
} // namespace greenlight::station
