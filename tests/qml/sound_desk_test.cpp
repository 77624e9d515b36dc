#include "station/view/sound_desk.h"
#include "tests/qml/page_test.h"

#include <vector>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;
using sound::Chime;
using Heard = std::vector<Chime>;

/// The page, and what is heard of it.
class Sound : public PageTest {
protected:
    Sound() {
        m_feed.empty(4);
        QObject::connect(m_desk.sound(), &SoundDesk::sounded, m_desk.sound(),
                         [this](Chime chime, int volume) {
                             m_heard.push_back(chime);
                             m_volume = volume;
                         });
        m_desk.sound()->setVolume(60);
        show();
    }

    /// What has been heard since the last call.
    Heard heard() { return std::exchange(m_heard, {}); }

    Heard look() {
        ++m_feed.picture.heartbeat;
        m_desk.refresh();
        return heard();
    }

    Heard m_heard;
    int m_volume = 0;
};

TEST_F(Sound, TellsAResultOnceAndAtItsVolume) {
    m_feed.passed(0, "TH200-100417", m_book);
    EXPECT_EQ(look(), Heard{Chime::Passed});
    EXPECT_EQ(m_volume, 60);
    EXPECT_EQ(look(), Heard{});
    m_feed.failed(1, "TH200-100418", {.code = FaultCode::SwdNoAnswer}, m_book);
    EXPECT_EQ(look(), Heard{Chime::Failed});
    m_feed.unrecorded(2, "TH200-100419");
    EXPECT_EQ(look(), Heard{Chime::Attention});
}

TEST_F(Sound, SaysNothingGoodBeforeTheRecordIsWritten) {
    m_feed.working(0, Stage::Record, 1s, 0s);
    EXPECT_EQ(look(), Heard{});
    m_feed.unrecorded(0, "TH200-100417");
    EXPECT_EQ(look(), Heard{Chime::Attention});
}

TEST_F(Sound, OfSeveralResultsTellsTheWorst) {
    m_feed.passed(0, "TH200-100417", m_book);
    m_feed.failed(1, "TH200-100418", {.code = FaultCode::SwdNoAnswer}, m_book);
    m_feed.passed(2, "TH200-100419", m_book);
    EXPECT_EQ(look(), Heard{Chime::Failed});
}

TEST_F(Sound, TellsTheSameResultOfTheNextBoardToo) {
    m_feed.passed(0, "TH200-100417", m_book);
    look();
    ++m_feed.slot(0).slot.attempts; // so quick that no picture was taken while it worked
    EXPECT_EQ(look(), Heard{Chime::Passed});
}

TEST_F(Sound, ADrillThatWentRedCallsForTheBoardAndIsNoFailure) {
    m_feed.failed(0, "TH200-100418", {.code = FaultCode::DrillFound}, m_book);
    EXPECT_EQ(look(), Heard{Chime::Attention});
}

TEST_F(Sound, OfWhatWasThereAtTheFirstLookNothingIsHeard) {
    LineFeed feed(m_clock);
    feed.empty(2);
    feed.passed(0, "TH200-100417", m_book);
    feed.trouble(1, {.code = FaultCode::ProbeAbsent});
    SoundDesk desk;
    desk.setVolume(100);
    int sounds = 0;
    QObject::connect(&desk, &SoundDesk::sounded, &desk, [&sounds] { ++sounds; });
    desk.show(feed.view(), true, m_clock.now());
    EXPECT_EQ(sounds, 0);
}

TEST_F(Sound, CallsSomebodyWhenASlotTheStationOrTheEngineIsInTrouble) {
    m_feed.trouble(0, {.code = FaultCode::ProbeUnplugged});
    EXPECT_EQ(look(), Heard{Chime::Attention});
    EXPECT_EQ(look(), Heard{});
    m_clock.sleepFor(10s);
    m_feed.picture.unfit = Fault{.code = FaultCode::DiskFull};
    EXPECT_EQ(look(), Heard{Chime::Attention});
    m_clock.sleepFor(10s);
    m_desk.refresh(); // no sign of life
    EXPECT_EQ(heard(), Heard{Chime::Attention});
    m_desk.refresh();
    EXPECT_EQ(heard(), Heard{});
}

TEST_F(Sound, DoesNotNagAboutAProbeThatComesAndGoes) {
    unsigned calls = 0;
    for (int i = 0; i < 20; ++i) {
        m_feed.trouble(0, {.code = FaultCode::ProbeUnplugged});
        calls += static_cast<unsigned>(look().size());
        m_feed.slot(0).slot.trouble.reset();
        calls += static_cast<unsigned>(look().size());
        m_clock.sleepFor(500ms);
    }
    EXPECT_EQ(calls, 2U); // ten seconds
}

TEST_F(Sound, AnswersPressesAndLabels) {
    m_feed.boardIn(0);
    look();
    EXPECT_TRUE(m_desk.press(0, LineDesk::Hand::FootSwitch));
    EXPECT_EQ(heard(), Heard{Chime::Taken});
    m_feed.refusal = Fault{.code = FaultCode::SlotBusy};
    EXPECT_FALSE(m_desk.press(0, LineDesk::Hand::FootSwitch));
    EXPECT_EQ(heard(), Heard{Chime::Refused});
    EXPECT_FALSE(m_desk.pressAll(LineDesk::Hand::FootSwitch));
    EXPECT_EQ(heard(), Heard{Chime::Refused});
    EXPECT_FALSE(m_desk.takeScan("TH200-100417"));
    EXPECT_EQ(heard(), Heard{Chime::Refused});
    m_feed.refusal.reset();
    EXPECT_TRUE(m_desk.takeScan("TH200-100417"));
    EXPECT_EQ(heard(), Heard{Chime::Taken});
}

TEST_F(Sound, IsSilentAtVolumeNought) {
    m_desk.sound()->setVolume(0);
    m_feed.failed(1, "TH200-100418", {.code = FaultCode::SwdNoAnswer}, m_book);
    EXPECT_EQ(look(), Heard{});
}

TEST_F(Sound, IsTurnedUpAtATouchAndHeardAtOnce) {
    m_desk.begin({.volume = 50});
    touch(item("menuButton"));
    show();
    touch(item("openDisplay"));
    show();
    touch(item("nextVolume"));
    EXPECT_EQ(heard(), Heard{Chime::Passed});
    EXPECT_EQ(m_volume, 75);
    touch(item("nextVolume"));
    touch(item("nextVolume"));
    EXPECT_EQ(m_desk.sound()->volume(), 0);
    EXPECT_EQ(heard(), Heard{Chime::Passed});
    touch(item("nextVolume"));
    EXPECT_EQ(m_desk.sound()->volume(), 25);
}

} // namespace
} // namespace greenlight::station::view
