#include "station/training_label.h"

#include <gtest/gtest.h>

namespace greenlight::station {
namespace {

TEST(TrainingLabel, PutsTheNumberIntoTheDigitsOfThePattern) {
    EXPECT_EQ(trainingLabel("^TH200-[0-9]{6}$", 42), "TH200-000042");
    EXPECT_EQ(trainingLabel("^[0-9]{8}$", 1'234'567'890), "34567890");
    EXPECT_EQ(trainingLabel("A\\d{2}-[0-9]", 123), "A12-3");
}

TEST(TrainingLabel, LeavesPatternsItDoesNotUnderstandToPeople) {
    for (const char* pattern : {"", "^ABC$", "[A-Z]{2}[0-9]{4}", "[0-9]+", "[0-9]{", "[0-9]{x}",
                                "[0-9]{99}", "(a|b)[0-9]", "[0-9]{2}$x"}) {
        EXPECT_FALSE(trainingLabel(pattern, 1).has_value()) << pattern;
    }
}

} // namespace
} // namespace greenlight::station
