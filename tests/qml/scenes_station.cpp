#include "tests/qml/scenes.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <array>

namespace greenlight::station::view {
namespace {

using namespace std::chrono_literals;

void openStation(Stand& stand, const char* section) {
    const auto& slots = stand.feed.picture.slots;
    std::string settings = StationFeed::usualSettings;
    settings.resize(settings.find("\n[[slot]]"));
    for (std::size_t i = 1; i <= slots.size(); ++i) {
        settings += "\n[[slot]]\nname = \"" + std::to_string(i) + "\"\nport = \"1-1." +
                    std::to_string(i) + "\"\n";
        if (i != 4) {
            stand.place.sockets.plug(("1-1." + std::to_string(i)).c_str(),
                                     static_cast<std::uint8_t>(i));
            stand.feed.slot(i - 1).slot.probeFirmware = "V2J40M27";
        }
    }
    stand.place.write(settings);
    stand.place.journal.workAShift(stand.clock);
    for (const auto& [name, role] : {std::pair{"Sue Mbeki-Lindqvist", "supervisor"},
                                     {"Eve Osei", "engineer"},
                                     {"Quinn Ito", "quality"},
                                     {"Bob Nowak", "operator"}}) {
        stand.place.addToJournal(name, role);
    }
    stand.place.log->write(stand.clock.wall(), LogLevel::Info, "line1-st3 opened with 8 slots");
    stand.place.log->write(stand.clock.wall(), LogLevel::Warning,
                           "the probe at 1-2.9 is not used: a station serves 32 at most");
    stand.place.log->write(
        stand.clock.wall(), LogLevel::Error,
        base::toLogLine(
            {.code = FaultCode::ProbeAbsent, .stage = Stage::Connect, .note = "port 1-1.4"}));
    stand.place.open(*stand.desk.station(), stand.feed);
    stand.feed.picture.operatorName = "Eve Osei";
    stand.feed.picture.role = "engineer";
    open(stand, "station");
    stand.desk.refresh();
    stand.desk.station()->open(QString::fromLatin1(section));
    QCoreApplication::processEvents();
    StationFeed::settle(*stand.desk.station());
}

void openProbes(Stand& stand) { openStation(stand, "probes"); }

void mapSlots(Stand& stand) {
    openStation(stand, "probes");
    stand.desk.station()->probes()->beginMapping();
    for (const char* const port : {"1-2.1", "1-2.2", "1-2.3"}) {
        stand.place.sockets.plug(port, 77);
        stand.desk.station()->probes()->refresh();
        StationFeed::settle(*stand.desk.station());
    }
}

void openSettings(Stand& stand) { openStation(stand, "settings"); }

void changeSetting(Stand& stand) {
    openStation(stand, "settings");
    stand.desk.station()->settings()->choose(2);
    stand.desk.station()->settings()->write("many");
}

void openCrew(Stand& stand) {
    openStation(stand, "people");
    stand.desk.station()->crew()->choose(0);
}

void addPerson(Stand& stand) {
    openStation(stand, "people");
    stand.desk.station()->crew()->begin("add");
    stand.desk.station()->crew()->write("name", "Ann Bell");
}

void openBackups(Stand& stand) {
    openStation(stand, "backup");
    StationDesk& station = *stand.desk.station();
    stand.feed.picture.role.clear();
    stand.desk.refresh();
    station.backups()->make();
    while (station.backups()->outcome().isEmpty()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    StationFeed::settle(station);
}

void testStation(Stand& stand) {
    openStation(stand, "test");
    stand.desk.station()->check()->begin();
    StationFeed::settle(*stand.desk.station());
}

void openLog(Stand& stand) { openStation(stand, "log"); }

constexpr std::array all{Scene{"person", fillUsual, addPerson},
                         Scene{"self-test", fillUsual, testStation},
                         Scene{"probes", fillUsual, openProbes},
                         Scene{"mapping", fillUsual, mapSlots},
                         Scene{"settings", fillUsual, openSettings},
                         Scene{"setting", fillUsual, changeSetting},
                         Scene{"people", fillUsual, openCrew},
                         Scene{"backup", fillUsual, openBackups},
                         Scene{"log", fillUsual, openLog}};

} // namespace

std::span<const Scene> stationScenes() { return all; }

} // namespace greenlight::station::view
