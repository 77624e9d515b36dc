#include "tests/qml/station_feed.h"

#include <QCoreApplication>
#include <fstream>
#include <iterator>

namespace greenlight::station::view {

const std::string StationFeed::usualSettings = R"([station]
name = "line1-st3"
quarantine_after = 3 # as agreed

[people]
sign_in = "wanted"

[[slot]]
name = "A"
port = "1-1.1"

[[slot]]
name = "B"
port = "1-1.2"
)";

StationFeed::StationFeed(Clock& clock) : journal(clock) {
    write(usualSettings);
    std::filesystem::create_directories(backupFolder);
}

void StationFeed::open(StationDesk& desk, LineFeed& line) {
    Settings settings = readSettings(settingsFile()).value();
    settings.dataDir = folder();
    settings.backup.folder = backupFolder;
    for (std::size_t i = 0; i < line.picture.slots.size() && i < settings.slots.size(); ++i) {
        line.slot(i).slot.name = settings.slots[i].name;
        line.slot(i).slot.port = settings.slots[i].port;
    }
    desk.open({.settings = std::move(settings),
               .settingsFile = settingsFile(),
               .journalFile = journalFile,
               .journal = &journal.journal(),
               .bench = &sockets,
               .key = std::make_shared<const db::StationKey>(
                   db::StationKey::loadOrMake(folder() / "station.key", "line1-st3").value()),
               .log = log});
}

void StationFeed::write(const std::string& settings) { std::ofstream(settingsFile()) << settings; }

std::string StationFeed::onDisk() const {
    std::ifstream in(settingsFile());
    return {std::istreambuf_iterator<char>(in), {}};
}

void StationFeed::addToJournal(const std::string& name, const std::string& role) {
    CHECK(journal.journal()
              .append(db::kind::personAdded, {{"name", name},
                                              {"role", role},
                                              {"badge", "badge of " + name},
                                              {"pin", "pin of " + name}})
              .ok());
}

void StationFeed::settle(StationDesk& desk) {
    const auto asking = [&desk] {
        return desk.probes()->isAsking() || desk.crew()->isAsking() || desk.backups()->isAsking() ||
               desk.check()->isAsking();
    };
    while (asking()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

} // namespace greenlight::station::view
