// A pipe stands for the device: the same events, the same descriptor that is waited for, the same
// end when it is pulled out.
#include "station/view/scanner_device.h"
#include "tests/qml/page_test.h"

#include <fcntl.h>
#include <linux/input.h>
#include <unistd.h>

#include <QCoreApplication>
#include <array>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace greenlight::station::view {
namespace {

class BoundScanner : public PageTest {
protected:
    BoundScanner() {
        QObject::connect(&m_scanner, &ScannerDevice::scanned, &m_scanner,
                         [this](const QString& l) { m_labels.push_back(l.toStdString()); });
        QObject::connect(&m_scanner, &ScannerDevice::presenceChanged, &m_scanner,
                         [this](bool there) { m_presence.push_back(there); });
    }

    ~BoundScanner() override { pull(); }

    void plug() {
        std::array<int, 2> ends{};
        ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
        m_next = ends[0];
        m_cable = ends[1];
        m_scanner.look();
    }

    void pull() {
        if (m_cable >= 0) {
            (void)::close(std::exchange(m_cable, -1));
        }
        QCoreApplication::processEvents();
    }

    void event(std::uint16_t type, std::uint16_t code, std::int32_t value) const {
        input_event sent{};
        sent.type = type;
        sent.code = code;
        sent.value = value;
        ASSERT_EQ(::write(m_cable, &sent, sizeof sent), static_cast<ssize_t>(sizeof sent));
    }

    void tap(std::uint16_t key) const {
        event(EV_KEY, key, 1);
        event(EV_SYN, SYN_REPORT, 0);
        event(EV_KEY, key, 0);
        event(EV_SYN, SYN_REPORT, 0);
    }

    int m_next = -1;
    int m_cable = -1;
    ScannerDevice m_scanner{[this]() -> Result<int> {
        if (m_next < 0) {
            return Fault{.code = FaultCode::FileUnreadable, .note = "away"};
        }
        return std::exchange(m_next, -1);
    }};
    std::vector<std::string> m_labels;
    std::vector<bool> m_presence;
};

TEST_F(BoundScanner, GivesLabelsWhateverHasTheFocus) {
    plug();
    for (const int key : {KEY_4, KEY_7, KEY_1, KEY_1, KEY_ENTER}) {
        tap(static_cast<std::uint16_t>(key));
    }
    tap(KEY_0);
    QCoreApplication::processEvents();
    EXPECT_EQ(m_labels, (std::vector<std::string>{"4711"}));
}

TEST_F(BoundScanner, IsWaitedForAndComesBackAfterItWasPulled) {
    m_scanner.look();
    EXPECT_FALSE(m_scanner.isThere());
    plug();
    EXPECT_TRUE(m_scanner.isThere());
    tap(KEY_9);
    QCoreApplication::processEvents();
    pull();
    EXPECT_FALSE(m_scanner.isThere());
    plug();
    tap(KEY_8);
    tap(KEY_ENTER);
    QCoreApplication::processEvents();
    // What it had begun before is no part of the label.
    EXPECT_EQ(m_labels, (std::vector<std::string>{"8"}));
    EXPECT_EQ(m_presence, (std::vector<bool>{true, false, true}));
}

TEST_F(BoundScanner, TakesNoLabelOutOfWhichKeysWereLost) {
    plug();
    tap(KEY_1);
    event(EV_SYN, SYN_DROPPED, 0);
    tap(KEY_2);
    tap(KEY_ENTER);
    QCoreApplication::processEvents();
    EXPECT_EQ(m_labels, (std::vector<std::string>{"2"}));
}

TEST_F(BoundScanner, IsADeviceThatCanBeBoundAndNoFile) {
    const Scratch scratch;
    const auto file = scratch.path() / "no-device";
    EXPECT_FALSE(openScanner(file).ok());
    std::ofstream(file) << "x";
    const auto opened = openScanner(file);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.fault().code, FaultCode::FileUnreadable);
    EXPECT_NE(opened.fault().note.find("no-device"), std::string::npos);
}

TEST_F(BoundScanner, MakesFastKeysOfAKeyboardNoScan) {
    m_feed.picture.serialWanted = true;
    m_feed.boardIn(0);
    m_desk.begin({}, {.scanner = "/dev/input/by-id/scanner", .prefix = "*"});
    show();
    scan("*TH200-000123"); // even one with the scanner's marks
    EXPECT_TRUE(m_feed.labels.empty());
    EXPECT_TRUE(m_desk.face().guideText.contains("no label"))
        << m_desk.face().guideText.toStdString();
    EXPECT_FALSE(m_desk.takeScan("TH200-000123"));
    EXPECT_TRUE(m_feed.labels.empty());
    EXPECT_TRUE(m_desk.takeScan("*TH200-000123"));
    ASSERT_EQ(m_feed.labels.size(), 1U);
    EXPECT_EQ(m_feed.labels.front(), (std::pair<std::string, bool>{"TH200-000123", true}));
    EXPECT_TRUE(m_feed.presses.empty());
}

TEST_F(BoundScanner, IsMissedInWordsWhereLabelsAreWanted) {
    m_feed.empty(1);
    show();
    const QString usual = m_desk.face().guideText;
    m_desk.setScannerThere(false);
    EXPECT_EQ(m_desk.face().guideText, usual); // nobody needs it
    m_feed.picture.serialWanted = true;
    m_desk.refresh();
    EXPECT_TRUE(m_desk.face().guideText.startsWith("The scanner is not there."));
    EXPECT_EQ(m_desk.face().guideTone, "alarm");
    m_desk.setScannerThere(true);
    EXPECT_EQ(m_desk.face().guideText, usual);
}

} // namespace
} // namespace greenlight::station::view
