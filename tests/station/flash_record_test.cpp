#include "station/flash_record.h"
#include "tests/db/workbench.h"

#include <gmock/gmock.h>

#include <map>

namespace greenlight::station {
namespace {

class FlashRecord : public db::JournalTest {
protected:
    /// The facts of the newest attempt under a serial; each label is there once.
    std::map<std::string, std::string> factsOf(const std::string& serial) {
        auto units = db::Units::open(m_file, m_clock);
        EXPECT_TRUE(units.ok());
        const auto attempts = units->bySerial(serial)->attempts;
        std::map<std::string, std::string> facts;
        for (const auto& section :
             flashRecordOf(attempts.back(), attempts.size(), attempts.size())) {
            for (const auto& [label, value] : section.fields) {
                EXPECT_TRUE(facts.emplace(label, value).second) << label;
                EXPECT_FALSE(value.empty()) << label;
            }
        }
        return facts;
    }
};

TEST_F(FlashRecord, SaysWhatWhoWhereWhenAndHow) {
    ASSERT_TRUE(pass("A", 1).ok());
    auto facts = factsOf("A");
    EXPECT_EQ(facts["Verdict"], "PASS");
    EXPECT_EQ(facts["Attempt"], "1 of 1 on record");
    EXPECT_EQ(facts["Serial"], "A");
    EXPECT_EQ(facts["Serial from"], "scanned");
    EXPECT_EQ(facts["Recipe"], "thermostat-main 1.4.2");
    EXPECT_EQ(facts["File firmware.hex"], base::toHex(db::leafHash("firmware")));
    EXPECT_EQ(facts["Released by"], "release");
    EXPECT_EQ(facts["Operator"], "4711");
    EXPECT_EQ(facts["Started from"], "foot-switch");
    EXPECT_EQ(facts["Slot"], "1");
    EXPECT_EQ(facts["USB port"], "1-1.2");
    EXPECT_EQ(facts["Probe firmware"], "V2J39S7");
    EXPECT_EQ(facts["SWD clock"], "4000 kHz");
    EXPECT_EQ(facts["Digest by the chip"], base::toHex(db::leafHash("flash")));
    EXPECT_EQ(facts["Digest expected"], facts["Digest by the chip"]);
    EXPECT_EQ(facts["Nonce"].size(), 64U);
    EXPECT_EQ(facts["Entries"], "1 to 3");
    EXPECT_FALSE(facts.contains("Fault"));
    EXPECT_FALSE(facts.contains("Rework allowed"));
}

TEST_F(FlashRecord, SaysWhyAnAttemptDidNotPass) {
    job::Intent again = db::intent("A");
    again.reworkReason = "new flash chip (Mara)";
    ASSERT_TRUE(attempt(again, db::chip(1), db::failing(db::chip(1), "A")).ok());
    auto facts = factsOf("A");
    EXPECT_EQ(facts["Verdict"], "FAIL");
    EXPECT_THAT(facts["Fault"], testing::StartsWith("500 digest-mismatch at verify: "));
    EXPECT_EQ(facts["Rework allowed"], "new flash chip (Mara)");
}

TEST_F(FlashRecord, SaysWhatMakesItsTimesDoubtfulAndUnderWhichOrderItWas) {
    ASSERT_TRUE(pass("A", 1).ok());
    m_clock.stepWall(-std::chrono::hours(1));
    journal().workOn("WO-17");
    ASSERT_TRUE(pass("B", 2).ok());
    ASSERT_TRUE(journal().clockIsSynchronised(false).ok());
    ASSERT_TRUE(pass("C", 3).ok());
    EXPECT_THAT(factsOf("B")["Clock"], testing::StartsWith("set back by 3600.0 s to 2026-11-23T"));
    EXPECT_THAT(factsOf("C")["Clock"], testing::EndsWith("not synchronised (entry 8)"));
    EXPECT_EQ(factsOf("B")["Work order"], "WO-17");
    EXPECT_FALSE(factsOf("A").contains("Work order"));
}

TEST_F(FlashRecord, OfAnAttemptInWorkSaysWhatIsKnown) {
    ASSERT_TRUE(journal().begin(db::intent("A")).ok());
    auto facts = factsOf("A");
    EXPECT_EQ(facts["Verdict"], "OPEN");
    EXPECT_EQ(facts["Operator"], "4711");
    EXPECT_FALSE(facts.contains("Ended"));
    EXPECT_FALSE(facts.contains("Entries"));
}

} // namespace
} // namespace greenlight::station
