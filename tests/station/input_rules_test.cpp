#include "station/input_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace greenlight::station {
namespace {

FaultCode refusal(const InputRules& rules, std::string_view scanned) {
    const auto label = labelIn(rules, scanned);
    return label ? FaultCode::Internal : label.fault().code;
}

TEST(InputRules, TakeAnythingForALabelWhereNothingIsSaid) {
    EXPECT_EQ(labelIn({}, "TH200-000123").value(), "TH200-000123");
    EXPECT_EQ(refusal({}, ""), FaultCode::ScanUnmarked);
}

TEST(InputRules, TakeTheScannersMarksOff) {
    const InputRules rules{.prefix = "]C1", .suffix = "~"};
    EXPECT_EQ(labelIn(rules, "]C1TH200-000123~").value(), "TH200-000123");
    EXPECT_EQ(labelIn(rules, "]C1]C1~~").value(), "]C1~");
}

TEST(InputRules, RefuseWhatComesWithoutTheMarks) {
    const InputRules rules{.prefix = "]C1", .suffix = "~"};
    for (const char* text :
         {"TH200-000123", "]C1TH200-000123", "TH200-000123~", "]C1~", "]C", ""}) {
        EXPECT_EQ(refusal(rules, text), FaultCode::ScanUnmarked) << text;
    }
    // Marks that overlap are not both there.
    EXPECT_EQ(refusal({.prefix = "##", .suffix = "##"}, "###"), FaultCode::ScanUnmarked);
}

TEST(InputRules, RefuseWhatIsUnlikeTheStationsLabels) {
    const InputRules rules{.prefix = "*", .pattern = "TH200-[0-9]{6}"};
    EXPECT_EQ(labelIn(rules, "*TH200-000123").value(), "TH200-000123");
    EXPECT_EQ(refusal(rules, "*TH200-00012"), FaultCode::ScanUnmarked);
    EXPECT_EQ(refusal(rules, "*TH200-0001234"), FaultCode::ScanUnmarked);
    EXPECT_EQ(refusal(rules, "*4006381333931"), FaultCode::ScanUnmarked);
}

TEST(InputRules, DoNotRepeatWhatMayBeABadge) {
    const auto label = labelIn({.prefix = "*"}, "BADGE-4711");
    ASSERT_FALSE(label.ok());
    EXPECT_EQ(label.fault().note.find("4711"), std::string::npos);
}

TEST(InputRules, LetNoFootSwitchSendWhatMayStandInALabel) {
    for (const std::string_view key : footSwitchKeys()) {
        EXPECT_GT(key.size(), 1U) << key;
        EXPECT_NE(key, "Space");
        EXPECT_NE(key, "Return");
        EXPECT_NE(key, "Tab");
    }
    EXPECT_TRUE(std::ranges::find(footSwitchKeys(), InputRules{}.footSwitch) !=
                footSwitchKeys().end());
}

} // namespace
} // namespace greenlight::station
