// Backups and what comes of them when they are needed.
#include "db/audit.h"
#include "db/kept_note.h"
#include "station/backup.h"
#include "station/restore.h"
#include "tests/db/faulty_disk.h"
#include "tests/db/workbench.h"

#include <gmock/gmock.h>

#include <fstream>

namespace greenlight::station {
namespace {

namespace fs = std::filesystem;

using db::intent;
using testing::HasSubstr;

class KeepingTest : public db::JournalTest {
protected:
    void SetUp() override {
        ASSERT_TRUE(pass("A", 1).ok());
        ASSERT_TRUE(pass("B", 2).ok());
    }

    db::StationKey key() {
        return db::StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3").value();
    }

    Result<BackedUp> tryBackup(const fs::path& file, bool onRecord = true) {
        return backUp({.journal = m_file, .file = file, .station = "line1-st3", .by = "Sue"},
                      onRecord ? &journal() : nullptr, key(), m_clock);
    }

    BackedUp backup() {
        auto done = tryBackup(m_copy);
        EXPECT_TRUE(done.ok()) << (done.ok() ? "" : base::toLogLine(done.fault()));
        return std::move(done).value();
    }

    RestoreOrder order() {
        return {.journal = m_file,
                .copy = m_copy,
                .station = "line1-st3",
                .authorise = [](db::Journal&) -> Result<Actor> { return Actor{.name = "Sue"}; }};
    }

    void expectRefused(const RestoreOrder& wanted, FaultCode code, const std::string& note) {
        const auto refused = restore(wanted, key(), m_clock);
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.fault().code, code) << base::toLogLine(refused.fault());
        EXPECT_THAT(refused.fault().note, HasSubstr(note));
        EXPECT_FALSE(fs::exists(m_folder.file("restoring")));
    }

    /// What a new disk looks like.
    void loseEverything() {
        shut();
        for (const char* const end : {"", "-wal", "-shm"}) {
            fs::remove(m_file.string() + end);
        }
        fs::remove(db::keptNoteOf(m_file));
    }

    void expectSound(std::uint64_t attempts) {
        shut();
        const auto audit = db::verifyJournal(m_file, m_clock, {.signer = key().signer()});
        ASSERT_TRUE(audit.ok()) << base::toLogLine(audit.fault());
        EXPECT_FALSE(audit->finding.has_value()) << audit->finding->sentence;
        EXPECT_EQ(audit->attempts, attempts);
    }

    fs::path m_copy = m_folder.file("monday.db");
};

TEST_F(KeepingTest, ABackupIsOnRecordWithItsDigestAndItsTreeHead) {
    const db::TreeHead head = journal().head();
    const BackedUp done = backup();
    EXPECT_EQ(done.audit.head, head);
    EXPECT_EQ(done.audit.attempts, 2U);
    EXPECT_EQ(done.entry, 7U);
    const std::string body = text("SELECT body FROM entry WHERE kind = 'backup'");
    EXPECT_THAT(body, HasSubstr("\"file\":\"monday.db\""));
    EXPECT_THAT(body, HasSubstr(base::toHex(done.file.sha256)));
    EXPECT_THAT(body, HasSubstr(base::toHex(head.root)));
    EXPECT_THAT(body, HasSubstr("\"operator\":\"Sue\""));
    EXPECT_FALSE(fs::exists(m_copy.string() + ".part"));
}

TEST_F(KeepingTest, ABackupHasAManifestThatCanBeCheckedAnywhere) {
    const BackedUp done = backup();
    std::ifstream stream(done.manifest, std::ios::binary);
    const std::string note((std::istreambuf_iterator<char>(stream)), {});
    const auto checked = db::checkExport(m_copy, note, key().signer());
    ASSERT_TRUE(checked.ok()) << base::toLogLine(checked.fault());
    EXPECT_EQ(checked->what, "backup");
    EXPECT_EQ(db::readNote(checked->checkpoint)->head, done.audit.head);
    std::ofstream(m_copy, std::ios::app) << "x";
    EXPECT_FALSE(db::checkExport(m_copy, note, key().signer()).ok());
}

TEST_F(KeepingTest, ABackupNeverTakesThePlaceOfAnother) {
    fs::remove(backup().manifest);
    const auto again = tryBackup(m_copy);
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.fault().code, FaultCode::FileNotWritten);
    EXPECT_THAT(again.fault().note, HasSubstr("never written over"));
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'backup'"), 1);
}

TEST_F(KeepingTest, ABackupOfRecordsThatAreNotInOrderIsRefusedAndLeavesNothing) {
    tamper("UPDATE attempt SET operator = 'nobody' WHERE begun = 1");
    const auto refused = tryBackup(m_copy);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::CopyDiffers);
    EXPECT_FALSE(fs::exists(m_copy));
    EXPECT_FALSE(fs::exists(m_copy.string() + ".part"));
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'backup'"), 0);
}

