// The station's page, for who looks after it: sockets and slots, settings, people, copies, the
// self-test and the log. Real settings file, journal and people; the line is set by hand.
#include "db/newest_entries.h"
#include "station/view/words.h"
#include "tests/qml/page_test.h"
#include "tests/qml/station_feed.h"

#include <QSignalSpy>
#include <fstream>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

class StationPage : public PageTest {
protected:
    StationPage() {
        m_feed.empty(2);
        openStation();
        beSomebody("Eve Osei", "engineer");
    }

    void TearDown() override { station().finish(); }

    void openStation() { m_place.open(station(), m_feed); }

    void beSomebody(const std::string& name, const std::string& role) {
        m_feed.picture.operatorName = name;
        m_feed.picture.role = role;
        m_feed.picture.signInWanted = false;
        show();
    }

    void press(const QString& name) {
        touch(item(name));
        show();
    }

    void openPage(const QString& section) {
        press("menuButton");
        press("openStation");
        ASSERT_TRUE(isSeen(item("stationPage")));
        press("section_" + section);
        settle();
    }

    /// Until everything that was asked on another thread is answered.
    void settle() {
        StationFeed::settle(station());
        show();
    }

    void givePin(const std::string& digits) {
        for (const char digit : digits) {
            press(QStringLiteral("digit%1").arg(QLatin1Char(digit)));
        }
        QSignalSpy tried(m_desk.pin(), &PinDesk::tried);
        touch(item("pinConfirm"));
        ASSERT_TRUE(!tried.isEmpty() || tried.wait());
        settle();
    }

    /// The newest entry of a kind; an empty object without one.
    nlohmann::ordered_json newest(db::EntryKind kind) {
        const auto entries = db::readNewest(m_place.journal.file(), m_clock, kind, 1);
        EXPECT_TRUE(entries.ok());
        return entries.ok() && !entries->empty() ? entries->front().data
                                                 : nlohmann::ordered_json::object();
    }

    static QVariant at(const QVariantList& rows, int row, const char* word) {
        return rows.value(row).toMap().value(QLatin1String(word));
    }

    int rowOf(const char* key) {
        const QVariantList rows = station().settings()->settings();
        for (int i = 0; i < rows.size(); ++i) {
            if (at(rows, i, "key") == QLatin1String(key)) {
                return i;
            }
        }
        ADD_FAILURE() << key;
        return -1;
    }

    void look() {
        station().probes()->refresh();
        settle();
    }

    StationDesk& station() { return *m_desk.station(); }

    StationFeed m_place{m_clock};
};

TEST_F(StationPage, IsForThoseWhoLookAfterTheStation) {
    press("menuButton");
    EXPECT_TRUE(isSeen(item("openStation")));
    beSomebody("Ann Bell", "operator");
    EXPECT_FALSE(isSeen(item("openStation")));
    m_desk.book()->open("station");
    EXPECT_EQ(m_desk.book()->page(), "line");
}

TEST_F(StationPage, StaysWhileSomethingIsDoneAtTheFixture) {
    openPage("probes");
    m_clock.sleepFor(9min);
    show();
    EXPECT_EQ(m_desk.book()->page(), "station");
    m_clock.sleepFor(1min);
    show();
    EXPECT_EQ(m_desk.book()->page(), "line");
}

TEST_F(StationPage, GoesAwayWithWhoOpenedIt) {
    openPage("settings");
    press("setting" + QString::number(rowOf("[station] drill")));
    EXPECT_GE(station().settings()->chosen(), 0);
    beSomebody("Ann Bell", "operator");
    EXPECT_EQ(m_desk.book()->page(), "line");
    show();
    EXPECT_EQ(station().settings()->chosen(), -1);
}

