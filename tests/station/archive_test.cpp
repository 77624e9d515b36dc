// Old records in a file of their own, and what becomes of the journal that let go of them.
#include "db/archive_file.h"
#include "db/archive_shelf.h"
#include "db/audit.h"
#include "db/proof_file.h"
#include "db/units.h"
#include "station/archive.h"
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

constexpr auto aDay = std::chrono::hours(24);

/// Two units of the old year, two of the new one; a moment between them.
class ArchiveTest : public db::JournalTest {
protected:
    void SetUp() override {
        ASSERT_TRUE(pass("A", 1).ok());
        ASSERT_TRUE(journal().append(db::kind::signOut, {{"who", "Sue"}}).ok());
        ASSERT_TRUE(pass("B", 2).ok());
        newYear();
        ASSERT_TRUE(pass("C", 3).ok());
        ASSERT_TRUE(pass("D", 4).ok());
    }

    void newYear() {
        m_clock.sleepFor(aDay);
        m_newYear = m_clock.wall();
        m_clock.sleepFor(aDay);
    }

    db::StationKey key() {
        return db::StationKey::loadOrMake(m_folder.file("station.key"), "line1-st3").value();
    }

    Result<Archived> tryArchive() {
        return archiveRecords({.journal = m_file, .before = m_newYear, .by = {.name = "Sue"}},
                              journal(), key(), m_clock);
    }

    Archived archive() {
        auto done = tryArchive();
        EXPECT_TRUE(done.ok()) << (done.ok() ? "" : base::toLogLine(done.fault()));
        return std::move(done).value();
    }

    Result<db::Audit> audit(db::AuditDepth depth = db::AuditDepth::All) {
        return db::verifyJournal(m_file, m_clock, {.depth = depth, .signer = key().signer()});
    }

    void expectSound() {
        const auto all = audit();
        ASSERT_TRUE(all.ok()) << base::toLogLine(all.fault());
        EXPECT_FALSE(all->finding.has_value()) << all->finding->sentence;
        EXPECT_FALSE(all->replayed);
        EXPECT_EQ(all->absent, 0U);
    }

    void expectFinding(const Result<db::Audit>& found, db::Trouble trouble,
                       std::uint64_t sequence) {
        ASSERT_TRUE(found.ok()) << base::toLogLine(found.fault());
        ASSERT_TRUE(found->finding.has_value());
        EXPECT_EQ(found->finding->trouble, trouble) << found->finding->sentence;
        EXPECT_EQ(found->finding->sequence, sequence) << found->finding->sentence;
    }

    Result<db::UnitRecord> unit(const std::string& serial) {
        auto units = TRY(db::Units::open(m_file, m_clock));
        return units.bySerial(serial);
    }

    Result<std::string> proofOf(std::uint64_t attempt) {
        auto proofs = TRY(db::Proofs::open(m_file, m_clock));
        return proofs.ofAttempts({attempt});
    }

    /// How many bodies of attempts the journal has itself.
    std::int64_t bodies() {
        return count("SELECT count(*) FROM entry WHERE kind GLOB 'attempt-*' AND body <> ''");
    }

    void tamperWith(const fs::path& archive, const std::string& sql) {
        fs::permissions(archive, fs::perms::owner_write, fs::perm_options::add);
        SQLite::Database(archive.string(), SQLite::OPEN_READWRITE).exec(sql);
    }

    fs::path shelf() { return db::archivesOf(m_file); }

    base::WallTime m_newYear{};
};

