#include "station/recall_report.h"
#include "tests/qml/records_test.h"

namespace greenlight::station::view {
namespace {

class RecallPage : public RecordsTest {
protected:
    void lookFor(const QString& digits) {
        m_records.recall()->lookFor(digits);
        settle(*m_records.recall());
    }

    /// Two units carry the first file now, one did once; a fourth never had it.
    void giveOut() {
        m_journal.attempt("A", 1);
        m_journal.attempt("B", 2, Fault{.code = FaultCode::DigestMismatch});
        m_journal.attempt("C", 3);
        m_journal.recipeVersion = "1.5.0";
        m_journal.image = "newer firmware";
        m_journal.attempt("B", 2);
        m_journal.attempt("D", 4);
    }

    [[nodiscard]] static QString digits(const std::string& image) {
        return QString::fromStdString(base::toHex(JournalFeed::digestOf(image)));
    }
};

TEST_F(RecallPage, AnswersWithTheNumbersAndUnitsOfTheReport) {
    giveOut();
    open("recall");
    lookFor(digits("firmware").left(8).toUpper());
    EXPECT_EQ(m_records.recall()->state(), "found");
    auto recalls = db::Recalls::open(m_journal.file(), m_clock);
    ASSERT_TRUE(recalls.ok());
    const auto counts = writeRecall(
        *recalls,
        {.image = digits("firmware").toStdString(), .to = {m_clock.wall().unixMicros + 1}},
        RecallFormat::Text, [](std::string_view) -> Result<void> { return {}; });
    ASSERT_TRUE(counts.ok());
    EXPECT_EQ(counts->carryNow, 2U);
    EXPECT_EQ(m_records.recall()->carryNow(), QString::number(counts->carryNow));
    EXPECT_EQ(m_records.recall()->once(), QString::number(counts->once));
    EXPECT_EQ(m_records.recall()->ofNoUnit(), QString::number(counts->ofNoUnit));
    const QVariantList units = m_records.recall()->units();
    ASSERT_EQ(units.size(), 3);
    EXPECT_EQ(cell(units, 0, "name"), "A");
    EXPECT_EQ(cell(units, 1, "name"), "C");
    EXPECT_EQ(cell(units, 2, "name"), "B");
    EXPECT_TRUE(units.at(0).toMap().value("now").toBool());
    EXPECT_FALSE(units.at(2).toMap().value("now").toBool());
    EXPECT_FALSE(isSeen(item("recallNote")));
}

TEST_F(RecallPage, OffersTheFilesThatRan) {
    giveOut();
    open("recall");
    QSignalSpy read(m_records.recall(), &RecallDesk::imagesChanged);
    if (m_records.recall()->images().empty()) {
        ASSERT_TRUE(read.wait());
    }
    show();
    ASSERT_EQ(m_records.recall()->images().size(), 2);
    EXPECT_EQ(cell(m_records.recall()->images(), 0, "version"), "1.5.0");
    QQuickItem* const second = item("image1");
    touch(second);
    settle(*m_records.recall());
    EXPECT_EQ(m_records.recall()->asked(), digits("firmware"));
    EXPECT_EQ(m_records.recall()->state(), "found");
}

TEST_F(RecallPage, SaysWhatIsNoDigestAndWhatIsNotOnRecord) {
    giveOut();
    open("recall");
    EXPECT_TRUE(isSeen(item("recallNote")));
    for (const char* const bad : {"", "1234567", "not a digest", "0123456g"}) {
        lookFor(bad);
        EXPECT_EQ(m_records.recall()->state(), "unfit") << bad;
    }
    lookFor("0123456789abcdef");
    EXPECT_EQ(m_records.recall()->state(), "absent");
}

TEST_F(RecallPage, SaysThatAFileIsRevoked) {
    giveOut();
    m_journal.image = "firmware";
    m_journal.revoke("watchdog bug");
    open("recall");
    lookFor(digits("firmware"));
    show();
    EXPECT_EQ(text("revokedText"), "Revoked by Quinn Ito: watchdog bug");
    lookFor(digits("newer firmware"));
    EXPECT_EQ(m_records.recall()->revoked(), "");
}

} // namespace
} // namespace greenlight::station::view