TEST_F(StationPage, ShowsEverySocketWithItsProbeAndWhatWentWrongThere) {
    m_place.sockets.plug("1-1.1", 4);
    m_place.sockets.plug("1-1.7", 5, 0x374E);
    m_feed.slot(0).slot.probeFirmware = "V2J40M27";
    m_place.journal.slot = "A";
    m_place.journal.attempt("TH200-000001", 1);
    m_place.journal.attempt("TH200-000002", 2, Fault{.code = FaultCode::SwdNoAnswer});
    m_place.journal.attempt("TH200-000003", 3, Fault{.code = FaultCode::DigestMismatch});
    openPage("probes");
    const QVariantList rows = station().probes()->sockets();
    ASSERT_EQ(rows.size(), 3);
    EXPECT_EQ(at(rows, 0, "title"), "Slot A");
    EXPECT_EQ(at(rows, 0, "probe"), "ST-LINK/V2-1  066BFF515255827187100004  V2J40M27");
    EXPECT_EQ(at(rows, 0, "counts"), "3 attempts in 30 days, 2 not passed, 1 by probe or wires");
    EXPECT_EQ(at(rows, 0, "sign"), "ready");
    EXPECT_EQ(at(rows, 1, "remark"), "There is no probe here.");
    EXPECT_EQ(at(rows, 1, "counts"), "No attempt in 30 days");
    EXPECT_EQ(at(rows, 2, "title"), "No slot");
    EXPECT_EQ(at(rows, 2, "port"), "1-1.7");
    EXPECT_TRUE(isSeen(item("socket_1-1.7")));
}

TEST_F(StationPage, SaysWhySocketsCannotBeSeen) {
    m_feed.picture.slots.clear();
    show();
    openPage("probes");
    EXPECT_TRUE(text("noteText", item("probeNote")).startsWith("No ST-LINK is plugged in."));
    m_place.sockets.fail(Fault{.code = FaultCode::UsbPermission});
    look();
    EXPECT_TRUE(text("noteText", item("probeNote"))
                    .startsWith(Words::happened({.code = FaultCode::UsbPermission})));
}

TEST_F(StationPage, TellsTheSlotsApartByPluggingOneAfterTheOther) {
    m_place.sockets.plug("1-1.1", 4);
    openPage("probes");
    press("beginMapping");
    EXPECT_EQ(text("mappingPrompt"), "Plug in the probe of slot A, or put a board into it.");
    m_place.sockets.plug("1-1.4", 9);
    look();
    EXPECT_EQ(text("mappingRemark"), "That is slot A, at 1-1.4.");
    EXPECT_EQ(text("mappingPrompt"), "Plug in the probe of slot B, or put a board into it.");
    // The second one is told apart by the board that is put in.
    m_feed.slot(0).slot.boards = 1;
    show();
    look();
    EXPECT_EQ(text("mappingPlaces"), "A: 1-1.4\nB: 1-1.1");
    QSignalSpy replaced(&station(), &StationDesk::settingsReplaced);
    press("mappingSave");
    ASSERT_TRUE(isSeen(item("pinPad")));
    EXPECT_EQ(m_place.onDisk(), StationFeed::usualSettings) << "being signed in is not enough";
    givePin("402817");
    EXPECT_EQ(m_feed.allowed.at(0).what, "change-settings");
    EXPECT_EQ(m_feed.allowed.at(0).by.who, "Eve Osei");
    EXPECT_EQ(replaced.size(), 1);
    EXPECT_TRUE(station().probes()->done());
    const auto slots = readSettings(m_place.settingsFile()).value().slots;
    ASSERT_EQ(slots.size(), 2U);
    EXPECT_EQ(slots[0].name, "A");
    EXPECT_EQ(slots[0].port.text(), "1-1.4");
    EXPECT_EQ(slots[1].port.text(), "1-1.1");
    const auto entry = newest(db::kind::settingsChanged);
    EXPECT_EQ(entry.value("key", ""), "slot");
    EXPECT_EQ(entry.value("operator", ""), "Eve Osei");
    EXPECT_EQ(entry["after"][0]["port"], "1-1.4");
    EXPECT_EQ(entry["before"][0]["port"], "1-1.1");
}

TEST_F(StationPage, DemandsTheProbeThatWasShownWhereOneWasDemanded) {
    std::string demanding = StationFeed::usualSettings;
    demanding.replace(demanding.find("\n\n[[slot]]\nname = \"B\""), 2,
                      "\nprobe_serial = \"50FF6F067871515131090367\"\n\n");
    m_place.write(demanding);
    openStation();
    openPage("probes");
    press("beginMapping");
    for (const auto& [port, number] : {std::pair{"1-1.4", 9}, {"1-1.5", 10}}) {
        m_place.sockets.plug(port, static_cast<std::uint8_t>(number));
        look();
    }
    press("mappingSave");
    givePin("402817");
    const auto slots = readSettings(m_place.settingsFile()).value().slots;
    ASSERT_EQ(slots.size(), 2U);
    EXPECT_EQ(slots[0].probeSerial, "066BFF515255827187100009");
    EXPECT_EQ(slots[1].probeSerial, "");
}

