#include "station/view/scanner_input.h"
#include "tests/qml/page_test.h"

#include <QKeySequence>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;
using Labels = std::vector<std::pair<std::string, bool>>;

/// The page with the keyboard on a Start that is ready: the worst place for a stray key.
class Scanner : public PageTest {
protected:
    Scanner() {
        m_feed.boardIn(0);
        m_feed.picture.serialWanted = true;
        show();
        item("start", tile(1))->forceActiveFocus();
    }

    /// These keys with this gap between them, then Enter `before` after the last of them.
    void keys(const QString& letters, std::chrono::milliseconds gap,
              std::chrono::milliseconds before) {
        m_keyTime += 2s;
        for (const QChar letter : letters) {
            const int code = letter == u' ' ? int(Qt::Key_Space) : letter.toUpper().unicode();
            key(code, letter, m_keyTime);
            m_keyTime += gap;
        }
        m_keyTime += before - gap;
        key(Qt::Key_Return, QStringLiteral("\r"), m_keyTime);
        input().settle();
    }

    ScannerInput& input() { return *m_window.findChild<ScannerInput*>(); }

    void expectNoPress() {
        EXPECT_TRUE(m_feed.presses.empty());
        EXPECT_TRUE(m_feed.pressesForAll.empty());
    }
};

TEST_F(Scanner, LabelIsALabelAndNeverAPress) {
    scan("TH200-000123");
    EXPECT_EQ(m_feed.labels, (Labels{{"TH200-000123", true}}));
    expectNoPress();
}

TEST_F(Scanner, BlankInALabelIsNotAPress) {
    keys("TH 200 123", 8ms, 8ms);
    EXPECT_EQ(m_feed.labels, (Labels{{"TH 200 123", true}}));
    keys(" TH200", 8ms, 8ms);
    EXPECT_EQ(m_feed.labels.size(), 2U);
    expectNoPress();
}

TEST_F(Scanner, EveryKeyThatAFootSwitchMaySendPressesStartForAll) {
    for (const std::string_view name : footSwitchKeys()) {
        const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        input().setFootSwitch(text);
        const std::size_t before = m_feed.pressesForAll.size();
        pressKey(QKeySequence::fromString(text, QKeySequence::PortableText)[0].key());
        EXPECT_EQ(m_feed.pressesForAll.size(), before + 1) << name;
    }
}

TEST_F(Scanner, AnotherKeyIsNoFootSwitch) {
    input().setFootSwitch("PgDown");
    pressKey(Qt::Key_F13);
    expectNoPress();
}

TEST_F(Scanner, SecondEnterOfAScannerIsNotAPress) {
    scan("TH200-000123");
    key(Qt::Key_Return, "\n", m_keyTime + 5ms);
    input().settle();
    expectNoPress();
    // A person comes later.
    pressKey(Qt::Key_Return, "\r");
    EXPECT_EQ(m_feed.presses.size(), 1U);
}

TEST_F(Scanner, EnterThatComesLateStillEndsTheLabel) {
    keys("TH200-000124", 8ms, 300ms);
    EXPECT_EQ(m_feed.labels, (Labels{{"TH200-000124", true}}));
    expectNoPress();
}

TEST_F(Scanner, EnterBeforeALabelIsItsPrefix) {
    m_keyTime += 2s;
    key(Qt::Key_Return, "\r", m_keyTime);
    m_keyTime += 5ms - 2s;
    keys("TH200-000125", 8ms, 8ms);
    EXPECT_EQ(m_feed.labels, (Labels{{"TH200-000125", true}}));
    expectNoPress();
}

TEST_F(Scanner, TabCanEndALabel) {
    m_keyTime += 2s;
    for (const char letter : {'A', 'B', 'C', 'D'}) {
        key(letter, QString(QLatin1Char(letter)), m_keyTime);
        m_keyTime += 8ms;
    }
    key(Qt::Key_Tab, "\t", m_keyTime);
    EXPECT_EQ(m_feed.labels, (Labels{{"ABCD", true}}));
    EXPECT_TRUE(item("start", tile(1))->hasActiveFocus());
}