TEST_F(ArchiveTest, HoldsTheOldEntriesInAReadOnlyFileThatVerifiesByItself) {
    const Archived done = archive();
    EXPECT_EQ(done.entries.first, 1U);
    EXPECT_EQ(done.entries.last, 7U);
    EXPECT_EQ(done.file, shelf() / "entries-1-7.archive");
    EXPECT_EQ(fs::status(done.file).permissions() & fs::perms(0222), fs::perms::none);
    EXPECT_TRUE(db::isArchive(done.file));
    EXPECT_FALSE(db::isArchive(m_file));
    const fs::path elsewhere = m_folder.file("auditor.archive");
    fs::copy_file(done.file, elsewhere);
    const auto verified = db::verifyArchive(elsewhere, {.signer = key().signer()});
    ASSERT_TRUE(verified.ok()) << base::toLogLine(verified.fault());
    EXPECT_FALSE(verified->finding.has_value()) << verified->finding->sentence;
    EXPECT_EQ(verified->attempts, 2U);
    EXPECT_EQ(verified->checkpoints, 1U);
    EXPECT_EQ(verified->head, db::headAt(m_file, 7, m_clock).value());
}

TEST_F(ArchiveTest, TakesTheBodiesOfAttemptsOutOfTheJournalAndLeavesTheRest) {
    EXPECT_EQ(bodies(), 12);
    archive();
    EXPECT_EQ(bodies(), 6);
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'sign-out' AND body <> ''"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM attempt"), 4);
}

TEST_F(ArchiveTest, IsOnRecordWithItsDigestItsRangeAndWhoDidIt) {
    const Archived done = archive();
    const std::string body = text("SELECT body FROM entry WHERE kind = 'archived'");
    EXPECT_THAT(body, HasSubstr(R"("file":"entries-1-7.archive")"));
    EXPECT_THAT(body, HasSubstr(base::toHex(db::factsOf(done.file)->sha256)));
    EXPECT_THAT(body, HasSubstr(R"("first":1,"last":7)"));
    EXPECT_THAT(body, HasSubstr(R"("operator":"Sue")"));
}

TEST_F(ArchiveTest, LeavesAJournalThatVerifiesAndAnswersAsBefore) {
    ASSERT_TRUE(journal().checkpoint(key()).ok());
    const std::string before = proofOf(1).value();
    const std::string ending = unit("B")->attempts.at(0).ending;
    archive();
    expectSound();
    shut();
    static_cast<void>(journal());
    expectSound();
    EXPECT_EQ(unit("B")->attempts.at(0).ending, ending);
    const auto proof = proofOf(1);
    ASSERT_TRUE(proof.ok()) << base::toLogLine(proof.fault());
    EXPECT_TRUE(db::checkProof(*proof, key().signer()).ok());
    EXPECT_EQ(db::checkProof(*proof, key().signer())->entries.at(2).data,
              db::checkProof(before, key().signer())->entries.at(2).data);
    m_clock.sleepFor(aDay);
    auto rows = db::ExportRows::open(m_file, m_clock, {.to = m_clock.wall()});
    ASSERT_TRUE(rows.ok());
    std::size_t attempts = 0;
    const auto read = rows->eachAttempt([&](const db::ExportedAttempt& each) -> Result<void> {
        attempts += each.ended.entry.data["verdict"] == "PASS" ? 1U : 0U;
        return {};
    });
    ASSERT_TRUE(read.ok()) << base::toLogLine(read.fault());
    EXPECT_EQ(attempts, 4U);
}

TEST_F(ArchiveTest, KeepsTheRulesOfIdentityForUnitsThatAreInIt) {
    archive();
    const auto again = pass("B", 2);
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.fault().code, FaultCode::SerialUsed);
}

TEST_F(ArchiveTest, ThatIsPutAwayStopsNoBoardAndIsMissedByName) {
    const Archived done = archive();
    fs::rename(done.file, m_folder.file("safe"));
    shut();
    ASSERT_TRUE(pass("G", 5).ok());
    const auto old = unit("A");
    ASSERT_FALSE(old.ok());
    EXPECT_EQ(old.fault().code, FaultCode::RecordsArchived);
    EXPECT_THAT(old.fault().note, HasSubstr("entries-1-7.archive"));
    EXPECT_TRUE(unit("G").ok());
    EXPECT_EQ(proofOf(1).fault().code, FaultCode::RecordsArchived);
    const auto all = audit();
    ASSERT_FALSE(all.ok());
    EXPECT_EQ(all.fault().code, FaultCode::RecordsArchived);
    EXPECT_THAT(all.fault().note, HasSubstr("entries-1-7.archive"));
    const auto leaves = audit(db::AuditDepth::Leaves);
    ASSERT_TRUE(leaves.ok());
    EXPECT_FALSE(leaves->finding.has_value()) << leaves->finding->sentence;
    EXPECT_EQ(leaves->absent, 6U);
}