TEST_F(StationPage, GivesMappingUpWithoutATrace) {
    openPage("probes");
    press("beginMapping");
    m_place.sockets.plug("1-1.4", 9);
    look();
    press("mappingBack");
    EXPECT_TRUE(station().probes()->places().isEmpty());
    press("mappingBack");
    EXPECT_FALSE(station().probes()->isMapping());
    EXPECT_EQ(m_place.onDisk(), StationFeed::usualSettings);
}

TEST_F(StationPage, MapsNothingWhileASlotWorks) {
    m_feed.working(0, Stage::Program, 1s, 1s);
    openPage("probes");
    EXPECT_EQ(text("beginMapping"), "Not while a slot works");
    press("beginMapping");
    EXPECT_FALSE(station().probes()->isMapping());
}

TEST_F(StationPage, TakesAnotherValueWithAPin) {
    openPage("settings");
    press("setting" + QString::number(rowOf("[station] drill")));
    EXPECT_EQ(text("choice_true"), "On");
    EXPECT_FALSE(station().settings()->due());
    press("choice_true");
    EXPECT_TRUE(station().settings()->due());
    QSignalSpy replaced(&station(), &StationDesk::settingsReplaced);
    press("takeSetting");
    EXPECT_EQ(m_place.onDisk(), StationFeed::usualSettings);
    givePin("402817");
    EXPECT_TRUE(readSettings(m_place.settingsFile()).value().slotRules.drill);
    EXPECT_NE(m_place.onDisk().find("# as agreed"), std::string::npos);
    EXPECT_EQ(replaced.size(), 1);
    const auto entry = newest(db::kind::settingsChanged);
    EXPECT_EQ(entry.value("key", ""), "station.drill");
    EXPECT_EQ(entry.value("before", ""), "false");
    EXPECT_EQ(entry.value("after", ""), "true");
    EXPECT_EQ(entry.value("role", ""), "engineer");
    EXPECT_EQ(text("outcomeText"), "Taken. The line opens anew.");
}

TEST_F(StationPage, ObjectsToAValueBeforeAnybodyIsAsked) {
    openPage("settings");
    station().settings()->choose(rowOf("[backup] at")); // further down than the screen shows
    station().settings()->write("25:00");
    show();
    EXPECT_TRUE(text("settingObjection").contains("must be a time of the day"))
        << text("settingObjection").toStdString();
    press("takeSetting");
    EXPECT_FALSE(isSeen(item("pinPad")));
    station().settings()->write("03:30");
    show();
    EXPECT_EQ(text("settingObjection"), "");
    press("takeSetting");
    EXPECT_TRUE(isSeen(item("pinPad")));
    station().settings()->write("04:30");
    show();
    EXPECT_FALSE(isSeen(item("pinPad"))) << "the PIN was for another value";
}

TEST_F(StationPage, LocksNobodyOut) {
    m_place.write("[station]\nname = \"line1-st3\"\n");
    openStation();
    beSomebody("M. Okafor", "");
    openPage("settings");
    press("setting" + QString::number(rowOf("[people] sign_in")));
    ASSERT_EQ(station().settings()->chosen(), 0);
    press("choice_wanted");
    QSignalSpy changed(station().settings(), &StationSection::changed);
    press("takeSetting");
    while (station().settings()->outcome().isEmpty()) {
        ASSERT_TRUE(changed.wait());
    }
    EXPECT_FALSE(station().settings()->done());
    EXPECT_FALSE(readSettings(m_place.settingsFile()).value().signIn.wanted);
    m_place.addToJournal("Sue Mbeki", "supervisor");
    press("takeSetting");
    while (station().settings()->outcome().isEmpty()) {
        ASSERT_TRUE(changed.wait());
    }
    EXPECT_TRUE(station().settings()->done());
    EXPECT_TRUE(readSettings(m_place.settingsFile()).value().signIn.wanted);
}

TEST_F(StationPage, ChangesNoSettingForASupervisor) {
    beSomebody("Sue Mbeki", "supervisor");
    openPage("settings");
    press("setting0");
    EXPECT_EQ(text("takeSetting"), "Not for your role");
    press("choice_none");
    EXPECT_FALSE(station().settings()->due());
}

