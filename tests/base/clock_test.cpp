#include "engine/base/clock.h"

#include <gtest/gtest.h>

namespace greenlight::base {
namespace {

using namespace std::chrono_literals;

TEST(WallTime, IsWrittenAsIso8601InUtcWithMicroseconds) {
    EXPECT_EQ(toIso8601({0}), "1970-01-01T00:00:00.000000Z");
    EXPECT_EQ(toIso8601({1'767'225'599'000'001}), "2025-12-31T23:59:59.000001Z");
    EXPECT_EQ(toIso8601({-1}), "1969-12-31T23:59:59.999999Z");
}

TEST(Signal, RaisedBeforeTheWaitIsNotLostAndIsConsumedByIt) {
    SystemClock clock;
    Signal signal(clock);
    signal.raise();
    signal.raise();
    EXPECT_TRUE(signal.waitUntil(clock.now()));
    EXPECT_FALSE(signal.waitUntil(clock.now()));
}

TEST(Worker, IsAwaitedByItsDestructor) {
    SystemClock clock;
    bool ran = false;
    {
        const Worker worker(clock, "a name longer than fifteen characters", [&ran] { ran = true; });
    }
    EXPECT_TRUE(ran);
}

TEST(Signal, WakesAnotherThread) {
    SystemClock clock;
    Signal there(clock);
    Signal back(clock);
    Worker worker(clock, "echo", [&] {
        if (there.waitUntil(endOfTime)) {
            back.raise();
        }
    });
    there.raise();
    EXPECT_TRUE(back.waitUntil(endOfTime));
}

} // namespace
} // namespace greenlight::base