TEST_F(ArchiveTest, DoesNotCutAnAttemptInTwo) {
    auto over = journal().begin(intent("E"));
    ASSERT_TRUE(over.ok());
    ASSERT_TRUE(journal().append(db::kind::signOut, {{"who", "Sue"}}).ok());
    auto within = journal().begin(intent("F"));
    ASSERT_TRUE(within.ok());
    newYear();
    ASSERT_TRUE(journal().close(std::move(*within), job::Evidence()).ok());
    EXPECT_EQ(archive().entries.last, 13U);
    ASSERT_TRUE(journal().close(std::move(*over), job::Evidence()).ok());
    m_newYear = m_clock.wall();
    m_newYear.unixMicros += 1;
    const Archived second = archive();
    EXPECT_EQ(second.entries.first, 14U);
    EXPECT_EQ(second.entries.last, 19U);
    expectSound();
}

TEST_F(ArchiveTest, GoesOnWhereTheOneBeforeItEnded) {
    archive();
    newYear();
    const Archived second = archive();
    EXPECT_EQ(second.entries.first, 8U);
    const auto verified = db::verifyArchive(second.file, {.signer = key().signer()});
    ASSERT_TRUE(verified.ok()) << base::toLogLine(verified.fault());
    EXPECT_FALSE(verified->finding.has_value()) << verified->finding->sentence;
    EXPECT_EQ(verified->first, 8U);
    expectSound();
    EXPECT_EQ(bodies(), 0);
    EXPECT_TRUE(unit("A").ok());
    EXPECT_TRUE(unit("C").ok());
    EXPECT_EQ(archive().entries.first, 0U);
}

TEST_F(ArchiveTest, ThatSomebodyChangesIsFoundByItselfAndFromTheJournal) {
    const Archived done = archive();
    tamperWith(done.file,
               "UPDATE entry SET body = replace(body, 'PASS', 'FAIL') WHERE sequence = 3");
    expectFinding(db::verifyArchive(done.file, {}), db::Trouble::Altered, 3);
    expectFinding(audit(), db::Trouble::Altered, 3);
    expectFinding(audit(db::AuditDepth::Leaves), db::Trouble::Altered, 3);
}

TEST_F(ArchiveTest, ThatSomebodyRewritesWithItsLeafIsNotTheOneThatWasSigned) {
    const Archived done = archive();
    const std::string body = R"({"format":1})";
    tamperWith(done.file, "UPDATE entry SET body = '" + body + "', leaf = x'" +
                              base::toHex(db::leafHash(body)) + "' WHERE sequence = 3");
    expectFinding(db::verifyArchive(done.file, {.depth = db::AuditDepth::Leaves}),
                  db::Trouble::Rewritten, 7);
    expectFinding(db::verifyArchive(done.file, {}), db::Trouble::Malformed, 3);
    expectFinding(audit(), db::Trouble::Altered, 3);
}

TEST_F(ArchiveTest, WithAnotherEdgeIsNotTheOneThatWasSigned) {
    archive();
    newYear();
    const Archived second = archive();
    tamperWith(second.file, "UPDATE archive SET edge = zeroblob(length(edge))");
    const auto found = db::verifyArchive(second.file, {});
    ASSERT_TRUE(found.ok() && found->finding.has_value());
    EXPECT_EQ(found->finding->trouble, db::Trouble::Rewritten);
    tamperWith(second.file, "UPDATE archive SET edge = zeroblob(31)");
    EXPECT_EQ(db::verifyArchive(second.file, {}).fault().code, FaultCode::JournalCorrupt);
}