TEST_F(StationPage, PutsSomebodyNewOnRecord) {
    m_place.addToJournal("Eve Osei", "engineer");
    openPage("people");
    EXPECT_EQ(at(station().crew()->people(), 0, "name"), "Eve Osei");
    press("addPerson");
    EXPECT_FALSE(station().crew()->due());
    EXPECT_EQ(station().crew()->objection(), "") << "nothing was written yet";
    station().crew()->write("name", "Ann Bell");
    EXPECT_NE(station().crew()->objection(), "") << "neither badge nor PIN";
    scan("BADGE-ANN-77");
    EXPECT_TRUE(m_feed.labels.empty()) << "it is no label";
    EXPECT_EQ(m_desk.book()->page(), "station");
    show();
    EXPECT_EQ(station().crew()->objection(), "");
    press("crewSave");
    EXPECT_TRUE(m_feed.added.empty());
    givePin("402817");
    ASSERT_EQ(m_feed.added.size(), 1U);
    EXPECT_EQ(m_feed.added[0].name, "Ann Bell");
    EXPECT_EQ(m_feed.added[0].role, Role::Operator);
    EXPECT_EQ(m_feed.added[0].badge, "BADGE-ANN-77");
    EXPECT_EQ(m_feed.allowed.at(0).by.pin, "402817");
    EXPECT_EQ(text("outcomeText"), "Ann Bell is Operator here now.");
    EXPECT_EQ(station().crew()->task(), "");
}

TEST_F(StationPage, WantsAPinTwiceOfWhoNeedsOne) {
    m_place.addToJournal("Eve Osei", "engineer");
    openPage("people");
    press("addPerson");
    CrewDesk& crew = *station().crew();
    crew.write("name", "Quinn Ito");
    while (crew.role() != "Quality") {
        crew.nextRole();
    }
    crew.write("badge", "BADGE-QUINN");
    EXPECT_FALSE(crew.due());
    crew.write("pin", "583920");
    EXPECT_FALSE(crew.due());
    EXPECT_TRUE(crew.objection().contains("the second one was another"));
    crew.write("again", "583920");
    EXPECT_TRUE(crew.due());
    crew.write("pin", "123456");
    crew.write("again", "123456");
    EXPECT_FALSE(crew.due()) << "digits in a row";
}

TEST_F(StationPage, ChangesSomebodyForAReason) {
    m_place.addToJournal("Ann Bell", "operator");
    m_place.addToJournal("Eve Osei", "engineer");
    openPage("people");
    press("member0");
    press("task_retire");
    EXPECT_FALSE(station().crew()->due());
    station().crew()->write("reason", "left the company");
    show();
    press("crewSave");
    givePin("402817");
    ASSERT_EQ(m_feed.changedPeople.size(), 1U);
    EXPECT_EQ(m_feed.changedPeople[0].first, "Ann Bell");
    EXPECT_TRUE(m_feed.changedPeople[0].second.retire);
    EXPECT_EQ(m_feed.allowed.at(0).reason, "left the company");
}

TEST_F(StationPage, ForgetsWhoWasWrittenDownWhenItIsLeft) {
    openPage("people");
    station().crew()->begin("add");
    station().crew()->write("badge", "BADGE-ANN-77");
    press("section_log");
    press("section_people");
    EXPECT_EQ(station().crew()->badge(), "");
    EXPECT_EQ(station().crew()->task(), "");
    scan("TH200-000001");
    EXPECT_EQ(m_desk.book()->page(), "line") << "a label is one again";
}

TEST_F(StationPage, MakesACopyOfTheRecordsBesideTheLine) {
    m_place.journal.attempt("TH200-000001", 1);
    openPage("backup");
    EXPECT_TRUE(text("backupAbout").startsWith("Each day at 02:00 into "));
    press("makeBackup");
    givePin("402817");
    EXPECT_EQ(m_feed.allowed.at(0).what, "back-up-records");
    ASSERT_TRUE(station().backups()->done()) << station().backups()->outcome().toStdString();
    ASSERT_EQ(station().backups()->copies().size(), 1);
    const std::string name = at(station().backups()->copies(), 0, "name").toString().toStdString();
    EXPECT_TRUE(std::filesystem::exists(m_place.backupFolder / name)) << name;
    EXPECT_TRUE(std::filesystem::exists(m_place.backupFolder / (name + ".manifest")));
    EXPECT_TRUE(at(station().backups()->copies(), 0, "remark").toString().endsWith("by Eve Osei"));
}

