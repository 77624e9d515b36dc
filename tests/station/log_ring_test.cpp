#include "station/log_ring.h"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

namespace greenlight::station {
namespace {

TEST(LogRing, GivesTheNewestFirst) {
    LogRing ring;
    EXPECT_EQ(ring.last(), 0U);
    ring.write({1}, LogLevel::Info, "one");
    ring.write({2}, LogLevel::Error, "two");
    const auto lines = ring.newest(LogLevel::Debug, "", 10);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].text, "two");
    EXPECT_EQ(lines[0].number, 2U);
    EXPECT_EQ(lines[0].time.unixMicros, 2);
    EXPECT_EQ(lines[1].text, "one");
    EXPECT_EQ(ring.newest(LogLevel::Debug, "", 1).size(), 1U);
    EXPECT_EQ(ring.last(), 2U);
}

TEST(LogRing, LeavesOutWhatMattersLessOrSaysOtherThings) {
    LogRing ring;
    ring.write({}, LogLevel::Debug, "slot 1 looked");
    ring.write({}, LogLevel::Warning, "Slot 2 is slow");
    ring.write({}, LogLevel::Error, "slot 2 is silent");
    EXPECT_EQ(ring.newest(LogLevel::Warning, "", 10).size(), 2U);
    const auto second = ring.newest(LogLevel::Debug, "SLOT 2", 10);
    ASSERT_EQ(second.size(), 2U);
    EXPECT_EQ(second[1].text, "Slot 2 is slow");
    EXPECT_TRUE(ring.newest(LogLevel::Debug, "slot 3", 10).empty());
}

TEST(LogRing, ForgetsTheOldestAndCutsTheLongest) {
    LogRing ring;
    for (std::size_t i = 0; i < LogRing::mostLines + 5; ++i) {
        ring.write({}, LogLevel::Info, std::to_string(i));
    }
    const auto lines = ring.newest(LogLevel::Debug, "", LogRing::mostLines * 2);
    ASSERT_EQ(lines.size(), LogRing::mostLines);
    EXPECT_EQ(lines.back().text, "5");
    ring.write({}, LogLevel::Info, std::string(LogRing::longestLine - 1, 'x') + "é and more");
    EXPECT_EQ(ring.newest(LogLevel::Debug, "", 1)[0].text,
              std::string(LogRing::longestLine - 1, 'x'))
        << "no letter is cut in two";
}

TEST(LogRing, HoldsWhatTheProgramLogs) {
    const auto before = spdlog::default_logger()->sinks().size();
    auto ring = keepLog();
    spdlog::error("a probe at {} is silent", "1-1.2");
    spdlog::info("and goes on");
    const auto lines = ring->newest(LogLevel::Debug, "", 10);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[1].text, "a probe at 1-1.2 is silent");
    EXPECT_EQ(lines[1].level, LogLevel::Error);
    EXPECT_EQ(lines[0].level, LogLevel::Info);
    EXPECT_GT(lines[0].time.unixMicros, 1'700'000'000'000'000);
    ring.reset();
    spdlog::info("nobody holds it any more");
    spdlog::default_logger()->sinks().resize(before);
}

} // namespace
} // namespace greenlight::station