TEST_F(ArchiveTest, ThatLacksEntriesSaysFromWhere) {
    const Archived done = archive();
    tamperWith(done.file, "DELETE FROM entry WHERE sequence = 7");
    expectFinding(db::verifyArchive(done.file, {}), db::Trouble::Truncated, 7);
    expectFinding(audit(), db::Trouble::Altered, 7);
    tamperWith(done.file, "DELETE FROM entry WHERE sequence = 2");
    expectFinding(db::verifyArchive(done.file, {}), db::Trouble::Missing, 2);
}

TEST_F(ArchiveTest, OfAnotherStationOrSignedByNobodyIsNotOurs) {
    const Archived done = archive();
    const auto other = db::StationKey::loadOrMake(m_folder.file("other.key"), "line1-st3");
    const auto found = db::verifyArchive(done.file, {.signer = other->signer()});
    ASSERT_TRUE(found.ok() && found->finding.has_value());
    EXPECT_EQ(found->finding->trouble, db::Trouble::Signature);
    tamperWith(done.file, "UPDATE archive SET last = 6");
    expectFinding(db::verifyArchive(done.file, {}), db::Trouble::Signature, 6);
}

TEST_F(ArchiveTest, IsFoundGoodAndBadByAnIndependentProgramToo) {
    archive();
    newYear();
    const Archived second = archive();
    const fs::path signer = m_folder.file("signer");
    std::ofstream(signer) << key().signer().text() << "\n";
    const auto accepts = [&](const fs::path& file) {
        const std::string command = std::string(GREENLIGHT_SOURCE_DIR) + "/deploy/check-proof " +
                                    file.string() + " --key " + signer.string() +
                                    " >/dev/null 2>&1";
        return std::system(command.c_str()) == 0;
    };
    EXPECT_TRUE(accepts(shelf() / "entries-1-7.archive"));
    EXPECT_TRUE(accepts(second.file));
    for (const char* const lie :
         {"UPDATE entry SET body = replace(body, 'PASS', 'FAIL') WHERE sequence = 10",
          "DELETE FROM entry WHERE sequence = 9", "DELETE FROM entry WHERE sequence = 8",
          "UPDATE archive SET edge = zeroblob(length(edge))", "UPDATE archive SET last = 13",
          "UPDATE archive SET station = 'line2'", "DELETE FROM archive", "DROP TABLE entry",
          "PRAGMA application_id=1"}) {
        const fs::path copy = m_folder.file("copy");
        fs::copy_file(second.file, copy, fs::copy_options::overwrite_existing);
        tamperWith(copy, lie);
        EXPECT_FALSE(accepts(copy)) << lie;
        const auto ours = db::verifyArchive(copy, {.signer = key().signer()});
        EXPECT_TRUE(!ours.ok() || ours->finding.has_value()) << lie;
    }
}

TEST_F(ArchiveTest, IsComparedWithCheckpointsThatWereKeptElsewhere) {
    const Archived done = archive();
    const db::TreeHead wrong{.size = 5, .root = base::sha256({})};
    const auto found = db::verifyArchive(
        done.file, {.signer = key().signer(), .notes = {key().sign(wrong).value()}});
    expectFinding(found, db::Trouble::Rewritten, 5);
}

TEST_F(ArchiveTest, ABodyThatWentWithoutAnArchiveIsMissed) {
    shut();
    tamper("UPDATE entry SET body = '' WHERE sequence = 3");
    expectFinding(audit(), db::Trouble::Altered, 3);
    expectFinding(audit(db::AuditDepth::Leaves), db::Trouble::Altered, 3);
}

TEST_F(ArchiveTest, AnArchiveThatNoEntrySpeaksOfHidesNothing) {
    shut();
    tamper("INSERT INTO archive VALUES (1, 7, 'nowhere.archive', 8);"
           "UPDATE entry SET body = '' WHERE sequence = 3");
    expectFinding(audit(db::AuditDepth::Leaves), db::Trouble::Derived, 0);
    const auto all = audit();
    EXPECT_FALSE(all.ok() && !all->finding.has_value());
}

