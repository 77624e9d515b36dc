#include "station/paper/yield_charts.h"
#include "station/paper/yield_sheet.h"
#include "tests/db/workbench.h"
#include "tests/paper/pdf.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace greenlight::station::paper {
namespace {

using testing::HasSubstr;
using testing::Not;

class YieldSheet : public testing::Test {
protected:
    std::string textOf(const YieldFacts& facts) {
        const auto written = writeYieldSheet(facts, file);
        EXPECT_TRUE(written.ok()) << base::toLogLine(written.fault());
        EXPECT_EQ(test::pagesOfPdf(file), "1\n");
        EXPECT_EQ(test::strangeFontsOfPdf(file), "");
        return test::textOfPdf(file);
    }

    static YieldFacts shift() {
        YieldFacts facts{.station = "line1-st3",
                         .question = {.from = 0, .to = 32, .product = "TH-200"},
                         .madeAt = "2026-11-23T13:00:00.000+01:00",
                         .madeBy = "Mara"};
        facts.report.entries = 4711;
        for (int hour = 0; hour < 8; ++hour) {
            const db::YieldCounts counts{.attempts = 60 + static_cast<unsigned>(hour) * 3,
                                         .passed = 57,
                                         .units = 58,
                                         .firstPassed = 55,
                                         .secondPassed = 57,
                                         .thirdPassed = 57,
                                         .lastPassed = 57,
                                         .retested = 2};
            facts.report.by[db::YieldBy::Hour][fmt::format("2026-11-23T{:02}", 6 + hour)] = counts;
            facts.report.by[db::YieldBy::Slot][std::to_string(hour + 1)] = counts;
            facts.report.total += counts;
        }
        facts.report.faults = {{"digest-mismatch", "verify", 40, 30},
                               {"swd-no-answer", "connect", 25, 20},
                               {"erase-timeout", "erase", 19, 10}};
        facts.report.rolledThroughput = 0.948;
        return facts;
    }

    db::Folder m_folder;
    std::filesystem::path file = m_folder.file("shift.pdf");
};

TEST_F(YieldSheet, HasFiguresChartsAndAPlaceToSignOnOnePage) {
    const std::string text = textOf(shift());
    for (const char* part : {"Shift report", "line1-st3", "First-pass yield", "94.83 %",
                             "440 of 464", "the journal has 4711 entries", "product TH-200",
                             "Attempts by hour", "digest-mismatch at verify", "47.6 %", "slot 8",
                             "Prepared by", "Checked by", "Signature"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
}

TEST_F(YieldSheet, OfNothingShowsDashes) {
    const std::string text = textOf({.station = "line1-st3"});
    EXPECT_THAT(text, HasSubstr("\u2013"));
    EXPECT_THAT(text, Not(HasSubstr("0.00 %")));
    EXPECT_THAT(text, Not(HasSubstr("nan")));
    EXPECT_THAT(text, HasSubstr("There were no attempts in this time."));
    EXPECT_THAT(text, HasSubstr("Nothing went wrong in this time."));
}

TEST_F(YieldSheet, PutsManyFaultsIntoOneBarOfTheOthers) {
    YieldFacts facts = shift();
    facts.report.faults.clear();
    for (int i = 0; i < 40; ++i) {
        facts.report.faults.push_back({fmt::format("fault-{}", i), "verify", 1, 1});
    }
    const std::string text = textOf(facts);
    EXPECT_THAT(text, HasSubstr("fault-0 at verify"));
    EXPECT_THAT(text, HasSubstr("31 others"));
    EXPECT_THAT(text, HasSubstr("100.0 %"));
}

TEST(Chart, RoundsItsScaleUpToANumberThatPeopleRead) {
    EXPECT_EQ(roundedUp(1), 1U);
    EXPECT_EQ(roundedUp(3), 5U);
    EXPECT_EQ(roundedUp(10), 10U);
    EXPECT_EQ(roundedUp(11), 20U);
    EXPECT_EQ(roundedUp(210), 500U);
    EXPECT_EQ(roundedUp(501), 1000U);
}

} // namespace
} // namespace greenlight::station::paper
