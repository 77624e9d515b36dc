// A work order that is scanned at the line: what is counted under it, and what is no work order.
#include "tests/line/floor.h"

#include <gtest/gtest.h>

namespace greenlight::station {

namespace {

using namespace std::chrono_literals;

class WorkOrderAtTheLine : public testing::Test {
protected:
    WorkOrderAtTheLine() { m_floor.workOrderPrefix = "WO:"; }

    void open() {
        m_floor.bench.insert(m_floor.port(0), test::board(sim::Chip::F407, 1));
        m_floor.open(m_recipe);
    }

    Line& line() { return *m_floor.line; }

    Result<std::optional<std::size_t>> scan(const std::string& label, bool scanned = true) {
        return line().scan(label, scanned);
    }

    std::size_t entriesWith(const std::string& words) {
        m_floor.clock.sleepFor(1s); // the clerk writes
        return test::entriesWith(m_folder.path() / "journal.db", words);
    }

    const test::TemporaryFolder m_folder;
    test::Floor m_floor{1, test::mixedProbes(1), m_folder.path()};
    std::shared_ptr<job::Recipe> m_recipe = test::recipeFor(sim::Chip::F407, 4096);
};

TEST_F(WorkOrderAtTheLine, IsThatOfEveryAttemptFromThenOn) {
    open();
    EXPECT_EQ(line().view().workOrder, "");
    const auto taken = scan("WO:4711/2");
    ASSERT_TRUE(taken.ok()) << base::toLogLine(taken.fault());
    EXPECT_FALSE(taken->has_value()) << "it went to a slot";
    EXPECT_EQ(line().view().workOrder, "4711/2");
    EXPECT_TRUE(m_floor.ended.empty()) << "a scan was a press";
    m_floor.runAll();
    EXPECT_EQ(entriesWith(R"("kind":"work-order")"), 1U);
    EXPECT_EQ(entriesWith(R"("work_order":"4711/2","scanned":true)"), 1U);
    // The entry about it, and the beginning of the attempt.
    EXPECT_EQ(entriesWith(R"("work_order":"4711/2")"), 2U);
}

TEST_F(WorkOrderAtTheLine, IsStillThereAfterARestart) {
    open();
    ASSERT_TRUE(scan("WO:4711", false).ok());
    EXPECT_EQ(entriesWith(R"("scanned":false)"), 1U);
    m_floor.line.reset();
    m_floor.open(m_recipe);
    EXPECT_EQ(line().view().workOrder, "4711");
    ASSERT_TRUE(scan("WO:").ok());
    EXPECT_EQ(line().view().workOrder, "");
    EXPECT_EQ(entriesWith(R"("work_order":"")"), 1U);
    m_floor.line.reset();
    m_floor.open(m_recipe);
    EXPECT_EQ(line().view().workOrder, "");
}

TEST_F(WorkOrderAtTheLine, ThatNoRecordCanCarryIsRefusedAndChangesNothing) {
    open();
    ASSERT_TRUE(scan("WO:4711").ok());
    for (const std::string& label :
         {std::string("WO: 4711"), "WO:" + std::string(65, '7'), std::string("WO:47\n11")}) {
        const auto refused = scan(label);
        ASSERT_FALSE(refused.ok()) << label;
        EXPECT_EQ(refused.fault().code, FaultCode::SerialPattern);
        EXPECT_TRUE(line().view().scanRefused.has_value());
    }
    EXPECT_EQ(line().view().workOrder, "4711");
    EXPECT_EQ(entriesWith(R"("kind":"work-order")"), 1U);
}

TEST_F(WorkOrderAtTheLine, WithoutAPrefixInTheSettingsIsALabelLikeAnother) {
    m_floor.workOrderPrefix.clear();
    m_recipe->serial = {.source = job::SerialSource::Scan, .pattern = "^WO:[0-9]+$"};
    open();
    const auto taken = scan("WO:4711");
    ASSERT_TRUE(taken.ok());
    EXPECT_EQ(*taken, 0U);
    EXPECT_EQ(line().view().workOrder, "");
    EXPECT_EQ(line().view().slots[0].nextSerial, "WO:4711");
}

} // namespace

} // namespace greenlight::station
