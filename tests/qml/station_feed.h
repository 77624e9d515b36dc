#pragma once

#include "station/view/station_desk.h"
#include "tests/qml/journal_feed.h"
#include "tests/qml/line_feed.h"
#include "tests/qml/socket_feed.h"

#include <filesystem>
#include <memory>
#include <string>

namespace greenlight::station::view {

/// What the station's page stands on: real settings, records and key in a folder, sockets and a log
/// that are filled by hand, and slots A and B.
class StationFeed {
public:
    explicit StationFeed(Clock& clock);

    /// Gives all of it to the page, and the line the slots of the settings.
    void open(StationDesk& desk, LineFeed& line);

    [[nodiscard]] std::filesystem::path settingsFile() const {
        return m_folder.path() / "station.toml";
    }

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder.path(); }

    void write(const std::string& settings);
    [[nodiscard]] std::string onDisk() const;

    /// Somebody is on record, with badge and PIN.
    void addToJournal(const std::string& name, const std::string& role);

    /// Until nothing that was asked on another thread waits for its answer.
    static void settle(StationDesk& desk);

    static const std::string usualSettings;

private:
    Scratch m_folder;

public:
    std::filesystem::path backupFolder = m_folder.path() / "copies"; ///< of the settings
    SocketFeed sockets;
    std::shared_ptr<LogRing> log = std::make_shared<LogRing>();
    JournalFeed journal;
    std::filesystem::path journalFile = journal.file();
};

} // namespace greenlight::station::view