TEST_F(StationPage, SaysThatACopyWasNotMadeAndWhy) {
    std::filesystem::remove(m_place.backupFolder);
    openPage("backup");
    press("makeBackup");
    givePin("402817");
    EXPECT_FALSE(station().backups()->done());
    EXPECT_NE(station().backups()->outcome(), "");
    EXPECT_FALSE(station().backups()->busy());
}

TEST_F(StationPage, MakesNoCopyWithoutAFolder) {
    m_place.backupFolder.clear();
    openStation();
    openPage("backup");
    EXPECT_EQ(text("makeBackup"), "No folder is set");
    press("makeBackup");
    EXPECT_FALSE(isSeen(item("pinPad")));
}

TEST_F(StationPage, TestsTheStationAndNamesWhatIsWrong) {
    m_feed.trouble(1, {.code = FaultCode::ProbeAbsent});
    openPage("test");
    press("beginTest");
    settle();
    const QVariantList points = station().check()->points();
    QStringList bad;
    for (const QVariant& point : points) {
        if (!point.toMap().value("good").toBool()) {
            bad << point.toMap().value("what").toString();
        }
    }
    EXPECT_FALSE(at(points, 0, "good").toBool()) << "what is wrong comes first";
    // Nobody is on record, and the release authority is not where the settings say.
    EXPECT_EQ(bad, (QStringList{"Slot B", "Release authority", "People"}));
    EXPECT_EQ(text("checkVerdict"),
              QStringLiteral("3 of %1 points are not as they should be.").arg(points.size()));
    EXPECT_EQ(points.size(), 8);
}

TEST_F(StationPage, FindsRecordsThatCannotBeRead) {
    std::ofstream(m_place.folder() / "damaged.db") << "this is no database, whatever it is called";
    m_place.journalFile = m_place.folder() / "damaged.db";
    openStation();
    openPage("test");
    press("beginTest");
    settle();
    QStringList bad;
    for (const QVariant& point : station().check()->points()) {
        if (!point.toMap().value("good").toBool()) {
            bad << point.toMap().value("what").toString();
        }
    }
    EXPECT_TRUE(bad.contains("Records"));
}

TEST_F(StationPage, ShowsTheLogAsItIsWritten) {
    m_place.log->write(m_clock.wall(), LogLevel::Info, "line1-st3 opened");
    openPage("log");
    EXPECT_EQ(station().log()->lines().size(), 1);
    m_place.log->write(m_clock.wall(), LogLevel::Error, "probe-absent 100: <b>1-1.2</b>");
    station().log()->refresh();
    ASSERT_EQ(station().log()->lines().size(), 2);
    EXPECT_EQ(at(station().log()->lines(), 0, "text"), "probe-absent 100: <b>1-1.2</b>");
    press("logLeast");
    EXPECT_EQ(text("logLeast"), "Warnings");
    EXPECT_EQ(station().log()->lines().size(), 1);
    press("logLeast");
    press("logLeast");
    station().log()->search("OPENED");
    ASSERT_EQ(station().log()->lines().size(), 1);
    EXPECT_EQ(at(station().log()->lines(), 0, "level"), "info");
}

TEST_F(StationPage, DrawsNothingOfARowThatIsScrolledOutOfItsList) {
    for (std::uint8_t port = 1; port < 30; ++port) {
        m_place.sockets.plug(("1-2." + std::to_string(port)).c_str(), port);
    }
    m_window.resize(1280, 720);
    show();
    openPage("probes");
    ASSERT_EQ(station().probes()->sockets().size(), 31);
    const QQuickItem* const tab = item("lineTab");
    const QRect below(0, static_cast<int>(tab->mapToScene({0, 0}).y()), m_window.width(),
                      static_cast<int>(tab->height()));
    press("section_log");
    const QImage withoutRows = picture().copy(below);
    press("section_probes");
    for (int pulled = 0; pulled < 1200; pulled += 37) {
        item("socketList")->setProperty("contentY", pulled);
        EXPECT_EQ(picture().copy(below), withoutRows) << pulled;
    }
}

TEST_F(StationPage, HasAnotherLanguageAtOnce) {
    openPage("settings");
    ASSERT_TRUE(m_desk.chooseLanguage("de"));
    show();
    EXPECT_EQ(text("section_probes"), "Plätze und Adapter");
    EXPECT_EQ(at(station().settings()->settings(), 0, "name"), "Anmeldung");
    ASSERT_TRUE(m_desk.chooseLanguage("en"));
}

} // namespace
} // namespace greenlight::station::view
