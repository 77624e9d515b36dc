// The station's page on every screen and in every language: nothing that can be touched is small,
// and no text is cut.
#include "tests/qml/layout.h"
#include "tests/qml/station_feed.h"

namespace greenlight::station::view {
namespace {

class StationLayout : public Layout {
protected:
    StationLayout() {
        for (const char* const name : {"Eve Osei", "Maximiliane Obermayer-Strohschein"}) {
            m_place.addToJournal(name, "engineer");
        }
        m_place.sockets.plug("1-1.2", 5);
        m_place.sockets.plug("1-1.7", 6);
    }

    void TearDown() override { station().finish(); }

    StationDesk& station() { return *m_desk.station(); }

    void openPage() {
        fill(8);
        m_place.open(station(), m_feed);
        for (std::size_t i = 0; i < 8; ++i) {
            m_feed.boardIn(i);
        }
        m_feed.trouble(0, {.code = FaultCode::ProbeWrongSerial});
        m_feed.picture.role = "engineer";
        m_feed.picture.operatorName = "Eve Osei";
        m_place.log->write(m_clock.wall(), LogLevel::Error,
                           base::toLogLine({.code = FaultCode::ProbeWrongSerial,
                                            .stage = Stage::Connect,
                                            .note = "expected 50FF6F067871515131090367"}));
        show();
        m_desk.book()->turnMenu();
        m_desk.book()->open("station");
        show();
    }

    void expectWhole(const std::string& what) {
        StationFeed::settle(station());
        for (const QString& language : languagesHere()) {
            ASSERT_TRUE(m_desk.chooseLanguage(language));
            show();
            show();
            expectTextsWhole(m_window.rootObject(), what + ", " + language.toStdString());
        }
    }

    void expectForGloves(std::initializer_list<const char*> names) {
        for (const char* const name : names) {
            QQuickItem* const key = item(name);
            EXPECT_TRUE(isSeen(key)) << name;
            EXPECT_GE(mm(key->width()), 19.9) << name;
            EXPECT_GE(mm(key->height()), 19.9) << name;
            EXPECT_TRUE(QRectF(QPointF(), m_window.size())
                            .contains(key->mapRectToScene(key->boundingRect())))
                << name;
        }
    }

    void openSection(const char* name) {
        station().open(QString::fromLatin1(name));
        show();
        StationFeed::settle(station());
        show();
    }

    StationFeed m_place{m_clock};
};

TEST_P(StationLayout, SectionsCutNoTextAndAreForGloves) {
    for (const unsigned percent : {100U, 150U}) {
        scaleText(percent);
        openPage();
        for (const char* const name : {"probes", "settings", "people", "backup", "test", "log"}) {
            openSection(name);
            expectWhole(std::string(name) + " at " + std::to_string(percent));
            expectForGloves({"section_probes", "section_settings", "section_people",
                             "section_backup", "section_test", "section_log"});
        }
        m_desk.book()->toLine();
        show();
    }
}

TEST_P(StationLayout, WhatIsWrittenDownHasRoom) {
    for (const unsigned percent : {100U, 150U}) {
        scaleText(percent);
        openPage();
        openSection("settings");
        // Words to choose from, a switch, and the one with the longest purpose.
        for (const int place : {0, 3, 9}) {
            station().settings()->choose(place);
            show();
            expectWhole("setting " + std::to_string(place) + " at " + std::to_string(percent));
            expectForGloves({"takeSetting"});
        }
        openSection("people");
        station().crew()->begin("add");
        station().crew()->write("name", "Ann Bell");
        show();
        expectWhole("somebody new at " + std::to_string(percent));
        expectForGloves({"crewCancel", "crewSave", "crewRole"});
        openSection("probes");
        station().probes()->beginMapping();
        m_place.sockets.plug(percent == 100 ? "1-1.8" : "1-1.9", 7);
        station().probes()->refresh();
        StationFeed::settle(station());
        show();
        EXPECT_TRUE(station().probes()->isMapping());
        expectWhole("telling slots apart at " + std::to_string(percent));
        expectForGloves({"mappingBack", "mappingSave"});
        m_desk.book()->toLine();
        show();
    }
}

INSTANTIATE_TEST_SUITE_P(Screens, StationLayout, allScreens(), screenName);

} // namespace
} // namespace greenlight::station::view