TEST_F(ArchiveTest, ANameThatLeadsElsewhereIsNotFollowed) {
    const Archived done = archive();
    fs::copy_file(done.file, m_folder.file("x.archive"));
    fs::remove(done.file);
    shut();
    tamper("PRAGMA ignore_check_constraints=ON; UPDATE archive SET file = '../x.archive'");
    EXPECT_EQ(unit("A").fault().code, FaultCode::RecordsArchived);
}

TEST_F(ArchiveTest, TheTableLetsNothingGoThatIsInNoArchive) {
    archive();
    EXPECT_THROW(stranger().exec("UPDATE entry SET body = '' WHERE sequence = 10"),
                 SQLite::Exception);
    EXPECT_THROW(stranger().exec("UPDATE entry SET body = 'x' WHERE sequence = 3"),
                 SQLite::Exception);
    EXPECT_THROW(stranger().exec("UPDATE entry SET body = '' WHERE kind = 'sign-out'"),
                 SQLite::Exception);
    EXPECT_THROW(stranger().exec("UPDATE entry SET leaf = zeroblob(32) WHERE sequence = 3"),
                 SQLite::Exception);
}

TEST_F(ArchiveTest, StoppedBeforeTheJournalLetGoIsFinishedTheNextTime) {
    const Archived done = archive();
    shut();
    tamper("ATTACH '" + done.file.string() +
           "' AS a; UPDATE main.entry SET body = (SELECT body FROM a.entry AS o WHERE o.sequence ="
           " main.entry.sequence) WHERE sequence IN (3, 5)");
    ASSERT_EQ(bodies(), 8);
    const Archived again = archive();
    EXPECT_EQ(again.finished, 1U);
    EXPECT_EQ(again.entries.first, 0U);
    EXPECT_EQ(bodies(), 6);
    expectSound();
}

TEST_F(ArchiveTest, IsNotReliedOnWhereItIsNotWholeAnyMore) {
    const Archived done = archive();
    shut();
    tamper("ATTACH '" + done.file.string() +
           "' AS a; UPDATE main.entry SET body = (SELECT body FROM a.entry AS o WHERE o.sequence ="
           " main.entry.sequence) WHERE sequence = 3");
    tamperWith(done.file, "DELETE FROM entry WHERE sequence = 3");
    const auto refused = tryArchive();
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::CopyDiffers);
    EXPECT_EQ(bodies(), 7);
}

TEST_F(ArchiveTest, IsNotReliedOnWhereASoundOneOfOtherEntriesIsInItsPlace) {
    const Archived first = archive();
    newYear();
    const Archived second = archive();
    shut();
    tamper("ATTACH '" + second.file.string() +
           "' AS a; UPDATE main.entry SET body = (SELECT body FROM a.entry AS o WHERE o.sequence ="
           " main.entry.sequence) WHERE sequence = 9");
    static_cast<void>(journal());
    fs::permissions(second.file, fs::perms::owner_write, fs::perm_options::add);
    fs::copy_file(first.file, second.file, fs::copy_options::overwrite_existing);
    const auto refused = tryArchive();
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::CopyDiffers);
    EXPECT_THAT(refused.fault().note, HasSubstr("does not hold the entries 8 to"));
    EXPECT_EQ(bodies(), 1);
}

TEST_F(ArchiveTest, ThatCannotBeWrittenLeavesEverythingAsItWas) {
    std::ofstream(shelf()) << "no folder";
    const auto refused = tryArchive();
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.fault().code, FaultCode::FileNotWritten);
    EXPECT_EQ(bodies(), 12);
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'archived'"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM archive"), 0);
}

TEST_F(ArchiveTest, AFullDiskAtAnyWriteLeavesEverythingAsItWas) {
    static_cast<void>(journal().checkpoint(key())); // its own disk is another one
    db::FaultyDisk disk;
    int operation = 0;
    for (bool struck = true; struck; ++operation) {
        disk.failAfter(operation, db::FaultyDisk::Kind::Full, db::FaultyDisk::Lasting::ForGood);
        const auto done = tryArchive();
        struck = disk.struck();
        ASSERT_NE(done.ok(), struck) << operation;
        if (!done.ok()) {
            EXPECT_EQ(done.fault().code, FaultCode::FileNotWritten)
                << operation << base::toLogLine(done.fault());
            EXPECT_TRUE(fs::is_empty(shelf())) << operation;
            EXPECT_EQ(bodies(), 12) << operation;
        }
    }
    EXPECT_GT(operation, 5);
    disk.heal();
    expectSound();
}

