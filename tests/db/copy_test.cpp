#include "db/copy.h"
#include "tests/db/workbench.h"

#include <fstream>

namespace greenlight::db {
namespace {

class CopyTest : public JournalTest {
protected:
    void SetUp() override {
        ASSERT_TRUE(pass("A", 1).ok());
        ASSERT_TRUE(pass("B", 2).ok());
    }

    Result<Audit> copy(const CopyProgress& progress = {}) {
        return copyJournal(m_file, m_copy, m_clock, {}, progress);
    }

    std::filesystem::path m_copy = m_folder.file("copy.db");
};

TEST_F(CopyTest, HoldsWhatTheJournalHeldWhileItsWriterGoesOn) {
    const TreeHead head = journal().head();
    bool wrote = false;
    const auto copied = copy([&](std::uint64_t, std::uint64_t) {
        wrote = wrote || pass("C", 3).ok();
        return true;
    });
    ASSERT_TRUE(copied.ok()) << base::toLogLine(copied.fault());
    EXPECT_TRUE(wrote);
    EXPECT_EQ(copied->head, head);
    EXPECT_EQ(copied->attempts, 2U);
    EXPECT_EQ(journal().head().size, head.size + 3);
}

TEST_F(CopyTest, StandsAloneSoThatItIsReadWhereNothingCanBeWritten) {
    ASSERT_TRUE(copy().ok());
    SQLite::Database sql(m_copy.string(), SQLite::OPEN_READONLY);
    EXPECT_EQ(sql.execAndGet("PRAGMA journal_mode").getString(), "delete");
    EXPECT_EQ(sql.execAndGet("SELECT count(*) FROM entry").getInt(), 6);
    EXPECT_FALSE(std::filesystem::exists(m_copy.string() + "-wal"));
    EXPECT_FALSE(std::filesystem::exists(m_copy.string() + "-shm"));
    EXPECT_FALSE(std::filesystem::exists(m_copy.string() + "-journal"));
}

TEST_F(CopyTest, OfAJournalThatIsNotInOrderIsNone) {
    tamper("UPDATE entry SET body = replace(body, 'PASS', 'FAIL') WHERE sequence = 3");
    const auto copied = copy();
    ASSERT_FALSE(copied.ok());
    EXPECT_EQ(copied.fault().code, FaultCode::CopyDiffers);
    EXPECT_NE(copied.fault().note.find("entry 3 of the copy is altered"), std::string::npos)
        << copied.fault().note;
}

TEST_F(CopyTest, ThatSomebodyChangesOnTheWayIsNone) {
    // The pages arrive and then one byte of one body is another: what is verified is what was
    // written, not what was read.
    const auto copied = copy([this](std::uint64_t done, std::uint64_t of) {
        if (done == of) {
            std::fstream file(m_copy, std::ios::in | std::ios::out | std::ios::binary);
            std::string bytes((std::istreambuf_iterator<char>(file)), {});
            const std::size_t place = bytes.find("\"verdict\":\"PASS\"");
            EXPECT_NE(place, std::string::npos);
            file.seekp(static_cast<std::streamoff>(place) + 11);
            file.put('B');
        }
        return true;
    });
    ASSERT_FALSE(copied.ok());
    EXPECT_EQ(copied.fault().code, FaultCode::CopyDiffers);
}

TEST_F(CopyTest, StopsWhenItIsToldTo) {
    const auto copied = copy([](std::uint64_t, std::uint64_t) { return false; });
    ASSERT_FALSE(copied.ok());
    EXPECT_EQ(copied.fault().code, FaultCode::Cancelled);
}

TEST_F(CopyTest, WithoutAPlaceSaysThatItIsNotWritten) {
    m_copy = m_folder.file("nowhere") / "copy.db";
    const auto copied = copy();
    ASSERT_FALSE(copied.ok());
    EXPECT_EQ(copied.fault().code, FaultCode::FileNotWritten);
}

TEST_F(CopyTest, OfNoJournalIsAFault) {
    m_file = m_folder.file("none.db");
    const auto copied = copy();
    ASSERT_FALSE(copied.ok());
    EXPECT_EQ(copied.fault().code, FaultCode::FileUnreadable);
}

} // namespace
} // namespace greenlight::db