TEST_F(KeepingTest, AFullDiskAtAnyWriteOfABackupLeavesNeitherFileNorEntry) {
    static_cast<void>(journal().checkpoint(key())); // its own disk is another one
    db::FaultyDisk disk;
    int operation = 0;
    for (bool struck = true; struck; ++operation) {
        disk.failAfter(operation, db::FaultyDisk::Kind::Full, db::FaultyDisk::Lasting::ForGood);
        const auto done = tryBackup(m_copy);
        struck = disk.struck();
        ASSERT_NE(done.ok(), struck) << operation;
        if (!done.ok()) {
            EXPECT_EQ(done.fault().code, FaultCode::FileNotWritten)
                << operation << base::toLogLine(done.fault());
            EXPECT_FALSE(fs::exists(m_copy)) << operation;
            EXPECT_FALSE(fs::exists(m_copy.string() + ".part")) << operation;
            EXPECT_FALSE(fs::exists(m_copy.string() + ".manifest")) << operation;
            EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'backup'"), 0) << operation;
        }
    }
    EXPECT_GT(operation, 20);
    disk.heal();
    expectSound(2);
}

TEST_F(KeepingTest, BesideALineABackupIsMadeAndIsNotOnRecord) {
    const auto done = tryBackup(m_copy, false);
    ASSERT_TRUE(done.ok()) << base::toLogLine(done.fault());
    EXPECT_EQ(done->entry, 0U);
    EXPECT_TRUE(fs::exists(m_copy));
    EXPECT_TRUE(fs::exists(done->manifest));
    EXPECT_EQ(count("SELECT count(*) FROM entry"), 6);
}

TEST_F(KeepingTest, ALostJournalIsRestoredAndSaysSo) {
    const BackedUp done = backup();
    loseEverything();
    const auto restored = restore(order(), key(), m_clock);
    ASSERT_TRUE(restored.ok()) << base::toLogLine(restored.fault());
    EXPECT_EQ(restored->entries, 6U);
    EXPECT_EQ(restored->lost, 0U);
    EXPECT_TRUE(restored->before.empty());
    const std::string body = text("SELECT body FROM entry WHERE kind = 'restored'");
    EXPECT_THAT(body, HasSubstr(base::toHex(done.file.sha256)));
    EXPECT_THAT(body, HasSubstr("\"lost_entries\":0"));
    expectSound(2);
    const auto again = pass("A", 1);
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.fault().code, FaultCode::SerialUsed);
}

TEST_F(KeepingTest, ALogThatWasLeftOfTheLostJournalIsNotTakenForThatOfTheRestoredOne) {
    backup();
    ASSERT_TRUE(pass("C", 3).ok());
    const fs::path log = m_file.string() + "-wal";
    fs::copy_file(log, m_folder.file("aside"));
    ASSERT_GT(fs::file_size(m_folder.file("aside")), 0U);
    loseEverything();
    fs::rename(m_folder.file("aside"), log);
    const auto restored = restore(order(), key(), m_clock);
    ASSERT_TRUE(restored.ok()) << base::toLogLine(restored.fault());
    EXPECT_TRUE(restored->before.empty());
    expectSound(2);
}

TEST_F(KeepingTest, AnAttemptThatWasOpenInTheCopyIsInterrupted) {
    auto ticket = journal().begin(intent("C"));
    ASSERT_TRUE(ticket.ok());
    backup();
    loseEverything();
    ASSERT_TRUE(restore(order(), key(), m_clock).ok());
    EXPECT_EQ(text("SELECT verdict FROM attempt WHERE serial = 'C'"), "INTERRUPTED");
    expectSound(3);
}

TEST_F(KeepingTest, ACopyThatEndsBeforeTheLastCheckpointIsRefused) {
    backup();
    ASSERT_TRUE(pass("C", 3).ok());
    const std::string note = journal().checkpoint(key()).value();
    shut();
    fs::remove(m_file);
    expectRefused(order(), FaultCode::RecordsOlder, "has 6 entries, and 10 were written");
    EXPECT_FALSE(fs::exists(m_file));
    fs::remove(db::keptNoteOf(m_file));
    RestoreOrder withNote = order();
    withNote.notes = {note};
    expectRefused(withNote, FaultCode::RecordsOlder, "has 6 entries, and 10 were written");
}

TEST_F(KeepingTest, ACopyThatEndsBeforeTheJournalInPlaceIsRefused) {
    backup();
    ASSERT_TRUE(pass("C", 3).ok());
    shut();
    expectRefused(order(), FaultCode::RecordsOlder, "has 6 entries, and 10 were written");
    expectSound(3);
}

