#include "engine/sim/turnstile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace greenlight::sim {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{};

/// Several workers that sleep, meet at equal moments and wake each other; what they did, in order.
std::string story(std::uint64_t seed) {
    Turnstile clock(seed);
    std::string told;
    base::Signal bell(clock);
    {
        std::vector<std::unique_ptr<base::Worker>> workers;
        for (char name = 'a'; name < 'f'; ++name) {
            workers.push_back(std::make_unique<base::Worker>(
                clock, std::string(1, name), [&clock, &told, &bell, name] {
                    for (int turn = 0; turn < 8; ++turn) {
                        told += name;
                        clock.sleepFor(1ms);
                        if (turn % 3 == 0) {
                            bell.raise();
                        }
                    }
                }));
        }
        for (int rings = 0; rings < 4; ++rings) {
            told += bell.waitUntil(clock.now() + 2ms) ? '!' : '.';
        }
    }
    return told + std::to_string(clock.now().time_since_epoch().count());
}

TEST(Turnstile, TellsTheSameStoryTwoHundredTimesForOneSeed) {
    const std::string first = story(7);
    for (int repeat = 0; repeat < 200; ++repeat) {
        ASSERT_EQ(story(7), first) << "repeat " << repeat;
    }
}

TEST(Turnstile, TellsAnotherStoryForAnotherSeed) {
    const std::string first = story(1);
    bool differs = false;
    for (std::uint64_t seed = 2; seed < 12; ++seed) {
        differs = differs || story(seed) != first;
    }
    EXPECT_TRUE(differs);
}

TEST(Turnstile, WakesSleepersInTheOrderOfTheirMoments) {
    Turnstile clock(3);
    std::string order;
    {
        base::Worker late(clock, "late", [&] {
            clock.sleepUntil(start + 30ms);
            order += 'c';
        });
        base::Worker early(clock, "early", [&] {
            clock.sleepUntil(start + 10ms);
            order += 'a';
        });
        clock.sleepUntil(start + 20ms);
        order += 'b';
    }
    EXPECT_EQ(order, "abc");
    EXPECT_EQ(clock.now(), start + 30ms);
}

TEST(Turnstile, JumpsOverTimeInsteadOfSpendingIt) {
    Turnstile clock(1);
    // A test that spent the time would run into CTest's limit.
    clock.sleepFor(10h);
    EXPECT_EQ(clock.now(), start + 10h);
}

TEST(Turnstile, NeverGoesBackForAMomentThatHasPassed) {
    Turnstile clock(1);
    clock.sleepUntil(start + 5ms);
    clock.sleepUntil(start + 2ms);
    EXPECT_EQ(clock.now(), start + 5ms);
    base::Signal signal(clock);
    EXPECT_FALSE(signal.waitUntil(start + 1ms));
    EXPECT_EQ(clock.now(), start + 5ms);
}

TEST(Turnstile, KeepsTheCalendarInStepWithVirtualTime) {
    Turnstile clock(1);
    EXPECT_EQ(base::toIso8601(clock.wall()), "2026-01-05T06:00:00.000000Z");
    clock.sleepFor(1500ms);
    EXPECT_EQ(base::toIso8601(clock.wall()), "2026-01-05T06:00:01.500000Z");
}

TEST(Turnstile, WakesAWaiterAtTheMomentOfTheRaise) {
    Turnstile clock(1);
    base::Signal signal(clock);
    base::Worker raiser(clock, "raiser", [&] {
        clock.sleepFor(4ms);
        signal.raise();
        clock.sleepFor(4ms);
    });
    EXPECT_TRUE(signal.waitUntil(start + 1s));
    EXPECT_EQ(clock.now(), start + 4ms);
}

TEST(Turnstile, GivesUpAWaitAtItsDeadline) {
    Turnstile clock(1);
    base::Signal signal(clock);
    EXPECT_FALSE(signal.waitUntil(start + 7ms));
    EXPECT_EQ(clock.now(), start + 7ms);
}

TEST(Turnstile, RemembersARaiseThatCameBeforeTheWait) {
    Turnstile clock(1);
    base::Signal signal(clock);
    signal.raise();
    signal.raise();
    EXPECT_TRUE(signal.waitUntil(start + 1s));
    EXPECT_EQ(clock.now(), start);
    EXPECT_FALSE(signal.waitUntil(start + 1s));
}

TEST(Turnstile, RunsOneParticipantAtATime) {
    Turnstile clock(5);
    // Not atomic on purpose: a second thread running at the same time is a data race for TSan.
    int inside = 0;
    int most = 0;
    {
        constexpr int count = 8;
        std::vector<std::unique_ptr<base::Worker>> workers;
        workers.reserve(count);
        for (int index = 0; index < count; ++index) {
            workers.push_back(std::make_unique<base::Worker>(clock, "worker", [&] {
                for (int turn = 0; turn < 50; ++turn) {
                    most = std::max(most, ++inside);
                    --inside;
                    clock.sleepFor(10us);
                }
            }));
        }
    }
    EXPECT_EQ(most, 1);
    EXPECT_GE(clock.turns(), 400U);
}

TEST(Turnstile, JoinsAWorkerAtTheMomentItEnds) {
    Turnstile clock(1);
    base::Worker worker(clock, "worker", [&] { clock.sleepFor(3s); });
    worker.join();
    EXPECT_EQ(clock.now(), start + 3s);
}

using TurnstileDeathTest = ::testing::Test;

TEST_F(TurnstileDeathTest, NamesWhoWaitsForEverAtAStandstill) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_DEATH(
        {
            Turnstile clock(1);
            base::Signal never(clock);
            const base::Worker worker(clock, "hopeful",
                                      [&] { (void)never.waitUntil(base::endOfTime); });
        },
        "'hopeful' waits without a deadline for a signal");
}

TEST_F(TurnstileDeathTest, RefusesAThreadThatIsNoParticipant) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_DEATH(
        {
            Turnstile clock(1);
            std::thread stranger([&] { clock.sleepFor(1ms); });
            stranger.join();
        },
        "found != m_places.end");
}

} // namespace
} // namespace greenlight::sim