TEST_F(Scanner, LabelIsWholeAlthoughThePageWasBusyForAMoment) {
    m_keyTime += 2s;
    key('T', "T", m_keyTime);
    input().settle(); // the moment of waiting was over before the next key was looked at
    m_keyTime += 8ms - 2s;
    keys("H200-000126", 8ms, 8ms);
    EXPECT_EQ(m_feed.labels, (Labels{{"TH200-000126", true}}));
    expectNoPress();
}

TEST_F(Scanner, FastScrapIsNeitherLabelNorPress) {
    keys("12", 8ms, 8ms);
    EXPECT_TRUE(m_feed.labels.empty());
    expectNoPress();
}

TEST_F(Scanner, LabelWithoutAnEndIsForgotten) {
    m_keyTime += 2s;
    for (const char letter : {'A', ' ', 'B', ' ', 'C'}) {
        key(letter == ' ' ? int(Qt::Key_Space) : letter, QString(QLatin1Char(letter)), m_keyTime);
        m_keyTime += 8ms;
    }
    input().settle();
    EXPECT_TRUE(m_feed.labels.empty());
    expectNoPress();
}

TEST_F(Scanner, FloodIsDroppedWhole) {
    keys(QString(ScannerInput::mostLabel + 10, u'7'), 1ms, 1ms);
    EXPECT_TRUE(m_feed.labels.empty());
    expectNoPress();
}

TEST_F(Scanner, RefusedLabelIsAnsweredAloud) {
    m_feed.refusal = Fault{.code = FaultCode::SlotBusy};
    scan("TH200-000127");
    EXPECT_TRUE(text("guideText").startsWith("This slot is already working."));
    expectNoPress();
}

TEST_F(Scanner, SerialTypedByHandIsSaidToBeTyped) {
    item("serialField")->forceActiveFocus();
    for (const char letter : std::string("TH200-000128")) {
        pressKey(letter, QString(QLatin1Char(letter)));
    }
    EXPECT_EQ(text("serialField"), "TH200-000128");
    pressKey(Qt::Key_Return, "\r");
    EXPECT_EQ(m_feed.labels, (Labels{{"TH200-000128", false}}));
    EXPECT_EQ(text("serialField"), "");
    expectNoPress();
}

TEST_F(Scanner, TypistIsNotAScanner) {
    item("serialField")->forceActiveFocus();
    keys("TH200-000130", 110ms, 110ms);
    EXPECT_EQ(m_feed.labels, (Labels{{"TH200-000130", false}}));
}

TEST_F(Scanner, RefusedSerialStaysInItsFieldToBeMended) {
    m_feed.refusal = Fault{.code = FaultCode::SerialPattern};
    item("serialField")->forceActiveFocus();
    pressKey('X', "X");
    pressKey(Qt::Key_Return, "\r");
    EXPECT_EQ(text("serialField"), "X");
    EXPECT_TRUE(text("guideText").startsWith("This is not a serial number"));
}

TEST_F(Scanner, LabelDoesNotEndUpInTheFieldThatHasTheKeyboard) {
    item("serialField")->forceActiveFocus();
    scan("TH200-000129");
    EXPECT_EQ(text("serialField"), "");
    EXPECT_EQ(m_feed.labels, (Labels{{"TH200-000129", true}}));
}

TEST_F(Scanner, QuickFingersStillType) {
    item("serialField")->forceActiveFocus();
    keys("ab", 30ms, 30ms);
    EXPECT_EQ(m_feed.labels, (Labels{{"ab", false}}));
}

TEST_F(Scanner, FootSwitchStartsAll) {
    key(Qt::Key_F13, {}, m_keyTime);
    EXPECT_EQ(m_feed.pressesForAll, std::vector{job::StartedBy::FootSwitch});
}

} // namespace
} // namespace greenlight::station::view
