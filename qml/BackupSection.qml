import QtQuick
import QtQuick.Layouts
import Greenlight.View

// Copies of the records: where they go, which were made, and one more now.
ColumnLayout {
    id: section
    required property BackupDesk backups

    spacing: Style.mm(1.5)

    PlainText {
        objectName: "backupAbout"
        Layout.fillWidth: true
        text: section.backups.about
        color: Style.ink
        font.bold: true
        font.pixelSize: Style.letters(4.4)
        wrapMode: Text.Wrap
    }

    OutcomeLine {
        Layout.fillWidth: true
        text: section.backups.outcome
        done: section.backups.done
        onDismissed: section.backups.forget()
    }

    PlainText {
        visible: section.backups.busy
        Layout.fillWidth: true
        text: section.backups.progress
        color: Style.ink
        font.pixelSize: Style.letters(4.4)
    }

    CourseBar {
        objectName: "backupBar"
        visible: section.backups.busy
        share: section.backups.share
    }

    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true

        PageNote {
            anchors.fill: parent
            visible: section.backups.copies.length === 0
            figure: "vacant"
            text: qsTr("No copy is on record yet.")
        }

        Scroller {
            id: list
            anchors.fill: parent
            visible: section.backups.copies.length > 0

            Column {
                width: list.innerWidth
                spacing: Style.mm(1)

                Repeater {
                    objectName: "copies"
                    model: section.backups.copies

                    // A delegate sees the ids around it, which the linter of Qt 6.4 does not know.
                    // qmllint disable unqualified
                    delegate: FactRow {
                        required property var modelData
                        width: list.innerWidth
                        figure: modelData.good ? "ready" : "trouble"
                        title: modelData.time
                        fact: modelData.name
                        more: modelData.remark
                    }
                    // qmllint enable unqualified
                }
            }
        }
    }

    StartButton {
        objectName: "makeBackup"
        readonly property bool due: section.backups.busy || section.backups.hindrance === ""
        Layout.fillWidth: true
        Layout.preferredHeight: Style.mm(Style.touchMm)
        text: section.backups.busy ? qsTr("Call off")
            : section.backups.hindrance === "" ? qsTr("Make a copy now") : section.backups.hindrance
        letterMm: 5
        ground: due ? (section.backups.busy ? Style.plate : Style.turn) : Style.idle
        ink: due ? (section.backups.busy ? Style.ink : Style.turnInk) : Style.softInk
        onPressed: {
            if (section.backups.busy) {
                section.backups.cancel();
            } else {
                section.backups.make();
            }
        }
    }

    Component.onCompleted: backups.refresh()
}
