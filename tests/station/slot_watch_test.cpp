#include "station/slot_watch.h"

#include <gtest/gtest.h>

namespace greenlight::station {

namespace {

constexpr Day today = 100;

job::Ending ending(job::Verdict verdict, std::optional<FaultCode> code = std::nullopt) {
    job::Ending made;
    made.judgement.verdict = verdict;
    if (code) {
        made.judgement.fault = Fault{.code = *code};
    }
    return made;
}

job::Order drill() {
    job::Order order;
    order.drill = true;
    return order;
}

TEST(SlotWatch, LocksASlotWhoseDrillStaysGreen) {
    SlotWatch watch({.drill = true});
    EXPECT_TRUE(watch.ended(drill(), ending(job::Verdict::Fail, FaultCode::DrillNotRed), today));
    ASSERT_TRUE(watch.locked().has_value());
    EXPECT_EQ(watch.locked()->code, FaultCode::DrillNotRed);
    watch.release();
    EXPECT_FALSE(watch.locked().has_value());
    EXPECT_TRUE(watch.drillDue(today));
}

TEST(SlotWatch, IsDrilledForOneDay) {
    SlotWatch watch({.drill = true});
    EXPECT_TRUE(watch.drillDue(today));
    EXPECT_FALSE(watch.ended(drill(), ending(job::Verdict::Fail, FaultCode::DrillFound), today));
    EXPECT_FALSE(watch.drillDue(today));
    EXPECT_TRUE(watch.drillDue(today + 1));
}

TEST(SlotWatch, AsksForNoDrillWithoutTheRule) { EXPECT_FALSE(SlotWatch({}).drillDue(today)); }

TEST(SlotWatch, CountsFailuresAndErrorsAndNotWhatPeopleStopped) {
    SlotWatch watch({.quarantineAfter = 2});
    EXPECT_FALSE(watch.ended({}, ending(job::Verdict::Error, FaultCode::ProbeAbsent), today));
    EXPECT_FALSE(watch.ended({}, ending(job::Verdict::Aborted, FaultCode::Aborted), today));
    EXPECT_FALSE(watch.locked().has_value());
    EXPECT_TRUE(watch.ended({}, ending(job::Verdict::Fail, FaultCode::NotBlank), today));
    EXPECT_EQ(watch.locked()->code, FaultCode::SlotQuarantined);
    EXPECT_EQ(watch.locked()->note, "2 in a row, the last one not-blank");
}

TEST(SlotWatch, NeverLocksWhereTheRuleIsNought) {
    SlotWatch watch({.quarantineAfter = 0});
    for (int i = 0; i < 100; ++i) {
        EXPECT_FALSE(watch.ended({}, ending(job::Verdict::Fail, FaultCode::NotBlank), today));
    }
}

TEST(SlotWatch, TakesRefusedOrdersForNoAttempts) {
    SlotWatch watch({.quarantineAfter = 1});
    job::Ending refused = ending(job::Verdict::Aborted, FaultCode::SerialUsed);
    refused.refused = Fault{.code = FaultCode::SerialUsed};
    EXPECT_FALSE(watch.ended({}, refused, today));
}

const SlotRules golden{.quarantineAfter = 2, .goldenBoards = {job::Uid{1}}};

job::Order atGoldenBoard() {
    job::Order order;
    order.golden = true;
    return order;
}

TEST(SlotWatch, WantsNoGoldenBoardOfASlotThatWasNeverLocked) {
    EXPECT_FALSE(SlotWatch(golden).goldenWanted());
    EXPECT_FALSE(SlotWatch({}).goldenWanted());
}

TEST(SlotWatch, WantsAGoldenBoardAfterARelease) {
    SlotWatch watch(golden);
    watch.release();
    EXPECT_TRUE(watch.goldenWanted());
    EXPECT_FALSE(watch.locked().has_value());
    SlotWatch without({});
    without.release();
    EXPECT_FALSE(without.goldenWanted());
}

TEST(SlotWatch, LocksASlotAtOnceInWhichAGoldenBoardFails) {
    for (const job::Verdict bad : {job::Verdict::Fail, job::Verdict::Error}) {
        SlotWatch watch(golden);
        watch.release();
        EXPECT_TRUE(watch.ended(atGoldenBoard(), ending(bad, FaultCode::SwdNoAnswer), today));
        ASSERT_TRUE(watch.locked().has_value());
        EXPECT_EQ(watch.locked()->code, FaultCode::SlotQuarantined);
        EXPECT_EQ(watch.locked()->note, "a golden board ended as swd-no-answer");
        EXPECT_TRUE(watch.goldenWanted());
    }
}

TEST(SlotWatch, GoesOnWaitingForAGoldenBoardThatIsOnRecord) {
    SlotWatch watch(golden);
    watch.release();
    EXPECT_FALSE(watch.ended(atGoldenBoard(),
                             ending(job::Verdict::Aborted, FaultCode::GoldenBoardWanted), today));
    EXPECT_TRUE(watch.goldenWanted());
    // A PASS that could not be written down.
    EXPECT_FALSE(watch.ended(atGoldenBoard(), ending(job::Verdict::Pass), today));
    EXPECT_TRUE(watch.goldenWanted());
}

TEST(SlotWatch, GoesOnWaitingAfterARestartWhileTheRulesNameGoldenBoards) {
    const db::SlotPast past{.goldenWanted = true};
    EXPECT_TRUE(SlotWatch(golden, past).goldenWanted());
    EXPECT_FALSE(SlotWatch({}, past).goldenWanted());
}

TEST(DayOf, ChangesOnceInTwentyFourHours) {
    constexpr std::int64_t hour = 3'600'000'000;
    unsigned changes = 0;
    for (std::int64_t i = 0; i < 24; ++i) {
        const base::WallTime now{1'795'000'000'000'000 + i * hour};
        changes += dayOf(now) == dayOf({now.unixMicros + hour}) ? 0U : 1U;
    }
    EXPECT_EQ(changes, 1U);
}

} // namespace

} // namespace greenlight::station