TEST_F(KeepingTest, ALossIsAcceptedInWordsThatStayOnRecord) {
    backup();
    ASSERT_TRUE(pass("C", 3).ok());
    ASSERT_TRUE(journal().checkpoint(key()).ok());
    shut();
    RestoreOrder accepted = order();
    accepted.lossReason = "the disk died on Tuesday";
    const auto restored = restore(accepted, key(), m_clock);
    ASSERT_TRUE(restored.ok()) << base::toLogLine(restored.fault());
    EXPECT_EQ(restored->lost, 4U);
    const std::string body = text("SELECT body FROM entry WHERE kind = 'restored'");
    EXPECT_THAT(body, HasSubstr("the disk died on Tuesday"));
    EXPECT_THAT(body, HasSubstr("\"lost_entries\":4"));
    EXPECT_THAT(body, HasSubstr("greenlight/line1-st3\\n10\\n"));
    // The station starts again, and the journal that was in place is still there, whole.
    EXPECT_TRUE(pass("D", 4).ok());
    expectSound(3);
    const auto before = db::verifyJournal(restored->before, m_clock);
    ASSERT_TRUE(before.ok()) << base::toLogLine(before.fault());
    EXPECT_FALSE(before->finding.has_value());
    EXPECT_EQ(before->attempts, 3U);
}

TEST_F(KeepingTest, ACopyThatIsNotWhatACheckpointHasSeenIsRefusedWhateverIsAccepted) {
    const std::string note = journal().checkpoint(key()).value();
    backup();
    loseEverything();
    // Another history of the same station, as long and signed by it.
    ASSERT_TRUE(pass("X", 1).ok());
    ASSERT_TRUE(pass("Y", 2).ok());
    m_copy = m_folder.file("other.db");
    backup();
    loseEverything();
    RestoreOrder other = order();
    other.notes = {note};
    other.lossReason = "whatever";
    expectRefused(other, FaultCode::CopyDiffers, "rewritten");
}

TEST_F(KeepingTest, ACopyOfAnotherStationIsRefused) {
    backup();
    loseEverything();
    const auto stranger = db::StationKey::loadOrMake(m_folder.file("other.key"), "line1-st3");
    ASSERT_TRUE(stranger.ok());
    const auto refused = restore(order(), *stranger, m_clock);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::CopyDiffers);
    EXPECT_THAT(refused.fault().note, HasSubstr("signature"));
}

TEST_F(KeepingTest, ACopyThatWasAlteredIsRefusedAndTheJournalStays) {
    backup();
    shut();
    {
        SQLite::Database copy(m_copy.string(), SQLite::OPEN_READWRITE);
        copy.exec("DROP TRIGGER entry_never_changes;"
                  "UPDATE entry SET body = replace(body, 'PASS', 'FAIL') WHERE sequence = 3");
    }
    RestoreOrder altered = order();
    altered.lossReason = "whatever";
    const auto refused = restore(altered, key(), m_clock);
    ASSERT_FALSE(refused.ok());
    expectSound(2);
}

TEST_F(KeepingTest, NothingIsRestoredUnderALineThatWorks) {
    backup();
    static_cast<void>(journal());
    expectRefused(order(), FaultCode::JournalInUse, "journal.db");
}

TEST_F(KeepingTest, WhoMayNotRestoreChangesNothing) {
    backup();
    loseEverything();
    RestoreOrder refused = order();
    refused.authorise = [](db::Journal&) -> Result<Actor> {
        return Fault{.code = FaultCode::NotAllowed, .note = "not you"};
    };
    expectRefused(refused, FaultCode::NotAllowed, "not you");
    EXPECT_FALSE(fs::exists(m_file));
}

TEST_F(KeepingTest, AnOlderCopyPutInPlaceByHandIsNoticedAtTheStart) {
    backup();
    ASSERT_TRUE(pass("C", 3).ok());
    ASSERT_TRUE(journal().checkpoint(key()).ok());
    shut();
    fs::copy_file(m_copy, m_file, fs::copy_options::overwrite_existing);
    const auto opened = tryOpen();
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.fault().code, FaultCode::RecordsOlder);
    EXPECT_THAT(opened.fault().note, HasSubstr("has seen 10 entries, there are 6"));
}

TEST_F(KeepingTest, AnotherHistoryPutInPlaceByHandIsNoticedAtTheStart) {
    ASSERT_TRUE(journal().checkpoint(key()).ok());
    shut();
    fs::remove(m_file);
    const fs::path kept = db::keptNoteOf(m_file);
    fs::rename(kept, m_folder.file("aside"));
    ASSERT_TRUE(pass("X", 1).ok());
    ASSERT_TRUE(pass("Y", 2).ok());
    shut();
    fs::rename(m_folder.file("aside"), kept);
    const auto opened = tryOpen();
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.fault().code, FaultCode::JournalCorrupt);
    EXPECT_THAT(opened.fault().note, HasSubstr("journal.checkpoint has seen"));
}

} // namespace
} // namespace greenlight::station