TEST_F(ArchiveTest, AFullDiskOfTheJournalLosesNoBody) {
    shut();
    db::FaultyDisk disk;
    int operation = 0;
    for (bool struck = true; struck; ++operation) {
        static_cast<void>(journal());
        disk.failAfter(operation, db::FaultyDisk::Kind::Full, db::FaultyDisk::Lasting::ForGood);
        const auto done = tryArchive();
        struck = disk.struck();
        disk.heal();
        shut();
        ASSERT_NE(done.ok(), struck) << operation;
        expectSound();
    }
    EXPECT_GT(operation, 10);
    EXPECT_EQ(bodies(), 6);
}

TEST_F(ArchiveTest, OfAJournalThatIsNotInOrderIsNone) {
    shut();
    tamper("UPDATE entry SET body = replace(body, 'PASS', 'FAIL') WHERE sequence = 3");
    // Opened with a doubtful entry behind the ones that a start reads, as in a long journal.
    auto refused =
        db::writeArchive(m_file, m_folder.file("x"), {.first = 1, .last = 7},
                         key().sign(db::headAt(m_file, 7, m_clock).value()).value(), m_clock);
    ASSERT_TRUE(refused.ok());
    expectFinding(db::verifyArchive(m_folder.file("x"), {}), db::Trouble::Altered, 3);
}

TEST_F(ArchiveTest, IsCancelledWithoutATrace) {
    const auto stopped = archiveRecords({.journal = m_file,
                                         .before = m_newYear,
                                         .by = {.name = "Sue"},
                                         .progress = [](auto, auto) { return false; }},
                                        journal(), key(), m_clock);
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.fault().code, FaultCode::Cancelled);
    EXPECT_TRUE(fs::is_empty(shelf()));
    EXPECT_EQ(bodies(), 12);
}

TEST_F(ArchiveTest, AFileThatACrashLeftUnderItsNameIsReplaced) {
    fs::create_directory(shelf());
    std::ofstream(shelf() / "entries-1-7.archive") << "half a file";
    archive();
    expectSound();
}

TEST_F(ArchiveTest, ABackupAndItsRestorationWorkWithAndWithoutIt) {
    const Archived done = archive();
    const auto backup = [&](const std::string& name) {
        return backUp(
            {.journal = m_file, .file = m_folder.file(name), .station = "line1-st3", .by = "Sue"},
            &journal(), key(), m_clock);
    };
    const auto with = backup("with.db");
    ASSERT_TRUE(with.ok()) << base::toLogLine(with.fault());
    EXPECT_EQ(with->audit.depth, db::AuditDepth::All);
    fs::rename(done.file, m_folder.file("safe"));
    const auto without = backup("without.db");
    ASSERT_TRUE(without.ok()) << base::toLogLine(without.fault());
    EXPECT_EQ(without->audit.depth, db::AuditDepth::Leaves);
    EXPECT_EQ(without->audit.absent, 6U);
    for (const char* const back : {"with the archive", "without it"}) {
        shut();
        const auto restored = restore(
            {.journal = m_file,
             .copy = m_folder.file("without.db"),
             .lossReason = "a test",
             .station = "line1-st3",
             .authorise = [](db::Journal&) -> Result<Actor> { return Actor{.name = "Sue"}; }},
            key(), m_clock);
        ASSERT_TRUE(restored.ok()) << back << base::toLogLine(restored.fault());
        if (fs::exists(m_folder.file("safe"))) {
            fs::rename(m_folder.file("safe"), done.file);
        }
        m_clock.sleepFor(aDay);
        expectSound();
    }
}

} // namespace
} // namespace greenlight::station
