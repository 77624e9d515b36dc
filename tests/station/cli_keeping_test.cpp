// Backups and restores as people and cron call them.
#include "db/kept_note.h"
#include "tests/station/training_station.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace greenlight::station {
namespace {

namespace fs = std::filesystem;

using test::Ran;
using testing::HasSubstr;

class CliKeepingTest : public testing::Test {
protected:
    void SetUp() override {
        const Ran ran = test::run(
            m_station.programWords("thermostat", {"--boards", "1", "--serial", "1=TH200-000101"}));
        ASSERT_NE(ran.exit, 4) << ran.err;
    }

    [[nodiscard]] fs::path file(const char* name) const { return m_station.scratch.path() / name; }

    [[nodiscard]] Ran backup() const {
        return m_station.station({"backup", file("b.db").string()});
    }

    [[nodiscard]] Ran restore(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"restore", file("b.db").string()});
        return m_station.station(std::move(more));
    }

    test::TrainingStation m_station;
};

TEST_F(CliKeepingTest, ABackupIsVerifiedAndItsManifestIsCheckedWhereTheJournalIsNot) {
    const Ran ran = backup();
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("OK: "));
    EXPECT_THAT(ran.err, HasSubstr("is verified"));
    const std::string key = (m_station.data() / "station.key.pub").string();
    const Ran checked = test::run({"audit", "check-export", file("b.db").string(), "--key", key});
    EXPECT_EQ(checked.exit, 0) << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("backup of cli-1"));
    const Ran audited = m_station.station({"audit", "verify", "--file", file("b.db").string()});
    EXPECT_EQ(audited.exit, 0) << audited.out;
    EXPECT_THAT(audited.out, HasSubstr("signed by the station"));
    EXPECT_EQ(backup().exit, 4) << "a backup took the place of another";
}

TEST_F(CliKeepingTest, AnArchiveIsMadeOnceAndVerifiedWhereverItIs) {
    const Ran ran = m_station.station({"archive", "--before", "2999-01-01"});
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("OK: entries 1 to "));
    const fs::path shelf = m_station.data() / "archive";
    ASSERT_EQ(std::distance(fs::directory_iterator(shelf), {}), 1);
    const fs::path made = fs::directory_iterator(shelf)->path();
    fs::copy_file(made, file("taken.archive"));
    const Ran taken =
        m_station.station({"audit", "verify", "--file", file("taken.archive").string()});
    EXPECT_EQ(taken.exit, 0) << taken.err;
    EXPECT_THAT(taken.out, HasSubstr("signed by the station"));
    EXPECT_EQ(m_station.station({"audit", "verify"}).exit, 0);
    EXPECT_EQ(m_station.station({"unit", "TH200-000101"}).exit, 0);
    EXPECT_EQ(m_station.station({"archive", "--before", "2999-01-01"}).exit, 3);
    EXPECT_EQ(m_station.station({"archive", "--before", "yesterday"}).exit, 2);
    fs::remove(made);
    const Ran without = m_station.station({"audit", "verify"});
    EXPECT_EQ(without.exit, 4);
    EXPECT_THAT(without.err, HasSubstr(made.filename().string()));
    const Ran leaves = m_station.station({"audit", "verify", "--leaves"});
    EXPECT_EQ(leaves.exit, 0) << leaves.out;
    EXPECT_THAT(leaves.err, HasSubstr("only the leaves were compared"));
    const Ran unit = m_station.station({"unit", "TH200-000101"});
    EXPECT_EQ(unit.exit, 4);
    EXPECT_THAT(unit.err, HasSubstr(made.filename().string()));
}

TEST_F(CliKeepingTest, ABackupOfNothingMakesNothing) {
    fs::remove_all(m_station.data());
    EXPECT_EQ(backup().exit, 4);
    EXPECT_FALSE(fs::exists(file("b.db")));
    EXPECT_FALSE(fs::exists(m_station.data() / "journal.db"));
}

TEST_F(CliKeepingTest, WhatIsLostIsRestoredFromTheBackup) {
    ASSERT_EQ(backup().exit, 0);
    fs::remove(m_station.data() / "journal.db");
    const Ran ran = restore();
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("entries are restored, 0 are lost"));
    EXPECT_EQ(m_station.station({"unit", "TH200-000101"}).exit, 0);
    EXPECT_EQ(m_station.station({"audit", "verify"}).exit, 0);
}

TEST_F(CliKeepingTest, NewerRecordsAreLostOnlyForAReason) {
    ASSERT_EQ(backup().exit, 0);
    ASSERT_EQ(m_station.station({"audit", "checkpoint"}).exit, 0);
    const Ran refused = restore();
    EXPECT_EQ(refused.exit, 4);
    EXPECT_THAT(refused.err, HasSubstr("end earlier than records known to have been written"));
    const Ran accepted = restore({"--accept-loss", "the disk died"});
    EXPECT_EQ(accepted.exit, 0) << accepted.err;
    EXPECT_THAT(accepted.err, HasSubstr("journal.db.before-"));
    EXPECT_EQ(m_station.station({"audit", "verify"}).exit, 0);
}

TEST_F(CliKeepingTest, ADamagedBackupIsRefused) {
    ASSERT_EQ(backup().exit, 0);
    {
        std::fstream stream(file("b.db"), std::ios::in | std::ios::out | std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(stream)), {});
        const std::size_t place = bytes.find("TH200-000101");
        ASSERT_NE(place, std::string::npos);
        stream.seekp(static_cast<std::streamoff>(place));
        stream.put('X');
    }
    const Ran ran = restore({"--accept-loss", "whatever"});
    EXPECT_NE(ran.exit, 0);
    EXPECT_EQ(m_station.station({"audit", "verify"}).exit, 0);
}

TEST_F(CliKeepingTest, WithoutTheKeyThatSignedNothingIsRestored) {
    ASSERT_EQ(backup().exit, 0);
    fs::remove(m_station.data() / "station.key");
    const Ran ran = restore();
    EXPECT_EQ(ran.exit, 4);
    EXPECT_THAT(ran.err, HasSubstr("put it back first"));
}

TEST_F(CliKeepingTest, AnAuditOfTheLeavesAloneSaysLess) {
    const Ran ran = m_station.station({"audit", "verify", "--leaves"});
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("OK: "));
    EXPECT_THAT(ran.out, testing::Not(HasSubstr("attempts")));
}

} // namespace
} // namespace greenlight::station
