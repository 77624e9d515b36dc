import QtQuick
import QtQuick.Layouts
import Greenlight.View

// The station itself, for who looks after it: a row of keys for its sections, and below it the one
// that is open.
ColumnLayout {
    id: page
    required property StationDesk station
    property bool across: true

    spacing: Style.mm(2)

    component Section: StartButton {
        required property StationDesk station
        required property string name
        readonly property bool open: station.section === name
        objectName: "section_" + name
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.preferredHeight: Style.mm(Style.touchMm)
        letterMm: 4.4
        ground: open ? Style.turn : Style.plate
        ink: open ? Style.turnInk : Style.ink
        onPressed: station.open(name)
    }

    GridLayout {
        Layout.fillWidth: true
        columns: page.across ? 6 : 3
        columnSpacing: Style.mm(1.2)
        rowSpacing: Style.mm(1.2)

        Section {
            station: page.station
            name: "probes"
            text: qsTr("Slots and probes")
        }

        Section {
            station: page.station
            name: "settings"
            text: qsTr("Settings")
        }

        Section {
            station: page.station
            name: "people"
            text: qsTr("People")
        }

        Section {
            station: page.station
            name: "backup"
            text: qsTr("Backup")
        }

        Section {
            station: page.station
            name: "test"
            text: qsTr("Self-test")
        }

        Section {
            station: page.station
            name: "log"
            text: qsTr("Log")
        }
    }

    // Built when it is opened: what nobody looks at asks for nothing.
    Loader {
        objectName: "sectionLoader"
        Layout.fillWidth: true
        Layout.fillHeight: true
        sourceComponent: page.station.section === "settings" ? settingsSection
                       : page.station.section === "people" ? peopleSection
                       : page.station.section === "backup" ? backupSection
                       : page.station.section === "test" ? testSection
                       : page.station.section === "log" ? logSection : probeSection
    }

    // What is built later sees the ids around it, which the linter of Qt 6.4 does not know.
    // qmllint disable unqualified
    Component {
        id: probeSection

        ProbeSection {
            probes: page.station.probes
            across: page.across
        }
    }

    Component {
        id: settingsSection

        SettingsSection {
            desk: page.station.settings
            across: page.across
        }
    }

    Component {
        id: peopleSection

        CrewSection {
            crew: page.station.crew
            across: page.across
        }
    }

    Component {
        id: backupSection

        BackupSection {
            backups: page.station.backups
        }
    }

    Component {
        id: testSection

        CheckSection {
            check: page.station.check
        }
    }

    Component {
        id: logSection

        LogSection {
            log: page.station.log
        }
    }
    // qmllint enable unqualified
}
