#include "station/recall_report.h"
#include "tests/db/workbench.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace greenlight::station {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

/// One unit that carries the file, and one that was given it and failed.
class RecallReport : public db::JournalTest {
protected:
    void SetUp() override {
        ASSERT_TRUE(pass("=A", 1).ok());
        ASSERT_TRUE(attempt(db::intent("B"), db::chip(2), db::failing(db::chip(2), "B")).ok());
    }

    std::string write(RecallFormat format, const std::string& slot = "1") {
        std::string text;
        auto recalls = db::Recalls::open(m_file, m_clock);
        const auto counts =
            writeRecall(*recalls, {.slot = slot, .to = {m_clock.wall().unixMicros + 1}}, format,
                        [&text](std::string_view piece) {
                            text += piece;
                            return Result<void>();
                        });
        EXPECT_TRUE(counts.ok()) << base::toLogLine(counts.fault());
        m_counts = *counts;
        return text;
    }

    RecallCounts m_counts;
};

TEST_F(RecallReport, TellsPeopleWhatCarriesItNowAndWhatDidOnce) {
    const std::string text = write(RecallFormat::Text);
    const auto now = text.find("serial =A");
    const auto once = text.find("not carry it now");
    EXPECT_LT(now, once);
    EXPECT_LT(once, text.find("serial B"));
    EXPECT_THAT(text, HasSubstr("1 units carry it now, 1 more were given it once"));
    EXPECT_EQ(m_counts.firstEntry, 1U);
    EXPECT_EQ(m_counts.lastEntry, 4U);
}

TEST_F(RecallReport, HasALineOfAllColumnsForEachUnitInACsv) {
    const std::string text = write(RecallFormat::Csv);
    EXPECT_EQ(std::ranges::count(text, '\n'), 3);
    EXPECT_EQ(std::ranges::count(text, ',') % 3, 0);
    EXPECT_THAT(text, HasSubstr("carries_now,product,serial,uid,first_attempt"));
    EXPECT_THAT(text, HasSubstr("\r\n1,TH-200,'=A,"));
    EXPECT_THAT(text, HasSubstr("\r\n0,TH-200,B,"));
}

TEST_F(RecallReport, IsWholeJsonAlsoOfNothing) {
    Json json = Json::parse(write(RecallFormat::Json));
    ASSERT_EQ(json["carry_now"].size(), 1U);
    EXPECT_EQ(json["carry_now"][0]["serial"], "=A");
    EXPECT_EQ(json["carry_now"][0]["last_pass"], 1);
    ASSERT_EQ(json["once"].size(), 1U);
    EXPECT_TRUE(json["once"][0]["last_pass"].is_null());
    EXPECT_EQ(json["question"]["slot"], "1");
    json = Json::parse(write(RecallFormat::Json, "another"));
    EXPECT_TRUE(json["carry_now"].empty());
    EXPECT_TRUE(json["once"].empty());
    EXPECT_EQ(m_counts.firstEntry, 0U);
}

} // namespace
} // namespace greenlight::station
