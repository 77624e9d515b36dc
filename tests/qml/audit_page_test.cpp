// The records are verified at the screen, while their writer goes on.
#include "tests/qml/records_test.h"

#include <sqlite3.h>

namespace greenlight::station::view {
namespace {

class AuditPage : public RecordsTest {
protected:
    AuditPage() {
        m_journal.attempt("TH200-100417", 17, Fault{.code = FaultCode::SwdNoAnswer});
        m_journal.attempt("TH200-100417", 17);
        open("unit");
    }

    void TearDown() override { audit().finish(); }

    AuditDesk& audit() { return *m_records.audit(); }

    void press(const QString& name) {
        touch(item(name));
        show();
    }

    void wait() {
        QSignalSpy changed(&audit(), &AuditDesk::changed);
        while (audit().isAsking()) {
            ASSERT_TRUE(changed.wait());
        }
        show();
    }

    /// What somebody with the file and a tool for it does.
    void tamper(const char* sql) {
        sqlite3* file = nullptr;
        ASSERT_EQ(sqlite3_open(m_journal.file().c_str(), &file), SQLITE_OK);
        char* wrong = nullptr;
        EXPECT_EQ(sqlite3_exec(file, sql, nullptr, nullptr, &wrong), SQLITE_OK) << wrong;
        sqlite3_free(wrong);
        EXPECT_EQ(sqlite3_close(file), SQLITE_OK);
    }
};

TEST_F(AuditPage, SaysThatTheRecordsAreSound) {
    press("auditButton");
    wait();
    EXPECT_EQ(audit().state(), "sound");
    EXPECT_EQ(text("noteText", item("auditNote")),
              QStringLiteral("The records are sound: %1 entries, 0 checkpoints, 2 attempts.")
                  .arg(m_journal.journal().head().size));
    ASSERT_TRUE(m_desk.chooseLanguage("de"));
    EXPECT_TRUE(audit().message().startsWith("Die Aufzeichnungen sind unversehrt"));
    ASSERT_TRUE(m_desk.chooseLanguage("en"));
    press("auditClose");
    EXPECT_EQ(audit().state(), "empty");
    EXPECT_TRUE(isSeen(item("auditButton")));
}

TEST_F(AuditPage, NamesTheEntryThatSomebodyChanged) {
    tamper("DROP TRIGGER entry_never_changes;"
           "UPDATE entry SET leaf = zeroblob(32) WHERE sequence = 2");
    press("auditButton");
    wait();
    EXPECT_EQ(audit().state(), "broken");
    EXPECT_TRUE(audit().message().contains("Entry 2 is altered"))
        << audit().message().toStdString();
    EXPECT_TRUE(item("auditNote")->property("alarm").toBool());
}

TEST_F(AuditPage, NamesNoEntryWhereNoneIsToBlame) {
    tamper("DROP TRIGGER entry_never_changes");
    press("auditButton");
    wait();
    EXPECT_EQ(audit().state(), "broken");
    EXPECT_TRUE(audit().message().startsWith("The records are not what was written: schema, "))
        << audit().message().toStdString();
}

TEST_F(AuditPage, CalledOffItSaysNothingAboutTheRecords) {
    for (int i = 0; i < 400; ++i) {
        m_journal.attempt("TH200-" + std::to_string(200'000 + i), 1000U + static_cast<unsigned>(i));
    }
    audit().verify();
    EXPECT_EQ(audit().state(), "busy");
    show();
    EXPECT_TRUE(isSeen(item("auditBar")));
    audit().cancel();
    wait();
    EXPECT_EQ(audit().state(), "fault");
    EXPECT_EQ(audit().message(), "Called off. Nothing is known about the records.");
}

TEST_F(AuditPage, GivesWayToAUnitThatIsLookedUp) {
    press("auditButton");
    wait();
    m_records.unit()->lookUp("TH200-100417");
    settle(*m_records.unit());
    EXPECT_FALSE(isSeen(item("auditSheet")));
    EXPECT_TRUE(isSeen(item("record")));
}

} // namespace
} // namespace greenlight::station::view
