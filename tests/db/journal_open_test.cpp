#include "db/audit.h"
#include "db/checkpoint.h"
#include "db/database.h"
#include "db/schema.h"
#include "db/units.h"
#include "tests/db/workbench.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>

namespace greenlight::db {
namespace {

using Json = nlohmann::ordered_json;

class JournalOpenTest : public JournalTest {
protected:
    void expectRefused(FaultCode code, const std::string& note) {
        const auto opened = tryOpen();
        ASSERT_FALSE(opened.ok());
        EXPECT_EQ(opened.fault().code, code) << base::toLogLine(opened.fault());
        EXPECT_NE(opened.fault().note.find(note), std::string::npos) << opened.fault().note;
    }

    void writeFile(const std::string& content) {
        std::ofstream(m_file, std::ios::binary) << content;
    }

    void makeJournal() {
        ASSERT_TRUE(pass("A", 1).ok());
        shut();
    }
};

/// Runs `question` in a process without root's right to ignore permissions; its answer.
int asNobody(const std::function<int()>& question) {
    constexpr uid_t nobody = 65534;
    const pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setuid(nobody) != 0) {
            _exit(101);
        }
        _exit(question());
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 102;
}

TEST_F(JournalOpenTest, TheSettingsThatMakeACommitDurableAreInForce) {
    makeJournal();
    const auto database = Database::openForWriting(m_file, m_clock);
    ASSERT_TRUE(database.ok());
    EXPECT_EQ((*database)->sql().execAndGet("PRAGMA journal_mode").getString(), "wal");
    EXPECT_EQ((*database)->sql().execAndGet("PRAGMA synchronous").getInt(), 2);
    EXPECT_EQ((*database)->sql().execAndGet("PRAGMA foreign_keys").getInt(), 1);
}

TEST_F(JournalOpenTest, ASettingThatDoesNotTakeEffectIsAFault) {
    // A database in memory stays in its own journal mode whatever it is asked.
    SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    const auto demanded = demandPragma(memory, "journal_mode", "WAL", "wal");
    ASSERT_FALSE(demanded.ok());
    EXPECT_EQ(demanded.fault().code, FaultCode::JournalWrite);
    EXPECT_EQ(demanded.fault().note, "journal_mode is memory instead of wal");
}

TEST_F(JournalOpenTest, ASecondStationOnTheSameFileIsRefusedUntilTheFirstIsGone) {
    static_cast<void>(journal());
    expectRefused(FaultCode::JournalInUse, "journal.db");
    EXPECT_EQ(asNobody([] { return 0; }), 0);
    const pid_t child = fork();
    if (child == 0) {
        const auto opened = Journal::open(m_file, "other", m_clock);
        _exit(!opened.ok() && opened.fault().code == FaultCode::JournalInUse ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    shut();
    EXPECT_TRUE(tryOpen().ok());
}

TEST_F(JournalOpenTest, AFileThatIsNoDatabaseIsRefused) {
    writeFile(std::string(8192, 'x'));
    expectRefused(FaultCode::JournalCorrupt, "not a database");
    writeFile("SQLite format 3");
    expectRefused(FaultCode::JournalCorrupt, "");
}

TEST_F(JournalOpenTest, ADatabaseOfAnotherProgramIsRefusedAndLeftAlone) {
    {
        SQLite::Database other(m_file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        other.exec("CREATE TABLE recipe (pancake TEXT)");
    }
    expectRefused(FaultCode::JournalCorrupt, "not a Greenlight journal");
    EXPECT_EQ(text("PRAGMA journal_mode"), "delete");
}

TEST_F(JournalOpenTest, AnotherSchemaVersionIsRefused) {
    makeJournal();
    stranger().exec("PRAGMA user_version=6");
    expectRefused(FaultCode::JournalCorrupt, "schema version 6, this program knows 5");
}

class PastJournal : public JournalOpenTest, public testing::WithParamInterface<int> {};

// The files were written by the programs of their time, the first one's tables are those that it
// had.
TEST_P(PastJournal, IsBroughtUpToDateWithAllThatItHolds) {
    std::filesystem::copy_file(
        std::filesystem::path(PAST_JOURNALS) / fmt::format("version_{}.db", GetParam()), m_file);
    ASSERT_EQ(count("PRAGMA user_version"), GetParam());
    const TreeHead head = journal().head();
    EXPECT_EQ(head.size, 35U);
    EXPECT_EQ(count("PRAGMA user_version"), 5);
    EXPECT_EQ(count("SELECT sum(attempts) FROM yield_cell"), 9);
    EXPECT_EQ(count("SELECT count(*) FROM unit WHERE last_verdict = 'PASS'"), 7);
    ASSERT_TRUE(pass("A", 1).ok());
    ASSERT_TRUE(journal()
                    .append(kind::personAdded,
                            {{"name", "Sue"}, {"role", "supervisor"}, {"badge", ""}, {"pin", "1"}})
                    .ok());
    EXPECT_EQ(count("SELECT count(*) FROM person"), 1);
    shut();
    const auto audit = verifyJournal(m_file, m_clock);
    ASSERT_TRUE(audit.ok());
    EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
    EXPECT_EQ(audit->attempts, 10U);
}

// A copy on an auditor's desk, years later: it is not the auditor who brings it up to date.
TEST_P(PastJournal, IsVerifiedAndReadAsItIsWithoutChangingIt) {
    std::filesystem::copy_file(
        std::filesystem::path(PAST_JOURNALS) / fmt::format("version_{}.db", GetParam()), m_file);
    const auto audit = verifyJournal(m_file, m_clock);
    ASSERT_TRUE(audit.ok()) << base::toLogLine(audit.fault());
    EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
    EXPECT_EQ(audit->head.size, 35U);
    EXPECT_EQ(audit->attempts, 9U);
    auto units = Units::open(m_file, m_clock);
    ASSERT_TRUE(units.ok()) << base::toLogLine(units.fault());
    EXPECT_EQ(count("PRAGMA user_version"), GetParam());
    tamper("UPDATE entry SET body = body || ' ' WHERE sequence = 3");
    const auto altered = verifyJournal(m_file, m_clock);
    ASSERT_TRUE(altered.ok() && altered->finding.has_value());
    EXPECT_EQ(altered->finding->sequence, 3U);
}

INSTANTIATE_TEST_SUITE_P(Versions, PastJournal, testing::Values(1, 2, 3, 4));

TEST_F(JournalOpenTest, AGuardThatWasTakenOffIsMissed) {
    makeJournal();
    stranger().exec("DROP TRIGGER entry_never_changes");
    expectRefused(FaultCode::JournalCorrupt, "trigger entry_never_changes");
}

TEST_F(JournalOpenTest, AGuardThatWasReplacedIsNoticed) {
    makeJournal();
    stranger().exec("DROP TRIGGER entry_never_goes; CREATE TRIGGER entry_never_goes"
                    " BEFORE DELETE ON entry BEGIN SELECT 1; END;");
    expectRefused(FaultCode::JournalCorrupt, "trigger entry_never_goes");
}

TEST_F(JournalOpenTest, AStrangeTriggerIsNoticed) {
    makeJournal();
    stranger().exec("CREATE TRIGGER whisper AFTER INSERT ON entry BEGIN SELECT 1; END");
    expectRefused(FaultCode::JournalCorrupt, "trigger whisper does not belong");
}

TEST_F(JournalOpenTest, DamagedPagesAreFoundAtTheStart) {
    makeJournal();
    std::fstream file(m_file, std::ios::in | std::ios::out | std::ios::binary);
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(m_file));
    for (std::streamoff place = 8192; place < size; place += 4096) {
        file.seekp(place);
        file << std::string(64, '\xA5');
    }
    file.close();
    expectRefused(FaultCode::JournalCorrupt, "");
}

TEST_F(JournalOpenTest, RowsThatBreakTheirTablesRulesAreFoundAtTheStart) {
    makeJournal();
    stranger().exec("PRAGMA ignore_check_constraints=ON; UPDATE attempt SET training = 5");
    expectRefused(FaultCode::JournalCorrupt, "CHECK constraint failed in attempt");
}

TEST_F(JournalOpenTest, AnEntryRewrittenWithItsLeafIsFoundAtTheStartByTheCheckpoint) {
    ASSERT_TRUE(pass("A", 1).ok());
    const auto key = StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3");
    ASSERT_TRUE(key.ok());
    ASSERT_TRUE(journal().checkpoint(*key).ok());
    shut();
    rewriteBody(3, R"("verdict":"PASS")", R"("verdict":"FAIL")");
    expectRefused(FaultCode::JournalCorrupt, "last checkpoint");
}

TEST_F(JournalOpenTest, AHoleInTheSequenceIsFoundAtTheStart) {
    makeJournal();
    tamper("DELETE FROM entry WHERE sequence = 2");
    expectRefused(FaultCode::JournalCorrupt, "entry 2 is missing");
}

TEST_F(JournalOpenTest, ALastEntryThatWasAlteredIsFoundAtTheStart) {
    makeJournal();
    tamper("UPDATE entry SET body = replace(body, 'PASS', 'FAIL') WHERE sequence = 3");
    expectRefused(FaultCode::JournalCorrupt, "entry 3 is not the one that was written");
}

TEST_F(JournalOpenTest, EntriesCutOffBehindACheckpointAreMissedAtTheStart) {
    ASSERT_TRUE(pass("A", 1).ok());
    ASSERT_TRUE(journal().append(kind::signOut, Json::object()).ok());
    const auto key = StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3");
    ASSERT_TRUE(key.ok());
    ASSERT_TRUE(journal().checkpoint(*key).ok());
    shut();
    EXPECT_TRUE(tryOpen().ok());
    tamper("DELETE FROM entry WHERE sequence = 4");
    expectRefused(FaultCode::JournalCorrupt, "last checkpoint");
}

TEST_F(JournalOpenTest, AFolderThatMayNotBeWrittenIsAClearFault) {
    std::filesystem::permissions(m_folder.path(), std::filesystem::perms(0555));
    EXPECT_EQ(asNobody([this] {
                  const auto opened = tryOpen();
                  return !opened.ok() && opened.fault().code == FaultCode::JournalWrite &&
                                 opened.fault().note.find("Permission denied") != std::string::npos
                             ? 0
                             : 1;
              }),
              0);
    std::filesystem::permissions(m_folder.path(), std::filesystem::perms(0755));
}

TEST_F(JournalOpenTest, AFileThatMayNotBeWrittenIsAClearFault) {
    makeJournal();
    std::filesystem::permissions(m_file, std::filesystem::perms(0444));
    std::filesystem::permissions(m_file.string() + ".lock", std::filesystem::perms(0666));
    std::filesystem::permissions(m_folder.path(), std::filesystem::perms(0777));
    EXPECT_EQ(asNobody([this] {
                  const auto opened = tryOpen();
                  return !opened.ok() && opened.fault().code == FaultCode::JournalWrite &&
                                 opened.fault().note.find("read-only") != std::string::npos
                             ? 0
                             : 1;
              }),
              0);
}

TEST_F(JournalOpenTest, AMissingFolderIsAClearFault) {
    m_file = m_folder.file("nowhere") / "journal.db";
    expectRefused(FaultCode::JournalWrite, "No such file or directory");
}

TEST_F(JournalOpenTest, HistoryRefusesToBeChangedDeletedReplacedOrSkipped) {
    makeJournal();
    SQLite::Database other = stranger();
    for (const char* const attack :
         {"UPDATE entry SET body = ''", "DELETE FROM entry",
          "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 2",
          "INSERT INTO entry SELECT 9, kind, time, leaf, body FROM entry WHERE sequence = 1"}) {
        EXPECT_THROW(other.exec(attack), SQLite::Exception) << attack;
    }
    other.exec("INSERT INTO checkpoint VALUES (3, '', '')");
    for (const char* const attack : {"UPDATE checkpoint SET note = 'x'", "DELETE FROM checkpoint",
                                     "INSERT OR REPLACE INTO checkpoint VALUES (3, '', 'x')",
                                     "INSERT INTO checkpoint VALUES (2, '', '')"}) {
        EXPECT_THROW(other.exec(attack), SQLite::Exception) << attack;
    }
    EXPECT_EQ(count("SELECT count(*) FROM entry"), 3);
}

TEST_F(JournalOpenTest, TheTablesThemselvesKeepSerialAndUidOneToOne) {
    makeJournal();
    SQLite::Database other = stranger();
    for (const char* const attack :
         {"INSERT INTO binding VALUES ('TH-200', 0, 'other', 'A', 1)",
          "INSERT INTO binding VALUES ('TH-200', 0, '33002A000F51000000000001', 'B', 1)",
          "UPDATE binding SET serial = 'B'", "UPDATE attempt SET fault = 'swd-wait'",
          "UPDATE attempt SET uid = ''"}) {
        EXPECT_THROW(other.exec(attack), SQLite::Exception) << attack;
    }
}

TEST_F(JournalOpenTest, AStrangerHoldingTheFileIsWaitedForButNotForEver) {
    makeJournal();
    SQLite::Database other = stranger();
    Journal& mine = journal();
    other.exec("BEGIN IMMEDIATE");
    const Instant before = m_clock.now();
    const auto refused = mine.begin(intent("B"));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::JournalWrite);
    EXPECT_NE(refused.fault().note.find("locked"), std::string::npos) << refused.fault().note;
    EXPECT_GE(m_clock.now() - before, busyPatience);
    EXPECT_LT(m_clock.now() - before, busyPatience + std::chrono::seconds(1));
    other.exec("ROLLBACK");
    EXPECT_TRUE(mine.begin(intent("B")).ok());
}

} // namespace
} // namespace greenlight::db
