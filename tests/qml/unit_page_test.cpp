#include "station/flash_record.h"
#include "tests/qml/records_test.h"

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

class UnitPage : public RecordsTest {
protected:
    void lookUp(const QString& name) {
        m_records.unit()->lookUp(name);
        settle(*m_records.unit());
    }
};

TEST_F(UnitPage, AsksWhoseRecordBeforeAnythingWasScanned) {
    open("unit");
    EXPECT_TRUE(isSeen(item("unitNote")));
    EXPECT_EQ(text("noteText", item("unitNote")), "Whose record shall be shown?");
}

TEST_F(UnitPage, TellsTheStoryOfAUnitTheNewestAttemptFirst) {
    m_journal.attempt("TH200-100417", 17, Fault{.code = FaultCode::SwdNoAnswer});
    m_clock.sleepFor(5min);
    m_journal.slot = "4";
    m_journal.attempt("TH200-100417", 17);
    open("unit");
    lookUp("TH200-100417");
    UnitDesk& unit = *m_records.unit();
    EXPECT_EQ(unit.state(), "found");
    ASSERT_EQ(unit.attempts().size(), 2);
    EXPECT_EQ(cell(unit.attempts(), 0, "glyph"), "passed");
    EXPECT_EQ(cell(unit.attempts(), 0, "slot"), "4");
    EXPECT_EQ(cell(unit.attempts(), 0, "number"), "2");
    EXPECT_EQ(cell(unit.attempts(), 1, "glyph"), "failed");
    EXPECT_EQ(cell(unit.attempts(), 1, "happened"), "The board does not answer.");
    EXPECT_FALSE(isSeen(item("unitNote")));
}

TEST_F(UnitPage, ShowsEveryFieldOfTheChosenRecord) {
    m_journal.attempt("TH200-100417", 17, Fault{.code = FaultCode::SwdNoAnswer});
    m_journal.attempt("TH200-100417", 17);
    open("unit");
    lookUp("TH200-100417");
    auto units = db::Units::open(m_journal.file(), m_clock);
    ASSERT_TRUE(units.ok());
    const auto attempts = units->bySerial("TH200-100417")->attempts;
    for (const int chosen : {0, 1}) {
        show();
        touch(item(QStringLiteral("attempt%1").arg(2 - chosen)));
        show();
        EXPECT_EQ(m_records.unit()->chosen(), chosen);
        const std::size_t ordinal = 2 - static_cast<std::size_t>(chosen);
        QStringList wanted;
        for (const auto& section : flashRecordOf(attempts[ordinal - 1], ordinal, 2)) {
            for (const auto& field : section.fields) {
                wanted << QString::fromStdString(field.value);
            }
        }
        QStringList shown;
        collect(item("record"), "factValue", shown);
        EXPECT_GT(wanted.size(), 20);
        EXPECT_EQ(shown, wanted);
    }
}

TEST_F(UnitPage, FindsAChipByItsUid) {
    m_journal.attempt("TH200-100417", 17);
    lookUp(QString::fromStdString(JournalFeed::uidOf(17)));
    EXPECT_EQ(m_records.unit()->state(), "found");
}

TEST_F(UnitPage, SaysThatNothingIsOnRecordAndWhatCannotBe) {
    m_journal.attempt("TH200-100417", 17);
    open("unit");
    lookUp("TH200-999999");
    EXPECT_EQ(m_records.unit()->state(), "absent");
    EXPECT_EQ(text("noteText", item("unitNote")), "No attempt is on record under this name.");
    for (const QString& bad : {QString("  "), QString(65, QLatin1Char('A')), QString("A\tB")}) {
        lookUp(bad);
        EXPECT_EQ(m_records.unit()->state(), "unfit") << bad.toStdString();
        EXPECT_TRUE(isSeen(item("unitNote")));
    }
}

TEST_F(UnitPage, TakesALabelFromTheScannerAndKeepsItFromTheLine) {
    m_journal.attempt("TH200-100417", 17);
    open("unit");
    scan("TH200-100417");
    settle(*m_records.unit());
    EXPECT_EQ(m_records.unit()->asked(), "TH200-100417");
    EXPECT_EQ(m_records.unit()->state(), "found");
    EXPECT_TRUE(m_feed.labels.empty());
    EXPECT_EQ(m_desk.book()->page(), "unit");
}

TEST_F(UnitPage, TakesASerialFromTheKeyboard) {
    m_journal.attempt("A-17", 17);
    open("unit");
    for (const char letter : std::string("A-17")) {
        pressKey(letter, QString(QLatin1Char(letter)));
    }
    pressKey(Qt::Key_Return, "\r");
    settle(*m_records.unit());
    EXPECT_EQ(m_records.unit()->state(), "found");
    EXPECT_TRUE(m_feed.pressesForAll.empty());
}

TEST_F(UnitPage, ANewQuestionTakesThePlaceOfTheOldOne) {
    m_journal.attempt("TH200-100417", 17);
    m_journal.attempt("TH200-100418", 18);
    m_records.unit()->lookUp("TH200-100417");
    lookUp("TH200-100418");
    EXPECT_EQ(m_records.unit()->asked(), "TH200-100418");
    EXPECT_EQ(cell(m_records.unit()->attempts(), 0, "number"), "1");
    m_records.unit()->lookUp("TH200-100417");
    m_records.unit()->clear();
    QCoreApplication::processEvents();
    EXPECT_EQ(m_records.unit()->state(), "empty");
}

TEST_F(UnitPage, SaysThatTheRecordsDoNotAnswer) {
    m_records.open({.journal = m_journal.file().parent_path() / "no-journal.db"});
    open("unit");
    lookUp("TH200-100417");
    EXPECT_EQ(m_records.unit()->state(), "fault");
    EXPECT_FALSE(m_records.unit()->message().isEmpty());
    EXPECT_TRUE(isSeen(item("unitNote")));
}

} // namespace
} // namespace greenlight::station::view
